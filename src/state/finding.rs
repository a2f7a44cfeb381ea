//! The search field: what is typed, what fits, and going there.

use std::sync::Arc;

use super::choosing::go_to;
use super::correction;
use super::{Effect, State};
use crate::graph::Hit;
use crate::scene::Target;

pub(super) fn search(state: &mut State, text: String) -> Option<Effect> {
    state.search.text = text;
    state.search.generation += 1;
    state.search.cursor = 0;
    if state.search.text.trim().is_empty() {
        state.search.hits.clear();
        return None;
    }
    let generation = state.search.generation;
    let text = state.search.text.clone();
    let map = state.map()?;
    Some(Effect::Find(generation, text, Arc::clone(&map.base), Arc::clone(&map.searcher)))
}

pub(super) fn found(state: &mut State, generation: u64, hits: Vec<Hit>) -> Option<Effect> {
    if correction::found(state, generation, &hits) {
        return None;
    }
    if generation == state.search.generation {
        state.search.hits = hits;
        state.search.cursor = 0;
    }
    None
}

pub(super) fn search_move(state: &mut State, by: i32) -> Option<Effect> {
    let count = state.search.hits.len();
    if count > 0 {
        let at = state.search.cursor as i64 + i64::from(by);
        state.search.cursor = at.rem_euclid(count as i64) as usize;
    }
    None
}

pub(super) fn search_take(state: &mut State) -> Option<Effect> {
    let hit = state.search.hits.get(state.search.cursor)?;
    let target = Target::Entity(hit.entity);
    state.search.text.clear();
    state.search.hits.clear();
    state.search.generation += 1;
    go_to(state, target)
}
