//! Keeps the images egui paints with (its font atlas, icons) in main memory, where the rasteriser can read them.

use std::collections::BTreeMap;

use egui::epaint::ImageDelta;
use egui::{Color32, ColorImage, ImageData, TextureFilter, TextureId, TextureOptions, TextureWrapMode, TexturesDelta};

/// One pixel or texel: red, green, blue, alpha; premultiplied, in gamma space, as egui has them.
pub(super) type Pixel = [u8; 4];

/// The font atlas and every user texture, kept up to date from the changes egui reports each frame.
#[derive(Default)]
pub struct Textures {
    by_id: BTreeMap<TextureId, Texture>,
    /// Freed by the latest frame, but still used by its primitives.
    doomed: Vec<TextureId>,
}

impl Textures {
    /// No textures; the first frame of every [`egui::Context`] brings the font atlas.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the changes out of `delta`, which is empty afterwards: egui objects when a delta is dropped unread.
    ///
    /// Call it once for every frame that ran, drawn or not, before drawing that frame. Textures the frame frees are
    /// kept until the next call, because its own primitives may still use them.
    pub fn apply(&mut self, delta: &mut TexturesDelta) {
        for id in self.doomed.drain(..) {
            self.by_id.remove(&id);
        }
        #[expect(clippy::iter_over_hash_type, reason = "every texture is changed on its own")]
        for (id, changes) in delta.set.drain() {
            for change in changes {
                self.change(id, &change);
            }
        }
        self.doomed.extend(delta.free.drain());
    }

    fn change(&mut self, id: TextureId, change: &ImageDelta) {
        let ImageData::Color(image) = &change.image;
        match (change.pos, self.by_id.get_mut(&id)) {
            (None, _) => {
                self.by_id.insert(id, Texture::new(image, change.options));
            }
            (Some(at), Some(texture)) => texture.patch(at, image),
            // A part of something never seen whole: the mesh that uses it is reported as having no texture.
            (Some(_), None) => {}
        }
    }

    /// The texture `id`, if it is known and has any texels.
    pub(super) fn get(&self, id: TextureId) -> Option<&Texture> {
        self.by_id.get(&id).filter(|texture| !texture.texels.is_empty())
    }
}

/// One image, row by row from the top. Never empty where [`Textures::get`] gave it out.
pub(super) struct Texture {
    width: usize,
    height: usize,
    texels: Vec<Pixel>,
    options: TextureOptions,
}

impl Texture {
    fn new(image: &ColorImage, options: TextureOptions) -> Self {
        let [width, height] = image.size;
        let mut texels: Vec<Pixel> = image.pixels.iter().map(Color32::to_array).collect();
        texels.resize(width * height, [0; 4]);
        Self { width, height, texels, options }
    }

    /// Overwrites the part whose top left texel is `at`; what would fall outside is left out.
    fn patch(&mut self, [left, top]: [usize; 2], image: &ColorImage) {
        let width = image.width().min(self.width.saturating_sub(left));
        if width == 0 {
            return;
        }
        let rows = self.texels.chunks_exact_mut(self.width).skip(top);
        for (to, from) in rows.zip(image.pixels.chunks_exact(image.width())) {
            for (to, from) in to[left..].iter_mut().zip(&from[..width]) {
                *to = from.to_array();
            }
        }
    }

    /// Width and height in texels.
    pub(super) fn size(&self) -> [f32; 2] {
        [self.width as f32, self.height as f32]
    }

    /// `len` texels of row `y` from `x` on, or `None` if they are not all there.
    pub(super) fn texels(&self, x: usize, y: usize, len: usize) -> Option<&[Pixel]> {
        let end = x.checked_add(len).filter(|&end| end <= self.width)?;
        let start = y.checked_mul(self.width)?;
        self.texels.get(start + x..start + end)
    }

    /// How to read this texture where one pixel spans `texels_per_pixel`.
    pub(super) fn sampler(&self, texels_per_pixel: f32) -> Sampler<'_> {
        let TextureOptions { magnification, minification, wrap_mode, mipmap_mode: _ } = self.options;
        let filter = if texels_per_pixel > 1.0 { minification } else { magnification };
        Sampler { texture: self, filter, wrap: wrap_mode }
    }
}

/// A texture with its filter chosen.
#[derive(Clone, Copy)]
pub(super) struct Sampler<'t> {
    texture: &'t Texture,
    filter: TextureFilter,
    wrap: TextureWrapMode,
}

impl Sampler<'_> {
    /// The colour at a place in texels (texel centres at +0.5), each channel in 0..=255.
    #[inline]
    pub(super) fn at(&self, [u, v]: [f32; 2]) -> [f32; 4] {
        let Texture { width, height, texels, .. } = self.texture;
        match self.filter {
            TextureFilter::Nearest => {
                let x = wrapped(u.floor(), *width, self.wrap);
                let y = wrapped(v.floor(), *height, self.wrap);
                texels[y * width + x].map(f32::from)
            }
            TextureFilter::Linear => {
                let (x0, x1, right) = taps(u, *width, self.wrap);
                let (y0, y1, below) = taps(v, *height, self.wrap);
                let (upper, lower) = (y0 * width, y1 * width);
                let [a, b, c, d] = [texels[upper + x0], texels[upper + x1], texels[lower + x0], texels[lower + x1]];
                if a == b && c == d && a == c {
                    return a.map(f32::from);
                }
                mix(
                    mix(a.map(f32::from), b.map(f32::from), right),
                    mix(c.map(f32::from), d.map(f32::from), right),
                    below,
                )
            }
        }
    }
}

