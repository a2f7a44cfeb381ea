//! A map that was let go while it moved glides on for a moment, as a sheet of paper does.

use egui::Vec2;

use super::{Effect, State};

/// A glide of the view that dies away by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coast {
    /// How fast it went when it was let go, in points of the screen for each second.
    pub velocity: Vec2,
    /// When that was, in seconds of [`State::now`](super::State::now).
    pub since: f64,
    /// How far it has come, in points of the screen.
    pub gone: Vec2,
}

impl Coast {
    /// After so many seconds it goes at a third of its pace.
    const FADES_IN: f32 = 0.22;
    /// Slower than this, in points for each second, it was laid down and not let go.
    const LEAST: f32 = 120.0;
    /// Faster than this nobody can follow.
    const MOST: f32 = 4_000.0;
    /// Where less than so many points are left, it stands.
    const REST: f32 = 0.5;

    /// How far it has come after so many seconds, and whether it goes on.
    fn after(&self, seconds: f32) -> (Vec2, bool) {
        let left = (-seconds / Self::FADES_IN).exp();
        let reach = self.velocity * Self::FADES_IN;
        (reach * (1.0 - left), reach.length() * left > Self::REST)
    }
}

/// The map was let go at a pace; none stops it.
pub(super) fn let_go(state: &mut State, velocity: Vec2) -> Option<Effect> {
    let pace = velocity.length();
    let coasts = pace.is_finite() && pace >= Coast::LEAST && !state.less_motion();
    let velocity = velocity * (Coast::MOST / pace.max(1.0)).min(1.0);
    state.view.coast = coasts.then_some(Coast { velocity, since: state.now, gone: Vec2::ZERO });
    None
}

/// Time has passed.
pub(super) fn glide_on(state: &mut State) {
    let view = &mut state.view;
    let Some(coast) = &mut view.coast else {
        return;
    };
    let (gone, goes_on) = coast.after((state.now - coast.since).max(0.0) as f32);
    view.camera = view.camera.panned(gone - coast.gone);
    coast.gone = gone;
    if !goes_on {
        view.coast = None;
    }
}

#[cfg(test)]
mod tests {
    use egui::vec2;

    use super::super::{Action, apply};
    use super::*;

    fn let_go_at(pace: f32) -> State {
        let mut state = State { now: 5.0, ..State::default() };
        apply(&mut state, Action::LetGo(vec2(pace, 0.0)));
        state
    }

    #[test]
    fn a_map_let_go_while_it_moves_glides_on_and_comes_to_rest() {
        let mut state = let_go_at(1_000.0);
        let mut before = state.view.camera.center_in_map.x;
        let mut steps = Vec::new();
        for frame in 1..200 {
            apply(&mut state, Action::Tick(5.0 + f64::from(frame) / 60.0));
            steps.push(before - state.view.camera.center_in_map.x);
            before = state.view.camera.center_in_map.x;
        }
        assert!(steps.windows(2).all(|pair| pair[1] <= pair[0] + 1e-3), "it only slows down");
        assert!((200.0..230.0).contains(&-before), "{before}");
        assert!(!state.is_moving());
    }

    #[test]
    fn how_far_it_comes_has_nothing_to_do_with_the_number_of_frames() {
        let ends = [3_u32, 17, 300].map(|frames| {
            let mut state = let_go_at(700.0);
            (1..=frames).for_each(|at| {
                apply(&mut state, Action::Tick(5.0 + 3.0 * f64::from(at) / f64::from(frames)));
            });
            state.view.camera.center_in_map.x
        });
        assert!(ends.iter().all(|end| (end - ends[0]).abs() < 1.0), "{ends:?}");
    }

    #[test]
    fn any_touch_stops_it_and_a_map_laid_down_stays() {
        for touch in [Action::LetGo(Vec2::ZERO), Action::Pan(Vec2::ZERO), Action::Zoom(egui::Pos2::ZERO, 1.0)] {
            let mut state = let_go_at(900.0);
            assert!(state.is_moving());
            apply(&mut state, touch);
            assert!(!state.is_moving());
        }
        assert!(!let_go_at(60.0).is_moving());
        let mut state = State::default();
        state.settings.less_motion = true;
        apply(&mut state, Action::LetGo(vec2(900.0, 0.0)));
        assert!(!state.is_moving(), "less motion");
    }
}
