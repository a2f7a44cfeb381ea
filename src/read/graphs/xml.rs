//! XML cut into elements: no entities but the five of the language, nothing fetched, nesting and lengths limited.

use quick_xml::errors::{Error, SyntaxError};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::read::json::{self, Json, Member, Node};
use crate::read::{Fault, Job, PARSED, ReadError, UNPACKED};

/// Elements nested deeper than this are refused.
const DEEPEST: usize = 64;

/// An element with all that is in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    /// Without a prefix.
    pub(super) name: String,
    /// The byte where it begins.
    pub(super) at: usize,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Self>,
    pub(super) text: String,
}

impl Element {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }

    /// The first child of a name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Its attributes as the fields of a record.
    pub(super) fn members(&self) -> Vec<Member<'_>> {
        self.attributes.iter().map(|(name, value)| member(name, value, self.at)).collect()
    }
}

/// A field of a record: a number where the value is one.
pub(super) fn member<'a>(name: &str, value: &'a str, at: usize) -> Member<'a> {
    let trimmed = value.trim();
    let is_number = trimmed.starts_with(|c: char| c == '-' || c.is_ascii_digit()) && json::is_valid(trimmed);
    let json = if is_number { Json::Number(trimmed) } else { Json::Text(value.into()) };
    Member { key: name.to_owned().into(), at, value: Node { at, json } }
}

/// Gives every element of certain names, whole, in their order; other elements are gone into.
///
/// # Errors
/// Where the text is no XML, nested too deep, or the watcher has cancelled.
pub(super) fn each(
    job: &Job<'_>,
    names: &[&str],
    mut take: impl FnMut(Element) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    /// So many events are read between two looks at the watcher.
    const STEP: usize = 16_384;
    let mut reader = Reader::from_str(job.text);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    // Elements that are being put together, the outermost first, and how many are gone into around them.
    let mut stack: Vec<Element> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut events = 0_usize;
    loop {
        let at = position(reader.buffer_position());
        events += 1;
        if events.is_multiple_of(STEP) {
            job.go_on()?;
            job.progress(UNPACKED, PARSED, at, job.text.len());
        }
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                let at = position(reader.error_position());
                // What the parser calls a fault of syntax is, but for one, a mark that never ends.
                let is_cut_off = matches!(&error, Error::Syntax(fault) if *fault != SyntaxError::InvalidBangMarkup);
                let fault = if is_cut_off { Fault::CutOffXml } else { Fault::NotXml(error.to_string().into()) };
                return Err(job.error_at(at, fault));
            }
        };
        match event {
            Event::Start(start) => {
                if stack.len() + open.len() >= DEEPEST {
                    return Err(job.error_at(at, Fault::TooDeep));
                }
                let name = local(start.local_name().as_ref());
                if stack.is_empty() && !names.contains(&&*name) {
                    open.push(name);
                } else {
                    let attributes = attributes(&start);
                    stack.push(Element { name, at, attributes, ..Element::default() });
                }
            }
            Event::End(_) => match stack.pop() {
                Some(done) => match stack.last_mut() {
                    Some(parent) => parent.children.push(done),
                    None => take(done)?,
                },
                None => {
                    open.pop();
                }
            },
            Event::Text(text) => add_text(&mut stack, &String::from_utf8_lossy(&text)),
            Event::CData(text) => add_text(&mut stack, &String::from_utf8_lossy(&text)),
            Event::GeneralRef(reference) => add_text(&mut stack, &resolved(&String::from_utf8_lossy(&reference))),
            Event::Eof if stack.is_empty() && open.is_empty() => return Ok(()),
            Event::Eof => return Err(job.error_at(job.text.len(), Fault::CutOffXml)),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn position(at: u64) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

fn local(name: &[u8]) -> String {
    String::from_utf8_lossy(name).into_owned()
}

fn add_text(stack: &mut [Element], text: &str) {
    if let Some(element) = stack.last_mut() {
        element.text.push_str(text);
    }
}

/// What a reference stands for: one of the five names or a number; any other stays as it was written.
fn resolved(name: &str) -> String {
    let number = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => digits.parse().ok(),
        },
        None => None,
    };
    if let Some(c) = number.and_then(char::from_u32) {
        return c.to_string();
    }
    match name {
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "amp" => "&".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        _ => format!("&{name};"),
    }
}

/// The attributes of an element; what cannot be read as one is passed over by the parser.
fn attributes(start: &BytesStart<'_>) -> Vec<(String, String)> {
    let mut attributes = start.attributes();
    attributes.with_checks(false);
    let read = attributes.flatten().map(|attribute| {
        let name = local(attribute.key.local_name().as_ref());
        (name, unescaped(&String::from_utf8_lossy(&attribute.value)))
    });
    read.collect()
}

/// A text with its references resolved.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        match after.find(';').filter(|&end| end <= 12) {
            Some(end) => {
                plain.push_str(&resolved(&after[..end]));
                rest = &after[end + 1..];
            }
            None => {
                plain.push('&');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_five_names_and_numbers_are_resolved() {
        for (text, expected) in [
            ("a &amp; b", "a & b"),
            ("&lt;&gt;&quot;&apos;", "<>\"'"),
            ("&#65;&#x42;", "AB"),
            ("&lol9; & x", "&lol9; & x"),
            ("&#xFFFFFFFF;", "&#xFFFFFFFF;"),
        ] {
            assert_eq!(unescaped(text), expected, "{text}");
        }
    }
}
