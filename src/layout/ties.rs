//! The cleaned graph as compressed rows, which everything else here walks.

use std::ops::Range;

use super::each::{chunks, each};
use super::request::Edge;

/// Who is tied to whom: each tie stands in the rows of both its ends, each row is sorted, no pair occurs twice,
/// and all weights are positive.
#[derive(Clone, Debug, Default)]
pub(super) struct Ties {
    starts: Vec<u32>,
    ends: Vec<u32>,
    weights: Vec<f32>,
}

/// Some rows that follow one another, while they are made.
struct Rows {
    lengths: Vec<u32>,
    ends: Vec<u32>,
    weights: Vec<f32>,
}

impl Rows {
    fn with_room(rows: usize, entries: usize) -> Self {
        Self {
            lengths: Vec::with_capacity(rows),
            ends: Vec::with_capacity(entries),
            weights: Vec::with_capacity(entries),
        }
    }
}

impl Rows {
    /// Adds a row whose entries are sorted; those of one end are joined.
    fn push_merged(&mut self, row: &[(u32, f32)]) {
        let begin = self.ends.len();
        for &(end, weight) in row {
            match self.weights.last_mut() {
                Some(sum) if self.ends.len() > begin && self.ends.last() == Some(&end) => *sum += weight,
                _ => {
                    self.ends.push(end);
                    self.weights.push(weight);
                }
            }
        }
        self.lengths.push((self.ends.len() - begin) as u32);
    }
}

impl Ties {
    /// The usable ties among `len` nodes; see [`super::Structure`] for what is not usable.
    pub(super) fn new(len: usize, edges: &[Edge]) -> Self {
        let len = len.min(u32::MAX as usize);
        let usable =
            |edge: &&Edge| (edge.a as usize) < len && (edge.b as usize) < len && edge.a != edge.b && edge.weight > 0.0;
        let both = |edge: &Edge| {
            let weight = edge.weight.min(1e9);
            [(edge.a, edge.b, weight), (edge.b, edge.a, weight)]
        };
        Self::from_pairs(len, || edges.iter().filter(usable).flat_map(both))
    }

