//! The correction of a fact: what the reader types into its form, and the one step that makes it.

use std::sync::Arc;

use super::apply::edit_map;
use super::{Desk, Edit, Effect, Map, State, Toggle, desk, evidence};
use crate::facts::{self, Date, EntityId, FactId, Review, Span, Status, Wording};
use crate::graph::Hit;

/// An end of a fact as it is typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TypedEnd {
    /// What stands in the field.
    pub text: String,
    /// The entity that was chosen; none while another name is being typed.
    pub entity: Option<EntityId>,
}

/// A correction while it is typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// The fact.
    pub fact: FactId,
    /// The verb phrase.
    pub relation: String,
    /// Subject and object; an empty object is none.
    pub ends: [TypedEnd; 2],
    /// What is claimed beside or instead of the object; an empty one is none.
    pub value: String,
    /// When it happened, from when, until when.
    pub dates: [String; 3],
    /// Whether it is reported, planned and so on.
    pub status: Status,
    /// The end whose name is being looked for.
    pub looking: Option<usize>,
    /// Names that fit what is typed there, best first.
    pub hits: Vec<Hit>,
    /// Set while the first field should take the keyboard.
    pub wants_focus: bool,
}

/// What the reader does about a correction.
#[derive(Clone, Debug)]
pub enum CorrectionAction {
    /// Open the form of a fact.
    Begin(FactId),
    /// The form reads so now.
    Change(Box<Correction>),
    /// The name of an end, 0 or 1, is typed.
    Type(usize, String),
    /// An entity is chosen for an end.
    Take(usize, EntityId),
    /// The first field has the keyboard.
    Focused,
    /// Make the correction.
    Make,
    /// Close the form.
    Drop,
    /// A fact says again what the file says.
    TakeBack(FactId),
}

impl Correction {
    /// The form of a fact as it reads now.
    #[must_use]
    pub fn of(map: &Map, id: FactId) -> Self {
        let fact = map.base.fact(id);
        let end = |entity: EntityId| TypedEnd { text: map.base.entity(entity).name.to_string(), entity: Some(entity) };
        let date = |date: Option<Date>| date.map(Date::iso).unwrap_or_default();
        Self {
            fact: id,
            relation: map.base.relation(fact.relation).to_owned(),
            ends: [end(fact.subject), fact.object.map(end).unwrap_or_default()],
            value: fact.value.as_deref().unwrap_or_default().to_owned(),
            dates: [date(fact.time.when), date(fact.time.from), date(fact.time.until)],
            status: fact.status,
            looking: None,
            hits: Vec::new(),
            wants_focus: true,
        }
    }

    /// What the fact would say.
    ///
    /// # Errors
    /// In words for a person, where something is missing or is no date.
    pub fn wording(&self, map: &Map) -> Result<Wording, String> {
        let before = map.base.fact(self.fact).value.as_deref();
        // What is not touched stays letter for letter.
        let value = if before == Some(&*self.value) { &*self.value } else { self.value.trim() };
        let value: Option<Box<str>> = (!value.is_empty()).then(|| value.into());
        let relation = self.relation.trim();
        if relation.is_empty() {
            return Err("The relation is missing".to_owned());
        }
        let chosen = |end: &TypedEnd, what: &str| {
            end.entity.ok_or_else(|| format!("Choose the {what} from the names that fit “{}”", end.text.trim()))
        };
        let [subject, object] = &self.ends;
        let object = if object.text.trim().is_empty() && object.entity.is_none() {
            // Without an end and a value nothing would be said.
            if value.is_none() {
                return Err("Give an object, a value or both".to_owned());
            }
            None
        } else {
            Some(chosen(object, "object")?)
        };
        let date = |text: &String| match text.trim() {
            "" => Ok(None),
            text => Date::parse(text).map(Some).map_err(|error| format!("“{text}”: {error}")),
        };
        let [when, from, until] = &self.dates;
        let time = Span { when: date(when)?, from: date(from)?, until: date(until)? };
        let subject = chosen(subject, "subject")?;
        Ok(Wording { subject, relation: relation.into(), object, value, time, status: self.status })
    }
}

