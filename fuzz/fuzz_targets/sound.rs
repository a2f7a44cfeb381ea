//! What every reading must come to, whatever the bytes: all records accounted for, and every range within its text.

use tieline::facts::{Severity, marks};
use tieline::read::{Format, Input, Limits, Mapping, Options, Outcome, Unwatched, read_with};

/// So much is enough to find faults, and little enough not to end for want of memory.
const LIMITS: Limits = Limits { unpacked_bytes: 1 << 24, records: 100_000 };

/// Reads bytes as a format or by a mapping, or as whatever they are, and holds what comes of it to its promises.
pub fn read(bytes: &[u8], format: Option<Format>, mapping: Option<&Mapping>) {
    let options = Options { format, mapping, limits: LIMITS };
    if let Ok(outcome) = read_with(Input { name: "any", bytes }, options, &Unwatched) {
        check(&outcome);
    }
}

/// As [`read`], as one of several formats: the first byte says which.
#[allow(dead_code, reason = "not every target reads several formats")]
pub fn read_one_of(bytes: &[u8], formats: &[Format]) {
    if let Some((first, rest)) = bytes.split_first() {
        read(rest, formats.get(usize::from(*first) % formats.len()).copied(), None);
    }
}

fn check(outcome: &Outcome) {
    let Outcome { base, report, .. } = outcome;
    assert!(report.tally.adds_up(), "{:?}", report.tally);
    if report.problem_count == report.problems.len() {
        let told = report.problems.iter().filter(|line| line.severity == Severity::Skipped).count();
        assert!(report.tally.skipped <= told, "{:?}, {told} told", report.tally);
    }
    for (id, fact) in base.facts_with_ids() {
        for evidence in &fact.evidence {
            if let Some(excerpt) = evidence.excerpt.as_deref() {
                let mut end = 0;
                for mark in marks(base, id, excerpt) {
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
}
