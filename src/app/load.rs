//! From a path to a map that is ready to be shown: facts, projects, samples.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::folder;
use crate::facts::{FactBase, Report};
use crate::graph::{Graph, Searcher, SizeBy, betweenness};
use crate::project::{Decisions, Fingerprint, Project, Source, SourceKind, SourceState, looks_like_project};
use crate::read::{Format, Input, Options, Watch, is_table_of_several, read_tables, read_with};
use crate::scene::{Place, bounds};
use crate::state::{Failure, LoadWhat, LostSource, Opened, Origin, Sample, Weighed, structure_of};

/// Reads what is asked for and makes it ready to be shown.
///
/// # Errors
/// In words for a person, where nothing can be shown.
pub fn load(what: &LoadWhat, watch: &dyn Watch) -> Result<Opened, Failure> {
    let opened = load_called(what, Loading { called: &shown, format: None, watch })?;
    let weighed = Weighed::new(&opened.base, &opened.graph, &opened.decisions.reviews.sources);
    Ok(Opened { weighed: Arc::new(weighed), ..opened })
}

/// How files are loaded.
#[derive(Clone, Copy)]
pub struct Loading<'a> {
    /// How reports and failures name a file.
    pub called: &'a dyn Fn(&Path) -> String,
    /// The format of the fact files, where somebody has named it.
    pub format: Option<Format>,
    /// Who waits.
    pub watch: &'a dyn Watch,
}

/// How reports and failures name a file.
type Called<'a> = &'a dyn Fn(&Path) -> String;

/// [`load`], with files named and read as `how` says, and without weighing what they say: only the window shows that.
///
/// # Errors
/// As [`load`].
pub fn load_called(what: &LoadWhat, how: Loading<'_>) -> Result<Opened, Failure> {
    match what {
        LoadWhat::Sample(sample) => load_sample(*sample, how),
        LoadWhat::Files(paths) => load_files(paths, how),
        LoadWhat::ProjectWith { project, found } => {
            let bytes = read_file(project, how.called)?;
            load_project(project, &bytes, found, how)
        }
    }
}

fn load_sample(sample: Sample, how: Loading<'_>) -> Result<Opened, Failure> {
    let name = format!("{}.json", sample.id());
    let (base, report) = read_facts(&name, sample.bytes(), Loading { format: None, ..how })?;
    let source = Source::sample(sample.id(), Fingerprint::of(sample.bytes()));
    let origin = Origin { name, sources: vec![source], ..Origin::default() };
    Ok(ready(base, report, origin))
}

/// The sample of a path that names one, `sample:film-country`; a file of such a name is opened as `./sample:…`.
fn sample_of(path: &Path) -> Option<Result<Sample, Failure>> {
    let id = path.to_str()?.strip_prefix("sample:")?;
    Some(Sample::from_id(id).ok_or_else(|| {
        let known = Sample::ALL.map(Sample::id).join(", ");
        failure(&format!("{} cannot be opened", path.display()), &format!("the samples are {known}"))
    }))
}

fn load_files(paths: &[PathBuf], how: Loading<'_>) -> Result<Opened, Failure> {
    let called = how.called;
    let Some((first, rest)) = paths.split_first() else {
        return Err(failure("Nothing to open", "no file was named"));
    };
    if let Some(sample) = paths.iter().find_map(|path| sample_of(path)) {
        if !rest.is_empty() {
            return Err(failure("These files cannot be opened together", "a sample is opened alone"));
        }
        return load_sample(sample?, how);
    }
    if paths.iter().any(|path| path.is_dir()) {
        return load_folders(paths, how);
    }
    let bytes = read_file(first, called)?;
    if looks_like_project(&bytes) {
        if !rest.is_empty() {
            return Err(failure("These files cannot be opened together", "a saved map is opened alone"));
        }
        return load_project(first, &bytes, &[], how);
    }
    let name = if rest.is_empty() { shown(first) } else { format!("{} and {} more", shown(first), rest.len()) };
    let mut sources = vec![Source::file(first, Fingerprint::of(&bytes))];
    if !rest.is_empty()
        && how.format.is_none()
        && is_table_of_several(&bytes)
        && let Some((base, report, sources)) = load_tables(paths, how)?
    {
        return Ok(ready(base, report, Origin { name, sources, ..Origin::default() }));
    }
    let (mut base, mut report) = read_facts(&called(first), &bytes, how)?;
    for path in rest {
        let bytes = read_file(path, called)?;
        let (more, problems) = read_facts(&called(path), &bytes, how)?;
        base = base.merged(more, &shown(path));
        report.extend(problems);
        sources.push(Source::file(path, Fingerprint::of(&bytes)));
    }
    Ok(ready(base, report, Origin { name, sources, ..Origin::default() }))
}

