//! `tieline convert`: targets by ending and by word, what is told, and what is refused.

use std::collections::BTreeMap;

use serde_json::json;
use tieline::app::load;
use tieline::facts::{Edit, FactId, Review, Verdict, Wording};
use tieline::project::{Decisions, Project, Reviews};
use tieline::read::Unwatched;
use tieline::state::LoadWhat;

use crate::cli_support::{Desk, SMALL, sample_arg};

#[test]
fn the_target_follows_from_the_ending_or_the_word() {
    let desk = Desk::new();
    desk.put("small.json", SMALL);
    for (args, expected) in [
        (&["-o", "map.gexf"][..], "GEXF graph"),
        (&["-o", "map.graphml"], "GraphML graph"),
        (&["-o", "map.jsonl"], "triples"),
        (&["-o", "map.csv"], "CSV edge list"),
        (&["-o", "map.json"], "Tieline facts"),
        (&["-o", "map.json", "--to", "node-link"], "node-link graph"),
        (&["-o", "map", "--to", "GEXF"], "GEXF graph"),
    ] {
        let ran = desk.quietly(&[&["convert", "small.json"], args].concat());
        assert!(ran.text().starts_with("read small.json (Tieline facts): 1 article, 3 entities, 2 facts\n"));
        let told = desk.quietly(&["check", "--json", args[1]]).json();
        assert_eq!((&told["format"], &told["facts"], &told["entities"]), (&json!(expected), &json!(2), &json!(3)));
        assert_eq!(told["problem_count"], 0, "{told}");
    }
}

#[test]
fn the_programs_own_format_loses_nothing() {
    let desk = Desk::new();
    for id in ["alibaba-hollywood", "harbour-takeover", "film-country"] {
        // A sample has problems for people to see; they are told, and come out as they went in.
        let told = desk.run(["convert", &sample_arg(id), "-o", "again.json"]);
        assert!(told.status == 0 && told.text().ends_with("nothing was lost\n"), "{told:?}");
        assert_eq!(desk.run(["diff", &sample_arg(id), "again.json"]).status, 0, "{id}");
    }
}

#[test]
fn what_cannot_be_held_is_told() {
    let desk = Desk::new();
    desk.put("small.json", SMALL);
    let told = desk.quietly(&["convert", "small.json", "-o", "map.gexf"]).text();
    assert_eq!(
        told,
        "read small.json (Tieline facts): 1 article, 3 entities, 2 facts\n\
         wrote map.gexf (GEXF graph): 3 entities, 2 facts\n\
         not held, or not as it was:\n  articles, but for their ids or addresses: 1\n"
    );
    // Where the facts go to standard output, the words do not.
    let ran = desk.run(["convert", "small.json", "--to", "triples", "-o", "-"]);
    assert_eq!((ran.status, ran.text().lines().count()), (0, 2));
    assert!(ran.err.contains("wrote - (triples as JSON Lines): 3 entities, 2 facts"), "{}", ran.err);
}

#[test]
fn two_tables_go_to_two_files_and_several_files_become_one() {
    let desk = Desk::new();
    desk.put("small.json", SMALL);
    desk.put("edges.csv", "source,target,relation\nAnn,Eve,met\n");
    let args = ["convert", "small.json", "edges.csv", "-o", "facts.csv", "--entities", "entities.csv"];
    let told = desk.quietly(&args).text();
    assert!(told.contains("wrote entities.csv (CSV table of entities): 5 entities\n"), "{told}");
    let facts = String::from_utf8(desk.bytes("facts.csv")).unwrap();
    let entities = String::from_utf8(desk.bytes("entities.csv")).unwrap();
    assert!(facts.lines().next().unwrap().ends_with(",source_id,target_id"), "{facts}");
    assert!(entities.contains("\ncato,Cato,firm,"), "{entities}");
    assert_eq!((facts.lines().count(), entities.lines().count()), (4, 6));
}

