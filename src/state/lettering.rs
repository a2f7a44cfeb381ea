//! Letters that the program's typefaces lack: the system is asked for them once, and what it lacks is told.

use std::sync::Arc;

use super::{Effect, State, Tone};
use crate::scene::Typefaces;

/// A name has a letter that no typeface in use has.
pub(super) fn no_glyph(state: &mut State, letter: char) -> Option<Effect> {
    if state.typefaces.lacking.contains(&letter) {
        tell(state, letter);
        return None;
    }
    let map = state.map()?;
    Some(Effect::FindFonts(map.generation, letter, Arc::clone(&map.base)))
}

/// The system was asked for the letters of the map of this generation.
pub(super) fn found(state: &mut State, generation: u64, letter: char, found: Typefaces) -> Option<Effect> {
    if state.map().is_none_or(|map| map.generation != generation) {
        return None;
    }
    let told = if found.lacking.contains(&letter) { Some(letter) } else { found.lacking.first().copied() };
    if let Some(letter) = told {
        tell(state, letter);
    }
    let changed = found.faces != state.typefaces.faces;
    state.typefaces = found;
    changed.then(|| Effect::UseFonts(Arc::clone(&state.typefaces.faces)))
}

fn tell(state: &mut State, letter: char) {
    let text = format!(
        "No font here has some letters of this map, such as U+{:04X}: they are shown as ◻, and found as usual",
        u32::from(letter)
    );
    state.notify(Tone::Warning, text);
}
