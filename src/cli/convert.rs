//! `tieline convert`: facts of any format as a file of another, with a word on what that file cannot hold.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{anyhow, bail};

use super::args::ConvertArgs;
use super::words::{counted, grouped};
use super::{open, output};
use crate::facts::{FactBase, FactId, Verdict};
use crate::state::Opened;
use crate::write::{Content, Losses, Target, Written, write};

/// Reads, writes and tells.
pub(super) fn run(args: &ConvertArgs) -> anyhow::Result<ExitCode> {
    let target = target(args)?;
    let opened = open::open(&args.files, &args.how)?;
    open::guard(&opened, &args.output)?;
    open::tell_problems(&opened);
    let kept = kept(&opened);
    // A file's own places are in the facts, at the scale that they have there.
    let places = opened.origin.project.as_ref().and(opened.places.as_deref());
    let content = Content { base: &kept, places };
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

/// The facts without those that the reader of a saved map rejected; what was corrected, it says already.
fn kept(opened: &Opened) -> Cow<'_, FactBase> {
    let reviews = &opened.decisions.reviews;
    let is_kept = |at: usize| reviews.verdict(FactId::from_index(at)) != Some(Verdict::Rejected);
    if (0..opened.base.facts.len()).all(is_kept) {
        return Cow::Borrowed(&opened.base);
    }
    let mut base = FactBase::clone(&opened.base);
    let mut at = 0..;
    base.facts.retain(|_| at.next().is_some_and(is_kept));
    Cow::Owned(base)
}

/// What the decisions of a saved map come to in what is written.
fn decided(opened: &Opened) -> String {
    let reviews = &opened.decisions.reviews;
    let [_, rejected, _] = reviews.count();
    let is_kept = |fact: &FactId| reviews.verdict(*fact) != Some(Verdict::Rejected);
    let corrected = reviews.edits().filter(|(fact, _)| is_kept(fact)).count();
    let mut text = String::new();
    if corrected > 0 {
        let _ = writeln!(text, "{} written as corrected", counted(corrected, "fact", "facts"));
    }
    if rejected > 0 {
        let _ = writeln!(text, "{} left out: rejected in the saved map", counted(rejected, "fact", "facts"));
    }
    text
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
    text.push_str(&decided(opened));
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
