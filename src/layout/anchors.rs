//! A weak pull of every node to its distance along ties from a few pivots, for the overall shape.

use rayon::iter::{IndexedParallelIterator as _, ParallelIterator as _};
use rayon::slice::ParallelSliceMut as _;

use super::hops::{FAR, Hops};

/// Distances beyond this count as this.
const FARTHEST: u32 = 255;
/// How many nodes one thread moves at a time.
const CHUNK: usize = 2048;
/// How many pivots are looked at side by side in vector registers.
const LANES: usize = 8;

/// Distances of all nodes to the pivots, by node.
#[derive(Debug)]
pub(super) struct Anchors {
    pivots: Vec<u32>,
    /// Where each pivot is in the order of the moment.
    here: Vec<u32>,
    /// One row for each node, filled up with zeros, which want nothing.
    hops: Vec<u8>,
    /// The length of a row.
    count: usize,
}

impl Anchors {
    pub(super) fn new(hops: &Hops, len: usize) -> Self {
        let count = hops.pivots.len().next_multiple_of(LANES);
        let mut by_node = vec![0u8; count * len];
        for pivot in 0..hops.pivots.len() {
            for (node, &distance) in hops.row(pivot).iter().enumerate() {
                by_node[node * count + pivot] = if distance == FAR { 0 } else { distance.min(FARTHEST) as u8 };
            }
        }
        Self { pivots: hops.pivots.clone(), here: hops.pivots.clone(), hops: by_node, count }
    }

    /// Follows the nodes to a new order, in which `order[here]` is the node.
    pub(super) fn renumber(&mut self, order: &[u32]) {
        let mut place = vec![0u32; order.len()];
        for (here, &node) in order.iter().enumerate() {
            place[node as usize] = here as u32;
        }
        self.here = self.pivots.iter().map(|&pivot| place[pivot as usize]).collect();
    }

    /// Moves each node by `share` of the way to where its pivots want it, nearer ones wanting more.
    pub(super) fn pull(&self, order: &[u32], free: &[f32], x: &mut [f32], y: &mut [f32], share: f32) {
        let at: Vec<[f32; 2]> = self.here.iter().map(|&here| [x[here as usize], y[here as usize]]).collect();
        let hop = self.hop_length(order, &at, x, y);
        let lanes = |axis: usize| -> Vec<[f32; LANES]> {
            let values = |block: &[[f32; 2]]| std::array::from_fn(|lane| block.get(lane).map_or(0.0, |at| at[axis]));
            at.chunks(LANES).map(values).collect()
        };
        let (pivots_x, pivots_y) = (lanes(0), lanes(1));
        let work = |chunk: usize, x: &mut [f32], y: &mut [f32]| {
            for (offset, (x, y)) in x.iter_mut().zip(y).enumerate() {
                let here = chunk * CHUNK + offset;
                let hops = &self.hops[order[here] as usize * self.count..][..self.count];
                let [to_x, to_y] = wish([*x, *y], hops, hop, &pivots_x, &pivots_y);
                *x += share * free[here] * to_x;
                *y += share * free[here] * to_y;
            }
        };
        if x.len() <= 2 * CHUNK {
            let chunks = x.chunks_mut(CHUNK).zip(y.chunks_mut(CHUNK));
            chunks.enumerate().for_each(|(chunk, (x, y))| work(chunk, x, y));
        } else {
            let chunks = x.par_chunks_mut(CHUNK).zip(y.par_chunks_mut(CHUNK));
            chunks.enumerate().for_each(|(chunk, (x, y))| work(chunk, x, y));
        }
    }

    /// The length of one hop in the drawing as it is, from some of the nodes.
    fn hop_length(&self, order: &[u32], at: &[[f32; 2]], x: &[f32], y: &[f32]) -> f32 {
        let step = (order.len() / 500).max(1);
        let (mut sum, mut squares) = (0f64, 0f64);
        for here in (0..order.len()).step_by(step) {
            let hops = &self.hops[order[here] as usize * self.count..][..self.count];
            for (&hops, &[pivot_x, pivot_y]) in hops.iter().zip(at).filter(|(hops, _)| **hops > 0) {
                let (dx, dy) = (x[here] - pivot_x, y[here] - pivot_y);
                let ratio = f64::from((dx * dx + dy * dy).sqrt() / f32::from(hops));
                sum += ratio;
                squares += ratio * ratio;
            }
        }
        if sum > 0.0 { (squares / sum) as f32 } else { 0.0 }
    }
}

/// The way from a place to where the pivots want it, on a mean weighted by the inverse squares of their distances.
fn wish(from: [f32; 2], hops: &[u8], hop: f32, pivots_x: &[[f32; LANES]], pivots_y: &[[f32; LANES]]) -> [f32; 2] {
    let (mut sum_x, mut sum_y, mut weights) = ([0f32; LANES], [0f32; LANES], [0f32; LANES]);
    for ((hops, x), y) in hops.chunks_exact(LANES).zip(pivots_x).zip(pivots_y) {
        for lane in 0..LANES {
            let (dx, dy) = (from[0] - x[lane], from[1] - y[lane]);
            let length = (dx * dx + dy * dy + 1e-6).sqrt();
            let hops = f32::from(hops[lane]);
            let weight = if hops > 0.0 { 1.0 / (hops * hops) } else { 0.0 };
            let pull = weight * (hop * hops / length - 1.0);
            sum_x[lane] += pull * dx;
            sum_y[lane] += pull * dy;
            weights[lane] += weight;
        }
    }
    let total = weights.iter().sum::<f32>().max(1e-9);
    [sum_x.iter().sum::<f32>() / total, sum_y.iter().sum::<f32>() / total]
}
