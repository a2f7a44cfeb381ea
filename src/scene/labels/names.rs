//! Names beside their marks, the most important first, each on the side where it disturbs least.

use std::sync::Arc;

use egui::{Painter, Pos2, Rect, Vec2, pos2, vec2};

use super::cells::{Cells, Line};
use super::order::Order;
use super::taken::Taken;
use super::texts::Width;
use super::ties::is_crowd;
use super::{Label, LabelMemory};
use crate::facts::EntityId;
use crate::scene::{Camera, Level, Scene, radius_on_screen};

/// At most this many names are shown at once.
pub(super) const MOST_NAMES: usize = 320;
/// Marks of a smaller radius than this, in points, may be covered by any name.
pub(super) const LEAST_MARK: f32 = 4.5;
/// So many of the most important names in view may cover lesser marks.
const LEADING_NAMES: usize = 24;

/// While the view moves, a name without a place is tried in one frame of so many.
pub(super) const TURNS: i32 = 4;
/// How wide the neighbourhoods are on the screen, in points, at least, and less than twice that: their names have their
/// turn together, so that the more important of two finds its place first.
const NEIGHBOURHOOD: f32 = 160.0;

/// A mark that can be seen.
pub(super) struct Seen {
    id: EntityId,
    center: Pos2,
    pub(super) radius: f32,
    /// How far a ring around it reaches.
    ring: f32,
    level: Level,
    /// Neighbours have other numbers; modulo [`TURNS`], the turn.
    neighbourhood: i32,
    /// The higher, the sooner it is named.
    rank: (Level, bool, u32),
}

impl Seen {
    /// A mark as it is seen.
    fn new(scene: &Scene<'_>, camera: &Camera, view: Rect, memory: &LabelMemory, id: EntityId) -> Self {
        let place = scene.place(id);
        let look = &scene.looks.marks[id.index()];
        let level = scene.emphasis.entity(id);
        // Of numbers that are not negative, the larger has the larger bits.
        let importance = look.importance.max(0.0).to_bits();
        let rank = (level.max(Level::Normal), memory.slots.contains_key(&id), importance);
        let is_end = scene.emphasis.ends.is_some_and(|(subject, object)| id == subject || id == object);
        let ring = if is_end || level == Level::Selected { 5.0 } else { 0.0 };
        // Fixed to the map, and in steps of two as it is zoomed.
        let side = NEIGHBOURHOOD / camera.zoom.log2().floor().exp2();
        let [column, row] = place.map(|at| (at / side).floor() as i32 % TURNS);
        let neighbourhood = column + 2 * row;
        let radius = radius_on_screen(look.radius, camera.zoom);
        Self { id, center: camera.screen_from_map(view, place), radius, ring, level, neighbourhood, rank }
    }

    /// Whether a ring says that it is chosen.
    pub(super) const fn is_ringed(&self) -> bool {
        self.ring > 0.0
    }

    /// The square that the mark and its ring fill, with a little air.
    pub(super) fn rect(&self) -> Rect {
        square_around(self.center, self.radius + self.ring)
    }
}

/// The square that a mark fills, with a little air.
fn square_around(center: Pos2, radius: f32) -> Rect {
    Rect::from_center_size(center, Vec2::splat(1.9 * radius + 4.0))
}

/// How far beyond the view marks are looked at, in points: their names reach into it.
const BEYOND: f32 = 40.0;

/// The marks in view that may be named, the most important first.
pub(super) fn marks_in_view(
    scene: &Scene<'_>,
    camera: &Camera,
    view: Rect,
    memory: &LabelMemory,
    order: &Order,
) -> Vec<Seen> {
    let part = camera.map_in_view(view.expand(BEYOND));
    let emphasis = scene.emphasis;
    // What is lifted comes first, and what was named just now comes before what was not.
    let ends = emphasis.ends.into_iter().flat_map(|(subject, object)| [subject, object]);
    let chosen = emphasis.selected.iter().chain(&emphasis.lifted).copied().chain(emphasis.hovered).chain(ends);
    let is_in_view = |id: &EntityId| {
        let [x, y] = scene.place(*id);
        scene.visible.entity(*id) && part.contains(pos2(x, y))
    };
    let mut first: Vec<EntityId> = chosen.chain(memory.slots.keys().copied()).filter(is_in_view).collect();
    first.sort_unstable();
    first.dedup();
    let num_more = MOST_NAMES.saturating_sub(first.len());
    let more = order.important(part).filter(|id| first.binary_search(id).is_err()).take(num_more);
    let mut seen: Vec<Seen> =
        more.chain(first.iter().copied()).map(|id| Seen::new(scene, camera, view, memory, id)).collect();
    let order = |mark: &Seen| (std::cmp::Reverse(mark.rank), mark.id);
    // No more than these are named.
    let named = seen.len().min(MOST_NAMES);
    if seen.len() > named {
        seen.select_nth_unstable_by_key(named, order);
    }
    seen[..named].sort_unstable_by_key(order);
    seen
}

/// The squares of the marks in view that are so large that a name would hide something.
pub(super) fn large_marks<'a>(
    scene: &'a Scene<'_>,
    camera: &'a Camera,
    view: Rect,
    order: &'a Order,
) -> impl Iterator<Item = Rect> + 'a {
    let part = camera.map_in_view(view.expand(BEYOND));
    let radius = |in_map: f32| radius_on_screen(in_map, camera.zoom);
    order.large(part, move |in_map| radius(in_map) >= LEAST_MARK).map(move |id| {
        let center = camera.screen_from_map(view, scene.place(id));
        square_around(center, radius(scene.looks.marks[id.index()].radius))
    })
}

