//! How ties pull their ends together: for many nodes at a time, so that the arithmetic fills the vector registers.

use std::ops::Range;

use super::request::Pos;
use super::ties::Ties;

/// How many nodes are looked at in one go: what is noted of their ties stays in the nearest cache.
pub(super) const BLOCK: usize = 128;

/// The force 1/(1+d²) of short range, times `beta`, and a linear one whose share is told for each entry of the rows.
pub(super) struct Pull<'a> {
    pub(super) ties: &'a Ties,
    pub(super) shares: &'a [f32],
    /// The places with both axes side by side: ties lead anywhere in memory, so one look must do.
    pub(super) spots: &'a [Pos],
    pub(super) beta: f32,
}

/// What is known of some nodes that follow one another. Made once for each thread and used again.
#[derive(Default)]
pub(super) struct Pulled {
    /// The force on each node.
    pub(super) x: Vec<f32>,
    pub(super) y: Vec<f32>,
    /// How fast that force grows with a step away.
    pub(super) stiff: Vec<f32>,
    along_x: Vec<f32>,
    along_y: Vec<f32>,
    strength: Vec<f32>,
}

impl Pull<'_> {
    /// The pull on each of `nodes`, at most [`BLOCK`] of them for this to be quick.
    pub(super) fn of(&self, nodes: Range<usize>, pulled: &mut Pulled) {
        let entries = self.ties.rows(nodes.clone());
        pulled.make_room(nodes.len(), entries.len());
        self.look_along(nodes.clone(), pulled);
        let Pulled { along_x, along_y, strength, .. } = pulled;
        let weights = self.ties.weights()[entries.clone()].iter().zip(&self.shares[entries]);
        for (((x, y), strength), (weight, share)) in along_x.iter_mut().zip(along_y).zip(strength).zip(weights) {
            *strength = weight * (self.beta / (1.0 + *x * *x + *y * *y) + share);
            *x *= *strength;
            *y *= *strength;
        }
        self.sum_up(nodes, pulled);
    }

    /// The way from the other end of each tie.
    fn look_along(&self, nodes: Range<usize>, pulled: &mut Pulled) {
        let mut begin = 0;
        for node in nodes {
            let [x, y] = self.spots[node];
            let ends = self.ties.of(node);
            let row = begin..begin + ends.len();
            let along = pulled.along_x[row.clone()].iter_mut().zip(&mut pulled.along_y[row]);
            for (&end, (along_x, along_y)) in ends.iter().zip(along) {
                let other = self.spots[end as usize];
                (*along_x, *along_y) = (x - other[0], y - other[1]);
            }
            begin += ends.len();
        }
    }

    fn sum_up(&self, nodes: Range<usize>, pulled: &mut Pulled) {
        let mut begin = 0;
        for (at, node) in nodes.enumerate() {
            let row = begin..begin + self.ties.degree(node);
            begin = row.end;
            let (mut x, mut y, mut stiff) = (0f32, 0f32, 0f32);
            let along = pulled.along_x[row.clone()].iter().zip(&pulled.along_y[row.clone()]);
            for ((along_x, along_y), strength) in along.zip(&pulled.strength[row]) {
                x -= along_x;
                y -= along_y;
                stiff += strength;
            }
            (pulled.x[at], pulled.y[at], pulled.stiff[at]) = (x, y, stiff);
        }
    }
}

impl Pulled {
    fn make_room(&mut self, nodes: usize, entries: usize) {
        for values in [&mut self.x, &mut self.y, &mut self.stiff] {
            values.resize(nodes, 0.0);
        }
        for values in [&mut self.along_x, &mut self.along_y, &mut self.strength] {
            values.resize(entries, 0.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::request::Edge;
    use super::*;

    #[test]
    fn a_tie_pulls_both_ends_by_their_shares() {
        let ties = Ties::new(3, &[Edge { a: 0, b: 1, weight: 2.0 }]);
        let mut pulled = Pulled::default();
        let pull = Pull { ties: &ties, shares: &[0.25, 0.75], spots: &[[0.0, 0.0], [1.0, 0.0], [5.0, 5.0]], beta: 4.0 };
        pull.of(0..3, &mut pulled);
        assert_eq!(pulled.x, [4.5, -5.5, 0.0]);
        assert_eq!(pulled.y, [0.0; 3]);
        assert_eq!(pulled.stiff, [4.5, 5.5, 0.0]);
        pull.of(1..2, &mut pulled);
        assert_eq!(pulled.x, [-5.5], "what was there before is gone");
        pull.of(2..2, &mut pulled);
        assert!(pulled.x.is_empty());
    }
}
