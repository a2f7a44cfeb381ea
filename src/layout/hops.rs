//! Distances along ties from a few pivots that lie far apart.

use super::ties::Ties;

/// What a node has that a search did not reach.
pub(super) const FAR: u32 = u32::MAX;

/// The distances from some pivots to all nodes, row by row.
#[derive(Clone, Debug, Default)]
pub(super) struct Hops {
    pub(super) pivots: Vec<u32>,
    /// `pivots.len()` rows of one distance for each node.
    pub(super) distances: Vec<u32>,
}

impl Hops {
    /// Pivots chosen so that each next one is as far as can be from all before (Gonzalez 1985), from `first` on.
    /// `lengths` holds the length of each tie in the order of the rows, or is empty if all are 1.
    pub(super) fn spread(ties: &Ties, lengths: &[u32], first: usize, count: usize) -> Self {
        let len = ties.len();
        let mut hops = Self::default();
        let mut nearest = vec![FAR; len];
        let mut next = first;
        while hops.pivots.len() < count.min(len) {
            hops.pivots.push(next as u32);
            let row = from(ties, lengths, next);
            for (near, &distance) in nearest.iter_mut().zip(&row) {
                *near = (*near).min(distance);
            }
            hops.distances.extend(row);
            let farthest = (0..len).max_by_key(|&node| (nearest[node], std::cmp::Reverse(node)));
            match farthest {
                Some(node) if nearest[node] > 0 => next = node,
                _ => break,
            }
        }
        hops
    }

    /// The mean of all distances found.
    pub(super) fn mean(&self) -> f32 {
        let found = self.distances.iter().filter(|distance| **distance != FAR);
        let (sum, count) = found.fold((0f64, 0f64), |(sum, count), &far| (sum + f64::from(far), count + 1.0));
        (sum / count.max(1.0)) as f32
    }

    pub(super) fn row(&self, pivot: usize) -> &[u32] {
        let len = self.distances.len() / self.pivots.len().max(1);
        &self.distances[pivot * len..(pivot + 1) * len]
    }
}

/// The distance from one node to every other.
pub(super) fn from(ties: &Ties, lengths: &[u32], source: usize) -> Vec<u32> {
    if lengths.is_empty() { breadth_first(ties, source) } else { by_buckets(ties, lengths, source) }
}

fn breadth_first(ties: &Ties, source: usize) -> Vec<u32> {
    let mut distance = vec![FAR; ties.len()];
    let mut queue = Vec::with_capacity(ties.len());
    distance[source] = 0;
    queue.push(source as u32);
    let mut at = 0;
    while let Some(&node) = queue.get(at) {
        at += 1;
        let next = distance[node as usize] + 1;
        for &end in ties.of(node as usize) {
            if distance[end as usize] == FAR {
                distance[end as usize] = next;
                queue.push(end);
            }
        }
    }
    distance
}

/// Dijkstra's search with one bucket for each whole distance (Dial 1969): tie lengths are small whole numbers.
fn by_buckets(ties: &Ties, lengths: &[u32], source: usize) -> Vec<u32> {
    let mut distance = vec![FAR; ties.len()];
    distance[source] = 0;
    let longest = lengths.iter().copied().max().unwrap_or(1) as usize;
    let mut buckets: Vec<Vec<u32>> = vec![Vec::new(); longest + 1];
    buckets[0].push(source as u32);
    let (mut now, mut waiting) = (0usize, 1usize);
    while waiting > 0 {
        let ring = buckets.len();
        let mut bucket = std::mem::take(&mut buckets[now % ring]);
        waiting -= bucket.len();
        for &node in &bucket {
            if distance[node as usize] as usize != now {
                continue;
            }
            let row = ties.row(node as usize);
            for (&end, &length) in ties.of(node as usize).iter().zip(&lengths[row]) {
                let there = now + length.max(1) as usize;
                if there < distance[end as usize] as usize {
                    distance[end as usize] = there as u32;
                    buckets[there % ring].push(end);
                    waiting += 1;
                }
            }
        }
        bucket.clear();
        now += 1;
    }
    distance
}

#[cfg(test)]
mod tests {
    use super::super::request::Edge;
    use super::*;

    fn path(len: u32) -> Ties {
        let edges: Vec<Edge> = (1..len).map(|b| Edge { a: b - 1, b, weight: 1.0 }).collect();
        Ties::new(len as usize, &edges)
    }

    #[test]
    fn both_searches_agree_on_unit_lengths() {
        let ties = path(9);
        let ones = vec![1; ties.entries()];
        assert_eq!(from(&ties, &[], 3), from(&ties, &ones, 3));
        let twos = vec![2; ties.entries()];
        assert_eq!(from(&ties, &twos, 0)[8], 16);
    }

    #[test]
    fn pivots_are_far_apart_and_never_repeat() {
        let hops = Hops::spread(&path(9), &[], 0, 20);
        assert_eq!(hops.pivots[..3], [0, 8, 4]);
        assert_eq!(hops.pivots.len(), 9);
        assert_eq!(hops.row(1)[0], 8);
    }
}
