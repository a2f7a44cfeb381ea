//! What a reader decided about a fact: a verdict, a note, a correction, with who did it and when.

use std::fmt;

use super::{Check, Date, EntityId, Fact, FactBase, FactId, RelationId, Span, Status};

/// What a reader thinks of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The excerpt says so.
    Accepted,
    /// It does not.
    Rejected,
    /// Looked at, and left open.
    Unsure,
}

impl Verdict {
    /// All of them, in the order of lists.
    pub const ALL: [Self; 3] = [Self::Accepted, Self::Rejected, Self::Unsure];

    /// The word that files use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Unsure => "unsure",
        }
    }

    /// The verdict of a word of a file.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.word() == word)
    }
}

/// Who decided, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// The reader's name, as settings have it.
    pub by: Option<Box<str>>,
    /// An RFC 3339 time.
    pub at: Option<Box<str>>,
}

/// "Ann, 9 January 2017, 12:00 UTC"; a time that is none is told as it stands.
impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at.as_deref().map(|at| told_time(at).unwrap_or_else(|| at.to_owned()));
        let parts = [self.by.as_deref(), at.as_deref()].into_iter().flatten().collect::<Vec<_>>();
        f.write_str(&parts.join(", "))
    }
}

/// `2017-01-09T12:00:00Z` as a person writes it, in the zone in which it was written.
fn told_time(at: &str) -> Option<String> {
    let (day, time) = (at.get(..10)?, at.get(10..)?);
    let day = Date::parse(day).ok()?;
    let clock = time.strip_prefix(['T', 't', ' ']).and_then(|time| time.get(..5));
    let clock = clock.filter(|clock| clock.bytes().all(|byte| byte.is_ascii_digit() || byte == b':'));
    let zone = if at.ends_with(['Z', 'z']) { " UTC" } else { "" };
    Some(clock.map_or_else(|| day.to_string(), |clock| format!("{day}, {clock}{zone}")))
}

/// The part of a fact that a reader can correct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// Who or what the claim is about.
    pub subject: EntityId,
    /// The verb phrase.
    pub relation: Box<str>,
    /// The other end, if there is one.
    pub object: Option<EntityId>,
    /// What is claimed beside or instead of the other end, such as an amount.
    pub value: Option<Box<str>>,
    /// When it happened or held.
    pub time: Span,
    /// Whether it is reported, planned, alleged, denied or ended.
    pub status: Status,
}

impl Wording {
    /// What a fact says now.
    #[must_use]
    pub fn of(base: &FactBase, fact: &Fact) -> Self {
        let Fact { subject, relation, object, value, time, status, .. } = fact;
        Self {
            subject: *subject,
            relation: base.relation(*relation).into(),
            object: *object,
            value: value.clone(),
            time: *time,
            status: *status,
        }
    }
}

impl FactBase {
    /// What a corrected fact said in the file, as a sentence with its date and status. That it was reported is said
    /// where it no longer is.
    #[must_use]
    pub fn told_before(&self, edit: &Edit) -> String {
        let Edit { now, original } = edit;
        let usual = original.status == Status::Reported && now.status == Status::Reported;
        self.told(original, if usual { "" } else { original.status.word() })
    }

    /// A wording as a sentence, with its date and a word on its status; names that the base does not have are left out.
    fn told(&self, wording: &Wording, status: &str) -> String {
        let name = |id: EntityId| self.entities.get(id.index()).map_or("", |entity| &*entity.name);
        let mut words = format!("{} {}", name(wording.subject), wording.relation);
        if let Some(object) = wording.object {
            words.push(' ');
            words.push_str(name(object));
        }
        if let Some(value) = &wording.value {
            words.push_str(if wording.object.is_some() { ": " } else { " " });
            words.push_str(value);
        }
        let time = wording.time.to_string();
        let aside: Vec<&str> = [&*time, status].into_iter().filter(|words| !words.is_empty()).collect();
        if !aside.is_empty() {
            words.push_str(&format!(" ({})", aside.join(", ")));
        }
        words
    }
}

/// A correction, with what the file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What the fact says now.
    pub now: Wording,
    /// What it said in the file.
    pub original: Wording,
}

/// What a reader decided about one fact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// What they think of it; `None` where it was only noted or corrected.
    pub verdict: Option<Verdict>,
    /// A remark.
    pub note: Option<Box<str>>,
    /// A correction.
    pub edit: Option<Edit>,
    /// Who decided last, and when.
    pub stamp: Stamp,
}

impl Review {
    /// Whether nothing is decided, noted or corrected.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.verdict.is_none() && self.note.is_none() && self.edit.is_none()
    }
}

/// Whether a fact can be printed: a reader accepted it, and one of its excerpts stands in its article, word for word or
/// nearly so.
#[must_use]
pub fn is_publishable(fact: &Fact, review: Option<&Review>) -> bool {
    is_publishable_as(fact, review.and_then(|review| review.verdict))
}

/// [`is_publishable`], by the verdict alone.
#[must_use]
pub fn is_publishable_as(fact: &Fact, verdict: Option<Verdict>) -> bool {
    let accepted = verdict == Some(Verdict::Accepted);
    let stands = |check: &Check| matches!(check, Check::Exact(_) | Check::Found(_) | Check::Near(_));
    accepted && fact.evidence.iter().any(|evidence| evidence.excerpt.is_some() && stands(&evidence.check))
}

