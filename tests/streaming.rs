//! JSON Lines read a piece at a time: the same facts, the same report, and no more than a piece in memory.

#![expect(clippy::unwrap_used, reason = "a test stops where a program may not")]

use std::fmt::Write as _;
use std::io::{self, Read, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering};

use tieline::read::{Fault, Format, Input, Limits, Mapping, Options, Outcome, ReadError, Role, Streamed, Take};
use tieline::read::{Unwatched, Watch, first_lines, line_at, read_lines, read_with};

fn streamed(bytes: &[u8], options: Options<'_>) -> Option<Result<Outcome, ReadError>> {
    let mut source = bytes;
    read_lines(Streamed { name: "any", source: &mut source, bytes: bytes.len() as u64 }, options, &Unwatched)
}

fn whole(bytes: &[u8], options: Options<'_>) -> Result<Outcome, ReadError> {
    read_with(Input { name: "any", bytes }, options, &Unwatched)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// Triples, of which some are broken, blank or wrong. They are long, so that few of them fill several pieces.
fn lines(count: usize) -> String {
    let rest = "and so on ".repeat(160);
    let mut text = String::from("\u{feff}");
    for at in 0..count {
        match at % 500 {
            7 => text.push_str("{\"head\": \"cut\n"),
            8 => text.push_str("\n  \r\n"),
            9 => text.push_str("{\"head\": \"alone\", \"relation\": \"met\"}\r\n"),
            10 => text.push_str("[1, 2]\n"),
            _ => {
                let (a, b) = (at % 97, at % 89);
                writeln!(
                    text,
                    r#"{{"head": "Ann {a}", "relation": "met", "tail": "Bö {b}", "date": "{}", "text": "Ann {a} met Bö {b}.", "source": "https://x.org/{}", "rest": "{rest}"}}"#,
                    if at % 700 == 0 { "soon" } else { "2017-01-09" },
                    at % 31,
                )
                .unwrap();
            }
        }
    }
    text
}

#[test]
fn lines_read_a_piece_at_a_time_give_the_same_map_and_the_same_report() {
    // Longer than what is read at a time, so that records are cut.
    let long = lines(8_500);
    let short = lines(40);
    let options = Options::default();
    for text in [&short, &long] {
        let expected = whole(text.as_bytes(), options).unwrap();
        assert!(expected.report.tally.skipped > 0);
        for bytes in [text.as_bytes().to_vec(), gzip(text.as_bytes()), zstd::encode_all(text.as_bytes(), 1).unwrap()] {
            let found = streamed(&bytes, options).unwrap().unwrap();
            assert_eq!(found.report, expected.report);
            assert_eq!((found.base, found.format), (expected.base.clone(), Format::Triples));
        }
    }
}

#[test]
fn every_sample_of_json_lines_is_the_same_a_piece_at_a_time() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
    let mut count = 0;
    for name in ["apoc.jsonl", "ftm.ijson", "langextract.jsonl", "rebel.jsonl", "triples.jsonl"] {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let expected = whole(&bytes, Options::default()).unwrap();
        if let Some(found) = streamed(&bytes, Options::default()) {
            let found = found.unwrap();
            assert_eq!((found.base, found.report), (expected.base, expected.report), "{name}");
            count += 1;
        }
    }
    assert!(count >= 4, "{count} were lines");
}

#[test]
fn a_mapping_reads_lines_a_piece_at_a_time_too() {
    let text = "{\"wer\": \"Ann\", \"wen\": \"Bob\"}\n{\"wer\": \"Cem\"}\n".repeat(3);
    let take = |name: &str| Take::Field(name.to_owned());
    let fields = [(Role::Subject, take("wer")), (Role::Object, take("wen"))].into_iter().collect();
    let mapping = Mapping { fields, ..Mapping::default() };
    let options = Options { mapping: Some(&mapping), ..Options::default() };
    let (found, expected) = (streamed(text.as_bytes(), options).unwrap().unwrap(), whole(text.as_bytes(), options));
    let expected = expected.unwrap();
    assert_eq!((found.base, found.report), (expected.base, expected.report));
}

#[test]
fn what_is_not_lines_is_left_to_be_read_as_a_whole() {
    for text in [r#"{"nodes": [], "links": []}"#, "a,b\nc,d\n", "[]", "", "<gexf/>"] {
        assert!(streamed(text.as_bytes(), Options::default()).is_none(), "{text}");
    }
    let graphs = "{\"nodes\": [], \"links\": []}\n{\"nodes\": [], \"links\": []}\n";
    assert!(streamed(graphs.as_bytes(), Options::default()).is_none(), "its reader needs all of it");
    assert!(first_lines(&mut lines(40).as_bytes()).is_none(), "it is short");
    let head = first_lines(&mut &*gzip(lines(4_000).as_bytes())).unwrap();
    assert!(head.ends_with(b"\n") && head.len() < 5 << 20);
}

#[test]
fn a_fault_in_the_middle_is_told_with_its_place() {
    let mut bytes = lines(8_500).into_bytes();
    let at = bytes.len() - 30_000;
    let line = 1 + bytes[..at].iter().filter(|&&byte| byte == b'\n').count();
    bytes[at] = 0xff;
    let error = streamed(&bytes, Options::default()).unwrap().unwrap_err();
    assert_eq!((error.fault, error.place.map(|place| place.line)), (Fault::NotUtf8, u32::try_from(line).ok()));
    let mut cut = gzip(lines(8_500).as_bytes());
    cut.truncate(cut.len() - 100);
    let error = streamed(&cut, Options::default()).unwrap().unwrap_err();
    assert_eq!(error.fault, Fault::PackingCutOff("gzip"));
    let limits = Limits { unpacked_bytes: 6 << 20, ..Limits::default() };
    let options = Options { limits, ..Options::default() };
    let error = streamed(lines(5_000).as_bytes(), options).unwrap().unwrap_err();
    assert_eq!(error.fault, Fault::TooLarge(6 << 20));
}

/// Lines without an end, of which is counted how many bytes were asked for.
struct Endless {
    line: Vec<u8>,
    at: usize,
    given: usize,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let rest = &self.line[self.at..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.at = (self.at + count) % self.line.len();
        self.given += count;
        Ok(count)
    }
}

/// Gives up after it was asked so often.
struct Impatient(AtomicUsize);

impl Watch for Impatient {
    fn progress(&self, part: f32) {
        assert!((0.0..=1.0).contains(&part));
    }

    fn cancelled(&self) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed) > 150
    }
}

#[test]
fn the_record_of_a_problem_is_found_without_holding_the_file() {
    let text = "{\"a\": 1}\n\n{\"b\": \u{7}\n";
    for bytes in [text.as_bytes().to_vec(), gzip(text.as_bytes())] {
        let at = |line| line_at(&mut &*bytes, line);
        assert_eq!((at(1).as_deref(), at(3).as_deref()), (Some("{\"a\": 1}"), Some("{\"b\": \u{2407}")));
        assert_eq!((at(0), at(2), at(4)), (None, None, None));
    }
}

#[test]
fn reading_can_be_cancelled_at_any_time() {
    let line = b"{\"head\": \"Ann\", \"relation\": \"met\", \"tail\": \"Bob\"}\n".to_vec();
    let mut source = Endless { line, at: 0, given: 0 };
    let watch = Impatient(AtomicUsize::new(0));
    let streamed = Streamed { name: "any", source: &mut source, bytes: 1 << 30 };
    let error = read_lines(streamed, Options::default(), &watch).unwrap().unwrap_err();
    assert_eq!(error.fault, Fault::Cancelled);
    assert!(source.given < 1 << 30);
}
