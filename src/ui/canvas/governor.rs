//! Keeps the map moving: where frames take longer than they may, less is drawn until it rests.

/// How long a frame may take while the map moves, in seconds.
const BUDGET: f64 = 1.0 / 30.0;
/// After so long without a move, in seconds, the map rests and everything is drawn.
const REST: f64 = 0.12;
/// However slow a machine is, so much is drawn.
const LEAST: f32 = 0.02;
/// What takes longer was no frame: the machine slept, or the window was away.
const LONGEST: f64 = 2.0;

/// What the governor wants of a frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ruling {
    /// How much of what can be left out is drawn, from above 0 to 1.
    pub(super) detail: f32,
    /// Whether another frame is wanted: to learn what this one cost, or to draw all again.
    pub(super) again: bool,
}

/// Watches the time between frames. It is told the time, so that a test can tell it any.
#[derive(Clone, Copy, Debug)]
pub(super) struct Governor {
    detail: f32,
    /// What the newest move was drawn with.
    shown: f32,
    /// When the frame before this one was begun, if it drew a move: the time since is what it cost.
    drawn_at: Option<f64>,
    /// When the map last moved.
    moved_at: Option<f64>,
}

impl Default for Governor {
    fn default() -> Self {
        Self { detail: 1.0, shown: 1.0, drawn_at: None, moved_at: None }
    }
}

impl Governor {
    /// A frame begins; `moves` tells whether it shows the map elsewhere than the one before.
    pub(super) fn frame(&mut self, now: f64, moves: bool) -> Ruling {
        if let Some(cost) = self.drawn_at.take().map(|drawn| now - drawn).filter(|cost| *cost < LONGEST) {
            self.learn(cost);
        }
        if moves {
            self.drawn_at = Some(now);
            self.moved_at = Some(now);
            self.shown = self.detail;
            return Ruling { detail: self.detail, again: true };
        }
        match self.moved_at {
            Some(moved) if now - moved < REST => Ruling { detail: self.shown, again: true },
            _ => {
                self.moved_at = None;
                Ruling { detail: 1.0, again: false }
            }
        }
    }

    /// Down at once, by as much as is needed; up slowly, so that it does not swing.
    fn learn(&mut self, cost: f64) {
        if cost > BUDGET * 1.1 {
            self.detail = (self.detail * ((BUDGET / cost) as f32).max(0.25)).max(LEAST);
        } else if cost < BUDGET * 0.75 {
            self.detail = (self.detail * 1.08).min(1.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Moves for so many frames on a machine on which a frame takes `base` seconds and `most` more with all detail;
    /// gives the detail of the last one and what it cost.
    fn moving(governor: &mut Governor, frames: usize, (base, most): (f64, f64)) -> (f32, f64) {
        let (mut now, mut last) = (100.0, (1.0, 0.0));
        for _frame in 0..frames {
            let ruling = governor.frame(now, true);
            assert!(ruling.again, "what a frame costs is learnt from the next");
            let cost = base + most * f64::from(ruling.detail);
            now += cost;
            last = (ruling.detail, cost);
        }
        assert!(governor.frame(now, false).detail <= 1.0);
        assert_eq!(governor.frame(now + REST, false), Ruling { detail: 1.0, again: false }, "all of it at rest");
        last
    }

    #[test]
    fn a_fast_machine_draws_everything() {
        let (detail, _cost) = moving(&mut Governor::default(), 60, (0.004, 0.010));
        assert!((detail - 1.0).abs() < 1e-6);
    }

    #[test]
    fn a_slow_machine_draws_just_as_much_as_it_can() {
        for most in [0.06, 0.2, 1.5] {
            let (detail, cost) = moving(&mut Governor::default(), 60, (0.008, most));
            assert!(cost < 0.05, "20 frames a second with {most} s for all: {cost} s");
            assert!(cost > 0.015, "no more is left out than needed with {most} s for all: {cost} s");
            assert!(detail >= LEAST);
        }
    }

    #[test]
    fn it_is_slow_for_a_few_frames_only() {
        let mut governor = Governor::default();
        let mut now = 0.0;
        let mut slow = 0;
        for _frame in 0..30 {
            let cost = 0.005 + 0.3 * f64::from(governor.frame(now, true).detail);
            slow += usize::from(cost > 0.05);
            now += cost;
        }
        assert!(slow <= 3, "{slow} slow frames");
    }

    #[test]
    fn a_pause_is_no_slow_frame() {
        let mut governor = Governor::default();
        governor.frame(1.0, true);
        assert!(governor.frame(60.0, true).detail > 0.99, "the reader looked away");
        governor.frame(60.01, false);
        governor.frame(60.3, false);
        assert!(governor.frame(61.0, true).detail > 0.99, "nothing was drawn in between");
    }
}
