//! Any bytes at all: `cargo +nightly fuzz run read tests/broken` starts from the broken files of the tests.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tieline::facts::marks;
use tieline::read::{Input, Limits, Unwatched, read_within};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { unpacked_bytes: 1 << 24, records: 100_000 };
    let Ok(outcome) = read_within(Input { name: "any", bytes }, limits, &Unwatched) else {
        return;
    };
    let base = outcome.base;
    for (id, fact) in base.facts_with_ids() {
        for evidence in &fact.evidence {
            if let Some(excerpt) = evidence.excerpt.as_deref() {
                let mut end = 0;
                for mark in marks(&base, id, excerpt) {
                    assert!(mark.range.start >= end && excerpt.get(mark.range.clone()).is_some());
                    end = mark.range.end;
                }
            }
            if let (Some(range), Some(article)) = (evidence.check.range(), evidence.article) {
                let text = base.article(article).text.as_deref().unwrap_or_default();
                assert!(text.get(range).is_some());
            }
        }
    }
});
