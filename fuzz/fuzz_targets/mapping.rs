//! Files that no reader knows: looked at, guessed at, tried, and read by the mapping that was guessed.

#![no_main]

mod sound;

use libfuzzer_sys::fuzz_target;
use tieline::read::{Input, Unwatched, guess, look, try_out};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(seen) = look(Input { name: "any", bytes }, None, None, &Unwatched) {
        let mapping = guess(&seen);
        let _facts = try_out(&mapping, &seen);
        sound::read(bytes, None, Some(&mapping));
    }
});
