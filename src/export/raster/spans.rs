//! The innermost loops: each paints one run of pixels in one row, over what is there already.

use super::super::texture::{Pixel, Sampler};
use super::scan::Along;

/// Paints a colour that hides what is below, or one that does not.
#[inline]
pub(super) fn solid(run: &mut [Pixel], colour: Pixel) {
    match colour {
        [_, _, _, 255] => run.fill(colour),
        [0, 0, 0, 0] => {}
        [r, g, b, a] if r <= a && g <= a && b <= a => {
            let keep = u16::from(255 - a);
            for pixel in run {
                for (below, over) in pixel.iter_mut().zip(colour) {
                    // Cannot overflow: `over` is at most 255 less `keep`.
                    *below = over + scaled(*below, keep);
                }
            }
        }
        // More colour than alpha allows: light that is added to what is below.
        _ => shaded(run, Along { start: colour.map(f32::from), step: [0.0; 4] }),
    }
}

/// `channel * share / 255`, rounded to the nearest.
#[inline]
fn scaled(channel: u8, share: u16) -> u8 {
    let product = u16::from(channel) * share + 128;
    ((product + (product >> 8)) >> 8) as u8
}

/// Paints a colour that changes along the run (0..=255).
#[inline]
pub(super) fn shaded(run: &mut [Pixel], colour: Along<4>) {
    let Along { mut start, step } = colour;
    for pixel in run {
        over(pixel, start);
        for c in 0..4 {
            start[c] += step[c];
        }
    }
}

/// Paints texels that lie exactly on the pixels, tinted: upright text at its own size.
#[inline]
pub(super) fn stamped(run: &mut [Pixel], texels: &[Pixel], tint: Pixel) {
    let tint_f32 = tint.map(|channel| f32::from(channel) / 255.0);
    for (pixel, &texel) in run.iter_mut().zip(texels) {
        match texel {
            [0, 0, 0, 0] => {}
            [255, 255, 255, 255] if tint[3] == 255 => *pixel = tint,
            _ => over(pixel, std::array::from_fn(|c| f32::from(texel[c]) * tint_f32[c])),
        }
    }
}

/// Paints a texture read at `uv` (in texels), tinted with a colour (0..=255).
#[inline]
pub(super) fn textured(run: &mut [Pixel], sampler: Sampler<'_>, uv: Along<2>, tint: Along<4>) {
    for (index, pixel) in run.iter_mut().enumerate() {
        let texel = sampler.at(uv.at(index as f32));
        if texel != [0.0; 4] {
            let tint = tint.at(index as f32);
            over(pixel, std::array::from_fn(|c| texel[c] * tint[c] * (1.0 / 255.0)));
        }
    }
}

/// Blends premultiplied `colour` (0..=255) over `pixel`, rounding once.
#[inline]
fn over(pixel: &mut Pixel, colour: [f32; 4]) {
    let keep = 1.0 - colour[3] * (1.0 / 255.0);
    for c in 0..4 {
        pixel[c] = byte(f32::from(pixel[c]) * keep + colour[c]);
    }
}

/// The nearest of 0..=255.
#[inline]
fn byte(value: f32) -> u8 {
    // Adding 2^23 leaves the rounded value in the lowest bits; a plain cast costs several times as much.
    const ROUNDER: f32 = 8_388_608.0;
    let value = if value > 0.0 { value } else { 0.0 };
    let value = if value < 255.0 { value } else { 255.0 };
    (value + ROUNDER).to_bits() as u8
}

/// Turns premultiplied pixels into straight ones, as image files have them.
pub(super) fn unmultiply(pixels: &mut [Pixel]) {
    for pixel in pixels {
        let [_, _, _, alpha] = *pixel;
        if alpha != 255 && alpha != 0 {
            let share = u32::from(alpha);
            for channel in &mut pixel[..3] {
                let straight = (u32::from(*channel) * 255 + share / 2) / share;
                *channel = straight.min(255) as u8;
            }
        }
    }
}
