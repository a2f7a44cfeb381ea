//! Where an excerpt speaks of a fact's subject, relation and object, so that a reader sees at once what it says.

mod names;
mod relation;
mod words;

use std::cmp::Reverse;
use std::ops::Range;

use super::{FactBase, FactId, Folded};

/// What the words of a mark stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Who or what the claim is about.
    Subject,
    /// What is claimed.
    Relation,
    /// The other end, or the value of a claim about one entity.
    Object,
}

/// Some words of an excerpt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the excerpt.
    pub range: Range<usize>,
    /// What the words stand for.
    pub role: Role,
}

/// Where an excerpt names the subject, the relation and the object of a fact: sorted, never overlapping.
///
/// Names and aliases are looked for whole first, the longest first, whatever their case and accents; where none is
/// there, by their distinctive part: a surname, a firm's name without "Inc.", a film's title before its colon. The
/// relation is marked once, where it stands nearest to both ends.
#[must_use]
pub fn marks(base: &FactBase, fact: FactId, excerpt: &str) -> Vec<Mark> {
    let fact = base.fact(fact);
    let line = Line::new(excerpt);
    let mut taken = Taken::default();
    let subject = base.entity(fact.subject);
    let object = fact.object.filter(|&object| object != fact.subject);
    let object = object.map(|object| base.entity(object));

    let mut whole: Vec<(Range<usize>, Role)> = Vec::new();
    let ends = [Some((subject, Role::Subject)), object.map(|object| (object, Role::Object))];
    for (entity, role) in ends.into_iter().flatten() {
        let places = entity.names().flat_map(|name| names::places(&line, name));
        whole.extend(places.map(|range| (range, role)));
    }
    whole.sort_by_key(|(range, role)| (Reverse(range.len()), range.start, *role));
    for (range, role) in whole {
        taken.take(range, role);
    }

    let shared = object.map_or_else(Vec::new, names::parts);
    let own = names::parts(subject);
    for (entity, role, others) in
        [Some((subject, Role::Subject, &shared)), object.map(|object| (object, Role::Object, &own))]
            .into_iter()
            .flatten()
    {
        if taken.of(role).next().is_none() {
            let parts = names::parts(entity);
            let distinctive = parts.iter().filter(|part| !others.contains(part));
            take_first_found(&line, &mut taken, distinctive, role);
        }
    }

    if fact.object.is_none() {
        for range in fact.value.as_deref().map_or_else(Vec::new, |value| names::value(&line, value)) {
            taken.take(range, Role::Object);
        }
    }
    for range in relation::places(&line, &taken, base.relation(fact.relation)) {
        taken.take(range, Role::Relation);
    }
    taken.into_marks(&line.folded)
}

/// Takes every free place of the first part that has one.
fn take_first_found<'a>(line: &Line<'_>, taken: &mut Taken, parts: impl Iterator<Item = &'a String>, role: Role) {
    for part in parts {
        for range in names::capital_places(line, part) {
            taken.take(range, role);
        }
        if taken.of(role).next().is_some() {
            return;
        }
    }
}

/// An excerpt with its folded text; ranges within this module are bytes of the latter.
struct Line<'a> {
    original: &'a str,
    folded: Folded,
}

impl<'a> Line<'a> {
    fn new(original: &'a str) -> Self {
        Self { original, folded: Folded::new(original) }
    }

    fn text(&self) -> &str {
        self.folded.text()
    }

    /// Whether the original has a capital where the range begins, or a letter that knows no case.
    fn is_capital(&self, range: &Range<usize>) -> bool {
        let original = self.folded.original(range.clone());
        let first = self.original.get(original).and_then(|words| words.chars().next());
        first.is_some_and(|first| !first.is_lowercase())
    }
}

/// The places given out so far.
#[derive(Default)]
struct Taken {
    places: Vec<(Range<usize>, Role)>,
}

impl Taken {
    fn is_free(&self, range: &Range<usize>) -> bool {
        self.places.iter().all(|(taken, _)| range.end <= taken.start || taken.end <= range.start)
    }

    fn take(&mut self, range: Range<usize>, role: Role) {
        if !range.is_empty() && self.is_free(&range) {
            self.places.push((range, role));
        }
    }

    fn of(&self, role: Role) -> impl Iterator<Item = &Range<usize>> {
        let places = self.places.iter();
        places.filter(move |(_, taken)| *taken == role).map(|(range, _)| range)
    }

    fn into_marks(mut self, folded: &Folded) -> Vec<Mark> {
        self.places.sort_by_key(|(range, _)| range.start);
        let mut marks: Vec<Mark> = Vec::with_capacity(self.places.len());
        for (range, role) in self.places {
            let range = folded.original(range);
            // Two places can only meet in the original inside a ligature.
            let after_last = marks.last().is_none_or(|last| last.range.end <= range.start);
            if after_last && !range.is_empty() {
                marks.push(Mark { range, role });
            }
        }
        marks
    }
}

#[cfg(test)]
mod tests;
