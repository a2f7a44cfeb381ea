//! Checks the rasteriser against the plain one, and the promises its interface makes.

use std::ops::ControlFlow;
use std::sync::Arc;

use egui::epaint::{Primitive, TextShape};
use egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2, vec2};

use super::fixture::Frame;
use super::{Picture, RasterError, Report, reference};

const INK: Color32 = Color32::BLACK;

fn go_on(_: f32) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn filled(picture: &Picture<'_>) -> Vec<[u8; 4]> {
    let image = picture.fill(1 << 24, &mut go_on).unwrap().image;
    image.into_raw().as_chunks::<4>().0.to_vec()
}

/// Something of everything egui draws.
fn scene(painter: &Painter) {
    for (index, width) in [0.3, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0].into_iter().enumerate() {
        let along = 6.0 * index as f32;
        painter.line_segment([pos2(4.0, 6.0 + along), pos2(70.0, 17.3 + along)], Stroke::new(width, INK));
        painter.line_segment([pos2(76.0 + along, 5.0), pos2(79.2 + along, 55.0)], Stroke::new(width, INK));
        let (blue, red) =
            (Color32::from_rgba_unmultiplied(20, 60, 220, 90), Color32::from_rgba_unmultiplied(220, 60, 20, 170));
        let at = pos2(8.0 + 22.0 * index as f32, 75.0);
        painter.circle(at, width * 3.0, red, Stroke::new(1.0, INK));
        painter.circle_filled(at + vec2(5.0, 4.4), width * 4.0, blue);
    }
    painter.rect_filled(Rect::from_min_size(pos2(130.3, 4.6), vec2(40.0, 20.0)), 5.0, Color32::LIGHT_GREEN);
    painter.text(pos2(125.2, 30.7), Align2::LEFT_TOP, "Żółw fi 12", FontId::proportional(12.0), INK);
    painter.text(pos2(125.0, 46.0), Align2::LEFT_TOP, "faint", FontId::monospace(9.0), Color32::from_black_alpha(100));
    let galley = painter.layout_no_wrap("turned".to_owned(), FontId::proportional(14.0), INK);
    painter.add(TextShape::new(pos2(160.0, 60.0), galley, INK).with_angle(0.5));
    let corners = vec![pos2(170.0, 30.0), pos2(196.0, 44.0), pos2(188.0, 62.0), pos2(172.0, 52.0)];
    painter.add(Shape::convex_polygon(corners, Color32::GOLD, Stroke::new(2.0, INK)));
    let clipped = painter.with_clip_rect(Rect::from_min_size(pos2(150.4, 70.2), vec2(30.0, 18.0)));
    clipped.circle_filled(pos2(165.0, 80.0), 16.0, Color32::from_additive_luminance(60));
    clipped.text(pos2(140.0, 74.0), Align2::LEFT_TOP, "cut on both sides", FontId::proportional(10.0), INK);
}

#[test]
fn egui_scenes_come_out_as_in_the_plain_rasteriser() {
    for scale in [1.0, 1.25, 2.0, 4.0] {
        let frame = Frame::new(vec2(200.0, 100.0), scale, scene);
        let ground = Color32::from_gray(200);
        let fast = filled(&frame.on(ground));
        let plain = reference::draw(&frame.on(ground), &frame.atlas);
        let painted = plain.iter().filter(|pixel| **pixel != ground.to_array());
        assert!(painted.count() > 3000, "the scene is not empty");
        let pairs = fast.iter().zip(&plain).enumerate();
        let worst = pairs.max_by_key(|(_, (fast, plain))| difference(**fast, **plain));
        let (index, (fast, plain)) = worst.unwrap();
        let (x, y) = (index as u32 % frame.size_px[0], index as u32 / frame.size_px[0]);
        assert!(difference(*fast, *plain) <= 2, "scale {scale}, pixel {x}, {y}: {fast:?}, not {plain:?}");
    }
}

fn difference(a: [u8; 4], b: [u8; 4]) -> u8 {
    a.iter().zip(b).map(|(a, b)| a.abs_diff(b)).max().unwrap()
}

