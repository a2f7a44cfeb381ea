//! What LlamaIndex keeps beside a graph: the store of documents, which are its chunks of text, and the index of a
//! knowledge graph, which says where its entities are named.

use crate::facts::Article;
use crate::read::common;
use crate::read::draft::{Draft, Fate, Handled};
use crate::read::fields::Record;
use crate::read::json::{self, Json, Node};
use crate::read::walk::{Document, Item};
use crate::read::{Job, ReadError};

use super::llamaindex::Chunks;

/// The field of either store that holds its records.
pub(in crate::read) const DOCUMENTS: &str = "docstore/data";
pub(in crate::read) const INDEXES: &str = "index_store/data";

/// Reads the store of documents, each of which is an article.
pub(in crate::read) fn documents(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    for store in Document::all(job, draft)? {
        store.list(job, draft, DOCUMENTS).each(job, draft, document)?;
    }
    Ok(())
}

fn document(draft: &mut Draft, item: Item<'_, '_>) -> Handled {
    let Some(key) = item.key.map(str::to_owned) else {
        return Err(item.skip("there is no id".to_owned()));
    };
    let path = format!("{}.__data__", item.path);
    let Item { node, notes, .. } = item;
    let at = node.at;
    let mut outer = Record::open(node, path.clone(), &mut *notes)?;
    let Some(data) = outer.take("__data__") else {
        return common::missing(&mut outer, &["__data__"]);
    };
    // Some versions write the record as a text.
    let written = match &data.json {
        Json::Text(text) => Some(text.clone().into_owned()),
        _ => None,
    };
    match written {
        None => article(draft, &key, &mut Record::open(data, path, notes)?),
        Some(text) => match parsed(&text, at) {
            Some(data) => article(draft, &key, &mut Record::open(data, path, notes)?),
            None => Err(Item { node: Node { at, json: Json::Null }, key: None, index: 0, path, notes }
                .skip("its text is no JSON".to_owned())),
        },
    }
}

fn parsed(text: &str, at: usize) -> Option<Node<'_>> {
    if json::is_valid(text) { json::tree(text, at, usize::MAX) } else { None }
}

fn article(draft: &mut Draft, key: &str, record: &mut Record<'_, '_>) -> Handled {
    record.take("embedding");
    // Newer versions keep the text of a document within a resource.
    if record.peek("text").is_none_or(|text| text.as_text().is_none()) {
        record.splice("text_resource");
    }
    record.splice("metadata");
    let new = Article {
        text: record.boxed("text"),
        title: record.boxed_word(&["title", "file_name", "file_path"]),
        url: record.boxed_word(&["url", "source_url"]),
        published: record.loose_date(&["published", "published_date", "date"]),
        ..Article::default()
    };
    let more = record.more();
    draft.article(key, Article { more, ..new }).map(|(_, fate)| fate)
}

/// Reads the indexes, of which that of a knowledge graph says which chunks name an entity.
pub(in crate::read) fn indexes(job: &Job<'_>, draft: &mut Draft, chunks: &mut Chunks) -> Result<(), ReadError> {
    for store in Document::all(job, draft)? {
        store.list(job, draft, INDEXES).each(job, draft, |_draft, item| {
            let at = item.node.at;
            let mut record = item.record()?;
            let Some(data) = record.take("__data__") else {
                return Ok(Fate::Merged);
            };
            match &data.json {
                Json::Text(text) => parsed(text, at).iter().for_each(|index| learn(index, chunks)),
                _ => learn(&data, chunks),
            }
            Ok(Fate::Merged)
        })?;
    }
    Ok(())
}

fn learn(index: &Node<'_>, chunks: &mut Chunks) {
    let Some(Node { json: Json::Map(names), .. }) = index.get("table") else {
        return;
    };
    for name in names {
        let ids = name.value.items().iter().filter_map(Node::as_text).map(Box::from);
        chunks.entry((*name.key).into()).or_default().extend(ids);
    }
}
