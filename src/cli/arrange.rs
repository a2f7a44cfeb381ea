//! The layout of a map that was opened without a window: as the window would begin it, to its end.

use std::sync::Arc;

use crate::layout::{Request, Settings, Start};
use crate::state::Map;

/// What a command asks of the layout.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wish {
    /// From which number to begin anew; without one, what was saved stands.
    pub(super) seed: Option<u64>,
    /// How many threads to use.
    pub(super) threads: Option<usize>,
}

/// The request that finds a place for everything that has none, or for everything anew.
pub(super) fn request(map: &Map, wish: Wish) -> Request {
    /// How freely what was saved makes room for newcomers.
    const HEAT_FOR_NEWCOMERS: f32 = 0.1;
    let Wish { seed, threads } = wish;
    let stands = |place: &[f32; 2]| place.iter().all(|at| at.is_finite());
    let start = if seed.is_none() && map.places.iter().any(stands) {
        let heat = if map.is_placed() { 0.0 } else { HEAT_FOR_NEWCOMERS };
        Start::Warm { positions: Arc::clone(&map.places), heat }
    } else {
        Start::Fresh
    };
    let saved = &map.decisions.arrangement;
    Request {
        structure: Arc::clone(&map.structure),
        start,
        pins: map.pins().into_iter().filter(|(_, place)| stands(place)).collect(),
        only: None,
        settings: Settings { seed: seed.unwrap_or(saved.seed), threads: threads.or(saved.threads), ..saved.clone() },
    }
}
