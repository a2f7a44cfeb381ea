//! Names beside marks and relations on ties, by importance and without overlap.

use std::collections::HashMap;
use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Align, Galley, Painter, Pos2, Rect, Vec2, vec2};

use super::{Camera, Level, Scene, Style, elide, radius_on_screen, visual_order};
use crate::facts::EntityId;
use crate::graph::TieId;

/// A text that found its place, in points on the screen.
#[derive(Clone, Debug)]
pub struct Label<T> {
    /// What it names.
    pub of: T,
    /// Where it stands.
    pub rect: Rect,
    /// The text, laid out.
    pub galley: Arc<Galley>,
    /// How strongly it is drawn.
    pub level: Level,
}

/// All labels of a view.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    /// Names.
    pub entities: Vec<Label<EntityId>>,
    /// Relations.
    pub ties: Vec<Label<TieId>>,
    /// Counts of facts, at the middle of their ties.
    pub badges: Vec<Label<TieId>>,
}

/// Which side of its mark a label took, so that it stays there while the view moves.
#[derive(Clone, Debug, Default)]
pub struct LabelMemory {
    slots: HashMap<EntityId, usize>,
}

impl LabelMemory {
    /// Forgets the sides, so that the next placement is the best one.
    pub fn forget(&mut self) {
        self.slots.clear();
    }
}

/// At most this many names are shown at once.
const MOST_NAMES: usize = 320;
/// At most this many relations are shown at once.
const MOST_RELATIONS: usize = 120;
/// Names longer than this many characters are cut.
const LONGEST_NAME: usize = 60;
/// Names wider than this, in points, are broken into two lines.
const WIDEST_NAME: f32 = 168.0;
/// In a crowd, names wider than this are broken into up to three lines.
const NARROWEST_NAME: f32 = 84.0;

/// A mark that can be seen.
struct Seen {
    id: EntityId,
    center: Pos2,
    radius: f32,
    level: Level,
    rank: (Level, bool, f32),
}

/// Finds places for names and relations within `view`, and off what is `covered`.
pub fn place_labels(
    scene: &Scene<'_>,
    camera: &Camera,
    view: Rect,
    painter: &Painter,
    covered: &[Rect],
    memory: &mut LabelMemory,
) -> Labels {
    let mut seen = marks_in_view(scene, camera, view, memory);
    let mut occupied = Occupied::default();
    for rect in covered.iter().filter(|rect| rect.is_positive()) {
        occupied.add(*rect);
    }
    for mark in seen.iter().filter(|mark| mark.radius >= 4.5) {
        occupied.add(Rect::from_center_size(mark.center, Vec2::splat(1.9 * mark.radius + 4.0)));
    }
    let segments = tie_segments(scene, camera, view);
    let mut labels = Labels::default();

    seen.sort_by(|a, b| b.rank.partial_cmp(&a.rank).unwrap_or(std::cmp::Ordering::Equal).then(a.id.cmp(&b.id)));
    seen.truncate(MOST_NAMES);
    let weigh_ties = seen.len() * segments.len() < 20_000;
    let crossed: &[Segment] = if weigh_ties { &segments } else { &[] };
    let mut slots = HashMap::with_capacity(seen.len());
    for mark in &seen {
        let previous = memory.slots.get(&mark.id).copied();
        // Where a name has no room in its usual width, it may have some in two or three short lines.
        for width in [WIDEST_NAME, NARROWEST_NAME] {
            let galley = name_galley(scene, painter, mark, width);
            if let Some((slot, rect)) = free_slot(mark, galley.size(), view, previous, &occupied, crossed) {
                occupied.add(rect.expand(1.0));
                slots.insert(mark.id, slot);
                labels.entities.push(Label { of: mark.id, rect, galley, level: mark.level });
                break;
            }
        }
    }
    memory.slots = slots;
    labels.badges = place_badges(scene, painter, &segments, &mut occupied);
    labels.ties = place_relations(scene, painter, &segments, &mut occupied, view);
    labels
}

fn marks_in_view(scene: &Scene<'_>, camera: &Camera, view: Rect, memory: &LabelMemory) -> Vec<Seen> {
    let around = view.expand(40.0);
    let mut seen = Vec::new();
    for id in scene.visible.entities() {
        let center = camera.screen_from_map(view, scene.place(id));
        if around.contains(center) {
            let look = &scene.looks.marks[id.index()];
            let level = scene.emphasis.entity(id);
            let rank = (level.max(Level::Normal), memory.slots.contains_key(&id), look.importance);
            seen.push(Seen { id, center, radius: radius_on_screen(look.radius, camera.zoom), level, rank });
        }
    }
    seen
}

