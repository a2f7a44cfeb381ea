//! A slow rasteriser written as plainly as possible, which the fast one is compared with in tests.

use egui::epaint::{Mesh, Primitive, Vertex};
use egui::{ClippedPrimitive, Color32, ColorImage, TextureId};

use super::Picture;

/// The one texture of a test, beside the copy that the fast rasteriser keeps.
pub(super) struct Atlas {
    pub(super) id: TextureId,
    pub(super) image: ColorImage,
}

/// Draws `picture` pixel by pixel; premultiplied.
pub(super) fn draw(picture: &Picture<'_>, atlas: &Atlas) -> Vec<[u8; 4]> {
    let [width, height] = picture.size_px.map(|side| side as usize);
    let mut pixels = vec![picture.ground.to_array(); width * height];
    for ClippedPrimitive { clip_rect, primitive } in picture.primitives {
        let Primitive::Mesh(mesh) = primitive else {
            continue;
        };
        assert_eq!(mesh.texture_id, atlas.id, "the test has one texture");
        let edge =
            |points: f32, side: usize| (points * picture.pixels_per_point).round().clamp(0.0, side as f32) as usize;
        let columns = edge(clip_rect.min.x, width)..edge(clip_rect.max.x, width);
        let rows = edge(clip_rect.min.y, height)..edge(clip_rect.max.y, height);
        for triangle in mesh.indices.chunks_exact(3) {
            let triangle = Triangle::new(mesh, triangle, picture.pixels_per_point);
            for y in triangle.reach(1, &rows) {
                for x in triangle.reach(0, &columns) {
                    if let Some(shares) = triangle.shares(x, y) {
                        blend(&mut pixels[y * width + x], triangle.colour(shares, &atlas.image));
                    }
                }
            }
        }
    }
    pixels
}

fn blend(pixel: &mut [u8; 4], colour: [f64; 4]) {
    for (below, over) in pixel.iter_mut().zip(colour) {
        *below = (over + f64::from(*below) * (1.0 - colour[3] / 255.0)).round() as u8;
    }
}

/// Corners clockwise on the screen, in 256ths of a pixel.
struct Triangle<'m> {
    corners: [&'m Vertex; 3],
    places: [[i128; 2]; 3],
    area: i128,
}

impl<'m> Triangle<'m> {
    fn new(mesh: &'m Mesh, indices: &[u32], scale: f32) -> Self {
        let mut corners = [0, 1, 2].map(|corner| &mesh.vertices[indices[corner] as usize]);
        let place = |vertex: &Vertex| {
            [vertex.pos.x, vertex.pos.y].map(|at| (f64::from(at) * f64::from(scale) * 256.0).round() as i128)
        };
        let mut area = edge(place(corners[0]), place(corners[1]), place(corners[2]));
        if area < 0 {
            corners.swap(1, 2);
            area = -area;
        }
        Self { corners, places: corners.map(place), area }
    }

    /// The part of `window` along `axis` that this triangle can have pixels in.
    fn reach(&self, axis: usize, window: &std::ops::Range<usize>) -> std::ops::Range<usize> {
        let along = self.places.map(|place| place[axis].div_euclid(256).max(0) as usize);
        let [low, high] = [along.iter().min(), along.iter().max()].map(|end| *end.unwrap());
        low.max(window.start)..(high + 1).min(window.end)
    }

    /// How near the centre of a pixel is to each corner, if it is inside: the top-left rule, in whole numbers.
    fn shares(&self, x: usize, y: usize) -> Option<[f64; 3]> {
        let centre = [x as i128 * 256 + 128, y as i128 * 256 + 128];
        let mut shares = [0.0; 3];
        for (corner, share) in shares.iter_mut().enumerate() {
            let (from, to) = (self.places[(corner + 1) % 3], self.places[(corner + 2) % 3]);
            let inside = edge(from, to, centre);
            let top_or_left = to[1] < from[1] || (to[1] == from[1] && to[0] > from[0]);
            if self.area == 0 || inside < 0 || (inside == 0 && !top_or_left) {
                return None;
            }
            *share = inside as f64 / self.area as f64;
        }
        Some(shares)
    }

    fn colour(&self, shares: [f64; 3], image: &ColorImage) -> [f64; 4] {
        let mixed = |value: &dyn Fn(&Vertex) -> f32| -> f64 {
            (0..3).map(|corner| shares[corner] * f64::from(value(self.corners[corner]))).sum()
        };
        let uv = [mixed(&|vertex| vertex.uv.x), mixed(&|vertex| vertex.uv.y)];
        let texel = sample(image, uv);
        std::array::from_fn(|c| mixed(&|vertex| f32::from(vertex.color.to_array()[c])) * texel[c] / 255.0)
    }
}

/// Twice the area of a triangle, positive if it is clockwise on the screen.
fn edge(a: [i128; 2], b: [i128; 2], c: [i128; 2]) -> i128 {
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

/// Bilinear, with the outermost texels going on for ever.
fn sample(image: &ColorImage, uv: [f64; 2]) -> [f64; 4] {
    let [width, height] = image.size;
    let (u, v) = (uv[0] * width as f64 - 0.5, uv[1] * height as f64 - 0.5);
    let texel = |x: f64, y: f64| -> Color32 {
        let (x, y) = (x.clamp(0.0, width as f64 - 1.0), y.clamp(0.0, height as f64 - 1.0));
        image.pixels[y as usize * width + x as usize]
    };
    let mut mixed = [0.0; 4];
    for x in [u.floor(), u.floor() + 1.0] {
        for y in [v.floor(), v.floor() + 1.0] {
            let share = (1.0 - (u - x).abs()) * (1.0 - (v - y).abs());
            for (sum, channel) in mixed.iter_mut().zip(texel(x, y).to_array()) {
                *sum += share * f64::from(channel);
            }
        }
    }
    mixed
}
