//! How the evidence behind a fact stands, taken together: one word for filters and counts.

use super::{Check, Fact};

/// How the best evidence of a fact stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// An excerpt is in its article, word for word where the extractor said.
    Exact,
    /// One is there word for word, but elsewhere.
    Found,
    /// One is there but for white space, quotation marks and case.
    Near,
    /// Excerpts were looked for, and none is there.
    NotFound,
    /// There is no text, or no excerpt, to check.
    Unchecked,
    /// No article and no excerpt stands behind it.
    NoEvidence,
}

impl Standing {
    /// All of them, the best first.
    pub const ALL: [Self; 6] =
        [Self::Exact, Self::Found, Self::Near, Self::NotFound, Self::Unchecked, Self::NoEvidence];

    /// How a fact stands.
    #[must_use]
    pub fn of(fact: &Fact) -> Self {
        let each = fact.evidence.iter().map(|evidence| match &evidence.check {
            Check::Exact(_) => Self::Exact,
            Check::Found(_) => Self::Found,
            Check::Near(_) => Self::Near,
            Check::NotFound => Self::NotFound,
            Check::Unchecked => Self::Unchecked,
        });
        each.min().unwrap_or(Self::NoEvidence)
    }

    /// The word that files use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Found => "found",
            Self::Near => "near",
            Self::NotFound => "not-found",
            Self::Unchecked => "unchecked",
            Self::NoEvidence => "no-evidence",
        }
    }

    /// The standing of a word of a file.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{EntityId, Evidence, RelationId, Span, Status};
    use super::*;

    #[test]
    fn a_fact_stands_as_well_as_the_best_of_its_evidence() {
        for (checks, expected) in [
            (&[][..], Standing::NoEvidence),
            (&[Check::Unchecked][..], Standing::Unchecked),
            (&[Check::NotFound, Check::Unchecked], Standing::NotFound),
            (&[Check::NotFound, Check::Near(0..1)], Standing::Near),
            (&[Check::Near(0..1), Check::Exact(0..1), Check::Found(0..1)], Standing::Exact),
        ] {
            let evidence = checks.iter().map(|check| Evidence { check: check.clone(), ..Evidence::default() });
            let fact = Fact {
                id: "f".into(),
                subject: EntityId(0),
                relation: RelationId(0),
                object: None,
                value: None,
                time: Span::default(),
                status: Status::Reported,
                confidence: None,
                directed: true,
                attributes: Vec::new(),
                more: Vec::new(),
                evidence: evidence.collect(),
            };
            assert_eq!(Standing::of(&fact), expected, "{checks:?}");
        }
    }

    #[test]
    fn words_are_read_back() {
        for standing in Standing::ALL {
            assert_eq!(Standing::from_word(standing.word()), Some(standing));
        }
        assert_eq!(Standing::from_word("perhaps"), None);
    }
}
