//! Looking around the map and moving its marks.

use std::sync::Arc;

use egui::{Pos2, Rect, Vec2};

use super::sights::{Leaving, leave};
use super::view::Drag;
use super::{Arranging, Document, Edit, Effect, Flight, Following, LayoutOrder, Map, State, restate};
use crate::facts::EntityId;
use crate::layout::{Snapshot, Start};
use crate::scene::{Camera, Looks, Place, Places, Target, bounds};

/// The layout has new places.
pub(super) fn moved(state: &mut State, snapshot: &Snapshot) -> Option<Effect> {
    let State { document: Document::Ready(map), view, .. } = state else {
        return None;
    };
    if snapshot.positions.len() != map.base.entities.len() {
        return None;
    }
    if map.glide.is_some() {
        // The layout tells where the glide leads to.
        return None;
    }
    map.set_places(Arc::clone(&snapshot.positions));
    if let Some(drag) = &view.drag {
        map.move_to(drag.held.iter().copied());
    }
    if map.arranging != Arranging::Paused {
        map.arranging = if snapshot.settled { Arranging::Settled } else { Arranging::Running(snapshot.progress) };
    }
    if view.following == Following::Map && view.drag.is_none() {
        keep_in_sight(state, if snapshot.settled { How::Gently } else { How::AtOnce });
    }
    restate::weigh_first(state)
}

#[derive(Clone, Copy)]
enum How {
    AtOnce,
    Gently,
}

fn keep_in_sight(state: &mut State, how: How) {
    let Some(goal) = whole_map(state) else {
        return;
    };
    match how {
        How::AtOnce => state.view.camera = goal,
        How::Gently => fly(state, goal),
    }
}

pub(super) fn whole_map(state: &State) -> Option<Camera> {
    let map = state.map()?;
    let around = map.bounds_of(map.visible.entities())?;
    (state.view.area.width() > 0.0).then(|| state.view.fitted(around))
}

/// Moves the view so that all that is shown is in sight once it stands at `places`.
pub(super) fn fly_to_all(state: &mut State, places: &Places) {
    let around =
        state.map().and_then(|map| bounds(map.visible.entities().filter_map(|id| places.get(id.index()).copied())));
    if let Some(around) = around.filter(|_| state.view.area.width() > 0.0) {
        let goal = state.view.fitted(around.expand(Looks::MAX_RADIUS));
        fly(state, goal);
    }
}

/// Moves the view to `goal` in a moment, or at once where it is already there or the reader wants less motion.
pub(super) fn fly(state: &mut State, goal: Camera) {
    let still = state.less_motion();
    let view = &mut state.view;
    view.coast = None;
    let moved =
        view.camera.screen_from_map(view.area, [goal.center_in_map.x, goal.center_in_map.y]) - view.area.center();
    let scaled = (goal.zoom / view.camera.zoom).ln().abs();
    if moved.length() < 0.5 && scaled < 0.002 {
        view.flight = None;
        return;
    }
    if still {
        view.flight = None;
        view.camera = goal;
        return;
    }
    view.flight = Some(Flight { from: view.camera, to: goal, since: state.now });
}

/// The map fills another part of the window.
pub(super) fn set_area(state: &mut State, area: Rect) -> Option<Effect> {
    if state.view.area == area {
        return None;
    }
    state.view.area = area;
    if state.view.following == Following::Map {
        state.view.flight = None;
        keep_in_sight(state, How::AtOnce);
    }
    None
}

pub(super) fn pan(state: &mut State, by: Vec2) -> Option<Effect> {
    leave(state, Leaving::Gradually);
    state.view.flight = None;
    state.view.coast = None;
    state.view.following = Following::Nothing;
    state.view.camera = state.view.camera.panned(by);
    None
}

/// Brings a place of the map into the middle at once.
pub(super) fn look_at(state: &mut State, [x, y]: Place) -> Option<Effect> {
    leave(state, Leaving::Gradually);
    state.view.flight = None;
    state.view.coast = None;
    state.view.following = Following::Nothing;
    state.view.camera.center_in_map = Pos2::new(x, y);
    None
}

pub(super) fn zoom(state: &mut State, point: Pos2, factor: f32) -> Option<Effect> {
    leave(state, Leaving::Gradually);
    let view = &mut state.view;
    view.flight = None;
    view.coast = None;
    view.following = Following::Nothing;
    if factor.is_finite() && factor > 0.0 {
        view.camera = view.camera.zoomed(view.area, point, factor);
    }
    None
}

pub(super) fn zoom_middle(state: &mut State, factor: f32) -> Option<Effect> {
    leave(state, Leaving::Gradually);
    let from = state.view.flight.map_or(state.view.camera, |flight| flight.to);
    let goal = from.zoomed(state.view.area, state.view.area.center(), factor);
    state.view.following = Following::Nothing;
    fly(state, goal);
    None
}

pub(super) fn fit(state: &mut State) -> Option<Effect> {
    let goal = whole_map(state)?;
    leave(state, Leaving::AtOnce);
    state.view.following = Following::Map;
    fly(state, goal);
    None
}

