//! Faults that show only once a fact meets the others, told with the place of the field that has them.
//!
//! Such a record was read without its places, as nearly all are; it is read once more to find them.

use std::collections::HashMap;

use crate::facts::{ArticleId, Builder, End, EntityId, FactBase, Refused, Severity};
use crate::read::Job;
use crate::read::excerpts::{ExcerptFault, Finding};
use crate::read::json::{self, Span};
use crate::read::notes::{Note, Notes, quoted};

use super::lenient::{self, Articles, EvidencePlace, PlacedFact};

/// Reads a fact again for its places.
fn placed<'a>(job: &Job<'a>, index: usize, span: Span, articles: Articles<'_>) -> Option<PlacedFact<'a>> {
    let node = json::tree(span.of(job.text), span.start, usize::MAX)?;
    lenient::fact(node, format!("facts[{index}]"), index + 1, articles, &mut Vec::new()).ok()
}

/// Tells that an end of a fact was nobody known.
pub(super) fn tell_new(
    job: &Job<'_>,
    index: usize,
    spans: &[Span],
    made: [Option<EntityId>; 2],
    builder: &Builder,
    notes: &mut Notes,
) {
    if notes.is_full() {
        notes.count(made.iter().flatten().count());
        return;
    }
    let find = |key: &str| builder.article_by_key(key);
    let Some(placed) = placed(job, index, spans[index], Articles::of(builder, &find)) else {
        return;
    };
    let ends = [("subject", placed.subject_at), ("object", placed.object_at)];
    for ((end, at), made) in ends.into_iter().zip(made) {
        if let Some(made) = made {
            let name = &builder.base().entity(made).name;
            notes.push(Note {
                at,
                path: format!("facts[{index}].{end}"),
                what: format!("no entity has the id or the name {}", quoted(name)),
                done: "an entity of that name was made".into(),
                severity: Severity::Note,
            });
        }
    }
}

/// Tells why a fact was not taken.
pub(super) fn tell_refused(
    job: &Job<'_>,
    index: usize,
    spans: &[Span],
    refused: Refused,
    builder: &Builder,
    notes: &mut Notes,
) {
    let find = |key: &str| builder.article_by_key(key);
    let Some(placed) = placed(job, index, spans[index], Articles::of(builder, &find)) else {
        return;
    };
    let several = |text: &str| format!("several entities are called {}", quoted(text));
    let (field, at, what) = match refused {
        Refused::Ambiguous(End::Subject) => ("subject", placed.subject_at, several(&placed.fact.subject)),
        Refused::Ambiguous(End::Object) => {
            let object = placed.fact.object.as_deref().unwrap_or_default();
            ("object", placed.object_at, several(object))
        }
        Refused::Duplicate | Refused::Full => {
            let id = placed.fact.id.as_deref().unwrap_or_default();
            ("id", placed.id_at, format!("the id {} was given before", quoted(id)))
        }
    };
    notes.push(Note {
        at,
        path: format!("facts[{index}].{field}"),
        what,
        done: "the record was skipped".into(),
        severity: Severity::Skipped,
    });
}

/// Finds the fields of facts that were read long ago.
pub(super) struct Places<'j, 'a> {
    pub(super) job: &'j Job<'a>,
    pub(super) records: &'j [Span],
    /// For each fact of the base its index in the file.
    pub(super) origins: &'j [u32],
}

impl Places<'_, '_> {
    /// Tells what came of holding excerpts against their articles.
    pub(super) fn tell(&self, findings: &[Finding], base: &FactBase, notes: &mut Notes) {
        if findings.is_empty() {
            return;
        }
        let ids = base.articles.iter().enumerate();
        let ids: HashMap<&str, ArticleId> =
            ids.map(|(index, article)| (&*article.id, ArticleId::from_index(index))).collect();
        let find = |key: &str| ids.get(key).copied();
        let articles = Articles { find: &find, list: &base.articles };
        for finding in findings {
            if notes.is_full() {
                notes.count(1);
                continue;
            }
            let index = self.origins.get(finding.fact.index()).map_or(0, |&index| index as usize);
            let span = self.records.get(index).copied();
            let placed = span.and_then(|span| placed(self.job, index, span, articles));
            let Some(place) = placed.as_ref().and_then(|placed| placed.places.get(finding.evidence)) else {
                continue;
            };
            let (field, at, what, done, severity) = said(finding.fault, place);
            notes.push(Note { at, path: format!("{}.{field}", place.path), what, done: done.to_owned(), severity });
        }
    }
}

/// The field that has a fault, its byte, what is wrong, what was done, and what it cost.
fn said(fault: ExcerptFault, place: &EvidencePlace) -> (&'static str, usize, String, &'static str, Severity) {
    match fault {
        ExcerptFault::PastEnd(count) => (
            "start",
            place.start_at,
            format!("the offsets go past the end of the article, which has {count} characters"),
            "the excerpt was looked for in the whole text",
            Severity::Repaired,
        ),
        ExcerptFault::Elsewhere => (
            "start",
            place.start_at,
            "the excerpt does not stand at these offsets".to_owned(),
            "the place where it stands is used",
            Severity::Repaired,
        ),
        ExcerptFault::Nowhere => (
            "excerpt",
            place.excerpt_at,
            "the excerpt is not in the article's text".to_owned(),
            "kept and flagged",
            Severity::Note,
        ),
    }
}
