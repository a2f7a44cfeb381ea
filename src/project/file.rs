//! The saved map as its file tells it: in names and words instead of ids, so that it outlives one reading of the facts.

use std::collections::{BTreeMap, BTreeSet};

use super::json::Unknown;
use super::{NamedAppearance, NamedBookmark, NamedReviews, Source};
use crate::facts::Date;
use crate::graph::Clock;
use crate::layout;

/// A saved map.
///
/// Made by [`Project::capture`] or [`Project::from_json`]; given back by [`Project::resolve`] and
/// [`Project::to_json`].
#[derive(Clone, Debug, PartialEq)]
pub struct Project {
    /// The version of the file's format.
    pub version: u32,
    /// The map's title.
    pub title: Option<String>,
    /// Where the facts are.
    pub sources: Vec<Source>,
    /// What the reader decided.
    pub decisions: NamedDecisions,
    /// Where entities stand, by their ids.
    pub places: BTreeMap<String, [f32; 2]>,
    /// Where the reader looked.
    pub camera: Option<Camera>,
    /// The theme the map was seen in.
    pub theme: Option<Theme>,
    /// What this version does not know.
    pub(super) unknown: UnknownParts,
}

impl Project {
    /// The newest version of the format that is known here, and the one that is written.
    pub const VERSION: u32 = 1;
}

/// [`Decisions`](super::Decisions) by name, sorted, so that two savings of a map can be compared line by line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NamedDecisions {
    /// Ids of entities that stay where they were put.
    pub pinned: BTreeSet<String>,
    /// Ids of entities that were hidden by hand.
    pub hidden: BTreeSet<String>,
    /// Which facts and kinds are shown.
    pub filter: NamedFilter,
    /// How the map is arranged.
    pub arrangement: layout::Settings,
    /// What was decided about facts and sources.
    pub reviews: NamedReviews,
    /// Views that were kept under a name.
    pub views: Vec<NamedBookmark>,
    /// How kinds and sizes are drawn.
    pub appearance: NamedAppearance,
}

/// A [`Filter`](crate::graph::Filter) in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NamedFilter {
    /// Kinds of entities that are not shown.
    pub hidden_kinds: BTreeSet<String>,
    /// Relations whose facts are not shown.
    pub hidden_relations: BTreeSet<String>,
    /// Statuses whose facts are not shown.
    pub hidden_statuses: BTreeSet<String>,
    /// Which date of a fact the time range is about.
    pub clock: Clock,
    /// Facts of before are not shown.
    pub from: Option<Date>,
    /// Facts of after are not shown.
    pub until: Option<Date>,
    /// Facts that were published after this day only are not shown.
    pub known_on: Option<Date>,
    /// Facts without a date are shown within a time range too.
    pub undated: bool,
    /// Facts of a lower known confidence are not shown.
    pub min_confidence: f32,
    /// Facts without any evidence are not shown.
    pub only_with_evidence: bool,
    /// Facts whose evidence stands so are not shown, by the words of [`Standing`](crate::facts::Standing).
    pub hidden_standings: BTreeSet<String>,
    /// Facts of ties that rest on fewer independent sources are not shown.
    pub min_sources: usize,
    /// Entities with fewer ties are not shown.
    pub min_ties: u32,
    /// Only facts that can be printed are shown.
    pub only_publishable: bool,
    /// Facts that the reader rejected are shown, too.
    pub with_rejected: bool,
    /// Ties of which a fact was not yet looked at are dotted.
    pub mark_unreviewed: bool,
    /// Entities whose only tie leads to a hub are taken together beside it.
    pub bunch_leaves: bool,
    /// Hubs whose leaves are shown nonetheless, by their ids in the facts.
    pub open_bunches: BTreeSet<String>,
}

/// Where the reader looked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The place of the map in the middle of the view.
    pub center: [f32; 2],
    /// Points on the screen for each map unit.
    pub zoom: f32,
}

/// Light on dark or dark on light.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// All of them, in the order of menus.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The word that files use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a word of a file.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.word() == word)
    }
}

/// What a file says that this version does not know, by the object that it stands in.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct UnknownParts {
    /// In the document itself.
    pub(super) document: Unknown,
    /// In `filter`.
    pub(super) filter: Unknown,
    /// In `arrangement`.
    pub(super) arrangement: Unknown,
    /// In `camera`.
    pub(super) camera: Unknown,
}
