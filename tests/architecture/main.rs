//! The rooms of the house and the arrows between them, read from the sources: what `docs/architecture.md` promises.

mod source;

use std::collections::BTreeSet;

use source::{Reference, Source, sources};

/// The rooms, each after everything that it may know: an arrow to a later one would lead upwards, or in a circle.
const ROOMS: &[&str] = &[
    "facts", "layout", "graph", "read", "write", "scene", "export", "project", "state", "ui", "app", "cli", "main",
    "lib",
];

/// What an arrow may carry.
enum May {
    Use,
    /// Only these names.
    UseOnly(&'static [&'static str]),
}

/// What a mapping is, which is asked for in the window: data without bytes.
const MAPPING: &[&str] = &["Fit", "Format", "Look", "Mapping", "Role", "Spot", "Take", "Trial", "guess", "try_out"];

/// Every arrow between two rooms. A new one is a decision: it belongs in `docs/architecture.md` too.
const ARROWS: &[(&str, &[(&str, May)])] = &[
    ("facts", &[]),
    ("layout", &[]),
    ("graph", &[("facts", May::Use)]),
    ("read", &[("facts", May::Use)]),
    ("write", &[("facts", May::Use)]),
    ("scene", &[("facts", May::Use), ("graph", May::Use)]),
    ("export", &[("facts", May::Use), ("graph", May::Use), ("scene", May::Use)]),
    (
        "project",
        &[
            ("facts", May::Use),
            ("graph", May::Use),
            ("layout", May::UseOnly(&["Settings"])),
            ("read", May::UseOnly(&["Format", "Mapping"])),
        ],
    ),
    (
        "state",
        &[
            ("facts", May::Use),
            ("graph", May::Use),
            ("layout", May::Use),
            ("scene", May::Use),
            ("project", May::Use),
            ("export", May::UseOnly(&["Picture", "citation"])),
            ("read", May::UseOnly(MAPPING)),
        ],
    ),
    (
        "ui",
        &[
            ("facts", May::Use),
            ("graph", May::Use),
            ("scene", May::Use),
            ("state", May::Use),
            ("export", May::UseOnly(&["Picture", "Size"])),
            ("read", May::UseOnly(MAPPING)),
        ],
    ),
    (
        "app",
        &[
            ("facts", May::Use),
            ("graph", May::Use),
            ("layout", May::Use),
            ("read", May::Use),
            ("scene", May::Use),
            ("export", May::Use),
            ("project", May::Use),
            ("state", May::Use),
            ("ui", May::Use),
            ("write", May::Use),
        ],
    ),
    (
        "cli",
        &[
            ("facts", May::Use),
            ("graph", May::Use),
            ("layout", May::Use),
            ("read", May::Use),
            ("scene", May::Use),
            ("export", May::Use),
            ("project", May::Use),
            ("state", May::Use),
            ("app", May::Use),
            ("write", May::Use),
        ],
    ),
    ("main", &[("cli", May::UseOnly(&["main"]))]),
    ("lib", &[]),
];

/// Paths that may be named only in these rooms or files.
const WORDS: &[(&[&str], &[&str])] = &[
    (&["serde"], &["read/", "project/", "cli/", "ui/canvas/focus/"]),
    (&["serde_json"], &["read/", "write/", "project/", "export/pack/", "cli/"]),
    (&["schemars"], &["read/"]),
    (&["egui_graphs"], &["ui/canvas/"]),
    (&["eframe"], &["app/", "ui/canvas/instances/"]),
    (&["wgpu"], &["ui/canvas/instances/"]),
    (&["fontdb"], &["app/"]),
    (&["rfd"], &["app/"]),
    (&["skrifa"], &["scene/"]),
    (&["std", "fs"], &["app/", "cli/", "project/"]),
    (&["std", "thread"], &["app/jobs.rs", "layout/worker.rs"]),
    (&["clap"], &["cli/"]),
    (&["petgraph"], &["graph/", "ui/canvas/focus/"]),
];

/// Where colours are named.
const COLORS: &[&str] = &["scene/style.rs", "ui/theme.rs"];

/// No file is longer than this outside its tests.
const MOST_LINES: usize = 400;

/// Files that are longer, and why.
const LONGER: &[(&str, usize, &str)] = &[];

/// Says which lines are wrong, all of them at once.
fn report(faults: &BTreeSet<String>) {
    let list: Vec<&str> = faults.iter().map(String::as_str).collect();
    assert!(list.is_empty(), "{} faults:\n{}", list.len(), list.join("\n"));
}

