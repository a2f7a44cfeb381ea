//! The repulsion between all pairs of nodes, without looking at all pairs.

mod grid;
mod spline;
mod tree;

use super::morton;
use grid::Pyramid;
use tree::Tree;

/// Up to how many cells of the finest grid for each node the grids are quicker than the boxes.
const CELLS_PER_NODE: f32 = 24.0;
/// Below how many nodes the boxes are always quick enough, and more exact.
const FEW: usize = 256;

/// The sum of d/(1+d²)² over all pairs, by whichever of two methods suits how dense the drawing is.
#[derive(Debug, Default)]
pub(super) struct Repulsion {
    tree: Tree,
    pyramid: Pyramid,
}

impl Repulsion {
    /// Writes the sum for each point. The points should be in Morton order, or near it.
    pub(super) fn forces(&mut self, x: &[f32], y: &[f32], out_x: &mut [f32], out_y: &mut [f32]) {
        let (low_x, high_x) = morton::range(x);
        let (low_y, high_y) = morton::range(y);
        let extent = [high_x - low_x, high_y - low_y];
        if x.len() >= FEW && Pyramid::cells(extent) <= CELLS_PER_NODE * x.len() as f32 {
            self.pyramid.forces(x, y, [low_x, low_y], extent, out_x, out_y);
        } else {
            self.tree.fit(x, y);
            self.tree.forces(x, y, out_x, out_y);
        }
    }
}
