//! What a drag does to the neighbourhood of what is dragged.

use std::collections::BTreeMap;

use super::overlap::{self, Mark};
use super::request::Pos;
use super::ties::Ties;

/// How many ties away the neighbourhood ends.
const HOPS: u32 = 4;
/// How many nodes follow at most.
const FOLLOWERS: usize = 1_500;
/// How strongly each node is held where it stood, against the pull of one usual tie.
const ANCHOR: f32 = 0.35;
/// How often each follower is looked at in one step.
const SWEEPS: u32 = 6;

/// A drag: what is held, and the part of the map that follows it.
///
/// The followers take the displacement that minimises the stretch of their ties against a weak wish to stay where
/// they stood, a screened Laplace equation, solved by Gauss–Seidel sweeps. So a leaf comes along almost wholly, a
/// node with ties elsewhere a little, and beyond a few ties nothing moves.
pub(super) struct Drag {
    /// Where the held and their followers stood.
    homes: BTreeMap<u32, Pos>,
    held: BTreeMap<u32, Pos>,
    followers: Vec<Follower>,
}

struct Follower {
    node: u32,
    home: Pos,
    off: Pos,
    /// Where each of its neighbours is to be found, and the pull of the tie.
    near: Vec<(End, f32)>,
    total: f32,
}

#[derive(Clone, Copy)]
enum End {
    Held(u32),
    Follower(u32),
    Still,
}

impl Drag {
    /// Begins, or goes on from `before`, with what is held now. `fixed` are the pinned; they do not follow.
    pub(super) fn new(
        ties: &Ties,
        positions: &[Pos],
        fixed: &BTreeMap<u32, Pos>,
        held: &[(u32, Pos)],
        before: Option<Self>,
    ) -> Self {
        let homes = before.map(|drag| drag.homes).unwrap_or_default();
        let home = |node: u32| homes.get(&node).copied().unwrap_or(positions[node as usize]);
        let held: BTreeMap<u32, Pos> = held
            .iter()
            .filter(|(node, at)| (*node as usize) < positions.len() && at.iter().all(|v| v.is_finite()))
            .copied()
            .collect();
        let nodes = neighbourhood(ties, fixed, &held);
        let place: BTreeMap<u32, u32> = nodes.iter().enumerate().map(|(at, &node)| (node, at as u32)).collect();
        let end = |node: u32| match (held.contains_key(&node), place.get(&node)) {
            (true, _) => End::Held(node),
            (_, Some(&at)) => End::Follower(at),
            _ => End::Still,
        };
        let follower = |&node: &u32| {
            let ties_of = ties.of(node as usize).iter().zip(ties.weights_of(node as usize));
            let near: Vec<(End, f32)> = ties_of.map(|(&other, &weight)| (end(other), weight)).collect();
            let total = ANCHOR + near.iter().map(|(_, weight)| weight).sum::<f32>();
            let (home, at) = (home(node), positions[node as usize]);
            Follower { node, home, off: [at[0] - home[0], at[1] - home[1]], near, total }
        };
        let followers: Vec<Follower> = nodes.iter().map(follower).collect();
        let all_homes = held.keys().chain(&nodes).map(|&node| (node, home(node))).collect();
        Self { homes: all_homes, held, followers }
    }

    /// Whether the same nodes are held; then [`Self::hold`] is enough.
    pub(super) fn holds_same(&self, held: &[(u32, Pos)]) -> bool {
        self.held.len() == held.len() && held.iter().all(|(node, _)| self.held.contains_key(node))
    }

    /// Moves what is held.
    pub(super) fn hold(&mut self, held: &[(u32, Pos)]) {
        for (node, at) in held.iter().filter(|(_, at)| at.iter().all(|v| v.is_finite())) {
            self.held.insert(*node, *at);
        }
    }

    /// Lets the neighbourhood follow a little and says how far the farthest moved, in map units.
    pub(super) fn step(&mut self, positions: &mut [Pos]) -> f32 {
        for _ in 0..SWEEPS {
            for at in 0..self.followers.len() {
                self.followers[at].off = self.wished(at);
            }
        }
        let mut farthest = 0f32;
        let mut put = |node: u32, to: Pos| {
            let from = positions[node as usize];
            farthest = farthest.max((to[0] - from[0]).hypot(to[1] - from[1]));
            positions[node as usize] = to;
        };
        for (&node, &at) in &self.held {
            put(node, at);
        }
        for Follower { node, home, off, .. } in &self.followers {
            put(*node, [home[0] + off[0], home[1] + off[1]]);
        }
        farthest
    }

    fn wished(&self, at: usize) -> Pos {
        let follower = &self.followers[at];
        let mut sum = [0f32; 2];
        for &(end, weight) in &follower.near {
            let off = match end {
                End::Follower(other) => self.followers[other as usize].off,
                End::Held(node) => self.held_off(node),
                End::Still => [0.0; 2],
            };
            sum = [sum[0] + weight * off[0], sum[1] + weight * off[1]];
        }
        sum.map(|v| v / follower.total)
    }

    fn held_off(&self, node: u32) -> Pos {
        match (self.held.get(&node), self.homes.get(&node)) {
            (Some(at), Some(home)) => [at[0] - home[0], at[1] - home[1]],
            _ => [0.0; 2],
        }
    }

