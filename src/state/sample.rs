//! The maps that the program carries.

/// A map that the program carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// One business story: a meeting and a film slate.
    Story,
    /// Claims over years that contradict each other.
    Timeline,
    /// Three hundred entities.
    Country,
}

impl Sample {
    /// All of them, the smallest first.
    pub const ALL: [Self; 3] = [Self::Story, Self::Timeline, Self::Country];

    /// The name that project files use.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Story => "alibaba-hollywood",
            Self::Timeline => "harbour-takeover",
            Self::Country => "film-country",
        }
    }

    /// What menus call it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Story => "Alibaba in Hollywood",
            Self::Timeline => "The sale of Saltmere harbour",
            Self::Country => "The film country",
        }
    }

    /// The facts.
    #[must_use]
    pub const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Story => include_bytes!("../../sample-data/alibaba-hollywood.json"),
            Self::Timeline => include_bytes!("../../sample-data/harbour-takeover.json"),
            Self::Country => include_bytes!("../../sample-data/film-country.json"),
        }
    }

    /// The sample of a project file's name for it.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sample| sample.id() == id)
    }
}
