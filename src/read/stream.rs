//! JSON Lines that are too long to be held as a whole: a piece at a time is unpacked, read and forgotten.
//!
//! A [`Job`] that streams has the beginning of the file as its text, cut after a line, by which the format is
//! recognised. [`each`] reads that, then the rest. A place in such a file is told by its line.

use std::io::{self, BufRead as _, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use super::draft::{Draft, Halt, Handled};
use super::json::{Node, Scanner, Span};
use super::notes::Note;
use super::record::visible;
use super::unpack::Packing;
use super::walk::{Form, Item, Steps, in_waves, lines, parsed, skipped};
use super::{
    Fault, Job, Limits, Options, Outcome, PARSED, Place, ReadError, Unwatched, Watch, detect, outcome_of, parquet,
    place,
};

/// So much of a file is read to recognise it.
const HEAD: usize = 4 << 20;
/// So much of it is read at a time.
const PIECE: usize = 8 << 20;
/// Of a place, the line is above so many bits and the byte within the line below.
const WITHIN_LINE: u32 = 32;

/// A file to be read a piece at a time.
pub struct Streamed<'a> {
    /// The name that reports and errors use.
    pub name: &'a str,
    /// Its bytes from the first.
    pub source: &'a mut (dyn Read + Send),
    /// How many there are, where that is known: progress is told by it.
    pub bytes: u64,
}

/// What is left of a file after its beginning.
pub(super) struct Rest<'a> {
    source: Box<dyn Read + Send + 'a>,
    packing: Option<Packing>,
    /// What was read and not cut into lines yet.
    ahead: Vec<u8>,
    /// How many lines are behind.
    line: usize,
    /// How many bytes are behind, unpacked.
    behind: u64,
    /// How many records.
    records: usize,
}

