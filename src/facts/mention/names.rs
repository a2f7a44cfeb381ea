//! The places of names in an excerpt, whole or by the part that people use for short.

use std::ops::Range;

use super::super::plain::{is_unspaced, needs_space};
use super::super::{Entity, FactBase, fold};
use super::{Line, spelling};

/// Names up to this many letters must begin with a capital where they do in the file: `It`, `Her`, `US`.
const SHORT: usize = 4;

/// Words after a surname.
pub(super) const SUFFIXES: [&str; 8] = ["jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "phd"];

/// Words at the end of a firm's name that are left out when it is spoken of.
const GENERIC: [&str; 41] = [
    "inc",
    "inc.",
    "incorporated",
    "ltd",
    "ltd.",
    "limited",
    "llc",
    "llp",
    "plc",
    "corp",
    "corp.",
    "corporation",
    "co",
    "co.",
    "company",
    "companies",
    "group",
    "holding",
    "holdings",
    "gmbh",
    "ag",
    "sa",
    "s.a.",
    "nv",
    "n.v.",
    "bv",
    "b.v.",
    "kg",
    "se",
    "oy",
    "ab",
    "spa",
    "s.p.a.",
    "pictures",
    "studios",
    "entertainment",
    "productions",
    "films",
    "media",
    "and",
    "&",
];

/// Every place of a whole name, possessive endings included.
pub(super) fn places(line: &Line<'_>, name: &str) -> Vec<Range<usize>> {
    let is_short = name.trim().chars().count() <= SHORT;
    let folded = fold(name);
    let mut places = bounded(line.text(), folded.trim());
    if places.is_empty() && !is_short {
        places = spelling::otherwise(line.text(), folded.trim());
    }
    if is_short && starts_capital(name) {
        places.retain(|range| line.is_capital(range));
    }
    places
}

/// Whether a name begins with a capital.
pub(super) fn starts_capital(name: &str) -> bool {
    name.trim().chars().next().is_some_and(char::is_uppercase)
}

/// Every place of a part of a name; a part must begin with a capital, so that "stone" is nobody called Stone.
pub(super) fn capital_places(line: &Line<'_>, part: &str) -> Vec<Range<usize>> {
    let mut places = bounded(line.text(), part);
    places.retain(|range| line.is_capital(range));
    places
}

/// The parts of an entity's names that may stand for it, folded, the best first.
pub(super) fn parts(entity: &Entity) -> Vec<String> {
    let mut parts = Vec::new();
    for name in entity.names() {
        let name = fold(name);
        let name = name.trim();
        if entity.kind == FactBase::PERSON {
            parts.extend(surname(name));
        } else {
            short_titles(name, &mut parts);
        }
    }
    let mut seen = Vec::with_capacity(parts.len());
    for part in parts {
        if !seen.contains(&part) {
            seen.push(part);
        }
    }
    seen
}

fn surname(name: &str) -> Option<String> {
    // Foreign names in Chinese and Japanese have a dot between their parts.
    let mut words = name.split([' ', '·']).map(|word| word.trim_end_matches(','));
    let last = words.rfind(|word| !SUFFIXES.contains(word))?;
    let has_first_name = words.next().is_some();
    (has_first_name && last.chars().count() > 1).then(|| last.to_owned())
}

/// A firm without "Inc.", a title without its article, before its colon or its dash, and after it.
fn short_titles(name: &str, parts: &mut Vec<String>) {
    let articles = ["the ", "a ", "an "];
    let bare = articles.iter().find_map(|article| name.strip_prefix(article));
    let bare = bare.unwrap_or(name);
    let mut add = |part: &str| {
        let part = part.trim();
        let words = part.split(' ').count();
        if part != name && (words > 1 || part.chars().count() > SHORT || part.chars().any(is_unspaced)) {
            parts.push(part.to_owned());
        }
    };
    add(bare);
    let mut rest = bare;
    while let Some((front, last)) = rest.rsplit_once(' ') {
        if !GENERIC.contains(&last) {
            break;
        }
        rest = front.trim_end_matches([',', ' ']);
        if !GENERIC.contains(&rest.rsplit(' ').next().unwrap_or(rest)) {
            add(rest);
        }
    }
    let mut title = rest;
    while let Some((at, separator)) =
        [" - ", ": "].into_iter().filter_map(|separator| title.rfind(separator).map(|at| (at, separator))).max()
    {
        add(&title[..at]);
        let after = &title[at + separator.len()..];
        if after.contains(' ') {
            add(after);
        }
        title = &title[..at];
    }
}

/// The places of a value's text, or else of the longest run of its words that the excerpt has.
pub(super) fn value(line: &Line<'_>, value: &str) -> Vec<Range<usize>> {
    /// A value of more words is not looked for in parts.
    const MOST_WORDS: usize = 40;
    let value = fold(value);
    let whole = bounded(line.text(), value.trim());
    if !whole.is_empty() {
        return whole;
    }
    let words: Vec<&str> = value.split_whitespace().take(MOST_WORDS).collect();
    for len in (1..words.len()).rev() {
        for run in words.windows(len) {
            let run = run.join(" ");
            let says_enough = (len > 1 && run.len() > 7) || run.contains(|c: char| c.is_ascii_digit());
            let places = if says_enough { bounded(line.text(), &run) } else { Vec::new() };
            if !places.is_empty() {
                return places;
            }
        }
    }
    Vec::new()
}

/// Every place of some folded words that begins and ends with them, possessive endings included.
pub(super) fn bounded(text: &str, words: &str) -> Vec<Range<usize>> {
    if words.is_empty() {
        return Vec::new();
    }
    text.match_indices(words).filter_map(|(at, words)| bounded_at(text, at..at + words.len())).collect()
}

/// A place of some folded words with its possessive ending, where it begins and ends with them.
pub(super) fn bounded_at(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    if is_bounded(text, &range) {
        return Some(with_possessive(text, range));
    }
    let ending = spelling::case_ending(&text[range.clone()], &text[range.end..])?;
    let declined = range.start..range.end + ending;
    is_bounded(text, &declined).then_some(declined)
}

fn is_bounded(text: &str, range: &Range<usize>) -> bool {
    let within = &text[range.clone()];
    let parted = |outer: Option<char>, inner: Option<char>| match (outer, inner) {
        (Some(outer), Some(inner)) => !needs_space(outer) || !needs_space(inner),
        _ => true,
    };
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    let last = within.chars().next_back();
    // Korean appends its particles to names.
    let particle = last.is_some_and(is_hangul) && after.is_some_and(is_hangul);
    let proclitic = spelling::is_after_proclitic(&text[..range.start], within);
    // Brien is not O'Brien.
    let irish = text[..range.start].strip_suffix("o'").is_some_and(|rest| !rest.ends_with(char::is_alphanumeric));
    // "N." does not stand in "N.B.".
    let cut = last == Some('.') && after.is_some_and(char::is_alphanumeric);
    let begins = proclitic || (parted(before, within.chars().next()) && !irish);
    begins && (particle || parted(after, last)) && !cut
}

const fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// `Ma's`, `Pictures'`; but not the closing mark of `'Pictures'`.
pub(super) fn with_possessive(text: &str, range: Range<usize>) -> Range<usize> {
    let rest = &text[range.end..];
    let ends_word = |at: usize| !rest[at..].chars().next().is_some_and(char::is_alphanumeric);
    let quoted = text[..range.start].ends_with('\'');
    let extra = if rest.starts_with("'s") && ends_word(2) {
        2
    } else if rest.starts_with('\'') && text[range.clone()].ends_with('s') && ends_word(1) && !quoted {
        1
    } else {
        0
    };
    range.start..range.end + extra
}
