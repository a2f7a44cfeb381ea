//! What counts as a source of its own: which articles of a tie were taken together and why, and what the reader knows
//! better.

use super::apply::edit_map;
use super::{Edit, Effect, State, Toggle, View};
use crate::facts::{ArticleId, Group};
use crate::graph::TieId;

/// The sources of a tie, laid open.
#[derive(Clone, Debug, PartialEq)]
pub struct Sources {
    /// The tie.
    pub tie: TieId,
    /// Its articles, those that count as one together.
    pub groups: Vec<Group>,
    /// Pairs of them that the reader parted.
    pub apart: Vec<(ArticleId, ArticleId)>,
}

/// What the reader does about sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sourcing {
    /// Lay the sources of a tie open, or close them.
    Show(TieId, Toggle),
    /// Two articles are independent after all.
    Part(ArticleId, ArticleId),
    /// Two articles are one source.
    Join(ArticleId, ArticleId),
    /// Leave it to the program again.
    Forget(ArticleId, ArticleId),
}

pub(super) fn source(state: &mut State, what: Sourcing) -> Option<Effect> {
    let mut reviews = state.map()?.decisions.reviews.clone();
    match what {
        Sourcing::Show(tie, Toggle::On) => {
            state.view.sources = Some(Sources { tie, groups: Vec::new(), apart: Vec::new() });
            refresh(state);
            return None;
        }
        Sourcing::Show(_, Toggle::Off) => {
            state.view.sources = None;
            return None;
        }
        Sourcing::Part(a, b) => reviews.sources.part(a, b),
        Sourcing::Join(a, b) => reviews.sources.join(a, b),
        Sourcing::Forget(a, b) => reviews.sources.forget(a, b),
    }
    edit_map(state, Edit::Reviews(Box::new(reviews)), "sources", Toggle::Off)
}

/// Groups the articles of the tie anew whose sources lie open.
pub(super) fn refresh(state: &mut State) {
    let State { document: super::Document::Ready(map), view: View { sources: Some(sources), .. }, .. } = state else {
        return;
    };
    let shown = map.shown_facts(sources.tie);
    let overrules = &map.decisions.reviews.sources;
    sources.groups = map.weighed.groups(&map.base, overrules, &shown);
    let among = |article: &ArticleId| {
        sources.groups.iter().any(|group| group.members.iter().any(|member| member.article == *article))
    };
    sources.apart = overrules.apart().filter(|(a, b)| among(a) && among(b)).collect();
}
