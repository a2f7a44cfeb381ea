//! What there is on a map, counted once when it is opened: for the filter, the legend and the overview.

use std::collections::BTreeMap;

use super::Map;
use crate::facts::{Date, EntityId, Fact, FactBase, KindId, RelationId, Standing, Status, Unit, Value};
use crate::graph::{Clock, Graph, Visible};
use crate::scene::Looks;

/// How many facts there are in each step of the calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    /// How long a step is.
    pub unit: Unit,
    /// The number of the first step of which a fact tells.
    pub first: i32,
    /// How many facts of before are counted with the first step: a few from long ago do not make the others small.
    pub earlier: usize,
    /// Facts by step, from the first on; a state that lasts counts when it began, a date of which only the year is known
    /// with the year's first step.
    pub counts: Vec<u32>,
    /// Facts without any date.
    pub undated: usize,
}

/// Counts over the whole fact base, made once when a map is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    kinds: Vec<(KindId, usize)>,
    relations: Vec<(RelationId, usize)>,
    statuses: Vec<(Status, usize)>,
    happened: Steps,
    published: Steps,
    days: Vec<Date>,
    excerpts: [usize; 5],
    standings: [usize; Standing::ALL.len()],
    without_evidence: usize,
    with_confidence: usize,
    numbers: Vec<Box<str>>,
}

impl Counts {
    pub(super) fn new(base: &FactBase) -> Self {
        let mut kinds = vec![0; base.kinds.len()];
        for entity in &base.entities {
            kinds[entity.kind.index()] += 1;
        }
        let mut relations = vec![0; base.relations.len()];
        for fact in &base.facts {
            relations[fact.relation.index()] += 1;
        }
        let mut relations: Vec<_> =
            relations.into_iter().enumerate().map(|(at, count)| (RelationId::from_index(at), count)).collect();
        relations.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
        // A relation that was corrected away occurs no more.
        relations.retain(|(_, count)| *count > 0);
        let mut standings = [0; Standing::ALL.len()];
        for fact in &base.facts {
            standings[Standing::of(fact) as usize] += 1;
        }
        let of_status = |status| base.facts.iter().filter(|fact| fact.status == status).count();
        Self {
            kinds: (0..).map(KindId).zip(kinds).filter(|(_, count)| *count > 0).collect(),
            relations,
            statuses: Status::ALL.map(|status| (status, of_status(status))).to_vec(),
            happened: Steps::happened(base),
            published: Steps::published(base),
            days: publication_days(base),
            excerpts: base.excerpt_counts(),
            standings,
            without_evidence: base.facts.iter().filter(|fact| !fact.has_evidence()).count(),
            with_confidence: base.facts.iter().filter(|fact| fact.confidence.is_some()).count(),
            numbers: numbers(base),
        }
    }
}

/// The few best tied of what is shown, the best first, with the number of their shown ties.
pub(super) fn best_tied(graph: &Graph, visible: &Visible, looks: &Looks) -> Vec<(EntityId, usize)> {
    const MOST: usize = 8;
    let mut best: Vec<EntityId> = visible.entities().collect();
    let importance = |id: &EntityId| looks.marks[id.index()].importance;
    let order = |a: &EntityId, b: &EntityId| importance(b).total_cmp(&importance(a)).then(a.cmp(b));
    if best.len() > MOST {
        best.select_nth_unstable_by(MOST, order);
        best.truncate(MOST);
    }
    best.sort_by(order);
    best.into_iter().map(|id| (id, graph.ties_of(id).filter(|tie| visible.tie(*tie)).count())).collect()
}

/// The names of numbers that at least two entities have, by which marks can be sized.
fn numbers(base: &FactBase) -> Vec<Box<str>> {
    /// More would be no menu.
    const MOST: usize = 12;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, value) in base.entities.iter().flat_map(|entity| &entity.attributes) {
        if matches!(value, Value::Number(_)) {
            *counts.entry(name).or_default() += 1;
        }
    }
    counts.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name.into()).take(MOST).collect()
}

