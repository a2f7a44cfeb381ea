//! The forces between nodes and how they move under them.

use std::ops::Range;

use rayon::iter::{IndexedParallelIterator as _, ParallelIterator as _};
use rayon::slice::ParallelSliceMut as _;

use super::anchors::Anchors;
use super::each::{chunks, each};
use super::morton;
use super::pull::{BLOCK, Pull, Pulled};
use super::repulsion::Repulsion;
use super::request::Pos;
use super::scale;
use super::ties::Ties;

/// How strongly any two nodes push each other away.
const REPULSION: f32 = 10.0;
/// How much of the swing of a stiffly tied node is damped: 1 is an implicit Euler step.
const DAMPING: f32 = 0.3;
/// What is left of a velocity after one iteration.
const DECAY: f32 = 0.6;
/// The longest step, in the unit of the forces.
const LONGEST_STEP: f32 = 1.0;
/// After how many iterations at most the nodes are put in memory order again; at first, when they move far, sooner.
const RENUMBER_EVERY: u32 = 32;
/// How many nodes one thread moves at a time.
const CHUNK: usize = 2048;

/// What may be tuned in the forces.
#[derive(Clone, Copy, Debug)]
pub(super) struct Forces {
    /// The short-range part of the attraction: 4 spreads evenly, 16 draws tight clusters.
    pub(super) beta: f32,
    /// How strongly each node is drawn to the middle, relative to its distance from it.
    pub(super) gravity: f32,
    /// What share of the way to where its pivots want it each node goes.
    pub(super) anchor: f32,
}

/// Nodes under the bounded short-range forces of t-FDP (Zhong, Xue, Zhang, Zhang, Ban, Deussen & Wang, "Force-directed
/// graph layouts revisited: a new force based on the t-distribution", IEEE TVCG 2023). Its unit of length is that of
/// the forces, not of the map.
pub(super) struct Sim {
    now: Places,
    next: Places,
    velocity: Places,
    push: Places,
    /// 0 for what stands fixed, 1 for what moves freely.
    free: Vec<f32>,
    ties: Ties,
    /// For each entry of the rows, the share of the linear pull that falls to the row's node.
    shares: Vec<f32>,
    /// The places with both axes side by side, for [`Pull`].
    spots: Vec<Pos>,
    /// `order[here]` is the caller's index of the node.
    order: Vec<u32>,
    repulsion: Repulsion,
    anchors: Option<Anchors>,
    until_renumbered: u32,
    renumber_after: u32,
}

#[derive(Clone, Default)]
struct Places {
    x: Vec<f32>,
    y: Vec<f32>,
}

impl Sim {
    pub(super) fn new(ties: Ties, points: &[Pos], free: Vec<f32>) -> Self {
        let len = points.len();
        Self {
            now: Places { x: points.iter().map(|p| p[0]).collect(), y: points.iter().map(|p| p[1]).collect() },
            shares: Vec::new(),
            spots: vec![[0.0; 2]; len],
            next: Places::zero(len),
            velocity: Places::zero(len),
            push: Places::zero(len),
            free,
            ties,
            order: (0..len as u32).collect(),
            repulsion: Repulsion::default(),
            anchors: None,
            until_renumbered: 0,
            // On the largest maps it takes as long as some iterations do.
            renumber_after: if len > 200_000 { 4 } else { 1 },
        }
    }

    /// For places that hardly change: they are put in memory order once and then seldom.
    pub(super) fn settled(self) -> Self {
        Self { renumber_after: RENUMBER_EVERY, ..self }
    }

    /// Adds a pull towards distances along ties.
    pub(super) fn anchored(self, anchors: Anchors) -> Self {
        Self { anchors: Some(anchors), ..self }
    }

    /// The places in the caller's order.
    pub(super) fn points(&self) -> Vec<Pos> {
        let mut points = vec![[0.0; 2]; self.order.len()];
        for (here, &node) in self.order.iter().enumerate() {
            points[node as usize] = [self.now.x[here], self.now.y[here]];
        }
        points
    }

