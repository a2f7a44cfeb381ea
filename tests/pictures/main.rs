//! A few pictures of the window and of an export, drawn on the CPU from places that are written down.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --test pictures` makes them anew; look at each before it is committed.

#[path = "../common/mod.rs"]
#[expect(dead_code, reason = "made for all tests of the window; this one needs a part of it")]
mod common;

use std::path::{Path, PathBuf};

use egui::{Vec2, vec2};
use egui_kittest::{SnapshotOptions, image_snapshot_options};
use tieline::export::{Picture, Size, draw};
use tieline::project::{Settings, Theme};
use tieline::scene::{Emphasis, Style, Target};
use tieline::state::{Action, How};

use common::{Setup, Window};

/// No picture is larger: they are kept with the sources.
const SIZE: Vec2 = vec2(480.0, 320.0);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures")
}

fn options() -> SnapshotOptions {
    SnapshotOptions::new().output_path(folder().join("snapshots"))
}

/// A saved map, in a window without panels, where it stands as it was saved.
fn open(name: &str, theme: Theme, change: impl FnOnce(&mut Settings)) -> Window {
    let mut settings = Settings::default();
    settings.theme = theme;
    settings.panels.filter.open = false;
    settings.panels.details.open = false;
    change(&mut settings);
    let window = Setup { size: SIZE, files: vec![folder().join(name)], settings, ..Setup::default() }.open();
    assert!(window.state().notices.is_empty(), "{:?}", window.state().notices);
    let saved = std::fs::read(folder().join(name)).expect("the saved map is there");
    let project = tieline::project::Project::from_json(&saved).expect("the saved map is sound");
    for (entity, place) in window.map().base.entities.iter().zip(window.places()) {
        assert_eq!(project.places[&*entity.id], place, "{} stands where it was saved", entity.name);
    }
    window
}

/// Compares what the window shows with the picture of this name.
fn compare(mut window: Window, name: &str) {
    window.harness.remove_cursor();
    window.step();
    window.settle();
    window.harness.snapshot_options(name, &options());
}

#[test]
fn the_first_sample() {
    let window = open("sample.tieline", Theme::Light, |settings| settings.panels.legend.open = false);
    compare(window, "sample-light");
}

#[test]
fn a_tie_and_the_words_that_say_so() {
    let mut window = open("sample.tieline", Theme::Dark, |settings| {
        settings.panels.details.open = true;
        settings.panels.legend.open = false;
    });
    let tie = window.tie("David Heyman", "Harry Potter");
    window.act(Action::Click(Some(Target::Tie(tie)), How::Replace));
    compare(window, "tie-dark");
}

#[test]
fn every_sort_of_line_on_slate() {
    compare(open("statuses.tieline", Theme::Dark, |_| {}), "statuses-dark");
}

#[test]
fn every_sort_of_line_in_an_exported_picture_with_its_legend() {
    export("statuses.tieline", [600, 400], 0.6, "statuses-export");
}

#[test]
fn names_in_ten_scripts() {
    compare(open("scripts.tieline", Theme::Light, |settings| settings.panels.legend.open = false), "scripts");
}

#[test]
fn an_exported_picture() {
    export("sample.tieline", [600, 400], 0.6, "sample-export");
}

/// Compares the exported picture of a saved map with the picture of this name.
fn export(map: &str, size: [u32; 2], scale: f32, name: &str) {
    let window = open(map, Theme::Light, |_| {});
    let picture = Picture {
        size: Size::Pixels(size[0], size[1]),
        scale: Some(scale),
        title: Some(window.map().title().to_owned()),
        date: "1 May 2020".to_owned(),
        ..Picture::default()
    };
    let (emphasis, style) = (Emphasis::default(), Style::of(picture.ground));
    let sheet = draw(&picture, &window.map().scene(&emphasis, &style), None);
    let image = sheet.image(1 << 24).expect("the picture is small");
    assert_eq!([image.width(), image.height()], size);
    image_snapshot_options(&image, name, &options());
}
