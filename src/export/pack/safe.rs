//! Text from strangers' files, made so that it can do no more than be read.

use crate::facts::hides_text;

/// Shows what would turn or hide text: control characters and those that override its direction, as `⟨U+202E⟩`. Line
/// breaks and tabs become spaces.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => plain.push(' '),
            _ if hides_text(c) => plain.push_str(&format!("⟨U+{:04X}⟩", u32::from(c))),
            _ => plain.push(c),
        }
    }
    plain
}

/// Text between tags, or in an attribute in double quotation marks.
pub(super) fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in plain(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Text in a line of Markdown: everything that could be a mark has a backslash before it.
pub(super) fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let text = plain(text);
    let text = text.trim();
    let numeral = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    for (at, c) in text.char_indices() {
        let opens_list = at == 0 && matches!(c, '-' | '+' | '=') || at > 0 && at == numeral && matches!(c, '.' | ')');
        // Colons and dots of bare addresses: many readers make links of them.
        let opens_link =
            c == ':' && text[at..].starts_with("://") || c == '.' && text[..at].to_ascii_lowercase().ends_with("www");
        if matches!(c, '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' | '@')
            || opens_list
            || opens_link
        {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// An address that may become a link: http and https only, without white space and quotation marks.
pub(super) fn link(address: &str) -> Option<&str> {
    let address = address.trim();
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    let known = lower.starts_with("http://") || lower.starts_with("https://");
    let clean = address.chars().all(|c| !c.is_whitespace() && !hides_text(c) && !"<>\"'`\\^{|}".contains(c));
    (known && clean).then_some(address)
}

/// A cell that no spreadsheet takes for a formula: one that begins like one gets an apostrophe before it (OWASP, "CSV
/// Injection").
pub(super) fn cell(text: &str) -> String {
    let text = plain(text);
    let risky = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '%']);
    if risky { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        for (text, in_html, in_markdown, in_cell) in [
            ("Ma & Co", "Ma &amp; Co", "Ma \\& Co", "Ma & Co"),
            ("<b>\"x\"</b>", "&lt;b&gt;&quot;x&quot;&lt;/b&gt;", "\\<b\\>\"x\"\\</b\\>", "<b>\"x\"</b>"),
            ("=1+2", "=1+2", "\\=1+2", "'=1+2"),
            ("  @x", "  @x", "\\@x", "'  @x"),
            ("- 5", "- 5", "\\- 5", "'- 5"),
            ("1. x", "1. x", "1\\. x", "1. x"),
            ("a\nb", "a b", "a b", "a b"),
            ("a\u{202e}b", "a⟨U+202E⟩b", "a⟨U+202E⟩b", "a⟨U+202E⟩b"),
            ("\t=1+2", " =1+2", "\\=1+2", "' =1+2"),
            ("\u{200b}=1", "⟨U+200B⟩=1", "⟨U+200B⟩=1", "⟨U+200B⟩=1"),
            ("＝1", "＝1", "＝1", "'＝1"),
            ("+49 40", "+49 40", "\\+49 40", "'+49 40"),
            ("\u{a0}@x", "\u{a0}@x", "\\@x", "'\u{a0}@x"),
            ("a\u{2028}# b", "a # b", "a \\# b", "a # b"),
            ("\u{1b}]0;x\u{7}", "⟨U+001B⟩]0;x⟨U+0007⟩", "⟨U+001B⟩\\]0;x⟨U+0007⟩", "⟨U+001B⟩]0;x⟨U+0007⟩"),
            (
                "<img src=x onerror=y>",
                "&lt;img src=x onerror=y&gt;",
                "\\<img src=x onerror=y\\>",
                "<img src=x onerror=y>",
            ),
            ("[x](http://y)", "[x](http://y)", "\\[x\\](http\\://y)", "[x](http://y)"),
            ("www.x.org", "www.x.org", "www\\.x.org", "www.x.org"),
            ("", "", "", ""),
        ] {
            assert_eq!((&*html(text), &*markdown(text), &*cell(text)), (in_html, in_markdown, in_cell), "{text}");
        }
    }

    #[test]
    fn only_addresses_of_the_web_become_links() {
        for (address, expected) in [
            ("https://x.org/a?b=c", true),
            (" HTTP://x.org ", true),
            ("javascript:alert(1)", false),
            ("file:///etc/passwd", false),
            ("https://x.org/\" onclick=\"", false),
            ("https://x\u{202e}.org", false),
            ("https://x.org/\n\n# b", false),
            ("data:text/html,x", false),
            ("vbscript:x", false),
            ("//x.org", false),
            ("x.org", false),
            ("", false),
            ("httpß://", false),
        ] {
            assert_eq!(link(address).is_some(), expected, "{address}");
        }
    }
}
