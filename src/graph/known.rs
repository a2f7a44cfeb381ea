//! What is known of facts beyond what they say themselves, for filters that ask for it.

use std::fmt;

use crate::facts::{FactId, Verdict};

/// What the reader thinks of facts, and what they rest on.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The verdict on a fact.
    pub verdict: &'a dyn Fn(FactId) -> Option<Verdict>,
    /// How many independent sources stand behind a fact's tie, or behind a fact about one entity; `None` where
    /// nobody counted.
    pub sources: &'a dyn Fn(FactId) -> Option<usize>,
}

impl Known<'static> {
    /// Nothing was decided or counted.
    pub const NOTHING: Self = Self { verdict: &|_fact| None, sources: &|_fact| None };
}

impl fmt::Debug for Known<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Known").finish_non_exhaustive()
    }
}
