//! `tieline check`: counts, problems and exit statuses.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::cli_support::{Desk, SMALL, sample, sample_arg};

const SAMPLES: [&str; 3] = ["alibaba-hollywood", "harbour-takeover", "film-country"];

/// What the file itself holds, counted without any of the program's code.
fn counted(file: &Value) -> Value {
    let list = |name: &str| file[name].as_array().unwrap();
    let facts = list("facts");
    let pair = |fact: &Value| {
        let mut ends = [fact["subject"].as_str()?, fact["object"].as_str()?].map(str::to_owned);
        ends.sort();
        Some(ends)
    };
    let evidence = |fact: &Value| fact["evidence"].as_array().cloned().unwrap_or_default();
    let excerpts = |fact: &Value| evidence(fact).iter().filter(|one| one["excerpt"].is_string()).count();
    json!({
        "articles": list("articles").len(),
        "entities": list("entities").len(),
        "facts": facts.len(),
        "ties": facts.iter().filter_map(pair).collect::<BTreeSet<_>>().len(),
        "facts_with_excerpt": facts.iter().filter(|fact| excerpts(fact) > 0).count(),
        "excerpts": facts.iter().map(excerpts).sum::<usize>(),
    })
}

#[test]
fn the_counts_of_the_samples_are_those_of_the_files() {
    let desk = Desk::new();
    for id in SAMPLES {
        let told = desk.quietly(&["check", "--json", &sample_arg(id)]).json();
        let counted = counted(&serde_json::from_slice(&std::fs::read(sample(id)).unwrap()).unwrap());
        for name in ["articles", "entities", "facts", "ties", "facts_with_excerpt"] {
            assert_eq!(told[name], counted[name], "{id}: {name}");
        }
        let kinds = ["exact", "found", "near", "not_found", "unchecked"];
        let excerpts: u64 = kinds.iter().map(|kind| told["excerpts"][kind].as_u64().unwrap()).sum();
        assert_eq!(json!(excerpts), counted["excerpts"], "{id}");
        assert_eq!(told["format"], "Tieline facts");
        assert_eq!(told["files"], json!([sample_arg(id)]));
        assert_eq!(told["warnings"], json!([]));
        assert_eq!(desk.quietly(&["check", "--json", &format!("sample:{id}")]).json()["facts"], told["facts"]);
    }
}

#[test]
fn the_harbour_has_the_faults_that_its_story_tells_of() {
    let desk = Desk::new();
    let path = sample_arg("harbour-takeover");
    let told = desk.quietly(&["check", "--json", &path]).json();
    assert_eq!(told["excerpts"], json!({"exact": 94, "found": 1, "near": 1, "not_found": 1, "unchecked": 2}));
    let problems = told["problems"].as_array().unwrap();
    assert_eq!(told["problem_count"], problems.len());
    let nowhere = problems.iter().find(|problem| problem["what"].as_str().unwrap().contains("not in the article"));
    let nowhere = nowhere.unwrap().as_object().unwrap();
    assert_eq!(nowhere.keys().collect::<BTreeSet<_>>().len(), 5);
    assert_eq!(nowhere["file"], *path);
    assert!(nowhere["path"].as_str().unwrap().starts_with("facts["));
    let text = std::fs::read_to_string(&path).unwrap();
    let line = text.lines().nth(usize::try_from(nowhere["line"].as_u64().unwrap()).unwrap() - 1).unwrap();
    assert!(line.contains("excerpt"), "{line}");
}

#[test]
fn strict_is_about_problems() {
    let desk = Desk::new();
    desk.put("small.json", SMALL);
    desk.put("odd.json", SMALL.replace("\"met\",", "\"met\", \"status\": \"perhaps\","));
    for (file, args, status) in [
        ("small.json", &["--strict"][..], 0),
        ("odd.json", &[], 0),
        ("odd.json", &["--strict"], 1),
        ("odd.json", &["--strict", "--json"], 1),
        ("gone.json", &["--strict"], 2),
    ] {
        assert_eq!(desk.run(["check", file].iter().chain(args)).status, status, "{file} {args:?}");
    }
}

