//! The JSON that scripts read: what `check --json` and `layout` print. The fields keep the order that they have here.

use serde::Serialize;

use crate::facts::{Fact, Problem, Report, Tally};
use crate::state::Opened;

/// What a map holds, in numbers.
#[derive(Serialize)]
pub(super) struct Counts {
    pub(super) articles: usize,
    pub(super) entities: usize,
    pub(super) facts: usize,
    pub(super) ties: usize,
    pub(super) facts_with_excerpt: usize,
    pub(super) excerpts: Excerpts,
}

/// Excerpts by the result of their check.
#[derive(Serialize)]
pub(super) struct Excerpts {
    pub(super) exact: usize,
    pub(super) found: usize,
    pub(super) near: usize,
    pub(super) not_found: usize,
    pub(super) unchecked: usize,
}

impl Counts {
    /// The counts of all that was read, whatever a saved map's filter hides.
    pub(super) fn of(opened: &Opened) -> Self {
        let (base, graph) = (&opened.base, &opened.graph);
        let [exact, found, near, not_found, unchecked] = base.excerpt_counts();
        let has_excerpt = |fact: &&Fact| fact.evidence.iter().any(|one| one.excerpt.is_some());
        Self {
            articles: base.articles.len(),
            entities: base.entities.len(),
            facts: base.facts.len(),
            ties: graph.ties().len(),
            facts_with_excerpt: base.facts.iter().filter(has_excerpt).count(),
            excerpts: Excerpts { exact, found, near, not_found, unchecked },
        }
    }
}

/// What `check --json` prints.
#[derive(Serialize)]
pub(super) struct Checked<'a> {
    format: &'a str,
    files: &'a [String],
    #[serde(flatten)]
    counts: &'a Counts,
    records: Records,
    problems: Vec<ProblemLine<'a>>,
    problem_count: usize,
    warnings: &'a [String],
}

/// What became of the records of the files.
#[derive(Serialize)]
struct Records {
    present: usize,
    read: usize,
    merged: usize,
    skipped: usize,
}

#[derive(Serialize)]
struct ProblemLine<'a> {
    file: &'a str,
    line: Option<u32>,
    path: &'a str,
    what: &'a str,
    done: &'a str,
}

impl<'a> Checked<'a> {
    pub(super) fn new(files: &'a [String], counts: &'a Counts, report: &'a Report, warnings: &'a [String]) -> Self {
        let line = |problem: &'a Problem| {
            let Problem { file, line, path, what, done, severity: _ } = problem;
            ProblemLine { file, line: *line, path, what, done }
        };
        let problems = report.problems.iter().map(line).collect();
        let Tally { present, read, merged, skipped } = report.tally;
        let records = Records { present, read, merged, skipped };
        Self { format: &report.format, files, counts, records, problems, problem_count: report.problem_count, warnings }
    }

    /// The object, indented, with a line end.
    pub(super) fn to_text(&self) -> serde_json::Result<String> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        Ok(text)
    }
}

/// What `layout` says on standard error.
#[derive(Serialize)]
pub(super) struct Timing {
    pub(super) layout_wall: f64,
    pub(super) layout_cpu: Option<f64>,
    pub(super) iterations: u32,
    pub(super) threads: usize,
    pub(super) seed: u64,
}

impl Timing {
    /// The object on one line.
    pub(super) fn to_line(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }
}
