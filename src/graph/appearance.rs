//! How the reader wants kinds and sizes drawn, as plain data: what is not said here is as it comes.

use std::collections::BTreeMap;

use crate::facts::KindId;

/// The outline of a mark; kinds differ by it even without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkShape {
    /// ● persons
    Circle,
    /// ■ firms
    Square,
    /// ◆ films
    Diamond,
    /// ⬡
    Hexagon,
    /// ▲
    Triangle,
    /// ⬟
    Pentagon,
    /// ▼
    TriangleDown,
    /// A square with cut corners.
    Octagon,
}

impl MarkShape {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Circle,
        Self::Square,
        Self::Diamond,
        Self::Hexagon,
        Self::Triangle,
        Self::Pentagon,
        Self::TriangleDown,
        Self::Octagon,
    ];

    /// The word that files and screen readers use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Circle => "circle",
            Self::Square => "square",
            Self::Diamond => "diamond",
            Self::Hexagon => "hexagon",
            Self::Triangle => "triangle",
            Self::Pentagon => "pentagon",
            Self::TriangleDown => "triangle-down",
            Self::Octagon => "octagon",
        }
    }

    /// The shape of a word of a file.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shape| shape.word() == word)
    }
}

/// What is drawn inside a mark that is large enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Head and shoulders.
    Person,
    /// A house front with windows.
    Firm,
    /// A strip with perforations.
    Film,
    /// A pin on a map.
    Place,
    /// Nothing.
    None,
}

impl Icon {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Person, Self::Firm, Self::Film, Self::Place, Self::None];

    /// The word that files and screen readers use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Firm => "firm",
            Self::Film => "film",
            Self::Place => "place",
            Self::None => "none",
        }
    }

    /// The icon of a word of a file.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|icon| icon.word() == word)
    }
}

/// What the reader wants of a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KindWish {
    /// Another outline.
    pub shape: Option<MarkShape>,
    /// Another of the colours of kinds, by number.
    pub color: Option<u8>,
    /// Another icon.
    pub icon: Option<Icon>,
}

/// How many colours there are for kinds.
pub const NUM_KIND_COLORS: u8 = 9;

/// What the size of a mark says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SizeBy {
    /// How many entities it is tied to.
    #[default]
    Ties,
    /// How many facts name it.
    Facts,
    /// How often it lies on the shortest way between two others.
    Between,
    /// A number that the file gives entities, by its name.
    Attribute(Box<str>),
    /// Nothing.
    Equal,
}

/// What the width of a line says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WidthBy {
    /// How many facts are shown.
    #[default]
    Facts,
    /// How many independent sources stand behind the tie.
    Sources,
}

/// How the reader wants the map drawn. The default is as it comes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Appearance {
    /// By kind; kinds of which nothing is wanted are not there.
    pub kinds: BTreeMap<KindId, KindWish>,
    /// What the size of a mark says.
    pub size: SizeBy,
    /// What the width of a line says.
    pub width: WidthBy,
    /// Whether ties of little confidence are paler.
    pub confidence: bool,
}
