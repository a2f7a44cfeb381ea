//! The context as one mesh that the processor makes: it works with every backend, in tests, and without a graphics card.

use egui::{Rect, Shape, Stroke, Vec2};

use super::{Content, Line, Overlay, Sight};
use crate::scene::{MeshPen, Pen as _, Place, draw_rimmed};

/// The mesh of everything that is in view and not in focus.
pub(super) fn mesh(content: &Content, overlay: &Overlay, places: &[Place], sight: &Sight) -> Shape {
    let mut pen = MeshPen::new(sight.pixels_per_point);
    let mut draw = |line: &Line, strength: f32| {
        if let Some([a, b]) = sight.ends_in_view(places, line.ends) {
            let width = (line.width * sight.line_scale()).max(Sight::LEAST_WIDTH);
            pen.line(a, b, Stroke::new(width, line.color.gamma_multiply(strength)));
        }
    };
    for line in content.lines.iter().take(sight.num_lines) {
        if !overlay.hidden_ties.contains(line.id.index()) {
            draw(line, sight.strength_of(line));
        }
    }
    for line in &overlay.lifted {
        draw(line, 1.0);
    }
    for dot in content.dots.iter().filter(|dot| !overlay.hidden_marks.contains(dot.id.index())) {
        let Some(center) = sight.on_screen(places, dot.id) else { continue };
        let radius = sight.radius(dot);
        if !sight.area.expand(radius + 2.0).contains(center) {
            continue;
        }
        let color = sight.colors[dot.color];
        if radius < Sight::SPECK {
            // A dot of a pixel or two has no shape.
            pen.rect(Rect::from_center_size(center, Vec2::splat(1.8 * radius)), 0.0, color);
        } else {
            draw_rimmed(&mut pen, dot.shape, center, radius, (color, sight.ground));
        }
    }
    Shape::mesh(pen.into_mesh())
}
