//! Finding an entity by what a reader remembers of its name, typing errors and missing accents forgiven.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32String};

use crate::facts::{EntityId, FactBase, fold};

/// An entity that fits what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which one.
    pub entity: EntityId,
    /// The alias that fitted, where it was not the name.
    pub alias: Option<Box<str>>,
    /// How well; larger is better.
    pub score: u32,
}

/// The names of a fact base, made ready once for many searches.
#[derive(Clone, Debug, Default)]
pub struct Searcher {
    /// Folded names and aliases: the entity, which of its names (0 is the name), the text.
    names: Vec<(EntityId, u32, Utf32String)>,
    degrees: Vec<u32>,
}

impl Searcher {
    /// Folds all names of `base`; of equal matches the better tied comes first.
    #[must_use]
    pub fn new(base: &FactBase, degrees: Vec<u32>) -> Self {
        let mut names = Vec::with_capacity(base.entities.len());
        for (index, entity) in base.entities.iter().enumerate() {
            for (which, name) in (0_u32..).zip(entity.names()) {
                names.push((EntityId::from_index(index), which, Utf32String::from(fold(name))));
            }
        }
        Self { names, degrees }
    }

    /// The best `limit` entities for `text`, best first; none for an empty text.
    #[must_use]
    pub fn find(&self, base: &FactBase, text: &str, limit: usize) -> Vec<Hit> {
        let pattern = Pattern::parse(&fold(text), CaseMatching::Ignore, Normalization::Smart);
        if pattern.atoms.is_empty() {
            return Vec::new();
        }
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut hits: Vec<Hit> = Vec::new();
        for (entity, which, name) in &self.names {
            let Some(score) = pattern.score(name.slice(..), &mut matcher) else {
                continue;
            };
            let alias = which.checked_sub(1).and_then(|at| base.entity(*entity).aliases.get(at as usize).cloned());
            match hits.last_mut() {
                Some(last) if last.entity == *entity => {
                    if score > last.score {
                        *last = Hit { entity: *entity, alias, score };
                    }
                }
                _ => hits.push(Hit { entity: *entity, alias, score }),
            }
        }
        let degree = |hit: &Hit| self.degrees.get(hit.entity.index()).copied().unwrap_or(0);
        hits.sort_by_key(|hit| (std::cmp::Reverse((hit.score, degree(hit))), hit.entity));
        hits.truncate(limit);
        hits
    }
}
