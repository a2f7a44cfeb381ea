//! How two entities are connected, and going from excerpt to excerpt.

use std::collections::BTreeSet;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use tieline::app::Picked;
use tieline::facts::Verdict;
use tieline::scene::{Level, Target};
use tieline::state::{Action, Command, Edit, How, Sample, Standing, Toggle};

use crate::common::{Setup, Window};

fn with_two(from: &str, to: &str) -> Window {
    let mut window = Window::with_sample();
    let both = BTreeSet::from([from, to].map(|name| window.entity(name)));
    window.act(Action::SelectEntities(both));
    window.click("How are they connected?");
    window
}

fn way(window: &Window) -> String {
    let told = window.state().view.connection.shown().expect("a chain is shown");
    window.map().way_of(&told.chain)
}

#[test]
fn two_chosen_ones_are_connected_by_a_chain_that_is_told_and_stands_out() {
    let window = with_two("Jack Ma", "Star Trek Beyond");
    assert_eq!(way(&window), "Jack Ma – Alibaba – Alibaba Pictures – Star Trek Beyond");
    for sentence in
        ["Jack Ma founded Alibaba", "Alibaba owns Alibaba Pictures", "Alibaba Pictures funded Star Trek Beyond"]
    {
        assert!(window.shows(sentence), "{sentence}");
    }
    assert!(window.tells("Chain 1 of "));
    let emphasis = &window.state().view.emphasis;
    assert_eq!(emphasis.entity(window.entity("Alibaba Pictures")), Level::Lifted);
    assert_eq!(emphasis.tie(window.tie("Alibaba", "Alibaba Pictures")), Level::Lifted);
    assert_eq!(emphasis.entity(window.entity("Paramount")), Level::Faded);
    for name in ["Jack Ma", "Alibaba", "Alibaba Pictures", "Star Trek Beyond"] {
        assert!(window.area().contains(window.mark(name)), "{name} is in sight");
    }
}

#[test]
fn names_are_typed_with_suggestions() {
    let mut window = Window::with_sample();
    window.chord(Modifiers::SHIFT, Key::C);
    assert!(window.node(Role::TextInput, "From").is_focused());
    window.type_text("spielb");
    window.click("Steven Spielberg");
    assert!(window.node(Role::TextInput, "To").is_focused());
    window.type_text("warrio");
    window.key(Key::Enter);
    assert!(way(&window).starts_with("Steven Spielberg – Amblin Partners – Alibaba"), "{}", way(&window));
    assert!(way(&window).ends_with("Warriors"));
    window.key(Key::Escape);
    assert_eq!(window.state().view.connection.standing, Standing::Closed);
}

#[test]
fn the_next_chain_is_another_way_and_the_one_before_comes_back() {
    let mut window = with_two("Jack Ma", "Warriors");
    let first = way(&window);
    assert!(window.state().view.connection.chains().len() > 1);
    window.click("Next ›");
    let second = way(&window);
    assert_ne!(first, second);
    window.chord(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    assert_eq!(way(&window), first);
    // All of them are listed, too.
    window.spoken("2. ").scroll_to_me();
    window.step();
    window.settle();
    window.spoken("2. ").click();
    window.step();
    window.settle();
    assert_eq!(way(&window), second);
}

#[test]
fn rejected_facts_carry_no_chain_and_where_there_is_none_it_is_said() {
    let mut window = with_two("Jack Ma", "Steven Spielberg");
    let facts = window.map().graph.tie(window.tie("Alibaba", "Amblin Partners")).facts.clone();
    for fact in &facts {
        window.act(Action::Decide(*fact, Verdict::Rejected));
    }
    assert!(window.shows("No chain of facts leads from Jack Ma to Steven Spielberg"));
    assert!(!window.state().view.emphasis.is_active() || window.state().view.connection.shown().is_none());
    facts.iter().for_each(|_| window.run(Command::Undo));
    assert!(way(&window).ends_with("Steven Spielberg"), "the question is asked again");
    let hidden = BTreeSet::from([window.entity("Steven Spielberg")]);
    window.act(Action::Edit(Edit::Hidden(hidden), "hide", Toggle::Off));
    assert!(window.tells("Steven Spielberg is hidden"));
}

#[test]
fn what_is_chosen_meanwhile_is_shown_and_the_chain_waits() {
    let mut window = with_two("Jack Ma", "Star Trek Beyond");
    let tie = window.tie("David Heyman", "Harry Potter");
    window.act(Action::Click(Some(Target::Tie(tie)), How::Replace));
    assert!(window.shows("David Heyman produced Harry Potter"));
    window.click("← How Jack Ma and Star Trek Beyond are connected");
    assert!(window.shows("Jack Ma founded Alibaba"));
}

#[test]
fn the_evidence_of_a_chain_is_written_in_its_order() {
    let mut window = with_two("Jack Ma", "Star Trek Beyond");
    let path = window.folder().join("chain.md");
    window.script.add(Picked::Path(path.clone()));
    window.click("Export evidence…");
    let text = std::fs::read_to_string(&path).expect("the pack is written");
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} in {text}"));
    assert!(at("How Jack Ma and Star Trek Beyond are connected") < at("Jack Ma founded Alibaba"));
    assert!(at("Jack Ma founded Alibaba") < at("Alibaba owns Alibaba Pictures"));
    assert!(at("Alibaba owns Alibaba Pictures") < at("Alibaba Pictures funded Star Trek Beyond"));
    assert!(!text.contains("Donald Trump met"));
}