#[test]
fn a_person_reads_counts_and_then_the_first_problems() {
    let desk = Desk::new();
    let mut facts = String::new();
    for at in 0..1_234 {
        let status = if at < 60 { ", \"status\": \"perhaps\"" } else { "" };
        let comma = if at == 0 { "" } else { ",\n" };
        write!(
            facts,
            "{comma}{{\"id\": \"f{at}\", \"subject\": \"a\", \"relation\": \"met\", \"object\": \"b\"{status}}}"
        )
        .unwrap();
    }
    let entities = r#"[{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]"#;
    desk.put("many.json", format!("{{\"tieline\": 1, \"entities\": {entities}, \"facts\": [\n{facts}\n]}}"));
    let text = desk.quietly(&["check", "many.json"]).text();
    let count = |name: &str| {
        let line = text.lines().find(|line| line.trim_start().starts_with(name)).unwrap();
        line.split_whitespace().next_back().unwrap().to_owned()
    };
    assert_eq!((count("facts"), count("ties"), count("entities")), ("1,234".into(), "1".into(), "2".into()));
    assert_eq!(text.lines().filter(|line| line.starts_with("  many.json:")).count(), 50);
    let (problems, more) = text.split_once("\n60 problems\n").expect(&text);
    assert!(problems.starts_with("many.json (Tieline facts)\n"), "{problems}");
    assert!(more.starts_with("  many.json:2: facts[0].status: "), "{more}");
    assert!(more.ends_with("\n  and 10 more\n"), "{more}");
    assert_eq!(desk.quietly(&["check", "many.json", "--json"]).json()["problems"].as_array().unwrap().len(), 60);
}

#[test]
fn several_files_are_one_map() {
    let desk = Desk::new();
    desk.put("small.json", SMALL);
    std::fs::create_dir(desk.path("more")).unwrap();
    desk.put("more/small.json", SMALL.replace("cato", "dora").replace("Cato", "Dora"));
    desk.put("edges.csv", "source,target,relation\nAnn,Eve,met\n");
    let told = desk.quietly(&["check", "--json", "small.json", "more/small.json", "edges.csv"]).json();
    assert_eq!(told["format"], "Tieline facts, CSV edge list");
    assert_eq!(told["files"], json!(["small.json", "more/small.json", "edges.csv"]));
    assert_eq!((&told["facts"], &told["articles"]), (&json!(5), &json!(2)));

    desk.put("more/small.json", &SMALL[..200]);
    let said = desk.fails(&["check", "--json", "small.json", "more/small.json"]);
    assert!(said.starts_with("tieline: more/small.json:"), "{said}");
}

