//! The evidence of the whole map: how the excerpts stand, how much is checked, and lists of gaps and oddities.

use egui::{RichText, ScrollArea, TextEdit, Ui};

use super::super::words::{counted, number};
use super::super::{Actions, parts, theme};
use crate::facts::{Flaw, Standing};
use crate::state::{Action, Command, DeskAction, Map, Scope, State};

pub(super) fn show(ui: &mut Ui, state: &State, map: &Map, actions: &mut Actions) {
    super::head(ui, "Evidence of this map", None, actions);
    ScrollArea::vertical().id_salt("desk lists").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width((ui.available_width() - 10.0).min(560.0));
        checked(ui, state, map, actions);
        excerpts(ui, state, map);
        lists(ui, map, actions);
        reader(ui, state, actions);
        ui.add_space(16.0);
    });
}

fn checked(ui: &mut Ui, state: &State, map: &Map, actions: &mut Actions) {
    parts::heading(ui, "Verdicts");
    let [accepted, rejected, unsure] = map.verdicts;
    super::progress(ui, map.verdicts.iter().sum(), map.base.facts.len());
    let words = [(accepted, "accepted"), (rejected, "rejected"), (unsure, "unsure")];
    let words = words.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{} {word}", number(*count)));
    let words: Vec<String> = words.collect();
    if !words.is_empty() {
        parts::soft(ui, words.join(", "));
    }
    parts::command_button(ui, state, Command::CheckFacts, "Check facts one by one", actions);
}

/// "61 exact, 3 near, 1 not found"
fn excerpts(ui: &mut Ui, state: &State, map: &Map) {
    let counts = map.excerpt_counts();
    parts::heading(ui, "Excerpts, held against their articles");
    let words = ["exact", "found elsewhere", "near", "not found", "unchecked"];
    let told: Vec<String> = counts
        .iter()
        .zip(words)
        .filter(|(count, _)| **count > 0)
        .map(|(count, word)| format!("{} {word}", number(*count)))
        .collect();
    if told.is_empty() {
        parts::soft(ui, "There are no excerpts");
        return;
    }
    let palette = theme::palette(state.view.ground);
    let color = palette.of_excerpts(counts);
    ui.add(egui::Label::new(RichText::new(told.join(", ")).color(color)).wrap());
}

fn lists(ui: &mut Ui, map: &Map, actions: &mut Actions) {
    parts::heading(ui, "Worth a look");
    let conflicts = map.weighed.all_conflicts().len();
    let decided = map.decisions.reviews.rulings.len();
    let note = match (conflicts, decided) {
        (0, _) | (_, 0) => number(conflicts),
        (count, decided) => format!("{} of {} decided", number(decided.min(count)), number(count)),
    };
    if map.weighed.is_ready() {
        row(ui, "Contradictions", &note, conflicts, || DeskAction::Dispute(0), actions);
    }
    let Some(quality) = map.quality.as_ref().filter(|_| map.weighed.is_ready()) else {
        ui.horizontal(|ui| {
            ui.add(egui::Spinner::new().size(12.0));
            parts::soft(ui, "Looking through facts and articles…");
        });
        return;
    };
    for flaw in Flaw::ALL {
        let count = quality.list(flaw).len();
        row(ui, flaw.heading(), &number(count), count, || DeskAction::Through(Scope::Flaw(flaw)), actions);
    }
    let unchecked = map.num_standing(Standing::Unchecked);
    if unchecked > 0 {
        let facts = counted(unchecked, "fact", "facts");
        parts::soft(ui, format!("{facts} cannot be checked: there is no excerpt, or no text of the article"));
    }
}

/// A list with its count; an empty one is quiet and cannot be opened.
fn row(ui: &mut Ui, text: &str, note: &str, count: usize, open: impl FnOnce() -> DeskAction, actions: &mut Actions) {
    if count == 0 {
        ui.horizontal(|ui| {
            ui.add_space(24.0);
            parts::soft(ui, format!("{text}: none"));
        });
        return;
    }
    let color = ui.visuals().warn_fg_color;
    let row = parts::row(ui, text, note, |ui, rect| {
        ui.painter().circle_filled(rect.center(), 3.5, color);
    });
    if row.on_hover_text("Go through them").clicked() {
        actions.push(Action::Desk(open()));
    }
}

fn reader(ui: &mut Ui, state: &State, actions: &mut Actions) {
    ui.add_space(8.0);
    let label = parts::soft(ui, "Your name, with which decisions are signed");
    let mut name = state.settings.reader.clone();
    let response = ui.add(TextEdit::singleline(&mut name).desired_width(240.0)).labelled_by(label.id);
    if response.changed() {
        actions.push(Action::Desk(DeskAction::Reader(name)));
    }
}
