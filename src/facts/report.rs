//! What a reader could not use, repaired or assumed, told so that a person can find the place.

use std::fmt;

/// How much a problem costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Read as meant, worth knowing.
    Note,
    /// Something was left out of a record, or put right.
    Repaired,
    /// A whole record was left out.
    Skipped,
}

/// One line of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file's name as the reader was given it.
    pub file: Box<str>,
    /// The line, from 1.
    pub line: Option<u32>,
    /// Where in the document, as a JSON path: `facts[12].confidence`.
    pub path: Box<str>,
    /// What was wrong.
    pub what: Box<str>,
    /// What was done about it.
    pub done: Box<str>,
    /// How much it costs.
    pub severity: Severity,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if !self.path.is_empty() {
            write!(f, ": {}", self.path)?;
        }
        write!(f, ": {} ({})", self.what, self.done)
    }
}

/// What came of reading one or more files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The format that was recognised, in words: `Tieline facts`; several, one after the other, where files differ.
    pub format: Box<str>,
    /// Every problem kept, in the order of the file; at most [`Report::KEPT`].
    pub problems: Vec<Problem>,
    /// How many problems there were, kept or not.
    pub problem_count: usize,
    /// What became of the records.
    pub tally: Tally,
}

/// What became of the records of one or more files: each is read, merged or skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many there are.
    pub present: usize,
    /// How many are something of their own in the map.
    pub read: usize,
    /// How many say more about something that an earlier record gave.
    pub merged: usize,
    /// How many cannot be used; the problems tell why.
    pub skipped: usize,
}

impl Tally {
    /// The counts of both.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            present: self.present + other.present,
            read: self.read + other.read,
            merged: self.merged + other.merged,
            skipped: self.skipped + other.skipped,
        }
    }

    /// Whether every record is accounted for.
    #[must_use]
    pub const fn adds_up(self) -> bool {
        self.read + self.merged + self.skipped == self.present
    }
}

impl Report {
    /// How many problems are kept word for word; further ones are counted.
    pub const KEPT: usize = 10_000;

    /// Adds a line, or only counts it past [`Self::KEPT`].
    pub fn push(&mut self, problem: Problem) {
        self.problem_count += 1;
        if self.problems.len() < Self::KEPT {
            self.problems.push(problem);
        }
    }

    /// Adds the lines of another report, as of a further file of the same map.
    pub fn extend(&mut self, other: Self) {
        if self.format.is_empty() {
            self.format = other.format;
        } else if !other.format.is_empty() && !self.format.split(", ").any(|known| *known == *other.format) {
            self.format = format!("{}, {}", self.format, other.format).into();
        }
        let counted = other.problem_count - other.problems.len();
        for problem in other.problems {
            self.push(problem);
        }
        self.problem_count += counted;
        self.tally = self.tally.plus(other.tally);
    }

    /// Whether everything was read as it stands.
    #[must_use]
    pub const fn is_clean(&self) -> bool {
        self.problem_count == 0
    }
}
