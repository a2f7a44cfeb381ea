//! The context layer: every visible mark and tie as one mesh, culled and thinned, for maps too large to be in focus.

use egui::{Pos2, Rect, Shape, Stroke};

use super::focus::InFocus;
use super::on_screen;
use crate::facts::EntityId;
use crate::graph::TieId;
use crate::scene::{Camera, Level, MeshPen, Pen as _, Scene, draw_rimmed, radius_on_screen};

/// At most this many ties are drawn; beyond it a page is filled evenly and more lines say no more.
const MOST_TIES: usize = 60_000;

/// The mesh of everything that is in view and not in focus.
pub(super) fn mesh(scene: &Scene<'_>, camera: &Camera, area: Rect, pixels_per_point: f32, in_focus: &InFocus) -> Shape {
    let mut pen = MeshPen::new(pixels_per_point);
    let active = scene.emphasis.is_active();
    draw_ties(&mut pen, scene, camera, area, in_focus);
    for id in scene.visible.entities().filter(|id| !in_focus.entity(*id)) {
        let center = on_screen(scene, camera, area, id);
        let look = &scene.looks.marks[id.index()];
        let radius = radius_on_screen(look.radius, camera.zoom);
        if !area.expand(radius + 2.0).contains(center) {
            continue;
        }
        let color = scene.style.kinds[look.kind.color];
        let color = if active { scene.style.faded(color, 0.25) } else { color };
        draw_rimmed(&mut pen, look.kind.shape, center, radius, (color, scene.style.ground));
    }
    Shape::mesh(pen.into_mesh())
}

fn draw_ties(pen: &mut MeshPen, scene: &Scene<'_>, camera: &Camera, area: Rect, in_focus: &InFocus) {
    let in_view: Vec<(TieId, [Pos2; 2])> = scene
        .visible
        .ties()
        .filter(|id| !in_focus.tie(*id))
        .filter_map(|id| Some((id, ends_in_view(scene, camera, area, id)?)))
        .collect();
    let every = in_view.len().div_ceil(MOST_TIES).max(1);
    // Many thin lines over one another darken the page: each is paler the more there are.
    let crowd = (3_000.0 / in_view.len().max(1) as f32).clamp(0.25, 1.0).sqrt();
    let near = (camera.zoom * 1.6).clamp(0.35, 1.0);
    for (id, [a, b]) in in_view.into_iter().step_by(every) {
        let look = &scene.looks.ties[id.index()];
        let color = if look.evidence { scene.style.tie } else { scene.style.pale_tie };
        let strength = match scene.emphasis.tie(id) {
            Level::Faded => 0.18,
            Level::Normal => crowd * near.max(crowd),
            Level::Lifted | Level::Selected => 1.0,
        };
        let width = (look.width * camera.zoom.clamp(0.35, 1.4)).max(0.6);
        pen.line(a, b, Stroke::new(width, color.gamma_multiply(strength)));
    }
}

fn ends_in_view(scene: &Scene<'_>, camera: &Camera, area: Rect, id: TieId) -> Option<[Pos2; 2]> {
    let tie = scene.graph.tie(id);
    let at = |end: EntityId| on_screen(scene, camera, area, end);
    let (a, b) = (at(tie.a), at(tie.b));
    (tie.a != tie.b && Rect::from_two_pos(a, b).intersects(area)).then_some([a, b])
}