impl Steps {
    /// The number of the last step of which a fact tells.
    #[must_use]
    pub fn last(&self) -> i32 {
        self.first.saturating_add(i32::try_from(self.counts.len()).unwrap_or(i32::MAX)).saturating_sub(1)
    }

    /// A step in words; the first one also for what was before.
    #[must_use]
    pub fn told(&self, number: i32) -> String {
        let told = self.unit.told(number);
        if number == self.first && self.earlier > 0 { format!("up to {told}") } else { told }
    }

    /// How many facts a step has.
    #[must_use]
    pub fn count(&self, number: i32) -> usize {
        let at = usize::try_from(number.saturating_sub(self.first)).ok();
        at.and_then(|at| self.counts.get(at)).map_or(0, |count| *count as usize)
    }

    fn happened(base: &FactBase) -> Self {
        Self::new(base, |fact| fact.time.first())
    }

    fn published(base: &FactBase) -> Self {
        Self::new(base, |fact| base.first_published(fact))
    }

    fn new(base: &FactBase, date: impl Fn(&Fact) -> Option<Date>) -> Self {
        let mut dates: Vec<Date> = base.facts.iter().filter_map(date).collect();
        dates.sort_unstable();
        let undated = base.facts.len() - dates.len();
        // One in twenty may lie before the first step where the others are then told apart better.
        let late = &dates[dates.len() / 20..];
        let (of_all, of_late) = (Unit::fitting(&dates), Unit::fitting(late));
        let (unit, begin) = if of_late < of_all { (of_late, late.first()) } else { (of_all, dates.first()) };
        let numbers = || dates.iter().map(|date| unit.number(*date));
        let (Some(&begin), Some(last)) = (begin, numbers().max()) else {
            return Self { undated, ..Self::default() };
        };
        let first = unit.number(begin);
        let mut counts = vec![0; usize::try_from(last - first).unwrap_or(0) + 1];
        for number in numbers() {
            counts[(number.max(first) - first) as usize] += 1;
        }
        let earlier = numbers().filter(|number| *number < first).count();
        Self { unit, first, earlier, counts, undated }
    }
}

/// The days on which articles were published, each once, in order.
fn publication_days(base: &FactBase) -> Vec<Date> {
    let mut days: Vec<Date> = base.articles.iter().filter_map(|article| article.published).collect();
    days.sort_unstable();
    days.dedup();
    days
}

impl Map {
    /// Entities by kind, kinds without any left out.
    #[must_use]
    pub fn kind_counts(&self) -> &[(KindId, usize)] {
        &self.counts.kinds
    }

    /// Facts by relation, the most frequent first.
    #[must_use]
    pub fn relation_counts(&self) -> &[(RelationId, usize)] {
        &self.counts.relations
    }

    /// Facts by status.
    #[must_use]
    pub fn status_counts(&self) -> Vec<(Status, usize)> {
        self.counts.statuses.clone()
    }

    /// Excerpts by the result of their check: exact, found, near, not found, not checked.
    #[must_use]
    pub const fn excerpt_counts(&self) -> [usize; 5] {
        self.counts.excerpts
    }

    /// How many facts stand so.
    #[must_use]
    pub const fn num_standing(&self, standing: Standing) -> usize {
        self.counts.standings[standing as usize]
    }

    /// How many facts no article stands behind.
    #[must_use]
    pub const fn num_without_evidence(&self) -> usize {
        self.counts.without_evidence
    }

    /// How many facts the extractor gave a confidence.
    #[must_use]
    pub const fn num_with_confidence(&self) -> usize {
        self.counts.with_confidence
    }

    /// The names of numbers by which marks can be sized.
    #[must_use]
    pub fn numbers(&self) -> &[Box<str>] {
        &self.counts.numbers
    }

    /// Facts by steps of the calendar, on one clock or the other.
    #[must_use]
    pub const fn steps(&self, clock: Clock) -> &Steps {
        match clock {
            Clock::Happened => &self.counts.happened,
            Clock::Published => &self.counts.published,
        }
    }

    /// The days on which articles were published, each once, in order.
    #[must_use]
    pub fn publication_days(&self) -> &[Date] {
        &self.counts.days
    }
}
