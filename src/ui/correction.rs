//! The form in which a fact is corrected: relation, ends, value, dates and status. It stands in the fact's card, above the excerpts.

use egui::{ComboBox, Key, TextEdit, Ui};

use super::{Actions, parts};
use crate::facts::Status;
use crate::state::{Action, Correction, CorrectionAction, DeskAction, Map, State};

fn push(actions: &mut Actions, action: CorrectionAction) {
    actions.push(Action::Desk(DeskAction::Correction(action)));
}

pub(super) fn show(ui: &mut Ui, state: &State, map: &Map, correction: &Correction, actions: &mut Actions) {
    parts::heading(ui, "Correct this fact");
    let mut done = relation(ui, correction, actions);
    for (at, name) in ["Subject", "Object"].into_iter().enumerate() {
        done |= end(ui, state, map, correction, (at, name), actions);
    }
    done |= value(ui, correction, actions);
    done |= dates(ui, correction, actions);
    status(ui, correction, actions);
    let fault = correction.wording(map).err();
    if let Some(fault) = &fault {
        ui.add(egui::Label::new(egui::RichText::new(fault).small().color(ui.visuals().warn_fg_color)).wrap());
    }
    ui.horizontal(|ui| {
        let save = ui.add_enabled_ui(fault.is_none(), |ui| parts::primary(ui, "Correct")).inner;
        done |= save.on_hover_text("What the file says is kept and shown").clicked();
        if ui.button("Cancel").clicked() {
            push(actions, CorrectionAction::Drop);
        }
    });
    if done && fault.is_none() {
        push(actions, CorrectionAction::Make);
    }
    ui.add_space(4.0);
}

/// A field with its name before it; whether it changed, and whether Enter ended it.
fn field(ui: &mut Ui, name: &str, text: &mut String, hint: &str) -> (egui::Response, bool) {
    let response = ui.horizontal(|ui| {
        let label = ui.add_sized([62.0, 20.0], egui::Label::new(egui::RichText::new(name).small()));
        let width = ui.available_width().min(360.0);
        ui.add(TextEdit::singleline(text).hint_text(hint).desired_width(width)).labelled_by(label.id)
    });
    let response = response.inner;
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    (response, entered)
}

fn relation(ui: &mut Ui, correction: &Correction, actions: &mut Actions) -> bool {
    let mut text = correction.relation.clone();
    let (response, entered) = field(ui, "Relation", &mut text, "bought, met, works for");
    if correction.wants_focus {
        response.request_focus();
        push(actions, CorrectionAction::Focused);
    }
    if response.changed() {
        push(actions, CorrectionAction::Change(Box::new(Correction { relation: text, ..correction.clone() })));
    }
    entered
}

/// An end by its name: what fits what is typed stands below, and Enter takes the first. Whether Enter ended it with an
/// entity chosen.
fn end(
    ui: &mut Ui,
    state: &State,
    map: &Map,
    correction: &Correction,
    (at, name): (usize, &str),
    actions: &mut Actions,
) -> bool {
    let Some(typed) = correction.ends.get(at) else {
        return false;
    };
    let mut text = typed.text.clone();
    let (response, entered) = field(ui, name, &mut text, "Name of an entity");
    if response.changed() {
        push(actions, CorrectionAction::Type(at, text));
        return false;
    }
    if correction.looking != Some(at) {
        return entered;
    }
    if entered {
        // Enter lets go of a field: the keyboard stays in the form, and a second Enter makes the correction.
        response.request_focus();
        if let Some(hit) = correction.hits.first() {
            push(actions, CorrectionAction::Take(at, hit.entity));
        }
        return false;
    }
    for hit in &correction.hits {
        let kind = map.base.kind(map.base.entity(hit.entity).kind);
        if parts::entity_row(ui, state, &map.base, hit.entity, kind).clicked() {
            push(actions, CorrectionAction::Take(at, hit.entity));
        }
    }
    false
}

fn value(ui: &mut Ui, correction: &Correction, actions: &mut Actions) -> bool {
    let mut value = correction.value.clone();
    let (response, entered) = field(ui, "Value", &mut value, "$30 million, 51 %");
    if response.changed() {
        push(actions, CorrectionAction::Change(Box::new(Correction { value, ..correction.clone() })));
    }
    entered
}

fn status(ui: &mut Ui, correction: &Correction, actions: &mut Actions) {
    let mut wanted = correction.status;
    ui.horizontal(|ui| {
        let label = ui.add_sized([62.0, 20.0], egui::Label::new(egui::RichText::new("Status").small()));
        let list = ComboBox::from_id_salt("status of the fact").selected_text(wanted.word());
        let list = list.show_ui(ui, |ui| {
            for status in Status::ALL {
                ui.selectable_value(&mut wanted, status, status.word());
            }
        });
        list.response.labelled_by(label.id);
    });
    if wanted != correction.status {
        push(actions, CorrectionAction::Change(Box::new(Correction { status: wanted, ..correction.clone() })));
    }
}

fn dates(ui: &mut Ui, correction: &Correction, actions: &mut Actions) -> bool {
    let mut done = false;
    for (at, name) in ["When", "From", "Until"].into_iter().enumerate() {
        let mut dates = correction.dates.clone();
        let Some(text) = dates.get_mut(at) else {
            continue;
        };
        let (response, entered) = field(ui, name, text, "2017, 2017-01 or 2017-01-09");
        if response.changed() {
            push(actions, CorrectionAction::Change(Box::new(Correction { dates, ..correction.clone() })));
        }
        done |= entered;
    }
    done
}
