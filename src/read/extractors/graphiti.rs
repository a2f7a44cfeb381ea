//! Graphiti: facts in a sentence between entities by their uuid, each with the time from which until which it held.

use crate::facts::{Article, Evidence, NewFact, Span};
use crate::read::common;
use crate::read::draft::{Draft, Handled};
use crate::read::fields::Record;
use crate::read::loose::Upwards;
use crate::read::walk::{self, Document, Form};
use crate::read::{Job, ReadError};

const IDS: [&str; 2] = ["uuid", "id"];

/// Reads all edges of a file.
pub(in crate::read) fn read(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    if Form::of(job)? != Form::Object {
        return walk::records(job, draft, |draft, item| edge(draft, &mut item.record()?));
    }
    for document in Document::all(job, draft)? {
        if document.keys().any(|key| key == "source_node_uuid") {
            return walk::records(job, draft, |draft, item| edge(draft, &mut item.record()?));
        }
        let one = document.single(job, "episode");
        one.each(job, draft, |draft, item| episode(draft, &mut item.record()?))?;
        for section in ["episodes", "episodic_nodes"] {
            let list = document.list(job, draft, section);
            list.each(job, draft, |draft, item| episode(draft, &mut item.record()?))?;
        }
        for section in ["nodes", "entities", "entity_nodes"] {
            let list = document.list(job, draft, section);
            list.each(job, draft, |draft, item| node(draft, &mut item.record()?))?;
        }
        for section in ["edges", "entity_edges", "facts"] {
            let list = document.list(job, draft, section);
            list.each(job, draft, |draft, item| edge(draft, &mut item.record()?))?;
        }
    }
    Ok(())
}

fn episode(draft: &mut Draft, record: &mut Record<'_, '_>) -> Handled {
    let Some(key) = record.word(&IDS) else {
        return common::missing(record, &IDS);
    };
    let new = Article {
        title: record.boxed_word(&["name"]),
        published: record.loose_date(&["valid_at", "created_at"]),
        text: record.boxed_word(&["content"]),
        note: record.boxed_word(&["source_description"]),
        ..Article::default()
    };
    draft.article(&key, Article { more: record.more(), ..new }).map(|(_, fate)| fate)
}

fn node(draft: &mut Draft, record: &mut Record<'_, '_>) -> Handled {
    record.splice("attributes");
    // All entities bear the first label; the kind is another one.
    let kind = record.words(&["labels"]).into_iter().find(|label| label != "Entity");
    let Some(id) = record.word(&IDS) else {
        return common::missing(record, &IDS);
    };
    // Numbers for machines, hundreds of them.
    record.take("name_embedding");
    let mut new = common::entity(record, id, Upwards::No);
    new.kind = new.kind.or(kind);
    draft.entity(new).map(|(_, fate)| fate)
}

fn edge(draft: &mut Draft, record: &mut Record<'_, '_>) -> Handled {
    record.splice("attributes");
    record.take("fact_embedding");
    let ends =
        (common::end(draft, record, &["source_node_uuid"])?, Some(common::end(draft, record, &["target_node_uuid"])?));
    let excerpt = record.boxed_word(&["fact"]);
    let mut evidence = Vec::new();
    for episode in record.words(&["episodes"]) {
        evidence.push(Evidence { article: Some(draft.cited(&episode)?), ..Evidence::default() });
    }
    // The sentence is a summary of the program's own: it stands for the fact, not for words of an article.
    if let Some(excerpt) = excerpt {
        evidence.insert(0, Evidence { excerpt: Some(excerpt), ..Evidence::default() });
    }
    let time = Span { when: None, from: record.loose_date(&["valid_at"]), until: record.loose_date(&["invalid_at"]) };
    let fact = NewFact {
        id: record.word(&IDS),
        time,
        confidence: record.confidence(),
        evidence,
        ..NewFact::of(record.word(&["name"]).unwrap_or(std::borrow::Cow::Borrowed(common::PLAIN_TIE)))
    };
    let fact = NewFact { attributes: record.more(), ..fact };
    let path = record.path().to_owned();
    draft.fact(ends, fact, (record.at(), &path))
}
