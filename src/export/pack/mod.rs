//! The evidence pack: for each fact what it says, the words that say so, where they stand, and what the reader decided.
//!
//! Everything in it comes from strangers' files. Text stays text: marks of Markdown and HTML are escaped, what a
//! spreadsheet would run is made harmless, characters that turn or hide text are shown, and only http and https
//! addresses become links.

mod cite;
mod facts_json;
mod html;
mod markdown;
mod safe;
mod table;

pub use cite::citation;

use crate::facts::{Check, Fact, FactBase, FactId, Review};

/// What goes into a pack.
#[derive(Clone, Debug)]
pub struct Pack<'a> {
    /// The facts that it speaks of.
    pub base: &'a FactBase,
    /// The heading.
    pub title: String,
    /// What was chosen, and when, in a line or two.
    pub about: Vec<String>,
    /// The facts, in the order in which they are numbered from 1.
    pub facts: Vec<FactId>,
    /// What the reader decided about each, by its place in `facts`; missing ones were not looked at.
    pub reviews: Vec<Option<&'a Review>>,
}

/// The forms that a pack can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackForm {
    /// Markdown, for editors and chats.
    Markdown,
    /// One HTML page that needs nothing else.
    Html,
    /// A table with a row for each evidence.
    Csv,
    /// The facts format, with only these facts and what they refer to.
    Facts,
}

impl PackForm {
    /// The form of a file's extension.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        match &*extension.to_ascii_lowercase() {
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" => Some(Self::Html),
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Facts),
            _ => None,
        }
    }
}

/// Why a pack cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The table could not be made.
    #[error("the table cannot be written: {0}")]
    Table(#[from] csv::Error),
}

impl Pack<'_> {
    /// The text of the pack.
    ///
    /// # Errors
    /// Where a table cannot be made of it.
    pub fn text(&self, form: PackForm) -> Result<String, PackError> {
        match form {
            PackForm::Markdown => Ok(markdown::text(self)),
            PackForm::Html => Ok(html::text(self)),
            PackForm::Csv => table::text(self),
            PackForm::Facts => Ok(facts_json::text(self)),
        }
    }

    /// Each fact with its number and what was decided about it.
    fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.facts.iter().enumerate().filter_map(|(at, &id)| {
            let fact = self.base.facts.get(id.index())?;
            Some(Entry { number: at + 1, id, fact, review: self.reviews.get(at).copied().flatten() })
        })
    }
}

/// A fact of a pack.
struct Entry<'a> {
    number: usize,
    id: FactId,
    fact: &'a Fact,
    review: Option<&'a Review>,
}

impl Entry<'_> {
    /// "Jack Ma met Donald Trump", as it is corrected now.
    fn statement(&self, base: &FactBase) -> String {
        base.sentence(self.id)
    }

    /// Date and status in one line; nothing where there is nothing to say.
    fn circumstances(&self) -> String {
        let time = self.fact.time.to_string();
        let status = match self.fact.status {
            crate::facts::Status::Reported => "",
            other => other.word(),
        };
        [&*time, status].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
    }

    fn verdict(&self) -> &'static str {
        self.review.and_then(|review| review.verdict).map_or("not reviewed", |verdict| verdict.word())
    }

    fn note(&self) -> Option<&str> {
        self.review?.note.as_deref().map(str::trim).filter(|note| !note.is_empty())
    }

    /// Who decided, and when: "Ann, 2017-01-09T12:00:00Z".
    fn decided(&self) -> String {
        let stamp = self.review.map(|review| &review.stamp);
        let words = stamp.into_iter().flat_map(|stamp| [stamp.by.as_deref(), stamp.at.as_deref()]).flatten();
        words.collect::<Vec<_>>().join(", ")
    }

    /// What the file said, where the fact was corrected since.
    fn original(&self, base: &FactBase) -> Option<String> {
        let original = &self.review?.edit.as_ref()?.original;
        let name = |id: crate::facts::EntityId| base.entities.get(id.index()).map_or("", |entity| &*entity.name);
        let mut words = format!("{} {}", name(original.subject), original.relation);
        if let Some(object) = original.object {
            words.push(' ');
            words.push_str(name(object));
        }
        let time = original.time.to_string();
        if !time.is_empty() {
            words.push_str(&format!(" ({time})"));
        }
        Some(words)
    }
}

/// What came of holding an excerpt against its article, in words.
const fn check_words(check: &Check) -> &'static str {
    match check {
        // Where the file expected the words is no matter of those who read what they say.
        Check::Exact(_) | Check::Found(_) => "word for word",
        Check::Near(_) => "nearly word for word",
        Check::NotFound => "not in the article",
        Check::Unchecked => "not checked",
    }
}

#[cfg(test)]
mod tests;
