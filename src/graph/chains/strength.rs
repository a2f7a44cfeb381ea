//! What a tie is worth as a link of a chain: who says so, how surely, and what the reader thinks of it.

use rayon::prelude::*;

use super::super::{Graph, Visible};
use crate::facts::{Count, Fact, FactBase, FactId, Independence, Status, Verdict};

/// The worth of what so many sources say, 0 to 1: a judgement, not a probability.
///
/// Each further independent source halves the doubt that is left; words without any article are worth little. An
/// unknown confidence is taken for 0.8, never for 1. What a reader accepted keeps its worth, what nobody looked at loses
/// a tenth, what was left open half, and what was rejected is worth nothing.
#[must_use]
pub fn strength(sources: Count, confidence: Option<f32>, verdict: Option<Verdict>) -> f32 {
    let sources = match sources.independent {
        0 => 0.1,
        count => 1.0 - 0.5_f32.powi(i32::try_from(count).unwrap_or(i32::MAX)),
    };
    let verdict = match verdict {
        Some(Verdict::Accepted) => 1.0,
        None => 0.9,
        Some(Verdict::Unsure) => 0.5,
        Some(Verdict::Rejected) => 0.0,
    };
    sources * confidence.unwrap_or(0.8).clamp(0.0, 1.0) * verdict
}

/// The strength of every tie by id, from its visible facts that were not rejected.
///
/// The sources are those of all these facts together; confidence and verdict are the best among them. A tie of plans and
/// allegations alone loses a quarter, one of denials alone three quarters.
#[must_use]
pub fn tie_strengths(
    base: &FactBase,
    graph: &Graph,
    visible: &Visible,
    independence: &Independence<'_>,
    verdict_of: impl Fn(FactId) -> Option<Verdict> + Sync,
) -> Vec<f32> {
    let strength_of = |facts: &[FactId]| {
        let counts = |fact: &&FactId| visible.fact(**fact) && verdict_of(**fact) != Some(Verdict::Rejected);
        let ids: Vec<FactId> = facts.iter().filter(counts).copied().collect();
        let facts: Vec<&Fact> = ids.iter().map(|&id| base.fact(id)).collect();
        let surest = facts.iter().filter_map(|fact| fact.confidence).reduce(f32::max);
        // Some fact of unknown confidence is as good as the usual guess.
        let confidence = if facts.iter().any(|fact| fact.confidence.is_none()) {
            surest.filter(|surest| *surest > 0.8)
        } else {
            surest
        };
        let verdicts = [Some(Verdict::Accepted), None, Some(Verdict::Unsure)];
        let verdict = verdicts.into_iter().find(|verdict| ids.iter().any(|&id| verdict_of(id) == *verdict));
        let certainty = facts.iter().map(|fact| certainty(fact.status)).reduce(f32::max);
        let sources = independence.of_facts(facts);
        certainty.zip(verdict).map_or(0.0, |(certainty, verdict)| certainty * strength(sources, confidence, verdict))
    };
    // On a large map this is most of what a question costs.
    graph.ties().par_iter().map(|tie| strength_of(&tie.facts)).collect()
}

const fn certainty(status: Status) -> f32 {
    match status {
        Status::Reported | Status::Ended => 1.0,
        Status::Planned | Status::Alleged => 0.75,
        Status::Denied => 0.25,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_sources_more_confidence_and_a_better_verdict_are_worth_more() {
        let count = |independent| Count { articles: 9, independent };
        let rising = [
            strength(count(9), Some(1.0), Some(Verdict::Rejected)),
            strength(count(0), None, None),
            strength(count(1), None, Some(Verdict::Unsure)),
            strength(count(1), Some(0.5), None),
            strength(count(1), None, None),
            strength(count(1), Some(0.9), None),
            strength(count(1), Some(0.9), Some(Verdict::Accepted)),
            strength(count(2), Some(0.9), Some(Verdict::Accepted)),
            strength(count(99), Some(1.0), Some(Verdict::Accepted)),
        ];
        assert!(rising.windows(2).all(|pair| pair[0] < pair[1]), "{rising:?}");
        assert!(rising[0].abs() < f32::EPSILON && rising[8] <= 1.0);
    }
}
