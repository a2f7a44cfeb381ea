//! Fills the triangles egui makes into an image, so that pictures and picture tests need no graphics card and no screen.
//!
//! The result is what egui's own renderers draw: premultiplied colours blended in gamma space, eight bits after each
//! triangle. Rows are drawn in bands on all cores; the bands are handed out in order, so a picture too large for
//! memory can be written while it is drawn.

mod scan;
mod scene;
mod spans;

#[cfg(test)]
pub(super) mod fixture;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod tests;

use std::io;
use std::ops::ControlFlow;

use egui::{ClippedPrimitive, Color32};
use rayon::prelude::*;

use self::scene::Scene;
use super::texture::{Pixel, Textures};

/// Pixels per band: small enough to stay in a core's own cache while its triangles are painted.
const BAND_PIXELS: u32 = 1 << 17;

/// No picture is wider or higher than this, in pixels.
const LONGEST_SIDE: u32 = 1 << 16;

/// A picture to be drawn.
#[derive(Clone, Copy)]
pub(super) struct Picture<'p> {
    /// What to draw, bottom first, in points; [`egui::Context::tessellate`] makes it.
    pub primitives: &'p [ClippedPrimitive],
    /// Every texture that `primitives` use.
    pub textures: &'p Textures,
    /// Width and height of the image in pixels. The point (0, 0) is its top left corner.
    pub size_px: [u32; 2],
    /// How many pixels long one point is.
    pub pixels_per_point: f32,
    /// The colour below everything. If it is not opaque, the image has an alpha channel worth keeping.
    pub ground: Color32,
}

/// What could not be drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Report {
    /// Paint callbacks, which only a graphics card can run.
    pub callbacks_skipped: usize,
    /// Meshes left out because their texture is not in [`Picture::textures`].
    pub meshes_without_texture: usize,
}

impl Report {
    /// Whether everything that was asked for was drawn.
    pub(super) const fn is_whole(self) -> bool {
        self.callbacks_skipped == 0 && self.meshes_without_texture == 0
    }
}

