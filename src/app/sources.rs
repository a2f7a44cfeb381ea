//! Files of facts read one after the other and made one: tables that refer to one another first, each file by itself else.

use std::path::Path;

use super::content::Content;
use super::load::{Loading, Stopped, failure};
use crate::facts::{FactBase, Report};
use crate::project::{ReadAs, Source, SourceKind};
use crate::read::{Fault, Input, Options, Outcome, ReadError, Streamed};
use crate::read::{is_table_of_several, look, read_lines, read_tables, read_with};
use crate::state::{Part, Unmapped};

/// A file of facts on its way.
pub(super) struct File {
    /// Where it is, and how it is read.
    pub(super) source: Source,
    /// How reports and failures name it.
    pub(super) called: String,
    /// How people name it.
    pub(super) shown: String,
    /// What is in it.
    pub(super) content: Content,
}

/// What several files come to.
#[derive(Default)]
pub(super) struct Read {
    pub(super) base: FactBase,
    pub(super) report: Report,
    /// What came of each, in their order.
    pub(super) parts: Vec<Part>,
}

/// Reads files as one map. Entities of the same name and kind are one; no fact is dropped.
///
/// # Errors
/// Where one of them cannot be read, or needs to be told what is what in it.
pub(super) fn read_all(files: &[File], how: Loading<'_>) -> Result<Read, Stopped> {
    let tables = tables(files, how);
    let mut whole: Option<Read> = None;
    for (at, file) in files.iter().enumerate() {
        let (group, base, report) = if tables.first() == Some(&at) {
            let (base, report) = read_several(files, &tables, how)?;
            (tables.clone(), base, report)
        } else if tables.contains(&at) {
            continue;
        } else {
            let (base, report) = read_one(file, how)?;
            (vec![at], base, report)
        };
        let name = match group.len() {
            1 => file.shown.clone(),
            count => format!("{} and {} more", file.shown, count - 1),
        };
        let (articles, entities, facts) = (base.articles.len(), base.entities.len(), base.facts.len());
        let part = Part { name, sources: group, articles, entities, facts };
        whole = Some(match whole {
            None => Read { base, report, parts: vec![part] },
            Some(mut whole) => {
                whole.base = whole.base.merged(base, &file.shown);
                whole.report.extend(report);
                whole.parts.push(part);
                whole
            }
        });
    }
    Ok(whole.unwrap_or_default())
}

/// Which of the files are tables that refer to one another; none where there are not several.
fn tables(files: &[File], how: Loading<'_>) -> Vec<usize> {
    if how.format.is_some() || how.mapping.is_some() {
        return Vec::new();
    }
    let is_table = |file: &File| {
        file.source.read_as == ReadAs::Content
            && matches!(&file.content, Content::Whole(bytes) if is_table_of_several(bytes))
    };
    let tables: Vec<usize> = files.iter().enumerate().filter(|(_, file)| is_table(file)).map(|(at, _)| at).collect();
    if tables.len() > 1 { tables } else { Vec::new() }
}

fn read_several(files: &[File], tables: &[usize], how: Loading<'_>) -> Result<(FactBase, Report), Stopped> {
    let files = tables.iter().filter_map(|at| files.get(*at));
    let inputs: Vec<Input<'_>> =
        files.map(|file| Input { name: &file.called, bytes: file.content.beginning() }).collect();
    let Some(read) = read_tables(&inputs, how.watch) else {
        return Err(failure("These tables cannot be opened together", "they are not tables of one run").into());
    };
    let outcome = read.map_err(|error| failure(&format!("{} cannot be opened", error.file), &error))?;
    Ok((outcome.base, outcome.report))
}

fn read_one(file: &File, how: Loading<'_>) -> Result<(FactBase, Report), Stopped> {
    let options = match &file.source.read_as {
        ReadAs::Content => Options { format: how.format, mapping: how.mapping, ..Options::default() },
        ReadAs::Format(format) => Options { format: Some(*format), ..Options::default() },
        ReadAs::Mapping(mapping) => Options { mapping: Some(mapping), ..Options::default() },
    };
    match read_content(file, options, how) {
        Ok(outcome) => Ok((outcome.base, outcome.report)),
        Err(error) => Err(unmapped(file, &error, how)
            .unwrap_or_else(|| Stopped::Failed(failure(&format!("{} cannot be opened", file.called), &error)))),
    }
}

/// Reads a file as a whole, or a piece at a time where it is long.
fn read_content(file: &File, options: Options<'_>, how: Loading<'_>) -> Result<Outcome, ReadError> {
    let name = &*file.called;
    let whole = |bytes: &[u8]| read_with(Input { name, bytes }, options, how.watch);
    let long = match &file.content {
        Content::Whole(bytes) => return whole(bytes),
        Content::Long(long) => long,
    };
    let unreadable = |error: std::io::Error| ReadError {
        file: name.into(),
        place: None,
        fault: Fault::Unreadable(error.to_string().into()),
    };
    let mut source = long.open().map_err(unreadable)?;
    let streamed = Streamed { name, source: &mut source, bytes: long.bytes };
    match read_lines(streamed, options, how.watch) {
        Some(read) => read,
        None if options.format.is_none() && options.mapping.is_none() => whole(&long.head),
        None => whole(&long.whole().map_err(unreadable)?),
    }
}

/// What a person needs to say what is what in a file that no reader knows; `None` where that would not help.
fn unmapped(file: &File, error: &ReadError, how: Loading<'_>) -> Option<Stopped> {
    let helps = matches!(error.fault, Fault::Unknown(_) | Fault::Neither | Fault::NotATable(_) | Fault::NoVersion);
    let SourceKind::File(path) = &file.source.kind else {
        return None;
    };
    if !helps {
        return None;
    }
    asked(file, path, error.fault.to_string(), how).ok()
}

/// What a person needs to say what is what in a file, be its format known or not; or why it cannot be asked.
pub(super) fn ask_about(file: &File, how: Loading<'_>) -> Stopped {
    let what = format!("{} cannot be opened with a mapping", file.called);
    match &file.source.kind {
        SourceKind::File(path) => match asked(file, path, "a mapping is wanted".to_owned(), how) {
            Ok(stopped) => stopped,
            Err(error) => failure(&what, &error).into(),
        },
        SourceKind::Sample(_) | SourceKind::Unknown => failure(&what, "it is no file").into(),
    }
}

fn asked(file: &File, path: &Path, why: String, how: Loading<'_>) -> Result<Stopped, ReadError> {
    let input = Input { name: &file.called, bytes: file.content.beginning() };
    Ok(Stopped::Unmapped(Box::new(Unmapped {
        path: path.to_owned(),
        name: file.shown.clone(),
        called: file.called.clone(),
        why,
        look: look(input, None, None, how.watch)?,
        saved: Vec::new(),
    })))
}
