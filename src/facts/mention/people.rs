//! A surname with what stands around it: first names and initials that belong to it, or that make it somebody else's.

use std::ops::Range;

use super::super::{Entity, fold};
use super::Line;
use super::names::{SUFFIXES, with_possessive};

/// The place of a surname with the first names, initials and particles of its bearer before it and "Jr." after it.
/// `None` where a single initial before it is somebody else's: "K. Smith" is no John Smith.
pub(super) fn around(line: &Line<'_>, surname: Range<usize>, bearer: &Entity) -> Option<Range<usize>> {
    let names: Vec<String> = bearer.names().map(fold).collect();
    let own: Vec<&str> =
        names.iter().flat_map(|name| name.split([' ', ',', '"', '·'])).filter(|one| !one.is_empty()).collect();
    let start = first_name(line.text(), surname.start, &own)?;
    Some(start..with_suffix(line.text(), surname.end, &own))
}

/// Where a name begins that has its surname at `surname`.
fn first_name(text: &str, surname: usize, own: &[&str]) -> Option<usize> {
    let (mut begin, mut at) = (surname, surname);
    let mut foreign = false;
    while let Some(word) = word_before(text, at) {
        let (bare, letters) = (word.trim_end_matches('.'), word.chars().filter(|c| c.is_alphabetic()).count());
        at = text[..at].trim_end_matches(' ').len() - word.len();
        let is_initials = letters > 0 && word.chars().count() == 2 * letters && word.ends_with('.');
        let first = bare.chars().next();
        if own.contains(&bare) || own.contains(&word) || (is_initials && starts_one(own, first)) {
            begin = at;
            foreign = false;
        } else if is_initials {
            // It may be a middle one: "Donald J. Trump". At the end of a sentence, "the U.S." is nobody's.
            foreign |= letters == 1;
        } else {
            break;
        }
    }
    (!foreign).then_some(begin)
}

/// Whether one of the names, but for the last, begins with the letter.
fn starts_one(own: &[&str], letter: Option<char>) -> bool {
    let first_names = own.split_last().map_or(&[][..], |(_, first)| first);
    letter.is_some() && first_names.iter().any(|name| name.chars().next() == letter)
}

/// The word before a place, with one space between, or none after an initial.
fn word_before(text: &str, at: usize) -> Option<&str> {
    let before = text.get(..at)?;
    let before = before.strip_suffix(' ').or_else(|| before.ends_with('.').then_some(before))?;
    let word = before.rsplit([' ', '(', '"', '\'', '-', ',']).next()?;
    (!word.is_empty()).then_some(word)
}

/// Where a name ends that may have "Jr." after it.
fn with_suffix(text: &str, end: usize, own: &[&str]) -> usize {
    let rest = text.get(end..).unwrap_or_default();
    let gap = [", ", " "].into_iter().find(|gap| rest.starts_with(gap)).map_or(0, str::len);
    let suffixes = SUFFIXES.iter().filter(|suffix| own.contains(suffix));
    let fits = |suffix: &&&str| {
        let after = rest.get(gap..).and_then(|rest| rest.strip_prefix(**suffix));
        gap > 0 && after.is_some_and(|after| !after.starts_with(char::is_alphanumeric))
    };
    match suffixes.filter(fits).map(|suffix| suffix.len()).max() {
        Some(len) => with_possessive(text, end..end + gap + len).end,
        None => end,
    }
}
