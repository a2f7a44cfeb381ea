//! What articles weigh: how many independent ones stand behind each tie, and which facts contradict each other.

use std::sync::Arc;

use crate::facts::{Conflict, Copies, Count, FactBase, FactId, Independence, Overrules, conflicts};
use crate::graph::{Graph, TieId};

/// Worked out once for a map, when it is read.
#[derive(Clone, Debug, Default)]
pub struct Weighed {
    /// The articles behind all facts of each tie, by tie.
    counts: Vec<Count>,
    /// The independent sources behind the tie of each fact, or behind a fact about one entity, by fact.
    sources: Vec<u32>,
    /// Which articles are copies: it depends on texts alone.
    copies: Arc<Copies>,
    /// Sorted by the first fact of each.
    conflicts: Vec<Conflict>,
}

impl Weighed {
    /// Weighs the articles of a map, with what the reader knows better about them.
    #[must_use]
    pub fn new(base: &FactBase, graph: &Graph, overrules: &Overrules) -> Self {
        Self::with(Arc::new(Copies::new(base)), base, graph, overrules)
    }

    /// Weighs them again, after a fact or a decision on sources changed.
    #[must_use]
    pub fn again(&self, base: &FactBase, graph: &Graph, overrules: &Overrules) -> Self {
        Self::with(Arc::clone(&self.copies), base, graph, overrules)
    }

    fn with(copies: Arc<Copies>, base: &FactBase, graph: &Graph, overrules: &Overrules) -> Self {
        let independence = Independence::new(base, &copies, overrules);
        let of_tie = |facts: &[FactId]| independence.of_facts(facts.iter().map(|id| base.fact(*id)));
        let counts: Vec<Count> = graph.ties().iter().map(|tie| of_tie(&tie.facts)).collect();
        let of_fact = |(id, fact)| {
            let count = graph.tie_of_fact(id).and_then(|tie| counts.get(tie.index()).copied());
            count.unwrap_or_else(|| independence.of_fact(fact)).independent
        };
        let sources = base.facts_with_ids().map(|fact| u32::try_from(of_fact(fact)).unwrap_or(u32::MAX)).collect();
        Self { counts, sources, conflicts: conflicts(base), copies }
    }

    /// The same while the ties are other ones: nothing is said of ties until they are weighed again.
    #[must_use]
    pub fn untied(&self) -> Self {
        Self { counts: Vec::new(), ..self.clone() }
    }

    /// The independent sources behind the tie of a fact, or behind a fact about one entity.
    #[must_use]
    pub fn sources(&self, fact: FactId) -> Option<usize> {
        self.sources.get(fact.index()).map(|&count| count as usize)
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
