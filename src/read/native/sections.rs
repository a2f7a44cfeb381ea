//! The top level of a file: its sections cut into records, each known by the bytes it spans.

use std::borrow::Cow;

use crate::facts::Severity;
use crate::read::json::{self, Scanner, Span, Stop};
use crate::read::notes::{Note, Notes};
use crate::read::{CUT, Fault, Job, ReadError, UNPACKED};

/// A file cut into its parts; nothing in them has been read yet.
#[derive(Default)]
pub(super) struct Sections<'a> {
    pub(super) articles: Vec<Span>,
    pub(super) entities: Vec<Span>,
    pub(super) facts: Vec<Span>,
    /// All other fields.
    pub(super) rest: Vec<TopField<'a>>,
}

/// A field of the top level.
pub(super) struct TopField<'a> {
    pub(super) key: Cow<'a, str>,
    pub(super) at: usize,
    pub(super) value: Span,
}

const SECTIONS: [&str; 3] = ["articles", "entities", "facts"];

/// Cuts a file into its parts, whatever their order.
pub(super) fn split<'a>(job: &Job<'a>, notes: &mut Notes) -> Result<Sections<'a>, ReadError> {
    let mut splitter = Splitter { job, scanner: Scanner::new(job.text), records: 0 };
    let mut sections = Sections::default();
    let mut seen = [false; SECTIONS.len()];
    let scanner = |splitter: &mut Splitter<'_, 'a>, is_first| splitter.scanner.next_item(is_first, b'}');
    splitter.scanner.open(b'{').map_err(|stop| job.stopped(stop))?;
    let mut is_first = true;
    while scanner(&mut splitter, is_first).map_err(|stop| job.stopped(stop))? {
        is_first = false;
        let key_span = splitter.scanner.key().map_err(|stop| job.stopped(stop))?;
        if !json::is_valid(key_span.of(job.text)) {
            return Err(job.not_json());
        }
        let key = json::key_text(key_span.of(job.text));
        let Some(which) = SECTIONS.into_iter().position(|section| section == key) else {
            let value = splitter.scanner.value().map_err(|stop| job.stopped(stop))?;
            sections.rest.push(TopField { key, at: key_span.start, value });
            continue;
        };
        let section = SECTIONS[which];
        if std::mem::replace(&mut seen[which], true) {
            notes.push(repeated(section, key_span.start));
        }
        let items = splitter.section(section, notes)?;
        match section {
            "articles" => sections.articles = items,
            "entities" => sections.entities = items,
            _ => sections.facts = items,
        }
    }
    if !splitter.scanner.is_at_end() || sections.rest.iter().any(|field| !json::is_valid(field.value.of(job.text))) {
        return Err(job.not_json());
    }
    Ok(sections)
}

/// Tells that a section stands twice; of other fields their reader tells it.
fn repeated(section: &str, at: usize) -> Note {
    Note {
        at,
        path: section.to_owned(),
        what: "the field stands more than once".to_owned(),
        done: "the last one counts".into(),
        severity: Severity::Note,
    }
}

struct Splitter<'j, 'a> {
    job: &'j Job<'a>,
    scanner: Scanner<'a>,
    records: usize,
}

impl Splitter<'_, '_> {
    /// The items of a section; a section that is no list is left out.
    fn section(&mut self, name: &str, notes: &mut Notes) -> Result<Vec<Span>, ReadError> {
        /// So many records are cut between two looks at the watcher.
        const STEP: usize = 4096;
        let job = self.job;
        let stopped = |stop: Stop| job.stopped(stop);
        if self.scanner.peek() != Some(b'[') {
            let value = self.scanner.value().map_err(stopped)?;
            let piece = value.of(job.text);
            if !json::is_valid(piece) {
                return Err(job.not_json());
            }
            let sort = json::tree(piece, 0, 0).map_or("something else", |node| node.sort());
            if sort != "null" {
                notes.push(Note {
                    at: value.start,
                    path: name.to_owned(),
                    what: format!("{sort} where a list belongs"),
                    done: "the section was left out".into(),
                    severity: Severity::Skipped,
                });
            }
            return Ok(Vec::new());
        }
        let mut items = Vec::new();
        self.scanner.open(b'[').map_err(stopped)?;
        while self.scanner.next_item(items.is_empty(), b']').map_err(stopped)? {
            items.push(self.scanner.value().map_err(stopped)?);
            self.records += 1;
            if self.records > job.limits.records {
                return Err(job.error(Fault::TooManyRecords(job.limits.records)));
            }
            if self.records.is_multiple_of(STEP) {
                job.go_on()?;
                job.progress(UNPACKED, CUT, self.scanner.at(), job.text.len());
            }
        }
        Ok(items)
    }
}
