//! The state changes as readers expect: every action against a real map, without a window.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use tieline::app::load;
use tieline::facts::{EntityId, FactBase};
use tieline::graph::Filter;
use tieline::layout::Snapshot;
use tieline::read::Unwatched;
use tieline::scene::Target;
use tieline::state::{
    Action, Arranging, Command, Dialog, Edit, Effect, Failure, How, LayoutOrder, LoadWhat, Map, Opening, Pattern,
    Purpose, Sample, State, Toggle, apply,
};

/// A state with the first sample open, everything standing on a grid.
fn opened() -> State {
    let mut state = State::default();
    apply(&mut state, Action::Area(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(800.0, 600.0))));
    let effect = apply(&mut state, Action::OpenSample(Sample::Story));
    let Some(Effect::Load(generation, what)) = effect else { panic!("{effect:?}") };
    let sample = load(&what, &Unwatched).expect("the sample opens");
    let effect = apply(&mut state, Action::Loaded(generation, Box::new(sample)));
    assert!(matches!(effect, Some(Effect::Layout(LayoutOrder::Arrange(_)))), "{effect:?}");
    settle(&mut state, 0.0);
    state
}

/// The layout says that everything stands, `shift` units to the right of the grid.
fn settle(state: &mut State, shift: f32) {
    let count = map(state).base.entities.len();
    let places = (0..count).map(|at| [(at % 5) as f32 * 100.0 + shift, (at / 5) as f32 * 100.0]);
    let positions = places.collect();
    let snapshot = Snapshot { generation: 1, positions, iterations: 1, progress: 1.0, settled: true };
    apply(state, Action::Moved(Arc::new(snapshot)));
}

fn map(state: &State) -> &Map {
    state.map().expect("a map is open")
}

fn entity(state: &State, key: &str) -> EntityId {
    map(state).base.entity_by_key(key).expect("the sample has this entity")
}

fn run(state: &mut State, command: Command) -> Option<Effect> {
    apply(state, Action::Run(command))
}

fn hide_kind(kind: tieline::facts::KindId) -> Action {
    let filter = Filter { hidden_kinds: BTreeSet::from([kind]), ..Filter::default() };
    Action::Edit(Edit::Filter(filter), "filter", Toggle::Off)
}

#[test]
fn a_filter_hides_without_moving_anything_and_is_undone() {
    let mut state = opened();
    let before = Arc::clone(&map(&state).places);
    assert_eq!(map(&state).visible.num_entities, 18);
    let effect = apply(&mut state, hide_kind(FactBase::FILM));
    assert!(effect.is_none(), "nothing is arranged anew: {effect:?}");
    assert_eq!(map(&state).visible.num_entities, 13);
    assert_eq!(map(&state).places, before);
    assert!(state.is_changed());
    run(&mut state, Command::Undo);
    assert_eq!(map(&state).visible.num_entities, 18);
    assert!(!state.is_changed());
    run(&mut state, Command::Redo);
    assert_eq!(map(&state).visible.num_entities, 13);
}

#[test]
fn a_drag_is_one_step_that_pins_and_undo_puts_everything_back() {
    let mut state = opened();
    let before = Arc::clone(&map(&state).places);
    let id = entity(&state, "jack-ma");
    apply(&mut state, Action::DragStart(id));
    for _ in 0..3 {
        let effect = apply(&mut state, Action::DragBy([10.0, -5.0]));
        assert!(matches!(effect, Some(Effect::Layout(LayoutOrder::Hold(_)))), "{effect:?}");
    }
    // The rest follows while the mark is held, and the mark stays in the hand.
    settle(&mut state, 7.0);
    let held = map(&state).places[id.index()];
    assert_eq!(held, [before[id.index()][0] + 30.0, before[id.index()][1] - 15.0]);
    let effect = apply(&mut state, Action::DragEnd);
    let Some(Effect::Layout(LayoutOrder::Release(pins))) = effect else { panic!("{effect:?}") };
    assert_eq!(pins, [(id.0, held)]);
    assert!(map(&state).decisions.pinned.contains(&id));

    run(&mut state, Command::Undo);
    assert_eq!(map(&state).places, before);
    assert!(map(&state).decisions.pinned.is_empty());
    assert!(!state.is_changed());
}

#[test]
fn a_drag_of_a_chosen_mark_takes_all_chosen_ones_along() {
    let mut state = opened();
    let [a, b] = ["jack-ma", "alibaba"].map(|key| entity(&state, key));
    apply(&mut state, Action::SelectEntities(BTreeSet::from([a, b])));
    apply(&mut state, Action::DragStart(a));
    apply(&mut state, Action::DragBy([1.0, 2.0]));
    apply(&mut state, Action::DragEnd);
    assert_eq!(map(&state).decisions.pinned, BTreeSet::from([a, b]));
}

