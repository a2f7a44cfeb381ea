//! Dragging, hiding and pinning: what the reader decides about the map, and that it can be taken back.

use std::path::PathBuf;

use egui::{Key, Modifiers};
use tieline::state::{Action, Arranging, Command};

use crate::common::Window;
use crate::common::outside::write;

/// How far two places are apart.
fn distance(a: [f32; 2], b: [f32; 2]) -> f32 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

#[test]
fn a_dragged_entity_is_pinned_where_it_was_dropped_and_one_undo_takes_it_back() {
    let mut window = Window::with_sample();
    let before = window.places();
    let camera = window.state().view.camera;
    let dragged = window.entity("Harry Potter");
    let (from, to) = (window.mark("Harry Potter"), window.empty_ground());
    window.drag(from, to);

    assert!(window.mark("Harry Potter").distance(to) < 1.0, "{:?} is not at {to:?}", window.mark("Harry Potter"));
    assert!(window.map().decisions.pinned.contains(&dragged));
    assert_eq!(window.state().view.camera, camera, "the view stays");
    let after = window.places();
    let mut moved: Vec<f32> = (0..before.len()).map(|id| distance(before[id], after[id])).collect();
    let by = moved.remove(dragged.index());
    for tie in window.map().graph.ties_of(dragged) {
        let other = window.map().graph.tie(tie).other_end(dragged);
        assert!(distance(before[other.index()], after[other.index()]) > 0.1 * by, "what it is tied to follows");
    }
    moved.sort_by(f32::total_cmp);
    assert!(moved[moved.len() / 2] < 0.1 * by, "most others stay about where they were: {moved:?}, it moved by {by}");

    window.chord(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.places(), before, "one step takes all of it back");
    assert!(window.map().decisions.pinned.is_empty());
    assert!(!window.state().is_changed());
    window.chord(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(window.places(), after);
    assert!(window.map().decisions.pinned.contains(&dragged));
}

#[test]
fn a_slow_drag_ends_under_the_pointer_too() {
    let mut window = Window::with_sample();
    let from = window.mark("Warriors");
    window.harness.hover_at(from);
    window.harness.drag_at(from);
    for points in 1..30 {
        window.harness.hover_at(from + egui::vec2(0.0, 2.0 * points as f32));
    }
    window.step();
    let to = from + egui::vec2(0.0, 58.0);
    window.harness.drop_at(to);
    window.step();
    window.settle();
    assert!(window.mark("Warriors").distance(to) < 1.0, "{:?} is not at {to:?}", window.mark("Warriors"));
}

#[test]
fn dragging_the_ground_moves_the_view_and_no_mark() {
    let mut window = Window::with_sample();
    let places = window.places();
    let from = window.empty_ground();
    let mark = window.mark("Alibaba");
    let by = egui::vec2(-60.0, 24.0);
    window.drag(from, from + by);
    assert!(window.mark("Alibaba").distance(mark + by) < 1.0);
    assert_eq!(window.places(), places);
    assert!(!window.state().is_changed(), "looking changes nothing");
}

#[test]
fn what_is_hidden_comes_back_and_nothing_else_moves() {
    let mut window = Window::with_sample();
    let before = (window.places(), window.state().view.camera);
    let at = window.mark("Donald Trump");
    window.click_at(at, Modifiers::NONE);
    window.key(Key::H);
    assert!(window.tells("17 of 18 entities"));
    assert!(!window.tells("Donald Trump, person"), "it has left the map");
    assert_eq!((window.places(), window.state().view.camera), before);

    window.chord(Modifiers::SHIFT, Key::H);
    assert!(window.tells("18 entities"));
    assert!(window.tells("Donald Trump, person"));
    window.run(Command::Undo);
    assert!(window.tells("17 of 18 entities"));
    window.run(Command::Undo);
    assert_eq!((window.places(), window.state().view.camera), before);
    assert!(window.map().decisions.hidden.is_empty());
}

#[test]
fn only_the_neighbours_of_a_choice_are_shown() {
    let mut window = Window::with_sample();
    let at = window.mark("Amblin Partners");
    window.click_at(at, Modifiers::NONE);
    window.click("Only this and neighbours");
    let shown: Vec<&str> = window.map().visible.entities().map(|id| &*window.map().base.entity(id).name).collect();
    assert_eq!(shown, ["Steven Spielberg", "Alibaba", "Amblin Partners"]);
    window.key(Key::Num0);
    assert_eq!(window.map().visible.num_entities, 18);
}

#[test]
fn arranging_again_is_one_step_and_moves_no_pin() {
    let mut window = Window::with_sample();
    let at = window.mark("Skydance");
    window.click_at(at, Modifiers::NONE);
    window.chord(Modifiers::SHIFT, Key::P);
    let before = window.places();
    let pinned = window.entity("Skydance").index();
    window.key(Key::R);
    let after = window.places();
    assert_eq!(after[pinned], before[pinned]);
    assert_ne!(after, before);
    window.run(Command::Undo);
    assert_eq!(window.places(), before);
}

/// A file with one chain of so many entities that the layout says how far it is.
fn long_chain(window: &Window, name: &str, entities: usize) -> PathBuf {
    let path = window.folder().join(name);
    let fact = |at: usize| format!("{{\"subject\": \"E{at}\", \"relation\": \"met\", \"object\": \"E{}\"}}", at + 1);
    let facts: Vec<String> = (0..entities - 1).map(fact).collect();
    write(&path, &format!("{{\"tieline\": 1, \"facts\": [{}]}}", facts.join(",\n")));
    path
}

#[test]
fn a_paused_window_still_arranges_what_is_opened_next() {
    let mut window = Window::with_sample();
    let context = window.harness.ctx.clone();
    let open = |path: PathBuf| Action::OpenPaths(vec![path]);
    let first = open(long_chain(&window, "first.json", 2_100));
    window.harness.state_mut().act(&context, first);
    // A frame takes the answer of the job; the layout has only begun then.
    window.step();
    assert_eq!(window.map().base.entities.len(), 2_100);
    window.run(Command::Pause);
    assert_eq!(window.map().arranging, Arranging::Paused);
    let second = open(long_chain(&window, "second.json", 2_050));
    window.act(second);
    assert_eq!(window.map().base.entities.len(), 2_050);
    assert_eq!(window.map().arranging, Arranging::Settled);
    assert!(window.map().is_placed());
}
