//! What a reader decided about a map, in the ids of the facts that are open.

use std::collections::BTreeSet;

use super::{Bookmark, Reviews};
use crate::facts::EntityId;
use crate::graph::{Appearance, Filter};
use crate::layout;

/// Everything that the reader chose and that undo can take back. The default is a map as it comes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decisions {
    /// Entities that stay where they were put.
    pub pinned: BTreeSet<EntityId>,
    /// Entities that were hidden by hand.
    pub hidden: BTreeSet<EntityId>,
    /// Which facts and kinds are shown.
    pub filter: Filter,
    /// How the map is arranged.
    pub arrangement: layout::Settings,
    /// Verdicts, notes, corrections and overruled sources.
    pub reviews: Reviews,
    /// Views that were kept under a name.
    pub views: Vec<Bookmark>,
    /// How kinds and sizes are drawn.
    pub appearance: Appearance,
}
