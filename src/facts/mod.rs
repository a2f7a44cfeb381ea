//! The model: what articles say about whom, as plain data without windows, threads or files.
//!
//! A [`Fact`] is a claim that an article makes; its [`Evidence`] is where it makes it. A [`FactBase`] holds the
//! facts of one map with the entities and articles they speak of; a [`Builder`] is the only way to make one, and
//! checks every reference on the way. What could not be used is told in a [`Report`].

mod base;
mod builder;
mod calendar;
mod cell;
mod check;
mod conflict;
mod date;
mod diff;
mod drafts;
mod fold;
mod hidden;
mod ids;
mod index;
mod kinds;
mod mention;
mod merge;
mod pairing;
mod plain;
mod quality;
mod records;
mod report;
mod review;
mod ruling;
mod sources;
mod standing;
mod value;

pub use base::FactBase;
pub use builder::Builder;
pub use calendar::Unit;
pub use cell::{as_meant, defused};
pub use check::{ArticleIndex, check_excerpt};
pub use conflict::{Clash, Conflict, conflicts, conflicts_among};
pub use date::{Date, DateError, Span};
pub use diff::{Change, Changes, Diff, Difference, diff, renamed};
pub use drafts::{Added, End, KnownEnds, NewEntity, NewFact, Refused};
pub use fold::{Folded, fold, fold_char};
pub use hidden::hides_text;
pub use ids::{ArticleId, EntityId, FactId, KindId, RelationId};
pub use kinds::{canonical_kind, kind_plural};
pub use mention::{How, Mark, Mention, MentionError, Mentions, NamedEnds, Place, Role, marks, marks_among, named_ends};
pub use quality::{About, Finding, Flaw, Quality};
pub use records::{Article, Check, Entity, Evidence, Fact, Status};
pub use report::{Problem, Report, Severity, Tally};
pub use review::{Edit, Review, Stamp, Verdict, Wording, is_publishable, is_publishable_as};
pub use ruling::{Holds, Ruling};
pub use sources::{Copies, Count, Group, Independence, Member, Overrules, Why};
pub use standing::Standing;
pub use value::{Fields, Value};
