//! Problems as readers meet them, by byte; their lines are counted once, at the end.

use crate::facts::{Problem, Report, Severity, hides_text};

use super::{Job, stream};

/// A problem at a byte of the text.
#[derive(Clone, Debug)]
pub(super) struct Note {
    pub(super) at: usize,
    pub(super) path: String,
    pub(super) what: String,
    pub(super) done: String,
    pub(super) severity: Severity,
}

/// The problems of one file.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    kept: Vec<Note>,
    count: usize,
}

impl Notes {
    /// Whether further problems are only counted.
    pub(super) fn is_full(&self) -> bool {
        self.kept.len() >= Report::KEPT
    }

    /// Counts problems that nobody will read.
    pub(super) const fn count(&mut self, problems: usize) {
        self.count += problems;
    }

    pub(super) fn push(&mut self, note: Note) {
        self.count += 1;
        if !self.is_full() {
            self.kept.push(note);
        }
    }

    pub(super) fn extend(&mut self, notes: Vec<Note>) {
        for note in notes {
            self.push(note);
        }
    }

    /// The report, in the order of the file.
    pub(super) fn into_report(mut self, job: &Job<'_>, format: &str) -> Report {
        let Job { name: file, text, .. } = job;
        self.kept.sort_by_key(|note| note.at);
        let problems = Vec::with_capacity(self.kept.len());
        let mut report = Report { format: format.into(), problems, problem_count: self.count, ..Report::default() };
        let (mut line, mut counted) = (1_usize, 0);
        for note in self.kept {
            let upto = note.at.clamp(counted, text.len());
            let passed = text.as_bytes().get(counted..upto).unwrap_or_default();
            line += passed.iter().filter(|&&byte| byte == b'\n').count();
            counted = upto;
            if job.rest.is_some() {
                line = stream::line_of(note.at);
            }
            report.problems.push(Problem {
                file: (*file).into(),
                line: u32::try_from(line).ok(),
                path: note.path.into(),
                what: note.what.into(),
                done: note.done.into(),
                severity: note.severity,
            });
        }
        report
    }
}

/// A text of the file for a sentence of a report: in quotation marks, on one line, cut where it is long.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut quoted = String::from("“");
    for (count, c) in text.chars().enumerate() {
        if count == LONGEST {
            quoted.push('…');
            break;
        }
        quoted.push(if hides_text(c) { '\u{fffd}' } else { c });
    }
    quoted.push('”');
    quoted
}
