//! Smaller graphs of the same shape, in which the overall shape of a large one is quickly found.

use super::each::chunks;
use super::hops::FAR;
use super::ties::Ties;

/// How many nodes one cluster holds at most; leaves come on top.
const CAP: u8 = 4;
/// A level that keeps more than this share of the nodes is not worth making.
const LEAST_GAIN: f32 = 0.85;

/// A graph whose nodes are clusters of the nodes of a finer one.
pub(super) struct Coarse {
    pub(super) ties: Ties,
    /// How far the middles of two tied clusters are apart in hops, in the order of the rows.
    pub(super) lengths: Vec<u32>,
    /// The cluster of each finer node.
    pub(super) cluster: Vec<u32>,
}

/// Ever coarser graphs down to about `least` nodes, the finest of them first.
pub(super) fn coarsen(ties: &Ties, least: usize) -> Vec<Coarse> {
    let mut levels: Vec<Coarse> = Vec::new();
    loop {
        let (finer, lengths) = levels.last().map_or((ties, &[][..]), |level| (&level.ties, &level.lengths[..]));
        if finer.len() <= least {
            return levels;
        }
        let coarse = Coarse::of(finer, lengths);
        if coarse.ties.len() as f32 > LEAST_GAIN * finer.len() as f32 {
            return levels;
        }
        levels.push(coarse);
    }
}

impl Coarse {
    /// Clusters are stars around a middle, nodes of few ties joining first, each the neighbour of fewest ties that has
    /// room.
    fn of(finer: &Ties, lengths: &[u32]) -> Self {
        const NONE: u32 = u32::MAX;
        let mut order: Vec<u32> = (0..finer.len() as u32).collect();
        order.sort_by_key(|&node| finer.degree(node as usize));
        let mut middle = vec![NONE; finer.len()];
        let mut offset = vec![0u32; finer.len()];
        let mut held = vec![0u8; finer.len()];
        for node in order {
            let at = node as usize;
            if middle[at] != NONE {
                continue;
            }
            let leaf = finer.degree(at) == 1;
            let has_room = |end: u32| {
                middle[end as usize] == NONE || (middle[end as usize] == end && (leaf || held[end as usize] < CAP))
            };
            let ends = finer.of(at).iter().zip(finer.row(at)).filter(|(end, _)| has_room(**end));
            match ends.min_by_key(|(end, _)| (finer.degree(**end as usize), **end)) {
                None => {
                    middle[at] = node;
                    held[at] = 1;
                }
                Some((&end, entry)) => {
                    middle[end as usize] = end;
                    middle[at] = end;
                    held[end as usize] = held[end as usize].max(1) + u8::from(!leaf);
                    offset[at] = lengths.get(entry).copied().unwrap_or(1);
                }
            }
        }
        Self::around(finer, lengths, &middle, &offset)
    }

    fn around(finer: &Ties, lengths: &[u32], middle: &[u32], offset: &[u32]) -> Self {
        let mut name = vec![0u32; finer.len()];
        let mut count = 0;
        for (node, &own) in middle.iter().enumerate() {
            if own as usize == node {
                name[node] = count;
                count += 1;
            }
        }
        let cluster: Vec<u32> = middle.iter().map(|&own| name[own as usize]).collect();
        let entries_of =
            |node: usize| finer.of(node).iter().zip(finer.row(node)).map(move |(&end, at)| (node, end, at));
        let pairs = || {
            let pair =
                |(node, end, at): (usize, u32, usize)| (cluster[node], cluster[end as usize], finer.weights()[at]);
            (0..finer.len()).flat_map(entries_of).map(pair).filter(|(a, b, _)| a != b)
        };
        let ties = Ties::from_pairs(count as usize, pairs);
        let slot_and_length = |(node, end, at): (usize, u32, usize)| {
            let (a, b) = (cluster[node], cluster[end as usize]);
            let found = ties.of(a as usize).binary_search(&b).ok()?;
            let length = offset[node] + lengths.get(at).copied().unwrap_or(1) + offset[end as usize];
            Some((ties.row(a as usize).start + found, length))
        };
        let found = chunks(finer.len(), |nodes| {
            nodes.flat_map(entries_of).filter_map(slot_and_length).collect::<Vec<(usize, u32)>>()
        });
        let mut apart = vec![FAR; ties.entries()];
        for (slot, length) in found.into_iter().flatten() {
            apart[slot] = length.min(apart[slot]);
        }
        Self { ties, lengths: apart, cluster }
    }
}

#[cfg(test)]
mod tests {
    use super::super::request::Edge;
    use super::*;

    fn graph(pairs: impl Iterator<Item = (u32, u32)>, len: usize) -> Ties {
        let edges: Vec<Edge> = pairs.map(|(a, b)| Edge { a, b, weight: 1.0 }).collect();
        Ties::new(len, &edges)
    }

    #[test]
    fn a_path_keeps_its_length() {
        let path = graph((1..1000).map(|b| (b - 1, b)), 1000);
        let levels = coarsen(&path, 100);
        let coarsest = levels.last().unwrap();
        assert!(coarsest.ties.len() <= 100);
        let end = super::super::hops::from(&coarsest.ties, &coarsest.lengths, 0);
        let longest = end.iter().max().unwrap();
        assert!((900..=1000).contains(longest), "{longest}");
    }

    #[test]
    fn a_star_becomes_one_node() {
        let star = graph((1..500).map(|b| (0, b)), 500);
        let levels = coarsen(&star, 10);
        assert_eq!((levels.len(), levels[0].ties.len()), (1, 1));
    }
}
