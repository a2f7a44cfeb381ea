//! Counts and relations on ties.

use std::sync::Arc;

use egui::{Painter, Pos2, Rect, Vec2, vec2};

use super::Label;
use super::cells::Line;
use super::taken::Taken;
use super::texts::Texts;
use crate::facts::{EntityId, RelationId};
use crate::graph::TieId;
use crate::scene::{Camera, Level, Scene, radius_on_screen};

/// At most this many relations are shown at once.
const MOST_RELATIONS: usize = 120;

/// A visible tie on the screen.
pub(super) struct Segment {
    id: TieId,
    pub(super) line: Line,
    /// Where the line leaves the mark at its beginning.
    rim: Pos2,
    /// From the beginning to the end, of length 1.
    along: Vec2,
    /// The length between the rims of the marks.
    free_length: f32,
    pub(super) level: Level,
}

impl Segment {
    /// A tie between marks of these radii.
    fn new(id: TieId, line: Line, radii: (f32, f32), level: Level) -> Self {
        let across = line.b - line.a;
        let length = across.length_sq().sqrt();
        let along = if length > 0.0 { across / length } else { Vec2::ZERO };
        Self { id, line, rim: line.a + along * radii.0, along, free_length: length - radii.0 - radii.1, level }
    }

    /// A point of the line between the rims, `t` from 0 to 1.
    fn at(&self, t: f32) -> Pos2 {
        self.rim + self.along * (self.free_length * t)
    }
}

/// Where along a tie its label may stand, best first.
const SPOTS: [f32; 5] = [0.5, 0.4, 0.6, 0.3, 0.7];

/// Whether there are so many ties that their labels would say nothing; only lifted ones are looked at then.
pub(super) const fn is_crowd(scene: &Scene<'_>) -> bool {
    scene.visible.num_ties > 4_000
}

/// The ties in view that may have labels.
pub(super) fn ties_in_view(scene: &Scene<'_>, camera: &Camera, view: Rect) -> Vec<Segment> {
    let candidates: Vec<TieId> = if is_crowd(scene) { lifted(scene) } else { scene.visible.ties().collect() };
    let mut segments = Vec::new();
    for id in candidates {
        let level = scene.emphasis.tie(id);
        let tie = scene.graph.tie(id);
        if tie.a == tie.b {
            continue;
        }
        let a = camera.screen_from_map(view, scene.place(tie.a));
        let b = camera.screen_from_map(view, scene.place(tie.b));
        if Rect::from_two_pos(a, b).intersects(view) {
            let radius = |end: EntityId| radius_on_screen(scene.looks.marks[end.index()].radius, camera.zoom);
            segments.push(Segment::new(id, Line { a, b }, (radius(tie.a), radius(tie.b)), level));
        }
    }
    segments
}

/// The visible ties that stand out, in order.
fn lifted(scene: &Scene<'_>) -> Vec<TieId> {
    let emphasis = scene.emphasis;
    let all = emphasis.lifted_ties.iter().chain(&emphasis.selected_ties).copied().chain(emphasis.hovered_tie);
    let mut lifted: Vec<TieId> = all.filter(|id| scene.visible.tie(*id)).collect();
    lifted.sort_unstable();
    lifted.dedup();
    lifted
}

/// Gives the counts of ties of several facts their places, and marks these as taken.
pub(super) fn place_badges(
    scene: &Scene<'_>,
    painter: &Painter,
    segments: &[&Segment],
    [taken, all_taken]: [&mut Taken; 2],
    texts: &mut Texts,
) -> Vec<Label<TieId>> {
    let mut badges = Vec::new();
    for segment in segments {
        let count = scene.looks.ties[segment.id.index()].count;
        let size = vec2(20.0, 15.0);
        if count < 2 || (segment.free_length < 26.0 && segment.level < Level::Lifted) {
            continue;
        }
        let spots = SPOTS.map(|t| Rect::from_center_size(segment.at(t), size));
        let free = spots.into_iter().find(|rect| !all_taken.hits(*rect));
        // The count of a lifted tie is worth more than what it covers.
        let forced = (segment.level >= Level::Lifted).then_some(spots[0]);
        if let Some(rect) = free.or(forced) {
            let galley = Arc::clone(texts.count(scene, painter, count));
            taken.take(rect);
            all_taken.take(rect);
            badges.push(Label { of: segment.id, rect, galley, level: segment.level, patch: true });
        }
    }
    badges
}

/// Gives relations their places on ties that are long enough, and marks these as taken.
pub(super) fn place_relations(
    scene: &Scene<'_>,
    painter: &Painter,
    segments: &[Segment],
    view: Rect,
    taken: &mut Taken,
    texts: &mut Texts,
) -> Vec<Label<TieId>> {
    let active = scene.emphasis.is_active();
    let mut order: Vec<&Segment> = segments
        .iter()
        .filter(|segment| segment.free_length > 44.0 && (!active || segment.level >= Level::Lifted))
        .collect();
    order.sort_by_key(|segment| (std::cmp::Reverse(segment.level), segment.id));
    let mut labels = Vec::new();
    for segment in order.into_iter().take(4 * MOST_RELATIONS) {
        if labels.len() >= MOST_RELATIONS {
            break;
        }
        let Some(relation) = common_relation(scene, segment.id) else {
            continue;
        };
        let galley = texts.relation(scene, painter, relation);
        let slope = segment.along;
        let needed = slope.x.abs() * galley.size().x + slope.y.abs() * galley.size().y;
        if needed + 18.0 > segment.free_length {
            continue;
        }
        let free = SPOTS
            .into_iter()
            .map(|t| Rect::from_center_size(segment.at(t), galley.size()))
            .find(|rect| view.contains_rect(*rect) && !taken.hits(*rect));
        if let Some(rect) = free {
            taken.take(rect);
            let galley = Arc::clone(galley);
            labels.push(Label { of: segment.id, rect, galley, level: segment.level, patch: true });
        }
    }
    labels
}

/// The wording that all shown facts of a tie share.
fn common_relation(scene: &Scene<'_>, id: TieId) -> Option<RelationId> {
    let mut facts = scene.graph.tie(id).facts.iter().filter(|fact| scene.visible.fact(**fact));
    let relation = scene.base.fact(*facts.next()?).relation;
    facts.all(|fact| scene.base.fact(*fact).relation == relation).then_some(relation)
}