pub(super) fn act(state: &mut State, action: CorrectionAction) -> Option<Effect> {
    let map = state.map()?;
    match action {
        CorrectionAction::Begin(fact) => state.view.correction = Some(Box::new(Correction::of(map, fact))),
        CorrectionAction::Change(correction) => state.view.correction = Some(correction),
        CorrectionAction::Type(end, text) => return look_for(state, end, text),
        CorrectionAction::Take(end, entity) => take(state, end, entity),
        CorrectionAction::Focused => {
            if let Some(correction) = &mut state.view.correction {
                correction.wants_focus = false;
            }
        }
        CorrectionAction::Make => return make(state),
        CorrectionAction::Drop => state.view.correction = None,
        CorrectionAction::TakeBack(fact) => return take_back(state, fact),
    }
    None
}

/// Looks for the name that is typed for an end.
fn look_for(state: &mut State, end: usize, text: String) -> Option<Effect> {
    state.search.generation += 1;
    let generation = state.search.generation;
    let map = state.map()?;
    let (base, searcher) = (Arc::clone(&map.base), Arc::clone(&map.searcher));
    let correction = state.view.correction.as_mut()?;
    let typed = correction.ends.get_mut(end)?;
    *typed = TypedEnd { text: text.clone(), entity: None };
    correction.looking = Some(end);
    if text.trim().is_empty() {
        correction.hits.clear();
        return None;
    }
    Some(Effect::Find(generation, text, base, searcher))
}

/// Names that fit came: whether they were for a correction.
pub(super) fn found(state: &mut State, generation: u64, hits: &[Hit]) -> bool {
    let current = generation == state.search.generation;
    match &mut state.view.correction {
        Some(correction) if correction.looking.is_some() && state.search.text.is_empty() => {
            if current {
                const MOST: usize = 6;
                correction.hits = hits.iter().take(MOST).cloned().collect();
            }
            true
        }
        _ => false,
    }
}

fn take(state: &mut State, end: usize, entity: EntityId) {
    let name = state.map().and_then(|map| map.base.entities.get(entity.index())).map(|entity| entity.name.to_string());
    if let (Some(correction), Some(text)) = (&mut state.view.correction, name)
        && let Some(typed) = correction.ends.get_mut(end)
    {
        *typed = TypedEnd { text, entity: Some(entity) };
        correction.looking = None;
        correction.hits.clear();
    }
}

fn make(state: &mut State) -> Option<Effect> {
    let map = state.map()?;
    let correction = state.view.correction.as_ref()?;
    let fact = correction.fact;
    let now = match correction.wording(map) {
        Ok(now) => now,
        Err(fault) => {
            state.notify(super::Tone::Warning, fault);
            return None;
        }
    };
    let before = map.decisions.reviews.of(fact).cloned().unwrap_or_default();
    let reads = Wording::of(&map.base, map.base.fact(fact));
    state.view.correction = None;
    if now == reads {
        return None;
    }
    let original = before.edit.as_ref().map_or(reads, |edit| edit.original.clone());
    // Who writes again what the file says has taken the correction back.
    let edit = (now != original).then_some(facts::Edit { now, original });
    settle(state, fact, Review { edit, ..before }, "correction")
}

fn take_back(state: &mut State, fact: FactId) -> Option<Effect> {
    let before = state.map()?.decisions.reviews.of(fact).cloned()?;
    state.view.correction = None;
    settle(state, fact, Review { edit: None, ..before }, "taking back of a correction")
}

fn settle(state: &mut State, fact: FactId, review: Review, name: &'static str) -> Option<Effect> {
    let was_chosen = !state.view.selection.ties.is_empty() || matches!(state.view.desk, Some(Desk::Queue(_)));
    let stamp = evidence::stamp(state);
    let effect = edit_map(state, Edit::review(fact, Review { stamp, ..review }), name, Toggle::Off);
    // The fact may have gone to another tie: it stays before the reader.
    if was_chosen {
        desk::choose(state, fact);
    }
    effect
}
