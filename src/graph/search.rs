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
    /// The same as plain text.
    words: Vec<Box<str>>,
    degrees: Vec<u32>,
}

impl Searcher {
    /// Folds all names of `base`; of equal matches the better tied comes first.
    #[must_use]
    pub fn new(base: &FactBase, degrees: Vec<u32>) -> Self {
        let mut names = Vec::with_capacity(base.entities.len());
        let mut words = Vec::with_capacity(base.entities.len());
        for (index, entity) in base.entities.iter().enumerate() {
            for (which, name) in (0_u32..).zip(entity.names()) {
                let folded = fold(name);
                names.push((EntityId::from_index(index), which, Utf32String::from(folded.as_str())));
                words.push(folded.into());
            }
        }
        Self { names, words, degrees }
    }

    /// The best `limit` entities for `text`, best first; none for an empty text.
    #[must_use]
    pub fn find(&self, base: &FactBase, text: &str, limit: usize) -> Vec<Hit> {
        let pattern = Pattern::parse(&fold(text), CaseMatching::Ignore, Normalization::Smart);
        if pattern.atoms.is_empty() {
            return Vec::new();
        }
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut hits = self.best(base, |at| pattern.score(self.names[at].2.slice(..), &mut matcher));
        if hits.is_empty() {
            // No name holds these letters in this order: one may be wrong.
            let typed = fold(text);
            hits = self.best(base, |at| misspelt(&typed, &self.words[at]));
        }
        let degree = |hit: &Hit| self.degrees.get(hit.entity.index()).copied().unwrap_or(0);
        hits.sort_by_key(|hit| (std::cmp::Reverse((hit.score, degree(hit))), hit.entity));
        hits.truncate(limit);
        hits
    }

    /// The best fitting name of each entity that has one.
    fn best(&self, base: &FactBase, mut score: impl FnMut(usize) -> Option<u32>) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        for (at, (entity, which, _)) in self.names.iter().enumerate() {
            let Some(score) = score(at) else {
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
        hits
    }
}

/// How near a name, or some of its words, comes to what was typed, by the share of letters that would have to change
/// (Damerau 1964); nothing where more than about one in four would.
fn misspelt(typed: &str, name: &str) -> Option<u32> {
    const LEAST: f64 = 0.74;
    const LONGEST: usize = 64;
    if typed.chars().count() < 3 || typed.len() > LONGEST {
        return None;
    }
    let count = typed.split_whitespace().count().max(1);
    let words: Vec<&str> = name.split_whitespace().take(24).collect();
    let runs = words.windows(count.min(words.len().max(1))).map(|run| run.join(" "));
    let near = runs.map(|run| strsim::normalized_damerau_levenshtein(typed, &run)).fold(0.0, f64::max);
    (near >= LEAST).then_some((near * 1_000.0) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_letter_is_forgiven_and_another_word_is_not() {
        assert!(misspelt("spielbarg", "steven spielberg").is_some());
        assert!(misspelt("stevan spielbreg", "steven spielberg").is_some());
        assert!(misspelt("alibaba", "amblin partners").is_none());
        assert!(misspelt("ma", "jack ma").is_none(), "too short to guess at");
    }
}
