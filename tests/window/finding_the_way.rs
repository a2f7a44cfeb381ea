//! Finding the way on a map that is larger than the view: the small map, back and forward, kept views, walking.

use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable as _;
use tieline::scene::Target;
use tieline::state::{Action, Command, CorrectionAction, DeskAction, FileStep, How, Sample, Tool};

use crate::common::outside::write;
use crate::common::{Setup, Window};

/// Near enough to be the same view.
fn looks_from(window: &Window, camera: tieline::scene::Camera) -> bool {
    let now = window.state().view.camera;
    (now.zoom / camera.zoom - 1.0).abs() < 1e-3 && now.center_in_map.distance(camera.center_in_map) < 0.5
}

#[test]
fn back_and_forward_lead_through_the_views() {
    let mut window = Window::with_sample();
    let first = window.state().view.camera;
    assert!(!Command::Back.is_enabled(window.state()));
    window.act(Action::GoTo(Target::Entity(window.entity("Skydance"))));
    window.run(Command::FitSelection);
    let second = window.state().view.camera;
    assert!(!looks_from(&window, first));
    window.chord(Modifiers::ALT, Key::ArrowLeft);
    window.chord(Modifiers::ALT, Key::ArrowLeft);
    assert!(looks_from(&window, first));
    assert!(window.state().view.selection.is_empty(), "nothing was chosen then");
    window.click("Forward");
    window.click("Forward");
    assert!(looks_from(&window, second));
    assert_eq!(window.state().view.selection.single(), Some(Target::Entity(window.entity("Skydance"))));
    assert!(!Command::Forward.is_enabled(window.state()));
}

#[test]
fn a_drag_of_the_map_is_one_view() {
    let mut window = Window::with_sample();
    let first = window.state().view.camera;
    let ground = window.empty_ground();
    window.drag(ground, ground + vec2(120.0, 40.0));
    window.run(Command::Back);
    assert!(looks_from(&window, first), "one step back undoes all the moves of a drag");
    assert!(!Command::Back.is_enabled(window.state()));
}

#[test]
fn a_kept_view_comes_back_with_choice_and_filter() {
    let mut window = Window::with_sample();
    window.act(Action::GoTo(Target::Entity(window.entity("Jack Ma"))));
    window.run(Command::FitSelection);
    window.act(Action::Click(Some(Target::Entity(window.entity("Skydance"))), tieline::state::How::Replace));
    window.run(Command::Hide);
    window.act(Action::Click(Some(Target::Entity(window.entity("Jack Ma"))), tieline::state::How::Replace));
    let (camera, hidden) = (window.state().view.camera, window.map().decisions.hidden.clone());
    window.chord(Modifiers::COMMAND, Key::B);
    assert!(window.shows("Keep this view"));
    window.act(Action::KeepView("The tower".to_owned()));
    assert!(window.state().is_changed(), "it belongs to the map");
    window.run(Command::ShowAll);
    window.key(Key::Escape);
    window.key(Key::F);
    window.click("Views");
    window.click("The tower");
    assert!(looks_from(&window, camera));
    assert_eq!(window.map().decisions.hidden, hidden);
    assert_eq!(window.state().view.selection.single(), Some(Target::Entity(window.entity("Jack Ma"))));
    window.run(Command::Undo);
    assert!(window.map().decisions.hidden.is_empty(), "what a view hides can be taken back");
    window.act(Action::RenameView(0, "The meeting".to_owned()));
    assert_eq!(window.map().decisions.views[0].name, "The meeting");
    window.act(Action::ForgetView(0));
    assert!(window.map().decisions.views.is_empty());
    window.run(Command::Undo);
    assert_eq!(window.map().decisions.views[0].name, "The meeting");
}

#[test]
fn kept_views_are_saved_with_the_map() {
    let mut window = Window::with_sample();
    window.act(Action::GoTo(Target::Entity(window.entity("Jack Ma"))));
    window.act(Action::KeepView("The meeting".to_owned()));
    let kept = window.map().decisions.views.clone();
    let path = window.folder().join("kept.tieline");
    window.act(Action::Picked(tieline::state::Purpose::Save, path.clone()));
    window.act(Action::OpenPaths(vec![path]));
    assert_eq!(window.map().decisions.views, kept);
}

#[test]
fn the_small_map_is_there_where_the_map_is_larger_than_the_view() {
    let mut window = Window::with_sample();
    assert!(!window.shows("Small map"), "all of it is in sight");
    window.act(Action::Zoom(window.area().center(), 4.0));
    let small = window.harness.get_by_label("Small map").rect();
    let before = window.state().view.camera.center_in_map;
    window.drag(small.center(), small.center() + vec2(30.0, 20.0));
    let after = window.state().view.camera.center_in_map;
    assert!(after.x > before.x && after.y > before.y, "{before} to {after}");
    window.chord(Modifiers::SHIFT, Key::M);
    assert!(!window.shows("Small map"));
}

#[test]
fn a_box_and_a_lasso_choose_what_is_within() {
    let mut window = Window::with_sample();
    window.run(Command::OpenSample(Sample::Story));
    let area = window.area().shrink(3.0);
    window.run(Command::Use(Tool::Box));
    window.drag(area.min + vec2(250.0, 60.0), area.max - vec2(2.0, 2.0));
    let inside = window.state().view.selection.entities.len();
    assert!(inside > 0 && inside < window.map().base.entities.len(), "{inside}");
    window.run(Command::InvertSelection);
    assert_eq!(window.state().view.selection.entities.len(), window.map().base.entities.len() - inside);
    window.key(Key::Escape);
    assert_eq!(window.state().view.tool, Tool::Move, "the step back is first from the tool");
    window.run(Command::Use(Tool::Lasso));
    let around: Vec<_> = [(-1e4, -1e4), (1e4, -1e4), (1e4, 1e4), (-1e4, 1e4)].map(|(x, y)| [x, y]).into();
    window.act(Action::Surround(around, tieline::state::How::Replace));
    assert_eq!(window.state().view.selection.entities.len(), window.map().base.entities.len());
}

