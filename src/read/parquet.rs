//! A Parquet table as JSON Lines, one record on each, so that whatever reads records reads such tables too.

use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use jiff::Timestamp;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::{Field, Row};

use super::{Fault, UNPACKED, Watch};

/// What a file begins and ends with.
const MARK: &[u8] = b"PAR1";
/// What a fault calls it.
const NAME: &str = "Parquet";

/// Whether some bytes are, by their beginning, a Parquet table.
pub(super) fn is_parquet(bytes: &[u8]) -> bool {
    bytes.starts_with(MARK)
}

/// The names of the columns; `None` where the table cannot be opened.
pub(super) fn columns(bytes: &[u8]) -> Option<Vec<String>> {
    let names = guarded(|| {
        let reader = open(bytes)?;
        let schema = reader.metadata().file_metadata().schema();
        Ok(schema.get_fields().iter().map(|field| field.name().to_owned()).collect())
    });
    names.ok()
}

/// The rows, each as a JSON object on a line of its own.
pub(super) fn lines(bytes: &[u8], limit: u64, watch: &dyn Watch) -> Result<Vec<u8>, Fault> {
    guarded(|| {
        let reader = open(bytes)?;
        let metadata = reader.metadata().file_metadata();
        if metadata.schema().get_fields().is_empty() {
            return Err(damaged("it has no columns"));
        }
        let all = metadata.num_rows();
        let mut lines = Vec::new();
        for (row, number) in reader.get_row_iter(None).map_err(fault)?.zip(0_i64..) {
            record(&row.map_err(fault)?, &mut lines);
            lines.push(b'\n');
            if lines.len() as u64 > limit {
                return Err(Fault::TooLarge(limit));
            }
            if number % 1024 == 0 {
                if watch.cancelled() {
                    return Err(Fault::Cancelled);
                }
                watch.progress(UNPACKED * part(number, all));
            }
        }
        Ok(lines)
    })
}

#[expect(clippy::cast_precision_loss, reason = "progress needs no more")]
fn part(done: i64, all: i64) -> f32 {
    if all > 0 { (done as f32 / all as f32).min(1.0) } else { 1.0 }
}

fn open(bytes: &[u8]) -> Result<SerializedFileReader<Bytes>, Fault> {
    // A file is at least both marks and the length of what is before the second.
    if bytes.len() < 12 || !bytes.ends_with(MARK) {
        return Err(Fault::PackingCutOff(NAME));
    }
    SerializedFileReader::new(Bytes::copy_from_slice(bytes)).map_err(fault)
}

/// Damaged tables can make the library stop in the middle of its work; for whoever reads it is one more fault.
fn guarded<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_stopped| Err(damaged("a page is not what it says")))
}

#[expect(clippy::needless_pass_by_value, reason = "as errors are handed on")]
fn fault(error: parquet::errors::ParquetError) -> Fault {
    damaged(&error.to_string())
}

fn damaged(why: &str) -> Fault {
    Fault::BadPacking { packing: NAME, why: why.into() }
}

fn record(row: &Row, out: &mut Vec<u8>) {
    out.push(b'{');
    for (at, (name, field)) in row.get_column_iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        text(name, out);
        out.push(b':');
        value(field, out);
    }
    out.push(b'}');
}

/// A value as JSON has it. Numbers keep their digits; a number that is none is `null`.
fn value(field: &Field, out: &mut Vec<u8>) {
    match field {
        Field::Group(row) => record(row, out),
        Field::ListInternal(list) => items(list.elements().iter(), out),
        Field::MapInternal(map) => {
            out.push(b'{');
            for (at, (key, field)) in map.entries().iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                match key {
                    Field::Str(key) => text(key, out),
                    key => text(&key.to_string(), out),
                }
                out.push(b':');
                value(field, out);
            }
            out.push(b'}');
        }
        Field::Str(words) => text(words, out),
        Field::Bytes(bytes) => match std::str::from_utf8(bytes.data()) {
            Ok(words) => text(words, out),
            Err(_) => text(&format!("{} bytes that are no text", bytes.len()), out),
        },
        Field::Float16(number) => real(f64::from(f32::from(*number)), out),
        Field::Float(number) => written(&serde_json::to_writer(&mut *out, &number), out),
        Field::Double(number) => real(*number, out),
        Field::Null => out.extend_from_slice(b"null"),
        Field::Bool(_)
        | Field::Byte(_)
        | Field::Short(_)
        | Field::Int(_)
        | Field::Long(_)
        | Field::UByte(_)
        | Field::UShort(_)
        | Field::UInt(_)
        | Field::ULong(_) => {
            // Into memory nothing fails to be written.
            let _in_memory = write!(out, "{field}");
        }
        Field::Date(days) => moment(Timestamp::from_second(i64::from(*days) * 24 * 60 * 60), 10, out),
        Field::TimestampMillis(count) => moment(Timestamp::from_millisecond(*count), usize::MAX, out),
        Field::TimestampMicros(count) => moment(Timestamp::from_microsecond(*count), usize::MAX, out),
        Field::Decimal(_) | Field::TimeMillis(_) | Field::TimeMicros(_) => text(&field.to_string(), out),
    }
}

/// The first characters of a moment, as it is mostly written; one that no calendar has is nothing.
fn moment(moment: Result<Timestamp, jiff::Error>, most: usize, out: &mut Vec<u8>) {
    match moment.map(|moment| moment.to_string()) {
        Ok(words) => text(words.get(..most).unwrap_or(&words), out),
        Err(_beyond_all_calendars) => out.extend_from_slice(b"null"),
    }
}

fn items<'a>(fields: impl Iterator<Item = &'a Field>, out: &mut Vec<u8>) {
    out.push(b'[');
    for (at, field) in fields.enumerate() {
        if at > 0 {
            out.push(b',');
        }
        value(field, out);
    }
    out.push(b']');
}

fn real(number: f64, out: &mut Vec<u8>) {
    written(&serde_json::to_writer(&mut *out, &number), out);
}

fn text(words: &str, out: &mut Vec<u8>) {
    written(&serde_json::to_writer(&mut *out, words), out);
}

/// What JSON cannot hold is nothing.
fn written(result: &serde_json::Result<()>, out: &mut Vec<u8>) {
    if result.is_err() {
        out.extend_from_slice(b"null");
    }
}