/// Gives names their places, and takes these of what is `taken` but for marks, and of `all_taken`, with marks.
pub(super) fn place_names(
    scene: &Scene<'_>,
    painter: &Painter,
    seen: &[Seen],
    (view, lines): (Rect, &Cells<Line>),
    [taken, all_taken]: [&mut Taken; 2],
    memory: &mut LabelMemory,
) -> Vec<Label<EntityId>> {
    let mut labels = Vec::new();
    let before = std::mem::take(&mut memory.slots);
    let air = air_around(seen);
    memory.has_waiting = false;
    // In a crowd nobody looks what lies behind which name.
    let crowded = is_crowd(scene) || seen.iter().any(|mark| mark.radius < LEAST_MARK);
    for (rank, mark) in seen.iter().enumerate() {
        let previous = before.get(&mark.id).copied();
        let is_its_turn = |turn: i32| (mark.neighbourhood + turn).rem_euclid(TURNS) == 0;
        if previous.is_none() && mark.level < Level::Lifted && !memory.turn.is_none_or(is_its_turn) {
            memory.has_waiting = true;
            continue;
        }
        // What is lifted, and the most important of what is in view, may cover lesser marks where there is no room.
        let over_marks = mark.level >= Level::Lifted || rank < LEADING_NAMES;
        // Where a name has no room in its usual width, it may have some in two or three short lines.
        let tries = [(Width::Usual, false), (Width::Narrow, false), (Width::Usual, true)];
        let mut tried = None;
        for (width, covering) in tries.into_iter().filter(|(_, covering)| !covering || over_marks) {
            let galley = memory.texts.name(scene, painter, mark.id, width);
            if tried.replace((galley.size(), covering)) == Some((galley.size(), covering)) {
                continue;
            }
            // A name that was shown gives way only when the room between names is really gone.
            let slack = if previous.is_some() { (air - Vec2::splat(1.0)) * 0.6 } else { Vec2::ZERO };
            let is_taken = |rect: Rect| {
                let rect = rect.shrink2(slack);
                // Names may not cover marks, but for the few that are worth it.
                if covering { taken.hits(rect) } else { all_taken.hits(rect) }
            };
            if let Some((slot, rect)) = free_slot(mark, galley.size(), view, previous, &is_taken, lines) {
                let room = rect.expand2(if covering { Vec2::splat(1.0) } else { air });
                taken.take(room);
                all_taken.take(room);
                memory.slots.insert(mark.id, slot);
                let patch = covering || crowded || lines.any_crosses(rect.expand(3.0));
                labels.push(Label { of: mark.id, rect, galley: Arc::clone(galley), level: mark.level, patch });
                break;
            }
        }
    }
    labels
}

/// The room that names keep between them, in points: where marks are mere dots, a few names are worth more than many
/// that hide the map.
fn air_around(seen: &[Seen]) -> Vec2 {
    let mut radii: Vec<f32> = seen.iter().map(|mark| mark.radius).collect();
    radii.sort_by(f32::total_cmp);
    let typical = radii.get(radii.len() / 2).copied().unwrap_or(10.0);
    let crowd = ((6.0 - typical) / 4.0).clamp(0.0, 1.0);
    Vec2::splat(1.0) + crowd * vec2(16.0, 11.0)
}

/// The sides of a mark that a label may take, best first.
fn slot_rect(slot: u8, mark: &Seen, size: Vec2) -> Rect {
    let (r, w, h) = (mark.radius + mark.ring + 4.0, size.x, size.y);
    let diagonal = 0.72 * r;
    let min = match slot {
        0 => vec2(-w / 2.0, r - 1.0),
        1 => vec2(r + 1.0, -h / 2.0),
        2 => vec2(-r - 1.0 - w, -h / 2.0),
        3 => vec2(-w / 2.0, -r - h + 1.0),
        4 => vec2(diagonal, diagonal - 4.0),
        5 => vec2(-diagonal - w, diagonal - 4.0),
        6 => vec2(diagonal, 4.0 - diagonal - h),
        _ => vec2(-diagonal - w, 4.0 - diagonal - h),
    };
    Rect::from_min_size(mark.center + min, size)
}

fn free_slot(
    mark: &Seen,
    size: Vec2,
    view: Rect,
    previous: Option<u8>,
    is_taken: &dyn Fn(Rect) -> bool,
    lines: &Cells<Line>,
) -> Option<(u8, Rect)> {
    let fits = |slot: u8| {
        let rect = slot_rect(slot, mark, size);
        let outside = mark.center.x.clamp(view.min.x, view.max.x) == mark.center.x && !view.contains_rect(rect);
        (!outside && !is_taken(rect)).then_some((slot, rect))
    };
    if let Some(kept) = previous.and_then(fits) {
        return Some(kept);
    }
    let cost = |(slot, rect): &(u8, Rect)| {
        2 * lines.crossings(rect.shrink(2.0)) + usize::from(if *slot < 4 { *slot } else { slot + 2 })
    };
    (0..8).filter_map(fits).min_by_key(cost)
}