    /// Rows from `(row, end, weight)` triples that hold each tie in both directions; the iterator is walked twice.
    pub(super) fn from_pairs<I: Iterator<Item = (u32, u32, f32)>>(len: usize, pairs: impl Fn() -> I) -> Self {
        let mut starts = vec![0u32; len + 1];
        for (row, _, _) in pairs() {
            starts[row as usize + 1] += 1;
        }
        for i in 0..len {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut entries = vec![(0u32, 0f32); starts[len] as usize];
        for (row, end, weight) in pairs() {
            let slot = &mut next[row as usize];
            entries[*slot as usize] = (end, weight);
            *slot += 1;
        }
        Self::merged(&starts, &entries)
    }

    /// Sorts each row and joins the entries of one pair.
    fn merged(starts: &[u32], entries: &[(u32, f32)]) -> Self {
        let len = starts.len().saturating_sub(1);
        let merge = |rows: Range<usize>| {
            let all = starts[rows.start] as usize..starts[rows.end] as usize;
            let mut part = Rows::with_room(rows.len(), all.len());
            let mut row = Vec::new();
            for node in rows {
                row.clear();
                row.extend_from_slice(&entries[starts[node] as usize..starts[node + 1] as usize]);
                row.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
                part.push_merged(&row);
            }
            part
        };
        Self::joined(len, &chunks(len, merge))
    }

    /// All rows of some parts, one after the other.
    fn joined(len: usize, parts: &[Rows]) -> Self {
        let entries = parts.iter().map(|part| part.ends.len()).sum();
        let mut ties = Self {
            starts: Vec::with_capacity(len + 1),
            ends: Vec::with_capacity(entries),
            weights: Vec::with_capacity(entries),
        };
        ties.starts.push(0);
        let mut start = 0;
        for part in parts {
            ties.ends.extend_from_slice(&part.ends);
            ties.weights.extend_from_slice(&part.weights);
            for length in &part.lengths {
                start += length;
                ties.starts.push(start);
            }
        }
        ties
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The number of entries: twice the number of ties.
    pub(super) fn entries(&self) -> usize {
        self.ends.len()
    }

    /// The other ends of a node's ties, ascending.
    pub(super) fn of(&self, node: usize) -> &[u32] {
        &self.ends[self.row(node)]
    }

    /// The weights of a node's ties, in the order of [`Self::of`].
    pub(super) fn weights_of(&self, node: usize) -> &[f32] {
        &self.weights[self.row(node)]
    }

    /// All weights, row by row.
    pub(super) fn weights(&self) -> &[f32] {
        &self.weights
    }

    pub(super) fn degree(&self, node: usize) -> usize {
        self.row(node).len()
    }

    pub(super) fn row(&self, node: usize) -> Range<usize> {
        self.starts[node] as usize..self.starts[node + 1] as usize
    }

    /// The entries of nodes that follow one another.
    pub(super) fn rows(&self, nodes: Range<usize>) -> Range<usize> {
        self.starts[nodes.start] as usize..self.starts[nodes.end] as usize
    }

    /// The same ties with weights as factors on a force: the root of their ratio to the median, within bounds.
    pub(super) fn balanced(mut self) -> Self {
        let mut weights = self.weights.clone();
        if !weights.is_empty() {
            let middle = weights.len() / 2;
            let median = *weights.select_nth_unstable_by(middle, f32::total_cmp).1;
            self.reweigh(|_, _, weight| (weight / median.max(1e-30)).sqrt().clamp(0.3, 3.0));
        }
        self
    }

    /// Gives every tie the weight `change` makes of its row, end and weight; it must treat both directions alike.
    pub(super) fn reweigh(&mut self, change: impl Fn(u32, u32, f32) -> f32) {
        for row in 0..self.len() {
            for at in self.row(row) {
                self.weights[at] = change(row as u32, self.ends[at], self.weights[at]);
            }
        }
    }

    /// The rows of `nodes` alone, renumbered by their order in it; `place` is scratch as long as the whole graph.
    pub(super) fn part(&self, nodes: &[u32], place: &mut [u32]) -> Self {
        for (new, &old) in nodes.iter().enumerate() {
            place[old as usize] = new as u32;
        }
        let place: &[u32] = place;
        let all = nodes.len() == self.len();
        let pick = |range: Range<usize>| {
            let nodes_of = &nodes[range];
            let entries = nodes_of.iter().map(|&old| self.degree(old as usize)).sum();
            let mut part = Rows::with_room(nodes_of.len(), entries);
            for &old in nodes_of {
                let old = old as usize;
                let begin = part.ends.len();
                for (&end, &weight) in self.of(old).iter().zip(self.weights_of(old)) {
                    let new = place[end as usize];
                    if all || nodes.get(new as usize) == Some(&end) {
                        part.ends.push(new);
                        part.weights.push(weight);
                    }
                }
                part.lengths.push((part.ends.len() - begin) as u32);
            }
            part
        };
        Self::joined(nodes.len(), &chunks(nodes.len(), pick))
    }

    /// One number for each entry, in the order of the rows.
    pub(super) fn for_entries(&self, value: impl Fn(usize, u32) -> f32 + Send + Sync) -> Vec<f32> {
        let of_range = |rows: Range<usize>| -> Vec<f32> {
            rows.flat_map(|node| self.of(node).iter().map(move |&end| (node, end)))
                .map(|(node, end)| value(node, end))
                .collect()
        };
        chunks(self.len(), of_range).concat()
    }

    /// How many ties each node has.
    pub(super) fn degrees(&self) -> Vec<f32> {
        each(self.len(), |node| self.degree(node) as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_usable_is_left_out() {
        let edge = |a, b, weight| Edge { a, b, weight };
        let ties = Ties::new(
            3,
            &[
                edge(0, 1, 1.0),
                edge(1, 0, 2.0),
                edge(1, 1, 5.0),
                edge(2, 9, 1.0),
                edge(0, 2, f32::NAN),
                edge(0, 2, -1.0),
                edge(1, 2, f32::INFINITY),
            ],
        );
        assert_eq!(ties.of(0), [1]);
        assert_eq!(ties.weights_of(0), [3.0]);
        assert_eq!(ties.of(1), [0, 2]);
        assert_eq!(ties.entries(), 4);
        assert!(ties.weights.iter().all(|weight| weight.is_finite()));
    }

    #[test]
    fn a_part_keeps_only_its_own_ties() {
        let edges = [(0, 1), (1, 2), (2, 3)].map(|(a, b)| Edge { a, b, weight: 1.0 });
        let part = Ties::new(4, &edges).part(&[3, 2], &mut [0; 4]);
        assert_eq!((part.len(), part.of(0), part.of(1)), (2, &[1u32][..], &[0u32][..]));
    }
}
