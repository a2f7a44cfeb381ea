//! A saved map comes back as it was left, and nothing is lost or swapped in silence.

use egui::accesskit::Role;
use egui::{Key, Modifiers, ViewportCommand};
use tieline::app::Picked;
use tieline::project::Theme;
use tieline::state::{Action, Command, Dialog, Purpose};

use crate::common::outside::{sample_file, write};
use crate::common::{Setup, Window};

/// Changes the map: a mark is dragged.
fn change(window: &mut Window) {
    let (from, to) = (window.mark("Harry Potter"), window.empty_ground());
    window.drag(from, to);
    assert!(window.state().is_changed());
}

/// A copy of the first sample in the window's folder, opened.
fn with_copy() -> Window {
    let mut window = Window::with_sample();
    let path = window.folder().join("facts.json");
    write(&path, &std::fs::read_to_string(sample_file("alibaba-hollywood.json")).expect("the sample is there"));
    window.drop_file(&path);
    assert_eq!(window.map().origin.name, "facts.json");
    window
}

/// Saves the map as `map.tieline` in the window's folder.
fn save(window: &mut Window) -> std::path::PathBuf {
    let path = window.folder().join("map.tieline");
    window.script.add(Picked::Path(path.clone()));
    window.chord(Modifiers::COMMAND, Key::S);
    assert!(!window.state().is_changed(), "{:?}", window.state().notices);
    path
}

#[test]
fn a_saved_map_comes_back_as_it_was_left() {
    let mut window = with_copy();
    change(&mut window);
    window.click_on(Role::CheckBox, "places");
    let at = window.mark("Donald Trump");
    window.click_at(at, Modifiers::NONE);
    window.key(Key::H);
    window.run(Command::ThemeDark);
    window.key(Key::Plus);
    window.act(Action::Pan(egui::vec2(31.0, -17.0)));
    let path = save(&mut window);
    assert_eq!(window.script.asked(), [(Purpose::Save, "facts.tieline".to_owned())]);
    assert!(window.shows("Saved"));

    let again = Setup { files: vec![path], ..Setup::default() }.open();
    assert_eq!(again.map().decisions, window.map().decisions);
    assert_eq!(again.places(), window.places());
    assert_eq!(again.state().view.camera, window.state().view.camera);
    assert_eq!(again.state().settings.theme, Theme::Dark);
    assert!(again.tells("of 18 entities"));
    assert!(again.state().notices.is_empty(), "{:?}", again.state().notices);
    assert!(!again.state().is_changed());
}

#[test]
fn a_second_save_asks_nothing() {
    let mut window = with_copy();
    let path = save(&mut window);
    let first = std::fs::read(&path).unwrap();
    change(&mut window);
    window.chord(Modifiers::COMMAND, Key::S);
    assert_eq!(window.script.asked().len(), 1);
    assert!(!window.state().is_changed());
    assert_ne!(std::fs::read(&path).unwrap(), first);
}

#[test]
fn closing_with_changes_asks_first() {
    let mut window = Window::with_sample();
    assert!(window.close(), "without changes nothing is asked");
    change(&mut window);
    assert!(!window.close());
    assert!(window.shows("Save the changes to this map?"));
    window.click("Cancel");
    assert!(matches!(window.state().dialog, Dialog::None));

    assert!(!window.close());
    window.node(Role::Button, "Close without saving").click();
    let closes = (0..8).any(|_| {
        window.step();
        window.commands().contains(&ViewportCommand::Close)
    });
    assert!(closes, "the window was told to close");
    assert!(window.close(), "and nothing holds it any more");
}

#[test]
fn saving_from_the_question_goes_on_with_what_was_held_up() {
    let mut window = with_copy();
    change(&mut window);
    window.drop_file(&sample_file("harbour-takeover.json"));
    window.click("Open instead");
    assert!(window.shows("Save the changes to this map?"));
    assert_eq!(window.map().origin.name, "facts.json", "nothing is opened before the answer");
    let path = window.folder().join("kept.tieline");
    window.script.add(Picked::Path(path.clone()));
    window.click("Save");
    assert!(path.is_file());
    assert_eq!(window.map().origin.name, "harbour-takeover.json");
}

#[test]
fn giving_up_the_dialog_gives_up_what_was_held_up() {
    let mut window = with_copy();
    change(&mut window);
    window.drop_file(&sample_file("harbour-takeover.json"));
    window.click("Open instead");
    window.script.add(Picked::Cancelled);
    window.click("Save");
    assert_eq!(window.map().origin.name, "facts.json");
    // A later, ordinary save must not open what was given up.
    save(&mut window);
    assert_eq!(window.map().origin.name, "facts.json");
}

#[test]
fn a_map_that_cannot_be_saved_keeps_its_changes() {
    let mut window = with_copy();
    change(&mut window);
    window.script.add(Picked::Path(window.folder().join("no such folder").join("map.tieline")));
    window.chord(Modifiers::COMMAND, Key::S);
    assert!(window.tells("The map is not saved"));
    assert!(window.state().is_changed());
}

#[test]
fn facts_that_changed_are_told() {
    let mut window = with_copy();
    change(&mut window);
    let path = save(&mut window);
    let facts = window.folder().join("facts.json");
    let text = std::fs::read_to_string(&facts).unwrap().replace("\"Jack Ma\"", "\"Jack Yun Ma\"");
    write(&facts, &text);
    window.act(Action::OpenPaths(vec![path]));
    assert!(window.tells("facts.json has changed since the map was saved"));
    assert!(window.tells("Jack Yun Ma, person"));
    assert_eq!(window.map().decisions.pinned.len(), 1, "what was decided still holds");
}

#[test]
fn missing_facts_are_asked_for_and_found() {
    let mut window = with_copy();
    change(&mut window);
    let path = save(&mut window);
    let places = window.places();
    let moved = window.folder().join("moved.json");
    std::fs::rename(window.folder().join("facts.json"), &moved).unwrap();

    let mut again = Setup { files: vec![path], answers: vec![Picked::Path(moved)], ..Setup::default() }.begin();
    again.settle();
    assert!(again.shows("map.tieline cannot be opened"));
    assert!(again.tells("its facts are not at"));
    again.click("Find the file…");
    assert!(matches!(again.script.asked()[0].0, Purpose::FindSource(_)));
    assert_eq!(again.places(), places);
    assert!(again.map().origin.sources[0].path().unwrap().ends_with("moved.json"));
}

#[test]
fn a_sample_can_be_saved_and_opened_anywhere() {
    let mut window = Window::with_sample();
    change(&mut window);
    let path = save(&mut window);
    let again = Setup { files: vec![path], ..Setup::default() }.open();
    assert_eq!(again.places(), window.places());
    assert_eq!(again.map().decisions, window.map().decisions);
}

#[test]
fn settings_are_remembered_in_their_folder() {
    let mut window = Window::with_sample();
    window.run(Command::ThemeDark);
    let (settings, warning) = tieline::project::Settings::load_from(&window.folder().join("settings"));
    assert_eq!((settings.theme, warning), (Theme::Dark, None));
    window.drop_file(&sample_file("harbour-takeover.json"));
    let (settings, _) = tieline::project::Settings::load_from(&window.folder().join("settings"));
    assert_eq!(settings.recent, [sample_file("harbour-takeover.json")], "an opened file is there after a restart");
}
