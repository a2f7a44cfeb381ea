//! `--map`: every command that reads takes a mapping; a file that needs one says so.

use crate::cli_support::Desk;

const SEATS: &str = "Chair;Seat;House\nAnn;heads;Cato\nBob;owns;Cato\n";
const MAPPING: &str = r#"{"tieline_mapping": 1, "name": "Seats",
    "fields": {"subject": "Chair", "relation": "Seat", "object": "House", "object_kind": {"text": "firm"}}}"#;

#[test]
fn every_command_that_reads_takes_a_mapping() {
    let desk = Desk::new();
    desk.put("seats.csv", SEATS);
    desk.put("map.json", MAPPING);
    let told = desk.quietly(&["check", "--map", "map.json", "--json", "seats.csv"]).json();
    assert_eq!(told["facts"], 2);
    assert_eq!(told["format"], "records read by the mapping “Seats”");
    for args in [
        &["convert", "seats.csv", "--map", "map.json", "-o", "out.json"][..],
        &["export", "seats.csv", "--map", "map.json", "-o", "out.png", "--size", "200x200"],
        &["dossier", "seats.csv", "--map", "map.json", "-o", "out.md"],
        &["layout", "seats.csv", "--map", "map.json", "-o", "out.csv"],
        &["diff", "seats.csv", "seats.csv", "--map", "map.json"],
    ] {
        let ran = desk.run(args);
        assert_eq!(ran.status, 0, "{args:?}: {}", ran.err);
    }
    assert!(String::from_utf8(desk.bytes("out.json")).unwrap().contains("\"heads\""));
}

#[test]
fn a_file_that_needs_a_mapping_says_so_and_a_mapping_that_is_none_too() {
    let desk = Desk::new();
    desk.put("seats.csv", SEATS);
    desk.put("map.json", "{}");
    let told = desk.fails(&["check", "seats.csv"]);
    assert!(told.starts_with("tieline: seats.csv: ") && told.contains("--map"), "{told}");
    let told = desk.fails(&["check", "--map", "map.json", "seats.csv"]);
    assert!(told.starts_with("tieline: map.json cannot be used: this is no mapping"), "{told}");
    let told = desk.fails(&["check", "--map", "gone.json", "seats.csv"]);
    assert!(told.starts_with("tieline: gone.json cannot be used"), "{told}");
}
