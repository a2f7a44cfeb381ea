//! Two fact bases compared: what a second run of an extractor added, left out or says otherwise.

mod follow;

use std::cmp::Ordering;

use super::pairing::{Pairs, Side};
use super::{Article, ArticleId, Date, Entity, EntityId, Evidence, Fact, FactBase, FactId, Fields, Value};

pub use follow::renamed;

/// What is different between two fact bases. Their titles, descriptions and extractors are not compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// The articles.
    pub articles: Changes<ArticleId>,
    /// The entities.
    pub entities: Changes<EntityId>,
    /// The facts.
    pub facts: Changes<FactId>,
}

impl Diff {
    /// Whether nothing is different.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.articles.is_empty() && self.entities.is_empty() && self.facts.is_empty()
    }
}

/// What is different among records of one sort, in the order of the bases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes<Id> {
    /// Records of the new base that the old one lacks.
    pub added: Vec<Id>,
    /// Records of the old base that the new one lacks.
    pub gone: Vec<Id>,
    /// Records of both that do not say the same.
    pub changed: Vec<Change<Id>>,
    /// How many say the same.
    pub same: usize,
}

impl<Id> Changes<Id> {
    /// Whether nothing is different.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.added.is_empty() && self.gone.is_empty() && self.changed.is_empty()
    }
}

/// A record that says something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<Id> {
    /// Its id in the old base.
    pub old: Id,
    /// Its id in the new base.
    pub new: Id,
    /// What is different in it.
    pub differences: Vec<Difference>,
}

/// A field that says something else. Of lists only what one side lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The name of the field in the format of facts.
    pub field: &'static str,
    /// What it said; empty where it was not there.
    pub old: String,
    /// What it says; empty where it is no longer there.
    pub new: String,
}

/// Compares two fact bases.
///
/// Records are the same where their ids are, as long as ids mean the same in both: where most records that share an id
/// say something else, the ids are only numbers of a run. Then, and where an id is not the file's own, an entity is
/// known by name and kind, an article by its address, a fact by its ends, relation and time.
#[must_use]
pub fn diff(old: &FactBase, new: &FactBase) -> Diff {
    let articles = article_pairs(old, new);
    let entities = entity_pairs(old, new);
    let facts = fact_pairs(old, new, &entities);
    Diff {
        articles: changes(&articles, ArticleId::from_index, |a, b| in_article(&old.articles[a], &new.articles[b])),
        entities: changes(&entities, EntityId::from_index, |a, b| {
            in_entity((old, &old.entities[a]), (new, &new.entities[b]))
        }),
        facts: changes(&facts, FactId::from_index, |a, b| {
            let known = (&entities, &articles);
            in_fact((old, &old.facts[a]), (new, &new.facts[b]), known)
        }),
    }
}

fn changes<Id>(
    pairs: &Pairs,
    id: impl Fn(usize) -> Id,
    compare: impl Fn(usize, usize) -> Vec<Difference>,
) -> Changes<Id> {
    let mut changes = Changes {
        added: pairs.alone(Side::New).map(&id).collect(),
        gone: pairs.alone(Side::Old).map(&id).collect(),
        changed: Vec::new(),
        same: 0,
    };
    for (old, new) in pairs.pairs() {
        let differences = compare(old, new);
        if differences.is_empty() {
            changes.same += 1;
        } else {
            changes.changed.push(Change { old: id(old), new: id(new), differences });
        }
    }
    changes
}

fn article_pairs(old: &FactBase, new: &FactBase) -> Pairs {
    let (old, new) = (&old.articles, &new.articles);
    let mut pairs = Pairs::new(old.len(), new.len());
    pairs.by(|side, at| Some(&*side.of(old, new)[at].id));
    pairs.by(|side, at| side.of(old, new)[at].url.as_deref());
    pairs
}

fn entity_pairs(old: &FactBase, new: &FactBase) -> Pairs {
    let entity = |side: Side, at: usize| &side.of(old, new).entities[at];
    let kind = |side: Side, at: usize| side.of(old, new).kind(entity(side, at).kind);
    let mut pairs = Pairs::new(old.entities.len(), new.entities.len());
    pairs.by_id_and(|side, at| Some(&*entity(side, at).id), |side, at| (&*entity(side, at).name, kind(side, at)));
    pairs.by(|side, at| Some((&*entity(side, at).name, kind(side, at))));
    pairs.by(|side, at| Some(&*entity(side, at).name));
    pairs
}

