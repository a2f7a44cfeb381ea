//! Lists of what a careful editor would look at before anything is printed: gaps, oddities and likely doubles.

mod doubles;

use rayon::prelude::*;

use super::{Check, Date, EntityId, Fact, FactBase, FactId, How, Mentions, Place, named_ends};

/// What is odd.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flaw {
    /// No article and no excerpt stands behind a fact.
    NoEvidence,
    /// An excerpt is not in its article.
    NotInArticle,
    /// None of the excerpts of an entity's facts names it.
    NeverNamed,
    /// No single excerpt of a fact names both of its ends.
    EndMissing,
    /// A fact or an article lies in the future.
    Future,
    /// A state ends before it begins.
    Backwards,
    /// Two facts say the same of the same at the same time.
    DoubleFact,
    /// Two entities of a kind may be one.
    DoubleEntity,
}

impl Flaw {
    /// All of them, in the order of lists.
    pub const ALL: [Self; 8] = [
        Self::NoEvidence,
        Self::NotInArticle,
        Self::NeverNamed,
        Self::EndMissing,
        Self::Future,
        Self::Backwards,
        Self::DoubleFact,
        Self::DoubleEntity,
    ];

    /// The heading of its list.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self {
            Self::NoEvidence => "Facts without evidence",
            Self::NotInArticle => "Excerpts that are not in the article",
            Self::NeverNamed => "Entities that their excerpts never name",
            Self::EndMissing => "Facts whose ends are not both in an excerpt",
            Self::Future => "Dates in the future",
            Self::Backwards => "Ended before they began",
            Self::DoubleFact => "Facts that may be told twice",
            Self::DoubleEntity => "Entities that may be one",
        }
    }
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// A fact.
    Fact(FactId),
    /// One of the evidence of a fact, by its place.
    Evidence(FactId, usize),
    /// An entity.
    Entity(EntityId),
    /// Two facts, the earlier one of the file first.
    Facts(FactId, FactId),
    /// Two entities, the earlier one of the file first.
    Entities(EntityId, EntityId),
}

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub about: About,
    /// What is odd about it, in words.
    pub reason: String,
}

/// The lists of a map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quality {
    lists: [Vec<Finding>; Flaw::ALL.len()],
}

impl Quality {
    /// Looks through a whole base. `mentions` are those of the same base; `today` is the last day that is not in the
    /// future.
    #[must_use]
    pub fn new(base: &FactBase, mentions: &Mentions, today: Date) -> Self {
        let mut quality = Self::default();
        for (id, fact) in base.facts_with_ids() {
            quality.look_at(base, id, fact, today);
        }
        let named: Vec<Names> =
            (0..base.facts.len()).into_par_iter().map(|at| Names::of(base, FactId::from_index(at))).collect();
        quality.add_all(Flaw::EndMissing, ends_missing(base, &named));
        quality.add_all(Flaw::NeverNamed, never_named(base, &named, mentions));
        quality.add_all(Flaw::DoubleFact, doubles::facts(base));
        quality.add_all(Flaw::DoubleEntity, doubles::entities(base));
        quality
    }

    /// The findings of one sort, in the order of the file.
    #[must_use]
    pub fn list(&self, flaw: Flaw) -> &[Finding] {
        &self.lists[flaw as usize]
    }

