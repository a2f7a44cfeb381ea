//! A record as it stands in its file, for whoever wants to see what a problem is about.

use super::json::{self, Scanner, Span};
use super::{Limits, Unwatched, unpack};

/// So many characters of a record are shown.
const MOST: usize = 6_000;
/// So many lines are shown of a text that is no JSON.
const LINES: usize = 3;

/// The record at a place of a file: what a JSON path such as `facts[12].confidence` leads to, without its last field;
/// else the line. It is not long, and signs that no screen shows are made visible. `None` where there is no such place.
#[must_use]
pub fn record_at(bytes: &[u8], line: Option<u32>, path: &str) -> Option<String> {
    let unpacked = unpack::unpack(bytes, Limits::default().unpacked_bytes, &Unwatched).ok()?;
    let text = String::from_utf8_lossy(&unpacked);
    let text = text.trim_start_matches('\u{feff}');
    let by_path = by_path(text, path).map(|span| span.of(text));
    let found = by_path.or_else(|| by_line(text, line?))?;
    Some(visible(found))
}

/// The innermost object or list on the way that a path goes.
fn by_path(text: &str, path: &str) -> Option<Span> {
    let mut span = Span { start: 0, end: text.len() };
    let mut record = None;
    if path.is_empty() || !matches!(Scanner::new(text).peek(), Some(b'{' | b'[')) {
        return None;
    }
    for step in path.split(['.', '[']).map(|step| step.trim_end_matches(']')).filter(|step| !step.is_empty()) {
        let Some(next) = below(text, span, step) else {
            break;
        };
        span = next;
        if span.of(text).starts_with('{') || (span.of(text).starts_with('[') && record.is_none()) {
            record = Some(span);
        }
    }
    record.filter(|span| span.of(text).starts_with('{') || span.end - span.start < MOST)
}

fn below(text: &str, span: Span, step: &str) -> Option<Span> {
    let piece = span.of(text);
    let mut scanner = Scanner::new(piece);
    let is_list = scanner.peek()? == b'[';
    scanner.open(if is_list { b'[' } else { b'{' }).ok()?;
    let mut at = 0_usize;
    while scanner.next_item(at == 0, if is_list { b']' } else { b'}' }).ok()? {
        let is_it =
            if is_list { step.parse() == Ok(at) } else { json::key_text(scanner.key().ok()?.of(piece)) == step };
        let found = scanner.value().ok()?;
        if is_it {
            return Some(Span { start: span.start + found.start, end: span.start + found.end });
        }
        at += 1;
    }
    None
}

fn by_line(text: &str, line: u32) -> Option<&str> {
    let first = usize::try_from(line).ok()?.checked_sub(1)?;
    let mut start = 0;
    for _ in 0..first {
        start += text.get(start..)?.find('\n')? + 1;
    }
    let rest = text.get(start..)?;
    let is_json = rest.trim_start().starts_with(['{', '[']);
    let lines = if is_json { 1 } else { LINES };
    let end = rest.match_indices('\n').nth(lines - 1).map_or(rest.len(), |(at, _)| at);
    rest.get(..end).map(|text| text.trim_end_matches(['\r', '\n'])).filter(|text| !text.trim().is_empty())
}

/// Control characters by their pictures, but for line breaks and tabs; cut where it is long.
pub(super) fn visible(text: &str) -> String {
    let picture = |c: char| match c {
        '\n' | '\t' => c,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => '\u{fffd}',
        c => c,
    };
    let mut shown: String = text.chars().take(MOST).map(picture).collect();
    if text.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_record_of_a_problem_is_found_by_its_path_or_its_line() {
        let minified = r#"{"facts":[{"id":"a"},{"id":"b","evidence":[{"x":1}]}],"n":5}"#;
        let lines = "{\"a\": 1}\n{\"a\": \n{\"a\": 3}\n";
        for (text, line, path, expected) in [
            (minified, Some(1), "facts[1].id", Some(r#"{"id":"b","evidence":[{"x":1}]}"#)),
            (minified, Some(1), "facts[1].evidence[0].x", Some(r#"{"x":1}"#)),
            (minified, Some(1), "facts[0]", Some(r#"{"id":"a"}"#)),
            (minified, Some(1), "nowhere[7]", Some(minified)),
            (lines, Some(2), "", Some("{\"a\": ")),
            (lines, Some(9), "", None),
            ("a,b\nx\u{7},y\nz,w\n", Some(2), "row 1, a", Some("x\u{2407},y\nz,w")),
            ("a,b\n", None, "", None),
        ] {
            assert_eq!(record_at(text.as_bytes(), line, path).as_deref(), expected, "{text} {path}");
        }
    }
}
