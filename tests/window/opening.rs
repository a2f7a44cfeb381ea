//! Opening files: by the dialog, by a typed path, by dropping; and what becomes of those that cannot be read.

use std::path::PathBuf;

use egui::accesskit::Role;
use egui::{Key, Modifiers, OutputCommand};
use egui_kittest::kittest::Queryable as _;
use tieline::app::Picked;
use tieline::state::{Action, Command, Dialog, Opening, Purpose, Sample};

use crate::common::outside::{sample_file, write};
use crate::common::{Setup, Window};

#[test]
fn the_dialog_is_asked_and_its_answer_opened() {
    let mut window = Window::with_sample();
    window.script.add(Picked::Path(sample_file("harbour-takeover.json")));
    window.menu("File", "Open…");
    assert_eq!(window.script.asked()[0].0, Purpose::Open);
    assert_eq!(window.map().title(), "The sale of Saltmere harbour");
    assert!(window.tells("38 entities"));
}

#[test]
fn a_cancelled_dialog_changes_nothing() {
    let mut window = Window::with_sample();
    window.script.add(Picked::Cancelled);
    window.chord(Modifiers::COMMAND, Key::O);
    assert!(matches!(window.state().dialog, Dialog::None));
    assert!(window.state().notices.is_empty());
    assert_eq!(window.map().title(), "Alibaba in Hollywood");
}

#[test]
fn without_a_dialog_a_path_can_be_typed() {
    let mut window = Window::with_sample();
    window.chord(Modifiers::COMMAND, Key::O);
    assert!(window.tells("This system shows no file dialog"));
    assert!(window.node(Role::TextInput, "Path").is_focused(), "the field has the keyboard");
    let path = sample_file("harbour-takeover.json");
    window.type_text(path.to_str().unwrap());
    window.key(Key::Enter);
    assert_eq!(window.map().title(), "The sale of Saltmere harbour");
    assert!(matches!(window.state().dialog, Dialog::None));
}

#[test]
fn a_dropped_file_is_opened_and_remembered() {
    let mut window = Window::with_sample();
    let path = sample_file("film-country.json");
    window.drop_file(&path);
    assert!(window.tells("300 entities"));
    assert_eq!(window.state().settings.recent, [path]);
}

#[test]
fn a_broken_file_says_where_and_leaves_the_open_map_alone() {
    let mut window = Window::with_sample();
    let at = window.mark("Alibaba");
    window.click_at(at, Modifiers::NONE);
    let before = (window.places(), window.state().view.camera, window.state().view.selection.clone());
    let path = window.folder().join("cut-off.json");
    write(&path, "{\n  \"tieline\": 1,\n  \"entities\": [\n    { \"id\": \"a\", \"name\": \"A\"\n");
    window.drop_file(&path);
    assert!(window.shows("cut-off.json cannot be opened"));
    assert!(window.tells("cut-off.json:5:1: "), "{:?}", window.state().opening);
    assert!(window.shows("The map that was open is untouched."));
    let after = (window.places(), window.state().view.camera, window.state().view.selection.clone());
    assert_eq!(after, before);
    window.key(Key::Escape);
    assert_eq!(window.state().opening, Opening::Nothing);
    assert_eq!(window.state().view.selection, before.2, "Escape took the message away and nothing else");
}

#[test]
fn a_file_that_is_not_there_says_so() {
    let mut window = Window::with_sample();
    window.act(Action::OpenPaths(vec![PathBuf::from("/nowhere/at all.json")]));
    assert!(window.shows("at all.json cannot be opened"));
    window.click("Close");
    assert_eq!(window.map().title(), "Alibaba in Hollywood");
}

#[test]
fn what_could_not_be_used_is_told_in_the_report() {
    let window_folder = tempfile::tempdir().unwrap();
    let path = window_folder.path().join("gaps.json");
    write(
        &path,
        "{\"tieline\": 1, \"entities\": [{\"id\": \"a\", \"name\": \"Ada\"}, {\"id\": \"b\", \"name\": \"Bo\"}],\n\
          \"facts\": [{\"subject\": \"a\", \"relation\": \"met\", \"object\": \"b\"},\n\
          {\"subject\": \"a\", \"relation\": \"met\", \"object\": \"nobody\"}]}",
    );
    let mut window = Setup { files: vec![path], ..Setup::default() }.open();
    assert!(window.map().report.problem_count > 0);
    assert!(window.tells("while reading gaps.json"), "a notice leads to the report");
    window.menu("File", "Import report");
    assert!(window.shows("line 3"));
    assert!(window.tells("nobody"));
    window.key(Key::Escape);
    assert!(!window.shows("line 3"));
}

#[test]
fn of_two_files_opened_at_once_the_newer_is_shown() {
    let mut window = Window::with_sample();
    let context = window.harness.ctx.clone();
    for name in ["film-country.json", "harbour-takeover.json"] {
        let paths = vec![sample_file(name)];
        window.harness.state_mut().act(&context, Action::OpenPaths(paths));
    }
    window.step();
    window.settle();
    assert_eq!(window.map().title(), "The sale of Saltmere harbour");
    assert_eq!(window.map().places.len(), 38);
    let recent = &window.state().settings.recent;
    assert_eq!(*recent, [sample_file("harbour-takeover.json")], "what was never shown is not remembered");
}

#[test]
fn several_files_make_one_map() {
    let files = ["alibaba-hollywood.json", "harbour-takeover.json"].map(sample_file).to_vec();
    let window = Setup { files, ..Setup::default() }.open();
    assert!(window.tells("56 entities"));
    assert!(window.tells("107 facts"));
}

#[test]
fn samples_and_recent_files_are_in_the_menu() {
    let mut window = Window::with_sample();
    window.drop_file(&sample_file("film-country.json"));
    let row = Command::OpenSample(Sample::Timeline).row().unwrap();
    window.menu("File", row.text);
    assert_eq!(window.map().origin.name, format!("{}.json", Sample::Timeline.id()));
    window.click("File");
    window.spoken("Open recent").hover();
    window.step();
    window.settle();
    window.click("film-country.json");
    assert_eq!(window.map().origin.name, "film-country.json");
}

#[test]
fn an_address_is_shown_before_it_is_followed() {
    let mut window = Window::with_sample();
    window.act(Action::OpenLink("javascript:alert(1)".to_owned()));
    assert!(matches!(window.state().dialog, Dialog::None), "only the web is opened");
    window.act(Action::OpenLink("https://example.org/a".to_owned()));
    assert!(window.shows("https://example.org/a"));
    window.node(Role::Button, "Open").click();
    let opened = (0..2).any(|_| {
        window.step();
        let commands = &window.harness.output().platform_output.commands;
        commands
            .iter()
            .any(|command| matches!(command, OutputCommand::OpenUrl(open) if open.url == "https://example.org/a"))
    });
    assert!(opened, "the browser is asked");
    assert!(matches!(window.state().dialog, Dialog::None));
}

#[test]
fn a_notice_covers_neither_the_tools_nor_the_small_map() {
    let mut window = Window::with_sample();
    window.act(Action::OpenSample(Sample::Timeline));
    assert!(window.tells("while reading harbour-takeover.json"));
    let notice =
        window.harness.query_all_by_label_contains("while reading harbour-takeover.json").next().unwrap().rect();
    assert!(window.node(Role::Button, "Lasso").rect().bottom() < notice.top(), "{notice:?}");
    assert!(notice.right() < window.area().right() - 190.0 && window.area().left() < notice.left(), "{notice:?}");
}
