//! Any bytes at all, told apart by their content and read as what they are.

#![no_main]

mod sound;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| sound::read(bytes, None, None));