/// Files and folders; in the place of a folder stand the tables in it.
fn load_folders(paths: &[PathBuf], how: Loading<'_>) -> Result<Opened, Failure> {
    let mut files = Vec::new();
    let mut warnings = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let what = || format!("{} cannot be opened", (how.called)(path));
        let found = folder::tables(path).map_err(|error| failure(&what(), &error))?;
        if found.files.is_empty() {
            let why = if found.left.is_empty() {
                "it is a folder without GraphRAG tables"
            } else {
                "it is a folder of Parquet tables, which cannot be read; write them as CSV"
            };
            return Err(failure(&what(), why));
        }
        if !found.left.is_empty() {
            let names = found.left.join(", ");
            warnings.push(format!("{}: Parquet tables are not read: {names}", (how.called)(path)));
        }
        files.extend(found.files);
    }
    let opened = load_files(&files, how)?;
    let name = match paths {
        [folder] => shown(folder),
        _ => opened.origin.name.clone(),
    };
    warnings.extend(opened.warnings);
    Ok(Opened { origin: Origin { name, ..opened.origin }, warnings, ..opened })
}

/// Tables that refer to one another, as one; `None` where a file is no such table.
fn load_tables(paths: &[PathBuf], how: Loading<'_>) -> Result<Option<(FactBase, Report, Vec<Source>)>, Failure> {
    let files = paths.iter().map(|path| Ok(((how.called)(path), read_file(path, how.called)?)));
    let files: Vec<(String, Vec<u8>)> = files.collect::<Result<_, Failure>>()?;
    let inputs: Vec<Input<'_>> = files.iter().map(|(name, bytes)| Input { name, bytes }).collect();
    let Some(read) = read_tables(&inputs, how.watch) else {
        return Ok(None);
    };
    let outcome = read.map_err(|error| failure(&format!("{} cannot be opened", error.file), &error))?;
    let sources = paths.iter().zip(&files).map(|(path, (_, bytes))| Source::file(path, Fingerprint::of(bytes)));
    Ok(Some((outcome.base, outcome.report, sources.collect())))
}

fn load_project(path: &Path, bytes: &[u8], found: &[(PathBuf, PathBuf)], how: Loading<'_>) -> Result<Opened, Failure> {
    let called = how.called;
    let what = || format!("{} cannot be opened", called(path));
    let project = Project::from_json(bytes).map_err(|error| failure(&what(), &error))?;
    let mut warnings = Vec::new();
    let mut read: Option<(FactBase, Report)> = None;
    let mut sources = Vec::new();
    for source in &project.sources {
        let source = source.absolute_from(path);
        let (source, bytes) = source_bytes(path, source, found, called)?;
        let name = source.path().map_or_else(|| "the sample".to_owned(), called);
        if let SourceState::Changed { .. } = source.check(Some(&bytes)) {
            warnings.push(format!("{name} has changed since the map was saved"));
        }
        let (base, report) = read_facts(&name, &bytes, how)?;
        read = Some(match read {
            None => (base, report),
            Some((before, mut problems)) => {
                problems.extend(report);
                (before.merged(base, &source.path().map_or_else(|| name.clone(), shown)), problems)
            }
        });
        sources.push(source.with_fingerprint(Fingerprint::of(&bytes)));
    }
    let Some((base, report)) = read else {
        return Err(failure(&what(), "it names no fact file"));
    };
    let resolved = project.resolve(&base);
    if !resolved.lost.is_empty() {
        let some: Vec<&str> = resolved.lost.iter().take(3).map(String::as_str).collect();
        let more = if resolved.lost.len() > 3 { ", …" } else { "" };
        warnings.push(format!("Saved decisions on what the facts no longer have are kept: {}{more}", some.join(", ")));
    }
    let origin = Origin { name: shown(path), sources, project: Some(path.to_owned()), kept: Some(Arc::new(project)) };
    let camera = resolved.camera.map(|camera| crate::scene::Camera {
        center_in_map: egui::pos2(camera.center[0], camera.center[1]),
        zoom: camera.zoom.clamp(crate::scene::Camera::MIN_ZOOM, crate::scene::Camera::MAX_ZOOM),
    });
    let opened = ready(base, report, origin);
    let decisions = resolved.decisions;
    let between = (decisions.appearance.size == SizeBy::Between).then(|| betweenness(&opened.graph).into());
    Ok(Opened { decisions, between, places: Some(resolved.places), camera, theme: resolved.theme, warnings, ..opened })
}

