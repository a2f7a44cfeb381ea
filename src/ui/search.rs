//! The search field: what is typed finds entities by name and alias, and takes the reader there.

use egui::{Id, Key, PopupCloseBehavior, TextEdit, Ui};

use super::{Actions, parts};
use crate::state::{Action, State};

pub(super) fn show(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let id = Id::new("search field");
    let mut text = state.search.text.clone();
    let width = (ui.available_width() - 8.0).clamp(90.0, 320.0);
    let hint = if width > 200.0 { "Find a person, firm, film…" } else { "Find…" };
    let field = TextEdit::singleline(&mut text).id(id).hint_text(hint).desired_width(width);
    let response = ui.add(field);
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, &state.search.text, &text, hint);
        info.label = Some("Find".to_owned());
        info
    });
    if state.search.wants_focus {
        response.request_focus();
        actions.push(Action::SearchFocused);
    }
    let (down, up, enter) = ui.input(|input| {
        (input.key_pressed(Key::ArrowDown), input.key_pressed(Key::ArrowUp), input.key_pressed(Key::Enter))
    });
    if response.has_focus() || response.lost_focus() {
        if down || up {
            actions.push(Action::SearchMove(if down { 1 } else { -1 }));
            response.request_focus();
        } else if enter {
            actions.push(Action::SearchTake);
        }
    }
    if response.changed() {
        actions.push(Action::Search(text));
    }
    if !state.search.text.trim().is_empty() {
        hits(&response, state, actions);
    }
}

fn hits(field: &egui::Response, state: &State, actions: &mut Actions) {
    let Some(map) = state.map() else {
        return;
    };
    egui::Popup::from_response(field)
        .open(true)
        .close_behavior(PopupCloseBehavior::IgnoreClicks)
        .width(field.rect.width().max(240.0))
        .show(|ui| {
            ui.set_min_width(field.rect.width().max(240.0));
            if state.search.hits.is_empty() {
                parts::soft(ui, "No such name on this map");
            }
            for (at, hit) in state.search.hits.iter().enumerate() {
                let entity = map.base.entity(hit.entity);
                let mut note = map.base.kind(entity.kind).to_owned();
                if let Some(alias) = &hit.alias {
                    note = format!("{}, {note}", parts::shown_name(alias));
                }
                if !map.visible.entity(hit.entity) {
                    note.push_str(", hidden");
                }
                let row = parts::entity_row(ui, state, &map.base, hit.entity, &note);
                if at == state.search.cursor {
                    let color = ui.visuals().selection.stroke.color;
                    let bar = egui::Rect::from_min_size(
                        row.rect.min - egui::vec2(4.0, 0.0),
                        egui::vec2(3.0, row.rect.height()),
                    );
                    ui.painter().rect_filled(bar, 1.5, color);
                }
                if row.clicked() {
                    actions.push(Action::SearchMove(at as i32 - state.search.cursor as i32));
                    actions.push(Action::SearchTake);
                }
            }
        });
}
