//! Records read as a mapping says, each field in its role; whatever has no role becomes an attribute.

use std::borrow::Cow;

use super::above::{Seen, inherited, with};
use super::table::Table;
use super::{Mapping, Role, Take, steps};
use crate::facts::{Article, Date, Evidence, NewFact, Severity, Span, Status};
use crate::read::common::PLAIN_TIE;
use crate::read::draft::{Draft, Fate, Halt, Handled};
use crate::read::fields::value_of;
use crate::read::json::{Json, Member, Node, Scanner};
use crate::read::loose::date;
use crate::read::notes::{Note, quoted};
use crate::read::walk::{self, Item, List};
use crate::read::{Fault, Job, ReadError};

/// Reads all records of a file.
///
/// # Errors
/// Where the mapping makes no sense, or the file is neither JSON nor a table.
pub(in crate::read) fn read(job: &Job<'_>, mapping: &Mapping, draft: &mut Draft) -> Result<(), ReadError> {
    mapping.check().map_err(|error| job.error(Fault::Mapping(error.to_string().into())))?;
    if matches!(Scanner::new(job.text).peek(), Some(b'{' | b'[')) {
        let mut seen = Seen::default();
        if mapping.records.is_empty() {
            walk::records(job, draft, |draft, item| one(draft, mapping, item, &mut seen))?;
            seen.tell(mapping, draft);
            return Ok(());
        }
        for list in List::at_pointer(job, draft, &mapping.records)? {
            let above = inherited(job, mapping, &list);
            list.each(job, draft, |draft, item| one(draft, mapping, with(item, &above), &mut seen))?;
        }
        seen.tell(mapping, draft);
        return Ok(());
    }
    let table = Table::for_mapping(job.text, mapping);
    let table =
        table.ok_or_else(|| job.error_at(0, Fault::NotATable("its rows have no two fields in common".into())))?;
    let mut seen = Seen::default();
    table.each(job, draft, |draft, item| one(draft, mapping, item, &mut seen))?;
    seen.tell(mapping, draft);
    Ok(())
}

/// A record while it is read.
struct Fields<'a, 'm, 'n> {
    mapping: &'m Mapping,
    node: Node<'a>,
    path: String,
    /// Names and pointers of the fields that were used.
    used: Vec<&'m str>,
    notes: &'n mut Vec<Note>,
}

impl<'m> Fields<'_, 'm, '_> {
    /// The texts of a role: one, or those of a list. What is no text is left where it is.
    fn words(&mut self, role: Role) -> Vec<String> {
        match self.mapping.fields.get(&role) {
            None => Vec::new(),
            Some(Take::Always { text }) => {
                Some(text.trim().to_owned()).filter(|text| !text.is_empty()).into_iter().collect()
            }
            Some(Take::Field(name)) => {
                let words = find(&self.node, name).map(words_of).unwrap_or_default();
                if !words.is_empty() {
                    self.used.push(name);
                }
                words
            }
        }
    }

    /// The text of a role; the items of a list with commas between them.
    fn word(&mut self, role: Role) -> Option<String> {
        let words = self.words(role);
        (!words.is_empty()).then(|| words.join(", "))
    }

    /// A text that is read as something else; where it cannot be, it becomes an attribute, and that is told.
    fn read<T>(&mut self, role: Role, read: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let before = self.used.len();
        let word = self.word(role)?;
        match read(word.trim()) {
            Ok(value) => Some(value),
            Err(what) => {
                self.used.truncate(before);
                self.note(role, what, "kept as an attribute", Severity::Note);
                None
            }
        }
    }

    fn note(&mut self, role: Role, what: String, done: &str, severity: Severity) {
        let name = match self.mapping.fields.get(&role) {
            Some(Take::Field(name)) => name.trim_start_matches('/').replace('/', "."),
            _ => role.word().to_owned(),
        };
        let dot = if self.path.is_empty() { "" } else { ", " };
        let at = self.node.at;
        self.notes.push(Note { at, path: format!("{}{dot}{name}", self.path), what, done: done.to_owned(), severity });
    }

    fn skip(&mut self, role: Role) -> Halt {
        let what = format!("the {} is missing or empty", role.word());
        self.note(role, what, "the record was skipped", Severity::Skipped);
        Halt::Skip
    }

