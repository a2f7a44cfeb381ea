//! Keys pressed together, as the command table names them.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::{Command, Menu};

/// Keys pressed together. `Plain` keys do nothing while a text is being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chord {
    /// No keys.
    None,
    /// A key alone.
    Plain(Key),
    /// With control, or command on a Mac.
    Ctrl(Key),
    /// With control and shift.
    CtrlShift(Key),
    /// With shift.
    Shift(Key),
    /// With alt, or option on a Mac.
    Alt(Key),
}

impl Chord {
    /// The keys as egui knows them.
    #[must_use]
    pub const fn shortcut(self) -> Option<KeyboardShortcut> {
        match self {
            Self::None => None,
            Self::Plain(key) => Some(KeyboardShortcut::new(Modifiers::NONE, key)),
            Self::Ctrl(key) => Some(KeyboardShortcut::new(Modifiers::COMMAND, key)),
            Self::CtrlShift(key) => Some(KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)),
            Self::Shift(key) => Some(KeyboardShortcut::new(Modifiers::SHIFT, key)),
            Self::Alt(key) => Some(KeyboardShortcut::new(Modifiers::ALT, key)),
        }
    }
}

/// A row of the command table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// What it triggers.
    pub command: Command,
    /// Where it stands.
    pub menu: Menu,
    /// What the menu says; an ellipsis where something is asked first.
    pub text: &'static str,
    /// What the tooltip says.
    pub tip: &'static str,
    /// The keys.
    pub chord: Chord,
}
