//! The ties of the chosen entity in the order in which the details list them: worked out when it is chosen, since a hub
//! has tens of thousands.

use std::cmp::Reverse;
use std::sync::Arc;

use super::Map;
use crate::facts::EntityId;
use crate::graph::TieId;

/// Ties in the order of the list, and what they are of.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    of: Option<Of>,
    ties: Arc<[TieId]>,
}

/// The entity, its map, and what is shown of that.
type Of = (EntityId, usize, u64);

fn of(map: &Map, id: EntityId) -> Of {
    (id, Arc::as_ptr(&map.base) as usize, map.looks_version)
}

impl Listed {
    /// Puts the ties of the one entity that is chosen in order, where they are not yet.
    pub(super) fn bring_up(&mut self, map: Option<&Map>, chosen: Option<EntityId>) {
        let Some((map, id)) = map.zip(chosen) else {
            *self = Self::default();
            return;
        };
        if self.of != Some(of(map, id)) {
            *self = Self { of: Some(of(map, id)), ties: in_order(map, id) };
        }
    }

    /// The visible ties of an entity: those of most facts first, then by the name at the other end.
    #[must_use]
    pub fn ties(&self, map: &Map, id: EntityId) -> Arc<[TieId]> {
        if self.of == Some(of(map, id)) { Arc::clone(&self.ties) } else { in_order(map, id) }
    }
}

fn in_order(map: &Map, id: EntityId) -> Arc<[TieId]> {
    let mut ties: Vec<TieId> = map.graph.ties_of(id).filter(|tie| map.visible.tie(*tie)).collect();
    let name = |tie: TieId| &*map.base.entity(map.graph.tie(tie).other_end(id)).name;
    ties.sort_by(|a, b| {
        let key = |tie: TieId| (Reverse(map.visible.num_facts_of(tie)), name(tie));
        key(*a).cmp(&key(*b))
    });
    ties.into()
}
