//! The fields of one record taken out one by one, each fault told with its place and what it cost.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::facts::{Date, Fields, Severity, Value};
use crate::read::json::{Json, Member, Node};
use crate::read::notes::{Note, quoted};

/// What is left of a record while it is read.
pub(super) struct Record<'a, 'n> {
    path: String,
    at: usize,
    members: Vec<Member<'a>>,
    /// A bit for each name that was ever among the members: readers ask for many that are not.
    names: u64,
    notes: &'n mut Vec<Note>,
}

/// The bit of a name, which others may share.
fn bit(name: &str) -> u64 {
    let first = name.as_bytes().first().copied().unwrap_or_default();
    let last = name.as_bytes().last().copied().unwrap_or_default();
    1 << ((name.len() + 7 * usize::from(first) + 3 * usize::from(last)) % 64)
}

/// The record cannot be used; the reason has been told.
pub(super) struct Skip;

impl<'a, 'n> Record<'a, 'n> {
    /// The fields of an object; of fields of one name the last counts.
    pub(super) fn open(node: Node<'a>, path: String, notes: &'n mut Vec<Note>) -> Result<Self, Skip> {
        let Node { at, json } = node;
        let mut record = Self { path, at, members: Vec::new(), names: 0, notes };
        match json {
            Json::Map(members) => record.members = members,
            json => {
                let sort = Node { at, json }.sort();
                let severity = Severity::Skipped;
                record.note(at, "", format!("{sort} where an object belongs"), "skipped", severity);
                return Err(Skip);
            }
        }
        if has_repeated(&record.members) {
            record.keep_last();
        }
        record.names = record.members.iter().fold(0, |names, member| names | bit(&member.key));
        Ok(record)
    }

    /// Of fields of one name keeps the last, and tells so.
    fn keep_last(&mut self) {
        let members = std::mem::take(&mut self.members);
        let mut seen: HashSet<Cow<'a, str>> = HashSet::with_capacity(members.len());
        let mut kept = Vec::with_capacity(members.len());
        for member in members.into_iter().rev() {
            if seen.insert(member.key.clone()) {
                kept.push(member);
            } else {
                let what = "the field stands more than once".to_owned();
                self.note(member.at, &member.key, what, "the last one counts", Severity::Note);
            }
        }
        kept.reverse();
        self.members = kept;
    }

    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// Where a field begins, or the record where it is absent.
    pub(super) fn at_of(&self, key: &str) -> usize {
        self.place_of(key).map_or(self.at, |place| self.members[place].at)
    }

    /// Whether a field is there, be it `null`.
    pub(super) fn has(&self, key: &str) -> bool {
        self.place_of(key).is_some()
    }

    fn place_of(&self, key: &str) -> Option<usize> {
        if self.names & bit(key) == 0 {
            return None;
        }
        self.members.iter().position(|member| member.key == key)
    }

