//! What is being opened, asked and told.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::mapping::MappingForm;
use super::{
    Action, Command, Document, Effect, Extent, LoadWhat, LostSource, Map, Opened, Purpose, SaveJob, Stamp, State, Tone,
    apply, evidence, extent, extent::Asked, move_about, picture, reporting, restate, sources,
};
use crate::export::Picture;
use crate::project::Project;

/// A map on its way. The open one stays until it is here, whatever comes of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Opening {
    /// Nothing is being opened.
    #[default]
    Nothing,
    /// Something is being read.
    Reading {
        /// Which reading; an answer of an older one is dropped.
        generation: u64,
        /// What, in words.
        name: String,
        /// How far, 0 to 1.
        progress: f32,
        /// Since when, in seconds of [`State::now`](super::State::now).
        since: f64,
    },
    /// The last reading failed.
    Failed(Failure),
}

/// Something that did not work, in words for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What did not work: `films.json cannot be opened`.
    pub what: String,
    /// Why, with line and column where there are some, and what was left as it was.
    pub why: String,
    /// A fact file that a project asks for and that is not where it was.
    pub missing: Option<LostSource>,
}

/// A path, asked for in the window where the system has no file dialog.
#[derive(Clone, Debug, PartialEq)]
pub struct PathForm {
    /// What for.
    pub purpose: Purpose,
    /// What is typed.
    pub text: String,
}

/// What the picture should be.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportForm {
    /// Size, ground and surroundings.
    pub picture: Picture,
    /// Whether only what is in view is drawn.
    pub only_view: bool,
    /// Whether ties bear the numbers that their facts have in a pack of evidence.
    pub numbers: bool,
    /// While it is written: how far, 0 to 1.
    pub progress: Option<f32>,
}

/// The question that is being asked.
#[derive(Debug, Default)]
pub enum Dialog {
    /// None.
    #[default]
    None,
    /// What the picture should be.
    Export(ExportForm),
    /// A path.
    Path(PathForm),
    /// There are unsaved changes, and this is held up.
    Unsaved(Box<Action>),
    /// What is what in a file.
    Map(Box<MappingForm>),
    /// A record as it stands in its file, under its title.
    Record(String, String),
    /// Files that were dropped: to be added, or to be opened.
    Dropped(Vec<PathBuf>),
    /// How much of a very large map is to be shown.
    Extent(Extent),
    /// Whether to follow this address.
    Link(String),
    /// What the view that is to be kept is called.
    KeepView(String),
    /// All keys.
    Keys,
    /// What this program is.
    About,
}

/// Does what would lose unsaved changes, or asks first.
pub(super) fn guarded(state: &mut State, action: Action) -> Option<Effect> {
    if state.is_changed() {
        state.dialog = Dialog::Unsaved(Box::new(action));
        return None;
    }
    proceed(state, action)
}

/// Does what the question about unsaved changes held up.
pub(super) fn proceed(state: &mut State, action: Action) -> Option<Effect> {
    state.dialog = Dialog::None;
    match action {
        Action::OpenPaths(paths) => {
            let name = match paths.as_slice() {
                [] => return None,
                [one] => file_name(one),
                [first, rest @ ..] => format!("{} and {} more", file_name(first), rest.len()),
            };
            Some(apply::load(state, name, LoadWhat::Files(paths)))
        }
        Action::OpenFilesAs(files) => {
            let first = files.first().map(|(path, _)| file_name(path))?;
            Some(apply::load(state, first, LoadWhat::FilesAs(files)))
        }
        Action::OpenMapped(path) => Some(apply::load(state, file_name(&path), LoadWhat::Mapped(path))),
        Action::OpenSample(sample) => Some(apply::load(state, sample.title().to_owned(), LoadWhat::Sample(sample))),
        Action::CloseAnyway => Some(leave(state)),
        other => apply::apply(state, other),
    }
}

/// Closes the window: the question has been asked, if there was one.
pub(super) fn leave(state: &mut State) -> Effect {
    state.leaving = true;
    Effect::Quit
}

/// Puts the question away; a picture that is being written is not wanted any more.
pub(super) fn dismiss(state: &mut State) -> Option<Effect> {
    match std::mem::take(&mut state.dialog) {
        Dialog::Export(ExportForm { progress: Some(_), .. }) => Some(Effect::CancelExport),
        _ => extent::chosen(state),
    }
}

