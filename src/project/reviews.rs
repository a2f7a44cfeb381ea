//! What a reader decided about facts and sources, as a saved map tells it: by the ids of facts, articles and entities.

use std::collections::{BTreeMap, BTreeSet};

use super::json::{Fields, Node, Unknown};
use super::print::{Object, list, string};
use super::{NamedRulings, ProjectError, Rulings, parse, rulings};
use crate::facts::{
    ArticleId, Date, Edit, EntityId, Fact, FactBase, FactId, Overrules, Review, Span, Stamp, Status, Verdict, Wording,
};

/// Verdicts, notes, corrections and overruled sources, in the ids of the facts that are open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reviews {
    /// By fact; facts on which nothing was decided are not there.
    pub facts: BTreeMap<FactId, Review>,
    /// Which articles are independent after all, and which are one source.
    pub sources: Overrules,
    /// Verdicts on contradictions, by the two facts.
    pub rulings: Rulings,
}

impl Reviews {
    /// What was decided about a fact.
    #[must_use]
    pub fn of(&self, fact: FactId) -> Option<&Review> {
        self.facts.get(&fact)
    }

    /// The verdict on a fact, if there is one.
    #[must_use]
    pub fn verdict(&self, fact: FactId) -> Option<Verdict> {
        self.of(fact)?.verdict
    }

    /// How many facts have each verdict, in the order of [`Verdict::ALL`].
    #[must_use]
    pub fn count(&self) -> [usize; 3] {
        Verdict::ALL.map(|verdict| self.facts.values().filter(|review| review.verdict == Some(verdict)).count())
    }

    /// The corrections, ready for [`FactBase::corrected`].
    pub fn edits(&self) -> impl Iterator<Item = (FactId, &Edit)> {
        self.facts.iter().filter_map(|(id, review)| Some((*id, review.edit.as_ref()?)))
    }
}

/// [`Reviews`] by name, sorted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NamedReviews {
    /// By the ids of facts.
    pub facts: BTreeMap<String, NamedReview>,
    /// Ids of two articles that are independent after all.
    pub apart: BTreeSet<(String, String)>,
    /// Ids of two articles that are one source.
    pub together: BTreeSet<(String, String)>,
    /// Verdicts on contradictions, by the ids of the two facts.
    pub rulings: NamedRulings,
}

/// A [`Review`] in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NamedReview {
    /// What the reader thinks of the fact.
    pub verdict: Option<Verdict>,
    /// A remark.
    pub note: Option<String>,
    /// What the fact says now, and what it said in the file.
    pub edit: Option<[NamedWording; 2]>,
    /// Who decided last.
    pub by: Option<String>,
    /// An RFC 3339 time.
    pub at: Option<String>,
    /// What this version does not know.
    pub(super) unknown: Unknown,
}

/// A [`Wording`] in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedWording {
    /// The id of the subject.
    pub subject: String,
    /// The verb phrase.
    pub relation: String,
    /// The id of the object.
    pub object: Option<String>,
    /// What is claimed beside or instead of the object.
    pub value: Option<String>,
    /// When it happened or held.
    pub time: Span,
    /// Whether it is reported, planned and so on. Where a file of an earlier version says nothing of it, neither it nor
    /// the value was corrected.
    pub status: Option<Status>,
}

