//! Everything that can change what the program knows.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use egui::{Pos2, Rect, Vec2};

use super::{
    Command, Connecting, DeskAction, Dialog, Failure, FileStep, MappingStep, NewsStep, Opened, Panel, Pattern, Purpose,
    Reader, ReportStep, Sample, Sourcing, Stamp, Timing, Weighed,
};
use crate::facts::{ArticleId, EntityId, FactId, Mentions, Quality, Review, Ruling, Verdict};
use crate::graph::{Appearance, Filter, Hit};
use crate::layout::{Settings, Snapshot};
use crate::project::{Bookmark, Project, ReadAs, Reviews};
use crate::scene::{Ground, Place, Places, Target, Typefaces};

/// Whether a click replaces the selection or changes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// A plain click.
    Replace,
    /// A click with shift or the command key.
    Toggle,
}

/// On or off, where a plain `true` would not say which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toggle {
    /// Shown, pinned, on.
    On,
    /// Hidden, free, off.
    Off,
}

/// A change of the map that can be undone. Each holds the whole new value of what it changes, so its inverse is the
/// old value.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// What is shown.
    Filter(Filter),
    /// What the reader hid by hand.
    Hidden(BTreeSet<EntityId>),
    /// What is pinned.
    Pinned(BTreeSet<EntityId>),
    /// Where everything stands, and what is pinned.
    Places(Places, BTreeSet<EntityId>),
    /// What the reader decided about facts and sources.
    Reviews(Box<Reviews>),
    /// What the reader decided about a fact; an empty review for nothing.
    Review(FactId, Box<Review>),
    /// What the reader decided about two facts that cannot both hold.
    Ruling((FactId, FactId), Option<Ruling>),
    /// How the dials of the layout stand, and where everything does.
    Arrangement(Settings, Places),
    /// How kinds and sizes are drawn.
    Appearance(Appearance),
    /// Views that are kept under a name.
    Views(Vec<Bookmark>),
    /// What is shown, and what the reader hid by hand, as a kept view has it.
    Shown(Filter, BTreeSet<EntityId>),
}

impl Edit {
    /// What the reader decided about a fact.
    #[must_use]
    pub fn review(fact: FactId, review: Review) -> Self {
        Self::Review(fact, Box::new(review))
    }
}

/// Something that happened: the reader did it, or a job or the layout brought it.
#[derive(Debug)]
pub enum Action {
    /// A row of the command table was chosen.
    Run(Command),
    /// A frame begins at this time, in seconds since the start.
    Tick(f64),
    /// What the clock on the wall says, in RFC 3339.
    Clock(String),

    // Files
    /// Open these fact files or this project.
    OpenPaths(Vec<PathBuf>),
    /// Open these fact files, each read as somebody has said.
    OpenFilesAs(Vec<(PathBuf, ReadAs)>),
    /// Ask what is what in this file, then open it.
    OpenMapped(PathBuf),
    /// Open a map that the program carries.
    OpenSample(Sample),
    /// The files that the map is made of.
    Files(FileStep),
    /// The import report.
    Report(ReportStep),
    /// The list of what is new.
    News(NewsStep),
    /// A file dialog was answered with a path.
    Picked(Purpose, PathBuf),
    /// A file dialog could not be shown: ask for a path in the window.
    NoDialog(Purpose),
    /// How far the reading is, 0 to 1.
    LoadProgress(u64, f32),
    /// A map was read.
    Loaded(u64, Box<Opened>),
    /// A map could not be read.
    LoadFailed(u64, Failure),
    /// What is what in a file that no reader knows.
    Mapping(MappingStep),
    /// Stop reading.
    CancelLoading,
    /// The map was saved as this project.
    Saved(PathBuf, Arc<Project>, Stamp),
    /// A picture was written.
    Exported(PathBuf, String),
    /// A pack of evidence was written, with so many facts.
    Packed(PathBuf, usize),
    /// How far the picture is, 0 to 1.
    ExportProgress(f32),
    /// Something that was asked for did not work.
    Failed(Failure),
    /// Ask for a file.
    AskFor(Purpose),
    /// Ask something, or change the answer so far.
    Ask(Dialog),
    /// Save, then go on with what the question about unsaved changes held up.
    SaveFirst,
    /// Go on with it without saving.
    DropChanges,
    /// Close the question without an answer.
    Dismiss,
    /// Write the picture that the dialog describes.
    Export,
    /// Put away the failure of the last opening.
    DismissFailure,
    /// The window is asked to close.
    Close,
    /// Close without saving.
    CloseAnyway,
    /// The system asks for less motion.
    SystemIsCalm,
    /// A letter of a name on the map that no font of the program has.
    NoGlyph(char),
    /// What the system has for the map of this generation, of which this is a letter.
    FontsFound(u64, char, Typefaces),
    /// A notice was read.
    DropNotice(usize),

