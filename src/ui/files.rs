//! The files that a map is made of, and the word that one of them has changed.

use egui::{Align2, Ui, vec2};

use super::words::counted;
use super::{Actions, parts, theme};
use crate::state::{Action, Command, FileStep, Map, Opening, State};

/// The files of the map with their counts; one of several can be taken out.
pub(super) fn list(ui: &mut Ui, map: &Map, actions: &mut Actions) {
    let files = &map.origin.parts;
    parts::heading(ui, &counted(files.len(), "file", "files"));
    for (at, file) in files.iter().enumerate() {
        ui.push_id(("file", at), |ui| {
            let name = parts::shown_name(&file.name);
            let counts = [
                counted(file.facts, "fact", "facts"),
                counted(file.entities, "entity", "entities"),
                counted(file.articles, "article", "articles"),
            ];
            ui.horizontal_wrapped(|ui| {
                ui.add(egui::Label::new(name.as_str()).truncate());
                parts::soft(ui, counts.join(", "));
                if files.len() > 1 {
                    let link = parts::link(ui, "Take out");
                    link.widget_info(|| {
                        egui::WidgetInfo::labeled(egui::WidgetType::Button, true, format!("Take {name} out of the map"))
                    });
                    if link.on_hover_text("Take its facts off this map; the file stays where it is").clicked() {
                        actions.push(Action::Files(FileStep::TakeOut(at)));
                    }
                }
            });
        });
    }
    if parts::link(ui, "Add facts…").on_hover_text(parts::tip(ui, Command::AddFacts)).clicked() {
        actions.push(Action::Run(Command::AddFacts));
    }
}

/// That a file has changed on the disk, with the offer to read it again.
pub(super) fn changed(ui: &Ui, state: &State, actions: &mut Actions) {
    let Some(first) = state.changed_files.first().filter(|_| matches!(state.opening, Opening::Nothing)) else {
        return;
    };
    let name = first.file_name().unwrap_or(first.as_os_str()).to_string_lossy().into_owned();
    let text = match state.changed_files.len() {
        1 => format!("{} has changed on the disk", parts::shown_name(&name)),
        count => format!("{} and {} more have changed on the disk", parts::shown_name(&name), count - 1),
    };
    let palette = theme::palette(state.view.ground);
    let at = ui.max_rect().center_bottom() - vec2(0.0, 14.0);
    egui::Area::new("changed".into()).pivot(Align2::CENTER_BOTTOM).fixed_pos(at).order(egui::Order::Foreground).show(
        ui.ctx(),
        |ui| {
            parts::card(&palette).show(ui, |ui| {
                ui.set_max_width((ui.ctx().content_rect().width() * 0.5).max(260.0));
                ui.horizontal_wrapped(|ui| {
                    ui.label(text);
                    if parts::primary(ui, "Read again").clicked() {
                        actions.push(Action::Files(FileStep::ReadAgain));
                    }
                    if ui.button("Not now").clicked() {
                        actions.push(Action::Files(FileStep::Ignore));
                    }
                });
            });
        },
    );
}
