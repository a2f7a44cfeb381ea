//! What the rest of the program asks of the layout, and what it gets back.

use std::sync::Arc;

/// A place on the map, in map units: one unit is one pixel at zoom 1. `y` points down.
pub type Pos = [f32; 2];

/// One tie between two nodes, which are named by their index in [`Structure::radii`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    pub a: u32,
    pub b: u32,
    /// How strong the tie is, in any unit: only the ratios to the median weight count.
    pub weight: f32,
}

/// What is tied to what, and how large each mark is. Shared by `Arc`, never copied.
///
/// Anything may stand in here: ties out of range, from a node to itself, or of a weight that is not a positive
/// number are ignored, several ties of one pair count as one with the sum of their weights.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Structure {
    pub edges: Vec<Edge>,
    /// The radius of each mark in map units; its length is the number of nodes.
    pub radii: Vec<f32>,
    /// Half width and half height, in map units, of a box around each mark's middle that holds its name.
    /// Empty, or as long as `radii`; a node without a name has `[0.0, 0.0]`.
    pub label_halves: Vec<[f32; 2]>,
}

impl Structure {
    /// The number of nodes.
    pub fn len(&self) -> usize {
        self.radii.len()
    }

    /// Whether there is no node at all.
    pub fn is_empty(&self) -> bool {
        self.radii.is_empty()
    }
}

/// The few things about a layout that are a matter of taste.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The same seed gives the same map, whatever the number of threads.
    pub seed: u64,
    /// How many threads to use; `None` is as many as the machine has.
    pub threads: Option<usize>,
    /// Factor on all distances of a fresh layout.
    pub spread: f32,
    /// From 0, the overall shape, to 1, groups drawn tight and apart.
    pub clusters: f32,
    /// From 0 to 1, how strongly everything is pulled to the middle of its component.
    pub gravity: f32,
    /// From 0 to 1, how much of the label boxes is kept free of other marks and labels.
    pub label_room: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { seed: 42, threads: None, spread: 1.0, clusters: 0.5, gravity: 0.0, label_room: 1.0 }
    }
}

impl Settings {
    /// The dial between shape and clusters, within its bounds.
    pub(super) fn clusters_dial(&self) -> f32 {
        if self.clusters.is_finite() { self.clusters.clamp(0.0, 1.0) } else { 0.5 }
    }

    /// The pull to the middle, within its bounds.
    pub(super) fn gravity_dial(&self) -> f32 {
        if self.gravity.is_finite() { self.gravity.clamp(0.0, 1.0) } else { 0.0 }
    }

    /// The factor on ties between communities: none up to the middle of the dial, then falling.
    pub(super) fn between_communities(&self) -> f32 {
        0.1f32.powf((2.0 * self.clusters_dial() - 1.0).max(0.0))
    }
}

/// Where a layout begins.
#[derive(Clone, Debug, PartialEq)]
pub enum Start {
    /// From nothing: the map is drawn anew.
    Fresh,
    /// From a map that is there: what stands, stays as far as it can.
    Warm {
        /// One place for each node; a place that is not finite, or missing at the end, marks a newcomer, which
        /// is put beside its neighbours.
        positions: Arc<[Pos]>,
        /// From 0, only newcomers move, to 1, everything may move as in a fresh layout's last phase.
        heat: f32,
    },
}

/// One layout to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    pub structure: Arc<Structure>,
    pub start: Start,
    /// Nodes that stand exactly here, in map units.
    pub pins: Vec<(u32, Pos)>,
    /// If given, only these nodes may move (a warm start's newcomers are always placed).
    pub only: Option<Vec<u32>>,
    pub settings: Settings,
}

/// A finished, or interrupted, layout.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// One finite place for each node, in map units.
    pub positions: Vec<Pos>,
    /// How many iterations of the forces the largest component saw.
    pub iterations: u32,
    /// How many threads were used.
    pub threads: usize,
}

/// A glance at a layout that is being made.
#[derive(Clone, Copy)]
pub struct Progress<'a> {
    /// How many iterations of the forces the current component has seen.
    pub iterations: u32,
    /// The share of the work that is done, 0 to 1.
    pub progress: f32,
    pub(super) view: &'a dyn Fn() -> Vec<Pos>,
}

impl Progress<'_> {
    /// Where everything stands now, in map units. Assembling this costs time, so ask only for what is shown.
    pub fn positions(&self) -> Vec<Pos> {
        (self.view)()
    }
}
