//! How many sources say so: articles that copy one another, or that one publisher printed, count as one.
//!
//! A wire story in five papers is one source. [`Copies`] finds texts that are nearly the same; [`Independence`] counts
//! the articles behind a fact or a tie, and says why some of them were taken together, so that a reader can overrule it.

mod copies;
mod groups;
mod sketch;

pub use copies::Copies;
pub use groups::{Count, Group, Independence, Member, Overrules, Why};
