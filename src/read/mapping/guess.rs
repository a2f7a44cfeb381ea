//! Which field is probably what, by its name and by what is in it; a person has the last word.

mod names;

use super::{Look, Mapping, Role, Take};
use crate::read::loose::date;
use names::{ABOVE, NAMES, WHAT};

/// The likely mapping of a file's records.
#[must_use]
pub fn guess(look: &Look) -> Mapping {
    let mut mapping = Mapping { records: look.records.clone(), header: look.header, ..Mapping::default() };
    let is_above = |at: &usize| look.columns.get(*at).is_some_and(|name| name.starts_with("../"));
    let (mut above, mut free): (Vec<usize>, Vec<usize>) = (0..look.columns.len()).partition(is_above);
    by_names(&mut mapping, look, &mut free, &NAMES);
    by_names(&mut mapping, look, &mut above, &ABOVE);
    // A firm with the list of its directors in it.
    let ends = NAMES.iter().filter(|(role, _)| matches!(role, Role::Subject | Role::Object));
    let ends: Vec<_> = ends.copied().collect();
    by_names(&mut mapping, look, &mut above, &ends);
    three_in_a_row(&mut mapping, look, &mut free);
    // What no name tells: the first two fields that hold names of something.
    for role in [Role::Subject, Role::Object] {
        let is_filled = mapping.has(role) || role == Role::Object && mapping.has(Role::Value);
        if !is_filled {
            let place = free.iter().position(|&at| is_of_names(look, at)).or_else(|| {
                let has_ids = !look.header || look.columns.len() == 2;
                (has_ids && !free.is_empty()).then_some(0)
            });
            if let Some(place) = place {
                take(&mut mapping, look, role, free.remove(place));
            }
        }
    }
    what_is_the_object(&mut mapping);
    let place = free.iter().position(|&at| is_long(look, at));
    if let Some(place) = place.filter(|_| !mapping.has(Role::Excerpt)) {
        take(&mut mapping, look, Role::Excerpt, free.remove(place));
    }
    mapping
}

/// Gives roles that have none yet the fields of their names.
fn by_names(mapping: &mut Mapping, look: &Look, free: &mut Vec<usize>, all: &[(Role, &str)]) {
    for (role, names) in all.iter().filter(|(role, _)| !mapping.fields.contains_key(role)).collect::<Vec<_>>() {
        let by_name = |spelled: &dyn Fn(&str) -> String| {
            names.split_whitespace().find_map(|name| {
                free.iter().position(|&at| spelled(&look.columns[at]) == name && suits(look, at, *role))
            })
        };
        let found = by_name(&bare).or_else(|| by_name(&last_bare));
        if let Some(place) = found {
            take(mapping, look, *role, free.remove(place));
        }
    }
}

/// Three fields without names are subject, relation and object, as long as none is a number.
fn three_in_a_row(mapping: &mut Mapping, look: &Look, free: &mut Vec<usize>) {
    let is_word = |at: usize| mostly(look, at, |text| text.parse::<f64>().is_err() && text.chars().count() <= 120);
    let is_unnamed = |(number, at): (usize, &usize)| look.columns[*at] == format!("column {}", number + 1);
    let all = free.len() == 3 && free.iter().enumerate().all(is_unnamed) && free.iter().all(|&at| is_word(at));
    if all {
        for (role, at) in [Role::Subject, Role::Relation, Role::Object].into_iter().zip(std::mem::take(free)) {
            take(mapping, look, role, at);
        }
    }
}

/// Who and what without anybody else: then what is the other end.
fn what_is_the_object(mapping: &mut Mapping) {
    if mapping.has(Role::Object) || mapping.has(Role::Value) {
        return;
    }
    if let Some(Take::Field(name)) = mapping.fields.get(&Role::Relation)
        && WHAT.contains(&&*bare(name))
        && let Some(what) = mapping.fields.remove(&Role::Relation)
    {
        mapping.fields.insert(Role::Object, what);
    }
}

fn take(mapping: &mut Mapping, look: &Look, role: Role, at: usize) {
    mapping.fields.insert(role, Take::Field(look.columns[at].clone()));
}

fn bare(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The name of a field further down, without those above it: `/person/name` is a name.
fn last_bare(name: &str) -> String {
    let parts: Vec<&str> = name.split('/').collect();
    match parts[..] {
        [.., above, "name" | "label" | "title" | "text"] if !above.is_empty() => bare(above),
        [.., last] => bare(last),
        [] => String::new(),
    }
}

fn values(look: &Look, at: usize) -> impl Iterator<Item = &str> {
    look.rows.iter().filter_map(move |row| row.get(at)).map(String::as_str).filter(|text| !text.is_empty())
}

/// Whether most values are of a sort.
fn mostly(look: &Look, at: usize, is: impl Fn(&str) -> bool) -> bool {
    let (all, fit) = values(look, at).fold((0, 0), |(all, fit), text| (all + 1, fit + usize::from(is(text))));
    all > 0 && fit * 10 >= all * 7
}

/// Whether what is in a field can have the role that its name suggests.
fn suits(look: &Look, at: usize, role: Role) -> bool {
    match role {
        Role::When | Role::From | Role::Until | Role::ArticleDate => mostly(look, at, |text| date(text).is_some()),
        Role::Confidence => mostly(look, at, |text| text.trim_end_matches('%').trim().parse::<f32>().is_ok()),
        Role::ArticleTitle => mostly(look, at, |text| !text.contains("://")),
        Role::ArticleUrl => mostly(look, at, |text| text.contains("://") || text.starts_with("www.")),
        Role::Subject | Role::Object => mostly(look, at, |text| text.chars().count() <= 120 && !text.contains("://")),
        Role::Relation => mostly(look, at, |text| text.chars().count() <= 80 && !text.contains("://")),
        Role::Excerpt => mostly(look, at, |text| text.contains(' ')),
        _ => true,
    }
}

fn is_of_names(look: &Look, at: usize) -> bool {
    let is_name = |text: &str| {
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        letters > 1 && text.chars().count() <= 60 && !text.contains("://") && date(text).is_none()
    };
    let mut different: Vec<&str> = values(look, at).collect();
    let all = different.len();
    different.sort_unstable();
    different.dedup();
    mostly(look, at, is_name) && different.len() * 4 >= all.min(12)
}

fn is_long(look: &Look, at: usize) -> bool {
    mostly(look, at, |text| text.chars().count() > 40 && text.contains(' '))
}
