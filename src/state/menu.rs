//! The menus of the bar.

/// The menu that a command stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// Files.
    File,
    /// Changes.
    Edit,
    /// Looking.
    View,
    /// The map.
    Map,
    /// Where things stand.
    Arrange,
    /// Whether it holds.
    Evidence,
    /// Help.
    Help,
    /// Keys that need no row in a menu.
    None,
}

impl Menu {
    /// From left to right.
    pub const ALL: [Self; 7] =
        [Self::File, Self::Edit, Self::View, Self::Map, Self::Arrange, Self::Evidence, Self::Help];

    /// The word in the bar.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::View => "View",
            Self::Map => "Map",
            Self::Arrange => "Arrange",
            Self::Evidence => "Evidence",
            Self::Help => "Help",
            Self::None => "",
        }
    }
}
