//! Leaves in bunches: taken together beside their hubs, told, opened and closed again.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use tieline::state::Command;

use crate::common::outside::write;
use crate::common::{Setup, Window};

/// Two firms, one of six people and one of five, each of whom is tied to nobody else.
fn open(folder: &std::path::Path) -> Window {
    let facts = (0..11).map(|at| {
        let firm = if at < 6 { "Alpha" } else { "Beta" };
        format!(r#"{{"subject": "Person {at}", "relation": "works for", "object": "{firm}"}}"#)
    });
    let facts: Vec<String> =
        facts.chain([r#"{"subject": "Alpha", "relation": "owns", "object": "Beta"}"#.into()]).collect();
    let path = folder.join("facts.json");
    write(&path, &format!(r#"{{"tieline": 1, "facts": [{}]}}"#, facts.join(",\n")));
    Setup { files: vec![path], ..Setup::default() }.open()
}

#[test]
fn leaves_are_bunched_told_and_opened_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = open(folder.path());
    let places = window.places();
    window.key(Key::B);
    assert!(window.tells("2 of 13 entities") && window.tells("leaves in bunches"));
    assert!(!window.tells("Person 3, other"));
    assert_eq!(window.places(), places, "nothing moves");
    let (alpha, beta) = ("Bunch of 6 leaves of Alpha", "Bunch of 5 leaves of Beta");
    assert!(window.tells(alpha) && window.tells(beta));

    // A click on the capsule is none on what lies under it.
    let bunch = "Bunch of 6 leaves of Alpha: entities without another tie";
    let at = window.node(Role::Button, bunch).rect().center();
    window.click_at(at, Modifiers::NONE);
    assert!(window.tells("8 of 13 entities") && window.tells("Person 3, other"), "its leaves are shown");
    assert!(window.state().view.selection.is_empty());
    assert!(window.tells("Open bunch of 6 leaves of Alpha") && window.tells(beta));

    window.chord(Modifiers::COMMAND, Key::Z);
    assert!(window.tells("2 of 13 entities"), "it is one step");
    window.key(Key::B);
    assert!(window.tells("13 entities") && !window.tells(alpha));
}

#[test]
fn the_details_of_a_hub_tell_of_its_bunch_and_open_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = open(folder.path());
    window.run(Command::BunchLeaves);
    let hub = window.mark("Alpha");
    window.click_at(hub, Modifiers::NONE);
    assert!(window.tells("6 leaves in a bunch"));
    window.click_on(Role::Button, "Show them");
    assert!(window.tells("8 of 13 entities") && window.tells("6 leaves that could be bunched"));
    window.run(Command::ShowAll);
    assert!(window.tells("13 entities") && !window.tells("could be bunched"));
}