pub(super) fn fit_selection(state: &mut State) -> Option<Effect> {
    let map = state.map()?;
    let selection = &state.view.selection;
    let ends = selection.ties.iter().flat_map(|id| [map.graph.tie(*id).a, map.graph.tie(*id).b]);
    let around = map.bounds_of(selection.entities.iter().copied().chain(ends))?;
    let goal = state.view.fitted(around.expand(60.0));
    leave(state, Leaving::AtOnce);
    state.view.following = Following::Nothing;
    fly(state, goal);
    None
}

/// Moves the view so that these entities are in sight together.
pub(super) fn fly_to(state: &mut State, entities: Vec<EntityId>) {
    let around = state.map().and_then(|map| map.bounds_of(entities.into_iter()));
    if let Some(around) = around.filter(|_| state.view.area.width() > 0.0) {
        let goal = state.view.fitted(around.expand(60.0));
        state.view.following = Following::Nothing;
        fly(state, goal);
    }
}

/// Moves the view so that `target` is well inside it and not too small to be made out.
pub(super) fn bring_into_sight(state: &mut State, target: Target) {
    let Some(map) = state.map() else {
        return;
    };
    let ends = match target {
        Target::Entity(id) => vec![id],
        Target::Tie(id) => vec![map.graph.tie(id).a, map.graph.tie(id).b],
    };
    let Some(around) = map.bounds_of(ends.into_iter()) else {
        return;
    };
    let view = &state.view;
    let camera = view.flight.map_or(view.camera, |flight| flight.to);
    let on_screen = |place: Pos2| camera.screen_from_map(view.area, [place.x, place.y]);
    let inner = view.area.shrink2(view.area.size() * 0.12);
    let seen = inner.contains(on_screen(around.min)) && inner.contains(on_screen(around.max));
    let readable = 0.55;
    if seen && camera.zoom >= readable {
        return;
    }
    let room = view.fitted(around.expand(80.0)).zoom;
    let goal = Camera { center_in_map: around.center(), zoom: camera.zoom.max(0.9).min(room) };
    state.view.following = Following::Nothing;
    fly(state, goal);
}

/// Takes hold of a mark, and of all chosen ones if it is among them.
pub(super) fn drag_start(state: &mut State, id: EntityId) -> Option<Effect> {
    let State { document: Document::Ready(map), view, .. } = state else {
        return None;
    };
    map.land();
    let chosen = &view.selection.entities;
    let held = if chosen.contains(&id) { chosen.iter().copied().collect() } else { vec![id] };
    let place = |id: EntityId| map.places.get(id.index()).map(|&place| (id, place));
    let held: Vec<(EntityId, Place)> = held.into_iter().filter_map(place).collect();
    view.following = Following::Nothing;
    view.flight = None;
    view.coast = None;
    view.drag = Some(Drag { held, before: Arc::clone(&map.places) });
    None
}

pub(super) fn drag_by(state: &mut State, by: Place) -> Option<Effect> {
    let State { document: Document::Ready(map), view, .. } = state else {
        return None;
    };
    let drag = view.drag.as_mut()?;
    for (_id, place) in &mut drag.held {
        place[0] += by[0];
        place[1] += by[1];
    }
    map.move_to(drag.held.iter().copied());
    if map.arranging == Arranging::Paused {
        return None;
    }
    let held = drag.held.iter().map(|(id, place)| (id.0, *place)).collect();
    Some(Effect::Layout(LayoutOrder::Hold(held)))
}

/// Lets go: what was dragged is pinned where it is, in one step that can be undone.
pub(super) fn drag_end(state: &mut State) -> Option<Effect> {
    let State { document: Document::Ready(map), view, .. } = state else {
        return None;
    };
    let drag = view.drag.take()?;
    let before = map.decisions.pinned.clone();
    map.decisions.pinned.extend(drag.held.iter().map(|(id, _place)| *id));
    map.history.push("move", Edit::Places(drag.before, before), false);
    view.refresh_emphasis(Some(map));
    Some(Effect::Layout(LayoutOrder::Release(map.pins())))
}

/// Finds places anew for everything that is not pinned; one step that can be undone.
pub(super) fn arrange_again(state: &mut State) -> Option<Effect> {
    let State { document: Document::Ready(map), view, .. } = state else {
        return None;
    };
    view.following = Following::Map;
    let inverse = Edit::Places(Arc::clone(&map.places), map.decisions.pinned.clone());
    map.history.push("arrange", inverse, false);
    // Another seed each time: who asks again was not content.
    map.decisions.arrangement.seed = map.decisions.arrangement.seed.wrapping_add(1);
    Some(arrange(map, Start::Fresh))
}

/// The request that finds places for a map.
pub(super) fn arrange(map: &mut Map, start: Start) -> Effect {
    map.arranging = Arranging::Running(0.0);
    Effect::Layout(LayoutOrder::Arrange(map.request(start)))
}

pub(super) fn pause(state: &mut State) -> Option<Effect> {
    let Document::Ready(map) = &mut state.document else {
        return None;
    };
    let order = match map.arranging {
        Arranging::Settled => return None,
        Arranging::Running(_) => {
            map.arranging = Arranging::Paused;
            LayoutOrder::Pause
        }
        Arranging::Paused => {
            map.arranging = Arranging::Running(0.0);
            LayoutOrder::Resume
        }
    };
    Effect::both(Some(Effect::Layout(order)), restate::weigh_first(state))
}
