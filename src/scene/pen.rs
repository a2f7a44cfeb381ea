//! What figures are drawn with: shapes that keep their outlines, or triangles at once.
//!
//! A picture wants shapes. The window draws thousands of small figures in every frame in which something moves: there
//! a [`MeshPen`] puts the triangles, soft edges included, straight into one mesh, and nothing is worked out twice.

use std::f32::consts::TAU;
use std::sync::LazyLock;

use egui::epaint::{CircleShape, PathShape, RectShape, Vertex, WHITE_UV};
use egui::{Color32, CornerRadius, Mesh, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2};

/// Draws plain figures. Coordinates, radii and widths are in points.
pub trait Pen {
    /// A filled convex polygon.
    fn polygon(&mut self, corners: &[Pos2], fill: Color32);
    /// The outline of a convex polygon.
    fn outline(&mut self, corners: &[Pos2], stroke: Stroke);
    /// A filled circle.
    fn circle(&mut self, center: Pos2, radius: f32, fill: Color32);
    /// The outline of a circle.
    fn ring(&mut self, center: Pos2, radius: f32, stroke: Stroke);
    /// A filled rectangle with rounded corners.
    fn rect(&mut self, rect: Rect, rounding: f32, fill: Color32);
    /// The outline of a rectangle with rounded corners.
    fn rect_outline(&mut self, rect: Rect, rounding: f32, stroke: Stroke);
    /// A filled rectangle whose edges fade over `blur`.
    fn patch(&mut self, rect: Rect, rounding: f32, blur: f32, fill: Color32);
    /// A straight line.
    fn line(&mut self, a: Pos2, b: Pos2, stroke: Stroke);

    /// A filled convex polygon with a rim around it.
    fn rimmed_polygon(&mut self, corners: &[Pos2], fill: Color32, rim: Stroke) {
        // The stroke lies on the corners, so that half of it is covered.
        self.outline(corners, Stroke::new(2.0 * rim.width, rim.color));
        self.polygon(corners, fill);
    }

    /// A filled circle with a rim around it.
    fn rimmed_circle(&mut self, center: Pos2, radius: f32, fill: Color32, rim: Stroke) {
        self.circle(center, radius + rim.width, rim.color);
        self.circle(center, radius, fill);
    }

    /// A filled rectangle with rounded corners and a rim around it.
    fn rimmed_rect(&mut self, rect: Rect, rounding: f32, fill: Color32, rim: Stroke) {
        self.rect(rect.expand(rim.width), rounding + rim.width, rim.color);
        self.rect(rect, rounding, fill);
    }
}

impl Pen for Vec<Shape> {
    fn polygon(&mut self, corners: &[Pos2], fill: Color32) {
        self.push(PathShape::convex_polygon(corners.to_vec(), fill, Stroke::NONE).into());
    }

    fn outline(&mut self, corners: &[Pos2], stroke: Stroke) {
        self.push(PathShape::closed_line(corners.to_vec(), stroke).into());
    }

    fn circle(&mut self, center: Pos2, radius: f32, fill: Color32) {
        self.push(CircleShape::filled(center, radius, fill).into());
    }

    fn ring(&mut self, center: Pos2, radius: f32, stroke: Stroke) {
        self.push(CircleShape::stroke(center, radius, stroke).into());
    }

    fn rect(&mut self, rect: Rect, rounding: f32, fill: Color32) {
        self.push(RectShape::filled(rect, corner_radius(rounding), fill).into());
    }

    fn rect_outline(&mut self, rect: Rect, rounding: f32, stroke: Stroke) {
        self.push(RectShape::stroke(rect, corner_radius(rounding), stroke, StrokeKind::Middle).into());
    }

    fn patch(&mut self, rect: Rect, rounding: f32, blur: f32, fill: Color32) {
        self.push(RectShape::filled(rect, corner_radius(rounding), fill).with_blur_width(blur).into());
    }

    fn line(&mut self, a: Pos2, b: Pos2, stroke: Stroke) {
        self.push(Shape::line_segment([a, b], stroke));
    }
}

