//! The facts in time: two clocks, a range with handles, what was known on a day, and time passing by.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use tieline::app::Picked;
use tieline::graph::Clock;
use tieline::state::{Action, Command, Sample, Timing, Toggle};

use crate::common::Window;

/// The harbour sample, ten years of it, with the panel open.
fn with_panel() -> Window {
    let mut window = Window::with_sample();
    window.act(Action::OpenSample(Sample::Timeline));
    window.chord(Modifiers::SHIFT, Key::T);
    window
}

#[test]
fn the_panel_is_opened_closed_and_remembered() {
    let mut window = Window::with_sample();
    assert!(!window.shows("When it happened"), "closed at first");
    window.node(Role::Button, "Two clocks…").scroll_to_me();
    window.step();
    window.settle();
    window.click("Two clocks…");
    assert!(window.shows("When it happened") && window.shows("When it was published"));
    let (settings, warning) = tieline::project::Settings::load_from(&window.folder().join("settings"));
    assert!(settings.panels.time.open && warning.is_none());
    window.run(Command::TimePanel);
    assert!(!window.shows("When it happened"));
}

#[test]
fn a_range_is_dragged_over_the_years_and_is_one_step() {
    let mut window = with_panel();
    let all = window.map().visible.num_facts;
    let (first, last) = window.map().chosen_steps();
    let bars = window.harness.get_by_label_contains("Facts from ").rect();
    let at = |share: f32| egui::pos2(bars.min.x + share * bars.width(), bars.center().y);
    window.drag(at(0.35), at(0.62));
    let (from, until) = window.map().chosen_steps();
    assert!(from > first && until < last && from < until, "{from} to {until}");
    let shown = window.map().visible.num_facts;
    assert!(shown < all);
    let undated = window.map().steps(Clock::Happened).undated;
    assert!(window.tells("nothing without a date"), "the line at the foot says so");
    window.click_on(Role::CheckBox, &format!("and {undated} facts without a date"));
    assert_eq!(window.map().visible.num_facts, shown + undated);
    window.run(Command::Undo);
    window.run(Command::Undo);
    assert_eq!(window.map().visible.num_facts, all, "the drag was one step");
}

#[test]
fn the_ends_of_the_range_follow_the_arrow_keys() {
    let mut window = with_panel();
    let (first, last) = window.map().chosen_steps();
    window.node(Role::Slider, "Range from").focus();
    window.step();
    window.settle();
    window.key(Key::ArrowRight);
    window.key(Key::ArrowRight);
    window.key(Key::ArrowLeft);
    assert_eq!(window.map().chosen_steps(), (first + 1, last));
    window.node(Role::Slider, "Range until").focus();
    window.step();
    window.settle();
    window.key(Key::ArrowLeft);
    assert_eq!(window.map().chosen_steps(), (first + 1, last - 1));
    window.click("All dates");
    assert_eq!(window.map().chosen_steps(), (first, last));
}

#[test]
fn bars_are_as_fine_as_the_dates_are_known() {
    use tieline::facts::Unit;
    let mut window = with_panel();
    assert_eq!(window.map().steps(Clock::Happened).unit, Unit::Month, "ten years, known to the month");
    let (first, last) = window.map().chosen_steps();
    window.act(Action::Time(Timing::Range(first + 14, last - 7, Toggle::Off)));
    assert_eq!(window.map().chosen_steps(), (first + 14, last - 7));
    let filter = &window.map().decisions.filter;
    let from = filter.from.expect("a date");
    assert!(from.month().is_some() && from.day().is_none(), "{from}");
    let told = format!("Facts from {from} to {}", filter.until.expect("a date"));
    assert!(window.tells(&told), "{told}");
}

#[test]
fn the_other_clock_asks_when_it_was_published() {
    let mut window = with_panel();
    window.click_on(Role::RadioButton, "When it was published");
    assert_eq!(window.map().decisions.filter.clock, Clock::Published);
    assert!(window.tells("Facts published from "));
    window.run(Command::Undo);
    assert_eq!(window.map().decisions.filter.clock, Clock::Happened);
}

#[test]
fn what_was_published_later_is_hidden_as_known_on_a_day_and_saved_so() {
    let mut window = with_panel();
    let all = window.map().visible.num_facts;
    window.click_on(Role::CheckBox, "As known on");
    let with_all_days = window.map().visible.num_facts;
    assert!(with_all_days <= all);
    window.click("Day of publication before");
    let fewer = window.map().visible.num_facts;
    assert!(fewer < with_all_days, "{fewer} of {with_all_days}");
    let day = window.map().decisions.filter.known_on.expect("a day");
    for (id, fact) in window.map().base.facts_with_ids().filter(|(id, _)| window.map().visible.fact(*id)) {
        let published = window.map().base.first_published(fact);
        assert!(published.is_some_and(|published| published <= day), "{id:?} {published:?}");
    }
    let path = window.folder().join("map.tieline");
    window.script.add(Picked::Path(path.clone()));
    window.run(Command::Save);
    window.act(Action::OpenSample(Sample::Story));
    window.act(Action::OpenPaths(vec![path]));
    assert_eq!(window.map().decisions.filter.known_on, Some(day));
    assert_eq!(window.map().visible.num_facts, fewer);
}

#[test]
fn a_day_is_typed_and_what_is_none_is_said() {
    let mut window = with_panel();
    window.click_on(Role::CheckBox, "As known on");
    window.node(Role::TextInput, "Day").click();
    window.step();
    window.settle();
    window.chord(Modifiers::COMMAND, Key::A);
    window.type_text("2010-03-3");
    assert!(window.tells("Not a day"));
    window.type_text("0");
    let day = window.map().decisions.filter.known_on.expect("a day");
    assert_eq!(day.iso(), "2010-03-30");
}

#[test]
fn the_years_pass_by_and_then_the_window_rests() {
    let mut window = with_panel();
    let all = window.map().visible.num_facts;
    let (first, last) = window.map().chosen_steps();
    window.act(Action::Time(Timing::Range(last - 3, last - 2, Toggle::Off)));
    let before = window.map().decisions.filter.clone();
    window.click("Play");
    let mut waited = 0;
    while window.map().chosen_steps() == (last - 3, last - 2) && waited < 20 {
        window.step();
        waited += 1;
    }
    let (from, until) = window.map().chosen_steps();
    assert!(from > last - 3 && until - from == 1, "the range slides on: {from} to {until} of {last}");
    let mut frames = 0;
    while window.state().view.playing.is_some() && frames < 100 {
        window.step();
        frames += 1;
    }
    assert_eq!(window.map().chosen_steps(), (last - 1, last), "until the end");
    window.settle();
    assert!(!window.wants_frame());
    window.run(Command::Undo);
    assert_eq!(window.map().decisions.filter, before, "all of it is one step");

    window.click("All dates");
    assert_eq!(window.map().visible.num_facts, all);
    // Waiting for rest would wait until all of it has passed by.
    let play = |window: &mut Window, on: Toggle| {
        let context = window.harness.ctx.clone();
        window.harness.state_mut().act(&context, Action::Time(Timing::Play(on)));
        window.step();
    };
    play(&mut window, Toggle::On);
    assert!(window.shows("Stop"));
    let (from, until) = window.map().chosen_steps();
    assert!(from == first && until < last, "from the beginning: {from} to {until}");
    play(&mut window, Toggle::Off);
    assert!(window.state().view.playing.is_none());
    let (from, until) = window.map().chosen_steps();
    assert!(from == first && until < last, "what was shown stays: {from} to {until}");
    window.run(Command::Undo);
    assert_eq!(window.map().chosen_steps(), (first, last));
}
