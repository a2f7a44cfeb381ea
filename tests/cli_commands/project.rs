//! Saved maps on the command line: places, pins, filter and theme are used, and a changed file is told.

use std::collections::BTreeSet;
use std::path::Path;

use image::Rgba;
use serde_json::json;
use tieline::app::load;
use tieline::graph::Filter;
use tieline::layout::Settings;
use tieline::project::{Decisions, Project, Theme};
use tieline::read::Unwatched;
use tieline::scene::{Ground, Style};
use tieline::state::{LoadWhat, Opened};

use crate::cli_support::{Desk, SMALL};

fn open(facts: &Path) -> Opened {
    load(&LoadWhat::Files(vec![facts.to_owned()]), &Unwatched).unwrap()
}

/// Saves a map of the small facts in which entities stand at `places`, as the window would.
fn save(desk: &Desk, decisions: &Decisions, places: &[[f32; 2]], theme: Option<Theme>) {
    let opened = open(&desk.put("small.json", SMALL));
    let path = desk.path("small.tieline");
    let sources = opened.origin.sources.iter().map(|source| source.relative_to(&path)).collect();
    let project = Project::capture(&opened.base, decisions, places, None, theme, sources, None);
    desk.put("small.tieline", project.to_json());
}

const PLACES: [[f32; 2]; 3] = [[0.0, 0.0], [300.0, 12.5], [-40.0, 200.0]];
const UNPLACED: [[f32; 2]; 3] = [[77.0, -33.0], [f32::NAN; 2], [f32::NAN; 2]];

fn pinned_first(desk: &Desk) -> Decisions {
    let first = open(&desk.put("small.json", SMALL)).base.entity_by_key("ann").unwrap();
    let arrangement = Settings { seed: 5, ..Settings::default() };
    Decisions { pinned: BTreeSet::from([first]), arrangement, ..Decisions::default() }
}

fn table(desk: &Desk, args: &[&str]) -> (Vec<String>, String) {
    let ran = desk.run([&["layout", "small.tieline", "-o", "-"], args].concat());
    assert_eq!(ran.status, 0, "{}", ran.err);
    (ran.text().lines().map(str::to_owned).collect(), ran.err)
}

#[test]
fn saved_places_are_kept_until_a_seed_is_given() {
    let desk = Desk::new();
    save(&desk, &pinned_first(&desk), &PLACES, None);
    let (lines, timing) = table(&desk, &[]);
    assert_eq!(lines, ["id,x,y", "ann,0,0", "bob,300,12.5", "cato,-40,200"]);
    assert!(timing.contains("\"seed\":5"), "{timing}");
    let (lines, timing) = table(&desk, &["--seed", "9"]);
    assert_eq!(lines[1], "ann,0,0", "a pin holds");
    assert!(lines[2] != "bob,300,12.5" && lines[3] != "cato,-40,200", "{lines:?}");
    assert!(timing.contains("\"seed\":9"), "{timing}");
}

#[test]
fn a_newcomer_finds_a_place_beside_a_pin() {
    let desk = Desk::new();
    save(&desk, &pinned_first(&desk), &UNPLACED, None);
    let (lines, _) = table(&desk, &[]);
    assert_eq!((lines.len(), &*lines[1]), (4, "ann,77,-33"));
    assert!(!lines.join("").contains("NaN"), "{lines:?}");
}

