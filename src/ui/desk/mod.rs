//! The desk at which facts are checked, beside the map: the queue, the lists of the map, contradictions.

mod disputes;
mod lists;
mod queue;

use egui::{Align, Layout, Panel, Ui, vec2};

use super::{Actions, article, parts};
pub(super) use queue::link;

use crate::state::{Action, Desk, DeskAction, Map, State};

/// The panel in which the desk stands, in a window so wide with so much of it taken already: contradictions want room
/// for two excerpts beside each other.
pub(super) fn panel(desk: &Desk, width: f32, beside: f32) -> Panel {
    /// The map is to be seen, too.
    const LEAST_MAP: f32 = 240.0;
    let (name, share, least) = match desk {
        Desk::Lists => ("desk lists", 0.34, 300.0),
        Desk::Queue(_) => ("desk", 0.42, 320.0),
        Desk::Disputes(_) => ("desk disputes", 0.56, 340.0),
    };
    let most = (0.64 * width).min(width - beside - LEAST_MAP).max(241.0);
    Panel::right(name).default_size((share * width).max(least).min(most)).size_range(240.0..=most).resizable(true)
}

pub(super) fn show(ui: &mut Ui, state: &State, map: &Map, desk: &Desk, actions: &mut Actions) {
    if let Some(reader) = &state.view.reader {
        article::show(ui, state, map, reader, actions);
        return;
    }
    match desk {
        Desk::Lists => lists::show(ui, state, map, actions),
        Desk::Queue(queue) => queue::show(ui, state, map, queue, actions),
        Desk::Disputes(at) => disputes::show(ui, state, map, *at, actions),
    }
}

/// What lies on the desk, and the ways away from it.
fn head(ui: &mut Ui, title: &str, steps: Option<(usize, usize)>, actions: &mut Actions) {
    ui.horizontal(|ui| {
        ui.label(parts::strong(title));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if parts::link(ui, "Close").on_hover_text("Clear the desk (Esc)").clicked() {
                actions.push(Action::Desk(DeskAction::Close));
            }
            if let Some((at, count)) = steps {
                ui.add_space(6.0);
                let next = ui.add_enabled(at + 1 < count, egui::Button::new("Next").small());
                if next.on_hover_text("Next (J)").clicked() {
                    actions.push(Action::Desk(DeskAction::Step(1)));
                }
                let back = ui.add_enabled(at > 0, egui::Button::new("Previous").small());
                if back.on_hover_text("Previous (K)").clicked() {
                    actions.push(Action::Desk(DeskAction::Step(-1)));
                }
            }
        });
    });
}

/// How much of it is checked.
fn progress(ui: &mut Ui, done: usize, of: usize) {
    let share = if of == 0 { 0.0 } else { done as f32 / of as f32 };
    let text = format!("{} of {} checked", super::words::number(done), super::words::number(of));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 5.0), egui::Sense::hover());
    let visuals = ui.visuals();
    ui.painter().rect_filled(rect, 2.5, visuals.widgets.inactive.bg_fill);
    let filled = egui::Rect::from_min_size(rect.min, vec2(rect.width() * share, rect.height()));
    ui.painter().rect_filled(filled, 2.5, visuals.hyperlink_color);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::ProgressIndicator, true, &text));
    parts::soft(ui, text);
}
