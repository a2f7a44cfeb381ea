//! The soft change when something is lifted: the rest fades in a moment instead of at once, and comes back likewise.
//!
//! While the pointer passes from mark to mark nothing changes but which mark is lifted: the rest stays faded.

use std::sync::Arc;

use crate::scene::Emphasis;

/// How long the rest takes to fade, in seconds.
const SECONDS: f32 = 0.12;

/// What stands out on the map as it is drawn, which may be a moment behind what the reader wants.
#[derive(Clone, Debug, Default)]
pub(super) struct Fading {
    shown: Arc<Emphasis>,
    /// How far the rest is faded, from 0 to 1.
    strength: f32,
    /// When the frame before this one was, if it changed the strength.
    at: Option<f64>,
    /// The map, and its looks, that is spoken of.
    of: (usize, u64),
}

/// What a frame is told.
#[derive(Clone, Debug)]
pub(super) struct Faded {
    /// What stands out.
    pub(super) emphasis: Arc<Emphasis>,
    /// How far the rest is faded, from 0 to 1.
    pub(super) strength: f32,
    /// Whether another frame is wanted.
    pub(super) again: bool,
}

impl Fading {
    /// A frame begins at `now` in which `wanted` should stand out; `still` where the reader wants less motion.
    pub(super) fn frame(&mut self, now: f64, wanted: &Arc<Emphasis>, of: (usize, u64), still: bool) -> Faded {
        let goal = if wanted.is_active() { 1.0 } else { 0.0 };
        let passed = self.at.map_or(0.0, |at| (now - at).max(0.0) as f32 / SECONDS);
        self.strength = if still || of != self.of {
            goal
        } else if self.strength < goal {
            (self.strength + passed).min(goal)
        } else {
            (self.strength - passed).max(goal)
        };
        self.of = of;
        let again = (self.strength - goal).abs() > 0.0;
        self.at = again.then_some(now);
        // What stood out stays before the rest until the rest is back.
        if wanted.is_active() || !again {
            self.shown = Arc::clone(wanted);
        }
        Faded { emphasis: Arc::clone(&self.shown), strength: self.strength, again }
    }

    /// Whether the rest is on its way.
    pub(super) const fn is_under_way(&self) -> bool {
        self.at.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::EntityId;

    fn lifted(id: u32) -> Arc<Emphasis> {
        Arc::new(Emphasis { lifted: [EntityId(id)].into(), ..Emphasis::default() })
    }

    const MAP: (usize, u64) = (1, 1);

    #[test]
    fn the_rest_fades_in_a_moment_and_comes_back_likewise() {
        let (mut fading, one, none) = (Fading::default(), lifted(1), Arc::default());
        fading.frame(0.0, &none, MAP, false);
        let strengths: Vec<f32> =
            (0..10).map(|at| fading.frame(10.0 + 0.02 * f64::from(at), &one, MAP, false).strength).collect();
        assert_eq!((strengths[0], strengths[9]), (0.0, 1.0));
        assert!(strengths.windows(2).all(|pair| pair[0] <= pair[1] && pair[1] - pair[0] < 0.2), "{strengths:?}");
        assert!(!fading.is_under_way());
        let back = fading.frame(11.0, &none, MAP, false);
        assert!(back.again && back.emphasis.is_active(), "what stood out stays before the rest until the rest is back");
        let back = fading.frame(11.2, &none, MAP, false);
        assert!(!back.again && !back.emphasis.is_active() && back.strength == 0.0);
    }

    #[test]
    fn from_mark_to_mark_the_rest_stays_as_it_is() {
        let (mut fading, one, other) = (Fading::default(), lifted(1), lifted(2));
        fading.frame(0.0, &one, MAP, true);
        let frame = fading.frame(0.1, &other, MAP, false);
        assert_eq!((frame.strength, frame.again), (1.0, false));
        assert!(Arc::ptr_eq(&frame.emphasis, &other));
    }

    #[test]
    fn with_less_motion_or_on_another_map_it_is_there_at_once() {
        let (one, none) = (lifted(1), Arc::default());
        for (of, still) in [(MAP, true), ((2, 1), false), ((1, 2), false)] {
            let mut fading = Fading::default();
            fading.frame(0.0, &none, MAP, false);
            assert_eq!(fading.frame(1.0, &one, of, still).strength, 1.0);
            let frame = fading.frame(1.0, &none, if still { of } else { (9, 9) }, still);
            assert!(!frame.emphasis.is_active() && !frame.again);
        }
    }
}
