//! What the reader wants to see of the map, as plain data.

use std::collections::BTreeSet;

use super::Known;
use crate::facts::{Date, Fact, FactBase, FactId, KindId, RelationId, Standing, Status, Verdict, is_publishable_as};

/// A choice of facts and entities. The default shows everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Kinds of entities that are not shown.
    pub hidden_kinds: BTreeSet<KindId>,
    /// Relations whose facts are not shown.
    pub hidden_relations: BTreeSet<RelationId>,
    /// Statuses whose facts are not shown.
    pub hidden_statuses: BTreeSet<Status>,
    /// Facts of before are not shown.
    pub from: Option<Date>,
    /// Facts of after are not shown.
    pub until: Option<Date>,
    /// Facts without a date are shown only where no time range is set, or this is on.
    pub undated: bool,
    /// Facts of a lower known confidence are not shown; an unknown confidence is always shown.
    pub min_confidence: f32,
    /// Facts without any evidence are not shown.
    pub only_with_evidence: bool,
    /// Facts whose evidence stands so are not shown.
    pub hidden_standings: BTreeSet<Standing>,
    /// Facts of ties that rest on fewer independent sources are not shown; 0 and 1 ask for none.
    pub min_sources: usize,
    /// Only facts that can be printed are shown: accepted, with an excerpt that stands in its article.
    pub only_publishable: bool,
    /// Facts that the reader rejected are shown, too.
    pub with_rejected: bool,
    /// Ties of which a fact was not yet looked at are dotted.
    pub mark_unreviewed: bool,
}

impl Filter {
    /// Whether everything is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self { undated, with_rejected, mark_unreviewed, .. } = *self;
        *self == Self { undated, with_rejected, mark_unreviewed, ..Self::default() }
    }

    /// Whether some facts may be hidden for their own sake, not for that of their ends.
    #[must_use]
    pub fn is_about_facts(&self) -> bool {
        !Self { hidden_kinds: BTreeSet::new(), ..self.clone() }.is_empty()
    }

    /// Whether a fact passes by itself, its ends aside.
    #[must_use]
    pub fn shows(&self, fact: &Fact) -> bool {
        !self.hidden_relations.contains(&fact.relation)
            && !self.hidden_statuses.contains(&fact.status)
            && (!self.only_with_evidence || fact.has_evidence())
            && (self.hidden_standings.is_empty() || !self.hidden_standings.contains(&Standing::of(fact)))
            && fact.confidence.is_none_or(|confidence| confidence >= self.min_confidence)
            && self.in_time(fact)
    }

    /// Whether a fact passes by what is known of it besides, rejection aside.
    #[must_use]
    pub fn admits(&self, id: FactId, fact: &Fact, known: &Known<'_>) -> bool {
        (!self.only_publishable || is_publishable_as(fact, (known.verdict)(id)))
            && (self.min_sources < 2 || (known.sources)(id).is_none_or(|count| count >= self.min_sources))
    }

    /// Whether a fact is left out because the reader rejected it.
    #[must_use]
    pub fn leaves_out(&self, id: FactId, known: &Known<'_>) -> bool {
        !self.with_rejected && (known.verdict)(id) == Some(Verdict::Rejected)
    }

    fn in_time(&self, fact: &Fact) -> bool {
        if self.from.is_none() && self.until.is_none() {
            return true;
        }
        if fact.time.is_unknown() {
            return self.undated;
        }
        fact.time.touches(self.from, self.until)
    }

    /// The reasons why something may be hidden, in words: `kinds`, `relations`, `time`.
    #[must_use]
    pub fn reasons(&self, base: &FactBase) -> Vec<String> {
        let mut reasons = Vec::new();
        let list = |words: Vec<&str>| words.join(", ");
        if !self.hidden_kinds.is_empty() {
            let kinds = self.hidden_kinds.iter().filter(|kind| kind.index() < base.kinds.len());
            reasons.push(format!("without {}", list(kinds.map(|&kind| base.kind(kind)).collect())));
        }
        match self.hidden_relations.len() {
            0 => {}
            1 => reasons.push("1 relation off".to_owned()),
            count => reasons.push(format!("{count} relations off")),
        }
        if !self.hidden_statuses.is_empty() {
            let words = self.hidden_statuses.iter().map(|status| status.word()).collect();
            reasons.push(format!("nothing {}", list(words)));
        }
        match (self.from, self.until) {
            (Some(from), Some(until)) => reasons.push(format!("{from} to {until}")),
            (Some(from), None) => reasons.push(format!("from {from}")),
            (None, Some(until)) => reasons.push(format!("until {until}")),
            (None, None) => {}
        }
        if self.min_confidence > 0.0 {
            reasons.push(format!("confidence from {:.0} %", self.min_confidence * 100.0));
        }
        if self.only_with_evidence {
            reasons.push("only with evidence".to_owned());
        }
        if !self.hidden_standings.is_empty() {
            let words = self.hidden_standings.iter().map(|standing| match standing {
                Standing::Exact => "exact",
                Standing::Found => "found elsewhere",
                Standing::Near => "near",
                Standing::NotFound => "not found",
                Standing::Unchecked => "unchecked",
                Standing::NoEvidence => "without evidence",
            });
            reasons.push(format!("no excerpts {}", list(words.collect())));
        }
        if self.min_sources > 1 {
            reasons.push(format!("from {} independent sources", self.min_sources));
        }
        if self.only_publishable {
            reasons.push("only publishable".to_owned());
        }
        reasons
    }
}
