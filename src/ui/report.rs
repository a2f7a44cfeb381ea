//! The import report: what could not be read, where, and what was done about it.

use egui::{RichText, ScrollArea, TextEdit, Ui};

use super::words::{counted, number};
use super::{Actions, parts, theme};
use crate::facts::{Report, Severity};
use crate::state::{Action, Panel, Purpose, ReportRow, ReportStep, State, Toggle};

pub(super) fn show(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let Some(map) = state.map() else {
        return;
    };
    let report = &map.report;
    ui.horizontal(|ui| {
        ui.label(parts::strong("Import report"));
        let base = &map.base;
        let read = [
            counted(base.articles.len(), "article", "articles"),
            counted(base.entities.len(), "entity", "entities"),
            counted(base.facts.len(), "fact", "facts"),
        ];
        parts::soft(
            ui,
            format!(
                "{}: {} read, {}",
                report.format,
                read.join(", "),
                counted(report.problem_count, "problem", "problems")
            ),
        );
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if parts::link(ui, "Close").clicked() {
                actions.push(Action::Show(Panel::Report, Toggle::Off));
            }
            if !report.is_clean() {
                if parts::link(ui, "Save…").on_hover_text("Write what is shown to a file").clicked() {
                    actions.push(Action::AskFor(Purpose::Report));
                }
                if parts::link(ui, "Copy").on_hover_text("Copy what is shown").clicked() {
                    actions.push(Action::Report(ReportStep::Copy));
                }
            }
        });
    });
    if report.is_clean() {
        ui.label("Everything in the file was read as it stands.");
        return;
    }
    let mut filter = state.view.report.filter.clone();
    ui.horizontal(|ui| {
        let label = ui.label("Only those with");
        let field = TextEdit::singleline(&mut filter).desired_width(200.0).hint_text("any word");
        if ui.add(field).labelled_by(label.id).changed() {
            actions.push(Action::Report(ReportStep::Filter(filter)));
        }
        parts::soft(ui, "Click a problem for the record that it is about");
    });
    let rows = &state.view.report.rows;
    if rows.is_empty() {
        parts::soft(ui, "No problem holds this text");
    }
    let row_height = ui.text_style_height(&egui::TextStyle::Body) + 6.0;
    ScrollArea::both().auto_shrink(false).show_rows(ui, row_height, rows.len(), |ui, shown| {
        for row in rows.get(shown).unwrap_or_default() {
            ui.horizontal(|ui| match *row {
                ReportRow::Group(at, count) => group(ui, state, (at, count), actions),
                ReportRow::Problem(at) => problem(ui, report, at, actions),
            });
        }
    });
    let rest = report.problem_count - report.problems.len();
    if rest > 0 {
        parts::soft(ui, format!("and {} more of the same kinds", number(rest)));
    }
}

/// What happened, how often; a click opens it.
fn group(ui: &mut Ui, state: &State, (at, count): (usize, usize), actions: &mut Actions) {
    let Some(group) = state.view.report.groups.get(at) else {
        return;
    };
    let palette = theme::palette(state.view.ground);
    let (word, color) = match group.severity {
        Severity::Note => ("note", palette.soft),
        Severity::Repaired => ("repaired", palette.warn),
        Severity::Skipped => ("skipped", palette.bad),
    };
    let arrow = if state.view.report.open.contains(&at) { "⏷" } else { "⏵" };
    let text = format!("{arrow} {}: {}", number(count), crate::scene::elide(&group.what, 200));
    // One below the other, whatever the word.
    ui.scope(|ui| {
        ui.set_min_width(52.0);
        ui.label(RichText::new(word).small().color(color));
    });
    if ui.add(egui::Button::new(text).frame(false)).clicked() {
        actions.push(Action::Report(ReportStep::Toggle(at)));
    }
    parts::soft(ui, format!("({})", group.done));
}

fn problem(ui: &mut Ui, report: &Report, at: usize, actions: &mut Actions) {
    let Some(problem) = report.problems.get(at) else {
        return;
    };
    ui.add_space(18.0);
    let line = problem.line.map(|line| format!("line {}", number(line as usize))).unwrap_or_default();
    parts::soft(ui, line);
    ui.label(RichText::new(crate::scene::elide(&problem.path, 80)).monospace().size(12.0));
    let what = crate::scene::elide(&problem.what, 300).into_owned();
    if ui.add(egui::Button::new(what).frame(false)).on_hover_text("Show the record").clicked() {
        actions.push(Action::Report(ReportStep::Record(at)));
    }
}
