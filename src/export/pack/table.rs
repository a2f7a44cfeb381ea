//! The pack as a table: a row for each evidence, and one for a fact that has none.

use super::safe::cell;
use super::{Entry, Pack, PackError, check_words};
use crate::facts::{Date, Evidence, Span};

const HEADINGS: [&str; 17] = [
    "number",
    "id",
    "statement",
    "subject",
    "relation",
    "object",
    "value",
    "when",
    "status",
    "confidence",
    "excerpt",
    "check",
    "article",
    "publisher",
    "published",
    "link",
    "verdict",
];

/// Those that stand after the verdict.
const LAST: [&str; 6] = ["decided by", "decided at", "note", "in the file", "contradictions", "authors"];

pub(super) fn text(pack: &Pack<'_>) -> Result<String, PackError> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(HEADINGS.iter().chain(&LAST))?;
    for entry in pack.entries() {
        if entry.fact.evidence.is_empty() {
            table.write_record(row(pack, &entry, None))?;
        }
        for evidence in &entry.fact.evidence {
            table.write_record(row(pack, &entry, Some(evidence)))?;
        }
    }
    let bytes = table.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    // Nothing but text was put in.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn row(pack: &Pack<'_>, entry: &Entry<'_>, evidence: Option<&Evidence>) -> Vec<String> {
    let base = pack.base;
    let fact = entry.fact;
    let article = evidence.and_then(|evidence| base.articles.get(evidence.article?.index()));
    let check =
        evidence.filter(|evidence| evidence.excerpt.is_some()).map_or("", |evidence| check_words(&evidence.check));
    let optional = |text: Option<&str>| cell(text.unwrap_or_default());
    vec![
        entry.number.to_string(),
        cell(&fact.id),
        cell(&entry.statement(base)),
        cell(&base.entity(fact.subject).name),
        cell(base.relation(fact.relation)),
        optional(fact.object.map(|object| &*base.entity(object).name)),
        optional(fact.value.as_deref()),
        interval(&fact.time),
        fact.status.word().to_owned(),
        fact.confidence.map_or_else(String::new, |confidence| confidence.to_string()),
        optional(evidence.and_then(|evidence| evidence.excerpt.as_deref())),
        check.to_owned(),
        optional(article.map(|article| article.label())),
        optional(article.and_then(|article| article.publisher.as_deref())),
        article.and_then(|article| article.published).map_or_else(String::new, Date::iso),
        optional(article.and_then(|article| article.url.as_deref())),
        entry.verdict().to_owned(),
        optional(entry.review.and_then(|review| review.stamp.by.as_deref())),
        optional(entry.review.and_then(|review| review.stamp.at.as_deref())),
        optional(entry.note()),
        optional(entry.original(base).as_deref()),
        cell(&pack.against(entry).join(" ")),
        cell(&article.map_or_else(String::new, |article| article.authors.join("; "))),
    ]
}

/// A date, or an interval as ISO 8601-2 writes it: `2017-01`, `2014/2016`, `2014/..`, `../2016`.
fn interval(time: &Span) -> String {
    let iso = |date: Option<Date>| date.map_or_else(|| "..".to_owned(), Date::iso);
    match (time.when, time.from, time.until) {
        (Some(when), ..) => when.iso(),
        (None, None, None) => String::new(),
        (None, from, until) => format!("{}/{}", iso(from), iso(until)),
    }
}
