//! What a reader does with evidence: weighs sources, sees contradictions, decides, and takes it all along.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use tieline::app::Picked;
use tieline::facts::Verdict;
use tieline::scene::Target;
use tieline::state::{Action, Command, How, Sample};

use crate::common::Window;
use crate::common::outside::write;

/// The harbour sample with a tie chosen that five articles speak of.
fn with_disputed_tie() -> Window {
    let mut window = Window::with_sample();
    window.act(Action::OpenSample(Sample::Timeline));
    let tie = window.tie("Northquay Holdings", "Saltmere Harbour Company");
    window.act(Action::Click(Some(Target::Tie(tie)), How::Replace));
    window
}

#[test]
fn a_tie_tells_how_many_sources_are_independent_and_what_cannot_both_hold() {
    let window = with_disputed_tie();
    assert!(window.shows("4 facts, 5 articles, 3 independent"));
    assert!(window.tells("One says “410 million crowns”, the other “385 million crowns”"));
}

#[test]
fn a_verdict_is_one_step_and_saved_with_the_map() {
    let mut window = Window::with_sample();
    let tie = window.tie("David Heyman", "Harry Potter");
    window.act(Action::Click(Some(Target::Tie(tie)), How::Replace));
    let fact = window.map().graph.tie(tie).facts[0];
    window.click("Reject");
    let review = window.map().decisions.reviews.of(fact).expect("it was decided");
    assert_eq!(review.verdict, Some(Verdict::Rejected));
    assert!(review.stamp.at.as_deref().is_some_and(|at| at.ends_with('Z')), "{:?}", review.stamp);
    window.chord(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.map().decisions.reviews.verdict(fact), None);
    window.click("Accept");
    let path = window.folder().join("map.tieline");
    window.script.add(Picked::Path(path.clone()));
    window.run(Command::Save);
    window.act(Action::OpenSample(Sample::Country));
    window.act(Action::OpenPaths(vec![path]));
    assert_eq!(window.map().decisions.reviews.verdict(fact), Some(Verdict::Accepted));
}

