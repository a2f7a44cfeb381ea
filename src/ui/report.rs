//! The import report: what could not be read, where, and what was done about it.

use egui::{RichText, ScrollArea, Ui};

use super::words::{counted, number};
use super::{Actions, parts, theme};
use crate::facts::Severity;
use crate::state::{Action, Panel, State, Toggle};

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
            if !report.is_clean() && parts::link(ui, "Copy").on_hover_text("Copy the whole report").clicked() {
                let lines: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
                actions.push(Action::Copy(lines.join("\n")));
            }
        });
    });
    if report.is_clean() {
        ui.label("Everything in the file was read as it stands.");
        return;
    }
    let palette = theme::palette(state.view.ground);
    let row_height = ui.text_style_height(&egui::TextStyle::Body) + 3.0;
    ScrollArea::both().auto_shrink(false).show_rows(ui, row_height, report.problems.len(), |ui, rows| {
        for problem in &report.problems[rows] {
            ui.horizontal(|ui| {
                let (word, color) = match problem.severity {
                    Severity::Note => ("note", palette.soft),
                    Severity::Repaired => ("repaired", palette.warn),
                    Severity::Skipped => ("skipped", palette.bad),
                };
                ui.label(RichText::new(word).small().color(color));
                let line = problem.line.map(|line| format!("line {}", number(line as usize))).unwrap_or_default();
                parts::soft(ui, line);
                ui.label(RichText::new(crate::scene::elide(&problem.path, 80)).monospace().size(12.0));
                ui.label(crate::scene::elide(&problem.what, 300).into_owned());
                parts::soft(ui, format!("({})", problem.done));
            });
        }
    });
    let rest = report.problem_count - report.problems.len();
    if rest > 0 {
        parts::soft(ui, format!("and {} more of the same kinds", number(rest)));
    }
}
