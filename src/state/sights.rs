//! Back and forward through what the reader looked at, as in a browser, and views kept under a name.

use std::collections::BTreeSet;

use super::apply::{edit_map, refresh_emphasis};
use super::move_about::{fly, whole_map};
use super::{Dialog, Edit, Effect, Following, Map, Selection, State, Toggle};
use crate::facts::EntityId;
use crate::project::{self, Bookmark};
use crate::scene::Camera;

/// What the reader looked at. Ties are kept by their ends: a correction gives ties other numbers.
#[derive(Clone, Debug, PartialEq)]
struct Sight {
    camera: Camera,
    following: Following,
    entities: BTreeSet<EntityId>,
    ties: BTreeSet<(EntityId, EntityId)>,
}

/// The views that were left behind.
#[derive(Clone, Debug, Default)]
pub struct Sights {
    past: Vec<Sight>,
    future: Vec<Sight>,
    /// When the view was last moved by hand, in seconds of [`State::now`].
    moved: Option<f64>,
}

impl Sights {
    /// How many are kept.
    const MOST: usize = 100;
    /// A view that stood for so long, in seconds, is one that the reader may want back.
    const SETTLED: f64 = 0.8;

    /// Whether there is a view to go back to.
    #[must_use]
    pub const fn has_past(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a view to go forward to.
    #[must_use]
    pub const fn has_future(&self) -> bool {
        !self.future.is_empty()
    }

    /// The files were read again: what was chosen is found by the numbers that entities have now.
    pub(super) fn carry(&mut self, now: impl Fn(EntityId) -> Option<EntityId>) {
        for sight in self.past.iter_mut().chain(&mut self.future) {
            sight.entities = sight.entities.iter().filter_map(|id| now(*id)).collect();
            sight.ties = sight.ties.iter().filter_map(|(a, b)| now(*a).zip(now(*b))).collect();
        }
    }
}

/// How the reader leaves a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leaving {
    /// By hand: only a view at which the eye rested is kept.
    Gradually,
    /// To somewhere else at once.
    AtOnce,
}

fn here(state: &State) -> Sight {
    let view = &state.view;
    let ends = |map: &Map| view.selection.ties.iter().map(|id| (map.graph.tie(*id).a, map.graph.tie(*id).b)).collect();
    Sight {
        camera: view.flight.map_or(view.camera, |flight| flight.to),
        following: view.following,
        entities: view.selection.entities.clone(),
        ties: state.map().map(ends).unwrap_or_default(),
    }
}

/// Keeps the view that the reader is about to leave.
pub(super) fn leave(state: &mut State, how: Leaving) {
    if state.map().is_none() {
        return;
    }
    let sight = here(state);
    let sights = &mut state.view.sights;
    let rested = sights.moved.is_none_or(|moved| state.now - moved >= Sights::SETTLED);
    sights.moved = Some(state.now);
    if !rested && how == Leaving::Gradually {
        return;
    }
    sights.future.clear();
    if sights.past.last() != Some(&sight) {
        sights.past.push(sight);
        if sights.past.len() > Sights::MOST {
            sights.past.remove(0);
        }
    }
}

pub(super) fn back(state: &mut State) -> Option<Effect> {
    let left = here(state);
    // A jump that led nowhere left the same view behind.
    while state.view.sights.past.last() == Some(&left) {
        state.view.sights.past.pop();
    }
    let sight = state.view.sights.past.pop()?;
    state.view.sights.future.push(left);
    go(state, sight)
}

pub(super) fn forward(state: &mut State) -> Option<Effect> {
    let sight = state.view.sights.future.pop()?;
    let left = here(state);
    state.view.sights.past.push(left);
    go(state, sight)
}

fn go(state: &mut State, sight: Sight) -> Option<Effect> {
    let Sight { camera, following, entities, ties } = sight;
    state.view.sights.moved = None;
    state.view.following = following;
    let goal = if following == Following::Map { whole_map(state) } else { None };
    fly(state, goal.unwrap_or(camera));
    choose(state, entities, &ties)
}

