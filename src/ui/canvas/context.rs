//! The context layer: every visible mark and tie as one mesh, culled and thinned, for maps too large to be in focus.

use egui::{Pos2, Rect, Shape, Stroke, Vec2};

use super::focus::InFocus;
use super::on_screen;
use crate::facts::EntityId;
use crate::graph::TieId;
use crate::scene::{Camera, Level, MeshPen, Pen as _, Scene, Style, draw_rimmed, radius_on_screen};

/// At most this many ties are drawn; beyond it a page is filled evenly and more lines say no more.
const MOST_TIES: usize = 60_000;
/// Marks of a smaller radius, in points, are dots.
const SPECK: f32 = 1.6;

/// The mesh of everything that is in view and not in focus.
pub(super) fn mesh(
    scene: &Scene<'_>,
    camera: &Camera,
    area: Rect,
    (pixels_per_point, detail): (f32, f32),
    in_focus: &InFocus,
) -> Shape {
    let mut pen = MeshPen::new(pixels_per_point);
    let active = scene.emphasis.is_active();
    draw_ties(&mut pen, scene, camera, area, (pixels_per_point, detail), in_focus);
    for id in scene.visible.entities().filter(|id| !in_focus.entity(*id)) {
        let center = on_screen(scene, camera, area, id);
        let look = &scene.looks.marks[id.index()];
        let radius = radius_on_screen(look.radius, camera.zoom);
        if !area.expand(radius + 2.0).contains(center) {
            continue;
        }
        let color = scene.style.kinds[look.kind.color];
        let color = if active { scene.style.faded(color, Style::FADED) } else { color };
        if radius < SPECK {
            // A dot of a pixel or two has no shape.
            pen.rect(Rect::from_center_size(center, Vec2::splat(1.8 * radius)), 0.0, color);
            continue;
        }
        draw_rimmed(&mut pen, look.kind.shape, center, radius, (color, scene.style.ground));
    }
    Shape::mesh(pen.into_mesh())
}

fn draw_ties(
    pen: &mut MeshPen,
    scene: &Scene<'_>,
    camera: &Camera,
    area: Rect,
    (pixels_per_point, detail): (f32, f32),
    in_focus: &InFocus,
) {
    let in_view: Vec<(TieId, [Pos2; 2])> = scene
        .visible
        .ties()
        .filter(|id| !in_focus.tie(*id))
        .filter_map(|id| Some((id, ends_in_view(scene, camera, area, id)?)))
        .collect();
    let share = (MOST_TIES as f32 * detail / in_view.len().max(1) as f32).min(1.0);
    // Many thin lines over one another darken the page: each is paler the more there are.
    let crowd = (3_000.0 / (share * in_view.len() as f32).max(1.0)).clamp(0.25, 1.0).sqrt();
    let near = (camera.zoom * 1.6).clamp(0.35, 1.0);
    for (id, [a, b]) in in_view {
        let level = scene.emphasis.tie(id);
        if level < Level::Lifted && !is_kept(id, share) {
            continue;
        }
        let look = &scene.looks.ties[id.index()];
        let color = if look.evidence { scene.style.tie } else { scene.style.pale_tie };
        let color = if look.faint > 0.0 { scene.style.faded(color, 1.0 - 0.75 * look.faint) } else { color };
        let strength = match level {
            Level::Faded => 0.12,
            Level::Normal => crowd * near.max(crowd) * thinness(look.width * camera.zoom * pixels_per_point),
            Level::Lifted | Level::Selected => 1.0,
        };
        let width = (look.width * camera.zoom.clamp(0.35, 1.4)).max(0.6);
        pen.line(a, b, Stroke::new(width, color.gamma_multiply(strength)));
    }
}

/// How much is left of a tie that would be so many pixels wide if it were drawn true to scale: one that is thinner than
/// a third of a pixel fades, so that from afar the marks are seen and not a web.
fn thinness(pixels: f32) -> f32 {
    (3.0 * pixels).clamp(0.3, 1.0)
}

/// Whether a tie is among the share that is drawn: always the same ones, so that none flickers while the map moves.
fn is_kept(id: TieId, share: f32) -> bool {
    let mixed = id.0.wrapping_mul(0x9E37_79B1);
    let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x85EB_CA6B);
    ((mixed >> 8) as f32) < share * (1_u32 << 24) as f32
}

fn ends_in_view(scene: &Scene<'_>, camera: &Camera, area: Rect, id: TieId) -> Option<[Pos2; 2]> {
    let tie = scene.graph.tie(id);
    let at = |end: EntityId| on_screen(scene, camera, area, end);
    let (a, b) = (at(tie.a), at(tie.b));
    (tie.a != tie.b && Rect::from_two_pos(a, b).intersects(area)).then_some([a, b])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_the_ties_is_that_share_and_part_of_any_larger_one() {
        for share in [0.0, 0.02, 0.3, 0.75, 1.0] {
            let kept = (0..100_000).filter(|id| is_kept(TieId(*id), share)).count();
            assert!((kept as f32 / 100_000.0 - share).abs() < 0.01, "{kept} of 100,000 for {share}");
        }
        assert!((0..10_000).all(|id| !is_kept(TieId(id), 0.2) || is_kept(TieId(id), 0.4)));
    }

    #[test]
    fn ties_fade_below_a_third_of_a_pixel() {
        assert!(thinness(1.4) > 0.999 && thinness(0.34) > 0.999);
        assert!(thinness(0.2) < 0.7 && thinness(0.2) > thinness(0.1));
        assert!(thinness(0.0) > 0.0, "they never go");
    }
}
