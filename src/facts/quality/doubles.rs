//! Facts that may be told twice, and entities that may be one under two names.
//!
//! Names one letter apart are found by what is left when a letter is taken out (Mor and Fraenkel, 1982), so that no
//! name is held against every other one.

use std::collections::{BTreeMap, BTreeSet};

use super::super::conflict::core_of;
use super::super::{Entity, EntityId, FactBase, FactId, KindId, Value, fold};
use super::{About, Finding};

/// So many names of one sort are held against each other; beyond that each against its neighbours only.
const REACH: usize = 50;

/// A name of fewer letters says too little for one letter to be a slip.
const LEAST_LETTERS: usize = 6;

/// Facts of the same ends, relation, value and time, each with the first that says so.
pub(super) fn facts(base: &FactBase) -> Vec<Finding> {
    let cores: Vec<String> = base.relations.iter().map(|relation| core_of(relation)).collect();
    let mut first_of: BTreeMap<_, FactId> = BTreeMap::new();
    let mut findings = Vec::new();
    for (id, fact) in base.facts_with_ids() {
        let (mut one, mut other) = (fact.subject, fact.object);
        if let Some(object) = fact.object.filter(|&object| !fact.directed && object < one) {
            (one, other) = (object, Some(one));
        }
        let value = fact.value.as_deref().map(|value| fold(value).trim().to_owned());
        let time = (fact.time.when, fact.time.from, fact.time.until);
        let core = cores.get(fact.relation.index()).map_or("", String::as_str);
        let first = *first_of.entry((one, other, core, value, time, fact.status)).or_insert(id);
        if first != id {
            let reason = format!("Says the same as “{}”, at the same time", base.fact(first).id);
            findings.push(Finding { about: About::Facts(first, id), reason });
        }
    }
    findings
}

/// Entities of one kind whose names are equal, one short for the other, or one letter apart.
pub(super) fn entities(base: &FactBase) -> Vec<Finding> {
    let names: Vec<String> = base.entities.iter().map(|entity| fold(&entity.name).trim().to_owned()).collect();
    let tied = tied(base);
    let mut found: BTreeMap<(EntityId, EntityId), String> = BTreeMap::new();
    let mut add = |a: usize, b: usize, reason: &str| {
        let (a, b) = (EntityId::from_index(a.min(b)), EntityId::from_index(a.max(b)));
        if !tied.contains(&(a, b)) && !differ_in_number(base.entity(a), base.entity(b)) {
            found.entry((a, b)).or_insert_with(|| reason.to_owned());
        }
    };
    for (a, b) in pairs_by(&base.entities, |at, entity| vec![(entity.kind, names[at].clone())]) {
        add(a, b, "The names are the same but for case and accents");
    }
    for (a, b) in pairs_by(&base.entities, |at, entity| person_key(entity, &names[at])) {
        if is_initialled(&names[a], &names[b]) {
            add(a, b, "One name may be the other with initials");
        }
    }
    for (a, b) in pairs_by(&base.entities, |at, entity| without_a_letter(entity.kind, &names[at])) {
        if is_a_slip(&names[a], &names[b]) {
            add(a, b, "The names differ by one letter");
        }
    }
    let finding = |((a, b), reason): (_, String)| {
        let (first, second) = (&base.entity(a).name, &base.entity(b).name);
        Finding { about: About::Entities(a, b), reason: format!("{reason}: “{first}”, “{second}”") }
    };
    found.into_iter().map(finding).collect()
}

/// Pairs that a fact ties: whoever wrote it down thought of two.
fn tied(base: &FactBase) -> BTreeSet<(EntityId, EntityId)> {
    let pair = |(a, b): (EntityId, EntityId)| (a.min(b), a.max(b));
    base.facts.iter().filter_map(|fact| Some(pair((fact.subject, fact.object?)))).collect()
}

/// Whether an attribute of one name holds different numbers: two films of one title and different years are two.
fn differ_in_number(a: &Entity, b: &Entity) -> bool {
    let is_other = |first: &Value, second: &Value| matches!((first, second), (Value::Number(first), Value::Number(second)) if first != second);
    let clashes = |(name, value): &(Box<str>, Value)| {
        b.attributes.iter().any(|(other, second)| other == name && is_other(value, second))
    };
    a.attributes.iter().any(clashes)
}

/// Pairs of entities that have a key in common.
fn pairs_by<K: Ord>(entities: &[Entity], keys: impl Fn(usize, &Entity) -> Vec<K>) -> BTreeSet<(usize, usize)> {
    let mut all: Vec<(K, usize)> = Vec::with_capacity(entities.len());
    for (at, entity) in entities.iter().enumerate() {
        all.extend(keys(at, entity).into_iter().map(|key| (key, at)));
    }
    all.sort_unstable();
    let mut pairs = BTreeSet::new();
    for alike in all.chunk_by(|a, b| a.0 == b.0) {
        for (at, (_, a)) in alike.iter().enumerate() {
            let others = alike.iter().skip(at + 1).take(REACH);
            pairs.extend(others.filter(|(_, b)| a != b).map(|(_, b)| (*a.min(b), *a.max(b))));
        }
    }
    pairs
}

