//! The characters by which a stranger's text could show something else than it says.

/// Whether a character turns or hides the text around it: control characters, marks and overrides of direction,
/// separators that break a line, and characters without a width that are no part of how a script is written. Those that
/// join or part letters, and soft hyphens, are.
#[must_use]
pub const fn hides_text(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_script_needs_is_no_disguise() {
        for (c, hides) in [
            ('\0', true),
            ('\u{1b}', true),
            ('\u{9b}', true),
            ('\u{202e}', true),
            ('\u{2066}', true),
            ('\u{2028}', true),
            ('\u{200b}', true),
            ('\u{3164}', true),
            ('\u{e0041}', true),
            ('\u{feff}', true),
            ('\u{200d}', false),
            ('\u{200c}', false),
            ('\u{ad}', false),
            ('\u{fe0f}', false),
            ('\u{301}', false),
            ('\u{a0}', false),
            ('م', false),
            ('云', false),
            (' ', false),
        ] {
            assert_eq!(hides_text(c), hides, "U+{:04X}", u32::from(c));
        }
    }
}
