//! The facts of one map, with the entities and articles they speak of.

use super::{Article, ArticleId, Check, Date, Entity, EntityId, Fact, FactId, Fields, KindId, RelationId};

/// Everything that was read: lists of records that refer to one another by typed ids.
///
/// Made by a [`Builder`](super::Builder), which guarantees that every id in it points at a record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FactBase {
    /// The map's title.
    pub title: Option<Box<str>>,
    /// What the map is about.
    pub description: Option<Box<str>>,
    /// The extractor's name and version.
    pub generated_by: Option<Box<str>>,
    /// Top-level fields that the format does not know.
    pub more: Fields,
    /// The articles, in the order of the file.
    pub articles: Vec<Article>,
    /// The entities, in the order of the file, then those that facts brought in.
    pub entities: Vec<Entity>,
    /// The facts, in the order of the file.
    pub facts: Vec<Fact>,
    /// The words for kinds; `person`, `firm`, `film` and `other` come first, always.
    pub kinds: Vec<Box<str>>,
    /// The wordings of relations, in the order of their first use.
    pub relations: Vec<Box<str>>,
}

impl FactBase {
    /// `person`
    pub const PERSON: KindId = KindId(0);
    /// `firm`
    pub const FIRM: KindId = KindId(1);
    /// `film`
    pub const FILM: KindId = KindId(2);
    /// `other`
    pub const OTHER: KindId = KindId(3);

    /// The article of an id of this base.
    #[must_use]
    pub fn article(&self, id: ArticleId) -> &Article {
        &self.articles[id.index()]
    }

    /// The entity of an id of this base.
    #[must_use]
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.index()]
    }

    /// The fact of an id of this base.
    #[must_use]
    pub fn fact(&self, id: FactId) -> &Fact {
        &self.facts[id.index()]
    }

    /// The word for a kind.
    #[must_use]
    pub fn kind(&self, id: KindId) -> &str {
        &self.kinds[id.index()]
    }

    /// The wording of a relation.
    #[must_use]
    pub fn relation(&self, id: RelationId) -> &str {
        &self.relations[id.index()]
    }

    /// The entity of the file's id.
    #[must_use]
    pub fn entity_by_key(&self, key: &str) -> Option<EntityId> {
        self.entities.iter().position(|entity| &*entity.id == key).map(EntityId::from_index)
    }

    /// All facts with their ids.
    pub fn facts_with_ids(&self) -> impl Iterator<Item = (FactId, &Fact)> {
        self.facts.iter().enumerate().map(|(index, fact)| (FactId::from_index(index), fact))
    }

    /// Excerpts by the result of their check: exact, found, near, not found, not checked.
    #[must_use]
    pub fn excerpt_counts(&self) -> [usize; 5] {
        let mut counts = [0; 5];
        for evidence in self.facts.iter().flat_map(|fact| &fact.evidence) {
            if evidence.excerpt.is_some() {
                let slot = match evidence.check {
                    Check::Exact(_) => 0,
                    Check::Found(_) => 1,
                    Check::Near(_) => 2,
                    Check::NotFound => 3,
                    Check::Unchecked => 4,
                };
                counts[slot] += 1;
            }
        }
        counts
    }

    /// The day on which the first of a fact's articles was published, as far as known.
    #[must_use]
    pub fn first_published(&self, fact: &Fact) -> Option<Date> {
        let articles = fact.evidence.iter().filter_map(|evidence| evidence.article);
        articles.filter_map(|article| self.article(article).published).min()
    }

    /// A fact in words: "Alibaba Pictures – funded – Star Trek Beyond".
    #[must_use]
    pub fn sentence(&self, id: FactId) -> String {
        let fact = self.fact(id);
        let mut words = format!("{} {}", self.entity(fact.subject).name, self.relation(fact.relation));
        if let Some(object) = fact.object {
            words.push(' ');
            words.push_str(&self.entity(object).name);
        }
        if let Some(value) = &fact.value {
            words.push_str(if fact.object.is_some() { ": " } else { " " });
            words.push_str(value);
        }
        words
    }
}
