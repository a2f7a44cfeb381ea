//! Records as files give them, before anybody has looked whether what they refer to is there.

use std::borrow::Cow;

use super::{EntityId, Evidence, FactId, Fields, Span, Status};

/// An entity as a file gives it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewEntity<'a> {
    /// Unique in the map.
    pub id: Cow<'a, str>,
    /// The word for its kind; none for `other`.
    pub kind: Option<Cow<'a, str>>,
    /// What the map shows; the id where there is none.
    pub name: Option<Cow<'a, str>>,
    /// Other names that texts use.
    pub aliases: Vec<Box<str>>,
    /// A line or two on who or what it is.
    pub description: Option<Box<str>>,
    /// Addresses that tell more.
    pub links: Vec<Box<str>>,
    /// Where the file puts it on the map, y downwards; left out where it is not finite.
    pub place: Option<[f32; 2]>,
    /// Named values.
    pub attributes: Fields,
    /// Fields that the format does not know.
    pub more: Fields,
}

/// A fact as a file gives it: its ends are ids or names.
#[derive(Clone, Debug, PartialEq)]
pub struct NewFact<'a> {
    /// Its number in the file, from 1, which names it where it has no id.
    pub number: usize,
    /// Unique in the map, where it is given.
    pub id: Option<Cow<'a, str>>,
    /// An entity's id, name or alias.
    pub subject: Cow<'a, str>,
    /// The verb phrase, subject to object.
    pub relation: Cow<'a, str>,
    /// As `subject`.
    pub object: Option<Cow<'a, str>>,
    /// An amount, a title, a plan.
    pub value: Option<Box<str>>,
    /// When it happened or held.
    pub time: Span,
    /// How far the claim goes.
    pub status: Status,
    /// The extractor's own, 0 to 1.
    pub confidence: Option<f32>,
    /// Whether the relation reads only one way.
    pub directed: bool,
    /// Named values.
    pub attributes: Fields,
    /// Fields that the format does not know.
    pub more: Fields,
    /// Where articles say so, with ids that [`Builder::article_by_key`](super::Builder::article_by_key) gave.
    pub evidence: Vec<Evidence>,
}

impl<'a> NewFact<'a> {
    /// A fact of which only the relation is known; its ends are given apart, or later.
    #[must_use]
    pub fn of(relation: impl Into<Cow<'a, str>>) -> Self {
        Self {
            number: 0,
            id: None,
            subject: Cow::Borrowed(""),
            relation: relation.into(),
            object: None,
            value: None,
            time: Span::default(),
            status: Status::Reported,
            confidence: None,
            directed: true,
            attributes: Fields::new(),
            more: Fields::new(),
            evidence: Vec::new(),
        }
    }
}

/// The ends of a fact that are ids of entities, as [`Builder::known_ends`](super::Builder::known_ends) finds them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KnownEnds {
    /// The subject.
    pub subject: Option<EntityId>,
    /// The object.
    pub object: Option<EntityId>,
}

/// One end of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Who or what the claim is about.
    Subject,
    /// The other end.
    Object,
}

/// Why a record was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A record of its sort bears the id already.
    #[error("the id was given before")]
    Duplicate,
    /// The text at this end is no id, and several entities are called so.
    #[error("several entities are called so")]
    Ambiguous(End),
    /// More records than ids can number.
    #[error("there are too many records")]
    Full,
}

/// What adding a fact came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Added {
    /// The fact.
    pub fact: FactId,
    /// The subject, where nobody was called so and an entity of that name was made.
    pub new_subject: Option<EntityId>,
    /// The object, likewise.
    pub new_object: Option<EntityId>,
}
