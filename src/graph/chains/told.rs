//! A chain as it is told: for each tie the fact that says it best, with its excerpt and its source.

use std::cmp::Reverse;

use super::super::{Graph, TieId, Visible};
use super::Chain;
use crate::facts::{Check, EntityId, FactBase, FactId};

/// One tie of a chain, told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The tie.
    pub tie: TieId,
    /// Where the chain comes from.
    pub from: EntityId,
    /// Where it goes.
    pub to: EntityId,
    /// The fact that says it best.
    pub fact: FactId,
    /// The fact in words.
    pub sentence: String,
    /// Which of the fact's evidence quotes it best, if there is any.
    pub evidence: Option<usize>,
    /// How many further facts of the tie are shown.
    pub num_others: usize,
}

/// Tells a chain of this graph. `weigh` says how good a fact is, such as by
/// [`strength`](super::strength); of equals the one with the better excerpt is told, then the earlier one of the file.
/// Facts that are hidden, and those that weigh nothing where others weigh more, are not told.
#[must_use]
pub fn told(
    base: &FactBase,
    graph: &Graph,
    visible: &Visible,
    chain: &Chain,
    weigh: impl Fn(FactId) -> f32,
) -> Vec<Link> {
    let pairs = chain.entities.iter().zip(chain.entities.iter().skip(1));
    let link = |(&tie, (&from, &to)): (&TieId, (&EntityId, &EntityId))| {
        let shown: Vec<FactId> = graph.tie(tie).facts.iter().copied().filter(|fact| visible.fact(*fact)).collect();
        let fact = shown.iter().copied().max_by(|&a, &b| {
            let rank = |fact| (best_evidence(base, fact).map(|(worth, _)| worth), Reverse(fact));
            weigh(a).total_cmp(&weigh(b)).then_with(|| rank(a).cmp(&rank(b)))
        })?;
        let evidence = best_evidence(base, fact).map(|(_, at)| at);
        Some(Link { tie, from, to, fact, sentence: base.sentence(fact), evidence, num_others: shown.len() - 1 })
    };
    chain.ties.iter().zip(pairs).filter_map(link).collect()
}

/// How well a fact is quoted, and by which of its evidence: the first of the best.
fn best_evidence(base: &FactBase, fact: FactId) -> Option<(u8, usize)> {
    let evidence = base.fact(fact).evidence.iter().enumerate();
    let worth = evidence.map(|(at, evidence)| {
        let worth = match (&evidence.excerpt, &evidence.check) {
            (None, _) => 0,
            (Some(_), Check::NotFound) => 1,
            (Some(_), Check::Unchecked) => 2,
            (Some(_), Check::Near(_)) => 3,
            (Some(_), Check::Found(_) | Check::Exact(_)) => 4,
        };
        (worth, Reverse(at))
    });
    worth.max().map(|(worth, Reverse(at))| (worth, at))
}
