//! Finds the pixels of a triangle, so that neighbours that share an edge neither leave a gap nor fill a pixel twice.

/// A place in pixels from the top left, rounded to a 256th as on graphics cards.
pub(super) type Place = [f64; 2];

/// Adding 1.5 * 2^52 rounds to a whole number, which then stands in the lowest bits; many times faster than the call
/// that `round` becomes.
const ROUNDER: f64 = 6_755_399_441_055_744.0;

/// The pixels that may be painted: columns `x0..x1` of rows `y0..y1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) x0: i32,
    pub(super) y0: i32,
    pub(super) x1: i32,
    pub(super) y1: i32,
}

impl Window {
    /// The part of `self` inside the rows `y0..y1`.
    pub(super) fn within_rows(self, y0: i32, y1: i32) -> Self {
        Self { y0: self.y0.max(y0), y1: self.y1.min(y1), ..self }
    }

    /// The rows of this window that a triangle covers, or `None` if it covers no pixel centre here.
    pub(super) fn rows_of(self, corners: &[Place; 3]) -> Option<std::ops::Range<i32>> {
        let [a, b, c] = corners;
        let covered = |axis: usize| {
            let low = a[axis].min(b[axis]).min(c[axis]);
            let high = a[axis].max(b[axis]).max(c[axis]);
            (first_centre(low), first_centre(high))
        };
        let (x0, x1) = covered(0);
        let (y0, y1) = covered(1);
        let rows = y0.max(self.y0)..y1.min(self.y1);
        let any = x0.max(self.x0) < x1.min(self.x1) && !rows.is_empty();
        any.then_some(rows)
    }
}

/// Where a position in points lies, with `scale` pixels per point; not finite if the position is not.
#[inline]
pub(super) fn place(position: egui::Pos2, scale: f64) -> Place {
    const STEPS: f64 = 256.0;
    let snap = |points: f32| (f64::from(points) * (scale * STEPS) + ROUNDER - ROUNDER) / STEPS;
    [snap(position.x), snap(position.y)]
}

/// The first pixel whose centre is at or after `at` (in pixels).
#[inline]
fn first_centre(at: f64) -> i32 {
    // A centre is half a pixel on, so this is `at` rounded, and rounded down where it is halfway. Taking away less
    // than a side can miss a centre by settles those ties, and takes rounding errors of either sign with them. That is
    // exact within 2^14 pixels of the origin; farther out, two triangles on a side still agree about it.
    const LESS: f64 = 1.0 / (1u64 << 33) as f64;
    const FAR: f64 = (1 << 30) as f64;
    let at = if at > -FAR { at } else { -FAR };
    let at = if at < FAR { at } else { FAR };
    ((at - LESS) + ROUNDER).to_bits() as i32
}

/// A side of a triangle, always walked downwards: two triangles that share it get the same crossings to the last bit.
struct Side {
    from: Place,
    slope: f64,
}

impl Side {
    #[inline]
    fn new(from: Place, to: Place) -> Self {
        Self { from, slope: (to[0] - from[0]) / (to[1] - from[1]) }
    }

    /// The first pixel to the right of this side in the row whose centre is at `y`.
    #[inline]
    fn crossing(&self, y: f64) -> i32 {
        first_centre(self.from[0] + (y - self.from[1]) * self.slope)
    }
}

/// Calls `span(y, x0, x1)` for each row of the triangle inside `window`, for columns `x0..x1`, never empty.
///
/// A pixel belongs to the triangle that its centre is in; a centre on a side belongs to the triangle right of it, or
/// below it if the side is level. Corners may go round in either sense.
#[inline]
pub(super) fn scan(corners: &[Place; 3], window: Window, mut span: impl FnMut(i32, i32, i32)) {
    let [mut top, mut middle, mut low] = *corners;
    if middle[1] < top[1] {
        std::mem::swap(&mut top, &mut middle);
    }
    if low[1] < middle[1] {
        std::mem::swap(&mut middle, &mut low);
        if middle[1] < top[1] {
            std::mem::swap(&mut top, &mut middle);
        }
    }
    let long = Side::new(top, low);
    for (from, to) in [(top, middle), (middle, low)] {
        let rows = first_centre(from[1]).max(window.y0)..first_centre(to[1]).min(window.y1);
        if rows.is_empty() {
            continue;
        }
        let short = Side::new(from, to);
        for y in rows {
            let centre = f64::from(y) + 0.5;
            let (one, other) = (long.crossing(centre), short.crossing(centre));
            let (x0, x1) = (one.min(other).max(window.x0), one.max(other).min(window.x1));
            if x0 < x1 {
                span(y, x0, x1);
            }
        }
    }
}

/// `N` values that change evenly across a triangle, such as the channels of its colour.
pub(super) struct Ramp<const N: usize> {
    at_origin: [f64; N],
    per_column: [f64; N],
    per_row: [f64; N],
}

impl<const N: usize> Ramp<N> {
    /// The ramp that has `values` at `corners`, which must not lie in a line.
    #[inline]
    pub(super) fn new(corners: &[Place; 3], values: &[[f32; N]; 3]) -> Self {
        let [a, b, c] = *corners;
        let (bx, by, cx, cy) = (b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1]);
        let share = 1.0 / (bx * cy - cx * by);
        let [bx, by, cx, cy] = [bx * share, by * share, cx * share, cy * share];
        let (x, y) = (0.5 - a[0], 0.5 - a[1]);
        let [first, second, third] = values.map(|corner| corner.map(f64::from));
        let per_column: [f64; N] = std::array::from_fn(|i| (second[i] - first[i]) * cy - (third[i] - first[i]) * by);
        let per_row: [f64; N] = std::array::from_fn(|i| (third[i] - first[i]) * bx - (second[i] - first[i]) * cx);
        let at_origin = std::array::from_fn(|i| first[i] + per_column[i] * x + per_row[i] * y);
        Self { at_origin, per_column, per_row }
    }

    /// The values at the centre of pixel `x` of row `y`, and how they change from there to the right.
    #[inline]
    pub(super) fn along(&self, x: i32, y: i32) -> Along<N> {
        let (x, y) = (f64::from(x), f64::from(y));
        let mut along = Along { start: [0.0; N], step: [0.0; N] };
        for i in 0..N {
            along.start[i] = (self.at_origin[i] + self.per_row[i] * y + self.per_column[i] * x) as f32;
            along.step[i] = self.per_column[i] as f32;
        }
        along
    }

    /// The largest change of any value from a pixel to one beside or below it.
    pub(super) fn steepest(&self) -> f32 {
        let changes = self.per_column.iter().chain(&self.per_row);
        changes.fold(0.0, |most: f64, change| most.max(change.abs())) as f32
    }
}

/// Values that change evenly along a run of pixels: what they are at the first, and by how much they change.
#[derive(Clone, Copy)]
pub(super) struct Along<const N: usize> {
    pub(super) start: [f32; N],
    pub(super) step: [f32; N],
}

impl<const N: usize> Along<N> {
    /// The values at the pixel `index` after the first.
    #[inline]
    pub(super) fn at(&self, index: f32) -> [f32; N] {
        std::array::from_fn(|i| self.start[i] + self.step[i] * index)
    }
}
