//! Small marks and thin lines as pictures in a texture: two triangles each, where a soft outline takes a dozen or more.
//!
//! A map of a hundred thousand entities is all small marks. Fewer triangles are less work for the processor and for the
//! graphics card; a driver that draws in software also keeps hundreds of bytes for each of them.

use egui::epaint::Vertex;
use egui::{
    Color32, ColorImage, Context, Mesh, Pos2, Rect, TextureHandle, TextureId, TextureOptions, Vec2, pos2, vec2,
};

use crate::scene::{MarkShape, Style, rim};

/// The radius of the smallest picture, in pixels; each further one is half again as large in area.
const SMALLEST: f32 = 0.5;
/// How many sizes there are of each shape.
pub(super) const SIZES: usize = 12;
/// The width of the texture, in texels.
const WIDTH: usize = 512;
/// Pictures of so many of the smaller sizes have as much room again to the right and below: a triangle shows one whole.
const ROOMY: usize = 6;
/// A corner of the texture: a white texel for whatever else is drawn with it, then a line seen across.
const CORNER: usize = 8;

/// A picture for marks of one shape, up to one size.
#[derive(Clone, Copy, Debug)]
pub(super) struct Picture {
    /// Where it is in the texture.
    pub(super) uv: Rect,
    /// Half its width where the mark in it has a radius of 1.
    pub(super) reach: f32,
    /// The radius of the largest mark that it is taken for, in pixels.
    pub(super) most: f32,
}

/// All pictures as they are drawn, for whoever shows them.
pub(super) struct Album {
    pub(super) image: ColorImage,
    /// For each shape, in the order of [`MarkShape::ALL`], one of each size, the smallest first.
    pub(super) pictures: Vec<Picture>,
}

impl Album {
    /// Draws the pictures.
    pub(super) fn new() -> Self {
        let places = places();
        let height = places.iter().map(|place| place.top + place.room).max().unwrap_or(CORNER).next_power_of_two();
        let mut image = ColorImage::filled([WIDTH, height], Color32::TRANSPARENT);
        image[(0, 0)] = Style::UNTINTED;
        // Seen across, a line is nothing, full, nothing; texels in between are mixed.
        for row in 2..CORNER {
            image[(4, row)] = Style::UNTINTED;
        }
        for place in &places {
            draw(&mut image, place);
        }
        let texel = vec2(1.0 / WIDTH as f32, 1.0 / height as f32);
        let pictures = places.iter().map(|place| {
            let corner = pos2(place.left as f32 * texel.x, place.top as f32 * texel.y);
            let uv = Rect::from_min_size(corner, place.side as f32 * texel);
            Picture { uv, reach: place.side as f32 / (2.0 * place.radius), most: place.radius / LARGER }
        });
        Self { pictures: pictures.collect(), image }
    }
}

/// The pictures, in a texture of their own.
pub(super) struct Stamps {
    texture: TextureHandle,
    pictures: Vec<Picture>,
    /// Where a line is seen across, from edge to edge.
    line: [Pos2; 2],
}

impl Stamps {
    /// Draws the pictures.
    pub(super) fn new(context: &Context) -> Self {
        let Album { image, pictures } = Album::new();
        let [width, height] = image.size.map(|texels| texels as f32);
        let line = [3.5, 5.5].map(|x| pos2(x / width, 4.5 / height));
        Self { pictures, line, texture: context.load_texture("marks", image, TextureOptions::LINEAR) }
    }

    /// The texture that a mesh of stamps is drawn with.
    pub(super) fn texture(&self) -> TextureId {
        self.texture.id()
    }

    /// The stamp for a mark, if there is a picture so large.
    pub(super) fn stamp(&self, shape: MarkShape, radius: f32, pixel: f32) -> Option<Stamp> {
        let size = size_for(radius / pixel)?;
        let at = MarkShape::ALL.iter().position(|one| *one == shape).unwrap_or_default() * SIZES + size;
        let &Picture { uv, reach, .. } = self.pictures.get(at)?;
        Some(Stamp { uv, reach: reach * radius, is_small: size < ROOMY })
    }

