//! One quiet line over the map that says what is not shown, why, and the ways out.

use egui::{Align2, Pos2, RichText, Ui, pos2};

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
    let text = parts::shown_text(&text);
    let palette = theme::palette(state.view.ground);
    let (corner, width) = place(ui, state);
    let area = egui::Area::new("banner".into()).pivot(Align2::RIGHT_BOTTOM).fixed_pos(corner);
    area.order(egui::Order::Middle).show(ui.ctx(), |ui| {
        let frame = parts::card(&palette).fill(palette.ground).inner_margin(egui::Margin::symmetric(10, 3));
        frame.show(ui, |ui| {
            ui.horizontal(|ui| {
                let count = ways_out(state, map).count();
                let left = (width - 24.0 - 112.0 * count as f32).max(60.0);
                ui.scope(|ui| {
                    ui.set_max_width(left);
                    let shown = RichText::new(&text).small().color(ui.visuals().weak_text_color());
                    ui.add(egui::Label::new(shown).truncate()).on_hover_text(&text);
                });
                for (words, tip, action) in ways_out(state, map) {
                    let tip = action.map_or_else(|| tip.to_owned(), |command| parts::tip(ui, command));
                    if parts::link(ui, words).on_hover_text(tip).clicked() {
                        actions.push(action.map_or(Action::LeaveFocus, Action::Run));
                    }
                }
            });
        });
    });
}

/// The lower right corner of the line, and how wide it may be: between the legend and the buttons for the zoom where
/// there is room, else above them.
fn place(ui: &Ui, state: &State) -> (Pos2, f32) {
    /// Less would tell nothing.
    const LEAST: f32 = 300.0;
    const GAP: f32 = 12.0;
    let room = ui.max_rect();
    let over = |name: &str| ui.memory(|memory| memory.area_rect(egui::Id::new(name)));
    let legend = over("legend").filter(|_| state.settings.panels.legend.open);
    let left = legend.map_or(room.left(), |legend| legend.right()) + GAP;
    let controls = over("controls").unwrap_or(egui::Rect::from_min_max(room.max, room.max));
    let beside = controls.left() - GAP - left;
    if beside >= LEAST {
        return (pos2(controls.left() - GAP, room.bottom() - GAP), beside);
    }
    (pos2(room.right() - GAP, controls.top() - 8.0), (room.right() - GAP - left).max(ROOM - 2.0 * GAP))
}

/// "41 of 300 hidden: without firms, 2 by hand; focus on Jack Ma, 2 steps"; nothing where all is as it comes.
fn text(state: &State, map: &Map) -> Option<String> {
    let hidden = map.base.entities.len() - map.visible.num_entities;
    let mut reasons = map.decisions.filter.reasons(&map.base);
    if !map.decisions.hidden.is_empty() {
        reasons.push(format!("{} by hand", number(map.decisions.hidden.len())));
    }
    if map.visible.num_rejected > 0 {
        reasons.push(format!("{} rejected", number(map.visible.num_rejected)));
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

/// The ways out that there are now: words, and what they do; leaving the focus is no command.
fn ways_out(state: &State, map: &Map) -> impl Iterator<Item = (&'static str, &'static str, Option<Command>)> {
    let filtered = !map.decisions.filter.is_empty();
    let by_hand = !map.decisions.hidden.is_empty();
    let ways = [
        (state.view.steps.is_some(), ("Leave focus", "As usual again (Esc)", None)),
        (filtered && by_hand, ("Show hidden", "", Some(Command::ShowHidden))),
        (filtered || by_hand, ("Show everything", "", Some(Command::ShowAll))),
    ];
    ways.into_iter().filter(|(there, _)| *there).map(|(_, way)| way)
}
