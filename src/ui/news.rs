//! What the last reading brought: added, changed and gone facts and entities, each shown on the map with a click.

use egui::{Panel, RichText, ScrollArea, Ui};

use super::{Actions, parts, theme};
use crate::state::{Action, NewsStep, Novelty, State, Toggle};

pub(super) fn show(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let Some(new) = state.what_is_new.as_ref().filter(|_| state.view.news_open && state.map().is_some()) else {
        return;
    };
    let palette = theme::palette(state.view.ground);
    let frame = egui::Frame::NONE.fill(palette.panel).inner_margin(12);
    Panel::bottom("news").resizable(true).default_size(170.0).frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(parts::strong("What is new"));
            parts::soft(ui, new.told());
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if parts::link(ui, "Close").clicked() {
                    actions.push(Action::News(NewsStep::Panel(Toggle::Off)));
                }
                for (text, by) in [("Next change", 1), ("Previous change", -1)] {
                    if ui.add_enabled(!new.lines.is_empty(), egui::Button::new(text)).clicked() {
                        actions.push(Action::News(NewsStep::Move(by)));
                    }
                }
            });
        });
        let height = ui.text_style_height(&egui::TextStyle::Body) + 3.0;
        ScrollArea::vertical().auto_shrink(false).show_rows(ui, height, new.lines.len(), |ui, rows| {
            for at in rows {
                let Some(line) = new.lines.get(at) else {
                    continue;
                };
                let (word, color) = match line.novelty {
                    Novelty::Added => ("added", palette.good),
                    Novelty::Changed => ("changed", palette.warn),
                    Novelty::Gone => ("gone", palette.bad),
                };
                ui.horizontal(|ui| {
                    ui.label(RichText::new(word).small().color(color));
                    let what = crate::scene::elide(&line.what, 200).into_owned();
                    let row = ui.add_enabled(line.target.is_some(), egui::Button::selectable(new.at == Some(at), what));
                    if row.clicked() {
                        actions.push(Action::News(NewsStep::Show(at)));
                    }
                    if !line.how.is_empty() {
                        parts::soft(ui, crate::scene::elide(&line.how, 300).into_owned());
                    }
                });
            }
        });
    });
}
