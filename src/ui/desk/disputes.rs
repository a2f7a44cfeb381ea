//! Two facts that cannot both hold, side by side with their excerpts, and the reader's verdict on them.

use egui::{ScrollArea, Ui};

use super::super::words::number;
use super::super::{Actions, excerpt, parts};
use crate::facts::{Conflict, Holds};
use crate::state::{Action, DeskAction, Map, State};

/// Below this width the two stand one above the other.
const SIDE_BY_SIDE: f32 = 470.0;

pub(super) fn show(ui: &mut Ui, state: &State, map: &Map, at: usize, actions: &mut Actions) {
    let conflicts = map.weighed.all_conflicts();
    super::head(ui, "Contradictions", Some((at, conflicts.len())), actions);
    let Some(conflict) = conflicts.get(at) else {
        ui.add_space(8.0);
        if !map.weighed.is_ready() {
            ui.horizontal(|ui| {
                ui.add(egui::Spinner::new().size(12.0));
                parts::soft(ui, "Holding facts against each other…");
            });
            return;
        }
        ui.label("No two facts of this map contradict each other");
        parts::soft(ui, "Facts of the same ends and the same relation are held against each other");
        return;
    };
    parts::soft(ui, format!("{} of {}", number(at + 1), number(conflicts.len())));
    parts::warning(ui, &conflict.why);
    choice(ui, map, conflict, actions);
    ui.separator();
    ScrollArea::vertical().id_salt(("dispute", conflict.a, conflict.b)).auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - 10.0);
        if ui.available_width() >= SIDE_BY_SIDE {
            ui.spacing_mut().item_spacing.x = 20.0;
            ui.columns(2, |columns| {
                for (column, (title, fact)) in columns.iter_mut().zip([("This", conflict.a), ("That", conflict.b)]) {
                    // Columns would set their text justified.
                    column.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                        ui.spacing_mut().item_spacing.x = 8.0;
                        parts::heading(ui, title);
                        excerpt::fact(ui, state, map, fact, actions);
                    });
                }
            });
        } else {
            for (title, fact) in [("This", conflict.a), ("That", conflict.b)] {
                parts::heading(ui, title);
                excerpt::fact(ui, state, map, fact, actions);
            }
        }
        ui.add_space(16.0);
    });
}

/// Which of the two holds: four buttons of which one may be pressed.
fn choice(ui: &mut Ui, map: &Map, conflict: &Conflict, actions: &mut Actions) {
    let ruling = map.decisions.reviews.rulings.get(&(conflict.a, conflict.b));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (at, holds) in Holds::ALL.into_iter().enumerate() {
            let (text, tip) = match holds {
                Holds::First => ("This holds", "The fact on the left or above"),
                Holds::Second => ("That holds", "The fact on the right or below"),
                Holds::Both => ("Both hold", "They do not contradict each other after all"),
                Holds::Open => ("Leave open", "Looked at, and not decided"),
            };
            let on = ruling.map(|ruling| ruling.holds) == Some(holds);
            // The key that does it stands on the button.
            let response = ui.add(egui::Button::new(format!("{}  {text}", at + 1)).selected(on));
            response.widget_info(|| egui::WidgetInfo::selected(egui::WidgetType::Button, true, on, text));
            if response.on_hover_text(format!("{tip} ({})", at + 1)).clicked() {
                actions.push(Action::Desk(DeskAction::Rule(holds)));
            }
        }
    });
    if let Some(ruling) = ruling {
        let stamp = ruling.stamp.to_string();
        parts::soft(ui, if stamp.is_empty() { "Decided".to_owned() } else { format!("Decided: {stamp}") });
    }
    parts::soft(ui, "Keys: 1 to 4 decide, J next, K previous, Esc close");
}
