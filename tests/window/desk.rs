//! The desk: facts checked one by one, rejected ones off the map, corrections, lists, contradictions.

use std::path::PathBuf;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use tieline::app::Picked;
use tieline::facts::{FactId, Flaw, Holds, Status, Verdict};
use tieline::scene::Target;
use tieline::state::{Action, Command, Correction, CorrectionAction, Desk, DeskAction, How, Sample};

use crate::common::outside::{sample_file, write};
use crate::common::{Setup, Window};

fn harbour() -> Window {
    let mut window = Window::with_sample();
    window.act(Action::OpenSample(Sample::Timeline));
    window
}

/// The fact that lies on the desk.
fn on_desk(window: &Window) -> FactId {
    match &window.state().view.desk {
        Some(Desk::Queue(queue)) => queue.fact().expect("a fact lies there"),
        other => panic!("no queue: {other:?}"),
    }
}

fn verdict(window: &Window, fact: FactId) -> Option<Verdict> {
    window.map().decisions.reviews.verdict(fact)
}

/// Saves the map, opens another one, and opens the saved one again.
fn reopen(window: &mut Window) -> PathBuf {
    let path = window.folder().join("map.tieline");
    if window.map().origin.project.is_none() {
        window.script.add(Picked::Path(path.clone()));
    }
    window.run(Command::Save);
    window.act(Action::OpenSample(Sample::Country));
    window.act(Action::OpenPaths(vec![path.clone()]));
    path
}

/// Brings a switch of the filter into sight and clicks it.
fn switch(window: &mut Window, role: Role, name: &str) {
    window.node(role, name).scroll_to_me();
    window.step();
    window.settle();
    window.click_on(role, name);
}

#[test]
fn twenty_facts_are_checked_by_the_keyboard_alone() {
    let mut window = harbour();
    window.chord(Modifiers::COMMAND, Key::J);
    assert!(window.shows("0 of 79 checked"));
    let mut seen = Vec::new();
    for (at, key) in [Key::A, Key::R, Key::U, Key::J].into_iter().cycle().take(20).enumerate() {
        let fact = on_desk(&window);
        assert!(!seen.contains(&fact), "each comes once");
        if let Some(tie) = window.map().graph.tie_of_fact(fact) {
            assert_eq!(window.state().view.selection.single(), Some(Target::Tie(tie)), "the map shows fact {at}");
            let ends = [window.map().graph.tie(tie).a, window.map().graph.tie(tie).b];
            for end in ends {
                let name = window.map().base.entity(end).name.clone();
                assert!(window.area().contains(window.mark(&name)), "{name} is in sight");
            }
        }
        seen.push(fact);
        window.key(key);
    }
    assert!(window.shows("15 of 79 checked"));
    let given: Vec<_> = seen.iter().map(|fact| verdict(&window, *fact)).collect();
    let expected = [Some(Verdict::Accepted), Some(Verdict::Rejected), Some(Verdict::Unsure), None];
    assert_eq!(given, expected.into_iter().cycle().take(20).collect::<Vec<_>>());
    window.key(Key::Escape);
    assert_eq!(window.state().view.desk, None);

    window.chord(Modifiers::COMMAND, Key::J);
    window.click("All 79");
    assert_eq!(on_desk(&window), seen[3], "what has no verdict comes first");
}

#[test]
fn a_verdict_moves_nothing_and_undo_goes_back_to_its_fact() {
    let mut window = harbour();
    window.run(Command::CheckFacts);
    let (first, places) = (on_desk(&window), window.places());
    window.key(Key::R);
    let second = on_desk(&window);
    assert_eq!(window.places(), places);
    window.key(Key::K);
    assert_eq!(on_desk(&window), first, "the order stays what it was");
    window.key(Key::J);
    window.key(Key::J);
    window.chord(Modifiers::COMMAND, Key::Z);
    assert_eq!((on_desk(&window), verdict(&window, first)), (first, None));
    window.key(Key::A);
    assert_eq!(on_desk(&window), second);
    window.key(Key::K);
    window.key(Key::A);
    assert_eq!((on_desk(&window), verdict(&window, first)), (first, None), "the same again takes it back, and stays");
}

