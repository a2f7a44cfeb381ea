//! What is chosen, and what says so: an entity, a tie, several, an article, or the map as a whole.

use egui::{ScrollArea, Ui};

use super::words::counted;
use super::{Actions, article, connection_view, entity_view, excerpt, overview, parts, tie_view, walk_bar};
use crate::facts::EntityId;
use crate::scene::Target;
use crate::state::{Action, Command, How, Map, Selection, Standing, State};

pub(super) fn show(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let Some(map) = state.map() else {
        return;
    };
    if let Some(reader) = &state.view.reader {
        article::show(ui, state, map, reader, actions);
        return;
    }
    let connection = &state.view.connection;
    if connection.standing == Standing::Front {
        connection_view::head(ui, state, map, actions);
        walk_bar::show(ui, state, actions);
        ScrollArea::vertical().id_salt(("chain", connection.at)).auto_shrink(false).show(ui, |ui| {
            ui.set_max_width((ui.available_width() - 8.0).min(560.0));
            connection_view::body(ui, state, map, actions);
            ui.add_space(24.0);
        });
        return;
    }
    if connection.standing == Standing::Behind {
        connection_view::way_back(ui, map, connection, actions);
    }
    walk_bar::show(ui, state, actions);
    let is_tie = matches!(state.view.selection.single(), Some(Target::Tie(_)));
    if let Some((fact, _)) = state.view.walk.as_ref().and_then(|walk| walk.current()).filter(|_| !is_tie) {
        one_fact(ui, state, map, fact, actions);
        return;
    }
    // Each subject keeps its own scroll place.
    let salt = format!("{:?}", state.view.selection.single());
    ScrollArea::vertical().id_salt(salt).auto_shrink(false).show(ui, |ui| {
        ui.set_max_width((ui.available_width() - 8.0).min(560.0));
        match state.view.selection.single() {
            Some(Target::Entity(id)) => entity_view::show(ui, state, map, id, actions),
            Some(Target::Tie(id)) => tie_view::show(ui, state, map, id, actions),
            None if state.view.selection.is_empty() => overview::show(ui, state, map, actions),
            None => several(ui, state, map, &state.view.selection, actions),
        }
        ui.add_space(24.0);
    });
}

/// Of an entity or of several, the one fact whose excerpt is read.
fn one_fact(ui: &mut Ui, state: &State, map: &Map, fact: crate::facts::FactId, actions: &mut Actions) {
    ScrollArea::vertical().id_salt("walk").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width((ui.available_width() - 8.0).min(560.0));
        excerpt::fact(ui, state, map, fact, actions);
        ui.add_space(8.0);
        if parts::link(ui, "← Back to what is chosen").on_hover_text("Back to the list (Esc)").clicked() {
            actions.push(Action::Run(Command::StepBack));
        }
        ui.add_space(24.0);
    });
}

fn several(ui: &mut Ui, state: &State, map: &Map, selection: &Selection, actions: &mut Actions) {
    let mut what = Vec::new();
    if !selection.entities.is_empty() {
        what.push(counted(selection.entities.len(), "entity", "entities"));
    }
    if !selection.ties.is_empty() {
        what.push(counted(selection.ties.len(), "tie", "ties"));
    }
    ui.label(egui::RichText::new(format!("{} chosen", what.join(" and "))).text_style(super::theme::title()));
    ui.horizontal_wrapped(|ui| {
        for (command, text) in [
            (Command::FitSelection, "Zoom to"),
            (Command::Hide, "Hide"),
            (Command::Pin, "Pin"),
            (Command::SelectNeighbours, "Neighbours"),
            (Command::Connect, "How are they connected?"),
        ] {
            if command != Command::Connect || (selection.entities.len() == 2 && selection.ties.is_empty()) {
                parts::command_button(ui, state, command, text, actions);
            }
        }
    });
    let among = among(map, selection);
    if !among.is_empty() {
        parts::heading(ui, &format!("{} among them", counted(among.len(), "tie", "ties")));
        for id in among.into_iter().take(MOST) {
            tie_view::row(ui, state, map, id, actions);
        }
    }
    if !selection.entities.is_empty() {
        parts::heading(ui, "Chosen");
    }
    for &id in selection.entities.iter().take(MOST) {
        let degree = map.graph.ties_of(id).filter(|tie| map.visible.tie(*tie)).count();
        let row = parts::entity_row(ui, state, &map.base, id, &counted(degree, "tie", "ties"));
        if row.clicked() {
            actions.push(Action::Click(Some(Target::Entity(id)), How::Replace));
        }
    }
    if selection.entities.len() > MOST {
        parts::soft(ui, format!("and {} more", selection.entities.len() - MOST));
    }
}

/// Rows past this many are counted.
const MOST: usize = 200;

/// The chosen ties, and those between chosen entities.
fn among(map: &Map, selection: &Selection) -> Vec<crate::graph::TieId> {
    let mut among = selection.ties.clone();
    let inside = |id: &EntityId| selection.entities.contains(id);
    if selection.entities.len() <= 2_000 {
        for id in &selection.entities {
            let ties = map.graph.ties_of(*id);
            among.extend(ties.filter(|tie| map.visible.tie(*tie) && inside(&map.graph.tie(*tie).other_end(*id))));
        }
    }
    among.into_iter().collect()
}