/// The faults that `judge` finds in all sources.
fn faults(judge: impl Fn(&Source) -> Vec<String>) -> BTreeSet<String> {
    sources()
        .iter()
        .flat_map(|source| judge(source).into_iter().map(|fault| format!("{}: {fault}", source.path)))
        .collect()
}

fn allowed(from: &str, reference: &Reference) -> bool {
    let Some((_, arrows)) = ARROWS.iter().find(|(room, _)| *room == from) else {
        return false;
    };
    arrows.iter().any(|(to, may)| {
        *to == reference.room
            && match may {
                May::Use => true,
                May::UseOnly(names) => names.contains(&reference.item.as_str()),
            }
    })
}

#[test]
fn every_room_is_known() {
    let known: BTreeSet<&str> = ROOMS.iter().copied().collect();
    let found: BTreeSet<String> = sources().iter().map(|source| source.room().to_owned()).collect();
    assert_eq!(found.iter().map(String::as_str).collect::<BTreeSet<_>>(), known);
    assert_eq!(ARROWS.iter().map(|(room, _)| *room).collect::<BTreeSet<_>>(), known);
}

#[test]
fn the_arrows_lead_downwards() {
    let rank = |room: &str| ROOMS.iter().position(|known| *known == room).expect("a room");
    for (from, arrows) in ARROWS {
        for (to, _) in *arrows {
            assert!(rank(to) < rank(from), "{from} → {to} leads upwards");
        }
    }
}

#[test]
fn no_room_knows_more_than_it_may() {
    report(&faults(|source| {
        let outside = source.references().into_iter().filter(|reference| reference.room != source.room());
        let wrong = outside.filter(|reference| !allowed(source.room(), reference));
        wrong.map(|reference| format!("{} → {}::{}", source.room(), reference.room, reference.item)).collect()
    }));
}

#[test]
fn words_stay_in_their_rooms() {
    report(&faults(|source| {
        let stays = |places: &&[&str]| places.iter().any(|place| source.path.starts_with(place));
        let strays = WORDS.iter().filter(|(path, places)| !stays(places) && source.names(path));
        strays.map(|(path, places)| format!("{} belongs to {}", path.join("::"), places.join(", "))).collect()
    }));
}

#[test]
fn colors_have_a_home() {
    report(&faults(|source| {
        if COLORS.contains(&source.path.as_str()) {
            return Vec::new();
        }
        source.colors().into_iter().map(|color| format!("Color32::{color} belongs to {}", COLORS.join(", "))).collect()
    }));
}

#[test]
fn every_file_says_what_it_is_and_is_short() {
    report(&faults(|source| {
        let mut faults = Vec::new();
        if !source.text.starts_with("//! ") {
            faults.push("opens without a `//!` line".to_owned());
        }
        let most = LONGER.iter().find(|(path, ..)| *path == source.path).map_or(MOST_LINES, |(_, most, _)| *most);
        let lines = source.lines_outside_tests();
        if lines > most {
            faults.push(format!("has {lines} lines outside its tests, {most} are allowed"));
        }
        faults
    }));
}

#[test]
fn exceptions_are_needed() {
    for (path, most, reason) in LONGER {
        let source = sources().iter().find(|source| source.path == *path).unwrap_or_else(|| panic!("{path} is gone"));
        let lines = source.lines_outside_tests();
        assert!(lines > MOST_LINES, "{path} has {lines} lines ({reason})");
        assert!(lines + 40 > *most, "{path} has {lines} lines, and {most} are allowed");
    }
}

#[test]
fn the_reader_of_sources_sees_every_way_to_name_a_room() {
    let text = "//! x\nuse crate::facts::{Fact, fold};\nuse crate::{graph::Tie, layout};\n\
                // crate::cli::main\nfn f() { crate::scene::Style::of(\"crate::app::x\"); super::super::ui::x(); }\n\
                fn g() { layout::Pos; let _: char = '\"'; }\n\
                #[cfg(test)]\nmod tests {\n    use crate::read::x;\n}\n";
    let source = Source::new("export/raster.rs", text);
    let found: Vec<String> =
        source.references().iter().map(|reference| format!("{}::{}", reference.room, reference.item)).collect();
    assert_eq!(found, ["facts::Fact", "facts::fold", "graph::Tie", "layout::Pos", "scene::Style", "ui::x"]);
    assert_eq!(source.room(), "export");
    assert_eq!(source.lines_outside_tests(), 6);
    let words = Source::new("read/x.rs", "use std::{fmt, fs::File};\nfn f(c: Color32) { Color32::from_rgb(1, 2, 3); }");
    assert!(words.names(&["std", "fs"]) && words.names(&["std", "fmt"]) && !words.names(&["std", "thread"]));
    assert_eq!(words.colors(), ["from_rgb"]);
}
