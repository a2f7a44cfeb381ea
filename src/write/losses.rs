//! What a target cannot hold, counted while it is written and said in sentences.

use std::collections::BTreeMap;

/// Something of the facts that a target has no place for, in the order in which it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lost {
    About,
    FactsOfOne,
    UntiedEntities,
    SharedNames,
    EntityFields,
    Places,
    Evidence,
    Offsets,
    EvidenceFields,
    Articles,
    JoinedLists,
    Nested,
    Unknown,
    Renamed,
    Characters,
}

impl Lost {
    const fn words(self) -> &'static str {
        match self {
            Self::About => "what the file says about itself (title, description, extractor)",
            Self::FactsOfOne => "facts about one entity alone",
            Self::UntiedEntities => "entities without a fact",
            Self::SharedNames => "entities that share a name and cannot be told apart",
            Self::EntityFields => "entities of which more is known than name and kind",
            Self::Places => "places of entities",
            Self::Evidence => "evidence beyond the first of a fact",
            Self::Offsets => "offsets of excerpts",
            Self::EvidenceFields => "unknown fields of evidence",
            Self::Articles => "articles, but for their ids or addresses",
            Self::JoinedLists => "lists, written as one text",
            Self::Nested => "lists and objects among attributes, written as JSON in a text",
            Self::Unknown => "unknown fields, written as attributes",
            Self::Renamed => "attributes whose name is taken, renamed",
            Self::Characters => "characters that XML cannot hold, replaced",
        }
    }
}

/// What a file could not hold of the facts that were written to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses(BTreeMap<Lost, usize>);

impl Losses {
    pub(super) fn add(&mut self, lost: Lost, count: usize) {
        if count > 0 {
            *self.0.entry(lost).or_default() += count;
        }
    }

    /// Adds those of a second file of the same facts.
    pub fn extend(&mut self, other: Self) {
        for (lost, count) in other.0 {
            self.add(lost, count);
        }
    }

    /// Whether the file holds everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What it is, in words, and how many times, in the order in which it is told.
    pub fn counts(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.0.iter().map(|(lost, count)| (lost.words(), *count))
    }

    /// A line for each: `offsets of excerpts: 12`.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        self.counts().map(|(words, count)| format!("{words}: {count}")).collect()
    }
}
