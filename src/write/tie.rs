//! What all targets but the program's own say of an entity and of a fact: a list of named cells.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::facts::{Article, Entity, EntityId, Evidence, Fact, FactBase, Status, Value};

use super::json;
use super::losses::{Losses, Lost};
use super::{Content, Written, names};

/// One writing from its begin to its end.
pub(super) struct Run<'a> {
    pub(super) content: Content<'a>,
    pub(super) written: Written,
    /// The articles that written facts name.
    cited: Vec<bool>,
}

/// A value in a record.
#[derive(Clone, Debug)]
pub(super) enum Cell<'a> {
    Text(Cow<'a, str>),
    Texts(Vec<&'a str>),
    /// A number in digits.
    Number(Cow<'a, str>),
    Value(&'a Value),
}

/// The cells of a record under their names.
pub(super) type Cells<'a> = Vec<(Cow<'a, str>, Cell<'a>)>;

/// How many excerpts of one fact a target holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Excerpts {
    /// One.
    One,
    /// All of one article.
    OfOneArticle,
}

impl<'a> Run<'a> {
    pub(super) fn new(content: Content<'a>) -> Self {
        Self { content, written: Written::default(), cited: vec![false; content.base.articles.len()] }
    }

    pub(super) const fn losses(&mut self) -> &mut Losses {
        &mut self.written.losses
    }

    /// A run that looks ahead: what it counts is not told.
    pub(super) fn ahead(&self) -> Self {
        Self::new(self.content)
    }

    /// The entities with their ids.
    pub(super) fn entities(&self) -> impl Iterator<Item = (EntityId, &'a Entity)> + use<'a> {
        self.content.base.entities.iter().enumerate().map(|(at, entity)| (EntityId::from_index(at), entity))
    }

    /// The facts between two entities, and their objects; the others are counted as lost.
    pub(super) fn ties(&mut self) -> impl Iterator<Item = (&'a Fact, EntityId)> + use<'a> {
        let facts = &self.content.base.facts;
        let tied = facts.iter().filter(|fact| fact.object.is_some()).count();
        self.written.facts = tied;
        self.written.losses.add(Lost::FactsOfOne, facts.len() - tied);
        facts.iter().filter_map(|fact| Some((fact, fact.object?)))
    }

    /// What is known of an entity beside its id, its name and its place.
    pub(super) fn entity_cells(&mut self, entity: &'a Entity, reserved: &[&str]) -> Cells<'a> {
        let Entity { id: _, kind, name: _, aliases, description, links, place: _, attributes, more } = entity;
        let mut cells = Cells::new();
        if *kind != FactBase::OTHER {
            cells.push(("kind".into(), Cell::Text(self.content.base.kind(*kind).into())));
        }
        for (name, texts) in [("aliases", aliases), ("links", links)] {
            if !texts.is_empty() {
                cells.push((name.into(), Cell::Texts(texts.iter().map(|text| &**text).collect())));
            }
        }
        if let Some(description) = description {
            cells.push(("description".into(), Cell::Text(Cow::Borrowed(description))));
        }
        let named = names::all(reserved, attributes, more, self.losses());
        cells.extend(named.into_iter().map(|(name, value)| (name, Cell::Value(value))));
        cells
    }

    /// What is known of a fact beside its id, its ends, its relation and whether it is directed.
    pub(super) fn fact_cells(&mut self, fact: &'a Fact, excerpts: Excerpts, reserved: &[&str]) -> Cells<'a> {
        let mut cells = Cells::new();
        if let Some(value) = &fact.value {
            cells.push(("value".into(), Cell::Text(Cow::Borrowed(value))));
        }
        for (name, date) in [("when", fact.time.when), ("from", fact.time.from), ("until", fact.time.until)] {
            if let Some(date) = date {
                cells.push((name.into(), Cell::Text(date.iso().into())));
            }
        }
        if fact.status != Status::Reported {
            cells.push(("status".into(), Cell::Text(fact.status.word().into())));
        }
        if let Some(confidence) = fact.confidence {
            cells.push(("confidence".into(), Cell::Number(confidence.to_string().into())));
        }
        let (texts, article) = self.evidence(fact, excerpts);
        match texts[..] {
            [] => {}
            [one] => cells.push(("excerpt".into(), Cell::Text(one.into()))),
            _ => cells.push(("excerpt".into(), Cell::Texts(texts))),
        }
        if let Some(article) = article {
            cells.push(("article".into(), Cell::Text(Cow::Borrowed(&article.id))));
            if let Some(url) = article.url.as_deref().filter(|url| **url != *article.id) {
                cells.push(("source_url".into(), Cell::Text(url.into())));
            }
        }
        let named = names::all(reserved, &fact.attributes, &fact.more, self.losses());
        cells.extend(named.into_iter().map(|(name, value)| (name, Cell::Value(value))));
        cells
    }

    /// The excerpts that stand for a fact, and their article; the first evidence with words goes before one without.
    fn evidence(&mut self, fact: &'a Fact, excerpts: Excerpts) -> (Vec<&'a str>, Option<&'a Article>) {
        let all = &fact.evidence;
        let Some(first) = all.iter().find(|one| one.excerpt.is_some()).or(all.first()) else {
            return (Vec::new(), None);
        };
        let fits = |one: &&Evidence| match excerpts {
            Excerpts::One => std::ptr::eq(*one, first),
            Excerpts::OfOneArticle => {
                std::ptr::eq(*one, first) || one.article == first.article && one.excerpt.is_some()
            }
        };
        let held: Vec<&Evidence> = all.iter().filter(fits).collect();
        let losses = &mut self.written.losses;
        losses.add(Lost::Evidence, all.len() - held.len());
        losses.add(Lost::Offsets, held.iter().filter(|one| one.claimed.is_some()).count());
        losses.add(Lost::EvidenceFields, held.iter().map(|one| one.more.len()).sum());
        let article = first.article.map(|id| {
            if let Some(cited) = self.cited.get_mut(id.index()) {
                *cited = true;
            }
            self.content.base.article(id)
        });
        (held.iter().filter_map(|one| one.excerpt.as_deref()).collect(), article)
    }

    /// Counts what is lost of the articles, once all facts are written.
    pub(super) fn count_articles(&mut self) {
        let is_more = |article: &Article| {
            let Article { id: _, title, publisher, authors, published, url: _, language, text, note, more } = article;
            let texts = [title, publisher, language, text, note].iter().any(|text| text.is_some());
            texts || !authors.is_empty() || published.is_some() || !more.is_empty()
        };
        let articles = self.content.base.articles.iter().zip(&self.cited);
        let lost = articles.filter(|(article, cited)| !**cited || is_more(article)).count();
        self.losses().add(Lost::Articles, lost);
    }

    /// Counts what is lost of the map's own title and description.
    pub(super) fn count_about(&mut self, told: [bool; 3]) {
        let FactBase { title, description, generated_by, more, .. } = self.content.base;
        let given = [title.is_some(), description.is_some(), generated_by.is_some()];
        let lost = given.iter().zip(told).filter(|(given, told)| **given && !told).count() + more.len();
        self.losses().add(Lost::About, lost);
    }

    /// Counts the entities that a list of facts does not name, and those that it names by a name they share.
    pub(super) fn count_named(&mut self, is_told_apart: bool) {
        let base = self.content.base;
        let mut is_named = vec![false; base.entities.len()];
        for end in base.facts.iter().flat_map(|fact| [Some(fact.subject), fact.object]).flatten() {
            is_named[end.index()] = true;
        }
        let named = || base.entities.iter().zip(&is_named).filter(|(_, named)| **named).map(|(entity, _)| entity);
        self.written.entities = named().count();
        if is_told_apart {
            return;
        }
        let mut bearers: HashMap<&str, usize> = HashMap::with_capacity(self.written.entities);
        named().for_each(|entity| *bearers.entry(entity.name.trim()).or_default() += 1);
        let shared = named().filter(|entity| bearers.get(entity.name.trim()).is_some_and(|count| *count > 1)).count();
        let is_more = |entity: &&Entity| {
            let Entity { id: _, kind: _, name: _, aliases, description, links, place: _, attributes, more } = *entity;
            let lists = [aliases, links].iter().any(|list| !list.is_empty());
            lists || description.is_some() || !attributes.is_empty() || !more.is_empty()
        };
        let more = named().filter(is_more).count();
        let places = self.entities().filter(|(id, _)| self.content.place(*id).is_some()).count();
        let untied = base.entities.len() - self.written.entities;
        let counts = [
            (Lost::UntiedEntities, untied),
            (Lost::SharedNames, shared),
            (Lost::EntityFields, more),
            (Lost::Places, places),
        ];
        for (lost, count) in counts {
            self.losses().add(lost, count);
        }
    }
}

impl<'a> Cell<'a> {
    /// The one text that a target without lists and objects holds.
    pub(super) fn flat(self, losses: &mut Losses) -> Cow<'a, str> {
        match self {
            Self::Text(text) | Self::Number(text) => text,
            Self::Texts(texts) => match texts[..] {
                [one] => one.into(),
                _ => {
                    losses.add(Lost::JoinedLists, 1);
                    texts.join("; ").into()
                }
            },
            Self::Value(Value::Text(text)) => Cow::Borrowed(text),
            Self::Value(Value::Number(digits)) => Cow::Borrowed(digits),
            Self::Value(value @ (Value::Bool(_) | Value::Null)) => json::text_of(value).into(),
            Self::Value(value @ (Value::List(_) | Value::Map(_))) => {
                losses.add(Lost::Nested, 1);
                json::text_of(value).into()
            }
        }
    }

    /// Writes it as JSON.
    pub(super) fn json(&self, out: &mut dyn std::io::Write) -> std::io::Result<()> {
        match self {
            Self::Text(text) => json::string(out, text),
            Self::Texts(texts) => json::list(out, texts.iter(), |out, text| json::string(out, text)),
            Self::Number(digits) => out.write_all(digits.as_bytes()),
            Self::Value(value) => json::value(out, value),
        }
    }
}
