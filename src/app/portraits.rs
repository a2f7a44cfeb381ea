//! The pictures of entities: looked for beside the facts, read within limits, and made small.
//!
//! A file of facts comes from strangers. A picture is named by a relative path that stays within the folder of the
//! facts; nothing is fetched from anywhere, and whatever is no picture leaves the mark as it is.

use std::io::{Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Component, Path, PathBuf};

use egui::ColorImage;
use image::{ImageFormat, Limits, RgbaImage, imageops};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::facts::{Entity, EntityId, FactBase, Problem, Severity};
use crate::read::Watch;
use crate::scene::Portraits;

/// A larger file is not read, in bytes.
const MOST_BYTES: u64 = 16 << 20;
/// A picture with a longer side is not unpacked, in pixels.
const LONGEST_SIDE: u32 = 6_000;

/// The pictures of a map whose facts lie in `folders`, those of the best tied first, and what became of the others.
pub(super) fn portraits(
    base: &FactBase,
    degrees: &[u32],
    folders: &[PathBuf],
    watch: &dyn Watch,
) -> (Portraits, Vec<Problem>) {
    let mut named: Vec<(EntityId, &str)> = base
        .entities
        .iter()
        .enumerate()
        .filter_map(|(at, entity)| Some((EntityId::from_index(at), entity.image()?)))
        .collect();
    named.sort_by_key(|(id, _)| (std::cmp::Reverse(degrees.get(id.index()).copied()), *id));
    let (mut found, mut problems) = (Portraits::default(), Vec::new());
    if let Some(rest) = named.get(Portraits::MOST..).filter(|rest| !rest.is_empty()) {
        let what = format!("{} pictures of entities are more than are shown at once", named.len());
        problems.push(problem(
            "",
            &what,
            &format!("{} are left out, of the entities with the fewest ties", rest.len()),
        ));
    }
    for (id, name) in named.into_iter().take(Portraits::MOST) {
        if watch.cancelled() {
            break;
        }
        match picture(name, folders) {
            Ok(picture) => found.add(id, picture),
            Err(why) => {
                let path = format!("entities[{}].{}", id.index(), Entity::IMAGE);
                let who = &base.entity(id).name;
                problems.push(problem(&path, &format!("the picture of {who}, {name}: {why}"), "shown without it"));
            }
        }
    }
    (found, problems)
}

fn problem(path: &str, what: &str, done: &str) -> Problem {
    let (path, what, done) = (path.into(), what.into(), done.into());
    Problem { file: "pictures".into(), line: None, path, what, done, severity: Severity::Repaired }
}

/// The picture of a path, or why there is none.
fn picture(name: &str, folders: &[PathBuf]) -> Result<ColorImage, String> {
    let inside = is_inside(name).ok_or("only a file in the folder of the facts, or below it, is read")?;
    let files = folders.iter().filter_map(|folder| {
        // A link must not lead out of the folder either.
        let file = folder.join(inside).canonicalize().ok()?;
        file.starts_with(folder.canonicalize().ok()?).then_some(file)
    });
    let file = files.into_iter().next().ok_or("there is no such file beside the facts")?;
    let bytes = read(&file)?;
    let decoded = catch_unwind(AssertUnwindSafe(|| decode(&bytes)));
    let decoded = decoded.unwrap_or_else(|_panic| Err("it cannot be unpacked".to_owned()))?;
    Ok(small(&decoded))
}

/// A path that cannot lead out of the folder that it is taken from, nor to another machine.
fn is_inside(name: &str) -> Option<&Path> {
    let path = Path::new(name);
    let plain = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    (plain && !name.contains(':') && !name.contains('\\') && !name.is_empty()).then_some(path)
}

fn read(file: &Path) -> Result<Vec<u8>, String> {
    let failed = |error: std::io::Error| error.to_string();
    let opened = std::fs::File::open(file).map_err(failed)?;
    if !opened.metadata().map_err(failed)?.is_file() {
        return Err("it is no file".to_owned());
    }
    let mut bytes = Vec::new();
    opened.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(format!("it is larger than {} MB", MOST_BYTES >> 20));
    }
    Ok(bytes)
}

fn decode(bytes: &[u8]) -> Result<RgbaImage, String> {
    match image::guess_format(bytes) {
        Ok(ImageFormat::Png) => {
            let mut reader = image::ImageReader::with_format(Cursor::new(bytes), ImageFormat::Png);
            let mut limits = Limits::default();
            (limits.max_image_width, limits.max_image_height) = (Some(LONGEST_SIDE), Some(LONGEST_SIDE));
            reader.limits(limits);
            Ok(reader.decode().map_err(|error| error.to_string())?.into_rgba8())
        }
        Ok(ImageFormat::Jpeg) => decode_jpeg(bytes),
        _ => Err("it is neither PNG nor JPEG".to_owned()),
    }
}

