//! The rows of an edge list, one fact each.

use csv::StringRecord;

use crate::facts::{Date, Evidence, Fields, NewFact, Severity, Span, Status, Value, as_meant};
use crate::read::common::PLAIN_TIE;
use crate::read::draft::{Draft, Halt, Handled};
use crate::read::json;
use crate::read::notes::{Note, quoted};
use crate::read::{Fault, Job, PARSED, ReadError, UNPACKED};

use super::{Column, columns, header, rows_of};

/// Reads all rows.
pub(super) fn read(job: &Job<'_>, delimiter: u8) -> Result<Draft, ReadError> {
    /// So many rows are read between two looks at the watcher.
    const STEP: usize = 4096;
    let header = header(job.text, delimiter);
    let mut table = Table { has_tabs: delimiter == b'\t', columns: columns(&header), header, draft: Draft::new(job) };
    let mut rows = rows_of(job.text, delimiter);
    let mut record = StringRecord::new();
    let mut number = 0_usize;
    let mut last = 0;
    loop {
        let at = usize::try_from(rows.position().byte()).unwrap_or(usize::MAX);
        let more = rows.read_record(&mut record);
        if !more.map_err(|error| job.error_at(at, Fault::NotATable(error.to_string().into())))? {
            break;
        }
        if number.is_multiple_of(STEP) {
            job.go_on()?;
            job.progress(UNPACKED, PARSED, at, job.text.len());
        }
        if number > job.limits.records {
            return Err(job.error(Fault::TooManyRecords(job.limits.records)));
        }
        if number > 0 {
            // The reader stands before the line breaks that end the last row.
            let rest = job.text.get(at..).unwrap_or_default();
            let at = at + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
            let row = Row { record: &record, at, number };
            if !record.iter().all(|field| field.trim().is_empty()) {
                let handled = table.row(&row);
                table.draft.settle(handled).map_err(|_full| job.full())?;
            }
        }
        last = at;
        number += 1;
    }
    if delimiter != b'\t' && !job.text.bytes().filter(|&byte| byte == b'"').count().is_multiple_of(2) {
        table.draft.notes.push(Note {
            at: last,
            path: format!("row {}", number.saturating_sub(1)),
            what: "a quotation mark is opened and never closed".into(),
            done: "what follows it was read as one field".into(),
            severity: Severity::Repaired,
        });
    }
    Ok(table.draft)
}

struct Table {
    has_tabs: bool,
    header: Vec<String>,
    columns: Vec<Column>,
    draft: Draft,
}

/// A row of the table.
struct Row<'r> {
    record: &'r StringRecord,
    at: usize,
    /// From 1, without the header.
    number: usize,
}

