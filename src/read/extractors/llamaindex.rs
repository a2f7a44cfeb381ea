//! LlamaIndex: the property graph with its chunks of text, and the older graph of subjects with relation and object.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::facts::{Article, ArticleId, Evidence, NewFact};
use crate::read::common;
use crate::read::draft::{Draft, Fate, Handled};
use crate::read::fields::Record;
use crate::read::json::{Json, Node};
use crate::read::loose::Upwards;
use crate::read::walk::{self, Document, Item};
use crate::read::{Job, ReadError};

/// Labels that say nothing about the kind.
const PLAIN_LABELS: [&str; 3] = ["entity", "__Entity__", "__Node__"];

/// The property that names the chunk of text that a node or a relation came from.
const CHUNK: &str = "triplet_source_id";

/// Reads a property graph.
pub(in crate::read) fn read(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    for document in Document::all(job, draft)? {
        let nodes = document.list(job, draft, "nodes");
        let mut chunk_of = HashMap::new();
        nodes.each(job, draft, |draft, item| node(draft, item, &mut chunk_of))?;
        let relations = document.list(job, draft, "relations");
        let mut told = HashSet::new();
        relations.each(job, draft, |draft, item| relation(draft, item, &mut told))?;
        let triplets = document.list(job, draft, "triplets");
        triplets.each(job, draft, |draft, item| triplet(draft, item, &told, &chunk_of))?;
        let more = document.more(job, &["nodes", "relations", "triplets"]);
        draft.builder().about(None, None, None, more);
    }
    Ok(())
}

/// An entity, or a chunk of text, which is an article.
fn node(draft: &mut Draft, item: Item<'_, '_>, chunk_of: &mut HashMap<Box<str>, Box<str>>) -> Handled {
    let key = item.key.map(str::to_owned);
    let mut record = item.record()?;
    record.take("embedding");
    let label = record.word(&["label"]);
    record.splice("properties");
    let id = key.map(Cow::Owned).or_else(|| record.word(&["id", "id_", "name"]));
    let Some(id) = id else {
        return common::missing(&mut record, &["id"]);
    };
    if label.as_deref() == Some("text_chunk") {
        return chunk(draft, &id, &mut record);
    }
    if let Some(chunk) = record.boxed_word(&[CHUNK]) {
        chunk_of.insert((*id).into(), chunk);
    }
    let mut new = common::entity(&mut record, id, Upwards::No);
    let kind = label.filter(|label| !PLAIN_LABELS.contains(&&**label)).map(|label| label.into_owned().into());
    new.kind = kind.or(new.kind);
    draft.entity(new).map(|(_, fate)| fate)
}

fn chunk(draft: &mut Draft, id: &str, record: &mut Record<'_, '_>) -> Handled {
    let new = Article {
        text: record.boxed("text"),
        title: record.boxed_word(&["title", "file_name"]),
        url: record.boxed_word(&["url"]),
        ..Article::default()
    };
    let more = record.more();
    draft.article(id, Article { more, ..new }).map(|(_, fate)| fate)
}

type Told = HashSet<(Box<str>, Box<str>, Box<str>)>;

fn relation(draft: &mut Draft, item: Item<'_, '_>, told: &mut Told) -> Handled {
    let mut record = item.record()?;
    let word = |record: &Record<'_, '_>, name: &str| record.peek(name).and_then(Node::as_text).unwrap_or("").into();
    told.insert((word(&record, "source_id"), word(&record, "label"), word(&record, "target_id")));
    let ends =
        (common::end(draft, &mut record, &["source_id"])?, Some(common::end(draft, &mut record, &["target_id"])?));
    let relation = common::relation(&mut record, &["label"], true);
    record.splice("properties");
    let article = match record.word(&[CHUNK]) {
        Some(chunk) => Some(draft.cited(&chunk)?),
        None => None,
    };
    common::fact(draft, &mut record, ends, relation, article)
}

/// A triplet that is not among the relations.
fn triplet(draft: &mut Draft, item: Item<'_, '_>, told: &Told, chunk_of: &HashMap<Box<str>, Box<str>>) -> Handled {
    let words: Vec<&str> = item.node.items().iter().filter_map(Node::as_text).collect();
    let [subject, relation, object] = words[..] else {
        let what = format!("{} texts where three belong", words.len());
        return Err(item.skip(what));
    };
    if told.contains(&(subject.into(), relation.into(), object.into())) {
        return Ok(Fate::Merged);
    }
    let (at, path) = (item.node.at, &*item.path);
    let ends = (draft.end(subject, at, path)?, Some(draft.end(object, at, path)?));
    let shared = chunk_of.get(subject).filter(|chunk| chunk_of.get(object) == Some(chunk));
    let article: Option<ArticleId> = match shared {
        Some(chunk) => Some(draft.cited(chunk)?),
        None => None,
    };
    let evidence = article.map(|article| Evidence { article: Some(article), ..Evidence::default() });
    let fact = NewFact { evidence: evidence.into_iter().collect(), ..NewFact::of(relation) };
    draft.fact(ends, fact, (at, path))
}

/// Reads a knowledge graph: `{"graph_dict": {"Jack Ma": [["founded", "Alibaba"]]}}`.
pub(in crate::read) fn read_dict(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    read_dict_with(job, draft, &Chunks::new())
}

/// The chunks of text that name an entity, by its name.
pub(in crate::read) type Chunks = HashMap<Box<str>, Vec<Box<str>>>;

/// Reads a knowledge graph beside which an index tells where its entities are named.
pub(in crate::read) fn read_dict_with(job: &Job<'_>, draft: &mut Draft, chunks: &Chunks) -> Result<(), ReadError> {
    for document in Document::all(job, draft)? {
        let subjects = document.list(job, draft, "graph_dict");
        subjects.each(job, draft, |draft, item| {
            let Some(name) = item.key.map(str::to_owned).filter(|subject| !subject.trim().is_empty()) else {
                return Err(item.skip("there is no subject".to_owned()));
            };
            let (subject, fate) = draft.named(&name, None)?;
            let Json::List(pairs) = item.node.json else {
                return Ok(fate);
            };
            walk::within(draft, pairs, &item.path, item.notes, |draft, item| {
                let words: Vec<&str> = item.node.items().iter().filter_map(Node::as_text).collect();
                let [relation, other] = words[..] else {
                    let what = format!("{} texts where relation and object belong", words.len());
                    return Err(item.skip(what));
                };
                let object = draft.named(other, None)?.0;
                let mut evidence = Vec::new();
                for chunk in of_both(chunks, &name, other) {
                    evidence.push(Evidence { article: Some(draft.cited(chunk)?), ..Evidence::default() });
                }
                let fact = NewFact { evidence, ..NewFact::of(relation) };
                draft.fact((subject, Some(object)), fact, (item.node.at, &item.path))
            })?;
            Ok(fate)
        })?;
    }
    Ok(())
}

/// The chunks that name both.
fn of_both<'c>(chunks: &'c Chunks, one: &str, other: &str) -> impl Iterator<Item = &'c str> {
    let of_other: &[Box<str>] = chunks.get(other).map_or(&[], |ids| ids);
    let of_one = chunks.get(one).into_iter().flatten();
    of_one.filter(move |id| of_other.contains(id)).map(|id| &**id)
}
