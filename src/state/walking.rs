//! From excerpt to excerpt over everything that is chosen: a tie, several, the facts of an entity, a chain.

use std::collections::BTreeSet;

use super::{Effect, Map, Reader, State, View, apply, panels};
use crate::facts::FactId;
use crate::graph::TieId;
use crate::scene::Emphasis;

/// Where the reader is among the excerpts of what is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Walk {
    /// All of them, in the order in which the details list them: the fact, and which of its evidence.
    places: Vec<(FactId, usize)>,
    at: usize,
    /// Counts up with each step, so that the panel goes there once and then leaves the reader alone.
    pub turn: u64,
}

impl Walk {
    /// The fact and which of its evidence.
    #[must_use]
    pub fn current(&self) -> Option<(FactId, usize)> {
        self.places.get(self.at).copied()
    }

    /// Which of how many, from 1.
    #[must_use]
    pub const fn position(&self) -> (usize, usize) {
        (self.at + 1, self.places.len())
    }

    /// Marks the tie of the excerpt among those that are lifted.
    pub(super) fn lift(&self, map: &Map, emphasis: &mut Emphasis) {
        let Some((fact, _)) = self.current() else {
            return;
        };
        if let Some(tie) = map.graph.tie_of_fact(fact) {
            let (subject, ends) = (map.base.fact(fact).subject, map.graph.tie(tie));
            emphasis.selected_ties.insert(tie);
            emphasis.lifted_ties.insert(tie);
            emphasis.lifted.extend([ends.a, ends.b]);
            emphasis.ends = Some((subject, ends.other_end(subject)));
        }
    }
}

/// The facts of what is chosen, in the order of the panels, each once.
pub(super) fn chosen_facts(view: &View, map: &Map) -> Vec<FactId> {
    let selection = &view.selection;
    let of_entities = selection.entities.iter().flat_map(|&id| {
        let ties: BTreeSet<TieId> = map.graph.ties_of(id).filter(|tie| map.visible.tie(*tie)).collect();
        let own = map.graph.own_facts(id).iter().copied().filter(|fact| map.visible.fact(*fact));
        own.chain(ties.into_iter().flat_map(|tie| map.shown_facts(tie)).collect::<Vec<_>>())
    });
    let of_ties = selection.ties.iter().flat_map(|&id| map.shown_facts(id));
    let mut seen = BTreeSet::new();
    of_ties.chain(of_entities).filter(|fact| seen.insert(*fact)).collect()
}

fn places(view: &View, map: &Map) -> Vec<(FactId, usize)> {
    if let Some(told) = view.connection.shown() {
        return told.links.iter().filter_map(|link| Some((link.fact, link.evidence?))).collect();
    }
    let quoted = |id: FactId| {
        let evidence = map.base.fact(id).evidence.iter().enumerate();
        evidence.filter(|(_, evidence)| evidence.excerpt.is_some()).map(move |(at, _)| (id, at))
    };
    chosen_facts(view, map).into_iter().flat_map(quoted).collect()
}

/// Goes so many excerpts further, round and round. Where an article is open, the one of the excerpt is opened.
pub(super) fn step(state: &mut State, by: i64) -> Option<Effect> {
    let map = state.map()?;
    let places = places(&state.view, map);
    if places.is_empty() {
        state.notify(super::Tone::Plain, "Nothing that is chosen has an excerpt");
        return None;
    }
    // An article that was opened at an excerpt is where the reader is.
    let here = state.view.reader.as_ref().and_then(|reader| reader.evidence);
    let here = here.or_else(|| state.view.walk.as_ref().and_then(Walk::current));
    let here = here.and_then(|here| places.iter().position(|place| *place == here));
    let at = match here {
        Some(at) => (at as i64 + by).rem_euclid(places.len() as i64) as usize,
        None if by < 0 => places.len() - 1,
        None => 0,
    };
    let turn = state.view.walk.as_ref().map_or(0, |walk| walk.turn) + 1;
    let (fact, of) = places[at];
    if state.view.reader.is_some() {
        let article = map.base.fact(fact).evidence.get(of).and_then(|evidence| evidence.article);
        let article = article.filter(|article| map.base.article(*article).text.is_some());
        state.view.reader = article.map(|article| Reader { article, evidence: Some((fact, of)), place: None });
    }
    state.view.walk = Some(Walk { places, at, turn });
    apply::refresh_emphasis(state);
    if state.settings.panels.details.open {
        return None;
    }
    panels::show(state, super::Panel::Details, super::Toggle::On)
}

/// Leaves the walk where its excerpt is not shown any more.
pub(super) fn retain_visible(view: &mut View, map: &Map) {
    let gone = |walk: &Walk| walk.current().is_none_or(|(fact, _)| !map.visible.fact(fact));
    if view.walk.as_ref().is_some_and(gone) {
        view.walk = None;
    }
}
