//! Layers from top to bottom, for ties that have a direction, such as ownership.

use super::super::request::{Edge, Pos, Structure};
use super::{GAP, block, centred, halves, side_by_side};

/// How often the order within the layers is improved, and then their places.
const SWEEPS: u32 = 16;

/// Puts nodes into layers so that ties point down from `a` to `b`, as far as there is no cycle, and crossings are few
/// (Sugiyama, Tagawa & Toda, "Methods for visual understanding of hierarchical system structures", 1981). Nodes
/// without ties stand in rows below.
pub fn layered(structure: &Structure) -> Vec<Pos> {
    let room = halves(structure);
    let graph = Directed::new(structure);
    let layer = graph.layers();
    let depth = layer.iter().flatten().max().map_or(0, |&deepest| deepest + 1);
    let mut layers: Vec<Vec<usize>> = vec![Vec::new(); depth];
    for (node, at) in layer.iter().enumerate() {
        if let Some(at) = at {
            layers[*at].push(node);
        }
    }
    let mut x = vec![0f32; room.len()];
    layers.iter().for_each(|nodes| line_up(nodes, &room, &mut x));
    for sweep in 0..SWEEPS {
        for at in 0..depth {
            let nodes = &mut layers[if sweep % 2 == 0 { at } else { depth - 1 - at }];
            graph.order(nodes, &layer, &mut x, &room, if sweep % 2 == 0 { Side::Above } else { Side::Below });
        }
    }
    for sweep in 0..SWEEPS {
        for at in 0..depth {
            let nodes = &layers[if sweep % 2 == 0 { at } else { depth - 1 - at }];
            graph.pull(nodes, &mut x, &room);
        }
    }
    let mut places = vec![[0.0; 2]; room.len()];
    let mut y = 0f32;
    for nodes in &layers {
        let half = nodes.iter().map(|&node| room[node][1]).fold(0.0, f32::max);
        y += half;
        nodes.iter().for_each(|&node| places[node] = [x[node], y]);
        y += half + 3.0 * GAP;
    }
    let loose: Vec<usize> = (0..room.len()).filter(|&node| layer[node].is_none()).collect();
    let bounds = x.iter().fold((0f32, 0f32), |(low, high), &x| (low.min(x), high.max(x)));
    block(&loose, &room, (bounds.1 - bounds.0).max(600.0), [bounds.0, y], &mut places);
    centred(places)
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Above,
    Below,
}

/// The ties by the nodes they leave and enter.
struct Directed {
    out: Vec<Vec<usize>>,
    into: Vec<Vec<usize>>,
}

impl Directed {
    fn new(structure: &Structure) -> Self {
        let len = structure.len();
        let mut pairs: Vec<(usize, usize)> = structure
            .edges
            .iter()
            .map(|&Edge { a, b, .. }| (a as usize, b as usize))
            .filter(|&(a, b)| a < len && b < len && a != b)
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        let mut graph = Self { out: vec![Vec::new(); len], into: vec![Vec::new(); len] };
        for (a, b) in pairs {
            graph.out[a].push(b);
            graph.into[b].push(a);
        }
        graph
    }

    /// The layer of each node that has ties: one below the lowest of those that point to it (longest path), against
    /// an order from which the ties that close a cycle are left out.
    fn layers(&self) -> Vec<Option<usize>> {
        let order = self.downward();
        let mut rank = vec![0usize; self.out.len()];
        order.iter().enumerate().for_each(|(at, &node)| rank[node] = at);
        let tied = |node: usize| !self.out[node].is_empty() || !self.into[node].is_empty();
        let mut layer: Vec<Option<usize>> = (0..self.out.len()).map(|node| tied(node).then_some(0)).collect();
        for &node in &order {
            let above = self.into[node].iter().filter(|from| rank[**from] < rank[node]);
            let lowest = above.filter_map(|&from| layer[from]).max();
            if let (Some(at), Some(lowest)) = (&mut layer[node], lowest) {
                *at = lowest + 1;
            }
        }
        // What nothing points to stands just above the first it points to.
        for &node in order.iter().rev().filter(|node| self.into[**node].is_empty()) {
            let first = self.out[node].iter().filter_map(|&to| layer[to]).min();
            if let (Some(at), Some(first)) = (&mut layer[node], first) {
                *at = first.saturating_sub(1).max(*at);
            }
        }
        layer
    }