/// Places that look random, on whole, half and 256th parts of pixels, so that sides often run through centres.
fn scattered(seed: u64, count: usize, side: f32) -> Vec<Pos2> {
    let mut state = seed;
    let mut roll = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1u64 << 24) as f32
    };
    let grids = [1.0, 2.0, 256.0];
    (0..count)
        .map(|index| {
            let grid = grids[index % 3];
            let mut at = || (roll() * side * grid).round() / grid;
            pos2(at(), at())
        })
        .collect()
}

#[test]
fn triangles_around_a_point_paint_every_pixel_once() {
    let veil = Color32::from_black_alpha(128);
    for (seed, hub) in (0..).zip(scattered(5, 60, 64.0)) {
        let mut rim = vec![pos2(0.0, 0.0), pos2(64.0, 0.0), pos2(64.0, 64.0), pos2(0.0, 64.0)];
        // Cut each side of the square in two, somewhere.
        for (index, at) in scattered(seed, 4, 64.0).into_iter().enumerate().rev() {
            let cut = [pos2(at.x, 0.0), pos2(64.0, at.y), pos2(at.x, 64.0), pos2(0.0, at.y)][index];
            rim.insert(index + 1, cut);
        }
        let fan: Vec<_> =
            (0..rim.len()).map(|index| [hub, rim[index], rim[(index + 1) % rim.len()]].map(|at| (at, veil))).collect();
        let pixels = filled(&Frame::of_triangles([64, 64], &fan).on(Color32::WHITE));
        let wrong = pixels.iter().position(|pixel| *pixel != [127, 127, 127, 255]);
        assert_eq!(wrong.map(|index| (index % 64, index / 64, pixels[index])), None, "hub {hub:?}");
    }
}

#[test]
fn sides_through_pixel_centres_follow_the_top_left_rule() {
    let places = scattered(11, 600, 48.0);
    for corners in places.chunks_exact(3) {
        let colours = [Color32::RED, Color32::BLUE, Color32::from_white_alpha(90)];
        let triangle = [0, 1, 2].map(|corner| (corners[corner], colours[corner]));
        let frame = Frame::of_triangles([48, 48], &[triangle]);
        let fast = filled(&frame.on(Color32::BLACK));
        let plain = reference::draw(&frame.on(Color32::BLACK), &frame.atlas);
        let apart = fast.iter().zip(&plain).map(|(fast, plain)| difference(*fast, *plain)).max();
        assert!(apart <= Some(1), "{corners:?}");
    }
}

#[test]
fn corners_far_outside_do_not_bend_a_side() {
    let far = 1.0e7;
    let triangle = [pos2(-far, -far), pos2(far, far), pos2(-far, far)].map(|at| (at, Color32::BLACK));
    let pixels = filled(&Frame::of_triangles([40, 40], &[triangle]).on(Color32::WHITE));
    for (index, pixel) in pixels.iter().enumerate() {
        let (x, y) = (index % 40, index / 40);
        // The side runs through the centres from corner to corner, and the triangle is left of it and below.
        let expected = if x < y { [0, 0, 0, 255] } else { [255; 4] };
        assert!(x == y || *pixel == expected, "{x}, {y}: {pixel:?}");
    }
}

#[test]
fn nonsense_is_left_out_without_harm() {
    let wild = [f32::NAN, f32::INFINITY, f32::MAX, -f32::MAX]
        .map(|x| [pos2(x, 1.0), pos2(5.0, x), pos2(x, x)].map(|at| (at, Color32::RED)));
    let mut frame = Frame::of_triangles([16, 16], &wild);
    let Primitive::Mesh(mesh) = &mut frame.primitives[0].primitive else { unreachable!() };
    mesh.indices.extend([0, 1, u32::MAX, 7]);
    assert_eq!(filled(&frame.on(Color32::WHITE)).len(), 256);
}

#[test]
fn rows_handed_out_are_the_rows_of_the_whole_picture() {
    // More than one round of bands, and a last band that is cut short.
    let frame = Frame::new(vec2(150.0, 9_001.0), 1.0, |painter| {
        painter.line_segment([pos2(3.0, 2.0), pos2(140.0, 8_990.0)], Stroke::new(3.0, INK));
        scene(painter);
    });
    let picture = frame.on(Color32::WHITE);
    let mut rows = Vec::new();
    let mut shares = Vec::new();
    let mut hook = |share| {
        shares.push(share);
        ControlFlow::Continue(())
    };
    let report = picture.fill_bands(&mut hook, &mut |bytes| {
        assert_eq!(bytes.len() % (150 * 4), 0, "whole rows only");
        rows.extend_from_slice(bytes);
        Ok(())
    });
    assert_eq!(report.unwrap(), Report::default());
    assert!(rows == filled(&picture).as_flattened());
    assert!(shares.is_sorted() && shares.iter().all(|share| (0.0..1.0).contains(share)), "{shares:?}");
}

