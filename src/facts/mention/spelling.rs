//! Other spellings of a name that mean the same: "and" for "&", a hyphen for a space, endings of Slavic cases, and the
//! short words that Arabic and Hebrew write onto the next one.

use std::ops::Range;

use super::names::{bounded, bounded_at};

/// Names of fewer letters are not taken for inflected ones.
const LEAST: usize = 4;

/// Places of a folded name that is not there letter by letter.
pub(super) fn otherwise(text: &str, name: &str) -> Vec<Range<usize>> {
    for (from, to) in [(" & ", " and "), (" and ", " & ")] {
        if name.contains(from) {
            let places = bounded(text, &name.replace(from, to));
            if !places.is_empty() {
                return places;
            }
        }
    }
    if name.contains(['-', ' ']) && (name.contains('-') || text.contains('-')) {
        // One byte for one, so that places stay what they are.
        let (text_without, name) = (text.replace('-', " "), name.replace('-', " "));
        let name = Some(name.trim()).filter(|name| name.contains(char::is_alphanumeric)).unwrap_or(text);
        let places = text_without.match_indices(name).filter_map(|(at, _)| bounded_at(text, at..at + name.len()));
        let places: Vec<_> = places.collect();
        if !places.is_empty() {
            return places;
        }
    }
    declined(text, name)
}

/// Places of a Slavic name whose last vowel gave way to that of a case: Россия, России.
fn declined(text: &str, name: &str) -> Vec<Range<usize>> {
    let stem = ["ии", "ыи", "ая", "яя", "а", "я", "ь", "и"].iter().find_map(|ending| name.strip_suffix(ending));
    let Some(stem) = stem.filter(|stem| is_cyrillic_end(stem) && stem.chars().count() >= LEAST) else {
        return Vec::new();
    };
    let places = text.match_indices(stem).filter_map(|(at, _)| {
        let rest = &text[at + stem.len()..];
        let ending: usize = rest.chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
        CASES.contains(&&rest[..ending]).then(|| bounded_at(text, at..at + stem.len() + ending)).flatten()
    });
    places.collect()
}

/// Endings of Slavic cases, folded: without the breve of й.
const CASES: [&str; 26] = [
    "а", "у", "ом", "ым", "им", "е", "ы", "и", "ои", "ою", "еи", "ею", "я", "ю", "ем", "ам", "ами", "ах", "ов", "ого",
    "его", "ому", "ему", "ых", "их", "ью",
];

fn is_cyrillic_end(name: &str) -> bool {
    name.chars().next_back().is_some_and(|c| matches!(c, '\u{400}'..='\u{52f}'))
}

/// How many bytes after a name are the ending of its case; none where they are another word's.
pub(super) fn case_ending(name: &str, rest: &str) -> Option<usize> {
    if !is_cyrillic_end(name) || name.chars().count() < LEAST {
        return None;
    }
    let len: usize = rest.chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    CASES.contains(&&rest[..len]).then_some(len)
}

/// Words that Arabic and Hebrew write onto the next one: and, so, in, to, as, from, that.
const PROCLITICS: [&str; 18] =
    ["و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "ו", "ב", "ל", "מ", "כ", "ש", "וב", "ול"];

/// Whether the letters before a name are such words.
pub(super) fn is_after_proclitic(before: &str, name: &str) -> bool {
    const LEAST: usize = 3;
    let is_semitic = name.chars().next().is_some_and(|c| matches!(c, '\u{590}'..='\u{6ff}'));
    if !is_semitic || name.chars().filter(|c| c.is_alphanumeric()).count() < LEAST {
        return false;
    }
    let len: usize = before.chars().rev().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    PROCLITICS.contains(&&before[before.len() - len..])
}