impl NamedReviews {
    /// Whether nothing was decided.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.apart.is_empty() && self.together.is_empty() && self.rulings.is_empty()
    }

    pub(super) fn new(base: &FactBase, reviews: &Reviews) -> Self {
        let facts = reviews.facts.iter().filter_map(|(id, review)| {
            let fact = base.facts.get(id.index())?;
            (!review.is_empty()).then(|| (fact.id.to_string(), NamedReview::new(base, review)))
        });
        let article = |id: ArticleId| base.articles.get(id.index()).map(|article| article.id.to_string());
        let pair = |(a, b)| Some((article(a)?, article(b)?));
        Self {
            facts: facts.collect(),
            apart: reviews.sources.apart().filter_map(pair).collect(),
            together: reviews.sources.together().filter_map(pair).collect(),
            rulings: rulings::named(base, &reviews.rulings),
        }
    }

    /// Keeps what is said of facts and articles that these facts do not have, and fields of a later version.
    pub(super) fn carry_over(&mut self, base: &FactBase, kept: &Self) {
        let ids = Ids::new(base);
        for (id, review) in &kept.facts {
            match self.facts.get_mut(id) {
                Some(ours) => ours.unknown = review.unknown.clone(),
                // One that was taken back is gone; one whose correction could not be read here stays.
                None if !ids.facts.contains_key(&**id) || review.is_only_unknown() => {
                    self.facts.insert(id.clone(), review.clone());
                }
                None => {}
            }
        }
        let is_lost = |(a, b): &&(String, String)| !ids.articles.contains_key(&**a) || !ids.articles.contains_key(&**b);
        self.apart.extend(kept.apart.iter().filter(is_lost).cloned());
        self.together.extend(kept.together.iter().filter(is_lost).cloned());
        rulings::carry_over(&mut self.rulings, &ids.facts, &kept.rulings);
    }

    /// In the ids of `base`; what it does not have is told in words.
    pub(super) fn resolve(&self, base: &FactBase, lost: &mut Vec<String>) -> Reviews {
        let ids = Ids::new(base);
        let mut reviews = Reviews::default();
        for (id, review) in &self.facts {
            match ids.facts.get(&**id) {
                Some(&fact) => {
                    let review = review.resolve(&ids, base.fact(fact));
                    if !review.is_empty() {
                        reviews.facts.insert(fact, review);
                    }
                }
                None => lost.push(format!("fact “{id}”")),
            }
        }
        let mut decide = |pairs: &BTreeSet<(String, String)>, decide: fn(&mut Overrules, ArticleId, ArticleId)| {
            for (a, b) in pairs {
                match (ids.articles.get(&**a), ids.articles.get(&**b)) {
                    (Some(&a), Some(&b)) => decide(&mut reviews.sources, a, b),
                    (None, _) => lost.push(format!("article “{a}”")),
                    (_, None) => lost.push(format!("article “{b}”")),
                }
            }
        };
        decide(&self.together, Overrules::join);
        decide(&self.apart, Overrules::part);
        reviews.rulings = rulings::resolve(&self.rulings, &ids.facts, lost);
        reviews
    }
}

impl NamedReview {
    fn new(base: &FactBase, review: &Review) -> Self {
        let Review { verdict, note, edit, stamp: Stamp { by, at } } = review;
        let text = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
        let edit = edit.as_ref().and_then(|Edit { now, original }| {
            Some([NamedWording::new(base, now)?, NamedWording::new(base, original)?])
        });
        Self { verdict: *verdict, note: text(note), edit, by: text(by), at: text(at), unknown: Unknown::default() }
    }

    fn is_only_unknown(&self) -> bool {
        self.verdict.is_none() && self.note.is_none() && self.edit.is_none() && !self.unknown.0.is_empty()
    }

    /// A correction that names an entity which the facts no longer have stays in the file and is not made.
    fn resolve(&self, ids: &Ids<'_>, fact: &Fact) -> Review {
        let Self { verdict, note, edit, by, at, unknown: _ } = self;
        let text = |text: &Option<String>| text.as_deref().map(Box::from);
        let edit = edit.as_ref().and_then(|[now, original]| {
            Some(Edit { now: now.resolve(ids, fact)?, original: original.resolve(ids, fact)? })
        });
        Review { verdict: *verdict, note: text(note), edit, stamp: Stamp { by: text(by), at: text(at) } }
    }
}

impl NamedWording {
    fn new(base: &FactBase, wording: &Wording) -> Option<Self> {
        let Wording { subject, relation, object, value, time, status } = wording;
        let name = |id: EntityId| Some(base.entities.get(id.index())?.id.to_string());
        let object = match object {
            Some(object) => Some(name(*object)?),
            None => None,
        };
        Some(Self {
            subject: name(*subject)?,
            relation: relation.to_string(),
            object,
            value: value.as_deref().map(str::to_owned),
            time: *time,
            status: Some(*status),
        })
    }

    fn resolve(&self, ids: &Ids<'_>, fact: &Fact) -> Option<Wording> {
        let Self { subject, relation, object, value, time, status } = self;
        let id = |name: &str| ids.entities.get(name).copied();
        let object = match object {
            Some(object) => Some(id(object)?),
            None => None,
        };
        let (value, status) = match status {
            Some(status) => (value.as_deref().map(Box::from), *status),
            None => (fact.value.clone(), fact.status),
        };
        Some(Wording { subject: id(subject)?, relation: (**relation).into(), object, value, time: *time, status })
    }
}

/// What the facts call facts, articles and entities.
struct Ids<'a> {
    facts: BTreeMap<&'a str, FactId>,
    articles: BTreeMap<&'a str, ArticleId>,
    entities: BTreeMap<&'a str, EntityId>,
}

impl<'a> Ids<'a> {
    fn new(base: &'a FactBase) -> Self {
        let FactBase { articles, entities, facts, .. } = base;
        Self {
            facts: facts.iter().enumerate().map(|(at, one)| (&*one.id, FactId::from_index(at))).collect(),
            articles: articles.iter().enumerate().map(|(at, one)| (&*one.id, ArticleId::from_index(at))).collect(),
            entities: entities.iter().enumerate().map(|(at, one)| (&*one.id, EntityId::from_index(at))).collect(),
        }
    }
}