#[test]
fn a_note_is_typed_in_peace_and_signed() {
    let mut window = harbour();
    window.run(Command::Lists);
    window.node(Role::TextInput, "Your name, with which decisions are signed").focus();
    window.step();
    window.type_text("Ann");
    window.run(Command::CheckFacts);
    let fact = on_desk(&window);
    window.key(Key::T);
    assert!(window.node(Role::MultilineTextInput, "Note").is_focused());
    for key in [Key::A, Key::R, Key::J, Key::U, Key::E] {
        window.key(key);
    }
    window.type_text("ask her");
    assert_eq!((on_desk(&window), verdict(&window, fact)), (fact, None), "letters are letters");
    window.key(Key::Escape);
    assert!(window.state().view.desk.is_some(), "Escape leaves the note and not the desk");
    let review = window.map().decisions.reviews.of(fact).expect("it is noted").clone();
    assert_eq!((review.note.as_deref(), review.stamp.by.as_deref()), (Some("ask her"), Some("Ann")));
    window.key(Key::A);
    window.key(Key::K);
    assert!(window.tells("Ann, 2"), "who decided and when stands below the verdict");
    window.chord(Modifiers::COMMAND, Key::Z);
    window.chord(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.map().decisions.reviews.of(fact), None, "a note is one step");
}

#[test]
fn a_rejected_fact_is_off_the_map_and_kept() {
    let mut window = Window::with_sample();
    let tie = window.tie("David Heyman", "Harry Potter");
    window.act(Action::Click(Some(Target::Tie(tie)), How::Replace));
    let facts = window.map().graph.tie(tie).facts.clone();
    assert_eq!(facts.len(), 1);
    window.click("Reject");
    assert!(!window.map().visible.tie(tie));
    assert!(window.tells("18 of 19 ties") && window.tells("27 of 28 facts") && window.tells("1 rejected"));
    assert!(window.tells("1 fact is rejected"), "the card stays, so that it can be taken back");
    window.click("Show");
    assert!(window.map().visible.tie(tie));
    assert!(window.shows("David Heyman produced Harry Potter, rejected"));
    reopen(&mut window);
    assert!(window.map().visible.tie(tie), "the switch is saved with the map");
    switch(&mut window, Role::CheckBox, "Show 1 rejected fact");
    assert!(!window.map().visible.tie(tie));
    window.chord(Modifiers::COMMAND, Key::Z);
    assert!(window.map().visible.tie(tie));
}

#[test]
fn filters_by_verdict_check_and_sources_agree_with_the_counts_and_are_saved() {
    let mut window = harbour();
    let (all, ties) = (window.map().base.facts.len(), window.map().graph.ties().len());
    window.act(Action::Decide(FactId(0), Verdict::Accepted));
    switch(&mut window, Role::CheckBox, "Publishable only");
    assert!(window.tells("1 of 79 facts"));
    switch(&mut window, Role::CheckBox, "Publishable only");

    let without = window.map().num_standing(tieline::facts::Standing::NoEvidence);
    switch(&mut window, Role::CheckBox, "No evidence");
    assert_eq!(window.map().visible.num_facts, all - without);
    switch(&mut window, Role::CheckBox, "No evidence");

    switch(&mut window, Role::RadioButton, "At least 3 sources");
    let shown: Vec<_> = window.map().visible.ties().collect();
    assert!(!shown.is_empty() && shown.len() < ties);
    for tie in &shown {
        assert!(window.map().weighed.count(*tie).is_some_and(|count| count.independent >= 3));
    }
    reopen(&mut window);
    assert_eq!(window.map().visible.ties().collect::<Vec<_>>(), shown);
    assert!(window.tells("from 3 independent sources"));
}

