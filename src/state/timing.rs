//! The facts in time: a range on one of two clocks, what was known on a day, and letting the years pass by.

use super::apply::edit_map;
use super::{Edit, Effect, Map, State, Toggle, Tone};
use crate::facts::Date;
use crate::graph::{Clock, Filter};

/// The years passing by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Playing {
    /// When the last step was made, in seconds of [`State::now`](super::State::now).
    since: f64,
    /// Whether all years have passed by.
    pub has_ended: bool,
}

impl Playing {
    /// How long a year is shown, in seconds.
    pub const SECONDS: f64 = 0.6;

    /// How long it is until the next step.
    #[must_use]
    pub fn wait(&self, now: f64) -> f64 {
        (Self::SECONDS - (now - self.since)).max(0.0)
    }
}

/// What the reader does about time.
#[derive(Clone, Debug, PartialEq)]
pub enum Timing {
    /// Hold the range against this date of the facts.
    Clock(Clock),
    /// Show these years only, both included; `On` for a gesture that goes on.
    Range(i16, i16, Toggle),
    /// All years.
    AllYears,
    /// Show facts without a date within a range too.
    Undated(Toggle),
    /// Show what was published up to this day; or without regard to it.
    KnownOn(Option<Date>),
    /// This is typed as the day.
    TypeDay(String),
    /// Let the years pass by, or stop.
    Play(Toggle),
}

pub(super) fn time(state: &mut State, what: Timing) -> Option<Effect> {
    let map = state.map()?;
    let before = &map.decisions.filter;
    let (filter, gesture) = match what {
        Timing::Clock(clock) => (Filter { clock, from: None, until: None, ..before.clone() }, Toggle::Off),
        Timing::Range(from, until, gesture) => (range(map, from.min(until), from.max(until)), gesture),
        Timing::AllYears => (Filter { from: None, until: None, ..before.clone() }, Toggle::Off),
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

/// A range that reaches an end of the known years is open there.
fn range(map: &Map, from: i16, until: i16) -> Filter {
    let before = &map.decisions.filter;
    let years = map.years(before.clock);
    Filter {
        from: (from > years.first).then(|| Date::year_only(from)),
        until: (until < years.last()).then(|| Date::year_only(until)),
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
    let years = map.years(filter.clock);
    if years.counts.is_empty() {
        state.notify(Tone::Plain, "No fact has a date of this kind");
        return None;
    }
    let (from, until) = chosen(map);
    // From the beginning, unless a part of the years is chosen.
    let whole = (from, until) == (years.first, years.last());
    let at_end = until == years.last();
    let filter = match (whole, at_end) {
        (true, _) => range(map, years.first, years.first),
        (false, true) => range(map, years.first, years.first.saturating_add(until - from).min(years.last())),
        (false, false) => filter.clone(),
    };
    state.view.playing = Some(Playing { since: state.now, has_ended: false });
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

/// The years that are shown, both included.
#[must_use]
pub(super) fn chosen(map: &Map) -> (i16, i16) {
    let filter = &map.decisions.filter;
    let years = map.years(filter.clock);
    (filter.from.map_or(years.first, Date::year), filter.until.map_or(years.last(), Date::year))
}

/// One step further when it is due: a range of years slides on, and the first years grow until all are shown.
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
    let years = map.years(map.decisions.filter.clock);
    if until >= years.last() {
        state.view.playing = Some(Playing { has_ended: true, ..playing });
        return;
    }
    let from = if from > years.first { from + 1 } else { from };
    let filter = range(map, from, until + 1);
    state.view.playing = Some(Playing { since: state.now, has_ended: false });
    change(state, filter, "play", Toggle::On);
}

impl Map {
    /// The years that are shown on the clock that the filter goes by, both included.
    #[must_use]
    pub fn chosen_years(&self) -> (i16, i16) {
        chosen(self)
    }
}
