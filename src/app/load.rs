//! From a path to a map that is ready to be shown: facts, projects, samples.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::content::Content;
use super::folder;
use super::places::places_of;
use super::portraits::portraits;
use super::samples::{of_sample, sample_file, sample_of};
use super::sources::{File, Read, ask_about, read_all};
use crate::facts::{FactBase, renamed};
use crate::graph::{Graph, Searcher, SizeBy, WidthBy, betweenness};
use crate::project::{Decisions, Fingerprint, Project, ReadAs, Source, SourceKind, looks_like_project};
use crate::read::{Format, Mapping, Watch};
use crate::state::{
    Again, Failure, LoadWhat, LostSource, Opened, Origin, Renewed, Sample, Unmapped, Weighed, WhatIsNew, carried,
    structure_of,
};

/// Why nothing was loaded.
#[derive(Debug)]
pub enum Stopped {
    /// It cannot be.
    Failed(Failure),
    /// Somebody has to say what is what in a file.
    Unmapped(Box<Unmapped>),
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<Stopped> for Failure {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Failed(failure) => failure,
            Stopped::Unmapped(unmapped) => failure(&format!("{} cannot be opened", unmapped.name), &unmapped.why),
        }
    }
}

/// Reads what is asked for and makes it ready to be shown, but for what is weighed while it is shown.
///
/// # Errors
/// In words for a person, where nothing can be shown, or with what is needed to ask what is what in a file.
pub fn load(what: &LoadWhat, watch: &dyn Watch) -> Result<Opened, Stopped> {
    let opened = load_stoppably(what, Loading { called: &shown, format: None, mapping: None, watch })?;
    Ok(weighed_if_wanted(opened, Weighed::begun))
}

/// With the articles weighed where the filter or the width of ties asks for independent sources, else only as far as
/// `begun` does: it takes long, and the map can be shown before.
fn weighed_if_wanted(opened: Opened, begun: impl Fn(&FactBase) -> Weighed) -> Opened {
    let Decisions { filter, appearance, reviews, .. } = &opened.decisions;
    let begun = begun(&opened.base);
    let is_wanted = filter.min_sources > 1 || appearance.width == WidthBy::Sources;
    let weighed = if is_wanted { begun.weigh(&opened.base, &opened.graph, &reviews.sources) } else { begun };
    Opened { weighed: Arc::new(weighed), ..opened }
}

/// How files are loaded.
#[derive(Clone, Copy)]
pub struct Loading<'a> {
    /// How reports and failures name a file.
    pub called: &'a dyn Fn(&Path) -> String,
    /// The format of the fact files, where somebody has named it.
    pub format: Option<Format>,
    /// What their fields are, where somebody has said so.
    pub mapping: Option<&'a Mapping>,
    /// Who waits.
    pub watch: &'a dyn Watch,
}

/// How reports and failures name a file.
type Called<'a> = &'a dyn Fn(&Path) -> String;

/// Files, and how each is read.
type Files = Vec<(PathBuf, ReadAs)>;

/// [`load`], with files named and read as `how` says.
///
/// # Errors
/// In words for a person, where nothing can be shown.
pub fn load_called(what: &LoadWhat, how: Loading<'_>) -> Result<Opened, Failure> {
    let opened = load_stoppably(what, how).map_err(|stopped| match stopped {
        Stopped::Failed(failure) => failure,
        // Files are called as they were typed.
        Stopped::Unmapped(unmapped) => {
            let called = &unmapped.called;
            let why = format!("{called}: {}; a mapping can say what is what in it (--map)", unmapped.why);
            failure(&format!("{called} cannot be opened"), &why)
        }
    })?;
    Ok(weighed_if_wanted(opened, |_| Weighed::default()))
}

