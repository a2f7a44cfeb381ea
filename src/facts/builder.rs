//! The only way to make a fact base: every reference is checked on the way in, and nothing is guessed.

use super::index::{Bearer, KeyIndex, Names};
use super::merge;
use super::{
    Added, Article, ArticleId, End, Entity, EntityId, Fact, FactBase, FactId, Fields, KindId, KnownEnds, NewEntity,
    NewFact, Refused, RelationId, Value,
};

/// Makes a [`FactBase`]: first articles and entities, then the facts that refer to them.
#[derive(Clone, Debug)]
pub struct Builder {
    base: FactBase,
    article_keys: KeyIndex,
    entity_keys: KeyIndex,
    fact_keys: KeyIndex,
    kind_keys: KeyIndex,
    relation_keys: KeyIndex,
    /// Made when a fact first names an entity by something that is no id.
    names: Option<Names>,
    /// Facts without an id of their own, with their numbers in the file.
    unnamed: Vec<(FactId, usize)>,
}

impl Default for Builder {
    fn default() -> Self {
        Self::new()
    }
}

impl Builder {
    /// A base with no records; the first kinds are there.
    #[must_use]
    pub fn new() -> Self {
        let mut builder = Self {
            base: FactBase::default(),
            article_keys: KeyIndex::default(),
            entity_keys: KeyIndex::default(),
            fact_keys: KeyIndex::default(),
            kind_keys: KeyIndex::default(),
            relation_keys: KeyIndex::default(),
            names: None,
            unnamed: Vec::new(),
        };
        for word in ["person", "firm", "film", "other"] {
            builder.kind(word);
        }
        builder
    }

    /// What the file says about itself.
    pub fn about(
        &mut self,
        title: Option<Box<str>>,
        description: Option<Box<str>>,
        generated_by: Option<Box<str>>,
        more: Fields,
    ) {
        self.base.title = title;
        self.base.description = description;
        self.base.generated_by = generated_by;
        self.base.more = more;
    }

    /// Makes room for records that are about to come.
    pub fn reserve(&mut self, articles: usize, entities: usize, facts: usize) {
        self.base.articles.reserve_exact(articles);
        self.base.entities.reserve_exact(entities);
        self.base.facts.reserve_exact(facts);
    }

    /// What was added so far.
    #[must_use]
    pub const fn base(&self) -> &FactBase {
        &self.base
    }

    /// The kind of a word: trimmed, one of the first four whatever its case, else kept as it is.
    pub fn kind(&mut self, word: &str) -> KindId {
        let word = word.trim();
        let first = self.base.kinds.iter().take(4);
        if let Some(known) = first.into_iter().position(|kind| kind.eq_ignore_ascii_case(word)) {
            return KindId::from_index(known);
        }
        if word.is_empty() {
            return FactBase::OTHER;
        }
        let kinds = &mut self.base.kinds;
        KindId(self.kind_keys.intern(kinds, word))
    }

    /// The relation of a wording, trimmed.
    pub fn relation(&mut self, wording: &str) -> RelationId {
        let relations = &mut self.base.relations;
        RelationId(self.relation_keys.intern(relations, wording.trim()))
    }

    /// Adds an article.
    ///
    /// # Errors
    /// Where its id was given before.
    pub fn add_article(&mut self, article: Article) -> Result<ArticleId, Refused> {
        let place = place(self.base.articles.len())?;
        let articles = &mut self.base.articles;
        if !self.article_keys.insert(&article.id, place, |at| &articles[at].id) {
            return Err(Refused::Duplicate);
        }
        articles.push(article);
        Ok(ArticleId(place))
    }

    /// The article of the file's id.
    #[must_use]
    pub fn article_by_key(&self, key: &str) -> Option<ArticleId> {
        let articles = &self.base.articles;
        self.article_keys.get(key, |at| &articles[at].id).map(ArticleId)
    }

    /// The entity of the file's id.
    #[must_use]
    pub fn entity_by_key(&self, key: &str) -> Option<EntityId> {
        let entities = &self.base.entities;
        self.entity_keys.get(key, |at| &entities[at].id).map(EntityId)
    }

    /// Whether a fact has the id.
    #[must_use]
    pub fn has_fact(&self, id: &str) -> bool {
        let facts = &self.base.facts;
        self.fact_keys.get(id, |at| &facts[at].id).is_some()
    }