#[test]
fn clicks_choose_and_shift_clicks_add_and_take_out() {
    let mut state = opened();
    let [a, b] = ["jack-ma", "alibaba"].map(|key| Target::Entity(entity(&state, key)));
    apply(&mut state, Action::Click(Some(a), How::Replace));
    assert_eq!(state.view.selection.single(), Some(a));
    apply(&mut state, Action::Click(Some(b), How::Toggle));
    assert_eq!(state.view.selection.entities.len(), 2);
    apply(&mut state, Action::Click(Some(a), How::Toggle));
    assert_eq!(state.view.selection.single(), Some(b));
    apply(&mut state, Action::Click(None, How::Replace));
    assert!(state.view.selection.is_empty());
}

#[test]
fn what_is_hidden_is_not_chosen_any_more() {
    let mut state = opened();
    let id = entity(&state, "jack-ma");
    apply(&mut state, Action::Click(Some(Target::Entity(id)), How::Replace));
    run(&mut state, Command::Hide);
    assert!(!map(&state).visible.entity(id));
    assert!(state.view.selection.is_empty());
    apply(&mut state, Action::GoTo(Target::Entity(id)));
    assert!(state.notices.last().is_some_and(|notice| notice.text.contains("Jack Ma is hidden")));
    run(&mut state, Command::ShowAll);
    assert!(map(&state).visible.entity(id));
}

#[test]
fn show_everything_is_undone_step_by_step() {
    let mut state = opened();
    let id = entity(&state, "jack-ma");
    apply(&mut state, Action::Click(Some(Target::Entity(id)), How::Replace));
    run(&mut state, Command::Hide);
    apply(&mut state, hide_kind(FactBase::FILM));
    run(&mut state, Command::ShowAll);
    assert_eq!(map(&state).visible.num_entities, 18);
    run(&mut state, Command::Undo);
    run(&mut state, Command::Undo);
    assert_eq!(map(&state).visible.num_entities, 12);
}

#[test]
fn a_file_that_fails_leaves_what_was_open() {
    let mut state = opened();
    let effect = apply(&mut state, Action::OpenPaths(vec![PathBuf::from("broken.json")]));
    let Some(Effect::Load(generation, _)) = effect else { panic!("{effect:?}") };
    let failure = Failure { what: "broken.json cannot be opened".into(), why: "cut off".into(), missing: None };
    apply(&mut state, Action::LoadFailed(generation, failure.clone()));
    assert_eq!(state.opening, Opening::Failed(failure));
    assert_eq!(map(&state).base.entities.len(), 18);
}

#[test]
fn an_answer_to_an_older_reading_is_dropped() {
    let mut state = opened();
    let open = |state: &mut State| match apply(state, Action::OpenSample(Sample::Timeline)) {
        Some(Effect::Load(generation, _)) => generation,
        other => panic!("{other:?}"),
    };
    let (first, second) = (open(&mut state), open(&mut state));
    let sample = || Box::new(load(&LoadWhat::Sample(Sample::Timeline), &Unwatched).expect("the sample opens"));
    apply(&mut state, Action::Loaded(first, sample()));
    assert_eq!(map(&state).base.entities.len(), 18);
    apply(&mut state, Action::Loaded(second, sample()));
    assert_eq!(map(&state).base.entities.len(), 38);
    apply(&mut state, Action::OpenSample(Sample::Story));
    apply(&mut state, Action::CancelLoading);
    apply(&mut state, Action::Loaded(second + 1, sample()));
    assert_eq!(state.opening, Opening::Nothing);
}

#[test]
fn unsaved_changes_are_asked_about_before_they_would_be_lost() {
    for action in [Action::Close, Action::OpenSample(Sample::Country), Action::Run(Command::Quit)] {
        let mut state = opened();
        apply(&mut state, hide_kind(FactBase::FILM));
        let effect = apply(&mut state, action);
        assert!(effect.is_none(), "{effect:?}");
        assert!(matches!(state.dialog, Dialog::Unsaved(_)));
        apply(&mut state, Action::Dismiss);
        assert_eq!(map(&state).visible.num_entities, 13);
    }
    let mut state = opened();
    assert!(matches!(apply(&mut state, Action::Close), Some(Effect::Quit)), "nothing was changed, nothing is asked");
}

#[test]
fn saving_first_goes_on_only_once_the_map_is_saved() {
    let mut state = opened();
    apply(&mut state, hide_kind(FactBase::FILM));
    apply(&mut state, Action::Close);
    let effect = apply(&mut state, Action::SaveFirst);
    assert!(matches!(effect, Some(Effect::Pick(Purpose::Save))), "{effect:?}");
    let effect = apply(&mut state, Action::Picked(Purpose::Save, "story".into()));
    let Some(Effect::Save(job)) = effect else { panic!("{effect:?}") };
    assert_eq!(job.path, PathBuf::from("story.tieline"));
    let failure = Failure { what: "The map is not saved".into(), why: "the disk is full".into(), missing: None };
    assert!(apply(&mut state, Action::Failed(failure)).is_none());
    assert!(state.is_changed(), "a failed save changes nothing");

    apply(&mut state, Action::Close);
    apply(&mut state, Action::SaveFirst);
    let effect = apply(&mut state, Action::Saved(job.path, Arc::new(job.project), job.stamp));
    assert!(matches!(effect, Some(Effect::Quit)), "{effect:?}");
    assert!(!state.is_changed());
}

