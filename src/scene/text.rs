//! Names as they are painted: shortened where they are endless, and in the order in which their script is read.

use std::borrow::Cow;

use unicode_bidi::{BidiInfo, Level};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::facts::hides_text;

/// At most `limit` characters as a reader counts them, with an ellipsis where something was cut; control and
/// direction-override characters become visible.
#[must_use]
pub fn elide(text: &str, limit: usize) -> Cow<'_, str> {
    if text.len() <= limit && !text.chars().any(hides_text) {
        return Cow::Borrowed(text);
    }
    let mut kept: String = text
        .graphemes(true)
        .take(limit)
        .flat_map(str::chars)
        .map(|char| match char {
            '\n' | '\r' | '\t' => ' ',
            char if hides_text(char) => '␣',
            char => char,
        })
        .collect();
    if text.graphemes(true).nth(limit).is_some() {
        kept.push('…');
    }
    Cow::Owned(kept)
}

/// A text of which nothing is cut: control characters and those that turn or hide text become visible, one for one;
/// line breaks and tabs stay.
#[must_use]
pub fn visible_text(text: &str) -> Cow<'_, str> {
    let hides = |char: char| hides_text(char) && !matches!(char, '\n' | '\r' | '\t');
    if !text.chars().any(hides) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|char| if hides(char) { '␣' } else { char }).collect())
}

/// The text in the order in which egui 0.36 has to be given it: it joins and orders letters within a word of a
/// right-to-left script, but sets the words from left to right. So the words of each right-to-left run are reversed
/// (Unicode Standard Annex 9). Brackets stay: they come from the text face, and so are set from the left.
#[must_use]
pub fn visual_order(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_right_to_left) {
        return Cow::Borrowed(text);
    }
    let bidi = BidiInfo::new(text, None);
    let mut ordered = String::with_capacity(text.len());
    for paragraph in &bidi.paragraphs {
        let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let words = &text[run.clone()];
            if levels.get(run.start).is_some_and(Level::is_rtl) {
                let reversed: Vec<&str> = words.split(' ').rev().collect();
                ordered.push_str(&reversed.join(" "));
            } else {
                ordered.push_str(words);
            }
        }
    }
    Cow::Owned(ordered)
}

/// Hebrew, Arabic and their neighbours, presentation forms included.
fn is_right_to_left(char: char) -> bool {
    matches!(char, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_turn_or_hide_a_text_is_seen_and_every_place_stays() {
        let text = "a\u{202E}b\nc\u{200B}d\u{E0041}";
        assert_eq!(visible_text(text), "a␣b\nc␣d␣");
        assert_eq!(visible_text(text).chars().count(), text.chars().count());
        assert!(matches!(visible_text("plain\ttext"), Cow::Borrowed(_)));
    }

    #[test]
    fn endless_and_invisible_text_is_made_showable() {
        assert_eq!(elide("Jack Ma", 40), "Jack Ma");
        assert_eq!(elide(&"x".repeat(10_000), 3), "xxx…");
        assert_eq!(elide("👩‍👩‍👧a", 1), "👩‍👩‍👧…");
        for (text, shown) in [
            ("a\u{202E}b\nc", "a␣b c"),
            ("\u{1b}[31mred", "␣[31mred"),
            ("one\u{2028}two", "one␣two"),
            ("a\u{2066}b\u{2069}", "a␣b␣"),
            ("\u{3164}", "␣"),
            ("می\u{200c}خواهد", "می\u{200c}خواهد"),
        ] {
            assert_eq!(elide(text, 9), shown, "{text:?}");
        }
    }

    #[test]
    fn words_of_a_right_to_left_name_are_set_from_the_right() {
        assert_eq!(visual_order("محمد بن سلمان"), "سلمان بن محمد");
        assert_eq!(visual_order("Jack Ma"), "Jack Ma");
        assert_eq!(visual_order("בנק (ישראל)"), "(ישראל) בנק");
    }
}
