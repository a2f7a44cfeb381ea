//! How large a very large map is, and how much of it can be shown at first.

use super::{Arranging, Dialog, Document, Effect, Map, State, move_about};
use crate::graph::Graph;
use crate::layout::Start;

/// The choice of how much of a very large map is shown; whatever is chosen is a filter, and the rest stays there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extent {
    /// How many entities there are.
    pub entities: usize,
    /// How many ties there are.
    pub ties: usize,
    /// How many facts there are.
    pub facts: usize,
    /// Entities with two ties or more, where that leaves some out.
    pub tied: Option<Share>,
    /// The best tied, where some are tied better than most.
    pub best: Option<Share>,
}

/// A part of a map: entities with so many ties or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// How many ties an entity has at least.
    pub min_ties: u32,
    /// How many entities these are.
    pub entities: usize,
}

impl Extent {
    /// A map of more entities is told of before it is shown.
    pub const LARGE: usize = 200_000;
    /// No more are shown as a sample.
    const SAMPLE: usize = 20_000;

    /// The choice for a graph with more than `beyond` entities; a sample of it has at most `sample`.
    #[must_use]
    pub fn beyond(beyond: usize, sample: usize, graph: &Graph, facts: usize) -> Option<Self> {
        let mut degrees = graph.degrees();
        let entities = degrees.len();
        if entities <= beyond {
            return None;
        }
        degrees.sort_unstable_by(|a, b| b.cmp(a));
        let share = |min_ties: u32| {
            let entities = degrees.partition_point(|degree| *degree >= min_ties);
            (entities > 0 && entities < degrees.len()).then_some(Share { min_ties, entities })
        };
        let least = degrees.get(sample).map_or(0, |degree| degree.saturating_add(1));
        let best = if least > 2 { share(least) } else { None };
        Some(Self { entities, ties: graph.ties().len(), facts, tied: share(2), best })
    }

    fn of(map: &Map) -> Option<Self> {
        Self::beyond(Self::LARGE, Self::SAMPLE, &map.graph, map.base.facts.len())
    }
}

/// Asks how much is to be shown of a map that was just opened, where it is very large and nobody has decided it yet.
/// Until that is said, nothing is arranged.
pub(super) fn ask(state: &mut State, map: &Map) -> Asked {
    let is_free = matches!(state.dialog, Dialog::None);
    let is_fresh = is_free && map.origin.project.is_none() && map.decisions.filter.is_empty();
    match Extent::of(map).filter(|_| is_fresh) {
        Some(extent) => {
            state.dialog = Dialog::Extent(extent);
            Asked::Yes
        }
        None => Asked::No,
    }
}

/// Whether the reader was asked.
pub(super) enum Asked {
    Yes,
    No,
}

/// Arranges a map that waited for an answer.
pub(super) fn chosen(state: &mut State) -> Option<Effect> {
    let Document::Ready(map) = &mut state.document else {
        return None;
    };
    let is_unplaced = !map.places.is_empty() && matches!(map.start(), Start::Fresh);
    let waits = is_unplaced && map.arranging == Arranging::Settled;
    waits.then(|| move_about::arrange(map, Start::Fresh))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Builder, FactBase, NewEntity, NewFact, Span, Status};

    /// One entity tied to all others, of which the first two are tied to one another too.
    fn star(others: usize) -> FactBase {
        let mut builder = Builder::new();
        for at in 0..=others {
            builder.add_entity(NewEntity { id: format!("e{at}").into(), ..NewEntity::default() }).unwrap();
        }
        let ends = (1..=others).map(|at| (0, at)).chain([(1, 2)]);
        for (number, (a, b)) in (1..).zip(ends) {
            let new = NewFact {
                number,
                id: None,
                subject: format!("e{a}").into(),
                relation: "met".into(),
                object: Some(format!("e{b}").into()),
                value: None,
                time: Span::default(),
                status: Status::Reported,
                confidence: None,
                directed: false,
                attributes: Vec::new(),
                more: Vec::new(),
                evidence: Vec::new(),
            };
            builder.add_fact(new).unwrap();
        }
        builder.finish()
    }

    #[test]
    fn only_a_large_map_is_told_of_with_what_could_be_shown_of_it() {
        let base = star(10);
        let graph = Graph::new(&base);
        let told = |beyond, sample| Extent::beyond(beyond, sample, &graph, base.facts.len());
        let share = |min_ties, entities| Some(Share { min_ties, entities });
        assert_eq!(told(11, 1), None);
        let extent = told(10, 1).unwrap();
        assert_eq!((extent.entities, extent.ties, extent.facts), (11, 11, 11));
        assert_eq!((extent.tied, extent.best), (share(2, 3), share(3, 1)));
        // A sample that is no smaller than what has two ties is not offered twice, nor is all of the map.
        assert_eq!(told(10, 5).unwrap().best, None);
        assert_eq!(told(10, 20).unwrap().best, None);
    }
}
