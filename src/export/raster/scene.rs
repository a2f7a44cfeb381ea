//! Sorts triangles into bands of rows, and paints one band: the part of the rasteriser that knows meshes.

use egui::epaint::{Mesh, Primitive, Vertex, WHITE_UV};
use egui::{ClippedPrimitive, Rect};

use super::super::texture::{Pixel, Texture};
use super::scan::{Place, Ramp, Window, place, scan};
use super::spans;
use super::{Picture, Report};

const WHITE: [f32; 4] = [255.0; 4];

/// What to draw, ready to be drawn band by band in any order and on any thread.
pub(super) struct Scene<'p> {
    layers: Vec<Layer<'p>>,
    /// For each band, its triangles from the bottom to the top.
    bands: Vec<Vec<Ticket>>,
    rows_per_band: u32,
    width: usize,
    scale: f64,
}

/// One mesh with all it needs.
struct Layer<'p> {
    mesh: &'p Mesh,
    texture: &'p Texture,
    /// What shapes without a picture are tinted with: the texel at [`egui::epaint::WHITE_UV`].
    white: [f32; 4],
    window: Window,
}

/// Names a triangle: a layer, and which three of its mesh's indices.
#[derive(Clone, Copy)]
struct Ticket {
    layer: u32,
    triple: u32,
}

impl<'p> Scene<'p> {
    /// Sorts the triangles of `picture` into bands of `rows_per_band` rows, and says what it had to leave out.
    pub(super) fn new(picture: &Picture<'p>, rows_per_band: u32) -> (Self, Report) {
        let [width, height] = picture.size_px;
        let mut scene = Self {
            layers: Vec::new(),
            bands: vec![Vec::new(); height.div_ceil(rows_per_band) as usize],
            rows_per_band,
            width: width as usize,
            scale: f64::from(picture.pixels_per_point),
        };
        let mut report = Report::default();
        for ClippedPrimitive { clip_rect, primitive } in picture.primitives {
            let window = window(*clip_rect, picture);
            match primitive {
                Primitive::Callback(_) => report.callbacks_skipped += 1,
                Primitive::Mesh(mesh) => match picture.textures.get(mesh.texture_id) {
                    Some(texture) => {
                        let white = texture.sampler(0.0).at([WHITE_UV.x, WHITE_UV.y]);
                        scene.add(Layer { mesh, texture, white, window });
                    }
                    None => report.meshes_without_texture += 1,
                },
            }
        }
        (scene, report)
    }

    fn add(&mut self, layer: Layer<'p>) {
        let number = self.layers.len() as u32;
        let band_of = |y: i32| (y.max(0) as u32 / self.rows_per_band) as usize;
        for (triple, corners) in (0..).zip(layer.mesh.indices.as_chunks::<3>().0) {
            let Some(corners) = vertices(layer.mesh, *corners) else {
                continue;
            };
            let places = corners.map(|vertex| place(vertex.pos, self.scale));
            let Some(rows) = layer.window.rows_of(&places) else {
                continue;
            };
            for band in &mut self.bands[band_of(rows.start)..=band_of(rows.end - 1)] {
                band.push(Ticket { layer: number, triple });
            }
        }
        self.layers.push(layer);
    }

    /// Paints band number `index` over `pixels`, which hold its rows.
    pub(super) fn draw(&self, index: usize, pixels: &mut [Pixel]) {
        let first_row = index as i32 * self.rows_per_band as i32;
        let end_row = first_row + (pixels.len() / self.width) as i32;
        let mut canvas = Canvas { pixels, width: self.width, first_row };
        for &Ticket { layer, triple } in &self.bands[index] {
            let layer = &self.layers[layer as usize];
            let first = triple as usize * 3;
            let Some(&[a, b, c]) = layer.mesh.indices.get(first..first + 3) else {
                continue;
            };
            if let Some(corners) = vertices(layer.mesh, [a, b, c]) {
                let places = corners.map(|vertex| place(vertex.pos, self.scale));
                canvas.triangle(layer, corners, &places, layer.window.within_rows(first_row, end_row));
            }
        }
    }
}

/// The corners of a triangle, or `None` if the mesh names a vertex it has not or one that is nowhere.
#[inline]
fn vertices(mesh: &Mesh, indices: [u32; 3]) -> Option<[&Vertex; 3]> {
    let [a, b, c] = indices.map(|index| mesh.vertices.get(index as usize));
    let corners = [a?, b?, c?];
    corners.iter().all(|vertex| vertex.pos.is_finite()).then_some(corners)
}

