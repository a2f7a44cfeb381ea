//! The graph of a fact base: entities as nodes, bundles of facts as ties.

use std::collections::HashMap;

use petgraph::graph::{EdgeIndex, NodeIndex, UnGraph};

use crate::facts::{EntityId, FactBase, FactId};

/// A tie, by its place in [`Graph::ties`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TieId(pub u32);

impl TieId {
    /// Where the tie stands in its list.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Which way a tie reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// At least one of its facts reads both ways.
    #[default]
    None,
    /// All facts read from the first entity to the second.
    Forward,
    /// All facts read from the second entity to the first.
    Backward,
    /// All facts read one way, but not all the same way.
    Both,
}

/// All facts between two entities.
#[derive(Clone, Debug, PartialEq)]
pub struct Tie {
    /// The end with the lower id.
    pub a: EntityId,
    /// The end with the higher id, or the same for a fact that an entity has with itself.
    pub b: EntityId,
    /// The facts, in the order of the file; never empty.
    pub facts: Vec<FactId>,
}

impl Tie {
    /// Which way the facts among `facts` read, all of them facts of this tie.
    #[must_use]
    pub fn direction(&self, base: &FactBase, facts: impl IntoIterator<Item = FactId>) -> Direction {
        let (mut forward, mut backward) = (false, false);
        for fact in facts {
            let fact = base.fact(fact);
            if !fact.directed {
                return Direction::None;
            }
            if fact.subject == self.a {
                forward = true;
            } else {
                backward = true;
            }
        }
        match (forward, backward) {
            (true, true) => Direction::Both,
            (true, false) => Direction::Forward,
            (false, true) => Direction::Backward,
            (false, false) => Direction::None,
        }
    }

    /// The end that is not `entity`.
    #[must_use]
    pub fn other_end(&self, entity: EntityId) -> EntityId {
        if self.a == entity { self.b } else { self.a }
    }
}

/// Entities and ties. Node and edge indices of the petgraph inside are the ids of entities and ties.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    inner: UnGraph<EntityId, TieId, u32>,
    ties: Vec<Tie>,
    /// For each fact, the tie it is part of; `u32::MAX` for a fact about one entity.
    tie_of_fact: Vec<u32>,
    /// Facts about one entity that have no other end, by entity.
    own_facts: HashMap<EntityId, Vec<FactId>>,
}

impl Graph {
    /// Bundles the facts of `base` into ties, in the order in which pairs first occur.
    #[must_use]
    pub fn new(base: &FactBase) -> Self {
        let mut inner = UnGraph::with_capacity(base.entities.len(), base.facts.len());
        for index in 0..base.entities.len() {
            inner.add_node(EntityId::from_index(index));
        }
        let mut graph =
            Self { inner, ties: Vec::new(), tie_of_fact: vec![u32::MAX; base.facts.len()], own_facts: HashMap::new() };
        let mut tie_of_pair = HashMap::with_capacity(base.facts.len());
        for (id, fact) in base.facts_with_ids() {
            let Some(object) = fact.object else {
                graph.own_facts.entry(fact.subject).or_default().push(id);
                continue;
            };
            let (a, b) = (fact.subject.min(object), fact.subject.max(object));
            let tie = *tie_of_pair.entry((a, b)).or_insert_with(|| graph.add_tie(a, b));
            graph.ties[tie.index()].facts.push(id);
            graph.tie_of_fact[id.index()] = tie.0;
        }
        graph
    }

    fn add_tie(&mut self, a: EntityId, b: EntityId) -> TieId {
        let id = TieId(u32::try_from(self.ties.len()).unwrap_or(u32::MAX));
        self.ties.push(Tie { a, b, facts: Vec::new() });
        self.inner.add_edge(NodeIndex::new(a.index()), NodeIndex::new(b.index()), id);
        id
    }

    /// The petgraph inside, for algorithms that want one.
    #[must_use]
    pub const fn petgraph(&self) -> &UnGraph<EntityId, TieId, u32> {
        &self.inner
    }

    /// How many entities there are.
    #[must_use]
    pub fn num_entities(&self) -> usize {
        self.inner.node_count()
    }

    /// All ties, by id.
    #[must_use]
    pub fn ties(&self) -> &[Tie] {
        &self.ties
    }