#[test]
fn the_evidence_of_what_is_chosen_is_written_without_what_was_rejected() {
    let mut window = with_disputed_tie();
    let tie = window.tie("Northquay Holdings", "Saltmere Harbour Company");
    let facts = window.map().graph.tie(tie).facts.clone();
    window.act(Action::Decide(facts[1], Verdict::Rejected));
    let path = window.folder().join("pack.html");
    window.script.add(Picked::Path(path.clone()));
    window.chord(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    let text = std::fs::read_to_string(&path).expect("the pack is written");
    assert!(window.tells("(3 facts)"), "{:?}", window.state().notices);
    assert!(text.contains("bought 40 per cent of") && text.contains("Seaways Wire"));
    assert!(!text.contains("410 million crowns"), "rejected facts stay out");

    let path = window.folder().join("pack.docx");
    window.script.add(Picked::Path(path.clone()));
    window.run(Command::ExportEvidence);
    assert!(!path.exists());
    assert!(window.tells("a pack is .md, .html, .csv or .json"), "{:?}", window.state().notices);
}

#[test]
fn places_of_a_file_are_where_the_map_begins() {
    let mut window = Window::with_sample();
    let path = window.folder().join("drawn.json");
    let node = |id: &str, x: f32, y: f32| format!("{{\"id\": \"{id}\", \"x\": {x}, \"y\": {y}}}");
    let nodes = [node("A", 0.0, 0.0), node("B", 0.1, 0.0), node("C", 0.1, 0.2)].join(", ");
    write(
        &path,
        &format!(
            "{{\"nodes\": [{nodes}], \"links\": [{{\"source\": \"A\", \"target\": \"B\"}}, {{\"source\": \"B\", \"target\": \"C\"}}]}}"
        ),
    );
    window.act(Action::OpenPaths(vec![path]));
    let [a, b, c] = ["A", "B", "C"].map(|name| window.map().places[window.entity(name).index()]);
    let far = |from: [f32; 2], to: [f32; 2]| (from[0] - to[0]).hypot(from[1] - to[1]);
    assert!((far(b, c) / far(a, b) - 2.0).abs() < 0.01, "{a:?} {b:?} {c:?}");
    assert!(b[0] > a[0] && (a[1] - b[1]).abs() < 0.01 && far(a, b) > 40.0, "{a:?} {b:?} {c:?}");
}

#[test]
fn sources_open_to_what_was_taken_together_and_the_reader_overrules_it() {
    let mut window = with_disputed_tie();
    window.click("4 facts, 5 articles, 3 independent");
    assert!(window.tells("Nearly the same text as") || window.tells("Published by"));
    let one = window.harness.query_all_by_label("Count on its own").count();
    assert_eq!(one, 2, "five articles are three sources");
    window.harness.query_all_by_label("Count on its own").next().expect("one of them").click();
    window.step();
    window.settle();
    assert!(window.shows("4 facts, 5 articles, 4 independent"));
    assert!(window.tells("count as two: you said so"));
    window.run(Command::Undo);
    assert!(window.shows("4 facts, 5 articles, 3 independent"));
    window.run(Command::Redo);

    let path = window.folder().join("map.tieline");
    window.script.add(Picked::Path(path.clone()));
    window.run(Command::Save);
    window.act(Action::OpenSample(Sample::Country));
    window.act(Action::OpenPaths(vec![path]));
    let tie = window.tie("Northquay Holdings", "Saltmere Harbour Company");
    window.act(Action::Click(Some(Target::Tie(tie)), How::Replace));
    window.click("4 facts, 5 articles, 4 independent");
    window.spoken("Take back").scroll_to_me();
    window.step();
    window.settle();
    window.click("Take back");
    assert!(window.shows("4 facts, 5 articles, 3 independent"));
}

#[test]
fn two_sources_are_made_one() {
    let mut window = with_disputed_tie();
    window.click("4 facts, 5 articles, 3 independent");
    window.harness.query_all_by_label("Same source as…").next().expect("a button").click();
    window.step();
    window.settle();
    window.spoken("“").click();
    window.step();
    window.settle();
    assert!(window.shows("4 facts, 5 articles, 2 independent"));
    assert!(window.tells("you said so"));
}

#[test]
fn an_excerpt_is_copied_as_a_citation() {
    let mut window = Window::with_sample();
    let tie = window.tie("David Heyman", "Harry Potter");
    window.act(Action::Click(Some(Target::Tie(tie)), How::Replace));
    window.harness.get_by_label("Copy").click();
    let mut copied = None;
    for _ in 0..4 {
        window.step();
        let commands = &window.harness.output().platform_output.commands;
        copied = copied.or_else(|| {
            commands.iter().find_map(|command| match command {
                egui::OutputCommand::CopyText(text) => Some(text.clone()),
                _ => None,
            })
        });
    }
    window.settle();
    let text = copied.unwrap_or_default();
    let article = &window.map().base.articles[0];
    assert!(text.starts_with('“') && text.contains(article.publisher.as_deref().expect("it has one")), "{text}");
    assert!(text.contains("10 January 2017"), "{text}");
    assert!(window.shows("Copied as a citation"));
}

#[test]
fn text_that_would_hide_itself_is_seen() {
    let mut window = Window::with_sample();
    let path = window.folder().join("sly.json");
    let text = "Ann \\u202egnihton\\u202c paid Bob.";
    write(
        &path,
        &format!(
            r#"{{"tieline": 1, "articles": [{{"id": "a", "title": "T", "publisher": "P\u200bress", "text": "{text}"}}],
            "entities": [{{"id": "ann", "name": "Ann"}}, {{"id": "bob", "name": "Bob", "description": "x\u202ey"}}],
            "facts": [{{"subject": "ann", "relation": "paid", "object": "bob",
                "evidence": [{{"article": "a", "excerpt": "{text}"}}]}}]}}"#
        ),
    );
    window.act(Action::OpenPaths(vec![path]));
    let bob = window.entity("Bob");
    window.act(Action::Click(Some(Target::Entity(bob)), How::Replace));
    assert!(window.shows("x␣y"));
    let tie = window.tie("Ann", "Bob");
    window.act(Action::Click(Some(Target::Tie(tie)), How::Replace));
    assert!(window.tells("P␣ress"));
}
