//! Work that takes longer than a frame: each job has a thread of its own with a name, and answers with actions.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use crate::state::{Action, Failure};

/// How a job wakes the window.
type Wake = Arc<dyn Fn() + Send + Sync>;

/// Where a job sends what it found out.
#[derive(Clone)]
pub(super) struct Outbox {
    sender: Sender<Action>,
    wake: Wake,
    cancelled: Arc<AtomicBool>,
}

impl Outbox {
    /// Sends an action to the window; one that has closed needs none.
    pub(super) fn send(&self, action: Action) {
        if self.sender.send(action).is_ok() {
            (self.wake)();
        }
    }

    /// Waits a while; false where nobody waits for the answer any more.
    pub(super) fn wait(&self, time: Duration) -> bool {
        let until = Instant::now() + time;
        while let Some(left) = until.checked_duration_since(Instant::now()).filter(|left| !left.is_zero()) {
            std::thread::park_timeout(left);
        }
        !self.is_cancelled()
    }

    /// Whether nobody waits for the answer any more.
    pub(super) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// The sorts of work; a newer job of a sort that replaces cancels the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Reading facts or a project.
    Read,
    /// Looking for a name.
    Find,
    /// Writing a picture.
    Export,
    /// Looking for chains.
    Connect,
    /// Looking for all names in all articles.
    Mentions,
    /// Working out a pattern.
    Arrange,
    /// Working out who stands between others.
    Measure,
    /// Saving a map.
    Save,
    /// Waiting for a file dialog.
    Ask,
    /// Asking the system how it likes things.
    AskSystem,
    /// Writing the settings.
    Remember,
    /// Weighing the articles again.
    Weigh,
    /// Looking for gaps and oddities.
    LookThrough,
    /// Trying a mapping.
    Try,
    /// Holding files against what was read.
    LookAtFiles,
    /// Looking among the system's fonts.
    FindFonts,
}

impl Sort {
    const fn name(self) -> &'static str {
        match self {
            Self::Read => "tieline read",
            Self::Find => "tieline find",
            Self::Export => "tieline export",
            Self::Connect => "tieline connect",
            Self::Mentions => "tieline mentions",
            Self::Arrange => "tieline arrange",
            Self::Measure => "tieline measure",
            Self::Save => "tieline save",
            Self::Ask => "tieline ask",
            Self::AskSystem => "tieline ask system",
            Self::Remember => "tieline remember",
            Self::Weigh => "tieline weigh",
            Self::LookThrough => "tieline look through",
            Self::Try => "tieline try",
            Self::LookAtFiles => "tieline look at files",
            Self::FindFonts => "tieline find fonts",
        }
    }
}

/// All jobs of a window.
pub(super) struct Jobs {
    sender: Sender<Action>,
    receiver: Receiver<Action>,
    wake: Wake,
    /// How to cancel the newest job of the sorts that can be.
    newest: [(Sort, Arc<AtomicBool>); 7],
    inline: bool,
}

impl Jobs {
    pub(super) fn new(wake: Wake, inline: bool) -> Self {
        let (sender, receiver) = channel();
        let newest = [Sort::Read, Sort::Find, Sort::Export, Sort::Connect, Sort::Arrange, Sort::Try, Sort::LookAtFiles]
            .map(|sort| (sort, Arc::default()));
        Self { sender, receiver, wake, newest, inline }
    }

    /// Starts a job. A job that panics is told as a failure, and nothing that was open is lost.
    pub(super) fn start(&mut self, sort: Sort, job: impl FnOnce(&Outbox) + Send + 'static) {
        self.cancel(sort);
        let cancelled: Arc<AtomicBool> = Arc::default();
        if let Some((_, newest)) = self.newest.iter_mut().find(|(of, _)| *of == sort) {
            *newest = Arc::clone(&cancelled);
        }
        let outbox = Outbox { sender: self.sender.clone(), wake: Arc::clone(&self.wake), cancelled };
        let failed = outbox.clone();
        let work = move || {
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| job(&outbox))) {
                outbox.send(Action::Failed(failure(sort, panic.as_ref())));
            }
        };
        if self.inline {
            work();
        } else if let Err(error) = std::thread::Builder::new().name(sort.name().to_owned()).spawn(work) {
            let why = format!("the system starts no further thread: {error}");
            failed.send(Action::Failed(Failure { what: "This cannot be done now".to_owned(), why, missing: None }));
        }
    }

    /// A way for something that is no job to send an action, as for the watcher of files.
    pub(super) fn outbox(&self) -> Outbox {
        Outbox { sender: self.sender.clone(), wake: Arc::clone(&self.wake), cancelled: Arc::default() }
    }

    /// Whether jobs run in the frame that starts them.
    pub(super) const fn are_inline(&self) -> bool {
        self.inline
    }

    /// Tells the newest job of a sort that nobody waits for it.
    pub(super) fn cancel(&self, sort: Sort) {
        if let Some((_, newest)) = self.newest.iter().find(|(of, _)| *of == sort) {
            newest.store(true, Ordering::Relaxed);
        }
    }

    /// What jobs found out since the last frame.
    pub(super) fn finished(&self) -> Vec<Action> {
        self.receiver.try_iter().collect()
    }
}

fn failure(sort: Sort, panic: &(dyn Any + Send)) -> Failure {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    Failure {
        what: "A fault in Tieline".to_owned(),
        why: format!("the job “{}” stopped ({text}). Nothing that was open is lost", sort.name()),
        missing: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_that_panics_is_told_and_the_next_one_runs() {
        let mut jobs = Jobs::new(Arc::new(|| {}), true);
        jobs.start(Sort::Save, |_| panic!("no luck"));
        jobs.start(Sort::Save, |outbox| outbox.send(Action::Dismiss));
        let told = jobs.finished();
        assert!(matches!(&told[0], Action::Failed(failure) if failure.why.contains("no luck")), "{told:?}");
        assert!(matches!(told[1], Action::Dismiss));
    }

    #[test]
    fn a_newer_reading_cancels_the_one_before() {
        let mut jobs = Jobs::new(Arc::new(|| {}), true);
        let (sender, outboxes) = channel();
        let keep = sender.clone();
        jobs.start(Sort::Read, move |outbox| drop(keep.send(outbox.clone())));
        jobs.start(Sort::Read, move |outbox| drop(sender.send(outbox.clone())));
        let cancelled: Vec<bool> = outboxes.iter().map(|outbox| outbox.is_cancelled()).collect();
        assert_eq!(cancelled, [true, false]);
    }
}