fn load_stoppably(what: &LoadWhat, how: Loading<'_>) -> Result<Opened, Stopped> {
    match what {
        LoadWhat::Sample(sample) => load_sample(*sample, how),
        LoadWhat::Files(paths) => load_files(&as_found(paths), how),
        LoadWhat::FilesAs(files) => load_files(files, how),
        LoadWhat::Mapped(path) => {
            let (content, fingerprint) = read_file(path, how.called)?;
            let source = Source::file(path, fingerprint);
            Err(ask_about(&file_of(source, content, how.called), how))
        }
        LoadWhat::Again(again) => load_again(again, how),
        LoadWhat::ProjectWith { project, found } => {
            let (content, _) = read_file(project, how.called)?;
            load_project(project, content.beginning(), found, how)
        }
    }
}

/// The files of a map once more, with what was decided about it, and what is different.
fn load_again(again: &Again, how: Loading<'_>) -> Result<Opened, Stopped> {
    let called = how.called;
    let mut files = Vec::with_capacity(again.sources.len() + again.added.len());
    for source in &again.sources {
        let (content, fingerprint) = match &source.kind {
            SourceKind::File(path) => read_file(path, called)?,
            SourceKind::Sample(id) => of_sample(Sample::from_id(id)),
            SourceKind::Unknown => of_sample(None),
        };
        files.push(file_of(source.with_fingerprint(fingerprint), content, called));
    }
    for (path, read_as) in expanded(&again.added, called)?.0 {
        let cannot = |why: &str| failure(&format!("{} cannot be added", called(&path)), why);
        let (content, fingerprint) = read_file(&path, called)?;
        if looks_like_project(content.beginning()) {
            return Err(cannot("it is a saved map, which is opened alone").into());
        }
        let source = Source::file(&path, fingerprint).with_read_as(read_as);
        if files.iter().any(|file| file.source.kind == source.kind) {
            return Err(cannot("the map has it already").into());
        }
        files.push(file_of(source, content, called));
    }
    let mut read = read_all(&files, how)?;
    let names = renamed(&again.before, &read.base);
    let project = carried(&names, &again.decisions, &Vec::new().into(), &again.origin);
    let mut decisions = project.resolve(&read.base).decisions;
    if decisions.reviews.edits().next().is_some() {
        read.base = read.base.corrected(decisions.reviews.edits());
        decisions = project.resolve(&read.base).decisions;
    }
    let sources: Vec<Source> = files.iter().map(|file| file.source.clone()).collect();
    let origin = Origin { sources, parts: Vec::new(), ..again.origin.clone() };
    let opened = ready(read, origin, how.watch);
    let new = WhatIsNew::new(&again.before, &opened.base, &opened.graph);
    Ok(Opened { decisions, renewed: Some(Box::new(Renewed { of: again.of, names, new })), ..opened })
}

/// Files that are read by their content.
fn as_found(paths: &[PathBuf]) -> Vec<(PathBuf, ReadAs)> {
    paths.iter().map(|path| (path.clone(), ReadAs::Content)).collect()
}

fn load_sample(sample: Sample, how: Loading<'_>) -> Result<Opened, Stopped> {
    let file = sample_file(sample);
    let name = file.shown.clone();
    let sources = vec![file.source.clone()];
    let read = read_all(&[file], Loading { format: None, mapping: None, ..how })?;
    Ok(ready(read, Origin { name, sources, ..Origin::default() }, how.watch))
}