    /// Puts a line into `mesh` that is at most a pixel wide.
    pub(super) fn line(&self, mesh: &mut Mesh, [a, b]: [Pos2; 2], pixel: f32, color: Color32) {
        let along = b - a;
        let across = along.rot90() * (pixel / along.length_sq().sqrt().max(1e-6));
        let [left, right] = self.line;
        quad(mesh, [(a - across, left), (a + across, right), (b - across, left), (b + across, right)], color);
    }
}

/// A picture, and how large it is taken.
#[derive(Clone, Copy)]
pub(super) struct Stamp {
    uv: Rect,
    /// Half its width, in points.
    reach: f32,
    /// Whether a triangle will do, whose long side passes by the picture.
    is_small: bool,
}

impl Stamp {
    /// Puts it into `mesh`.
    pub(super) fn put(&self, mesh: &mut Mesh, center: Pos2, fill: Color32) {
        let Self { uv, reach, is_small } = *self;
        if is_small {
            let first = mesh.vertices.len() as u32;
            let (low, uv_side) = (center - Vec2::splat(reach), 2.0 * uv.size());
            let corner = |x: f32, y: f32| Vertex {
                pos: low + vec2(x, y) * (4.0 * reach),
                uv: uv.min + vec2(x, y) * uv_side,
                color: fill,
            };
            mesh.indices.extend_from_slice(&[first, first + 1, first + 2]);
            mesh.vertices.extend_from_slice(&[corner(0.0, 0.0), corner(1.0, 0.0), corner(0.0, 1.0)]);
            return;
        }
        let (low, high) = (center - Vec2::splat(reach), center + Vec2::splat(reach));
        let corners = [
            (low, uv.min),
            (pos2(high.x, low.y), uv.right_top()),
            (pos2(low.x, high.y), uv.left_bottom()),
            (high, uv.max),
        ];
        quad(mesh, corners, fill);
    }
}

#[inline]
fn quad(mesh: &mut Mesh, corners: [(Pos2, Pos2); 4], color: Color32) {
    let first = mesh.vertices.len() as u32;
    mesh.indices.extend_from_slice(&[first, first + 1, first + 2, first + 2, first + 1, first + 3]);
    mesh.vertices.extend_from_slice(&corners.map(|(pos, uv)| Vertex { pos, uv, color }));
}

/// The radius of a size, in texels.
fn radius_of(size: usize) -> f32 {
    SMALLEST * 2.0_f32.powf(size as f32 / 2.0)
}

/// The mark in a picture is larger than the one that it stands for, so that this is neither blurred nor jagged.
const LARGER: f32 = 1.19;

/// The radius of the largest mark that there is a picture for, in pixels.
pub(super) fn largest() -> f32 {
    radius_of(SIZES - 1) / LARGER
}

/// The picture for a mark of a radius in pixels.
fn size_for(radius: f32) -> Option<usize> {
    let halvings = 2.0 * (radius * LARGER / SMALLEST).max(1e-3).log2();
    let size = halvings.ceil().max(0.0) as usize;
    (size < SIZES).then_some(size)
}

/// Where a picture is in the texture.
struct At {
    shape: MarkShape,
    radius: f32,
    left: usize,
    top: usize,
    side: usize,
    /// The side of the square that is left to it: transparent beside the picture.
    room: usize,
}

