//! `tieline check`: what files hold, how their excerpts fare, and what is wrong with them.

use std::fmt::Write as _;
use std::process::ExitCode;

use super::args::CheckArgs;
use super::json::{Checked, Counts, Excerpts};
use super::{PROBLEMS, open, output};
use crate::facts::Report;

/// Reads and tells.
pub(super) fn run(args: &CheckArgs) -> anyhow::Result<ExitCode> {
    let opened = open::open(&args.files, args.format)?;
    let counts = Counts::of(&opened);
    let files: Vec<String> = args.files.iter().map(|file| file.display().to_string()).collect();
    let text = if args.json {
        Checked::new(&files, &counts, &opened.report, &opened.warnings).to_text()?
    } else {
        output::printable(&told(&files, &counts, &opened.report, &opened.warnings))
    };
    output::print(&text)?;
    let clean = opened.report.is_clean() && opened.warnings.is_empty();
    Ok(if args.strict && !clean { ExitCode::from(PROBLEMS) } else { ExitCode::SUCCESS })
}

/// The same for a person.
fn told(files: &[String], counts: &Counts, report: &Report, warnings: &[String]) -> String {
    /// So many problems are read by a person; scripts get them all.
    const TOLD: usize = 50;
    let Counts { articles, entities, facts, ties, facts_with_excerpt, excerpts } = counts;
    let Excerpts { exact, found, near, not_found, unchecked } = excerpts;
    let mut text = format!("{} ({})\n", files.join(", "), report.format);
    for (name, count) in [
        ("articles", articles),
        ("entities", entities),
        ("ties", ties),
        ("facts", facts),
        ("  with an excerpt", facts_with_excerpt),
        ("excerpts", &(exact + found + near + not_found + unchecked)),
        ("  word for word where the file says", exact),
        ("  word for word elsewhere", found),
        ("  nearly so", near),
        ("  not in the article", not_found),
        ("  with no text to hold them against", unchecked),
    ] {
        line(&mut text, name, *count);
    }
    for warning in warnings {
        text.push_str(&format!("\nwarning: {warning}"));
    }
    if !warnings.is_empty() {
        text.push('\n');
    }
    match report.problem_count {
        0 => text.push_str("\nno problems\n"),
        1 => text.push_str("\n1 problem\n"),
        count => text.push_str(&format!("\n{} problems\n", grouped(count))),
    }
    for problem in report.problems.iter().take(TOLD) {
        text.push_str(&format!("  {problem}\n"));
    }
    let more = report.problem_count.saturating_sub(TOLD.min(report.problems.len()));
    if more > 0 {
        text.push_str(&format!("  and {} more\n", grouped(more)));
    }
    text
}

/// A name and a count, the counts one below the other.
fn line(text: &mut String, name: &str, count: usize) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "  {name:<38}{:>12}", grouped(count));
}

/// `1,234,567`
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_threes() {
        for (count, expected) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(count), expected);
        }
    }
}
