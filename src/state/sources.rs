//! The files that a map is made of: adding one, taking one out, reading them again; what was decided stays.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::carry::Carry;
use super::news::WhatIsNew;
use super::{
    Dialog, Document, Effect, Failure, Following, LayoutOrder, LoadWhat, Map, Opened, Opening, Origin, Selection,
    State, Tone, apply, move_about, restate, sights,
};
use crate::facts::{EntityId, FactBase};
use crate::layout::Start;
use crate::project::{Decisions, Project, ReadAs, Source};
use crate::scene::Places;

/// The files of an open map, to be read again: with further ones, without one, or because they changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Again {
    /// The reading that brought the map.
    pub of: u64,
    /// The files that are read again.
    pub sources: Vec<Source>,
    /// Those that are new.
    pub added: Vec<(PathBuf, ReadAs)>,
    /// Where the map came from.
    pub origin: Origin,
    /// What it says now.
    pub before: Arc<FactBase>,
    /// What the reader decided so far.
    pub decisions: Decisions,
}

/// What a map needs to go on after its files were read again.
#[derive(Debug)]
pub struct Renewed {
    /// The reading that brought the map which this one takes the place of.
    pub of: u64,
    /// What it said, in the ids of what was read now.
    pub names: FactBase,
    /// What is different.
    pub new: WhatIsNew,
}

/// What was decided about a map, and where everything stands, in the ids of a newer reading.
#[must_use]
pub fn carried(names: &FactBase, decisions: &Decisions, places: &Places, origin: &Origin) -> Project {
    Project::capture(names, decisions, places, None, None, origin.sources.clone(), origin.kept.as_deref())
}

/// What happens to the files of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileStep {
    /// They were dropped on the window.
    Dropped(Vec<PathBuf>),
    /// They are added to the map.
    Add(Vec<PathBuf>),
    /// One is taken out of the map: one of the parts of its origin.
    TakeOut(usize),
    /// Something happened to them on the disk.
    Touched(Vec<PathBuf>),
    /// They hold something else than was read.
    Changed(Vec<PathBuf>),
    /// They cannot be watched.
    CannotWatch(String),
    /// They are read again.
    ReadAgain,
    /// They are left as they were read.
    Ignore,
}

pub(super) fn take(state: &mut State, step: FileStep) -> Option<Effect> {
    match step {
        FileStep::Dropped(paths) => dropped(state, paths),
        FileStep::Add(paths) => add(state, paths),
        FileStep::TakeOut(part) => take_out(state, part),
        FileStep::Touched(paths) => Some(Effect::LookAtFiles(paths)),
        FileStep::Changed(paths) => changed(state, &paths),
        FileStep::CannotWatch(why) => cannot_watch(state, &why),
        FileStep::ReadAgain => read_again(state),
        FileStep::Ignore => {
            state.changed_files.clear();
            None
        }
    }
}

fn again(state: &mut State, change: impl FnOnce(&Map, &mut Again)) -> Option<Effect> {
    let map = state.map()?;
    let mut again = Again {
        of: map.generation,
        sources: map.origin.sources.clone(),
        added: Vec::new(),
        origin: map.origin.clone(),
        before: Arc::clone(&map.base),
        decisions: map.decisions.clone(),
    };
    change(map, &mut again);
    let name = map.origin.name.clone();
    state.dialog = Dialog::None;
    Some(apply::load(state, name, LoadWhat::Again(Box::new(again))))
}

/// Adds files to the map; where there is none, opens them.
pub(super) fn add(state: &mut State, paths: Vec<PathBuf>) -> Option<Effect> {
    if state.map().is_none() {
        return apply::apply(state, super::Action::OpenPaths(paths));
    }
    again(state, |_, again| again.added = paths.into_iter().map(|path| (path, ReadAs::Content)).collect())
}

/// Takes a file out of the map, or several that are read as one.
fn take_out(state: &mut State, part: usize) -> Option<Effect> {
    let map = state.map()?;
    let gone = map.origin.parts.get(part).filter(|_| map.origin.parts.len() > 1)?.sources.clone();
    again(state, |_, again| {
        let mut at = 0;
        again.sources.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
    })
}

/// Reads the files of the map again.
pub(super) fn read_again(state: &mut State) -> Option<Effect> {
    again(state, |_, _| {})
}

/// Files of the map are different on the disk now: they are read again at once, or that is offered.
fn changed(state: &mut State, paths: &[PathBuf]) -> Option<Effect> {
    let map = state.map()?;
    let of_map = |path: &&PathBuf| map.origin.sources.iter().any(|source| source.path() == Some(path));
    let changed: Vec<PathBuf> = paths.iter().filter(of_map).cloned().collect();
    if changed.is_empty() {
        return None;
    }
    state.changed_files.extend(changed);
    state.changed_files.sort();
    state.changed_files.dedup();
    let is_free = matches!(state.opening, Opening::Nothing) && matches!(state.dialog, Dialog::None);
    if state.settings.read_at_once && is_free {
        let files = state.changed_files.clone();
        let effect = read_again(state);
        // Until it is read: one that is being written cannot be, and is offered again.
        state.changed_files = files;
        return effect;
    }
    None
}

