//! A view cut into cells, so that what is near a rectangle is found without looking at the rest.

use egui::{Pos2, Rect, Vec2};

/// Things in the cells of a view. What lies beyond the view counts to the cells at its rim.
pub(super) struct Cells<T> {
    origin: Pos2,
    columns: usize,
    rows: usize,
    /// For each cell, the place in `items` of what was added last.
    last: Vec<u32>,
    /// What was added, and the place of what was added to the same cell before it.
    items: Vec<(T, u32)>,
}

/// No place.
const NONE: u32 = u32::MAX;

impl<T: Copy> Cells<T> {
    /// The width and height of a cell, in points: about that of a name.
    const SIDE: f32 = 72.0;

    pub(super) fn new(view: Rect) -> Self {
        let count = |length: f32| (length / Self::SIDE).ceil().clamp(1.0, 512.0) as usize;
        let (columns, rows) = (count(view.width()), count(view.height()));
        Self { origin: view.min, columns, rows, last: vec![NONE; columns * rows], items: Vec::new() }
    }

    /// The cell of a coordinate, kept within the view.
    fn cell(offset: f32, count: usize) -> usize {
        // Negative numbers and NaN become 0.
        ((offset / Self::SIDE) as usize).min(count - 1)
    }

    fn column(&self, x: f32) -> usize {
        Self::cell(x - self.origin.x, self.columns)
    }

    fn row(&self, y: f32) -> usize {
        Self::cell(y - self.origin.y, self.rows)
    }

    fn push(&mut self, cell: usize, item: T) {
        let place = self.items.len() as u32;
        self.items.push((item, std::mem::replace(&mut self.last[cell], place)));
    }

    /// Adds to all cells of the view that the line from `a` to `b` passes through.
    pub(super) fn add_line(&mut self, a: Pos2, b: Pos2, item: T) {
        let (top, bottom) = if a.y <= b.y { (a, b) } else { (b, a) };
        let across = if bottom.y > top.y { (bottom.x - top.x) / (bottom.y - top.y) } else { 0.0 };
        for row in self.row(top.y)..=self.row(bottom.y) {
            // The part of the line within this row; at the rim of the view a row reaches on without end.
            let above = self.origin.y + row as f32 * Self::SIDE;
            let from = if row == 0 { top.y } else { above.max(top.y) };
            let to = if row + 1 == self.rows { bottom.y } else { (above + Self::SIDE).min(bottom.y) };
            let (mut left, mut right) = (top.x + (from - top.y) * across, top.x + (to - top.y) * across);
            if bottom.y <= top.y {
                (left, right) = (top.x, bottom.x);
            }
            if left > right {
                std::mem::swap(&mut left, &mut right);
            }
            for column in self.column(left)..=self.column(right) {
                self.push(row * self.columns + column, item);
            }
        }
    }

    /// Whether `wanted` holds for anything in a cell that `rect` touches; what lies in several is asked several times.
    fn any_near(&self, rect: Rect, mut wanted: impl FnMut(&T) -> bool) -> bool {
        let (left, right) = (self.column(rect.min.x), self.column(rect.max.x));
        for row in self.row(rect.min.y)..=self.row(rect.max.y) {
            for last in &self.last[row * self.columns + left..=row * self.columns + right] {
                let mut place = *last;
                while let Some((item, before)) = self.items.get(place as usize) {
                    if wanted(item) {
                        return true;
                    }
                    place = *before;
                }
            }
        }
        false
    }
}

/// A straight line on the screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) a: Pos2,
    pub(super) b: Pos2,
}

impl Line {
    /// Whether the line passes through a rectangle (separating axes).
    pub(super) fn crosses(&self, rect: Rect) -> bool {
        if !Rect::from_two_pos(self.a, self.b).intersects(rect) {
            return false;
        }
        let normal: Vec2 = (self.b - self.a).rot90();
        let reach = (normal.x.abs() * rect.width() + normal.y.abs() * rect.height()) / 2.0;
        normal.dot(rect.center() - self.a).abs() <= reach
    }
}

impl Cells<Line> {
    /// How much lines disturb a rectangle: each counts once for every cell of it that it passes, so that one along it
    /// counts for more than one across.
    pub(super) fn crossings(&self, rect: Rect) -> usize {
        let mut count = 0;
        self.any_near(rect, |line| {
            count += usize::from(line.crosses(rect));
            false
        });
        count
    }

    /// Whether any line passes through a rectangle.
    pub(super) fn any_crosses(&self, rect: Rect) -> bool {
        self.any_near(rect, |line| line.crosses(rect))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{pos2, vec2};
    use proptest::prelude::*;

    const VIEW: Rect = Rect { min: Pos2 { x: 10.0, y: 20.0 }, max: Pos2 { x: 810.0, y: 620.0 } };

    #[test]
    fn a_line_crosses_only_what_it_passes_through() {
        let line = Line { a: pos2(0.0, 0.0), b: pos2(100.0, 100.0) };
        assert!(line.crosses(Rect::from_center_size(pos2(50.0, 52.0), vec2(10.0, 10.0))));
        assert!(!line.crosses(Rect::from_center_size(pos2(80.0, 20.0), vec2(30.0, 30.0))));
        assert!(!line.crosses(Rect::from_center_size(pos2(150.0, 150.0), vec2(10.0, 10.0))));
    }

    fn point() -> impl Strategy<Value = Pos2> {
        (-300.0_f32..1100.0, -300.0_f32..900.0).prop_map(|(x, y)| pos2(x, y))
    }

    proptest! {
        #[test]
        fn a_line_is_found_wherever_it_passes(a in point(), b in point(), c in point(), d in point()) {
            let (line, rect) = (Line { a, b }, Rect::from_two_pos(c, d));
            let mut cells = Cells::new(VIEW);
            cells.add_line(a, b, line);
            prop_assert_eq!(cells.any_crosses(rect), line.crosses(rect));
        }
    }
}
