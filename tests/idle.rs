//! A window at rest asks for no frame, whatever it shows.

#[expect(dead_code, reason = "made for all tests of the window; this one needs a part of it")]
mod common;

use egui::accesskit::Role;
use egui::{Key, Modifiers, Pos2};
use tieline::state::{Command, Sample};

use common::Window;

/// Runs until the window asks for no frame at once, which it must in a few; then that a frame more paints nothing new.
fn assert_at_rest(window: &mut Window, when: &str) {
    let steps = window.harness.try_run().unwrap_or_else(|error| panic!("{when}: {error}"));
    assert!(steps <= 4, "{when}: {steps} frames");
    let painted = window.harness.state().frames_painted();
    window.step();
    assert!(!window.wants_frame(), "{when}: asked for by {:?}", window.harness.ctx.repaint_causes());
    assert_eq!(window.harness.state().frames_painted(), painted, "{when}: the map was painted anew");
}

#[test]
fn a_settled_window_asks_for_no_frame() {
    let mut window = Window::with_sample();
    assert_at_rest(&mut window, "the sample");
    let delay = window.harness.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
    assert_eq!(delay, std::time::Duration::MAX, "not even later");
}

#[test]
fn a_larger_map_rests_too() {
    let mut window = Window::with_sample();
    window.run(Command::OpenSample(Sample::Country));
    assert_at_rest(&mut window, "300 entities");
}

#[test]
fn what_is_chosen_or_pointed_at_lets_the_window_rest() {
    let mut window = Window::with_sample();
    let at = window.mark("Alibaba");
    window.click_at(at, Modifiers::NONE);
    assert_at_rest(&mut window, "an entity is chosen and pointed at");
    let row = window.node(Role::Button, "Amblin Partners").rect().center();
    window.hover(row);
    assert!(window.state().view.hovered.is_some(), "the row lifts its tie on the map");
    assert_at_rest(&mut window, "a row of the details is pointed at");
    window.harness.remove_cursor();
    window.step();
    window.settle();
    assert_at_rest(&mut window, "an entity is chosen");
    window.key(Key::Escape);
    assert_at_rest(&mut window, "nothing is chosen any more");
}

#[test]
fn after_a_drag_the_window_rests() {
    let mut window = Window::with_sample();
    let (from, to) = (window.mark("Harry Potter"), window.empty_ground());
    window.drag(from, to);
    assert_at_rest(&mut window, "a mark was dragged");
    window.run(Command::Undo);
    assert_at_rest(&mut window, "it was taken back");
    let ground = window.empty_ground();
    window.drag(ground, ground + egui::vec2(-50.0, 20.0));
    assert_at_rest(&mut window, "the ground was dragged");
}

#[test]
fn the_panels_and_questions_rest() {
    let mut window = Window::with_sample();
    for command in [Command::Keys, Command::About, Command::ExportPicture, Command::Report, Command::ThemeDark] {
        window.run(command);
        assert_at_rest(&mut window, command.row().map_or("", |row| row.text));
        window.key(Key::Escape);
        assert_at_rest(&mut window, "after it");
    }
    window.chord(Modifiers::COMMAND, Key::F);
    window.type_text("ali");
    assert_at_rest(&mut window, "names are shown below the search field");
}

#[test]
fn a_pointer_that_points_at_nothing_new_paints_nothing() {
    let mut window = Window::with_sample();
    let ground = window.empty_ground();
    window.hover(ground);
    let painted = window.harness.state().frames_painted();
    for step in 0..10 {
        window.hover(ground + egui::vec2(step as f32 * 0.3, 0.0));
    }
    assert_eq!(window.harness.state().frames_painted(), painted, "the ground is the ground");

    let mark = window.mark("Alibaba");
    window.hover(mark);
    let painted = window.harness.state().frames_painted();
    for step in 0..4 {
        window.hover(mark + egui::vec2(step as f32 * 0.5, 0.0));
    }
    assert_eq!(window.harness.state().frames_painted(), painted, "the mark was lifted already");
    window.hover(Pos2::new(640.0, 6.0));
    assert_eq!(window.state().view.hovered, None);
}
