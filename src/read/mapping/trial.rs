//! A mapping tried on the first records of a file: the facts that come out, in words.

use super::{Look, Mapping};
use crate::facts::{FactBase, Problem, Tally};
use crate::read::{Input, Options, Unwatched, read_with};

/// What comes of a mapping, tried on the first records of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trial {
    /// The facts that come out.
    pub facts: Vec<TrialFact>,
    /// How many entities they speak of.
    pub entities: usize,
    /// What does not come out, and what is only partly used.
    pub problems: Vec<Problem>,
    /// What became of the records.
    pub tally: Tally,
    /// Why nothing comes out at all.
    pub fault: Option<String>,
}

/// A fact that comes out of a mapping, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialFact {
    /// Subject, relation, object.
    pub sentence: String,
    /// The kinds of its ends, when it holds.
    pub about: String,
    /// The words that say so.
    pub excerpt: Option<String>,
    /// The article that says so.
    pub article: Option<String>,
}

/// Tries a mapping on the records that were looked at.
#[must_use]
pub fn try_out(mapping: &Mapping, look: &Look) -> Trial {
    if let Err(error) = mapping.check() {
        return Trial { fault: Some(error.to_string()), ..Trial::default() };
    }
    let mapping = Mapping { records: String::new(), ..mapping.clone() };
    let options = Options { mapping: Some(&mapping), ..Options::default() };
    match read_with(Input { name: "", bytes: look.sample.as_bytes() }, options, &Unwatched) {
        Err(error) => Trial { fault: Some(error.fault.to_string()), ..Trial::default() },
        Ok(outcome) => {
            let base = &outcome.base;
            let facts = base.facts_with_ids().map(|(id, _)| told(base, id)).collect();
            let (problems, tally) = (outcome.report.problems, outcome.report.tally);
            Trial { facts, entities: base.entities.len(), problems, tally, fault: None }
        }
    }
}

fn told(base: &FactBase, id: crate::facts::FactId) -> TrialFact {
    let fact = base.fact(id);
    let kind = |entity| base.kind(base.entity(entity).kind).to_owned();
    let mut about = vec![kind(fact.subject)];
    about.extend(fact.object.map(kind));
    let mut about = about.join(", ");
    if !fact.time.is_unknown() {
        about = format!("{about}; {}", fact.time);
    }
    let evidence = fact.evidence.first();
    TrialFact {
        sentence: base.sentence(id),
        about,
        excerpt: evidence.and_then(|evidence| evidence.excerpt.as_deref()).map(str::to_owned),
        article: evidence.and_then(|evidence| evidence.article).map(|article| base.article(article).label().to_owned()),
    }
}
