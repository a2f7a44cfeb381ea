//! What has to be done to the world: dialogs, files, jobs, the layout.

use std::path::PathBuf;
use std::sync::Arc;

use super::{ArrangeJob, Origin, PackJob, Sample, Version};
use crate::facts::FactBase;
use crate::graph::{Graph, Searcher, Visible};
use crate::layout::{Pos, Request};
use crate::project::{Project, Settings};
use crate::scene::{Camera, Emphasis, Looks, Places};

/// What a file dialog is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// Open facts or a project.
    Open,
    /// Find a fact file that a project asks for.
    FindSource(LostSource),
    /// Save the map.
    Save,
    /// Write a picture.
    Export,
    /// Write a pack of evidence.
    Evidence,
}

/// A fact file that is not where a project says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostSource {
    /// The project.
    pub project: PathBuf,
    /// The file as the project names it.
    pub missing: PathBuf,
    /// Others that were found already: as the project names them, and where they are now.
    pub found: Vec<(PathBuf, PathBuf)>,
}

/// What to read.
#[derive(Clone, Debug, PartialEq)]
pub enum LoadWhat {
    /// Fact files, or one project.
    Files(Vec<PathBuf>),
    /// A project some of whose fact files were found elsewhere.
    ProjectWith {
        /// The project.
        project: PathBuf,
        /// Each file as the project names it, and where it is now.
        found: Vec<(PathBuf, PathBuf)>,
    },
    /// A map that the program carries.
    Sample(Sample),
}

/// Everything that a picture is made from, shared with the map that stays open.
#[derive(Clone, Debug)]
pub struct ExportJob {
    /// Where to.
    pub path: PathBuf,
    /// How large, on what ground, with what around it.
    pub picture: crate::export::Picture,
    /// What is known.
    pub base: Arc<FactBase>,
    /// Who is tied to whom.
    pub graph: Arc<Graph>,
    /// What is shown.
    pub visible: Arc<Visible>,
    /// How it looks.
    pub looks: Arc<Looks>,
    /// Where it stands.
    pub places: Places,
    /// What stands out.
    pub emphasis: Arc<Emphasis>,
    /// The view to draw, with the size of its area in points; the whole map where there is none.
    pub view: Option<(Camera, egui::Vec2)>,
}

/// Which map was saved, and which state of it: the reader may go on, or open another, while it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The reading that brought the map.
    pub generation: u64,
    /// What had been done to it.
    pub version: Version,
}

/// A map on its way to its file.
#[derive(Clone, Debug)]
pub struct SaveJob {
    /// Where to.
    pub path: PathBuf,
    /// What.
    pub project: Project,
    /// Where the facts are, to be named relative to the project.
    pub origin: Origin,
    /// Which map, and which state of it.
    pub stamp: Stamp,
}

/// What the layout is told.
#[derive(Clone, Debug)]
pub enum LayoutOrder {
    /// Find places.
    Arrange(Request),
    /// These are held by the reader; the rest follows.
    Hold(Vec<(u32, Pos)>),
    /// Nothing is held any more; these are pinned.
    Release(Vec<(u32, Pos)>),
    /// Everything stands here now, and these are pinned.
    Sync(Arc<[Pos]>, Vec<(u32, Pos)>),
    /// Stop for a while.
    Pause,
    /// Go on.
    Resume,
}

/// What has to be done to the world after an action.
#[derive(Debug)]
pub enum Effect {
    /// Ask for a file.
    Pick(Purpose),
    /// Read, as this generation.
    Load(u64, LoadWhat),
    /// Stop reading.
    CancelLoad,
    /// Save the map.
    Save(Box<SaveJob>),
    /// Write a picture.
    Export(Box<ExportJob>),
    /// Write a pack of evidence.
    WritePack(Box<PackJob>),
    /// Stop writing it.
    CancelExport,
    /// Look for a name, as this generation.
    Find(u64, String, Arc<FactBase>, Arc<Searcher>),
    /// Work a pattern out.
    Arrange(Box<ArrangeJob>),
    /// Work out who stands between others, for the map of this generation.
    Measure(u64, Arc<Graph>),
    /// Tell the layout.
    Layout(LayoutOrder),
    /// Put a text on the clipboard.
    Copy(String),
    /// Open an address in the browser.
    OpenLink(String),
    /// Remember these settings.
    Remember(Settings),
    /// Close the window.
    Quit,
}
