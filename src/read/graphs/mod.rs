//! Readers of graphs as drawing programs and libraries write them, one file for each.

pub(super) mod cx2;
pub(super) mod cytoscape;
pub(super) mod gexf;
pub(super) mod graphml;
pub(super) mod graphology;
pub(super) mod jgf;
pub(super) mod kumu;
pub(super) mod node_link;
pub(super) mod oligrapher;
mod xml;
