//! DocRED and Re-DocRED: articles as lists of words, with the entities and relations that people marked in them.

use crate::facts::{Article, ArticleId, EntityId, Evidence, NewEntity, NewFact};
use crate::read::common;
use crate::read::draft::{Draft, Halt, Handled};
use crate::read::fields::Record;
use crate::read::json::Node;
use crate::read::walk::{self, Item, nobody};
use crate::read::{Job, ReadError};

use super::wikidata;

/// Reads all articles of a file.
pub(in crate::read) fn read(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    walk::records(job, draft, |draft, item| article(draft, &mut item.record()?))
}

/// A sentence and where it stands in the article, in characters.
struct Sentence {
    text: Box<str>,
    start: u32,
    end: u32,
}

fn article(draft: &mut Draft, record: &mut Record<'_, '_>) -> Handled {
    let prefix = if record.path().is_empty() { String::new() } else { format!("{}.", record.path()) };
    let (text, sentences) = sentences(&record.list("sents"));
    let title = record.boxed_word(&["title"]);
    let key = title.clone().unwrap_or_default();
    let new = Article { title, text: (!text.is_empty()).then(|| text.into()), ..Article::default() };
    let (article, fate) = draft.article(&key, new)?;
    let mut vertices = Vec::new();
    let sets = record.list("vertexSet");
    walk::within(draft, sets, &format!("{prefix}vertexSet"), record.notes(), |draft, item| {
        vertices.push(None);
        let (id, fate) = vertex(draft, item)?;
        if let Some(place) = vertices.last_mut() {
            *place = Some(id);
        }
        Ok(fate)
    })?;
    let labels = record.list("labels");
    walk::within(draft, labels, &format!("{prefix}labels"), record.notes(), |draft, item| {
        label(draft, &mut item.record()?, &vertices, (article, &sentences))
    })?;
    let more = record.more();
    draft.builder().add_to_article(article, Article { more, ..Article::default() });
    Ok(fate)
}

/// Words joined by spaces, as the sentences give no others.
fn sentences(nodes: &[Node<'_>]) -> (String, Vec<Sentence>) {
    let mut text = String::new();
    let mut end = 0_u32;
    let mut sentences = Vec::with_capacity(nodes.len());
    for node in nodes {
        let words: Vec<&str> = node.items().iter().filter_map(Node::as_text).collect();
        let sentence = words.join(" ");
        if !text.is_empty() && !sentence.is_empty() {
            text.push(' ');
            end += 1;
        }
        let start = end;
        end = end.saturating_add(u32::try_from(sentence.chars().count()).unwrap_or(u32::MAX));
        text.push_str(&sentence);
        sentences.push(Sentence { text: sentence.into(), start, end });
    }
    (text, sentences)
}

/// An entity by the places that mention it: called as the first does, the others are aliases.
fn vertex(draft: &mut Draft, item: Item<'_, '_>) -> Result<(EntityId, crate::read::draft::Fate), Halt> {
    let mut mentions = item.node.items().iter().filter_map(|mention| {
        let name = mention.get("name")?.as_text()?.trim();
        (!name.is_empty()).then_some((name, mention.get("type").and_then(Node::as_text)))
    });
    let Some((name, kind)) = mentions.next() else {
        return Err(item.skip("there is no mention with a name".to_owned()));
    };
    let (id, fate) = draft.named(name, kind)?;
    let mut aliases: Vec<Box<str>> = Vec::new();
    for (alias, _) in mentions {
        if alias != name && !aliases.iter().any(|known| **known == *alias) {
            aliases.push(alias.into());
        }
    }
    draft.add_to_entity(id, NewEntity { aliases, ..NewEntity::default() });
    Ok((id, fate))
}

fn label(
    draft: &mut Draft,
    record: &mut Record<'_, '_>,
    vertices: &[Option<EntityId>],
    (article, sentences): (ArticleId, &[Sentence]),
) -> Handled {
    let subject = end(record, "h", vertices)?;
    let object = end(record, "t", vertices)?;
    let Some(property) = record.word(&["r", "relation"]) else {
        return common::missing(record, &["r"]);
    };
    let mut fact = NewFact::of(wikidata::wording(&property).to_owned());
    if fact.relation != property {
        fact.attributes.push(("property".into(), crate::facts::Value::Text(property.into())));
    }
    let numbers = record.list("evidence");
    for number in &numbers {
        match number.as_index().and_then(|number| sentences.get(number)) {
            Some(Sentence { text, start, end }) if !text.trim().is_empty() => fact.evidence.push(Evidence {
                article: Some(article),
                excerpt: Some(text.clone()),
                claimed: Some(*start..*end),
                ..Evidence::default()
            }),
            _ => record.left_out(number.at, "evidence", "there is no sentence of this number".to_owned()),
        }
    }
    if fact.evidence.is_empty() {
        fact.evidence = Draft::evidence(Some(article), None);
    }
    fact.more = record.more();
    let path = record.path().to_owned();
    draft.fact((subject, Some(object)), fact, (record.at(), &path))
}

fn end(record: &mut Record<'_, '_>, name: &str, vertices: &[Option<EntityId>]) -> Result<EntityId, Halt> {
    let index = record.peek(name).and_then(Node::as_index);
    if let Some(Some(id)) = index.and_then(|index| vertices.get(index)) {
        record.take(name);
        return Ok(*id);
    }
    let at = record.at_of(name);
    let what = match record.word(&[name]) {
        Some(word) => nobody("entity", &word),
        None => format!("`{name}` is missing or no number"),
    };
    record.note(at, name, what, "the record was skipped", crate::facts::Severity::Skipped);
    Err(Halt::Skip)
}