fn corner_radius(rounding: f32) -> CornerRadius {
    CornerRadius::same(rounding.clamp(0.0, 255.0) as u8)
}

/// As many corners as the roundest circle has: a number with many parts, for the rougher ones.
pub(super) const CORNERS: usize = 48;

/// The corners of a circle of radius 1; rougher circles take every second, third and so on.
static CIRCLE: LazyLock<[Vec2; CORNERS]> =
    LazyLock::new(|| std::array::from_fn(|at| Vec2::angled(TAU * at as f32 / CORNERS as f32)));

/// The corners of a circle of radius 1, from the right by way of the bottom.
pub(super) fn unit_circle() -> &'static [Vec2; CORNERS] {
    &CIRCLE
}

/// Puts triangles into a mesh, each figure with a soft edge as wide as a pixel.
pub struct MeshPen {
    mesh: Mesh,
    /// The width of a pixel, in points.
    pixel: f32,
}

impl MeshPen {
    /// A pen for a screen of so many pixels per point.
    #[must_use]
    pub fn new(pixels_per_point: f32) -> Self {
        Self { mesh: Mesh::default(), pixel: 1.0 / pixels_per_point.max(0.1) }
    }

    /// A pen that draws on in a mesh.
    #[must_use]
    pub fn drawing_on(mesh: Mesh, pixels_per_point: f32) -> Self {
        Self { mesh, ..Self::new(pixels_per_point) }
    }

    /// What is drawn so far, for whoever has triangles of their own.
    pub const fn mesh(&mut self) -> &mut Mesh {
        &mut self.mesh
    }

    /// Makes room for as much as another pen drew.
    pub fn reserve_as(&mut self, other: &Mesh) {
        self.mesh.vertices.reserve(other.vertices.len() * 9 / 8);
        self.mesh.indices.reserve(other.indices.len() * 9 / 8);
    }

    /// Makes room for so many figures of four corners.
    pub fn reserve_quads(&mut self, count: usize) {
        self.mesh.vertices.reserve(4 * count);
        self.mesh.indices.reserve(6 * count);
    }

    /// What was drawn.
    #[must_use]
    pub fn into_mesh(self) -> Mesh {
        self.mesh
    }

    /// The index of the next vertex.
    fn next(&self) -> u32 {
        self.mesh.vertices.len() as u32
    }

    /// A ring of corners, each with the direction in which its edge softens, filled.
    fn fill(&mut self, count: u32, inset: f32, fill: Color32, corner: impl Fn(usize) -> (Pos2, Vec2)) {
        let half = 0.5 * self.pixel;
        self.soft_fill(count, (inset.min(half), half), fill, corner);
    }

    /// As [`Self::fill`], with an edge that softens from so far within to so far without.
    fn soft_fill(
        &mut self,
        count: u32,
        (inset, outset): (f32, f32),
        fill: Color32,
        corner: impl Fn(usize) -> (Pos2, Vec2),
    ) {
        let first = self.next();
        self.mesh.vertices.extend((0..count as usize).flat_map(|at| {
            let (at, out) = corner(at);
            [vertex(at - out * inset, fill), vertex(at + out * outset, Color32::TRANSPARENT)]
        }));
        let indices = &mut self.mesh.indices;
        for at in 0..count {
            let (this, next) = (first + 2 * at, if at + 1 == count { first } else { first + 2 * at + 2 });
            indices.extend_from_slice(&[this, this + 1, next, this + 1, next, next + 1]);
        }
        for at in 2..count {
            indices.extend_from_slice(&[first, first + 2 * at - 2, first + 2 * at]);
        }
    }

