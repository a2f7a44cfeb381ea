//! Choosing entities and ties, and what is done to the chosen: hidden, shown, pinned.

use std::collections::BTreeSet;

use super::apply::{edit_map, refresh_emphasis};
use super::{Command, Edit, Effect, How, Selection, State, Toggle, Tone, connecting, move_about, naming, sights};
use crate::facts::{ArticleId, EntityId};
use crate::graph::Filter;
use crate::scene::Target;

pub(super) fn click(state: &mut State, target: Option<Target>, how: How) -> Option<Effect> {
    let mut selection = state.view.selection.clone();
    match (target, how) {
        (Some(target), How::Toggle) => selection.toggle(target),
        (Some(target), How::Replace) => selection = Selection::only(target),
        (None, How::Replace) => selection = Selection::default(),
        (None, How::Toggle) => {}
    }
    select(state, selection)
}

pub(super) fn select(state: &mut State, selection: Selection) -> Option<Effect> {
    if state.view.selection != selection {
        state.view.selection = selection;
        state.view.reader = None;
        state.view.walk = None;
        state.view.all_mentions = false;
        state.view.sources = None;
        connecting::step_aside(state);
    }
    refresh_emphasis(state);
    if state.view.selection.is_empty() { None } else { naming::want(state) }
}

/// Chooses `target` and moves the view so that it is in sight, with what it is tied to where that fits.
pub(super) fn go_to(state: &mut State, target: Target) -> Option<Effect> {
    let map = state.map()?;
    let hidden = match target {
        Target::Entity(id) => !map.visible.entity(id),
        Target::Tie(id) => !map.visible.tie(id),
    };
    if hidden {
        let name = match target {
            Target::Entity(id) => map.base.entity(id).name.to_string(),
            Target::Tie(_) => "This tie".to_owned(),
        };
        state.notify(Tone::Warning, format!("{name} is hidden. Show everything (0) brings it back"));
        return None;
    }
    sights::leave(state, sights::Leaving::AtOnce);
    state.view.hovered = None;
    let effect = click(state, Some(target), How::Replace);
    move_about::bring_into_sight(state, target);
    effect
}

/// Chooses all that an article says, and brings it into sight; the article stays open.
pub(super) fn show_article(state: &mut State, article: ArticleId) -> Option<Effect> {
    let map = state.map()?;
    let mut selection = Selection::default();
    for (fact, _) in map.weighed.told_by(article).iter().filter(|(fact, _)| map.visible.fact(*fact)) {
        match map.graph.tie_of_fact(*fact) {
            Some(tie) => selection.ties.insert(tie),
            None => selection.entities.insert(map.base.fact(*fact).subject),
        };
    }
    if selection.is_empty() {
        state.notify(Tone::Plain, "Nothing that this article says is shown on the map");
        return None;
    }
    let reader = state.view.reader.clone();
    let effect = select(state, selection);
    state.view.reader = reader;
    move_about::fit_selection(state);
    effect
}

pub(super) fn select_more(state: &mut State, command: Command) -> Option<Effect> {
    let map = state.map()?;
    let mut selection = state.view.selection.clone();
    if command == Command::SelectAll {
        selection = Selection { entities: map.visible.entities().collect(), ties: BTreeSet::new() };
    } else {
        let chosen: Vec<EntityId> = selection.entities.iter().copied().collect();
        for id in chosen {
            let ties = map.graph.ties_of(id).filter(|tie| map.visible.tie(*tie));
            selection.entities.extend(ties.map(|tie| map.graph.tie(tie).other_end(id)));
        }
        for id in std::mem::take(&mut selection.ties) {
            selection.entities.extend([map.graph.tie(id).a, map.graph.tie(id).b]);
        }
    }
    select(state, selection)
}

pub(super) fn hide(state: &mut State, command: Command) -> Option<Effect> {
    let map = state.map()?;
    let chosen = &state.view.selection.entities;
    let (edit, name) = match command {
        Command::Hide => (Edit::Hidden(map.decisions.hidden.union(chosen).copied().collect()), "hide"),
        Command::ShowOnlyNeighbours => {
            let mut kept = chosen.clone();
            for &id in chosen {
                let ties = map.graph.ties_of(id).filter(|tie| map.visible.tie(*tie));
                kept.extend(ties.map(|tie| map.graph.tie(tie).other_end(id)));
            }
            let others = map.visible.entities().filter(|id| !kept.contains(id));
            (Edit::Hidden(map.decisions.hidden.iter().copied().chain(others).collect()), "show only")
        }
        Command::ShowAll if !map.decisions.filter.is_empty() => {
            let Filter { with_rejected, mark_unreviewed, .. } = map.decisions.filter;
            let filter = Filter { with_rejected, mark_unreviewed, ..Filter::default() };
            let effect = edit_map(state, Edit::Filter(filter), "clear filter", Toggle::Off);
            if state.map().is_some_and(|map| !map.decisions.hidden.is_empty()) {
                return edit_map(state, Edit::Hidden(BTreeSet::new()), "show hidden", Toggle::Off);
            }
            return effect;
        }
        _ => (Edit::Hidden(BTreeSet::new()), "show hidden"),
    };
    edit_map(state, edit, name, Toggle::Off)
}

/// Takes leaves together beside their hubs, all bunches closed, or shows them again.
pub(super) fn bunch(state: &mut State) -> Option<Effect> {
    let filter = &state.map()?.decisions.filter;
    let bunch_leaves = !filter.bunch_leaves;
    let filter = Filter { bunch_leaves, open_bunches: BTreeSet::new(), ..filter.clone() };
    edit_map(state, Edit::Filter(filter), if bunch_leaves { "bunch leaves" } else { "show leaves" }, Toggle::Off)
}

pub(super) fn pin(state: &mut State, command: Command) -> Option<Effect> {
    let map = state.map()?;
    let chosen = &state.view.selection.entities;
    let mut pinned = map.decisions.pinned.clone();
    if command == Command::UnpinAll {
        pinned.clear();
    } else if chosen.is_subset(&pinned) {
        pinned.retain(|id| !chosen.contains(id));
    } else {
        pinned.extend(chosen);
    }
    let name = if pinned.len() < map.decisions.pinned.len() { "unpin" } else { "pin" };
    edit_map(state, Edit::Pinned(pinned), name, Toggle::Off)
}
