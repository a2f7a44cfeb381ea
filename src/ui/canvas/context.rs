//! The context layer: every visible mark and tie as one mesh, culled and thinned, for maps too large to be in focus.

use egui::{Color32, Mesh, Pos2, Rect, Shape, Vec2};

use super::focus::InFocus;
use super::on_screen;
use crate::facts::EntityId;
use crate::graph::TieId;
use crate::scene::{Camera, Level, MarkShape, Scene, radius_on_screen};

/// At most this many ties are drawn; beyond it a page is filled evenly and more lines say no more.
const MOST_TIES: usize = 60_000;

/// The mesh of everything that is in view and not in focus.
pub(super) fn mesh(scene: &Scene<'_>, camera: &Camera, area: Rect, in_focus: &InFocus) -> Shape {
    let mut mesh = Mesh::default();
    let active = scene.emphasis.is_active();
    add_ties(&mut mesh, scene, camera, area, in_focus);
    for id in scene.visible.entities().filter(|id| !in_focus.entity(*id)) {
        let center = on_screen(scene, camera, area, id);
        let look = &scene.looks.marks[id.index()];
        let radius = radius_on_screen(look.radius, camera.zoom);
        if !area.expand(radius + 2.0).contains(center) {
            continue;
        }
        let color = scene.style.kinds[look.kind.color];
        let color = if active { scene.style.faded(color, 0.25) } else { color };
        if radius > 3.0 {
            add_mark(&mut mesh, look.kind.shape, center, radius + 1.2, scene.style.ground);
        }
        add_mark(&mut mesh, look.kind.shape, center, radius, color);
    }
    Shape::mesh(mesh)
}

fn add_ties(mesh: &mut Mesh, scene: &Scene<'_>, camera: &Camera, area: Rect, in_focus: &InFocus) {
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
        add_line(mesh, a, b, width, color.gamma_multiply(strength));
    }
}

fn ends_in_view(scene: &Scene<'_>, camera: &Camera, area: Rect, id: TieId) -> Option<[Pos2; 2]> {
    let tie = scene.graph.tie(id);
    let at = |end: EntityId| on_screen(scene, camera, area, end);
    let (a, b) = (at(tie.a), at(tie.b));
    (tie.a != tie.b && Rect::from_two_pos(a, b).intersects(area)).then_some([a, b])
}

/// A line with soft edges: three vertices across, the outer ones transparent.
fn add_line(mesh: &mut Mesh, a: Pos2, b: Pos2, width: f32, color: Color32) {
    let half = (b - a).normalized().rot90() * (0.5 * width + 0.5);
    let first = mesh.vertices.len() as u32;
    // The middle carries what a line thinner than a pixel covers of it.
    let core = color.gamma_multiply((width / (0.5 * width + 0.5)).min(1.0));
    for at in [a, b] {
        mesh.colored_vertex(at - half, Color32::TRANSPARENT);
        mesh.colored_vertex(at, core);
        mesh.colored_vertex(at + half, Color32::TRANSPARENT);
    }
    for side in [0, 1] {
        mesh.add_triangle(first + side, first + side + 1, first + side + 3);
        mesh.add_triangle(first + side + 1, first + side + 3, first + side + 4);
    }
}

/// A mark as a fan with a soft rim.
fn add_mark(mesh: &mut Mesh, shape: MarkShape, center: Pos2, radius: f32, color: Color32) {
    let (count, scale, turn) = outline(shape, radius);
    let first = mesh.vertices.len() as u32;
    mesh.colored_vertex(center, color);
    for at in 0..count {
        let direction = Vec2::angled(turn + std::f32::consts::TAU * at as f32 / count as f32);
        mesh.colored_vertex(center + direction * (radius * scale - 0.5).max(0.3), color);
        mesh.colored_vertex(center + direction * (radius * scale + 0.5), Color32::TRANSPARENT);
    }
    for at in 0..count {
        let (this, next) = (first + 1 + 2 * at, first + 1 + 2 * ((at + 1) % count));
        mesh.add_triangle(first, this, next);
        mesh.add_triangle(this, this + 1, next);
        mesh.add_triangle(this + 1, next, next + 1);
    }
}

/// Corners, their distance for a radius of 1, and the angle of the first; circles get more corners as they grow.
fn outline(shape: MarkShape, radius: f32) -> (u32, f32, f32) {
    if shape == MarkShape::Circle {
        return ((6.0 + radius).clamp(6.0, 28.0) as u32, 1.0, 0.0);
    }
    let (count, scale, turn) = shape.polygon();
    (u32::from(count), scale, turn)
}
