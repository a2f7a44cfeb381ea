//! The working folder of LightRAG: its graph, and the stores of documents and chunks of text that the graph names.

use std::collections::HashMap;

use crate::facts::{Article, NewEntity, Value};
use crate::read::common;
use crate::read::draft::{Draft, Fate, Handled};
use crate::read::fields::Record;
use crate::read::graphs::graphml;
use crate::read::loose::Upwards;
use crate::read::walk::{Item, List};
use crate::read::{Job, ReadError};

use super::lightrag::{in_a_row, tie};

/// What LightRAG writes where nobody told it a file.
const NO_FILE: &str = "unknown_source";

/// The names of documents by id.
pub(in crate::read) type Documents = HashMap<Box<str>, Box<str>>;

/// Reads the store of whole documents; they are articles only where there are no chunks of their text.
pub(in crate::read) fn documents(
    job: &Job<'_>,
    draft: &mut Draft,
    known: &mut Documents,
    has_chunks: bool,
) -> Result<(), ReadError> {
    List::values(job)?.each(job, draft, |draft, item| {
        let Some(key) = item.key.map(str::to_owned) else {
            return Err(item.skip("there is no id".to_owned()));
        };
        let mut record = item.record()?;
        let title = file(&mut record);
        if let Some(title) = &title {
            known.insert(key.as_str().into(), title.clone());
        }
        if has_chunks {
            return Ok(Fate::Merged);
        }
        let new = Article { title, text: record.boxed("content"), ..Article::default() };
        let more = record.more();
        draft.article(&key, Article { more, ..new }).map(|(_, fate)| fate)
    })
}

/// Reads the store of chunks of text, which are the articles.
pub(in crate::read) fn chunks(job: &Job<'_>, draft: &mut Draft, documents: &Documents) -> Result<(), ReadError> {
    List::values(job)?.each(job, draft, |draft, item| chunk(draft, item, documents))
}

fn chunk(draft: &mut Draft, item: Item<'_, '_>, documents: &Documents) -> Handled {
    let Some(key) = item.key.map(str::to_owned) else {
        return Err(item.skip("there is no id".to_owned()));
    };
    let mut record = item.record()?;
    let document = record.word(&["full_doc_id"]);
    let name = file(&mut record).or_else(|| documents.get(&**document.as_ref()?).cloned());
    let number = record.word(&["chunk_order_index"]).and_then(|number| number.parse::<u64>().ok());
    let title = match (name, number) {
        (Some(name), Some(number)) => Some(format!("{name}, part {}", number.saturating_add(1)).into()),
        (name, _) => name,
    };
    let new = Article { title, text: record.boxed("content"), ..Article::default() };
    let mut more = record.more();
    more.extend(document.map(|id| ("full_doc_id".into(), Value::Text(id.into()))));
    draft.article(&key, Article { more, ..new }).map(|(_, fate)| fate)
}

/// The file that a text is from, where one is named.
fn file(record: &mut Record<'_, '_>) -> Option<Box<str>> {
    record.boxed_word(&["file_path"]).filter(|name| **name != *NO_FILE)
}

/// Reads the graph, whose ties name the chunks that they came from.
pub(in crate::read) fn graph(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    graphml::read_by(job, draft, node, edge)
}

fn node(draft: &mut Draft, record: &mut Record<'_, '_>, place: Option<[f32; 2]>) -> Handled {
    let Some(id) = record.word(&["id", "entity_id"]) else {
        return common::missing(record, &["id"]);
    };
    if record.peek("entity_id").and_then(|node| node.as_text()) == Some(&*id) {
        record.take("entity_id");
    }
    let kind = record.word(&["entity_type"]);
    let description = record.word(&["description"]).map(|text| in_a_row(&text).into());
    let source = record.word(&["source_id"]);
    let new = common::entity(record, id, Upwards::Yes);
    let more = source.map(|source| ("source_id".into(), Value::Text(source.into()))).into_iter().collect();
    draft.entity(NewEntity { kind, description, place, more, ..new }).map(|(_, fate)| fate)
}

fn edge(draft: &mut Draft, record: &mut Record<'_, '_>, directed: bool) -> Handled {
    let ends = (common::end(draft, record, &["source"])?, Some(common::end(draft, record, &["target"])?));
    tie(draft, record, ends, directed)
}