    /// The field whose name is this one with some letters behind it.
    pub(super) fn key_of(&self, name: &str, behind: &str) -> Option<Cow<'a, str>> {
        let is_meant = |member: &&Member<'a>| member.key.strip_prefix(name) == Some(behind);
        self.members.iter().find(is_meant).map(|member| member.key.clone())
    }

    pub(super) fn path(&self) -> &str {
        &self.path
    }

    pub(super) const fn notes(&mut self) -> &mut Vec<Note> {
        self.notes
    }

    /// Tells a fault of a field; of the record itself where `key` is empty.
    pub(super) fn note(&mut self, at: usize, key: &str, what: String, done: &str, severity: Severity) {
        let dot = if key.is_empty() || self.path.is_empty() { "" } else { "." };
        self.notes.push(Note { at, path: format!("{}{dot}{key}", self.path), what, done: done.to_owned(), severity });
    }

    pub(super) fn left_out(&mut self, at: usize, key: &str, what: String) {
        self.note(at, key, what, "left out", Severity::Repaired);
    }

    /// A field as it stands, left where it is.
    pub(super) fn peek(&self, key: &str) -> Option<&Node<'a>> {
        self.place_of(key).map(|place| &self.members[place].value)
    }

    /// Puts the fields of the object under `key` among those of the record, whose own go before them.
    pub(super) fn splice(&mut self, key: &str) {
        if !self.peek(key).is_some_and(|node| matches!(node.json, Json::Map(_))) {
            return;
        }
        let Some(Node { json: Json::Map(inner), .. }) = self.take(key) else {
            return;
        };
        for member in inner {
            match self.members.iter().position(|known| known.key == member.key) {
                None => {
                    self.names |= bit(&member.key);
                    self.members.push(member);
                }
                Some(known) if matches!(self.members[known].value.json, Json::Null) => self.members[known] = member,
                Some(_) => {
                    let what = "the field stands here and in the record itself".to_owned();
                    self.note(member.at, &format!("{key}.{}", member.key), what, "the record's counts", Severity::Note);
                }
            }
        }
    }

    /// Adds a field.
    pub(super) fn put(&mut self, key: &str, value: Node<'a>) {
        self.names |= bit(key);
        self.members.push(Member { key: Cow::Owned(key.to_owned()), at: value.at, value });
    }

    /// Takes a field out; `null` is the same as absent.
    pub(super) fn take(&mut self, key: &str) -> Option<Node<'a>> {
        let index = self.place_of(key)?;
        let node = self.members.remove(index).value;
        (!matches!(node.json, Json::Null)).then_some(node)
    }

    /// A text that says something; numbers are taken by their digits.
    pub(super) fn text_of(&mut self, key: &str, node: Node<'a>) -> Result<Option<Cow<'a, str>>, &'static str> {
        let sort = node.sort();
        let text = match node.json {
            Json::Text(text) => text,
            Json::Broken(text) => {
                let what = "half a surrogate pair, which no text can hold".to_owned();
                self.note(node.at, key, what, "shown as \u{fffd}", Severity::Repaired);
                Cow::Owned(text)
            }
            Json::Number(digits) => {
                let what = format!("the number {digits} where a text belongs");
                self.note(node.at, key, what, "taken as a text", Severity::Note);
                Cow::Borrowed(digits)
            }
            Json::Null => return Ok(None),
            Json::Bool(_) | Json::List(_) | Json::Map(_) => return Err(sort),
        };
        Ok((!text.trim().is_empty()).then_some(text))
    }

    /// An optional text; one that cannot be used is left out.
    pub(super) fn text(&mut self, key: &str) -> Option<Cow<'a, str>> {
        let node = self.take(key)?;
        let at = node.at;
        self.text_of(key, node).unwrap_or_else(|sort| {
            self.left_out(at, key, format!("{sort} where a text belongs"));
            None
        })
    }

    /// As [`Self::text`], kept for good.
    pub(super) fn boxed(&mut self, key: &str) -> Option<Box<str>> {
        self.text(key).map(Into::into)
    }

    /// An optional text without which, where it is given but cannot be used, the record would say something else.
    pub(super) fn text_or_skip(&mut self, key: &str) -> Result<Option<Cow<'a, str>>, Skip> {
        let Some(node) = self.take(key) else {
            return Ok(None);
        };
        let at = node.at;
        self.text_of(key, node).map_err(|sort| {
            let what = format!("{sort} where a text belongs");
            self.note(at, key, what, "the record was skipped", Severity::Skipped);
            Skip
        })
    }

    /// A text without which the record cannot be used.
    pub(super) fn required(&mut self, key: &str) -> Result<Cow<'a, str>, Skip> {
        let at = self.at_of(key);
        if let Some(text) = self.text_or_skip(key)? {
            return Ok(text);
        }
        let what = format!("`{key}` is missing or empty");
        self.note(at, key, what, "the record was skipped", Severity::Skipped);
        Err(Skip)
    }

    /// The items of a list; one item that is no list stands for a list of it.
    pub(super) fn items(&mut self, key: &str) -> Vec<Node<'a>> {
        match self.take(key) {
            None => Vec::new(),
            Some(Node { json: Json::List(items), .. }) => items,
            Some(single) => {
                let what = format!("{} where a list belongs", single.sort());
                self.note(single.at, key, what, "taken as a list of one", Severity::Note);
                vec![single]
            }
        }
    }

    /// A list of texts.
    pub(super) fn texts(&mut self, key: &str) -> Vec<Box<str>> {
        let items = self.items(key);
        let mut texts = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            let key = format!("{key}[{index}]");
            let at = item.at;
            match self.text_of(&key, item) {
                Ok(text) => texts.extend(text.map(Box::from)),
                Err(sort) => self.left_out(at, &key, format!("{sort} where a text belongs")),
            }
        }
        texts.shrink_to_fit();
        texts
    }

    /// A date.
    pub(super) fn date(&mut self, key: &str) -> Option<Date> {
        let node = self.take(key)?;
        let at = node.at;
        // A year written as a number is a year.
        let text = match node.json {
            Json::Number(digits) => Cow::Borrowed(digits),
            json => match self.text_of(key, Node { at, json }) {
                Ok(text) => text?,
                Err(sort) => {
                    self.left_out(at, key, format!("{sort} where a date belongs"));
                    return None;
                }
            },
        };
        match Date::parse(&text) {
            Ok(date) => Some(date),
            Err(error) => {
                self.left_out(at, key, format!("{} is {error}", quoted(&text)));
                None
            }
        }
    }

    /// A finite number, also where it is written as a text.
    pub(super) fn number(&mut self, key: &str) -> Option<(f64, usize)> {
        let node = self.take(key)?;
        let digits: Cow<'_, str> = match &node.json {
            Json::Number(digits) => Cow::Borrowed(digits),
            Json::Text(text) => Cow::Borrowed(text.trim()),
            _ => {
                self.left_out(node.at, key, format!("{} where a number belongs", node.sort()));
                return None;
            }
        };
        let number: Option<f64> = digits.parse().ok().filter(|number: &f64| number.is_finite());
        let Some(number) = number else {
            self.left_out(node.at, key, format!("{} is no number that can be used", quoted(&digits)));
            return None;
        };
        if matches!(node.json, Json::Text(_)) {
            let what = "a text where a number belongs".to_owned();
            self.note(node.at, key, what, "taken as the number that it says", Severity::Note);
        }
        Some((number, node.at))
    }

    /// An offset in characters.
    pub(super) fn offset(&mut self, key: &str) -> Option<u32> {
        let (number, at) = self.number(key)?;
        if number.fract() == 0.0 && (0.0..f64::from(u32::MAX)).contains(&number) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is whole and fits")]
            return Some(number as u32);
        }
        self.left_out(at, key, format!("{number} is no offset"));
        None
    }

    /// True or false.
    pub(super) fn flag(&mut self, key: &str) -> Option<bool> {
        let node = self.take(key)?;
        if let Json::Bool(flag) = node.json {
            return Some(flag);
        }
        self.left_out(node.at, key, format!("{} where true or false belongs", node.sort()));
        None
    }

    /// Named values.
    pub(super) fn attributes(&mut self, key: &str) -> Fields {
        let Some(node) = self.take(key) else {
            return Fields::new();
        };
        if !matches!(node.json, Json::Map(_)) {
            self.left_out(node.at, key, format!("{} where named values belong", node.sort()));
            return Fields::new();
        }
        let path = format!("{}.{key}", self.path);
        let Ok(mut values) = Record::open(node, path, self.notes) else {
            return Fields::new();
        };
        let members = std::mem::take(&mut values.members);
        let mut fields = Fields::with_capacity(members.len());
        for member in members {
            if let Json::List(_) | Json::Map(_) = member.value.json {
                let what = format!("{} where a text, a number, true or false belongs", member.value.sort());
                values.note(member.at, &member.key, what, "kept as it is", Severity::Note);
            }
            if !matches!(member.value.json, Json::Null) {
                fields.push((member.key.into(), value_of(member.value)));
            }
        }
        fields
    }

    /// The fields that nobody asked for.
    pub(super) fn more(&mut self) -> Fields {
        let mut more = Fields::with_capacity(self.members.len());
        for member in self.members.drain(..) {
            if !matches!(member.value.json, Json::Null) {
                more.push((member.key.into(), value_of(member.value)));
            }
        }
        more
    }
}

/// Whether two fields have one name; without a table for the few fields that nearly all records have.
fn has_repeated(members: &[Member<'_>]) -> bool {
    const FEW: usize = 24;
    if members.len() > FEW {
        let mut seen = HashSet::with_capacity(members.len());
        return members.iter().any(|member| !seen.insert(&*member.key));
    }
    let before = |index: usize| members.iter().take(index);
    members.iter().enumerate().any(|(index, member)| before(index).any(|earlier| earlier.key == member.key))
}

/// A value as it stands in the file.
pub(super) fn value_of(node: Node<'_>) -> Value {
    match node.json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(flag),
        Json::Number(digits) => Value::Number(digits.into()),
        Json::Text(text) => Value::Text(text.into()),
        Json::Broken(text) => Value::Text(text.into()),
        Json::List(items) => Value::List(items.into_iter().map(value_of).collect()),
        Json::Map(members) => {
            Value::Map(members.into_iter().map(|member| (member.key.into(), value_of(member.value))).collect())
        }
    }
}
