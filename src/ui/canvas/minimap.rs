//! The whole map, small, in a corner, with a frame around what is in sight: shown where the map is larger than the view.

use std::sync::Arc;

use egui::{Align2, Color32, Mesh, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, vec2};

use super::super::{Actions, parts, theme};
use crate::scene::{Ground, Scene, bounds};
use crate::state::{Action, State};

/// The longest side, in points.
const SIDE: f32 = 150.0;
/// The width of a dot, in points.
const DOT: f32 = 2.0;
/// A smaller map area has no room for it.
const LEAST_ROOM: Vec2 = vec2(420.0, 320.0);

/// What the small map shows; it is drawn anew only where this differs.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Drawn {
    pub(super) map: usize,
    pub(super) places: u64,
    pub(super) looks: u64,
    pub(super) ground: Ground,
    pub(super) corner: Pos2,
}

/// The small map as it was drawn last.
#[derive(Default)]
pub(super) struct Minimap {
    drawn: Option<Drawn>,
    /// The part of the map that it shows.
    around: Option<Rect>,
    /// Where it is in the window.
    rect: Option<Rect>,
    mesh: Arc<Mesh>,
    /// From the pointer to the middle of the frame while it is dragged.
    grip: Vec2,
    /// How often it was drawn anew, for tests that it is kept.
    pub(super) times_drawn: u64,
}

impl Minimap {
    pub(super) fn show(
        &mut self,
        ui: &Ui,
        state: &State,
        scene: &Scene<'_>,
        (key, area): (Drawn, Rect),
        actions: &mut Actions,
    ) {
        let wanted = state.settings.panels.minimap.open && area.size().min(LEAST_ROOM) == LEAST_ROOM;
        if !wanted {
            return;
        }
        if self.drawn != Some(key) {
            self.around = bounds(scene.visible.entities().map(|id| scene.place(id)));
            self.drawn = Some(key);
            self.rect = None;
        }
        let Some(around) = self.around else {
            return;
        };
        let in_view = state.view.camera.map_in_view(area);
        if in_view.contains_rect(around) {
            return;
        }
        let scale = SIDE / around.width().max(around.height()).max(1.0);
        let size = (around.size() * scale).max(Vec2::splat(24.0));
        let palette = theme::palette(state.view.ground);
        let corner = area.right_top() + vec2(-12.0, 10.0);
        let shown = egui::Area::new("minimap".into()).pivot(Align2::RIGHT_TOP).fixed_pos(corner);
        shown.order(egui::Order::Middle).show(ui.ctx(), |ui| {
            parts::card(&palette).fill(palette.ground).inner_margin(6).show(ui, |ui| {
                let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
                response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Image, true, "Small map"));
                if self.rect != Some(rect) {
                    self.mesh = Arc::new(draw(scene, around, rect, scale));
                    self.rect = Some(rect);
                    self.times_drawn += 1;
                }
                let small = |place: Pos2| rect.center() + (place - around.center()) * scale;
                let frame = Rect::from_min_max(small(in_view.min), small(in_view.max));
                let painter = ui.painter().with_clip_rect(rect.expand(3.0));
                painter.add(Shape::Mesh(Arc::clone(&self.mesh)));
                let shown = frame.intersect(rect.expand(2.0));
                painter.rect(shown, 2.0, Color32::TRANSPARENT, Stroke::new(1.5, palette.accent), StrokeKind::Middle);
                if response.drag_started() || response.clicked() {
                    let origin = ui.input(|input| input.pointer.press_origin()).filter(|at| frame.contains(*at));
                    self.grip = origin.map_or(Vec2::ZERO, |at| frame.center() - at);
                }
                let moved = response.dragged() || response.clicked();
                if let Some(at) = response.interact_pointer_pos().filter(|_| moved) {
                    let place = around.center() + (at + self.grip - rect.center()) / scale;
                    let place = place.clamp(around.min, around.max);
                    actions.push(Action::LookAt([place.x, place.y]));
                }
                response.on_hover_cursor(egui::CursorIcon::Grab);
            });
        });
    }
}

/// A dot for each place on a grid where marks stand, the stronger the more they are.
fn draw(scene: &Scene<'_>, around: Rect, rect: Rect, scale: f32) -> Mesh {
    let columns = (rect.width() / DOT).ceil().max(1.0) as usize + 1;
    let rows = (rect.height() / DOT).ceil().max(1.0) as usize + 1;
    let mut counts = vec![(0_u32, Color32::TRANSPARENT); columns * rows];
    for id in scene.visible.entities() {
        let [x, y] = scene.place(id);
        let at = rect.size() / 2.0 + (Pos2::new(x, y) - around.center()) * scale;
        if !at.is_finite() {
            continue;
        }
        let (column, row) = ((at.x / DOT).max(0.0) as usize, (at.y / DOT).max(0.0) as usize);
        if let Some((count, color)) = counts.get_mut(row.min(rows - 1) * columns + column.min(columns - 1)) {
            *count += 1;
            *color = scene.style.kinds[scene.looks.marks[id.index()].kind.color];
        }
    }
    let mut mesh = Mesh::default();
    for (at, (count, color)) in counts.into_iter().enumerate().filter(|(_, (count, _))| *count > 0) {
        let corner = rect.min + vec2((at % columns) as f32, (at / columns) as f32) * DOT;
        let strength = (0.7 + 0.15 * (count as f32).ln()).min(1.0);
        mesh.add_colored_rect(Rect::from_min_size(corner, Vec2::splat(DOT)), color.gamma_multiply(strength));
    }
    mesh
}
