//! What the program knows at any moment, and the only way to change it.
//!
//! A panel reads [`State`] and emits [`Action`]s; [`apply`] turns an action into a new state and, where the world has
//! to be touched, an [`Effect`]. Nothing here opens a file, a window or a thread, so all of it can be tested.

mod action;
mod apply;
mod arranging;
mod choosing;
mod chord;
mod command;
mod command_now;
mod counts;
mod effect;
mod evidence;
mod files;
mod finding;
mod focusing;
mod history;
mod map;
mod move_about;
mod panels;
mod picture;
mod selection;
mod sights;
mod view;
mod walking;
mod weighed;

pub use action::{Action, Edit, How, Toggle};
pub use apply::apply;
pub use arranging::{ArrangeJob, Glide, Pattern};
pub use chord::{Chord, Menu, Row};
pub use command::{Command, TABLE};
pub use counts::{Counts, Years};
pub use effect::{Effect, ExportJob, LayoutOrder, LoadWhat, LostSource, Purpose, SaveJob, Stamp};
pub use evidence::PackJob;
pub use files::{Dialog, ExportForm, Failure, Notice, Opening, PathForm, Tone};
pub use history::{History, Version};
pub use map::{Arranging, Document, Map, Opened, Origin, Sample, structure_of};
pub use selection::Selection;
pub use sights::{Sights, name_for_view};
pub use view::{Flight, Following, Panel, Reader, Search, View};
pub use walking::{Tool, Way};
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

    /// Whether the view or the marks are on their way to somewhere.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.view.flight.is_some() || self.view.left_at.is_some() || self.map().is_some_and(|map| map.glide.is_some())
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
