//! What the program knows at any moment, and the only way to change it.
//!
//! A panel reads [`State`] and emits [`Action`]s; [`apply`] turns an action into a new state and, where the world has
//! to be touched, an [`Effect`]. Nothing here opens a file, a window or a thread, so all of it can be tested.

mod action;
mod apply;
mod arranging;
mod by_place;
mod carry;
mod choosing;
mod chord;
mod coasting;
mod command;
mod command_now;
mod connecting;
mod correction;
mod counts;
mod desk;
mod effect;
mod evidence;
mod extent;
mod files;
mod finding;
mod focusing;
mod history;
mod lettering;
mod listed;
mod making;
mod map;
mod mapping;
mod menu;
mod move_about;
mod naming;
mod news;
mod notice;
mod panels;
mod picture;
mod quality;
mod reporting;
mod restate;
mod sample;
mod selection;
mod sights;
mod sources;
mod sourcing;
mod structure;
mod table;
mod timing;
mod view;
mod walking;
mod weighed;

pub use action::{Action, Edit, How, Toggle};
pub use apply::apply;
pub use arranging::{ArrangeJob, Glide, Pattern};
pub use by_place::{Tool, Way};
pub use chord::{Chord, Row};
pub use coasting::Coast;
pub use command::Command;
pub use connecting::{Answer, ConnectJob, Connected, Connecting, Connection, End, Standing, ToldChain};
pub use correction::{Correction, CorrectionAction, TypedEnd};
pub use counts::{Counts, Steps};
pub use desk::{Desk, DeskAction, DeskKey, Item, Queue, Scope, desk_keys};
pub use effect::{Effect, ExportJob, LayoutOrder, LoadWhat, LostSource, Purpose, SaveJob, Stamp};
pub use evidence::PackJob;
pub use extent::{Extent, Share};
pub use files::{Dialog, ExportForm, Failure, Opening, PathForm};
pub use history::{History, Version};
pub use listed::Listed;
pub use map::{Arranging, Document, Map, Opened, Origin, Part};
pub use mapping::{MappingForm, MappingStep, TryJob, Unmapped};
pub use menu::Menu;
pub use naming::Naming;
pub use news::{News, NewsStep, Novelty, WhatIsNew};
pub use notice::{Notice, Tone};
pub use quality::QualityJob;
pub use reporting::{Group, RecordJob, ReportRow, ReportStep, ReportView, groups};
pub use restate::WeighJob;
pub use sample::Sample;
pub use selection::Selection;
pub use sights::{Sights, name_for_view};
pub use sources::{Again, FileStep, Renewed, carried};
pub use sourcing::{Sources, Sourcing};
pub use structure::structure_of;
pub use table::TABLE;
pub use timing::{Playing, Timing};
pub use view::{Flight, Following, Panel, Reader, Search, View};
pub use walking::Walk;
pub use weighed::Weighed;

use crate::project::Settings;

/// Everything that the window shows.
#[derive(Debug, Default)]
pub struct State {
    /// The map that is open.
    pub document: Document,
    /// The map that is on its way; the open one stays until it is here.
    pub opening: Opening,
    /// Where the reader looks, what is chosen and pointed at.
    pub view: View,
    /// What is typed into the search field, and what fits.
    pub search: Search,
    /// The question that is being asked.
    pub dialog: Dialog,
    /// Short messages, the newest last.
    pub notices: Vec<Notice>,
    /// What is remembered between runs.
    pub settings: Settings,
    /// Whether the system asks for less motion.
    pub system_is_calm: bool,
    /// Seconds since the program started, as of the last frame.
    pub now: f64,
    /// The time of day, as decisions are stamped with it: RFC 3339; empty where nobody told it.
    pub clock: String,
    /// Counts up with each reading, so that an answer to an older one is dropped.
    pub generation_of_documents: u64,
    /// What goes on once the map is saved.
    pub after_save: Option<Box<Action>>,
    /// Whether the reader has said that the window may close.
    pub leaving: bool,
    /// What the last reading brought to the map.
    pub what_is_new: Option<WhatIsNew>,
    /// Files of the map that are different on the disk now.
    pub changed_files: Vec<std::path::PathBuf>,
    /// Typefaces of the system that are used beside those of the program.
    pub typefaces: crate::scene::Typefaces,
    /// The picture that waits for a path.
    pub pending_export: Option<ExportForm>,
}

impl State {
    /// The open map.
    #[must_use]
    pub const fn map(&self) -> Option<&Map> {
        self.document.map()
    }

    /// Whether the map has changes that are not in its file.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.map().is_some_and(|map| map.history.is_changed())
    }

    /// Whether nothing is to glide, because the reader or the system wants it so.
    #[must_use]
    pub const fn less_motion(&self) -> bool {
        self.settings.less_motion || self.system_is_calm
    }

    /// Whether the view or the marks are on their way to somewhere.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.view.flight.is_some()
            || self.view.coast.is_some()
            || self.view.left_at.is_some()
            || self.map().is_some_and(|map| map.glide.is_some())
    }

    /// Tells the reader something for a few seconds.
    pub fn notify(&mut self, tone: Tone, text: impl Into<String>) {
        const MOST: usize = 4;
        self.notices.push(Notice { tone, text: text.into(), since: self.now });
        if self.notices.len() > MOST {
            self.notices.remove(0);
        }
    }
}
