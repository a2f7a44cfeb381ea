//! Facts that cannot both hold: two prices for one sale, a report and its denial, two years for one birth.
//!
//! The rules are cautious. Facts are held against each other only where they say the same of the same ends, word stem
//! for word stem, and where their dates do not rule out that they speak of the same thing. Two amounts conflict only in
//! one unit and beyond what rounding explains; two dates only for what happens once, or for the bounds of one state.

mod quantity;
mod roles;

use std::collections::BTreeMap;

use super::mention::words;
use super::{Date, EntityId, Fact, FactBase, FactId, Span, Status, Value, fold};
use quantity::{Quantity, quantity};

/// In what two facts differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clash {
    /// In an amount, a share or a number.
    Amount,
    /// In the date, or the beginning or end of a state.
    Date,
    /// In an office or title.
    Role,
    /// One reports what the other denies.
    Denied,
    /// One ended before the other began.
    Ended,
}

/// Two facts that cannot both hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The earlier one of the file.
    pub a: FactId,
    /// The later one.
    pub b: FactId,
    /// In what they differ.
    pub clash: Clash,
    /// The same in a sentence.
    pub why: String,
}

/// In a group of more facts than this each is held against its neighbours only, so that the time stays linear.
const REACH: usize = 100;

/// All conflicts of a base, by the first of their facts.
#[must_use]
pub fn conflicts(base: &FactBase) -> Vec<Conflict> {
    conflicts_among(base, &(0..base.facts.len()).map(FactId::from_index).collect::<Vec<_>>())
}

/// The conflicts among some facts, such as those of a tie, by the first of their facts.
#[must_use]
pub fn conflicts_among(base: &FactBase, facts: &[FactId]) -> Vec<Conflict> {
    let mut relations: BTreeMap<u32, String> = BTreeMap::new();
    let mut groups: BTreeMap<(EntityId, Option<EntityId>, String), Vec<FactId>> = BTreeMap::new();
    for &id in facts {
        let fact = base.fact(id);
        let relation = relations.entry(fact.relation.0).or_insert_with(|| {
            // "bought 40 per cent of" and "bought 51 per cent of" say the same of two amounts.
            let core = core_of(base.relation(fact.relation));
            let words =
                core.split(' ').map(|word| if word.starts_with(|c: char| c.is_ascii_digit()) { "#" } else { word });
            words.collect::<Vec<_>>().join(" ")
        });
        let (mut first, mut second) = (fact.subject, fact.object);
        if let Some(object) = fact.object.filter(|&object| !fact.directed && object < first) {
            (first, second) = (object, Some(first));
        }
        groups.entry((first, second, relation.clone())).or_default().push(id);
    }
    let mut conflicts = Vec::new();
    for ((_, _, relation), group) in groups {
        for (at, &a) in group.iter().enumerate() {
            for &b in group.iter().skip(at + 1).take(REACH) {
                let (a, b) = (a.min(b), a.max(b));
                if let Some((clash, why)) = clash(base, [base.fact(a), base.fact(b)], &relation) {
                    conflicts.push(Conflict { a, b, clash, why });
                }
            }
        }
    }
    conflicts.sort_by_key(|conflict| (conflict.a, conflict.b));
    conflicts
}

/// The word stems of a relation without what only tells the tense: "has owned" is "own", but not "is owned by".
pub(super) fn core_of(relation: &str) -> String {
    const TENSE: [&str; 18] = [
        "a", "an", "and", "are", "be", "been", "being", "did", "do", "does", "had", "has", "have", "is", "the", "was",
        "were", "s",
    ];
    let folded = fold(relation);
    let stems: Vec<String> = words(&folded)
        .into_iter()
        .filter(|word| folded.get(word.range.clone()).is_some_and(|word| !TENSE.contains(&word)))
        .map(|word| word.stem)
        .collect();
    if stems.is_empty() { folded.trim().to_owned() } else { stems.join(" ") }
}

fn clash(base: &FactBase, [a, b]: [&Fact; 2], relation: &str) -> Option<(Clash, String)> {
    if let Some(why) = ended_before(a, b).or_else(|| ended_before(b, a)) {
        return Some((Clash::Ended, why));
    }
    if let Some(why) = once(a, b, relation) {
        return Some((Clash::Date, why));
    }
    if !may_overlap(&a.time, &b.time) {
        return None;
    }
    let denied = (a.status == Status::Denied) != (b.status == Status::Denied);
    if denied {
        let other = if a.status == Status::Denied { b.status } else { a.status };
        let why = "One reports what the other denies".to_owned();
        return (other == Status::Reported && !different_values(a, b)).then_some((Clash::Denied, why));
    }
    if both_firm(a, b) && !of_one_article(a, b) {
        return amounts(base, a, b).or_else(|| bounds(a, b)).or_else(|| different_roles(a, b));
    }
    None
}

/// Plans and allegations may differ from what came of them.
fn both_firm(a: &Fact, b: &Fact) -> bool {
    let firm = |fact: &Fact| matches!(fact.status, Status::Reported | Status::Ended);
    (firm(a) && firm(b)) || a.status == b.status
}