fn load_files(files: &[(PathBuf, ReadAs)], how: Loading<'_>) -> Result<Opened, Stopped> {
    let called = how.called;
    let Some(((first, _), rest)) = files.split_first() else {
        return Err(failure("Nothing to open", "no file was named").into());
    };
    if let Some(sample) = files.iter().find_map(|(path, _)| sample_of(path)) {
        if !rest.is_empty() {
            return Err(failure("These files cannot be opened together", "a sample is opened alone").into());
        }
        return load_sample(sample?, how);
    }
    if files.iter().any(|(path, _)| path.is_dir()) {
        return load_folders(files, how);
    }
    let name = if rest.is_empty() { shown(first) } else { format!("{} and {} more", shown(first), rest.len()) };
    let mut all = Vec::with_capacity(files.len());
    for (path, read_as) in files {
        let (content, fingerprint) = read_file(path, called)?;
        if all.is_empty() && looks_like_project(content.beginning()) {
            if !rest.is_empty() {
                return Err(failure("These files cannot be opened together", "a saved map is opened alone").into());
            }
            return load_project(path, content.beginning(), &[], how);
        }
        let read_as = match (how.mapping, how.format) {
            (Some(mapping), _) => ReadAs::Mapping(Box::new(mapping.clone())),
            (None, Some(format)) => ReadAs::Format(format),
            (None, None) => read_as.clone(),
        };
        let source = Source::file(path, fingerprint).with_read_as(read_as);
        all.push(File { source, called: called(path), shown: shown(path), content });
    }
    let sources = all.iter().map(|file| file.source.clone()).collect();
    Ok(ready(read_all(&all, how)?, Origin { name, sources, ..Origin::default() }, how.watch))
}

/// Files and folders; in the place of a folder stand the tables in it.
fn load_folders(paths: &[(PathBuf, ReadAs)], how: Loading<'_>) -> Result<Opened, Stopped> {
    let (files, warnings) = expanded(paths, how.called)?;
    let opened = load_files(&files, how)?;
    let name = match paths {
        [(folder, _)] => shown(folder),
        _ => opened.origin.name.clone(),
    };
    let warnings = [warnings, opened.warnings].concat();
    Ok(Opened { origin: Origin { name, ..opened.origin }, warnings, ..opened })
}

/// Files, with those of a folder in its place, and what of a folder is left out.
fn expanded(paths: &[(PathBuf, ReadAs)], called: Called<'_>) -> Result<(Files, Vec<String>), Failure> {
    let mut files = Vec::new();
    let mut warnings = Vec::new();
    for (path, read_as) in paths {
        if !path.is_dir() {
            files.push((path.clone(), read_as.clone()));
            continue;
        }
        let what = || format!("{} cannot be opened", called(path));
        let found = folder::tables(path).map_err(|error| failure(&what(), &error))?;
        if found.files.is_empty() {
            return Err(failure(&what(), folder::NONE));
        }
        if !found.left.is_empty() {
            let names = found.left.join(", ");
            warnings.push(format!("{}: without entities or ties, left out: {names}", called(path)));
        }
        files.extend(as_found(&found.files));
    }
    Ok((files, warnings))
}

fn load_project(path: &Path, bytes: &[u8], found: &[(PathBuf, PathBuf)], how: Loading<'_>) -> Result<Opened, Stopped> {
    let called = how.called;
    let what = || format!("{} cannot be opened", called(path));
    let project = Project::from_json(bytes).map_err(|error| failure(&what(), &error))?;
    let mut warnings = Vec::new();
    let mut files = Vec::with_capacity(project.sources.len());
    for source in &project.sources {
        let source = source.absolute_from(path);
        let (source, content) = source_content(path, source, found, called)?;
        let file = file_of(source, content, called);
        let fingerprint = file.content.fingerprint().map_err(|error| failure(&what(), &error))?;
        if file.source.is_other_than(&fingerprint) {
            warnings.push(format!("{} has changed since the map was saved", file.called));
        }
        files.push(File { source: file.source.with_fingerprint(fingerprint), ..file });
    }
    if files.is_empty() {
        return Err(failure(&what(), "it names no fact file").into());
    }
    let sources = files.iter().map(|file| file.source.clone()).collect();
    let mut read = read_all(&files, how)?;
    // What the reader corrected is what the map shows; a filter may name a relation that only a correction has.
    let mut resolved = project.resolve(&read.base);
    if resolved.decisions.reviews.edits().next().is_some() {
        read.base = read.base.corrected(resolved.decisions.reviews.edits());
        resolved = project.resolve(&read.base);
    }
    if !resolved.lost.is_empty() {
        let some: Vec<&str> = resolved.lost.iter().take(3).map(String::as_str).collect();
        let more = if resolved.lost.len() > 3 { ", …" } else { "" };
        warnings.push(format!("Saved decisions on what the facts no longer have are kept: {}{more}", some.join(", ")));
    }
    let origin = Origin {
        name: shown(path),
        sources,
        project: Some(path.to_owned()),
        kept: Some(Arc::new(project)),
        ..Origin::default()
    };
    let camera = resolved.camera.map(|camera| crate::scene::Camera {
        center_in_map: egui::pos2(camera.center[0], camera.center[1]),
        zoom: camera.zoom.clamp(crate::scene::Camera::MIN_ZOOM, crate::scene::Camera::MAX_ZOOM),
    });
    let opened = ready(read, origin, how.watch);
    let decisions = resolved.decisions;
    let between = (decisions.appearance.size == SizeBy::Between).then(|| betweenness(&opened.graph).into());
    Ok(Opened { decisions, between, places: Some(resolved.places), camera, theme: resolved.theme, warnings, ..opened })
}