    /// As [`Self::fill`], with a rim around it: one softens into the other.
    fn rimmed(&mut self, count: u32, fill: Color32, rim: Stroke, corner: impl Fn(usize) -> (Pos2, Vec2)) {
        let half = 0.5 * self.pixel;
        let first = self.next();
        self.mesh.vertices.extend((0..count as usize).flat_map(|at| {
            let (at, out) = corner(at);
            [
                vertex(at - out * half, fill),
                vertex(at + out * half, rim.color),
                vertex(at + out * (rim.width + half), Color32::TRANSPARENT),
            ]
        }));
        let indices = &mut self.mesh.indices;
        for at in 0..count {
            let (a, b) = (first + 3 * at, if at + 1 == count { first } else { first + 3 * at + 3 });
            indices.extend_from_slice(&[a, a + 1, b, a + 1, b, b + 1, a + 1, a + 2, b + 1, a + 2, b + 1, b + 2]);
        }
        for at in 2..count {
            indices.extend_from_slice(&[first, first + 3 * at - 3, first + 3 * at]);
        }
    }

    /// A band along a ring of corners.
    fn band(&mut self, count: u32, stroke: Stroke, corner: impl Fn(usize) -> (Pos2, Vec2)) {
        let first = self.next();
        let across = Across::of(stroke, self.pixel).steps();
        self.mesh.vertices.extend((0..count as usize).flat_map(|at| {
            let (at, out) = corner(at);
            across.map(|(offset, color)| vertex(at + out * offset, color))
        }));
        for at in 0..count {
            let next = (at + 1) % count;
            for step in 0..3 {
                let (a, b) = (first + 4 * at + step, first + 4 * next + step);
                self.mesh.indices.extend_from_slice(&[a, a + 1, b, a + 1, b, b + 1]);
            }
        }
    }
}

#[inline]
const fn vertex(pos: Pos2, color: Color32) -> Vertex {
    Vertex { pos, uv: WHITE_UV, color }
}

/// A stroke across its width: transparent, full, full, transparent.
struct Across {
    core: f32,
    rim: f32,
    color: Color32,
}

impl Across {
    fn of(stroke: Stroke, pixel: f32) -> Self {
        // A line thinner than a pixel covers a part of it.
        let cover = (stroke.width / pixel).min(1.0);
        let width = stroke.width.max(pixel);
        let color = if cover < 1.0 { stroke.color.gamma_multiply(cover) } else { stroke.color };
        Self { core: (width - pixel) / 2.0, rim: (width + pixel) / 2.0, color }
    }

    const fn steps(&self) -> [(f32, Color32); 4] {
        let none = Color32::TRANSPARENT;
        [(-self.rim, none), (-self.core, self.color), (self.core, self.color), (self.rim, none)]
    }
}

/// Corners of a convex polygon, each with the direction in which it moves so that its edges move out by 1. Corners past
/// [`CORNERS`] are left out.
fn mitered(corners: &[Pos2]) -> (u32, impl Fn(usize) -> (Pos2, Vec2)) {
    let corners = &corners[..corners.len().min(CORNERS)];
    let count = corners.len();
    let turn = |a: Vec2, b: Vec2| a.x * b.y - a.y * b.x;
    let outward = if count > 2 { turn(corners[1] - corners[0], corners[2] - corners[1]).signum() } else { 0.0 };
    let normal = |from: Pos2, to: Pos2| {
        let along = to - from;
        Vec2::new(along.y, -along.x) * (outward / along.length_sq().sqrt().max(1e-6))
    };
    let mut out = [Vec2::ZERO; CORNERS];
    if let (Some(&first), Some(&last)) = (corners.first(), corners.last()) {
        let mut before = normal(last, first);
        for (at, &corner) in corners.iter().enumerate() {
            let after = normal(corner, corners.get(at + 1).copied().unwrap_or(first));
            let sum = before + after;
            // The tip of a needle would reach far.
            out[at] = sum * (2.0 / sum.length_sq().max(0.35));
            before = after;
        }
    }
    (count as u32, move |at| (corners[at], out[at]))
}

/// How many corners a circle needs so that none is seen, and every which one of the table they are.
fn roundness(radius_in_pixels: f32) -> (u32, usize) {
    let step = match radius_in_pixels {
        radius if radius < 2.5 => 6,
        radius if radius < 7.0 => 4,
        radius if radius < 14.0 => 3,
        radius if radius < 40.0 => 2,
        _ => 1,
    };
    ((CORNERS / step) as u32, step)
}