    /// Adds an entity.
    ///
    /// # Errors
    /// Where its id was given before.
    pub fn add_entity(&mut self, new: NewEntity<'_>) -> Result<EntityId, Refused> {
        let place = place(self.base.entities.len())?;
        let entities = &self.base.entities;
        if !self.entity_keys.insert(&new.id, place, |at| &entities[at].id) {
            return Err(Refused::Duplicate);
        }
        let NewEntity { id, kind, name, aliases, description, links, place: at, attributes, more } = new;
        let kind = kind.map_or(FactBase::OTHER, |word| self.kind(&word));
        let entity = Entity {
            name: name.map_or_else(|| id.as_ref().into(), Into::into),
            id: id.into(),
            kind,
            aliases,
            description,
            links,
            place: at.filter(|at| at.iter().all(|side| side.is_finite())),
            attributes,
            more,
        };
        if let Some(names) = &mut self.names {
            names.add(EntityId(place), &entity);
        }
        self.base.entities.push(entity);
        Ok(EntityId(place))
    }

    /// Adds what a further record of an entity knows. A name takes the place of one that was only the id, else it is
    /// an alias; a kind takes the place of `other`, else it is kept among the attributes.
    pub fn add_to_entity(&mut self, id: EntityId, new: NewEntity<'_>) {
        let kind = new.kind.as_deref().map_or(FactBase::OTHER, |word| self.kind(word));
        let word: Box<str> = self.base.kind(kind).into();
        let Some(entity) = self.base.entities.get_mut(id.index()) else {
            return;
        };
        let NewEntity { id: _, kind: _, name, aliases, description, links, place, attributes, more } = new;
        if let Some(name) = name.filter(|name| *name != *entity.name) {
            if entity.name == entity.id {
                entity.name = name.into();
            } else {
                merge::add_new(&mut entity.aliases, vec![name.into()]);
            }
        }
        if entity.kind == FactBase::OTHER {
            entity.kind = kind;
        } else if kind != FactBase::OTHER && kind != entity.kind {
            merge::add_new(&mut entity.attributes, vec![("kind".into(), Value::Text(word))]);
        }
        let place = place.filter(|place| place.iter().all(|side| side.is_finite()));
        let name = entity.name.clone();
        let other = Entity { id: "".into(), kind, name, aliases, description, links, place, attributes, more };
        merge::join(entity, other);
        if let Some(names) = &mut self.names {
            names.add(id, entity);
        }
    }

    /// Fills in what an article of this base lacks.
    pub fn add_to_article(&mut self, id: ArticleId, new: Article) {
        let Some(article) = self.base.articles.get_mut(id.index()) else {
            return;
        };
        let Article { id: _, title, publisher, authors, published, url, language, text, note, more } = new;
        article.title = article.title.take().or(title);
        article.publisher = article.publisher.take().or(publisher);
        article.published = article.published.or(published);
        article.url = article.url.take().or(url);
        article.language = article.language.take().or(language);
        article.text = article.text.take().or(text);
        article.note = article.note.take().or(note);
        merge::add_new(&mut article.authors, authors);
        merge::add_new(&mut article.more, more);
    }

    /// Adds a fact. An end that is no id is looked up by name, then by alias; where nobody is called so, an entity
    /// of that name is made. Evidence that names no article of this base loses the reference.
    ///
    /// # Errors
    /// Where its id was given before, or an end may mean several entities.
    pub fn add_fact(&mut self, new: NewFact<'_>) -> Result<Added, Refused> {
        let known = self.known_ends(&new);
        self.add_fact_between(new, known)
    }

    /// The ends of a fact that are ids of entities: the part of [`Self::add_fact`] that can be done in parallel.
    #[must_use]
    pub fn known_ends(&self, new: &NewFact<'_>) -> KnownEnds {
        KnownEnds {
            subject: self.entity_by_key(&new.subject),
            object: new.object.as_deref().and_then(|object| self.entity_by_key(object)),
        }
    }