fn mix(from: [f32; 4], to: [f32; 4], share: f32) -> [f32; 4] {
    std::array::from_fn(|c| from[c] + (to[c] - from[c]) * share)
}

/// The two texels to mix at `at` along one axis of `len` texels, and the share of the second.
#[inline]
fn taps(at: f32, len: usize, wrap: TextureWrapMode) -> (usize, usize, f32) {
    let last = len - 1;
    let at = at - 0.5;
    if wrap == TextureWrapMode::ClampToEdge {
        let at = at.clamp(0.0, last as f32);
        let first = (at as usize).min(last);
        return (first, (first + 1).min(last), at - first as f32);
    }
    let first = at.floor();
    (wrapped(first, len, wrap), wrapped(first + 1.0, len, wrap), at - first)
}

/// The texel that stands at the whole number `at` along one axis of `len` texels.
#[inline]
fn wrapped(at: f32, len: usize, wrap: TextureWrapMode) -> usize {
    let last = len - 1;
    let at = match wrap {
        TextureWrapMode::ClampToEdge => at,
        TextureWrapMode::Repeat => at.rem_euclid(len as f32),
        TextureWrapMode::MirroredRepeat => {
            let there_and_back = at.rem_euclid(2.0 * len as f32);
            if there_and_back < len as f32 { there_and_back } else { 2.0 * len as f32 - 1.0 - there_and_back }
        }
    };
    (at as usize).min(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: TextureId = TextureId::User(1);

    fn grey(size: [usize; 2], levels: &[u8]) -> ColorImage {
        ColorImage::new(size, levels.iter().map(|level| Color32::from_gray(*level)).collect())
    }

    fn delta(image: ColorImage, at: Option<[usize; 2]>, options: TextureOptions) -> TexturesDelta {
        let mut delta = TexturesDelta::default();
        let change = match at {
            None => ImageDelta::full(image, options),
            Some(at) => ImageDelta::partial(at, image, options),
        };
        delta.push(ID, change);
        delta
    }

    /// The grey levels of a texture two texels wide, read along its upper row.
    fn read(options: TextureOptions, places: [f32; 5]) -> [f32; 5] {
        let mut textures = Textures::new();
        textures.apply(&mut delta(grey([2, 1], &[0, 100]), None, options));
        let sampler = textures.get(ID).unwrap().sampler(0.5);
        places.map(|u| sampler.at([u, 0.5])[0])
    }

    #[test]
    fn places_between_texels_are_mixed_and_those_beyond_the_edge_follow_the_wrap_mode() {
        let places = [-0.5, 0.5, 1.0, 1.25, 2.5];
        assert_eq!(read(TextureOptions::LINEAR, places), [0.0, 0.0, 50.0, 75.0, 100.0]);
        assert_eq!(read(TextureOptions::LINEAR_REPEAT, places), [100.0, 0.0, 50.0, 75.0, 0.0]);
        assert_eq!(read(TextureOptions::LINEAR_MIRRORED_REPEAT, places), [0.0, 0.0, 50.0, 75.0, 100.0]);
        assert_eq!(read(TextureOptions::NEAREST, places), [0.0, 0.0, 100.0, 100.0, 100.0]);
    }

    #[test]
    fn a_part_is_replaced_and_what_sticks_out_is_dropped() {
        let mut textures = Textures::new();
        textures.apply(&mut delta(grey([3, 2], &[0; 6]), None, TextureOptions::LINEAR));
        textures.apply(&mut delta(grey([2, 2], &[1, 2, 3, 4]), Some([2, 1]), TextureOptions::LINEAR));
        textures.apply(&mut delta(grey([1, 1], &[9]), Some([7, 0]), TextureOptions::LINEAR));
        let texture = textures.get(ID).unwrap();
        let levels: Vec<u8> = texture.texels.iter().map(|texel| texel[0]).collect();
        assert_eq!(levels, [0, 0, 0, 0, 0, 1]);
        assert!(texture.texels(1, 1, 2).is_some() && texture.texels(2, 1, 2).is_none());
    }

    #[test]
    fn a_freed_texture_lasts_until_the_next_frame() {
        let mut textures = Textures::new();
        let mut last = delta(grey([1, 1], &[5]), None, TextureOptions::LINEAR);
        last.free(ID);
        textures.apply(&mut last);
        assert!(last.is_empty());
        assert!(textures.get(ID).is_some(), "its frame is still to be drawn");
        textures.apply(&mut TexturesDelta::default());
        assert!(textures.get(ID).is_none());
    }

    #[test]
    fn a_part_of_an_unknown_texture_and_an_empty_one_are_no_textures() {
        let mut textures = Textures::new();
        textures.apply(&mut delta(grey([1, 1], &[5]), Some([0, 0]), TextureOptions::LINEAR));
        assert!(textures.get(ID).is_none());
        textures.apply(&mut delta(grey([0, 0], &[]), None, TextureOptions::LINEAR));
        assert!(textures.get(ID).is_none());
    }
}
