//! How two entities are connected: two names, and the chains between them told one by one.

use egui::{Id, Key, PopupCloseBehavior, RichText, TextEdit, Ui, WidgetInfo};

use super::words::counted;
use super::{Actions, excerpt, parts, theme};
use crate::facts::EntityId;
use crate::scene::Target;
use crate::state::{Action, Answer, Command, Connecting, Connection, End, How, Map, State, ToldChain};

/// The two names, and what came of the question; the chain itself scrolls below.
pub(super) fn head(ui: &mut Ui, state: &State, map: &Map, actions: &mut Actions) {
    let connection = &state.view.connection;
    ui.horizontal(|ui| {
        ui.label(RichText::new("How are they connected?").text_style(theme::title()));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if parts::link(ui, "Close").on_hover_text("Back to the map (Esc)").clicked() {
                actions.push(Action::Connect(Connecting::Close));
            }
        });
    });
    for (side, (label, end)) in ["From", "To"].into_iter().zip(&connection.ends).enumerate() {
        field(ui, state, map, (side, label, end), actions);
    }
    match &connection.answer {
        Answer::None if connection.both().is_none() => {
            parts::soft(ui, "Type two names. The chains of facts between them are told here, the strongest first");
        }
        Answer::None => {}
        Answer::Looking => {
            ui.label("Looking…");
        }
        Answer::Found(found) if found.chains.is_empty() => nothing(ui, state, map, connection, actions),
        Answer::Found(_) => steps(ui, state, connection, actions),
    }
}

/// A field for a name, with what fits below it.
fn field(ui: &mut Ui, state: &State, map: &Map, (side, label, end): (usize, &str, &End), actions: &mut Actions) {
    ui.horizontal(|ui| {
        let width = ui.available_width();
        ui.allocate_ui(egui::vec2(34.0, 24.0), |ui| {
            ui.set_min_width(34.0);
            parts::soft(ui, label);
        });
        let mut text = end.text.clone();
        let field = TextEdit::singleline(&mut text).id(Id::new(("connection", side))).hint_text("A name");
        let response = ui.add(field.desired_width(width - 60.0));
        response.widget_info(|| {
            let mut info = WidgetInfo::text_edit(true, &end.text, &text, "A name");
            info.label = Some(label.to_owned());
            info
        });
        if response.changed() {
            actions.push(Action::Connect(Connecting::Type(side, text)));
        }
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if let (true, Some(hit)) = (entered, end.hits.first()) {
            actions.push(Action::Connect(Connecting::Take(side, hit.entity)));
        }
        let first_empty = state.view.connection.ends.iter().position(|end| end.text.is_empty());
        let nobody_typing = ui.memory(|memory| memory.focused().is_none());
        if first_empty == Some(side) && nobody_typing && state.view.connection.answer == Answer::None {
            response.request_focus();
        }
        if end.entity.is_none() && !end.text.trim().is_empty() {
            suggestions(&response, state, map, (side, end), actions);
        }
    });
}

fn suggestions(field: &egui::Response, state: &State, map: &Map, (side, end): (usize, &End), actions: &mut Actions) {
    let popup = egui::Popup::from_response(field).open(true).close_behavior(PopupCloseBehavior::IgnoreClicks);
    popup.width(field.rect.width().max(220.0)).show(|ui| {
        ui.set_min_width(field.rect.width().max(220.0));
        if end.hits.is_empty() {
            parts::soft(ui, "No such name on this map");
        }
        for hit in &end.hits {
            let entity = map.base.entity(hit.entity);
            let mut note = map.base.kind(entity.kind).to_owned();
            if !map.visible.entity(hit.entity) {
                note.push_str(", hidden");
            }
            if parts::entity_row(ui, state, &map.base, hit.entity, &note).clicked() {
                actions.push(Action::Connect(Connecting::Take(side, hit.entity)));
            }
        }
    });
}

/// Why there is no chain, as far as can be said.
fn nothing(ui: &mut Ui, state: &State, map: &Map, connection: &Connection, actions: &mut Actions) {
    let Some([from, to]) = connection.both() else {
        return;
    };
    let name = |id: EntityId| parts::shown_name(&map.base.entity(id).name);
    ui.add_space(6.0);
    if from == to {
        ui.label("Both names mean the same entity. Choose two");
        return;
    }
    if let Some(hidden) = [from, to].into_iter().find(|id| !map.visible.entity(*id)) {
        ui.add(
            egui::Label::new(format!("{} is hidden, so no chain of what is shown leads there", name(hidden))).wrap(),
        );
    } else {
        let text = format!("No chain of facts leads from {} to {}", name(from), name(to));
        ui.add(egui::Label::new(text).wrap());
        parts::soft(ui, "Facts that are hidden or rejected carry no chain");
    }
    if Command::ShowAll.is_enabled(state) {
        parts::command_button(ui, state, Command::ShowAll, "Show everything", actions);
    }
}

