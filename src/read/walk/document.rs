//! Documents with sections: an object whose fields are lists of records, and what else stands in it.

use super::{Field, Form, List, fields, parsed, skipped};
use crate::read::draft::{Draft, Halt};
use crate::read::json::{self, Node, Span};
use crate::read::{Job, ReadError};

/// A document with sections, within a text that may hold several of them.
pub(in crate::read) struct Document<'a> {
    path: String,
    fields: Vec<Field<'a>>,
}

impl<'a> Document<'a> {
    /// Every document of the text. What is no object is told and left out.
    ///
    /// # Errors
    /// Where the text is no JSON.
    pub(in crate::read) fn all(job: &Job<'a>, draft: &mut Draft) -> Result<Vec<Self>, ReadError> {
        let root = List::root(job)?;
        let mut documents = Vec::new();
        for (path, span) in root.spans() {
            let what = match parsed(span.of(job.text), span.start, 0) {
                Ok(Node { json: json::Json::Map(_), .. }) => {
                    documents.push(Self { path, fields: fields(job, span) });
                    continue;
                }
                Ok(node) => format!("{} where an object belongs", node.sort()),
                Err((_, what)) => what,
            };
            draft.notes.push(skipped(span.start, path, what, "skipped"));
            // A few at most: the number of documents is that of graphs.
            let _none_is_full = draft.settle(Err(Halt::Skip));
        }
        Ok(documents)
    }

    /// The document within a field of this one.
    pub(in crate::read) fn within(&self, job: &Job<'a>, key: &str) -> Option<Self> {
        let span = self.span(key)?;
        let is_map = span.of(job.text).starts_with('{');
        is_map.then(|| Self { path: self.path_of(key), fields: fields(job, span) })
    }

    /// The one record under a name; none where there is no object.
    pub(in crate::read) fn single(&self, job: &Job<'a>, key: &str) -> List<'a> {
        let span = self.span(key).filter(|span| span.of(job.text).starts_with('{'));
        let spans = span.into_iter().collect();
        List { path: self.path_of(key), keys: Vec::new(), spans, form: Form::Lines, above: Vec::new() }
    }

    /// The document that an object is.
    pub(in crate::read) fn at(job: &Job<'a>, path: String, span: Span) -> Self {
        Self { path, fields: fields(job, span) }
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    fn span(&self, key: &str) -> Option<Span> {
        self.fields.iter().rfind(|field| field.key == key).map(|field| field.value)
    }

    /// The names of the fields.
    pub(in crate::read) fn keys(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|field| &*field.key)
    }

    /// The value of a field.
    pub(in crate::read) fn node(&self, job: &Job<'a>, key: &str) -> Option<Node<'a>> {
        let span = self.span(key)?;
        parsed(span.of(job.text), span.start, usize::MAX).ok().filter(|node| !matches!(node.json, json::Json::Null))
    }

    /// The records of a section; a section that is neither list nor object is told and left out.
    pub(in crate::read) fn list(&self, job: &Job<'a>, draft: &mut Draft, key: &str) -> List<'a> {
        let Some(span) = self.span(key) else {
            return List {
                path: String::new(),
                keys: Vec::new(),
                spans: Vec::new(),
                form: Form::List,
                above: Vec::new(),
            };
        };
        let first = span.of(job.text).as_bytes().first();
        if !matches!(first, Some(b'[' | b'{' | b'n')) {
            let sort = parsed(span.of(job.text), span.start, 0).map_or("something else", |node| node.sort());
            let what = format!("{sort} where a list belongs");
            draft.notes.push(skipped(span.start, self.path_of(key), what, "the section was left out"));
        }
        List::of(job, span, self.path_of(key))
    }

    /// The fields that no reader asked for, as they stand.
    pub(in crate::read) fn more(&self, job: &Job<'a>, known: &[&str]) -> crate::facts::Fields {
        let unknown = self.fields.iter().filter(|field| !known.contains(&&*field.key));
        let node = |field: &Field<'a>| parsed(field.value.of(job.text), field.value.start, usize::MAX).ok();
        let kept =
            unknown.filter_map(|field| Some(((&*field.key).into(), crate::read::fields::value_of(node(field)?))));
        kept.filter(|(_, value)| *value != crate::facts::Value::Null).collect()
    }
}
