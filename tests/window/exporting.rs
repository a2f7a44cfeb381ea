//! Pictures from the window: decoded, of the right size, and never half written.

use egui::{Key, Modifiers};
use image::RgbaImage;
use tieline::app::Picked;
use tieline::export::Size;
use tieline::scene::Ground;
use tieline::state::{Action, Dialog, Purpose};

use crate::common::Window;

/// Opens the dialog, makes the picture small, and writes it.
fn export(window: &mut Window, change: impl FnOnce(&mut tieline::state::ExportForm)) -> Option<RgbaImage> {
    let path = window.folder().join("picture.png");
    window.chord(Modifiers::COMMAND, Key::E);
    let Dialog::Export(form) = &window.state().dialog else {
        panic!("the dialog is open");
    };
    let mut form = form.clone();
    form.picture.size = Size::Pixels(640, 400);
    change(&mut form);
    window.act(Action::Ask(Dialog::Export(form)));
    window.script.add(Picked::Path(path.clone()));
    window.click("Export…");
    image::open(path).ok().map(|image| image.to_rgba8())
}

#[test]
fn a_picture_is_written_as_the_dialog_says() {
    let mut window = Window::with_sample();
    let image = export(&mut window, |_| {}).expect("a picture");
    assert_eq!(image.dimensions(), (640, 400));
    assert_eq!(window.script.asked(), [(Purpose::Export, "alibaba-hollywood.png".to_owned())]);
    assert!(window.tells("640 × 400 pixels"), "a notice says what was written");
    assert!(matches!(window.state().dialog, Dialog::None));
    let ground = image.get_pixel(1, 1);
    assert!(ground.0[..3].iter().all(|part| *part > 0xE0) && ground[3] == 255, "light ground: {ground:?}");
    let drawn = image.pixels().filter(|pixel| *pixel != ground).count();
    assert!(drawn > 5_000, "only {drawn} pixels are drawn on");
    assert!(!window.state().is_changed());
}

#[test]
fn the_ground_can_be_dark_or_left_out() {
    let mut window = Window::with_sample();
    let dark = export(&mut window, |form| form.picture.ground = Ground::Dark).expect("a picture");
    assert!(dark.get_pixel(1, 1).0[..3].iter().all(|part| *part < 0x40));
    let clear = export(&mut window, |form| form.picture.transparent = true).expect("a picture");
    assert_eq!(clear.get_pixel(1, 1)[3], 0);
    assert!(clear.pixels().any(|pixel| pixel[3] == 255), "the marks are opaque");
}

#[test]
fn what_is_in_view_differs_from_the_whole_map() {
    let mut window = Window::with_sample();
    let whole = export(&mut window, |_| {}).expect("a picture");
    let at = window.mark("Skydance");
    for _ in 0..4 {
        window.act(Action::Zoom(at, 1.5));
    }
    let again = export(&mut window, |_| {}).expect("a picture");
    assert_eq!(again, whole, "the whole map does not depend on the view");
    let view = export(&mut window, |form| form.only_view = true).expect("a picture");
    assert_ne!(view, whole);
}

#[test]
fn a_picture_that_cannot_be_written_says_why_and_can_be_asked_for_again() {
    let mut window = Window::with_sample();
    window.chord(Modifiers::COMMAND, Key::E);
    window.script.add(Picked::Path(window.folder().join("no such folder").join("picture.png")));
    window.click("Export…");
    assert!(window.tells("The picture is not written"));
    assert!(
        matches!(&window.state().dialog, Dialog::Export(form) if form.progress.is_none()),
        "the form is still there"
    );
}

#[test]
fn a_cancelled_dialog_leaves_the_form_open() {
    let mut window = Window::with_sample();
    window.chord(Modifiers::COMMAND, Key::E);
    window.script.add(Picked::Cancelled);
    window.click("Export…");
    assert!(matches!(&window.state().dialog, Dialog::Export(form) if form.progress.is_none()));
    window.key(Key::Escape);
    assert!(matches!(window.state().dialog, Dialog::None));
}

#[test]
fn without_a_file_dialog_the_path_is_typed() {
    let mut window = Window::with_sample();
    window.chord(Modifiers::COMMAND, Key::E);
    window.click("Export…");
    assert!(window.shows("Write the picture to"));
    let path = window.folder().join("typed.png");
    window.act(Action::Picked(Purpose::Export, path.clone()));
    let image = image::open(path).unwrap();
    assert_eq!((image.width(), image.height()), (3840, 2160));
}

#[test]
fn ties_bear_the_numbers_of_the_evidence_where_asked() {
    let mut window = Window::with_sample();
    let plain = export(&mut window, |_| {}).expect("a picture");
    let numbered = export(&mut window, |form| form.numbers = true).expect("a picture");
    assert_ne!(plain, numbered);
}
