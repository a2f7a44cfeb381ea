//! Any table: which sign parts its fields, what its columns are called, and its rows as records.

use csv::StringRecord;

use super::{Mapping, Take};
use crate::facts::{Severity, as_meant};
use crate::read::draft::{Draft, Halt, Handled};
use crate::read::json::{self, Json, Member, Node};
use crate::read::notes::Note;
use crate::read::walk::Item;
use crate::read::{Fault, Job, PARSED, ReadError, UNPACKED};

/// Signs that may part fields, the first that fits is taken.
const DELIMITERS: [u8; 5] = [b'\t', b';', b'|', b',', b' '];

/// A table that is about to be read.
pub(super) struct Table<'a> {
    text: &'a str,
    delimiter: u8,
    has_header: bool,
    pub(super) columns: Vec<String>,
}

impl<'a> Table<'a> {
    /// The table that a text is; `None` for a text that is none. Where nobody says whether its first row names the
    /// columns, a row with a number among its fields does not.
    pub(super) fn of(text: &'a str, header: Option<bool>) -> Option<Self> {
        let delimiter = DELIMITERS.into_iter().find(|&delimiter| is_table(text, delimiter))?;
        Some(Self::parted(text, delimiter, header))
    }

    /// The table that a mapping is meant for: parted so that its columns are there.
    pub(super) fn for_mapping(text: &'a str, mapping: &Mapping) -> Option<Self> {
        let known = |table: &Self| {
            let fields = mapping
                .fields
                .values()
                .filter(|take| matches!(take, Take::Field(name) if table.columns.contains(name)));
            fields.count()
        };
        let parted = DELIMITERS.into_iter().map(|delimiter| Self::parted(text, delimiter, Some(mapping.header)));
        let most =
            parted.filter(|table| known(table) > 0).max_by_key(|table| (known(table), is_table(text, table.delimiter)));
        most.or_else(|| Self::of(text, Some(mapping.header)))
    }

    fn parted(text: &'a str, delimiter: u8, header: Option<bool>) -> Self {
        let first: Vec<String> = match rows(text, delimiter).into_records().next() {
            Some(Ok(row)) => row.iter().map(|name| as_meant(name.trim()).to_owned()).collect(),
            _ => Vec::new(),
        };
        let has_header = header.unwrap_or_else(|| !first.iter().any(|name| name.parse::<f64>().is_ok()));
        let columns = if has_header { named(first) } else { (1..=first.len()).map(numbered).collect() };
        Self { text, delimiter, has_header, columns }
    }

    /// Whether its first row was taken for the names of its columns.
    pub(super) const fn has_header(&self) -> bool {
        self.has_header
    }

    /// Reads every row as a record; each is counted by what became of it.
    pub(super) fn each(
        &self,
        job: &Job<'_>,
        draft: &mut Draft,
        mut read: impl FnMut(&mut Draft, Item<'_, '_>) -> Handled,
    ) -> Result<(), ReadError> {
        let settle = |draft: &mut Draft, at: usize, number: usize, row: &StringRecord| -> Result<(), Halt> {
            let mut notes = Vec::new();
            let path = format!("row {number}");
            if row.len() > self.columns.len() {
                let what = format!("{} fields where there are {} columns", row.len(), self.columns.len());
                let done = "the last ones were left out".to_owned();
                notes.push(Note { at, path: path.clone(), what, done, severity: Severity::Repaired });
            }
            let node = self.node(row, at);
            let handled = read(draft, Item { node, key: None, index: number - 1, path, notes: &mut notes });
            draft.notes.extend(notes);
            draft.settle(handled)
        };
        self.walk(job, usize::MAX, settle, draft)
    }

    /// The first rows as records.
    pub(super) fn first(&self, job: &Job<'_>, most: usize) -> Result<Vec<Vec<String>>, ReadError> {
        let mut all: Vec<Vec<String>> = Vec::new();
        let keep = |all: &mut Vec<Vec<String>>, _at: usize, _number: usize, row: &StringRecord| {
            all.push(row.iter().take(self.columns.len()).map(|field| as_meant(field.trim()).to_owned()).collect());
            Ok(())
        };
        self.walk(job, most, keep, &mut all)?;
        Ok(all)
    }

