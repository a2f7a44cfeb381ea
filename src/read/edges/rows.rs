//! The rows of an edge list, one fact each.

use std::collections::HashMap;

use csv::StringRecord;

use crate::facts::{
    Article, ArticleId, Builder, Date, Evidence, FactBase, Fields, NewEntity, NewFact, Refused, Severity, Span, Status,
    Value, canonical_kind,
};
use crate::read::json;
use crate::read::notes::{Note, Notes, quoted};
use crate::read::{Fault, Job, PARSED, ReadError, UNPACKED};

use super::{Column, columns, header, rows_of};

/// The wording of a tie whose row gives none.
const PLAIN_TIE: &str = "is tied to";

/// Reads all rows.
pub(super) fn read(job: &Job<'_>, delimiter: u8) -> Result<(FactBase, Notes), ReadError> {
    /// So many rows are read between two looks at the watcher.
    const STEP: usize = 4096;
    let header = header(job.text, delimiter);
    let mut table = Table {
        has_tabs: delimiter == b'\t',
        columns: columns(&header),
        header,
        builder: Builder::new(),
        notes: Notes::default(),
        ids: HashMap::new(),
    };
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
            let full = table.row(&row).err();
            if full == Some(Refused::Full) {
                return Err(job.error(Fault::TooManyRecords(u32::MAX as usize)));
            }
        }
        last = at;
        number += 1;
    }
    if delimiter != b'\t' && !job.text.bytes().filter(|&byte| byte == b'"').count().is_multiple_of(2) {
        table.notes.push(Note {
            at: last,
            path: format!("row {}", number.saturating_sub(1)),
            what: "a quotation mark is opened and never closed".into(),
            done: "what follows it was read as one field".into(),
            severity: Severity::Repaired,
        });
    }
    Ok((table.builder.finish(), table.notes))
}

struct Table {
    has_tabs: bool,
    header: Vec<String>,
    columns: Vec<Column>,
    builder: Builder,
    notes: Notes,
    /// The ids of names within their kinds, where the table has kinds.
    ids: HashMap<(Box<str>, Box<str>), Box<str>>,
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
        (!text.is_empty()).then(|| self.unquoted(text))
    }

    fn note(&mut self, row: &Row<'_>, column: Column, what: String, done: &str, severity: Severity) {
        let at = self.columns.iter().position(|&one| one == column);
        let name = at.and_then(|at| self.header.get(at)).map_or(String::new(), |name| format!(", {name}"));
        self.notes.push(Note {
            at: row.at,
            path: format!("row {}{name}", row.number),
            what,
            done: done.to_owned(),
            severity,
        });
    }

    fn row(&mut self, row: &Row<'_>) -> Result<(), Refused> {
        if row.record.iter().all(|field| field.trim().is_empty()) {
            return Ok(());
        }
        if row.record.len() > self.header.len() {
            let what = format!("{} fields where the header has {}", row.record.len(), self.header.len());
            self.note(row, Column::Other, what, "the last ones were left out", Severity::Repaired);
        }
        let value = self.text(row, Column::Value);
        let object = self.text(row, Column::Target);
        let Some(subject) = self.text(row, Column::Source) else {
            self.skip(row, Column::Source);
            return Ok(());
        };
        if object.is_none() && value.is_none() {
            self.skip(row, Column::Target);
            return Ok(());
        }
        let subject = self.end(subject, self.text(row, Column::SourceKind))?;
        let object = match object {
            Some(object) => Some(self.end(object, self.text(row, Column::TargetKind))?),
            None => None,
        };
        let (relation, directed) = self.relation(row);
        let fact = NewFact {
            number: row.number,
            id: self.text(row, Column::Id).map(Into::into),
            subject: subject.into(),
            relation: relation.into(),
            object: object.map(Into::into),
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
            more: Fields::new(),
            evidence: self.evidence(row)?,
        };
        let id = fact.id.as_deref().unwrap_or_default().to_owned();
        match self.builder.add_fact(fact) {
            Ok(_) => Ok(()),
            Err(Refused::Full) => Err(Refused::Full),
            Err(refused) => {
                let what = format!("{}: {refused}", quoted(&id));
                self.note(row, Column::Id, what, "the row was skipped", Severity::Skipped);
                Ok(())
            }
        }
    }

    fn skip(&mut self, row: &Row<'_>, column: Column) {
        self.note(row, column, "it is empty".into(), "the row was skipped", Severity::Skipped);
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

    /// The id of a name within its kind; an entity is made where there is none.
    fn end(&mut self, name: &str, kind: Option<&str>) -> Result<String, Refused> {
        let Some(kind) = kind.map(canonical_kind) else {
            self.entity(name, name, None)?;
            return Ok(name.into());
        };
        let key = (name.into(), kind.into());
        if let Some(id) = self.ids.get(&key) {
            return Ok(id.to_string());
        }
        let mut id = name.to_owned();
        while self.builder.entity_by_key(&id).is_some() {
            id = format!("{id} ({kind})");
        }
        self.entity(&id, name, Some(kind))?;
        self.ids.insert(key, id.as_str().into());
        Ok(id)
    }

    fn entity(&mut self, id: &str, name: &str, kind: Option<&str>) -> Result<(), Refused> {
        let new =
            NewEntity { id: id.into(), name: Some(name.into()), kind: kind.map(Into::into), ..NewEntity::default() };
        match self.builder.add_entity(new) {
            Err(Refused::Full) => Err(Refused::Full),
            _ => Ok(()),
        }
    }

    fn evidence(&mut self, row: &Row<'_>) -> Result<Vec<Evidence>, Refused> {
        let excerpt = self.text(row, Column::Excerpt);
        let article = match self.text(row, Column::Article) {
            Some(key) => Some(self.article(key)?),
            None => None,
        };
        if excerpt.is_none() && article.is_none() {
            return Ok(Vec::new());
        }
        Ok(vec![Evidence { article, excerpt: excerpt.map(Into::into), ..Evidence::default() }])
    }

    /// The article of an address or a title.
    fn article(&mut self, key: &str) -> Result<ArticleId, Refused> {
        if let Some(known) = self.builder.article_by_key(key) {
            return Ok(known);
        }
        let is_url = ["http://", "https://"].iter().any(|scheme| key.starts_with(scheme));
        self.builder.add_article(Article { id: key.into(), url: is_url.then(|| key.into()), ..Article::default() })
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
            let value = if is_number { Value::Number(text.into()) } else { Value::Text(self.unquoted(text).into()) };
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
