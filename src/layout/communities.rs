//! Groups of nodes that are tied more to each other than to the rest.

use super::request::Structure;
use super::rng::Rng;
use super::ties::Ties;

/// The order in which nodes are looked at is random, but always the same.
const SEED: u64 = 20_080_709;
/// How often a level's nodes are looked at, at most.
const ROUNDS: u32 = 12;

/// The community of each node, numbered from 0 by falling size; of equally large ones the one with the lowest node
/// comes first. A node without ties is a community of its own.
///
/// Louvain's method (Blondel, Guillaume, Lambiotte & Lefebvre, "Fast unfolding of communities in large networks",
/// 2008) on modularity with tie weights. The same structure always gives the same answer.
pub fn communities(structure: &Structure) -> Vec<u32> {
    by_size(&of_ties(&Ties::new(structure.len(), &structure.edges)))
}

/// The community of each node, in no particular order.
pub(super) fn of_ties(ties: &Ties) -> Vec<u32> {
    let mut level = Level::first(ties);
    let mut found = level.moved();
    let mut of_node = found.clone();
    let mut count = compact(&mut of_node);
    while count < level.ties.len() {
        compact(&mut found);
        level = level.joined(&found, count);
        found = level.moved();
        let mut next = found.clone();
        count = compact(&mut next);
        for community in &mut of_node {
            *community = next[*community as usize];
        }
    }
    of_node
}

/// A graph whose nodes are the communities of the one before.
struct Level {
    ties: Ties,
    /// Twice the weight of the ties inside each node.
    inside: Vec<f64>,
    /// The weight of all ends of ties at each node.
    strength: Vec<f64>,
    /// The sum of all strengths.
    whole: f64,
}

impl Level {
    fn first(ties: &Ties) -> Self {
        Self::new(ties.clone(), vec![0.0; ties.len()])
    }

    fn new(ties: Ties, inside: Vec<f64>) -> Self {
        let ends = |node: usize| ties.weights_of(node).iter().map(|&weight| f64::from(weight)).sum::<f64>();
        let strength: Vec<f64> = (0..ties.len()).map(|node| ends(node) + inside[node]).collect();
        let whole = strength.iter().sum::<f64>().max(1e-300);
        Self { ties, inside, strength, whole }
    }

    /// Moves node after node to the community where modularity gains most, until none gains.
    fn moved(&self) -> Vec<u32> {
        let len = self.ties.len();
        let mut community: Vec<u32> = (0..len as u32).collect();
        let mut total = self.strength.clone();
        let mut to = vec![0f64; len];
        let mut touched: Vec<u32> = Vec::new();
        let mut order: Vec<u32> = (0..len as u32).collect();
        Rng::new(SEED, len as u64).shuffle(&mut order);
        let mut waiting = vec![true; len];
        for _ in 0..ROUNDS {
            let mut moves = 0;
            for &node in &order {
                if !std::mem::take(&mut waiting[node as usize]) {
                    continue;
                }
                let node = node as usize;
                let own = community[node];
                for (&end, &weight) in self.ties.of(node).iter().zip(self.ties.weights_of(node)) {
                    let there = community[end as usize];
                    if to[there as usize] == 0.0 {
                        touched.push(there);
                    }
                    to[there as usize] += f64::from(weight);
                }
                let share = self.strength[node] / self.whole;
                total[own as usize] -= self.strength[node];
                let gain = |there: u32| to[there as usize] - total[there as usize] * share;
                let stay = (own, gain(own) + 1e-9 * self.strength[node]);
                let best = touched.iter().fold(stay, |best, &there| {
                    let gain = gain(there);
                    if gain > best.1 || (gain == best.1 && there < best.0) { (there, gain) } else { best }
                });
                total[best.0 as usize] += self.strength[node];
                touched.drain(..).for_each(|there| to[there as usize] = 0.0);
                if best.0 != own {
                    community[node] = best.0;
                    moves += 1;
                    for &end in self.ties.of(node) {
                        waiting[end as usize] |= community[end as usize] != best.0;
                    }
                }
            }
            if moves * 1000 <= len / 10 {
                break;
            }
        }
        community
    }

    /// The graph of the communities.
    fn joined(&self, community: &[u32], count: usize) -> Self {
        let mut inside = vec![0f64; count];
        for (node, &own) in community.iter().enumerate() {
            inside[own as usize] += self.inside[node];
            for (&end, &weight) in self.ties.of(node).iter().zip(self.ties.weights_of(node)) {
                if community[end as usize] == own {
                    inside[own as usize] += f64::from(weight);
                }
            }
        }
        let between = || {
            (0..community.len()).flat_map(|node| {
                let own = community[node];
                let ends = self.ties.of(node).iter().zip(self.ties.weights_of(node));
                ends.map(move |(&end, &weight)| (own, community[end as usize], weight)).filter(|(a, b, _)| a != b)
            })
        };
        Self::new(Ties::from_pairs(count, between), inside)
    }
}

/// Numbers labels from 0 in the order in which they come, and says how many there are.
fn compact(labels: &mut [u32]) -> usize {
    let mut names = vec![u32::MAX; labels.len()];
    let mut count = 0;
    for label in labels {
        let name = &mut names[*label as usize];
        if *name == u32::MAX {
            *name = count;
            count += 1;
        }
        *label = *name;
    }
    count as usize
}

fn by_size(labels: &[u32]) -> Vec<u32> {
    let count = labels.iter().max().map_or(0, |&label| label as usize + 1);
    let mut sizes = vec![0usize; count];
    for &label in labels {
        sizes[label as usize] += 1;
    }
    let mut order: Vec<usize> = (0..count).collect();
    // Labels are numbered by their lowest node, so a stable sort keeps that order among equals.
    order.sort_by_key(|&label| std::cmp::Reverse(sizes[label]));
    let mut rank = vec![0; count];
    for (at, label) in order.into_iter().enumerate() {
        rank[label] = at as u32;
    }
    labels.iter().map(|&label| rank[label as usize]).collect()
}

#[cfg(test)]
mod tests {
    use super::super::request::Edge;
    use super::*;

    fn structure(len: usize, pairs: &[(u32, u32)]) -> Structure {
        let edges = pairs.iter().map(|&(a, b)| Edge { a, b, weight: 1.0 }).collect();
        Structure { edges, radii: vec![1.0; len], label_halves: Vec::new() }
    }

    #[test]
    fn cliques_joined_by_single_ties_are_found() {
        let mut pairs = vec![(0, 5), (5, 12)];
        for (first, size) in [(0u32, 5u32), (5, 7), (12, 5)] {
            pairs.extend((0..size).flat_map(|a| (0..a).map(move |b| (first + a, first + b))));
        }
        let found = communities(&structure(18, &pairs));
        assert_eq!(found, [1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 3]);
    }

    #[test]
    fn nothing_and_no_ties_are_fine() {
        assert!(communities(&structure(0, &[])).is_empty());
        assert_eq!(communities(&structure(3, &[])), [0, 1, 2]);
    }

    #[test]
    fn strong_ties_decide() {
        let mut ring = structure(6, &[(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 0)]);
        ring.edges[0].weight = 50.0;
        ring.edges[2].weight = 50.0;
        ring.edges[4].weight = 50.0;
        assert_eq!(communities(&ring), [0, 0, 1, 1, 2, 2]);
    }
}