    fn date(&mut self, role: Role) -> Option<Date> {
        self.read(role, |text| date(text).ok_or_else(|| format!("{} is no date that is understood", quoted(text))))
    }
}

/// Reads one record.
fn one(draft: &mut Draft, mapping: &Mapping, item: Item<'_, '_>, seen: &mut Seen) -> Handled {
    let Item { node, path, notes, .. } = item;
    let at = node.at;
    let Some(node) = as_map(node) else {
        let what = "a single value where a record belongs".to_owned();
        notes.push(Note { at, path, what, done: "skipped".to_owned(), severity: Severity::Skipped });
        return Err(Halt::Skip);
    };
    seen.look(mapping, &node);
    let mut fields = Fields { mapping, node, path, used: Vec::new(), notes };
    let subjects = fields.words(Role::Subject);
    let objects = fields.words(Role::Object);
    let value = fields.word(Role::Value);
    if subjects.is_empty() {
        return Err(fields.skip(Role::Subject));
    }
    if objects.is_empty() && value.is_none() {
        return Err(fields.skip(if mapping.has(Role::Object) { Role::Object } else { Role::Value }));
    }
    let relation = fields.word(Role::Relation).map_or(Cow::Borrowed(PLAIN_TIE), Cow::Owned);
    let kinds = (fields.word(Role::SubjectKind), fields.word(Role::ObjectKind));
    let evidence = evidence(draft, &mut fields)?;
    let time = Span { when: fields.date(Role::When), from: fields.date(Role::From), until: fields.date(Role::Until) };
    let status = fields.read(Role::Status, |text| {
        Status::from_word(&text.to_lowercase()).ok_or_else(|| format!("{} is no status that is known", quoted(text)))
    });
    let confidence = fields.read(Role::Confidence, share);
    let id = fields.word(Role::Id).filter(|_| subjects.len() == 1 && objects.len() < 2);
    let Fields { node, path, used, .. } = fields;
    let attributes = rest(node, &used);
    let ends = |objects: &[String]| -> Vec<Option<String>> {
        if objects.is_empty() { vec![None] } else { objects.iter().cloned().map(Some).collect() }
    };
    for subject in &subjects {
        for object in ends(&objects) {
            let first = draft.named(subject, kinds.0.as_deref())?.0;
            let second = match &object {
                Some(object) => Some(draft.named(object, kinds.1.as_deref())?.0),
                None => None,
            };
            let fact = NewFact {
                id: id.clone().map(Cow::Owned),
                value: value.as_deref().map(Into::into),
                time,
                status: status.unwrap_or_default(),
                confidence,
                attributes: attributes.clone(),
                evidence: evidence.clone(),
                ..NewFact::of(relation.clone())
            };
            draft.fact((first, second), fact, (at, &path))?;
        }
    }
    Ok(Fate::Read)
}

/// Where articles say so.
fn evidence(draft: &mut Draft, fields: &mut Fields<'_, '_, '_>) -> Result<Vec<Evidence>, Halt> {
    let excerpts = fields.words(Role::Excerpt);
    let url = fields.word(Role::ArticleUrl);
    let title = fields.word(Role::ArticleTitle);
    let publisher = fields.word(Role::ArticlePublisher);
    let published = fields.date(Role::ArticleDate);
    let text = fields.word(Role::ArticleText);
    let of_publisher = publisher.as_ref().map(|publisher| match published {
        Some(date) => format!("{publisher}, {date}"),
        None => publisher.clone(),
    });
    let key = url.clone().or_else(|| title.clone()).or(of_publisher);
    let article = if key.is_none() && text.is_none() {
        None
    } else {
        let boxed = |text: Option<String>| text.map(Box::from);
        let article = Article {
            title: boxed(title),
            publisher: boxed(publisher),
            published,
            url: boxed(url),
            text: boxed(text),
            ..Article::default()
        };
        Some(draft.article(&key.unwrap_or_default(), article)?.0)
    };
    if excerpts.is_empty() {
        return Ok(Draft::evidence(article, None));
    }
    let one = |excerpt: String| Evidence { article, excerpt: Some(excerpt.into()), ..Evidence::default() };
    Ok(excerpts.into_iter().map(one).collect())
}

/// A share of one, or in percent.
fn share(text: &str) -> Result<f32, String> {
    let (digits, whole) = text.strip_suffix('%').map_or((text, 1.0), |digits| (digits.trim(), 100.0));
    let share = digits.parse::<f32>().ok().map(|number| number / whole);
    let share = share.filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| format!("{} is not between 0 and 1", quoted(text)))
}

