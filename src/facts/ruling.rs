//! What a reader decided about two facts that cannot both hold.

use super::Stamp;

/// Which of two facts holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holds {
    /// The earlier one of the file.
    First,
    /// The later one.
    Second,
    /// Both, after all.
    Both,
    /// Looked at, and left open.
    Open,
}

impl Holds {
    /// All of them, in the order of buttons.
    pub const ALL: [Self; 4] = [Self::First, Self::Second, Self::Both, Self::Open];

    /// The word that files use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
            Self::Both => "both",
            Self::Open => "open",
        }
    }

    /// The choice of a word of a file.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|holds| holds.word() == word)
    }
}

/// A reader's verdict on a contradiction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// Which of the two holds.
    pub holds: Holds,
    /// Who decided, and when.
    pub stamp: Stamp,
}
