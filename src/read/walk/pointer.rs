//! Records that stand somewhere within the documents of a text, found by a JSON pointer, and what they stand in.

use super::{Form, List, fields, skipped};
use crate::read::draft::{Draft, Halt};
use crate::read::json::{self, Span};
use crate::read::{Fault, Job, ReadError};

impl<'a> List<'a> {
    /// The records that `pointer` leads to in each document of the text; `*` stands for every item. What a pointer leads
    /// to is a list of records, or one record. A document that is no JSON is told and skipped.
    ///
    /// # Errors
    /// Where the text is no JSON, or has too many documents.
    pub(in crate::read) fn at_pointer(job: &Job<'a>, draft: &mut Draft, pointer: &str) -> Result<Vec<Self>, ReadError> {
        let root = Self::root(job)?;
        if pointer.is_empty() {
            return Ok(vec![root]);
        }
        let steps: Vec<String> =
            pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
        let mut lists = Vec::new();
        for (path, span) in root.spans() {
            if root.form == Form::Lines && !json::is_valid(span.of(job.text)) {
                let (at, fault) = json::fault_of(span.of(job.text));
                draft.notes.push(skipped(span.start + at, path, fault.to_string(), "the line was skipped"));
                let settled = draft.settle(Err(Halt::Skip));
                settled.map_err(|_full| job.error(Fault::TooManyRecords(job.limits.records)))?;
                continue;
            }
            lists.extend(Self::below(job, (path, span), &steps, &[]));
        }
        Ok(lists)
    }

    fn below(job: &Job<'a>, (path, span): (String, Span), steps: &[String], above: &[Span]) -> Vec<Self> {
        let is_list = span.of(job.text).starts_with('[');
        let Some((step, further)) = steps.split_first() else {
            let list = if is_list { Self::of(job, span, path) } else { Self::one(path, span) };
            return vec![Self { above: above.to_vec(), ..list }];
        };
        let mut within = above.to_vec();
        if !is_list {
            within.push(span);
        }
        if step == "*" {
            let inner = Self::of(job, span, path);
            if further.is_empty() {
                // Items that are records need no list for each.
                let lists = inner.spans().any(|(_, span)| span.of(job.text).starts_with('['));
                if !lists {
                    return vec![Self { above: within, ..inner }];
                }
            }
            return inner.spans().flat_map(|below| Self::below(job, below, further, &within)).collect();
        }
        let found = if is_list {
            let at: Option<usize> = step.parse().ok();
            at.and_then(|at| Self::of(job, span, path).spans().nth(at))
        } else {
            let field = fields(job, span).into_iter().rfind(|field| field.key == *step);
            let dot = if path.is_empty() { "" } else { "." };
            field.map(|field| (format!("{path}{dot}{step}"), field.value))
        };
        found.map(|below| Self::below(job, below, further, &within)).unwrap_or_default()
    }

    /// The fields of the objects above the records: `../title` of the next one, `../../title` of the one above it.
    pub(in crate::read) fn inherited(&self, job: &Job<'a>) -> Vec<(String, Span)> {
        let mut inherited = Vec::new();
        for (height, &span) in self.above.iter().rev().enumerate() {
            let up = "../".repeat(height + 1);
            for field in fields(job, span) {
                let key = field.key.replace('~', "~0").replace('/', "~1");
                inherited.push((format!("{up}{key}"), field.value));
            }
        }
        inherited
    }

    /// A single record.
    fn one(path: String, span: Span) -> Self {
        Self { path, keys: Vec::new(), spans: vec![span], form: Form::Lines, above: Vec::new() }
    }
}
