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
mod summary;
mod table;

pub use cite::citation;
pub use summary::{chain_line, rating_line, summary};

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{Check, Conflict, Fact, FactBase, FactId, Holds, Review, Ruling};

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
    /// Contradictions in which the facts take part, with what the reader decided about each.
    pub disputes: Vec<Dispute<'a>>,
}

/// A contradiction between two facts, one of which stands in the pack.
#[derive(Clone, Debug)]
pub struct Dispute<'a> {
    /// The two facts, and in what they differ.
    pub conflict: &'a Conflict,
    /// What the reader decided.
    pub ruling: Option<&'a Ruling>,
}

impl<'a> Dispute<'a> {
    /// Those between some facts, in order, and those of one of them on which the reader ruled.
    #[must_use]
    pub fn among(
        facts: &[FactId],
        conflicts: &'a [Conflict],
        rulings: &'a BTreeMap<(FactId, FactId), Ruling>,
    ) -> Vec<Self> {
        let facts: BTreeSet<FactId> = facts.iter().copied().collect();
        let each = conflicts.iter().filter_map(|conflict| {
            let ruling = rulings.get(&(conflict.a, conflict.b));
            let within = [conflict.a, conflict.b].iter().filter(|fact| facts.contains(fact)).count();
            (within == 2 || (within == 1 && ruling.is_some())).then_some(Self { conflict, ruling })
        });
        each.collect()
    }
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

    /// Who decided, and when: "Ann, 9 January 2017, 12:00 UTC".
    fn decided(&self) -> String {
        self.review.map(|review| review.stamp.to_string()).unwrap_or_default()
    }

    /// The verdict, a note and what the file said, each in a line of its own, the first of them signed.
    fn decisions(&self, base: &FactBase) -> Vec<String> {
        let mut lines = vec![format!("Verdict: {}", self.verdict())];
        lines.extend(self.note().map(|note| format!("Note: {note}")));
        lines.extend(self.original(base).map(|original| format!("In the file: {original}")));
        let signature = self.decided();
        let judged = self.review.is_some_and(|review| review.verdict.is_some());
        // Who only wrote a note has given no verdict.
        if let Some(line) = lines.get_mut(usize::from(!judged)).filter(|_| !signature.is_empty()) {
            line.push_str(&format!(" ({signature})"));
        }
        lines
    }

    /// What the file said, where the fact was corrected since.
    fn original(&self, base: &FactBase) -> Option<String> {
        Some(base.told_before(self.review?.edit.as_ref()?))
    }
}

impl Pack<'_> {
    /// What speaks against a fact, each in a sentence with what the reader decided.
    fn against(&self, entry: &Entry<'_>) -> Vec<String> {
        let of_entry = self.disputes.iter().filter(|dispute| {
            let Conflict { a, b, .. } = dispute.conflict;
            *a == entry.id || *b == entry.id
        });
        of_entry.map(|dispute| self.dispute(entry.id, dispute)).collect()
    }

    fn dispute(&self, id: FactId, Dispute { conflict, ruling }: &Dispute<'_>) -> String {
        let other = if conflict.a == id { conflict.b } else { conflict.a };
        let mut words = format!("Contradicted by “{}”", self.base.sentence(other));
        if let Some(at) = self.facts.iter().position(|fact| *fact == other) {
            words.push_str(&format!(" (fact {})", at + 1));
        }
        words.push_str(&format!(". {}. ", conflict.why.trim_end_matches('.')));
        let Some(ruling) = ruling else {
            words.push_str("Not decided.");
            return words;
        };
        let first = conflict.a == id;
        words.push_str(match ruling.holds {
            Holds::Both => "It was decided that both hold",
            Holds::Open => "It was looked at and not decided",
            Holds::First if first => "It was decided that this one holds",
            Holds::Second if !first => "It was decided that this one holds",
            Holds::First | Holds::Second => "It was decided that the other one holds",
        });
        let signed = ruling.stamp.to_string();
        if !signed.is_empty() {
            words.push_str(&format!(" ({signed})"));
        }
        words.push('.');
        words
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