#[test]
fn a_clear_ground_gives_straight_colours_back() {
    let colour = Color32::from_rgba_unmultiplied(200, 100, 50, 128);
    let whole = [pos2(-8.0, -8.0), pos2(99.0, -8.0), pos2(-8.0, 99.0)].map(|at| (at, colour));
    let corner = [pos2(0.0, 0.0), pos2(2.0, 0.0), pos2(0.0, 2.0)].map(|at| (at, Color32::GREEN));
    let pixels = filled(&Frame::of_triangles([8, 8], &[whole, corner]).on(Color32::TRANSPARENT));
    assert_eq!(pixels[0], [0, 255, 0, 255]);
    assert!(difference(pixels[63], [200, 100, 50, 128]) <= 1, "{:?}", pixels[63]);
    let empty = filled(&Frame::of_triangles([8, 8], &[]).on(Color32::TRANSPARENT));
    assert!(empty.iter().all(|pixel| *pixel == [0; 4]));
}

#[test]
fn what_cannot_be_drawn_is_counted() {
    let mut frame = Frame::new(Vec2::splat(20.0), 1.0, |painter| {
        painter.rect_filled(Rect::EVERYTHING, 0.0, INK);
    });
    let mut lost = frame.primitives[0].clone();
    if let Primitive::Mesh(mesh) = &mut lost.primitive {
        mesh.texture_id = egui::TextureId::User(9);
    }
    let callback = egui::PaintCallback { rect: Rect::EVERYTHING, callback: Arc::new(()) };
    frame.primitives.push(lost);
    frame
        .primitives
        .push(egui::ClippedPrimitive { clip_rect: Rect::EVERYTHING, primitive: Primitive::Callback(callback) });
    let drawn = frame.on(Color32::WHITE).fill(1 << 24, &mut go_on).unwrap();
    assert_eq!(drawn.report, Report { callbacks_skipped: 1, meshes_without_texture: 1 });
}

#[test]
fn requests_that_make_no_sense_are_refused() {
    let frame = Frame::of_triangles([20, 20], &[]);
    let refusal = |change: &dyn Fn(&mut Picture<'_>)| {
        let mut picture = frame.on(Color32::WHITE);
        change(&mut picture);
        picture.fill(400, &mut go_on).err().map(|error| error.to_string())
    };
    assert_eq!(refusal(&|_| {}), None);
    let flat = refusal(&|picture| picture.size_px = [0, 20]);
    assert_eq!(flat.as_deref(), Some("a picture cannot be 0 by 20 pixels"));
    let large = refusal(&|picture| picture.size_px = [20, 21]);
    assert_eq!(large.as_deref(), Some("the picture has 420 pixels, and only 400 are allowed in memory"));
    let scaled = refusal(&|picture| picture.pixels_per_point = -1.0);
    assert_eq!(scaled.as_deref(), Some("a picture cannot have -1 pixels per point"));
}

#[test]
fn drawing_stops_when_it_is_told_to_and_when_rows_cannot_be_written() {
    let frame = Frame::of_triangles([600, 40_000], &[]);
    let picture = frame.on(Color32::WHITE);
    let mut halfway = |share| {
        if share > 0.5 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let mut rows = 0;
    let stopped = picture.fill_bands(&mut halfway, &mut |bytes| {
        rows += bytes.len() / 2400;
        Ok(())
    });
    assert!(matches!(stopped, Err(RasterError::Stopped)));
    assert!(rows < 40_000);
    assert!(matches!(picture.fill(1 << 30, &mut |_| ControlFlow::Break(())), Err(RasterError::Stopped)));
    let full = picture.fill_bands(&mut go_on, &mut |_| Err(std::io::ErrorKind::StorageFull.into()));
    assert!(matches!(full, Err(RasterError::Write(error)) if error.kind() == std::io::ErrorKind::StorageFull));
}
