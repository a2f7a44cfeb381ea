//! The import report as it is looked at: problems grouped by what happened, those that hold a text, one record opened.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::{Dialog, Effect, State, Tone};
use crate::facts::{Problem, Report, Severity};

/// Problems of one sort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What happened, without names and numbers.
    pub what: String,
    /// What was done about it.
    pub done: String,
    /// How much each costs.
    pub severity: Severity,
    /// Which of the report's problems they are.
    pub problems: Vec<usize>,
}

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportRow {
    /// A group, with how many of its problems hold the text that is looked for.
    Group(usize, usize),
    /// A problem.
    Problem(usize),
}

/// What is looked at of a report; worked out when that changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportView {
    /// The text that is looked for.
    pub filter: String,
    /// The groups that are open.
    pub open: BTreeSet<usize>,
    /// All groups, the costliest and largest first.
    pub groups: Arc<[Group]>,
    /// What is shown.
    pub rows: Vec<ReportRow>,
}

/// What the reader does with the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportStep {
    /// Look for a text.
    Filter(String),
    /// Open or close a group.
    Toggle(usize),
    /// Show the record that a problem is about, as it stands in its file.
    Record(usize),
    /// The record was found.
    Found(String, String),
    /// Copy what is shown.
    Copy,
    /// The report was written.
    Written(PathBuf),
}

/// Where a record stands: what is asked of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordJob {
    /// The file.
    pub path: PathBuf,
    /// What the answer is called.
    pub title: String,
    /// The line, from 1.
    pub line: Option<u32>,
    /// Where in the document.
    pub place: String,
}

/// Groups the problems of a report by what happened.
#[must_use]
pub fn groups(report: &Report) -> Vec<Group> {
    let mut found: BTreeMap<(Severity, String, String), Vec<usize>> = BTreeMap::new();
    for (at, problem) in report.problems.iter().enumerate() {
        let key = (problem.severity, worded(&pieces(&problem.what)), problem.done.to_string());
        found.entry(key).or_default().push(at);
    }
    let group = |((severity, _, done), problems): (_, Vec<usize>)| Group {
        what: shared(report, &problems),
        done,
        severity,
        problems,
    };
    let mut groups: Vec<Group> = found.into_iter().map(group).collect();
    groups.sort_by(|a, b| b.severity.cmp(&a.severity).then(b.problems.len().cmp(&a.problems.len())));
    groups
}

/// A piece of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'a> {
    Said(&'a str),
    /// What stands in quotation marks, or a number.
    Particular(&'a str),
    /// Something else in each.
    Various,
}

/// A sentence parted into what it says and what is particular in it.
fn pieces(what: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = what;
    while let Some(at) = rest.find(|c: char| c == '“' || c.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let (mark, inner) = from.split_at(if from.starts_with('“') { '“'.len_utf8() } else { 0 });
        let end = match mark {
            "" => inner.find(|c: char| !c.is_ascii_digit()),
            _ => inner.find('”'),
        };
        let (particular, after) = inner.split_at(end.unwrap_or(inner.len()));
        pieces.extend([Piece::Said(before), Piece::Said(mark), Piece::Particular(particular)]);
        rest = after;
    }
    pieces.push(Piece::Said(rest));
    pieces
}

fn worded(pieces: &[Piece<'_>]) -> String {
    let word = |piece: &Piece<'_>| match *piece {
        Piece::Said(said) => said.to_owned(),
        Piece::Particular(_) | Piece::Various => "…".to_owned(),
    };
    pieces.iter().map(word).collect()
}

/// What several problems of the same wording have in common, with … for what is another in each.
fn shared(report: &Report, problems: &[usize]) -> String {
    let mut sentences = problems.iter().filter_map(|at| report.problems.get(*at)).map(|problem| pieces(&problem.what));
    let mut common = sentences.next().unwrap_or_default();
    for sentence in sentences {
        for (known, piece) in common.iter_mut().zip(sentence) {
            if *known != piece {
                *known = Piece::Various;
            }
        }
    }
    let word = |piece: Piece<'_>| match piece {
        Piece::Said(words) | Piece::Particular(words) => words.to_owned(),
        Piece::Various => "…".to_owned(),
    };
    common.into_iter().map(word).collect()
}