#[test]
fn a_correction_moves_the_tie_and_keeps_what_the_file_says() {
    let mut window = Window::with_sample();
    let fact = window.map().graph.tie(window.tie("David Heyman", "Harry Potter")).facts[0];
    window.act(Action::Click(Some(Target::Tie(window.tie("David Heyman", "Harry Potter"))), How::Replace));
    let places = window.places();
    window.run(Command::CheckFacts);
    window.click("Chosen 1");
    window.key(Key::E);
    assert!(window.node(Role::TextInput, "Relation").is_focused());
    window.type_text(" twice");
    let object = window.node(Role::TextInput, "Object");
    object.focus();
    window.step();
    window.chord(Modifiers::COMMAND, Key::A);
    window.type_text("skyda");
    window.key(Key::Enter);
    assert!(window.node(Role::TextInput, "Object").is_focused(), "the keyboard stays in the form");
    window.key(Key::Enter);
    assert_eq!(window.map().base.sentence(fact), "David Heyman produced twice Skydance");
    assert!(window.map().graph.tie_between(window.entity("David Heyman"), window.entity("Harry Potter")).is_none());
    let tie = window.tie("David Heyman", "Skydance");
    assert!(window.map().visible.tie(tie));
    assert_eq!(window.state().view.selection.single(), Some(Target::Tie(tie)), "the fact stays before the reader");
    assert_eq!(window.places(), places, "nothing moves");
    assert!(window.tells("was: David Heyman produced Harry Potter"));

    reopen(&mut window);
    assert_eq!(window.map().base.sentence(fact), "David Heyman produced twice Skydance");
    window.act(Action::Click(Some(Target::Tie(window.tie("David Heyman", "Skydance"))), How::Replace));
    window.click("Take back");
    assert_eq!(window.map().base.sentence(fact), "David Heyman produced Harry Potter");
    assert_eq!(window.map().decisions.reviews.of(fact), None);
    window.chord(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.map().base.sentence(fact), "David Heyman produced twice Skydance");
    window.chord(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(window.map().base.sentence(fact), "David Heyman produced Harry Potter");
    window.tie("David Heyman", "Harry Potter");
}

#[test]
fn value_and_status_are_corrected_and_what_the_file_says_is_kept() {
    let mut window = Window::with_sample();
    let facts = window.map().base.facts_with_ids();
    let fact = facts.filter(|(_, fact)| fact.value.is_some()).map(|(id, _)| id).next().expect("a fact with a value");
    let (before, original) = (window.map().base.sentence(fact), window.map().base.fact(fact).clone());
    let of_fact = window.map().graph.tie_of_fact(fact).map_or(Target::Entity(original.subject), Target::Tie);
    window.act(Action::Click(Some(of_fact), How::Replace));
    window.act(Action::Desk(DeskAction::Correction(CorrectionAction::Begin(fact))));
    let value = window.node(Role::TextInput, "Value");
    value.focus();
    window.step();
    window.chord(Modifiers::COMMAND, Key::A);
    window.type_text("8 billion dollars");
    let form = window.state().view.correction.clone().expect("a form");
    let form = Correction { status: Status::Denied, ..*form };
    window.act(Action::Desk(DeskAction::Correction(CorrectionAction::Change(Box::new(form)))));
    window.act(Action::Desk(DeskAction::Correction(CorrectionAction::Make)));
    let corrected = window.map().base.fact(fact).clone();
    assert_eq!((corrected.value.as_deref(), corrected.status), (Some("8 billion dollars"), Status::Denied));
    assert!(window.tells(&format!("was: {before}")), "the original is shown");
    reopen(&mut window);
    assert_eq!(window.map().base.fact(fact), &corrected);
    window.act(Action::Desk(DeskAction::Correction(CorrectionAction::TakeBack(fact))));
    assert_eq!(window.map().base.fact(fact), &original);
}

#[test]
fn a_correction_that_cannot_be_made_says_why() {
    let mut window = Window::with_sample();
    window.run(Command::CheckFacts);
    let before = window.map().base.sentence(on_desk(&window));
    window.key(Key::E);
    window.node(Role::TextInput, "When").focus();
    window.step();
    window.chord(Modifiers::COMMAND, Key::A);
    window.type_text("last week");
    assert!(window.tells("“last week”: not a date"));
    window.key(Key::Enter);
    assert!(window.state().view.correction.is_some(), "the form stays");
    window.key(Key::Escape);
    assert!(window.state().view.correction.is_none());
    assert!(window.state().view.desk.is_some());
    assert_eq!(window.map().base.sentence(on_desk(&window)), before);
    assert!(!window.state().is_changed());
}

#[test]
fn lists_of_the_map_lead_into_the_queue() {
    let mut window = Window::with_sample();
    let path = window.folder().join("odd.json");
    write(
        &path,
        r#"{"tieline": "1",
            "articles": [{"id": "a", "text": "Ann met Bob in Rome."}],
            "entities": [{"id": "Ann", "kind": "person"}, {"id": "Bob", "kind": "person"}, {"id": "Cleo", "kind": "person"}],
            "facts": [
              {"id": "f1", "subject": "Ann", "relation": "met", "object": "Bob",
               "evidence": [{"article": "a", "excerpt": "Ann met Bob"}]},
              {"id": "f2", "subject": "Ann", "relation": "knows", "object": "Cleo",
               "evidence": [{"article": "a", "excerpt": "Ann knows Cleo well"}]},
              {"id": "f3", "subject": "Bob", "relation": "likes", "object": "Cleo"},
              {"id": "f4", "subject": "Bob", "relation": "will meet", "object": "Cleo", "when": "2990",
               "evidence": [{"article": "a", "excerpt": "Bob in Rome"}]}]}"#,
    );
    window.act(Action::OpenPaths(vec![path]));
    window.click("Gaps and oddities");
    assert!(window.tells("2 found elsewhere, 1 not found"), "counts of checks for the whole map");
    assert!(window.shows("0 of 4 checked"));
    let quality = window.map().quality.clone().expect("the lists are made");
    for flaw in [Flaw::NoEvidence, Flaw::NotInArticle, Flaw::EndMissing, Flaw::Future] {
        assert_eq!(quality.list(flaw).len(), 1, "{}", flaw.heading());
    }
    assert!(window.tells("Facts that may be told twice: none"));
    window.click(Flaw::NotInArticle.heading());
    assert_eq!(on_desk(&window), FactId(1));
    assert!(window.tells("The words are not in"));
    window.key(Key::R);
    assert!(window.shows("1 of 1 checked"));
    window.click("Lists…");
    window.click(Flaw::NoEvidence.heading());
    assert_eq!(on_desk(&window), FactId(2));
}

