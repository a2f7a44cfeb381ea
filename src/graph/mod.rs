//! Who is tied to whom: all facts between two entities are one tie, and nothing is lost by bundling them.
//!
//! A [`Graph`] is made once from a [`FactBase`](crate::facts::FactBase) and never changes; a [`Filter`] picks what
//! of it is [`Visible`].

mod appearance;
mod between;
mod bunches;
mod chains;
mod filter;
mod known;
mod search;
mod ties;
mod visible;

pub use appearance::{Appearance, Icon, KindWish, MarkShape, NUM_KIND_COLORS, SizeBy, WidthBy};
pub use between::betweenness;
pub use bunches::Bunch;
pub use chains::{Chain, Chains, Link, Question, chains, strength, tie_strengths, told};
pub use filter::{Clock, Filter};
pub use known::Known;
pub use search::{Hit, Searcher};
pub use ties::{Direction, Graph, Tie, TieId};
pub use visible::{Bits, Visible};