    /// One iteration at `temperature`, from 1 (hot) down to 0 (still).
    pub(super) fn step(&mut self, forces: &Forces, temperature: f32) {
        if self.until_renumbered == 0 {
            self.renumber();
            self.until_renumbered = self.renumber_after;
            self.renumber_after = (self.renumber_after * 2).min(RENUMBER_EVERY);
        }
        self.until_renumbered -= 1;
        self.repel();
        self.note_spots();
        self.advance(forces, temperature);
        std::mem::swap(&mut self.now, &mut self.next);
        if forces.anchor > 0.0
            && let Some(anchors) = &self.anchors
        {
            let Places { x, y } = &mut self.now;
            anchors.pull(&self.order, &self.free, x, y, forces.anchor);
        }
    }

    /// Whether the forces would make the drawing grow (positive) or shrink (negative).
    fn virial(&mut self, forces: &Forces) -> f64 {
        self.repel();
        self.note_spots();
        let pull = Pull { ties: &self.ties, shares: &self.shares, spots: &self.spots, beta: forces.beta };
        let outward = |nodes: Range<usize>| {
            let mut pulled = Pulled::default();
            let mut sum = 0.0;
            for begin in nodes.clone().step_by(BLOCK) {
                let block = begin..(begin + BLOCK).min(nodes.end);
                pull.of(block.clone(), &mut pulled);
                for (at, node) in block.enumerate() {
                    let (x, y) = (self.now.x[node], self.now.y[node]);
                    let force_x = pulled.x[at] + REPULSION * self.push.x[node] - forces.gravity * x;
                    let force_y = pulled.y[at] + REPULSION * self.push.y[node] - forces.gravity * y;
                    sum += f64::from(force_x * x + force_y * y);
                }
            }
            sum
        };
        chunks(self.now.x.len(), outward).into_iter().sum()
    }

    fn repel(&mut self) {
        let Places { x, y } = &self.now;
        self.repulsion.forces(x, y, &mut self.push.x, &mut self.push.y);
    }

    fn note_spots(&mut self) {
        for (spot, (&x, &y)) in self.spots.iter_mut().zip(self.now.x.iter().zip(&self.now.y)) {
            *spot = [x, y];
        }
    }

    fn advance(&mut self, forces: &Forces, temperature: f32) {
        let Self { now, next, velocity, push, free, ties, shares, spots, .. } = self;
        let pull = Pull { ties, shares, spots, beta: forces.beta };
        let step = Step { forces, temperature };
        let work = |chunk: usize, [nx, ny, vx, vy]: [&mut [f32]; 4]| {
            let mut pulled = Pulled::default();
            let blocks = nx.chunks_mut(BLOCK).zip(ny.chunks_mut(BLOCK));
            let blocks = blocks.zip(vx.chunks_mut(BLOCK).zip(vy.chunks_mut(BLOCK)));
            for (block, ((nx, ny), (vx, vy))) in blocks.enumerate() {
                let begin = chunk * CHUNK + block * BLOCK;
                let nodes = begin..begin + nx.len();
                pull.of(nodes.clone(), &mut pulled);
                let place = [&now.x[nodes.clone()], &now.y[nodes.clone()]];
                let push = [&push.x[nodes.clone()], &push.y[nodes.clone()]];
                step.take(&pulled, place, push, &free[nodes], [nx, ny, vx, vy]);
            }
        };
        let (nx, ny, vx, vy) = (&mut next.x, &mut next.y, &mut velocity.x, &mut velocity.y);
        if nx.len() <= 2 * CHUNK {
            let chunks = nx.chunks_mut(CHUNK).zip(ny.chunks_mut(CHUNK));
            let chunks = chunks.zip(vx.chunks_mut(CHUNK).zip(vy.chunks_mut(CHUNK)));
            chunks.enumerate().for_each(|(chunk, ((nx, ny), (vx, vy)))| work(chunk, [nx, ny, vx, vy]));
        } else {
            let chunks = nx.par_chunks_mut(CHUNK).zip(ny.par_chunks_mut(CHUNK));
            let chunks = chunks.zip(vx.par_chunks_mut(CHUNK).zip(vy.par_chunks_mut(CHUNK)));
            chunks.enumerate().for_each(|(chunk, ((nx, ny), (vx, vy)))| work(chunk, [nx, ny, vx, vy]));
        }
    }