#[test]
fn a_contradiction_is_decided_side_by_side_and_told_in_the_pack() {
    let mut window = harbour();
    let conflict = window.map().weighed.all_conflicts()[0].clone();
    window.run(Command::Disputes);
    for fact in [conflict.a, conflict.b] {
        let sentence = window.map().base.sentence(fact);
        assert!(window.tells(&sentence), "{sentence}");
    }
    let holds = |window: &Window| {
        let ruling = window.map().decisions.reviews.rulings.get(&(conflict.a, conflict.b));
        ruling.map(|ruling| ruling.holds)
    };
    window.click("That holds");
    assert_eq!(holds(&window), Some(Holds::Second));
    window.key(Key::Num3);
    assert_eq!(holds(&window), Some(Holds::Both));
    window.chord(Modifiers::COMMAND, Key::Z);
    assert_eq!(holds(&window), Some(Holds::Second));
    window.key(Key::J);
    assert_eq!(window.state().view.desk, Some(Desk::Disputes(1)));
    reopen(&mut window);
    assert_eq!(holds(&window), Some(Holds::Second));

    let path = window.folder().join("pack.md");
    window.script.add(Picked::Path(path.clone()));
    window.run(Command::ExportEvidence);
    let text = std::fs::read_to_string(&path).expect("the pack is written");
    assert!(text.contains("Contradicted by") && text.contains("decided"), "{text}");
}

#[test]
fn a_map_saved_before_there_were_verdicts_opens_as_it_was() {
    let mut window = Setup { files: vec![sample_file("harbour-takeover.json")], ..Setup::default() }.open();
    let path = reopen(&mut window);
    let text = std::fs::read_to_string(&path).expect("it was saved");
    for name in ["hidden_checks", "min_sources", "only_publishable", "with_rejected", "contradictions"] {
        assert!(!text.contains(name), "{name} stands in the file only where it is wanted");
    }
    assert_eq!(window.map().visible.num_facts, 79);
    let denied = window.map().base.facts.iter().filter(|fact| fact.status == Status::Denied).count();
    assert!(denied > 0);
}

#[test]
fn keys_with_shift_mean_at_the_desk_what_they_always_mean() {
    let mut window = harbour();
    window.chord(Modifiers::COMMAND, Key::J);
    let fact = on_desk(&window);
    window.chord(Modifiers::SHIFT, Key::R);
    assert_eq!((on_desk(&window), verdict(&window, fact)), (fact, None), "it arranges, and rejects nothing");
    window.chord(Modifiers::SHIFT, Key::T);
    assert!(window.state().settings.panels.time.open);
    window.key(Key::A);
    assert_eq!(verdict(&window, fact), Some(Verdict::Accepted), "no note is being written");
}
