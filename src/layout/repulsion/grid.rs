//! Repulsion by a pyramid of grids, at the same cost for each node however close they stand.

use rayon::iter::{IndexedParallelIterator as _, ParallelIterator as _};
use rayon::slice::{ParallelSlice as _, ParallelSliceMut as _};

use super::morton;
use super::spline::{spline, spline_slope};

/// The side of the finest cells, in the unit of the forces.
const CELL: f32 = 0.5;
/// How many points are spread at a time. Fixed, so that sums do not depend on the number of threads.
const CHUNK: usize = 8192;
/// From how many values on a grid is worked on by several threads.
const WORTH_THREADS: usize = 1 << 15;
/// How many levels a small drawing has too, for the kernel to be whole.
const LEAST_LEVELS: usize = 6;
/// How much of a value each blur leaves in its cell, and gives to each side.
const BLUR: [f32; 2] = [0.5, 0.25];

/// The kernel 1/(2(1+d²)), whose slope is the repulsion, as a sum of Gaussians, each twice as wide as the one before
/// and each on a grid twice as coarse (the sum is the integral of e^(-s(1+d²)) over ln s in steps of ln 4).
///
/// The nodes are spread onto the finest grid with quadratic B-splines; every next grid is made from the one below by
/// the splines' two-scale relation; each is blurred and weighted; then all are summed downwards and the slope is read
/// with the same splines. The sums are exact to about 5 %, evenly in all directions.
#[derive(Debug, Default)]
pub(super) struct Pyramid {
    levels: Vec<Grid>,
}

/// Values by row. The outermost cells of the nodes' grid are empty, so that nothing is lost at the rim.
#[derive(Debug, Default)]
struct Grid {
    size: [usize; 2],
    mass: Vec<f32>,
    field: Vec<f32>,
}

/// How a place maps to cells.
#[derive(Clone, Copy)]
struct Frame {
    low: [f32; 2],
    width: usize,
}

/// A part of the finest grid.
struct Patch {
    corner: [usize; 2],
    width: usize,
    mass: Vec<f32>,
}

impl Pyramid {
    /// The number of finest cells a drawing of this extent takes.
    pub(super) fn cells(extent: [f32; 2]) -> f32 {
        (extent[0] / CELL + 6.0) * (extent[1] / CELL + 6.0)
    }

    pub(super) fn forces(
        &mut self,
        x: &[f32],
        y: &[f32],
        low: [f32; 2],
        extent: [f32; 2],
        out_x: &mut [f32],
        out_y: &mut [f32],
    ) {
        self.resize(extent);
        let frame = Frame { low: low.map(|v| v - 2.5 * CELL), width: self.levels[0].size[0] };
        frame.spread(x, y, &mut self.levels[0].mass);
        for level in 1..self.levels.len() {
            let (below, above) = self.levels.split_at_mut(level);
            above[0].gather(&below[level - 1]);
        }
        for level in (0..self.levels.len()).rev() {
            let (below, above) = self.levels.split_at_mut(level + 1);
            below[level].blur(weight(level));
            if let Some(coarser) = above.first() {
                below[level].add(coarser);
            }
        }
        frame.slopes(x, y, &self.levels[0].field, out_x, out_y);
    }

    /// Makes grids from the finest, over the whole drawing, to one that holds it in a few cells.
    fn resize(&mut self, extent: [f32; 2]) {
        let even = |cells: usize| cells + cells % 2;
        let mut size = extent.map(|length| even((length / CELL) as usize + 6));
        let mut count = 0;
        loop {
            if self.levels.len() == count {
                self.levels.push(Grid::default());
            }
            self.levels[count].reset(size);
            count += 1;
            if size[0].max(size[1]) <= 8 && count >= LEAST_LEVELS {
                break;
            }
            size = size.map(|cells| even(cells / 2 + 2));
        }
        self.levels.truncate(count);
    }
}

/// The weight of a level's Gaussian; that of the finest stands for all narrower ones too.
fn weight(level: usize) -> f32 {
    if level == 0 {
        return 1.34;
    }
    let side = CELL * (level as f32).exp2();
    let s = 0.5 / (side * side);
    // Half of ln 4, by the height 1/2π of the Gaussian that two splines and a blur make of one node.
    4.356 * s * (-s).exp()
}

impl Grid {
    fn reset(&mut self, size: [usize; 2]) {
        self.size = size;
        let cells = size[0] * size[1];
        self.mass.clear();
        self.mass.resize(cells, 0.0);
        self.field.resize(cells, 0.0);
    }