    /// Where everything comes to rest when the drag is over: the neighbourhood at ease and no mark on another.
    pub(super) fn rest(mut self, positions: &[Pos], marks: &[Mark], fixed: &BTreeMap<u32, Pos>) -> Vec<Pos> {
        let mut places = positions.to_vec();
        for _ in 0..20 {
            if self.step(&mut places) < 0.1 {
                break;
            }
        }
        self.part_marks(&mut places, marks, fixed);
        places
    }

    /// Parts overlapping marks around what moved, all else standing still.
    fn part_marks(&self, places: &mut [Pos], marks: &[Mark], fixed: &BTreeMap<u32, Pos>) {
        let moved = |node: &u32| {
            let (at, home) = (places[*node as usize], self.homes[node]);
            (at[0] - home[0]).hypot(at[1] - home[1]) > 0.5
        };
        let movers: Vec<u32> = self.homes.keys().copied().filter(moved).collect();
        let near = around(places, marks, &movers);
        let mut local: Vec<Pos> = near.iter().map(|&node| places[node as usize]).collect();
        let local_marks: Vec<Mark> = near.iter().map(|&node| marks[node as usize]).collect();
        let stands: Vec<bool> =
            near.iter().map(|node| fixed.contains_key(node) || self.held.contains_key(node)).collect();
        overlap::separate(&mut local, &local_marks, &stands);
        for (&node, at) in near.iter().zip(local) {
            places[node as usize] = at;
        }
    }
}

/// What is near enough to a moved mark that it may have to make room.
fn around(places: &[Pos], marks: &[Mark], movers: &[u32]) -> Vec<u32> {
    let widest = marks.iter().flat_map(Mark::half).fold(1.0, f32::max);
    let cell = 4.0 * widest;
    let key = |at: Pos| at.map(|v| (v / cell).floor() as i64);
    let mut cells = std::collections::BTreeSet::new();
    for &node in movers {
        let [column, row] = key(places[node as usize]);
        for (dx, dy) in (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (dx, dy))) {
            cells.insert([column + dx, row + dy]);
        }
    }
    (0..places.len() as u32).filter(|&node| cells.contains(&key(places[node as usize]))).collect()
}

/// The nodes within a few ties of the held, nearest first.
fn neighbourhood(ties: &Ties, fixed: &BTreeMap<u32, Pos>, held: &BTreeMap<u32, Pos>) -> Vec<u32> {
    let mut nodes = Vec::new();
    let mut seen: std::collections::BTreeSet<u32> = held.keys().copied().collect();
    let mut front: Vec<u32> = held.keys().copied().collect();
    for _ in 0..HOPS {
        let mut next = Vec::new();
        for &node in &front {
            for &end in ties.of(node as usize) {
                if nodes.len() < FOLLOWERS && !fixed.contains_key(&end) && seen.insert(end) {
                    nodes.push(end);
                    next.push(end);
                }
            }
        }
        front = next;
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::super::request::{Edge, Structure};
    use super::*;

    /// A path of 30 nodes, 100 apart, with a leaf above its first node.
    fn path() -> (Ties, Vec<Pos>, Vec<Mark>) {
        let mut edges: Vec<Edge> = (1..30).map(|b| Edge { a: b - 1, b, weight: 1.0 }).collect();
        edges.push(Edge { a: 0, b: 30, weight: 1.0 });
        let mut places: Vec<Pos> = (0..30).map(|at| [at as f32 * 100.0, 0.0]).collect();
        places.push([0.0, -100.0]);
        let structure = Structure { radii: vec![10.0; 31], ..Structure::default() };
        (Ties::new(31, &edges), places, Mark::of(&structure, 0.0))
    }

    #[test]
    fn the_neighbourhood_follows_softly_and_the_rest_stands() {
        let (ties, mut places, _) = path();
        let before = places.clone();
        let held = [(0, [0.0, 300.0])];
        let mut drag = Drag::new(&ties, &places, &BTreeMap::new(), &held, None);
        (0..40).for_each(|_| {
            drag.step(&mut places);
        });
        assert_eq!(places[0], [0.0, 300.0]);
        let followed = |node: usize| places[node][1] - before[node][1];
        assert!(followed(30) > 200.0 && followed(1) > 100.0 && followed(2) < followed(1));
        assert!((5..30).all(|node| places[node] == before[node]));
    }

    #[test]
    fn at_rest_no_mark_lies_on_the_dropped_one() {
        let (ties, places, marks) = path();
        let held = [(0, [2000.0, 1.0])];
        let drag = Drag::new(&ties, &places, &BTreeMap::new(), &held, None);
        let rest = drag.rest(&places, &marks, &BTreeMap::new());
        assert_eq!(rest[0], [2000.0, 1.0]);
        assert!((rest[20][0] - 2000.0).hypot(rest[20][1] - 1.0) >= 20.0);
    }

    #[test]
    fn pinned_neighbours_do_not_follow() {
        let (ties, mut places, _) = path();
        let pinned = BTreeMap::from([(1, places[1])]);
        let mut drag = Drag::new(&ties, &places, &pinned, &[(0, [0.0, 300.0])], None);
        drag.step(&mut places);
        assert_eq!((places[1], places[2]), ([100.0, 0.0], [200.0, 0.0]));
    }
}
