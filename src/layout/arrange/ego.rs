//! Rings around one node: who is one tie away, who is two, and so on.

use std::f32::consts::TAU;

use super::super::hops::{self, FAR};
use super::super::request::{Pos, Structure};
use super::super::ties::Ties;
use super::{GAP, block, halves, side_by_side};

/// Puts `middle` in the middle and every other node on the ring of its distance from it; each takes its angle within
/// the wedge of the neighbour through which it is reached, as Yee, Fisher, Dhamija & Hearst do ("Animated exploration
/// of dynamic graphs with radial layout", InfoVis 2001). What is not tied to it stands in rows below. Without such a
/// node, the one with the most ties is the middle.
pub fn ego(structure: &Structure, middle: u32) -> Vec<Pos> {
    let ties = Ties::new(structure.len(), &structure.edges);
    let busiest = || (0..ties.len()).max_by_key(|&node| (ties.degree(node), std::cmp::Reverse(node)));
    let given = Some(middle as usize).filter(|&node| node < ties.len());
    let Some(middle) = given.or_else(busiest) else {
        return Vec::new();
    };
    let room = halves(structure);
    let rings = rings(&ties, middle);
    let tree = Tree::new(&ties, &rings, &room);
    let mut places = vec![[0.0; 2]; ties.len()];
    let mut radius = room[middle][0].max(room[middle][1]);
    for ring in rings.iter().skip(1) {
        radius += put_ring(ring, &tree, &room, radius, &mut places);
    }
    let far: Vec<usize> = (0..ties.len()).filter(|&node| !tree.reached[node]).collect();
    block(&far, &room, (2.0 * radius).max(600.0), [-radius.max(300.0), radius + 2.0 * GAP], &mut places);
    places
}

/// The nodes by their distance from the middle, those of one parent side by side.
fn rings(ties: &Ties, middle: usize) -> Vec<Vec<usize>> {
    let distance = hops::from(ties, &[], middle);
    let mut rings = vec![vec![middle]];
    let mut seen = vec![false; ties.len()];
    while let Some(last) = rings.last() {
        let next_distance = rings.len() as u32;
        let mut next = Vec::new();
        for &node in last {
            for &end in ties.of(node) {
                let is_next = distance[end as usize] == next_distance && distance[end as usize] != FAR;
                if is_next && !std::mem::replace(&mut seen[end as usize], true) {
                    next.push(end as usize);
                }
            }
        }
        if next.is_empty() {
            break;
        }
        rings.push(next);
    }
    rings
}

/// The wedge of each node: where it begins and how wide it is, in radians.
struct Tree {
    wedge: Vec<(f32, f32)>,
    reached: Vec<bool>,
}

impl Tree {
    fn new(ties: &Ties, rings: &[Vec<usize>], room: &[[f32; 2]]) -> Self {
        let (parent, reached) = parents(ties, rings);
        let need = needs(rings, &parent, room);
        let mut wedge = vec![(0f32, 0f32); ties.len()];
        if let Some(&middle) = rings.first().and_then(|ring| ring.first()) {
            wedge[middle] = (0.0, TAU);
        }
        let outer = || rings.iter().skip(1).flatten().copied();
        let mut sum = vec![0f32; ties.len()];
        outer().for_each(|node| sum[parent[node]] += need[node]);
        let mut used = vec![0f32; ties.len()];
        for node in outer() {
            let above = parent[node];
            let (begin, width) = wedge[above];
            let share = width * need[node] / sum[above].max(1e-6);
            wedge[node] = (begin + used[above], share);
            used[above] += share;
        }
        Self { wedge, reached }
    }
}

/// Through which node of the ring before each is reached, and whether it is at all.
fn parents(ties: &Ties, rings: &[Vec<usize>]) -> (Vec<usize>, Vec<bool>) {
    let mut ring_of = vec![usize::MAX; ties.len()];
    for (ring, nodes) in rings.iter().enumerate() {
        nodes.iter().for_each(|&node| ring_of[node] = ring);
    }
    let mut parent = vec![usize::MAX; ties.len()];
    for &node in rings.iter().flatten() {
        for &end in ties.of(node) {
            let end = end as usize;
            if ring_of[end] == ring_of[node] + 1 && parent[end] == usize::MAX {
                parent[end] = node;
            }
        }
    }
    (parent, ring_of.iter().map(|&ring| ring != usize::MAX).collect())
}

/// How much room each node and what hangs on it need along its ring.
fn needs(rings: &[Vec<usize>], parent: &[usize], room: &[[f32; 2]]) -> Vec<f32> {
    let mut need: Vec<f32> = room.iter().map(|half| half[0].max(half[1])).collect();
    let mut children = vec![0f32; room.len()];
    for (ring, nodes) in rings.iter().enumerate().skip(1).rev() {
        // A child's ring is wider, so its need weighs less here.
        let shrink = ring as f32 / (ring + 1) as f32;
        for &node in nodes {
            need[node] = need[node].max(children[node] * shrink);
            children[parent[node]] += need[node];
        }
    }
    need
}

/// Places one ring outside of `inner` and says how much wider it is: as wide as its most crowded part needs.
fn put_ring(ring: &[usize], tree: &Tree, room: &[[f32; 2]], inner: f32, places: &mut [Pos]) -> f32 {
    let size = |node: usize| room[node][0].max(room[node][1]);
    let widest = ring.iter().map(|&node| size(node)).fold(0.0, f32::max);
    let around: f32 = ring.iter().map(|&node| 2.0 * size(node)).sum();
    let radius = (inner + 2.0 * widest + GAP).max(1.1 * around / TAU);
    let mut angles: Vec<(f32, usize)> =
        ring.iter().map(|&node| (tree.wedge[node].0 + 0.5 * tree.wedge[node].1, node)).collect();
    angles.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let wishes: Vec<(f32, f32)> = angles.iter().map(|&(angle, node)| (angle, 1.05 * size(node) / radius)).collect();
    let apart = side_by_side(&wishes);
    // Pushed apart, the last may have come round to the first: then all share the turn evenly.
    let needed = wishes.iter().map(|wish| 2.0 * wish.1).sum::<f32>();
    let used = match (apart.first(), apart.last()) {
        (Some(first), Some(last)) => last - first + wishes[0].1 + wishes[wishes.len() - 1].1,
        _ => 0.0,
    };
    let mut even = 0f32;
    for ((_, node), (angle, (_, half))) in angles.into_iter().zip(apart.into_iter().zip(wishes)) {
        even += half * TAU / needed;
        let angle = if used > TAU { even } else { angle };
        even += half * TAU / needed;
        places[node] = [radius * angle.cos(), radius * angle.sin()];
    }
    radius - inner
}

#[cfg(test)]
mod tests {
    use super::super::tests::structure;
    use super::*;

    #[test]
    fn rings_follow_the_distance() {
        let places = ego(&structure(8, &[(0, 1), (0, 2), (0, 3), (1, 4), (1, 5), (2, 6)]), 0);
        let far = |node: usize| places[node][0].hypot(places[node][1]);
        assert_eq!(places[0], [0.0, 0.0]);
        assert!((far(1) - far(3)).abs() < 0.1 && (far(4) - far(6)).abs() < 0.1 && far(4) > far(1) + 20.0);
        assert!(places[7][1] > far(4));
        let near = |a: usize, b: usize| (places[a][0] - places[b][0]).hypot(places[a][1] - places[b][1]);
        assert!(near(4, 1) < near(4, 2) && near(6, 2) < near(6, 1));
    }
}