#[test]
fn a_saved_map_gives_its_places() {
    let desk = Desk::new();
    desk.put("small.json", SMALL);
    desk.put(
        "map.tieline",
        r#"{"tieline_project": 1, "sources": [{"path": "small.json"}], "places": {"ann": [10, 20], "bob": [0, 5]}}"#,
    );
    desk.run(["convert", "map.tieline", "-o", "map.gexf"]);
    let text = String::from_utf8(desk.bytes("map.gexf")).unwrap();
    assert!(text.contains("<viz:position x=\"10\" y=\"-20\"/>"), "{text}");
    // The program's own format brings them along too.
    desk.quietly(&["convert", "map.gexf", "-o", "own.json"]);
    desk.quietly(&["convert", "own.json", "-o", "again.gexf"]);
    let text = String::from_utf8(desk.bytes("again.gexf")).unwrap();
    assert!(text.contains("<viz:position x=\"10\" y=\"-20\"/>"), "{text}");
}

#[test]
fn a_saved_map_gives_its_facts_as_they_were_corrected_and_without_rejected_ones() {
    let desk = Desk::new();
    let facts = desk.put("small.json", SMALL);
    let opened = load(&LoadWhat::Files(vec![facts]), &Unwatched).unwrap();
    let original = Wording::of(&opened.base, opened.base.fact(FactId(0)));
    let edit = Edit { now: Wording { relation: "telephoned".into(), ..original.clone() }, original };
    let corrected = Review { edit: Some(edit), ..Review::default() };
    let rejected = Review { verdict: Some(Verdict::Rejected), ..Review::default() };
    let facts = BTreeMap::from([(FactId(0), corrected), (FactId(1), rejected)]);
    let decisions = Decisions { reviews: Reviews { facts, ..Reviews::default() }, ..Decisions::default() };
    let path = desk.path("small.tieline");
    let sources = opened.origin.sources.iter().map(|source| source.relative_to(&path)).collect();
    desk.put("small.tieline", Project::capture(&opened.base, &decisions, &[], None, None, sources, None).to_json());

    let told = desk.quietly(&["convert", "small.tieline", "-o", "out.json"]).text();
    for line in
        ["1 fact written as corrected\n", "1 fact left out: rejected in the saved map\n", "3 entities, 1 fact\n"]
    {
        assert!(told.contains(line), "{line}: {told}");
    }
    let text = String::from_utf8(desk.bytes("out.json")).unwrap();
    assert!(text.contains("telephoned") && !text.contains("\"met\"") && !text.contains("\"pays\""), "{text}");
}

#[test]
fn what_makes_no_sense_is_refused_and_nothing_is_written() {
    let desk = Desk::new();
    desk.put("small.json", SMALL);
    for (args, expected) in [
        (
            &["small.json", "-o", "map.svg"][..],
            "cannot tell what map.svg is to be: name it with --to, one of tieline, ",
        ),
        (&["small.json", "-o", "-"], "cannot tell what - is to be"),
        (&["small.json", "-o", "map.gexf", "--to", "svg"], "the targets are tieline, csv, gexf, "),
        (&["small.json", "-o", "small.json"], "cannot write small.json: it is one of the files that were read"),
        (&["small.json", "-o", "a.csv", "--entities", "small.json"], "it is one of the files that were read"),
        (&["small.json", "-o", "a.csv", "--entities", "a.csv"], "the two tables go to two files"),
        (&["small.json", "-o", "a.gexf", "--entities", "a.csv"], "--entities is for CSV"),
        (&["gone.json", "-o", "a.gexf"], "gone.json"),
        (&["small.json", "-o", "no/where.gexf"], "cannot write no/where.gexf: "),
    ] {
        let said = desk.fails(&[&["convert"], args].concat());
        assert!(said.contains(expected), "{args:?}: {said}");
        assert_eq!(desk.names(), ["small.json"], "{args:?}");
    }
    assert_eq!(desk.bytes("small.json"), SMALL.as_bytes());
}
