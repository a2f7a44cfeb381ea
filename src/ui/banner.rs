//! One quiet line over the map that says what is not shown, why, and the ways out.

use egui::{Align2, RichText, Ui, vec2};

use super::words::{counted, number};
use super::{Actions, parts, theme};
use crate::scene::elide;
use crate::state::{Action, Command, Map, State};

/// How wide the map must be, in points.
const ROOM: f32 = 220.0;

pub(super) fn show(ui: &Ui, state: &State, actions: &mut Actions) {
    let Some(map) = state.map() else {
        return;
    };
    let room = ui.max_rect();
    let Some(text) = text(state, map).filter(|_| room.width() >= ROOM) else {
        return;
    };
    let palette = theme::palette(state.view.ground);
    // Between the legend and the buttons for the zoom where there is room, else above them.
    let low = if room.width() < 760.0 { 54.0 } else { 12.0 };
    let at = room.center_bottom() - vec2(0.0, low);
    let area = egui::Area::new("banner".into()).pivot(Align2::CENTER_BOTTOM).fixed_pos(at);
    area.order(egui::Order::Middle).show(ui.ctx(), |ui| {
        let frame = parts::card(&palette).fill(palette.ground).inner_margin(egui::Margin::symmetric(10, 3));
        frame.show(ui, |ui| {
            ui.set_max_width((room.width() - 40.0).min(620.0));
            ui.horizontal(|ui| {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    ui.set_max_height(24.0);
                    ways_out(ui, state, map, actions);
                    ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                        let shown = RichText::new(&text).small().color(ui.visuals().weak_text_color());
                        ui.add(egui::Label::new(shown).truncate()).on_hover_text(&text);
                    });
                });
            });
        });
    });
}

/// "41 of 300 hidden: without firms, 2 by hand; focus on Jack Ma, 2 steps"; nothing where all is as it comes.
fn text(state: &State, map: &Map) -> Option<String> {
    let hidden = map.base.entities.len() - map.visible.num_entities;
    let mut reasons = map.decisions.filter.reasons(&map.base);
    if !map.decisions.hidden.is_empty() {
        reasons.push(format!("{} by hand", number(map.decisions.hidden.len())));
    }
    let mut parts = Vec::new();
    if hidden > 0 || !reasons.is_empty() {
        let left = map.base.facts.len() - map.visible.num_facts;
        let what = if hidden > 0 {
            format!("{} of {} hidden", number(hidden), number(map.base.entities.len()))
        } else {
            format!("{} hidden", counted(left, "fact", "facts"))
        };
        parts.push(format!("{what}: {}", reasons.join(", ")));
    }
    if let Some(steps) = state.view.steps {
        let chosen = &state.view.selection.entities;
        let whom = match (chosen.len(), chosen.first()) {
            (1, Some(id)) => elide(&map.base.entity(*id).name, 40).into_owned(),
            (0, _) => "the chosen tie".to_owned(),
            (count, _) => counted(count, "entity", "entities"),
        };
        parts.push(format!("focus on {whom}, {}", counted(usize::from(steps), "step", "steps")));
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// From the right: everything at once, then one by one.
fn ways_out(ui: &mut Ui, state: &State, map: &Map, actions: &mut Actions) {
    let filtered = !map.decisions.filter.is_empty();
    let by_hand = !map.decisions.hidden.is_empty();
    if (filtered || by_hand)
        && parts::link(ui, "Show everything").on_hover_text(parts::tip(ui, Command::ShowAll)).clicked()
    {
        actions.push(Action::Run(Command::ShowAll));
    }
    if filtered
        && by_hand
        && parts::link(ui, "Show hidden").on_hover_text(parts::tip(ui, Command::ShowHidden)).clicked()
    {
        actions.push(Action::Run(Command::ShowHidden));
    }
    if state.view.steps.is_some() && parts::link(ui, "Leave focus").on_hover_text("As usual again (Esc)").clicked() {
        actions.push(Action::LeaveFocus);
    }
}
