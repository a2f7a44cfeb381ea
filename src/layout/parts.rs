//! Splits a graph into what hangs together.

use super::ties::Ties;

/// The components of two nodes and more, largest first, and the nodes without any tie.
pub(super) struct Split {
    pub(super) components: Vec<Vec<u32>>,
    pub(super) singles: Vec<u32>,
}

/// Splits by a walk from each node in turn; nodes keep their order within a component.
pub(super) fn split(ties: &Ties) -> Split {
    let mut seen = vec![false; ties.len()];
    let mut split = Split { components: Vec::new(), singles: Vec::new() };
    for first in 0..ties.len() {
        if seen[first] {
            continue;
        }
        if ties.degree(first) == 0 {
            split.singles.push(first as u32);
            continue;
        }
        seen[first] = true;
        let mut found = vec![first as u32];
        let mut at = 0;
        while let Some(&node) = found.get(at) {
            at += 1;
            for &end in ties.of(node as usize) {
                if !seen[end as usize] {
                    seen[end as usize] = true;
                    found.push(end);
                }
            }
        }
        found.sort_unstable();
        split.components.push(found);
    }
    split.components.sort_by_key(|nodes| (std::cmp::Reverse(nodes.len()), nodes[0]));
    split
}

#[cfg(test)]
mod tests {
    use super::super::request::Edge;
    use super::*;

    #[test]
    fn components_come_largest_first() {
        let edges = [(0, 5), (1, 2), (2, 4)].map(|(a, b)| Edge { a, b, weight: 1.0 });
        let split = split(&Ties::new(6, &edges));
        assert_eq!(split.components, [vec![1, 2, 4], vec![0, 5]]);
        assert_eq!(split.singles, [3]);
    }
}
