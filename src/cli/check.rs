//! `tieline check`: what files hold, how their excerpts fare, and what is wrong with them.

use std::fmt::Write as _;
use std::process::ExitCode;

use super::args::CheckArgs;
use super::json::{Checked, Counts, Excerpts};
use super::words::{counted, grouped};
use super::{PROBLEMS, open, output};
use crate::facts::{Report, Tally};

/// Reads and tells.
pub(super) fn run(args: &CheckArgs) -> anyhow::Result<ExitCode> {
    let opened = open::open(&args.files, &args.how)?;
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
    let Tally { present, read, merged, skipped } = report.tally;
    for (name, count) in
        [("records in the files", present), ("  read", read), ("  merged into others", merged), ("  skipped", skipped)]
    {
        line(&mut text, name, count);
    }
    for warning in warnings {
        text.push_str(&format!("\nwarning: {warning}"));
    }
    if !warnings.is_empty() {
        text.push('\n');
    }
    match report.problem_count {
        0 => text.push_str("\nno problems\n"),
        count => text.push_str(&format!("\n{}\n", counted(count, "problem", "problems"))),
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
