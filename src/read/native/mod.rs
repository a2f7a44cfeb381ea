//! Tieline facts, the program's own format: read in parallel, with every fault told and none guessed around.
//!
//! `sections` cuts the file into records. Each record is read by its type (`schema`, `strict`); only one that is not
//! exactly as the format says is read again field by field (`lenient`).

mod about;
mod lenient;
mod places;
mod schema;
mod sections;
mod strict;

use rayon::prelude::*;
use serde::Deserialize;

use crate::facts::{Builder, FactBase, Refused, Report, Severity, Tally};

use super::fields::Skip;
use super::json::{self, Node, Span};
use super::notes::{Note, Notes, quoted};
use super::{CUT, Fault, Job, PARSED, ReadError, excerpts};

pub use schema::schema;

use lenient::Articles;
use places::Places;

/// So many records are read at once, in parallel, before they are added one by one.
const WAVE: usize = 4096;

/// Reads a file of Tieline facts.
pub(super) fn read(job: &Job<'_>) -> Result<(FactBase, Report), ReadError> {
    let mut notes = Notes::default();
    let sections = sections::split(job, &mut notes)?;
    let mut builder = Builder::new();
    builder.reserve(sections.articles.len(), sections.entities.len(), sections.facts.len());
    about::read(job, &sections.rest, &mut builder, &mut notes)?;

    let mut reader = Reader {
        job,
        builder,
        notes,
        done: 0,
        made: 0,
        empty: 0,
        all: sections.articles.len() + sections.entities.len() + sections.facts.len(),
    };
    reader.articles(&sections.articles)?;
    reader.entities(&sections.entities)?;
    let origins = reader.facts(&sections.facts)?;
    let records = sections.articles.iter().chain(&sections.entities).chain(&sections.facts);
    reader.empty = records.filter(|span| span.of(job.text) == "null").count();

    let Reader { builder, mut notes, all, made, empty, .. } = reader;
    let read = builder.base().articles.len() + builder.base().entities.len() - made + origins.len();
    let present = all - empty;
    let tally = Tally { present, read, merged: 0, skipped: present - read };
    let mut base = builder.finish();
    let findings = excerpts::check(&mut base, job)?;
    let places = Places { job, records: &sections.facts, origins: &origins };
    places.tell(&findings, &base, &mut notes);
    let mut report = notes.into_report(job, "Tieline facts");
    report.tally = tally;
    Ok((base, report))
}

/// Reads the sections one after the other, as facts refer to entities and articles.
struct Reader<'j, 'a> {
    job: &'j Job<'a>,
    builder: Builder,
    notes: Notes,
    done: usize,
    all: usize,
    /// Entities that only facts name.
    made: usize,
    /// Records that are `null`, which is none.
    empty: usize,
}

/// A record, where it can be used, and what is wrong with it.
struct Parsed<R> {
    record: Option<R>,
    notes: Vec<Note>,
}

