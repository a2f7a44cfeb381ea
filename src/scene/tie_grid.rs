//! The ties of a large map sorted by where they are, so that pointing at one does not look through all of them.
//!
//! A tie lies in the cell of its middle, in a grid whose cells are as large as it is long: there is a grid for short
//! ties, one for ties twice as long, and so on. What is near a point is in the few cells around it, in each of them.

use egui::{Pos2, Rect, pos2};

use super::Scene;
use super::hit::distance_to_segment;
use crate::graph::TieId;

/// The side of the smallest cells, in map units.
const SMALLEST: f32 = 32.0;
/// How many grids there are; the last one takes whatever is longer.
const GRIDS: u32 = 26;

/// The grids.
#[derive(Clone, Debug, Default)]
pub(super) struct TieGrid {
    /// The corner that cells are counted from.
    corner: Pos2,
    /// The cell of each entry, in order: grid, row, column.
    cells: Vec<u64>,
    entries: Vec<Entry>,
    /// Ties of an entity with itself, and where that stands, from left to right: they are drawn at its shoulder.
    rings: Vec<(f32, TieId)>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    id: TieId,
    a: Pos2,
    b: Pos2,
}

impl TieGrid {
    /// Sorts the visible ties.
    pub(super) fn new(scene: &Scene<'_>) -> Self {
        let corner =
            super::bounds(scene.visible.entities().map(|id| scene.place(id))).map_or(Pos2::ZERO, |all| all.min);
        let mut rings = Vec::new();
        let mut all = Vec::with_capacity(scene.visible.num_ties);
        for id in scene.visible.ties() {
            let tie = scene.graph.tie(id);
            let [a, b] = [tie.a, tie.b].map(|end| scene.place(end)).map(|[x, y]| pos2(x, y));
            if tie.a == tie.b {
                if a.is_finite() {
                    rings.push((a.x, id));
                }
            } else if a.is_finite() && b.is_finite() {
                let around = Rect::from_two_pos(a, b);
                let grid = grid_for(around.width().max(around.height()));
                let cell = around.center() - corner;
                let count = |along: f32| (along / side(grid)).max(0.0) as u64;
                all.push((key(grid, count(cell.y), count(cell.x)), Entry { id, a, b }));
            }
        }
        rings.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        all.sort_unstable_by_key(|(cell, entry)| (*cell, entry.id));
        let (cells, entries) = all.into_iter().unzip();
        Self { corner, cells, entries, rings }
    }

    /// Ties with themselves of entities that stand no further to the left or right of `x` than `reach`, in map units.
    pub(super) fn rings(&self, x: f32, reach: f32) -> impl Iterator<Item = TieId> {
        let first = self.rings.partition_point(|(at, _)| *at < x - reach);
        self.rings[first..].iter().take_while(move |(at, _)| *at <= x + reach).map(|(_, id)| *id)
    }

    /// Tells of each tie that comes within `reach` of a place how far it is, both in map units.
    pub(super) fn near(&self, place: Pos2, reach: f32, mut found: impl FnMut(TieId, f32)) {
        let from_corner = place - self.corner;
        for grid in 0..GRIDS {
            let side = side(grid);
            let around = side / 2.0 + reach;
            let count = |along: f32| (along / side).max(0.0) as u64;
            if from_corner.x + around < 0.0 || from_corner.y + around < 0.0 {
                continue;
            }
            // All cells of a row lie one behind the other.
            for row in count(from_corner.y - around)..=count(from_corner.y + around) {
                let first = key(grid, row, count(from_corner.x - around));
                let last = key(grid, row, count(from_corner.x + around));
                let start = self.cells.partition_point(|cell| *cell < first);
                let end = start + self.cells[start..].partition_point(|cell| *cell <= last);
                let around = |entry: &&Entry| Rect::from_two_pos(entry.a, entry.b).expand(reach).contains(place);
                for entry in self.entries[start..end].iter().filter(around) {
                    let distance = distance_to_segment(place, entry.a, entry.b);
                    if distance <= reach {
                        found(entry.id, distance);
                    }
                }
            }
            // Nothing is in the rest.
            if self.cells.last().is_none_or(|last| *last < key(grid + 1, 0, 0)) {
                break;
            }
        }
    }
}

/// The grid of ties of a length.
fn grid_for(length: f32) -> u32 {
    ((length / SMALLEST).max(1.0).log2().ceil() as u32).min(GRIDS - 1)
}

/// The side of the cells of a grid, in map units.
fn side(grid: u32) -> f32 {
    SMALLEST * (1_u64 << grid) as f32
}

/// A cell as a number: those of a row follow one another.
fn key(grid: u32, row: u64, column: u64) -> u64 {
    const MOST: u64 = (1 << 28) - 1;
    (u64::from(grid) << 56) | (row.min(MOST) << 28) | column.min(MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: usize) -> Vec<f32> {
        let mut state = 11_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f32 / (1_u64 << 24) as f32
        };
        (0..count).map(|_| next()).collect()
    }

    #[test]
    fn whatever_is_near_is_found_however_long_it_is() {
        let random = numbers(8_000);
        let mut grid = TieGrid { corner: pos2(-3_000.0, -3_000.0), ..TieGrid::default() };
        let mut all = Vec::new();
        for (id, number) in (0..).zip(random.chunks_exact(4)) {
            let a = pos2(number[0], number[1]) * 6_000.0 - egui::vec2(3_000.0, 3_000.0);
            // From next to nothing to the whole map.
            let reach = 10.0_f32.powf(number[2] * 3.5);
            let b = a + egui::Vec2::angled(number[3] * std::f32::consts::TAU) * reach;
            let b = b.clamp(pos2(-3_000.0, -3_000.0), pos2(3_000.0, 3_000.0));
            let around = Rect::from_two_pos(a, b);
            let level = grid_for(around.width().max(around.height()));
            let cell = (around.center() - grid.corner) / side(level);
            all.push((key(level, cell.y as u64, cell.x as u64), Entry { id: TieId(id), a, b }));
        }
        all.sort_unstable_by_key(|(cell, entry)| (*cell, entry.id));
        (grid.cells, grid.entries) = all.iter().copied().unzip();
        for at in random.chunks_exact(2).take(300) {
            let place = pos2(at[0], at[1]) * 6_400.0 - egui::vec2(3_200.0, 3_200.0);
            for reach in [1.0, 40.0, 700.0] {
                let mut found = Vec::new();
                grid.near(place, reach, |id, _| found.push(id));
                found.sort_unstable();
                let near = |entry: &Entry| distance_to_segment(place, entry.a, entry.b) <= reach;
                let mut expected: Vec<TieId> =
                    all.iter().filter(|(_, entry)| near(entry)).map(|(_, entry)| entry.id).collect();
                expected.sort_unstable();
                assert_eq!(found, expected, "{place:?} within {reach}");
            }
        }
    }
}
