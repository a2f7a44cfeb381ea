//! The records of a JSON text, which is one object, one list or lines: cut apart, read a wave at a time, none forgotten.

mod document;
mod pointer;
mod waves;

use std::borrow::Cow;

use crate::facts::Severity;

use super::draft::{Draft, Halt, Handled};
use super::fields::{Record, Skip};
use super::json::{self, Node, Scanner, Span, Stop};
use super::notes::{Note, quoted};
use super::{CUT, Fault, Job, PARSED, ReadError, stream};

pub(super) use document::Document;
pub(super) use waves::{Steps, run as in_waves};

/// So many records are read at once, in parallel, before they are added one by one.
pub(super) const WAVE: usize = 2048;

/// What a JSON text is as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Object,
    List,
    Lines,
}

impl Form {
    /// What a text is.
    ///
    /// # Errors
    /// Where it is neither JSON nor, line by line, mostly JSON.
    pub(super) fn of(job: &Job<'_>) -> Result<Self, ReadError> {
        let mut scanner = Scanner::new(job.text);
        let first = scanner.peek();
        if json::is_valid(job.text) {
            scanner.value().map_err(|stop| job.stopped(stop))?;
            return match first {
                Some(b'{') => Ok(Self::Object),
                Some(b'[') => Ok(Self::List),
                _ => Err(job.error(Fault::Unknown("this is a single JSON value, not an object with facts".into()))),
            };
        }
        if is_lines(job.text) {
            return Ok(Self::Lines);
        }
        match Scanner::new(job.text).value() {
            Err(stop @ Stop::TooDeep(_)) => Err(job.stopped(stop)),
            _ => Err(job.not_json()),
        }
    }

    /// `a list`
    pub(super) const fn sort(self) -> &'static str {
        match self {
            Self::Object => "an object",
            Self::List => "a list",
            Self::Lines => "JSON Lines",
        }
    }
}

/// Whether of the first lines the first, or more than half, are objects or lists by themselves.
fn is_lines(text: &str) -> bool {
    const LOOKED_AT: usize = 16;
    let whole = |line: &str| line.starts_with(['{', '[']) && json::is_valid(line);
    let lines: Vec<bool> = lines(text).take(LOOKED_AT).map(|span| whole(span.of(text))).collect();
    let good = lines.iter().filter(|&&good| good).count();
    lines.len() > 1 && (lines[0] || good * 2 > lines.len())
}

/// The lines that are not blank.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        let end = start + line.trim().len();
        (end > start).then_some(Span { start, end })
    })
}

/// Reads every record of the whole text, which may be streamed.
///
/// # Errors
/// Where it is no JSON, there are too many, or the watcher has cancelled.
pub(super) fn records(
    job: &Job<'_>,
    draft: &mut Draft,
    mut read: impl FnMut(&mut Draft, Item<'_, '_>) -> Handled + Send,
) -> Result<(), ReadError> {
    match job.rest {
        Some(rest) => stream::each(job, rest, draft, &mut read),
        None => List::root(job)?.each(job, draft, read),
    }
}

/// [`records`] in two steps.
///
/// # Errors
/// As [`records`].
pub(super) fn records_in_steps(job: &Job<'_>, draft: &mut Draft, steps: &impl Steps) -> Result<(), ReadError> {
    match job.rest {
        Some(rest) => stream::each_in_steps(job, rest, draft, steps),
        None => List::root(job)?.each_in_steps(job, draft, steps),
    }
}

/// Records, cut apart and not read yet.
pub(super) struct List<'a> {
    path: String,
    /// The names of the values of an object; empty for a list.
    keys: Vec<Cow<'a, str>>,
    spans: Vec<Span>,
    form: Form,
    /// The objects that they stand in, where they were looked for, from the outermost.
    above: Vec<Span>,
}

impl<'a> List<'a> {
    /// The records of the whole text.
    ///
    /// # Errors
    /// Where it is no JSON.
    pub(super) fn root(job: &Job<'a>) -> Result<Self, ReadError> {
        let form = Form::of(job)?;
        let spans = match form {
            Form::Object => vec![Scanner::new(job.text).value().map_err(|stop| job.stopped(stop))?],
            Form::List => items(job, 0).map_err(|stop| job.stopped(stop))?,
            Form::Lines => lines(job.text).collect(),
        };
        Ok(Self { path: String::new(), keys: Vec::new(), spans, form, above: Vec::new() })
    }

