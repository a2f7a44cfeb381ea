//! Facts, one after the other: what each says, the words that say so, and what the reader thinks of it.

use egui::{EventFilter, ScrollArea, TextEdit, Ui};

use super::super::words::{counted, number};
use super::super::{Actions, excerpt, parts, tie_view};
use crate::facts::{FactId, Flaw};
use crate::state::{Action, DeskAction, Map, Queue, Scope, State, desk_keys};

pub(super) fn show(ui: &mut Ui, state: &State, map: &Map, queue: &Queue, actions: &mut Actions) {
    super::head(ui, "Check facts", Some((queue.at, queue.items.len())), actions);
    scopes(ui, map, queue, actions);
    super::progress(ui, queue.num_checked, queue.items.len());
    let Some(item) = queue.items.get(queue.at) else {
        nothing(ui, queue);
        return;
    };
    let at = format!("{} of {}", number(queue.at + 1), number(queue.items.len()));
    ui.separator();
    ScrollArea::vertical().id_salt(("desk", item.fact)).auto_shrink(false).show(ui, |ui| {
        ui.set_max_width((ui.available_width() - 10.0).min(600.0));
        parts::soft(ui, format!("Fact {at}"));
        // That there is no evidence stands where the evidence would.
        if let Some(reason) = item.reason.as_ref().filter(|_| queue.scope != Scope::Flaw(Flaw::NoEvidence)) {
            parts::warning(ui, reason);
        }
        excerpt::fact(ui, state, map, item.fact, actions);
        whereabouts(ui, map, item.fact);
        tie_view::conflicts_of(ui, map, item.fact, actions);
        note(ui, state, map, item.fact, actions);
        ui.add_space(10.0);
        parts::soft(ui, keys());
        ui.add_space(16.0);
    });
}

/// What is gone through: all facts, those that are shown, those of what was chosen, or a list.
fn scopes(ui: &mut Ui, map: &Map, queue: &Queue, actions: &mut Actions) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let mut choices = vec![
            (Scope::All, format!("All {}", number(map.base.facts.len())), "Every fact of the map"),
            (Scope::Shown, format!("Shown {}", number(map.visible.num_facts)), "The facts that pass the filter"),
        ];
        if !queue.chosen.is_empty() {
            choices.push((Scope::Chosen, format!("Chosen {}", number(queue.chosen.len())), "Those of what was chosen"));
        }
        if let Scope::Flaw(flaw) = queue.scope {
            choices.push((queue.scope, flaw.heading().to_owned(), "From the lists of the map"));
        }
        for (scope, text, tip) in choices {
            let text = egui::RichText::new(text).text_style(egui::TextStyle::Small);
            let button = egui::Button::selectable(queue.scope == scope, text);
            if ui.add(button).on_hover_text(tip).clicked() {
                actions.push(Action::Desk(DeskAction::Through(scope)));
            }
        }
        if parts::link(ui, "Lists…").on_hover_text("Gaps and oddities of the whole map").clicked() {
            actions.push(Action::Desk(DeskAction::Lists));
        }
    });
}

fn nothing(ui: &mut Ui, queue: &Queue) {
    ui.add_space(8.0);
    ui.label(match queue.scope {
        Scope::All => "There are no facts on this map",
        Scope::Shown => "No fact passes the filter",
        Scope::Chosen => "There are no facts about what was chosen",
        Scope::Flaw(Flaw::NoEvidence) => "Every fact has evidence",
        Scope::Flaw(_) => "Nothing of this sort was found",
    });
}

/// Why the map does not show the fact, where it does not.
fn whereabouts(ui: &mut Ui, map: &Map, fact: FactId) {
    if map.visible.fact(fact) {
        return;
    }
    let why = if map.is_rejected(fact) { "it is rejected" } else { "of the filter, or because an end is hidden" };
    let because = if map.is_rejected(fact) { "Not on the map: " } else { "Not on the map because " };
    parts::soft(ui, format!("{because}{why}"));
}

fn note(ui: &mut Ui, state: &State, map: &Map, fact: FactId, actions: &mut Actions) {
    ui.add_space(8.0);
    let label = parts::soft(ui, "Note");
    let mut text = map.decisions.reviews.of(fact).and_then(|review| review.note.as_deref()).unwrap_or("").to_owned();
    let field = TextEdit::multiline(&mut text).desired_rows(2).desired_width(f32::INFINITY);
    let response = ui.add(field.hint_text("For yourself and your colleagues").id_salt(("note", fact)));
    let response = response.labelled_by(label.id);
    if response.changed() {
        actions.push(Action::Desk(DeskAction::Note(fact, text)));
    }
    if response.lost_focus() {
        actions.push(Action::EndGesture);
    }
    if state.view.note_wants_focus {
        response.request_focus();
        actions.push(Action::Desk(DeskAction::NoteFocused));
    }
    if response.has_focus() {
        // Escape leaves the note, and not the desk.
        let filter = EventFilter { escape: true, horizontal_arrows: true, vertical_arrows: true, tab: false };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        if ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            response.surrender_focus();
        }
    }
}

fn keys() -> String {
    let each = desk_keys().map(|key| {
        let text = key.text.split(',').next().unwrap_or_default().to_lowercase();
        format!("{} {text}", key.key.symbol_or_name())
    });
    format!("Keys: {}, Esc close", each.join(", "))
}

/// The link by which the queue is opened for what is chosen.
pub(in super::super) fn link(ui: &mut Ui, count: usize, actions: &mut Actions) {
    if count == 0 {
        return;
    }
    let text =
        if count == 1 { "Check it…".to_owned() } else { format!("Check {}…", counted(count, "fact", "facts")) };
    let tip = "One by one, with the keys J and K, A, R and U";
    if parts::link(ui, &text).on_hover_text(tip).clicked() {
        actions.push(Action::Desk(DeskAction::Through(Scope::Chosen)));
    }
}
