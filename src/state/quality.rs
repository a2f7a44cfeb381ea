//! The lists of gaps and oddities of a map: asked for when they are wanted, worked out by a job, kept until a fact changes.

use std::sync::Arc;

use super::{Desk, Document, Effect, State};
use crate::facts::{Date, FactBase, Quality};

/// Everything that the lists are worked out from.
#[derive(Clone, Debug)]
pub struct QualityJob {
    /// Which state of the facts they are about.
    pub stamp: (u64, u64),
    /// The facts.
    pub base: Arc<FactBase>,
    /// The last day that is not in the future; without one no date is.
    pub today: Option<Date>,
}

/// Orders the lists, unless they are there or on their way.
pub(super) fn ask(state: &mut State) -> Option<Effect> {
    let today = state.clock.get(..10).and_then(|day| Date::parse(day).ok());
    let Document::Ready(map) = &mut state.document else {
        return None;
    };
    let stamp = (map.generation, map.facts_version);
    if map.quality.is_some() || map.quality_asked == Some(stamp) {
        return None;
    }
    map.quality_asked = Some(stamp);
    Some(Effect::LookThrough(Box::new(QualityJob { stamp, base: Arc::clone(&map.base), today })))
}

/// Orders the lists again where they lie on the desk.
pub(super) fn again(state: &mut State) -> Option<Effect> {
    match state.view.desk {
        Some(Desk::Lists) => ask(state),
        _ => None,
    }
}

/// The lists are there. Those of another state of the facts are asked for again.
pub(super) fn looked_through(state: &mut State, stamp: (u64, u64), quality: Quality) -> Option<Effect> {
    let Document::Ready(map) = &mut state.document else {
        return None;
    };
    if stamp == (map.generation, map.facts_version) {
        map.quality = Some(Arc::new(quality));
        return None;
    }
    again(state)
}