/// Whether all that is known of both stands in one article: an article that names two amounts means two things.
fn of_one_article(a: &Fact, b: &Fact) -> bool {
    let mut all = a.evidence.iter().chain(&b.evidence).map(|evidence| evidence.article);
    let both = !a.evidence.is_empty() && !b.evidence.is_empty();
    let first = all.next().flatten();
    both && first.is_some() && all.all(|article| article == first)
}

/// Whether two facts may speak of the same time; what has no date may be any time.
fn may_overlap(a: &Span, b: &Span) -> bool {
    if a.is_unknown() || b.is_unknown() {
        return true;
    }
    let from = |span: &Span| span.when.or(span.from);
    a.touches(from(b), b.last()) && b.touches(from(a), a.last())
}

/// A state that is only known to have ended, and one of the same words that is only known to have begun later.
fn ended_before(a: &Fact, b: &Fact) -> Option<String> {
    if a.status != Status::Ended || a.time.from.is_some() || b.status == Status::Ended || b.time.until.is_some() {
        return None;
    }
    let (end, begin) = (a.time.until.or(a.time.when)?, b.time.from?);
    (end.latest() < begin.earliest())
        .then(|| format!("One says that it ended in {end}, the other that it began in {begin}"))
}

/// Two dates for what happens once.
fn once(a: &Fact, b: &Fact, relation: &str) -> Option<String> {
    let (first, second) = (a.time.when?, b.time.when?);
    let firm = both_firm(a, b) && a.status != Status::Denied && b.status != Status::Denied;
    (firm && roles::happens_once(relation) && apart(first, second)).then(|| dates(first, second))
}

/// Two beginnings or two ends of a state whose times overlap.
fn bounds(a: &Fact, b: &Fact) -> Option<(Clash, String)> {
    let pairs = [("begin", a.time.from, b.time.from), ("end", a.time.until, b.time.until)];
    pairs.into_iter().find_map(|(what, first, second)| {
        let (first, second) = (first?, second?);
        apart(first, second).then(|| (Clash::Date, format!("One lets it {what} in {first}, the other in {second}")))
    })
}

/// Whether two dates cannot be the same day.
fn apart(a: Date, b: Date) -> bool {
    a.latest() < b.earliest() || b.latest() < a.earliest()
}

fn dates(a: Date, b: Date) -> String {
    format!("One says {a}, the other {b}")
}

/// Two amounts of one sort: in the value, in the relation itself, or in an attribute of one name.
fn amounts(base: &FactBase, a: &Fact, b: &Fact) -> Option<(Clash, String)> {
    let differ = |first: &str, second: &str| {
        let (one, other) = (quantity(first)?, quantity(second)?);
        let differ = one.unit == other.unit && !Quantity::may_be_equal(&one, &other);
        differ.then(|| (Clash::Amount, format!("One says “{first}”, the other “{second}”")))
    };
    let values = a.value.as_deref().zip(b.value.as_deref()).and_then(|(first, second)| differ(first, second));
    let relations = || differ(base.relation(a.relation), base.relation(b.relation));
    values.or_else(relations).or_else(|| {
        shared_attributes(a, b).find_map(|(name, first, second)| {
            let (clash, why) = roles::is_amount(name).then(|| differ(first, second)).flatten()?;
            Some((clash, format!("{why} ({name})")))
        })
    })
}

/// Two offices at one time. What has no date says nothing: a person can be many things.
fn different_roles(a: &Fact, b: &Fact) -> Option<(Clash, String)> {
    let told = |first: &str, second: &str| (Clash::Role, format!("One says “{first}”, the other “{second}”"));
    let dated = !a.time.is_unknown() && !b.time.is_unknown();
    if !dated {
        return None;
    }
    let attributes = shared_attributes(a, b)
        .find(|(name, first, second)| roles::is_role(name) && roles::cannot_both_be(first, second));
    if let Some((_, first, second)) = attributes {
        return Some(told(first, second));
    }
    let (first, second) = (a.value.as_deref()?, b.value.as_deref()?);
    let one_day = a.time.when.is_some() && a.time.when == b.time.when;
    let words = quantity(first).is_none() && quantity(second).is_none();
    (one_day && words && roles::cannot_both_be(first, second)).then(|| told(first, second))
}

fn different_values(a: &Fact, b: &Fact) -> bool {
    a.value.as_deref().zip(b.value.as_deref()).is_some_and(|(first, second)| fold(first).trim() != fold(second).trim())
}

/// Attributes of one name with their texts or digits.
fn shared_attributes<'a>(a: &'a Fact, b: &'a Fact) -> impl Iterator<Item = (&'a str, &'a str, &'a str)> {
    let text = |value: &'a Value| match value {
        Value::Text(text) | Value::Number(text) => Some(&**text),
        Value::Null | Value::Bool(_) | Value::List(_) | Value::Map(_) => None,
    };
    a.attributes.iter().filter_map(move |(name, first)| {
        let (_, second) = b.attributes.iter().find(|(other, _)| other == name)?;
        Some((&**name, text(first)?, text(second)?))
    })
}

#[cfg(test)]
mod tests;