/// The bytes of a project's fact file, from where it is now.
fn source_bytes(
    project: &Path,
    source: Source,
    found: &[(PathBuf, PathBuf)],
    called: Called<'_>,
) -> Result<(Source, Vec<u8>), Failure> {
    let what = || format!("{} cannot be opened", called(project));
    match &source.kind {
        SourceKind::Sample(id) => match Sample::from_id(id) {
            Some(sample) => {
                let bytes = sample.bytes().to_vec();
                Ok((source, bytes))
            }
            None => Err(failure(&what(), &format!("it asks for a sample “{id}” that this version does not carry"))),
        },
        SourceKind::File(path) => {
            let moved = found.iter().find(|(missing, _)| missing == path).map(|(_, found)| found);
            let place = moved.unwrap_or(path);
            match std::fs::read(place) {
                Ok(bytes) if moved.is_some() => Ok((source.moved_to(place), bytes)),
                Ok(bytes) => Ok((source, bytes)),
                Err(error) => Err(Failure {
                    missing: Some(LostSource {
                        project: project.to_owned(),
                        missing: path.clone(),
                        found: found.to_vec(),
                    }),
                    ..failure(&what(), &format!("its facts are not at {}: {error}", path.display()))
                }),
            }
        }
        SourceKind::Unknown => Err(failure(&what(), "it names a source of a sort that this version does not know")),
    }
}

fn read_file(path: &Path, called: Called<'_>) -> Result<Vec<u8>, Failure> {
    let what = || format!("{} cannot be opened", called(path));
    if path.is_dir() {
        return Err(failure(&what(), "it is a folder, not a file"));
    }
    std::fs::read(path).map_err(|error| failure(&what(), &format!("{}: {error}", path.display())))
}

fn read_facts(name: &str, bytes: &[u8], how: Loading<'_>) -> Result<(FactBase, Report), Failure> {
    let options = Options { format: how.format, ..Options::default() };
    match read_with(Input { name, bytes }, options, how.watch) {
        Ok(outcome) => Ok((outcome.base, outcome.report)),
        Err(error) => Err(failure(&format!("{name} cannot be opened"), &error)),
    }
}

/// Indexes what was read.
fn ready(base: FactBase, report: Report, origin: Origin) -> Opened {
    let graph = Graph::new(&base);
    let structure = structure_of(&base, &graph);
    let searcher = Searcher::new(&base, graph.degrees());
    let places = places_of(&base);
    Opened {
        base: Arc::new(base),
        graph: Arc::new(graph),
        searcher: Arc::new(searcher),
        structure: Arc::new(structure),
        weighed: Arc::default(),
        report,
        origin,
        decisions: Decisions::default(),
        places,
        camera: None,
        between: None,
        theme: None,
        warnings: Vec::new(),
    }
}

/// The places that a file brings, at the scale of a map of this program; `None` where it brings none.
fn places_of(base: &FactBase) -> Option<Vec<Option<Place>>> {
    /// The room that an entity has on a map that was arranged here, in map units along a side.
    const ROOM: f32 = 95.0;
    let around = bounds(base.entities.iter().filter_map(|entity| entity.place))?;
    let placed = base.entities.iter().filter(|entity| entity.place.is_some()).count();
    let side = around.area().sqrt().max(around.width().max(around.height()) / 4.0);
    let scale = ROOM * (placed as f32).sqrt() / side;
    if !(scale.is_finite() && placed > 1) {
        return None;
    }
    let middle = around.center();
    let place = |[x, y]: Place| [(x - middle.x) * scale, (y - middle.y) * scale];
    Some(base.entities.iter().map(|entity| entity.place.map(place)).collect())
}

/// A path as a reader calls it.
fn shown(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn failure(what: &str, why: &(impl std::fmt::Display + ?Sized)) -> Failure {
    Failure { what: what.to_owned(), why: why.to_string(), missing: None }
}
