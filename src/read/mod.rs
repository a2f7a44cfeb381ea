//! From bytes to facts: knows a file by its content, reads it, and tells what it could not use.
//!
//! [`read`] unpacks, recognises and reads one file. A fault that leaves nothing to show is a [`ReadError`] with the
//! line and column; everything else is a line of the [`Report`] and costs no more than the
//! record or the field that it names. One file of this room per format, each with private structs of that format.

mod common;
mod detect;
mod draft;
mod edges;
mod error;
mod excerpts;
mod extractors;
mod fields;
mod formats;
mod graphs;
mod json;
mod loose;
mod mapping;
mod native;
mod notes;
mod parquet;
mod place;
mod record;
mod stores;
mod stream;
mod tables;
mod unpack;
mod walk;

use crate::facts::{FactBase, Report};

use detect::{Known, Reader};
use draft::Draft;
use stream::Pieces;

pub use error::{Fault, Place, ReadError};
pub use formats::Format;
pub use mapping::{Fit, Look, Mapping, MappingError, Role, Spot, Take, Trial, TrialFact, guess, look, try_out};
pub use native::schema;
pub use record::record_at;
pub use stream::{Streamed, first_lines, line_at, read_lines};
pub use tables::{Family, Member, member_of_several, read_tables};

/// How much of the whole is done once a file is unpacked, cut into records, read, and checked: as measured.
const UNPACKED: f32 = 0.3;
const CUT: f32 = 0.4;
const PARSED: f32 = 0.85;

/// A file to read.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The name that reports and errors use.
    pub name: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
}

/// What came of reading a file.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The facts.
    pub base: FactBase,
    /// What was left out, repaired or assumed.
    pub report: Report,
    /// The format that was recognised.
    pub format: Format,
    /// How it was recognised: "an object with `tieline`".
    pub reason: &'static str,
}

/// Somebody who waits for a file to be read.
pub trait Watch: Sync {
    /// How much is done, 0 to 1.
    fn progress(&self, part: f32);
    /// Whether the answer is no longer wanted.
    fn cancelled(&self) -> bool;
}

/// Nobody waits: reading goes on to its end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn progress(&self, _part: f32) {}

    fn cancelled(&self) -> bool {
        false
    }
}

/// How much a file may hold before it is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes after unpacking.
    pub unpacked_bytes: u64,
    /// Articles, entities and facts together.
    pub records: usize,
}

impl Default for Limits {
    /// 4 GiB and 50 million records.
    fn default() -> Self {
        Self { unpacked_bytes: 4 << 30, records: 50_000_000 }
    }
}

/// How a file is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options<'a> {
    /// Its format, where somebody has named it; else it is recognised by its content.
    pub format: Option<Format>,
    /// What its fields are, where somebody has said so; then it has no other format.
    pub mapping: Option<&'a Mapping>,
    /// How much it may hold.
    pub limits: Limits,
}

/// Reads a file.
///
/// # Errors
/// Where nothing in it can be used, or the watcher has cancelled.
pub fn read(input: Input<'_>, watch: &dyn Watch) -> Result<Outcome, ReadError> {
    read_with(input, Options::default(), watch)
}

/// Reads a file that may not hold more than `limits`.
///
/// # Errors
/// As [`read`], and where the file goes beyond the limits.
pub fn read_within(input: Input<'_>, limits: Limits, watch: &dyn Watch) -> Result<Outcome, ReadError> {
    read_with(input, Options { limits, ..Options::default() }, watch)
}

/// Reads a file as it is to be read.
///
/// # Errors
/// As [`read`], where the file goes beyond the limits, and where it is not in the format that was named.
pub fn read_with(input: Input<'_>, options: Options<'_>, watch: &dyn Watch) -> Result<Outcome, ReadError> {
    let Options { format, mapping, limits } = options;
    let fail = |fault| ReadError::new(input.name, None, fault);
    let unpacked = unpack::unpack(input.bytes, limits.unpacked_bytes, watch).map_err(fail)?;
    let text = place::text_of(input.name, &unpacked)?;
    let job = Job::new(input.name, text, limits, watch);
    let known = match (mapping, format.and_then(detect::told)) {
        (Some(_), _) => None,
        (None, Some(known)) => Some(known),
        (None, None) => Some(detect::detect(&job)?),
    };
    outcome_of(&job, known.as_ref(), mapping)
}

/// Reads a text in a format that is known, or as a mapping says.
fn outcome_of(job: &Job<'_>, known: Option<&Known>, mapping: Option<&Mapping>) -> Result<Outcome, ReadError> {
    let (base, report, format, reason) = match known {
        Some(&Known { format, reason, reader: Reader::Whole(read), .. }) => {
            let (base, report) = read(job)?;
            (base, report, format, reason)
        }
        Some(&Known { format, reason, reader: Reader::Draft(read), .. }) => {
            let mut draft = Draft::new(job);
            read(job, &mut draft)?;
            let (base, report) = draft.finish(job, format.name())?;
            (base, report, format, reason)
        }
        None => {
            let mapping = mapping.cloned().unwrap_or_default();
            let mut draft = Draft::new(job);
            mapping::read(job, &mapping, &mut draft)?;
            let (base, report) = draft.finish(job, &format!("records read by {mapping}"))?;
            (base, report, Format::Mapped, "as a mapping says")
        }
    };
    job.watch.progress(1.0);
    Ok(Outcome { base, report, format, reason })
}

/// What every reader is given.
struct Job<'a> {
    name: &'a str,
    text: &'a str,
    limits: Limits,
    watch: &'a dyn Watch,
    /// What comes after the text, where the file is read a piece at a time.
    rest: Option<&'a (dyn Pieces + 'a)>,
}

impl<'a> Job<'a> {
    const fn new(name: &'a str, text: &'a str, limits: Limits, watch: &'a dyn Watch) -> Self {
        Self { name, text, limits, watch, rest: None }
    }
}

impl Job<'_> {
    /// The error for a fault at a byte of the text.
    fn error_at(&self, at: usize, fault: Fault) -> ReadError {
        ReadError::new(self.name, Some(Place::of(self.text, at)), fault)
    }

    /// The error for a file with more records than it may have.
    fn full(&self) -> ReadError {
        self.error(Fault::TooManyRecords(self.limits.records))
    }

    /// The error for a fault of the whole file.
    fn error(&self, fault: Fault) -> ReadError {
        ReadError::new(self.name, None, fault)
    }

    /// The error for a text that is no JSON.
    fn not_json(&self) -> ReadError {
        let (at, fault) = json::fault_of(self.text);
        self.error_at(at, fault)
    }

    /// The error for a scan that ended early.
    fn stopped(&self, stop: json::Stop) -> ReadError {
        match stop {
            json::Stop::Syntax => self.not_json(),
            json::Stop::TooDeep(at) => self.error_at(at, Fault::TooDeep),
        }
    }

    /// Tells how far the work between two shares of the whole is.
    #[expect(clippy::cast_precision_loss, reason = "progress needs no more")]
    fn progress(&self, from: f32, upto: f32, done: usize, all: usize) {
        let part = if all == 0 { 1.0 } else { done as f32 / all as f32 };
        self.watch.progress(from + (upto - from) * part);
    }

    /// An error once the watcher has cancelled.
    fn go_on(&self) -> Result<(), ReadError> {
        if self.watch.cancelled() {
            return Err(self.error(Fault::Cancelled));
        }
        Ok(())
    }
}
