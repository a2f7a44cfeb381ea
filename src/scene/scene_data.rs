//! The scene itself: borrowed views of what is known, what is shown, where it stands and what is lifted.

use std::collections::BTreeSet;

use super::{Looks, Style};
use crate::facts::{EntityId, FactBase};
use crate::graph::{Graph, TieId, Visible};

/// Where an entity stands, in map units.
pub type Place = [f32; 2];

/// Where all entities stand, by id.
pub type Places = std::sync::Arc<[Place]>;

/// What stands out, and why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Emphasis {
    /// Entities that the reader chose.
    pub selected: BTreeSet<EntityId>,
    /// Ties that the reader chose.
    pub selected_ties: BTreeSet<TieId>,
    /// Entities lifted above the rest: hovered or chosen ones and those they are tied to.
    pub lifted: BTreeSet<EntityId>,
    /// Ties lifted above the rest.
    pub lifted_ties: BTreeSet<TieId>,
    /// Entities that are held in place.
    pub pinned: BTreeSet<EntityId>,
    /// The ends of the chosen tie, ringed in the colours of the marker pen: subject, object.
    pub ends: Option<(EntityId, EntityId)>,
    /// The entity under the pointer.
    pub hovered: Option<EntityId>,
    /// The tie under the pointer.
    pub hovered_tie: Option<TieId>,
}

/// How strongly something is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Behind, because something else is lifted.
    Faded,
    /// As usual.
    #[default]
    Normal,
    /// Before the rest.
    Lifted,
    /// Chosen by the reader.
    Selected,
}

impl Emphasis {
    /// Whether anything is lifted, so that the rest fades.
    #[must_use]
    pub fn is_active(&self) -> bool {
        !(self.lifted.is_empty() && self.lifted_ties.is_empty())
    }

    /// How strongly an entity is drawn.
    #[must_use]
    pub fn entity(&self, id: EntityId) -> Level {
        if self.selected.contains(&id) || self.hovered == Some(id) {
            Level::Selected
        } else if self.lifted.contains(&id) {
            Level::Lifted
        } else if self.is_active() {
            Level::Faded
        } else {
            Level::Normal
        }
    }

    /// How strongly a tie is drawn.
    #[must_use]
    pub fn tie(&self, id: TieId) -> Level {
        if self.selected_ties.contains(&id) || self.hovered_tie == Some(id) {
            Level::Selected
        } else if self.lifted_ties.contains(&id) {
            Level::Lifted
        } else if self.is_active() {
            Level::Faded
        } else {
            Level::Normal
        }
    }
}

/// Everything that a picture of the map is made from.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// What is known.
    pub base: &'a FactBase,
    /// Who is tied to whom.
    pub graph: &'a Graph,
    /// What passes the filter.
    pub visible: &'a Visible,
    /// How each entity and tie looks.
    pub looks: &'a Looks,
    /// Where each entity stands.
    pub places: &'a [Place],
    /// What stands out.
    pub emphasis: &'a Emphasis,
    /// Colours and sizes.
    pub style: &'a Style,
}

impl Scene<'_> {
    /// Where an entity stands.
    #[must_use]
    pub fn place(&self, id: EntityId) -> Place {
        self.places.get(id.index()).copied().unwrap_or_default()
    }
}
