//! The map for screen readers and the keyboard: every named entity and tie in sight is a button with a sentence.

use egui::{EventFilter, Key, Modifiers, Sense, Ui, WidgetInfo, WidgetType};

use super::super::Actions;
use crate::facts::EntityId;
use crate::graph::TieId;
use crate::scene::{Labels, Target};
use crate::state::{Action, Command, How, Map, State, Way};

/// More than this many are not told: nobody listens to the end.
const MOST: usize = 300;

/// Lays buttons over what is in sight. The pointer goes to the map above them; the keyboard reaches them by Tab.
pub(super) fn show(ui: &Ui, state: &State, map: &Map, labels: &Labels, actions: &mut Actions) {
    // The keyboard goes from the most important to the least.
    let mut named: Vec<_> = labels.entities.iter().collect();
    let importance = |id: EntityId| map.looks.marks[id.index()].importance;
    named.sort_by(|a, b| importance(b.of).total_cmp(&importance(a.of)).then(a.of.cmp(&b.of)));
    for label in named.into_iter().take(MOST) {
        let at = state.view.camera.screen_from_map(state.view.area, map.places[label.of.index()]);
        if !at.is_finite() {
            continue;
        }
        let rect = egui::Rect::from_center_size(at, egui::Vec2::splat(14.0));
        let selected = state.view.selection.entities.contains(&label.of);
        tell(ui, rect, Target::Entity(label.of), selected, || entity_sentence(map, label.of), actions);
    }
    let ties = labels.ties.iter().chain(&labels.badges);
    for label in ties.take(MOST) {
        let selected = state.view.selection.ties.contains(&label.of);
        tell(ui, label.rect, Target::Tie(label.of), selected, || tie_sentence(map, label.of), actions);
    }
}

fn tell(
    ui: &Ui,
    rect: egui::Rect,
    target: Target,
    selected: bool,
    sentence: impl Fn() -> String,
    actions: &mut Actions,
) {
    let id = match target {
        Target::Entity(id) => ui.id().with(("entity", id)),
        Target::Tie(id) => ui.id().with(("tie", id)),
    };
    let response = ui.interact(rect, id, Sense::click());
    // Sentences are made only where somebody listens.
    response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, selected, sentence()));
    if response.clicked() {
        actions.push(Action::Click(Some(target), How::Replace));
    }
    if response.has_focus() {
        actions.point_at(target);
        if let Target::Entity(_) = target {
            walk(ui, id, target, selected, actions);
        }
    }
}

/// The arrow keys lead from the entity that has the keyboard along its ties; then the choice leads, not the focus.
fn walk(ui: &Ui, id: egui::Id, target: Target, selected: bool, actions: &mut Actions) {
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    for (key, way) in [
        (Key::ArrowLeft, Way::Left),
        (Key::ArrowRight, Way::Right),
        (Key::ArrowUp, Way::Up),
        (Key::ArrowDown, Way::Down),
    ] {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            if !selected {
                actions.push(Action::Click(Some(target), How::Replace));
            }
            actions.push(Action::Run(Command::Walk(way)));
            ui.memory_mut(|memory| memory.surrender_focus(id));
        }
    }
}

/// "Jack Ma, person, 9 ties".
fn entity_sentence(map: &Map, id: EntityId) -> String {
    let entity = map.base.entity(id);
    let ties = map.graph.ties_of(id).filter(|tie| map.visible.tie(*tie)).count();
    let noun = if ties == 1 { "tie" } else { "ties" };
    format!("{}, {}, {ties} {noun}", entity.name, map.base.kind(entity.kind))
}

/// "Alibaba Pictures funded Star Trek Beyond, 1 source".
fn tie_sentence(map: &Map, id: TieId) -> String {
    let facts = map.shown_facts(id);
    let articles = map.num_articles(&facts);
    let first = facts.first().map(|fact| map.base.sentence(*fact)).unwrap_or_default();
    let more = if facts.len() > 1 { format!(", and {} more", facts.len() - 1) } else { String::new() };
    let noun = if articles == 1 { "source" } else { "sources" };
    format!("{first}{more}, {articles} {noun}")
}
