//! Fields as other tools write them: one of several names, a number or a text, a date in words, a share in percent.

use std::borrow::Cow;

use crate::facts::{Date, Severity, Span, Status};

use super::fields::Record;
use super::json::{Json, Node};
use super::notes::quoted;

/// What a field that cannot be used as what it is called comes to.
const KEPT: &str = "kept as an attribute";

impl<'a> Record<'a, '_> {
    /// The first of several fields that says something in a word: a text, a number, true or false. Fields that hold
    /// something else stay.
    pub(super) fn word(&mut self, keys: &[&str]) -> Option<Cow<'a, str>> {
        keys.iter().find_map(|key| match self.peek(key)?.json {
            Json::List(_) | Json::Map(_) => None,
            _ => self.take(key).and_then(|node| self.word_of(key, node)),
        })
    }

    /// The word that a value is; none of what is empty, a list or an object.
    pub(super) fn word_of(&mut self, key: &str, node: Node<'a>) -> Option<Cow<'a, str>> {
        let word = match node.json {
            Json::Number(digits) => Cow::Borrowed(digits),
            Json::Bool(flag) => Cow::Borrowed(if flag { "true" } else { "false" }),
            Json::List(_) | Json::Map(_) => return None,
            json => self.text_of(key, Node { at: node.at, json }).ok()??,
        };
        Some(trimmed(word)).filter(|word| !word.is_empty())
    }

    /// [`Self::word`], kept for good.
    pub(super) fn boxed_word(&mut self, keys: &[&str]) -> Option<Box<str>> {
        self.word(keys).map(Into::into)
    }

    /// The words of a list, or the one word that stands in its place.
    pub(super) fn words(&mut self, keys: &[&str]) -> Vec<Cow<'a, str>> {
        let Some((key, node)) = keys.iter().find_map(|&key| Some((key, self.take(key)?))) else {
            return Vec::new();
        };
        match node.json {
            Json::List(items) => {
                let mut words = Vec::with_capacity(items.len());
                for (index, item) in items.into_iter().enumerate() {
                    let (at, sort) = (item.at, item.sort());
                    match self.word_of(key, item) {
                        Some(word) => words.push(word),
                        None if matches!(sort, "a list" | "an object") => {
                            self.left_out(at, &format!("{key}[{index}]"), format!("{sort} where a text belongs"));
                        }
                        None => {}
                    }
                }
                words
            }
            Json::Map(_) => {
                self.left_out(node.at, key, "an object where a list belongs".to_owned());
                Vec::new()
            }
            json => self.word_of(key, Node { at: node.at, json }).into_iter().collect(),
        }
    }

    /// [`Self::words`], kept for good.
    pub(super) fn boxed_words(&mut self, keys: &[&str]) -> Vec<Box<str>> {
        self.words(keys).into_iter().map(Into::into).collect()
    }

    /// The items of a list, taken out; none where there is none. Anything else in its place is told and left out.
    pub(super) fn list(&mut self, key: &str) -> Vec<Node<'a>> {
        match self.take(key) {
            None => Vec::new(),
            Some(Node { json: Json::List(items), .. }) => items,
            Some(other) => {
                self.left_out(other.at, key, format!("{} where a list belongs", other.sort()));
                Vec::new()
            }
        }
    }

    /// A word whose field says what it is, where it can be read so; else the field stays and that is told.
    fn read_word<T>(&mut self, keys: &[&str], read: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        for key in keys {
            let Some(node) = self.peek(key) else {
                continue;
            };
            let at = node.at;
            let read = match &node.json {
                Json::Null => continue,
                Json::Text(text) if text.trim().is_empty() => continue,
                Json::Text(text) => read(text.trim()),
                Json::Number(digits) => read(digits),
                _ => Err(format!("{} where a text or a number belongs", node.sort())),
            };
            match read {
                Ok(value) => {
                    self.take(key);
                    return Some(value);
                }
                Err(what) => self.note(at, key, what, KEPT, Severity::Note),
            }
        }
        None
    }

    /// A date, as strict or as loose as it was written.
    pub(super) fn loose_date(&mut self, keys: &[&str]) -> Option<Date> {
        self.read_word(keys, |text| date(text).ok_or_else(|| format!("{} is no date that is understood", quoted(text))))
    }

    /// When a fact holds, from the names that such fields mostly have.
    pub(super) fn time(&mut self) -> Span {
        Span {
            when: self.loose_date(&["when", "date", "year", "time"]),
            from: self.loose_date(&[
                "from",
                "start_date",
                "startDate",
                "since",
                "valid_from",
                "valid_at",
                "start_year",
            ]),
            until: self.loose_date(&["until", "to", "end_date", "endDate", "valid_until", "valid_to", "invalid_at"]),
        }
    }

    /// How far the claim goes.
    pub(super) fn status(&mut self) -> Status {
        let read = |text: &str| {
            Status::from_word(&text.to_lowercase())
                .ok_or_else(|| format!("{} is no status that is known", quoted(text)))
        };
        self.read_word(&["status"], read).unwrap_or_default()
    }

    /// The extractor's own estimate, a share of one or in percent.
    pub(super) fn confidence(&mut self) -> Option<f32> {
        self.read_word(&["confidence", "probability", "confidence_score"], |text| {
            let (digits, whole) = match text.strip_suffix('%') {
                Some(digits) => (digits.trim(), 100.0),
                None => (text, 1.0),
            };
            let share = digits.parse::<f32>().ok().map(|number| number / whole);
            let share = share.filter(|share| (0.0..=1.0).contains(share));
            share.ok_or_else(|| format!("{} is not between 0 and 1", quoted(text)))
        })
    }

    /// Whether the relation reads only one way.
    pub(super) fn directed(&mut self) -> Option<bool> {
        if let Some(&Node { json: Json::Bool(flag), .. }) = self.peek("directed") {
            self.take("directed");
            return Some(flag);
        }
        self.read_word(&["directed"], |text| match text.to_lowercase().as_str() {
            "true" | "yes" | "1" | "directed" => Ok(true),
            "false" | "no" | "0" | "undirected" => Ok(false),
            _ => Err(format!("{} where true or false belongs", quoted(text))),
        })
    }

    /// A place on the map under two names, with y made to grow downwards; it stays where it cannot be used.
    pub(super) fn place(&mut self, keys: [&str; 2], y: Upwards) -> Option<[f32; 2]> {
        let side = |record: &Self, key: &str| match &record.peek(key)?.json {
            Json::Number(digits) => finite(digits),
            Json::Text(text) => finite(text.trim()),
            _ => None,
        };
        let place = [side(self, keys[0])?, side(self, keys[1])?];
        self.take(keys[0]);
        self.take(keys[1]);
        Some(match y {
            Upwards::Yes => [place[0], -place[1]],
            Upwards::No => place,
        })
    }
}

