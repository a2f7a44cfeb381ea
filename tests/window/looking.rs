//! The first screen, a tie and what says so, the article behind it.

use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable as _;
use tieline::scene::{Ground, Target};
use tieline::state::{Action, Command, How, Panel};

use crate::common::outside::write;
use crate::common::{Setup, Window};

#[test]
fn the_first_screen_shows_the_sample() {
    let window = Window::with_sample();
    for entity in &window.map().base.entities {
        assert!(window.tells(&format!("{}, ", entity.name)), "{} has a name on the map", entity.name);
    }
    assert!(window.tells("18 entities  ·  19 ties  ·  28 facts  ·  1 article"));
    assert!(window.shows("29 excerpts: 29 in their articles"));
    assert!(window.state().notices.is_empty(), "{:?}", window.state().notices);
}

#[test]
fn a_tie_leads_to_the_words_that_say_so() {
    let mut window = Window::with_sample();
    let tie = window.tie("Jack Ma", "Donald Trump");
    window.spoken("Jack Ma met Donald Trump, and 2 more, 1 source").click_accesskit();
    window.step();
    window.settle();
    assert_eq!(window.state().view.selection.single(), Some(Target::Tie(tie)));
    assert!(window.shows("3 facts, 1 article"));
    let mut excerpts = 0;
    for fact in &window.map().graph.tie(tie).facts {
        let fact = window.map().base.fact(*fact);
        for evidence in &fact.evidence {
            excerpts += 1;
            assert!(window.shows(evidence.excerpt.as_deref().unwrap()), "the excerpt can be read");
        }
    }
    assert_eq!(window.harness.query_all_by_label("✔ in the article").count(), excerpts, "each was checked");
    assert!(window.tells("From Trump Tower to the film slate"), "the source is named");
    assert!(window.tells("10 January 2017"), "and its date");
    assert!(window.shows("Planned"), "the planned fact is tagged");
}

#[test]
fn an_excerpt_leads_into_its_article_and_escape_leads_back() {
    let mut window = Window::with_sample();
    window.spoken("David Heyman produced Harry Potter").click_accesskit();
    window.step();
    window.settle();
    let selection = window.state().view.selection.clone();
    window.click("Open article");
    let reader = window.state().view.reader.clone().expect("the article is open");
    let text = window.map().base.article(reader.article).text.clone().expect("with its text");
    assert!(window.shows(&text), "the whole text can be read");
    assert!(reader.evidence.is_some(), "at the place that says so");
    window.key(Key::Escape);
    assert!(!window.shows(&text));
    assert_eq!(window.state().view.selection, selection, "the tie is still chosen");
    assert!(window.shows("Open article"));
}

#[test]
fn what_is_pointed_at_is_lifted_and_let_go_again() {
    let mut window = Window::with_sample();
    let at = window.mark("David Heyman");
    window.hover(at);
    let id = window.entity("David Heyman");
    assert_eq!(window.state().view.hovered, Some(Target::Entity(id)));
    assert_eq!(window.state().view.emphasis.lifted_ties.len(), 3);
    window.harness.remove_cursor();
    window.step();
    window.settle();
    assert_eq!(window.state().view.hovered, None);
    assert!(!window.state().view.emphasis.is_active());
}

#[test]
fn the_theme_changes_and_the_map_stays() {
    let mut window = Window::with_sample();
    assert_eq!(window.state().view.ground, Ground::Light);
    let before = (window.places(), window.state().view.camera);
    window.key(Key::D);
    assert_eq!(window.state().view.ground, Ground::Dark);
    assert!(window.harness.ctx.global_style().visuals.dark_mode);
    window.run(Command::ThemeLight);
    assert_eq!(window.state().view.ground, Ground::Light);
    assert_eq!((window.places(), window.state().view.camera), before);
}

#[test]
fn panels_make_room_for_the_map_and_come_back() {
    let mut window = Window::with_sample();
    let area = window.area();
    assert!(window.shows("Kinds") && window.shows("Best tied"));
    window.key(Key::OpenBracket);
    window.key(Key::CloseBracket);
    assert!(!window.shows("Kinds") && !window.shows("Best tied"));
    assert!(window.area().width() > area.width() + 300.0);
    assert!(!window.state().settings.panels.filter.open && !window.state().settings.panels.details.open);
    window.run(Command::FilterPanel);
    window.run(Command::DetailsPanel);
    assert!(window.shows("Kinds") && window.shows("Best tied"));
    assert!((window.area().width() - area.width()).abs() < 2.0);
    window.key(Key::L);
    assert!(!window.shows("larger: more ties"));
}