    /// The masses of the grid below in cells twice as wide.
    fn gather(&mut self, finer: &Self) {
        let (width, fine_width) = (self.size[0], finer.size[0]);
        let empty = vec![0f32; fine_width];
        let fine_row = |row: isize| {
            let inside = (0..finer.size[1] as isize).contains(&row);
            if inside { &finer.mass[row as usize * fine_width..][..fine_width] } else { &empty[..] }
        };
        each_row(&mut self.mass, width, |row, out| {
            let first = 2 * (row as isize - 1);
            let rows = [-1, 0, 1, 2].map(|offset| fine_row(first + offset));
            let mixed = |at: usize| 0.75 * (rows[1][at] + rows[2][at]) + 0.25 * (rows[0][at] + rows[3][at]);
            for column in 0..fine_width / 2 {
                let (left, right) = (mixed(2 * column), mixed(2 * column + 1));
                out[column] += 0.25 * left;
                out[column + 1] += 0.75 * (left + right);
                out[column + 2] += 0.25 * right;
            }
        });
    }

    /// The field of the masses: blurred along both axes and weighted.
    fn blur(&mut self, weight: f32) {
        let [width, height] = self.size;
        let mass = &self.mass;
        each_row(&mut self.field, width, |row, out| {
            let values = |row: usize| &mass[row * width..][..width];
            let (above, here, below) = (values(row.saturating_sub(1)), values(row), values((row + 1).min(height - 1)));
            let mixed = |at: usize| weight * (BLUR[0] * here[at] + BLUR[1] * (above[at] + below[at]));
            let (mut left, mut middle) = (0.0, mixed(0));
            for (at, out) in out.iter_mut().enumerate() {
                let right = if at + 1 < width { mixed(at + 1) } else { 0.0 };
                *out = BLUR[0] * middle + BLUR[1] * (left + right);
                (left, middle) = (middle, right);
            }
        });
    }

    /// Adds the field of the coarser grid.
    fn add(&mut self, coarser: &Self) {
        let (width, coarse_width) = (self.size[0], coarser.size[0]);
        each_row(&mut self.field, width, |row, out| {
            let near = row / 2 + 1;
            let far = if row % 2 == 0 { near - 1 } else { near + 1 };
            let values = |row: usize| &coarser.field[row * coarse_width..][..coarse_width];
            let (near, far) = (values(near), values(far));
            let mixed = |at: usize| 0.75 * near[at] + 0.25 * far[at];
            let (mut left, mut middle) = (mixed(0), mixed(1));
            for (column, pair) in out.chunks_exact_mut(2).enumerate() {
                let right = mixed(column + 2);
                pair[0] += 0.75 * middle + 0.25 * left;
                pair[1] += 0.75 * middle + 0.25 * right;
                (left, middle) = (middle, right);
            }
        });
    }
}

/// Calls `work` with each row and its number.
fn each_row(values: &mut [f32], width: usize, work: impl Fn(usize, &mut [f32]) + Sync) {
    if values.len() < WORTH_THREADS {
        values.chunks_exact_mut(width).enumerate().for_each(|(row, out)| work(row, out));
    } else {
        values.par_chunks_exact_mut(width).with_min_len(16).enumerate().for_each(|(row, out)| work(row, out));
    }
}

impl Frame {
    /// The cell in which a place lies, and the shares of that cell and its neighbours along each axis.
    fn at(&self, place: [f32; 2]) -> ([usize; 2], [f32; 2]) {
        let scaled = [0, 1].map(|axis| (place[axis] - self.low[axis]) / CELL);
        // By way of 32 bits, which the processor can do in one step.
        let cell = scaled.map(|v| v as i32 as usize);
        (cell, [0, 1].map(|axis| scaled[axis] - cell[axis] as f32 - 0.5))
    }

    fn spread(&self, x: &[f32], y: &[f32], mass: &mut Vec<f32>) {
        if x.len() <= CHUNK {
            let mut patch = Patch { corner: [0, 0], width: self.width, mass: std::mem::take(mass) };
            self.spread_chunk(x, y, &mut patch);
            *mass = patch.mass;
            return;
        }
        // Each chunk, a patch of the plane, is summed by itself; the patches are added in their order.
        let patches: Vec<Patch> = x
            .par_chunks(CHUNK)
            .zip(y.par_chunks(CHUNK))
            .map(|(x, y)| {
                let cells = |values: &[f32], axis: usize| {
                    let (low, high) = morton::range(values);
                    [low, high].map(|v| ((v - self.low[axis]) / CELL) as usize)
                };
                let ([left, right], [top, bottom]) = (cells(x, 0), cells(y, 1));
                let width = right + 3 - left;
                let mut patch =
                    Patch { corner: [left - 1, top - 1], width, mass: vec![0.0; (bottom + 3 - top) * width] };
                self.spread_chunk(x, y, &mut patch);
                patch
            })
            .collect();
        for Patch { corner: [left, top], width, mass: values } in patches {
            for (row, values) in values.chunks_exact(width).enumerate() {
                let begin = (top + row) * self.width + left;
                mass[begin..begin + width].iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
            }
        }
    }