/// A record as an object: a list as one whose fields are columns by number.
pub(super) fn as_map(node: Node<'_>) -> Option<Node<'_>> {
    let Node { at, json } = node;
    match json {
        Json::Map(_) => Some(Node { at, json }),
        Json::List(items) => {
            let members: Vec<Member<'_>> = items
                .into_iter()
                .enumerate()
                .map(|(number, value)| {
                    let key = format!("column {}", number + 1).into();
                    Member { key, at: value.at, value }
                })
                .collect();
            Some(Node { at, json: Json::Map(members) })
        }
        _ => None,
    }
}

/// The field of a name, or the one that a pointer leads to.
pub(super) fn find<'n, 'a>(node: &'n Node<'a>, name: &str) -> Option<&'n Node<'a>> {
    if let Some(found) = node.get(name) {
        return Some(found);
    }
    if name.starts_with("../") {
        let Json::Map(members) = &node.json else {
            return None;
        };
        let rest_of = |member: &'n Member<'a>| Some((member, name.strip_prefix(&*member.key)?));
        let (member, rest) = members.iter().filter_map(rest_of).find(|(_, rest)| rest.starts_with('/'))?;
        return find(&member.value, rest);
    }
    if !name.starts_with('/') {
        return None;
    }
    steps(name).try_fold(node, |node, step| match &node.json {
        Json::List(items) => items.get(step.parse::<usize>().ok()?),
        _ => node.get(&step),
    })
}

/// The texts that a value is.
pub(super) fn words_of(node: &Node<'_>) -> Vec<String> {
    let word = |node: &Node<'_>| -> Option<String> {
        let text = match &node.json {
            Json::Text(text) => text.trim(),
            Json::Broken(text) => text.trim(),
            Json::Number(digits) => digits,
            Json::Bool(true) => "true",
            Json::Bool(false) => "false",
            Json::Null | Json::List(_) | Json::Map(_) => return None,
        };
        (!text.is_empty()).then(|| text.to_owned())
    };
    match &node.json {
        Json::List(items) => items.iter().filter_map(word).collect(),
        _ => word(node).into_iter().collect(),
    }
}

/// What is left of a record without the fields that were used.
fn rest(mut node: Node<'_>, used: &[&str]) -> crate::facts::Fields {
    for name in used {
        if let Json::Map(members) = &mut node.json
            && let Some(at) = members.iter().rposition(|member| member.key == *name)
        {
            let key = members.remove(at).key;
            members.retain(|member| member.key != key);
        } else if name.starts_with('/') {
            let steps: Vec<String> = steps(name).collect();
            remove(&mut node, &steps);
        }
    }
    let Json::Map(members) = node.json else {
        return crate::facts::Fields::new();
    };
    let says = |member: &Member<'_>| {
        !matches!(&member.value.json, Json::Null)
            && !matches!(&member.value.json, Json::Text(text) if text.trim().is_empty())
            && !matches!(&member.value.json, Json::Map(members) if members.is_empty())
    };
    let mut seen = std::collections::HashSet::new();
    let mut kept: Vec<Member<'_>> =
        members.into_iter().rev().filter(|member| seen.insert(member.key.clone())).collect();
    kept.reverse();
    kept.into_iter().filter(says).map(|member| (member.key.into(), value_of(member.value))).collect()
}

/// Takes what a pointer leads to out of a record, and the objects that are empty then.
fn remove(node: &mut Node<'_>, steps: &[String]) {
    let Some((step, further)) = steps.split_first() else {
        return;
    };
    match &mut node.json {
        Json::Map(members) => {
            if further.is_empty() {
                members.retain(|member| member.key != *step);
            } else {
                for member in members.iter_mut().filter(|member| member.key == *step) {
                    remove(&mut member.value, further);
                }
                members.retain(|member| !matches!(&member.value.json, Json::Map(inner) if inner.is_empty()));
            }
        }
        Json::List(items) => {
            let at = step.parse::<usize>().ok();
            if let Some(item) = at.and_then(|at| items.get_mut(at)) {
                if further.is_empty() {
                    item.json = Json::Null;
                } else {
                    remove(item, further);
                }
            }
        }
        _ => {}
    }
}