fn decode_jpeg(bytes: &[u8]) -> Result<RgbaImage, String> {
    let options = DecoderOptions::default()
        .set_max_width(LONGEST_SIDE as usize)
        .set_max_height(LONGEST_SIDE as usize)
        .jpeg_set_out_colorspace(ColorSpace::RGBA);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let pixels = decoder.decode().map_err(|error| error.to_string())?;
    let (width, height) = decoder.dimensions().ok_or("it has no size")?;
    RgbaImage::from_raw(width as u32, height as u32, pixels).ok_or_else(|| "it is cut off".to_owned())
}

/// The middle of a picture, as a small square.
fn small(picture: &RgbaImage) -> ColorImage {
    let (width, height) = picture.dimensions();
    let side = width.min(height).max(1);
    // A head is rather in the upper part of a tall picture.
    let (left, top) = ((width - side.min(width)) / 2, (height - side.min(height)) / 4);
    let square = imageops::crop_imm(picture, left, top, side, side).to_image();
    let wanted = Portraits::SIDE as u32;
    let small = imageops::resize(&square, wanted, wanted, imageops::FilterType::Triangle);
    ColorImage::from_rgba_unmultiplied([Portraits::SIDE; 2], small.as_raw())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Builder, NewEntity};
    use crate::project::write_atomically;
    use crate::read::Unwatched;

    /// A red square on grey, 40 by 20 pixels.
    fn png() -> Vec<u8> {
        let image = RgbaImage::from_fn(40, 20, |x, _| {
            image::Rgba(if (10..30).contains(&x) { [200, 0, 0, 255] } else { [90, 90, 90, 255] })
        });
        let mut bytes = Vec::new();
        image.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
        bytes
    }

    fn put(path: &Path, bytes: &[u8]) {
        write_atomically(path, |out| out.write_all(bytes)).unwrap();
    }

    /// A map of entities that name these pictures.
    fn naming(names: &[&str]) -> FactBase {
        let mut builder = Builder::new();
        for (at, name) in names.iter().enumerate() {
            let more = vec![(Entity::IMAGE.into(), crate::facts::Value::Text((*name).into()))];
            builder.add_entity(NewEntity { id: format!("e{at}").into(), more, ..NewEntity::default() }).unwrap();
        }
        builder.finish()
    }

    #[test]
    fn a_picture_beside_the_facts_is_shown_and_anything_else_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let facts = folder.path().join("facts");
        std::fs::create_dir_all(facts.join("faces")).unwrap();
        put(&facts.join("faces/a.png"), &png());
        put(&folder.path().join("out.png"), &png());
        put(&facts.join("torn.png"), &png()[..50]);
        put(&facts.join("torn.jpg"), b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01");
        put(&facts.join("words.png"), b"no picture");
        let absolute = folder.path().join("out.png").display().to_string();
        let names = [
            "faces/a.png",
            "./faces/a.png",
            "../out.png",
            &absolute,
            "https://example.org/a.png",
            "//example.org/a.png",
            "missing.png",
            "torn.png",
            "torn.jpg",
            "words.png",
            "faces",
        ];
        let base = naming(&names);
        let (found, problems) = portraits(&base, &[], &[facts], &Unwatched);
        for (at, name) in names.iter().enumerate() {
            assert_eq!(found.has(EntityId::from_index(at)), at < 2, "{name}");
        }
        assert_eq!(problems.len(), names.len() - 2);
        assert!(problems.iter().all(|problem| &*problem.done == "shown without it"));
    }

    #[test]
    fn the_best_tied_are_shown_where_there_are_too_many() {
        let folder = tempfile::tempdir().unwrap();
        put(&folder.path().join("a.png"), &png());
        let base = naming(&vec!["a.png"; Portraits::MOST + 3]);
        let mut degrees = vec![1; base.entities.len()];
        degrees[Portraits::MOST + 2] = 9;
        let (found, problems) = portraits(&base, &degrees, &[folder.path().to_owned()], &Unwatched);
        assert!(
            found.has(EntityId::from_index(Portraits::MOST + 2)) && !found.has(EntityId::from_index(Portraits::MOST))
        );
        assert_eq!(problems.len(), 1);
    }

    #[test]
    fn the_middle_of_a_picture_is_kept() {
        let small = small(&decode(&png()).unwrap());
        assert_eq!(small.size, [Portraits::SIDE; 2]);
        assert!(small.pixels.iter().all(|pixel| pixel.r() > 150 && pixel.g() < 40), "the square in the middle");
    }
}