/// Chooses what is still there and shown of these.
fn choose(state: &mut State, entities: BTreeSet<EntityId>, ties: &BTreeSet<(EntityId, EntityId)>) -> Option<Effect> {
    let map = state.map()?;
    let ties = ties.iter().filter_map(|(a, b)| map.graph.tie_between(*a, *b)).collect();
    let mut selection = Selection { entities, ties };
    selection.retain_visible(map);
    if state.view.selection != selection {
        state.view.selection = selection;
        state.view.reader = None;
    }
    refresh_emphasis(state)
}

/// A name for the view as it is now: what is chosen, or a number.
#[must_use]
pub fn name_for_view(state: &State) -> String {
    let Some(map) = state.map() else {
        return String::new();
    };
    let taken = |name: &str| map.decisions.views.iter().any(|view| view.name == name);
    let chosen = &state.view.selection.entities;
    let first = chosen.first().map(|id| &map.base.entity(*id).name);
    let chosen = first.map(|name| match chosen.len() {
        1 => name.to_string(),
        2 => format!("{name} and 1 other"),
        count => format!("{name} and {} others", count - 1),
    });
    if let Some(name) = chosen.filter(|name| !taken(name)) {
        return name;
    }
    let numbered = (1..).map(|number| format!("View {number}"));
    numbered.into_iter().find(|name| !taken(name)).unwrap_or_default()
}

/// Keeps the view as it is now under a name; a view that has it already is replaced.
pub(super) fn keep(state: &mut State, name: &str) -> Option<Effect> {
    state.dialog = Dialog::None;
    let name = name.trim().to_owned();
    let sight = here(state);
    let map = state.map().filter(|_| !name.is_empty())?;
    let view = Bookmark {
        name,
        camera: project::Camera {
            center: [sight.camera.center_in_map.x, sight.camera.center_in_map.y],
            zoom: sight.camera.zoom,
        },
        entities: sight.entities,
        ties: sight.ties,
        filter: map.decisions.filter.clone(),
        hidden: map.decisions.hidden.clone(),
    };
    let mut views = map.decisions.views.clone();
    match views.iter_mut().find(|other| other.name == view.name) {
        Some(other) => *other = view,
        None => views.push(view),
    }
    edit_map(state, Edit::Views(views), "keep view", Toggle::Off)
}

pub(super) fn rename(state: &mut State, at: usize, name: &str) -> Option<Effect> {
    let name = name.trim();
    let mut views = state.map()?.decisions.views.clone();
    let view = views.get_mut(at).filter(|view| !name.is_empty() && view.name != name)?;
    name.clone_into(&mut view.name);
    edit_map(state, Edit::Views(views), "rename view", Toggle::Off)
}

pub(super) fn forget(state: &mut State, at: usize) -> Option<Effect> {
    let mut views = state.map()?.decisions.views.clone();
    if at >= views.len() {
        return None;
    }
    views.remove(at);
    edit_map(state, Edit::Views(views), "remove view", Toggle::Off)
}

/// Goes to a view that was kept: what was shown, chosen and in sight then.
pub(super) fn show(state: &mut State, at: usize) -> Option<Effect> {
    let map = state.map()?;
    let view = map.decisions.views.get(at)?.clone();
    leave(state, Leaving::AtOnce);
    let map = state.map()?;
    let same = map.decisions.filter == view.filter && map.decisions.hidden == view.hidden;
    let shown: (_, BTreeSet<EntityId>) = (view.filter, view.hidden);
    let effect = if same { None } else { edit_map(state, Edit::Shown(shown.0, shown.1), "show view", Toggle::Off) };
    state.view.following = Following::Nothing;
    let [x, y] = view.camera.center;
    let zoom = view.camera.zoom.clamp(Camera::MIN_ZOOM, Camera::MAX_ZOOM);
    fly(state, Camera { center_in_map: egui::pos2(x, y), zoom });
    choose(state, view.entities, &view.ties);
    effect
}
