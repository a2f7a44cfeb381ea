//! Views that are kept under a name: the question for the name, and the list to go back to them.

use egui::{Key, TextEdit, Ui};

use super::{Actions, dialogs, parts};
use crate::state::{Action, Command, Dialog, State};

/// Asks what the view is called.
pub(super) fn ask(ui: &mut Ui, name: &str, actions: &mut Actions) {
    dialogs::title(ui, "Keep this view");
    ui.label("What is in sight, chosen, filtered and hidden. It is saved with the map.");
    dialogs::one_field(ui, ("Name", name), "Keep", Dialog::KeepView, |text| Action::KeepView(text.to_owned()), actions);
}

/// The menu of kept views.
pub(super) fn menu(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let Some(map) = state.map() else {
        return;
    };
    ui.set_min_width(220.0);
    ui.set_max_width(300.0);
    if ui.button("Keep this view…").on_hover_text(parts::tip(ui, Command::KeepView)).clicked() {
        actions.push(Action::Run(Command::KeepView));
        ui.close();
    }
    if map.decisions.views.is_empty() {
        parts::soft(ui, "None is kept yet");
        return;
    }
    ui.separator();
    egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
        for (at, view) in map.decisions.views.iter().enumerate() {
            ui.horizontal(|ui| {
                let name = parts::shown_name(&view.name);
                if ui.add(egui::Button::new(&name).frame(false)).on_hover_text("Go to this view").clicked() {
                    actions.push(Action::ShowView(at));
                    ui.close();
                }
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let remove = parts::link(ui, "✖");
                    remove.widget_info(|| {
                        egui::WidgetInfo::labeled(egui::WidgetType::Button, true, format!("Remove view {name}"))
                    });
                    if remove.on_hover_text("Remove this view; Undo brings it back").clicked() {
                        actions.push(Action::ForgetView(at));
                    }
                    rename(ui, at, &view.name, actions);
                });
            });
        }
    });
}

/// A small menu with a field for another name.
fn rename(ui: &mut Ui, at: usize, name: &str, actions: &mut Actions) {
    let id = ui.id().with(("rename view", at));
    ui.menu_button("Rename", |ui| {
        let mut text = ui.data_mut(|data| data.get_temp::<String>(id)).unwrap_or_else(|| name.to_owned());
        let field = ui.add(TextEdit::singleline(&mut text).desired_width(180.0));
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        ui.data_mut(|data| data.insert_temp(id, text.clone()));
        if entered || ui.button("Rename").clicked() {
            ui.data_mut(|data| data.remove::<String>(id));
            actions.push(Action::RenameView(at, text));
            ui.close();
        }
    });
}