/// Saves, and keeps what the question held up until that is done.
pub(super) fn save_first(state: &mut State) -> Option<Effect> {
    if let Dialog::Unsaved(held) = std::mem::take(&mut state.dialog) {
        state.after_save = Some(held);
    }
    save(state)
}

/// Goes on with what the question held up.
pub(super) fn drop_changes(state: &mut State) -> Option<Effect> {
    match std::mem::take(&mut state.dialog) {
        Dialog::Unsaved(held) => proceed(state, *held),
        _ => None,
    }
}

/// A path as a reader calls it.
fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

pub(super) fn picked(state: &mut State, purpose: Purpose, path: PathBuf) -> Option<Effect> {
    match purpose {
        Purpose::Open => guarded(state, Action::OpenPaths(vec![path])),
        Purpose::OpenMapped => guarded(state, Action::OpenMapped(path)),
        Purpose::Add => sources::add(state, vec![path]),
        Purpose::FindSource(LostSource { project, missing, mut found }) => {
            let name = file_name(&project);
            state.dialog = Dialog::None;
            found.push((missing, path));
            Some(apply::load(state, name, LoadWhat::ProjectWith { project, found }))
        }
        Purpose::Save => {
            state.dialog = Dialog::None;
            save_to(state, with_extension(path, "tieline"))
        }
        Purpose::Export => picture::export_to(state, with_extension(path, "png")),
        Purpose::Evidence => evidence::pack_to(state, path),
        Purpose::Report => {
            state.dialog = Dialog::None;
            Some(Effect::WriteReport(with_extension(path, "txt"), reporting::text(state)))
        }
    }
}

