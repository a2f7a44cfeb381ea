//! Asking the system for a file, without ever holding a frame up.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::state::Purpose;

/// What came of asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// The reader chose this.
    Path(PathBuf),
    /// The reader thought better of it.
    Cancelled,
    /// This system has no file dialog.
    Unavailable,
}

/// Waits for the reader's answer; runs in a job.
pub type Answer = Box<dyn FnOnce() -> Picked + Send>;

/// Asks for files.
pub trait Picker: Send + Sync {
    /// Shows the dialog; called in the frame, so that it belongs to the window. The answer is waited for in a job.
    fn ask(&self, purpose: &Purpose, name: &str) -> Answer;
}

/// Where there is no dialog: the window asks for a path itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoPicker;

impl Picker for NoPicker {
    fn ask(&self, _purpose: &Purpose, _name: &str) -> Answer {
        Box::new(|| Picked::Unavailable)
    }
}

/// The system's own dialog.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SystemPicker;

impl SystemPicker {
    /// A dialog that is answered sooner was never shown: with neither portal nor zenity, rfd answers at once as if
    /// the reader had cancelled.
    const TOO_SOON: Duration = Duration::from_millis(150);
}

impl Picker for SystemPicker {
    fn ask(&self, purpose: &Purpose, name: &str) -> Answer {
        let dialog = rfd::AsyncFileDialog::new();
        let asked = Instant::now();
        let answer = move |file: Option<rfd::FileHandle>| match file {
            Some(file) => Picked::Path(file.path().to_owned()),
            None if asked.elapsed() < Self::TOO_SOON => Picked::Unavailable,
            None => Picked::Cancelled,
        };
        match purpose {
            Purpose::OpenMapped => {
                let dialog = dialog.set_title("Open with a mapping");
                let dialog = dialog.add_filter("Tables and JSON", &["json", "jsonl", "csv", "tsv", "txt", "gz", "zst"]);
                let future = dialog.add_filter("All files", &["*"]).pick_file();
                Box::new(move || answer(pollster::block_on(future)))
            }
            Purpose::Open | Purpose::Add | Purpose::FindSource(_) => {
                let dialog = dialog
                    .set_title(if *purpose == Purpose::Add { "Add facts to the map" } else { "Open facts or a map" })
                    .add_filter("Facts and maps", &["json", "jsonl", "csv", "tsv", "gz", "zst", "tieline"])
                    .add_filter("All files", &["*"]);
                let future = dialog.pick_file();
                Box::new(move || answer(pollster::block_on(future)))
            }
            Purpose::Save => {
                let dialog = dialog.set_title("Save map").set_file_name(name).add_filter("Tieline map", &["tieline"]);
                let future = dialog.save_file();
                Box::new(move || answer(pollster::block_on(future)))
            }
            Purpose::Report => {
                let dialog = dialog.set_title("Save the import report").set_file_name(name);
                let future = dialog.add_filter("Text", &["txt"]).save_file();
                Box::new(move || answer(pollster::block_on(future)))
            }
            Purpose::Evidence => {
                let dialog = dialog.set_title("Export evidence").set_file_name(name);
                let dialog = dialog.add_filter("Markdown", &["md"]).add_filter("Web page", &["html"]);
                let dialog = dialog.add_filter("Table", &["csv"]).add_filter("Tieline facts", &["json"]);
                let future = dialog.save_file();
                Box::new(move || answer(pollster::block_on(future)))
            }
            Purpose::Export => {
                let dialog = dialog.set_title("Export picture").set_file_name(name).add_filter("PNG picture", &["png"]);
                let future = dialog.save_file();
                Box::new(move || answer(pollster::block_on(future)))
            }
        }
    }
}
