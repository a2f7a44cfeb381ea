//! What has to be done to the world: dialogs, files, jobs, the layout.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Again, ArrangeJob, ConnectJob, Origin, PackJob, QualityJob, RecordJob, Sample, TryJob, Version, WeighJob};
use crate::facts::{EntityId, FactBase};
use crate::graph::{Graph, Searcher, Visible};
use crate::layout::{Pos, Request};
use crate::project::{Project, ReadAs, Settings};
use crate::read::Mapping;
use crate::scene::{Camera, Emphasis, Looks, Places, Typeface};

/// What a file dialog is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// Open facts or a project.
    Open,
    /// Open a table or JSON, and say what is what in it.
    OpenMapped,
    /// Add facts to the map.
    Add,
    /// Find a fact file that a project asks for.
    FindSource(LostSource),
    /// Save the map.
    Save,
    /// Write a picture.
    Export,
    /// Write a pack of evidence.
    Evidence,
    /// Write the import report.
    Report,
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
    /// Fact files, each read as somebody has said.
    FilesAs(Vec<(PathBuf, ReadAs)>),
    /// A file of which somebody is to be asked what is what in it.
    Mapped(PathBuf),
    /// A project some of whose fact files were found elsewhere.
    ProjectWith {
        /// The project.
        project: PathBuf,
        /// Each file as the project names it, and where it is now.
        found: Vec<(PathBuf, PathBuf)>,
    },
    /// The files of the open map, to be read again.
    Again(Box<Again>),
    /// A map that the program carries.
    Sample(Sample),
}

impl LoadWhat {
    /// The same, with one of its fact files read as somebody has said.
    #[must_use]
    pub fn with(self, path: &Path, read_as: &ReadAs) -> Self {
        let same = |one: &Path| {
            std::path::absolute(one).is_ok_and(|one| std::path::absolute(path).is_ok_and(|path| one == path))
        };
        let told = |one: PathBuf, before: ReadAs| if same(&one) { (one, read_as.clone()) } else { (one, before) };
        match self {
            Self::Files(paths) => Self::FilesAs(paths.into_iter().map(|one| told(one, ReadAs::Content)).collect()),
            Self::FilesAs(files) => Self::FilesAs(files.into_iter().map(|(one, before)| told(one, before)).collect()),
            Self::Mapped(one) => Self::FilesAs(vec![told(one, ReadAs::Content)]),
            Self::Again(mut again) => {
                let added = std::mem::take(&mut again.added);
                again.added = added.into_iter().map(|(one, before)| told(one, before)).collect();
                for source in &mut again.sources {
                    if source.path().is_some_and(&same) {
                        *source = source.clone().with_read_as(read_as.clone());
                    }
                }
                Self::Again(again)
            }
            other => other,
        }
    }
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

impl LayoutOrder {
    /// Everything stands at `places` now, and of it these are pinned.
    pub(super) fn sync(places: &Arc<[Pos]>, pinned: &BTreeSet<EntityId>) -> Self {
        Self::Sync(Arc::clone(places), pins(places, pinned))
    }
}

/// Where the pinned entities stand, by number.
pub(super) fn pins(places: &[Pos], pinned: &BTreeSet<EntityId>) -> Vec<(u32, Pos)> {
    pinned.iter().filter_map(|id| Some((id.0, *places.get(id.index())?))).collect()
}

/// What has to be done to the world after an action.
#[derive(Debug)]
pub enum Effect {
    /// One, then the other.
    Both(Box<(Self, Self)>),
    /// Ask for a file.
    Pick(Purpose),
    /// Read, as this generation.
    Load(u64, LoadWhat),
    /// Stop reading.
    CancelLoad,
    /// Hold these files against what was read.
    LookAtFiles(Vec<PathBuf>),
    /// Show a record as it stands in its file.
    ShowRecord(RecordJob),
    /// Write the report: where to, and its text.
    WriteReport(PathBuf, String),
    /// Try a mapping.
    Try(Box<TryJob>),
    /// Look at the records there, with the first row of a table read so, as this generation.
    Look(u64, PathBuf, String, bool),
    /// Keep a mapping for later files.
    KeepMapping(Box<Mapping>),
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
    /// Weigh the articles again, and tell the layout who is tied now.
    Weigh(Box<WeighJob>, Option<LayoutOrder>),
    /// Make the lists of gaps and oddities.
    LookThrough(Box<QualityJob>),
    /// Look for a name for one of the two fields of a connection, as this generation.
    FindEnd(usize, u64, String, Arc<FactBase>, Arc<Searcher>),
    /// Look for chains.
    Connect(Box<ConnectJob>),
    /// Look among the system's fonts for letters of the map of this generation, of which this is one.
    FindFonts(u64, char, Arc<FactBase>),
    /// Show text in these, too.
    UseFonts(Arc<[Typeface]>),
    /// Look for all names in all articles, for the map of this generation.
    Mentions(u64, Arc<FactBase>),
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

impl Effect {
    /// What is asked of the world by two.
    #[must_use]
    pub fn both(first: Option<Self>, second: Option<Self>) -> Option<Self> {
        match (first, second) {
            (Some(first), Some(second)) => Some(Self::Both(Box::new((first, second)))),
            (first, second) => first.or(second),
        }
    }
}