    /// [`Self::add_fact`] for a fact whose ends [`Self::known_ends`] of this builder has looked up.
    ///
    /// # Errors
    /// As [`Self::add_fact`].
    pub fn add_fact_between(&mut self, new: NewFact<'_>, known: KnownEnds) -> Result<Added, Refused> {
        let place = place(self.base.facts.len())?;
        let facts = &self.base.facts;
        let is_taken = |id: &str| self.fact_keys.get(id, |at| &facts[at].id).is_some();
        if new.id.as_deref().is_some_and(is_taken) {
            return Err(Refused::Duplicate);
        }
        let subject = self.resolve(known.subject, &new.subject).ok_or(Refused::Ambiguous(End::Subject))?;
        let object = match &new.object {
            Some(text) => Some(self.resolve(known.object, text).ok_or(Refused::Ambiguous(End::Object))?),
            None => None,
        };
        let (subject, new_subject) = self.bring_in(subject, &new.subject)?;
        let object = match (object, &new.object) {
            (Some(object), Some(text)) => Some(self.bring_in(object, text)?),
            _ => None,
        };
        let id: Box<str> = new.id.map_or_else(Box::default, Into::into);
        if id.is_empty() {
            self.unnamed.push((FactId(place), new.number));
        } else {
            let facts = &self.base.facts;
            self.fact_keys.insert(&id, place, |at| &facts[at].id);
        }
        let mut evidence = new.evidence;
        for one in &mut evidence {
            one.article = one.article.filter(|article| article.index() < self.base.articles.len());
        }
        let relation = self.relation(&new.relation);
        self.base.facts.push(Fact {
            id,
            subject,
            relation,
            object: object.map(|(object, _)| object),
            value: new.value,
            time: new.time,
            status: new.status,
            confidence: new.confidence.filter(|confidence| (0.0..=1.0).contains(confidence)),
            directed: new.directed,
            attributes: new.attributes,
            more: new.more,
            evidence,
        });
        Ok(Added { fact: FactId(place), new_subject, new_object: object.and_then(|(_, made)| made) })
    }

    /// The base, with an id for every fact.
    #[must_use]
    pub fn finish(mut self) -> FactBase {
        for (fact, number) in std::mem::take(&mut self.unnamed) {
            let id = self.free_fact_id(number);
            let facts = &self.base.facts;
            self.fact_keys.insert(&id, fact.0, |at| &facts[at].id);
            self.base.facts[fact.index()].id = id;
        }
        let base = &mut self.base;
        base.articles.shrink_to_fit();
        base.entities.shrink_to_fit();
        base.facts.shrink_to_fit();
        self.base
    }

    /// `fact 12`, or `fact 12 (2)` in a file where another fact bears that id.
    fn free_fact_id(&self, number: usize) -> Box<str> {
        let facts = &self.base.facts;
        let mut id = format!("fact {number}");
        let mut next = 2_u32;
        while self.fact_keys.get(&id, |at| &facts[at].id).is_some() {
            id = format!("fact {number} ({next})");
            next += 1;
        }
        id.into()
    }

    /// Who a text means: `None` where it may be several, `Some(None)` where nobody is called so.
    fn resolve(&mut self, known: Option<EntityId>, text: &str) -> Option<Option<EntityId>> {
        let known = known.filter(|known| known.index() < self.base.entities.len());
        // A fact of a moment ago may have brought it in.
        if let Some(id) = known.or_else(|| self.entity_by_key(text)) {
            return Some(Some(id));
        }
        let names = self.names.get_or_insert_with(|| Names::of(&self.base.entities));
        match names.get(text) {
            Bearer::Nobody => Some(None),
            Bearer::One(id) => Some(Some(id)),
            Bearer::Several => None,
        }
    }

    /// The entity found, or a new one of that name, which is then told.
    fn bring_in(&mut self, found: Option<EntityId>, text: &str) -> Result<(EntityId, Option<EntityId>), Refused> {
        // The subject of the same fact may have brought it in a moment ago.
        if let Some(id) = found.or_else(|| self.entity_by_key(text)) {
            return Ok((id, None));
        }
        let made = self.add_entity(NewEntity { id: text.into(), ..NewEntity::default() })?;
        Ok((made, Some(made)))
    }
}