#[test]
fn changes_made_while_a_map_is_being_saved_are_still_changes() {
    let mut state = opened();
    apply(&mut state, hide_kind(FactBase::FILM));
    let Some(Effect::Save(job)) = apply(&mut state, Action::Picked(Purpose::Save, "story".into())) else { panic!() };
    apply(&mut state, hide_kind(FactBase::FIRM));
    apply(&mut state, Action::Saved(job.path, Arc::new(job.project), job.stamp));
    assert!(state.is_changed());
}

#[test]
fn another_map_opened_while_one_is_being_saved_is_not_taken_for_it() {
    let mut state = opened();
    apply(&mut state, hide_kind(FactBase::FILM));
    let Some(Effect::Save(job)) = apply(&mut state, Action::Picked(Purpose::Save, "story".into())) else { panic!() };
    let held = apply(&mut state, Action::OpenSample(Sample::Timeline));
    assert!(held.is_none() && matches!(state.dialog, Dialog::Unsaved(_)));
    let Some(Effect::Load(generation, what)) = apply(&mut state, Action::DropChanges) else { panic!() };
    let sample = load(&what, &Unwatched).expect("the sample opens");
    apply(&mut state, Action::Loaded(generation, Box::new(sample)));
    apply(&mut state, Action::Saved(job.path, Arc::new(job.project), job.stamp));
    assert_eq!(map(&state).origin.project, None);
}

#[test]
fn steps_back_go_one_at_a_time() {
    let mut state = opened();
    let id = entity(&state, "jack-ma");
    apply(&mut state, Action::Click(Some(Target::Entity(id)), How::Replace));
    apply(&mut state, Action::Search("alib".into()));
    apply(&mut state, Action::Ask(Dialog::Keys));
    run(&mut state, Command::StepBack);
    assert!(matches!(state.dialog, Dialog::None) && !state.search.text.is_empty());
    run(&mut state, Command::StepBack);
    assert!(state.search.text.is_empty() && !state.view.selection.is_empty());
    run(&mut state, Command::StepBack);
    assert!(state.view.selection.is_empty());
}

#[test]
fn arranging_again_is_undone_in_one_step() {
    let mut state = opened();
    let before = Arc::clone(&map(&state).places);
    let effect = run(&mut state, Command::ArrangeAgain);
    assert!(matches!(effect, Some(Effect::Layout(LayoutOrder::Arrange(_)))));
    settle(&mut state, 500.0);
    assert_ne!(map(&state).places, before);
    let effect = run(&mut state, Command::Undo);
    assert!(matches!(effect, Some(Effect::Layout(LayoutOrder::Sync(..)))), "{effect:?}");
    assert_eq!(map(&state).places, before);
    assert_eq!(map(&state).arranging, Arranging::Settled);
}

#[test]
fn only_addresses_of_the_web_are_followed_and_only_once_they_were_shown() {
    let mut state = opened();
    for bad in ["file:///etc/passwd", "javascript:alert(1)", "httpx://a", ""] {
        assert!(apply(&mut state, Action::OpenLink(bad.into())).is_none());
        assert!(matches!(state.dialog, Dialog::None), "{bad}");
    }
    let address = "https://example.org/a";
    assert!(apply(&mut state, Action::OpenLink(address.into())).is_none());
    assert!(matches!(&state.dialog, Dialog::Link(shown) if shown == address));
    let effect = apply(&mut state, Action::OpenLink(address.into()));
    assert!(matches!(effect, Some(Effect::OpenLink(_))), "{effect:?}");
}

#[test]
fn every_command_can_be_run_at_any_time() {
    for mut state in [State::default(), opened()] {
        for row in tieline::state::TABLE {
            run(&mut state, row.command);
            apply(&mut state, Action::Dismiss);
        }
    }
}

#[test]
fn nothing_glides_where_less_motion_is_wanted() {
    for who in ["nobody", "the reader", "the system"] {
        let mut state = opened();
        match who {
            "the reader" => state.settings.less_motion = true,
            "the system" => drop(apply(&mut state, Action::SystemIsCalm)),
            _ => {}
        }
        let jack = entity(&state, "jack-ma");
        let generation = map(&state).generation;
        apply(&mut state, Action::Arranged(generation, Pattern::Circle, vec![(jack, [5000.0, 40.0])]));
        let (arrived, moving) = (map(&state).places[jack.index()] == [5000.0, 40.0], state.is_moving());
        assert_eq!((arrived, moving), (who != "nobody", who == "nobody"), "{who}");
        assert_eq!(Command::LessMotion.is_enabled(&state), who != "the system", "{who}");
        run(&mut state, Command::Undo);
        assert_ne!(map(&state).places[jack.index()], [5000.0, 40.0], "{who}");
    }
}
