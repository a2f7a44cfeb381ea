//! `tieline dossier`: what is chosen, in which form, and what is said where a name is not clear.

use std::collections::BTreeMap;

use tieline::app::load;
use tieline::facts::{FactId, Review, Verdict};
use tieline::project::{Decisions, Project, Reviews};
use tieline::read::Unwatched;
use tieline::state::LoadWhat;

use crate::cli_support::{Desk, SMALL};

#[test]
fn a_pack_lists_every_fact_with_its_words_and_source() {
    let desk = Desk::new();
    desk.put("small.json", SMALL);
    desk.quietly(&["dossier", "small.json", "-o", "pack.md"]);
    let text = String::from_utf8(desk.bytes("pack.md")).unwrap();
    for words in [
        "# Small",
        "All facts: 2 facts from 1 article.",
        "1. **Ann met Bob**",
        "> Bob pays Cato",
        "News",
        "not reviewed",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn the_name_of_the_file_or_an_option_tells_the_form() {
    let desk = Desk::new();
    desk.put("small.json", SMALL);
    for (args, start) in [
        (&["-o", "pack.html"][..], "<!DOCTYPE html>"),
        (&["-o", "pack.csv"], "number,id,statement"),
        (&["-o", "out.json"], "{\n  \"tieline\": 1"),
        (&["-o", "pack.txt", "--form", "md"], "# Small"),
    ] {
        desk.quietly(&[&["dossier", "small.json"], args].concat());
        let text = String::from_utf8(desk.bytes(args[1])).unwrap();
        assert!(text.starts_with(start), "{args:?}: {text}");
    }
    assert!(desk.quietly(&["dossier", "small.json", "-o", "-"]).text().starts_with("# Small"));
    let said = desk.fails(&["dossier", "small.json", "-o", "pack.pdf"]);
    assert!(said.contains(".md, .html, .csv or .json"), "{said}");
}

#[test]
fn a_pack_of_facts_is_opened_again() {
    let desk = Desk::new();
    desk.put("small.json", SMALL);
    desk.quietly(&["dossier", "small.json", "--entity", "Cato", "-o", "part.json"]);
    let told = desk.quietly(&["check", "--json", "--strict", "part.json"]).json();
    assert_eq!((&told["facts"], &told["entities"], &told["excerpts"]["exact"]), (&1.into(), &2.into(), &1.into()));
}

#[test]
fn a_chain_is_told_with_the_numbers_of_its_facts() {
    let desk = Desk::new();
    desk.put("small.json", SMALL);
    let text = desk.quietly(&["dossier", "small.json", "--between", "ann", "CATO", "-o", "-"]).text();
    assert!(text.contains("How Ann and Cato are connected: 2 facts from 1 article."), "{text}");
    assert!(text.contains("Chain 1: Ann – Bob – Cato (facts 1, 2). Its weakest link is "), "{text}");
    let said = desk.fails(&["dossier", "small.json", "--between", "ann", "Ann", "-o", "-"]);
    assert!(said.contains("name two"), "{said}");
}

#[test]
fn a_name_that_is_not_clear_is_told_with_the_nearest() {
    let desk = Desk::new();
    desk.put("small.json", SMALL.replace("\"name\": \"Cato\"", "\"name\": \"Bob\""));
    for (name, expected) in [
        ("Bobb", "nobody is called “Bobb”; did you mean “Bob” (bob), “Bob” (cato)?"),
        ("Bob", "2 entities are called “Bob”; name one by its id: “Bob” (bob), “Bob” (cato)"),
        ("Xyzzy", "nobody is called “Xyzzy”"),
    ] {
        let said = desk.fails(&["dossier", "small.json", "--entity", name, "-o", "pack.md"]);
        assert!(said.contains(expected), "{name}: {said}");
        assert!(!desk.names().contains(&"pack.md".to_owned()));
    }
}

#[test]
fn the_verdicts_of_a_saved_map_decide() {
    let desk = Desk::new();
    let facts = desk.put("small.json", SMALL);
    let opened = load(&LoadWhat::Files(vec![facts]), &Unwatched).unwrap();
    let review = |verdict, note: &str| Review { verdict: Some(verdict), note: Some(note.into()), ..Review::default() };
    let reviews = BTreeMap::from([
        (FactId(0), review(Verdict::Accepted, "Seen by two.")),
        (FactId(1), review(Verdict::Rejected, "Not so.")),
    ]);
    let decisions = Decisions { reviews: Reviews { facts: reviews, ..Reviews::default() }, ..Decisions::default() };
    let path = desk.path("small.tieline");
    let sources = opened.origin.sources.iter().map(|source| source.relative_to(&path)).collect();
    desk.put("small.tieline", Project::capture(&opened.base, &decisions, &[], None, None, sources, None).to_json());

    for args in [&[][..], &["--publishable"]] {
        let text = desk.quietly(&[&["dossier", "small.tieline", "-o", "-"], args].concat()).text();
        assert!(text.contains("Verdict: accepted") && text.contains("Seen by two."), "{text}");
        assert!(!text.contains("Bob pays Cato"), "{text}");
    }
    let said = desk.fails(&["dossier", "small.tieline", "--between", "ann", "cato", "-o", "-"]);
    assert!(said.contains("are not connected"), "{said}");
    let said = desk.fails(&["dossier", "small.json", "--publishable", "-o", "-"]);
    assert!(said.contains("no publishable fact"), "{said}");
}