/// A clip rectangle in whole pixels, rounded the way egui's own renderers round it.
fn window(clip: Rect, picture: &Picture<'_>) -> Window {
    let scale = picture.pixels_per_point;
    let [width, height] = picture.size_px.map(|side| side as i32);
    let pixel = |points: f32, side: i32| ((points * scale).round() as i32).clamp(0, side);
    Window {
        x0: pixel(clip.min.x, width),
        y0: pixel(clip.min.y, height),
        x1: pixel(clip.max.x, width),
        y1: pixel(clip.max.y, height),
    }
}

/// The rows of one band.
struct Canvas<'b> {
    pixels: &'b mut [Pixel],
    width: usize,
    first_row: i32,
}

impl Canvas<'_> {
    /// The pixels `x0..x1` of row `y` of the picture.
    #[inline]
    fn run(&mut self, y: i32, x0: i32, x1: i32) -> &mut [Pixel] {
        let row = (y - self.first_row) as usize * self.width;
        &mut self.pixels[row + x0 as usize..row + x1 as usize]
    }

    /// Paints one triangle by the cheapest way that gives its pixels.
    fn triangle(&mut self, layer: &Layer<'_>, corners: [&Vertex; 3], places: &[Place; 3], window: Window) {
        let [a, b, c] = corners;
        let texture = layer.texture;
        let one_colour = a.color == b.color && a.color == c.color;
        if a.uv == b.uv && a.uv == c.uv {
            let [width, height] = texture.size();
            let texel =
                if a.uv == WHITE_UV { layer.white } else { texture.sampler(0.0).at([a.uv.x * width, a.uv.y * height]) };
            if one_colour && texel == WHITE {
                scan(places, window, |y, x0, x1| {
                    spans::solid(self.run(y, x0, x1), a.color.to_array());
                });
            } else {
                self.shaded(places, corners, texel, window);
            }
        } else if one_colour && let Some(offset) = on_pixels(places, corners, texture) {
            self.stamped(places, offset, texture, a.color.to_array(), window);
        } else {
            self.textured(places, corners, texture, window);
        }
    }

    /// Paints a triangle whose colour changes from corner to corner, all of it tinted by one `texel`.
    fn shaded(&mut self, places: &[Place; 3], corners: [&Vertex; 3], texel: [f32; 4], window: Window) {
        let ramp = || {
            let share = texel.map(|channel| channel / 255.0);
            let colours = corners.map(|vertex| vertex.color.to_array().map(f32::from));
            Ramp::new(places, &colours.map(|colour| std::array::from_fn(|c| colour[c] * share[c])))
        };
        // Made when the first pixel is found: half the triangles of a thin edge turn out to have none.
        let mut made = None;
        scan(places, window, |y, x0, x1| {
            let ramp: &Ramp<4> = made.get_or_insert_with(ramp);
            spans::shaded(self.run(y, x0, x1), ramp.along(x0, y));
        });
    }

    /// Paints texels that lie exactly on pixels, `offset` away.
    fn stamped(&mut self, places: &[Place; 3], [dx, dy]: [i32; 2], texture: &Texture, tint: Pixel, window: Window) {
        scan(places, window, |y, x0, x1| {
            if let Some(texels) = texture.texels((x0 + dx) as usize, (y + dy) as usize, (x1 - x0) as usize) {
                spans::stamped(self.run(y, x0, x1), texels, tint);
            }
        });
    }

    /// Paints any triangle.
    fn textured(&mut self, places: &[Place; 3], corners: [&Vertex; 3], texture: &Texture, window: Window) {
        let colours = corners.map(|vertex| vertex.color.to_array().map(f32::from));
        let [width, height] = texture.size();
        let uvs = corners.map(|vertex| [vertex.uv.x * width, vertex.uv.y * height]);
        let (tint, uv) = (Ramp::new(places, &colours), Ramp::new(places, &uvs));
        let sampler = texture.sampler(uv.steepest());
        scan(places, window, |y, x0, x1| {
            spans::textured(self.run(y, x0, x1), sampler, uv.along(x0, y), tint.along(x0, y));
        });
    }
}

/// How many texels right of and below each pixel its own texel is, if texels and pixels coincide.
fn on_pixels(places: &[Place; 3], corners: [&Vertex; 3], texture: &Texture) -> Option<[i32; 2]> {
    /// Off by less than this, in texels, the sampled colour differs by less than half of one part in 255.
    const TOLERANCE: f64 = 1.0 / 512.0;
    let size = texture.size();
    let apart = |corner: usize, axis: usize| {
        let uv = corners[corner].uv[axis];
        let inside = (0.0..=1.0).contains(&uv);
        inside.then(|| f64::from(uv * size[axis]) - places[corner][axis])
    };
    let whole = |axis: usize| {
        let offset = apart(0, axis)?.round();
        let coincide = |corner| apart(corner, axis).is_some_and(|apart| (apart - offset).abs() < TOLERANCE);
        (0..3).all(coincide).then_some(offset as i32)
    };
    Some([whole(0)?, whole(1)?])
}