/// The corners of a rectangle with rounded ones, each with its outward direction, and how many there are.
fn rounded(rect: Rect, rounding: f32, pixel: f32) -> (u32, impl Fn(usize) -> (Pos2, Vec2)) {
    let rounding = rounding.min(rect.width() / 2.0).min(rect.height() / 2.0);
    let inner = rect.shrink(rounding);
    let centers = [inner.right_bottom(), inner.left_bottom(), inner.left_top(), inner.right_top()];
    let circle = unit_circle();
    let quarter = CORNERS / 4;
    let steps = match rounding / pixel {
        rounding if rounding < 2.5 => 2,
        rounding if rounding < 8.0 => 3,
        _ => 6,
    };
    let each = steps + 1;
    let corner = move |at: usize| {
        let out = circle[(quarter * (at / each) + quarter / steps * (at % each)) % CORNERS];
        (centers[at / each] + out * rounding, out)
    };
    (4 * each as u32, corner)
}

impl Pen for MeshPen {
    fn polygon(&mut self, corners: &[Pos2], fill: Color32) {
        if corners.len() > 2 {
            let (count, corner) = mitered(corners);
            self.fill(count, f32::INFINITY, fill, corner);
        }
    }

    fn outline(&mut self, corners: &[Pos2], stroke: Stroke) {
        if corners.len() > 2 {
            let (count, corner) = mitered(corners);
            self.band(count, stroke, corner);
        }
    }

    fn circle(&mut self, center: Pos2, radius: f32, fill: Color32) {
        let (count, step) = roundness(radius / self.pixel);
        let circle = unit_circle();
        self.fill(count, radius, fill, |at| (center + circle[at * step] * radius, circle[at * step]));
    }

    fn ring(&mut self, center: Pos2, radius: f32, stroke: Stroke) {
        let (count, step) = roundness(radius / self.pixel);
        let circle = unit_circle();
        self.band(count, stroke, |at| (center + circle[at * step] * radius, circle[at * step]));
    }

