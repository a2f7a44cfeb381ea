//! The desk at which facts are checked: which are gone through, in what order, and where the reader is.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::Key;

use super::apply::{edit_map, refresh_emphasis};
use super::timing::end_gesture;
use super::{
    Document, Edit, Effect, Map, Selection, State, Toggle, choosing, correction, evidence, move_about, quality,
};
use crate::facts::{About, FactId, Finding, Flaw, Holds, Review, Verdict};
use crate::scene::Target;

/// What lies on the desk.
#[derive(Clone, Debug, PartialEq)]
pub enum Desk {
    /// The lists of the whole map.
    Lists,
    /// Facts, one after the other.
    Queue(Queue),
    /// Contradictions, one after the other; which of them, by its place in the map's list.
    Disputes(usize),
}

/// Which facts are gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All facts of the map.
    All,
    /// Those that pass the filter.
    Shown,
    /// Those of what was chosen.
    Chosen,
    /// Those in which something is odd.
    Flaw(Flaw),
}

/// A fact that is gone through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Which one.
    pub fact: FactId,
    /// Why it is in the list, where that needs saying.
    pub reason: Option<Box<str>>,
}

/// Facts to be gone through. The order is that of the moment at which they were laid out: a verdict moves nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Queue {
    /// Which facts.
    pub scope: Scope,
    /// In order; those without a verdict came first.
    pub items: Arc<[Item]>,
    /// Which one lies before the reader.
    pub at: usize,
    /// How many have a verdict.
    pub num_checked: usize,
    /// The facts of what was chosen when the desk was opened.
    pub chosen: Arc<[FactId]>,
}

impl Queue {
    /// The fact that lies before the reader.
    #[must_use]
    pub fn fact(&self) -> Option<FactId> {
        self.items.get(self.at).map(|item| item.fact)
    }
}

/// What the reader does at the desk.
#[derive(Clone, Debug)]
pub enum DeskAction {
    /// Look at the lists of the whole map.
    Lists,
    /// Go through these facts.
    Through(Scope),
    /// Look at a contradiction, by its place in the map's list.
    Dispute(usize),
    /// So many facts, or contradictions, on; back where it is negative.
    Step(i32),
    /// A verdict on the fact that lies there.
    Decide(Verdict),
    /// A verdict on the contradiction that lies there; the same again takes it back.
    Rule(Holds),
    /// The note on a fact reads so now.
    Note(FactId, String),
    /// Take the keyboard to the note.
    ToNote,
    /// The note has the keyboard now.
    NoteFocused,
    /// Correct the fact that lies there.
    Correct,
    /// What the reader does about a correction.
    Correction(correction::CorrectionAction),
    /// Decisions are signed with this name.
    Reader(String),
    /// Clear the desk.
    Close,
}

/// What a key does at the desk.
#[derive(Clone, Debug)]
pub struct DeskKey {
    /// The key, alone.
    pub key: Key,
    /// What it does.
    pub action: DeskAction,
    /// The same in words.
    pub text: &'static str,
}

/// The keys of the desk, which go before those of the table while facts or contradictions lie on it.
#[must_use]
pub fn desk_keys() -> [DeskKey; 7] {
    let key = |key, action, text| DeskKey { key, action, text };
    [
        key(Key::J, DeskAction::Step(1), "Next fact"),
        key(Key::K, DeskAction::Step(-1), "Previous fact"),
        key(Key::A, DeskAction::Decide(Verdict::Accepted), "Accept, and on to the next"),
        key(Key::R, DeskAction::Decide(Verdict::Rejected), "Reject, and on to the next"),
        key(Key::U, DeskAction::Decide(Verdict::Unsure), "Unsure, and on to the next"),
        key(Key::E, DeskAction::Correct, "Correct the fact"),
        key(Key::T, DeskAction::ToNote, "Write a note"),
    ]
}

