//! Patterns and dials: where they put things, that pins and the rest stay, and that one step takes each back.

use std::collections::BTreeSet;

use egui::Rect;
use egui::accesskit::Role;
use tieline::facts::{EntityId, FactBase};
use tieline::project::Decisions;
use tieline::scene::{Place, bounds};
use tieline::state::{Action, Command, Edit, Pattern, Toggle};

use crate::common::Window;

/// The part of the map that everything covers.
fn extent(window: &Window) -> Rect {
    bounds(window.places()).expect("something stands on the map")
}

fn pin(window: &mut Window, name: &str) -> usize {
    let id = window.entity(name);
    window.act(Action::Edit(Edit::Pinned(BTreeSet::from([id])), "pin", Toggle::Off));
    id.index()
}

#[test]
fn every_pattern_is_one_step_and_moves_no_pin() {
    let mut window = Window::with_sample();
    let pinned = pin(&mut window, "Skydance");
    for pattern in Pattern::ALL.into_iter().filter(|pattern| *pattern != Pattern::Apart) {
        let before = window.places();
        window.run(Command::Arrange(pattern));
        let after = window.places();
        assert_eq!(after[pinned], before[pinned], "{pattern:?}");
        let moved = before.iter().zip(&after).filter(|(before, after)| before != after).count();
        assert!(moved > before.len() / 2, "{pattern:?} moved only {moved}");
        assert!(after.iter().flatten().all(|at| at.is_finite()), "{pattern:?}");
        let view = window.state().view.area;
        assert!(after.iter().all(|place| view.contains(window.on_screen(*place))), "{pattern:?} is in sight");

        window.run(Command::Undo);
        assert_eq!(window.places(), before, "{pattern:?}");
        window.run(Command::Redo);
        assert_eq!(window.places(), after, "{pattern:?}");
    }
}

#[test]
fn kinds_stand_in_columns_as_the_card_says() {
    let mut window = Window::with_sample();
    window.click("Arrange ▴");
    window.click("By kind");
    let base = &window.map().base;
    let columns = [FactBase::PERSON, FactBase::FIRM, FactBase::FILM].map(|kind| {
        let of_kind = base.entities.iter().zip(window.places()).filter(|(entity, _)| entity.kind == kind);
        let xs: Vec<f32> = of_kind.map(|(_, [x, _])| x).collect();
        (xs.iter().copied().fold(f32::MAX, f32::min), xs.iter().copied().fold(f32::MIN, f32::max))
    });
    assert!(columns[0].1 < columns[1].0 && columns[1].1 < columns[2].0, "{columns:?}");
    window.click("Close");
    assert!(!window.shows("By kind"));
}

#[test]
fn rings_stand_around_the_chosen_one_which_stays() {
    let mut window = Window::with_sample();
    let middle = window.entity("Jack Ma");
    let before = window.places()[middle.index()];
    window.act(Action::SelectEntities(BTreeSet::from([middle])));
    window.run(Command::Arrange(Pattern::Rings));
    let places = window.places();
    assert_eq!(places[middle.index()], before);
    let far = |at: Place| (at[0] - before[0]).hypot(at[1] - before[1]);
    let graph = &window.map().graph;
    let near: Vec<usize> = graph.ties_of(middle).map(|tie| graph.tie(tie).other_end(middle).index()).collect();
    let farthest = near.iter().map(|at| far(places[*at])).fold(0.0, f32::max);
    let others = (0..places.len()).filter(|at| *at != middle.index() && !near.contains(at));
    let nearest = others.map(|at| far(places[at])).fold(f32::MAX, f32::min);
    assert!(farthest < nearest, "{farthest} and {nearest}");
}

#[test]
fn time_goes_from_left_to_right() {
    let mut window = Window::with_sample();
    window.act(Action::OpenSample(tieline::state::Sample::Timeline));
    window.run(Command::Arrange(Pattern::Time));
    let (base, places) = (&window.map().base, window.places());
    let mean = |id: usize| {
        let own = base
            .facts
            .iter()
            .filter(|fact| [Some(fact.subject), fact.object].into_iter().flatten().any(|end| end.index() == id));
        let dates: Vec<f64> = own.filter_map(|fact| fact.time.first()).map(|date| date.in_years()).collect();
        (!dates.is_empty()).then(|| dates.iter().sum::<f64>() / dates.len() as f64)
    };
    let mut dated: Vec<(f64, f32)> = (0..places.len()).filter_map(|id| Some((mean(id)?, places[id][0]))).collect();
    dated.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert!(dated.len() > 5 && dated.windows(2).all(|two| two[0].1 <= two[1].1 + 0.1), "{dated:?}");
}

#[test]
fn several_chosen_ones_are_arranged_and_the_others_stay() {
    let mut window = Window::with_sample();
    let names = ["Alibaba Pictures", "Star Trek Beyond", "Skydance", "Paramount", "Mission: Impossible – Rogue Nation"];
    let chosen: BTreeSet<_> = names.map(|name| window.entity(name)).into();
    for command in [Command::Arrange(Pattern::Circle), Command::ArrangeSelection] {
        let before = window.places();
        window.act(Action::SelectEntities(chosen.clone()));
        window.run(command);
        let after = window.places();
        for (at, entity) in window.map().base.entities.iter().enumerate() {
            let stays = before[at] == after[at];
            assert!(stays || chosen.contains(&EntityId::from_index(at)), "{command:?} moved {}", entity.name);
        }
        assert_ne!(before, after, "{command:?}");
        window.run(Command::Undo);
        assert_eq!(window.places(), before, "{command:?}");
    }
}

#[test]
fn marks_on_one_another_move_apart_and_the_rest_stays() {
    let mut window = Window::with_sample();
    let [a, b, far] = ["Warriors", "David Heyman", "Skydance"].map(|name| window.entity(name).index());
    let mut places = window.places();
    places[a] = [places[b][0] + 1.0, places[b][1]];
    window.act(Action::Edit(Edit::Places(places.clone().into(), BTreeSet::new()), "move", Toggle::Off));
    window.run(Command::Arrange(Pattern::Apart));
    let after = window.places();
    let gap = (after[a][0] - after[b][0]).hypot(after[a][1] - after[b][1]);
    let looks = &window.map().looks.marks;
    assert!(gap >= looks[a].radius + looks[b].radius, "{gap}");
    assert_eq!(after[far], places[far]);
}

#[test]
fn a_turned_dial_is_one_step_and_reset_brings_the_usual_back() {
    let mut window = Window::with_sample();
    let (places, width) = (window.places(), extent(&window).width());
    for spread in [1.2, 1.6, 2.0] {
        let settings = tieline::layout::Settings { spread, ..window.map().decisions.arrangement.clone() };
        window.act(Action::Dial(settings, Toggle::On));
    }
    window.act(Action::EndGesture);
    assert!(extent(&window).width() > 1.6 * width, "{} of {width}", extent(&window).width());
    window.run(Command::Undo);
    assert_eq!(window.places(), places);
    assert_eq!(window.map().decisions.arrangement, Decisions::default().arrangement);
    window.run(Command::Redo);
    window.click("Arrange ▴");
    window.node(Role::Slider, "Spread");
    window.click("Reset");
    assert_eq!(window.map().decisions.arrangement.spread, 1.0);
    assert!(extent(&window).width() < 1.4 * width);
}