#[test]
fn n_and_p_go_through_the_excerpts_of_a_tie() {
    let mut window = Window::with_sample();
    window.run(Command::OpenSample(Sample::Timeline));
    let tie = window.tie("Northquay Holdings", "Saltmere Harbour Company");
    window.act(Action::Click(Some(Target::Tie(tie)), How::Replace));
    let facts = window.map().graph.tie(tie).facts.iter().map(|fact| window.map().base.fact(*fact));
    let count = facts.flat_map(|fact| &fact.evidence).filter(|evidence| evidence.excerpt.is_some()).count();
    window.key(Key::N);
    assert!(window.shows(&format!("Excerpt 1 of {count}")));
    window.key(Key::P);
    assert!(window.shows(&format!("Excerpt {count} of {count}")), "round and round");
    let (fact, _) = window.state().view.walk.as_ref().and_then(|walk| walk.current()).expect("an excerpt");
    let sentence = window.map().base.sentence(fact);
    let panel = window.node(Role::Label, &sentence).rect();
    assert!(panel.max.y < 800.0 && panel.min.y > 0.0, "it is scrolled to: {panel:?}");
    window.click("Next excerpt");
    assert!(window.shows(&format!("Excerpt 1 of {count}")));
    window.key(Key::Escape);
    assert!(window.state().view.walk.is_none() && !window.state().view.selection.is_empty());
}

#[test]
fn the_facts_of_an_entity_are_read_one_by_one_and_in_their_articles() {
    let mut window = Window::with_sample();
    let alibaba = window.entity("Alibaba");
    window.act(Action::Click(Some(Target::Entity(alibaba)), How::Replace));
    window.key(Key::N);
    let (first, _) = window.state().view.walk.as_ref().and_then(|walk| walk.current()).expect("an excerpt");
    assert!(window.shows(&window.map().base.sentence(first)));
    let tie = window.map().graph.tie_of_fact(first).expect("it is about two");
    assert_eq!(window.state().view.emphasis.tie(tie), Level::Selected, "its tie stands out on the map");
    window.click("Open article");
    window.key(Key::N);
    let here = window.state().view.reader.as_ref().and_then(|reader| reader.evidence).expect("the article follows");
    assert_ne!(here.0, first);
    window.key(Key::Escape);
    window.click("← Back to what is chosen");
    assert!(window.tells("ties"));
}

#[test]
fn the_way_back_to_the_chains_keeps_to_a_narrow_panel() {
    let mut window = Setup { size: egui::vec2(800.0, 500.0), ..Setup::default() }.open();
    window.act(Action::OpenSample(Sample::Timeline));
    let both = ["Saltmere Harbour Company", "Dockworkers' Union of Saltmere"].map(|name| window.entity(name));
    window.act(Action::SelectEntities(BTreeSet::from(both)));
    window.run(Command::Connect);
    let other = window.entity("Jinglu Ocean Lines");
    window.act(Action::SelectEntities(BTreeSet::from([other])));
    let back = window.spoken("← How ").rect();
    assert!(window.area().right() <= back.left() && back.right() < 800.0, "{back:?} beside {:?}", window.area());
}
