//! What people are told about files that are broken, one by one, as they read it.

use std::fmt::Write as _;
use std::path::Path;

use tieline::read::{Input, Unwatched, read};

#[test]
fn every_broken_file_says_what_is_wrong_and_where() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut told = String::new();
    for path in paths {
        let name = path.file_name().unwrap().to_str().unwrap();
        let bytes = std::fs::read(&path).unwrap();
        match read(Input { name, bytes: &bytes }, &Unwatched) {
            Err(error) => writeln!(told, "error: {error}\n").unwrap(),
            Ok(outcome) => {
                let base = &outcome.base;
                let (articles, entities, facts) = (base.articles.len(), base.entities.len(), base.facts.len());
                let format = outcome.format.name();
                writeln!(told, "{name}: {format}, {articles} articles, {entities} entities, {facts} facts").unwrap();
                for problem in &outcome.report.problems {
                    writeln!(told, "  {:?}: {problem}", problem.severity).unwrap();
                }
                told.push('\n');
            }
        }
    }
    insta::assert_snapshot!(told);
}