fn steps(ui: &mut Ui, state: &State, connection: &Connection, actions: &mut Actions) {
    let count = connection.chains().len();
    ui.horizontal_wrapped(|ui| {
        ui.label(parts::strong(format!("Chain {} of {count}", connection.at + 1)));
        if count > 1 {
            parts::command_button(ui, state, Command::PreviousChain, "‹ Previous", actions);
            parts::command_button(ui, state, Command::NextChain, "Next ›", actions);
        }
        parts::command_button(ui, state, Command::ExportEvidence, "Export evidence…", actions);
    });
}

/// The chain that is shown: who, and between each two what says so.
pub(super) fn body(ui: &mut Ui, state: &State, map: &Map, actions: &mut Actions) {
    let connection = &state.view.connection;
    let Some(ToldChain { chain, links }) = connection.shown() else {
        return;
    };
    let ties = counted(chain.ties.len(), "tie", "ties");
    let line = parts::soft(ui, format!("{ties}, weakest link {:.0} of 100", chain.weakest * 100.0));
    line.on_hover_text(
        "What the weakest tie is worth: by its independent sources, the extractor's confidence, your verdict, and \
         whether it is reported, planned, alleged or denied. A judgement, not a probability",
    );
    let first = chain.entities.first().copied();
    if let Some(first) = first {
        entity(ui, state, map, first, actions);
    }
    for (at, link) in links.iter().enumerate() {
        ui.push_id(("link", at), |ui| {
            let frame = egui::Frame::NONE.inner_margin(egui::Margin { left: 12, right: 0, top: 2, bottom: 4 });
            let inner = frame.show(ui, |ui| {
                excerpt::link(ui, state, map, (link.fact, link.evidence), actions);
                if link.num_others > 0 {
                    let more = format!("and {}", counted(link.num_others, "further fact", "further facts"));
                    if parts::link(ui, &more).on_hover_text("All facts of this tie").clicked() {
                        actions.push(Action::Click(Some(Target::Tie(link.tie)), How::Replace));
                    }
                }
            });
            let rect = inner.response.rect;
            let color = crate::scene::Style::of(state.view.ground).tie;
            ui.painter().vline(rect.min.x + 8.0, rect.y_range(), egui::Stroke::new(2.0, color));
            entity(ui, state, map, link.to, actions);
        });
    }
    others(ui, map, connection, actions);
}

fn entity(ui: &mut Ui, state: &State, map: &Map, id: EntityId, actions: &mut Actions) {
    let row = parts::entity_row(ui, state, &map.base, id, "");
    if row.clicked() {
        actions.push(Action::Click(Some(Target::Entity(id)), How::Replace));
    }
}

/// All chains as a list.
fn others(ui: &mut Ui, map: &Map, connection: &Connection, actions: &mut Actions) {
    if connection.chains().len() < 2 {
        return;
    }
    parts::heading(ui, "All chains");
    for (at, told) in connection.chains().iter().enumerate() {
        let text = format!("{}. {}", at + 1, parts::shown_name(&map.way_of(&told.chain)));
        let note = format!("{:.0}", told.chain.weakest * 100.0);
        let row = parts::row(ui, &text, &note, |ui, rect| {
            if at == connection.at {
                let color = ui.visuals().selection.stroke.color;
                ui.painter().circle_filled(rect.center(), 3.5, color);
            }
        });
        if row.clicked() {
            actions.push(Action::Connect(Connecting::Show(at)));
        }
    }
    if let Answer::Found(found) = &connection.answer
        && found.stopped_early
    {
        parts::soft(ui, "There may be more: the search was ended after a while");
    }
}

/// A way back to the chains, above what was chosen since.
pub(super) fn way_back(ui: &mut Ui, map: &Map, connection: &Connection, actions: &mut Actions) {
    let text = match connection.both() {
        Some(ends) => {
            let [from, to] = ends.map(|id| crate::scene::elide(&map.base.entity(id).name, 24).into_owned());
            format!("← How {from} and {to} are connected")
        }
        None => "← How are they connected?".to_owned(),
    };
    let height = ui.spacing().interact_size.y;
    let row = egui::vec2(ui.available_width(), height);
    ui.allocate_ui_with_layout(row, egui::Layout::right_to_left(egui::Align::Center), |ui| {
        if parts::link(ui, "✖").on_hover_text("Close the chains").clicked() {
            actions.push(Action::Connect(Connecting::Close));
        }
        // Two long names are cut off: a line that does not break would push the whole panel out of the window.
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
            if parts::link(ui, &text).on_hover_text(&text).clicked() {
                actions.push(Action::Connect(Connecting::Front));
            }
        });
    });
}
