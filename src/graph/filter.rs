//! What the reader wants to see of the map, as plain data.

use std::collections::BTreeSet;

use crate::facts::{Date, Fact, FactBase, KindId, RelationId, Status};

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
}

impl Filter {
    /// Whether everything is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self { undated: self.undated, ..Self::default() }
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
            && fact.confidence.is_none_or(|confidence| confidence >= self.min_confidence)
            && self.in_time(fact)
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
        reasons
    }
}