    fn rect(&mut self, rect: Rect, rounding: f32, fill: Color32) {
        let inset = rect.width().min(rect.height()) / 2.0;
        if rounding < 0.5 {
            let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom()];
            let (count, corner) = mitered(&corners);
            self.fill(count, inset, fill, corner);
        } else {
            let (count, corner) = rounded(rect, rounding, self.pixel);
            self.fill(count, inset, fill, corner);
        }
    }

    fn rect_outline(&mut self, rect: Rect, rounding: f32, stroke: Stroke) {
        let (count, corner) = rounded(rect, rounding, self.pixel);
        self.band(count, stroke, corner);
    }

    fn patch(&mut self, rect: Rect, rounding: f32, blur: f32, fill: Color32) {
        let half = 0.5 * blur.min(rect.width()).min(rect.height());
        let (count, corner) = rounded(rect, rounding.max(half), self.pixel);
        self.soft_fill(count, (half, half), fill, corner);
    }

    fn rimmed_polygon(&mut self, corners: &[Pos2], fill: Color32, rim: Stroke) {
        if corners.len() > 2 {
            let (count, corner) = mitered(corners);
            self.rimmed(count, fill, rim, corner);
        }
    }

    fn rimmed_circle(&mut self, center: Pos2, radius: f32, fill: Color32, rim: Stroke) {
        let (count, step) = roundness(radius / self.pixel);
        let circle = unit_circle();
        self.rimmed(count, fill, rim, |at| (center + circle[at * step] * radius, circle[at * step]));
    }

    fn rimmed_rect(&mut self, rect: Rect, rounding: f32, fill: Color32, rim: Stroke) {
        let (count, corner) = rounded(rect, rounding, self.pixel);
        self.rimmed(count, fill, rim, corner);
    }

    fn line(&mut self, a: Pos2, b: Pos2, stroke: Stroke) {
        let across = (b - a).rot90();
        let across = across / across.length_sq().sqrt().max(1e-6);
        let Across { core, rim, color } = Across::of(stroke, self.pixel);
        let none = Color32::TRANSPARENT;
        let first = self.next();
        if core < 0.05 * self.pixel {
            // A line of a pixel has no inside.
            for at in [a, b] {
                self.mesh.vertices.extend_from_slice(&[
                    vertex(at - across * rim, none),
                    vertex(at, color),
                    vertex(at + across * rim, none),
                ]);
            }
            let quads = [0, 1, 3, 1, 3, 4, 1, 2, 4, 2, 4, 5].map(|at| first + at);
            self.mesh.indices.extend_from_slice(&quads);
            return;
        }
        for at in [a, b] {
            self.mesh.vertices.extend_from_slice(&[
                vertex(at - across * rim, none),
                vertex(at - across * core, color),
                vertex(at + across * core, color),
                vertex(at + across * rim, none),
            ]);
        }
        let quads = [0, 1, 4, 1, 4, 5, 1, 2, 5, 2, 5, 6, 2, 3, 6, 3, 6, 7].map(|at| first + at);
        self.mesh.indices.extend_from_slice(&quads);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{pos2, vec2};

    /// The area that a mesh covers, each vertex by its opacity: what a screen of fine pixels would show.
    fn covered(pen: MeshPen) -> f32 {
        let mesh = pen.into_mesh();
        let area = |corners: [u32; 3]| {
            let [a, b, c] = corners.map(|at| mesh.vertices[at as usize]);
            let opacity = [a, b, c].iter().map(|vertex| f32::from(vertex.color.a()) / 255.0).sum::<f32>() / 3.0;
            let (ab, ac) = (b.pos - a.pos, c.pos - a.pos);
            (ab.x * ac.y - ab.y * ac.x).abs() / 2.0 * opacity
        };
        mesh.indices.chunks_exact(3).map(|corners| area([corners[0], corners[1], corners[2]])).sum()
    }

    #[test]
    fn figures_cover_what_they_should() {
        let center = pos2(50.0, 40.0);
        let rect = Rect::from_center_size(center, vec2(30.0, 20.0));
        let square = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom()];
        let reversed = [square[3], square[2], square[1], square[0]];
        let stroke = Stroke::new(3.0, Color32::BLACK);
        let thin = Stroke::new(0.5, Color32::BLACK);
        type Draw<'a> = &'a dyn Fn(&mut MeshPen);
        let figures: [(&str, f32, Draw<'_>); 11] = [
            ("circle", TAU / 2.0 * 400.0, &|pen| pen.circle(center, 20.0, Color32::BLACK)),
            ("speck", TAU / 2.0 * 4.0, &|pen| pen.circle(center, 2.0, Color32::BLACK)),
            ("ring", TAU * 20.0 * 3.0, &|pen| pen.ring(center, 20.0, stroke)),
            ("rect", 600.0, &|pen| pen.rect(rect, 0.0, Color32::BLACK)),
            ("rounded", 600.0 - (4.0 - TAU / 2.0) * 25.0, &|pen| pen.rect(rect, 5.0, Color32::BLACK)),
            ("polygon", 600.0, &|pen| pen.polygon(&square, Color32::BLACK)),
            ("polygon the other way", 600.0, &|pen| pen.polygon(&reversed, Color32::BLACK)),
            ("outline", 300.0, &|pen| pen.outline(&square, stroke)),
            ("patch", 600.0, &|pen| pen.patch(rect, 0.0, 4.0, Color32::BLACK)),
            ("line", 90.0, &|pen| pen.line(center, center + vec2(24.0, 18.0), stroke)),
            ("thin line", 15.0, &|pen| pen.line(center, center + vec2(24.0, 18.0), thin)),
        ];
        for (name, area, draw) in figures {
            for pixels_per_point in [1.0, 2.0] {
                let mut pen = MeshPen::new(pixels_per_point);
                draw(&mut pen);
                let covered = covered(pen);
                assert!((covered - area).abs() < 0.06 * area + 0.4, "{name}: {covered} instead of {area}");
            }
        }
    }
}
