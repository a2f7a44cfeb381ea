//! The records of a fact base: articles, entities, facts and the evidence behind them.

use std::ops::Range;

use super::{ArticleId, Date, EntityId, Fields, KindId, RelationId, Span, Value};

/// A text that makes claims.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// The id of the file, unique in the map.
    pub id: Box<str>,
    /// The headline.
    pub title: Option<Box<str>>,
    /// Who published it.
    pub publisher: Option<Box<str>>,
    /// Who wrote it.
    pub authors: Vec<Box<str>>,
    /// When it was published.
    pub published: Option<Date>,
    /// Where it can be read; shown before it is opened, and only http and https are opened.
    pub url: Option<Box<str>>,
    /// A BCP 47 tag such as `en`.
    pub language: Option<Box<str>>,
    /// The whole text, where it may be kept.
    pub text: Option<Box<str>>,
    /// A remark of the extractor or the editor.
    pub note: Option<Box<str>>,
    /// Fields that the format does not know.
    pub more: Fields,
}

impl Article {
    /// The title, or the id where there is none.
    #[must_use]
    pub fn label(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.id)
    }
}

/// Somebody or something that facts speak of.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// The id of the file, unique in the map.
    pub id: Box<str>,
    /// Person, firm, film or any other word.
    pub kind: KindId,
    /// What the map shows.
    pub name: Box<str>,
    /// Other names that texts use.
    pub aliases: Vec<Box<str>>,
    /// A line or two on who or what it is.
    pub description: Option<Box<str>>,
    /// Addresses that tell more.
    pub links: Vec<Box<str>>,
    /// Where the file puts it on the map, in units of its own, y downwards; always finite.
    pub place: Option<[f32; 2]>,
    /// Named values.
    pub attributes: Fields,
    /// Fields that the format does not know, and the picture.
    pub more: Fields,
}

impl Entity {
    /// The field that names the picture of an entity. Other tools write it too, among their own fields.
    pub const IMAGE: &str = "image";

    /// The path of the picture.
    #[must_use]
    pub fn image(&self) -> Option<&str> {
        self.more.iter().chain(&self.attributes).find_map(|(name, value)| match value {
            Value::Text(path) if **name == *Self::IMAGE => Some(&**path),
            _ => None,
        })
    }

    /// The name and all aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&*self.name).chain(self.aliases.iter().map(|alias| &**alias))
    }
}

/// How far a claim goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Stated as a fact.
    #[default]
    Reported,
    /// Announced, not done.
    Planned,
    /// Claimed by somebody, not established.
    Alleged,
    /// Stated not to be so.
    Denied,
    /// Was so, and is no more.
    Ended,
}

impl Status {
    /// Every status, in the order of certainty that lists use.
    pub const ALL: [Self; 5] = [Self::Reported, Self::Planned, Self::Alleged, Self::Denied, Self::Ended];

    /// The word that the format uses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Planned => "planned",
            Self::Alleged => "alleged",
            Self::Denied => "denied",
            Self::Ended => "ended",
        }
    }

    /// The status of a word of the format.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

/// A claim: subject, relation, and an object, a value or both.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The id of the file, or `fact 12` where it gave none.
    pub id: Box<str>,
    /// Who or what the claim is about.
    pub subject: EntityId,
    /// The verb phrase, subject to object.
    pub relation: RelationId,
    /// The other end, for a claim that ties two entities.
    pub object: Option<EntityId>,
    /// An amount, a title, a plan.
    pub value: Option<Box<str>>,
    /// When it happened, or from when until when it held.
    pub time: Span,
    /// How far the claim goes.
    pub status: Status,
    /// The extractor's own, 0 to 1; unknown is never taken for 1.
    pub confidence: Option<f32>,
    /// Whether the relation reads only one way.
    pub directed: bool,
    /// Named values.
    pub attributes: Fields,
    /// Fields that the format does not know.
    pub more: Fields,
    /// Where articles say so.
    pub evidence: Vec<Evidence>,
}

impl Fact {
    /// Whether any article or excerpt stands behind the claim.
    #[must_use]
    pub fn has_evidence(&self) -> bool {
        !self.evidence.is_empty()
    }

    /// Whether words are quoted for the claim.
    #[must_use]
    pub fn has_excerpt(&self) -> bool {
        self.evidence.iter().any(|evidence| evidence.excerpt.is_some())
    }

    /// The other end of the claim, seen from `entity`; `None` for a claim about one entity.
    #[must_use]
    pub fn other_end(&self, entity: EntityId) -> Option<EntityId> {
        let object = self.object?;
        Some(if self.subject == entity { object } else { self.subject })
    }
}

/// One place that makes a claim.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    /// The article, where it is known.
    pub article: Option<ArticleId>,
    /// The words that say so; an article alone "says so somewhere".
    pub excerpt: Option<Box<str>>,
    /// The offsets that the file gave, in Unicode characters, end exclusive.
    pub claimed: Option<Range<u32>>,
    /// What came of holding the excerpt against the article.
    pub check: Check,
    /// Fields that the format does not know.
    pub more: Fields,
}

/// What came of holding an excerpt against its article's text. Ranges are byte offsets into that text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Check {
    /// There was no text, or no excerpt, to check.
    #[default]
    Unchecked,
    /// Word for word at the offsets given.
    Exact(Range<u32>),
    /// Word for word, but elsewhere: offsets were missing or wrong.
    Found(Range<u32>),
    /// The same words but for white space, quotation marks and case.
    Near(Range<u32>),
    /// Not in the article.
    NotFound,
}

impl Check {
    /// Where the words stand in the article's text, in bytes.
    #[must_use]
    pub fn range(&self) -> Option<Range<usize>> {
        match self {
            Self::Exact(range) | Self::Found(range) | Self::Near(range) => {
                Some(range.start as usize..range.end as usize)
            }
            Self::Unchecked | Self::NotFound => None,
        }
    }
}
