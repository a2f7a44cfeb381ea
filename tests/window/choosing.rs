//! Choosing entities and ties on the map, and finding them by name.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use tieline::scene::Target;

use crate::common::Window;

#[test]
fn a_click_chooses_an_entity_and_tells_its_ties() {
    let mut window = Window::with_sample();
    let at = window.mark("Amblin Partners");
    window.click_at(at, Modifiers::NONE);
    assert_eq!(window.state().view.selection.single(), Some(Target::Entity(window.entity("Amblin Partners"))));
    assert!(window.shows("also Amblin"), "its other names");
    assert!(window.shows("2 ties"));
    let ground = window.empty_ground();
    window.click_at(ground, Modifiers::NONE);
    assert!(window.state().view.selection.is_empty());
}

#[test]
fn a_click_with_shift_adds_and_takes_out() {
    let mut window = Window::with_sample();
    for name in ["Jack Ma", "Alibaba", "Amblin Partners"] {
        let at = window.mark(name);
        window.click_at(at, Modifiers::SHIFT);
    }
    assert!(window.shows("3 entities chosen"));
    let at = window.mark("Alibaba");
    window.click_at(at, Modifiers::SHIFT);
    assert!(window.shows("2 entities chosen"));
    let chosen: Vec<_> = window.state().view.selection.entities.iter().copied().collect();
    assert_eq!(chosen, [window.entity("Jack Ma"), window.entity("Amblin Partners")]);
    let ground = window.empty_ground();
    window.click_at(ground, Modifiers::SHIFT);
    assert!(window.shows("2 entities chosen"), "a click with shift beside the marks loses nothing");
}

#[test]
fn a_line_on_the_map_can_be_clicked() {
    let mut window = Window::with_sample();
    let tie = window.tie("Paramount", "Mission: Impossible – Rogue Nation");
    let ends = ["Paramount", "Mission: Impossible – Rogue Nation"].map(|name| window.mark(name));
    let middle = ends[0].lerp(ends[1], 0.5);
    window.click_at(middle, Modifiers::NONE);
    assert_eq!(window.state().view.selection.single(), Some(Target::Tie(tie)));
}

#[test]
fn a_row_of_the_details_leads_to_the_tie() {
    let mut window = Window::with_sample();
    let at = window.mark("David Heyman");
    window.click_at(at, Modifiers::NONE);
    window.click("Harry Potter");
    let tie = window.tie("David Heyman", "Harry Potter");
    assert_eq!(window.state().view.selection.single(), Some(Target::Tie(tie)));
}

/// Types into the search field, takes the first hit, and says what it was.
fn find(window: &mut Window, text: &str) -> Option<String> {
    window.chord(Modifiers::COMMAND, Key::F);
    assert!(window.node(Role::TextInput, "Find").is_focused());
    window.type_text(text);
    window.key(Key::Enter);
    match window.state().view.selection.single() {
        Some(Target::Entity(id)) => Some(window.map().base.entity(id).name.to_string()),
        _ => None,
    }
}

#[test]
fn the_search_finds_names_with_errors_and_other_scripts() {
    for (text, name) in [
        ("harry", "Harry Potter"),
        ("Spilberg", "Steven Spielberg"),
        ("Spielburg", "Steven Spielberg"),
        ("amblni", "Amblin Partners"),
        ("马云", "Jack Ma"),
        ("阿里影业", "Alibaba Pictures"),
        ("president-elect", "Donald Trump"),
    ] {
        let mut window = Window::with_sample();
        assert_eq!(find(&mut window, text).as_deref(), Some(name), "{text}");
        assert!(window.area().contains(window.mark(name)), "{name} is in sight");
        assert_eq!(window.state().search.text, "", "the field is empty again");
    }
}

#[test]
fn the_search_brings_what_is_far_away_into_sight() {
    let mut window = Window::with_sample();
    let ground = window.empty_ground();
    window.drag(ground, ground + egui::vec2(40.0, 0.0));
    window.act(tieline::state::Action::Pan(egui::vec2(4000.0, 0.0)));
    assert!(!window.area().contains(window.mark("Skydance")));
    assert_eq!(find(&mut window, "skydance").as_deref(), Some("Skydance"));
    assert!(window.area().contains(window.mark("Skydance")));
}

#[test]
fn a_name_that_is_not_there_says_so() {
    let mut window = Window::with_sample();
    window.chord(Modifiers::COMMAND, Key::F);
    window.type_text("zzzzzz");
    assert!(window.shows("No such name on this map"));
    window.key(Key::Escape);
    assert!(!window.shows("No such name on this map"));
}
