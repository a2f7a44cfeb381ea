//! `tieline convert`: facts of any format as a file of another, with a word on what that file cannot hold.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{anyhow, bail};

use super::args::ConvertArgs;
use super::words::{counted, grouped};
use super::{open, output};
use crate::state::Opened;
use crate::write::{Content, Losses, Target, Written, write};

/// Reads, writes and tells.
pub(super) fn run(args: &ConvertArgs) -> anyhow::Result<ExitCode> {
    let target = target(args)?;
    let opened = open::open(&args.files, &args.how)?;
    open::guard(&opened, &args.output)?;
    open::tell_problems(&opened);
    let content = Content { base: &opened.base, places: opened.places.as_deref() };
    let mut files = Vec::new();
    let mut losses = Losses::default();
    if let Some(entities) = &args.entities {
        open::guard(&opened, entities)?;
        let written = put(content, Target::CsvEntities, entities)?;
        losses.extend(written.losses.clone());
        files.push((entities.as_path(), Target::CsvEntities, written));
    }
    let written = put(content, target, &args.output)?;
    losses.extend(written.losses.clone());
    files.push((&args.output, target, written));
    let summary = output::printable(&summary(&opened, &files, &losses));
    // Where the facts go to standard output, words among them would spoil them.
    if output::is_stdout(&args.output) {
        output::tell_script(summary.trim_end());
    } else {
        output::print(&summary)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn put(content: Content<'_>, target: Target, path: &Path) -> anyhow::Result<Written> {
    let mut written = Written::default();
    output::write(path, |out| {
        written = write(content, target, out)?;
        Ok(())
    })?;
    Ok(written)
}

/// What to write: as the word says, else as the name's ending says.
fn target(args: &ConvertArgs) -> anyhow::Result<Target> {
    let path = &args.output;
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let target = args.to.or_else(|| Target::from_ending(ending)).ok_or_else(|| {
        let words = Target::ALL.map(Target::word).join(", ");
        anyhow!("cannot tell what {} is to be: name it with --to, one of {words}", path.display())
    })?;
    match (&args.entities, target) {
        (None, target) => Ok(target),
        (Some(entities), Target::Csv) => {
            let same = entities == path
                || entities.canonicalize().is_ok_and(|one| path.canonicalize().is_ok_and(|other| one == other));
            if same || output::is_stdout(entities) {
                bail!("the two tables go to two files; name another one with --entities");
            }
            Ok(Target::CsvFacts)
        }
        (Some(_), target) => bail!("--entities is for CSV; a {} holds entities and facts together", target.name()),
    }
}

fn summary(opened: &Opened, files: &[(&Path, Target, Written)], losses: &Losses) -> String {
    let base = &opened.base;
    let mut text = format!(
        "read {} ({}): {}, {}, {}\n",
        opened.origin.name,
        opened.report.format,
        counted(base.articles.len(), "article", "articles"),
        counted(base.entities.len(), "entity", "entities"),
        counted(base.facts.len(), "fact", "facts"),
    );
    for (path, target, written) in files {
        let entities = counted(written.entities, "entity", "entities");
        let facts = counted(written.facts, "fact", "facts");
        let held = match target {
            Target::CsvEntities => entities,
            _ => format!("{entities}, {facts}"),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "wrote {} ({}): {held}", path.display(), target.name());
    }
    if losses.is_empty() {
        text.push_str("nothing was lost\n");
    } else {
        text.push_str("not held, or not as it was:\n");
    }
    for (words, count) in losses.counts() {
        let _ = writeln!(text, "  {words}: {}", grouped(count));
    }
    text
}
