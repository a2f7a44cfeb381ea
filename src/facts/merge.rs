//! Two fact bases as one, for maps made of several files.

use std::collections::{HashMap, HashSet};

use super::{Article, ArticleId, Entity, EntityId, FactBase, KindId, RelationId};

impl FactBase {
    /// This base with everything of `other`, which came from `file`.
    ///
    /// Entities of the same name and kind are one, and take each other's aliases, links and attributes; articles are
    /// one where all of them is equal. Everything else stays apart: an id that is taken gets the file's name behind it.
    /// No fact is dropped, even if both files state it, because each has its own evidence.
    #[must_use]
    pub fn merged(mut self, other: Self, file: &str) -> Self {
        let kinds: Vec<KindId> = other.kinds.iter().map(|word| KindId(intern(&mut self.kinds, word))).collect();
        let mut known: HashMap<Box<str>, u32> = HashMap::with_capacity(self.relations.len());
        for (at, word) in (0_u32..).zip(&self.relations) {
            known.insert(word.clone(), at);
        }
        let mut relations = Vec::with_capacity(other.relations.len());
        for word in other.relations {
            let next = RelationId::from_index(self.relations.len()).0;
            let id = *known.entry(word.clone()).or_insert(next);
            if id == next {
                self.relations.push(word);
            }
            relations.push(RelationId(id));
        }
        let articles = add_articles(&mut self.articles, other.articles, file);
        let entities = add_entities(&mut self.entities, other.entities, &kinds, file);
        let mut taken: HashSet<Box<str>> = self.facts.iter().map(|fact| fact.id.clone()).collect();
        for mut fact in other.facts {
            fact.id = free_id(&mut taken, fact.id, file);
            fact.subject = entities[fact.subject.index()];
            fact.object = fact.object.map(|object| entities[object.index()]);
            fact.relation = relations[fact.relation.index()];
            for evidence in &mut fact.evidence {
                evidence.article = evidence.article.map(|article| articles[article.index()]);
            }
            self.facts.push(fact);
        }
        self.title = None;
        self.description = None;
        self
    }
}

fn intern(words: &mut Vec<Box<str>>, word: &str) -> u32 {
    let at = words.iter().position(|known| &**known == word).unwrap_or_else(|| {
        words.push(word.into());
        words.len() - 1
    });
    KindId::from_index(at).0
}

/// `id`, or `id (file)`, or `id (file 2)` and so on where that is taken.
fn free_id(taken: &mut HashSet<Box<str>>, id: Box<str>, file: &str) -> Box<str> {
    if taken.insert(id.clone()) {
        return id;
    }
    let mut number = 1_u64;
    loop {
        let longer = if number == 1 { format!("{id} ({file})") } else { format!("{id} ({file} {number})") };
        let longer: Box<str> = longer.into();
        if taken.insert(longer.clone()) {
            return longer;
        }
        number += 1;
    }
}

fn add_articles(articles: &mut Vec<Article>, more: Vec<Article>, file: &str) -> Vec<ArticleId> {
    let by_id: HashMap<Box<str>, usize> =
        articles.iter().enumerate().map(|(at, article)| (article.id.clone(), at)).collect();
    let mut taken: HashSet<Box<str>> = by_id.keys().cloned().collect();
    let mut ids = Vec::with_capacity(more.len());
    for mut article in more {
        match by_id.get(&article.id) {
            Some(&at) if articles[at] == article => ids.push(ArticleId::from_index(at)),
            _ => {
                article.id = free_id(&mut taken, article.id, file);
                ids.push(ArticleId::from_index(articles.len()));
                articles.push(article);
            }
        }
    }
    ids
}

fn add_entities(entities: &mut Vec<Entity>, more: Vec<Entity>, kinds: &[KindId], file: &str) -> Vec<EntityId> {
    let by_name: HashMap<(Box<str>, KindId), usize> =
        entities.iter().enumerate().map(|(at, entity)| ((entity.name.clone(), entity.kind), at)).collect();
    let mut taken: HashSet<Box<str>> = entities.iter().map(|entity| entity.id.clone()).collect();
    let mut ids = Vec::with_capacity(more.len());
    for mut entity in more {
        entity.kind = kinds[entity.kind.index()];
        if let Some(&at) = by_name.get(&(entity.name.clone(), entity.kind)) {
            join(&mut entities[at], entity);
            ids.push(EntityId::from_index(at));
        } else {
            entity.id = free_id(&mut taken, entity.id, file);
            ids.push(EntityId::from_index(entities.len()));
            entities.push(entity);
        }
    }
    ids
}

/// Adds what the other record of the same entity knows more.
pub(super) fn join(entity: &mut Entity, other: Entity) {
    let Entity { id: _, kind: _, name: _, aliases, description, links, place, attributes, more } = other;
    add_new(&mut entity.aliases, aliases);
    add_new(&mut entity.links, links);
    add_new(&mut entity.attributes, attributes);
    add_new(&mut entity.more, more);
    if entity.description.is_none() {
        entity.description = description;
    }
    entity.place = entity.place.or(place);
}

pub(super) fn add_new<T: PartialEq>(list: &mut Vec<T>, more: Vec<T>) {
    for item in more {
        if !list.contains(&item) {
            list.push(item);
        }
    }
}
