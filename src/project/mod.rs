//! The saved map: what the reader decided about a map, in one readable file beside the facts.
//!
//! [`Decisions`] speak of a fact base in typed ids. A [`Project`] is the same in the words of the file, so that it
//! outlives the facts it was made for: [`Project::capture`] goes from the first to the second, [`Project::resolve`]
//! back. What a file holds and this version does not know, or the facts no longer have, is kept and written again.
//! This room also writes every file of the program ([`write_atomically`]) and remembers [`Settings`] between runs.

mod appearance;
mod atomic;
mod convert;
mod decisions;
mod error;
mod file;
mod json;
mod parse;
mod paths;
mod print;
mod reviews;
mod rulings;
mod settings;
mod sniff;
mod sources;
#[cfg(test)]
mod tests;
mod views;

pub use appearance::{NamedAppearance, NamedKindWish};
pub use atomic::write_atomically;
pub use convert::Resolved;
pub use decisions::Decisions;
pub use error::ProjectError;
pub use file::{Camera, NamedDecisions, NamedFilter, Project, Theme};
pub use reviews::{NamedReview, NamedReviews, NamedWording, Reviews};
pub use rulings::{NamedRuling, NamedRulings, Rulings};
pub use settings::{PanelState, Panels, Settings};
pub use sniff::looks_like_project;
pub use sources::{Fingerprint, ReadAs, Source, SourceKind, SourceState, hash};
pub use views::{Bookmark, NamedBookmark};
