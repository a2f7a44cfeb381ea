//! One table of GraphRAG, known by its columns: written as CSV, or as JSON records, which Parquet is read as too.

use csv::StringRecord;

use crate::facts::{FactBase, Report, Severity};
use crate::read::draft::Draft;
use crate::read::fields::Record;
use crate::read::json::{self, Json, Member, Node, Scanner};
use crate::read::notes::Note;
use crate::read::tables::read_parts;
use crate::read::walk::{Item, List};
use crate::read::{Fault, Job, PARSED, ReadError, UNPACKED};

use super::graphrag::{Index, Sort};

/// The columns by which a table is known, the first that fits counts.
const TABLES: [(&[&str], Sort); 6] = [
    (&["source", "target", "text_unit_ids"], Sort::Relationship),
    (&["title", "description", "text_unit_ids"], Sort::Entity),
    // As the first versions called the title.
    (&["name", "description", "text_unit_ids"], Sort::Entity),
    (&["subject_id", "object_id", "text_unit_id"], Sort::Claim),
    (&["id", "text", "n_tokens"], Sort::TextUnit),
    (&["title", "text", "text_unit_ids"], Sort::Document),
];

/// Which table has such columns.
pub(in crate::read) fn sort_by(has: impl Fn(&str) -> bool) -> Option<Sort> {
    TABLES.iter().find(|(columns, _)| columns.iter().all(|column| has(column))).map(|(_, sort)| *sort)
}

/// Which table a text is, as CSV.
pub(in crate::read) fn sort_of_rows(text: &str) -> Option<Sort> {
    let header = rows(text).into_records().next()?.ok()?;
    sort_by(|column| header.iter().any(|name| name.trim() == column))
}

/// Which table a record is of.
pub(in crate::read) fn sort_of_record(node: &Node<'_>) -> Option<Sort> {
    sort_by(|column| node.get(column).is_some())
}

/// Which table a text is, in whatever form; its beginning is enough.
pub(in crate::read) fn sort_of(text: &str) -> Option<Sort> {
    if is_records(text) { sort_of_record(&first_record(text)?) } else { sort_of_rows(text) }
}

fn is_records(text: &str) -> bool {
    matches!(Scanner::new(text).peek(), Some(b'{' | b'['))
}

fn first_record(text: &str) -> Option<Node<'_>> {
    let mut scanner = Scanner::new(text);
    if scanner.peek()? == b'[' {
        scanner.open(b'[').ok()?;
        scanner.next_item(true, b']').ok()?;
    }
    let piece = scanner.value().ok()?.of(text);
    if json::is_valid(piece) { json::tree(piece, 0, 1) } else { None }
}

fn rows(text: &str) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes())
}

/// Reads a table.
pub(in crate::read) fn read(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let Some(sort) = sort_of(job.text) else {
        return Err(job.error(Fault::NotATable("its columns are those of no table of GraphRAG".into())));
    };
    table(job, draft, &mut Index::default(), (sort, ""))
}

/// Reads several tables as one, in the order in which they need one another.
pub(in crate::read) fn read_all(tables: &[(Sort, Job<'_>)], format: &str) -> Result<(FactBase, Report), ReadError> {
    let mut index = Index::default();
    read_parts(tables, format, |sort, job, draft| table(job, draft, &mut index, (sort, sort.table())))
}

/// Reads one table; where there are several, problems name it.
fn table(job: &Job<'_>, draft: &mut Draft, index: &mut Index, (sort, name): (Sort, &str)) -> Result<(), ReadError> {
    if is_records(job.text) {
        return List::root(job)?.each(job, draft, |draft, mut item| {
            if !name.is_empty() || item.path.is_empty() {
                item.path = row_path(name, item.index + 1);
            }
            index.record(draft, &mut filled(item).record()?, sort)
        });
    }
    /// So many rows are read between two looks at the watcher.
    const STEP: usize = 1024;
    let mut rows = rows(job.text);
    let mut row = StringRecord::new();
    let mut header: Vec<String> = Vec::new();
    let mut number = 0_usize;
    loop {
        let at = usize::try_from(rows.position().byte()).unwrap_or(usize::MAX);
        let more = rows.read_record(&mut row);
        if !more.map_err(|error| job.error_at(at, Fault::NotATable(error.to_string().into())))? {
            return Ok(());
        }
        if number.is_multiple_of(STEP) {
            job.go_on()?;
            job.progress(UNPACKED, PARSED, at, job.text.len());
        }
        if number == 0 {
            header = row.iter().map(|name| name.trim().to_owned()).collect();
        } else {
            let rest = job.text.get(at..).unwrap_or_default();
            let at = at + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
            one(draft, index, (&header, &row), (at, number), (sort, name)).map_err(|_full| job.full())?;
        }
        number += 1;
    }
}

/// Where a row is, counted from 1; where there are several tables, problems name theirs.
fn row_path(table: &str, number: usize) -> String {
    if table.is_empty() { format!("row {number}") } else { format!("{table} row {number}") }
}

/// A record without its empty texts, which are the empty fields of a row.
fn filled<'a, 'n>(mut item: Item<'a, 'n>) -> Item<'a, 'n> {
    let is_empty = |node: &Node<'_>| matches!(&node.json, Json::Text(text) if text.trim().is_empty());
    if let Json::Map(members) = &mut item.node.json {
        members.retain(|member| !is_empty(&member.value));
    }
    item
}

fn one(
    draft: &mut Draft,
    index: &mut Index,
    (header, row): (&[String], &StringRecord),
    (at, number): (usize, usize),
    (sort, name): (Sort, &str),
) -> Result<(), crate::read::draft::Halt> {
    let mut notes = Vec::new();
    let path = row_path(name, number);
    if row.len() > header.len() {
        let what = format!("{} fields where the header has {}", row.len(), header.len());
        let done = "the last ones were left out".to_owned();
        notes.push(Note { at, path: path.clone(), what, done, severity: Severity::Repaired });
    }
    let members = header.iter().zip(row).filter(|(_, field)| !field.trim().is_empty()).map(|(name, field)| {
        let value = Node { at, json: value_of(field) };
        Member { key: name.as_str().into(), at, value }
    });
    let node = Node { at, json: Json::Map(members.collect()) };
    let handled = match Record::open(node, path, &mut notes) {
        Ok(mut record) => index.record(draft, &mut record, sort),
        Err(told) => Err(told.into()),
    };
    draft.notes.extend(notes);
    draft.settle(handled)
}

/// A field: a number where it is one, else a text, which stays as it is: articles may begin with a blank.
fn value_of(field: &str) -> Json<'_> {
    let number = field.trim();
    let is_number = number.starts_with(|c: char| c == '-' || c.is_ascii_digit()) && json::is_valid(number);
    if is_number { Json::Number(number) } else { Json::Text(field.into()) }
}
