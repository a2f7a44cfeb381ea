//! `tieline layout`: the table of places and the line that says how long it took.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::cli_support::{Desk, Ran, SMALL, sample, sample_arg};

/// The places of a table, by id, in its order of ids.
fn places(table: &[u8]) -> BTreeMap<String, [f32; 2]> {
    let mut reader = csv::Reader::from_reader(table);
    assert_eq!(reader.headers().unwrap(), vec!["id", "x", "y"]);
    let rows = reader.deserialize::<(String, f32, f32)>().map(|row| row.unwrap());
    rows.map(|(id, x, y)| (id, [x, y])).collect()
}

fn timing(ran: &Ran) -> Value {
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    serde_json::from_str(&ran.err).unwrap()
}

#[test]
fn every_entity_has_a_place() {
    let desk = Desk::new();
    let ran = desk.run(["layout", &sample_arg("film-country"), "-o", "positions.csv"]);
    assert_eq!((ran.status, ran.text()), (0, String::new()), "{}", ran.err);
    let places = places(&desk.bytes("positions.csv"));
    let file: Value = serde_json::from_slice(&std::fs::read(sample("film-country")).unwrap()).unwrap();
    let entities = file["entities"].as_array().unwrap();
    assert_eq!(places.len(), entities.len());
    for entity in entities {
        let [x, y] = places[entity["id"].as_str().unwrap()];
        assert!(x.is_finite() && y.is_finite());
    }
    let timing = timing(&ran);
    assert!(timing["layout_wall"].as_f64().unwrap() > 0.0);
    let cpu = &timing["layout_cpu"];
    assert!(if cfg!(target_os = "linux") { cpu.as_f64().unwrap() >= 0.0 } else { cpu.is_null() || cpu.is_f64() });
    assert!(timing["iterations"].is_u64() && timing["threads"].as_u64().unwrap() >= 1);
    assert_eq!(timing["seed"], 42);
}

#[test]
fn the_same_seed_gives_the_same_table() {
    let desk = Desk::new();
    let table = |seed: &str, threads: &str| {
        let ran = desk.run(["layout", "sample:harbour-takeover", "-o", "-", "--seed", seed, "--threads", threads]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert_eq!(timing(&ran)["seed"].to_string(), seed);
        ran.out
    };
    let first = table("7", "1");
    assert!(first == table("7", "1"));
    assert!(first == table("7", "2"));
    assert!(first != table("8", "1"));
    assert_eq!(places(&first).len(), 38);
}

#[test]
fn a_large_map_uses_the_threads_it_is_given() {
    let desk = Desk::new();
    let pairs: String = (0..1_001).map(|at| format!("a{at},b{at}\n")).collect();
    desk.put("large.csv", format!("source,target\n{pairs}"));
    let tables = ["1", "2"].map(|threads| {
        let ran = desk.run(["layout", "large.csv", "-o", "-", "--threads", threads]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert_eq!(timing(&ran)["threads"].to_string(), threads);
        ran.out
    });
    assert!(tables[0] == tables[1]);
}

#[test]
fn what_cannot_be_arranged_leaves_no_table() {
    let desk = Desk::new();
    desk.put("small.json", SMALL);
    desk.put("positions.csv", "old");
    assert!(desk.fails(&["layout", "gone.json", "-o", "positions.csv"]).starts_with("tieline: gone.json: "));
    assert!(desk.fails(&["layout", "small.json", "-o", "positions.csv", "--threads", "0"]).contains("--threads"));
    assert!(desk.fails(&["layout", "small.json"]).contains("--output"));
    assert_eq!(desk.bytes("positions.csv"), b"old");
}
