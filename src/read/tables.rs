//! Several files that one tool wrote of one thing, read as the one map that they are.

use crate::facts::{FactBase, Report};

use super::detect::told;
use super::draft::Draft;
use super::extractors::graphrag_tables;
use super::stores::{self, part_of};
use super::{Format, Input, Job, Limits, Outcome, ReadError, Watch, parquet, place, unpack};

/// A tool that writes several files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Tables of GraphRAG, wherever they lie.
    GraphRag,
    /// The working folder of LightRAG.
    LightRag,
    /// The storage folder of LlamaIndex.
    LlamaIndex,
}

/// What a file is to others of its family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// The tool that wrote it.
    pub family: Family,
    /// Whether it says who is tied to whom; else it only goes with one that does.
    pub has_ties: bool,
}

/// Whose file this is, where it may be one of several that refer to one another; its beginning is enough, but for
/// Parquet.
#[must_use]
pub fn member_of_several(bytes: &[u8]) -> Option<Member> {
    /// No row of names, and hardly a record, is longer.
    const MOST: usize = 1 << 20;
    let table = Member { family: Family::GraphRag, has_ties: true };
    if parquet::is_parquet(bytes) {
        let columns = parquet::columns(bytes).unwrap_or_default();
        let sort = graphrag_tables::sort_by(|column| columns.iter().any(|known| known == column));
        return sort.map(|_| table);
    }
    if unpack::is_packed(bytes) {
        return None;
    }
    let start = bytes.get(..MOST).unwrap_or(bytes);
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        // The last letter may be cut.
        Err(error) => std::str::from_utf8(start.get(..error.valid_up_to()).unwrap_or_default()).unwrap_or_default(),
    };
    let text = text.trim_start_matches('\u{feff}');
    if graphrag_tables::sort_of(text).is_some() {
        return Some(table);
    }
    part_of(text).map(|part| Member { family: part.family(), has_ties: part.has_ties() })
}

/// Reads files of one family that refer to one another. `None` where one of them is none such.
pub fn read_tables(inputs: &[Input<'_>], watch: &dyn Watch) -> Option<Result<Outcome, ReadError>> {
    let limits = Limits::default();
    let mut unpacked = Vec::with_capacity(inputs.len());
    for input in inputs {
        match unpack::unpack(input.bytes, limits.unpacked_bytes, watch) {
            Ok(bytes) => unpacked.push(bytes),
            Err(fault) => return Some(Err(ReadError::new(input.name, None, fault))),
        }
    }
    let mut jobs = Vec::with_capacity(inputs.len());
    for (input, bytes) in inputs.iter().zip(&unpacked) {
        match place::text_of(input.name, bytes) {
            Ok(text) => jobs.push(Job::new(input.name, text, limits, watch)),
            Err(error) => return Some(Err(error)),
        }
    }
    let read = match in_order(&jobs, graphrag_tables::sort_of) {
        Some(tables) => {
            let format = told(Format::GraphRagTable)?.format;
            let read = graphrag_tables::read_all(&tables, format.name());
            read.map(|(base, report)| {
                (base, report, format, "tables with columns such as `source`, `target`, `text_unit_ids`")
            })
        }
        None => {
            let parts = in_order(&jobs, part_of)?;
            let family = parts.first()?.0.family();
            if parts.iter().any(|(part, _)| part.family() != family) {
                return None;
            }
            stores::read(&parts)
                .map(|(base, report, format)| (base, report, format, "a graph beside its stores of text"))
        }
    };
    Some(read.map(|(base, report, format, reason)| {
        watch.progress(1.0);
        Outcome { base, report, format, reason }
    }))
}

/// Each file with its sort, in the order in which they need one another; `None` where one has none.
fn in_order<'a, S: Ord + Copy>(jobs: &[Job<'a>], sort: impl Fn(&str) -> Option<S>) -> Option<Vec<(S, Job<'a>)>> {
    let mut sorted = Vec::with_capacity(jobs.len());
    for job in jobs {
        sorted.push((sort(job.text)?, Job::new(job.name, job.text, job.limits, job.watch)));
    }
    sorted.sort_by_key(|(sort, _)| *sort);
    Some(sorted)
}

/// Reads several files into one base, each with problems of its own.
pub(super) fn read_parts<S: Copy>(
    parts: &[(S, Job<'_>)],
    format: &str,
    mut read: impl FnMut(S, &Job<'_>, &mut Draft) -> Result<(), ReadError>,
) -> Result<(FactBase, Report), ReadError> {
    let Some((_, last)) = parts.last() else {
        return Ok((FactBase::default(), Report::default()));
    };
    let mut draft = Draft::new(last);
    let mut report = Report::default();
    for (sort, job) in parts {
        read(*sort, job, &mut draft)?;
        let notes = std::mem::take(&mut draft.notes);
        report.extend(notes.into_report(job, format));
    }
    let (base, mut rest) = draft.finish(last, format)?;
    // What shows only at the end is known by its path; the line would be counted in the wrong file.
    for problem in &mut rest.problems {
        problem.line = None;
        problem.file = parts.iter().map(|(_, job)| job.name).collect::<Vec<_>>().join(", ").into();
    }
    report.extend(rest);
    Ok((base, report))
}
