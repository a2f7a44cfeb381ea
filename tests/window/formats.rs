//! Files that no reader knows, several files in one map, and files that change while they are open.

use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2};
use tieline::app::Picked;
use tieline::state::{Action, Command, Dialog, Extent, FileStep, MappingForm, Opening, ReportStep};

use crate::common::outside::write;
use crate::common::{Setup, Window};

const SEATS: &str = "Chair;Seat;House\nAda Holm;heads;Reel AG\nBo Lund;owns;Reel AG\n;owns;Pier AG\n";
const TIES: &str = "source,target,relation\nAda,Bo,met\nBo,Eve,met\n";

fn form(window: &Window) -> &MappingForm {
    match &window.state().dialog {
        Dialog::Map(form) => form,
        other => panic!("the question is asked: {other:?}"),
    }
}

#[test]
fn a_table_that_no_reader_knows_is_asked_about_and_opened() {
    let mut window = Window::with_sample();
    let path = window.folder().join("seats.csv");
    write(&path, SEATS);
    window.drop_file(&path);
    assert!(window.shows("What is what in seats.csv?"));
    assert_eq!(window.map().title(), "Alibaba in Hollywood", "the open map stays while it is asked");
    assert_eq!(form(&window).look.rows.len(), 3);
    // Nothing tells that a chair is a person: the reader does.
    window.click_on(Role::ComboBox, "Relation");
    window.click("Seat");
    window.click_on(Role::ComboBox, "Object");
    window.click("House");
    assert!(window.tells("Ada Holm heads Reel AG"), "{:?}", form(&window).mapping);
    assert!(window.tells("2 facts and 3 entities from the first 3 records; 1 give none"));
    window.click_at(egui::pos2(4.0, 400.0), Modifiers::NONE);
    assert!(window.shows("What is what in seats.csv?"), "a click beside it loses nothing");
    window.click("Open");
    assert!(matches!(window.state().dialog, Dialog::None));
    let facts = window.map().base.facts.len();
    assert_eq!((facts, window.map().report.tally.skipped), (2, 1));
}

#[test]
fn a_file_whose_format_is_known_can_be_read_by_a_mapping() {
    let mut window = Window::with_sample();
    let path = window.folder().join("ties.csv");
    write(&path, TIES);
    window.script.add(Picked::Path(path));
    window.menu("File", "Open with a mapping…");
    assert!(window.shows("What is what in ties.csv?"));
    assert_eq!(window.map().title(), "Alibaba in Hollywood", "the open map stays while it is asked");
    // The other way round than the columns say.
    window.click_on(Role::ComboBox, "Subject");
    window.click("target");
    window.click_on(Role::ComboBox, "Object");
    window.click("source");
    assert!(window.tells("Bo met Ada"), "{:?}", form(&window).mapping);
    window.click("Open");
    assert_eq!(window.map().base.sentence(tieline::facts::FactId(0)), "Bo met Ada");
    // What cannot be mapped is told, and the map stays.
    let prose = window.folder().join("prose.xml");
    write(&prose, "<p>They met.</p>");
    window.script.add(Picked::Path(prose));
    window.menu("File", "Open with a mapping…");
    assert!(window.tells("prose.xml cannot be opened with a mapping"));
    assert_eq!(window.map().title(), "ties.csv");
}

#[test]
fn of_a_very_large_map_a_part_is_shown_and_the_rest_comes_back() {
    let mut window = Window::with_sample();
    let graph = &window.map().graph;
    let extent = Extent::beyond(10, 3, graph, window.map().base.facts.len()).expect("the sample has more than ten");
    let tied = extent.tied.expect("some have one tie").entities;
    let best = extent.best.expect("some are tied better than most");
    window.act(Action::Ask(Dialog::Extent(extent.clone())));
    assert!(window.shows("This map is very large") && window.tells("18 entities, 19 ties, 28 facts"));
    window.click(&format!("Entities with 2 ties or more: {tied}"));
    assert!(matches!(window.state().dialog, Dialog::None));
    assert_eq!(window.map().visible.num_entities, tied);
    assert!(window.tells("from 2 ties"), "the line over the map says why");
    assert!(window.shows("At least 2 ties"), "the filter has it");
    window.run(Command::Undo);
    assert_eq!(window.map().visible.num_entities, 18);

    window.act(Action::Ask(Dialog::Extent(extent.clone())));
    window.click(&format!("A sample, the best tied: {} with {} ties or more", best.entities, best.min_ties));
    assert!(window.map().visible.num_entities <= 3);
    window.run(Command::ShowAll);
    assert_eq!(window.map().visible.num_entities, 18);

    window.act(Action::Ask(Dialog::Extent(extent)));
    window.key(Key::Escape);
    assert_eq!(window.map().visible.num_entities, 18, "who does not answer sees everything");
}

