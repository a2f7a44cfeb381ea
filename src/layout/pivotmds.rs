//! A first shape of a connected graph from its distances to a few pivots.

use super::hops::{FAR, Hops};
use super::request::Pos;
use super::rng::Rng;

/// PivotMDS (Brandes & Pich, "Eigensolver methods for progressive multidimensional scaling of large data", GD 2006):
/// one unit is one hop, the longest extent lies along x.
pub(super) fn pivot_mds(hops: &Hops, len: usize, rng: &mut Rng) -> Vec<Pos> {
    let pivots = hops.pivots.len();
    if len == 0 || pivots == 0 {
        return vec![[0.0; 2]; len];
    }
    let centred = centred_squares(hops, len);
    let product = inner_products(&centred, pivots, len);
    let first = main_axis(&product, pivots, &[], rng);
    let second = main_axis(&product, pivots, std::slice::from_ref(&first), rng);
    let mut points = vec![[0.0f32; 2]; len];
    for (pivot, row) in centred.chunks_exact(len).enumerate() {
        for (point, &value) in points.iter_mut().zip(row) {
            point[0] += value * first[pivot] as f32;
            point[1] += value * second[pivot] as f32;
        }
    }
    rescale(&mut points, hops);
    points
}

/// The doubly centred squared distances, one row for each pivot.
fn centred_squares(hops: &Hops, len: usize) -> Vec<f32> {
    let pivots = hops.pivots.len();
    let square = |distance: u32| {
        if distance == FAR { 0.0 } else { (distance as f32).powi(2) }
    };
    let mut rows: Vec<f32> = hops.distances.iter().map(|&distance| square(distance)).collect();
    let mut node_mean = vec![0f32; len];
    let mut all = 0f64;
    for row in rows.chunks_exact_mut(len) {
        let mean = row.iter().map(|&v| f64::from(v)).sum::<f64>() / len as f64;
        all += mean / pivots as f64;
        for (value, sum) in row.iter_mut().zip(&mut node_mean) {
            *sum += *value / pivots as f32;
            *value -= mean as f32;
        }
    }
    for row in rows.chunks_exact_mut(len) {
        for (value, mean) in row.iter_mut().zip(&node_mean) {
            *value = -0.5 * (*value - mean + all as f32);
        }
    }
    rows
}

fn inner_products(rows: &[f32], pivots: usize, len: usize) -> Vec<f64> {
    let mut product = vec![0f64; pivots * pivots];
    for a in 0..pivots {
        for b in a..pivots {
            let sum = dot(&rows[a * len..(a + 1) * len], &rows[b * len..(b + 1) * len]);
            product[a * pivots + b] = sum;
            product[b * pivots + a] = sum;
        }
    }
    product
}

/// The inner product in short f32 lanes, whose sums are kept in f64.
fn dot(a: &[f32], b: &[f32]) -> f64 {
    let mut sum = 0f64;
    for (a, b) in a.chunks(512).zip(b.chunks(512)) {
        let mut lanes = [0f32; 8];
        for (a, b) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
            for lane in 0..8 {
                lanes[lane] += a[lane] * b[lane];
            }
        }
        let rest = a.len() - a.len() % 8;
        let tail: f32 = a[rest..].iter().zip(&b[rest..]).map(|(a, b)| a * b).sum();
        sum += f64::from(lanes.iter().sum::<f32>() + tail);
    }
    sum
}

/// The strongest eigenvector orthogonal to `others`, by power iteration.
fn main_axis(product: &[f64], pivots: usize, others: &[Vec<f64>], rng: &mut Rng) -> Vec<f64> {
    let mut axis: Vec<f64> = (0..pivots).map(|_| f64::from(rng.unit()) - 0.5).collect();
    for _ in 0..100 {
        for other in others {
            let along: f64 = axis.iter().zip(other).map(|(a, b)| a * b).sum();
            axis.iter_mut().zip(other).for_each(|(a, b)| *a -= along * b);
        }
        let norm = axis.iter().map(|a| a * a).sum::<f64>().sqrt();
        if norm < 1e-12 {
            return vec![0.0; pivots];
        }
        axis.iter_mut().for_each(|a| *a /= norm);
        let next: Vec<f64> =
            product.chunks_exact(pivots).map(|row| row.iter().zip(&axis).map(|(a, b)| a * b).sum()).collect();
        let grown = next.iter().map(|a| a * a).sum::<f64>().sqrt();
        let turned: f64 = next.iter().zip(&axis).map(|(a, b)| a * b).sum();
        if grown > 0.0 && 1.0 - turned / grown < 1e-10 {
            return axis;
        }
        axis = next;
    }
    let norm = axis.iter().map(|a| a * a).sum::<f64>().sqrt().max(1e-300);
    axis.iter_mut().for_each(|a| *a /= norm);
    axis
}

/// Scales the points so that they fit the distances best, in the least squares of their ratios.
fn rescale(points: &mut [Pos], hops: &Hops) {
    let (mut sum, mut squares) = (0f64, 0f64);
    for (pivot, &source) in hops.pivots.iter().enumerate() {
        let [x, y] = points[source as usize];
        for (point, &distance) in points.iter().zip(hops.row(pivot)) {
            if distance != 0 && distance != FAR {
                let ratio = f64::from((point[0] - x).hypot(point[1] - y) / distance as f32);
                sum += ratio;
                squares += ratio * ratio;
            }
        }
    }
    let factor = if squares > 1e-30 { (sum / squares) as f32 } else { 0.0 };
    for point in points {
        let scaled = [point[0] * factor, point[1] * factor];
        *point = if scaled.iter().all(|v| v.is_finite()) { scaled } else { [0.0; 2] };
    }
}
