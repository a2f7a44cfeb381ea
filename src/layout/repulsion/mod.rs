//! The repulsion between all pairs of nodes, without looking at all pairs.

mod tree;

pub(super) use tree::Tree;
