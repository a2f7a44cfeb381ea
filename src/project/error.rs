//! Why a file cannot be opened as a saved map, in words for the person who tried.

/// A file that is no saved map, or not one that this version can read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProjectError {
    /// Bytes that are no UTF-8.
    #[error("not text in UTF-8 (line {line}, column {column})")]
    NotUtf8 {
        /// From 1.
        line: u32,
        /// From 1, in characters.
        column: u32,
    },
    /// Text that is no JSON, or ends too early.
    #[error("{what} (line {line}, column {column})")]
    Syntax {
        /// What is wrong there.
        what: String,
        /// From 1.
        line: u32,
        /// From 1, in characters.
        column: u32,
    },
    /// JSON that does not say what a saved map says.
    #[error("{path}: {what} (line {line}, column {column})")]
    Field {
        /// Where in the document: `filter.from`.
        path: String,
        /// What is wrong there.
        what: String,
        /// From 1.
        line: u32,
        /// From 1, in characters.
        column: u32,
    },
    /// A format of the future.
    #[error("saved by a newer Tieline: the file is of version {found}, this program reads up to version {known}")]
    TooNew {
        /// The file's version.
        found: u64,
        /// The newest version that is known here.
        known: u32,
    },
    /// A file of facts.
    #[error("a file of facts, not a saved map; it can be opened as facts")]
    Facts,
    /// Some other JSON.
    #[error("not a saved map: it has no \"tieline_project\"")]
    NotAProject,
}

impl ProjectError {
    /// The line and column, from 1, where the fault has a place.
    #[must_use]
    pub const fn line_and_column(&self) -> Option<(u32, u32)> {
        match self {
            Self::NotUtf8 { line, column } | Self::Syntax { line, column, .. } | Self::Field { line, column, .. } => {
                Some((*line, *column))
            }
            Self::TooNew { .. } | Self::Facts | Self::NotAProject => None,
        }
    }
}
