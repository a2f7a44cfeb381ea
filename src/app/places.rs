//! Where the entities of a file stand, if the file says so.

use crate::facts::FactBase;
use crate::scene::{Place, bounds};

/// The places that a file brings, at the scale of a map of this program; `None` where it brings none.
pub(super) fn places_of(base: &FactBase) -> Option<Vec<Option<Place>>> {
    /// The room that an entity has on a map that was arranged here, in map units along a side.
    const ROOM: f32 = 95.0;
    let around = bounds(base.entities.iter().filter_map(|entity| entity.place))?;
    let placed = base.entities.iter().filter(|entity| entity.place.is_some()).count();
    let side = around.area().sqrt().max(around.width().max(around.height()) / 4.0);
    let scale = ROOM * (placed as f32).sqrt() / side;
    if !(scale.is_finite() && placed > 1) {
        return None;
    }
    let middle = around.center();
    let place = |[x, y]: Place| [(x - middle.x) * scale, (y - middle.y) * scale];
    Some(base.entities.iter().map(|entity| entity.place.map(place)).collect())
}