#[test]
fn an_article_opens_the_panel_that_shows_it() {
    let mut window = Window::with_sample();
    window.act(tieline::state::Action::Show(Panel::Details, tieline::state::Toggle::Off));
    let article = tieline::facts::ArticleId::from_index(0);
    window.act(tieline::state::Action::Read(tieline::state::Reader { article, evidence: None, place: None }));
    assert!(window.state().settings.panels.details.open);
    assert!(window.shows("← Back"));
}

#[test]
fn a_small_window_keeps_a_usable_map() {
    for (width, height) in [(800.0, 500.0), (480.0, 320.0)] {
        let mut window = Setup { size: vec2(width, height), ..Setup::default() }.open();
        let area = window.area();
        assert!(area.width() >= 0.2 * width && area.height() >= 0.6 * height, "{area:?} at {width} × {height}");
        assert!(window.map().base.entities.iter().all(|entity| area.contains(window.mark(&entity.name))));
        let at = window.mark("Alibaba");
        window.click_at(at, Modifiers::NONE);
        assert_eq!(window.state().view.selection.single(), Some(Target::Entity(window.entity("Alibaba"))));
        window.chord(Modifiers::COMMAND, Key::E);
        window.key(Key::Escape);
        window.key(Key::F1);
        assert!(window.shows("Keys"));
    }
    let window = Setup { size: vec2(800.0, 500.0), ..Setup::default() }.open();
    assert!(window.area().width() >= 240.0, "{:?}", window.area());
}

#[test]
fn a_window_that_shrinks_and_grows_keeps_the_map_in_sight() {
    let mut window = Window::with_sample();
    for size in [vec2(800.0, 500.0), vec2(1600.0, 1000.0), vec2(300.0, 200.0), vec2(1280.0, 800.0)] {
        window.harness.set_size(size);
        window.step();
        window.settle();
        assert!(window.area().width() > 0.0);
    }
    let area = window.area();
    assert!(window.map().base.entities.iter().all(|entity| area.contains(window.mark(&entity.name))));
}

#[test]
fn the_margin_of_an_article_leads_to_its_other_facts_and_back_to_the_map() {
    let mut window = Window::with_sample();
    let tie = window.tie("David Heyman", "Harry Potter");
    window.act(Action::Click(Some(Target::Tie(tie)), How::Replace));
    window.click("Open article");
    window.spoken("Place of: Jack Ma met Donald Trump").click_accesskit();
    window.step();
    window.settle();
    let met = window.tie("Jack Ma", "Donald Trump");
    assert!(window.state().view.selection.ties.contains(&met), "the tie is chosen");
    let here = window.state().view.reader.as_ref().and_then(|reader| reader.evidence).expect("the article stays open");
    assert_eq!(window.map().graph.tie_of_fact(here.0), Some(met));
    window.click("Show on map");
    assert_eq!(window.state().view.selection.ties.len(), window.map().graph.ties().len(), "all of them are from it");
    assert!(window.state().view.reader.is_some());
}

#[test]
fn an_entity_lists_where_it_is_named_and_leads_there() {
    let mut window = Window::with_sample();
    let id = window.entity("Jack Ma");
    window.act(Action::Click(Some(Target::Entity(id)), How::Replace));
    assert!(window.tells("Named ") && window.tells(" in 1 text"));
    window.spoken("Show all").scroll_to_me();
    window.step();
    window.settle();
    window.spoken("Show all").click();
    window.step();
    window.settle();
    assert!(window.state().view.all_mentions);
    window.spoken("From Trump Tower to the film slate").click_accesskit();
    window.step();
    window.settle();
    let reader = window.state().view.reader.as_ref().expect("the article is open");
    let text = window.map().base.article(reader.article).text.as_deref().expect("it has a text");
    let place = reader.place.clone().expect("at the name");
    assert!(["Jack Ma", "Ma"].contains(&text[place].trim_end_matches("'s")));
}

#[test]
fn letters_that_no_font_has_are_told_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("facts.json");
    let facts = r#"{"tieline": 1, "facts": [
        {"subject": "기생충", "relation": "met", "object": "Екатерина"},
        {"subject": "अमिताभ", "relation": "met", "object": "🎉 기택"}]}"#;
    write(&path, facts);
    let mut window = Setup { files: vec![path], ..Setup::default() }.open();
    assert!(window.tells("such as U+AE30: they are shown as ◻"));
    let told = |window: &Window| window.state().notices.iter().filter(|notice| notice.text.contains('◻')).count();
    assert_eq!(told(&window), 1);
    window.run(Command::ZoomIn);
    assert_eq!(told(&window), 1, "and not again");
    assert_eq!(told(&Window::with_sample()), 0);
}