#[test]
fn arrows_walk_along_the_ties() {
    let mut window = Window::with_sample();
    let start = window.entity("Alibaba Pictures");
    window.act(Action::GoTo(Target::Entity(start)));
    let mut reached = std::collections::BTreeSet::new();
    for key in [Key::ArrowLeft, Key::ArrowRight, Key::ArrowUp, Key::ArrowDown] {
        window.act(Action::GoTo(Target::Entity(start)));
        window.key(key);
        let Some(Target::Entity(now)) = window.state().view.selection.single() else { panic!("one is chosen") };
        if now != start {
            assert!(window.map().graph.tie_between(start, now).is_some(), "along a tie");
            let [from, to] = [start, now].map(|id| window.map().places[id.index()]);
            match key {
                Key::ArrowLeft => assert!(to[0] < from[0]),
                Key::ArrowRight => assert!(to[0] > from[0]),
                Key::ArrowUp => assert!(to[1] < from[1]),
                _ => assert!(to[1] > from[1]),
            }
            reached.insert(now);
        }
    }
    assert!(reached.len() >= 2, "{reached:?}");
}

#[test]
fn less_motion_is_at_once() {
    let mut window = Window::with_sample();
    window.run(Command::LessMotion);
    let context = window.harness.ctx.clone();
    window.act(Action::Zoom(window.area().center(), 3.0));
    window.harness.state_mut().act(&context, Action::Run(Command::Fit));
    assert!(window.state().view.flight.is_none());
    assert!(!window.state().is_moving());
}

#[test]
fn text_can_be_larger() {
    let mut window = Window::with_sample();
    window.chord(Modifiers::COMMAND, Key::Plus);
    window.run(Command::Larger);
    assert!((window.harness.ctx.zoom_factor() - 1.2).abs() < 1e-3);
    window.chord(Modifiers::COMMAND, Key::Num0);
    assert!((window.harness.ctx.zoom_factor() - 1.0).abs() < 1e-3);
}

#[test]
fn a_view_finds_its_tie_again_after_a_correction_gave_ties_other_numbers() {
    let mut window = Window::with_sample();
    let chosen = window.tie("David Heyman", "Harry Potter");
    window.act(Action::GoTo(Target::Tie(chosen)));
    window.act(Action::GoTo(Target::Entity(window.entity("Skydance"))));
    // One tie becomes part of another, and every later one takes the number before.
    let tie = window.tie("Alibaba Pictures", "Star Trek Beyond");
    let fact = window.map().graph.tie(tie).facts[0];
    let other = window.entity("Alibaba");
    window.act(Action::Desk(DeskAction::Correction(CorrectionAction::Begin(fact))));
    window.act(Action::Desk(DeskAction::Correction(CorrectionAction::Take(1, other))));
    window.act(Action::Desk(DeskAction::Correction(CorrectionAction::Make)));
    let now = window.tie("David Heyman", "Harry Potter");
    assert_ne!(now, chosen, "ties have other numbers");
    window.run(Command::Back);
    assert_eq!(window.state().view.selection.single(), Some(Target::Tie(now)));
}

#[test]
fn a_view_finds_what_was_chosen_after_the_file_was_read_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("live.csv");
    write(&path, "source,target,relation\nAda,Bo,met\nBo,Eve,met\n");
    let mut window = Setup { files: vec![path.clone()], ..Setup::default() }.open();
    window.act(Action::GoTo(Target::Entity(window.entity("Eve"))));
    window.act(Action::GoTo(Target::Entity(window.entity("Bo"))));
    window.run(Command::FocusWider);
    write(&path, "source,target,relation\nMia,Zoe,pays\nBo,Eve,met\n");
    window.act(Action::Files(FileStep::Touched(vec![path])));
    window.click("Read again");
    assert_eq!(window.state().view.steps, None, "the focus was around something else");
    window.run(Command::Back);
    assert_eq!(window.state().view.selection.single(), Some(Target::Entity(window.entity("Bo"))));
    window.run(Command::Back);
    assert_eq!(window.state().view.selection.single(), Some(Target::Entity(window.entity("Eve"))));
}

#[test]
fn the_focus_widens_while_the_pointer_rests_on_what_was_chosen() {
    let mut window = Window::with_sample();
    let at = window.mark("Skydance");
    window.click_at(at, Modifiers::NONE);
    window.hover(at);
    let before = window.state().view.emphasis.lifted.len();
    window.key(Key::Plus);
    assert!(window.state().view.emphasis.lifted.len() > before);
}

#[test]
fn a_view_of_several_is_not_called_like_one() {
    let mut window = Window::with_sample();
    let chosen = [window.entity("Jack Ma"), window.entity("Skydance")];
    window.act(Action::SelectEntities(chosen.into()));
    let first = window.map().base.entity(chosen[0].min(chosen[1])).name.to_string();
    assert_eq!(tieline::state::name_for_view(window.state()), format!("{first} and 1 other"));
    window.act(Action::Click(Some(Target::Entity(chosen[0])), How::Replace));
    assert_eq!(tieline::state::name_for_view(window.state()), "Jack Ma");
}