    /// The values of the object that the whole text is.
    ///
    /// # Errors
    /// Where it is no JSON, or something else.
    pub(super) fn values(job: &Job<'a>) -> Result<Self, ReadError> {
        let root = Self::root(job)?;
        match (root.form, root.spans.first()) {
            (Form::Object, Some(&span)) => Ok(Self::of(job, span, String::new())),
            _ => Err(job.error(Fault::Unknown(format!("this is {}, not an object", root.form.sort()).into()))),
        }
    }

    /// The items of a list, or the values of an object, within valid JSON; none of anything else.
    pub(super) fn of(job: &Job<'a>, span: Span, path: String) -> Self {
        let mut list = Self { path, keys: Vec::new(), spans: Vec::new(), form: Form::List, above: Vec::new() };
        match span.of(job.text).as_bytes().first() {
            Some(b'[') => list.spans = items(job, span.start).unwrap_or_default(),
            Some(b'{') => {
                for Field { key, value } in fields(job, span) {
                    list.keys.push(key);
                    list.spans.push(value);
                }
            }
            _ => {}
        }
        list
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// Where they stand, without reading them.
    pub(super) fn spans(&self) -> impl Iterator<Item = (String, Span)> {
        self.spans.iter().enumerate().map(|(index, &span)| (self.path_of(index), span))
    }

    fn path_of(&self, index: usize) -> String {
        match self.keys.get(index) {
            Some(key) if self.path.is_empty() => key.clone().into_owned(),
            Some(key) => format!("{}.{key}", self.path),
            None if self.form == Form::List => format!("{}[{index}]", self.path),
            None => self.path.clone(),
        }
    }

    /// The first records, with the first items of their lists.
    pub(super) fn samples(&self, job: &Job<'a>, count: usize, items: usize) -> Vec<Node<'a>> {
        let read = |span: &Span| parsed(span.of(job.text), span.start, items).ok();
        self.spans.iter().filter_map(read).take(count).collect()
    }

    /// Reads every record in its order; each is counted by what became of it.
    ///
    /// # Errors
    /// Where there are too many, or the watcher has cancelled.
    pub(super) fn each(
        &self,
        job: &Job<'a>,
        draft: &mut Draft,
        mut read: impl FnMut(&mut Draft, Item<'a, '_>) -> Handled + Send,
    ) -> Result<(), ReadError> {
        let ready = |node, _index, _notes: &mut Vec<Note>| node;
        self.waves(job, draft, ready, |draft, node, index, notes| {
            let key = self.keys.get(index).map(|key| &**key);
            read(draft, Item { node, key, index, path: self.path_of(index), notes })
        })
    }

    /// [`Self::each`] in two steps.
    ///
    /// # Errors
    /// As [`Self::each`].
    pub(super) fn each_in_steps(&self, job: &Job<'a>, draft: &mut Draft, steps: &impl Steps) -> Result<(), ReadError> {
        let ready = |node, index: usize, notes: &mut Vec<Note>| {
            let key = self.keys.get(index).map(|key| &**key);
            steps.ready(Item { node, key, index, path: self.path_of(index), notes })
        };
        self.waves(job, draft, ready, |draft, ready, _index, notes| steps.take(draft, ready, notes))
    }

    fn waves<R: Send>(
        &self,
        job: &Job<'a>,
        draft: &mut Draft,
        ready: impl Fn(Node<'a>, usize, &mut Vec<Note>) -> R + Sync,
        mut take: impl FnMut(&mut Draft, R, usize, &mut Vec<Note>) -> Handled + Send,
    ) -> Result<(), ReadError> {
        let before = |first: &Span| {
            job.go_on()?;
            job.progress(CUT, PARSED, first.start, job.text.len());
            Ok(())
        };
        let made = |index: usize, span: &Span| {
            let mut notes = Vec::new();
            let node = parsed(span.of(job.text), span.start, usize::MAX);
            (node.map(|node| ready(node, index, &mut notes)), notes)
        };
        waves::run(&self.spans, before, made, |index, (record, mut notes)| {
            let handled = match record {
                Ok(record) => take(draft, record, index, &mut notes),
                Err((at, what)) => {
                    notes.push(skipped(at, self.path_of(index), what, "the line was skipped"));
                    Err(Halt::Skip)
                }
            };
            draft.notes.extend(notes);
            draft.settle(handled).map_err(|_full| job.full())
        })
    }
}

pub(super) fn skipped(at: usize, path: String, what: String, done: &str) -> Note {
    Note { at, path, what, done: done.to_owned(), severity: Severity::Skipped }
}

/// The items of the list that begins at a byte.
fn items(job: &Job<'_>, start: usize) -> Result<Vec<Span>, Stop> {
    let rest = job.text.get(start..).unwrap_or_default();
    let mut scanner = Scanner::new(rest);
    let mut spans = Vec::new();
    scanner.open(b'[')?;
    while scanner.next_item(spans.is_empty(), b']')? {
        let span = scanner.value()?;
        spans.push(Span { start: start + span.start, end: start + span.end });
    }
    Ok(spans)
}

/// A record that begins at byte `offset`, or where and why it is none.
pub(super) fn parsed(piece: &str, offset: usize, most: usize) -> Result<Node<'_>, (usize, String)> {
    if json::is_valid(piece) {
        let node = json::tree(piece, offset, most);
        return node.ok_or_else(|| (offset, Fault::TooDeep.to_string()));
    }
    let (at, fault) = json::fault_of(piece);
    let what = if fault == Fault::CutOff { "the record is cut off".to_owned() } else { fault.to_string() };
    Err((offset + at, what))
}

/// A field of an object that is not read yet.
pub(super) struct Field<'a> {
    pub(super) key: Cow<'a, str>,
    pub(super) value: Span,
}

/// The fields of an object within valid JSON; none of anything else.
pub(super) fn fields<'a>(job: &Job<'a>, span: Span) -> Vec<Field<'a>> {
    let rest = job.text.get(span.start..span.end).unwrap_or_default();
    let mut scanner = Scanner::new(rest);
    let mut fields = Vec::new();
    let mut next = |is_first: bool| -> Result<Option<Field<'a>>, Stop> {
        if is_first {
            scanner.open(b'{')?;
        }
        if !scanner.next_item(is_first, b'}')? {
            return Ok(None);
        }
        let key = scanner.key()?.of(rest);
        let Span { start, end } = scanner.value()?;
        Ok(Some(Field { key: json::key_text(key), value: Span { start: span.start + start, end: span.start + end } }))
    };
    while let Ok(Some(field)) = next(fields.is_empty()) {
        fields.push(field);
    }
    fields
}

