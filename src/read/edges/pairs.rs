//! Lists of pairs, as collections of graphs and networkx write them: two ids on each line, perhaps with a weight or with
//! Python's dictionary of data behind them, and remarks that begin with `#` or `%`.

use crate::facts::{Fields, NewFact, Severity, Value};
use crate::read::common::PLAIN_TIE;
use crate::read::draft::{Draft, Halt, Handled};
use crate::read::notes::{Note, quoted};
use crate::read::{Job, PARSED, ReadError, UNPACKED, json};

/// What stands on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pair<'a> {
    ends: [&'a str; 2],
    /// A number, or a dictionary in braces.
    data: Option<&'a str>,
}

impl<'a> Pair<'a> {
    fn of(line: &'a str) -> Option<Self> {
        let (first, rest) = line.split_once(char::is_whitespace)?;
        let rest = rest.trim_start();
        let (second, data) = match rest.split_once(char::is_whitespace) {
            Some((second, data)) => (second, Some(data.trim())),
            None => (rest, None),
        };
        let data = data.filter(|data| !data.is_empty());
        let is_data = |data: &str| is_number(data) || (data.starts_with('{') && data.ends_with('}'));
        (!second.is_empty() && data.is_none_or(is_data)).then_some(Self { ends: [first, second], data })
    }
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) && json::is_valid(text)
}

fn is_remark(line: &str) -> bool {
    line.starts_with(['#', '%'])
}

/// The lines that say something, each with the byte where it begins and its number from 1.
fn lines(text: &str) -> impl Iterator<Item = (usize, usize, &str)> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').zip(1..).map(move |(line, number)| {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        (start, number, line.trim())
    });
    lines.filter(|(_, _, line)| !line.is_empty())
}

/// Whether a text is such a list: each of its first lines has two ids, and as much behind them. An id is a word with a
/// digit in it: two words might as well be a name.
pub(in crate::read) fn is_list(text: &str) -> bool {
    const LOOKED_AT: usize = 500;
    let is_id =
        |word: &str| word.chars().all(|c| c.is_alphanumeric() || c == '_') && word.chars().any(|c| c.is_ascii_digit());
    // Its first line says how large a matrix is.
    if text.trim_start().starts_with("%%MatrixMarket") {
        return false;
    }
    let mut first = None;
    for (_, _, line) in lines(text).filter(|(_, _, line)| !is_remark(line)).take(LOOKED_AT) {
        let Some(pair) = Pair::of(line).filter(|pair| pair.ends.iter().all(|end| is_id(end))) else {
            return false;
        };
        if *first.get_or_insert(pair.data.is_some()) != pair.data.is_some() {
            return false;
        }
    }
    first.is_some()
}

/// Reads all pairs; names are ids.
pub(in crate::read) fn read(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    /// So many lines are read between two looks at the watcher.
    const STEP: usize = 4096;
    let said = direction(job.text);
    if said.is_none() {
        draft.notes.push(Note {
            at: 0,
            path: String::new(),
            what: "no remark says whether the pairs have a direction".to_owned(),
            done: "taken as ties without one".to_owned(),
            severity: Severity::Note,
        });
    }
    for (count, (at, number, line)) in lines(job.text).enumerate() {
        if count.is_multiple_of(STEP) {
            job.go_on()?;
            job.progress(UNPACKED, PARSED, at, job.text.len());
        }
        if !is_remark(line) {
            let handled = one(draft, (at, number, line), said.unwrap_or(false));
            draft.settle(handled).map_err(|_full| job.full())?;
        }
    }
    Ok(())
}

/// What the remarks say of direction.
fn direction(text: &str) -> Option<bool> {
    lines(text).map(|(_, _, line)| line).take_while(|line| is_remark(line)).find_map(|line| {
        let line = line.to_lowercase();
        match (line.contains("undirected"), line.contains("directed")) {
            (true, _) => Some(false),
            (false, true) => Some(true),
            (false, false) => None,
        }
    })
}

fn one(draft: &mut Draft, (at, number, line): (usize, usize, &str), directed: bool) -> Handled {
    let path = format!("line {number}");
    let Some(pair) = Pair::of(line) else {
        let what = format!("{} where two ids belong", quoted(line));
        let done = "the line was skipped".to_owned();
        draft.notes.push(Note { at, path, what, done, severity: Severity::Skipped });
        return Err(Halt::Skip);
    };
    let [subject, object] = pair.ends;
    let ends = (draft.named(subject, None)?.0, Some(draft.named(object, None)?.0));
    let mut attributes = Fields::new();
    if let Some(data) = pair.data.filter(|data| *data != "{}") {
        attributes.push(match is_number(data) {
            true => ("weight".into(), Value::Number(data.into())),
            false => ("data".into(), Value::Text(data.into())),
        });
    }
    draft.fact(ends, NewFact { attributes, directed, ..NewFact::of(PLAIN_TIE) }, (at, &path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_pairs_are_known_by_their_ids_and_other_texts_are_not_taken_for_them() {
        for (text, expected) in [
            ("0 8\n0 20\n", true),
            ("# Undirected graph\n# FromNodeId\tToNodeId\n3466\t937\n3466\t5233\n", true),
            ("1 2 0.5\n2 3 1\n", true),
            ("1 2 {}\n2 3 {'weight': 7}\n", true),
            ("n1 n2\r\nn2   n3\r\n\r\n", true),
            ("7 8", true),
            ("1 2\n2 3 5\n", false),
            ("1 2\n2\n", false),
            ("1 2 3 4\n", false),
            ("Jack Ma\nDonald Trump\n", false),
            ("1.5 2.25\n3.5 4.0\n", false),
            ("2017-01-09 12:30\n", false),
            ("%%MatrixMarket matrix\n3 3 2\n1 2 1\n", false),
            ("# nothing\n", false),
            ("", false),
        ] {
            assert_eq!(is_list(text), expected, "{text}");
        }
    }

    #[test]
    fn remarks_say_whether_there_is_a_direction() {
        for (text, expected) in [
            ("# Undirected graph\n1 2\n", Some(false)),
            ("% Directed\n1 2\n", Some(true)),
            ("# made today\n1 2\n", None),
            ("1 2\n# directed\n", None),
        ] {
            assert_eq!(direction(text), expected, "{text}");
        }
    }
}