#[test]
fn a_mapping_is_kept_and_offered_where_it_fits() {
    let mut window = Setup { size: Vec2::new(800.0, 500.0), ..Setup::default() }.open();
    let path = window.folder().join("seats.csv");
    write(&path, SEATS);
    window.drop_file(&path);
    window.click_on(Role::ComboBox, "Object");
    window.click("House");
    window.node(Role::TextInput, "Keep this mapping as").focus();
    window.step();
    window.type_text("Seats");
    window.click("Save mapping");
    assert!(window.tells("Saved the mapping “Seats”"));
    window.key(Key::Escape);
    assert!(matches!(window.state().dialog, Dialog::None));
    let other = window.folder().join("later.csv");
    write(&other, "House;Chair;Seat\nPier AG;Eve Moll;heads\nPier AG;Bo Lund;owns\n");
    window.drop_file(&other);
    assert_eq!(form(&window).mapping.name, "Seats", "it fits, so it is where the question begins");
    let less = window.folder().join("less.csv");
    write(&less, "House;Chair\nPier AG;Eve Moll\nPier AG;Bo Lund\n");
    window.key(Key::Escape);
    window.drop_file(&less);
    let form = form(&window);
    assert!(form.mapping.name.is_empty() || form.missing().is_empty(), "what fits partly is only offered");
}

#[test]
fn prose_is_no_table_and_fails_as_before() {
    let mut window = Window::with_sample();
    let path = window.folder().join("letter.txt");
    write(&path, "Dear Ada, thank you.\nYours, as ever, Bo\n");
    window.drop_file(&path);
    assert!(window.shows("letter.txt cannot be opened"), "{:?}", window.state().dialog);
}

#[test]
fn a_file_is_added_the_map_stays_and_the_file_can_be_taken_out_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = folder.path().join("first.csv");
    let second = folder.path().join("second.csv");
    write(&first, TIES);
    write(&second, "source,target,relation\nEve,Mia,pays\nAda,Mia,met\n");
    let mut window = Setup { files: vec![first.clone()], ..Setup::default() }.open();
    window.run(Command::SelectAll);
    window.run(Command::Pin);
    let before = window.places();
    window.script.add(Picked::Path(second));
    window.menu("File", "Add facts…");
    assert!(window.tells("1 new entity, 2 new facts"), "{:?}", window.state().notices);
    assert_eq!(window.places()[..before.len()], before, "whoever was there stays");
    assert!(window.map().is_placed());
    let mia = window.entity("Mia");
    assert!(window.state().view.selection.entities.contains(&mia), "who is new is chosen");
    assert_eq!(window.map().decisions.pinned.len(), 3, "what was decided stays");
    assert!(window.map().history.is_changed());
    let parts: Vec<_> = window.map().origin.parts.iter().map(|part| (part.name.as_str(), part.facts)).collect();
    assert_eq!(parts, [("first.csv", 2), ("second.csv", 2)]);
    // The list of what is new leads over the map.
    window.click("Next change");
    assert!(window.tells("Eve pays Mia"));
    assert!(!window.state().view.selection.ties.is_empty());
    window.act(Action::SelectEntities(Default::default()));
    window.click("Take second.csv out of the map");
    assert_eq!(window.map().base.facts.len(), 2);
    assert_eq!(window.places(), before);
    // A file of the map is not added twice.
    window.act(Action::Files(FileStep::Add(vec![first])));
    assert!(window.tells("the map has it already"));
}

#[test]
fn thousands_of_problems_are_grouped_searched_and_lead_to_their_records() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("gaps.csv");
    let row = |number: usize| format!("Ada,{},never{number}\n", if number.is_multiple_of(2) { "Bo" } else { "" });
    let rows: String = (1..=400).map(row).collect();
    write(&path, &format!("source,target,date\n{rows}"));
    let mut window = Setup { files: vec![path], ..Setup::default() }.open();
    window.menu("File", "Import report");
    assert!(window.tells("200: it is empty"), "what happened, with its count");
    assert!(!window.tells("row 399"), "closed at first");
    window.spoken("⏵ 200: it is empty").click();
    window.step();
    window.settle();
    assert!(window.tells("row 1, target"));
    window.act(Action::Report(ReportStep::Filter("never14”".to_owned())));
    assert!(window.tells("1: “…”") && !window.tells("it is empty"));
    window.spoken("⏵ 1: ").click();
    window.step();
    window.settle();
    window.spoken("“never14” ").click();
    window.step();
    window.settle();
    assert!(window.tells("Ada,Bo,never14"), "the record as it stands in the file");
    window.click("Done");
    let saved = folder.path().join("told");
    window.script.add(Picked::Path(saved.clone()));
    window.click("Save…");
    let text = std::fs::read_to_string(saved.with_extension("txt")).expect("it is written");
    assert_eq!(text.lines().count(), 1, "{text}");
}

