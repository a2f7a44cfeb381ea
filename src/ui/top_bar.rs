//! The one bar: menus from the command table, the search field, the theme.

use egui::{Button, MenuBar, Ui, WidgetInfo, WidgetType};

use super::{Actions, search};
use crate::scene::Ground;
use crate::state::{Action, Chord, Command, Menu, State, TABLE};

pub(super) fn show(ui: &mut Ui, state: &State, actions: &mut Actions) {
    MenuBar::new().ui(ui, |ui| {
        for menu in Menu::ALL {
            ui.menu_button(menu.title(), |ui| show_menu(ui, state, menu, actions));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let dark = state.view.ground == Ground::Dark;
            let (word, command) = if dark { ("Light", Command::ThemeLight) } else { ("Dark", Command::ThemeDark) };
            let hint = if dark { "Ink on paper" } else { "Chalk on slate" };
            if ui.add(Button::new(word).frame(false)).on_hover_text(hint).clicked() {
                actions.push(Action::Run(command));
            }
            if state.map().is_some() {
                ui.add_space(4.0);
                search::show(ui, state, actions);
            }
        });
    });
}

/// As wide as a tick.
const NO_TICK: &str = "     ";

fn show_menu(ui: &mut Ui, state: &State, menu: Menu, actions: &mut Actions) {
    ui.set_min_width(230.0);
    let rows = || TABLE.iter().filter(|row| row.menu == menu);
    // Where one command has a tick, all begin behind the room for it.
    let ticks = rows().any(|row| row.command.is_on(state).is_some());
    for row in rows() {
        if starts_group(row.command) {
            ui.separator();
        }
        let name = row.command.text(state);
        let on = row.command.is_on(state);
        let text = match on {
            Some(true) => format!("✔ {name}"),
            _ if ticks => format!("{NO_TICK}{name}"),
            _ => name.clone(),
        };
        let mut button = Button::new(text);
        if let (true, Some(keys)) = (row.chord != Chord::None, row.chord.shortcut()) {
            button = button.shortcut_text(super::parts::keys(ui.ctx(), &keys));
        }
        let enabled = row.command.is_enabled(state);
        let response = ui.add_enabled(enabled, button);
        response.widget_info(|| match on {
            Some(on) => WidgetInfo::selected(WidgetType::Button, enabled, on, &name),
            None => WidgetInfo::labeled(WidgetType::Button, enabled, &name),
        });
        let response = response.on_hover_text(row.tip);
        if response.clicked() {
            actions.push(Action::Run(row.command));
            ui.close();
        }
        if row.command == Command::Open {
            recent(ui, state, actions);
        }
    }
}

fn recent(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let recent = &state.settings.recent;
    ui.add_enabled_ui(!recent.is_empty(), |ui| {
        let menu = ui.menu_button(format!("{NO_TICK}Open recent"), |ui| {
            for path in recent {
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
                if ui.button(name).on_hover_text(path.display().to_string()).clicked() {
                    actions.push(Action::OpenPaths(vec![path.clone()]));
                    ui.close();
                }
            }
        });
        let enabled = !recent.is_empty();
        menu.response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, enabled, "Open recent"));
    });
}

/// Whether a line stands above the command.
fn starts_group(command: Command) -> bool {
    matches!(
        command,
        Command::OpenSample(crate::state::Sample::Story)
            | Command::Save
            | Command::ExportPicture
            | Command::Quit
            | Command::Find
            | Command::StepBack
            | Command::FilterPanel
            | Command::NewsPanel
            | Command::Larger
            | Command::ThemeSystem
            | Command::Pin
            | Command::Arrange(crate::state::Pattern::Rings)
            | Command::ArrangePanel
    )
}
