//! GraphRAG: entities and relationships between their titles, with the units of text that they came from.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::facts::{Article, ArticleId, EntityId, Evidence, NewEntity, NewFact, Span, Status, Value};
use crate::read::common::{self, PLAIN_TIE};
use crate::read::draft::{Draft, Fate, Halt, Handled};
use crate::read::fields::Record;
use crate::read::json::{Json, Node};
use crate::read::walk::Document;
use crate::read::{Job, ReadError};

/// The sections of a document, in the order in which they need one another.
const SECTIONS: [(&str, Sort); 6] = [
    ("documents", Sort::Document),
    ("text_units", Sort::TextUnit),
    ("entities", Sort::Entity),
    ("relationships", Sort::Relationship),
    ("covariates", Sort::Claim),
    ("claims", Sort::Claim),
];

/// A sort of record, which is a table of its own where GraphRAG writes tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::read) enum Sort {
    Document,
    TextUnit,
    Entity,
    Relationship,
    Claim,
}

impl Sort {
    /// The name of its table.
    pub(super) const fn table(self) -> &'static str {
        match self {
            Self::Document => "documents",
            Self::TextUnit => "text_units",
            Self::Entity => "entities",
            Self::Relationship => "relationships",
            Self::Claim => "covariates",
        }
    }
}

/// Reads a document that holds all tables.
pub(in crate::read) fn read(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    for document in Document::all(job, draft)? {
        let mut index = Index::default();
        for (section, sort) in SECTIONS {
            let list = document.list(job, draft, section);
            list.each(job, draft, |draft, item| index.record(draft, &mut item.record()?, sort))?;
        }
        let known: Vec<&str> = SECTIONS.iter().map(|(section, _)| *section).collect();
        draft.builder().about(None, None, None, document.more(job, &known));
    }
    Ok(())
}

/// What the tables know of one another.
#[derive(Default)]
pub(in crate::read) struct Index {
    /// The titles of documents by id.
    documents: HashMap<Box<str>, Box<str>>,
    entities: HashMap<Box<str>, EntityId>,
}

impl Index {
    /// Reads one record of a sort.
    pub(in crate::read) fn record(&mut self, draft: &mut Draft, record: &mut Record<'_, '_>, sort: Sort) -> Handled {
        match sort {
            Sort::Document => self.document(draft, record),
            Sort::TextUnit => self.text_unit(draft, record),
            Sort::Entity => self.entity(draft, record),
            Sort::Relationship => self.relationship(draft, record),
            Sort::Claim => self.claim(draft, record),
        }
    }

    /// A document is an article only where there are no units of its text.
    fn document(&mut self, draft: &mut Draft, record: &mut Record<'_, '_>) -> Handled {
        let Some(id) = record.word(&["id"]) else {
            return common::missing(record, &["id"]);
        };
        let title = record.boxed_word(&["title"]);
        if let Some(title) = &title {
            self.documents.insert((*id).into(), title.clone());
        }
        if !list_of(record, "text_unit_ids").is_empty() {
            return Ok(Fate::Merged);
        }
        let new = Article { title, text: record.boxed("text"), ..Article::default() };
        let more = record.more();
        draft.article(&id, Article { more, ..new }).map(|(_, fate)| fate)
    }

    fn text_unit(&self, draft: &mut Draft, record: &mut Record<'_, '_>) -> Handled {
        let Some(id) = record.word(&["id"]) else {
            return common::missing(record, &["id"]);
        };
        let mut documents = list_of(record, "document_ids");
        documents.extend(record.word(&["document_id"]).map(Into::into));
        let number = record.word(&["human_readable_id"]);
        let name = documents.iter().find_map(|id| self.documents.get(id));
        let title = match (name, number) {
            (Some(name), Some(number)) => Some(format!("{name}, part {number}").into()),
            (Some(name), None) => Some(name.clone()),
            (None, Some(number)) => Some(format!("Part {number}").into()),
            (None, None) => None,
        };
        // Which records came from here is what they say themselves.
        for name in ["entity_ids", "relationship_ids", "covariate_ids"] {
            record.take(name);
        }
        let new = Article { title, text: record.boxed("text"), ..Article::default() };
        let more = record.more();
        draft.article(&id, Article { more, ..new }).map(|(_, fate)| fate)
    }

    fn entity(&mut self, draft: &mut Draft, record: &mut Record<'_, '_>) -> Handled {
        let id = record.word(&["id"]);
        let Some(title) = record.word(&["title", "name"]).or_else(|| id.clone()) else {
            return common::missing(record, &["title"]);
        };
        record.take("description_embedding");
        let sources = record.take("text_unit_ids").map(listed).unwrap_or_default();
        let new = NewEntity {
            id: title.clone(),
            kind: record.word(&["type"]),
            description: record.boxed_word(&["description"]),
            ..NewEntity::default()
        };
        let mut attributes = record.more();
        if let Some(id) = id.filter(|id| *id != title) {
            self.entities.insert((*id).into(), draft.end(&title, record.at(), record.path())?);
            attributes.push(("id".into(), Value::Text(id.into())));
        }
        let sources: Vec<_> = sources.into_iter().map(Value::Text).collect();
        let mut more = Vec::new();
        if !sources.is_empty() {
            more.push(("text_unit_ids".into(), Value::List(sources)));
        }
        draft.entity(NewEntity { attributes, more, ..new }).map(|(_, fate)| fate)
    }

