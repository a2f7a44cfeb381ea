//! Opening what the command line names: files of facts, a saved map, a sample.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};

use super::args::HowArgs;
use super::output;
use crate::app::{Loading, load_called};
use crate::read::{Mapping, Unwatched};
use crate::state::{Failure, LoadWhat, Opened};

/// Reads files as the window would, but names them as they were typed.
pub(super) fn open(files: &[PathBuf], how: &HowArgs) -> anyhow::Result<Opened> {
    let typed = |path: &Path| path.display().to_string();
    let mapping = how.map.as_deref().map(mapping).transpose()?;
    let how = Loading { called: &typed, format: how.format, mapping: mapping.as_ref(), watch: &Unwatched };
    load_called(&LoadWhat::Files(files.to_vec()), how).map_err(|failure| anyhow!(in_words(&failure)))
}

/// The mapping in a file.
pub(super) fn mapping(path: &Path) -> anyhow::Result<Mapping> {
    let cannot = || format!("{} cannot be used", path.display());
    let bytes = std::fs::read(path).with_context(cannot)?;
    Mapping::from_json(&bytes).with_context(cannot)
}

/// `facts.json:12:7: not JSON: …`, or what did not work and why.
fn in_words(failure: &Failure) -> String {
    let Failure { what, why, missing: _ } = failure;
    let why = why.split(" (os error ").next().unwrap_or(why);
    let named = what.strip_suffix(" cannot be opened").is_some_and(|name| why.starts_with(&format!("{name}:")));
    if named { why.to_owned() } else { format!("{what}: {why}") }
}

/// Refuses a target that is one of the files that were read.
pub(super) fn guard(opened: &Opened, target: &Path) -> anyhow::Result<()> {
    let Ok(target_file) = target.canonicalize() else {
        return Ok(());
    };
    let read = opened.origin.sources.iter().filter_map(|source| source.path()).chain(opened.origin.project.as_deref());
    for path in read {
        if path.canonicalize().is_ok_and(|path| path.is_file() && path == target_file) {
            bail!("cannot write {}: it is one of the files that were read", target.display());
        }
    }
    Ok(())
}

/// Tells on standard error that not everything was read as it stands.
pub(super) fn tell_problems(opened: &Opened) {
    for warning in &opened.warnings {
        output::tell(warning);
    }
    let name = &opened.origin.name;
    match opened.report.problem_count {
        0 => {}
        1 => output::tell(&format!("1 problem while reading {name}: `tieline check` tells which")),
        count => output::tell(&format!("{count} problems while reading {name}: `tieline check` lists them")),
    }
}
