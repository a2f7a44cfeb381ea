//! How two entities are connected: chains of ties, the one with the strongest weakest link first, then the shortest.
//!
//! A chain is worth what its weakest tie is worth. The search goes best first (A*: Hart, Nilsson, Raphael, 1968) with a
//! bound that is exact but for repeated entities: for every entity near the goal and every number of ties left, the
//! best weakest link on the way there, by the recurrence of Bellman (1958). So chains come out in their final order and
//! the search goes where they are. An entity is opened only as far as its best ties reach, and again when those are
//! used up (partial expansion: Yoshizumi, Miura, Ishida, 2000), so that a hub with 50,000 ties is no obstacle. Yen's
//! method (1971) would search the graph anew for every entity of every chain found.

mod strength;
mod told;
mod ways;

use std::collections::BinaryHeap;

pub use strength::{strength, tie_strengths};
pub use told::{Link, told};

use super::{Graph, TieId, Visible};
use crate::facts::EntityId;
use ways::{Rank, Ways};

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// Where chains begin.
    pub from: EntityId,
    /// Where they end.
    pub to: EntityId,
    /// How many chains are wanted.
    pub wanted: usize,
    /// The most ties of a chain; where even the shortest has more, chains of that length are given.
    pub most_ties: usize,
    /// After looking at so many ties the search gives what it has.
    pub patience: usize,
}

impl Question {
    /// Up to ten chains of up to six ties.
    #[must_use]
    pub const fn between(from: EntityId, to: EntityId) -> Self {
        Self { from, to, wanted: 10, most_ties: 6, patience: 4_000_000 }
    }
}

/// A way from one entity to another that meets nobody twice.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// The entities, both ends included: one more than ties.
    pub entities: Vec<EntityId>,
    /// The ties between them.
    pub ties: Vec<TieId>,
    /// The strength of its weakest tie, 0 to 1.
    pub weakest: f32,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chains {
    /// The best first.
    pub chains: Vec<Chain>,
    /// Whether the search stopped before it had looked everywhere: there may be more chains, but no better ones.
    pub stopped_early: bool,
}

/// The best chains between two entities over ties that are shown.
///
/// `strengths` gives each tie's worth, 0 to 1, by id ([`tie_strengths`] makes them); ties of strength 0 and those that
/// are missing are not walked. Equal chains come in the order of their entities' ids.
#[must_use]
pub fn chains(graph: &Graph, visible: &Visible, strengths: &[f32], question: &Question) -> Chains {
    let &Question { from, to, wanted, most_ties, patience } = question;
    let levels: Vec<u16> = graph.ties_with_ids().map(|(id, _)| level(visible, strengths, id)).collect();
    let is_shown = |entity: EntityId| entity.index() < graph.num_entities() && visible.entity(entity);
    if from == to || wanted == 0 || !is_shown(from) || !is_shown(to) {
        return Chains::default();
    }
    let Some(ways) = Ways::new(graph, &levels, from, to, most_ties) else {
        return Chains::default();
    };
    let mut search = Search { ways: &ways, steps: Vec::new(), queue: BinaryHeap::new(), looks: 0 };
    search.begin();
    let mut found = Chains::default();
    while found.chains.len() < wanted {
        if search.looks >= patience {
            found.stopped_early = !search.queue.is_empty();
            break;
        }
        let Some(best) = search.queue.pop() else {
            break;
        };
        if search.is_there(&best) {
            found.chains.push(search.chain(&best));
        } else {
            search.open(&best);
        }
    }
    found
}

/// Strengths are told apart in so many steps, which is finer than anybody means them.
const STEPS: f32 = 1000.0;

fn level(visible: &Visible, strengths: &[f32], tie: TieId) -> u16 {
    let strength = strengths.get(tie.index()).copied().filter(|strength| strength.is_finite()).unwrap_or_default();
    if visible.tie(tie) && strength > 0.0 { ((strength.min(1.0) * STEPS).round() as u16).max(1) } else { 0 }
}

/// A beginning of a chain, by its last entity.
struct Step {
    /// The entity, as the ways number it.
    at: u32,
    /// The step before, and the tie between; none for the first.
    before: Option<(u32, TieId)>,
    ties: u16,
    weakest: u16,
}

/// A beginning that waits to be opened: the best comes first, of equals the longer one, so that a chain is finished
/// before others as good are begun, and then the earlier one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Waiting {
    rank: Rank,
    ties: u16,
    step: std::cmp::Reverse<u32>,
}

struct Search<'a> {
    ways: &'a Ways,
    steps: Vec<Step>,
    queue: BinaryHeap<Waiting>,
    looks: usize,
}

impl Search<'_> {
    fn begin(&mut self) {
        let first = Step { at: self.ways.from, before: None, ties: 0, weakest: u16::MAX };
        if let Some(rank) = self.ways.bound(first.at, first.ties, first.weakest) {
            self.wait(first, rank);
        }
    }

    fn wait(&mut self, step: Step, rank: Rank) {
        let number = u32::try_from(self.steps.len()).unwrap_or(u32::MAX);
        self.queue.push(Waiting { rank, ties: step.ties, step: std::cmp::Reverse(number) });
        self.steps.push(step);
    }

    fn is_there(&self, waiting: &Waiting) -> bool {
        self.steps[waiting.step.0 as usize].at == self.ways.to
    }

    /// Goes one tie further, to every entity by way of which a chain of this very rank may come; waits again for those
    /// of lower ranks.
    fn open(&mut self, waiting: &Waiting) {
        let number = waiting.step.0;
        let Step { at, ties, weakest, .. } = self.steps[number as usize];
        let before: Vec<u32> = self.back_from(number).map(|step| step.at).collect();
        let mut next_best: Option<Rank> = None;
        let ways = self.ways;
        for way in ways.ways_of(at) {
            self.looks += 1;
            let weakest = weakest.min(way.level);
            let Some(rank) = ways.bound(way.to, ties + 1, weakest) else {
                continue;
            };
            if rank > waiting.rank || before.contains(&way.to) {
                continue;
            }
            if rank == waiting.rank {
                self.wait(Step { at: way.to, before: Some((number, way.tie)), ties: ties + 1, weakest }, rank);
            } else {
                next_best = next_best.max(Some(rank));
            }
        }
        if let Some(rank) = next_best {
            self.queue.push(Waiting { rank, ties, step: std::cmp::Reverse(number) });
        }
    }

    /// A step and all before it.
    fn back_from(&self, number: u32) -> impl Iterator<Item = &Step> {
        let step = |number: u32| self.steps.get(number as usize);
        std::iter::successors(step(number), move |last| step(last.before?.0))
    }

    fn chain(&self, waiting: &Waiting) -> Chain {
        let mut entities: Vec<EntityId> =
            self.back_from(waiting.step.0).map(|step| self.ways.entities[step.at as usize]).collect();
        let mut ties: Vec<TieId> =
            self.back_from(waiting.step.0).filter_map(|step| step.before.map(|(_, tie)| tie)).collect();
        entities.reverse();
        ties.reverse();
        let weakest = f32::from(self.steps[waiting.step.0 as usize].weakest) / STEPS;
        Chain { entities, ties, weakest }
    }
}

#[cfg(test)]
mod tests;