impl FactBase {
    /// The base with corrections made: ids stay what they are, so what speaks of a fact speaks of the corrected one.
    ///
    /// A correction that names a fact or an entity which the base does not have is left out.
    #[must_use]
    pub fn corrected<'a>(&self, edits: impl IntoIterator<Item = (FactId, &'a Edit)>) -> Self {
        let mut base = self.clone();
        for (id, Edit { now, original: _ }) in edits {
            base.reword(id, now);
        }
        base
    }

    /// Makes one fact say something else. Ids stay, and a relation that is new is added behind the others, so that
    /// nothing that speaks of facts, entities or relations has to change. Of what the base does not have, nothing is
    /// said.
    pub fn reword(&mut self, id: FactId, wording: &Wording) {
        let Wording { subject, relation, object, value, time, status } = wording;
        let is_there = |entity: &EntityId| entity.index() < self.entities.len();
        if !is_there(subject) || !object.iter().all(is_there) || id.index() >= self.facts.len() {
            return;
        }
        let relation = self.relation_of(relation);
        let fact = &mut self.facts[id.index()];
        (fact.subject, fact.relation, fact.object) = (*subject, relation, *object);
        (fact.value, fact.time, fact.status) = (value.clone(), *time, *status);
    }

    /// The relation of a wording, which is added where it is new.
    fn relation_of(&mut self, wording: &str) -> RelationId {
        let known = self.relations.iter().position(|known| **known == *wording);
        RelationId::from_index(known.unwrap_or_else(|| {
            self.relations.push(wording.into());
            self.relations.len() - 1
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Builder, Evidence, NewEntity, NewFact};
    use super::*;

    fn base(evidence: Vec<Evidence>) -> FactBase {
        let mut builder = Builder::new();
        for id in ["ma", "trump"] {
            builder.add_entity(NewEntity { id: id.into(), ..NewEntity::default() }).unwrap();
        }
        let new = NewFact {
            number: 1,
            id: None,
            subject: "ma".into(),
            relation: "met".into(),
            object: Some("trump".into()),
            value: None,
            time: Span::default(),
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
    fn only_an_accepted_fact_with_its_words_in_the_article_is_publishable() {
        let evidence = |check: Check, excerpt: bool| Evidence {
            excerpt: excerpt.then(|| "met".into()),
            check,
            ..Evidence::default()
        };
        let verdict = |verdict| Some(Review { verdict: Some(verdict), ..Review::default() });
        for (check, excerpt, review, expected) in [
            (Check::Exact(0..3), true, verdict(Verdict::Accepted), true),
            (Check::Found(0..3), true, verdict(Verdict::Accepted), true),
            (Check::Near(0..3), true, verdict(Verdict::Accepted), true),
            (Check::NotFound, true, verdict(Verdict::Accepted), false),
            (Check::Unchecked, true, verdict(Verdict::Accepted), false),
            (Check::Unchecked, false, verdict(Verdict::Accepted), false),
            (Check::Exact(0..3), true, verdict(Verdict::Rejected), false),
            (Check::Exact(0..3), true, verdict(Verdict::Unsure), false),
            (Check::Exact(0..3), true, Some(Review::default()), false),
            (Check::Exact(0..3), true, None, false),
        ] {
            let base = base(vec![evidence(check.clone(), excerpt)]);
            assert_eq!(is_publishable(&base.facts[0], review.as_ref()), expected, "{check:?} {review:?}");
        }
    }

    #[test]
    fn a_correction_changes_the_fact_and_keeps_what_it_said() {
        let base = base(Vec::new());
        let original = Wording::of(&base, &base.facts[0]);
        let when = Date::parse("2017").ok();
        let now = Wording {
            subject: EntityId(1),
            relation: "telephoned".into(),
            object: Some(EntityId(0)),
            value: Some("about films".into()),
            time: Span { when, ..Span::default() },
            status: Status::Denied,
        };
        let edit = Edit { now: now.clone(), original: original.clone() };
        let corrected = base.corrected([(FactId(0), &edit)]);
        assert_eq!(Wording::of(&corrected, &corrected.facts[0]), now);
        assert_eq!(corrected.sentence(FactId(0)), "trump telephoned ma: about films");
        assert_eq!(corrected.told_before(&edit), "ma met trump (reported)");
        let back = Edit { now: original, original: now };
        assert_eq!(base.told_before(&back), "trump telephoned ma: about films (2017, denied)");
        assert_eq!(corrected.corrected([(FactId(0), &back)]).facts, base.facts);
        let lost = Edit { now: Wording { subject: EntityId(9), ..edit.now.clone() }, ..edit.clone() };
        assert_eq!(base.corrected([(FactId(0), &lost), (FactId(7), &edit)]), base);
    }

    #[test]
    fn a_signature_is_read_as_a_person_writes_it() {
        for (by, at, told) in [
            (Some("Ann"), Some("2017-01-09T12:30:59Z"), "Ann, 9 January 2017, 12:30 UTC"),
            (Some("Ann"), Some("2017-01-09T12:30:59+01:00"), "Ann, 9 January 2017, 12:30"),
            (None, Some("2017-01-09"), "9 January 2017"),
            (None, Some("yesterday, towards evening"), "yesterday, towards evening"),
            (Some("Ann"), None, "Ann"),
            (None, None, ""),
        ] {
            assert_eq!(Stamp { by: by.map(Into::into), at: at.map(Into::into) }.to_string(), told);
        }
    }

    #[test]
    fn words_of_verdicts_are_read_back() {
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::from_word(verdict.word()), Some(verdict));
        }
        assert_eq!(Verdict::from_word("perhaps"), None);
    }
}
