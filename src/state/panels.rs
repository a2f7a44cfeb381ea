//! The panels and the theme: opened, made wider, remembered.

use super::{Command, Effect, Panel, State, Toggle, reporting, timing};

/// Opens or closes a panel.
pub(super) fn show(state: &mut State, panel: Panel, toggle: Toggle) -> Option<Effect> {
    let on = toggle == Toggle::On;
    match panel {
        Panel::Filter => state.settings.panels.filter.open = on,
        Panel::Details => state.settings.panels.details.open = on,
        Panel::Legend => state.settings.panels.legend.open = on,
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
        Panel::Legend | Panel::Time | Panel::Report | Panel::Arrange => return None,
    };
    *place = Some(width);
    Some(Effect::Remember(state.settings.clone()))
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
