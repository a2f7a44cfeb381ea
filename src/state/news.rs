//! What a reading brought that was not there before, as a list to step through.

use super::{Effect, State, Toggle, Tone, choosing};
use crate::facts::{Diff, EntityId, FactBase, FactId, diff};
use crate::graph::Graph;
use crate::scene::Target;

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Novelty {
    /// It was not there before.
    Added,
    /// It says something else.
    Changed,
    /// It is no longer there.
    Gone,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// What became of it.
    pub novelty: Novelty,
    /// The fact as a sentence, or the entity's name.
    pub what: String,
    /// What is different, where it changed.
    pub how: String,
    /// Where on the map it is; of what is gone, whoever is still there.
    pub target: Option<Target>,
}

/// Everything that is new, and which line is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhatIsNew {
    /// Facts first, then entities; in the order of the bases.
    pub lines: Vec<News>,
    /// The line that the map shows.
    pub at: Option<usize>,
    /// How many entities and facts are new.
    pub added: [usize; 2],
    /// How many entities and facts are gone.
    pub gone: [usize; 2],
    /// How many entities and facts say something else.
    pub changed: [usize; 2],
    /// The entities that are new.
    pub newcomers: Vec<EntityId>,
}

impl WhatIsNew {
    /// Compares what was read with what was there before.
    #[must_use]
    pub fn new(old: &FactBase, new: &FactBase, graph: &Graph) -> Self {
        let Diff { articles: _, entities, facts } = diff(old, new);
        let of_fact = |id: FactId| {
            let tie = graph.tie_of_fact(id).map(Target::Tie);
            tie.or_else(|| Some(Target::Entity(new.fact(id).subject)))
        };
        let named = |base: &FactBase, id: EntityId| base.entity(id).name.to_string();
        let told = |differences: &[crate::facts::Difference]| -> String {
            let one = |difference: &crate::facts::Difference| match (&*difference.old, &*difference.new) {
                ("", now) => format!("{}: {now}", difference.field),
                (before, "") => format!("{}: no longer {before}", difference.field),
                (before, now) => format!("{}: {now}, before {before}", difference.field),
            };
            differences.iter().map(one).collect::<Vec<_>>().join("; ")
        };
        let line = |novelty, what, how, target| News { novelty, what, how, target };
        let mut lines = Vec::new();
        lines.extend(facts.added.iter().map(|&id| line(Novelty::Added, new.sentence(id), String::new(), of_fact(id))));
        lines.extend(facts.changed.iter().map(|change| {
            line(Novelty::Changed, new.sentence(change.new), told(&change.differences), of_fact(change.new))
        }));
        lines.extend(facts.gone.iter().map(|&id| {
            let fact = old.fact(id);
            let ends = std::iter::once(fact.subject).chain(fact.object);
            let left = ends.filter_map(|end| new.entity_by_key(&old.entity(end).id)).next();
            line(Novelty::Gone, old.sentence(id), String::new(), left.map(Target::Entity))
        }));
        let at = |id| Some(Target::Entity(id));
        lines.extend(entities.added.iter().map(|&id| line(Novelty::Added, named(new, id), String::new(), at(id))));
        lines.extend(
            entities.changed.iter().map(|change| {
                line(Novelty::Changed, named(new, change.new), told(&change.differences), at(change.new))
            }),
        );
        lines.extend(entities.gone.iter().map(|&id| line(Novelty::Gone, named(old, id), String::new(), None)));
        Self {
            lines,
            at: None,
            added: [entities.added.len(), facts.added.len()],
            gone: [entities.gone.len(), facts.gone.len()],
            changed: [entities.changed.len(), facts.changed.len()],
            newcomers: entities.added,
        }
    }

    /// `12 new entities, 30 new facts`
    #[must_use]
    pub fn told(&self) -> String {
        let counted = |count: usize, sort: &str, [one, many]: [&str; 2]| match count {
            0 => None,
            1 => Some(format!("1 {sort}{one}")),
            count => Some(format!("{count} {sort}{many}")),
        };
        let mut parts = Vec::new();
        for (counts, sort) in [(self.added, "new "), (self.changed, "changed "), (self.gone, "gone ")] {
            let [entities, facts] = counts;
            parts.extend(counted(entities, sort, ["entity", "entities"]));
            parts.extend(counted(facts, sort, ["fact", "facts"]));
        }
        if parts.is_empty() { "nothing is different".to_owned() } else { parts.join(", ") }
    }
}

/// Shows a line of the list on the map.
fn show(state: &mut State, at: usize) -> Option<Effect> {
    let new = state.what_is_new.as_mut()?;
    let target = new.lines.get(at)?.target;
    new.at = Some(at);
    match target {
        Some(target) => choosing::go_to(state, target),
        None => None,
    }
}

/// Shows the next or the one before, around the ends.
fn step(state: &mut State, by: i32) -> Option<Effect> {
    let new = state.what_is_new.as_ref()?;
    let count = i32::try_from(new.lines.len()).ok().filter(|count| *count > 0)?;
    let now = new.at.and_then(|at| i32::try_from(at).ok());
    let next = match (now, by) {
        (None, by) if by < 0 => count - 1,
        (None, _) => 0,
        (Some(now), by) => (now + by).rem_euclid(count),
    };
    show(state, usize::try_from(next).ok()?)
}

/// What the reader does with the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewsStep {
    /// Open or close it.
    Panel(Toggle),
    /// Show this line on the map.
    Show(usize),
    /// Show the line after this many, or before.
    Move(i32),
}

pub(super) fn take(state: &mut State, step: NewsStep) -> Option<Effect> {
    if state.what_is_new.is_none() {
        state.notify(Tone::Plain, "Nothing is new: the files of this map were not read again so far");
        return None;
    }
    match step {
        NewsStep::Panel(toggle) => panel(state, toggle),
        NewsStep::Show(at) => show(state, at),
        NewsStep::Move(by) => self::step(state, by),
    }
}

fn panel(state: &mut State, toggle: Toggle) -> Option<Effect> {
    state.view.news_open = toggle == Toggle::On && state.what_is_new.is_some();
    None
}
