//! FollowTheMoney: entities with properties, of which some schemata are ties and some are documents.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::facts::{Article, Fields, NewEntity, NewFact, Span, Value};
use crate::read::common;
use crate::read::draft::{Draft, Fate, Halt, Handled};
use crate::read::fields::Record;
use crate::read::json::{Json, Node};
use crate::read::notes::quoted;
use crate::read::walk::{self, Item};
use crate::read::{Job, ReadError, loose};

use super::ftm_schemata::{Tie, is_document, tie_of};

/// Reads all entities of a file; ties come last, as they may stand before what they tie.
pub(in crate::read) fn read(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let mut links = Links::default();
    walk::records(job, draft, |draft, item| one(draft, item, &mut links))?;
    for link in links.list {
        job.go_on()?;
        finish(draft, link).map_err(|_full| job.full())?;
    }
    Ok(())
}

/// A tie as its records so far give it.
struct Link {
    id: Box<str>,
    tie: &'static Tie,
    properties: Properties,
    more: Fields,
    at: usize,
    path: String,
    /// How many records it came in.
    records: usize,
}

#[derive(Default)]
struct Links {
    list: Vec<Link>,
    by_id: HashMap<Box<str>, usize>,
}

fn one(draft: &mut Draft, item: Item<'_, '_>, links: &mut Links) -> Handled {
    let mut record = item.record()?;
    let Some(id) = record.word(&["id"]) else {
        return common::missing(&mut record, &["id"]);
    };
    let Some(schema) = record.word(&["schema"]) else {
        return common::missing(&mut record, &["schema"]);
    };
    let properties = Properties::of(&mut record);
    if let Some(tie) = tie_of(&schema) {
        links.add(id, tie, properties, &mut record);
        return Ok(Fate::Later);
    }
    if is_document(&schema) {
        return document(draft, &id, properties, &mut record);
    }
    entity(draft, id, schema, properties, &mut record)
}

impl Links {
    fn add(&mut self, id: Cow<'_, str>, tie: &'static Tie, properties: Properties, record: &mut Record<'_, '_>) {
        if let Some(link) = self.by_id.get(&*id).and_then(|&at| self.list.get_mut(at)) {
            link.records += 1;
            link.properties.join(properties);
            return;
        }
        let id: Box<str> = id.into();
        self.by_id.insert(id.clone(), self.list.len());
        let (at, path) = (record.at(), record.path().to_owned());
        self.list.push(Link { id, tie, properties, more: record.more(), at, path, records: 1 });
    }
}

/// Properties: each a list of words, in the order of the file.
#[derive(Default)]
struct Properties(Vec<(Box<str>, Vec<Box<str>>)>);

impl Properties {
    fn of(record: &mut Record<'_, '_>) -> Self {
        let Some(Node { json: Json::Map(members), at }) = record.take("properties") else {
            let at = record.at();
            record.left_out(at, "properties", "there are no named lists".to_owned());
            return Self::default();
        };
        let path = format!("{}properties", if record.path().is_empty() { "" } else { "." });
        let mut properties = Self::default();
        let keys: Vec<Box<str>> = members.iter().map(|member| (&*member.key).into()).collect();
        let path = format!("{}{path}", record.path());
        if let Ok(mut inner) = Record::open(Node { at, json: Json::Map(members) }, path, record.notes()) {
            for key in keys {
                let words = inner.boxed_words(&[&key]);
                if !words.is_empty() {
                    properties.0.push((key, words));
                }
            }
        }
        properties
    }

    fn take(&mut self, name: &str) -> Vec<Box<str>> {
        let at = self.0.iter().position(|(key, _)| **key == *name);
        at.map_or_else(Vec::new, |at| self.0.remove(at).1)
    }

    /// The first word of a property; the others are put with what is left.
    fn first(&mut self, name: &str) -> Option<Box<str>> {
        let mut words = self.take(name).into_iter();
        let first = words.next();
        let rest: Vec<_> = words.collect();
        if !rest.is_empty() {
            self.0.push((name.into(), rest));
        }
        first
    }

    fn join(&mut self, other: Self) {
        for (key, words) in other.0 {
            match self.0.iter_mut().find(|(known, _)| *known == key) {
                None => self.0.push((key, words)),
                Some((_, known)) => {
                    let new: Vec<_> = words.into_iter().filter(|word| !known.contains(word)).collect();
                    known.extend(new);
                }
            }
        }
    }

    fn into_fields(self) -> Fields {
        let value = |mut words: Vec<Box<str>>| match words.len() {
            1 => words.pop().map_or(Value::Null, Value::Text),
            _ => Value::List(words.into_iter().map(Value::Text).collect()),
        };
        self.0.into_iter().map(|(key, words)| (key, value(words))).collect()
    }
}

