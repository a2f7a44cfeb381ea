//! Tables of ties: the first byte says with commas or with tabs.

#![no_main]

mod sound;

use libfuzzer_sys::fuzz_target;
use tieline::read::Format;

fuzz_target!(|bytes: &[u8]| sound::read_one_of(bytes, &[Format::CsvEdges, Format::TsvEdges]));
