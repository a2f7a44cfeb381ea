//! JSON as it is streamed: objects field by field, numbers in the digits that they came with.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::facts::{Fields, Value};

use super::losses::Losses;
use super::names;

/// An object that is being written, on one line.
pub(super) struct Object<'w> {
    out: &'w mut dyn Write,
    is_first: bool,
}

impl<'w> Object<'w> {
    pub(super) fn open(out: &'w mut dyn Write) -> io::Result<Self> {
        out.write_all(b"{")?;
        Ok(Self { out, is_first: true })
    }

    pub(super) fn close(self) -> io::Result<()> {
        self.out.write_all(b"}")
    }

    /// Begins a field; its value is to follow.
    pub(super) fn key(&mut self, name: &str) -> io::Result<&mut dyn Write> {
        if !std::mem::take(&mut self.is_first) {
            self.out.write_all(b", ")?;
        }
        string(self.out, name)?;
        self.out.write_all(b": ")?;
        Ok(self.out)
    }

    pub(super) fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        string(self.key(name)?, text)
    }

    /// A text where there is one.
    pub(super) fn optional(&mut self, name: &str, text: Option<&str>) -> io::Result<()> {
        text.map_or(Ok(()), |text| self.text(name, text))
    }

    /// A value in digits or a word of JSON.
    pub(super) fn bare(&mut self, name: &str, json: &str) -> io::Result<()> {
        self.key(name)?.write_all(json.as_bytes())
    }

    /// A list of texts where there are any.
    pub(super) fn texts(&mut self, name: &str, texts: &[Box<str>]) -> io::Result<()> {
        if texts.is_empty() { Ok(()) } else { list(self.key(name)?, texts.iter(), |out, text| string(out, text)) }
    }

    /// Named values in an object of their own, where there are any.
    pub(super) fn inner(&mut self, name: &str, fields: &Fields, losses: &mut Losses) -> io::Result<()> {
        let named = names::apart(names::NONE, fields.iter(), losses);
        if named.is_empty() {
            return Ok(());
        }
        let mut object = Object::open(self.key(name)?)?;
        object.values(&named)?;
        object.close()
    }

    /// Named values among the fields.
    pub(super) fn values(&mut self, named: &[(Cow<'_, str>, &Value)]) -> io::Result<()> {
        for (name, one) in named {
            value(self.key(name)?, one)?;
        }
        Ok(())
    }
}

/// A list, on one line.
pub(super) fn list<T>(
    out: &mut dyn Write,
    items: impl Iterator<Item = T>,
    mut one: impl FnMut(&mut dyn Write, T) -> io::Result<()>,
) -> io::Result<()> {
    out.write_all(b"[")?;
    for (at, item) in items.enumerate() {
        if at > 0 {
            out.write_all(b", ")?;
        }
        one(out, item)?;
    }
    out.write_all(b"]")
}

/// A list with a line for each item; there is no line break behind it.
pub(super) fn lines<T>(
    out: &mut dyn Write,
    items: impl Iterator<Item = T>,
    mut one: impl FnMut(&mut dyn Write, T) -> io::Result<()>,
) -> io::Result<()> {
    out.write_all(b"[")?;
    let mut is_empty = true;
    for item in items {
        out.write_all(if is_empty { b"\n" } else { b",\n" })?;
        is_empty = false;
        one(out, item)?;
    }
    out.write_all(if is_empty { b"]" } else { b"\n]" })
}

pub(super) fn string(out: &mut dyn Write, text: &str) -> io::Result<()> {
    serde_json::to_writer(out, text).map_err(io::Error::from)
}

pub(super) fn value(out: &mut dyn Write, one: &Value) -> io::Result<()> {
    match one {
        Value::Null => out.write_all(b"null"),
        Value::Bool(flag) => out.write_all(if *flag { b"true" } else { b"false" }),
        Value::Number(digits) => out.write_all(digits.as_bytes()),
        Value::Text(text) => string(out, text),
        Value::List(items) => list(out, items.iter(), value),
        Value::Map(fields) => {
            let mut object = Object::open(out)?;
            for (name, one) in fields {
                value(object.key(name)?, one)?;
            }
            object.close()
        }
    }
}

/// A value as the text of JSON, for targets that hold nothing but texts.
pub(super) fn text_of(one: &Value) -> String {
    let mut bytes = Vec::new();
    match value(&mut bytes, one) {
        Ok(()) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(_never_in_memory) => one.to_string(),
    }
}
