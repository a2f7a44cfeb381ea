//! What the reader chose, and what stands out because of it.

use std::collections::BTreeSet;

use super::Map;
use crate::facts::EntityId;
use crate::graph::TieId;
use crate::scene::{Emphasis, Target};

/// Chosen entities and ties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Entities.
    pub entities: BTreeSet<EntityId>,
    /// Ties.
    pub ties: BTreeSet<TieId>,
}

impl Selection {
    /// Nothing but `target`.
    #[must_use]
    pub fn only(target: Target) -> Self {
        let mut selection = Self::default();
        selection.toggle(target);
        selection
    }

    /// Adds what is not chosen, takes out what is.
    pub fn toggle(&mut self, target: Target) {
        match target {
            Target::Entity(id) => toggle(&mut self.entities, id),
            Target::Tie(id) => toggle(&mut self.ties, id),
        }
    }

    /// Whether nothing is chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty() && self.ties.is_empty()
    }

    /// The one thing that is chosen, if it is one.
    #[must_use]
    pub fn single(&self) -> Option<Target> {
        match (self.entities.len(), self.ties.len()) {
            (1, 0) => self.entities.first().copied().map(Target::Entity),
            (0, 1) => self.ties.first().copied().map(Target::Tie),
            _ => None,
        }
    }

    /// Takes out what is not visible any more.
    pub fn retain_visible(&mut self, map: &Map) {
        self.entities.retain(|id| map.visible.entity(*id));
        // Of a tie that was just rejected the card stays, so that this can be taken back there.
        self.ties.retain(|id| map.visible.tie(*id) || map.is_rejected_tie(*id));
    }

    /// What stands out when this is chosen, with so many steps around it, and `hovered` is pointed at: the pointer leads
    /// where there is one.
    #[must_use]
    pub fn emphasis(&self, map: &Map, hovered: Option<Target>, steps: u8) -> Emphasis {
        let mut emphasis = Emphasis {
            selected: self.entities.clone(),
            selected_ties: self.ties.iter().copied().filter(|id| map.visible.tie(*id)).collect(),
            pinned: map.decisions.pinned.clone(),
            ..Emphasis::default()
        };
        match hovered {
            Some(Target::Entity(id)) => emphasis.hovered = Some(id),
            Some(Target::Tie(id)) => emphasis.hovered_tie = Some(id),
            None => {}
        }
        let lead = match hovered {
            Some(target) => Self::only(target),
            None => self.clone(),
        };
        // The pointer often rests still on what was just chosen: it leads to no less than the choice does.
        let steps = if hovered.is_some() && lead != *self { 1 } else { steps };
        lift(&mut emphasis, map, &lead.entities, steps);
        for &id in lead.ties.iter().filter(|id| map.visible.tie(**id)) {
            let tie = map.graph.tie(id);
            emphasis.lifted_ties.insert(id);
            emphasis.lifted.extend([tie.a, tie.b]);
        }
        if let Some(Target::Tie(id)) = self.single()
            && map.visible.tie(id)
        {
            let tie = map.graph.tie(id);
            let first = tie.facts.iter().find(|fact| map.visible.fact(**fact));
            let subject = first.map_or(tie.a, |fact| map.base.fact(*fact).subject);
            emphasis.ends = Some((subject, tie.other_end(subject)));
        }
        emphasis
    }
}

/// Lifts entities and what is so many steps or fewer from them, with the ties on the way.
fn lift(emphasis: &mut Emphasis, map: &Map, from: &BTreeSet<EntityId>, steps: u8) {
    let mut rim: Vec<EntityId> = from.iter().copied().collect();
    emphasis.lifted.extend(from);
    for _step in 0..steps.max(1) {
        let mut next = Vec::new();
        for id in rim {
            for tie in map.graph.ties_of(id).filter(|tie| map.visible.tie(*tie)) {
                emphasis.lifted_ties.insert(tie);
                let other = map.graph.tie(tie).other_end(id);
                if emphasis.lifted.insert(other) {
                    next.push(other);
                }
            }
        }
        rim = next;
    }
}

fn toggle<T: Ord>(set: &mut BTreeSet<T>, item: T) {
    if !set.remove(&item) {
        set.insert(item);
    }
}
