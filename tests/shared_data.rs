//! Large real files, where they are at hand.

#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "a test stops, and says that it was skipped")]

use std::path::Path;

use tieline::facts::{Check, FactBase};
use tieline::read::{Input, Unwatched, read};

/// The base of a shared file, which must be without faults; `None` where it is not there.
fn shared(name: &str) -> Option<FactBase> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("skipped: {name} is not there");
        return None;
    };
    let outcome = read(Input { name, bytes: &bytes }, &Unwatched).unwrap();
    assert_eq!(outcome.report.problems, []);
    assert!(outcome.report.tally.adds_up());
    Some(outcome.base)
}

fn counts(base: &FactBase) -> (usize, usize, usize, usize) {
    let evidence = base.facts.iter().flat_map(|fact| &fact.evidence);
    let exact = evidence.filter(|one| matches!(one.check, Check::Exact(_))).count();
    (base.articles.len(), base.entities.len(), base.facts.len(), exact)
}

#[test]
fn the_films_of_the_1970s_are_read_without_a_problem() {
    if let Some(base) = shared("films-1970s.facts.json") {
        assert_eq!(counts(&base), (1_599, 3_938, 5_678, 3_397));
    }
}

#[test]
fn the_films_of_a_century_are_read_without_a_problem() {
    if let Some(base) = shared("films.facts.json.gz") {
        assert_eq!(counts(&base), (34_532, 64_903, 133_280, 77_871));
    }
}

#[test]
fn the_files_of_other_tools_hold_what_they_say() {
    for (name, expected) in [
        ("films-1980s.triples.jsonl", (2_175, 5_244, 7_716, 0)),
        ("films-1900s.langchain.json", (353, 389, 75, 0)),
        ("redocred-dev.json", (500, 7_267, 17_284, 12_524)),
        ("java.gexf", (0, 1_538, 8_032, 0)),
        ("graphrag-carol/relationships.csv", (42, 560, 978, 0)),
        ("graphrag-carol/entities.csv", (0, 529, 0, 0)),
        ("graphrag-carol/text_units.csv", (42, 0, 0, 0)),
    ] {
        if let Some(base) = shared(name) {
            assert_eq!(counts(&base), expected, "{name}");
        }
    }
}