pub(super) fn act(state: &mut State, action: DeskAction) -> Option<Effect> {
    match action {
        DeskAction::Lists => lists(state),
        DeskAction::Through(scope) => go_through(state, scope),
        DeskAction::Dispute(at) => dispute(state, at),
        DeskAction::Step(by) => step(state, by),
        DeskAction::Decide(verdict) => match &state.view.desk {
            Some(Desk::Queue(queue)) => {
                let fact = queue.fact()?;
                evidence::decide(state, fact, verdict)
            }
            _ => None,
        },
        DeskAction::Rule(holds) => match state.view.desk {
            Some(Desk::Disputes(at)) => {
                let conflict = state.map()?.weighed.all_conflicts().get(at)?;
                let pair = (conflict.a, conflict.b);
                evidence::rule(state, pair, holds)
            }
            _ => None,
        },
        DeskAction::Note(fact, text) => note(state, fact, &text),
        DeskAction::ToNote => {
            state.view.note_wants_focus = matches!(state.view.desk, Some(Desk::Queue(_)));
            None
        }
        DeskAction::NoteFocused => {
            state.view.note_wants_focus = false;
            None
        }
        DeskAction::Correct => match &state.view.desk {
            Some(Desk::Queue(queue)) => {
                let fact = queue.fact()?;
                correction::act(state, correction::CorrectionAction::Begin(fact))
            }
            _ => None,
        },
        DeskAction::Correction(action) => correction::act(state, action),
        DeskAction::Reader(name) => {
            state.settings.reader = name;
            Some(Effect::Remember(state.settings.clone()))
        }
        DeskAction::Close => {
            state.view.desk = None;
            state.view.correction = None;
            None
        }
    }
}

/// Opens the queue, or closes it where it is open.
pub(super) fn toggle(state: &mut State) -> Option<Effect> {
    if matches!(state.view.desk, Some(Desk::Queue(_))) {
        return act(state, DeskAction::Close);
    }
    let narrowed = state.map().is_some_and(|map| map.visible.num_facts < map.base.facts.len());
    go_through(state, if narrowed { Scope::Shown } else { Scope::All })
}

pub(super) fn lists(state: &mut State) -> Option<Effect> {
    state.view.desk = Some(Desk::Lists);
    state.view.reader = None;
    quality::ask(state)
}

fn go_through(state: &mut State, scope: Scope) -> Option<Effect> {
    let map = state.map()?;
    let chosen = match &state.view.desk {
        Some(Desk::Queue(queue)) => Arc::clone(&queue.chosen),
        _ => chosen_facts(map, &state.view.selection).into(),
    };
    let mut items = items(map, scope, &chosen);
    // The sort is stable: both halves stay in the order of the file.
    items.sort_by_key(|item| map.decisions.reviews.verdict(item.fact).is_some());
    let num_checked = num_checked(map, &items);
    state.view.desk = Some(Desk::Queue(Queue { scope, items: items.into(), at: 0, num_checked, chosen }));
    show_fact(state)
}

fn items(map: &Map, scope: Scope, chosen: &[FactId]) -> Vec<Item> {
    let plain = |fact: FactId| Item { fact, reason: None };
    let all = || map.base.facts_with_ids().map(|(id, _)| id);
    match scope {
        Scope::All => all().map(plain).collect(),
        Scope::Shown => all().filter(|id| map.visible.fact(*id)).map(plain).collect(),
        Scope::Chosen => chosen.iter().copied().map(plain).collect(),
        Scope::Flaw(flaw) => {
            let findings = map.quality.as_ref().map_or(&[][..], |quality| quality.list(flaw));
            let mut seen = BTreeSet::new();
            let each = findings.iter().flat_map(|finding| {
                let item = |fact| Item { fact, reason: Some(finding.reason.as_str().into()) };
                facts_of(map, finding).into_iter().map(item)
            });
            each.filter(|item| seen.insert(item.fact)).collect()
        }
    }
}

/// The facts to look at because of a finding.
fn facts_of(map: &Map, finding: &Finding) -> Vec<FactId> {
    let of_entity = |id| {
        let tied = map.graph.ties_of(id).flat_map(|tie| map.graph.tie(tie).facts.iter().copied());
        let mut facts: Vec<FactId> = tied.chain(map.graph.own_facts(id).iter().copied()).collect();
        facts.sort_unstable();
        facts
    };
    match finding.about {
        About::Fact(id) | About::Evidence(id, _) => vec![id],
        About::Facts(a, b) => vec![a, b],
        About::Entity(id) => of_entity(id),
        About::Entities(a, b) => [of_entity(a), of_entity(b)].concat(),
    }
}

