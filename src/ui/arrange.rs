//! How the map is arranged: patterns to choose from, and the dials of the layout, in a card over its corner.

use egui::{Align2, Slider, Ui, vec2};

use super::words::counted;
use super::{Actions, parts, theme};
use crate::state::{Action, Command, Map, Panel, Pattern, State, Toggle};

/// How wide the card is, in points.
const WIDTH: f32 = 232.0;

pub(super) fn show(ui: &Ui, state: &State, actions: &mut Actions) {
    let Some(map) = state.map().filter(|_| state.view.arrange_open) else {
        return;
    };
    let palette = theme::palette(state.view.ground);
    // Above the buttons for the zoom.
    let corner = ui.max_rect().right_bottom() - vec2(12.0, 54.0);
    let area = egui::Area::new("arrange".into()).pivot(Align2::RIGHT_BOTTOM).fixed_pos(corner);
    area.order(egui::Order::Middle).show(ui.ctx(), |ui| {
        parts::card(&palette).fill(palette.ground).show(ui, |ui| {
            ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 60.0));
            // In a low window the card scrolls.
            let height = (corner.y - ui.ctx().content_rect().top() - 70.0).max(120.0);
            egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
                head(ui, actions);
                patterns(ui, state, actions);
                dials(ui, map, actions);
                foot(ui, state, map, actions);
            });
        });
    });
}

fn head(ui: &mut Ui, actions: &mut Actions) {
    ui.horizontal(|ui| {
        ui.label(parts::strong("Arrange"));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if parts::link(ui, "Close").clicked() {
                actions.push(Action::Show(Panel::Arrange, Toggle::Off));
            }
        });
    });
}

fn patterns(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let chosen = &state.view.selection.entities;
    let whom = match (chosen.len(), chosen.first(), state.map()) {
        (1, Some(id), Some(map)) => {
            format!("All that is shown; rings around {}", parts::shown_name(&map.base.entity(*id).name))
        }
        (0 | 1, _, _) => "All that is shown".to_owned(),
        (count, _, _) => format!("The {} that are chosen", counted(count, "entity", "entities")),
    };
    parts::soft(ui, whom);
    ui.add_space(2.0);
    let width = (ui.available_width() - 6.0) / 2.0;
    egui::Grid::new("patterns").num_columns(2).spacing(vec2(6.0, 6.0)).show(ui, |ui| {
        for (at, pattern) in Pattern::ALL.into_iter().enumerate() {
            let command = Command::Arrange(pattern);
            let button = egui::Button::new(command.text(state)).min_size(vec2(width, 26.0)).truncate();
            let response = ui.add_enabled(command.is_enabled(state), button);
            if response.on_hover_text(parts::tip(ui, command)).clicked() {
                actions.push(Action::Run(command));
            }
            if at % 2 == 1 {
                ui.end_row();
            }
        }
    });
}

fn dials(ui: &mut Ui, map: &Map, actions: &mut Actions) {
    parts::heading(ui, "By the forces between them");
    let mut settings = map.decisions.arrangement.clone();
    ui.spacing_mut().slider_width = ui.available_width() - 4.0;
    let mut changed = false;
    let mut dial = |name: &str, tip: &str, slider: Slider<'_>| {
        let label = parts::soft(ui, name);
        let response = ui.add(slider.show_value(false)).labelled_by(label.id).on_hover_text(tip);
        changed |= response.changed();
    };
    dial("Spread", "How far apart everything stands", Slider::new(&mut settings.spread, 0.4..=3.0).logarithmic(true));
    dial(
        "Overall shape – groups",
        "To the left distances tell how many steps lie between two; to the right groups draw together and apart",
        Slider::new(&mut settings.clusters, 0.0..=1.0),
    );
    dial("Pull to the middle", "Brings in what strays far out", Slider::new(&mut settings.gravity, 0.0..=1.0));
    dial(
        "Room for names",
        "How much of each name is kept free of other marks",
        Slider::new(&mut settings.label_room, 0.0..=1.0),
    );
    if changed {
        actions.push(Action::Dial(settings, Toggle::On));
    }
    if ui.input(|input| input.pointer.any_released()) {
        actions.push(Action::EndGesture);
    }
}

fn foot(ui: &mut Ui, state: &State, map: &Map, actions: &mut Actions) {
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        parts::command_button(ui, state, Command::ArrangeAgain, "Again", actions);
        parts::command_button(ui, state, Command::ArrangeSelection, "Selection", actions);
        let usual = map.usual_dials();
        let turned = usual != map.decisions.arrangement;
        let reset = ui.add_enabled(turned, egui::Button::new("Reset"));
        if reset.on_hover_text("All dials as they were at first").clicked() {
            actions.push(Action::Dial(usual, Toggle::Off));
        }
    });
}
