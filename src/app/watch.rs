//! Files that change on the disk while they are open: noticed by the system, held against what was read in a job.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use super::App;
use super::jobs::{Outbox, Sort};
use crate::project::{Source, SourceState};
use crate::state::{Action, FileStep};

/// Who writes a file mostly writes it in several goes: this long nothing more happens before it is looked at.
const QUIET: Duration = Duration::from_millis(400);

/// The files of the open map, watched.
#[derive(Default)]
pub(super) struct Watched {
    watcher: Option<RecommendedWatcher>,
    /// The reading whose files are watched.
    generation: u64,
}

impl App {
    /// Watches the files of the map that is open.
    pub(super) fn follow_files(&mut self) {
        let generation = self.state.map().map_or(0, |map| map.generation);
        if generation == self.outside.watched.generation || !self.outside.watches {
            return;
        }
        self.outside.watched = Watched { watcher: None, generation };
        let Some(map) = self.state.map() else {
            return;
        };
        let files: BTreeSet<PathBuf> = map.origin.sources.iter().filter_map(Source::path).map(Path::to_owned).collect();
        if files.is_empty() {
            return;
        }
        let outbox = self.jobs.outbox();
        match watch(files, outbox.clone()) {
            Ok(watcher) => self.outside.watched.watcher = Some(watcher),
            Err(error) => outbox.send(Action::Files(FileStep::CannotWatch(error.to_string()))),
        }
    }

    /// Something happened to these files: once it is quiet, what they hold is held against what was read.
    pub(super) fn look_at_files(&mut self, touched: &[PathBuf]) {
        let Some(map) = self.state.map() else {
            return;
        };
        let sources: Vec<Source> = map.origin.sources.clone();
        let quiet = if self.jobs.are_inline() { Duration::ZERO } else { QUIET };
        // All that are known to differ are looked at again: a newer look takes the place of an older one.
        let mut touched: BTreeSet<PathBuf> = touched.iter().cloned().collect();
        touched.extend(self.outside.touched.iter().cloned());
        self.outside.touched.clone_from(&touched);
        self.jobs.start(Sort::LookAtFiles, move |outbox| {
            if !outbox.wait(quiet) {
                return;
            }
            let differs = |source: &&Source| {
                let path = source.path().filter(|path| touched.contains(*path));
                // A file that is gone may be on its way to being replaced; what was read of it stays.
                let bytes = path.and_then(|path| std::fs::read(path).ok()).filter(|bytes| !bytes.is_empty());
                bytes.is_some_and(|bytes| matches!(source.check(Some(&bytes)), SourceState::Changed { .. }))
            };
            let changed = sources.iter().filter(differs).filter_map(Source::path).map(Path::to_owned).collect();
            outbox.send(Action::Files(FileStep::Changed(changed)));
        });
    }
}

/// Watches the folders of files: a file that is replaced is another one, its folder is the same.
fn watch(files: BTreeSet<PathBuf>, outbox: Outbox) -> notify::Result<RecommendedWatcher> {
    let folders: BTreeSet<PathBuf> = files.iter().filter_map(|file| file.parent()).map(Path::to_owned).collect();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let Ok(event) = event else {
            return;
        };
        if event.kind.is_access() {
            return;
        }
        let touched: Vec<PathBuf> = event.paths.into_iter().filter(|path| files.contains(path)).collect();
        if !touched.is_empty() {
            outbox.send(Action::Files(FileStep::Touched(touched)));
        }
    })?;
    for folder in folders {
        watcher.watch(&folder, RecursiveMode::NonRecursive)?;
    }
    Ok(watcher)
}
