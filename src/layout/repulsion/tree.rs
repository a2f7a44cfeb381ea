//! Repulsion by a hierarchy of boxes over points in Morton order, for sparse drawings.

use rayon::iter::{IndexedParallelIterator as _, ParallelIterator as _};
use rayon::slice::ParallelSliceMut as _;

/// How many points the smallest boxes hold.
const LEAF: usize = 16;
/// How many boxes one box of the next level holds.
const FAN: usize = 4;
/// How many targets share one list of sources.
const GROUP: usize = LEAF * FAN;
/// How many targets are summed side by side in vector registers.
const LANES: usize = 8;

#[derive(Clone, Copy, Debug)]
struct Cell {
    low: [f32; 2],
    high: [f32; 2],
    middle: [f32; 2],
    mass: f32,
}

/// Barnes and Hut's method (Nature 324, 1986) on blocks of consecutive points in place of a quadtree: nothing is
/// sorted between renumberings, the boxes are only fitted anew. Levels go from leaves to the root.
#[derive(Debug, Default)]
pub(super) struct Tree {
    levels: Vec<Vec<Cell>>,
}

/// The sources that act on one group.
#[derive(Default)]
struct List {
    x: Vec<f32>,
    y: Vec<f32>,
    mass: Vec<f32>,
    stack: Vec<(u32, u32)>,
}

impl Tree {
    /// Fits the boxes to the points.
    pub(super) fn fit(&mut self, x: &[f32], y: &[f32]) {
        let mut depth = 0;
        let mut count = x.len().div_ceil(LEAF);
        while depth == 0 || count > 1 {
            if depth > 0 {
                count = count.div_ceil(FAN);
            }
            if self.levels.len() <= depth {
                self.levels.push(Vec::new());
            }
            let (below, above) = self.levels.split_at_mut(depth);
            let level = &mut above[0];
            level.clear();
            match below.last() {
                None => level.extend(x.chunks(LEAF).zip(y.chunks(LEAF)).map(|(x, y)| Cell::of_points(x, y))),
                Some(children) => level.extend(children.chunks(FAN).map(Cell::of_cells)),
            }
            depth += 1;
        }
        self.levels.truncate(depth);
    }

    /// Writes the sum of d/(1+d²)² over all sources for every point, d pointing from the source.
    pub(super) fn forces(&self, x: &[f32], y: &[f32], force_x: &mut [f32], force_y: &mut [f32]) {
        let work = |list: &mut List, group: usize, out_x: &mut [f32], out_y: &mut [f32]| {
            let begin = group * GROUP;
            self.collect(list, group, x, y);
            let end = begin + out_x.len();
            list.sum(&x[begin..end], &y[begin..end], out_x, out_y);
        };
        if x.len() <= 16 * GROUP {
            let mut list = List::default();
            let chunks = force_x.chunks_mut(GROUP).zip(force_y.chunks_mut(GROUP));
            for (group, (out_x, out_y)) in chunks.enumerate() {
                work(&mut list, group, out_x, out_y);
            }
        } else {
            let chunks = force_x.par_chunks_mut(GROUP).zip(force_y.par_chunks_mut(GROUP));
            chunks.enumerate().with_min_len(4).for_each_init(List::default, |list, (group, (out_x, out_y))| {
                work(list, group, out_x, out_y);
            });
        }
    }

    /// Walks the boxes from the root and takes those that are far from the group whole, of the others the points.
    fn collect(&self, list: &mut List, group: usize, x: &[f32], y: &[f32]) {
        list.clear();
        let Some(target) = self.levels.get(1).or(self.levels.first()).and_then(|level| level.get(group)) else {
            return;
        };
        list.stack.push((self.levels.len() as u32 - 1, 0));
        while let Some((level, at)) = list.stack.pop() {
            let cell = &self.levels[level as usize][at as usize];
            if cell.is_far_from(target) {
                list.push(cell.middle[0], cell.middle[1], cell.mass);
            } else if level == 0 {
                let points = at as usize * LEAF..((at as usize + 1) * LEAF).min(x.len());
                for point in points {
                    list.push(x[point], y[point], 1.0);
                }
            } else {
                let children = at * FAN as u32..(at + 1) * FAN as u32;
                let count = self.levels[level as usize - 1].len() as u32;
                list.stack.extend(children.take_while(|child| *child < count).map(|child| (level - 1, child)));
            }
        }
    }
}

impl Cell {
    fn of_points(x: &[f32], y: &[f32]) -> Self {
        let mut cell = Self::EMPTY;
        for (&x, &y) in x.iter().zip(y) {
            cell.take(&Self { low: [x, y], high: [x, y], middle: [x, y], mass: 1.0 });
        }
        cell.balanced()
    }