    /// All nodes in an order that few ties go against (Eades, Lin & Smyth's greedy heuristic, 1993): sinks to the end,
    /// sources to the front, else the node from which most more leave than enter.
    fn downward(&self) -> Vec<usize> {
        let len = self.out.len();
        let mut out: Vec<usize> = self.out.iter().map(Vec::len).collect();
        let mut into: Vec<usize> = self.into.iter().map(Vec::len).collect();
        let key = |node: usize, out: &[usize], into: &[usize]| match (out[node], into[node]) {
            (_, 0) => (0, 0),
            (0, _) => (1, 0),
            (out, into) => (2, into as isize - out as isize),
        };
        let mut queue: std::collections::BTreeSet<((u8, isize), usize)> =
            (0..len).map(|node| (key(node, &out, &into), node)).collect();
        let (mut front, mut back) = (Vec::new(), Vec::new());
        while let Some(((class, _), node)) = queue.pop_first() {
            if class == 1 {
                back.push(node);
            } else {
                front.push(node);
            }
            let below = self.out[node].iter().map(|&end| (end, 0, 1));
            let above = self.into[node].iter().map(|&end| (end, 1, 0));
            for (end, less_out, less_into) in below.chain(above) {
                if queue.remove(&(key(end, &out, &into), end)) {
                    out[end] -= less_out;
                    into[end] -= less_into;
                    queue.insert((key(end, &out, &into), end));
                }
            }
        }
        front.extend(back.into_iter().rev());
        front
    }

    fn near(&self, node: usize) -> impl Iterator<Item = usize> {
        self.out[node].iter().chain(&self.into[node]).copied()
    }

    /// Orders a layer by the mean place of the neighbours above, or below.
    fn order(&self, nodes: &mut Vec<usize>, layer: &[Option<usize>], x: &mut [f32], room: &[[f32; 2]], side: Side) {
        let wish = |node: usize| {
            let there = |end: &usize| match side {
                Side::Above => layer[*end] < layer[node],
                Side::Below => layer[*end] > layer[node],
            };
            mean(self.near(node).filter(there).map(|end| x[end])).unwrap_or(x[node])
        };
        let mut wishes: Vec<(f32, usize)> = nodes.iter().map(|&node| (wish(node), node)).collect();
        wishes.sort_by(|a, b| a.0.total_cmp(&b.0).then(x[a.1].total_cmp(&x[b.1])).then(a.1.cmp(&b.1)));
        *nodes = wishes.into_iter().map(|(_, node)| node).collect();
        line_up(nodes, room, x);
    }

    /// Moves the nodes of a layer under and over their neighbours without changing their order.
    fn pull(&self, nodes: &[usize], x: &mut [f32], room: &[[f32; 2]]) {
        let wish = |node: usize| mean(self.near(node).map(|end| x[end])).unwrap_or(x[node]);
        let wishes: Vec<(f32, f32)> = nodes.iter().map(|&node| (wish(node), room[node][0])).collect();
        for (&node, place) in nodes.iter().zip(side_by_side(&wishes)) {
            x[node] = place;
        }
    }
}

/// Puts nodes side by side about 0.
fn line_up(nodes: &[usize], room: &[[f32; 2]], x: &mut [f32]) {
    let width: f32 = nodes.iter().map(|&node| 2.0 * room[node][0]).sum();
    let mut at = -0.5 * width;
    for &node in nodes {
        x[node] = at + room[node][0];
        at += 2.0 * room[node][0];
    }
}

fn mean(values: impl Iterator<Item = f32>) -> Option<f32> {
    let (sum, count) = values.fold((0f32, 0f32), |(sum, count), value| (sum + value, count + 1.0));
    (count > 0.0).then(|| sum / count)
}

#[cfg(test)]
mod tests {
    use super::super::tests::structure;
    use super::*;

    #[test]
    fn ties_point_down_and_a_cycle_goes_up_once() {
        let pairs = [(0, 1), (0, 2), (1, 3), (2, 3), (3, 4), (5, 4)];
        let places = layered(&structure(6, &pairs));
        assert!(pairs.iter().all(|&(a, b)| places[a as usize][1] < places[b as usize][1]));
        let cycle = [(0, 1), (1, 2), (2, 0)];
        let places = layered(&structure(3, &cycle));
        assert_eq!(cycle.iter().filter(|&&(a, b)| places[a as usize][1] > places[b as usize][1]).count(), 1);
    }

    #[test]
    fn two_trees_do_not_cross() {
        let places = layered(&structure(6, &[(0, 2), (0, 4), (1, 3), (1, 5)]));
        let first = places[2][0].max(places[4][0]) < places[3][0].min(places[5][0]);
        let second = places[3][0].max(places[5][0]) < places[2][0].min(places[4][0]);
        assert!(first || second);
    }
}