/// The rest of a file, whoever holds it.
pub(super) trait Pieces: Sync {
    /// Works on it.
    fn hold(&self, work: &mut dyn FnMut(&mut Rest<'_>) -> Result<(), ReadError>) -> Result<(), ReadError>;
}

impl Pieces for Mutex<Rest<'_>> {
    fn hold(&self, work: &mut dyn FnMut(&mut Rest<'_>) -> Result<(), ReadError>) -> Result<(), ReadError> {
        // Nobody else holds it: one reader reads one file.
        work(&mut self.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// How far the file is read, as it lies on the disk.
struct Far<'a> {
    read: &'a AtomicU64,
    source: &'a mut (dyn Read + Send),
}

impl Read for Far<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// The first lines of a file as a text, be it packed or not; `None` where it is no JSON Lines, or not longer than that.
#[must_use]
pub fn first_lines(source: &mut (dyn Read + Send)) -> Option<Vec<u8>> {
    let mut source = unpacked(source).ok()?.0;
    let mut head = Vec::new();
    source.by_ref().take(HEAD as u64).read_to_end(&mut head).ok()?;
    let is_longer = head.len() == HEAD;
    head.truncate(line_end(&head)?);
    (is_longer && streams(&head)).then_some(head)
}

/// Whether the first lines are those of a file that can be read a piece at a time.
fn streams(head: &[u8]) -> bool {
    let Ok(text) = place::text_of("", head) else {
        return false;
    };
    let job = Job::new("", text, Limits::default(), &Unwatched);
    let is_json = matches!(Scanner::new(text).peek(), Some(b'{' | b'['));
    // What no reader knows may have a mapping.
    is_json
        && Form::of(&job).is_ok_and(|form| form == Form::Lines)
        && detect::detect(&job).ok().is_none_or(|known| known.streams)
}

/// A line of a file that is read a piece at a time, as [`super::record_at`] shows it; `None` where it has not so many.
#[must_use]
pub fn line_at(source: &mut (dyn Read + Send), line: u32) -> Option<String> {
    let mut source = io::BufReader::with_capacity(1 << 16, unpacked(source).ok()?.0);
    let mut found = Vec::new();
    for _ in 0..line {
        found.clear();
        if source.read_until(b'\n', &mut found).ok()? == 0 {
            return None;
        }
    }
    let text = String::from_utf8_lossy(&found);
    Some(visible(text.trim())).filter(|text| !text.is_empty())
}

/// Reads a file of JSON Lines of which never more than a piece is held, beside the facts that come of it. `None` where
/// it is none, or its reader needs all of it: then the file is to be read as a whole.
///
/// # Errors
/// As [`super::read_with`].
pub fn read_lines(
    Streamed { name, source, bytes }: Streamed<'_>,
    options: Options<'_>,
    watch: &dyn Watch,
) -> Option<Result<Outcome, ReadError>> {
    if usize::BITS < 64 {
        return None;
    }
    let read = AtomicU64::new(0);
    let far = &mut Far { read: &read, source };
    let (mut source, packing) = unpacked(far).ok()?;
    let fault = |error: &io::Error| ReadError::new(name, None, fault_of(packing, error));
    let mut head = Vec::new();
    if let Err(error) = source.by_ref().take(HEAD as u64).read_to_end(&mut head) {
        return Some(Err(fault(&error)));
    }
    let ahead = head.split_off(line_end(&head)?);
    let text = place::text_of(name, &head).ok()?;
    let job = Job::new(name, text, options.limits, watch);
    if Form::of(&job).ok()? != Form::Lines {
        return None;
    }
    let known = match (options.mapping, options.format) {
        (Some(mapping), _) if mapping.records.is_empty() => None,
        (Some(_), _) => return None,
        (None, Some(format)) => Some(detect::told(format)?),
        (None, None) => Some(detect::detect(&job).ok()?),
    };
    if known.as_ref().is_some_and(|known| !known.streams) {
        return None;
    }
    let watch = Part { inner: watch, read: &read, all: bytes };
    let rest = Mutex::new(Rest { source, packing, ahead, line: 0, behind: 0, records: 0 });
    let job = Job { watch: &watch, rest: Some(&rest), ..job };
    Some(outcome_of(&job, known.as_ref(), options.mapping))
}

/// Progress by what is read of the file on the disk.
struct Part<'a> {
    inner: &'a dyn Watch,
    read: &'a AtomicU64,
    all: u64,
}

impl Watch for Part<'_> {
    #[expect(clippy::cast_precision_loss, reason = "progress needs no more")]
    fn progress(&self, part: f32) {
        let read = self.read.load(Ordering::Relaxed).min(self.all);
        let by_file = if self.all == 0 { 0.0 } else { PARSED * (read as f64 / self.all as f64) as f32 };
        self.inner.progress(part.max(by_file));
    }

    fn cancelled(&self) -> bool {
        self.inner.cancelled()
    }
}

/// The bytes as they are, or unpacked.
fn unpacked<'a>(source: &'a mut (dyn Read + Send)) -> io::Result<(Box<dyn Read + Send + 'a>, Option<Packing>)> {
    let mut mark = Vec::new();
    Read::take(&mut *source, 4).read_to_end(&mut mark)?;
    let packing = Packing::of(&mark);
    let is_parquet = parquet::is_parquet(&mark);
    let whole = io::BufReader::with_capacity(1 << 16, io::Cursor::new(mark).chain(source));
    if is_parquet {
        return Err(io::ErrorKind::Unsupported.into());
    }
    let source: Box<dyn Read + Send + 'a> = match packing {
        None => Box::new(whole),
        Some(Packing::Gzip) => Box::new(flate2::bufread::MultiGzDecoder::new(whole)),
        Some(Packing::Zstandard) => Box::new(zstd::stream::read::Decoder::with_buffer(whole)?),
    };
    Ok((source, packing))
}

fn fault_of(packing: Option<Packing>, error: &io::Error) -> Fault {
    packing.map_or_else(|| Fault::Unreadable(error.to_string().into()), |packing| packing.fault(error))
}

/// Where the last whole line ends; `None` where there is none.
fn line_end(bytes: &[u8]) -> Option<usize> {
    bytes.iter().rposition(|&byte| byte == b'\n').map(|at| at + 1)
}

/// The line of a place in a file that is streamed.
pub(super) const fn line_of(at: usize) -> usize {
    at.wrapping_shr(WITHIN_LINE)
}

const fn place_of(line: usize) -> usize {
    line.wrapping_shl(WITHIN_LINE)
}

/// Reads every line as a record; each is counted by what became of it.
///
/// # Errors
/// Where there are too many, the file cannot be read on, or the watcher has cancelled.
pub(super) fn each(
    job: &Job<'_>,
    rest: &dyn Pieces,
    draft: &mut Draft,
    read: &mut ReadOne<'_>,
) -> Result<(), ReadError> {
    each_in_steps(job, rest, draft, &Whole(Mutex::new(read)))
}

/// [`each`] in two steps.
///
/// # Errors
/// As [`each`].
pub(super) fn each_in_steps(
    job: &Job<'_>,
    rest: &dyn Pieces,
    draft: &mut Draft,
    steps: &impl Steps,
) -> Result<(), ReadError> {
    rest.hold(&mut |rest| all(job, rest, draft, steps))
}