    /// How many findings there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.lists.iter().map(Vec::len).sum()
    }

    fn add(&mut self, flaw: Flaw, about: About, reason: String) {
        self.lists[flaw as usize].push(Finding { about, reason });
    }

    fn add_all(&mut self, flaw: Flaw, findings: Vec<Finding>) {
        self.lists[flaw as usize].extend(findings);
    }

    fn look_at(&mut self, base: &FactBase, id: FactId, fact: &Fact, today: Date) {
        if !fact.has_evidence() {
            self.add(Flaw::NoEvidence, About::Fact(id), "No article stands behind it".to_owned());
        }
        for (at, evidence) in fact.evidence.iter().enumerate() {
            if evidence.check == Check::NotFound {
                let article = evidence.article.map_or("the article", |article| base.article(article).label());
                self.add(Flaw::NotInArticle, About::Evidence(id, at), format!("The words are not in “{article}”"));
            }
            let published = evidence.article.and_then(|article| base.article(article).published);
            if let Some(date) = published.filter(|date| date.earliest() > today.latest()) {
                self.add(Flaw::Future, About::Evidence(id, at), format!("Published on a day to come, {date}"));
            }
        }
        let happened = [fact.time.when, fact.time.from].into_iter().flatten();
        let planned = fact.status == super::Status::Planned;
        if let Some(date) = happened.into_iter().find(|date| !planned && date.earliest() > today.latest()) {
            self.add(Flaw::Future, About::Fact(id), format!("Told as if it had happened, and dated {date}"));
        }
        if let (Some(from), Some(until)) = (fact.time.from, fact.time.until)
            && until.latest() < from.earliest()
        {
            self.add(Flaw::Backwards, About::Fact(id), format!("From {from}, but only until {until}"));
        }
    }
}

/// What the excerpts of a fact name.
#[derive(Clone, Copy, Default)]
struct Names {
    excerpt: bool,
    subject: bool,
    object: bool,
    both: bool,
}

impl Names {
    fn of(base: &FactBase, id: FactId) -> Self {
        let mut all = Self::default();
        for excerpt in base.fact(id).evidence.iter().filter_map(|evidence| evidence.excerpt.as_deref()) {
            let ends = named_ends(base, id, excerpt);
            all.excerpt = true;
            all.subject |= ends.subject;
            all.object |= ends.object;
            all.both |= ends.subject && ends.object;
        }
        all
    }
}

fn ends_missing(base: &FactBase, named: &[Names]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for ((id, fact), names) in base.facts_with_ids().zip(named) {
        let Some(object) = fact.object.filter(|_| names.excerpt && !names.both) else {
            continue;
        };
        let name = |entity: EntityId| &base.entity(entity).name;
        let reason = match (names.subject, names.object) {
            (true, true) => "Each end is named, but in different excerpts".to_owned(),
            (true, false) => format!("“{}” is not named", name(object)),
            (false, true) => format!("“{}” is not named", name(fact.subject)),
            (false, false) => format!("Neither “{}” nor “{}” is named", name(fact.subject), name(object)),
        };
        findings.push(Finding { about: About::Fact(id), reason });
    }
    findings
}

fn never_named(base: &FactBase, named: &[Names], mentions: &Mentions) -> Vec<Finding> {
    let mut quoted = vec![0_usize; base.entities.len()];
    let mut is_named = vec![false; base.entities.len()];
    for ((_, fact), names) in base.facts_with_ids().zip(named) {
        if !names.excerpt {
            continue;
        }
        let ends = [(Some(fact.subject), names.subject), (fact.object, names.object)];
        for (entity, named) in ends.into_iter().filter_map(|(entity, named)| Some((entity?, named))) {
            quoted[entity.index()] += 1;
            is_named[entity.index()] |= named;
        }
    }
    let mut findings = Vec::new();
    for (at, (&facts, named)) in quoted.iter().zip(is_named).enumerate() {
        if facts > 0 && !named {
            let entity = EntityId::from_index(at);
            let whole =
                |mention: &&super::Mention| mention.how == How::Whole && matches!(mention.place, Place::Article(_));
            let elsewhere = match mentions.of(entity).iter().filter(whole).count() {
                0 => "and no article names it",
                _ => "but an article does",
            };
            let facts = if facts == 1 {
                "the excerpt of its fact".to_owned()
            } else {
                format!("the excerpts of its {facts} facts")
            };
            findings.push(Finding { about: About::Entity(entity), reason: format!("Not in {facts}, {elsewhere}") });
        }
    }
    findings
}

#[cfg(test)]
mod tests;
