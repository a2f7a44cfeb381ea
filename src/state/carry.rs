//! What was done before files were read again, told in the ids of what was read now, so that it can still be undone.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::sources::carried;
use super::{Edit, History, Map, Origin};
use crate::facts::{EntityId, FactBase, FactId, KindId, RelationId, Review};
use crate::graph::{Appearance, Filter};
use crate::project::{Bookmark, Decisions, Reviews};
use crate::scene::Places;

/// Which records of before are which now.
pub(super) struct Carry<'a> {
    names: &'a FactBase,
    now: &'a FactBase,
    origin: &'a Origin,
    entities: Vec<Option<EntityId>>,
    facts: Vec<Option<FactId>>,
    kinds: Vec<Option<KindId>>,
    relations: Vec<Option<RelationId>>,
}

impl<'a> Carry<'a> {
    /// From a base under the names of [`crate::facts::renamed`] to the one that gave them.
    pub(super) fn new(names: &'a FactBase, now: &'a FactBase, origin: &'a Origin) -> Self {
        let entities: HashMap<&str, EntityId> =
            (0..).map(EntityId::from_index).zip(&now.entities).map(|(id, entity)| (&*entity.id, id)).collect();
        let facts: HashMap<&str, FactId> =
            (0..).map(FactId::from_index).zip(&now.facts).map(|(id, fact)| (&*fact.id, id)).collect();
        Self {
            names,
            now,
            origin,
            entities: names.entities.iter().map(|entity| entities.get(&*entity.id).copied()).collect(),
            facts: names.facts.iter().map(|fact| facts.get(&*fact.id).copied()).collect(),
            kinds: words(&names.kinds, &now.kinds, KindId::from_index),
            relations: words(&names.relations, &now.relations, RelationId::from_index),
        }
    }

    /// The steps that still say something, each about what it was about.
    pub(super) fn history(&self, before: &Map) -> History {
        // Many steps share their places.
        let mut places: HashMap<*const [f32; 2], Places> = HashMap::new();
        before.history.carried(&mut |edit| self.edit(edit, &mut places))
    }

    fn edit(&self, edit: &Edit, places: &mut HashMap<*const [f32; 2], Places>) -> Option<Edit> {
        let mut moved =
            |before: &Places| Arc::clone(places.entry(before.as_ptr()).or_insert_with(|| self.places(before)));
        Some(match edit {
            Edit::Filter(filter) => Edit::Filter(self.filter(filter)),
            Edit::Hidden(hidden) => Edit::Hidden(self.entities(hidden)),
            Edit::Pinned(pinned) => Edit::Pinned(self.entities(pinned)),
            Edit::Places(places, pinned) => Edit::Places(moved(places), self.entities(pinned)),
            Edit::Reviews(reviews) => Edit::Reviews(Box::new(self.reviews((**reviews).clone()))),
            Edit::Review(fact, review) => {
                let now = self.fact(*fact)?;
                let review = if review.edit.is_some() { self.review(*fact, review, now)? } else { (**review).clone() };
                Edit::review(now, review)
            }
            Edit::Ruling((a, b), ruling) => {
                let (a, b) = (self.fact(*a)?, self.fact(*b)?);
                // A verdict on the one that comes first cannot become one on the other.
                if a > b {
                    return None;
                }
                Edit::Ruling((a, b), ruling.clone())
            }
            Edit::Arrangement(settings, places) => Edit::Arrangement(settings.clone(), moved(places)),
            Edit::Appearance(wanted) => {
                let kinds = wanted.kinds.iter().filter_map(|(kind, wish)| Some((self.kind(*kind)?, *wish)));
                Edit::Appearance(Appearance { kinds: kinds.collect(), ..wanted.clone() })
            }
            Edit::Views(views) => Edit::Views(views.iter().map(|view| self.bookmark(view)).collect()),
            Edit::Shown(filter, hidden) => Edit::Shown(self.filter(filter), self.entities(hidden)),
        })
    }

    fn entity(&self, id: EntityId) -> Option<EntityId> {
        self.entities.get(id.index()).copied().flatten()
    }

    fn fact(&self, id: FactId) -> Option<FactId> {
        self.facts.get(id.index()).copied().flatten()
    }

    fn kind(&self, id: KindId) -> Option<KindId> {
        self.kinds.get(id.index()).copied().flatten()
    }

    fn entities(&self, ids: &BTreeSet<EntityId>) -> BTreeSet<EntityId> {
        ids.iter().filter_map(|id| self.entity(*id)).collect()
    }

    fn filter(&self, filter: &Filter) -> Filter {
        let relation = |id: &RelationId| self.relations.get(id.index()).copied().flatten();
        Filter {
            hidden_kinds: filter.hidden_kinds.iter().filter_map(|kind| self.kind(*kind)).collect(),
            hidden_relations: filter.hidden_relations.iter().filter_map(relation).collect(),
            open_bunches: self.entities(&filter.open_bunches),
            ..filter.clone()
        }
    }

    fn bookmark(&self, view: &Bookmark) -> Bookmark {
        let ends = |(a, b): &(EntityId, EntityId)| Some((self.entity(*a)?, self.entity(*b)?));
        Bookmark {
            entities: self.entities(&view.entities),
            ties: view.ties.iter().filter_map(ends).collect(),
            filter: self.filter(&view.filter),
            hidden: self.entities(&view.hidden),
            ..view.clone()
        }
    }

    /// Newcomers have no place of before: they stay where they are.
    fn places(&self, before: &Places) -> Places {
        let mut places = vec![[f32::NAN; 2]; self.now.entities.len()];
        for (place, now) in before.iter().zip(&self.entities) {
            if let Some(to) = now.and_then(|now| places.get_mut(now.index())) {
                *to = *place;
            }
        }
        places.into()
    }

    /// As a saved map finds them again.
    fn reviews(&self, reviews: Reviews) -> Reviews {
        let decisions = Decisions { reviews, ..Decisions::default() };
        carried(self.names, &decisions, &Vec::new().into(), self.origin).resolve(self.now).decisions.reviews
    }

    fn review(&self, fact: FactId, review: &Review, now: FactId) -> Option<Review> {
        let reviews = Reviews { facts: BTreeMap::from([(fact, review.clone())]), ..Reviews::default() };
        self.reviews(reviews).facts.remove(&now)
    }
}

/// Where each word of a list stands in another.
fn words<Id>(before: &[Box<str>], now: &[Box<str>], id: impl Fn(usize) -> Id) -> Vec<Option<Id>> {
    let places: HashMap<&str, usize> = now.iter().enumerate().map(|(at, word)| (&**word, at)).collect();
    before.iter().map(|word| places.get(&**word).map(|&at| id(at))).collect()
}