    fn relationship(&self, draft: &mut Draft, record: &mut Record<'_, '_>) -> Handled {
        let ends = match (self.end_of(draft, record, "source")?, self.end_of(draft, record, "target")?) {
            (Some(subject), Some(object)) => (subject, Some(object)),
            (None, _) => return common::missing(record, &["source"]),
            (_, None) => return common::missing(record, &["target"]),
        };
        let relation = record.word(&["type", "relation"]);
        let wording = relation.or_else(|| record.word(&["description"])).unwrap_or(Cow::Borrowed(PLAIN_TIE));
        let fact = NewFact {
            id: record.word(&["id"]),
            evidence: evidence(draft, record, None)?,
            confidence: record.confidence(),
            ..NewFact::of(wording)
        };
        let fact = NewFact { attributes: record.more(), ..fact };
        let path = record.path().to_owned();
        draft.fact(ends, fact, (record.at(), &path))
    }

    /// A claim about an entity, with words of the text and how far it goes.
    fn claim(&self, draft: &mut Draft, record: &mut Record<'_, '_>) -> Handled {
        let Some(subject) = self.end_of(draft, record, "subject_id")? else {
            return common::missing(record, &["subject_id"]);
        };
        let object = self.end_of(draft, record, "object_id")?;
        let value = record.boxed_word(&["description"]);
        let status = match record.word(&["status"]).as_deref().map(str::to_uppercase).as_deref() {
            Some("FALSE") => Status::Denied,
            Some("SUSPECTED") => Status::Alleged,
            _ => Status::Reported,
        };
        for name in ["start_date", "end_date"] {
            if record.peek(name).and_then(Node::as_text).is_some_and(|text| text.eq_ignore_ascii_case("none")) {
                record.take(name);
            }
        }
        let time =
            Span { when: None, from: record.loose_date(&["start_date"]), until: record.loose_date(&["end_date"]) };
        let excerpt = record.boxed_word(&["source_text"]);
        let mut evidence = evidence(draft, record, excerpt)?;
        if let Some(unit) = record.word(&["text_unit_id"]) {
            let article = draft.cited(&unit)?;
            match evidence.first_mut() {
                Some(first) => first.article = Some(article),
                None => evidence = Draft::evidence(Some(article), None),
            }
        }
        let wording = record.word(&["type"]).unwrap_or(Cow::Borrowed(PLAIN_TIE));
        let fact = NewFact { id: record.word(&["id"]), value, status, time, evidence, ..NewFact::of(wording) };
        let fact = NewFact { attributes: record.more(), ..fact };
        let path = record.path().to_owned();
        draft.fact((subject, object), fact, (record.at(), &path))
    }

    /// An end by title or by id; `NONE` is nobody.
    fn end_of(&self, draft: &mut Draft, record: &mut Record<'_, '_>, name: &str) -> Result<Option<EntityId>, Halt> {
        let at = record.at_of(name);
        let Some(word) = record.word(&[name]).filter(|word| !word.eq_ignore_ascii_case("none")) else {
            return Ok(None);
        };
        if let Some(id) = self.entities.get(&*word) {
            return Ok(Some(*id));
        }
        let path = record.path().to_owned();
        draft.end(&word, at, &path).map(Some)
    }
}

/// The units of text that a record names, as evidence.
fn evidence(draft: &mut Draft, record: &mut Record<'_, '_>, excerpt: Option<Box<str>>) -> Result<Vec<Evidence>, Halt> {
    let mut articles: Vec<ArticleId> = Vec::new();
    for unit in list_of(record, "text_unit_ids") {
        articles.push(draft.cited(&unit)?);
    }
    if let Some(excerpt) = excerpt {
        return Ok(Draft::evidence(articles.first().copied(), Some(excerpt)));
    }
    let says_so = |article| Evidence { article: Some(article), ..Evidence::default() };
    Ok(articles.into_iter().map(says_so).collect())
}

fn list_of(record: &mut Record<'_, '_>, name: &str) -> Vec<Box<str>> {
    record.take(name).map(listed).unwrap_or_default()
}

/// The texts of a list, be it JSON or one that Python or NumPy printed into a table.
fn listed(node: Node<'_>) -> Vec<Box<str>> {
    match node.json {
        Json::List(items) => items.iter().filter_map(Node::as_text).map(Into::into).collect(),
        Json::Text(text) => printed(&text),
        _ => Vec::new(),
    }
}

/// `['a' 'b']` or `['a', 'b']`, over several lines too; a text that is no such list is one item.
pub(super) fn printed(text: &str) -> Vec<Box<str>> {
    let text = text.trim();
    let Some(inner) = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) else {
        return if text.is_empty() { Vec::new() } else { vec![text.into()] };
    };
    let mut items = Vec::new();
    let mut rest = inner;
    while let Some(at) = rest.find(['\'', '"']) {
        let mark = &rest[at..=at];
        let after = &rest[at + 1..];
        let Some(end) = after.find(mark) else {
            break;
        };
        items.push(after[..end].into());
        rest = &after[end + 1..];
    }
    if items.is_empty() {
        let words = inner.split([',', ' ', '\n']).map(str::trim).filter(|word| !word.is_empty());
        items.extend(words.map(Into::into));
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_as_python_and_numpy_print_them() {
        for (text, expected) in [
            ("['a' 'b']", &["a", "b"][..]),
            ("['a'\n 'b']", &["a", "b"]),
            ("['a', \"b\"]", &["a", "b"]),
            ("[]", &[]),
            ("[1 2]", &["1", "2"]),
            ("a", &["a"]),
            ("", &[]),
            ("['a", &["['a"]),
        ] {
            assert_eq!(printed(text), expected.iter().map(|&item| Box::from(item)).collect::<Vec<_>>(), "{text}");
        }
    }
}
