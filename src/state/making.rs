//! How an edit is made, and taken back by the one that it gives in return.

use std::sync::Arc;

use super::{Arranging, Edit, Effect, History, LayoutOrder, Map};
use crate::graph::SizeBy;
use crate::scene::Places;

/// What the layout is told of an edit before it is made.
pub(super) fn layout_effect(edit: &Edit, map: &Map) -> Option<Effect> {
    match edit {
        Edit::Filter(_)
        | Edit::Hidden(_)
        | Edit::Reviews(_)
        | Edit::Review(..)
        | Edit::Ruling(..)
        | Edit::Views(_)
        | Edit::Shown(..) => None,
        Edit::Appearance(wanted) => {
            let asked = wanted.size == SizeBy::Between && map.between.is_none();
            asked.then(|| Effect::Measure(map.generation, Arc::clone(&map.graph)))
        }
        Edit::Pinned(pinned) => Some(Effect::Layout(LayoutOrder::sync(&map.places, pinned))),
        Edit::Arrangement(_, places) => Some(Effect::Layout(LayoutOrder::sync(places, &map.decisions.pinned))),
        Edit::Places(places, pinned) => Some(Effect::Layout(LayoutOrder::sync(places, pinned))),
    }
}

impl Map {
    /// Makes an edit, and gives the one that takes it back.
    pub fn make(&mut self, edit: Edit) -> Edit {
        match edit {
            Edit::Filter(filter) => {
                let before = std::mem::replace(&mut self.decisions.filter, filter);
                self.refresh();
                Edit::Filter(before)
            }
            Edit::Hidden(hidden) => {
                let before = std::mem::replace(&mut self.decisions.hidden, hidden);
                self.refresh();
                Edit::Hidden(before)
            }
            Edit::Appearance(wanted) => {
                let before = std::mem::replace(&mut self.decisions.appearance, wanted);
                self.relook();
                Edit::Appearance(before)
            }
            Edit::Views(views) => Edit::Views(std::mem::replace(&mut self.decisions.views, views)),
            Edit::Shown(filter, hidden) => {
                let filter = std::mem::replace(&mut self.decisions.filter, filter);
                let hidden = std::mem::replace(&mut self.decisions.hidden, hidden);
                self.refresh();
                Edit::Shown(filter, hidden)
            }
            Edit::Pinned(pinned) => Edit::Pinned(std::mem::replace(&mut self.decisions.pinned, pinned)),
            Edit::Places(places, pinned) => {
                let before: Places = Arc::clone(&self.places);
                self.set_places(places);
                self.arranging = Arranging::Settled;
                Edit::Places(before, std::mem::replace(&mut self.decisions.pinned, pinned))
            }
            Edit::Reviews(reviews) => Edit::Reviews(Box::new(self.review_all(*reviews))),
            Edit::Review(fact, review) => Edit::review(fact, self.review(fact, *review)),
            Edit::Ruling(pair, ruling) => {
                let rulings = &mut self.decisions.reviews.rulings;
                let before = match ruling {
                    Some(ruling) => rulings.insert(pair, ruling),
                    None => rulings.remove(&pair),
                };
                Edit::Ruling(pair, before)
            }
            Edit::Arrangement(settings, places) => {
                let before = Arc::clone(&self.places);
                self.set_places(places);
                self.arranging = Arranging::Settled;
                Edit::Arrangement(std::mem::replace(&mut self.decisions.arrangement, settings), before)
            }
        }
    }

    /// Places of before that entities lack which came later: those stay where they are.
    fn complete(&self, mut edit: Edit) -> Edit {
        let lacks = |place: &[f32; 2]| !place.iter().all(|side| side.is_finite());
        if let Edit::Places(places, _) | Edit::Arrangement(_, places) = &mut edit
            && places.len() == self.places.len()
            && places.iter().any(lacks)
        {
            for (place, now) in Arc::make_mut(places).iter_mut().zip(&*self.places).filter(|(place, _)| lacks(place)) {
                *place = *now;
            }
        }
        edit
    }

    pub(super) fn undo(&mut self) -> Option<(&'static str, Option<Effect>)> {
        self.travel(|history, make| history.undo(make))
    }

    pub(super) fn redo(&mut self) -> Option<(&'static str, Option<Effect>)> {
        self.travel(|history, make| history.redo(make))
    }

    fn travel(
        &mut self,
        way: impl FnOnce(&mut History, &mut dyn FnMut(Edit) -> Edit) -> Option<&'static str>,
    ) -> Option<(&'static str, Option<Effect>)> {
        let mut history = std::mem::take(&mut self.history);
        let mut effect = None;
        let name = way(&mut history, &mut |edit| {
            let edit = self.complete(edit);
            effect = layout_effect(&edit, self);
            self.make(edit)
        });
        self.history = history;
        name.map(|name| (name, effect))
    }
}
