//! How much of a very large map is to be shown.

use egui::{Ui, vec2};

use super::words::{counted, number};
use super::{Actions, dialogs, parts};
use crate::graph::Filter;
use crate::state::{Action, Edit, Extent, Toggle};

pub(super) fn ask(ui: &mut Ui, extent: &Extent, actions: &mut Actions) {
    let Extent { entities, ties, facts, tied, best } = extent;
    dialogs::title(ui, "This map is very large");
    let counts = [counted(*entities, "entity", "entities"), counted(*ties, "tie", "ties")];
    ui.label(format!("{}, {}, {}", counts[0], counts[1], counted(*facts, "fact", "facts")));
    ui.add_space(4.0);
    parts::soft(ui, "How much is to be shown? Nothing is lost: “Show everything” or Undo brings the rest back.");
    ui.add_space(10.0);
    if button(ui, "Everything") {
        actions.push(Action::Dismiss);
    }
    if let Some(share) = tied {
        let text = format!("Entities with {} ties or more: {}", share.min_ties, number(share.entities));
        if button(ui, &text) {
            show(share.min_ties, actions);
        }
    }
    if let Some(share) = best {
        let text = format!("A sample, the best tied: {} with {} ties or more", number(share.entities), share.min_ties);
        if button(ui, &text) {
            show(share.min_ties, actions);
        }
    }
}

fn button(ui: &mut Ui, text: &str) -> bool {
    let width = ui.available_width();
    ui.add(egui::Button::new(text).wrap().min_size(vec2(width, 28.0))).clicked()
}

fn show(min_ties: u32, actions: &mut Actions) {
    let filter = Filter { min_ties, ..Filter::default() };
    actions.push(Action::Dismiss);
    actions.push(Action::Edit(Edit::Filter(filter), "filter", Toggle::Off));
}