impl Table {
    /// The text of a column, where it is there and says something.
    fn text<'r>(&self, row: &Row<'r>, column: Column) -> Option<&'r str> {
        let at = self.columns.iter().position(|&one| one == column)?;
        let text = row.record.get(at)?.trim();
        (!text.is_empty()).then(|| as_meant(self.unquoted(text)))
    }

    fn note(&mut self, row: &Row<'_>, column: Column, what: String, done: &str, severity: Severity) {
        let at = self.columns.iter().position(|&one| one == column);
        let name = at.and_then(|at| self.header.get(at)).map_or(String::new(), |name| format!(", {name}"));
        self.draft.notes.push(Note {
            at: row.at,
            path: format!("row {}{name}", row.number),
            what,
            done: done.to_owned(),
            severity,
        });
    }

    fn row(&mut self, row: &Row<'_>) -> Handled {
        if row.record.len() > self.header.len() {
            let what = format!("{} fields where the header has {}", row.record.len(), self.header.len());
            self.note(row, Column::Other, what, "the last ones were left out", Severity::Repaired);
        }
        let value = self.text(row, Column::Value);
        let object = self.text(row, Column::Target);
        let Some(subject) = self.text(row, Column::Source) else {
            return self.skip(row, Column::Source);
        };
        if object.is_none() && value.is_none() {
            return self.skip(row, Column::Target);
        }
        let (subject, _) = self.draft.named(subject, self.text(row, Column::SourceKind))?;
        let object = match object {
            Some(object) => Some(self.draft.named(object, self.text(row, Column::TargetKind))?.0),
            None => None,
        };
        let (relation, directed) = self.relation(row);
        let fact = NewFact {
            number: row.number,
            id: self.text(row, Column::Id).map(Into::into),
            value: value.map(Into::into),
            time: Span {
                when: self.date(row, Column::When),
                from: self.date(row, Column::From),
                until: self.date(row, Column::Until),
            },
            status: self.status(row),
            confidence: self.confidence(row),
            directed: self.flag(row).unwrap_or(directed),
            attributes: self.attributes(row),
            evidence: self.evidence(row)?,
            ..NewFact::of(relation)
        };
        self.draft.fact((subject, object), fact, (row.at, &format!("row {}", row.number)))
    }

    fn skip(&mut self, row: &Row<'_>, column: Column) -> Handled {
        self.note(row, column, "it is empty".into(), "the row was skipped", Severity::Skipped);
        Err(Halt::Skip)
    }

    /// The wording of a tie and whether it reads only one way; Gephi writes only the latter, as a type.
    fn relation<'r>(&self, row: &Row<'r>) -> (&'r str, bool) {
        match self.text(row, Column::Relation) {
            Some(word) if word.eq_ignore_ascii_case("undirected") => (PLAIN_TIE, false),
            Some(word) if word.eq_ignore_ascii_case("directed") => (PLAIN_TIE, true),
            Some(wording) => (wording, true),
            None => (PLAIN_TIE, true),
        }
    }

    fn evidence(&mut self, row: &Row<'_>) -> Result<Vec<Evidence>, Halt> {
        let excerpt = self.text(row, Column::Excerpt);
        let article = match self.text(row, Column::Article) {
            Some(key) => Some(self.draft.cited(key)?),
            None => None,
        };
        Ok(Draft::evidence(article, excerpt.map(Into::into)))
    }

    fn date(&mut self, row: &Row<'_>, column: Column) -> Option<Date> {
        let text = self.text(row, column)?;
        match Date::parse(text) {
            Ok(date) => Some(date),
            Err(error) => {
                let what = format!("{} is {error}", quoted(text));
                self.note(row, column, what, "left out", Severity::Repaired);
                None
            }
        }
    }

    fn status(&mut self, row: &Row<'_>) -> Status {
        let Some(word) = self.text(row, Column::Status) else {
            return Status::Reported;
        };
        Status::from_word(&word.to_lowercase()).unwrap_or_else(|| {
            let what = format!("{} is no status that is known", quoted(word));
            self.note(row, Column::Status, what, "taken as `reported`", Severity::Repaired);
            Status::Reported
        })
    }

    fn confidence(&mut self, row: &Row<'_>) -> Option<f32> {
        let text = self.text(row, Column::Confidence)?;
        let confidence = text.parse::<f32>().ok().filter(|confidence| (0.0..=1.0).contains(confidence));
        if confidence.is_none() {
            let what = format!("{} is not between 0 and 1", quoted(text));
            let done = "left out: the confidence is unknown";
            self.note(row, Column::Confidence, what, done, Severity::Repaired);
        }
        confidence
    }

    fn flag(&mut self, row: &Row<'_>) -> Option<bool> {
        let text = self.text(row, Column::Directed)?;
        match text.to_lowercase().as_str() {
            "true" | "yes" | "1" | "directed" => Some(true),
            "false" | "no" | "0" | "undirected" => Some(false),
            _ => {
                let what = format!("{} where true or false belongs", quoted(text));
                self.note(row, Column::Directed, what, "left out", Severity::Repaired);
                None
            }
        }
    }

    /// The weight, and every column of another name.
    fn attributes(&self, row: &Row<'_>) -> Fields {
        let mut fields = Fields::new();
        for (at, (column, name)) in self.columns.iter().zip(&self.header).enumerate() {
            let text = row.record.get(at).unwrap_or_default().trim();
            if !matches!(column, Column::Weight | Column::Other) || text.is_empty() {
                continue;
            }
            let is_number = text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) && json::is_valid(text);
            let value =
                if is_number { Value::Number(text.into()) } else { Value::Text(as_meant(self.unquoted(text)).into()) };
            let name = if name.is_empty() { format!("column {}", at + 1).into() } else { name.as_str().into() };
            fields.push((name, value));
        }
        fields.shrink_to_fit();
        fields
    }

    /// Where tabs part the fields, quotation marks around a whole field are not part of it.
    fn unquoted<'t>(&self, text: &'t str) -> &'t str {
        let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        inner.filter(|inner| self.has_tabs && !inner.contains('"')).unwrap_or(text)
    }
}
