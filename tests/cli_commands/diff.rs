//! `tieline diff`: what is added, gone and changed, for people and for scripts.

use serde_json::json;

use crate::cli_support::{Desk, SMALL};

fn changed() -> String {
    SMALL
        .replace("\"name\": \"Ann\"", "\"name\": \"Anne\"")
        .replace("\"relation\": \"met\"", "\"relation\": \"saw\"")
        .replace("{\"id\": \"f2\", \"subject\": \"bob\"", "{\"id\": \"f3\", \"subject\": \"ann\"")
}

#[test]
fn equal_files_are_equal_whatever_their_form() {
    let desk = Desk::new();
    desk.put("small.json", SMALL);
    let lines: Vec<&str> = SMALL.lines().map(str::trim).collect();
    desk.put("packed.json", lines.join(" "));
    let told = desk.quietly(&["diff", "small.json", "packed.json"]).text();
    assert_eq!(
        told,
        "articles: 0 added, 0 gone, 0 changed, 1 the same\n\
         entities: 0 added, 0 gone, 0 changed, 3 the same\n\
         facts: 0 added, 0 gone, 0 changed, 2 the same\n"
    );
    assert_eq!(desk.quietly(&["diff", "small.json", "packed.json", "--json"]).json()["equal"], true);
}

#[test]
fn a_person_reads_counts_and_lists() {
    let desk = Desk::new();
    desk.put("old.json", SMALL);
    desk.put("new.json", changed());
    let ran = desk.run(["diff", "old.json", "new.json"]);
    assert_eq!((ran.status, &*ran.err), (1, ""));
    assert_eq!(
        ran.text(),
        "articles: 0 added, 0 gone, 0 changed, 1 the same\n\
         entities: 0 added, 0 gone, 1 changed, 2 the same\n\
         facts: 1 added, 1 gone, 1 changed, 0 the same\n\
         \nentities\n  ~ Ann (person)\n      name: Ann → Anne\n\
         \nfacts\n  + Anne pays Cato\n  - Bob pays Cato\n  ~ Ann met Bob\n      relation: met → saw\n"
    );
}

#[test]
fn a_script_reads_one_object() {
    let desk = Desk::new();
    desk.put("old.json", SMALL);
    desk.put("new.json", changed());
    let ran = desk.run(["diff", "old.json", "new.json", "--json"]);
    assert_eq!(ran.status, 1);
    let told = ran.json();
    assert_eq!(told["equal"], false);
    assert_eq!(told["facts"]["added"], json!([{"id": "f3", "what": "Anne pays Cato"}]));
    assert_eq!((&told["facts"]["gone_count"], &told["entities"]["same_count"]), (&json!(1), &json!(2)));
    let expected = json!([{
        "old_id": "ann", "id": "ann", "what": "Ann (person)",
        "differences": [{"field": "name", "old": "Ann", "new": "Anne"}],
    }]);
    assert_eq!(told["entities"]["changed"], expected);
}

#[test]
fn a_file_that_cannot_be_used_is_no_difference() {
    let desk = Desk::new();
    desk.put("small.json", SMALL);
    for args in [&["diff", "small.json", "gone.json"][..], &["diff", "small.json"]] {
        desk.fails(args);
    }
}
