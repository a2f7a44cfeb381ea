//! Pictures of entities, in their marks, in the details and in an export.

use egui::{Modifiers, vec2};
use image::{Rgba, RgbaImage};
use tieline::facts::EntityId;

use crate::common::outside::write;
use crate::common::{Setup, Window};

const GREEN: Rgba<u8> = Rgba([20, 160, 40, 255]);

/// A map of two people, one of whom has a picture, and a third whose picture is missing.
fn open(folder: &std::path::Path) -> Window {
    RgbaImage::from_pixel(60, 40, GREEN).save(folder.join("mira.png")).expect("room on the disk");
    let facts = r#"{"tieline": 1, "entities": [
        {"id": "m", "kind": "person", "name": "Mira Holm", "image": "mira.png"},
        {"id": "j", "kind": "person", "name": "Jon Vance"},
        {"id": "k", "kind": "person", "name": "Kim Ode", "image": "https://example.org/kim.png"}],
        "facts": [{"subject": "m", "relation": "met", "object": "j", "excerpt": "They met"},
                  {"subject": "m", "relation": "met", "object": "k", "excerpt": "They met"}]}"#;
    let path = folder.join("facts.json");
    write(&path, facts);
    Setup { files: vec![path], ..Setup::default() }.open()
}

#[test]
fn a_picture_fills_its_mark_and_stands_in_the_details() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = open(folder.path());
    window.harness.remove_cursor();
    window.step();
    window.settle();
    let drawn = window.harness.render().expect("a picture of the window");
    let at = |name: &str| {
        let place = window.mark(name) + vec2(1.0, 1.0);
        *drawn.get_pixel(place.x as u32, place.y as u32)
    };
    assert_eq!(at("Mira Holm"), GREEN);
    assert_ne!(at("Jon Vance"), GREEN);
    let mark = window.mark("Mira Holm");
    window.click_at(mark, Modifiers::NONE);
    assert!(window.tells("Picture of Mira Holm"));
    assert!(!window.tells("image: mira.png"), "what is shown is not named beside it");
    let other = window.mark("Kim Ode");
    window.click_at(other, Modifiers::NONE);
    assert!(window.tells("image: https://example.org/kim.png"), "what could not be shown is");
}

#[test]
fn what_is_no_picture_is_told_and_nothing_is_fetched() {
    let folder = tempfile::tempdir().expect("a folder");
    let window = open(folder.path());
    let report = &window.map().report;
    assert_eq!(report.problem_count, 1);
    assert!(report.problems[0].what.contains("Kim Ode"), "{}", report.problems[0]);
    assert!(window.map().looks.portraits.has(EntityId(0)) && !window.map().looks.portraits.has(EntityId(2)));
}

#[test]
fn an_export_has_the_picture_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let window = open(folder.path());
    let style = tieline::scene::Style::of(tieline::scene::Ground::Light);
    let emphasis = tieline::scene::Emphasis::default();
    let picture = tieline::export::Picture { size: tieline::export::Size::Pixels(600, 400), ..Default::default() };
    let sheet = tieline::export::draw(&picture, &window.map().scene(&emphasis, &style), None);
    let drawn = sheet.image(1 << 24).expect("a picture");
    assert!(drawn.pixels().filter(|pixel| **pixel == GREEN).count() > 50);
}
