//! What every reader of another tool's format fills: entities by id or by name, articles by address or text, facts,
//! notes, and a count of what became of each record.

use std::hash::BuildHasher as _;

use foldhash::fast::RandomState;
use foldhash::{HashMap, HashSet};

use crate::facts::{
    Article, ArticleId, Builder, EntityId, Evidence, FactBase, KnownEnds, NewEntity, NewFact, Refused, Report,
    Severity, Tally, canonical_kind,
};

use super::excerpts::{self, ExcerptFault};
use super::fields::Skip;
use super::notes::{Note, Notes, quoted};
use super::{Job, ReadError};

/// What became of a record that was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is something of its own in the map.
    Read,
    /// It says more about something that was there.
    Merged,
    /// Its reader counts it later, when more is known.
    Later,
}

/// Why a record was not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Halt {
    /// The reason has been told.
    Skip,
    /// There are more records than can be held.
    Full,
}

impl From<Skip> for Halt {
    fn from(_told: Skip) -> Self {
        Self::Skip
    }
}

/// What came of reading a record.
pub(super) type Handled = Result<Fate, Halt>;

/// Where a fact stands in its file.
struct Origin {
    at: usize,
    path: Box<str>,
}

/// The facts of a file in the making.
pub(super) struct Draft {
    builder: Builder,
    pub(super) notes: Notes,
    tally: Tally,
    /// More records than this are refused.
    most: usize,
    /// Entities by name and kind, in formats without ids.
    names: HashMap<Box<str>, Vec<(Box<str>, EntityId)>>,
    /// Entities of which so far only the id is known, and where it was first said.
    bare: HashSet<EntityId>,
    mentions: Vec<(EntityId, Origin)>,
    /// Whether the file has records of entities, so that one without is worth a word.
    has_entities: bool,
    articles: Articles,
    /// Where each fact stands.
    origins: Vec<Origin>,
}

/// Articles by their key and by their text.
#[derive(Default)]
struct Articles {
    hasher: RandomState,
    by_text: HashMap<u64, Vec<ArticleId>>,
    by_key: HashMap<Box<str>, ArticleId>,
    /// The number behind the next id of a key that is taken.
    next: HashMap<Box<str>, u64>,
    /// For each article the key that it was given, which its id may only begin with.
    keys: Vec<Box<str>>,
}

impl Draft {
    pub(super) fn new(job: &Job<'_>) -> Self {
        Self {
            builder: Builder::new(),
            notes: Notes::default(),
            tally: Tally::default(),
            most: job.limits.records,
            names: HashMap::default(),
            bare: HashSet::default(),
            mentions: Vec::new(),
            has_entities: false,
            articles: Articles::default(),
            origins: Vec::new(),
        }
    }

    /// What the file says about itself.
    pub(super) const fn builder(&mut self) -> &mut Builder {
        &mut self.builder
    }

    /// What was added so far.
    pub(super) const fn base(&self) -> &FactBase {
        self.builder.base()
    }

    /// Counts a record by what became of it.
    ///
    /// # Errors
    /// Where there are too many.
    pub(super) fn settle(&mut self, handled: Handled) -> Result<(), Halt> {
        self.tally.present += usize::from(handled != Ok(Fate::Later));
        match handled {
            Ok(Fate::Later) => {}
            Ok(Fate::Read) => self.tally.read += 1,
            Ok(Fate::Merged) => self.tally.merged += 1,
            Err(Halt::Skip) => self.tally.skipped += 1,
            Err(Halt::Full) => return Err(Halt::Full),
        }
        if self.tally.present > self.most { Err(Halt::Full) } else { Ok(()) }
    }

    /// The entity of a name within its kind, made where there is none. Without a kind, the first of that name; where
    /// the only one of a name had no kind so far, it takes the first that is said of it.
    pub(super) fn named(&mut self, name: &str, kind: Option<&str>) -> Result<(EntityId, Fate), Halt> {
        let name = name.trim();
        let kind = kind.map(canonical_kind).filter(|kind| !kind.is_empty());
        let of_name = self.names.get(name);
        let of_kind = |(known, _): &&(Box<str>, EntityId)| **known == *kind.unwrap_or_default();
        if let Some((_, known)) = of_name.and_then(|kinds| kinds.iter().find(of_kind)) {
            return Ok((*known, Fate::Merged));
        }
        let taken = self.builder.entity_by_key(name);
        let kindless = taken.filter(|id| self.builder.base().entity(*id).kind == FactBase::OTHER);
        let found = match (taken, kind, kindless) {
            (Some(known), None, _) => (known, Fate::Merged),
            (_, Some(kind), Some(known)) => {
                let kind = Some(kind.into());
                self.builder.add_to_entity(known, NewEntity { kind, ..NewEntity::default() });
                (known, Fate::Merged)
            }
            _ => {
                let mut id = name.to_owned();
                while self.builder.entity_by_key(&id).is_some() {
                    id = format!("{id} ({})", kind.unwrap_or("2"));
                }
                let kind = kind.map(Into::into);
                let new = NewEntity { id: id.into(), name: Some(name.into()), kind, ..NewEntity::default() };
                (self.builder.add_entity(new).map_err(|_full| Halt::Full)?, Fate::Read)
            }
        };
        self.names.entry(name.into()).or_default().push((kind.unwrap_or_default().into(), found.0));
        Ok(found)
    }