/// The kind, last word and first letter of a person's name that has several words.
fn person_key(entity: &Entity, name: &str) -> Vec<(String, char)> {
    if entity.kind != FactBase::PERSON {
        return Vec::new();
    }
    let key = name.rsplit_once(' ').and_then(|(_, last)| Some((last.to_owned(), name.chars().next()?)));
    key.into_iter().collect()
}

/// Whether one name is the other with initials or without a middle name: `j. r. r. tolkien`, `john tolkien`.
fn is_initialled(a: &str, b: &str) -> bool {
    let given = |name: &str| -> Vec<String> {
        let words = name.replace('.', ". ");
        let words: Vec<&str> = words.split_whitespace().map(|word| word.trim_end_matches('.')).collect();
        words.split_last().map_or_else(Vec::new, |(_, given)| given.iter().map(|&word| word.to_owned()).collect())
    };
    let (a, b) = (given(a), given(b));
    let is_initial = |word: &str| word.chars().nth(1).is_none();
    let fits = |(one, other): (&String, &String)| {
        one == other || ((is_initial(one) || is_initial(other)) && one.chars().next() == other.chars().next())
    };
    // The middle names that only one has must be initials: two full names are two people.
    let longer = if a.len() > b.len() { &a } else { &b };
    let rest = longer.get(a.len().min(b.len())..).unwrap_or_default();
    let has_initial = a.iter().chain(&b).any(|word| is_initial(word));
    !a.is_empty()
        && !b.is_empty()
        && a != b
        && has_initial
        && a.iter().zip(&b).all(fits)
        && rest.iter().all(|word| is_initial(word))
}

/// A name, and what is left of it without one of its letters, as hashes.
fn without_a_letter(kind: KindId, name: &str) -> Vec<u64> {
    use std::hash::{BuildHasher as _, Hash as _, Hasher as _};
    if name.chars().count() < LEAST_LETTERS {
        return Vec::new();
    }
    let keys = foldhash::fast::FixedState::with_seed(0);
    let hash = |front: &str, back: &str| {
        let mut hasher = keys.build_hasher();
        kind.hash(&mut hasher);
        front.bytes().chain(back.bytes()).for_each(|byte| hasher.write_u8(byte));
        hasher.finish()
    };
    let mut hashes: Vec<u64> =
        name.char_indices().map(|(at, c)| hash(&name[..at], &name[at + c.len_utf8()..])).collect();
    hashes.push(hash(name, ""));
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Whether two names differ by one letter or two that changed places (Damerau, 1964), but not in what tells parts of a
/// series apart: digits, Roman numerals, single letters.
fn is_a_slip(a: &str, b: &str) -> bool {
    if a == b || strsim::osa_distance(a, b) > 1 {
        return false;
    }
    let words = |name: &str| -> Vec<String> { name.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect() };
    let (first, second) = (words(a), words(b));
    if first.len() != second.len() {
        return first.concat() == second.concat();
    }
    let mut different = first.iter().zip(&second).filter(|(a, b)| a != b);
    different.all(|(a, b)| is_plain_word(a) && is_plain_word(b))
}

fn is_plain_word(word: &str) -> bool {
    let is_numeral = word.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c' | 'd' | 'm'));
    word.chars().count() > 3 && !is_numeral && !word.contains(|c: char| c.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_one_slip_apart_are_told_from_parts_of_a_series() {
        for (a, b, expected) in [
            ("steven spielberg", "stephen spielberg", false),
            ("steven spielberg", "steven speilberg", true),
            ("amblin partners", "amblin partner", true),
            ("rocky ii", "rocky iii", false),
            ("apollo 12", "apollo 13", false),
            ("studio a", "studio b", false),
            ("alibaba pictures", "alibaba-pictures", true),
            ("alibaba", "alibaba", false),
        ] {
            assert_eq!(is_a_slip(a, b), expected, "{a} | {b}");
        }
    }

    #[test]
    fn a_number_tells_two_of_one_name_apart() {
        let film = |years: &[&str]| Entity {
            id: "x".into(),
            kind: FactBase::FILM,
            name: "Maytime".into(),
            aliases: Vec::new(),
            description: None,
            links: Vec::new(),
            attributes: years.iter().map(|&year| ("year".into(), Value::Number(year.into()))).collect(),
            more: Vec::new(),
            place: None,
        };
        for (a, b, expected) in
            [(&["1917"][..], &["1937"][..], true), (&["1917"], &["1917"], false), (&["1917"], &[], false)]
        {
            assert_eq!(differ_in_number(&film(a), &film(b)), expected, "{a:?} {b:?}");
        }
    }

    #[test]
    fn initials_stand_for_names() {
        for (a, b, expected) in [
            ("j. ma", "jack ma", true),
            ("j.r.r. tolkien", "john tolkien", true),
            ("john r. tolkien", "john tolkien", true),
            ("john smith", "james smith", false),
            ("john paul smith", "john smith", false),
            ("j. ma", "q. ma", false),
            ("ma", "jack ma", false),
        ] {
            assert_eq!(is_initialled(a, b), expected, "{a} | {b}");
        }
    }
}