    // The map
    /// A change that can be undone, with the name that menus give it; `On` for a gesture that goes on.
    Edit(Edit, &'static str, Toggle),
    /// The reader's verdict on a fact; the same again takes it back.
    Decide(FactId, Verdict),
    /// The reader did this at the desk where facts are checked.
    Desk(DeskAction),
    /// The articles of a map in this state were weighed again.
    Weighed((u64, u64), Box<Weighed>),
    /// The lists of gaps and oddities of a map in this state.
    LookedThrough((u64, u64), Box<Quality>),
    /// Something about how two entities are connected.
    Connect(Connecting),
    /// Something about what counts as a source of its own.
    Source(Sourcing),
    /// Put an excerpt on the clipboard as a citation: the fact, and which of its evidence.
    Cite(FactId, usize),
    /// Something about the facts in time.
    Time(Timing),
    /// A gesture ended: the next edit is a step of its own.
    EndGesture,
    /// The layout has new places.
    Moved(Arc<Snapshot>),
    /// A pattern was worked out for the map of this generation.
    Arranged(u64, Pattern, Vec<(EntityId, Place)>),
    /// Who stands between others on the map of this generation.
    Measured(u64, Arc<[f32]>),
    /// The dials of the layout are turned; `On` for a gesture that goes on.
    Dial(Settings, Toggle),

    // Looking
    /// The map fills this part of the window.
    Area(Rect),
    /// The theme resolved to this ground.
    Ground(Ground),
    /// The pointer is over this.
    Hover(Option<Target>),
    /// This was clicked; nothing for the ground.
    Click(Option<Target>, How),
    /// Choose this and bring it into sight.
    GoTo(Target),
    /// Choose these.
    SelectEntities(BTreeSet<EntityId>),
    /// Choose what stands within this outline of the map; `Toggle` adds to what is chosen.
    Surround(Vec<Place>, How),
    /// Bring this place of the map into the middle, as when the frame of the small map is dragged.
    LookAt(Place),
    /// Show in full only what is chosen and what it is tied to, as usual.
    LeaveFocus,
    /// Keep the view under this name.
    KeepView(String),
    /// Go to the view that is kept at this place of the list.
    ShowView(usize),
    /// Give a kept view another name.
    RenameView(usize, String),
    /// Do not keep a view any longer.
    ForgetView(usize),
    /// The map is dragged by this, in points.
    Pan(Vec2),
    /// The map is let go while it moves so many points of the screen for each second; none stops it.
    LetGo(Vec2),
    /// The map is zoomed by a factor around a point.
    Zoom(Pos2, f32),
    /// A mark is taken hold of.
    DragStart(EntityId),
    /// The marks held are moved by this, in map units.
    DragBy(Place),
    /// The marks held are let go, and pinned where they are.
    DragEnd,

    // Panels
    /// Open or close a panel.
    Show(Panel, Toggle),
    /// A panel was made this wide, in points.
    PanelWidth(Panel, f32),
    /// Open an article at a place.
    Read(Reader),
    /// All mentions of an entity are listed, or some.
    AllMentions(Toggle),
    /// The places that name entities were found for the map of this generation.
    Mentioned(u64, Result<Arc<Mentions>, String>),
    /// Choose everything that an article says, and bring it into sight.
    ShowArticle(ArticleId),
    /// Close the article.
    CloseReader,
    /// The search field holds this.
    Search(String),
    /// Names that fit the text of this generation.
    Found(u64, Vec<Hit>),
    /// Move through the hits by this many.
    SearchMove(i32),
    /// Take the hit that the cursor is on.
    SearchTake,
    /// The search field has the keyboard now.
    SearchFocused,
    /// The text that narrows the list of relations.
    RelationFilter(String),

    // The world
    /// Put a text on the clipboard.
    Copy(String),
    /// Open an address in the browser, after it was shown.
    OpenLink(String),
}
