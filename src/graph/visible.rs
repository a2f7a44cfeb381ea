//! What of a graph passes a filter: entities, ties and facts that are shown, with counts.

use std::collections::{BTreeMap, BTreeSet};

use super::bunches::{self, Bunch};
use super::{Direction, Filter, Graph, Known, TieId};
use crate::facts::{EntityId, Fact, FactBase, FactId, Status};

/// A set of small numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// A set with room for `0..len`, with nothing in it.
    #[must_use]
    pub fn with_len(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(64)] }
    }

    /// Puts `index` in; the set grows where it must.
    pub fn insert(&mut self, index: usize) {
        if index / 64 >= self.words.len() {
            self.words.resize(index / 64 + 1, 0);
        }
        self.words[index / 64] |= 1 << (index % 64);
    }

    /// Takes `index` out.
    pub fn remove(&mut self, index: usize) {
        if let Some(word) = self.words.get_mut(index / 64) {
            *word &= !(1 << (index % 64));
        }
    }

    /// Whether `index` is in.
    #[must_use]
    pub fn contains(&self, index: usize) -> bool {
        self.words.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    /// How many are in.
    #[must_use]
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Everything that is in, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.words.iter().enumerate().flat_map(|(at, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                (rest != 0).then(|| {
                    let bit = rest.trailing_zeros() as usize;
                    rest &= rest - 1;
                    at * 64 + bit
                })
            })
        })
    }
}

/// A tie as it is shown: the summary of those of its facts that pass.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Summary {
    facts: u32,
    direction: Direction,
    status: Status,
    evidence: bool,
    unreviewed: bool,
}

/// What passes a filter.
///
/// An entity is shown if its kind is, it has ties enough, nobody hid it, and, where facts are filtered, one of its facts is left; a tie
/// is shown if both its ends are and one of its facts is left.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Visible {
    entities: Bits,
    facts: Bits,
    ties: Bits,
    summaries: Vec<Summary>,
    bunches: BTreeMap<EntityId, Bunch>,
    /// How many entities are shown.
    pub num_entities: usize,
    /// How many ties are shown.
    pub num_ties: usize,
    /// How many facts are shown, those about one entity included.
    pub num_facts: usize,
    /// How many facts would be shown if the reader had not rejected them.
    pub num_rejected: usize,
}

impl Visible {
    /// Applies `filter`, and leaves out the entities that the reader hid by hand.
    #[must_use]
    pub fn new(base: &FactBase, graph: &Graph, filter: &Filter, hidden: &BTreeSet<EntityId>) -> Self {
        Self::knowing(base, graph, filter, hidden, &Known::NOTHING)
    }

    /// [`Visible::new`], with what is known of facts: those that the reader rejected are left out, and with them
    /// entities of which nothing else is said.
    #[must_use]
    pub fn knowing(
        base: &FactBase,
        graph: &Graph,
        filter: &Filter,
        hidden: &BTreeSet<EntityId>,
        known: &Known<'_>,
    ) -> Self {
        let mut allowed = allowed_entities(base, graph, filter, hidden);
        let end_shown = |fact: &Fact| {
            allowed.contains(fact.subject.index()) && fact.object.is_none_or(|object| allowed.contains(object.index()))
        };
        let mut facts = Bits::with_len(base.facts.len());
        let mut has_fact = Bits::with_len(base.entities.len());
        let mut rejected = Vec::new();
        for (id, fact) in base.facts_with_ids() {
            if !(filter.shows(base, fact) && end_shown(fact) && filter.admits(id, fact, known)) {
                continue;
            }
            if filter.leaves_out(id, known) {
                rejected.push(fact);
                continue;
            }
            facts.insert(id.index());
            for end in ends(fact) {
                has_fact.insert(end.index());
            }
        }
        let num_rejected = rejected.len();
        for end in rejected.into_iter().flat_map(ends) {
            if !has_fact.contains(end.index()) {
                allowed.remove(end.index());
            }
        }
        let entities = if filter.is_about_facts() { has_fact } else { allowed };
        let mut visible = Self {
            num_entities: entities.count(),
            num_facts: facts.count(),
            entities,
            facts,
            ties: Bits::with_len(graph.ties().len()),
            summaries: Vec::new(),
            bunches: BTreeMap::new(),
            num_ties: 0,
            num_rejected,
        };
        visible.summarise(base, graph, known);
        if filter.bunch_leaves {
            visible.bunch_leaves(graph, &filter.open_bunches);
        }
        visible
    }

    /// Takes the leaves of hubs away, but for those whose bunch is open.
    fn bunch_leaves(&mut self, graph: &Graph, open: &BTreeSet<EntityId>) {
        let leaves = bunches::leaves(graph, self.ties());
        self.bunches = bunches::told(&leaves, open);
        for (leaf, tie) in leaves.into_iter().filter(|(hub, _)| !open.contains(hub)).flat_map(|(_, leaves)| leaves) {
            self.entities.remove(leaf.index());
            self.ties.remove(tie.0 as usize);
            if let Some(summary) = self.summaries.get_mut(tie.0 as usize) {
                *summary = Summary::default();
            }
            let facts = graph.tie(tie).facts.iter().chain(graph.own_facts(leaf));
            facts.for_each(|fact| self.facts.remove(fact.index()));
        }
        (self.num_entities, self.num_ties, self.num_facts) =
            (self.entities.count(), self.ties.count(), self.facts.count());
    }

    /// The hubs that have leaves enough for a bunch, where leaves are bunched.
    pub fn bunches(&self) -> impl Iterator<Item = (EntityId, Bunch)> {
        self.bunches.iter().map(|(hub, bunch)| (*hub, *bunch))
    }