fn fact_pairs(old: &FactBase, new: &FactBase, entities: &Pairs) -> Pairs {
    let fact = |side: Side, at: usize| &side.of(old, new).facts[at];
    let ends = |side: Side, at: usize| {
        let base = side.of(old, new);
        let Fact { subject, relation, object, .. } = fact(side, at);
        let known = |id: EntityId| entities.common(side, id.index());
        (known(*subject), base.relation(*relation), object.map(known))
    };
    let claim = |side: Side, at: usize| {
        let time = fact(side, at).time;
        let value = fact(side, at).object.is_none().then(|| fact(side, at).value.as_deref());
        (ends(side, at), [time.when, time.from, time.until], value)
    };
    let mut pairs = Pairs::new(old.facts.len(), new.facts.len());
    pairs.by_id_and(|side, at| own_id(&fact(side, at).id), claim);
    pairs.by(|side, at| Some(claim(side, at)));
    pairs.by(|side, at| Some(ends(side, at)));
    // What is left of equal ids is the same claim where two of its three parts are.
    pairs.by(|side, at| {
        let (subject, relation, _) = ends(side, at);
        Some((own_id(&fact(side, at).id)?, subject, relation))
    });
    pairs.by(|side, at| {
        let (subject, _, object) = ends(side, at);
        Some((own_id(&fact(side, at).id)?, subject, object?))
    });
    pairs
}

/// The id of a fact that its file gave: one that has none is called by its number.
fn own_id(id: &str) -> Option<&str> {
    let is_number = id.strip_prefix("fact ").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    (!is_number).then_some(id)
}

/// The differences found so far.
#[derive(Default)]
struct Found(Vec<Difference>);

impl Found {
    fn word(&mut self, field: &'static str, old: impl Into<String>, new: impl Into<String>) {
        let (old, new) = (old.into(), new.into());
        if old != new {
            self.0.push(Difference { field, old, new });
        }
    }

    fn text(&mut self, field: &'static str, old: Option<&str>, new: Option<&str>) {
        self.word(field, old.unwrap_or_default(), new.unwrap_or_default());
    }

    /// Lists of what is compared and how it is said, whatever their order.
    fn list<T: Ord>(&mut self, field: &'static str, mut old: Vec<(T, String)>, mut new: Vec<(T, String)>) {
        old.sort_unstable();
        new.sort_unstable();
        let (mut gone, mut added) = (Vec::new(), Vec::new());
        let (mut olds, mut news) = (old.into_iter().peekable(), new.into_iter().peekable());
        loop {
            let order = match (olds.peek(), news.peek()) {
                (Some((old, _)), Some((new, _))) => old.cmp(new),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => break,
            };
            let (one, other) = (olds.next_if(|_| order.is_le()), news.next_if(|_| order.is_ge()));
            match (one, other) {
                (Some((_, gone_now)), None) => gone.push(gone_now),
                (None, Some((_, added_now))) => added.push(added_now),
                _ => {}
            }
        }
        if !gone.is_empty() || !added.is_empty() {
            self.0.push(Difference { field, old: gone.join("; "), new: added.join("; ") });
        }
    }

    fn texts(&mut self, field: &'static str, old: &[Box<str>], new: &[Box<str>]) {
        let of = |list: &[Box<str>]| list.iter().map(|one| (one.clone(), one.to_string())).collect();
        self.list(field, of(old), of(new));
    }

    fn fields(&mut self, field: &'static str, old: &Fields, new: &Fields) {
        let of = |fields: &Fields| {
            let one =
                |(name, value): &(Box<str>, Value)| ((name.clone(), format!("{value:?}")), format!("{name}: {value}"));
            fields.iter().map(one).collect()
        };
        if old != new {
            self.list(field, of(old), of(new));
        }
    }
}

fn in_article(old: &Article, new: &Article) -> Vec<Difference> {
    let Article { id: _, title, publisher, authors, published, url, language, text, note, more } = old;
    let mut found = Found::default();
    for (field, old, new) in [
        ("title", title, &new.title),
        ("publisher", publisher, &new.publisher),
        ("url", url, &new.url),
        ("language", language, &new.language),
        ("text", text, &new.text),
        ("note", note, &new.note),
    ] {
        found.text(field, old.as_deref(), new.as_deref());
    }
    found.texts("authors", authors, &new.authors);
    let date = |date: &Option<Date>| date.map(Date::iso);
    found.text("published", date(published).as_deref(), date(&new.published).as_deref());
    found.fields("unknown fields", more, &new.more);
    found.0
}

