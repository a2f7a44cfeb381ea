//! How far around what is chosen the map is shown in full: one step, two, three, until the rest fades no more.

use super::apply::refresh_emphasis;
use super::{Effect, State};

/// More steps than this reach everything on any map that can be read.
pub(super) const MOST_STEPS: u8 = 9;

/// One step more or less.
pub(super) fn widen(state: &mut State, by: i8) -> Option<Effect> {
    let steps = state.view.steps.unwrap_or(1).saturating_add_signed(by);
    set(state, steps)
}

/// So many steps.
pub(super) fn set(state: &mut State, steps: u8) -> Option<Effect> {
    state.view.steps = Some(steps.clamp(1, MOST_STEPS));
    refresh_emphasis(state)
}

/// As usual again: what is chosen and what it is tied to.
pub(super) fn leave(state: &mut State) -> Option<Effect> {
    state.view.steps = None;
    refresh_emphasis(state)
}
