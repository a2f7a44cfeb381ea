//! How many leaves a hub has in its bunch: a capsule at its shoulder.

use std::cmp::Reverse;
use std::sync::Arc;

use egui::{Painter, Rect, pos2, vec2};

use super::Label;
use super::names::LEAST_MARK;
use super::taken::Taken;
use super::texts::Texts;
use crate::facts::EntityId;
use crate::graph::Bunch;
use crate::scene::{Camera, Level, Scene, radius_on_screen};

/// At most this many bunches are told at once.
const MOST: usize = 120;
/// So many of the largest are told however small their hubs are on the screen.
const LEADING: usize = 24;
/// The room for the dots beside the number, in points, and around both.
pub(in crate::scene) const DOTS: f32 = 12.0;
const AROUND: f32 = 9.0;
const HEIGHT: f32 = 16.0;

/// Gives the bunches in view their places at the shoulders of their hubs, and marks these as taken.
pub(super) fn place_bunches(
    scene: &Scene<'_>,
    camera: &Camera,
    view: Rect,
    painter: &Painter,
    [taken, all_taken]: [&mut Taken; 2],
    texts: &mut Texts,
) -> Vec<Label<EntityId>> {
    let part = camera.map_in_view(view);
    let is_in_view = |(id, _): &(EntityId, Bunch)| {
        let [x, y] = scene.place(*id);
        scene.visible.entity(*id) && part.contains(pos2(x, y))
    };
    let mut bunches: Vec<(EntityId, Bunch)> = scene.visible.bunches().filter(is_in_view).collect();
    bunches.sort_by_key(|(id, bunch)| {
        (Reverse(scene.emphasis.entity(*id).max(Level::Normal)), Reverse(bunch.leaves), *id)
    });
    let mut labels = Vec::new();
    for (rank, (id, bunch)) in bunches.into_iter().enumerate() {
        if labels.len() >= MOST {
            break;
        }
        let (center, level) = (camera.screen_from_map(view, scene.place(id)), scene.emphasis.entity(id));
        let radius = radius_on_screen(scene.looks.marks[id.index()].radius, camera.zoom);
        if radius < LEAST_MARK && rank >= LEADING && level < Level::Lifted {
            continue;
        }
        let galley = Arc::clone(texts.leaves(scene, painter, bunch));
        let size = vec2(galley.size().x + DOTS + AROUND, HEIGHT);
        // Beside the square that the mark takes.
        let (across, up) = (0.95 * radius + 5.0 + size.x / 2.0, 0.6 * radius);
        let spots = [(1.0, -1.0), (-1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]
            .map(|(right, down)| Rect::from_center_size(center + vec2(right * across, down * up), size));
        let free = spots.into_iter().find(|rect| view.contains_rect(*rect) && !all_taken.hits(*rect));
        if let Some(rect) = free.or((level >= Level::Lifted || bunch.open).then_some(spots[0])) {
            taken.take(rect);
            all_taken.take(rect);
            labels.push(Label { of: id, rect, galley, level, patch: false });
        }
    }
    labels
}