fn place(len: usize) -> Result<u32, Refused> {
    match u32::try_from(len) {
        Ok(place) if place < u32::MAX => Ok(place),
        _ => Err(Refused::Full),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Span, Status};
    use super::*;

    fn fact<'a>(number: usize, id: Option<&'a str>, subject: &'a str, object: &'a str) -> NewFact<'a> {
        NewFact {
            number,
            id: id.map(Into::into),
            subject: subject.into(),
            relation: "met".into(),
            object: Some(object.into()),
            value: None,
            time: Span::default(),
            status: Status::Reported,
            confidence: None,
            directed: true,
            attributes: Vec::new(),
            more: Vec::new(),
            evidence: Vec::new(),
        }
    }

    fn entity<'a>(id: &'a str, name: &'a str, aliases: &[&str]) -> NewEntity<'a> {
        NewEntity {
            id: id.into(),
            name: Some(name.into()),
            aliases: aliases.iter().map(|&alias| alias.into()).collect(),
            ..NewEntity::default()
        }
    }

    fn people() -> Builder {
        let mut builder = Builder::new();
        for new in [
            entity("jm", "Jack Ma", &["Ma Yun", "The Founder"]),
            entity("dt", "Donald Trump", &["The President"]),
            entity("tx", "The Founder", &[]),
            entity("s1", "José Smith", &["The President"]),
            entity("s2", "JOSE SMITH", &[]),
        ] {
            builder.add_entity(new).unwrap();
        }
        builder
    }

    #[test]
    fn an_end_is_an_id_then_a_name_then_an_alias_then_somebody_new() {
        for (text, expected) in [
            ("jm", Ok("jm")),
            ("jack ma", Ok("jm")),
            ("Ma Yún", Ok("jm")),
            ("the founder", Ok("tx")),
            ("Jose Smith", Err(Refused::Ambiguous(End::Object))),
            ("the president", Err(Refused::Ambiguous(End::Object))),
            ("Nobody", Ok("Nobody")),
        ] {
            let mut builder = people();
            let added = builder.add_fact(fact(1, None, "dt", text));
            let base = builder.finish();
            let object = added.map(|_| &*base.entity(base.facts[0].object.unwrap()).id);
            assert_eq!(object, expected, "{text}");
        }
    }

    #[test]
    fn somebody_new_is_told_once_and_found_again_by_name() {
        let mut builder = people();
        let first = builder.add_fact(fact(1, None, "Eve", "Eve")).unwrap();
        assert_eq!((first.new_subject, first.new_object), (Some(EntityId(5)), None));
        let second = builder.add_fact(fact(2, None, "EVE", "jm")).unwrap();
        assert_eq!((second.new_subject, second.new_object), (None, None));
        let base = builder.finish();
        assert_eq!(base.facts[1].subject, EntityId(5));
        assert_eq!(base.entity(EntityId(5)).kind, FactBase::OTHER);
    }

    #[test]
    fn an_ambiguous_end_leaves_no_trace_of_the_other() {
        let mut builder = people();
        assert!(builder.add_fact(fact(1, None, "Eve", "jose smith")).is_err());
        assert_eq!(builder.finish().entities.len(), 5);
    }

    #[test]
    fn facts_without_an_id_are_numbered_and_give_way_to_given_ids() {
        let mut builder = people();
        for (number, id) in [(1, None), (2, Some("fact 1")), (4, None), (5, Some("x"))] {
            builder.add_fact(fact(number, id, "jm", "dt")).unwrap();
        }
        assert_eq!(builder.add_fact(fact(6, Some("x"), "jm", "dt")), Err(Refused::Duplicate));
        let ids: Vec<_> = builder.finish().facts.into_iter().map(|fact| fact.id).collect();
        assert_eq!(ids, ["fact 1 (2)", "fact 1", "fact 4", "x"].map(Box::from));
    }

    #[test]
    fn kinds_and_relations_are_kept_once() {
        let mut builder = Builder::new();
        assert_eq!(builder.kind(" PERSON "), FactBase::PERSON);
        assert_eq!(builder.kind(""), FactBase::OTHER);
        assert_eq!(builder.kind("place"), KindId(4));
        assert_eq!(builder.kind("Place"), KindId(5));
        assert_eq!(builder.kind("place "), KindId(4));
        assert_eq!(builder.relation(" met"), builder.relation("met"));
    }

    #[test]
    fn duplicate_articles_and_entities_are_refused() {
        let mut builder = people();
        assert_eq!(builder.add_entity(entity("jm", "x", &[])), Err(Refused::Duplicate));
        let article = Article { id: "a".into(), ..Article::default() };
        assert_eq!(builder.add_article(article.clone()), Ok(ArticleId(0)));
        assert_eq!(builder.add_article(article), Err(Refused::Duplicate));
    }
}
