//! Puts drawings of separate components onto one page, close together and the largest in the middle.

use super::request::Pos;
use super::ties::Ties;

/// How wide the page is for its height.
const PAGE: f32 = 1.6;
/// About how many cells all parts together cover.
const CELLS: f32 = 30_000.0;

/// Up to how many nodes the lines of ties cover cells too; beyond, the marks lie densely.
const LINES: usize = 5_000;

/// One drawing to be placed.
pub(super) struct Part<'a> {
    pub(super) points: &'a [Pos],
    /// The ties whose lines are kept free, by index into `points`.
    pub(super) ties: &'a Ties,
    /// Half the width and height of each mark.
    pub(super) halves: &'a [[f32; 2]],
}

/// How far to move each part so that none touches another, `gap` map units apart or more.
///
/// Parts are laid onto a grid as the cells they cover and put, largest first, into the free place nearest to the
/// middle of the page, as Freivalds, Dogrusoz & Kikusts do ("Disconnected graph layout and the polyomino packing
/// approach", GD 2001).
pub(super) fn pack(parts: &[Part<'_>], gap: f32) -> Vec<Pos> {
    let boxes: Vec<[Pos; 2]> = parts.iter().map(|part| bounds(part.points, part.halves)).collect();
    if let [[low, high]] = boxes[..] {
        return vec![[0, 1].map(|axis| -0.5 * (low[axis] + high[axis]))];
    }
    let area: f32 = boxes.iter().map(|[low, high]| (high[0] - low[0] + gap) * (high[1] - low[1] + gap)).sum();
    let cell = (area / CELLS).sqrt().max(gap * 0.5).max(1e-3);
    let shapes: Vec<Shape> =
        parts.iter().zip(&boxes).map(|(part, bounds)| Shape::of(part, bounds, cell, gap * 0.5)).collect();
    let mut page = Page::new(&shapes);
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(shapes[at].cells.len()), at));
    let mut moves = vec![[0.0; 2]; parts.len()];
    for at in order {
        let place = page.put(&shapes[at]);
        moves[at] = [0, 1].map(|axis| place[axis] as f32 * cell - shapes[at].middle[axis]);
    }
    moves
}

fn bounds(points: &[Pos], halves: &[[f32; 2]]) -> [Pos; 2] {
    let mut bounds = [[f32::MAX; 2], [f32::MIN; 2]];
    for (point, half) in points.iter().zip(halves) {
        for axis in 0..2 {
            bounds[0][axis] = bounds[0][axis].min(point[axis] - half[axis]);
            bounds[1][axis] = bounds[1][axis].max(point[axis] + half[axis]);
        }
    }
    bounds
}

/// The cells a part covers, relative to that of its middle.
struct Shape {
    middle: Pos,
    cells: Vec<[i32; 2]>,
}

impl Shape {
    fn of(part: &Part<'_>, [low, high]: &[Pos; 2], cell: f32, margin: f32) -> Self {
        let middle = [0, 1].map(|axis| (low[axis] + high[axis]) * 0.5);
        let half = [0, 1].map(|axis| ((high[axis] - middle[axis] + margin) / cell).round() as i32 + 1);
        let mut sheet = Sheet { middle, cell, half, covered: vec![false; Sheet::count(half)] };
        for (point, half) in part.points.iter().zip(part.halves) {
            let from = sheet.cell_of([0, 1].map(|axis| point[axis] - half[axis] - margin));
            let to = sheet.cell_of([0, 1].map(|axis| point[axis] + half[axis] + margin));
            for row in from[1]..=to[1] {
                (from[0]..=to[0]).for_each(|column| sheet.cover([column, row]));
            }
        }
        if part.points.len() <= LINES {
            for (a, from) in part.points.iter().enumerate() {
                for &b in part.ties.of(a).iter().filter(|b| a < **b as usize) {
                    sheet.line(*from, part.points[b as usize]);
                }
            }
        }
        Self { middle, cells: sheet.cells() }
    }
}

/// The cells around one part while it is drawn.
struct Sheet {
    middle: Pos,
    cell: f32,
    half: [i32; 2],
    covered: Vec<bool>,
}

impl Sheet {
    fn count(half: [i32; 2]) -> usize {
        half.map(|cells| 2 * cells.max(0) as usize + 1).iter().product()
    }

    fn cell_of(&self, place: Pos) -> [i32; 2] {
        [0, 1].map(|axis| ((place[axis] - self.middle[axis]) / self.cell).round() as i32)
    }

    fn cover(&mut self, cell: [i32; 2]) {
        let [column, row] = [0, 1].map(|axis| (cell[axis] + self.half[axis]).clamp(0, 2 * self.half[axis]) as usize);
        self.covered[row * (2 * self.half[0] as usize + 1) + column] = true;
    }

    fn line(&mut self, from: Pos, to: Pos) {
        let steps = ((to[0] - from[0]).abs().max((to[1] - from[1]).abs()) / self.cell).ceil() as i32;
        for step in 1..steps {
            let share = step as f32 / steps as f32;
            let at = self.cell_of([0, 1].map(|axis| from[axis] + (to[axis] - from[axis]) * share));
            self.cover(at);
        }
    }

