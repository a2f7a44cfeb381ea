//! Graphs on their way into Neo4j: nodes with labels and relationships by the ids of their nodes, where helper nodes
//! for documents and chunks are the articles.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::facts::{Article, ArticleId, Evidence, NewFact};
use crate::read::common;
use crate::read::draft::{Draft, Fate, Halt, Handled};
use crate::read::fields::Record;
use crate::read::loose::Upwards;
use crate::read::walk::{Document, Item};
use crate::read::{Job, ReadError};

const IDS: [&str; 4] = ["element_id", "elementId", "id", "identity"];
const STARTS: [&str; 4] = ["start_node_element_id", "start_node_id", "startNodeElementId", "startNode"];
const ENDS: [&str; 4] = ["end_node_element_id", "end_node_id", "endNodeElementId", "endNode"];

/// Labels that tools put on nodes for purposes of their own.
const HELPERS: [&str; 4] = ["__Entity__", "__KGBuilder__", "Entity", "__Node__"];

/// Reads a graph.
pub(in crate::read) fn read(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    for document in Document::all(job, draft)? {
        // The answer of a service has the graph under `data`.
        let document = document.within(job, "data").unwrap_or(document);
        let mut graph = Graph::default();
        let nodes = document.list(job, draft, "nodes");
        nodes.each(job, draft, |draft, item| graph.node(draft, item))?;
        let relationships = document.list(job, draft, "relationships");
        relationships.each(job, draft, |draft, item| graph.relationship(draft, item))?;
        graph.finish(draft).map_err(|_full| job.full())?;
        let more = document.more(job, &["nodes", "relationships"]);
        draft.builder().about(None, None, None, more);
    }
    Ok(())
}

/// What is known of a graph before its facts can be told where they come from.
#[derive(Default)]
pub(super) struct Graph {
    /// Nodes that are articles.
    articles: HashMap<Box<str>, ArticleId>,
    /// The articles that an entity came from.
    sources: HashMap<Box<str>, Vec<ArticleId>>,
    /// Facts that wait for the articles of their ends.
    waiting: Vec<Waiting>,
}

struct Waiting {
    subject: Box<str>,
    object: Box<str>,
    fact: NewFact<'static>,
    at: usize,
    path: String,
}

impl Graph {
    pub(super) fn node(&mut self, draft: &mut Draft, item: Item<'_, '_>) -> Handled {
        self.node_of(draft, &mut item.record()?)
    }

    pub(super) fn node_of(&mut self, draft: &mut Draft, record: &mut Record<'_, '_>) -> Handled {
        let Some(id) = record.word(&IDS) else {
            return common::missing(record, &["id"]);
        };
        record.take("embedding_properties");
        record.take("embedding");
        let labels: Vec<String> = record.words(&["labels", "label"]).into_iter().map(Cow::into_owned).collect();
        record.splice("properties");
        if labels.iter().any(|label| matches!(&**label, "Document" | "Chunk")) {
            return self.article(draft, &id, record);
        }
        let name = record.word(&["name", "id", "title", "label"]);
        let mut new = common::entity(record, id, Upwards::No);
        new.name = name.or(new.name);
        let mut kinds = labels.into_iter().filter(|label| !HELPERS.contains(&&**label));
        new.kind = kinds.next().map(Cow::Owned).or(new.kind);
        let others: Vec<_> = kinds.map(|label| crate::facts::Value::Text(label.into())).collect();
        if !others.is_empty() {
            new.attributes.push(("labels".into(), crate::facts::Value::List(others)));
        }
        draft.entity(new).map(|(_, fate)| fate)
    }

    pub(super) fn knows_article(&self, id: &str) -> bool {
        self.articles.contains_key(id)
    }

    fn article(&mut self, draft: &mut Draft, id: &str, record: &mut Record<'_, '_>) -> Handled {
        let new = Article {
            title: record.boxed_word(&["title", "fileName", "file_name", "path", "name"]),
            url: record.boxed_word(&["url"]),
            text: record.boxed_word(&["text"]),
            ..Article::default()
        };
        let more = record.more();
        let (article, fate) = draft.article(id, Article { more, ..new })?;
        self.articles.insert(id.into(), article);
        Ok(fate)
    }

    pub(super) fn relationship(&mut self, draft: &mut Draft, item: Item<'_, '_>) -> Handled {
        let mut record = item.record()?;
        let mut end = |names: &[&str]| match record.word(names) {
            Some(id) => Ok(Box::<str>::from(id)),
            None => common::missing(&mut record, names),
        };
        let (subject, object) = (end(&STARTS)?, end(&ENDS)?);
        self.tie(draft, &mut record, subject, object)
    }

    /// A tie between entities waits; one to an article says where an entity comes from.
    pub(super) fn tie(
        &mut self,
        draft: &mut Draft,
        record: &mut Record<'_, '_>,
        subject: Box<str>,
        object: Box<str>,
    ) -> Handled {
        match (self.articles.get(&subject).copied(), self.articles.get(&object).copied()) {
            (Some(_), Some(_)) => return Ok(Fate::Merged),
            (Some(article), None) => {
                self.sources.entry(object).or_default().push(article);
                return Ok(Fate::Merged);
            }
            (None, Some(article)) => {
                self.sources.entry(subject).or_default().push(article);
                return Ok(Fate::Merged);
            }
            (None, None) => {}
        }
        let relation = record.word(&["type", "label"]).map_or(common::PLAIN_TIE.to_owned(), Cow::into_owned);
        record.take("embedding_properties");
        let id = record.word(&IDS).map(|id| Cow::Owned(id.into_owned()));
        record.splice("properties");
        let evidence = common::evidence(draft, record, None)?;
        let fact = NewFact {
            id,
            value: record.boxed_word(&["value"]),
            time: record.time(),
            status: record.status(),
            confidence: record.confidence(),
            evidence,
            ..NewFact::of(relation)
        };
        let fact = NewFact { attributes: record.more(), ..fact };
        self.waiting.push(Waiting { subject, object, fact, at: record.at(), path: record.path().to_owned() });
        Ok(Fate::Later)
    }

    /// Adds the facts; one without evidence stands on the articles that both of its ends came from.
    pub(super) fn finish(self, draft: &mut Draft) -> Result<(), Halt> {
        for Waiting { subject, object, mut fact, at, path } in self.waiting {
            if fact.evidence.is_empty()
                && let (Some(first), Some(second)) = (self.sources.get(&subject), self.sources.get(&object))
            {
                let mut shared: Vec<ArticleId> = first.iter().filter(|one| second.contains(one)).copied().collect();
                shared.sort_unstable();
                shared.dedup();
                let says_so = |article| Evidence { article: Some(article), ..Evidence::default() };
                fact.evidence = shared.into_iter().map(says_so).collect();
            }
            let ends = (draft.end(&subject, at, &path)?, Some(draft.end(&object, at, &path)?));
            let handled = draft.fact(ends, fact, (at, &path));
            draft.settle(handled)?;
        }
        Ok(())
    }
}
