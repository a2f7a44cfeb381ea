//! What the reader does with evidence: verdicts on facts, and the pack of what is chosen.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::apply::edit_map;
use super::{Edit, Effect, Map, State, Toggle, Tone};
use crate::export::citation;
use crate::facts::{FactBase, FactId, Review, Stamp, Verdict};

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
    pub about: Vec<String>,
    /// The facts, in the order in which they are numbered.
    pub facts: Vec<FactId>,
    /// What was decided about each.
    pub reviews: Vec<Option<Review>>,
}

/// Decides about a fact; the same verdict again takes it back.
pub(super) fn decide(state: &mut State, fact: FactId, verdict: Verdict) -> Option<Effect> {
    let map = state.map()?;
    let mut reviews = map.decisions.reviews.clone();
    let review = reviews.facts.entry(fact).or_default();
    review.verdict = if review.verdict == Some(verdict) { None } else { Some(verdict) };
    review.stamp = Stamp { by: None, at: (!state.clock.is_empty()).then(|| state.clock.as_str().into()) };
    if review.is_empty() {
        reviews.facts.remove(&fact);
    }
    edit_map(state, Edit::Reviews(Box::new(reviews)), "verdict", Toggle::Off)
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
    let (facts, of_what) = wanted(state, map);
    if facts.is_empty() {
        state.notify(Tone::Warning, "There is no fact to write: nothing that is chosen is shown");
        return None;
    }
    let articles = map.num_articles(&facts);
    let about = vec![format!("{of_what}: {} facts from {articles} articles.", facts.len())];
    let reviews = facts.iter().map(|fact| map.decisions.reviews.of(*fact).cloned()).collect();
    let job = PackJob { path, base: Arc::clone(&map.base), title: map.title().to_owned(), about, facts, reviews };
    Some(Effect::WritePack(Box::new(job)))
}

/// The pack was written.
pub(super) fn packed(state: &mut State, path: &Path, facts: usize) -> Option<Effect> {
    state.notify(Tone::Plain, format!("Wrote {} ({facts} facts)", path.display()));
    None
}