fn name_galley(scene: &Scene<'_>, painter: &Painter, mark: &Seen, width: f32) -> Arc<Galley> {
    let name = elide(&scene.base.entity(mark.id).name, LONGEST_NAME);
    // Well-tied entities in larger type, in whole points so that glyphs are made once.
    let importance = scene.looks.marks[mark.id.index()].importance;
    let size = Style::NAME_SIZE + (importance * 3.0 - 1.0).clamp(-1.0, 2.0).round();
    let font = Style::name_font(size);
    let mut job = LayoutJob::simple(visual_order(&name).into_owned(), font, scene.style.ink, width);
    job.halign = Align::Center;
    let max_rows = if width < WIDEST_NAME { 3 } else { 2 };
    job.wrap = TextWrapping { max_width: width, max_rows, ..TextWrapping::default() };
    painter.layout_job(job)
}

/// The sides of a mark that a label may take, best first.
fn slot_rect(slot: usize, mark: &Seen, size: Vec2) -> Rect {
    let (r, w, h) = (mark.radius + 4.0, size.x, size.y);
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
    previous: Option<usize>,
    occupied: &Occupied,
    crossed: &[Segment],
) -> Option<(usize, Rect)> {
    let fits = |slot: usize| {
        let rect = slot_rect(slot, mark, size);
        let outside = mark.center.x.clamp(view.min.x, view.max.x) == mark.center.x && !view.contains_rect(rect);
        (!occupied.hits(rect) && !outside).then_some((slot, rect))
    };
    if let Some(kept) = previous.and_then(fits) {
        return Some(kept);
    }
    let cost = |(slot, rect): &(usize, Rect)| {
        let crossings = crossed.iter().filter(|segment| segment.crosses(rect.shrink(2.0))).count();
        2 * crossings + if *slot < 4 { *slot } else { slot + 2 }
    };
    (0..8).filter_map(fits).min_by_key(cost)
}

/// A visible tie on the screen.
struct Segment {
    id: TieId,
    a: Pos2,
    b: Pos2,
    /// Radii of the marks at the ends.
    radii: (f32, f32),
    level: Level,
}

impl Segment {
    /// Whether the line passes through a rectangle (separating axes).
    fn crosses(&self, rect: Rect) -> bool {
        if !Rect::from_two_pos(self.a, self.b).intersects(rect) {
            return false;
        }
        let normal = (self.b - self.a).rot90();
        let reach = (normal.x.abs() * rect.width() + normal.y.abs() * rect.height()) / 2.0;
        normal.dot(rect.center() - self.a).abs() <= reach
    }

    /// The length between the rims of the marks.
    fn free_length(&self) -> f32 {
        self.a.distance(self.b) - self.radii.0 - self.radii.1
    }

    /// A point of the line between the rims, `t` from 0 to 1.
    fn at(&self, t: f32) -> Pos2 {
        let along = (self.b - self.a).normalized();
        self.a + along * (self.radii.0 + self.free_length() * t)
    }
}

fn tie_segments(scene: &Scene<'_>, camera: &Camera, view: Rect) -> Vec<Segment> {
    /// With more ties than this in view, their labels say nothing, and only lifted ones are looked at.
    const CROWD: usize = 4_000;
    let crowded = scene.visible.num_ties > CROWD;
    let mut segments = Vec::new();
    for id in scene.visible.ties() {
        let level = scene.emphasis.tie(id);
        let tie = scene.graph.tie(id);
        if (crowded && level < Level::Lifted) || tie.a == tie.b {
            continue;
        }
        let a = camera.screen_from_map(view, scene.place(tie.a));
        let b = camera.screen_from_map(view, scene.place(tie.b));
        if Rect::from_two_pos(a, b).intersects(view) {
            let radius = |end: EntityId| radius_on_screen(scene.looks.marks[end.index()].radius, camera.zoom);
            segments.push(Segment { id, a, b, radii: (radius(tie.a), radius(tie.b)), level });
        }
    }
    segments
}

fn place_badges(
    scene: &Scene<'_>,
    painter: &Painter,
    segments: &[Segment],
    occupied: &mut Occupied,
) -> Vec<Label<TieId>> {
    let mut badges = Vec::new();
    for segment in segments {
        let count = scene.looks.ties[segment.id.index()].count;
        let size = vec2(20.0, 15.0);
        if count < 2 || (segment.free_length() < 26.0 && segment.level < Level::Lifted) {
            continue;
        }
        let spots = [0.5, 0.4, 0.6, 0.3, 0.7].map(|t| Rect::from_center_size(segment.at(t), size));
        let free = spots.into_iter().find(|rect| !occupied.hits(*rect));
        // The count of a lifted tie is worth more than what it covers.
        let forced = (segment.level >= Level::Lifted).then_some(spots[0]);
        if let Some(rect) = free.or(forced) {
            let text = if count > 999 { "999+".to_owned() } else { count.to_string() };
            let galley = painter.layout_no_wrap(text, Style::name_font(11.0), scene.style.ink);
            occupied.add(rect);
            badges.push(Label { of: segment.id, rect, galley, level: segment.level });
        }
    }
    badges
}