    /// Puts neighbours in the plane side by side in memory.
    fn renumber(&mut self) {
        let order = morton::order(&self.now.x, &self.now.y);
        let mut place = vec![0; order.len()];
        self.ties = self.ties.part(&order, &mut place);
        self.shares = shares(&self.ties);
        self.now = self.now.permuted(&order);
        self.velocity = self.velocity.permuted(&order);
        self.free = each(order.len(), |at| self.free[order[at] as usize]);
        self.order = each(order.len(), |at| self.order[order[at] as usize]);
        if let Some(anchors) = &mut self.anchors {
            anchors.renumber(&self.order);
        }
    }
}

impl Places {
    fn zero(len: usize) -> Self {
        Self { x: vec![0.0; len], y: vec![0.0; len] }
    }

    fn permuted(&self, order: &[u32]) -> Self {
        let pick = |values: &[f32]| each(order.len(), |at| values[order[at] as usize]);
        Self { x: pick(&self.x), y: pick(&self.y) }
    }
}

/// The length in map units of the unit of the forces at which a drawing in map units neither grows nor shrinks as a
/// whole: where the virial, the sum of force times place, is zero.
pub(super) fn natural_unit(ties: &Ties, points: &[Pos], forces: &Forces) -> f32 {
    let middle = scale::mean(points);
    let usual = scale::median_tie(ties, points).unwrap_or(100.0);
    let inner: Vec<Pos> = points.iter().map(|at| [at[0] - middle[0], at[1] - middle[1]]).collect();
    let mut sim = Sim::new(ties.clone(), &inner, vec![0.0; points.len()]);
    sim.renumber();
    let (mut low, mut high) = (usual / 12.0, usual * 12.0);
    let mut unit = 1.0;
    for _ in 0..9 {
        let next = (low * high).sqrt();
        let values = sim.now.x.iter_mut().chain(&mut sim.now.y);
        values.for_each(|value| *value *= unit / next);
        unit = next;
        if sim.virial(forces) > 0.0 {
            high = unit;
        } else {
            low = unit;
        }
    }
    (low * high).sqrt()
}

/// How nodes move in one iteration.
struct Step<'a> {
    forces: &'a Forces,
    temperature: f32,
}

impl Step<'_> {
    /// Writes where some nodes that follow one another come to, and how fast they are then.
    fn take(
        &self,
        pulled: &Pulled,
        [x, y]: [&[f32]; 2],
        [push_x, push_y]: [&[f32]; 2],
        free: &[f32],
        [next_x, next_y, velocity_x, velocity_y]: [&mut [f32]; 4],
    ) {
        let Self { forces: Forces { gravity, .. }, temperature } = *self;
        // All of one length, so that no step has to look whether it is in bounds.
        let len = x.len();
        let (y, push_x, push_y, free) = (&y[..len], &push_x[..len], &push_y[..len], &free[..len]);
        let (pull_x, pull_y, stiff) = (&pulled.x[..len], &pulled.y[..len], &pulled.stiff[..len]);
        let (next_x, next_y) = (&mut next_x[..len], &mut next_y[..len]);
        let (velocity_x, velocity_y) = (&mut velocity_x[..len], &mut velocity_y[..len]);
        for at in 0..len {
            let force_x = pull_x[at] + REPULSION * push_x[at] - gravity * x[at];
            let force_y = pull_y[at] + REPULSION * push_y[at] - gravity * y[at];
            // A node with many ties would swing past its place: its step is nearly that of an implicit integrator.
            let gain = temperature / (1.0 + DAMPING * temperature * stiff[at]);
            let new_x = DECAY * (velocity_x[at] + gain * force_x);
            let new_y = DECAY * (velocity_y[at] + gain * force_y);
            let length = (new_x * new_x + new_y * new_y).sqrt();
            let within = LONGEST_STEP / length.max(LONGEST_STEP);
            let is_free = free[at] > 0.0;
            velocity_x[at] = if is_free { new_x * within } else { 0.0 };
            velocity_y[at] = if is_free { new_y * within } else { 0.0 };
            next_x[at] = x[at] + free[at] * velocity_x[at];
            next_y[at] = y[at] + free[at] * velocity_y[at];
        }
    }
}

/// Of the two ends of a tie, the one with fewer ties is pulled more, so that a leaf comes to its hub.
fn shares(ties: &Ties) -> Vec<f32> {
    let degrees = ties.degrees();
    ties.for_entries(|node, end| degrees[end as usize] / (degrees[node] + degrees[end as usize]))
}
