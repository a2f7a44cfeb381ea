//! What articles weigh: how many independent ones stand behind each tie, and which facts contradict each other.

use crate::facts::{Conflict, Copies, Count, FactBase, FactId, Independence, Overrules, conflicts};
use crate::graph::{Graph, TieId};

/// Worked out once for a map, when it is read.
#[derive(Clone, Debug, Default)]
pub struct Weighed {
    /// The articles behind all facts of each tie, by tie.
    counts: Vec<Count>,
    /// Sorted by the first fact of each.
    conflicts: Vec<Conflict>,
}

impl Weighed {
    /// Weighs the articles of a map, with what the reader knows better about them.
    #[must_use]
    pub fn new(base: &FactBase, graph: &Graph, overrules: &Overrules) -> Self {
        let copies = Copies::new(base);
        let independence = Independence::new(base, &copies, overrules);
        let of_tie = |facts: &[FactId]| independence.of_facts(facts.iter().map(|id| base.fact(*id)));
        let counts = graph.ties().iter().map(|tie| of_tie(&tie.facts)).collect();
        Self { counts, conflicts: conflicts(base) }
    }

    /// The articles behind all facts of a tie.
    #[must_use]
    pub fn count(&self, tie: TieId) -> Option<Count> {
        self.counts.get(tie.index()).copied()
    }

    /// The contradictions between facts of a list, which is in the order of the facts.
    pub fn conflicts<'a>(&'a self, facts: &'a [FactId]) -> impl Iterator<Item = &'a Conflict> {
        facts.iter().flat_map(move |fact| {
            let from = self.conflicts.partition_point(|conflict| conflict.a < *fact);
            let of_fact = self.conflicts[from..].iter().take_while(move |conflict| conflict.a == *fact);
            of_fact.filter(move |conflict| facts.binary_search(&conflict.b).is_ok())
        })
    }

    /// All contradictions of the map.
    #[must_use]
    pub fn all_conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }
}
