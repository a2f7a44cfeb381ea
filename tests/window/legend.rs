//! The legend as the control of kinds and sizes, the line that says what is hidden, and the focus around a choice.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use tieline::facts::FactBase;
use tieline::graph::{Appearance, KindWish, MarkShape, SizeBy, WidthBy};
use tieline::scene::Target;
use tieline::state::{Action, Command, Edit, How, Sample, Toggle};

use crate::common::Window;

fn choose(window: &mut Window, name: &str) {
    let id = window.entity(name);
    window.act(Action::Click(Some(Target::Entity(id)), How::Replace));
}

#[test]
fn a_click_in_the_legend_shows_one_kind_alone_and_again_all() {
    let mut window = Window::with_sample();
    let all = window.map().visible.num_entities;
    window.click_on(Role::Button, "people in the legend");
    let people = window.map().base.entities.iter().filter(|entity| entity.kind == FactBase::PERSON).count();
    assert_eq!(window.map().visible.num_entities, people);
    assert!(window.tells(&format!("{} of {all} hidden: without", all - people)), "the banner says so");
    window.click_on(Role::Button, "people in the legend");
    assert_eq!(window.map().visible.num_entities, all);
    assert!(!window.tells(" hidden: without"));
}

#[test]
fn the_banner_leads_out() {
    let mut window = Window::with_sample();
    choose(&mut window, "Skydance");
    window.run(Command::Hide);
    assert!(window.tells("1 of 18 hidden: 1 by hand"));
    window.act(Action::Run(Command::ShowAll));
    assert!(!window.tells("hidden: 1 by hand"));
}

#[test]
fn a_kind_gets_another_look_and_undo_takes_it_back() {
    let mut window = Window::with_sample();
    let before = window.map().looks.kinds[FactBase::FIRM.index()];
    window.click("Look of firms");
    window.click_on(Role::RadioButton, "triangle");
    assert_eq!(window.map().looks.kinds[FactBase::FIRM.index()].shape, MarkShape::Triangle);
    let firm = window.entity("Alibaba");
    assert_eq!(window.map().looks.marks[firm.index()].kind.shape, MarkShape::Triangle, "and so do its marks");
    window.key(Key::Escape);
    window.run(Command::Undo);
    assert_eq!(window.map().looks.kinds[FactBase::FIRM.index()], before);
}

#[test]
fn looks_and_sizes_are_saved_with_the_map() {
    let mut window = Window::with_sample();
    let wish = KindWish { color: Some(7), shape: Some(MarkShape::Pentagon), icon: None };
    let wanted = Appearance {
        kinds: [(FactBase::FILM, wish)].into(),
        size: SizeBy::Between,
        width: WidthBy::Sources,
        confidence: true,
    };
    window.act(Action::Edit(Edit::Appearance(wanted.clone()), "look of a kind", Toggle::Off));
    let looks = window.map().looks.clone();
    assert_eq!(looks.larger, "more often between others", "it was worked out");
    let path = window.folder().join("looks.tieline");
    window.act(Action::Picked(tieline::state::Purpose::Save, path.clone()));
    window.act(Action::OpenPaths(vec![path]));
    assert_eq!(window.map().decisions.appearance, wanted);
    assert_eq!(window.map().looks, looks);
}

#[test]
fn ties_are_as_wide_as_their_facts_or_their_independent_sources_are_many() {
    let mut window = Window::with_sample();
    window.run(Command::OpenSample(Sample::Timeline));
    let widths = |window: &Window| window.map().looks.ties.iter().map(|tie| tie.width).collect::<Vec<_>>();
    let by_facts = widths(&window);
    assert!(window.tells("wider: more facts"));
    window.click_on(Role::Button, "wider: more facts ▾");
    window.click_on(Role::RadioButton, "Independent sources");
    assert!(window.tells("wider: more independent sources"));
    let by_sources = widths(&window);
    assert_ne!(by_facts, by_sources);
    let map = window.map();
    for (id, _) in map.graph.ties_with_ids() {
        let sources = map.weighed.count(id).map_or(0, |count| count.independent) as f32;
        assert!((by_sources[id.index()] - (0.8 + 0.6 * sources).clamp(1.4, 5.0)).abs() < 1e-6, "{id:?}");
    }
    window.key(Key::Escape);
    window.run(Command::Undo);
    assert_eq!(widths(&window), by_facts);
}

#[test]
fn sizes_say_what_is_wanted_of_them() {
    let mut window = Window::with_sample();
    let size = |window: &mut Window, size: SizeBy| {
        let wanted = Appearance { size, ..Appearance::default() };
        window.act(Action::Edit(Edit::Appearance(wanted), "size of marks", Toggle::Off));
        window.map().looks.marks.iter().map(|mark| mark.radius).collect::<Vec<_>>()
    };
    let by_ties = size(&mut window, SizeBy::Ties);
    let by_facts = size(&mut window, SizeBy::Facts);
    let equal = size(&mut window, SizeBy::Equal);
    assert_ne!(by_ties, by_facts);
    assert!(equal.iter().all(|radius| (radius - equal[0]).abs() < 1e-6));
    assert!(window.tells("all of one size"), "the legend says so");
    let largest = by_facts.iter().copied().fold(0.0, f32::max);
    let jack_ma = window.entity("Jack Ma");
    assert!((by_facts[jack_ma.index()] - largest).abs() < 1e-6, "most facts speak of him");
}

#[test]
fn the_focus_widens_and_narrows_step_by_step() {
    let mut window = Window::with_sample();
    window.run(Command::OpenSample(Sample::Country));
    let busiest = {
        let map = window.map();
        let ties = |id: &tieline::facts::EntityId| map.graph.ties_of(*id).count();
        map.visible.entities().filter(|id| (1..=2).contains(&ties(id))).min().expect("a leaf")
    };
    window.act(Action::Click(Some(Target::Entity(busiest)), How::Replace));
    let lifted = |window: &Window| window.state().view.emphasis.lifted.len();
    let one = lifted(&window);
    window.key(Key::Plus);
    let two = lifted(&window);
    assert!(two > one, "{one} and {two}");
    assert!(window.tells(", 2 steps"), "the banner says how far");
    window.key(Key::Num4);
    assert!(lifted(&window) >= two);
    window.key(Key::Minus);
    window.key(Key::Minus);
    assert_eq!(lifted(&window), two);
    window.key(Key::Escape);
    assert_eq!(lifted(&window), one, "escape returns to the neighbours");
    assert!(!window.state().view.selection.is_empty());
    window.key(Key::Escape);
    assert!(window.state().view.selection.is_empty());
    window.chord(Modifiers::NONE, Key::Num3);
    assert!(window.state().view.steps.is_none(), "nothing is chosen, so there is nothing to widen");
}

#[test]
fn dotted_ties_are_told_in_the_legend() {
    let mut window = Window::with_sample();
    let meanings = |window: &Window| window.map().looks.lines.iter().map(|line| line.meaning).collect::<Vec<_>>();
    assert!(!meanings(&window).contains(&"not yet checked"));
    window.run(Command::MarkUnreviewed);
    assert!(meanings(&window).contains(&"not yet checked"), "{:?}", meanings(&window));
    assert!(
        meanings(&window).contains(&"planned, not yet checked"),
        "what is planned stays told: {:?}",
        meanings(&window)
    );
    assert!(!meanings(&window).contains(&"planned"), "none of them was checked");
}
