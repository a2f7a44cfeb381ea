//! Where an excerpt speaks of a fact's subject, relation and object, so that a reader sees at once what it says.

mod everywhere;
mod names;
mod people;
mod relation;
mod spelling;
mod words;

use std::cmp::Reverse;
use std::ops::Range;

use super::{Entity, EntityId, FactBase, FactId, Folded};

pub use everywhere::{How, Mention, MentionError, Mentions, Place};
pub(in crate::facts) use words::words;

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
    marks_among(base, fact, excerpt, &[])
}

/// [`marks`] in an article that speaks of others too, as [`Mentions::named_in`] tells them: what could be the short
/// form of one of their names, such as a surname that two people of the article share, is not marked.
#[must_use]
pub fn marks_among(base: &FactBase, fact: FactId, excerpt: &str, among: &[EntityId]) -> Vec<Mark> {
    let line = Line::new(excerpt);
    let mut taken = ends(base, fact, &line, among);
    let fact = base.fact(fact);
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

/// Which ends of a fact an excerpt names, whole or by a distinctive part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedEnds {
    /// Whether it names the subject.
    pub subject: bool,
    /// Whether it names the object; `true` for a claim about one entity, which has none.
    pub object: bool,
}

/// Which ends of a fact an excerpt names: what [`marks`] marks, without looking for the relation.
#[must_use]
pub fn named_ends(base: &FactBase, fact: FactId, excerpt: &str) -> NamedEnds {
    let taken = ends(base, fact, &Line::new(excerpt), &[]);
    let fact = base.fact(fact);
    let has = |role| taken.of(role).next().is_some();
    let subject = has(Role::Subject);
    let object = fact.object.is_none_or(|object| object == fact.subject && subject || has(Role::Object));
    NamedEnds { subject, object }
}

/// The places of both ends.
fn ends(base: &FactBase, fact: FactId, line: &Line<'_>, among: &[EntityId]) -> Taken {
    let fact = base.fact(fact);
    let mut taken = Taken::default();
    let subject = base.entity(fact.subject);
    let object = fact.object.filter(|&object| object != fact.subject);
    let object_entity = object.map(|object| base.entity(object));

    let mut whole: Vec<(Range<usize>, Role)> = Vec::new();
    let both = [Some((subject, Role::Subject)), object_entity.map(|object| (object, Role::Object))];
    for (entity, role) in both.into_iter().flatten() {
        let places = entity.names().flat_map(|name| names::places(line, name));
        whole.extend(places.map(|range| (range, role)));
    }
    whole.sort_by_key(|(range, role)| (Reverse(range.len()), range.start, *role));
    let strangers = among.iter().filter(|&&one| one != fact.subject && Some(one) != object);
    let strangers: Vec<&Entity> = strangers.filter_map(|one| base.entities.get(one.index())).collect();
    // "Trump" within "Trump Tower" names a tower.
    let longer: Vec<Range<usize>> =
        strangers.iter().flat_map(|one| one.names()).flat_map(|name| names::places(line, name)).collect();
    let is_part = |range: &Range<usize>| {
        longer.iter().any(|of| of.len() > range.len() && of.contains(&range.start) && of.end >= range.end)
    };
    for (range, role) in whole.into_iter().filter(|(range, _)| !is_part(range)) {
        taken.take(range, role);
    }

    let strangers: Vec<String> = strangers.into_iter().flat_map(names::parts).collect();
    let shared = object_entity.map_or_else(Vec::new, names::parts);
    let own = names::parts(subject);
    let short = |entity: &Entity, others: &[String]| -> Vec<String> {
        let parts = names::parts(entity).into_iter();
        parts.filter(|part| !others.contains(part) && !strangers.contains(part)).collect()
    };
    for (entity, role, others) in
        [Some((subject, Role::Subject, &shared)), object_entity.map(|object| (object, Role::Object, &own))]
            .into_iter()
            .flatten()
    {
        if taken.of(role).next().is_none() {
            take_first_found(line, &mut taken, (entity, &short(entity, others)), role, is_part);
        }
    }
    taken
}

/// Takes every free place of the first part that has one.
fn take_first_found(
    line: &Line<'_>,
    taken: &mut Taken,
    (entity, parts): (&Entity, &[String]),
    role: Role,
    is_part: impl Fn(&Range<usize>) -> bool,
) {
    for part in parts {
        for range in names::capital_places(line, part).into_iter().filter(|range| !is_part(range)) {
            if entity.kind != FactBase::PERSON {
                taken.take(range, role);
            } else if let Some(range) = people::around(line, range, entity) {
                taken.take(range, role);
            }
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
