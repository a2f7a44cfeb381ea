//! What records of most formats have in common, under the names that most of them use.

use std::borrow::Cow;

use crate::facts::{Article, ArticleId, EntityId, Evidence, NewEntity, NewFact};

use super::draft::{Draft, Fate, Halt, Handled};
use super::fields::Record;
use super::json::{Json, Node};
use super::loose::Upwards;

/// The wording of a tie whose record gives none.
pub(super) const PLAIN_TIE: &str = "is tied to";

/// Fields that word a tie, the first found counts.
pub(super) const RELATIONS: [&str; 15] = [
    "relation",
    "relationship",
    "predicate",
    "p",
    "rel",
    "verb",
    "interaction",
    "label",
    "relation_type",
    "relationship_type",
    "edge_type",
    "type",
    "name",
    "title",
    "keywords",
];

/// The wording of a tie, and whether it reads only one way; some tools write only the latter, as a type.
pub(super) fn relation<'a>(
    record: &mut Record<'a, '_>,
    names: &[&str],
    mut directed: bool,
) -> (Option<Cow<'a, str>>, bool) {
    let is_direction = |word: &str| match word.to_lowercase().as_str() {
        "directed" => Some(true),
        "undirected" | "mutual" => Some(false),
        _ => None,
    };
    if let Some(says) = record.peek("type").and_then(Node::as_text).and_then(is_direction) {
        record.take("type");
        directed = says;
    }
    (names.iter().find_map(|name| record.word(&[name])), directed)
}

/// The texts under a name: one, or a list in which there is nothing else.
fn texts(record: &mut Record<'_, '_>, name: &str) -> Vec<Box<str>> {
    let is_text = |node: &Node<'_>| matches!(node.json, Json::Text(_) | Json::Broken(_));
    let fits = record
        .peek(name)
        .is_some_and(|node| is_text(node) || matches!(node.json, Json::List(_)) && node.items().iter().all(is_text));
    if fits { record.boxed_words(&[name]) } else { Vec::new() }
}

/// What a record stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    /// The text of an article.
    Article,
    /// Nothing that says where it is from.
    Nothing,
}

impl Within {
    /// What a record stands in that inherits an article, or none.
    pub(super) const fn of(article: Option<ArticleId>) -> Self {
        match article {
            Some(_) => Self::Article,
            None => Self::Nothing,
        }
    }
}

/// Where articles say so, as a record alone tells it.
pub(super) struct Cited<'a> {
    excerpts: Vec<Box<str>>,
    /// The text of the article, beside a shorter excerpt.
    whole: Option<Box<str>>,
    url: Option<Cow<'a, str>>,
    key: Option<Cow<'a, str>>,
}

impl<'a> Cited<'a> {
    /// From the names that such fields mostly have. A record within the text of an article speaks of that one,
    /// whatever else it names.
    fn of(record: &mut Record<'a, '_>, within: Within) -> Self {
        let mut excerpts = Vec::new();
        for name in ["excerpt", "evidence", "sentence", "quote"] {
            if excerpts.is_empty() {
                excerpts = texts(record, name);
            }
        }
        let mut whole = None;
        if excerpts.is_empty() {
            for name in ["text", "context"] {
                if excerpts.is_empty() {
                    excerpts = texts(record, name);
                }
            }
        } else {
            whole = record.boxed_word(&["text"]);
        }
        let (url, key) = match within {
            Within::Article => (None, None),
            Within::Nothing => (
                record.word(&["source_url", "sourceUrl", "url"]),
                record.word(&["article", "article_id", "document", "document_id", "doc_id", "source"]),
            ),
        };
        Self { excerpts, whole, url, key }
    }

    /// The evidence, its article made where there is none. `inherited` is the article that the record stands in.
    fn put(self, draft: &mut Draft, inherited: Option<ArticleId>) -> Result<Vec<Evidence>, Halt> {
        let Self { excerpts, whole, url, key } = self;
        let article = match (key.as_deref().or(url.as_deref()), whole) {
            (None, _) if inherited.is_some() => inherited,
            (None, None) => None,
            (Some(key), None) => Some(draft.cited(key)?),
            (key, text) => Some(draft.article(key.unwrap_or_default(), Article { text, ..Article::default() })?.0),
        };
        if let (Some(article), Some(url)) = (article, url) {
            draft.builder().add_to_article(article, Article { url: Some(url.into()), ..Article::default() });
        }
        if excerpts.is_empty() {
            return Ok(Draft::evidence(article, None));
        }
        Ok(excerpts.into_iter().map(|one| Evidence { article, excerpt: Some(one), ..Evidence::default() }).collect())
    }
}

/// Where articles say so. `inherited` is the article that the record stands in.
pub(super) fn evidence(
    draft: &mut Draft,
    record: &mut Record<'_, '_>,
    inherited: Option<ArticleId>,
) -> Result<Vec<Evidence>, Halt> {
    Cited::of(record, Within::of(inherited)).put(draft, inherited)
}

/// What a fact's record says beside its ends.
pub(super) struct Stated<'a> {
    fact: NewFact<'a>,
    cited: Cited<'a>,
    at: usize,
    path: String,
}