/// What becomes of a reading that failed. That of a file which somebody is writing at the moment is no failure of
/// anything that the reader did: it stays on offer.
pub(super) fn failed(state: &mut State, failure: Failure) -> Opening {
    if state.changed_files.is_empty() {
        return Opening::Failed(failure);
    }
    state.notify(Tone::Warning, format!("{}: {}. The map stays as it is", failure.what, failure.why));
    Opening::Nothing
}

/// A system may refuse to watch files; the reader can still read them again.
fn cannot_watch(state: &mut State, why: &str) -> Option<Effect> {
    state.notify(Tone::Warning, format!("Changes of the files will not be noticed: {why}. Read files again asks anew"));
    None
}

/// Turns reading at once on or off.
pub(super) fn flip_at_once(state: &mut State) -> Effect {
    state.settings.read_at_once = !state.settings.read_at_once;
    Effect::Remember(state.settings.clone())
}

/// Files were dropped on the window: where a map of files is open, they may be meant to be added.
fn dropped(state: &mut State, paths: Vec<PathBuf>) -> Option<Effect> {
    let is_of_files = state.map().is_some_and(|map| map.origin.sources.iter().any(|source| source.path().is_some()));
    let is_project = paths.iter().any(|path| path.extension().is_some_and(|ending| ending == "tieline"));
    if is_of_files && !is_project {
        state.dialog = Dialog::Dropped(paths);
        return None;
    }
    apply::apply(state, super::Action::OpenPaths(paths))
}

/// Puts what was read now in the place of the map; what was decided and where everything stood stays.
pub(super) fn renewed(state: &mut State, generation: u64, opened: Opened, renewed: Renewed) -> Option<Effect> {
    if state.map()?.generation != renewed.of {
        return None;
    }
    sights::leave(state, sights::Leaving::AtOnce);
    let before = state.map()?;
    let project = carried(&renewed.names, &before.decisions, &before.places, &before.origin);
    let resolved = project.resolve(&opened.base);
    let nothing_new = renewed.new.lines.is_empty();
    let is_same_list = before.origin.sources.len() == opened.origin.sources.len();
    let mut history = Carry::new(&renewed.names, &opened.base, &before.origin).history(before);
    if !is_same_list {
        history.mark_changed();
    }
    let warnings = opened.warnings.clone();
    let origin = Origin { kept: Some(Arc::new(project)), ..opened.origin.clone() };
    let opened = Opened { decisions: resolved.decisions, places: Some(resolved.places), origin, ..opened };
    let mut map = Map { generation, history, ..Map::new(opened) };
    map.correct_rest();
    let after = std::mem::take(&mut map.aftermath);
    for warning in warnings {
        state.notify(Tone::Warning, warning);
    }
    for path in map.origin.sources.iter().filter_map(Source::path) {
        state.settings.remember(path);
    }
    let start = Start::Warm { positions: Arc::clone(&map.places), heat: 0.0 };
    let needs_places = !map.is_placed();
    let view = &mut state.view;
    view.hovered = None;
    view.drag = None;
    view.reader = None;
    // All these speak of facts and ties by numbers that are others now.
    (view.walk, view.sources, view.desk, view.correction, view.playing) = (None, None, None, None, None);
    view.connection.forget();
    view.following = Following::Nothing;
    view.steps = None;
    let by_key: HashMap<&str, EntityId> =
        (0..).map(EntityId::from_index).zip(&map.base.entities).map(|(id, entity)| (&*entity.id, id)).collect();
    view.sights.carry(|id| by_key.get(&*renewed.names.entities.get(id.index())?.id).copied());
    let newcomers = renewed.new.newcomers.iter().copied().filter(|id| map.visible.entity(*id)).collect();
    view.selection = Selection { entities: newcomers, ..Selection::default() };
    view.news_open = !nothing_new;
    state.notify(Tone::Plain, renewed.new.told());
    state.what_is_new = Some(renewed.new);
    let effect = needs_places.then(|| move_about::arrange(&mut map, start));
    let sync = || Effect::Layout(LayoutOrder::sync(&map.places, &map.decisions.pinned));
    let effect = effect.unwrap_or_else(sync);
    state.document = Document::Ready(Box::new(map));
    state.view.report = super::ReportView::default();
    super::reporting::refresh(state);
    state.view.refresh_emphasis(state.document.map());
    let weighing = restate::follow(state, &[], after).or_else(|| restate::weigh_first(state));
    Effect::both(Some(effect), weighing)
}
