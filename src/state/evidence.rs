//! What the reader does with evidence: verdicts on facts, and the pack of what is chosen.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::apply::edit_map;
use super::{Edit, Effect, Map, State, Toggle, Tone, Weighed, desk};
use crate::export::citation;
use crate::facts::{Count, FactBase, FactId, Holds, Review, Ruling, Stamp, Verdict};
use crate::project::Rulings;

/// A pack of evidence on its way to its file.
#[derive(Clone, Debug)]
pub struct PackJob {
    /// Where to.
    pub path: PathBuf,
    /// The facts that it speaks of.
    pub base: Arc<FactBase>,
    /// The heading.
    pub title: String,
    /// What was chosen.
    pub of_what: String,
    /// The articles behind all of it.
    pub sources: Count,
    /// What the weakest link is worth, where a chain was chosen.
    pub weakest: Option<f32>,
    /// The facts, in the order in which they are numbered.
    pub facts: Vec<FactId>,
    /// What was decided about each.
    pub reviews: Vec<Option<Review>>,
    /// What articles weigh: facts may contradict each other.
    pub weighed: Arc<Weighed>,
    /// What was decided about contradictions.
    pub rulings: Rulings,
}

/// Who decides, and when.
pub(super) fn stamp(state: &State) -> Stamp {
    let text = |text: &str| (!text.trim().is_empty()).then(|| text.trim().into());
    Stamp { by: text(&state.settings.reader), at: text(&state.clock) }
}

/// Decides about a fact; the same verdict again takes it back.
pub(super) fn decide(state: &mut State, fact: FactId, verdict: Verdict) -> Option<Effect> {
    let stamp = stamp(state);
    let before = state.map()?.decisions.reviews.of(fact).cloned().unwrap_or_default();
    let verdict = if before.verdict == Some(verdict) { None } else { Some(verdict) };
    let effect = edit_map(state, Edit::review(fact, Review { verdict, stamp, ..before }), "verdict", Toggle::Off);
    if verdict.is_some() {
        desk::decided(state, fact);
    }
    effect
}

/// Decides which of two facts holds that cannot both; the same again takes it back.
pub(super) fn rule(state: &mut State, pair: (FactId, FactId), holds: Holds) -> Option<Effect> {
    let stamp = stamp(state);
    let before = state.map()?.decisions.reviews.rulings.get(&pair);
    let ruling = (before.map(|ruling| ruling.holds) != Some(holds)).then_some(Ruling { holds, stamp });
    edit_map(state, Edit::Ruling(pair, ruling), "verdict on a contradiction", Toggle::Off)
}

/// Puts an excerpt on the clipboard with its source, as it is quoted.
pub(super) fn cite(state: &mut State, fact: FactId, at: usize) -> Option<Effect> {
    let base = &state.map()?.base;
    let text = citation(base, base.facts.get(fact.index())?.evidence.get(at)?);
    if text.is_empty() {
        return None;
    }
    state.notify(Tone::Plain, "Copied as a citation");
    Some(Effect::Copy(text))
}

/// The facts that a pack would hold: those of the chain that is told, else those of the chosen ties and entities, else all that are shown; without those
/// that the reader rejected.
pub(super) fn wanted(state: &State, map: &Map) -> (Vec<FactId>, String) {
    let connection = &state.view.connection;
    if let (Some(told), Some(ends)) = (connection.shown(), connection.both()) {
        let [from, to] = ends.map(|end| &map.base.entity(end).name);
        let (at, of) = (connection.at + 1, connection.chains().len());
        let of_what = format!("How {from} and {to} are connected, chain {at} of {of} ({})", map.way_of(&told.chain));
        return (map.facts_of_chain(&told.chain), of_what);
    }
    let selection = &state.view.selection;
    let of_ties = selection.ties.iter().flat_map(|id| map.shown_facts(*id));
    let of_entities = selection.entities.iter().flat_map(|id| {
        let tied = map.graph.ties_of(*id).flat_map(|tie| map.shown_facts(tie));
        tied.chain(map.graph.own_facts(*id).iter().copied().filter(|fact| map.visible.fact(*fact)))
    });
    let chosen: BTreeSet<FactId> = of_ties.chain(of_entities).collect();
    let (facts, of_what) = if selection.is_empty() {
        (map.base.facts_with_ids().map(|(id, _)| id).filter(|id| map.visible.fact(*id)).collect(), "All that is shown")
    } else {
        (chosen, "What was chosen")
    };
    let rejected = |id: &FactId| map.decisions.reviews.verdict(*id) == Some(Verdict::Rejected);
    (facts.into_iter().filter(|id| !rejected(id)).collect(), of_what.to_owned())
}

/// Orders the pack of what is chosen, in the form that the path's ending names.
pub(super) fn pack_to(state: &mut State, path: PathBuf) -> Option<Effect> {
    let map = state.map()?;
    if !map.weighed.is_ready() {
        state.notify(Tone::Warning, "The sources are still being counted: ask again in a moment");
        return None;
    }
    let (facts, of_what) = wanted(state, map);
    if facts.is_empty() {
        state.notify(Tone::Warning, "There is no fact to write: nothing that is chosen is shown");
        return None;
    }
    let independence = map.weighed.independence(&map.base, &map.decisions.reviews.sources);
    let sources = independence.of_facts(facts.iter().map(|fact| map.base.fact(*fact)));
    let connection = &state.view.connection;
    let weakest = connection.both().and(connection.shown()).map(|told| told.chain.weakest);
    let reviews = facts.iter().map(|fact| map.decisions.reviews.of(*fact).cloned()).collect();
    let job = PackJob {
        path,
        base: Arc::clone(&map.base),
        title: map.title().to_owned(),
        of_what,
        sources,
        weakest,
        facts,
        reviews,
        weighed: Arc::clone(&map.weighed),
        rulings: map.decisions.reviews.rulings.clone(),
    };
    Some(Effect::WritePack(Box::new(job)))
}

/// The pack was written.
pub(super) fn packed(state: &mut State, path: &Path, facts: usize) -> Option<Effect> {
    state.notify(Tone::Plain, format!("Wrote {} ({facts} facts)", path.display()));
    None
}
