//! REBEL data: texts with their triples, each end with the words that name it.

use std::ops::Range;

use crate::facts::{Article, ArticleId, EntityId, Evidence, NewEntity, NewFact};
use crate::read::common;
use crate::read::draft::{Draft, Halt, Handled};
use crate::read::fields::Record;
use crate::read::json::Node;
use crate::read::walk;
use crate::read::{Job, ReadError};

/// Reads all texts of a file.
pub(in crate::read) fn read(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    walk::records(job, draft, |draft, item| text(draft, &mut item.record()?))
}

fn text(draft: &mut Draft, record: &mut Record<'_, '_>) -> Handled {
    let prefix = if record.path().is_empty() { String::new() } else { format!("{}.", record.path()) };
    let key = record.word(&["docid"]).unwrap_or_default();
    let new = Article {
        title: record.boxed_word(&["title"]),
        url: record.boxed_word(&["uri"]),
        text: record.boxed("text"),
        ..Article::default()
    };
    let triples = record.list("triples");
    let entities = record.list("entities");
    let (article, fate) = draft.article(&key, Article { more: record.more(), ..new })?;
    walk::within(draft, entities, &format!("{prefix}entities"), record.notes(), |draft, item| {
        entity(draft, &mut item.record()?).map(|(_, fate)| fate)
    })?;
    walk::within(draft, triples, &format!("{prefix}triples"), record.notes(), |draft, item| {
        triple(draft, &mut item.record()?, article)
    })?;
    Ok(fate)
}

fn entity(draft: &mut Draft, record: &mut Record<'_, '_>) -> Result<(EntityId, crate::read::draft::Fate), Halt> {
    let Some(name) = record.word(&["surfaceform"]) else {
        return common::missing(record, &["surfaceform"]);
    };
    let found = draft.named(&name, record.word(&["type"]).as_deref())?;
    let uri = record.boxed_word(&["uri"]);
    let is_link = uri.as_deref().is_some_and(|uri| uri.starts_with("http"));
    let mut new = NewEntity::default();
    match uri {
        Some(uri) if is_link => new.links.push(uri),
        Some(uri) => new.attributes.push(("uri".into(), crate::facts::Value::Text(uri))),
        None => {}
    }
    draft.add_to_entity(found.0, new);
    Ok(found)
}

fn triple(draft: &mut Draft, record: &mut Record<'_, '_>, article: ArticleId) -> Handled {
    let mut places = Vec::new();
    let mut end = |draft: &mut Draft, name: &str| {
        let Some(node) = record.take(name) else {
            return common::missing(record, &[name]);
        };
        places.extend(node.get("boundaries").and_then(boundaries));
        let path = format!("{}.{name}", record.path());
        let mut inner = Record::open(node, path, record.notes())?;
        entity(draft, &mut inner).map(|(id, _)| id)
    };
    let ends = (end(draft, "subject")?, Some(end(draft, "object")?));
    let Some(predicate) = record.take("predicate") else {
        return common::missing(record, &["predicate"]);
    };
    let path = format!("{}.predicate", record.path());
    let mut predicate = Record::open(predicate, path, record.notes())?;
    let Some(relation) = predicate.word(&["surfaceform", "uri"]) else {
        return common::missing(&mut predicate, &["surfaceform"]);
    };
    let property = predicate.boxed_word(&["uri"]);
    let text = draft.base().articles.get(article.index()).and_then(|article| article.text.as_deref());
    let sentence = text.and_then(|text| sentence(text, &places));
    let (excerpt, claimed) = sentence.map_or((None, None), |(words, range)| (Some(words), Some(range)));
    let evidence = vec![Evidence { article: Some(article), excerpt, claimed, ..Evidence::default() }];
    let mut fact = NewFact { confidence: record.confidence(), evidence, ..NewFact::of(relation) };
    fact.attributes.extend(property.map(|uri| ("property".into(), crate::facts::Value::Text(uri))));
    fact.more = record.more();
    let path = record.path().to_owned();
    draft.fact(ends, fact, (record.at(), &path))
}

/// Where an end stands in the text, in characters.
fn boundaries(node: &Node<'_>) -> Option<Range<usize>> {
    let [start, end] = node.items() else {
        return None;
    };
    Some(start.as_index()?..end.as_index()?)
}

/// The sentence or sentences in which the ends stand, with their place in characters.
fn sentence(text: &str, places: &[Range<usize>]) -> Option<(Box<str>, Range<u32>)> {
    let first = places.iter().map(|place| place.start).min()?;
    let last = places.iter().map(|place| place.end).max()?;
    let chars: Vec<char> = text.chars().collect();
    if first >= last || last > chars.len() {
        return None;
    }
    let is_end = |at: usize| {
        chars[at] == '\n' || matches!(chars[at], '.' | '!' | '?') && chars.get(at + 1).is_none_or(|c| c.is_whitespace())
    };
    let mut start = (0..first).rev().find(|&at| is_end(at)).map_or(0, |at| at + 1);
    while start < first && chars[start].is_whitespace() {
        start += 1;
    }
    let end = (last.saturating_sub(1)..chars.len()).find(|&at| is_end(at)).map_or(chars.len(), |at| at + 1);
    let words: String = chars[start..end].iter().collect();
    let trimmed = words.trim_end();
    let end = start + trimmed.chars().count();
    Some((trimmed.into(), u32::try_from(start).ok()?..u32::try_from(end).ok()?))
}
