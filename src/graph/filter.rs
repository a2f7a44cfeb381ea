//! What the reader wants to see of the map, as plain data.

use std::collections::BTreeSet;

use super::Known;
use crate::facts::{
    Date, EntityId, Fact, FactBase, FactId, KindId, RelationId, Span, Standing, Status, Verdict, is_publishable_as,
};

/// Which of its dates a time range holds against a fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clock {
    /// When it happened or held.
    #[default]
    Happened,
    /// When it was first published.
    Published,
}

impl Clock {
    /// The word that files use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::Published => "published",
        }
    }

    /// The clock of a word of a file.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Happened, Self::Published].into_iter().find(|clock| clock.word() == word)
    }
}

/// A choice of facts and entities. The default shows everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Kinds of entities that are not shown.
    pub hidden_kinds: BTreeSet<KindId>,
    /// Entities with fewer ties in all are not shown; 0 asks for none.
    pub min_ties: u32,
    /// Relations whose facts are not shown.
    pub hidden_relations: BTreeSet<RelationId>,
    /// Statuses whose facts are not shown.
    pub hidden_statuses: BTreeSet<Status>,
    /// Which date of a fact the time range is about.
    pub clock: Clock,
    /// Facts of before are not shown.
    pub from: Option<Date>,
    /// Facts of after are not shown.
    pub until: Option<Date>,
    /// Facts that were published after this day only are not shown.
    pub known_on: Option<Date>,
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
    /// Entities whose only tie leads to a hub are taken together beside it, where they are many.
    pub bunch_leaves: bool,
    /// Hubs whose leaves are shown nonetheless.
    pub open_bunches: BTreeSet<EntityId>,
}

impl Filter {
    /// Whether everything is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self { undated, clock, with_rejected, mark_unreviewed, .. } = *self;
        // What was opened says nothing where nothing is bunched.
        let open_bunches = if self.bunch_leaves { BTreeSet::new() } else { self.open_bunches.clone() };
        *self == Self { undated, clock, with_rejected, mark_unreviewed, open_bunches, ..Self::default() }
    }

    /// Whether some facts may be hidden for their own sake, not for that of their ends.
    #[must_use]
    pub fn is_about_facts(&self) -> bool {
        !Self { hidden_kinds: BTreeSet::new(), min_ties: 0, bunch_leaves: false, ..self.clone() }.is_empty()
    }

    /// Whether a fact passes by itself, its ends aside.
    #[must_use]
    pub fn shows(&self, base: &FactBase, fact: &Fact) -> bool {
        !self.hidden_relations.contains(&fact.relation)
            && !self.hidden_statuses.contains(&fact.status)
            && (!self.only_with_evidence || fact.has_evidence())
            && (self.hidden_standings.is_empty() || !self.hidden_standings.contains(&Standing::of(fact)))
            && fact.confidence.is_none_or(|confidence| confidence >= self.min_confidence)
            && self.in_time(base, fact)
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

    /// Whether time plays a part.
    #[must_use]
    pub const fn is_about_time(&self) -> bool {
        self.from.is_some() || self.until.is_some() || self.known_on.is_some()
    }

    fn in_time(&self, base: &FactBase, fact: &Fact) -> bool {
        if let Some(day) = self.known_on {
            let known = base.first_published(fact).map_or(self.undated, |date| date.earliest() <= day.latest());
            if !known {
                return false;
            }
        }
        if self.from.is_none() && self.until.is_none() {
            return true;
        }
        let time = match self.clock {
            Clock::Happened => fact.time,
            Clock::Published => Span { when: base.first_published(fact), ..Span::default() },
        };
        if time.is_unknown() { self.undated } else { time.touches(self.from, self.until) }
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
        match self.min_ties {
            0 => {}
            1 => reasons.push("nobody without a tie".to_owned()),
            least => reasons.push(format!("from {least} ties")),
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
        let what = if self.clock == Clock::Published { "published " } else { "" };
        match (self.from, self.until) {
            (Some(from), Some(until)) => reasons.push(format!("{what}{from} to {until}")),
            (Some(from), None) => reasons.push(format!("{what}from {from}")),
            (None, Some(until)) => reasons.push(format!("{what}until {until}")),
            (None, None) => {}
        }
        if let Some(day) = self.known_on {
            reasons.push(format!("as known on {day}"));
        }
        if self.is_about_time() && !self.undated {
            reasons.push("nothing without a date".to_owned());
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
        if self.bunch_leaves {
            reasons.push("leaves in bunches".to_owned());
        }
        reasons
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Article, Builder, Evidence, NewEntity, NewFact};

    /// A fact of a date, in articles published on these days.
    fn base(when: Option<&str>, published: &[Option<&str>]) -> FactBase {
        let date = |text: Option<&str>| text.and_then(|text| Date::parse(text).ok());
        let mut builder = Builder::new();
        let mut evidence = Vec::new();
        for (at, day) in published.iter().enumerate() {
            let article = Article { id: format!("a{at}").into(), published: date(*day), ..Article::default() };
            let article = Some(builder.add_article(article).unwrap());
            evidence.push(Evidence { article, ..Evidence::default() });
        }
        builder.add_entity(NewEntity { id: "s".into(), ..NewEntity::default() }).unwrap();
        let new = NewFact {
            number: 1,
            id: None,
            subject: "s".into(),
            relation: "is".into(),
            object: None,
            value: Some("x".into()),
            time: Span { when: date(when), ..Span::default() },
            status: Status::Reported,
            confidence: None,
            directed: true,
            attributes: Vec::new(),
            more: Vec::new(),
            evidence,
        };
        builder.add_fact(new).unwrap();
        builder.finish()
    }

    #[test]
    fn each_clock_asks_its_own_date_and_what_came_later_was_not_known() {
        let day = |text: &str| Date::parse(text).ok();
        let range = |clock| Filter { clock, from: day("2015"), until: day("2016"), ..Filter::default() };
        let known = |text: &str| Filter { known_on: day(text), ..Filter::default() };
        let undated = |filter: Filter| Filter { undated: true, ..filter };
        for (when, published, filter, expected) in [
            (Some("2015-03"), &[Some("2018")][..], range(Clock::Happened), true),
            (Some("2015-03"), &[Some("2018")], range(Clock::Published), false),
            (None, &[Some("2018"), Some("2016-05-01")], range(Clock::Published), true),
            (None, &[Some("2016")], range(Clock::Happened), false),
            (None, &[Some("2016")], undated(range(Clock::Happened)), true),
            (None, &[None], range(Clock::Published), false),
            (None, &[None], undated(range(Clock::Published)), true),
            (Some("2010"), &[Some("2016-03-12")], known("2016-03-12"), true),
            (Some("2010"), &[Some("2016-03-13")], known("2016-03-12"), false),
            (Some("2010"), &[Some("2016-03-13"), Some("2016-03-01")], known("2016-03-12"), true),
            (Some("2010"), &[], known("2016-03-12"), false),
            (Some("2010"), &[], undated(known("2016-03-12")), true),
        ] {
            let base = base(when, published);
            assert_eq!(filter.shows(&base, &base.facts[0]), expected, "{when:?} {published:?} {filter:?}");
        }
    }
}
