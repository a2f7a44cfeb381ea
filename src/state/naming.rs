//! Where all articles name whom: worked out by a job when the reader first wants to know.

use std::sync::Arc;

use super::{Document, Effect, Map, State};
use crate::facts::{ArticleId, EntityId, Mentions};

/// What is known of the places that name entities.
#[derive(Clone, Debug, Default)]
pub enum Naming {
    /// Nobody asked yet.
    #[default]
    NotAsked,
    /// A job looks.
    Looking,
    /// All places.
    Known(Arc<Mentions>),
    /// Why they cannot be found.
    Failed(String),
}

/// Asks for the places, once for each map.
pub(super) fn want(state: &mut State) -> Option<Effect> {
    let Document::Ready(map) = &mut state.document else {
        return None;
    };
    if !matches!(map.naming, Naming::NotAsked) {
        return None;
    }
    map.naming = Naming::Looking;
    Some(Effect::Mentions(map.generation, Arc::clone(&map.base)))
}

/// They were found for the map of this generation.
pub(super) fn found(state: &mut State, generation: u64, found: Result<Arc<Mentions>, String>) -> Option<Effect> {
    if let Document::Ready(map) = &mut state.document
        && map.generation == generation
    {
        map.naming = found.map_or_else(Naming::Failed, Naming::Known);
    }
    None
}

impl Map {
    /// Whom an article names, so that a surname which two of them share is marked for neither; nobody before that is
    /// known.
    #[must_use]
    pub fn named_in(&self, article: Option<ArticleId>) -> &[EntityId] {
        match (&self.naming, article) {
            (Naming::Known(mentions), Some(article)) => mentions.named_in(article),
            _ => &[],
        }
    }
}
