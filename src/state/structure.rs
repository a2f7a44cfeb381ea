//! A graph as the layout sees it.

use crate::facts::FactBase;
use crate::graph::Graph;
use crate::layout::{Edge, Structure};
use crate::scene::Looks;

/// What the layout needs to know of a graph: ties by strength, marks by size, and on small maps the room for names.
#[must_use]
pub fn structure_of(base: &FactBase, graph: &Graph) -> Structure {
    /// Past this many entities names are shown one by one as there is room.
    const NAMED: usize = 90;
    let degrees = graph.degrees();
    let edges = graph.ties().iter().filter(|tie| tie.a != tie.b).map(|tie| {
        let confidence = |fact: &crate::facts::FactId| f64::from(base.fact(*fact).confidence.unwrap_or(0.8));
        let strength: f64 = tie.facts.iter().map(confidence).sum();
        Edge { a: tie.a.0, b: tie.b.0, weight: (1.0 + strength).ln().max(0.1) as f32 }
    });
    let halves = |name: &str| {
        let width = 7.0 * name.chars().count().min(48) as f32;
        if width > 168.0 { [84.0, 19.0] } else { [width / 2.0, 10.0] }
    };
    let named = base.entities.len() <= NAMED;
    // Without names of their own, marks are kept apart by so much that some names fit between them.
    let room = if named { 0.0 } else { 9.0 };
    Structure {
        edges: edges.collect(),
        radii: degrees.iter().map(|&degree| Looks::radius(degree, degrees.len()) + room).collect(),
        label_halves: if named {
            base.entities.iter().map(|entity| halves(&entity.name)).collect()
        } else {
            Vec::new()
        },
    }
}