/// Whether a file's y grows upwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Upwards {
    /// As in a coordinate system.
    Yes,
    /// As on a screen.
    No,
}

fn finite(digits: &str) -> Option<f32> {
    digits.parse().ok().filter(|number: &f32| number.is_finite())
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A date as the format writes it, or `2017/01/09`, `20170109`, `9 January 2017`, `Jan 9, 2017`, `January 2017`.
/// Where day and month could be either, nothing is guessed.
pub(super) fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(date) = Date::parse(text) {
        return Some(date);
    }
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Date::parse(&format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])).ok();
    }
    if text.matches('/').count() == 2 && text.find('/') == Some(4) {
        return Date::parse(&text.replace('/', "-")).ok();
    }
    // Databases write a time of day with more than one space or with fractions that nobody needs.
    let day = text.get(..10).filter(|_| text[10..].starts_with([' ', 'T']));
    day.and_then(|day| Date::parse(day).ok()).or_else(|| in_words(text))
}

fn in_words(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split([' ', ',', '.']).filter(|word| !word.is_empty()).collect();
    let month = |word: &str| {
        let word = word.to_lowercase();
        MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(&word)).map(|at| at + 1)
    };
    let day = |word: &str| -> Option<u8> { word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']).parse().ok() };
    let text = match words[..] {
        [first, year] => format!("{year}-{:02}", month(first)?),
        [first, second, year] => match (month(first), month(second)) {
            (Some(month), _) => format!("{year}-{month:02}-{:02}", day(second)?),
            (None, Some(month)) => format!("{year}-{month:02}-{:02}", day(first)?),
            (None, None) => return None,
        },
        _ => return None,
    };
    Date::parse(&text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_taken_as_people_write_them_and_never_guessed() {
        for (text, expected) in [
            ("2017", Some("2017")),
            ("2017/01/09", Some("2017-01-09")),
            ("20170109", Some("2017-01-09")),
            ("2017-01-09 00:00:00.000000+00:00", Some("2017-01-09")),
            ("9 January 2017", Some("2017-01-09")),
            ("9th Jan. 2017", Some("2017-01-09")),
            ("January 9, 2017", Some("2017-01-09")),
            ("Sept 2017", Some("2017-09")),
            ("09/01/2017", None),
            ("31 February 2017", None),
            ("mayhem 2017", None),
            ("soon", None),
            ("", None),
            ("éééééééé", None),
        ] {
            assert_eq!(date(text).map(Date::iso).as_deref(), expected, "{text}");
        }
    }
}