fn document(draft: &mut Draft, id: &str, mut properties: Properties, record: &mut Record<'_, '_>) -> Handled {
    let article = Article {
        title: properties.first("title").or_else(|| properties.first("name")).or_else(|| properties.first("fileName")),
        publisher: properties.first("publisher"),
        authors: properties.take("author"),
        published: properties.first("publishedAt").or_else(|| properties.first("date")).and_then(|t| loose::date(&t)),
        url: properties.first("sourceUrl"),
        language: properties.first("language"),
        text: properties.first("bodyText"),
        note: properties.first("summary"),
        ..Article::default()
    };
    let mut more = properties.into_fields();
    more.extend(record.more());
    draft.article(id, Article { more, ..article }).map(|(_, fate)| fate)
}

fn entity(
    draft: &mut Draft,
    id: Cow<'_, str>,
    schema: Cow<'_, str>,
    mut properties: Properties,
    record: &mut Record<'_, '_>,
) -> Handled {
    let caption = record.boxed_word(&["caption"]);
    let mut names = properties.take("name");
    if let Some(caption) = caption {
        names.retain(|name| *name != caption);
        names.insert(0, caption);
    }
    let mut names = names.into_iter();
    let name = names.next();
    let mut aliases: Vec<Box<str>> = names.collect();
    for key in ["alias", "weakAlias", "previousName"] {
        aliases.extend(properties.take(key));
    }
    let mut links = properties.take("sourceUrl");
    links.extend(properties.take("website"));
    links.extend(properties.take("wikipediaUrl"));
    let description = ["summary", "description", "notes"].into_iter().find_map(|key| properties.first(key));
    let new = NewEntity {
        id,
        kind: Some(schema),
        name: name.map(|name| name.into_string().into()),
        aliases,
        description,
        links,
        attributes: properties.into_fields(),
        more: record.more(),
        ..NewEntity::default()
    };
    draft.entity(new).map(|(_, fate)| fate)
}

/// Makes the facts of a tie, one for each pair that it names, and counts its records.
fn finish(draft: &mut Draft, link: Link) -> Result<(), Halt> {
    let records = link.records;
    let handled = facts(draft, link);
    draft.settle(handled)?;
    for _ in 1..records {
        draft.settle(Ok(Fate::Merged))?;
    }
    Ok(())
}

fn facts(draft: &mut Draft, link: Link) -> Handled {
    let Link { id, tie, mut properties, more, at, path, records: _ } = link;
    let (subjects, objects) = (properties.take(tie.subject), properties.take(tie.object));
    for (words, name) in [(&subjects, tie.subject), (&objects, tie.object)] {
        if words.is_empty() {
            let note = crate::read::notes::Note {
                at,
                path: format!("{path}{}properties.{name}", if path.is_empty() { "" } else { "." }),
                what: format!("`{name}` is missing in {}", quoted(&id)),
                done: "the record was skipped".to_owned(),
                severity: crate::facts::Severity::Skipped,
            };
            draft.notes.push(note);
            return Err(Halt::Skip);
        }
    }
    let fact = fact(draft, tie, properties, more)?;
    let mut is_first = true;
    for subject in &subjects {
        for object in &objects {
            let ends = (draft.end(subject, at, &path)?, Some(draft.end(object, at, &path)?));
            let id = if is_first { id.to_string() } else { format!("{id} ({subject}, {object})") };
            draft.fact(ends, NewFact { id: Some(id.into()), ..fact.clone() }, (at, &path))?;
            is_first = false;
        }
    }
    Ok(Fate::Read)
}

/// What a tie says beside its ends.
fn fact(draft: &mut Draft, tie: &Tie, mut properties: Properties, more: Fields) -> Result<NewFact<'static>, Halt> {
    let mut date = |name: &str| {
        let words = properties.first(name)?;
        let date = loose::date(&words);
        if date.is_none() {
            properties.0.push((name.into(), vec![words]));
        }
        date
    };
    let time = Span { when: date("date"), from: date("startDate"), until: date("endDate") };
    let excerpt = ["summary", "description"].into_iter().find_map(|name| properties.first(name));
    let sources = properties.take("proof");
    let url = properties.first("sourceUrl");
    let publisher = properties.first("publisher");
    let mut evidence = Vec::new();
    for source in &sources {
        let article = draft.cited(source)?;
        let new = Article { url: url.clone(), publisher: publisher.clone(), ..Article::default() };
        draft.builder().add_to_article(article, new);
        evidence.extend(Draft::evidence(Some(article), excerpt.clone()));
    }
    if sources.is_empty() {
        let article = match &url {
            Some(url) => Some(draft.cited(url)?),
            None => None,
        };
        if let Some(article) = article {
            draft.builder().add_to_article(article, Article { publisher, ..Article::default() });
        } else if let Some(publisher) = publisher {
            properties.0.push(("publisher".into(), vec![publisher]));
        }
        evidence = Draft::evidence(article, excerpt);
    }
    let value = ["role", "relationship", "percentage", "amount"].into_iter().find_map(|name| properties.first(name));
    let attributes = properties.into_fields();
    Ok(NewFact { time, value, evidence, attributes, more, ..NewFact::of(tie.wording) })
}
