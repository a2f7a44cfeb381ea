//! Cells of a table that no spreadsheet runs: what begins like a formula gets an apostrophe before it, which reading takes
//! away again (OWASP, "CSV Injection").

use std::borrow::Cow;

/// Signs with which spreadsheets let a formula begin, in both widths.
const FIRST: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A text as it is written into a cell.
#[must_use]
pub fn defused(text: &str) -> Cow<'_, str> {
    let bare = text.trim_start_matches('\'');
    let is_quoted = bare.len() < text.len();
    if is_formula(bare) && (is_quoted || !is_number(bare)) { format!("'{text}").into() } else { text.into() }
}

/// The text that a cell stands for.
#[must_use]
pub fn as_meant(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

fn is_formula(text: &str) -> bool {
    text.starts_with(['\t', '\r']) || text.trim_start().starts_with(FIRST)
}

/// `-5` and `+0.5` are shown as they are.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_digit = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    digits.starts_with(|c: char| c.is_ascii_digit()) && digits.as_bytes().iter().all(is_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_begins_like_a_formula_and_every_text_comes_back() {
        for (text, written) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+49 40", "'+49 40"),
            ("- He said so", "'- He said so"),
            ("@x", "'@x"),
            ("\t=1", "'\t=1"),
            ("\rx", "'\rx"),
            ("  =1", "'  =1"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("''-5", "'''-5"),
            ("-5", "-5"),
            ("-2+3", "'-2+3"),
            ("+0.5", "+0.5"),
            ("'tis", "'tis"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(defused(text), written, "{text}");
            assert_eq!(as_meant(written), text, "{text}");
        }
    }
}
