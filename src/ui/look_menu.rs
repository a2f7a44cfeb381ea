//! The menu in which a kind is given another colour, shape or icon.

use egui::{Sense, Stroke, StrokeKind, Ui, WidgetInfo, WidgetType, vec2};

use super::{Actions, parts};
use crate::facts::KindId;
use crate::graph::{Icon, KindWish, MarkShape, NUM_KIND_COLORS};
use crate::scene::{KindLook, Level, MarkLook, Style, draw_mark};
use crate::state::{Action, Edit, Map, Toggle};

/// What the colours of kinds are called, in their order.
const COLORS: [&str; NUM_KIND_COLORS as usize] =
    ["blue", "orange", "green", "grey", "plum", "olive", "teal", "violet", "brown"];

pub(super) fn show(ui: &mut Ui, style: &Style, map: &Map, kind: KindId, actions: &mut Actions) {
    let look = map.looks.kinds[kind.index()];
    let wish = map.decisions.appearance.kinds.get(&kind).copied().unwrap_or_default();
    let mut wanted = wish;
    ui.set_max_width(230.0);
    parts::soft(ui, "Colour");
    ui.horizontal_wrapped(|ui| {
        for (color, name) in (0..NUM_KIND_COLORS).zip(COLORS) {
            let one = KindLook { color: usize::from(color), ..look };
            if choice(ui, style, one, look.color == usize::from(color), name) {
                wanted.color = Some(color);
            }
        }
    });
    parts::soft(ui, "Shape");
    ui.horizontal_wrapped(|ui| {
        for shape in MarkShape::ALL {
            if choice(ui, style, KindLook { shape, ..look }, look.shape == shape, shape.word()) {
                wanted.shape = Some(shape);
            }
        }
    });
    parts::soft(ui, "Icon");
    ui.horizontal_wrapped(|ui| {
        for icon in Icon::ALL {
            let name = if icon == Icon::None { "no icon" } else { icon.word() };
            if choice(ui, style, KindLook { icon, ..look }, look.icon == icon, name) {
                wanted.icon = Some(icon);
            }
        }
    });
    if wish != KindWish::default() && parts::link(ui, "As it comes").clicked() {
        wanted = KindWish::default();
    }
    if wanted != wish {
        let mut appearance = map.decisions.appearance.clone();
        if wanted == KindWish::default() {
            appearance.kinds.remove(&kind);
        } else {
            appearance.kinds.insert(kind, wanted);
        }
        actions.push(Action::Edit(Edit::Appearance(appearance), "look of a kind", Toggle::Off));
    }
}

/// A mark that can be chosen.
fn choice(ui: &mut Ui, style: &Style, kind: KindLook, on: bool, name: &str) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(26.0, 26.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(WidgetType::RadioButton, true, on, name));
    if on || response.hovered() || response.has_focus() {
        let color = if on { ui.visuals().selection.stroke.color } else { ui.visuals().weak_text_color() };
        ui.painter().rect_stroke(rect.shrink(1.0), 4.0, Stroke::new(1.0, color), StrokeKind::Inside);
    }
    let mut shapes = Vec::new();
    let look = MarkLook { kind, radius: 9.5, importance: 0.0 };
    draw_mark(&mut shapes, style, &look, rect.center(), 9.5, (Level::Normal, false, None));
    ui.painter().extend(shapes);
    response.on_hover_text(name).clicked()
}
