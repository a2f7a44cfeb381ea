//! The sample maps: what they hold, that every excerpt is what it should be, and that they are what the program opens.

use std::path::{Path, PathBuf};

use tieline::facts::{Check, FactBase};
use tieline::graph::Graph;
use tieline::read::{Input, Outcome, Unwatched, read};
use tieline::state::Sample;

#[path = "../examples/generate_sample.rs"]
#[expect(dead_code, reason = "its `main` writes to the standard output")]
mod generate_sample;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data")
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(name)).expect("the sample is there")
}

fn opened(name: &str) -> Outcome {
    read(Input { name, bytes: &bytes(name) }, &Unwatched).expect("the sample can be read")
}

/// Articles, entities, facts, ties; excerpts that are exact, found, near, not found, unchecked; facts with an excerpt.
fn counts(base: &FactBase) -> ([usize; 4], [usize; 5], usize) {
    let ties = Graph::new(base).ties().len();
    let has_excerpt = |evidence: &tieline::facts::Evidence| evidence.excerpt.is_some();
    let with_excerpt = base.facts.iter().filter(|fact| fact.evidence.iter().any(has_excerpt)).count();
    ([base.articles.len(), base.entities.len(), base.facts.len(), ties], base.excerpt_counts(), with_excerpt)
}

#[test]
fn every_sample_is_counted_here() {
    let mut names: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "README.md")
        .collect();
    names.sort();
    assert_eq!(names, ["alibaba-hollywood.json", "film-country.json", "harbour-takeover.json"]);
}

#[test]
fn samples_hold_what_their_description_says() {
    for (name, records, excerpts, with_excerpt) in [
        ("alibaba-hollywood.json", [1, 18, 28, 19], [29, 0, 0, 0, 0], 28),
        ("harbour-takeover.json", [10, 38, 79, 59], [94, 1, 1, 1, 2], 76),
        ("film-country.json", [111, 300, 677, 625], [706, 0, 0, 0, 0], 677),
    ] {
        let outcome = opened(name);
        assert_eq!(counts(&outcome.base), (records, excerpts, with_excerpt), "{name}");
        let text = String::from_utf8(bytes("README.md")).unwrap();
        for (count, noun) in [(records[1], "entities"), (records[2], "facts")] {
            assert!(text.contains(&format!("{count} {noun}")), "README.md says {count} {noun} of {name}");
        }
    }
}

#[test]
fn only_what_is_wrong_on_purpose_is_reported() {
    for name in ["alibaba-hollywood.json", "film-country.json"] {
        let report = opened(name).report;
        assert!(report.is_clean(), "{name}: {:?}", report.problems);
    }
    let outcome = opened("harbour-takeover.json");
    let wrong: Vec<&str> = outcome
        .base
        .facts
        .iter()
        .flat_map(|fact| &fact.evidence)
        .filter(|evidence| matches!(evidence.check, Check::NotFound))
        .filter_map(|evidence| evidence.excerpt.as_deref())
        .collect();
    assert_eq!(wrong.len(), 1);
    for problem in &outcome.report.problems {
        assert!(problem.path.contains("evidence"), "only excerpts are wrong: {problem}");
    }
    assert_eq!(outcome.report.problem_count, 2, "{:?}", outcome.report.problems);
}

#[test]
fn the_program_carries_the_files_themselves() {
    for sample in Sample::ALL {
        assert!(sample.bytes() == bytes(&format!("{}.json", sample.id())), "{} differs", sample.id());
        assert_eq!(Sample::from_id(sample.id()), Some(sample));
    }
}

#[test]
fn the_generator_makes_the_country_byte_for_byte() {
    let made = generate_sample::generate(1);
    assert!(made.as_bytes() == bytes("film-country.json"), "the generator and sample-data/film-country.json differ");
    assert_ne!(generate_sample::generate(2), made, "another number makes another country");
}

#[test]
fn names_of_the_harbour_are_found_in_their_scripts() {
    let base = opened("harbour-takeover.json").base;
    let graph = Graph::new(&base);
    let searcher = tieline::graph::Searcher::new(&base, graph.degrees());
    for text in ["Веленко", "Αρβανής", "鲸路远洋", "الزمرد", "Золотоберег"] {
        let hits = searcher.find(&base, text, 3);
        assert!(!hits.is_empty(), "{text} finds nothing");
        let entity = base.entity(hits[0].entity);
        assert!(entity.names().any(|name| name.contains(text)), "{text} finds {}", entity.name);
    }
}
