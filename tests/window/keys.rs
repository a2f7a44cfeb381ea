//! The command table and its keys.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use tieline::state::{Action, Command, Dialog, Following, Opening, Sample, TABLE};

use crate::common::Window;

#[test]
fn f_shows_the_whole_map() {
    let mut window = Window::with_sample();
    let fitted = window.state().view.camera;
    window.act(Action::Zoom(window.area().center(), 3.0));
    window.act(Action::Pan(egui::vec2(500.0, 300.0)));
    assert!(!window.area().contains(window.mark("Skydance")) || !window.area().contains(window.mark("Jack Ma")));
    window.key(Key::F);
    let camera = window.state().view.camera;
    assert!((camera.zoom / fitted.zoom - 1.0).abs() < 1e-3);
    assert!(camera.center_in_map.distance(fitted.center_in_map) < 0.5);
    for entity in &window.map().base.entities {
        assert!(window.area().contains(window.mark(&entity.name)), "{} is in sight", entity.name);
    }
}

#[test]
fn escape_steps_back_one_thing_at_a_time() {
    let mut window = Window::with_sample();
    window.spoken("David Heyman produced Harry Potter").click_accesskit();
    window.step();
    window.settle();
    window.click("Open article");
    assert!(window.state().view.reader.is_some());
    window.key(Key::F1);
    assert!(matches!(window.state().dialog, Dialog::Keys));
    window.key(Key::Escape);
    assert!(matches!(window.state().dialog, Dialog::None));
    assert!(window.state().view.reader.is_some());
    window.key(Key::Escape);
    assert!(window.state().view.reader.is_none());
    assert!(!window.state().view.selection.is_empty());
    window.key(Key::Escape);
    assert!(window.state().view.selection.is_empty());
    window.key(Key::Escape);
    assert_eq!(window.state().opening, Opening::Nothing);
}

#[test]
fn plain_keys_are_letters_while_a_text_is_typed() {
    let mut window = Window::with_sample();
    window.act(Action::Pan(egui::vec2(40.0, 0.0)));
    let at = window.mark("Alibaba");
    window.click_at(at, Modifiers::NONE);
    window.chord(Modifiers::COMMAND, Key::F);
    assert!(window.node(Role::TextInput, "Find").is_focused());
    let before =
        (window.places(), window.state().view.camera, window.map().decisions.clone(), window.state().settings.clone());
    for key in [Key::F, Key::H, Key::P, Key::R, Key::D, Key::L, Key::G, Key::O, Key::Num0, Key::Plus, Key::Space] {
        window.key(key);
        window.chord(Modifiers::SHIFT, key);
    }
    let after =
        (window.places(), window.state().view.camera, window.map().decisions.clone(), window.state().settings.clone());
    assert_eq!(after, before);
    assert!(!window.state().is_changed());
    window.chord(Modifiers::COMMAND, Key::E);
    assert!(matches!(window.state().dialog, Dialog::Export(_)), "keys with control still work");
}

#[test]
fn the_page_keys_zoom() {
    let mut window = Window::with_sample();
    let zoom = window.state().view.camera.zoom;
    window.key(Key::PageUp);
    assert!(window.state().view.camera.zoom > zoom * 1.2);
    window.key(Key::PageDown);
    assert!((window.state().view.camera.zoom / zoom - 1.0).abs() < 1e-3);
    assert_eq!(window.state().view.following, Following::Nothing);
}

#[test]
fn every_menu_shows_every_row_of_the_table() {
    let mut window = Window::with_sample();
    for menu in tieline::state::Menu::ALL {
        window.click(menu.title());
        for row in TABLE.iter().filter(|row| row.menu == menu) {
            let text = row.command.text(window.state());
            assert!(window.tells(&text), "{text} is in the menu {}", menu.title());
        }
        window.key(Key::Escape);
    }
}

/// Brings the window to a state in which as much as possible can be done.
fn prepare(window: &mut Window) {
    window.run(Command::OpenSample(Sample::Story));
    if matches!(window.state().dialog, Dialog::Unsaved(_)) {
        window.act(Action::DropChanges);
    }
    let (hidden, chosen, dragged) = (window.entity("Warriors"), window.entity("Alibaba"), window.entity("Jack Ma"));
    let click = |id| Action::Click(Some(tieline::scene::Target::Entity(id)), tieline::state::How::Replace);
    window.act(click(hidden));
    window.run(Command::Hide);
    window.act(Action::DragStart(dragged));
    window.act(Action::DragBy([10.0, 5.0]));
    window.act(Action::DragEnd);
    let ends = ["Jack Ma", "Star Trek Beyond"].map(|name| window.entity(name));
    window.act(Action::SelectEntities(ends.into_iter().collect()));
    window.run(Command::Connect);
    window.act(click(chosen));
    window.run(Command::Pin);
    window.run(Command::Undo);
    // Views to go back and forward to.
    for zoom in [1.2, 1.3] {
        window.run(Command::Fit);
        window.act(Action::Zoom(window.area().center(), zoom));
    }
    window.run(Command::Back);
}

#[test]
fn every_command_that_is_enabled_can_be_run() {
    let mut window = Window::with_sample();
    let mut not_run = Vec::new();
    for row in TABLE {
        prepare(&mut window);
        if row.command == Command::Pause {
            let context = window.harness.ctx.clone();
            window.harness.state_mut().act(&context, Action::Run(Command::ArrangeAgain));
        }
        if !row.command.is_enabled(window.state()) {
            not_run.push(row.text);
            continue;
        }
        window.run(row.command);
        assert!(!window.wants_frame(), "{} comes to an end", row.text);
        assert!(window.state().map().is_some(), "{} leaves a map", row.text);
        if row.command == Command::Pause {
            window.run(Command::Pause);
        }
        window.act(Action::Dismiss);
    }
    assert_eq!(not_run, [""; 0], "all of them are enabled here");
}

#[test]
fn commands_that_need_a_map_are_off_without_one() {
    let path = std::path::PathBuf::from("/nowhere/facts.json");
    let mut window = crate::common::Setup { files: vec![path], ..Default::default() }.begin();
    window.settle();
    assert!(window.state().map().is_none());
    window.click("Close");
    assert!(window.tells("Open a file of extracted facts"), "the empty window says what to do");
    for row in TABLE {
        if row.command != Command::Quit {
            window.run(row.command);
            window.act(Action::Dismiss);
        }
        if window.state().map().is_some() {
            assert!(matches!(row.command, Command::OpenSample(_)), "{}", row.text);
            window = crate::common::Setup { files: vec!["/nowhere/facts.json".into()], ..Default::default() }.begin();
            window.settle();
        }
    }
}
