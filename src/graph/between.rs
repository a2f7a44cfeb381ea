//! How often an entity lies on the shortest ways between others: who stands between groups.

use petgraph::graph::NodeIndex;

use super::Graph;

/// The betweenness of every entity, by id (Brandes 2001). On large maps the ways from every so many entities stand for
/// those from all: the order of the values is what marks are sized by.
#[must_use]
pub fn betweenness(graph: &Graph) -> Vec<f32> {
    /// About so many ties are looked at in all.
    const MOST_STEPS: usize = 60_000_000;
    let count = graph.num_entities();
    let mut total = vec![0.0_f64; count];
    let cost = graph.ties().len() + count + 1;
    let sources = (MOST_STEPS / cost).clamp(32, count.max(32));
    let every = count.div_ceil(sources).max(1);
    let mut search = Search::new(count);
    for source in (0..count).step_by(every) {
        search.add_ways_from(graph, source, &mut total);
    }
    total.into_iter().map(|value| value as f32).collect()
}

/// The room that a search from one entity needs, used again for the next.
struct Search {
    /// Entities in the order in which they were reached.
    order: Vec<usize>,
    steps: Vec<u32>,
    /// How many shortest ways lead here.
    ways: Vec<f64>,
    /// How much of the ways beyond depends on this entity.
    share: Vec<f64>,
}

const NOT_REACHED: u32 = u32::MAX;

impl Search {
    fn new(count: usize) -> Self {
        Self {
            order: Vec::with_capacity(count),
            steps: vec![NOT_REACHED; count],
            ways: vec![0.0; count],
            share: vec![0.0; count],
        }
    }

    fn add_ways_from(&mut self, graph: &Graph, source: usize, total: &mut [f64]) {
        for at in self.order.drain(..) {
            self.steps[at] = NOT_REACHED;
            self.ways[at] = 0.0;
            self.share[at] = 0.0;
        }
        self.order.push(source);
        self.steps[source] = 0;
        self.ways[source] = 1.0;
        let mut next = 0;
        while let Some(&from) = self.order.get(next) {
            next += 1;
            for to in graph.petgraph().neighbors(NodeIndex::new(from)).map(NodeIndex::index) {
                if self.steps[to] == NOT_REACHED {
                    self.steps[to] = self.steps[from] + 1;
                    self.order.push(to);
                }
                if self.steps[to] == self.steps[from] + 1 {
                    self.ways[to] += self.ways[from];
                }
            }
        }
        for &at in self.order.iter().rev() {
            for before in graph.petgraph().neighbors(NodeIndex::new(at)).map(NodeIndex::index) {
                if self.steps[before] + 1 == self.steps[at] {
                    self.share[before] += self.ways[before] / self.ways[at] * (1.0 + self.share[at]);
                }
            }
            if at != source {
                total[at] += self.share[at];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Builder, NewFact};

    #[test]
    fn who_stands_between_two_groups_is_found() {
        let mut builder = Builder::new();
        let ties = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "x"), ("x", "d"), ("d", "e"), ("e", "f"), ("f", "d")];
        for (number, (subject, object)) in ties.into_iter().enumerate() {
            let fact = NewFact { subject: subject.into(), object: Some(object.into()), ..NewFact::of("met") };
            assert!(builder.add_fact(NewFact { number: number + 1, ..fact }).is_ok());
        }
        let base = builder.finish();
        let graph = Graph::new(&base);
        let of = |name: &str| {
            let at = base.entities.iter().position(|entity| &*entity.name == name);
            at.map(|at| betweenness(&graph)[at])
        };
        // Three on one side and three on the other: nine pairs, each in both directions.
        assert_eq!(of("x"), Some(18.0));
        assert_eq!(of("c"), Some(16.0));
        assert_eq!(of("a"), Some(0.0));
    }
}
