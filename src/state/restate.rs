//! What follows when a fact is made to say something else: who is tied to whom, counts, weights. Nothing moves.

use std::sync::Arc;

use super::{
    Arranging, Counts, Document, Effect, Map, Selection, State, Toggle, Weighed, connecting, move_about, quality,
    sourcing, structure_of,
};
use crate::facts::{Edit, EntityId, FactBase, FactId, Overrules, Review, Verdict, Wording};
use crate::graph::{Graph, WidthBy};
use crate::project::Reviews;

/// What an edit leaves to be done.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Aftermath {
    /// The fact about which something was decided.
    pub(super) touched: Option<FactId>,
    /// Some fact says something else.
    restated: bool,
    /// Some fact ties others than before.
    retied: bool,
}

/// Everything that the articles are weighed by: for a map that was just opened, or for facts that changed.
#[derive(Clone, Debug)]
pub struct WeighJob {
    /// Which state of the facts it is about.
    pub stamp: (u64, u64),
    base: Arc<FactBase>,
    graph: Arc<Graph>,
    overrules: Overrules,
    before: Arc<Weighed>,
}

impl WeighJob {
    /// Weighs.
    #[must_use]
    pub fn run(&self) -> Weighed {
        self.before.weigh(&self.base, &self.graph, &self.overrules)
    }
}

impl Map {
    /// Notes what was decided about a fact, and gives what was decided before.
    pub(super) fn review(&mut self, fact: FactId, review: Review) -> Review {
        let (edit, verdict) = (review.edit.clone(), review.verdict);
        let facts = &mut self.decisions.reviews.facts;
        let before = if review.is_empty() { facts.remove(&fact) } else { facts.insert(fact, review) };
        let before = before.unwrap_or_default();
        let wording = match (&before.edit, edit) {
            (before, Some(edit)) if before.as_ref() != Some(&edit) => Some(edit.now),
            (Some(before), None) => Some(before.original.clone()),
            _ => None,
        };
        let wordings: Vec<(FactId, Wording)> = wording.into_iter().map(|wording| (fact, wording)).collect();
        self.restate(&wordings);
        self.aftermath.touched = Some(fact);
        for (at, of) in Verdict::ALL.into_iter().enumerate() {
            self.verdicts[at] += usize::from(verdict == Some(of));
            self.verdicts[at] -= usize::from(before.verdict == Some(of));
        }
        let rejected = |verdict: Option<Verdict>| verdict == Some(Verdict::Rejected);
        let filter = &self.decisions.filter;
        let matters = before.verdict != verdict
            && (filter.only_publishable || filter.mark_unreviewed || rejected(before.verdict) != rejected(verdict));
        if !wordings.is_empty() || matters {
            self.refresh();
        }
        before
    }

    /// Replaces everything that was decided, and gives what it was before.
    pub(super) fn review_all(&mut self, reviews: Reviews) -> Reviews {
        let before = std::mem::replace(&mut self.decisions.reviews, reviews);
        self.verdicts = self.decisions.reviews.count();
        let now = &self.decisions.reviews;
        let taken_back = before.edits().filter(|(id, _)| now.of(*id).is_none_or(|review| review.edit.is_none()));
        let mut wordings: Vec<(FactId, Wording)> = taken_back.map(|(id, edit)| (id, edit.original.clone())).collect();
        let made =
            now.edits().filter(|(id, edit)| before.of(*id).and_then(|review| review.edit.as_ref()) != Some(edit));
        wordings.extend(made.map(|(id, edit)| (id, edit.now.clone())));
        self.restate(&wordings);
        if before.sources != self.decisions.reviews.sources {
            let sources = &self.decisions.reviews.sources;
            self.weighed = Arc::new(self.weighed.overruled(&self.base, &self.graph, sources));
        }
        self.refresh();
        before
    }

    /// Makes all facts say what they were corrected to, where they do not yet: the facts may come from a file that was
    /// read while the reader corrected some.
    pub(super) fn correct_rest(&mut self) {
        let says_else = |(id, edit): &(FactId, &Edit)| {
            self.base.facts.get(id.index()).is_some_and(|fact| Wording::of(&self.base, fact) != edit.now)
        };
        let rest = self.decisions.reviews.edits().filter(says_else);
        let wordings: Vec<(FactId, Wording)> = rest.map(|(id, edit)| (id, edit.now.clone())).collect();
        if !wordings.is_empty() {
            self.restate(&wordings);
            self.refresh();
        }
    }

