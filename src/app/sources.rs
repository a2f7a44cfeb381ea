//! Files of facts read one after the other and made one: tables that refer to one another first, each file by itself else.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::content::Content;
use super::load::{Loading, Stopped, failure};
use crate::facts::{FactBase, Report};
use crate::project::{ReadAs, Source, SourceKind};
use crate::read::{Family, Fault, Input, Member, Options, Outcome, ReadError, Streamed};
use crate::read::{look, member_of_several, read_lines, read_tables, read_with};
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
    let groups = groups(files, how);
    let mut whole: Option<Read> = None;
    for (at, file) in files.iter().enumerate() {
        let (group, base, report) = match groups.iter().find(|group| group.contains(&at)) {
            Some(group) if group.first() == Some(&at) => {
                let (base, report) = read_several(files, group, how)?;
                (group.clone(), base, report)
            }
            Some(_) => continue,
            None => {
                let (base, report) = read_one(file, how)?;
                (vec![at], base, report)
            }
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

/// Which of the files refer to one another: all tables of GraphRAG, and graphs with the stores of text in their folder.
fn groups(files: &[File], how: Loading<'_>) -> Vec<Vec<usize>> {
    if how.format.is_some() || how.mapping.is_some() {
        return Vec::new();
    }
    let member = |file: &File| match &file.content {
        Content::Whole(bytes) if file.source.read_as == ReadAs::Content => member_of_several(bytes),
        _ => None,
    };
    let mut groups: BTreeMap<(Family, PathBuf), Vec<(usize, Member)>> = BTreeMap::new();
    for (at, file) in files.iter().enumerate() {
        if let Some(member) = member(file) {
            let folder = match (&file.source.kind, member.family) {
                (SourceKind::File(path), Family::LightRag | Family::LlamaIndex) => path.parent().map(Path::to_owned),
                _ => None,
            };
            groups.entry((member.family, folder.unwrap_or_default())).or_default().push((at, member));
        }
    }
    let mut found: Vec<Vec<usize>> = Vec::new();
    for ((family, _), group) in groups {
        // Graphs of which none has its texts beside it are maps of their own.
        let refer = match family {
            Family::GraphRag => group.len() > 1,
            Family::LightRag | Family::LlamaIndex => {
                group.iter().any(|(_, member)| member.has_ties) && group.iter().any(|(_, member)| !member.has_ties)
            }
        };
        if refer {
            found.push(group.into_iter().map(|(at, _)| at).collect());
        }
    }
    found
}

fn read_several(files: &[File], tables: &[usize], how: Loading<'_>) -> Result<(FactBase, Report), Stopped> {
    let files = tables.iter().filter_map(|at| files.get(*at));
    let inputs: Vec<Input<'_>> =
        files.map(|file| Input { name: &file.called, bytes: file.content.beginning() }).collect();
    let Some(read) = read_tables(&inputs, how.watch) else {
        return Err(failure("These files cannot be opened together", "they are not of one run").into());
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