/// What is in a project's fact file, from where it is now.
fn source_content(
    project: &Path,
    source: Source,
    found: &[(PathBuf, PathBuf)],
    called: Called<'_>,
) -> Result<(Source, Content), Failure> {
    let what = || format!("{} cannot be opened", called(project));
    match &source.kind {
        SourceKind::Sample(id) => match Sample::from_id(id) {
            Some(sample) => Ok((source, of_sample(Some(sample)).0)),
            None => Err(failure(&what(), &format!("it asks for a sample “{id}” that this version does not carry"))),
        },
        SourceKind::File(path) => {
            let moved = found.iter().find(|(missing, _)| missing == path).map(|(_, found)| found);
            let place = moved.unwrap_or(path);
            match Content::of(place) {
                Ok(content) if moved.is_some() => Ok((source.moved_to(place), content)),
                Ok(content) => Ok((source, content)),
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

fn read_file(path: &Path, called: Called<'_>) -> Result<(Content, Fingerprint), Failure> {
    let what = || format!("{} cannot be opened", called(path));
    if path.is_dir() {
        return Err(failure(&what(), "it is a folder, not a file"));
    }
    let read = Content::of(path).and_then(|content| Ok((content.fingerprint()?, content)));
    let (fingerprint, content) = read.map_err(|error| failure(&what(), &format!("{}: {error}", path.display())))?;
    Ok((content, fingerprint))
}

/// A source with what is in it.
fn file_of(source: Source, content: Content, called: Called<'_>) -> File {
    let (name, shown) = match &source.kind {
        SourceKind::File(path) => (called(path), shown(path)),
        SourceKind::Sample(_) | SourceKind::Unknown => ("the sample".to_owned(), "the sample".to_owned()),
    };
    File { source, called: name, shown, content }
}

/// Indexes what was read.
fn ready(read: Read, origin: Origin, watch: &dyn Watch) -> Opened {
    let Read { base, mut report, parts } = read;
    let origin = Origin { parts, ..origin };
    let graph = Graph::new(&base);
    let structure = structure_of(&base, &graph);
    let degrees = graph.degrees();
    let folders: Vec<PathBuf> =
        origin.sources.iter().filter_map(|source| Some(source.path()?.parent()?.to_owned())).collect();
    let (portraits, problems) = portraits(&base, &degrees, &folders, watch);
    problems.into_iter().for_each(|problem| report.push(problem));
    let searcher = Searcher::new(&base, degrees);
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
        portraits: Arc::new(portraits),
        between: None,
        theme: None,
        renewed: None,
        warnings: Vec::new(),
    }
}

/// A path as a reader calls it.
fn shown(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

pub(super) fn failure(what: &str, why: &(impl std::fmt::Display + ?Sized)) -> Failure {
    Failure { what: what.to_owned(), why: why.to_string(), missing: None }
}
