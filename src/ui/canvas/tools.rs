//! A quiet strip at the upper corner of the map: back and forward, what a drag does, and the views that are kept.

use egui::containers::menu::MenuButton;
use egui::{Align2, Button, Ui, Vec2, vec2};

use super::super::{Actions, parts, theme, views};
use crate::state::{Action, Command, State, Tool};

/// How large the map must be for the strip, in points; on a smaller one it would cover what the menus can do.
const ROOM: Vec2 = vec2(520.0, 330.0);

/// Where the map is free below the strip.
pub(in crate::ui) fn below_tools(ui: &Ui) -> f32 {
    let room = ui.max_rect();
    let strip = ui.memory(|memory| memory.area_rect(egui::Id::new("tools")));
    let bottom = strip.filter(|_| room.size().min(ROOM) == ROOM).map_or(room.top(), |strip| strip.bottom());
    bottom + 10.0
}

pub(in crate::ui) fn tools(ui: &Ui, state: &State, actions: &mut Actions) {
    let room = ui.max_rect();
    if room.size().min(ROOM) != ROOM {
        return;
    }
    let palette = theme::palette(state.view.ground);
    let corner = room.left_top() + vec2(12.0, 10.0);
    let area = egui::Area::new("tools".into()).pivot(Align2::LEFT_TOP).fixed_pos(corner);
    area.order(egui::Order::Middle).show(ui.ctx(), |ui| {
        parts::card(&palette).fill(palette.ground).inner_margin(4).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                for (command, text, name) in [(Command::Back, "←", "Back"), (Command::Forward, "→", "Forward")] {
                    let button = Button::new(text).frame_when_inactive(false).min_size(vec2(26.0, 24.0));
                    let enabled = command.is_enabled(state);
                    let response = ui.add_enabled(enabled, button);
                    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, enabled, name));
                    if response.on_hover_text(parts::tip(ui, command)).clicked() {
                        actions.push(Action::Run(command));
                    }
                }
                for (tool, text) in [(Tool::Move, "Move"), (Tool::Box, "Box"), (Tool::Lasso, "Lasso")] {
                    let on = state.view.tool == tool;
                    let button = Button::selectable(on, text).min_size(vec2(26.0, 24.0));
                    let response = ui.add(button).on_hover_text(parts::tip(ui, Command::Use(tool)));
                    if response.clicked() {
                        actions.push(Action::Run(Command::Use(tool)));
                    }
                }
                let button = Button::new("Views ▾").frame_when_inactive(false).min_size(vec2(26.0, 24.0));
                let (open, _shown) = MenuButton::from_button(button).ui(ui, |ui| views::menu(ui, state, actions));
                open.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, "Views"));
                open.on_hover_text("Views that are kept under a name");
            });
        });
    });
}
