//! `tieline export`: the picture, its options, and what becomes of the file that was there.

use image::{DynamicImage, Rgba};
use tieline::scene::{Ground, Style};

use crate::cli_support::{Desk, Ran, SMALL, sample_arg};

fn ground(on: Ground) -> Rgba<u8> {
    Rgba(Style::of(on).ground.to_array())
}

fn picture(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory_with_format(bytes, image::ImageFormat::Png).unwrap()
}

/// Which part of the pixels has this colour, 0 to 1.
fn share(picture: &DynamicImage, color: Rgba<u8>) -> f64 {
    let picture = picture.to_rgba8();
    let count = picture.pixels().filter(|pixel| **pixel == color).count();
    count as f64 / picture.pixels().len() as f64
}

/// The first row from above in which something is drawn.
fn first_row(picture: &DynamicImage, on: Ground) -> u32 {
    let picture = picture.to_rgba8();
    picture.enumerate_pixels().find(|(_, _, pixel)| **pixel != ground(on)).unwrap().1
}

#[test]
fn a_sample_becomes_a_picture() {
    let desk = Desk::new();
    let facts = sample_arg("alibaba-hollywood");
    let ran = desk.quietly(&["export", &facts, "-o", "map.png", "--size", "640x400"]);
    assert_eq!(ran.text(), "");
    let map = picture(&desk.bytes("map.png"));
    assert_eq!((map.width(), map.height(), map.color().has_alpha()), (640, 400, false));
    let blank = share(&map, ground(Ground::Light));
    assert!((0.5..0.97).contains(&blank), "{blank}");
    assert_eq!(desk.names(), ["map.png"]);
}

#[test]
fn size_and_scale() {
    let desk = Desk::new();
    desk.put("small.json", SMALL);
    for (args, expected) in [
        (&["--scale", "0.25"][..], [400, 250]),
        (&["--size", "300x200", "--scale", "2"], [300, 200]),
        (&["--size", "16x900"], [16, 900]),
        (&[], [3840, 2160]),
    ] {
        desk.quietly(&[&["export", "small.json", "-o", "map.png"], args].concat());
        let map = picture(&desk.bytes("map.png"));
        assert_eq!([map.width(), map.height()], expected);
    }
    for (args, expected) in [
        (["--size", "15x500"], "15 × 500 pixels: each side may have 16 to 16384 pixels"),
        (["--size", "20000x500"], "20000 × 500 pixels: each side may have"),
        (["--size", "9999999999x500"], "each side may have"),
        (["--scale", "12"], "each side may have"),
        (["--size", "500"], "write width and height in pixels, as 3840x2160"),
        (["--scale", "0"], "a scale is a number from 0.25 to 16"),
        (["--scale", "NaN"], "a scale is a number from 0.25 to 16"),
        (["--theme", "blue"], "[possible values: light, dark]"),
        (["--seed", "x"], "--seed"),
    ] {
        let said = desk.fails(&[&["export", "small.json", "-o", "other.png"], &args[..]].concat());
        assert!(said.contains(expected), "{args:?}: {said}");
    }
    assert_eq!(desk.names(), ["map.png", "small.json"]);
}

#[test]
fn themes_and_nothing_behind() {
    let desk = Desk::new();
    desk.put("small.json", SMALL);
    let export = |name: &str, args: &[&str]| {
        desk.quietly(&[&["export", "small.json", "--size", "400x300", "-o", name], args].concat());
        picture(&desk.bytes(name))
    };
    let dark = export("dark.png", &["--theme", "dark"]);
    assert!(share(&dark, ground(Ground::Dark)) > 0.5);
    let clear = export("clear.png", &["--transparent"]);
    assert!(clear.color().has_alpha());
    assert!(share(&clear, Rgba([0; 4])) > 0.5);
    assert!(clear.to_rgba8().pixels().any(|pixel| pixel.0[3] == 255));
}