/// Lays the pictures out in rows.
fn places() -> Vec<At> {
    let mut places = Vec::with_capacity(MarkShape::ALL.len() * SIZES);
    let (mut left, mut top, mut tallest) = (CORNER, 0, CORNER);
    for shape in MarkShape::ALL {
        let widest = shape.polygon().1.max(1.26);
        for size in 0..SIZES {
            let radius = radius_of(size);
            // An odd number of texels, with a clear one at each edge.
            let side = 2 * (radius * widest + 0.5).ceil() as usize + 3;
            let room = if size < ROOMY { 2 * side } else { side };
            if left + room > WIDTH {
                (left, top, tallest) = (0, top + tallest, 0);
            }
            places.push(At { shape, radius, left, top, side, room });
            left += room;
            tallest = tallest.max(room);
        }
    }
    places
}

/// Draws one picture: white where the mark is, softened over a texel at its rim.
fn draw(image: &mut ColorImage, place: &At) {
    /// Each texel is looked at in so many places along each axis: marks are smaller than texels.
    const FINE: usize = 4;
    /// A texel that is so far from the rim is the same wherever it is looked at.
    const FAR: f32 = 3.0;
    let middle = place.side as f32 / 2.0;
    let reach_past = |from_middle: Vec2| {
        let distance = from_middle.length();
        place.radius * rim(place.shape, from_middle / distance.max(1e-6)) - distance
    };
    for y in 0..place.side {
        for x in 0..place.side {
            let about = reach_past(vec2(x as f32 + 0.5 - middle, y as f32 + 0.5 - middle));
            if about.abs() > FAR {
                if about > 0.0 {
                    image[(place.left + x, place.top + y)] = Style::UNTINTED;
                }
                continue;
            }
            let mut covered = 0.0;
            for fine in 0..FINE * FINE {
                let within = |at: usize, part: usize| at as f32 + (part as f32 + 0.5) / FINE as f32 - middle;
                let past = reach_past(vec2(within(x, fine % FINE), within(y, fine / FINE)));
                covered += (past + 0.5).clamp(0.0, 1.0);
            }
            let alpha = covered / (FINE * FINE) as f32;
            image[(place.left + x, place.top + y)] = Style::UNTINTED.gamma_multiply(alpha);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_pictures_share_a_texel() {
        let places = places();
        assert_eq!(places.len(), MarkShape::ALL.len() * SIZES);
        for (at, one) in places.iter().enumerate() {
            assert!(one.left + one.room <= WIDTH);
            assert!(one.top > 0 || one.left >= CORNER, "the corner is taken");
            for other in &places[..at] {
                let apart = one.left >= other.left + other.room
                    || other.left >= one.left + one.room
                    || one.top >= other.top + other.room
                    || other.top >= one.top + one.room;
                assert!(apart);
            }
        }
    }

    #[test]
    fn a_picture_covers_as_much_as_the_mark_that_it_stands_for() {
        for place in places().iter().filter(|place| place.radius >= 2.0) {
            let mut image = ColorImage::filled([WIDTH, WIDTH], Color32::TRANSPARENT);
            draw(&mut image, place);
            let covered: f32 = image.pixels.iter().map(|texel| f32::from(texel.a()) / 255.0).sum();
            let disc = std::f32::consts::PI * place.radius * place.radius;
            assert!(
                (0.8..1.2).contains(&(covered / disc)),
                "{:?} of {}: {covered} of {disc}",
                place.shape,
                place.radius
            );
            let edge = |x: usize, y: usize| image[(place.left + x, place.top + y)].a();
            let last = place.side - 1;
            assert!(
                (0..place.side).all(|at| edge(at, 0).max(edge(0, at)).max(edge(last, at)).max(edge(at, last)) == 0)
            );
        }
    }

    #[test]
    fn a_mark_has_the_next_larger_picture_and_a_large_one_has_none() {
        assert_eq!(size_for(0.2), Some(0));
        for radius in [0.6, 1.0, 2.5, 7.0, 12.0] {
            let shown = radius_of(size_for(radius).unwrap_or_default());
            assert!(shown >= radius && shown <= 1.7 * radius, "{radius}: {shown}");
        }
        assert_eq!(size_for(30.0), None);
    }
}
