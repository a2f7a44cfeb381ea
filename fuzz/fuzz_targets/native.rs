//! Tieline facts.

#![no_main]

mod sound;

use libfuzzer_sys::fuzz_target;
use tieline::read::Format;

fuzz_target!(|bytes: &[u8]| sound::read(bytes, Some(Format::TielineFacts), None));