    fn walk<T>(
        &self,
        job: &Job<'_>,
        most: usize,
        mut each: impl FnMut(&mut T, usize, usize, &StringRecord) -> Result<(), Halt>,
        into: &mut T,
    ) -> Result<(), ReadError> {
        /// So many rows are read between two looks at the watcher.
        const STEP: usize = 4096;
        let mut rows = rows(self.text, self.delimiter);
        let mut row = StringRecord::new();
        let mut to_skip = usize::from(self.has_header);
        let mut number = 0_usize;
        while number < most {
            let at = usize::try_from(rows.position().byte()).unwrap_or(usize::MAX);
            let more = rows.read_record(&mut row);
            if !more.map_err(|error| job.error_at(at, Fault::NotATable(error.to_string().into())))? {
                break;
            }
            if to_skip > 0 {
                to_skip -= 1;
                continue;
            }
            if row.iter().all(|field| field.trim().is_empty()) {
                continue;
            }
            if number.is_multiple_of(STEP) {
                job.go_on()?;
                job.progress(UNPACKED, PARSED, at, self.text.len());
            }
            number += 1;
            // The reader stands before the line breaks that end the last row.
            let rest = self.text.get(at..).unwrap_or_default();
            let at = at + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
            each(into, at, number, &row).map_err(|_full| job.full())?;
        }
        Ok(())
    }

    /// A row as the record that it stands for.
    fn node<'r>(&'r self, row: &'r StringRecord, at: usize) -> Node<'r> {
        let fields = self.columns.iter().zip(row).filter(|(_, field)| !field.trim().is_empty());
        let members = fields.map(|(name, field)| Member {
            key: name.as_str().into(),
            at,
            value: Node { at, json: value_of(field) },
        });
        Node { at, json: Json::Map(members.collect()) }
    }
}

/// A field: a number where it is one, else a text.
pub(super) fn value_of(field: &str) -> Json<'_> {
    let field = field.trim();
    let is_number = field.starts_with(|c: char| c == '-' || c.is_ascii_digit()) && json::is_valid(field);
    if is_number { Json::Number(field) } else { Json::Text(as_meant(field).into()) }
}

fn rows(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    // Lists of ties from the collections of graphs begin with remarks.
    let comment = text.bytes().next().filter(|first| matches!(first, b'#' | b'%'));
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .comment(comment)
        .quoting(!matches!(delimiter, b'\t' | b' '))
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes())
}

/// Whether a sign parts the first rows into the same number of fields.
fn is_table(text: &str, delimiter: u8) -> bool {
    const LOOKED_AT: usize = 24;
    /// Words of a sentence are not columns.
    const MOST_WORDS: usize = 5;
    let is_sentence = |field: &str| field.ends_with([',', '.', ';', ':', '?', '!']);
    let mut lens = Vec::new();
    for row in rows(text, delimiter).into_records().take(LOOKED_AT) {
        let Ok(row) = row else {
            return false;
        };
        if delimiter == b' ' && row.iter().any(is_sentence) {
            return false;
        }
        if !row.iter().all(|field| field.trim().is_empty()) {
            lens.push(row.len());
        }
    }
    let Some(&first) = lens.first() else {
        return false;
    };
    let same = lens.iter().filter(|&&len| len == first).count();
    let few = delimiter != b' ' || (first <= MOST_WORDS && same == lens.len());
    first > 1 && lens.len() > 1 && same * 10 >= lens.len() * 8 && few
}

fn numbered(number: usize) -> String {
    format!("column {number}")
}

/// Names without gaps, each once.
fn named(names: Vec<String>) -> Vec<String> {
    let mut columns: Vec<String> = Vec::with_capacity(names.len());
    for (at, name) in names.into_iter().enumerate() {
        let name = if name.is_empty() { numbered(at + 1) } else { name };
        let mut free = name.clone();
        let mut number = 2;
        while columns.contains(&free) {
            free = format!("{name} ({number})");
            number += 1;
        }
        columns.push(free);
    }
    columns
}