#[test]
fn title_legend_and_date_can_be_left_out() {
    let desk = Desk::new();
    desk.put("small.json", SMALL);
    let export = |args: &[&str]| {
        let plain = ["--size", "800x500", "-o", "map.png"];
        desk.quietly(&[&["export", "small.json"], &plain[..], args].concat());
        picture(&desk.bytes("map.png"))
    };
    let whole = export(&["--no-date"]);
    assert_eq!(whole, export(&["--no-date", "--title", "Small"]), "the title is the map's own");
    assert_ne!(whole, export(&["--no-date", "--title", "Large"]));
    let bare = export(&["--no-title", "--no-date", "--no-legend"]);
    assert!(first_row(&whole, Ground::Light) < first_row(&bare, Ground::Light));
    let foot = |picture: &DynamicImage| share(&picture.crop_imm(0, 450, 800, 50), ground(Ground::Light));
    let [whole, bare, dated] = [foot(&whole), foot(&bare), foot(&export(&[]))];
    assert!(dated < whole && whole < bare, "{dated} {whole} {bare}");
    assert!(desk.fails(&["export", "small.json", "-o", "x.png", "--title", "A", "--no-title"]).contains("--no-title"));
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let desk = Desk::new();
    let facts = sample_arg("harbour-takeover");
    let export = |name: &str, seed: &str| {
        let ran = desk.run(["export", &facts, "--size", "480x300", "--no-date", "--seed", seed, "-o", name]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert!(ran.err.contains("2 problems while reading harbour-takeover.json"), "{}", ran.err);
        desk.bytes(name)
    };
    let first = export("first.png", "7");
    assert!(first == export("second.png", "7"));
    assert!(first != export("third.png", "8"));
}

#[test]
fn standard_output_takes_a_picture_too() {
    let desk = Desk::new();
    desk.put("small.json", SMALL);
    let common = ["export", "small.json", "--size", "64x48", "--no-date", "-o"];
    desk.quietly(&[&common[..], &["map.png"]].concat());
    for name in ["-", "/dev/stdout"] {
        let ran = desk.quietly(&[&common[..], &[name]].concat());
        assert!(ran.out == desk.bytes("map.png"), "{name}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let desk = Desk::new();
    let facts = sample_arg("harbour-takeover");
    for args in [
        &["export", "sample:alibaba-hollywood", "-o", "-", "--size", "900x600"][..],
        &["layout", "sample:alibaba-hollywood", "-o", "-"],
        &["check", &facts],
        &["schema"],
        &["completions", "bash"],
        &["man"],
        &["--help"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let ran = Ran::of(desk.command(args).stdout(writer).output().unwrap());
        assert_eq!(ran.status, 0, "{args:?}: {}", ran.err);
        assert!(!ran.err.contains("ipe"), "{args:?}: {}", ran.err);
    }
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let ran = Ran::of(desk.command(["check", "--strict", &facts]).stdout(writer).output().unwrap());
    assert_eq!(ran.status, 1, "what was found still counts");
}

#[test]
fn a_failure_keeps_the_old_file() {
    let desk = Desk::new();
    desk.put("small.json", SMALL);
    desk.put("cut.json", &SMALL[..300]);
    desk.put("map.png", "old");
    desk.fails(&["export", "cut.json", "-o", "map.png"]);
    desk.fails(&["export", "small.json", "-o", "map.png", "--size", "1x1"]);
    assert_eq!(desk.bytes("map.png"), b"old");

    let said = desk.fails(&["export", "small.json", "-o", "gone/map.png", "--size", "64x48"]);
    assert!(said.starts_with("tieline: cannot write gone/map.png: "), "{said}");
    let said = desk.fails(&["export", "small.json", "-o", ".", "--size", "64x48"]);
    assert_eq!(said, "tieline: cannot write .: it is a folder\n");
    assert_eq!(desk.names(), ["cut.json", "map.png", "small.json"]);
}

#[test]
fn a_file_that_may_not_be_written_is_left_alone() {
    let desk = Desk::new();
    desk.put("small.json", SMALL);
    let map = desk.put("map.png", "old");
    let mut permissions = std::fs::metadata(&map).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&map, permissions).unwrap();
    if std::fs::OpenOptions::new().write(true).open(&map).is_ok() {
        return; // The superuser may write anything.
    }
    let said = desk.fails(&["export", "small.json", "-o", "map.png", "--size", "64x48"]);
    assert!(said.starts_with("tieline: cannot write map.png: "), "{said}");
    assert_eq!(desk.bytes("map.png"), b"old");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_called_that() {
    let desk = Desk::new();
    desk.put("small.json", SMALL);
    for command in ["export", "layout"] {
        let said = desk.fails(&[command, "small.json", "-o", "/dev/full"]);
        assert_eq!(said, "tieline: cannot write /dev/full: No space left on device\n");
    }
}

#[test]
fn facts_are_not_written_over() {
    let desk = Desk::new();
    let facts = desk.put("facts.json", SMALL);
    for command in ["export", "layout"] {
        for target in ["facts.json", "./facts.json", facts.to_str().unwrap()] {
            let said = desk.fails(&[command, "facts.json", "-o", target]);
            assert!(said.contains("it is one of the files that were read"), "{said}");
        }
    }
    assert_eq!(desk.bytes("facts.json"), SMALL.as_bytes());
    let said = desk.fails(&["export", "facts.json", "-o", "map.SVG"]);
    assert!(said.contains("pictures are PNG files"), "{said}");
}

#[test]
fn numbers_of_the_dossier_stand_on_the_map() {
    let desk = Desk::new();
    desk.put("small.json", SMALL);
    let drawn = |args: &[&str]| {
        desk.quietly(&[&["export", "small.json", "-o", "map.png", "--size", "640x400", "--no-date"], args].concat());
        desk.bytes("map.png")
    };
    assert_ne!(drawn(&[]), drawn(&["--numbers"]));
}
