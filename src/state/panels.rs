//! Opening, closing and sizing the panels, and how the window looks: all that is remembered between runs.

use super::{Command, Effect, Panel, Reader, State, Toggle, naming, reporting, timing};

pub(super) const fn flipped(on: bool) -> Toggle {
    if on { Toggle::Off } else { Toggle::On }
}

/// Opens or closes a panel.
pub(super) fn show(state: &mut State, panel: Panel, toggle: Toggle) -> Option<Effect> {
    let on = toggle == Toggle::On;
    match panel {
        Panel::Filter => state.settings.panels.filter.open = on,
        Panel::Details => state.settings.panels.details.open = on,
        Panel::Legend => state.settings.panels.legend.open = on,
        Panel::Minimap => state.settings.panels.minimap.open = on,
        Panel::Time => {
            state.settings.panels.time.open = on;
            timing::stop(state);
        }
        Panel::Report => {
            state.view.report_open = on;
            reporting::refresh(state);
            return None;
        }
        Panel::Arrange => {
            state.view.arrange_open = on;
            return None;
        }
    }
    Some(Effect::Remember(state.settings.clone()))
}

pub(super) fn panel_width(state: &mut State, panel: Panel, width: f32) -> Option<Effect> {
    let place = match panel {
        Panel::Filter => &mut state.settings.panels.filter.width,
        Panel::Details => &mut state.settings.panels.details.width,
        Panel::Legend | Panel::Time | Panel::Report | Panel::Arrange | Panel::Minimap => return None,
    };
    *place = Some(width);
    Some(Effect::Remember(state.settings.clone()))
}

/// How large the interface is: a tenth more or less with each step.
pub(super) fn scale(state: &mut State, command: Command) -> Effect {
    const STEP: f32 = 0.1;
    let now = state.settings.scale();
    let scale = match command {
        Command::Larger => now + STEP,
        Command::Smaller => now - STEP,
        _ => 1.0,
    };
    state.settings.set_scale(scale);
    Effect::Remember(state.settings.clone())
}

pub(super) fn theme(state: &mut State, command: Command) -> Effect {
    use crate::project::Theme;
    state.settings.theme = match command {
        Command::ThemeLight => Theme::Light,
        Command::ThemeDark if state.settings.theme == Theme::Dark => Theme::Light,
        Command::ThemeDark => Theme::Dark,
        _ => Theme::System,
    };
    Effect::Remember(state.settings.clone())
}

pub(super) fn read(state: &mut State, reader: Reader) -> Option<Effect> {
    state.view.reader = Some(reader);
    let wanted = naming::want(state);
    if state.settings.panels.details.open || wanted.is_some() {
        state.settings.panels.details.open = true;
        return wanted;
    }
    show(state, Panel::Details, Toggle::On)
}