/// Takes what was decided out of the fields of a document.
pub(super) fn parse(fields: &mut Fields<'_>) -> Result<NamedReviews, ProjectError> {
    const TWO_ARTICLES: &str = "expected the ids of two articles";
    let mut reviews = NamedReviews::default();
    if let Some(node) = fields.take("reviews")? {
        for (id, node) in node.fields()?.entries {
            reviews.facts.insert(id, review(&node)?);
        }
    }
    if let Some(node) = fields.take("sources_apart")? {
        reviews.apart = parse::pairs(&node, TWO_ARTICLES)?;
    }
    if let Some(node) = fields.take("sources_together")? {
        reviews.together = parse::pairs(&node, TWO_ARTICLES)?;
    }
    reviews.rulings = rulings::parse(fields)?;
    Ok(reviews)
}

fn review(node: &Node<'_>) -> Result<NamedReview, ProjectError> {
    let mut fields = node.fields()?;
    let mut text = |name: &str| fields.take(name)?.map(|text| text.string()).transpose();
    let (note, by, at, word) = (text("note")?, text("by")?, text("at")?, fields.take("verdict")?);
    let verdict = word.as_ref().map(|word| word.string().map(|word| Verdict::from_word(&word))).transpose()?.flatten();
    // A verdict of a later version is kept, not judged.
    if let Some(word) = word.filter(|_| verdict.is_none()) {
        fields.entries.push(("verdict".to_owned(), word));
    }
    let edit = match (fields.take("now")?, fields.take("original")?) {
        (Some(now), Some(original)) => Some([wording(&now)?, wording(&original)?]),
        (None, None) => None,
        (Some(alone), None) | (None, Some(alone)) => {
            return Err(alone.error("a correction has both “now” and “original”"));
        }
    };
    Ok(NamedReview { verdict, note, edit, by, at, unknown: fields.unknown() })
}

fn wording(node: &Node<'_>) -> Result<NamedWording, ProjectError> {
    let mut fields = node.fields()?;
    let mut text = |name: &str| fields.take(name)?.map(|text| text.string()).transpose();
    let (subject, relation, object) = (text("subject")?, text("relation")?, text("object")?);
    let (value, status) = (text("value")?, text("status")?);
    // A status of a later version is as none: what the file of facts says stays.
    let status = status.as_deref().and_then(Status::from_word);
    let mut date = |name: &str| {
        let Some(node) = fields.take(name)? else {
            return Ok(None);
        };
        Date::parse(&node.string()?).map(Some).map_err(|error| node.error(error.to_string()))
    };
    let time = Span { when: date("when")?, from: date("from")?, until: date("until")? };
    let (Some(subject), Some(relation)) = (subject, relation) else {
        return Err(node.error("a correction has a subject and a relation"));
    };
    Ok(NamedWording { subject, relation, object, value, time, status })
}

/// Puts what was decided into a document; nothing where nothing was.
pub(super) fn put(object: &mut Object, reviews: &NamedReviews) {
    let NamedReviews { facts, apart, together, rulings } = reviews;
    if !facts.is_empty() {
        let mut all = Object::default();
        for (id, review) in facts {
            all.put(id, review_fields(review).in_one_line());
        }
        object.put("reviews", all.in_lines(1));
    }
    for (name, pairs) in [("sources_apart", apart), ("sources_together", together)] {
        if !pairs.is_empty() {
            let pair = |(a, b): &(String, String)| format!("[{}, {}]", string(a), string(b));
            object.put(name, list(1, pairs.iter().map(pair)));
        }
    }
    rulings::put(object, rulings);
}

fn review_fields(review: &NamedReview) -> Object {
    let NamedReview { verdict, note, edit, by, at, unknown } = review;
    let mut object = Object::default();
    if let Some(verdict) = verdict {
        object.put("verdict", string(verdict.word()));
    }
    for (name, text) in [("note", note), ("by", by), ("at", at)] {
        if let Some(text) = text {
            object.put(name, string(text));
        }
    }
    if let Some([now, original]) = edit {
        object.put("now", wording_fields(now).in_one_line());
        object.put("original", wording_fields(original).in_one_line());
    }
    object.put_unknown(unknown);
    object
}

fn wording_fields(wording: &NamedWording) -> Object {
    let NamedWording { subject, relation, object: other, value, time: Span { when, from, until }, status } = wording;
    let mut object = Object::default();
    object.put("subject", string(subject));
    object.put("relation", string(relation));
    if let Some(other) = other {
        object.put("object", string(other));
    }
    if let Some(value) = value {
        object.put("value", string(value));
    }
    for (name, date) in [("when", when), ("from", from), ("until", until)] {
        if let Some(date) = date {
            object.put(name, string(&date.iso()));
        }
    }
    if let Some(status) = status {
        object.put("status", string(status.word()));
    }
    object
}