/// What reads one record.
type ReadOne<'r> = dyn FnMut(&mut Draft, Item<'_, '_>) -> Handled + Send + 'r;

/// A reader that does all of a record at its turn. Only one thread is ever at a turn.
struct Whole<'f, 'r>(Mutex<&'f mut ReadOne<'r>>);

impl Steps for Whole<'_, '_> {
    type Ready<'a> = (Node<'a>, usize);

    fn ready<'a>(&self, item: Item<'a, '_>) -> Self::Ready<'a> {
        (item.node, item.index)
    }

    fn take(&self, draft: &mut Draft, (node, index): Self::Ready<'_>, notes: &mut Vec<Note>) -> Handled {
        let mut read = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        read(draft, Item { node, key: None, index, path: String::new(), notes })
    }
}

fn all(job: &Job<'_>, rest: &mut Rest<'_>, draft: &mut Draft, steps: &impl Steps) -> Result<(), ReadError> {
    piece(job, rest, job.text, draft, steps)?;
    let mut buffer = std::mem::take(&mut rest.ahead);
    loop {
        job.go_on()?;
        let is_end = fill(job, rest, &mut buffer)?;
        let end = if is_end { buffer.len() } else { line_end(&buffer).unwrap_or_default() };
        let (lines, ahead) = buffer.split_at(end);
        let text = std::str::from_utf8(lines).map_err(|error| {
            let Place { line, column } = Place::after(lines.get(..error.valid_up_to()).unwrap_or_default());
            let line = line.saturating_add(u32::try_from(rest.line).unwrap_or(u32::MAX));
            ReadError::new(job.name, Some(Place { line, column }), Fault::NotUtf8)
        })?;
        piece(job, rest, text, draft, steps)?;
        if is_end {
            return Ok(());
        }
        let ahead = ahead.to_vec();
        buffer.clear();
        buffer.extend_from_slice(&ahead);
    }
}

/// Reads on until there is a piece with the end of a line; true at the end of the file.
fn fill(job: &Job<'_>, rest: &mut Rest<'_>, buffer: &mut Vec<u8>) -> Result<bool, ReadError> {
    loop {
        let wanted = PIECE.saturating_sub(buffer.len()).max(PIECE / 4);
        let count = rest.source.by_ref().take(wanted as u64).read_to_end(buffer);
        let count = count.map_err(|error| job.error(fault_of(rest.packing, &error)))?;
        if count == 0 {
            return Ok(true);
        }
        if rest.behind + buffer.len() as u64 > job.limits.unpacked_bytes {
            return Err(job.error(Fault::TooLarge(job.limits.unpacked_bytes)));
        }
        job.go_on()?;
        if buffer.len() >= PIECE && line_end(buffer).is_some() {
            return Ok(false);
        }
    }
}

/// Reads the lines of one piece.
fn piece(
    job: &Job<'_>,
    rest: &mut Rest<'_>,
    text: &str,
    draft: &mut Draft,
    steps: &impl Steps,
) -> Result<(), ReadError> {
    let mut line = rest.line + 1;
    let mut at = 0;
    let numbered = lines(text).map(|span| {
        let passed = text.as_bytes().get(at..span.start).unwrap_or_default();
        line += passed.iter().filter(|&&byte| byte == b'\n').count();
        at = span.start;
        (line, span)
    });
    let numbered: Vec<_> = numbered.collect();
    let before = |_first: &(usize, Span)| {
        job.go_on()?;
        job.watch.progress(0.0);
        Ok(())
    };
    let behind = rest.records;
    let made = |index: usize, (line, span): &(usize, Span)| {
        let mut notes = Vec::new();
        let ready = parsed(span.of(text), place_of(*line), usize::MAX).map(|node| {
            steps.ready(Item { node, key: None, index: behind + index, path: String::new(), notes: &mut notes })
        });
        (ready, notes)
    };
    in_waves(&numbered, before, made, |_index, (ready, mut notes)| {
        let handled = match ready {
            Ok(ready) => steps.take(draft, ready, &mut notes),
            Err((at, what)) => {
                notes.push(skipped(at, String::new(), what, "the line was skipped"));
                Err(Halt::Skip)
            }
        };
        draft.notes.extend(notes);
        draft.settle(handled).map_err(|_full| job.full())
    })?;
    rest.records += numbered.len();
    rest.line += text.bytes().filter(|&byte| byte == b'\n').count();
    rest.behind += text.len() as u64;
    Ok(())
}