/// Works out what is shown.
pub(super) fn refresh(state: &mut State) {
    /// So few problems need no groups that are closed.
    const FEW: usize = 40;
    let Some(map) = state.document.map() else {
        state.view.report = ReportView::default();
        return;
    };
    let view = &mut state.view.report;
    if view.groups.is_empty() && !map.report.problems.is_empty() {
        view.groups = groups(&map.report).into();
        if map.report.problems.len() <= FEW {
            view.open = (0..view.groups.len()).collect();
        }
    }
    let wanted = view.filter.trim().to_lowercase();
    let holds = |problem: &Problem| wanted.is_empty() || problem.to_string().to_lowercase().contains(&wanted);
    view.rows.clear();
    for (at, group) in view.groups.iter().enumerate() {
        let problems = group.problems.iter().copied();
        let shown: Vec<usize> = problems.filter(|at| map.report.problems.get(*at).is_some_and(holds)).collect();
        if shown.is_empty() {
            continue;
        }
        view.rows.push(ReportRow::Group(at, shown.len()));
        if view.open.contains(&at) {
            view.rows.extend(shown.into_iter().map(ReportRow::Problem));
        }
    }
}

/// The problems that hold the text, whether their groups are open or not, one on each line.
pub(super) fn text(state: &State) -> String {
    let Some(map) = state.map() else {
        return String::new();
    };
    let wanted = state.view.report.filter.trim().to_lowercase();
    let lines = map.report.problems.iter().map(ToString::to_string);
    let lines: Vec<String> = lines.filter(|line| line.to_lowercase().contains(&wanted)).collect();
    lines.join("\n") + "\n"
}

pub(super) fn take(state: &mut State, step: ReportStep) -> Option<Effect> {
    match step {
        ReportStep::Filter(text) => {
            state.view.report.filter = text;
            refresh(state);
            None
        }
        ReportStep::Toggle(group) => {
            if !state.view.report.open.remove(&group) {
                state.view.report.open.insert(group);
            }
            refresh(state);
            None
        }
        ReportStep::Record(problem) => record(state, problem),
        ReportStep::Found(title, text) => {
            state.dialog = Dialog::Record(title, text);
            None
        }
        ReportStep::Copy => {
            state.notify(Tone::Plain, "Copied");
            Some(Effect::Copy(text(state)))
        }
        ReportStep::Written(path) => {
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            state.notify(Tone::Plain, format!("Wrote {name}"));
            None
        }
    }
}

/// The file of a problem is the source of its name.
fn record(state: &mut State, problem: usize) -> Option<Effect> {
    let map = state.map()?;
    let problem = map.report.problems.get(problem)?;
    let named = |path: &&std::path::Path| path.file_name().is_some_and(|name| *name.to_string_lossy() == *problem.file);
    let path = map.origin.sources.iter().filter_map(|source| source.path()).find(named);
    let Some(path) = path else {
        let text = format!("{} is in no file that could be shown", problem.file);
        state.notify(Tone::Plain, text);
        return None;
    };
    let line = problem.line.map(|line| format!(", line {line}")).unwrap_or_default();
    Some(Effect::ShowRecord(RecordJob {
        path: path.to_owned(),
        title: format!("{}{line}", problem.file),
        line: problem.line,
        place: problem.path.to_string(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_are_grouped_by_what_happened() {
        let problem = |what: &str, severity| Problem {
            file: "a.json".into(),
            line: None,
            path: "facts[1]".into(),
            what: what.into(),
            done: "kept".into(),
            severity,
        };
        let mut report = Report::default();
        for (what, severity) in [
            ("“soon” is no date", Severity::Note),
            ("the id “x” was given before", Severity::Repaired),
            ("“later” is no date", Severity::Note),
            ("4 fields where the header has 3", Severity::Skipped),
            ("12 fields where the header has 3", Severity::Skipped),
        ] {
            report.push(problem(what, severity));
        }
        let told: Vec<(String, Vec<usize>)> =
            groups(&report).into_iter().map(|group| (group.what, group.problems)).collect();
        let expected = [
            ("… fields where the header has 3", vec![3, 4]),
            ("the id “x” was given before", vec![1]),
            ("“…” is no date", vec![0, 2]),
        ];
        assert_eq!(told, expected.map(|(what, problems)| (what.to_owned(), problems)));
    }
}
