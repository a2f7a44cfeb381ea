//! Leaves in bunches: entities whose only tie leads to a hub are taken together beside it, so that the hubs and what
//! holds them together can be seen.

use std::collections::{BTreeMap, BTreeSet};

use super::{Graph, TieId};
use crate::facts::EntityId;

/// As few leaves as these are no crowd, and stay as they are.
const LEAST: usize = 4;

/// The leaves of one hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bunch {
    /// How many they are.
    pub leaves: u32,
    /// Whether the reader opened the bunch: its leaves are shown.
    pub open: bool,
}

/// A leaf, and its only tie.
pub(super) type Leaf = (EntityId, TieId);

/// The leaves of each hub that has so many that they are bunched, where these `ties` are shown.
pub(super) fn leaves(graph: &Graph, ties: impl Iterator<Item = TieId>) -> BTreeMap<EntityId, Vec<Leaf>> {
    let mut only_tie: Vec<Only> = vec![Only::None; graph.num_entities()];
    let ties: Vec<TieId> = ties.collect();
    for &id in &ties {
        let tie = graph.tie(id);
        for end in [tie.a, tie.b] {
            if let Some(only) = only_tie.get_mut(end.index()) {
                *only = if matches!(only, Only::None) { Only::This } else { Only::Many };
            }
        }
    }
    let has_one = |id: EntityId| matches!(only_tie.get(id.index()), Some(Only::This));
    let mut leaves: BTreeMap<EntityId, Vec<Leaf>> = BTreeMap::new();
    for id in ties {
        let tie = graph.tie(id);
        for (leaf, hub) in [(tie.a, tie.b), (tie.b, tie.a)] {
            if has_one(leaf) && !has_one(hub) {
                leaves.entry(hub).or_default().push((leaf, id));
            }
        }
    }
    leaves.retain(|_, leaves| leaves.len() >= LEAST);
    leaves
}

/// How many ties an entity has.
#[derive(Clone, Copy)]
enum Only {
    None,
    This,
    Many,
}

/// What is told of each bunch.
pub(super) fn told(leaves: &BTreeMap<EntityId, Vec<Leaf>>, open: &BTreeSet<EntityId>) -> BTreeMap<EntityId, Bunch> {
    let bunch = |(hub, leaves): (&EntityId, &Vec<Leaf>)| {
        let count = u32::try_from(leaves.len()).unwrap_or(u32::MAX);
        (*hub, Bunch { leaves: count, open: open.contains(hub) })
    };
    leaves.iter().map(bunch).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Filter, Visible};
    use super::*;
    use crate::facts::{Builder, FactBase, NewFact};

    fn base(ties: &[(&str, &str)]) -> FactBase {
        let mut builder = Builder::new();
        for (at, (subject, object)) in ties.iter().enumerate() {
            let fact = NewFact {
                number: at + 1,
                subject: (*subject).into(),
                object: Some((*object).into()),
                ..NewFact::of("knows")
            };
            assert!(builder.add_fact(fact).is_ok());
        }
        builder.finish()
    }

    fn shown(base: &FactBase, visible: &Visible) -> Vec<String> {
        visible.entities().map(|id| base.entity(id).name.to_string()).collect()
    }

    #[test]
    fn the_leaves_of_a_hub_are_bunched_and_nothing_else_is() {
        // A hub of five leaves, one of three, a chain, a pair, and an entity that knows itself.
        let ties = [
            ("a", "b"),
            ("a", "1"),
            ("a", "2"),
            ("3", "a"),
            ("a", "4"),
            ("a", "5"),
            ("b", "6"),
            ("b", "7"),
            ("b", "8"),
            ("x", "y"),
            ("y", "z"),
            ("p", "q"),
            ("s", "s"),
        ];
        let base = base(&ties);
        let graph = Graph::new(&base);
        let hub = base.entities.iter().position(|entity| &*entity.name == "a").map(EntityId::from_index).unwrap();
        let filter = Filter { bunch_leaves: true, ..Filter::default() };
        let visible = Visible::new(&base, &graph, &filter, &BTreeSet::new());
        assert_eq!(shown(&base, &visible), ["a", "b", "6", "7", "8", "x", "y", "z", "p", "q", "s"]);
        assert_eq!((visible.num_entities, visible.num_ties, visible.num_facts), (11, 8, 8));
        assert_eq!(visible.bunches().collect::<Vec<_>>(), [(hub, Bunch { leaves: 5, open: false })]);
        assert_eq!(visible.bunched(), 5);
        let opened = Filter { open_bunches: [hub].into(), ..filter };
        let visible = Visible::new(&base, &graph, &opened, &BTreeSet::new());
        assert_eq!((visible.num_entities, visible.num_ties, visible.bunched()), (16, 13, 0));
        assert_eq!(visible.bunch(hub), Some(Bunch { leaves: 5, open: true }));
        let usual = Visible::new(&base, &graph, &Filter::default(), &BTreeSet::new());
        assert_eq!((usual.num_entities, usual.bunches().count()), (16, 0));
    }

    #[test]
    fn what_is_left_of_the_ties_tells_who_is_a_leaf() {
        let ties = [("a", "b"), ("a", "1"), ("a", "2"), ("a", "3"), ("a", "4"), ("b", "4")];
        let base = base(&ties);
        let graph = Graph::new(&base);
        let of = |name: &str| base.entities.iter().position(|entity| &*entity.name == name).map(EntityId::from_index);
        let filter = Filter { bunch_leaves: true, ..Filter::default() };
        let all = Visible::new(&base, &graph, &filter, &BTreeSet::new());
        assert_eq!(all.bunched(), 0, "the fourth has two ties");
        let without_b = Visible::new(&base, &graph, &filter, &of("b").into_iter().collect());
        assert_eq!((without_b.bunched(), shown(&base, &without_b)), (4, vec!["a".to_owned()]));
    }
}
