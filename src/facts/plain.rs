//! A text without what copying changes: white space, quotation marks, dashes, ligatures and case.

use std::ops::Range;

use unicode_normalization::char::decompose_compatible;

/// The plain form of a text, with marks that lead back to the original.
#[derive(Debug, Default)]
pub(super) struct Plain {
    text: String,
    /// Offsets into the plain text with the byte of the original that each came from; ascending.
    marks: Vec<(u32, u32)>,
}

impl Plain {
    /// At least so many bytes of plain text lie between two marks.
    const STEP: usize = 64;

    pub(super) fn of(original: &str) -> Self {
        let mut plain = Self { text: String::with_capacity(original.len()), marks: Vec::new() };
        let mut next_mark = Self::STEP;
        walk(original, 0, |step| {
            if step.restartable && plain.text.len() >= next_mark {
                let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
                plain.marks.push((short(plain.text.len()), short(step.from.start)));
                next_mark = plain.text.len() + Self::STEP;
            }
            plain.text.push(step.c);
            true
        });
        plain
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of `original`, from which this was made, that a range of the plain text came from.
    pub(super) fn original(&self, original: &str, range: Range<usize>) -> Option<Range<usize>> {
        let start = self.step_at(original, range.start)?.start;
        let end = self.step_at(original, range.end.checked_sub(1)?)?.end;
        Some(start..end)
    }

    /// The character of the original that a byte of the plain text came from.
    fn step_at(&self, original: &str, at: usize) -> Option<Range<usize>> {
        let mark = self.marks.partition_point(|&(plain, _)| plain as usize <= at);
        let (mut plain, from) = match mark.checked_sub(1).and_then(|mark| self.marks.get(mark)) {
            Some(&(plain, from)) => (plain as usize, from as usize),
            None => (0, 0),
        };
        let mut found = None;
        walk(original, from, |step| {
            plain += step.c.len_utf8();
            if plain > at {
                found = Some(step.from);
            }
            found.is_none()
        });
        found
    }
}

/// One character of a plain text.
struct Step {
    c: char,
    /// The bytes of the original that it came from.
    from: Range<usize>,
    /// Whether a walk that starts at `from.start` gives the same from here on.
    restartable: bool,
}

/// Gives the plain characters of `text` from a byte on, until `visit` has enough.
fn walk(text: &str, from: usize, mut visit: impl FnMut(Step) -> bool) {
    let mut last = None;
    let mut gap = false;
    for (at, c) in text.get(from..).unwrap_or_default().char_indices() {
        let from = from + at..from + at + c.len_utf8();
        let mut whole = true;
        let mut go_on = true;
        let mut put = |c: char| {
            let c = same(c);
            if c.is_whitespace() {
                gap = true;
                return;
            }
            if is_invisible(c) || (matches!(c, '\'' | '-') && last == Some(c)) {
                return;
            }
            if gap && last.is_some_and(needs_space) && needs_space(c) {
                let step = Step { c: ' ', from: from.clone(), restartable: false };
                go_on = go_on && visit(step);
            }
            let step = Step { c, from: from.clone(), restartable: whole && !gap && c.is_alphanumeric() };
            go_on = go_on && visit(step);
            whole = false;
            gap = false;
            last = Some(c);
        };
        if c.is_ascii() {
            put(c.to_ascii_lowercase());
        } else {
            decompose_compatible(c, |part| part.to_lowercase().for_each(&mut put));
        }
        if !go_on {
            return;
        }
    }
}

/// All quotation marks as one, all dashes as one.
const fn same(c: char) -> char {
    match c {
        '"' | '`' | '´' | '‘'..='‟' | '′' | '″' | '«' | '»' | '‹' | '›' | '「'..='』' | '〝'..='〟' | 'ʼ' => {
            '\''
        }
        '\u{2010}'..='\u{2015}' | '−' => '-',
        other => other,
    }
}

/// Soft hyphens and the like, which come and go when a text is copied.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Whether white space beside the character parts words: not for marks, nor in scripts written without it.
pub(super) fn needs_space(c: char) -> bool {
    c.is_alphanumeric() && !is_unspaced(c)
}

/// Scripts that are written without spaces between words.
pub(super) const fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' // Thai, Lao
        | '\u{1000}'..='\u{109f}' // Burmese
        | '\u{1780}'..='\u{17ff}' // Khmer
        | '\u{2e80}'..='\u{30ff}' // Han radicals, kana
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_plain_character_leads_back_to_where_it_came_from() {
        let original = "Ünder the “Big  Top”, 马云 said: ﬁne — so be it… ".repeat(40);
        let plain = Plain::of(&original);
        assert!(plain.marks.len() > 10);
        let mut at = 0;
        walk(&original, 0, |step| {
            let found = plain.step_at(&original, at);
            assert_eq!(found, Some(step.from.clone()), "{at}");
            at += step.c.len_utf8();
            true
        });
        assert_eq!(at, plain.text().len());
    }

    #[test]
    fn what_copying_changes_is_gone() {
        for (text, plain) in [
            ("A  b\n c", "a b c"),
            ("“It’s”", "'it's'"),
            ("x -- y — z", "x-y-z"),
            ("soft\u{ad}ly", "softly"),
            ("马 云 and", "马云and"),
            ("a…", "a..."),
        ] {
            assert_eq!(Plain::of(text).text(), plain, "{text}");
        }
    }
}
