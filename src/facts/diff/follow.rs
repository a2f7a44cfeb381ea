//! Records of an older fact base under the ids that a newer one gives them, so that what was decided about them holds.

use std::collections::HashSet;

use super::super::pairing::{Pairs, Side};
use super::super::{Article, Entity, Fact, FactBase};
use super::{article_pairs, entity_pairs, fact_pairs};

/// The names and ids of an older base, without its texts: each record that the newer base has too is called as there.
///
/// What was decided about the older base, told in the ids of this one, can be found in the newer one even where a run
/// numbers its records anew. Records that are gone keep an id that the newer base does not use.
#[must_use]
pub fn renamed(old: &FactBase, new: &FactBase) -> FactBase {
    let articles = article_pairs(old, new);
    let entities = entity_pairs(old, new);
    let facts = fact_pairs(old, new, &entities);
    let article_ids = ids(&articles, |side, at| &side.of(old, new).articles[at].id);
    let entity_ids = ids(&entities, |side, at| &side.of(old, new).entities[at].id);
    let fact_ids = ids(&facts, |side, at| &side.of(old, new).facts[at].id);
    let entity = |(entity, id): (&Entity, Box<str>)| Entity {
        id,
        kind: entity.kind,
        name: entity.name.clone(),
        aliases: Vec::new(),
        description: None,
        links: Vec::new(),
        place: None,
        attributes: Vec::new(),
        more: Vec::new(),
    };
    let fact = |(fact, id): (&Fact, Box<str>)| Fact {
        id,
        subject: fact.subject,
        relation: fact.relation,
        object: fact.object,
        value: None,
        time: fact.time,
        status: fact.status,
        confidence: fact.confidence,
        directed: fact.directed,
        attributes: Vec::new(),
        more: Vec::new(),
        evidence: Vec::new(),
    };
    FactBase {
        articles: article_ids.into_iter().map(|id| Article { id, ..Article::default() }).collect(),
        entities: old.entities.iter().zip(entity_ids).map(entity).collect(),
        facts: old.facts.iter().zip(fact_ids).map(fact).collect(),
        kinds: old.kinds.clone(),
        relations: old.relations.clone(),
        ..FactBase::default()
    }
}

/// The id of each old record: that of its partner, else its own, made free where the newer base uses it otherwise.
fn ids<'a>(pairs: &Pairs, id: impl Fn(Side, usize) -> &'a Box<str>) -> Vec<Box<str>> {
    let partners = pairs.partners();
    let taken: HashSet<&str> = (0..pairs.len(Side::New)).map(|at| &**id(Side::New, at)).collect();
    let of = |(at, partner): (usize, &Option<usize>)| -> Box<str> {
        match partner {
            Some(new) => id(Side::New, *new).clone(),
            None => {
                let mut free = id(Side::Old, at).to_string();
                while taken.contains(&*free) {
                    free.push_str(" (before)");
                }
                free.into()
            }
        }
    };
    partners.iter().enumerate().map(of).collect()
}