#[test]
fn a_file_dropped_on_a_map_of_files_is_asked_about() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = folder.path().join("first.csv");
    let second = folder.path().join("second.csv");
    write(&first, TIES);
    write(&second, "source,target,relation\nEve,Mia,pays\n");
    let mut window = Setup { files: vec![first], ..Setup::default() }.open();
    window.drop_file(&second);
    window.click("Add to this map");
    assert_eq!(window.map().base.facts.len(), 3);
    window.act(Action::EndGesture);
}

#[test]
fn a_file_that_changes_is_offered_and_what_was_decided_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("live.csv");
    write(&path, TIES);
    let mut window = Setup { files: vec![path.clone()], ..Setup::default() }.open();
    let bo = window.entity("Bo");
    window.act(Action::SelectEntities([bo].into()));
    window.run(Command::Pin);
    let place = window.places()[bo.index()];
    // Rows before: whoever counts would take Ada for Bo.
    write(&path, "source,target,relation\nMia,Ada,pays\nAda,Bo,met\n");
    window.act(Action::Files(FileStep::Touched(vec![path.clone()])));
    assert!(window.shows("live.csv has changed on the disk"));
    window.click("Read again");
    assert!(window.tells("1 new fact"), "{:?}", window.state().notices);
    assert!(window.tells("1 gone fact"));
    let bo = window.entity("Bo");
    assert_eq!(window.map().decisions.pinned, [bo].into());
    assert_eq!(window.places()[bo.index()], place);
    assert!(!window.shows("live.csv has changed on the disk"));
    // A file that is half written is no error that loses anything.
    write(&path, "source,tar");
    window.act(Action::Files(FileStep::Touched(vec![path.clone()])));
    window.click("Read again");
    assert_eq!(window.map().base.facts.len(), 2);
    assert!(matches!(window.state().opening, Opening::Nothing));
    // At once, where the reader has said so.
    window.run(Command::ReadAtOnce);
    write(&path, TIES);
    window.act(Action::Files(FileStep::Touched(vec![path])));
    assert_eq!(window.map().base.facts.len(), 2);
    assert!(window.tells("1 gone fact") && window.state().changed_files.is_empty());
}

#[test]
fn what_was_done_before_a_file_was_read_again_can_still_be_undone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("live.csv");
    write(&path, TIES);
    let mut window = Setup { files: vec![path.clone()], ..Setup::default() }.open();
    let (bo, ada) = (window.entity("Bo"), window.entity("Ada"));
    let before = window.places()[bo.index()];
    window.act(Action::SelectEntities([bo].into()));
    window.run(Command::Pin);
    window.act(Action::SelectEntities([ada].into()));
    window.run(Command::Hide);
    window.act(Action::SelectEntities([bo].into()));
    window.run(Command::ArrangeAgain);
    // Others come first, so that every number is another one.
    write(&path, "source,target,relation\nMia,Ada,pays\nAda,Bo,met\n");
    window.act(Action::Files(FileStep::Touched(vec![path])));
    window.click("Read again");
    let (bo, ada, mia) = (window.entity("Bo"), window.entity("Ada"), window.entity("Mia"));
    assert_eq!(window.map().decisions.hidden, [ada].into());
    let newcomer = window.places()[mia.index()];
    window.run(Command::Undo);
    assert_eq!((window.places()[bo.index()], window.places()[mia.index()]), (before, newcomer), "arranging is undone");
    window.run(Command::Undo);
    assert!(window.map().decisions.hidden.is_empty(), "hiding is undone");
    assert_eq!(window.map().decisions.pinned, [bo].into());
    window.run(Command::Undo);
    assert!(window.map().decisions.pinned.is_empty(), "pinning is undone");
    assert!(window.map().history.next_undo().is_none());
    window.run(Command::Redo);
    window.run(Command::Redo);
    assert_eq!((&window.map().decisions.hidden, &window.map().decisions.pinned), (&[ada].into(), &[bo].into()));
}
