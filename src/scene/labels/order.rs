//! The visible marks in the two orders in which naming them asks for them: so a frame looks at as many marks as it
//! names, and not at all of a large map.

use egui::Rect;

use crate::facts::EntityId;
use crate::scene::{Place, Scene};

/// The orders. They hold for one map and one look of it, and as long as nothing moves.
#[derive(Clone, Debug)]
pub(super) struct Order {
    /// Who is named first.
    by_importance: Row,
    /// The largest first.
    by_size: Row,
    /// Half the widths of those in `by_size`, in map units.
    radii: Vec<f32>,
    is_placed: bool,
}

/// Marks in an order, and where each stands: they are gone through one after the other.
#[derive(Clone, Debug)]
struct Row {
    ids: Vec<EntityId>,
    places: Vec<Place>,
}

impl Row {
    /// What is first in `order` comes first.
    fn new<O: Ord>(scene: &Scene<'_>, order: impl Fn(EntityId) -> O) -> Self {
        let mut keyed: Vec<(O, EntityId)> = scene.visible.entities().map(|id| (order(id), id)).collect();
        keyed.sort_unstable();
        Self { ids: keyed.into_iter().map(|(_, id)| id).collect(), places: Vec::new() }
    }

    fn place(&mut self, scene: &Scene<'_>) {
        self.places.clear();
        self.places.extend(self.ids.iter().map(|id| scene.place(*id)));
    }

    /// Those of the first so many that are within a part of the map.
    fn within(&self, part: Rect, first: usize) -> impl Iterator<Item = EntityId> {
        let is_within = move |[x, y]: Place| part.contains(egui::pos2(x, y));
        self.ids.iter().zip(&self.places).take(first).filter(move |(_, place)| is_within(**place)).map(|(id, _)| *id)
    }
}

impl Order {
    pub(super) fn new(scene: &Scene<'_>) -> Self {
        // Of numbers that are not negative, the larger has the larger bits.
        let falling = |number: f32| std::cmp::Reverse(number.max(0.0).to_bits());
        let look = |id: EntityId| &scene.looks.marks[id.index()];
        let by_importance = Row::new(scene, |id| falling(look(id).importance));
        let by_size = Row::new(scene, |id| falling(look(id).radius));
        let radii = by_size.ids.iter().map(|id| look(*id).radius).collect();
        Self { by_importance, by_size, radii, is_placed: false }
    }

    /// The places are others now.
    pub(super) const fn has_moved(&mut self) {
        self.is_placed = false;
    }

    /// Takes down where the marks stand, where that is not known yet.
    pub(super) fn place(&mut self, scene: &Scene<'_>) {
        if !self.is_placed {
            self.by_importance.place(scene);
            self.by_size.place(scene);
            self.is_placed = true;
        }
    }

    /// The marks within a part of the map, the most important first.
    pub(super) fn important(&self, part: Rect) -> impl Iterator<Item = EntityId> {
        self.by_importance.within(part, usize::MAX)
    }

    /// The marks within a part of the map of which `is_large` holds for half their width: it holds for all that are
    /// larger than one for which it does.
    pub(super) fn large(&self, part: Rect, is_large: impl Fn(f32) -> bool) -> impl Iterator<Item = EntityId> {
        self.by_size.within(part, self.radii.partition_point(|radius| is_large(*radius)))
    }
}
