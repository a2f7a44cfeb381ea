//! Which parts of a view are taken, as one bit for every few square points: placing names asks this thousands of times
//! in a frame, and most of it gets the answer "taken".

use egui::{Pos2, Rect, Vec2};

/// A view cut into small squares. What lies far beyond it counts to its rim.
#[derive(Clone)]
pub(super) struct Taken {
    origin: Pos2,
    columns: usize,
    rows: usize,
    /// For each row so many words, a bit for each square.
    bits: Vec<u64>,
    words: usize,
}

/// Squares from the first to before the last, on both axes.
struct Squares {
    columns: (usize, usize),
    rows: (usize, usize),
}

impl Taken {
    /// The side of a square, in points: rectangles are told apart to within half of it.
    const SIDE: f32 = 2.0;
    /// How far the squares reach beyond the view, in points: names begin there that end in it.
    const MARGIN: f32 = 200.0;

    /// Squares over a view. They move with `anchor`, a point of the map, so that what fits beside one another still
    /// does when the map is panned.
    pub(super) fn new(view: Rect, anchor: Pos2) -> Self {
        let around = view.expand(Self::MARGIN);
        let within = |at: f32| if at.is_finite() { at.rem_euclid(Self::SIDE) } else { 0.0 };
        let shift = anchor - around.min;
        let origin = around.min + Vec2::new(within(shift.x), within(shift.y)) - Vec2::splat(Self::SIDE);
        let count = |length: f32| ((length / Self::SIDE).ceil() + 2.0).clamp(1.0, 8_192.0) as usize;
        let (columns, rows) = (count(around.width()), count(around.height()));
        let words = columns.div_ceil(64);
        Self { origin, columns, rows, bits: vec![0; words * rows], words }
    }

    fn squares(&self, rect: Rect) -> Squares {
        let span = |min: f32, max: f32, origin: f32, count: usize| {
            // Negative numbers and NaN become 0.
            let at = |value: f32| ((value - origin) * (1.0 / Self::SIDE) + 0.5) as u32 as usize;
            let first = at(min).min(count - 1);
            (first, at(max).clamp(first + 1, count))
        };
        Squares {
            columns: span(rect.min.x, rect.max.x, self.origin.x, self.columns),
            rows: span(rect.min.y, rect.max.y, self.origin.y, self.rows),
        }
    }

    /// The words of a row that hold these columns, each with its bits of them.
    fn masks((first, end): (usize, usize)) -> impl Iterator<Item = (usize, u64)> {
        (first / 64..=(end - 1) / 64).map(move |word| {
            let from = first.saturating_sub(word * 64);
            let to = (end - word * 64).min(64);
            (word, (u64::MAX << from) & (u64::MAX >> (64 - to)))
        })
    }

    /// Marks a rectangle as taken.
    pub(super) fn take(&mut self, rect: Rect) {
        let Squares { columns, rows } = self.squares(rect);
        for (word, mask) in Self::masks(columns) {
            for row in rows.0..rows.1 {
                self.bits[row * self.words + word] |= mask;
            }
        }
    }

    /// Whether a rectangle meets one that is taken.
    pub(super) fn hits(&self, rect: Rect) -> bool {
        let Squares { columns, rows } = self.squares(rect);
        let bits = &self.bits[rows.0 * self.words..rows.1 * self.words];
        Self::masks(columns).any(|(word, mask)| bits.chunks_exact(self.words).any(|row| row[word] & mask != 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{pos2, vec2};
    use proptest::prelude::*;

    const VIEW: Rect = Rect { min: Pos2 { x: 10.0, y: 20.0 }, max: Pos2 { x: 810.0, y: 620.0 } };

    fn rect() -> impl Strategy<Value = Rect> {
        let corner = (-150.0_f32..900.0, -150.0_f32..700.0).prop_map(|(x, y)| pos2(x, y));
        (corner, 4.0_f32..160.0, 4.0_f32..40.0).prop_map(|(min, w, h)| Rect::from_min_size(min, vec2(w, h)))
    }

    proptest! {
        #[test]
        fn what_is_taken_is_hit_to_within_a_square(taken in rect(), other in rect(), x in 0.0_f32..9.0) {
            let mut cells = Taken::new(VIEW, pos2(x, -3.0 * x));
            cells.take(taken);
            let hit = cells.hits(other);
            prop_assert!(hit || !taken.shrink(Taken::SIDE).intersects(other), "missed");
            prop_assert!(!hit || taken.expand(Taken::SIDE).intersects(other), "hit where nothing is");
        }

        #[test]
        fn what_fits_still_fits_when_the_map_is_panned(taken in rect(), other in rect(), by in -40.0_f32..40.0) {
            let by = (by * 8.0).round() / 8.0;
            let [taken, other] = [taken, other].map(|rect| Rect { min: rect.min.round(), max: rect.max.round() });
            let hit = |by: Vec2| {
                let mut cells = Taken::new(VIEW, pos2(3.0, 5.0) + by);
                cells.take(taken.translate(by));
                cells.hits(other.translate(by))
            };
            prop_assert_eq!(hit(Vec2::ZERO), hit(vec2(by, -by / 2.0)));
        }
    }

    #[test]
    fn what_lies_beyond_the_view_and_what_is_no_number_do_no_harm() {
        let mut cells = Taken::new(VIEW, pos2(f32::NAN, f32::INFINITY));
        for rect in [
            Rect::from_min_max(pos2(-1e9, -1e9), pos2(1e9, -1e8)),
            Rect::from_min_max(pos2(f32::NAN, 0.0), pos2(f32::NAN, 1e9)),
            Rect::EVERYTHING,
        ] {
            cells.take(rect);
            assert!(cells.hits(rect));
        }
        assert!(cells.hits(VIEW));
        let nothing = Rect::from_min_size(VIEW.min, Vec2::ZERO);
        assert!(!Taken::new(nothing, VIEW.min).hits(VIEW));
    }
}
