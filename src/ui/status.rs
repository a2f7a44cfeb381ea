//! The line at the foot: what the map holds and what is going on.

use egui::{Align, Layout, Ui};

use super::words::{counted, number};
use super::{Actions, parts};
use crate::state::{Action, Arranging, Command, State};

pub(super) fn show(ui: &mut Ui, state: &State, actions: &mut Actions) {
    ui.horizontal(|ui| {
        let Some(map) = state.map() else {
            parts::soft(ui, "No map is open");
            return;
        };
        let base = &map.base;
        let visible = &map.visible;
        let of = |shown: usize, all: usize, one: &str, many: &str| {
            if shown == all {
                counted(all, one, many)
            } else {
                format!("{} of {}", number(shown), counted(all, one, many))
            }
        };
        let text = [
            of(visible.num_entities, base.entities.len(), "entity", "entities"),
            of(visible.num_ties, map.graph.ties().len(), "tie", "ties"),
            of(visible.num_facts, base.facts.len(), "fact", "facts"),
            counted(base.articles.len(), "article", "articles"),
        ];
        ui.add(egui::Label::new(egui::RichText::new(text.join("  ·  ")).small()).truncate());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| right(ui, state, actions));
    });
}

fn right(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let Some(map) = state.map() else {
        return;
    };
    let (text, tip) = match (&map.origin.project, state.is_changed()) {
        (Some(path), false) => ("Saved", path.display().to_string()),
        (_, true) => ("Not saved", "This map has changes that are not in a file (Ctrl+S saves)".to_owned()),
        (None, false) => ("", String::new()),
    };
    if !text.is_empty() {
        parts::soft(ui, text).on_hover_text(tip);
    }
    match map.arranging {
        Arranging::Settled => {}
        Arranging::Running(share) => {
            if parts::link(ui, "Pause").on_hover_text(parts::tip(ui, Command::Pause)).clicked() {
                actions.push(Action::Run(Command::Pause));
            }
            parts::soft(ui, format!("Arranging {:.0} %", share * 100.0));
        }
        Arranging::Paused => {
            if parts::link(ui, "Resume").clicked() {
                actions.push(Action::Run(Command::Pause));
            }
            parts::soft(ui, "Arranging is paused");
        }
    }
    let count = map.report.problem_count;
    if count > 0
        && parts::link(ui, &counted(count, "problem", "problems")).on_hover_text("What could not be read").clicked()
    {
        actions.push(Action::Run(Command::Report));
    }
}
