//! Zoom, fit and arrange, in a corner of the map, for those who look for a button.

use egui::{Align2, Ui, vec2};

use super::super::{Actions, parts, theme};
use crate::state::{Action, Command, State};

pub(in crate::ui) fn controls(ui: &Ui, state: &State, actions: &mut Actions) {
    /// How wide the map must be for all of them, in points.
    const ALL_BUTTONS: f32 = 200.0;
    let palette = theme::palette(state.view.ground);
    let room = ui.max_rect().width();
    let corner = ui.max_rect().right_bottom() - vec2(12.0, 12.0);
    let area = egui::Area::new("controls".into()).pivot(Align2::RIGHT_BOTTOM).fixed_pos(corner);
    area.order(egui::Order::Middle).show(ui.ctx(), |ui| {
        let frame = parts::card(&palette).fill(palette.ground).inner_margin(4);
        frame.show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                for (command, text) in [(Command::ZoomOut, "−"), (Command::ZoomIn, "+"), (Command::Fit, "Fit")] {
                    let button = egui::Button::new(text).frame_when_inactive(false).min_size(vec2(26.0, 24.0));
                    let response = ui.add_enabled(command.is_enabled(state), button);
                    if response.on_hover_text(parts::tip(ui, command)).clicked() {
                        actions.push(Action::Run(command));
                    }
                }
                // In a narrow window the menu has it.
                if room >= ALL_BUTTONS {
                    let text = if state.view.arrange_open { "Arrange ▾" } else { "Arrange ▴" };
                    let button = egui::Button::new(text).frame_when_inactive(false).min_size(vec2(26.0, 24.0));
                    if ui.add(button).on_hover_text(parts::tip(ui, Command::ArrangePanel)).clicked() {
                        actions.push(Action::Run(Command::ArrangePanel));
                    }
                }
            });
        });
    });
}
