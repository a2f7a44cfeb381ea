//! The place of a relation in an excerpt: its own wording, or the words of it that carry the meaning.

use std::ops::Range;

use super::super::fold;
use super::names::bounded;
use super::words::{Word, words};
use super::{Line, Role, Taken};

/// Words of one relation farther apart than this many bytes are not taken together.
const REACH: usize = 80;

/// Where the relation stands nearest to the marks of both ends; several ranges where its words lie apart.
pub(super) fn places(line: &Line<'_>, taken: &Taken, wording: &str) -> Vec<Range<usize>> {
    let wording = fold(&spaced(wording));
    let wording = wording.trim();
    let whole = bounded(line.text(), wording);
    let whole = whole.into_iter().filter(|range| taken.is_free(range));
    if let Some(best) = whole.min_by_key(|range| distance_to_ends(taken, range)) {
        return vec![best];
    }

    let asked = words(wording);
    let all_fillers = asked.iter().all(|word| word.is_filler);
    let mut stems: Vec<&str> = Vec::new();
    for word in asked.iter().filter(|word| all_fillers || !word.is_filler) {
        if !stems.contains(&&*word.stem) {
            stems.push(&word.stem);
        }
    }
    let there = words(line.text());
    let free: Vec<&Word> =
        there.iter().filter(|word| stems.contains(&&*word.stem) && taken.is_free(&word.range)).collect();
    let Some(anchor) = free.iter().min_by_key(|word| distance_to_ends(taken, &word.range)) else {
        let alike = there.iter().filter(|word| stems.iter().any(|stem| begin_alike(stem, &word.stem)));
        let alike = alike.filter(|word| !word.is_filler && taken.is_free(&word.range));
        return alike
            .map(|word| word.range.clone())
            .min_by_key(|range| distance_to_ends(taken, range))
            .into_iter()
            .collect();
    };
    let mut places = vec![anchor.range.clone()];
    for stem in stems.into_iter().filter(|&stem| stem != anchor.stem) {
        let nearest = free
            .iter()
            .filter(|word| word.stem == stem && apart(&word.range, &anchor.range) <= REACH)
            .min_by_key(|word| apart(&word.range, &anchor.range));
        places.extend(nearest.map(|word| word.range.clone()));
    }
    places.sort_by_key(|range| range.start);
    joined(line.text(), taken, places, &asked)
}

/// Whether two stems differ only in an ending, as forms of one word do in many languages: compró, compra.
fn begin_alike(a: &str, b: &str) -> bool {
    const LEAST: usize = 4;
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let longer = a.chars().count().max(b.chars().count());
    same >= LEAST && 4 * same >= 3 * longer
}

/// `ACTED_IN` and `worksFor` as words.
fn spaced(wording: &str) -> String {
    let mut spaced = String::with_capacity(wording.len() + 4);
    let mut after_lower = false;
    for c in wording.chars() {
        if after_lower && c.is_uppercase() {
            spaced.push(' ');
        }
        after_lower = c.is_lowercase();
        spaced.push(if c == '_' { ' ' } else { c });
    }
    spaced
}

/// Places that only white space or other words of the relation part, as one.
fn joined(text: &str, taken: &Taken, places: Vec<Range<usize>>, asked: &[Word]) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(places.len());
    for place in places {
        if let Some(last) = joined.last_mut() {
            let between = &text[last.end..place.start];
            let own = words(between).iter().all(|word| asked.iter().any(|own| own.stem == word.stem));
            let only_words = between.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-'));
            if own && only_words && taken.is_free(&(last.start..place.end)) {
                last.end = place.end;
                continue;
            }
        }
        joined.push(place);
    }
    joined
}

/// How far a place is from the nearest mark of the subject and the nearest mark of the object.
fn distance_to_ends(taken: &Taken, range: &Range<usize>) -> usize {
    [Role::Subject, Role::Object].into_iter().filter_map(|role| taken.of(role).map(|end| apart(end, range)).min()).sum()
}

fn apart(a: &Range<usize>, b: &Range<usize>) -> usize {
    b.start.saturating_sub(a.end).max(a.start.saturating_sub(b.end))
}
