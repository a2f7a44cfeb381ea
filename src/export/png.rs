//! Writes a picture as a PNG file while it is being drawn, so that its size is not bounded by memory.

use std::io::Write;

use super::raster::{Hook, Picture, RasterError, Report};

/// From this many pixels on, files are written fast rather than small: packing well would take longer than drawing.
const LARGE_PX: u64 = 16_000_000;

/// How much to collect before a piece of the file is written.
const CHUNK_BYTES: usize = 1 << 18;

/// Draws `picture` and writes it to `out` as a PNG; without an alpha channel if the ground is opaque.
///
/// `dots_per_inch` is what programs go by that print the picture or place it on a page.
/// If this fails or is stopped, `out` holds part of a file.
///
/// # Errors
/// Those of [`Picture::fill_bands`], and whatever `out` reports.
pub(super) fn write<W: Write>(
    picture: &Picture<'_>,
    dots_per_inch: Option<f32>,
    out: W,
    hook: &mut Hook<'_>,
) -> Result<Report, RasterError> {
    picture.check()?;
    let [width, height] = picture.size_px;
    let opaque = picture.is_opaque();
    let mut encoder = png::Encoder::new(out, width, height);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_color(if opaque { png::ColorType::Rgb } else { png::ColorType::Rgba });
    // Maps are flat grounds and repeated shapes, which the filters, made for photographs, only hide from the packer:
    // without them files are smaller, and sooner done.
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_deflate_compression(effort(u64::from(width) * u64::from(height)));
    encoder.set_pixel_dims(dots_per_inch.map(dimensions));

    let mut header = encoder.write_header()?;
    let mut body = header.stream_writer_with_size(CHUNK_BYTES)?;
    let mut packed = Vec::new();
    let report = picture.fill_bands(hook, &mut |rows| {
        if !opaque {
            return body.write_all(rows);
        }
        packed.clear();
        packed.extend(rows.as_chunks::<4>().0.iter().flat_map(|&[r, g, b, _]| [r, g, b]));
        body.write_all(&packed)
    })?;
    body.finish()?;
    header.finish()?;
    Ok(report)
}

fn effort(pixels: u64) -> png::DeflateCompression {
    png::DeflateCompression::Level(if pixels > LARGE_PX { 1 } else { 2 })
}

fn dimensions(dots_per_inch: f32) -> png::PixelDimensions {
    const METRES_PER_INCH: f32 = 0.0254;
    let per_metre = (dots_per_inch / METRES_PER_INCH).round() as u32;
    png::PixelDimensions { xppu: per_metre, yppu: per_metre, unit: png::Unit::Meter }
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::ops::ControlFlow;

    use egui::{Color32, pos2, vec2};

    use crate::export::raster::fixture::Frame;

    /// The file, read back: its information, and its pixels as red, green, blue and alpha.
    fn round_trip(ground: Color32, dots_per_inch: Option<f32>) -> (png::Info<'static>, Vec<u8>, Vec<u8>) {
        let frame = Frame::new(vec2(300.0, 70.0), 2.0, |painter| {
            painter.circle_filled(pos2(100.0, 30.0), 25.0, Color32::from_rgba_unmultiplied(90, 30, 200, 150));
        });
        let picture = frame.on(ground);
        let go_on = &mut |_| ControlFlow::Continue(());
        let mut file = Vec::new();
        write(&picture, dots_per_inch, &mut file, go_on).unwrap();
        let reader = png::Decoder::new(std::io::Cursor::new(&file)).read_info().unwrap();
        let read = image::load_from_memory(&file).unwrap().to_rgba8().into_raw();
        let drawn = picture.fill(1 << 20, go_on).unwrap().image.into_raw();
        (reader.info().clone(), read, drawn)
    }

    #[test]
    fn an_opaque_picture_is_a_file_without_alpha() {
        let (info, read, drawn) = round_trip(Color32::WHITE, Some(300.0));
        assert!(read == drawn);
        assert_eq!((info.width, info.height, info.color_type), (600, 140, png::ColorType::Rgb));
        let dimensions = info.pixel_dims.unwrap();
        assert_eq!((dimensions.xppu, dimensions.yppu, dimensions.unit), (11_811, 11_811, png::Unit::Meter));
    }

    #[test]
    fn a_clear_picture_is_a_file_with_alpha() {
        let (info, read, drawn) = round_trip(Color32::TRANSPARENT, None);
        assert!(read == drawn);
        assert_eq!(info.color_type, png::ColorType::Rgba);
        assert!(info.pixel_dims.is_none());
        assert!(read.as_chunks::<4>().0.iter().any(|pixel| (1..255).contains(&pixel[3])));
    }

    #[test]
    fn a_writer_that_fails_is_heard() {
        let frame = Frame::of_triangles([9, 9], &[]);
        let nowhere: &mut [u8] = &mut [];
        let result = write(&frame.on(Color32::WHITE), None, nowhere, &mut |_| ControlFlow::Continue(()));
        assert!(matches!(result, Err(RasterError::Png(_) | RasterError::Write(_))));
    }
}
