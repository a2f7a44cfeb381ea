//! What is shown in full: what is pointed at, and so many steps around what is chosen.

use super::apply::refresh_emphasis;
use super::{Effect, State};
use crate::scene::Target;

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

/// How long, in seconds, what was pointed at stays lifted when the pointer is on nothing.
pub(super) const HOLD: f64 = 0.09;

pub(super) fn hover(state: &mut State, target: Option<Target>) -> Option<Effect> {
    if target.is_none() && state.view.hovered.is_some() {
        state.view.left_at.get_or_insert(state.now);
        return None;
    }
    state.view.left_at = None;
    state.view.hovered = target;
    refresh_emphasis(state)
}