    /// An entity as its record gives it; one that is known takes what is new.
    pub(super) fn entity(&mut self, mut new: NewEntity<'_>) -> Result<(EntityId, Fate), Halt> {
        self.has_entities = true;
        if let Some(kind) = &new.kind {
            let canonical = canonical_kind(kind).to_owned();
            new.kind = Some(canonical.into()).filter(|kind: &std::borrow::Cow<'_, str>| !kind.is_empty());
        }
        match self.builder.entity_by_key(&new.id) {
            Some(known) => {
                self.builder.add_to_entity(known, new);
                let was_bare = self.bare.remove(&known);
                Ok((known, if was_bare { Fate::Read } else { Fate::Merged }))
            }
            None => match self.builder.add_entity(new) {
                Ok(id) => Ok((id, Fate::Read)),
                Err(Refused::Full | Refused::Duplicate | Refused::Ambiguous(_)) => Err(Halt::Full),
            },
        }
    }

    /// Adds to what is known of an entity.
    pub(super) fn add_to_entity(&mut self, id: EntityId, mut new: NewEntity<'_>) {
        let kind = new.kind.take().map(|kind| canonical_kind(&kind).to_owned()).filter(|kind| !kind.is_empty());
        new.kind = kind.map(Into::into);
        self.builder.add_to_entity(id, new);
    }

    /// The entity that an end of a fact gives by its id; its record may come later in the file.
    pub(super) fn end(&mut self, id: &str, at: usize, path: &str) -> Result<EntityId, Halt> {
        if let Some(known) = self.builder.entity_by_key(id) {
            return Ok(known);
        }
        let new = NewEntity { id: id.into(), ..NewEntity::default() };
        let made = self.builder.add_entity(new).map_err(|_full| Halt::Full)?;
        self.bare.insert(made);
        self.mentions.push((made, Origin { at, path: path.into() }));
        Ok(made)
    }

    /// The entity of an id that a record gave.
    pub(super) fn entity_by_key(&self, id: &str) -> Option<EntityId> {
        self.builder.entity_by_key(id)
    }

    /// An article: one that has the key and the text of another is that article. An empty key is made from the
    /// address, the title or the number.
    pub(super) fn article(&mut self, key: &str, mut new: Article) -> Result<(ArticleId, Fate), Halt> {
        let hash = self.articles.hasher.hash_one((key, new.text.as_deref()));
        let articles = &self.builder.base().articles;
        let is_same = |id: &&ArticleId| {
            let known = articles.get(id.index());
            known.is_some_and(|known| known.text == new.text)
                && self.articles.keys.get(id.index()).is_some_and(|known| &**known == key)
        };
        // Two articles of which neither address nor text is known are not the same for that.
        let is_known = !key.is_empty() || new.text.is_some();
        let alike = self.articles.by_text.get(&hash).filter(|_| is_known);
        let same = alike.and_then(|ids| ids.iter().find(is_same)).copied();
        let of_key = self.articles.by_key.get(key).copied();
        let lacks_text = |id: &ArticleId| articles.get(id.index()).is_none_or(|article| article.text.is_none());
        let joined = same.or_else(|| of_key.filter(|id| new.text.is_none() || lacks_text(id)));
        if let Some(known) = joined {
            self.builder.add_to_article(known, new);
            if same.is_none() {
                self.articles.by_text.entry(hash).or_default().push(known);
            }
            return Ok((known, Fate::Merged));
        }
        let number = self.articles.keys.len() + 1;
        let wanted: Box<str> = match key {
            "" => new.url.clone().or_else(|| new.title.clone()).unwrap_or_else(|| format!("article {number}").into()),
            key => key.into(),
        };
        new.id = wanted.clone();
        if self.builder.article_by_key(&new.id).is_some() {
            let next = self.articles.next.entry(wanted.clone()).or_insert(2);
            while self.builder.article_by_key(&new.id).is_some() {
                new.id = format!("{wanted} ({next})").into();
                *next += 1;
            }
        }
        let made = self.builder.add_article(new).map_err(|_full| Halt::Full)?;
        self.articles.keys.push(key.into());
        self.articles.by_text.entry(hash).or_default().push(made);
        if !key.is_empty() {
            self.articles.by_key.entry(key.into()).or_insert(made);
        }
        Ok((made, Fate::Read))
    }

    /// The article of a key.
    pub(super) fn article_of(&self, key: &str) -> Option<ArticleId> {
        self.articles.by_key.get(key).copied()
    }

    /// The article of an address or a title, made where there is none.
    pub(super) fn cited(&mut self, key: &str) -> Result<ArticleId, Halt> {
        if let Some(known) = self.article_of(key) {
            return Ok(known);
        }
        let is_url = ["http://", "https://"].iter().any(|scheme| key.starts_with(scheme));
        let url = is_url.then(|| key.into());
        self.article(key, Article { url, ..Article::default() }).map(|(id, _)| id)
    }

    /// Adds a fact between entities. An id that was given before costs the id and not the fact.
    pub(super) fn fact(
        &mut self,
        (subject, object): (EntityId, Option<EntityId>),
        mut fact: NewFact<'_>,
        (at, path): (usize, &str),
    ) -> Handled {
        if fact.number == 0 {
            fact.number = self.origins.len() + 1;
        }
        // Only whether there is an object is looked at: who it is has been said.
        fact.object = object.map(|_| "".into());
        if let Some(id) = fact.id.take_if(|id| self.builder.has_fact(id)) {
            let what = format!("the id {} was given before", quoted(&id));
            let done = "the fact was kept under its number".to_owned();
            self.notes.push(Note { at, path: path.to_owned(), what, done, severity: Severity::Repaired });
        }
        let ends = KnownEnds { subject: Some(subject), object };
        self.builder.add_fact_between(fact, ends).map_err(|_full| Halt::Full)?;
        self.origins.push(Origin { at, path: path.into() });
        Ok(Fate::Read)
    }

    /// An evidence of an article and words, where there is either.
    pub(super) fn evidence(article: Option<ArticleId>, excerpt: Option<Box<str>>) -> Vec<Evidence> {
        if article.is_none() && excerpt.is_none() {
            return Vec::new();
        }
        vec![Evidence { article, excerpt, ..Evidence::default() }]
    }

    /// The base, its excerpts held against their articles, and the report.
    ///
    /// # Errors
    /// Where the watcher has cancelled.
    pub(super) fn finish(mut self, job: &Job<'_>, format: &str) -> Result<(FactBase, Report), ReadError> {
        for (entity, origin) in std::mem::take(&mut self.mentions) {
            if self.has_entities && self.bare.contains(&entity) {
                let name = &self.builder.base().entity(entity).name;
                self.notes.push(Note {
                    at: origin.at,
                    path: origin.path.into(),
                    what: format!("no record has the id {}", quoted(name)),
                    done: "an entity of that name was made".to_owned(),
                    severity: Severity::Note,
                });
            }
        }
        let mut base = self.builder.finish();
        for finding in excerpts::check(&mut base, job)? {
            let Some(origin) = self.origins.get(finding.fact.index()) else {
                continue;
            };
            let (what, done, severity) = said(finding.fault);
            self.notes.push(Note {
                at: origin.at,
                path: origin.path.to_string(),
                what,
                done: done.to_owned(),
                severity,
            });
        }
        let mut report = self.notes.into_report(job, format);
        report.tally = self.tally;
        Ok((base, report))
    }
}

/// What is wrong with an excerpt, what was done, and what it cost.
fn said(fault: ExcerptFault) -> (String, &'static str, Severity) {
    match fault {
        ExcerptFault::PastEnd(count) => (
            format!("the excerpt's offsets go past the end of the article, which has {count} characters"),
            "the excerpt was looked for in the whole text",
            Severity::Repaired,
        ),
        ExcerptFault::Elsewhere => (
            "the excerpt does not stand at its offsets".to_owned(),
            "the place where it stands is used",
            Severity::Repaired,
        ),
        ExcerptFault::Nowhere => {
            ("the excerpt is not in the article's text".to_owned(), "kept and flagged", Severity::Note)
        }
    }
}