impl<'a> Reader<'_, 'a> {
    fn articles(&mut self, spans: &[Span]) -> Result<(), ReadError> {
        for (first, wave) in waves(spans) {
            let parsed = self.parse(first, wave, |index, span| {
                let path = || format!("articles[{index}]");
                one(self.job.text, span, strict::article, |node, notes| lenient::article(node, path(), notes))
            })?;
            for (index, parsed) in (first..).zip(parsed) {
                self.notes.extend(parsed.notes);
                if let Some(article) = parsed.record {
                    let id = article.id.clone();
                    if let Err(refused) = self.builder.add_article(article) {
                        self.refused(refused, "articles", index, spans, &id)?;
                    }
                }
            }
        }
        self.done += spans.len();
        Ok(())
    }

    fn entities(&mut self, spans: &[Span]) -> Result<(), ReadError> {
        for (first, wave) in waves(spans) {
            let parsed = self.parse(first, wave, |index, span| {
                let path = || format!("entities[{index}]");
                one(self.job.text, span, strict::entity, |node, notes| lenient::entity(node, path(), notes))
            })?;
            for (index, parsed) in (first..).zip(parsed) {
                self.notes.extend(parsed.notes);
                if let Some(entity) = parsed.record {
                    let id = entity.id.clone();
                    if let Err(refused) = self.builder.add_entity(entity) {
                        self.refused(refused, "entities", index, spans, &id)?;
                    }
                }
            }
        }
        self.done += spans.len();
        Ok(())
    }

    /// Reads the facts; the answer tells for each fact taken its index in the file.
    fn facts(&mut self, spans: &[Span]) -> Result<Vec<u32>, ReadError> {
        let mut origins = Vec::with_capacity(spans.len());
        for (first, wave) in waves(spans) {
            let builder = &self.builder;
            let find = |key: &str| builder.article_by_key(key);
            let articles = Articles::of(builder, &find);
            let parsed = self.parse(first, wave, |index, span| {
                let with_ends = |fact| {
                    let ends = builder.known_ends(&fact);
                    (fact, ends)
                };
                let strict = |record| strict::fact(record, index + 1, builder).map(with_ends);
                one(self.job.text, span, strict, |node, notes| {
                    let path = format!("facts[{index}]");
                    lenient::fact(node, path, index + 1, articles, notes).map(|placed| with_ends(placed.fact))
                })
            })?;
            for (index, parsed) in (first..).zip(parsed) {
                self.notes.extend(parsed.notes);
                let Some((fact, ends)) = parsed.record else {
                    continue;
                };
                match self.builder.add_fact_between(fact, ends) {
                    Ok(added) => {
                        origins.push(u32::try_from(index).unwrap_or(u32::MAX));
                        let made = [added.new_subject, added.new_object];
                        self.made += made.iter().flatten().count();
                        if made.iter().any(Option::is_some) {
                            places::tell_new(self.job, index, spans, made, &self.builder, &mut self.notes);
                        }
                    }
                    Err(Refused::Full) => return Err(self.too_many()),
                    Err(refused) => {
                        places::tell_refused(self.job, index, spans, refused, &self.builder, &mut self.notes);
                    }
                }
            }
        }
        Ok(origins)
    }

    /// Reads some records in parallel.
    fn parse<R: Send>(
        &self,
        first: usize,
        wave: &[Span],
        parse: impl Fn(usize, Span) -> Option<Parsed<R>> + Sync,
    ) -> Result<Vec<Parsed<R>>, ReadError> {
        self.job.go_on()?;
        self.job.progress(CUT, PARSED, self.done + first, self.all);
        let records = wave.par_iter().with_min_len(64).enumerate();
        let parsed: Option<Vec<_>> = records.map(|(index, &span)| parse(first + index, span)).collect();
        parsed.ok_or_else(|| self.job.not_json())
    }

    /// Tells of an article or an entity that was not taken.
    fn refused(
        &mut self,
        refused: Refused,
        section: &str,
        index: usize,
        spans: &[Span],
        id: &str,
    ) -> Result<(), ReadError> {
        if refused == Refused::Full {
            return Err(self.too_many());
        }
        let span = spans[index];
        let node = json::tree(span.of(self.job.text), span.start, usize::MAX);
        let at = node.and_then(|node| node.get("id").map(|id| id.at));
        self.notes.push(Note {
            at: at.unwrap_or(span.start),
            path: format!("{section}[{index}].id"),
            what: format!("the id {} was given before", quoted(id)),
            done: "the record was skipped".into(),
            severity: Severity::Skipped,
        });
        Ok(())
    }

    fn too_many(&self) -> ReadError {
        self.job.error(Fault::TooManyRecords(u32::MAX as usize))
    }
}

/// Records a wave at a time, with the index of its first.
fn waves(spans: &[Span]) -> impl Iterator<Item = (usize, &[Span])> {
    spans.chunks(WAVE).enumerate().map(|(wave, spans)| (wave * WAVE, spans))
}

/// Reads one record: by its type, or else field by field. `None` where it is no JSON.
fn one<'a, T: Deserialize<'a>, R>(
    text: &'a str,
    span: Span,
    strict: impl FnOnce(T) -> Option<R>,
    lenient: impl FnOnce(Node<'a>, &mut Vec<Note>) -> Result<R, Skip>,
) -> Option<Parsed<R>> {
    let piece = span.of(text);
    let mut notes = Vec::new();
    if let Some(record) = serde_json::from_str(piece).ok().and_then(strict) {
        return Some(Parsed { record: Some(record), notes });
    }
    if !json::is_valid(piece) {
        return None;
    }
    let record = match piece {
        "null" => None,
        _ => lenient(json::tree(piece, span.start, usize::MAX)?, &mut notes).ok(),
    };
    Some(Parsed { record, notes })
}