fn place_relations(
    scene: &Scene<'_>,
    painter: &Painter,
    segments: &[Segment],
    occupied: &mut Occupied,
    view: Rect,
) -> Vec<Label<TieId>> {
    let active = scene.emphasis.is_active();
    let mut order: Vec<&Segment> = segments
        .iter()
        .filter(|segment| segment.free_length() > 44.0 && (!active || segment.level >= Level::Lifted))
        .collect();
    order.sort_by_key(|segment| (std::cmp::Reverse(segment.level), segment.id));
    let mut labels = Vec::new();
    for segment in order.into_iter().take(4 * MOST_RELATIONS) {
        if labels.len() >= MOST_RELATIONS {
            break;
        }
        let Some(words) = common_relation(scene, segment.id) else {
            continue;
        };
        let words = elide(words, 34);
        let font = Style::text_font(Style::TIE_SIZE);
        let mut job = LayoutJob::simple(visual_order(&words).into_owned(), font, scene.style.soft_ink, 140.0);
        job.halign = Align::Center;
        job.wrap = TextWrapping { max_width: 140.0, max_rows: 2, ..TextWrapping::default() };
        let galley = painter.layout_job(job);
        let slope = (segment.b - segment.a).normalized();
        let needed = slope.x.abs() * galley.size().x + slope.y.abs() * galley.size().y;
        if needed + 18.0 > segment.free_length() {
            continue;
        }
        let free = [0.5, 0.4, 0.6, 0.3, 0.7]
            .into_iter()
            .map(|t| Rect::from_center_size(segment.at(t), galley.size()))
            .find(|rect| !occupied.hits(*rect) && view.contains_rect(*rect));
        if let Some(rect) = free {
            occupied.add(rect);
            labels.push(Label { of: segment.id, rect, galley, level: segment.level });
        }
    }
    labels
}

/// The wording that all shown facts of a tie share.
fn common_relation<'a>(scene: &Scene<'a>, id: TieId) -> Option<&'a str> {
    let mut facts = scene.graph.tie(id).facts.iter().filter(|fact| scene.visible.fact(**fact));
    let relation = scene.base.fact(*facts.next()?).relation;
    facts.all(|fact| scene.base.fact(*fact).relation == relation).then(|| scene.base.relation(relation))
}

/// The rectangles that are taken, in cells.
#[derive(Default)]
struct Occupied {
    cells: HashMap<(i32, i32), Vec<Rect>>,
}

impl Occupied {
    const CELL: f32 = 72.0;

    fn cells_of(rect: Rect) -> impl Iterator<Item = (i32, i32)> {
        let cell = |at: f32| (at / Self::CELL).floor().clamp(-1e6, 1e6) as i32;
        let (left, right) = (cell(rect.min.x), cell(rect.max.x));
        let (top, bottom) = (cell(rect.min.y), cell(rect.max.y));
        (left..=right).flat_map(move |column| (top..=bottom).map(move |row| (column, row)))
    }

    fn add(&mut self, rect: Rect) {
        for cell in Self::cells_of(rect) {
            self.cells.entry(cell).or_default().push(rect);
        }
    }

    fn hits(&self, rect: Rect) -> bool {
        Self::cells_of(rect)
            .any(|cell| self.cells.get(&cell).is_some_and(|taken| taken.iter().any(|other| other.intersects(rect))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn a_segment_crosses_only_what_it_passes_through() {
        let segment =
            Segment { id: TieId(0), a: pos2(0.0, 0.0), b: pos2(100.0, 100.0), radii: (0.0, 0.0), level: Level::Normal };
        assert!(segment.crosses(Rect::from_center_size(pos2(50.0, 52.0), vec2(10.0, 10.0))));
        assert!(!segment.crosses(Rect::from_center_size(pos2(80.0, 20.0), vec2(30.0, 30.0))));
        assert!(!segment.crosses(Rect::from_center_size(pos2(150.0, 150.0), vec2(10.0, 10.0))));
    }

    #[test]
    fn what_is_taken_is_hit_across_cells() {
        let mut occupied = Occupied::default();
        occupied.add(Rect::from_min_max(pos2(60.0, 60.0), pos2(160.0, 80.0)));
        assert!(occupied.hits(Rect::from_min_max(pos2(150.0, 70.0), pos2(170.0, 90.0))));
        assert!(!occupied.hits(Rect::from_min_max(pos2(165.0, 70.0), pos2(170.0, 90.0))));
    }
}