/// The facts of what is chosen, in the order of the file.
fn chosen_facts(map: &Map, selection: &Selection) -> Vec<FactId> {
    let of_ties = selection.ties.iter().flat_map(|id| map.graph.tie(*id).facts.iter().copied());
    let of_entities = selection.entities.iter().flat_map(|id| {
        let tied = map.graph.ties_of(*id).flat_map(|tie| map.graph.tie(tie).facts.iter().copied());
        tied.chain(map.graph.own_facts(*id).iter().copied())
    });
    of_ties.chain(of_entities).collect::<BTreeSet<FactId>>().into_iter().collect()
}

fn num_checked(map: &Map, items: &[Item]) -> usize {
    items.iter().filter(|item| map.decisions.reviews.verdict(item.fact).is_some()).count()
}

fn dispute(state: &mut State, at: usize) -> Option<Effect> {
    let map = state.map()?;
    let conflicts = map.weighed.all_conflicts();
    let at = at.min(conflicts.len().saturating_sub(1));
    let first = conflicts.get(at).map(|conflict| conflict.a);
    state.view.desk = Some(Desk::Disputes(at));
    state.view.correction = None;
    match first {
        Some(fact) => choose(state, fact),
        None => None,
    }
}

fn step(state: &mut State, by: i32) -> Option<Effect> {
    let moved = |at: usize, len: usize| {
        let at = i64::try_from(at).unwrap_or(0) + i64::from(by);
        usize::try_from(at.max(0)).unwrap_or(0).min(len.saturating_sub(1))
    };
    // A note is one step however long it is typed; the next one is another.
    let ended = end_gesture(state);
    let shown = match &mut state.view.desk {
        Some(Desk::Queue(queue)) => {
            queue.at = moved(queue.at, queue.items.len());
            show_fact(state)
        }
        Some(Desk::Disputes(at)) => {
            let at = *at;
            let len = state.map().map_or(0, |map| map.weighed.all_conflicts().len());
            dispute(state, moved(at, len))
        }
        _ => None,
    };
    Effect::both(ended, shown)
}

/// A verdict was given: on to the next fact, if it was the one on the desk.
pub(super) fn decided(state: &mut State, fact: FactId) -> Option<Effect> {
    match &state.view.desk {
        Some(Desk::Queue(queue)) if queue.fact() == Some(fact) => step(state, 1),
        _ => None,
    }
}

/// Something was decided about a fact, or taken back: counts follow, and where it was taken back the desk goes there.
pub(super) fn touched(state: &mut State, fact: FactId, again: Toggle) -> Option<Effect> {
    let State { document: Document::Ready(map), view, .. } = state else {
        return None;
    };
    let Some(Desk::Queue(queue)) = &mut view.desk else {
        return None;
    };
    queue.num_checked = num_checked(map, &queue.items);
    if again == Toggle::On
        && let Some(at) = queue.items.iter().position(|item| item.fact == fact)
    {
        queue.at = at;
        return show_fact(state);
    }
    None
}

/// Shows the fact on the desk on the map, too.
fn show_fact(state: &mut State) -> Option<Effect> {
    state.view.correction = None;
    state.view.reader = None;
    let fact = match &state.view.desk {
        Some(Desk::Queue(queue)) => queue.fact(),
        _ => None,
    };
    match fact {
        Some(fact) => choose(state, fact),
        None => None,
    }
}

/// Chooses the tie of a fact, or its entity, and brings it softly into sight where it is not.
pub(super) fn choose(state: &mut State, fact: FactId) -> Option<Effect> {
    let map = state.map()?;
    let target = match map.graph.tie_of_fact(fact) {
        Some(tie) => Target::Tie(tie),
        None => Target::Entity(map.base.fact(fact).subject),
    };
    let shown = match target {
        Target::Tie(id) => map.visible.tie(id),
        Target::Entity(id) => map.visible.entity(id),
    };
    state.view.hovered = None;
    if !shown {
        choosing::select(state, Selection::default());
        return refresh_emphasis(state);
    }
    let effect = choosing::select(state, Selection::only(target));
    move_about::bring_into_sight(state, target);
    effect
}

fn note(state: &mut State, fact: FactId, text: &str) -> Option<Effect> {
    let stamp = evidence::stamp(state);
    let map = state.map()?;
    let before = map.decisions.reviews.of(fact).cloned().unwrap_or_default();
    let review = Review { note: (!text.is_empty()).then(|| text.into()), stamp, ..before };
    edit_map(state, Edit::review(fact, review), "note", Toggle::On)
}
