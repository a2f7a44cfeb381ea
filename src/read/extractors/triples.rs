//! Triples: `head`, `relation`, `tail` and their like, or lists of three, alone or under the text they come from.

use crate::facts::{Article, ArticleId, NewFact};
use crate::read::common::{self, Named, RELATIONS, Stated, Within};
use crate::read::draft::{Draft, Fate, Halt, Handled};
use crate::read::fields::Record;
use crate::read::json::{Json, Node};
use crate::read::notes::Note;
use crate::read::walk::{self, Document, Form, Item, Steps};
use crate::read::{Job, ReadError};

/// Fields that name the two ends; the first pair of which one is there counts.
pub(in crate::read) const PAIRS: [(&str, &str); 15] = [
    ("head", "tail"),
    ("subject", "object"),
    ("s", "o"),
    ("source", "target"),
    ("from", "to"),
    ("src", "dst"),
    ("h", "t"),
    ("entity1", "entity2"),
    ("node_1", "node_2"),
    ("subj", "obj"),
    ("sub", "obj"),
    ("head_entity", "tail_entity"),
    ("source_entity", "target_entity"),
    ("entity_1", "entity_2"),
    ("node1", "node2"),
];

/// Fields that hold the triples of a text.
pub(in crate::read) const SECTIONS: [&str; 5] = ["triples", "triplets", "relations", "facts", "relationships"];

/// Reads all triples of a file.
pub(in crate::read) fn read(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    if Form::of(job)? == Form::Object {
        for document in Document::all(job, draft)? {
            if let Some(section) = SECTIONS.into_iter().find(|section| document.keys().any(|key| key == *section)) {
                return within(job, draft, &document, section);
            }
        }
    }
    walk::records_in_steps(job, draft, &Triples)
}

/// Reads the triples of one document, and what it says of the entities.
fn within(job: &Job<'_>, draft: &mut Draft, document: &Document<'_>, section: &str) -> Result<(), ReadError> {
    for entities in ["entities", "nodes"] {
        document.list(job, draft, entities).each(job, draft, entity)?;
    }
    let text = document.node(job, "text").and_then(text_of);
    let article = article(draft, text, None).map_err(|_full| job.full())?;
    document.list(job, draft, section).each(job, draft, |draft, item| triple(draft, item, article))?;
    let more = document.more(job, &["entities", "nodes", "text", section]);
    draft.builder().about(None, None, None, more);
    Ok(())
}

/// An entity that is a name, or an object with one.
fn entity(draft: &mut Draft, item: Item<'_, '_>) -> Handled {
    if let Some(name) = word(&item.node) {
        return draft.named(&name, None).map(|(_, fate)| fate);
    }
    let names = ["name", "text", "label", "id"];
    common::named(draft, &mut item.record()?, &names, &["type", "kind", "entity_type"]).map(|(_, fate)| fate)
}

fn text_of(node: Node<'_>) -> Option<Box<str>> {
    match node.json {
        Json::Text(text) if !text.trim().is_empty() => Some(text.into()),
        _ => None,
    }
}

fn article(draft: &mut Draft, text: Option<Box<str>>, key: Option<&str>) -> Result<Option<ArticleId>, Halt> {
    if text.is_none() && key.is_none() {
        return Ok(None);
    }
    let new = Article { text, ..Article::default() };
    draft.article(key.unwrap_or_default(), new).map(|(id, _)| Some(id))
}

/// One triple, or the triples of one text.
fn triple(draft: &mut Draft, item: Item<'_, '_>, article: Option<ArticleId>) -> Handled {
    if matches!(item.node.json, Json::List(_)) {
        return of_three(draft, item, article);
    }
    let mut record = item.record()?;
    let section = SECTIONS.into_iter().find(|section| {
        record.peek(section).is_some_and(|node| matches!(&node.json, Json::List(items) if !items.is_empty()))
    });
    match section {
        Some(section) => of_text(draft, &mut record, section),
        None => of_fields(draft, &mut record, article),
    }
}

/// The triples of one text.
fn of_text(draft: &mut Draft, record: &mut Record<'_, '_>, section: &str) -> Handled {
    let text = record.take("text").and_then(text_of);
    let key = record.word(&["id", "doc_id", "document_id", "source", "url", "title"]);
    let article = article(draft, text, key.as_deref())?;
    let path = format!("{}.{section}", record.path());
    let triples = record.list(section);
    walk::within(draft, triples, &path, record.notes(), |draft, item| match item.node.json {
        Json::List(_) => of_three(draft, item, article),
        _ => of_fields(draft, &mut item.record()?, article),
    })?;
    if let Some(article) = article {
        let more = record.more();
        draft.builder().add_to_article(article, Article { more, ..Article::default() });
    }
    Ok(Fate::Read)
}

