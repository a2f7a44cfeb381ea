//! JSON with the byte where each value begins, which a report needs and serde does not tell.
//!
//! [`Scanner`] walks over JSON without taking it apart; it sees to brackets and depth, and leaves the rest of the
//! grammar to `serde_json`, to which every piece is given. [`tree`] takes a piece apart that serde has found valid.

use std::borrow::Cow;

use memchr::memchr2;
use serde_json::error::Category;

use super::Fault;

/// Nesting deeper than this is refused.
pub(super) const DEEPEST: u32 = 128;

/// Why a scan ended early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Not JSON: ask [`fault_of`] what is wrong.
    Syntax,
    /// Nested too deep at this byte.
    TooDeep(usize),
}

/// Bytes of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Span {
    /// The piece of `text` that this spans.
    pub(super) fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// Walks over a JSON text value by value.
#[derive(Clone, Debug)]
pub(super) struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    /// How many brackets are open around the scanner.
    depth: u32,
}

impl<'a> Scanner<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, depth: 0 }
    }

    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// The next byte that is no white space.
    pub(super) fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.bytes.get(self.at) {
            self.at += 1;
        }
        self.bytes.get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> Result<(), Stop> {
        if self.peek() != Some(byte) {
            return Err(Stop::Syntax);
        }
        self.at += 1;
        Ok(())
    }

    /// Enters a list or an object.
    pub(super) fn open(&mut self, bracket: u8) -> Result<(), Stop> {
        self.eat(bracket)?;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Stop::TooDeep(self.at - 1));
        }
        Ok(())
    }

    /// Moves to the next item of the list or object that `close` ends; false at its end.
    pub(super) fn next_item(&mut self, is_first: bool, close: u8) -> Result<bool, Stop> {
        if self.peek() == Some(close) {
            self.at += 1;
            self.depth -= 1;
            return Ok(false);
        }
        if !is_first {
            self.eat(b',')?;
            if self.peek() == Some(close) {
                return Err(Stop::Syntax);
            }
        }
        Ok(true)
    }

    /// Steps over a key and its colon.
    pub(super) fn key(&mut self) -> Result<Span, Stop> {
        if self.peek() != Some(b'"') {
            return Err(Stop::Syntax);
        }
        let start = self.at;
        self.skip_string()?;
        let end = self.at;
        self.eat(b':')?;
        Ok(Span { start, end })
    }

    /// Steps over a value.
    pub(super) fn value(&mut self) -> Result<Span, Stop> {
        let first = self.peek().ok_or(Stop::Syntax)?;
        let start = self.at;
        match first {
            b'"' => self.skip_string()?,
            b'{' | b'[' => self.skip_nested()?,
            _ => {
                let scalar = |byte: &u8| !matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t');
                let rest = self.bytes.get(self.at..).unwrap_or_default();
                self.at += rest.iter().take_while(|byte| scalar(byte)).count();
                if self.at == start {
                    return Err(Stop::Syntax);
                }
            }
        }
        Ok(Span { start, end: self.at })
    }

    /// Whether only white space is left.
    pub(super) fn is_at_end(&mut self) -> bool {
        self.peek().is_none()
    }

    fn skip_string(&mut self) -> Result<(), Stop> {
        self.at += 1;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let stop = memchr2(b'"', b'\\', rest).ok_or(Stop::Syntax)?;
            self.at += stop + 1;
            if rest[stop] == b'"' {
                return Ok(());
            }
            self.at += 1;
        }
    }

    /// Steps over a list or an object, each bracket closed by its own kind.
    fn skip_nested(&mut self) -> Result<(), Stop> {
        let outer = self.depth;
        // One bit for each open bracket: whether it is a list's.
        let mut lists = 0_u128;
        loop {
            let Some(&byte) = self.bytes.get(self.at) else {
                return Err(Stop::Syntax);
            };
            match byte {
                b'"' => {
                    self.skip_string()?;
                    continue;
                }
                b'{' | b'[' => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(Stop::TooDeep(self.at));
                    }
                    lists = (lists << 1) | u128::from(byte == b'[');
                }
                b'}' | b']' => {
                    if (lists & 1 == 1) != (byte == b']') {
                        return Err(Stop::Syntax);
                    }
                    lists >>= 1;
                    self.depth -= 1;
                    if self.depth == outer {
                        self.at += 1;
                        return Ok(());
                    }
                }
                _ => {}
            }
            self.at += 1;
        }
    }
}

/// Whether serde takes a piece of text for JSON.
pub(super) fn is_valid(piece: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(piece).is_ok()
}

/// What is wrong with a text that is no JSON, with the byte where.
pub(super) fn fault_of(text: &str) -> (usize, Fault) {
    let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(text) else {
        return (0, Fault::NotJson("unknown fault".into()));
    };
    let at = byte_at(text, error.line(), error.column());
    let fault = if error.classify() == Category::Eof {
        Fault::CutOff
    } else {
        let words = error.to_string();
        let place = words.rfind(" at line ").unwrap_or(words.len());
        Fault::NotJson(words[..place].into())
    };
    (at, fault)
}

/// The byte of a place as serde tells it: lines from 1, columns in bytes, from 1 for the first byte of a line.
fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let mut start = 0;
    for _ in 1..line {
        let rest = text.as_bytes().get(start..).unwrap_or_default();
        match rest.iter().position(|&byte| byte == b'\n') {
            Some(at) => start += at + 1,
            None => break,
        }
    }
    (start + column.saturating_sub(1)).min(text.len())
}