    /// The leaves of a hub, where they are bunched or were.
    #[must_use]
    pub fn bunch(&self, hub: EntityId) -> Option<Bunch> {
        self.bunches.get(&hub).copied()
    }

    /// How many entities are in bunches, and not shown for that.
    #[must_use]
    pub fn bunched(&self) -> usize {
        self.bunches.values().filter(|bunch| !bunch.open).map(|bunch| bunch.leaves as usize).sum()
    }

    fn summarise(&mut self, base: &FactBase, graph: &Graph, known: &Known<'_>) {
        let mut summaries = Vec::with_capacity(graph.ties().len());
        for (id, tie) in graph.ties_with_ids() {
            let shown = || tie.facts.iter().copied().filter(|fact| self.facts.contains(fact.index()));
            let count = shown().count();
            if count > 0 {
                self.ties.insert(id.index());
            }
            summaries.push(Summary {
                facts: u32::try_from(count).unwrap_or(u32::MAX),
                direction: tie.direction(base, shown()),
                status: common_status(base, shown()),
                evidence: shown().any(|fact| base.fact(fact).has_evidence()),
                unreviewed: shown().any(|fact| (known.verdict)(fact).is_none()),
            });
        }
        self.num_ties = self.ties.count();
        self.summaries = summaries;
    }

    /// Whether an entity is shown.
    #[must_use]
    pub fn entity(&self, id: EntityId) -> bool {
        self.entities.contains(id.index())
    }

    /// Whether a tie is shown.
    #[must_use]
    pub fn tie(&self, id: TieId) -> bool {
        self.ties.contains(id.index())
    }

    /// Whether a fact is shown.
    #[must_use]
    pub fn fact(&self, id: FactId) -> bool {
        self.facts.contains(id.index())
    }

    /// The entities that are shown, in order.
    pub fn entities(&self) -> impl Iterator<Item = EntityId> {
        self.entities.iter().map(EntityId::from_index)
    }

    /// The ties that are shown, in order.
    pub fn ties(&self) -> impl Iterator<Item = TieId> {
        self.ties.iter().map(|index| TieId(u32::try_from(index).unwrap_or(u32::MAX)))
    }

    /// How many facts of a tie are shown.
    #[must_use]
    pub fn num_facts_of(&self, id: TieId) -> u32 {
        self.summary(id).facts
    }

    /// Which way the shown facts of a tie read.
    #[must_use]
    pub fn direction_of(&self, id: TieId) -> Direction {
        self.summary(id).direction
    }

    /// The status that all shown facts of a tie share, or `Reported` where they differ.
    #[must_use]
    pub fn status_of(&self, id: TieId) -> Status {
        self.summary(id).status
    }

    /// The mean confidence of the shown facts of a tie; one without is taken for sure.
    #[must_use]
    pub fn confidence_of(&self, base: &FactBase, graph: &Graph, id: TieId) -> f32 {
        let shown = graph.tie(id).facts.iter().filter(|fact| self.facts.contains(fact.index()));
        let (sum, count) = shown
            .fold((0.0, 0.0), |(sum, count), fact| (sum + base.fact(*fact).confidence.unwrap_or(1.0), count + 1.0));
        if count > 0.0 { (sum / count).clamp(0.0, 1.0) } else { 1.0 }
    }

    /// Whether any shown fact of a tie has evidence.
    #[must_use]
    pub fn has_evidence(&self, id: TieId) -> bool {
        self.summary(id).evidence
    }

    /// Whether a shown fact of a tie was not yet looked at.
    #[must_use]
    pub fn is_unreviewed(&self, id: TieId) -> bool {
        self.summary(id).unreviewed
    }

    fn summary(&self, id: TieId) -> Summary {
        self.summaries.get(id.index()).copied().unwrap_or_default()
    }
}

fn ends(fact: &Fact) -> impl Iterator<Item = EntityId> {
    [Some(fact.subject), fact.object].into_iter().flatten()
}

fn allowed_entities(base: &FactBase, graph: &Graph, filter: &Filter, hidden: &BTreeSet<EntityId>) -> Bits {
    let mut allowed = Bits::with_len(base.entities.len());
    let degrees = if filter.min_ties > 0 { graph.degrees() } else { Vec::new() };
    let is_tied = |index: usize| degrees.get(index).is_none_or(|degree| *degree >= filter.min_ties);
    for (index, entity) in base.entities.iter().enumerate() {
        let is_hidden = filter.hidden_kinds.contains(&entity.kind) || hidden.contains(&EntityId::from_index(index));
        if !is_hidden && is_tied(index) {
            allowed.insert(index);
        }
    }
    allowed
}

fn common_status(base: &FactBase, facts: impl Iterator<Item = FactId>) -> Status {
    let mut common = None;
    for fact in facts {
        let status = base.fact(fact).status;
        if *common.get_or_insert(status) != status {
            return Status::Reported;
        }
    }
    common.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_gives_back_what_was_put_in() {
        let mut bits = Bits::with_len(10);
        for index in [0, 63, 64, 200] {
            bits.insert(index);
        }
        assert_eq!(bits.iter().collect::<Vec<_>>(), [0, 63, 64, 200]);
        assert_eq!(bits.count(), 4);
        assert!(!bits.contains(1) && !bits.contains(10_000));
        bits.remove(63);
        bits.remove(10_000);
        assert_eq!(bits.iter().collect::<Vec<_>>(), [0, 64, 200]);
    }
}