#[test]
fn what_cannot_be_used_is_told_with_line_and_column() {
    let desk = Desk::new();
    let cut = SMALL.split_inclusive('\n').take(6).collect::<String>() + "    {\"id\": \"bob\", ";
    desk.put("cut.json", &cut);
    desk.put("wrong.json", "{\"tieline\": 1,\n  \"facts\": [}");
    desk.put("empty.json", "");
    std::fs::create_dir(desk.path("folder")).unwrap();
    for (file, expected) in [
        ("cut.json", "tieline: cut.json:7:"),
        ("wrong.json", "tieline: wrong.json:2:13: not JSON: "),
        ("empty.json", "tieline: empty.json: the file is empty\n"),
        ("gone.json", "tieline: gone.json: "),
        ("folder", "tieline: folder cannot be opened: it is a folder"),
        ("sample:nothing", "tieline: sample:nothing cannot be opened: the samples are alibaba-hollywood, "),
    ] {
        let said = desk.fails(&["check", file]);
        assert!(said.starts_with(expected), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}

#[test]
fn a_file_cannot_write_to_the_terminal() {
    let desk = Desk::new();
    let said = desk.fails(&["check", "\u{1b}[31mred.json"]);
    assert!(!said.contains('\u{1b}'), "{said}");
}

#[test]
fn a_format_can_be_named_and_a_wrong_word_is_answered_with_all_of_them() {
    let desk = Desk::new();
    let path =
        desk.put("ties.json", r#"{"nodes": [{"id": "a"}, {"id": "b"}], "links": [{"source": "a", "target": "b"}]}"#);
    let path = path.to_str().unwrap();
    assert_eq!(desk.quietly(&["check", "--json", path]).json()["format"], "node-link graph");
    let told = desk.quietly(&["check", "--json", path, "--format", "cytoscape"]).json();
    assert_eq!((&told["format"], &told["facts"]), (&json!("Cytoscape.js elements"), &json!(0)));
    let error = desk.fails(&["check", path, "--format", "nodes"]);
    assert!(error.contains("langchain") && error.contains("graphml"), "{error}");
}

#[test]
fn a_folder_of_tables_is_opened_as_one_map() {
    let desk = Desk::new();
    for folder in ["graph/output", "empty"] {
        std::fs::create_dir_all(desk.path(folder)).unwrap();
    }
    desk.put(
        "graph/output/entities.csv",
        "id,title,type,description,text_unit_ids\n1,ANN,PERSON,A,[]\n2,BOB,PERSON,B,[]\n",
    );
    desk.put("graph/output/relationships.csv", "id,source,target,description,text_unit_ids\n1,ANN,BOB,met,['t']\n");
    desk.put("graph/output/text_units.csv", "id,text,document_ids\nt,Ann met Bob.,[]\n");
    desk.put("graph/output/communities.parquet", "PAR1");
    let told = desk.quietly(&["check", "--json", "graph"]).json();
    assert_eq!((&told["format"], &told["entities"]), (&json!("GraphRAG table"), &json!(2)), "{told}");
    assert_eq!((&told["facts"], &told["articles"]), (&json!(1), &json!(1)), "{told}");
    assert_eq!(told["warnings"], json!(["graph: without entities or ties, left out: communities.parquet"]));
    let said = desk.fails(&["check", "empty"]);
    assert!(said.contains("it is a folder without the tables of GraphRAG"), "{said}");
}

#[test]
fn a_graph_is_read_with_the_store_of_text_in_its_folder_and_other_files_stay_apart() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.path("index/storage")).unwrap();
    desk.put(
        "index/storage/docstore.json",
        r#"{"docstore/data": {"n": {"__data__": {"text": "Ann met Bob."}, "__type__": "1"}}}"#,
    );
    let graph = r#"{"nodes": {"Ann": {"label": "entity", "properties": {"triplet_source_id": "n"}}}, "relations":
        {"r": {"label": "met", "source_id": "Ann", "target_id": "Bob", "properties": {"triplet_source_id": "n"}}}, "triplets": []}"#;
    desk.put("index/storage/property_graph_store.json", graph);
    desk.put("other.csv", "source,target\nCem,Dora\n");
    let told = desk.quietly(&["check", "--json", "index", "other.csv"]).json();
    assert_eq!((&told["facts"], &told["articles"]), (&json!(2), &json!(1)), "{told}");
}

#[test]
fn every_record_is_accounted_for() {
    let desk = Desk::new();
    desk.put(
        "ties.jsonl",
        "{\"head\": \"A\", \"relation\": \"met\", \"tail\": \"B\"}\n{\"head\": \"A\", \"tail\": \"\"}\n",
    );
    let told = desk.quietly(&["check", "--json", "ties.jsonl"]).json();
    assert_eq!(told["records"], json!({"present": 2, "read": 1, "merged": 0, "skipped": 1}));
    let text = desk.quietly(&["check", "ties.jsonl"]).text();
    assert!(text.lines().any(|line| line.starts_with("  records in the files") && line.ends_with(" 2")), "{text}");
}
