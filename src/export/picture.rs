//! A picture: what the reader wants of it, and the drawing of the scene at that size.

use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;

use egui::{ClippedPrimitive, Context, Pos2, RawInput, Rect, Vec2, ViewportId, vec2};

use super::faithful::Faithful;
use super::raster::{self, Hook, RasterError};
use super::{Textures, page, png};
use crate::facts::FactId;
use crate::scene::{Camera, Ground, Scene, Style, Typeface, bounds, fonts_with};

/// How large a picture is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Size {
    /// Width and height in pixels.
    Pixels(u32, u32),
    /// Pixels for each point of a page of 1,600 by 1,000 points.
    Scale(f32),
}

impl Size {
    /// The width and height in pixels.
    #[must_use]
    pub fn pixels(self) -> [u32; 2] {
        match self {
            Self::Pixels(width, height) => [width, height],
            Self::Scale(scale) => [page::WIDTH, page::HEIGHT].map(|side| (side * scale).round().max(1.0) as u32),
        }
    }
}

/// What the reader wants.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// How large.
    pub size: Size,
    /// Pixels for each point where the size is given in pixels; chosen by the number of entities where it is not.
    pub scale: Option<f32>,
    /// Paper or slate.
    pub ground: Ground,
    /// Nothing behind marks and names.
    pub transparent: bool,
    /// A line above the map.
    pub title: Option<String>,
    /// What shapes, colours and lines mean.
    pub legend: bool,
    /// A line below the map: when it was drawn and what it holds.
    pub date_line: bool,
    /// The day that the date line names.
    pub date: String,
    /// Facts that are numbered on the map, from 1, as a pack of evidence numbers them; none where it is empty.
    pub numbered: Vec<FactId>,
    /// Typefaces of the system, for letters that those of the program lack.
    pub typefaces: Arc<[Typeface]>,
}

impl Default for Picture {
    fn default() -> Self {
        Self {
            size: Size::Pixels(3840, 2160),
            scale: None,
            ground: Ground::Light,
            transparent: false,
            title: None,
            legend: true,
            date_line: true,
            date: String::new(),
            numbered: Vec::new(),
            typefaces: Arc::default(),
        }
    }
}

impl Picture {
    /// The longest side, in pixels.
    pub const MAX_SIDE: u32 = 16_384;

    /// Why the size cannot be drawn, if it cannot.
    #[must_use]
    pub fn fault(&self) -> Option<String> {
        if let Size::Scale(scale) = self.size
            && !(scale.is_finite() && scale > 0.0)
        {
            return Some("the scale must be a number above 0".to_owned());
        }
        let [width, height] = self.size.pixels();
        let sides = 16..=Self::MAX_SIDE;
        if sides.contains(&width) && sides.contains(&height) {
            return None;
        }
        Some(format!("{width} × {height} pixels: each side may have 16 to {} pixels", Self::MAX_SIDE))
    }

    /// Pixels for each point: as many as show the names of a small map large, and those of a large map at all.
    fn pixels_per_point(&self, num_entities: usize) -> f32 {
        let scale = match (self.size, self.scale) {
            (Size::Scale(scale), _) | (_, Some(scale)) => scale,
            (Size::Pixels(width, height), None) => {
                // Text keeps its size on the page up to some hundred entities; past that the page grows.
                let page = 1_500.0 * (num_entities as f32 / 250.0).sqrt().clamp(1.0, 4.0);
                width.max(height) as f32 / page
            }
        };
        scale.clamp(0.25, 16.0)
    }
}

/// A picture made of triangles, ready to be filled.
pub struct Sheet {
    /// What is to be filled.
    pub primitives: Vec<ClippedPrimitive>,
    /// The glyphs.
    pub textures: Textures,
    /// Width and height in pixels.
    pub size: [u32; 2],
    /// Pixels for each point of the primitives.
    pub pixels_per_point: f32,
    /// What is behind everything.
    pub ground: egui::Color32,
}

/// The day, as date lines write it.
#[must_use]
pub fn today() -> String {
    jiff::Zoned::now().strftime("%-d %B %Y").to_string()
}

/// Draws the scene: the whole map, or a view of it that filled an area of the window of the given size in points.
#[must_use]
pub fn draw(picture: &Picture, scene: &Scene<'_>, view: Option<(Camera, Vec2)>) -> Sheet {
    let size = picture.size.pixels();
    let pixels_per_point = picture.pixels_per_point(scene.visible.num_entities);
    let sheet = vec2(size[0] as f32, size[1] as f32) / pixels_per_point;
    let sheet = Rect::from_min_size(Pos2::ZERO, sheet);
    let style = Style::of(picture.ground);
    let scene = Scene { style: &style, ..*scene };

    let context = Context::default();
    context.set_fonts(fonts_with(&picture.typefaces));
    let mut input = RawInput { screen_rect: Some(sheet), max_texture_side: Some(8_192), ..RawInput::default() };
    input.viewports.entry(ViewportId::ROOT).or_default().native_pixels_per_point = Some(pixels_per_point);
    let mut output = context.run_ui(input, |ui| {
        let map_area = page::map_area(picture, sheet);
        let camera = camera(&scene, view, map_area);
        page::draw_map(ui, (&scene, &picture.numbered), &camera, map_area);
        page::draw_surroundings(ui, picture, &scene, sheet);
    });
    let mut textures = Textures::new();
    textures.apply(&mut output.textures_delta);
    let primitives = context.tessellate(std::mem::take(&mut output.shapes), pixels_per_point);
    let ground = if picture.transparent { egui::Color32::TRANSPARENT } else { style.ground };
    Sheet { primitives, textures, size, pixels_per_point, ground }
}

fn camera(scene: &Scene<'_>, view: Option<(Camera, Vec2)>, map_area: Rect) -> Camera {
    if let Some((camera, area)) = view {
        let ratio = (map_area.width() / area.x.max(1.0)).min(map_area.height() / area.y.max(1.0));
        return Camera { zoom: camera.zoom * ratio, ..camera };
    }
    let around = bounds(scene.visible.entities().map(|id| scene.place(id)));
    let Some(around) = around else {
        return Camera::default();
    };
    let around = around.expand(crate::scene::Looks::MAX_RADIUS);
    Camera::fitted(map_area, around, vec2(60.0, 24.0), 2.2)
}

impl Sheet {
    /// Fills the picture and writes it as a PNG while it is being drawn. `hook` is told how far it is, and may stop it.
    ///
    /// # Errors
    /// Whatever `out` reports, and where the hook stops it.
    pub fn write_png(&self, out: &mut dyn io::Write, hook: &mut Hook<'_>) -> io::Result<()> {
        let mut out = Faithful::new(out);
        let report = png::write(&self.raster(), None, &mut out, hook).map_err(io::Error::other);
        let whole = report.and_then(|report| {
            if report.is_whole() { Ok(()) } else { Err(io::Error::other("a part of the picture could not be drawn")) }
        });
        out.or_cause(whole)
    }

    /// The picture in memory.
    ///
    /// # Errors
    /// Where it takes more than `limit` bytes.
    pub fn image(&self, limit: u64) -> Result<image::RgbaImage, RasterError> {
        let drawn = self.raster().fill(limit, &mut |_share| ControlFlow::Continue(()))?;
        debug_assert!(drawn.report.is_whole(), "a sheet holds glyphs and triangles only");
        Ok(drawn.image)
    }

    fn raster(&self) -> raster::Picture<'_> {
        raster::Picture {
            primitives: &self.primitives,
            textures: &self.textures,
            size_px: self.size,
            pixels_per_point: self.pixels_per_point,
            ground: self.ground,
        }
    }
}
