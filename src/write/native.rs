//! Tieline facts: every field and every unknown field, so that they are read again as they were.

use std::io::{self, Write};

use crate::facts::{Article, Entity, EntityId, Evidence, Fact, FactBase, Fields, Status};

use super::json::{self, Object};
use super::losses::Losses;
use super::names;
use super::tie::Run;

const OF_FILES: &[&str] = &["tieline", "title", "description", "generated_by", "articles", "entities", "facts"];
const OF_ARTICLES: &[&str] = &["id", "title", "publisher", "authors", "published", "url", "language", "text", "note"];
const OF_ENTITIES: &[&str] = &["id", "kind", "name", "aliases", "description", "links", "place", "attributes"];
const OF_FACTS: &[&str] = &[
    "id",
    "subject",
    "relation",
    "object",
    "value",
    "when",
    "from",
    "until",
    "status",
    "confidence",
    "directed",
    "attributes",
    "evidence",
    "excerpt",
];
const OF_EVIDENCE: &[&str] = &["article", "excerpt", "start", "end"];

pub(super) fn write(run: &mut Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let base = run.content.base;
    let FactBase { title, description, generated_by, more, articles, entities, facts, kinds: _, relations: _ } = base;
    let losses = &mut run.written.losses;
    out.write_all(b"{\n\"tieline\": 1")?;
    for (name, text) in [("title", title), ("description", description), ("generated_by", generated_by)] {
        if let Some(text) = text {
            section(out, name)?;
            json::string(out, text)?;
        }
    }
    for (name, value) in names::apart(OF_FILES, more.iter(), losses) {
        section(out, &name)?;
        json::value(out, value)?;
    }
    section(out, "articles")?;
    json::lines(out, articles.iter(), |out, one| article(out, one, losses))?;
    section(out, "entities")?;
    let content = run.content;
    let placed = entities.iter().enumerate().map(|(at, one)| (one, content.place(EntityId::from_index(at))));
    json::lines(out, placed, |out, (one, place)| entity(out, base, one, place, losses))?;
    section(out, "facts")?;
    json::lines(out, facts.iter(), |out, one| fact(out, base, one, losses))?;
    out.write_all(b"\n}\n")?;
    run.written.entities = entities.len();
    run.written.facts = facts.len();
    Ok(())
}

fn section(out: &mut dyn Write, name: &str) -> io::Result<()> {
    out.write_all(b",\n")?;
    json::string(out, name)?;
    out.write_all(b": ")
}

fn unknown(object: &mut Object<'_>, known: &[&str], more: &Fields, losses: &mut Losses) -> io::Result<()> {
    object.values(&names::apart(known, more.iter(), losses))
}

fn article(out: &mut dyn Write, article: &Article, losses: &mut Losses) -> io::Result<()> {
    let Article { id, title, publisher, authors, published, url, language, text, note, more } = article;
    let mut object = Object::open(out)?;
    object.text("id", id)?;
    object.optional("title", title.as_deref())?;
    object.optional("publisher", publisher.as_deref())?;
    object.texts("authors", authors)?;
    object.optional("published", published.map(|date| date.iso()).as_deref())?;
    for (name, text) in [("url", url), ("language", language), ("text", text), ("note", note)] {
        object.optional(name, text.as_deref())?;
    }
    unknown(&mut object, OF_ARTICLES, more, losses)?;
    object.close()
}

fn entity(
    out: &mut dyn Write,
    base: &FactBase,
    entity: &Entity,
    place: Option<[f32; 2]>,
    losses: &mut Losses,
) -> io::Result<()> {
    let Entity { id, kind, name, aliases, description, links, place: _, attributes, more } = entity;
    let mut object = Object::open(out)?;
    object.text("id", id)?;
    object.text("kind", base.kind(*kind))?;
    object.text("name", name)?;
    object.texts("aliases", aliases)?;
    object.optional("description", description.as_deref())?;
    object.texts("links", links)?;
    if let Some([x, y]) = place {
        object.bare("place", &format!("[{x}, {y}]"))?;
    }
    object.inner("attributes", attributes, losses)?;
    unknown(&mut object, OF_ENTITIES, more, losses)?;
    object.close()
}

fn fact(out: &mut dyn Write, base: &FactBase, fact: &Fact, losses: &mut Losses) -> io::Result<()> {
    let Fact { id, subject, relation, object: end, value, time, status, .. } = fact;
    let Fact { confidence, directed, attributes, more, evidence, .. } = fact;
    let mut object = Object::open(out)?;
    object.text("id", id)?;
    object.text("subject", &base.entity(*subject).id)?;
    object.text("relation", base.relation(*relation))?;
    object.optional("object", end.map(|end| &*base.entity(end).id))?;
    object.optional("value", value.as_deref())?;
    for (name, date) in [("when", time.when), ("from", time.from), ("until", time.until)] {
        object.optional(name, date.map(|date| date.iso()).as_deref())?;
    }
    if *status != Status::Reported {
        object.text("status", status.word())?;
    }
    if let Some(confidence) = confidence {
        object.bare("confidence", &confidence.to_string())?;
    }
    if !directed {
        object.bare("directed", "false")?;
    }
    object.inner("attributes", attributes, losses)?;
    if !evidence.is_empty() {
        let out = object.key("evidence")?;
        json::list(out, evidence.iter(), |out, one| self::evidence(out, base, one, losses))?;
    }
    unknown(&mut object, OF_FACTS, more, losses)?;
    object.close()
}

fn evidence(out: &mut dyn Write, base: &FactBase, evidence: &Evidence, losses: &mut Losses) -> io::Result<()> {
    let Evidence { article, excerpt, claimed, check: _, more } = evidence;
    let mut object = Object::open(out)?;
    object.optional("article", article.map(|article| &*base.article(article).id))?;
    object.optional("excerpt", excerpt.as_deref())?;
    if let Some(claimed) = claimed {
        object.bare("start", &claimed.start.to_string())?;
        object.bare("end", &claimed.end.to_string())?;
    }
    unknown(&mut object, OF_EVIDENCE, more, losses)?;
    object.close()
}
