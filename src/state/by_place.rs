//! Choosing by place: everything within an outline, and from the chosen entity along its ties with the arrow keys.

use egui::{Vec2, vec2};

use super::choosing::{go_to, select};
use super::{Effect, How, Selection, State};
use crate::facts::EntityId;
use crate::scene::{Place, Target};

/// What a drag on the ground does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// It moves the map.
    #[default]
    Move,
    /// It chooses what is within a rectangle.
    Box,
    /// It chooses what is within a line drawn around it.
    Lasso,
}

/// Where an arrow key leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Upwards.
    Up,
    /// Downwards.
    Down,
}

impl Way {
    const fn direction(self) -> Vec2 {
        match self {
            Self::Left => vec2(-1.0, 0.0),
            Self::Right => vec2(1.0, 0.0),
            Self::Up => vec2(0.0, -1.0),
            Self::Down => vec2(0.0, 1.0),
        }
    }
}

/// Chooses the shown entities whose middle is within an outline of the map.
pub(super) fn surround(state: &mut State, outline: &[Place], how: How) -> Option<Effect> {
    let map = state.map()?;
    let around = crate::scene::bounds(outline.iter().copied())?;
    let within = |id: &EntityId| {
        let place = map.places.get(id.index()).copied().unwrap_or([f32::NAN; 2]);
        around.contains(egui::pos2(place[0], place[1])) && is_within(place, outline)
    };
    let mut selection = match how {
        How::Replace => Selection::default(),
        How::Toggle => state.view.selection.clone(),
    };
    selection.entities.extend(map.visible.entities().filter(within));
    select(state, selection)
}

/// Whether a place is within an outline: a line from it to the left crosses the outline an odd number of times.
fn is_within([x, y]: Place, outline: &[Place]) -> bool {
    let next = outline.iter().cycle().skip(1);
    let crossings = outline.iter().zip(next).filter(|([ax, ay], [bx, by])| {
        let spans = (*ay > y) != (*by > y);
        spans && x > ax + (y - ay) / (by - ay) * (bx - ax)
    });
    crossings.count() % 2 == 1
}

/// Chooses all that is shown and not chosen.
pub(super) fn invert(state: &mut State) -> Option<Effect> {
    let map = state.map()?;
    let chosen = &state.view.selection.entities;
    let entities = map.visible.entities().filter(|id| !chosen.contains(id)).collect();
    select(state, Selection { entities, ..Selection::default() })
}

/// Goes from the chosen entity to the nearest of those that it is tied to in a direction.
pub(super) fn walk(state: &mut State, way: Way) -> Option<Effect> {
    /// How far aside, as the cosine of the angle, an entity may lie and still be in the direction.
    const WITHIN: f32 = 0.5;
    let map = state.map()?;
    let Some(Target::Entity(from)) = state.view.selection.single() else {
        return None;
    };
    let place = |id: EntityId| map.places.get(id.index()).map(|[x, y]| vec2(*x, *y));
    let start = place(from)?;
    let ties = map.graph.ties_of(from).filter(|tie| map.visible.tie(*tie));
    let ways = ties.filter_map(|tie| {
        let other = map.graph.tie(tie).other_end(from);
        let along = place(other)? - start;
        let straight = along.normalized().dot(way.direction());
        // Straight on and far is as good as near and aside.
        (other != from && straight > WITHIN).then(|| (along.length() / straight.powi(2), other))
    });
    let (_cost, next) = ways.min_by(|(a, this), (b, other)| a.total_cmp(b).then(this.cmp(other)))?;
    go_to(state, Target::Entity(next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_within_an_outline_of_any_shape() {
        let hook = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [6.0, 10.0], [6.0, 4.0], [0.0, 4.0]];
        for (place, within) in [
            ([1.0, 1.0], true),
            ([8.0, 9.0], true),
            ([3.0, 8.0], false),
            ([11.0, 1.0], false),
            ([-1.0, 2.0], false),
            ([5.0, -3.0], false),
        ] {
            assert_eq!(is_within(place, &hook), within, "{place:?}");
        }
        assert!(!is_within([0.0, 0.0], &[]));
        assert!(!is_within([0.0, 0.0], &[[1.0, 1.0]]));
    }
}