#[test]
fn what_the_filter_hides_is_not_drawn() {
    let desk = Desk::new();
    let bare = ["--size", "200x150", "--no-title", "--no-legend", "--no-date", "-o", "map.png"];
    let blank = |decisions: &Decisions| {
        save(&desk, decisions, &PLACES, Some(Theme::Dark));
        desk.quietly(&[&["export", "small.tieline"], &bare[..]].concat());
        let map = image::load_from_memory(&desk.bytes("map.png")).unwrap().to_rgba8();
        let ground = Rgba(Style::of(Ground::Dark).ground.to_array());
        map.pixels().filter(|pixel| **pixel == ground).count() as f64 / map.pixels().len() as f64
    };
    let shown = blank(&Decisions::default());
    assert!((0.5..0.99).contains(&shown), "saved dark, drawn dark: {shown}");
    let base = open(&desk.path("small.json")).base;
    let hidden_kinds = base.entities.iter().map(|entity| entity.kind).collect();
    let hidden = blank(&Decisions { filter: Filter { hidden_kinds, ..Filter::default() }, ..Decisions::default() });
    assert!((hidden - 1.0).abs() < f64::EPSILON, "{hidden}");
}

#[test]
fn a_theme_on_the_command_line_goes_before_the_saved_one() {
    let desk = Desk::new();
    save(&desk, &Decisions::default(), &PLACES, Some(Theme::Dark));
    desk.quietly(&["export", "small.tieline", "-o", "map.png", "--size", "200x150", "--theme", "light"]);
    let map = image::load_from_memory(&desk.bytes("map.png")).unwrap().to_rgba8();
    assert_eq!(*map.get_pixel(0, 0), Rgba(Style::of(Ground::Light).ground.to_array()));
}

#[test]
fn a_saved_map_is_checked_by_its_facts() {
    let desk = Desk::new();
    save(&desk, &pinned_first(&desk), &PLACES, None);
    let told = desk.quietly(&["check", "--json", "--strict", "small.tieline"]).json();
    assert_eq!((&told["entities"], &told["facts"], &told["ties"]), (&json!(3), &json!(2), &json!(2)));
    assert_eq!(told["files"], json!(["small.tieline"]));

    desk.put("small.json", SMALL.replace("\"id\": \"ann\"", "\"id\": \"anna\"").replace("\"ann\"", "\"anna\""));
    let ran = desk.run(["check", "--json", "--strict", "small.tieline"]);
    let warnings = ran.json()["warnings"].to_string();
    assert_eq!(ran.status, 1, "{warnings}");
    assert!(warnings.contains("small.json has changed") && warnings.contains("“ann”"), "{warnings}");
    let text = desk.quietly(&["check", "small.tieline"]).text();
    assert!(text.contains("warning: ") && text.contains("\nno problems\n"), "{text}");
    let ran = desk.run(["export", "small.tieline", "-o", "map.png", "--size", "64x48"]);
    assert_eq!(ran.status, 0);
    assert!(ran.err.contains("small.json has changed since the map was saved"), "{}", ran.err);
}

#[test]
fn a_saved_map_that_cannot_be_opened_says_why() {
    let desk = Desk::new();
    save(&desk, &Decisions::default(), &PLACES, None);
    let said = desk.fails(&["export", "small.tieline", "-o", "small.tieline"]);
    assert!(said.contains("it is one of the files that were read"), "{said}");
    let said = desk.fails(&["export", "small.tieline", "-o", "small.json"]);
    assert!(said.contains("it is one of the files that were read"), "{said}");
    let said = desk.fails(&["check", "small.tieline", "small.json"]);
    assert!(said.contains("a saved map is opened alone"), "{said}");

    std::fs::remove_file(desk.path("small.json")).unwrap();
    let said = desk.fails(&["check", "small.tieline"]);
    assert!(said.starts_with("tieline: small.tieline cannot be opened: its facts are not at "), "{said}");
    desk.put("small.json", &SMALL[..SMALL.len() - 40]);
    let said = desk.fails(&["check", "small.tieline"]);
    assert!(said.contains("small.json:14:"), "{said}");
    let project = String::from_utf8(desk.bytes("small.tieline")).unwrap();
    desk.put("small.tieline", &project[..project.len() / 2]);
    let said = desk.fails(&["check", "small.tieline"]);
    assert!(said.starts_with("tieline: small.tieline") && said.contains("line "), "{said}");
}
