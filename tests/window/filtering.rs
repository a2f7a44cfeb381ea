//! The filter: counts change, nothing moves, and all of it can be taken back.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use tieline::facts::FactBase;
use tieline::state::Sample;

use crate::common::outside::sample_file;
use crate::common::{Setup, Window};

#[test]
fn a_kind_that_is_not_shown_leaves_everything_else_where_it_stands() {
    let mut window = Window::with_sample();
    let before = (window.places(), window.state().view.camera);
    window.click_on(Role::CheckBox, "films");
    let films = window.map().base.entities.iter().filter(|entity| entity.kind == FactBase::FILM).count();
    assert!(window.tells(&format!("{} of 18 entities", 18 - films)));
    assert!(!window.tells("Harry Potter, film"));
    assert!(window.tells("Alibaba, firm"));
    assert_eq!((window.places(), window.state().view.camera), before, "nothing moves");

    window.chord(Modifiers::COMMAND, Key::Z);
    assert!(window.tells("18 entities  ·  19 ties"));
    assert!(window.tells("Harry Potter, film"));
    assert_eq!((window.places(), window.state().view.camera), before);
}

#[test]
fn a_relation_that_is_not_shown_takes_its_facts_away() {
    let mut window = Window::with_sample();
    let before = window.places();
    let facts = window.map().visible.num_facts;
    let (relation, count) = window.map().relation_counts()[0];
    let word = window.map().base.relation(relation).to_owned();
    window.click_on(Role::CheckBox, &word);
    assert_eq!(window.map().visible.num_facts, facts - count);
    assert!(window.tells(&format!("{} of 28 facts", facts - count)));
    assert_eq!(window.places(), before);
    window.click_on(Role::CheckBox, &word);
    assert_eq!(window.map().visible.num_facts, facts);
}

#[test]
fn facts_without_evidence_can_be_left_out() {
    let mut window = Setup { files: vec![sample_file("harbour-takeover.json")], ..Setup::default() }.open();
    assert!(window.tells("79 facts"));
    window.node(Role::CheckBox, "Only with evidence").scroll_to_me();
    window.step();
    window.settle();
    window.click_on(Role::CheckBox, "Only with evidence");
    assert!(window.tells("77 of 79 facts"));
    window.click_on(Role::Button, "Everything");
    assert!(!window.tells("of 79 facts"));
}

#[test]
fn an_alleged_tie_says_so_and_can_be_left_out() {
    let mut window = Window::with_sample();
    window.run(tieline::state::Command::OpenSample(Sample::Timeline));
    let alleged = window
        .map()
        .status_counts()
        .iter()
        .find(|(status, _)| *status == tieline::facts::Status::Alleged)
        .map(|(_, count)| *count);
    let alleged = alleged.filter(|count| *count > 0).expect("the sample alleges something");
    window.node(Role::CheckBox, "Alleged").scroll_to_me();
    window.step();
    window.settle();
    window.click_on(Role::CheckBox, "Alleged");
    assert_eq!(window.map().visible.num_facts, 79 - alleged);
}
