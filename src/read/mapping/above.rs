//! What a record takes from the objects that it stands in, and which fields of a mapping no record has.

use std::collections::BTreeSet;

use super::records::{as_map, find};
use super::{Mapping, Role, Take};
use crate::facts::Severity;
use crate::read::Job;
use crate::read::draft::Draft;
use crate::read::json::{Json, Member, Node};
use crate::read::notes::{Note, quoted};
use crate::read::walk::{Item, List, parsed};

/// What the mapping takes from the objects that the records of a list stand in, under the names that it has there.
pub(super) fn inherited<'a>(job: &Job<'a>, mapping: &Mapping, list: &List<'a>) -> Vec<Member<'a>> {
    let wanted: Vec<&str> = mapping
        .fields
        .values()
        .filter_map(|take| match take {
            Take::Field(name) if name.starts_with("../") => Some(&**name),
            _ => None,
        })
        .collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let all = list.inherited(job);
    let of = |name: &&str| {
        let (field, span) = all.iter().find(|(field, _)| name.strip_prefix(&**field).is_some_and(is_rest))?;
        let node = parsed(span.of(job.text), span.start, usize::MAX).ok()?;
        let value = match name.get(field.len()..).unwrap_or_default() {
            "" => node,
            below => find(&node, below)?.clone(),
        };
        Some(Member { key: (*name).to_owned().into(), at: value.at, value })
    };
    wanted.iter().filter_map(of).collect()
}

/// Whether what follows a name in a pointer leads further down.
fn is_rest(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('/')
}

/// A record with what it takes from above.
pub(super) fn with<'a, 'n>(item: Item<'a, 'n>, above: &[Member<'a>]) -> Item<'a, 'n> {
    if above.is_empty() {
        return item;
    }
    let Item { node, key, index, path, notes } = item;
    let at = node.at;
    let node = match node.json {
        Json::Map(_) | Json::List(_) => as_map(node).map_or(Node { at, json: Json::Null }, |mut node| {
            if let Json::Map(members) = &mut node.json {
                members.extend(above.iter().cloned());
            }
            node
        }),
        json => Node { at, json },
    };
    Item { node, key, index, path, notes }
}

/// Which roles had a field in any record: one that had in none tells that the mapping fits only partly.
#[derive(Default)]
pub(super) struct Seen {
    roles: BTreeSet<Role>,
    records: usize,
}

impl Seen {
    pub(super) fn look(&mut self, mapping: &Mapping, node: &Node<'_>) {
        self.records += 1;
        if self.roles.len() == mapping.fields.len() {
            return;
        }
        for (role, take) in &mapping.fields {
            let is_there = match take {
                Take::Field(name) => find(node, name).is_some(),
                Take::Always { .. } => true,
            };
            if is_there {
                self.roles.insert(*role);
            }
        }
    }

    pub(super) fn tell(self, mapping: &Mapping, draft: &mut Draft) {
        for (role, take) in mapping.fields.iter().filter(|(role, _)| !self.roles.contains(role)) {
            if let (Take::Field(name), true) = (take, self.records > 0) {
                draft.notes.push(Note {
                    at: 0,
                    path: String::new(),
                    what: format!("no record has the field {} that the mapping names", quoted(name)),
                    done: format!("the facts have no {}", role.title().to_lowercase()),
                    severity: Severity::Note,
                });
            }
        }
    }
}
