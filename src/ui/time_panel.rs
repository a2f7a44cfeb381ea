//! The facts in time, below the map: two clocks, a range of dates, time passing by, and what was known on a day.

use egui::{TextEdit, Ui, WidgetInfo};

use super::histogram::{self, Height};
use super::words::counted;
use super::{Actions, parts};
use crate::facts::Date;
use crate::graph::Clock;
use crate::state::{Action, Command, Map, Panel, State, Timing, Toggle};

pub(super) fn show(ui: &mut Ui, state: &State, map: &Map, actions: &mut Actions) {
    let mut wanted = Vec::new();
    let mut time = |what: Timing| wanted.push(Action::Time(what));
    let filter = &map.decisions.filter;
    ui.horizontal_wrapped(|ui| {
        ui.label(parts::strong("Time"));
        for (clock, text, tip) in [
            (Clock::Happened, "When it happened", "The dates of the facts"),
            (Clock::Published, "When it was published", "The day on which the first of a fact's articles appeared"),
        ] {
            if ui.radio(filter.clock == clock, text).on_hover_text(tip).clicked() && filter.clock != clock {
                time(Timing::Clock(clock));
            }
        }
        let playing = state.view.playing.is_some();
        let text = if playing { "Stop" } else { "Play" };
        if ui.button(text).on_hover_text("Let time pass by; a chosen part slides on").clicked() {
            time(Timing::Play(if playing { Toggle::Off } else { Toggle::On }));
        }
        // Always there, so that nothing moves from under the pointer when a range is drawn.
        let ranged = filter.from.is_some() || filter.until.is_some();
        if ui.add_enabled_ui(ranged, |ui| parts::link(ui, "All dates")).inner.clicked() {
            time(Timing::AllDates);
        }
        known_on(ui, state, map, &mut time);
        if parts::link(ui, "Close").on_hover_text(parts::tip(ui, Command::TimePanel)).clicked() {
            actions.push(Action::Show(Panel::Time, Toggle::Off));
        }
    });
    wanted.into_iter().for_each(|action| actions.push(action));
    if map.steps(filter.clock).counts.is_empty() {
        parts::soft(ui, "No fact has a date of this kind");
    } else {
        histogram::show(ui, state, map, Height::Tall, actions);
    }
    let height = ui.spacing().interact_size.y;
    ui.horizontal(|ui| {
        ui.set_min_height(height);
        undated(ui, map, actions);
    });
}

/// The facts without a date: counted always, and kept or left out where time plays a part.
pub(super) fn undated(ui: &mut Ui, map: &Map, actions: &mut Actions) {
    let filter = &map.decisions.filter;
    let count = map.steps(filter.clock).undated;
    if count == 0 {
        return;
    }
    if !filter.is_about_time() {
        parts::soft(ui, counted(count, "fact has no date", "facts have no date"));
        return;
    }
    let mut on = filter.undated;
    let text = format!("and {}", counted(count, "fact without a date", "facts without a date"));
    let tip = "Without this they are left out while a part of the time, or a day, is chosen";
    if ui.checkbox(&mut on, text).on_hover_text(tip).changed() {
        actions.push(Action::Time(Timing::Undated(if on { Toggle::On } else { Toggle::Off })));
    }
}

/// What was known on a day: what was published later is hidden.
fn known_on(ui: &mut Ui, state: &State, map: &Map, time: &mut impl FnMut(Timing)) {
    let days = map.publication_days();
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return;
    };
    let known = map.decisions.filter.known_on;
    let mut on = known.is_some();
    let check = ui.checkbox(&mut on, "As known on");
    if check.on_hover_text("Hide what was published only later").changed() {
        time(Timing::KnownOn(on.then_some(*last)));
    }
    let Some(day) = known else {
        return;
    };
    let before = days.partition_point(|other| *other < day).checked_sub(1).and_then(|at| days.get(at));
    let after = days.get(days.partition_point(|other| *other <= day));
    step(ui, "‹", "Day of publication before", before, time);
    let mut text = state.view.day_typed.clone().unwrap_or_else(|| day.iso());
    let field = ui.add(TextEdit::singleline(&mut text).desired_width(84.0).hint_text("2016-03-12"));
    field.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, &text, &text, "2016-03-12");
        info.label = Some("Day".to_owned());
        info
    });
    if field.changed() {
        time(Timing::TypeDay(text.clone()));
    } else if field.lost_focus() && state.view.day_typed.is_some() {
        time(Timing::KnownOn(known));
    }
    step(ui, "›", "Next day of publication", after, time);
    if Date::parse(&text).is_err() {
        ui.colored_label(ui.visuals().warn_fg_color, "Not a day; give 2016-03-12");
    } else {
        let published = days.partition_point(|other| other.earliest() <= day.latest());
        let tip = format!("{day}; articles appeared from {first} to {last}");
        let days = counted(days.len(), "day with articles", "days with articles");
        parts::soft(ui, format!("{published} of {days}")).on_hover_text(tip);
    }
}

fn step(ui: &mut Ui, text: &str, name: &str, day: Option<&Date>, time: &mut impl FnMut(Timing)) {
    let button = ui.add_enabled(day.is_some(), egui::Button::new(text).frame_when_inactive(false));
    button.widget_info(|| WidgetInfo::labeled(egui::WidgetType::Button, day.is_some(), name));
    if let (true, Some(day)) = (button.on_hover_text(name).clicked(), day) {
        time(Timing::KnownOn(Some(*day)));
    }
}
