//! What a test's window meets of the world: files, and a file dialog with a script.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use egui::DroppedFile;
use tieline::app::{Answer, Picked, Picker};
use tieline::project::write_atomically;
use tieline::state::Purpose;

/// A file dialog that answers as it was told, and keeps what it was asked.
#[derive(Debug)]
pub(crate) struct Script {
    answers: Mutex<VecDeque<Picked>>,
    asked: Mutex<Vec<(Purpose, String)>>,
}

impl Script {
    pub(crate) fn new(answers: Vec<Picked>) -> Self {
        Self { answers: Mutex::new(answers.into()), asked: Mutex::default() }
    }

    /// Adds an answer to the end.
    pub(crate) fn add(&self, answer: Picked) {
        self.answers.lock().expect("no test panics in here").push_back(answer);
    }

    /// What was asked for so far, with the names that were proposed.
    pub(crate) fn asked(&self) -> Vec<(Purpose, String)> {
        self.asked.lock().expect("no test panics in here").clone()
    }
}

impl Picker for Script {
    fn ask(&self, purpose: &Purpose, name: &str) -> Answer {
        self.asked.lock().expect("no test panics in here").push((purpose.clone(), name.to_owned()));
        let answer = self.answers.lock().expect("no test panics in here").pop_front().unwrap_or(Picked::Unavailable);
        Box::new(move || answer)
    }
}

/// A file that was dropped onto the window.
#[derive(Debug)]
pub(crate) struct Dropped(pub(crate) PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// The path of a sample.
pub(crate) fn sample_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(name)
}

/// Writes a file.
pub(crate) fn write(path: &Path, text: &str) {
    write_atomically(path, |out| out.write_all(text.as_bytes())).expect("the folder takes a file");
}