    fn cells(&self) -> Vec<[i32; 2]> {
        let width = 2 * self.half[0] + 1;
        let covered = self.covered.iter().enumerate().filter(|(_, covered)| **covered);
        covered.map(|(at, _)| [at as i32 % width - self.half[0], at as i32 / width - self.half[1]]).collect()
    }
}

/// The cells that are taken, around the middle of the page.
struct Page {
    half: [i32; 2],
    taken: Vec<bool>,
    /// Where each size class of shapes was put last: smaller rings are full for it.
    ring_of_class: [i32; 33],
    /// The next row below everything, for what finds no place.
    below: i32,
}

impl Page {
    fn new(shapes: &[Shape]) -> Self {
        let cells: usize = shapes.iter().map(|shape| shape.cells.len()).sum();
        let side = (cells as f32 * 2.0).sqrt();
        let widest = |axis: usize| {
            let extents = shapes.iter().flat_map(|shape| shape.cells.iter().map(move |cell| cell[axis].abs()));
            extents.max().unwrap_or(0)
        };
        let half = [widest(0) * 2 + (side * PAGE.sqrt()) as i32 + 2, widest(1) * 2 + side as i32 + 2];
        let count = (2 * half[0] as usize + 1) * (2 * half[1] as usize + 1);
        Self { half, taken: vec![false; count], ring_of_class: [0; 33], below: 0 }
    }

    /// Finds room for a shape, takes it, and says in which cell its middle comes to lie.
    fn put(&mut self, shape: &Shape) -> [i32; 2] {
        let class = (usize::BITS - shape.cells.len().leading_zeros()).min(32) as usize;
        let rings = self.half[1].max((self.half[0] as f32 / PAGE) as i32);
        for ring in self.ring_of_class[class]..=rings {
            if let Some(place) = ring_cells(ring).find(|&place| self.is_free(shape, place)) {
                self.ring_of_class[class] = ring;
                self.take(shape, place);
                return place;
            }
        }
        let height = shape.cells.iter().map(|cell| cell[1].abs()).max().unwrap_or(0);
        let place = [0, self.half[1] + 1 + self.below + height];
        self.below += 2 * height + 1;
        place
    }

    fn index(&self, cell: [i32; 2], place: [i32; 2]) -> Option<usize> {
        let [column, row] = [0, 1].map(|axis| cell[axis] + place[axis] + self.half[axis]);
        let inside = (0..=2 * self.half[0]).contains(&column) && (0..=2 * self.half[1]).contains(&row);
        inside.then(|| row as usize * (2 * self.half[0] as usize + 1) + column as usize)
    }

    fn is_free(&self, shape: &Shape, place: [i32; 2]) -> bool {
        shape.cells.iter().all(|&cell| self.index(cell, place).is_some_and(|at| !self.taken[at]))
    }

    fn take(&mut self, shape: &Shape, place: [i32; 2]) {
        for &cell in &shape.cells {
            if let Some(at) = self.index(cell, place) {
                self.taken[at] = true;
            }
        }
    }
}

/// The cells of a frame around the middle, those nearest to the middle of its sides first.
fn ring_cells(ring: i32) -> impl Iterator<Item = [i32; 2]> {
    let wide = (ring as f32 * PAGE).round() as i32;
    let outward = |limit: i32| (0..=limit).flat_map(|at| [at, -at]);
    let sides = outward(ring).flat_map(move |row| [[wide, row], [-wide, row]]);
    let before = ((ring - 1) as f32 * PAGE).round() as i32;
    let columns = outward(wide).flat_map(move |column| [[column, ring], [column, -ring]]);
    // The page grows by more than one column a ring, so the sides are as thick as that.
    let thick = (before + 1..wide)
        .flat_map(move |column| (1 - ring..ring).flat_map(move |row| [[column, row], [-column, row]]));
    columns.chain(sides).chain(thick)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_their_distance_and_the_largest_is_in_the_middle() {
        let square = |half: f32| vec![[-half, -half], [half, -half], [half, half], [-half, half]];
        let drawings: Vec<Vec<Pos>> = (0..60).map(|at| square(if at == 7 { 200.0 } else { 20.0 })).collect();
        let halves = [[5.0; 2]; 4];
        let edges = [0, 1, 2, 3].map(|a| super::super::Edge { a, b: (a + 1) % 4, weight: 1.0 });
        let ties = Ties::new(4, &edges);
        let parts: Vec<Part<'_>> =
            drawings.iter().map(|points| Part { points, ties: &ties, halves: &halves }).collect();
        let moves = pack(&parts, 20.0);
        assert_eq!(moves[7], [0.0, 0.0]);
        for a in 0..60 {
            for b in (0..a).filter(|b| a != 7 && *b != 7) {
                let far = (moves[a][0] - moves[b][0]).abs().max((moves[a][1] - moves[b][1]).abs());
                assert!(far >= 50.0 + 9.0, "{a} and {b} are {far} apart");
            }
        }
        let reach = moves.iter().map(|at| at[0].abs().max(at[1].abs())).fold(0.0, f32::max);
        assert!(reach < 500.0, "the page is loose: {reach}");
    }

    #[test]
    fn nothing_to_pack_is_fine() {
        assert!(pack(&[], 10.0).is_empty());
    }
}
