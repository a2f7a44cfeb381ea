//! LightRAG: relationships between names, with the chunks of text that they came from.

use crate::facts::{Article, EntityId, Evidence, NewFact};
use crate::read::common::{self, PLAIN_TIE};
use crate::read::draft::{Draft, Handled};
use crate::read::fields::Record;
use crate::read::json::Node;
use crate::read::walk::{self, Document, Form};
use crate::read::{Job, ReadError};

/// What parts several sources in one field.
const SEPARATOR: &str = "<SEP>";

/// Reads all relationships of a file.
pub(in crate::read) fn read(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    if Form::of(job)? != Form::Object {
        return walk::records(job, draft, |draft, item| relationship(draft, &mut item.record()?));
    }
    for document in Document::all(job, draft)? {
        if document.keys().any(|key| key == "src_id") {
            return walk::records(job, draft, |draft, item| relationship(draft, &mut item.record()?));
        }
        let chunks = document.list(job, draft, "chunks");
        chunks.each(job, draft, |draft, item| chunk(draft, &mut item.record()?))?;
        let entities = document.list(job, draft, "entities");
        entities.each(job, draft, |draft, item| entity(draft, &mut item.record()?))?;
        // The store of relationships that it searches.
        let stored = document.list(job, draft, "data");
        stored.each(job, draft, |draft, item| relationship(draft, &mut item.record()?))?;
        let relationships = document.list(job, draft, "relationships");
        relationships.each(job, draft, |draft, item| relationship(draft, &mut item.record()?))?;
        let more = document.more(job, &["chunks", "entities", "relationships", "data", "matrix", "embedding_dim"]);
        draft.builder().about(None, None, None, more);
    }
    Ok(())
}

fn chunk(draft: &mut Draft, record: &mut Record<'_, '_>) -> Handled {
    let Some(key) = record.word(&["source_id", "chunk_id", "id"]) else {
        return common::missing(record, &["source_id"]);
    };
    let text = record.boxed_word(&["content", "text"]);
    let title = record.boxed_word(&["file_path", "full_doc_id"]);
    let new = Article { title, text, more: record.more(), ..Article::default() };
    draft.article(&key, new).map(|(_, fate)| fate)
}

fn entity(draft: &mut Draft, record: &mut Record<'_, '_>) -> Handled {
    common::named(draft, record, &["entity_name", "entity_id", "name"], &["entity_type", "type"]).map(|(_, fate)| fate)
}

fn relationship(draft: &mut Draft, record: &mut Record<'_, '_>) -> Handled {
    let mut end = |name: &str| match record.word(&[name]) {
        Some(word) => draft.named(&word, None).map(|(id, _)| id),
        None => common::missing(record, &[name]),
    };
    let ends = (end("src_id")?, Some(end("tgt_id")?));
    tie(draft, record, ends, true)
}

/// What a relationship says beside its ends.
pub(super) fn tie(
    draft: &mut Draft,
    record: &mut Record<'_, '_>,
    ends: (EntityId, Option<EntityId>),
    directed: bool,
) -> Handled {
    record.take("vector");
    let stored = record.peek("content").and_then(Node::as_text).and_then(stored_keywords).map(std::borrow::Cow::Owned);
    let keywords = record.word(&["keywords"]).or(stored);
    let wording = match keywords {
        Some(words) => words.replace(SEPARATOR, ", "),
        None => record.word(&["description"]).map_or_else(|| PLAIN_TIE.to_owned(), |text| in_a_row(&text)),
    };
    let mut evidence = Vec::new();
    if let Some(sources) = record.word(&["source_id"]) {
        for source in sources.split(SEPARATOR).map(str::trim).filter(|source| !source.is_empty()) {
            evidence.push(Evidence { article: Some(draft.cited(source)?), ..Evidence::default() });
        }
    }
    let fact = NewFact {
        id: record.word(&["id"]),
        time: record.time(),
        confidence: record.confidence(),
        directed,
        evidence,
        ..NewFact::of(wording)
    };
    let fact = NewFact { attributes: record.more(), ..fact };
    let path = record.path().to_owned();
    draft.fact(ends, fact, (record.at(), &path))
}

/// What stands before both ends in the text that is searched: `keywords, more<tab>source…`.
fn stored_keywords(content: &str) -> Option<String> {
    let (keywords, _) = content.split_once('\t')?;
    Some(keywords.trim().to_owned()).filter(|words| !words.is_empty())
}

/// Descriptions that were joined, one after the other.
pub(super) fn in_a_row(text: &str) -> String {
    text.replace(SEPARATOR, "; ")
}
