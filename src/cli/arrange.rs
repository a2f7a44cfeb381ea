//! The layout of a map that was opened without a window: as the window would begin it, to its end.

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
    let Wish { seed, threads } = wish;
    let start = if seed.is_some() { Start::Fresh } else { map.start() };
    let request = map.request(start);
    let saved = &map.decisions.arrangement;
    let settings = Settings { seed: seed.unwrap_or(saved.seed), threads: threads.or(saved.threads), ..saved.clone() };
    Request { settings, ..request }
}
