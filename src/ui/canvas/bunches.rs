//! Bunches of leaves as buttons: a click, or Enter, opens one beside its hub and closes it again.

use egui::{CornerRadius, CursorIcon, Sense, Stroke, StrokeKind, Ui, WidgetInfo, WidgetType};

use super::super::words::counted;
use super::super::{Actions, parts, theme};
use crate::facts::EntityId;
use crate::graph::Bunch;
use crate::scene::{Labels, Target};
use crate::state::{Action, Edit, Map, State, Toggle};

/// Lays a button over each capsule, above the map, so that a click on it is none on what lies under it.
pub(super) fn show(ui: &Ui, state: &State, map: &Map, labels: &Labels, actions: &mut Actions) {
    for label in &labels.bunches {
        let Some(bunch) = map.visible.bunch(label.of) else {
            continue;
        };
        let response = ui.interact(label.rect, ui.id().with(("bunch", label.of)), Sense::click());
        let name = parts::shown_name(&map.base.entity(label.of).name);
        response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, bunch.open, sentence(&name, bunch)));
        if response.has_focus() {
            actions.point_at(Target::Entity(label.of));
            let stroke = Stroke::new(2.0, theme::palette(state.view.ground).accent);
            let rounding = CornerRadius::same((label.rect.height() / 2.0) as u8);
            ui.painter().rect_stroke(label.rect.expand(2.0), rounding, stroke, StrokeKind::Outside);
        }
        let response = response.on_hover_cursor(CursorIcon::PointingHand).on_hover_ui(|ui| {
            ui.label(sentence(&name, bunch));
            parts::soft(ui, if bunch.open { "Click to bunch them again" } else { "Click to show them" });
        });
        if response.clicked() {
            turn(map, label.of, actions);
        }
    }
}

/// "Bunch of 38 leaves of Alibaba".
fn sentence(name: &str, bunch: Bunch) -> String {
    let leaves = counted(bunch.leaves as usize, "leaf", "leaves");
    let how = if bunch.open { "Open bunch" } else { "Bunch" };
    format!("{how} of {leaves} of {name}: entities without another tie")
}

/// Opens a bunch, or closes it.
pub(in super::super) fn turn(map: &Map, hub: EntityId, actions: &mut Actions) {
    let mut filter = map.decisions.filter.clone();
    let name = if filter.open_bunches.remove(&hub) { "close bunch" } else { "open bunch" };
    if name == "open bunch" {
        filter.open_bunches.insert(hub);
    }
    actions.push(Action::Edit(Edit::Filter(filter), name, Toggle::Off));
}