/// A picture in memory.
pub(super) struct Drawn {
    /// The pixels, with straight alpha.
    pub image: image::RgbaImage,
    /// What is missing from it.
    pub report: Report,
}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum RasterError {
    /// The width or the height is zero, or above 65,536.
    #[error("a picture cannot be {} by {} pixels", .size_px[0], .size_px[1])]
    Size {
        /// The width and height asked for.
        size_px: [u32; 2],
    },
    /// `Picture::pixels_per_point` is not a number above zero.
    #[error("a picture cannot have {pixels_per_point} pixels per point")]
    Scale {
        /// The scale asked for.
        pixels_per_point: f32,
    },
    /// More pixels than the caller allows in memory at once.
    #[error("the picture has {pixels} pixels, and only {limit} are allowed in memory")]
    TooLarge {
        /// The number of pixels asked for.
        pixels: u64,
        /// The number of pixels allowed.
        limit: u64,
    },
    /// The hook asked to stop.
    #[error("drawing was stopped")]
    Stopped,
    /// The rows could not be handed on.
    #[error("the rows of the picture could not be written")]
    Write(#[from] io::Error),
    /// The file format refused.
    #[error("the PNG file could not be written")]
    Png(#[from] png::EncodingError),
}

/// Hears between bands what share (0..=1) of the picture is done, and says whether to go on.
pub type Hook<'h> = dyn FnMut(f32) -> ControlFlow<()> + 'h;

impl Picture<'_> {
    /// Draws the whole picture into memory, four bytes to a pixel.
    ///
    /// # Errors
    /// If the picture has no sensible size or scale, has more than `limit` pixels, or if `hook` breaks off.
    pub(super) fn fill(&self, limit: u64, hook: &mut Hook<'_>) -> Result<Drawn, RasterError> {
        let [width, height] = self.size_px;
        let pixels = u64::from(width) * u64::from(height);
        if pixels > limit {
            return Err(RasterError::TooLarge { pixels, limit });
        }
        let (bands, report) = self.bands()?;
        let mut image: Vec<Pixel> = vec![[0; 4]; width as usize * height as usize];
        let rounds = image.chunks_mut(bands.pixels_per_round());
        let count = rounds.len();
        for (round, pixels) in rounds.enumerate() {
            ask(hook, round, count)?;
            bands.draw(round, pixels);
        }
        let image = image::RgbaImage::from_raw(width, height, image.into_flattened());
        let image = image.ok_or(RasterError::Size { size_px: self.size_px })?;
        Ok(Drawn { image, report })
    }

    /// Draws the picture from top to bottom, handing each run of whole rows to `sink` as soon as it is there.
    ///
    /// Rows are four bytes to a pixel, with straight alpha. While `sink` works on the calling thread the other cores
    /// draw on; a few megabytes per core are in memory at any time.
    ///
    /// # Errors
    /// If the picture has no sensible size or scale, if `hook` breaks off, or with the error of `sink`.
    pub(super) fn fill_bands(
        &self,
        hook: &mut Hook<'_>,
        sink: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> Result<Report, RasterError> {
        let (bands, report) = self.bands()?;
        let total = self.size_px[0] as usize * self.size_px[1] as usize;
        let per_round = bands.pixels_per_round();
        let count = total.div_ceil(per_round);
        let pixels_in = |round: usize| per_round.min(total - round * per_round);
        let mut done: Vec<Pixel> = vec![[0; 4]; per_round.min(total)];
        let mut next = done.clone();
        ask(hook, 0, count)?;
        bands.draw(0, &mut done);
        for round in 0..count {
            ask(hook, round, count)?;
            let written = rayon::in_place_scope(|scope| {
                if round + 1 < count {
                    let next = &mut next[..pixels_in(round + 1)];
                    let bands = &bands;
                    scope.spawn(move |_| bands.draw(round + 1, next));
                }
                sink(done[..pixels_in(round)].as_flattened())
            });
            written?;
            std::mem::swap(&mut done, &mut next);
        }
        Ok(report)
    }

    /// Whether no pixel can come out see-through.
    pub(super) fn is_opaque(&self) -> bool {
        self.ground.is_opaque()
    }

    /// Refuses what cannot be drawn in any way.
    ///
    /// # Errors
    /// If the picture has no sensible size or scale.
    pub(super) fn check(&self) -> Result<(), RasterError> {
        let Self { size_px, pixels_per_point, .. } = *self;
        if !size_px.iter().all(|side| (1..=LONGEST_SIDE).contains(side)) {
            return Err(RasterError::Size { size_px });
        }
        if !(pixels_per_point.is_finite() && pixels_per_point > 0.0) {
            return Err(RasterError::Scale { pixels_per_point });
        }
        Ok(())
    }

    fn bands(&self) -> Result<(Bands<'_>, Report), RasterError> {
        self.check()?;
        let Self { size_px, ground, .. } = *self;
        let rows = (BAND_PIXELS / size_px[0]).clamp(16, 256).min(size_px[1]);
        let (scene, report) = Scene::new(self, rows);
        let pixels_per_band = rows as usize * size_px[0] as usize;
        let bands_per_round = 4 * rayon::current_num_threads();
        Ok((Bands { scene, ground, pixels_per_band, bands_per_round }, report))
    }
}

fn ask(hook: &mut Hook<'_>, done: usize, of: usize) -> Result<(), RasterError> {
    match hook(done as f32 / of as f32) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(RasterError::Stopped),
    }
}

/// A picture cut into bands, and those taken in rounds that keep every core busy.
struct Bands<'p> {
    scene: Scene<'p>,
    ground: Color32,
    pixels_per_band: usize,
    bands_per_round: usize,
}

impl Bands<'_> {
    fn pixels_per_round(&self) -> usize {
        self.pixels_per_band * self.bands_per_round
    }

    /// Draws the bands of one round, or as many of them as `pixels` has room for.
    fn draw(&self, round: usize, pixels: &mut [Pixel]) {
        let first = round * self.bands_per_round;
        pixels.par_chunks_mut(self.pixels_per_band).enumerate().for_each(|(index, band)| {
            band.fill(self.ground.to_array());
            self.scene.draw(first + index, band);
            if !self.ground.is_opaque() {
                spans::unmultiply(band);
            }
        });
    }
}
