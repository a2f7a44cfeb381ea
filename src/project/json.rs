//! Reads JSON value by value, so that every complaint has a line and a column and what is unknown stays as written.
//!
//! Derived serde structs with a flattened rest would lose both: positions, the order of unknown fields and the digits
//! of large numbers.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::ProjectError;

/// Fields that were not known, in the order of the file, each with its JSON text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Unknown(pub(super) Vec<(String, String)>);

/// A value of a document, with its place in it.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    document: &'a str,
    /// The value's own text, a part of `document`.
    text: &'a str,
    path: String,
}

impl<'a> Node<'a> {
    /// The whole of a document that is JSON from its first to its last byte.
    pub(super) fn document(bytes: &'a [u8]) -> Result<Self, ProjectError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let document = std::str::from_utf8(bytes).map_err(|error| {
            let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let (line, column) = line_and_column(&before, before.len());
            ProjectError::NotUtf8 { line, column }
        })?;
        let value: &RawValue = serde_json::from_str(document).map_err(|error| syntax(document, document, &error))?;
        Ok(Self { document, text: value.get(), path: String::new() })
    }

    /// Whether the value is an object.
    pub(super) fn is_object(&self) -> bool {
        self.text.starts_with('{')
    }

    /// The fields of an object.
    pub(super) fn fields(&self) -> Result<Fields<'a>, ProjectError> {
        if !self.is_object() {
            return Err(self.error("expected an object in { }"));
        }
        let Entries(entries) =
            serde_json::from_str(self.text).map_err(|error| syntax(self.document, self.text, &error))?;
        let prefix = if self.path.is_empty() { String::new() } else { format!("{}.", self.path) };
        let entry = |(name, value): (String, &'a RawValue)| {
            let path = format!("{prefix}{name}");
            (name, Self { document: self.document, text: value.get(), path })
        };
        Ok(Fields { entries: entries.into_iter().map(entry).collect() })
    }

    /// The items of a list.
    pub(super) fn items(&self) -> Result<Vec<Self>, ProjectError> {
        let items: Vec<&'a RawValue> =
            serde_json::from_str(self.text).map_err(|_no_list| self.error("expected a list in [ ]"))?;
        let item = |(at, value): (usize, &'a RawValue)| Self {
            document: self.document,
            text: value.get(),
            path: format!("{}[{at}]", self.path),
        };
        Ok(items.into_iter().enumerate().map(item).collect())
    }

    /// The JSON text of the value.
    pub(super) const fn json(&self) -> &'a str {
        self.text
    }

    /// A text.
    pub(super) fn string(&self) -> Result<String, ProjectError> {
        serde_json::from_str(self.text).map_err(|_no_text| self.error("expected a text in quotation marks"))
    }

    /// A list of texts, sorted.
    pub(super) fn strings<C: FromIterator<String>>(&self) -> Result<C, ProjectError> {
        self.items()?.iter().map(Self::string).collect()
    }

    /// Yes or no.
    pub(super) fn bool(&self) -> Result<bool, ProjectError> {
        self.text.parse().map_err(|_no_bool| self.error("expected true or false"))
    }

    /// A whole number that is not negative.
    pub(super) fn whole<T: FromStr>(&self) -> Result<T, ProjectError> {
        self.text.parse().map_err(|_no_number| self.error("expected a whole number from 0 that is not too large"))
    }

    /// A number that a map can use.
    pub(super) fn number(&self) -> Result<f32, ProjectError> {
        number(self.text).ok_or_else(|| self.error("expected a number that is not too large"))
    }

    /// A place of the map.
    pub(super) fn pair(&self) -> Result<[f32; 2], ProjectError> {
        let pair: Option<(&RawValue, &RawValue)> = serde_json::from_str(self.text).ok();
        pair.and_then(|(x, y)| Some([number(x.get())?, number(y.get())?]))
            .ok_or_else(|| self.error("expected two numbers, such as [12.5, -3]"))
    }

    /// A complaint about the value.
    pub(super) fn error(&self, what: impl Into<String>) -> ProjectError {
        let (line, column) = line_and_column(self.document, offset_of(self.document, self.text));
        ProjectError::Field { path: self.path.clone(), what: what.into(), line, column }
    }
}

/// The fields of an object, taken out one by one as they are understood.
#[derive(Clone, Debug)]
pub(super) struct Fields<'a> {
    /// All that are left, in the order of the file.
    pub(super) entries: Vec<(String, Node<'a>)>,
}

impl<'a> Fields<'a> {
    /// Whether a field is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|(entry, _)| entry == name)
    }

    /// Takes a known field out; `null` is the same as absent.
    pub(super) fn take(&mut self, name: &str) -> Result<Option<Node<'a>>, ProjectError> {
        let mut taken = self.entries.extract_if(.., |(entry, _)| entry == name).map(|(_, value)| value);
        let Some(value) = taken.next() else {
            return Ok(None);
        };
        if let Some(second) = taken.next() {
            return Err(second.error("given twice"));
        }
        Ok((value.text != "null").then_some(value))
    }

    /// Everything that was not taken.
    pub(super) fn unknown(self) -> Unknown {
        Unknown(self.entries.into_iter().map(|(name, value)| (name, value.text.to_owned())).collect())
    }
}

/// An object with its fields in order.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder<'a>(std::marker::PhantomData<&'a ()>);

        impl<'de: 'a, 'a> Visitor<'de> for InOrder<'a> {
            type Value = Entries<'a>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(InOrder(std::marker::PhantomData))
    }
}

/// Read by the standard library, which rounds to the nearest `f32` in one step.
fn number(text: &str) -> Option<f32> {
    text.parse().ok().filter(|number: &f32| number.is_finite())
}

/// A fault in `part` of a document, in plain words.
fn syntax(document: &str, part: &str, error: &serde_json::Error) -> ProjectError {
    let before: usize = part.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let offset = offset_of(document, part) + before + error.column().saturating_sub(1);
    let (line, column) = line_and_column(document, offset);
    let what = error.to_string();
    let what = what.rsplit_once(" at line ").map_or(&*what, |(what, _place)| what);
    let what = if document.trim().is_empty() {
        "the file is empty".to_owned()
    } else if let Some(within) = what.strip_prefix("EOF while parsing ") {
        format!("the file is cut off within {within}")
    } else {
        format!("not JSON: {what}")
    };
    ProjectError::Syntax { what, line, column }
}

/// Where `part`, which was cut out of `document`, begins in it.
fn offset_of(document: &str, part: &str) -> usize {
    part.as_ptr().addr().saturating_sub(document.as_ptr().addr()).min(document.len())
}

/// Both from 1; the column counts characters.
fn line_and_column(document: &str, offset: usize) -> (u32, u32) {
    let before = &document[..document.floor_char_boundary(offset)];
    let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or(before).chars().count() + 1;
    (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
}