/// A value with the byte where it begins.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    pub(super) at: usize,
    pub(super) json: Json<'a>,
}

/// A JSON value; numbers keep their digits.
#[derive(Clone, Debug)]
pub(super) enum Json<'a> {
    Null,
    Bool(bool),
    Number(&'a str),
    Text(Cow<'a, str>),
    /// A text with halves of surrogate pairs, which no Unicode text can hold; replaced by �.
    Broken(String),
    List(Vec<Node<'a>>),
    Map(Vec<Member<'a>>),
}

/// A field of an object.
#[derive(Clone, Debug)]
pub(super) struct Member<'a> {
    pub(super) key: Cow<'a, str>,
    pub(super) at: usize,
    pub(super) value: Node<'a>,
}

impl<'a> Node<'a> {
    /// The field of an object, the last of that name.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let Json::Map(members) = &self.json else {
            return None;
        };
        let member = members.iter().rfind(|member| member.key == key);
        member.map(|member| &member.value)
    }

    /// The items of a list; none of anything else.
    pub(super) fn items(&self) -> &[Self] {
        match &self.json {
            Json::List(items) => items,
            _ => &[],
        }
    }

    /// The text that this is.
    pub(super) fn as_text(&self) -> Option<&str> {
        match &self.json {
            Json::Text(text) => Some(text),
            Json::Broken(text) => Some(text),
            _ => None,
        }
    }

    /// The place in a list that this gives.
    pub(super) fn as_index(&self) -> Option<usize> {
        if let Json::Number(digits) = self.json { digits.parse().ok() } else { None }
    }

    /// What this is, for a report.
    pub(super) const fn sort(&self) -> &'static str {
        match self.json {
            Json::Null => "null",
            Json::Bool(_) => "true or false",
            Json::Number(_) => "a number",
            Json::Text(_) | Json::Broken(_) => "a text",
            Json::List(_) => "a list",
            Json::Map(_) => "an object",
        }
    }
}

/// Takes apart a piece of valid JSON that begins at byte `offset` of its file. Of a list no more than `most` items
/// are kept.
pub(super) fn tree(piece: &str, offset: usize, most: usize) -> Option<Node<'_>> {
    let mut scanner = Scanner::new(piece);
    let taker = Taker { text: piece, offset, most };
    taker.node(&mut scanner).ok()
}

struct Taker<'a> {
    text: &'a str,
    offset: usize,
    most: usize,
}

impl<'a> Taker<'a> {
    fn node(&self, scanner: &mut Scanner<'a>) -> Result<Node<'a>, Stop> {
        let first = scanner.peek().ok_or(Stop::Syntax)?;
        let at = self.offset + scanner.at();
        let json = match first {
            b'{' => Json::Map(self.members(scanner)?),
            b'[' => Json::List(self.list(scanner)?),
            b'"' => string(scanner.value()?.of(self.text)),
            b'n' => scanner.value().map(|_| Json::Null)?,
            b't' | b'f' => scanner.value().map(|_| Json::Bool(first == b't'))?,
            _ => Json::Number(scanner.value()?.of(self.text)),
        };
        Ok(Node { at, json })
    }

    fn members(&self, scanner: &mut Scanner<'a>) -> Result<Vec<Member<'a>>, Stop> {
        let mut members = Vec::new();
        scanner.open(b'{')?;
        while scanner.next_item(members.is_empty(), b'}')? {
            let key = scanner.key()?;
            members.push(Member {
                key: key_text(key.of(self.text)),
                at: self.offset + key.start,
                value: self.node(scanner)?,
            });
        }
        Ok(members)
    }

    fn list(&self, scanner: &mut Scanner<'a>) -> Result<Vec<Node<'a>>, Stop> {
        let mut items = Vec::new();
        let mut is_first = true;
        scanner.open(b'[')?;
        while scanner.next_item(is_first, b']')? {
            is_first = false;
            if items.len() < self.most {
                items.push(self.node(scanner)?);
            } else {
                scanner.value()?;
            }
        }
        Ok(items)
    }
}

/// The text of a key in its quotation marks.
pub(super) fn key_text(quoted: &str) -> Cow<'_, str> {
    match string(quoted) {
        Json::Text(text) => text,
        Json::Broken(text) => Cow::Owned(text),
        _ => Cow::Borrowed(quoted),
    }
}

/// A text in its quotation marks, unescaped.
fn string(quoted: &str) -> Json<'_> {
    let inner = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default();
    if !inner.contains('\\') {
        return Json::Text(Cow::Borrowed(inner));
    }
    match serde_json::from_str::<String>(quoted) {
        Ok(text) => Json::Text(Cow::Owned(text)),
        Err(_half_pair) => Json::Broken(without_halves(inner)),
    }
}

/// Unescapes a valid text in which halves of surrogate pairs stand alone.
fn without_halves(inner: &str) -> String {
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let escape = &rest[at..];
        // An escape, or a pair of them, that serde can read by itself; else one half alone.
        let found = [12, 6, 2].into_iter().find_map(|len| {
            let piece = escape.get(..len)?;
            let is_one = len < 12 || (piece.starts_with("\\u") && piece[6..].starts_with("\\u"));
            let quoted = format!("\"{piece}\"");
            let read = serde_json::from_str::<String>(&quoted).ok()?;
            (is_one && read.chars().count() == 1).then_some((len, read))
        });
        let (len, read) = found.unwrap_or((6, "\u{fffd}".to_owned()));
        text.push_str(&read);
        rest = escape.get(len..).unwrap_or_default();
    }
    text.push_str(rest);
    text
}