/// `["Jack Ma", "founded", "Alibaba"]`
fn of_three(draft: &mut Draft, item: Item<'_, '_>, article: Option<ArticleId>) -> Handled {
    let words: Vec<Option<String>> = item.node.items().iter().map(word).collect();
    let [Some(subject), Some(relation), Some(object)] = &words[..] else {
        let count = words.len();
        return Err(item.skip(match count {
            3 => "one of the three is empty or no text".to_owned(),
            _ => format!("{count} items where three belong"),
        }));
    };
    let ends = (draft.named(subject, None)?.0, Some(draft.named(object, None)?.0));
    let at = (item.node.at, &*item.path);
    let fact = NewFact { evidence: Draft::evidence(article, None), ..NewFact::of(relation.as_str()) };
    draft.fact(ends, fact, at)
}

fn word(node: &Node<'_>) -> Option<String> {
    let word = match &node.json {
        Json::Text(text) => text.trim(),
        Json::Broken(text) => text.trim(),
        Json::Number(digits) => digits,
        _ => return None,
    };
    (!word.is_empty()).then(|| word.to_owned())
}

/// Triples that stand alone, most of which tell all that is to know by themselves.
struct Triples;

/// A triple that stands alone, as far as it tells by itself.
enum Ready<'a> {
    Fields(Fields<'a>),
    /// A list of three, or the triples of a text.
    Other {
        node: Node<'a>,
        index: usize,
        path: String,
    },
    Skipped,
}

impl Steps for Triples {
    type Ready<'a> = Ready<'a>;

    fn ready<'a>(&self, item: Item<'a, '_>) -> Ready<'a> {
        let is_plain = matches!(item.node.json, Json::Map(_))
            && !SECTIONS.into_iter().any(|section| item.node.get(section).is_some());
        if !is_plain {
            return Ready::Other { node: item.node, index: item.index, path: item.path };
        }
        match item.record() {
            Ok(mut record) => Ready::Fields(Fields::of(&mut record, Within::Nothing)),
            Err(_told) => Ready::Skipped,
        }
    }

    fn take(&self, draft: &mut Draft, ready: Ready<'_>, notes: &mut Vec<Note>) -> Handled {
        match ready {
            Ready::Fields(fields) => fields.put(draft, None),
            Ready::Other { node, index, path } => triple(draft, Item { node, key: None, index, path, notes }, None),
            Ready::Skipped => Err(Halt::Skip),
        }
    }
}

/// What there is to know of a triple.
struct Whole<'a> {
    ends: (Named<'a>, Option<Named<'a>>),
    stated: Stated<'a>,
}

/// A triple of fields.
enum Fields<'a> {
    Whole(Box<Whole<'a>>),
    Skipped,
}

impl<'a> Fields<'a> {
    /// What a record alone tells.
    fn of(record: &mut Record<'a, '_>, within: Within) -> Self {
        let pair = PAIRS.into_iter().find(|(subject, object)| record.has(subject) || record.has(object));
        let (subject, object) = pair.unwrap_or(PAIRS[0]);
        let first = match end(record, subject) {
            Ok(Some(first)) => first,
            Ok(None) => {
                let _told: Result<(), Halt> = common::missing(record, &[subject]);
                return Self::Skipped;
            }
            Err(_told) => return Self::Skipped,
        };
        let second = match end(record, object) {
            Ok(second) => second,
            Err(_told) => return Self::Skipped,
        };
        if second.is_none() && !record.has("value") {
            let _told: Result<(), Halt> = common::missing(record, &[object]);
            return Self::Skipped;
        }
        let relation = common::relation(record, &RELATIONS, true);
        let stated = Stated::of(record, second.is_some(), relation, within);
        Self::Whole(Box::new(Whole { ends: (first, second), stated }))
    }

    fn put(self, draft: &mut Draft, article: Option<ArticleId>) -> Handled {
        match self {
            Self::Whole(whole) => {
                let Whole { ends: (first, second), stated } = *whole;
                let first = first.put(draft)?.0;
                let second = match second {
                    Some(second) => Some(second.put(draft)?.0),
                    None => None,
                };
                stated.put(draft, (first, second), article)
            }
            Self::Skipped => Err(Halt::Skip),
        }
    }
}

fn of_fields(draft: &mut Draft, record: &mut Record<'_, '_>, article: Option<ArticleId>) -> Handled {
    Fields::of(record, Within::of(article)).put(draft, article)
}

/// An end that is a name, with its kind beside it, or an object with both.
fn end<'a>(record: &mut Record<'a, '_>, name: &str) -> Result<Option<Named<'a>>, Halt> {
    if record.peek(name).is_some_and(|node| matches!(node.json, Json::Map(_))) {
        let path = format!("{}.{name}", record.path());
        let Some(node) = record.take(name) else {
            return Ok(None);
        };
        let mut inner = Record::open(node, path, record.notes())?;
        let names = ["name", "surfaceform", "text", "label", "id"];
        return Named::of(&mut inner, &names, &["type", "kind", "entity_type"]).map(Some);
    }
    let kind = ["_type", "_kind", "_label", "Type"].iter().find_map(|behind| {
        let key = record.key_of(name, behind)?;
        record.word(&[&key])
    });
    Ok(record.word(&[name]).map(|name| Named { name, kind, more: None }))
}