    /// Makes facts say something else.
    fn restate(&mut self, wordings: &[(FactId, Wording)]) {
        if wordings.is_empty() {
            return;
        }
        let ends = |base: &FactBase| -> Vec<Option<(EntityId, Option<EntityId>)>> {
            let of = |(id, _): &(FactId, Wording)| base.facts.get(id.index()).map(|fact| (fact.subject, fact.object));
            wordings.iter().map(of).collect()
        };
        let before = ends(&self.base);
        // Made in place unless a job still looks at what was.
        let base = Arc::make_mut(&mut self.base);
        for (fact, wording) in wordings {
            base.reword(*fact, wording);
        }
        self.counts = Counts::new(&self.base);
        self.facts_version += 1;
        self.quality = None;
        self.aftermath.restated = true;
        if ends(&self.base) != before {
            self.graph = Arc::new(Graph::new(&self.base));
            self.structure = Arc::new(structure_of(&self.base, &self.graph));
            // The numbers of ties are others now.
            self.weighed = Arc::new(self.weighed.untied());
            self.relook();
            self.aftermath.retied = true;
        }
    }
}

/// The ends of the chosen ties, by which they are found again.
pub(super) fn chosen_ends(state: &State) -> Vec<(EntityId, EntityId)> {
    let Some(map) = state.map() else {
        return Vec::new();
    };
    state.view.selection.ties.iter().map(|id| (map.graph.tie(*id).a, map.graph.tie(*id).b)).collect()
}

/// Brings everything else to bear on facts that were changed by an edit.
pub(super) fn follow(state: &mut State, ends: &[(EntityId, EntityId)], after: Aftermath) -> Option<Effect> {
    let State { document: Document::Ready(map), view, .. } = state else {
        return None;
    };
    let Aftermath { touched: _, restated, retied } = after;
    if !restated {
        return None;
    }
    let mut order = None;
    if retied {
        let ties = ends.iter().filter_map(|(a, b)| map.graph.tie_between(*a, *b)).collect();
        view.selection = Selection { ties, ..std::mem::take(&mut view.selection) };
        view.hovered = None;
        view.drag = None;
        let start = map.start();
        if let Effect::Layout(told) = move_about::arrange(map, start) {
            order = Some(told);
        }
    }
    Some(Effect::Weigh(Box::new(job(map)), order))
}

fn job(map: &Map) -> WeighJob {
    WeighJob {
        stamp: (map.generation, map.facts_version),
        base: Arc::clone(&map.base),
        graph: Arc::clone(&map.graph),
        overrules: map.decisions.reviews.sources.clone(),
        before: Arc::clone(&map.weighed),
    }
}

/// Has the articles of a map weighed, once, unless they are: as soon as it stands, since both take all processors.
pub(super) fn weigh_first(state: &mut State) -> Option<Effect> {
    let Document::Ready(map) = &mut state.document else {
        return None;
    };
    if map.weighed.is_ready() || map.is_being_weighed || matches!(map.arranging, Arranging::Running(_)) {
        return None;
    }
    map.is_being_weighed = true;
    Some(Effect::Weigh(Box::new(job(map)), None))
}

/// The articles were weighed.
pub(super) fn weighed(state: &mut State, stamp: (u64, u64), weighed: Weighed) -> Option<Effect> {
    let Document::Ready(map) = &mut state.document else {
        return None;
    };
    if stamp == (map.generation, map.facts_version) {
        // What the reader said of sources meanwhile counts.
        let overrules = &map.decisions.reviews.sources;
        let is_same = *overrules == Overrules::default();
        map.weighed = Arc::new(if is_same { weighed } else { weighed.overruled(&map.base, &map.graph, overrules) });
        let decisions = &map.decisions;
        if decisions.filter.min_sources > 1 || decisions.appearance.width == WidthBy::Sources {
            map.refresh();
        }
    }
    sourcing::refresh(state);
    // Chains are as strong as what supports their links.
    let chains = connecting::ask_again(state, Toggle::Off);
    Effect::both(quality::again(state), chains)
}