    /// Adds the points to a part of the grid.
    fn spread_chunk(&self, x: &[f32], y: &[f32], patch: &mut Patch) {
        for (&x, &y) in x.iter().zip(y) {
            let ([column, row], [fx, fy]) = self.at([x, y]);
            let (shares, rows) = (spline(fx), spline(fy));
            for (offset, by_row) in rows.into_iter().enumerate() {
                let begin = (row - patch.corner[1] - 1 + offset) * patch.width + column - patch.corner[0] - 1;
                for (cell, share) in patch.mass[begin..begin + 3].iter_mut().zip(shares) {
                    *cell += by_row * share;
                }
            }
        }
    }

    /// Reads the downward slope of the field at each point.
    fn slopes(&self, x: &[f32], y: &[f32], field: &[f32], out_x: &mut [f32], out_y: &mut [f32]) {
        let read = |place: [f32; 2]| -> (f32, f32) {
            let ([column, row], [fx, fy]) = self.at(place);
            let (shares, slopes) = (spline(fx), spline_slope(fx));
            let (row_shares, row_slopes) = (spline(fy), spline_slope(fy));
            let (mut sum_x, mut sum_y) = (0f32, 0f32);
            for offset in 0..3 {
                let begin = (row - 1 + offset) * self.width + column - 1;
                let cells = &field[begin..begin + 3];
                let along = |by: [f32; 3]| cells[0] * by[0] + cells[1] * by[1] + cells[2] * by[2];
                sum_x += row_shares[offset] * along(slopes);
                sum_y += row_slopes[offset] * along(shares);
            }
            (-sum_x / CELL, -sum_y / CELL)
        };
        let work = |begin: usize, out_x: &mut [f32], out_y: &mut [f32]| {
            for (at, (out_x, out_y)) in out_x.iter_mut().zip(out_y).enumerate() {
                (*out_x, *out_y) = read([x[begin + at], y[begin + at]]);
            }
        };
        if x.len() <= CHUNK {
            work(0, out_x, out_y);
        } else {
            let chunks = out_x.par_chunks_mut(CHUNK / 4).zip(out_y.par_chunks_mut(CHUNK / 4));
            chunks.enumerate().for_each(|(chunk, (out_x, out_y))| work(chunk * CHUNK / 4, out_x, out_y));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::rng::Rng;
    use super::*;

    fn forces(x: &[f32], y: &[f32]) -> (Vec<f32>, Vec<f32>) {
        let (low_x, high_x) = super::super::morton::range(x);
        let (low_y, high_y) = super::super::morton::range(y);
        let (mut fx, mut fy) = (vec![0.0; x.len()], vec![0.0; x.len()]);
        let extent = [high_x - low_x, high_y - low_y];
        Pyramid::default().forces(x, y, [low_x, low_y], extent, &mut fx, &mut fy);
        (fx, fy)
    }

    /// The mean push along the line of two points `far` apart, wherever they lie on the grid.
    fn mean_push(far: f32) -> f32 {
        let mut rng = Rng::new(11, 0);
        let mut sum = 0.0;
        for _ in 0..400 {
            let (sin, cos) = (rng.unit() * std::f32::consts::TAU).sin_cos();
            let [x, y] = rng.square().map(|v| v * 8.0);
            // Two more points hold the frame of the grid still.
            let (fx, fy) = forces(&[-60.0, 60.0, x, x + far * cos], &[-60.0, 60.0, y, y + far * sin]);
            sum += (fx[3] - fx[2]) * cos + (fy[3] - fy[2]) * sin;
        }
        sum / 800.0
    }

    #[test]
    fn two_points_push_each_other_as_the_formula_says() {
        for far in [0.3f32, 0.7, 1.0, 2.0, 4.0, 9.0] {
            let (mean, exact) = (mean_push(far), far / (1.0 + far * far).powi(2));
            assert!((mean - exact).abs() < 0.1 * exact + 0.001, "{far}: {mean} for {exact}");
        }
    }

    #[test]
    fn a_dense_crowd_is_near_the_sums_over_all_pairs() {
        let mut rng = Rng::new(3, 0);
        let points: Vec<[f32; 2]> = (0..10_000).map(|_| rng.square().map(|v| v * 30.0)).collect();
        let (x, y): (Vec<f32>, Vec<f32>) = points.iter().map(|p| (p[0], p[1])).unzip();
        let (fx, fy) = forces(&x, &y);
        let (mut wrong, mut size) = (0f32, 0f32);
        for i in (0..x.len()).step_by(50) {
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
        assert!(wrong < 0.12 * size, "{wrong} of {size}");
    }

    #[test]
    fn crowds_at_one_place_and_along_a_line_are_fine() {
        for (x, y) in [(vec![3.0; 900], vec![-2.0; 900]), ((0..900).map(|v| v as f32).collect(), vec![0.0; 900])] {
            let (fx, fy) = forces(&x, &y);
            assert!(fx.iter().chain(&fy).all(|v| v.is_finite()));
        }
    }
}
