//! The facts in time: a range on one of two clocks, what was known on a day, and letting time pass by.

use super::apply::edit_map;
use super::{Edit, Effect, Map, State, Toggle, Tone};
use crate::facts::Date;
use crate::graph::{Clock, Filter};

/// Time passing by, a step of the calendar at a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Playing {
    /// When the last step was made, in seconds of [`State::now`](super::State::now).
    since: f64,
    /// How long a step is shown, in seconds.
    seconds: f64,
    /// Whether all of it has passed by.
    pub has_ended: bool,
}

impl Playing {
    /// All steps pass by in about this many seconds, but none for longer or shorter than can be followed.
    fn new(now: f64, num_steps: usize) -> Self {
        const ALL: f64 = 30.0;
        let seconds = (ALL / num_steps.max(1) as f64).clamp(0.15, 0.6);
        Self { since: now, seconds, has_ended: false }
    }

    /// How long it is until the next step.
    #[must_use]
    pub fn wait(&self, now: f64) -> f64 {
        (self.seconds - (now - self.since)).max(0.0)
    }
}

/// What the reader does about time.
#[derive(Clone, Debug, PartialEq)]
pub enum Timing {
    /// Hold the range against this date of the facts.
    Clock(Clock),
    /// Show these steps of the calendar only, both included; `On` for a gesture that goes on.
    Range(i32, i32, Toggle),
    /// All of them.
    AllDates,
    /// Show facts without a date within a range too.
    Undated(Toggle),
    /// Show what was published up to this day; or without regard to it.
    KnownOn(Option<Date>),
    /// This is typed as the day.
    TypeDay(String),
    /// Let time pass by, or stop.
    Play(Toggle),
}

pub(super) fn time(state: &mut State, what: Timing) -> Option<Effect> {
    let map = state.map()?;
    let before = &map.decisions.filter;
    let (filter, gesture) = match what {
        Timing::Clock(clock) => (Filter { clock, from: None, until: None, ..before.clone() }, Toggle::Off),
        Timing::Range(from, until, gesture) => (range(map, from.min(until), from.max(until)), gesture),
        Timing::AllDates => (Filter { from: None, until: None, ..before.clone() }, Toggle::Off),
        Timing::Undated(on) => (Filter { undated: on == Toggle::On, ..before.clone() }, Toggle::Off),
        Timing::KnownOn(known_on) => {
            let filter = Filter { known_on, ..before.clone() };
            state.view.day_typed = None;
            (filter, Toggle::Off)
        }
        Timing::TypeDay(text) => return type_day(state, text),
        Timing::Play(Toggle::On) => return play(state),
        Timing::Play(Toggle::Off) => return stop(state),
    };
    if gesture == Toggle::Off {
        stop(state);
    }
    change(state, filter, "time", gesture)
}

fn change(state: &mut State, filter: Filter, name: &'static str, gesture: Toggle) -> Option<Effect> {
    if state.map()?.decisions.filter == filter {
        return None;
    }
    edit_map(state, Edit::Filter(filter), name, gesture)
}

/// A range that reaches an end of the known dates is open there.
fn range(map: &Map, from: i32, until: i32) -> Filter {
    let before = &map.decisions.filter;
    let steps = map.steps(before.clock);
    let [[from_date, _], [_, until_date]] = [from, until].map(|number| steps.unit.dates(number));
    Filter {
        from: (from > steps.first).then_some(from_date),
        until: (until < steps.last()).then_some(until_date),
        ..before.clone()
    }
}

/// A day is typed, and taken once it is one.
fn type_day(state: &mut State, text: String) -> Option<Effect> {
    let day = Date::parse(&text);
    let filter = Filter { known_on: day.ok(), ..state.map()?.decisions.filter.clone() };
    state.view.day_typed = Some(text);
    if day.is_ok() { change(state, filter, "day", Toggle::On) } else { None }
}

fn play(state: &mut State) -> Option<Effect> {
    let map = state.map()?;
    let filter = &map.decisions.filter;
    let steps = map.steps(filter.clock);
    if steps.counts.is_empty() {
        state.notify(Tone::Plain, "No fact has a date of this kind");
        return None;
    }
    let (from, until) = chosen(map);
    let (first, last) = (steps.first, steps.last());
    // From the beginning, unless a part is chosen.
    let whole = (from, until) == (first, last);
    let at_end = until == last;
    let filter = match (whole, at_end) {
        (true, _) => range(map, first, first),
        (false, true) => range(map, first, first.saturating_add(until - from).min(last)),
        (false, false) => filter.clone(),
    };
    let playing = Playing::new(state.now, steps.counts.len());
    state.view.playing = Some(playing);
    close_step(state);
    change(state, filter, "play", Toggle::On)
}

/// Stops; what is shown stays, as one step to undo.
pub(super) fn stop(state: &mut State) -> Option<Effect> {
    if state.view.playing.take().is_some() {
        close_step(state);
        return super::connecting::settle(state);
    }
    None
}

/// The reader let go of something; what plays goes on as one step.
pub(super) fn end_gesture(state: &mut State) -> Option<Effect> {
    if state.view.playing.is_some() {
        return None;
    }
    close_step(state);
    super::connecting::settle(state)
}

fn close_step(state: &mut State) {
    if let super::Document::Ready(map) = &mut state.document {
        map.history.close_step();
    }
}

/// The steps that are shown, both included.
#[must_use]
pub(super) fn chosen(map: &Map) -> (i32, i32) {
    let filter = &map.decisions.filter;
    let steps = map.steps(filter.clock);
    let number = |date: Date| steps.unit.number(date);
    (filter.from.map_or(steps.first, number), filter.until.map_or(steps.last(), |date| number(date.latest())))
}

/// One step further when it is due: a range slides on, and the first step grows until all are shown.
pub(super) fn pass(state: &mut State) {
    let Some(playing) = state.view.playing else {
        return;
    };
    if playing.wait(state.now) > 0.0 {
        return;
    }
    let Some(map) = state.map() else {
        return;
    };
    let (from, until) = chosen(map);
    let steps = map.steps(map.decisions.filter.clock);
    if until >= steps.last() {
        state.view.playing = Some(Playing { has_ended: true, ..playing });
        return;
    }
    let from = if from > steps.first { from + 1 } else { from };
    let filter = range(map, from, until + 1);
    state.view.playing = Some(Playing { since: state.now, ..playing });
    change(state, filter, "play", Toggle::On);
}

impl Map {
    /// The steps of the calendar that are shown on the clock that the filter goes by, both included.
    #[must_use]
    pub fn chosen_steps(&self) -> (i32, i32) {
        chosen(self)
    }
}