    fn of_cells(children: &[Self]) -> Self {
        let mut cell = Self::EMPTY;
        children.iter().for_each(|child| cell.take(child));
        cell.balanced()
    }

    const EMPTY: Self = Self { low: [f32::MAX; 2], high: [f32::MIN; 2], middle: [0.0; 2], mass: 0.0 };

    fn take(&mut self, other: &Self) {
        for axis in 0..2 {
            self.low[axis] = self.low[axis].min(other.low[axis]);
            self.high[axis] = self.high[axis].max(other.high[axis]);
            self.middle[axis] += other.middle[axis] * other.mass;
        }
        self.mass += other.mass;
    }

    fn balanced(mut self) -> Self {
        self.middle = self.middle.map(|sum| sum / self.mass.max(1.0));
        self
    }

    /// Whether this box is smaller than the way to it from the nearest side of the other (θ = 1).
    fn is_far_from(&self, target: &Self) -> bool {
        let gap =
            |axis: usize| (target.low[axis] - self.middle[axis]).max(self.middle[axis] - target.high[axis]).max(0.0);
        let (gap_x, gap_y) = (gap(0), gap(1));
        let size = (self.high[0] - self.low[0]).max(self.high[1] - self.low[1]);
        let distance_squared = gap_x * gap_x + gap_y * gap_y;
        distance_squared > 0.0 && size * size < distance_squared
    }
}

impl List {
    fn clear(&mut self) {
        self.x.clear();
        self.y.clear();
        self.mass.clear();
        self.stack.clear();
    }

    fn push(&mut self, x: f32, y: f32, mass: f32) {
        self.x.push(x);
        self.y.push(y);
        self.mass.push(mass);
    }

    /// Sums the sources for each target, `LANES` targets at a time.
    fn sum(&self, x: &[f32], y: &[f32], out_x: &mut [f32], out_y: &mut [f32]) {
        for begin in (0..x.len()).step_by(LANES) {
            let width = LANES.min(x.len() - begin);
            let (mut tx, mut ty) = ([0f32; LANES], [0f32; LANES]);
            tx[..width].copy_from_slice(&x[begin..begin + width]);
            ty[..width].copy_from_slice(&y[begin..begin + width]);
            let (mut sum_x, mut sum_y) = ([0f32; LANES], [0f32; LANES]);
            for ((&sx, &sy), &mass) in self.x.iter().zip(&self.y).zip(&self.mass) {
                for lane in 0..LANES {
                    let (dx, dy) = (tx[lane] - sx, ty[lane] - sy);
                    let near = 1.0 + dx * dx + dy * dy;
                    let push = mass / (near * near);
                    sum_x[lane] += push * dx;
                    sum_y[lane] += push * dy;
                }
            }
            out_x[begin..begin + width].copy_from_slice(&sum_x[..width]);
            out_y[begin..begin + width].copy_from_slice(&sum_y[..width]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{morton, rng::Rng};
    use super::*;

    #[test]
    fn the_sums_are_near_those_over_all_pairs() {
        let mut rng = Rng::new(1, 0);
        let points: Vec<[f32; 2]> = (0..3000).map(|_| rng.square().map(|v| v * 40.0)).collect();
        let (x, y): (Vec<f32>, Vec<f32>) = points.iter().map(|p| (p[0], p[1])).unzip();
        let order = morton::order(&x, &y);
        let (x, y): (Vec<f32>, Vec<f32>) = order.iter().map(|&at| (x[at as usize], y[at as usize])).unzip();
        let (mut fx, mut fy) = (vec![0.0; x.len()], vec![0.0; x.len()]);
        let mut tree = Tree::default();
        tree.fit(&x, &y);
        tree.forces(&x, &y, &mut fx, &mut fy);
        let (mut wrong, mut size) = (0f32, 0f32);
        for i in 0..x.len() {
            let (mut ex, mut ey) = (0f32, 0f32);
            for j in 0..x.len() {
                let (dx, dy) = (x[i] - x[j], y[i] - y[j]);
                let push = 1.0 / (1.0 + dx * dx + dy * dy).powi(2);
                ex += push * dx;
                ey += push * dy;
            }
            wrong += (fx[i] - ex).hypot(fy[i] - ey);
            size += ex.hypot(ey);
        }
        assert!(wrong < 0.03 * size, "{wrong} of {size}");
    }

    #[test]
    fn few_points_are_fine() {
        for count in 0..5 {
            let x = vec![0.5; count];
            let (mut fx, mut fy) = (vec![1.0; count], vec![1.0; count]);
            let mut tree = Tree::default();
            tree.fit(&x, &x);
            tree.forces(&x, &x, &mut fx, &mut fy);
            assert_eq!((fx, fy), (vec![0.0; count], vec![0.0; count]));
        }
    }
}
