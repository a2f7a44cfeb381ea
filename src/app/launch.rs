//! How the window begins.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Fonts, NoPicker, Picker};
use crate::project::{ReadAs, Settings};
use crate::state::{Action, Sample};

/// What the window begins with, and what it uses to reach the world.
pub struct Launch {
    /// The first thing that happens.
    pub first: Action,
    /// What was remembered from the last run.
    pub settings: Settings,
    /// Where settings are remembered; nothing is where there is no folder.
    pub settings_folder: Option<PathBuf>,
    /// What could not be remembered.
    pub warning: Option<String>,
    /// How files are asked for.
    pub picker: Arc<dyn Picker>,
    /// Where letters are looked for that the program's typefaces lack.
    pub fonts: Fonts,
    /// Jobs run at once in the frame that starts them, for tests whose outcome must not depend on time.
    pub inline_jobs: bool,
}

impl Launch {
    /// Opens `files`, each read as somebody has said, or the first sample where there are none.
    #[must_use]
    pub fn with_files_as(files: Vec<PathBuf>, read_as: &ReadAs) -> Self {
        if files.is_empty() || *read_as == ReadAs::Content {
            return Self::with_files(files);
        }
        let first = Action::OpenFilesAs(files.into_iter().map(|path| (path, read_as.clone())).collect());
        Self { first, ..Self::with_files(Vec::new()) }
    }

    /// Opens `files`, or the first sample where there are none.
    #[must_use]
    pub fn with_files(files: Vec<PathBuf>) -> Self {
        let first = if files.is_empty() { Action::OpenSample(Sample::Story) } else { Action::OpenPaths(files) };
        Self {
            first,
            settings: Settings::default(),
            settings_folder: None,
            warning: None,
            picker: Arc::new(NoPicker),
            fonts: Fonts::Own,
            inline_jobs: false,
        }
    }
}