fn in_entity((old_base, old): (&FactBase, &Entity), (new_base, new): (&FactBase, &Entity)) -> Vec<Difference> {
    let Entity { id: _, kind, name, aliases, description, links, place, attributes, more } = old;
    let mut found = Found::default();
    found.word("name", &**name, &*new.name);
    found.word("kind", old_base.kind(*kind), new_base.kind(new.kind));
    found.texts("aliases", aliases, &new.aliases);
    found.text("description", description.as_deref(), new.description.as_deref());
    found.texts("links", links, &new.links);
    let said = |place: Option<[f32; 2]>| place.map(|[x, y]| format!("{x}, {y}")).unwrap_or_default();
    found.word("place", said(*place), said(new.place));
    found.fields("attributes", attributes, &new.attributes);
    found.fields("unknown fields", more, &new.more);
    found.0
}

fn in_fact(
    (old_base, old): (&FactBase, &Fact),
    (new_base, new): (&FactBase, &Fact),
    (entities, articles): (&Pairs, &Pairs),
) -> Vec<Difference> {
    let Fact { id: _, subject, relation, object, value, time, status, .. } = old;
    let Fact { confidence, directed, attributes, more, evidence, .. } = old;
    let mut found = Found::default();
    // The same entity under a new name is a change of the entity.
    let end = |field, old: Option<EntityId>, new: Option<EntityId>, found: &mut Found| {
        let common = [(Side::Old, old), (Side::New, new)].map(|(side, id)| Some(entities.common(side, id?.index())));
        if common[0] != common[1] {
            let name = |base: &FactBase, id: Option<EntityId>| id.map(|id| base.entity(id).name.to_string());
            let (old, new) = (name(old_base, old).unwrap_or_default(), name(new_base, new).unwrap_or_default());
            found.0.push(Difference { field, old, new });
        }
    };
    end("subject", Some(*subject), Some(new.subject), &mut found);
    found.word("relation", old_base.relation(*relation), new_base.relation(new.relation));
    end("object", *object, new.object, &mut found);
    found.text("value", value.as_deref(), new.value.as_deref());
    for (field, old, new) in
        [("when", time.when, new.time.when), ("from", time.from, new.time.from), ("until", time.until, new.time.until)]
    {
        found.text(field, old.map(Date::iso).as_deref(), new.map(Date::iso).as_deref());
    }
    found.word("status", status.word(), new.status.word());
    let said = |confidence: Option<f32>| confidence.map(|confidence| confidence.to_string()).unwrap_or_default();
    found.word("confidence", said(*confidence), said(new.confidence));
    found.word("directed", directed.to_string(), new.directed.to_string());
    found.fields("attributes", attributes, &new.attributes);
    found.fields("unknown fields", more, &new.more);
    let of = |side: Side, base: &FactBase, list: &[Evidence]| -> Vec<(Compared, String)> {
        list.iter().map(|one| proof(side, base, one, articles)).collect()
    };
    found.list("evidence", of(Side::Old, old_base, evidence), of(Side::New, new_base, &new.evidence));
    found.0
}

/// An evidence as it is compared: where the words stand in the article is not its own.
type Compared = (Option<usize>, Option<Box<str>>, String);

fn proof(side: Side, base: &FactBase, evidence: &Evidence, articles: &Pairs) -> (Compared, String) {
    let Evidence { article, excerpt, claimed: _, check: _, more } = evidence;
    let more = if more.is_empty() { String::new() } else { format!("{more:?}") };
    let common = article.map(|id| articles.common(side, id.index()));
    let article = article.map(|id| base.article(id).label());
    ((common, excerpt.clone(), more), said(excerpt.as_deref(), article))
}

fn said(excerpt: Option<&str>, article: Option<&str>) -> String {
    match (excerpt, article) {
        (Some(excerpt), Some(article)) => format!("“{excerpt}” ({article})"),
        (Some(excerpt), None) => format!("“{excerpt}”"),
        (None, article) => article.unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests;
