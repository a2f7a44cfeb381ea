//! What articles weigh: how many independent ones stand behind each tie, which facts contradict each other, and which
//! facts an article tells.

use std::sync::Arc;

use crate::facts::{ArticleId, Conflict, Copies, Count, FactBase, FactId, Group, Independence, Overrules, conflicts};
use crate::graph::{Graph, TieId};

/// What takes long is worked out by a job, after the map is shown.
#[derive(Clone, Debug, Default)]
pub struct Weighed {
    /// Whether all of it is worked out: until then nothing is known of sources and contradictions.
    is_ready: bool,
    /// The articles behind all facts of each tie, by tie.
    counts: Vec<Count>,
    /// The independent sources behind the tie of each fact, or behind a fact about one entity, by fact.
    sources: Vec<u32>,
    /// Which articles are copies: it depends on texts alone.
    copies: Arc<Copies>,
    /// Sorted by the first fact of each.
    conflicts: Arc<[Conflict]>,
    told: Arc<Told>,
}

/// For each article, the facts that rest on it.
#[derive(Clone, Debug, Default)]
struct Told {
    /// Where those of each article begin, and one more for the end.
    starts: Vec<u32>,
    /// The fact, and which of its evidence.
    all: Vec<(FactId, u32)>,
}

impl Weighed {
    /// What is known at once: which facts rest on which article.
    #[must_use]
    pub fn begun(base: &FactBase) -> Self {
        Self { told: Arc::new(Told::new(base)), ..Self::default() }
    }

    /// Weighs the articles, with what the reader knows better about them; again after a fact was made to say something
    /// else, when neither the articles nor what rests on them are others.
    #[must_use]
    pub fn weigh(&self, base: &FactBase, graph: &Graph, overrules: &Overrules) -> Self {
        let copies = if self.is_ready { Arc::clone(&self.copies) } else { Arc::new(Copies::new(base)) };
        let found = Self { is_ready: true, conflicts: conflicts(base).into(), copies, ..self.clone() };
        found.overruled(base, graph, overrules)
    }

    /// Whether sources are counted and contradictions found.
    #[must_use]
    pub const fn is_ready(&self) -> bool {
        self.is_ready
    }

    /// The same with other decisions about sources, which is quick.
    #[must_use]
    pub fn overruled(&self, base: &FactBase, graph: &Graph, overrules: &Overrules) -> Self {
        let independence = self.independence(base, overrules);
        let of_tie = |facts: &[FactId]| independence.of_facts(facts.iter().map(|id| base.fact(*id)));
        let counts: Vec<Count> = graph.ties().iter().map(|tie| of_tie(&tie.facts)).collect();
        let of_fact = |(id, fact)| {
            let count = graph.tie_of_fact(id).and_then(|tie| counts.get(tie.index()).copied());
            count.unwrap_or_else(|| independence.of_fact(fact)).independent
        };
        let sources = base.facts_with_ids().map(|fact| u32::try_from(of_fact(fact)).unwrap_or(u32::MAX)).collect();
        Self { counts, sources, ..self.clone() }
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

    /// What counts sources, with what was found about copies.
    #[must_use]
    pub fn independence<'a>(&'a self, base: &FactBase, overrules: &'a Overrules) -> Independence<'a> {
        Independence::new(base, &self.copies, overrules)
    }

    /// The sources behind some facts, each with the articles that it was taken together from.
    #[must_use]
    pub fn groups(&self, base: &FactBase, overrules: &Overrules, facts: &[FactId]) -> Vec<Group> {
        self.independence(base, overrules).groups_of(facts.iter().map(|id| base.fact(*id)))
    }

    /// The articles behind all facts of a tie.
    #[must_use]
    pub fn count(&self, tie: TieId) -> Option<Count> {
        self.counts.get(tie.index()).copied()
    }

    /// The facts that rest on an article, each with the number of its evidence, in the order of the facts.
    #[must_use]
    pub fn told_by(&self, article: ArticleId) -> &[(FactId, u32)] {
        let Told { starts, all } = &*self.told;
        let bounds = starts.get(article.index()).zip(starts.get(article.index() + 1));
        bounds.and_then(|(&from, &to)| all.get(from as usize..to as usize)).unwrap_or_default()
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

impl Told {
    fn new(base: &FactBase) -> Self {
        let places = || {
            base.facts_with_ids().flat_map(|(id, fact)| {
                let evidence = (0_u32..).zip(&fact.evidence);
                evidence.filter_map(move |(at, evidence)| Some((evidence.article?, (id, at))))
            })
        };
        let mut starts = vec![0_u32; base.articles.len() + 1];
        for (article, _) in places() {
            starts[article.index() + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut all = vec![(FactId(0), 0); starts.last().map_or(0, |count| *count as usize)];
        for (article, place) in places() {
            let slot = &mut next[article.index()];
            all[*slot as usize] = place;
            *slot += 1;
        }
        Self { starts, all }
    }
}
