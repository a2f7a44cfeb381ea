//! Edge lists: tables in which each row ties two names.

pub(super) mod pairs;
mod rows;

use crate::facts::{FactBase, Report, as_meant};

use super::formats::Format;
use super::{Fault, Job, ReadError};

/// Columns that name the two ends, the first pair found counts.
const PAIRS: [(&str, &str); 8] = [
    ("source", "target"),
    ("subject", "object"),
    ("head", "tail"),
    ("from", "to"),
    ("src", "dst"),
    ("start", "end"),
    ("s", "o"),
    ("node1", "node2"),
];

/// What a column is read as, by its name.
const COLUMNS: [(Column, &[&str]); 14] = [
    (Column::Id, &["id", "factid", "edgeid"]),
    (
        Column::Relation,
        &["relation", "relationship", "predicate", "p", "verb", "interaction", "label", "type", "relationtype"],
    ),
    (Column::SourceKind, &["sourcetype", "sourcekind", "subjecttype", "subjectkind", "headtype", "fromtype"]),
    (Column::TargetKind, &["targettype", "targetkind", "objecttype", "objectkind", "tailtype", "totype"]),
    (Column::Value, &["value"]),
    (Column::Excerpt, &["excerpt", "evidence", "sentence", "quote", "text", "context"]),
    (Column::Article, &["article", "articleid", "document", "documentid", "docid", "url", "sourceurl", "source"]),
    (Column::When, &["when", "date", "year", "time"]),
    (Column::From, &["from", "startdate", "since"]),
    (Column::Until, &["until", "to", "enddate"]),
    (Column::Status, &["status"]),
    (Column::Confidence, &["confidence", "probability"]),
    (Column::Directed, &["directed"]),
    (Column::Weight, &["weight"]),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Source,
    Target,
    Id,
    Relation,
    SourceKind,
    TargetKind,
    Value,
    Excerpt,
    Article,
    When,
    From,
    Until,
    Status,
    Confidence,
    Directed,
    Weight,
    Other,
}

/// The delimiter of a table whose first row names a pair of ends.
pub(super) fn delimiter(text: &str) -> Option<u8> {
    [b'\t', b',', b';', b'|'].into_iter().find(|&delimiter| {
        let header = header(text, delimiter);
        columns(&header).contains(&Column::Target)
    })
}

/// The rows of a table. Where tabs part the fields, quotation marks are part of the text.
fn rows_of(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(delimiter != b'\t')
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes())
}

/// The names of the first row.
fn header(text: &str, delimiter: u8) -> Vec<String> {
    let first = rows_of(text, delimiter).into_records().next();
    match first {
        Some(Ok(row)) => row.iter().map(|name| as_meant(name.trim()).to_owned()).collect(),
        _ => Vec::new(),
    }
}

/// What each column is; `Target` is among them only where a pair was found.
fn columns(header: &[String]) -> Vec<Column> {
    // A name with other signs in it is no known one; it may be a piece of broken JSON.
    let is_plain = |name: &str| name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.'));
    let bare = |name: &String| -> String {
        let letters = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        if is_plain(name) { letters.collect() } else { String::new() }
    };
    let names: Vec<String> = header.iter().map(bare).collect();
    let place = |wanted: &str| names.iter().position(|name| name == wanted);
    let pair = PAIRS.iter().find_map(|&(source, target)| Some((place(source)?, place(target)?)));
    let Some((source, target)) = pair else {
        return Vec::new();
    };
    let mut columns = vec![Column::Other; names.len()];
    columns[source] = Column::Source;
    columns[target] = Column::Target;
    for (column, known) in COLUMNS {
        // The name that comes first in the list counts, not the column that comes first in the file.
        let mut places = known.iter().filter_map(|name| place(name));
        if let Some(at) = places.find(|&at| columns[at] == Column::Other) {
            columns[at] = column;
        }
    }
    columns
}

/// Reads an edge list parted by commas, semicolons or upright bars.
pub(super) fn read_csv(job: &Job<'_>) -> Result<(FactBase, Report), ReadError> {
    read(job, Format::CsvEdges)
}

/// Reads an edge list parted by tabs.
pub(super) fn read_tsv(job: &Job<'_>) -> Result<(FactBase, Report), ReadError> {
    read(job, Format::TsvEdges)
}

/// Reads an edge list; names are ids.
fn read(job: &Job<'_>, format: Format) -> Result<(FactBase, Report), ReadError> {
    let Some(delimiter) = delimiter(job.text) else {
        return Err(job.error_at(0, Fault::NotATable("its first row names no pair of ends".into())));
    };
    rows::read(job, delimiter)?.finish(job, format.name())
}