impl<'a> Stated<'a> {
    /// What nobody asked for becomes attributes.
    pub(super) fn of(
        record: &mut Record<'a, '_>,
        has_object: bool,
        (relation, directed): (Option<Cow<'a, str>>, bool),
        within: Within,
    ) -> Self {
        let cited = Cited::of(record, within);
        // Beside an object a number is a weight, as d3 has it.
        let is_weight = has_object && record.peek("value").is_some_and(|node| matches!(node.json, Json::Number(_)));
        let value = if is_weight { None } else { record.boxed_word(&["value"]) };
        let fact = NewFact {
            id: record.word(&["id", "fact_id", "edge_id", "uuid"]),
            value,
            time: record.time(),
            status: record.status(),
            confidence: record.confidence(),
            directed: record.directed().unwrap_or(directed),
            ..NewFact::of(relation.unwrap_or(Cow::Borrowed(PLAIN_TIE)))
        };
        let fact = NewFact { attributes: record.more(), ..fact };
        Self { fact, cited, at: record.at(), path: record.path().to_owned() }
    }

    /// The fact between its ends.
    pub(super) fn put(
        self,
        draft: &mut Draft,
        ends: (EntityId, Option<EntityId>),
        inherited: Option<ArticleId>,
    ) -> Handled {
        let Self { fact, cited, at, path } = self;
        let evidence = cited.put(draft, inherited)?;
        draft.fact(ends, NewFact { evidence, ..fact }, (at, &path))
    }
}

/// What a fact's record says beside its ends and its relation; what nobody asked for becomes attributes.
pub(super) fn fact<'a>(
    draft: &mut Draft,
    record: &mut Record<'a, '_>,
    ends: (EntityId, Option<EntityId>),
    relation: (Option<Cow<'a, str>>, bool),
    inherited: Option<ArticleId>,
) -> Handled {
    Stated::of(record, ends.1.is_some(), relation, Within::of(inherited)).put(draft, ends, inherited)
}

/// What an entity's record says beside its id; what nobody asked for becomes attributes.
pub(super) fn entity<'a>(record: &mut Record<'a, '_>, id: Cow<'a, str>, y: Upwards) -> NewEntity<'a> {
    let new = NewEntity {
        id,
        name: record.word(&["name", "label", "title"]),
        kind: record.word(&["kind", "type", "entity_type", "category"]),
        aliases: record.boxed_words(&["aliases", "alias"]),
        description: record.boxed_word(&["description", "summary"]),
        links: record.boxed_words(&["links", "url", "website"]),
        place: record.place(["x", "y"], y),
        ..NewEntity::default()
    };
    NewEntity { attributes: record.more(), ..new }
}

/// An entity of a record that has an id; one without is left out.
pub(super) fn node(draft: &mut Draft, record: &mut Record<'_, '_>, ids: &[&str], y: Upwards) -> Handled {
    let Some(id) = record.word(ids) else {
        return missing(record, ids);
    };
    let new = entity(record, id, y);
    draft.entity(new).map(|(_, fate)| fate)
}

/// Leaves a record out that lacks a field.
pub(super) fn missing<T>(record: &mut Record<'_, '_>, names: &[&str]) -> Result<T, Halt> {
    let name = names.first().copied().unwrap_or_default();
    let at = record.at_of(name);
    let what = format!("`{name}` is missing or empty");
    record.note(at, name, what, "the record was skipped", crate::facts::Severity::Skipped);
    Err(Halt::Skip)
}

/// The end of a fact by the id that one of several fields gives.
pub(super) fn end(draft: &mut Draft, record: &mut Record<'_, '_>, names: &[&str]) -> Result<EntityId, Halt> {
    let at = names.iter().find(|name| record.has(name)).map_or(record.at(), |name| record.at_of(name));
    let Some(id) = record.word(names) else {
        return missing(record, names);
    };
    let path = record.path().to_owned();
    draft.end(&id, at, &path)
}

/// An entity of a name, with what its record says beside it.
pub(super) fn named(
    draft: &mut Draft,
    record: &mut Record<'_, '_>,
    names: &[&str],
    kinds: &[&str],
) -> Result<(EntityId, Fate), Halt> {
    Named::of(record, names, kinds)?.put(draft)
}

/// An entity of a name, as a record alone tells of it.
pub(super) struct Named<'a> {
    pub(super) name: Cow<'a, str>,
    pub(super) kind: Option<Cow<'a, str>>,
    /// What else is said of it.
    pub(super) more: Option<Box<NewEntity<'a>>>,
}

impl<'a> Named<'a> {
    /// From a record of the entity alone.
    pub(super) fn of(record: &mut Record<'a, '_>, names: &[&str], kinds: &[&str]) -> Result<Self, Halt> {
        let Some(name) = record.word(names) else {
            return missing(record, names);
        };
        let kind = record.word(kinds);
        Ok(Self { name, kind, more: Some(Box::new(entity(record, Cow::Borrowed(""), Upwards::No))) })
    }

    /// The entity, made where there is none.
    pub(super) fn put(self, draft: &mut Draft) -> Result<(EntityId, Fate), Halt> {
        let Self { name, kind, more } = self;
        let (id, fate) = draft.named(&name, kind.as_deref())?;
        if let Some(more) = more {
            draft.add_to_entity(id, *more);
        }
        Ok((id, fate))
    }
}