/// A record that is read.
pub(super) struct Item<'a, 'n> {
    pub(super) node: Node<'a>,
    /// Its name, where the records are the values of an object.
    pub(super) key: Option<&'n str>,
    /// Its number among its like, from 0.
    pub(super) index: usize,
    pub(super) path: String,
    pub(super) notes: &'n mut Vec<Note>,
}

impl<'a, 'n> Item<'a, 'n> {
    /// Its fields.
    pub(super) fn record(self) -> Result<Record<'a, 'n>, Skip> {
        Record::open(self.node, self.path, self.notes)
    }

    /// Leaves the record out and says why.
    pub(super) fn skip(self, what: String) -> Halt {
        self.notes.push(skipped(self.node.at, self.path, what, "the record was skipped"));
        Halt::Skip
    }
}

/// Reads records within a record, each counted by what became of it.
///
/// # Errors
/// Where there are too many.
pub(super) fn within<'a>(
    draft: &mut Draft,
    nodes: Vec<Node<'a>>,
    path: &str,
    notes: &mut Vec<Note>,
    mut read: impl FnMut(&mut Draft, Item<'a, '_>) -> Handled,
) -> Result<(), Halt> {
    for (index, node) in nodes.into_iter().enumerate() {
        let handled = read(draft, Item { node, key: None, index, path: format!("{path}[{index}]"), notes });
        draft.settle(handled)?;
    }
    Ok(())
}

/// What a field says is not there.
pub(super) fn nobody(sort: &str, id: &str) -> String {
    format!("there is no {sort} {}", quoted(id))
}