fn with_extension(path: PathBuf, extension: &str) -> PathBuf {
    if path.extension().is_some_and(|given| given.eq_ignore_ascii_case(extension)) {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(extension);
    name.into()
}

/// The system showed no dialog: the path is asked for in the window.
pub(super) fn no_dialog(state: &mut State, purpose: Purpose) -> Option<Effect> {
    let map = state.map();
    let beside = |extension: &str| {
        let stem = map.map_or("map", |map| map.origin.name.split('.').next().unwrap_or("map"));
        format!("{stem}.{extension}")
    };
    let text = match &purpose {
        Purpose::Open | Purpose::OpenMapped | Purpose::Add => String::new(),
        Purpose::FindSource(lost) => lost.missing.display().to_string(),
        Purpose::Save => beside("tieline"),
        Purpose::Export => beside("png"),
        Purpose::Evidence => beside("md"),
        Purpose::Report => beside("report.txt"),
    };
    // The picture's own dialog stays behind the question, to be gone on with.
    if let (Purpose::Export, Dialog::Export(form)) = (&purpose, &state.dialog) {
        state.pending_export = Some(form.clone());
    }
    state.dialog = Dialog::Path(PathForm { purpose, text });
    None
}

pub(super) fn load_progress(state: &mut State, generation: u64, share: f32) -> Option<Effect> {
    if let Opening::Reading { generation: current, progress, .. } = &mut state.opening
        && *current == generation
    {
        *progress = share;
    }
    None
}

fn is_current(state: &State, generation: u64) -> bool {
    matches!(&state.opening, Opening::Reading { generation: current, .. } if *current == generation)
}

/// Shows a map that was read.
pub(super) fn loaded(state: &mut State, generation: u64, mut opened: Opened) -> Option<Effect> {
    if !is_current(state, generation) {
        return None;
    }
    state.opening = Opening::Nothing;
    state.changed_files.clear();
    if let Some(renewed) = opened.renewed.take() {
        return sources::renewed(state, generation, opened, *renewed);
    }
    state.what_is_new = None;
    state.view = apply::fresh_view(&state.view);
    state.search = super::Search { generation: state.search.generation + 1, ..super::Search::default() };
    let camera = opened.camera;
    let warnings = opened.warnings.clone();
    if let Some(theme) = opened.theme {
        state.settings.theme = theme;
    }
    let mut map = Map { generation, ..Map::new(opened) };
    tell(state, &map, &warnings);
    if let Some(project) = &map.origin.project {
        state.settings.remember(project);
    } else {
        for source in &map.origin.sources {
            if let Some(path) = source.path() {
                state.settings.remember(path);
            }
        }
    }
    let effect = match extent::ask(state, &map) {
        Asked::Yes => None,
        Asked::No => {
            let start = map.start();
            Some(move_about::arrange(&mut map, start))
        }
    };
    state.document = Document::Ready(Box::new(map));
    if let Some(camera) = camera {
        state.view.camera = camera;
        state.view.following = super::Following::Nothing;
    }
    state.view.refresh_emphasis(state.document.map());
    Effect::both(effect, restate::weigh_first(state))
}

fn tell(state: &mut State, map: &Map, warnings: &[String]) {
    for warning in warnings {
        state.notify(Tone::Warning, warning.clone());
    }
    let count = map.report.problem_count;
    if count > 0 {
        let problems = if count == 1 { "1 problem".to_owned() } else { format!("{count} problems") };
        state.notify(Tone::Warning, format!("{problems} while reading {}. See the import report", map.origin.name));
    }
}

pub(super) fn load_failed(state: &mut State, generation: u64, failure: Failure) -> Option<Effect> {
    if is_current(state, generation) {
        state.opening = sources::failed(state, failure);
    }
    None
}

/// Saves because the reader wants it: what an earlier question held up, and was given up with its dialog, is over.
pub(super) fn save_now(state: &mut State, command: Command) -> Option<Effect> {
    state.after_save = None;
    match command {
        Command::SaveAs => Some(Effect::Pick(Purpose::Save)),
        _ => save(state),
    }
}

pub(super) fn save(state: &State) -> Option<Effect> {
    match &state.map()?.origin.project {
        Some(path) => save_to(state, path.clone()),
        None => Some(Effect::Pick(Purpose::Save)),
    }
}

fn save_to(state: &State, path: PathBuf) -> Option<Effect> {
    let map = state.map()?;
    let camera = crate::project::Camera {
        center: [state.view.camera.center_in_map.x, state.view.camera.center_in_map.y],
        zoom: state.view.camera.zoom,
    };
    let stamp = Stamp { generation: map.generation, version: map.history.version() };
    let project = Project::capture(
        &map.base,
        &map.decisions,
        &map.places,
        Some(camera),
        Some(state.settings.theme),
        map.origin.sources.clone(),
        map.origin.kept.as_deref(),
    );
    Some(Effect::Save(Box::new(SaveJob { path, project, origin: map.origin.clone(), stamp })))
}

/// The map is in its file: what was held up by the question goes on.
pub(super) fn saved(state: &mut State, path: PathBuf, project: Arc<Project>, stamp: Stamp) -> Option<Effect> {
    state.notify(Tone::Plain, format!("Saved {}", file_name(&path)));
    state.settings.remember(&path);
    if let Document::Ready(map) = &mut state.document
        && map.generation == stamp.generation
    {
        map.history.mark_saved(stamp.version);
        map.origin.project = Some(path);
        map.origin.kept = Some(project);
    }
    match state.after_save.take() {
        Some(held) => proceed(state, *held),
        None => Some(Effect::Remember(state.settings.clone())),
    }
}

/// A notice was read.
pub(super) fn drop_notice(state: &mut State, at: usize) -> Option<Effect> {
    if at < state.notices.len() {
        state.notices.remove(at);
    }
    None
}

pub(super) fn failed(state: &mut State, failure: &Failure) -> Option<Effect> {
    if let Dialog::Export(form) = &mut state.dialog {
        form.progress = None;
    }
    state.after_save = None;
    state.notify(Tone::Error, format!("{}: {}", failure.what, failure.why));
    None
}

/// Follows an address only once it was shown, and only to the web.
pub(super) fn open_link(state: &mut State, address: String) -> Option<Effect> {
    let is_web = ["http://", "https://"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    if !is_web {
        state.notify(Tone::Warning, "Only http and https addresses are opened");
        return None;
    }
    let shown = matches!(&state.dialog, Dialog::Link(shown) if *shown == address);
    if shown {
        state.dialog = Dialog::None;
        return Some(Effect::OpenLink(address));
    }
    state.dialog = Dialog::Link(address);
    None
}