    /// All ties with their ids.
    pub fn ties_with_ids(&self) -> impl Iterator<Item = (TieId, &Tie)> {
        (0_u32..).map(TieId).zip(&self.ties)
    }

    /// The tie of an id of this graph.
    #[must_use]
    pub fn tie(&self, id: TieId) -> &Tie {
        &self.ties[id.index()]
    }

    /// The tie that bundles a fact; `None` for a fact about one entity.
    #[must_use]
    pub fn tie_of_fact(&self, fact: FactId) -> Option<TieId> {
        let tie = *self.tie_of_fact.get(fact.index())?;
        (tie != u32::MAX).then_some(TieId(tie))
    }

    /// Facts about one entity alone: an amount, a title, a plan.
    #[must_use]
    pub fn own_facts(&self, entity: EntityId) -> &[FactId] {
        self.own_facts.get(&entity).map_or(&[], Vec::as_slice)
    }

    /// The ties of an entity, newest bundle first as petgraph keeps them.
    pub fn ties_of(&self, entity: EntityId) -> impl Iterator<Item = TieId> {
        self.inner.edges(NodeIndex::new(entity.index())).map(|edge| *edge.weight())
    }

    /// The tie between two entities, if they have one.
    #[must_use]
    pub fn tie_between(&self, a: EntityId, b: EntityId) -> Option<TieId> {
        let edge: EdgeIndex<u32> = self.inner.find_edge(NodeIndex::new(a.index()), NodeIndex::new(b.index()))?;
        self.inner.edge_weight(edge).copied()
    }

    /// How many entities each entity is tied to (a tie to itself counts once).
    #[must_use]
    pub fn degrees(&self) -> Vec<u32> {
        let mut degrees = vec![0; self.num_entities()];
        for tie in &self.ties {
            degrees[tie.a.index()] += 1;
            if tie.a != tie.b {
                degrees[tie.b.index()] += 1;
            }
        }
        degrees
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Entity, Fact, RelationId, Span, Status};

    fn base(facts: &[(u32, Option<u32>, bool)]) -> FactBase {
        let entity = |at: u32| Entity {
            id: at.to_string().into(),
            kind: FactBase::OTHER,
            name: format!("Entity {at}").into(),
            aliases: Vec::new(),
            description: None,
            links: Vec::new(),
            place: None,
            attributes: Vec::new(),
            more: Vec::new(),
        };
        let fact = |&(subject, object, directed): &(u32, Option<u32>, bool)| Fact {
            id: "f".into(),
            subject: EntityId(subject),
            relation: RelationId(0),
            object: object.map(EntityId),
            value: None,
            time: Span::default(),
            status: Status::Reported,
            confidence: None,
            directed,
            attributes: Vec::new(),
            more: Vec::new(),
            evidence: Vec::new(),
        };
        FactBase {
            entities: (0..4).map(entity).collect(),
            facts: facts.iter().map(fact).collect(),
            relations: vec!["met".into()],
            ..FactBase::default()
        }
    }

    #[test]
    fn bundling_loses_no_fact() {
        let base =
            base(&[(0, Some(1), true), (1, Some(0), true), (2, Some(2), true), (3, None, true), (0, Some(1), true)]);
        let graph = Graph::new(&base);
        assert_eq!(graph.ties().len(), 2);
        assert_eq!(graph.tie(TieId(0)).facts, [FactId(0), FactId(1), FactId(4)]);
        assert_eq!(graph.own_facts(EntityId(3)), [FactId(3)]);
        assert_eq!(graph.tie_of_fact(FactId(3)), None);
        assert_eq!(graph.degrees(), [1, 1, 1, 0]);
        assert_eq!(graph.tie_between(EntityId(1), EntityId(0)), Some(TieId(0)));
    }

    #[test]
    fn a_tie_is_directed_only_where_all_its_facts_are() {
        for (facts, expected) in [
            (vec![(0, Some(1), true)], Direction::Forward),
            (vec![(1, Some(0), true), (1, Some(0), true)], Direction::Backward),
            (vec![(0, Some(1), true), (1, Some(0), true)], Direction::Both),
            (vec![(0, Some(1), true), (0, Some(1), false)], Direction::None),
        ] {
            let base = base(&facts);
            let graph = Graph::new(&base);
            let tie = graph.tie(TieId(0));
            assert_eq!(tie.direction(&base, tie.facts.iter().copied()), expected, "{facts:?}");
        }
    }
}
