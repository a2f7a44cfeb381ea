//! Undo and redo: a stack of inverse edits, one step for each thing that a reader did.

use super::Edit;

/// A step that can be taken back.
#[derive(Clone, Debug)]
struct Step {
    /// What menus say: `Undo move`.
    name: &'static str,
    /// The edit that restores what was before.
    inverse: Edit,
    /// Whether the next edit of the same name belongs to this step, as while a slider is dragged.
    open: bool,
    /// The state that this step leads to.
    version: Version,
}

/// A state of a map: two are equal only where undo and redo lead from one to the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Version(u64);

/// What was done to a map and can be undone, and what was undone and can be done again.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// The newest version that was ever made.
    newest: Version,
    /// The version before the oldest step that is kept.
    oldest: Version,
    /// The version in the file.
    saved: Version,
}

impl History {
    /// How many steps are kept.
    const MOST: usize = 200;

    /// The steps of this history as `carry` tells them; those of which it makes nothing are over, and belong to the one
    /// before.
    #[must_use]
    pub fn carried(&self, carry: &mut dyn FnMut(&Edit) -> Option<Edit>) -> Self {
        let mut carried = self.marks();
        for step in &self.done {
            match carry(&step.inverse) {
                Some(inverse) => carried.done.push(Step { inverse, open: false, ..*step }),
                None => match carried.done.last_mut() {
                    Some(last) => last.version = step.version,
                    None => carried.oldest = step.version,
                },
            }
        }
        carried.undone = self
            .undone
            .iter()
            .filter_map(|step| Some(Step { inverse: carry(&step.inverse)?, open: false, ..*step }))
            .collect();
        carried
    }

    /// The same without steps.
    const fn marks(&self) -> Self {
        let Self { newest, oldest, saved, .. } = *self;
        Self { done: Vec::new(), undone: Vec::new(), newest, oldest, saved }
    }

    /// What is in the file is none of the states that undo and redo lead to.
    pub const fn mark_changed(&mut self) {
        self.saved = Version(u64::MAX);
    }

    /// Keeps the inverse of an edit that was just made.
    pub fn push(&mut self, name: &'static str, inverse: Edit, continues: bool) {
        self.undone.clear();
        self.newest.0 += 1;
        let version = self.newest;
        if let Some(last) = self.done.last_mut()
            && continues
            && last.open
            && last.name == name
        {
            last.version = version;
            return;
        }
        self.done.push(Step { name, inverse, open: continues, version });
        if self.done.len() > Self::MOST {
            self.oldest = self.done.remove(0).version;
        }
    }

    /// Ends a step that was left open, as when a slider is let go.
    pub fn close_step(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.open = false;
        }
    }

    /// Takes the newest step back: `make` makes the edit and gives its inverse.
    pub fn undo(&mut self, make: impl FnOnce(Edit) -> Edit) -> Option<&'static str> {
        let step = self.done.pop()?;
        self.undone.push(Step { inverse: make(step.inverse), open: false, ..step });
        Some(step.name)
    }

    /// Does the step again that was last taken back.
    pub fn redo(&mut self, make: impl FnOnce(Edit) -> Edit) -> Option<&'static str> {
        let step = self.undone.pop()?;
        self.done.push(Step { inverse: make(step.inverse), open: false, ..step });
        Some(step.name)
    }

    /// What would be undone.
    #[must_use]
    pub fn next_undo(&self) -> Option<&'static str> {
        self.done.last().map(|step| step.name)
    }

    /// What would be done again.
    #[must_use]
    pub fn next_redo(&self) -> Option<&'static str> {
        self.undone.last().map(|step| step.name)
    }

    /// The state of the map now.
    #[must_use]
    pub fn version(&self) -> Version {
        self.done.last().map_or(self.oldest, |step| step.version)
    }

    /// Notes which state is in the file.
    pub fn mark_saved(&mut self, version: Version) {
        self.saved = version;
    }

    /// Whether the map differs from what was saved.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.version() != self.saved
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Filter;

    fn filter(min_confidence: f32) -> Edit {
        Edit::Filter(Filter { min_confidence, ..Filter::default() })
    }

    #[test]
    fn a_slider_drag_is_one_step() {
        let mut history = History::default();
        history.push("filter", filter(0.0), true);
        history.push("filter", filter(0.1), true);
        history.close_step();
        history.push("filter", filter(0.5), true);
        let mut undone = Vec::new();
        while history
            .undo(|edit| {
                undone.push(edit.clone());
                edit
            })
            .is_some()
        {}
        assert_eq!(undone, [filter(0.5), filter(0.0)]);
    }

    #[test]
    fn undoing_back_to_the_saved_state_is_no_change() {
        let mut history = History::default();
        assert!(!history.is_changed());
        history.push("hide", filter(0.0), false);
        history.mark_saved(history.version());
        history.push("hide", filter(0.1), false);
        assert!(history.is_changed());
        assert_eq!(history.undo(|edit| edit), Some("hide"));
        assert!(!history.is_changed());
        assert_eq!(history.undo(|edit| edit), Some("hide"));
        assert!(history.is_changed());
        history.push("pin", filter(0.2), false);
        assert!(history.is_changed(), "the saved state was left behind for good");
        assert_eq!(history.next_redo(), None);
    }
}
