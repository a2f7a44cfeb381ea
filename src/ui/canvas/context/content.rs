//! What the context is made of, in the order in which it is left out, and how strongly it is drawn: the numbers that the
//! mesh and the graphics card share.

use std::sync::Arc;

use egui::{Color32, Pos2, Rect, Vec2, pos2};

use super::super::stamps;
use crate::facts::EntityId;
use crate::graph::{MarkShape, TieId};
use crate::scene::{Camera, Ground, Icon, KindLook, Looks, MarkLook, Place, Scene, Style, TieLook, radius_on_screen};

/// At most this many ties are drawn; beyond it a page is filled evenly and more lines say no more.
const MOST_TIES: f32 = 60_000.0;
/// And no more than one for so many square points of the page.
const PAGE_FOR_A_TIE: f32 = 16.0;
/// From this zoom on the reader is near.
pub(super) const NEAR: f32 = 0.45;
/// A mark of this radius, in points, has room for an icon.
pub(super) const ICON: f32 = 9.0;
/// Marks of a smaller radius, in points, have no rim.
pub(in super::super) const RIMMED: f32 = 3.0;
/// The width of the rim of marks, in points.
pub(in super::super) const RIM: f32 = 1.5;
/// No line is thinner, in points.
pub(in super::super) const LEAST_WIDTH: f32 = 0.6;
/// How much is left of a tie that is so many pixels wide: so much for each pixel, and no less than this.
pub(in super::super) const THINNESS: [f32; 2] = [3.0, 0.3];
/// So many ties tell how many there are in view.
const SAMPLE: usize = 8_192;

/// A tie with its ends.
#[derive(Clone, Copy)]
pub(in super::super) struct Line {
    pub(in super::super) id: TieId,
    pub(in super::super) a: EntityId,
    pub(in super::super) b: EntityId,
}

/// Everything that is visible, whatever is in view or where: made anew only where what is shown changes, or how.
pub(in super::super) struct Content {
    /// All visible ties but those of an entity with itself. A part from the front is an even choice among them, and a
    /// smaller part is in any larger one, so that none flickers while the map moves.
    pub(in super::super) lines: Vec<Line>,
    /// The width and the colour of each of the lines, as [`Content::line_look`] says.
    pub(super) strokes: Vec<(f32, Color32)>,
    /// All visible entities, in the order in which their marks are drawn.
    pub(in super::super) marks: Vec<EntityId>,
    pub(in super::super) looks: Arc<Looks>,
    pub(in super::super) style: Style,
    /// In map units.
    largest_mark: f32,
}

impl Content {
    pub(super) fn new(looks: &Arc<Looks>, scene: &Scene<'_>) -> Self {
        let line = |id: TieId| {
            let tie = scene.graph.tie(id);
            Line { id, a: tie.a, b: tie.b }
        };
        let mut lines: Vec<Line> = scene.visible.ties().map(line).filter(|line| line.a != line.b).collect();
        lines.sort_unstable_by_key(|line| (mixed(line.id), line.id));
        let marks: Vec<EntityId> = scene.visible.entities().collect();
        let largest_mark = marks.iter().map(|id| looks.marks[id.index()].radius).fold(0.0, f32::max);
        let strokes = strokes(&lines, looks, scene.style);
        Self { lines, strokes, marks, looks: Arc::clone(looks), style: scene.style.clone(), largest_mark }
    }

    /// Two marks and a tie, to try a graphics card out on.
    pub(in super::super) fn trial() -> Self {
        let kind = KindLook { shape: MarkShape::Hexagon, color: 0, icon: Icon::None };
        let mark = MarkLook { kind, radius: 4.0, importance: 1.0 };
        let tie = TieLook { width: 2.0, evidence: true, ..TieLook::default() };
        let looks = Arc::new(Looks { marks: vec![mark; 2], ties: vec![tie], ..Looks::default() });
        let [a, b] = [EntityId(0), EntityId(1)];
        let lines = vec![Line { id: TieId(0), a, b }];
        let style = Style::of(Ground::Light);
        let strokes = strokes(&lines, &looks, &style);
        Self { lines, strokes, marks: vec![a, b], looks, style, largest_mark: 4.0 }
    }

    /// The width of a tie, in points at a zoom of 1, and its colour where nothing takes from it.
    pub(in super::super) fn line_look(&self, id: TieId) -> (f32, Color32) {
        line_look(&self.looks, &self.style, id)
    }

    /// Whether all is seen from so far that nothing is drawn but plain lines, and marks that there are pictures for.
    pub(super) fn is_far(&self, sight: &Sight) -> bool {
        let zoom = sight.camera.zoom;
        let radius = radius_on_screen(self.largest_mark, zoom);
        zoom < NEAR && radius < ICON && (radius + RIM) * sight.pixels_per_point < stamps::largest()
    }
}

fn line_look(looks: &Looks, style: &Style, id: TieId) -> (f32, Color32) {
    let look = &looks.ties[id.index()];
    (look.width, line_color(look, style))
}

fn strokes(lines: &[Line], looks: &Looks, style: &Style) -> Vec<(f32, Color32)> {
    lines.iter().map(|line| line_look(looks, style, line.id)).collect()
}

/// The colour of a tie where nothing takes from it.
fn line_color(look: &TieLook, style: &Style) -> Color32 {
    let color = if look.evidence { style.tie } else { style.pale_tie };
    if look.faint > 0.0 { style.faded(color, 1.0 - 0.75 * look.faint) } else { color }
}

/// What a frame looks at.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Sight {
    pub(in super::super) camera: Camera,
    pub(in super::super) area: Rect,
    pub(in super::super) pixels_per_point: f32,
}

impl Sight {
    /// A view of what a graphics card is tried out on.
    pub(in super::super) fn trial() -> Self {
        let area = Rect::from_min_size(Pos2::ZERO, Vec2::splat(16.0));
        Self { camera: Camera::default(), area, pixels_per_point: 1.0 }
    }

    /// Where a place is on the screen; [`NOWHERE`] where it is none.
    #[inline]
    pub(super) fn on_screen(&self, [x, y]: Place) -> Pos2 {
        let Camera { center_in_map, zoom } = self.camera;
        let offset = self.area.center().to_vec2() - center_in_map.to_vec2() * zoom;
        let at = pos2(x * zoom, y * zoom) + offset;
        if at.is_finite() { at } else { NOWHERE }
    }

    /// How wide a line is for each point of its width.
    pub(in super::super) const fn line_scale(&self) -> f32 {
        self.camera.zoom.clamp(0.35, 1.4)
    }

    /// The width of a line on the screen, in points.
    pub(super) const fn line_width(&self, width: f32) -> f32 {
        (width * self.line_scale()).max(LEAST_WIDTH)
    }

    /// How much is left of a tie that would be so wide if it were drawn true to scale: one that is thinner than a third
    /// of a pixel fades, so that from afar the marks are seen and not a web.
    pub(super) const fn thinness(&self, width: f32) -> f32 {
        thinness(width * self.camera.zoom * self.pixels_per_point)
    }
}

const fn thinness(pixels: f32) -> f32 {
    (THINNESS[0] * pixels).clamp(THINNESS[1], 1.0)
}

/// Where on the screen what has no place is: no area contains it.
pub(super) const NOWHERE: Pos2 = pos2(f32::NAN, f32::NAN);

/// The ends of a line on the screen, where it may be in view.
#[inline]
pub(super) fn within(area: Rect, [a, b]: [Pos2; 2]) -> Option<[Pos2; 2]> {
    (a.is_finite() && b.is_finite() && Rect::from_two_pos(a, b).intersects(area)).then_some([a, b])
}

/// How many of the lines are drawn, from the front.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Share {
    pub(super) num_lines: usize,
    /// Whether that is all of them.
    pub(super) is_all: bool,
    /// About how many of those that are drawn are in view.
    pub(super) in_view: f32,
}

impl Share {
    /// What is drawn where so many lines of a sample from the front are in view.
    pub(super) fn new(lines: &[Line], (page, detail): (Rect, f32), is_in_view: impl Fn(&Line) -> bool) -> Self {
        let sample = &lines[..lines.len().min(SAMPLE)];
        let seen = sample.iter().filter(|line| is_in_view(line)).count();
        let in_view = seen as f32 / sample.len().max(1) as f32 * lines.len() as f32;
        let most = (page.area() / PAGE_FOR_A_TIE).min(MOST_TIES);
        let share = (most * detail / in_view.max(1.0)).min(1.0);
        let num_lines = ((share * lines.len() as f32).ceil() as usize).min(lines.len());
        Self { num_lines, is_all: share >= 1.0, in_view: share * in_view }
    }
}

/// How much of a tie's colour is left where so many are in view, before it is too thin.
pub(super) fn strength(in_view: f32, zoom: f32) -> f32 {
    // Many thin lines over one another darken the page: each is paler the more there are.
    let crowd = (3_000.0 / in_view.max(1.0)).clamp(0.25, 1.0).sqrt();
    let near = (zoom * 1.6).clamp(0.35, 1.0).max(crowd);
    calm(in_view, zoom) * crowd * near
}

/// How strongly ties are drawn where the reader is near and so many are in view: wide lines that only pass through
/// would hide what is looked at.
pub(super) fn calm(in_view: f32, zoom: f32) -> f32 {
    const FEW: f32 = 80.0;
    let crowded = (FEW / in_view.max(1.0)).clamp(0.2, 1.0).sqrt();
    let is_near = ((zoom - NEAR / 2.0) / (NEAR / 2.0)).clamp(0.0, 1.0);
    1.0 - is_near * (1.0 - crowded)
}

/// A number that has nothing to do with where a tie stands in the file.
fn mixed(id: TieId) -> u32 {
    let mixed = id.0.wrapping_mul(0x9E37_79B1);
    let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x85EB_CA6B);
    mixed ^ (mixed >> 13)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_part_from_the_front_is_an_even_choice() {
        let mut ids: Vec<u32> = (0..100_000).collect();
        ids.sort_unstable_by_key(|id| (mixed(TieId(*id)), *id));
        for part in [1_000, 8_192, 60_000] {
            let early = ids[..part].iter().filter(|id| **id < 50_000).count() as f32 / part as f32;
            let even = ids[..part].iter().filter(|id| **id % 2 == 0).count() as f32 / part as f32;
            assert!((0.46..0.54).contains(&early) && (0.46..0.54).contains(&even), "{part}: {early}, {even}");
        }
    }

    #[test]
    fn as_many_lines_are_drawn_as_fill_a_page() {
        let line = |id| Line { id: TieId(id), a: EntityId(0), b: EntityId(1) };
        let lines: Vec<Line> = (0..240_000).map(line).collect();
        let large = Rect::from_min_size(pos2(0.0, 0.0), egui::vec2(1_600.0, 1_000.0));
        let all = Share::new(&lines[..5_000], (large, 1.0), |_| true);
        assert_eq!(all, Share { num_lines: 5_000, is_all: true, in_view: 5_000.0 });
        let some = Share::new(&lines, (large, 1.0), |_| true);
        assert_eq!((some.num_lines, some.is_all), (60_000, false));
        let small = Rect::from_min_size(large.min, large.size() / 2.0);
        assert!((25_000..25_010).contains(&Share::new(&lines, (small, 1.0), |_| true).num_lines));
        let half_in_view = Share::new(&lines, (large, 0.5), |line| line.id.0 % 2 == 0);
        assert_eq!((half_in_view.num_lines, half_in_view.in_view.round()), (60_000, 30_000.0));
        assert_eq!(Share::new(&[], (large, 1.0), |_| true).num_lines, 0);
    }

    #[test]
    fn few_ties_keep_their_strength_and_many_are_paler_only_where_the_reader_is_near() {
        assert!(calm(0.0, 2.0) > 0.999 && calm(80.0, 2.0) > 0.999 && calm(60_000.0, 0.05) > 0.999);
        assert!(calm(2_000.0, 1.0) < 0.5 && calm(90_000.0, 1.0) > 0.4);
        assert!(calm(1_000.0, 0.3) > calm(1_000.0, 0.45), "by degrees");
    }

    #[test]
    fn ties_fade_below_a_third_of_a_pixel() {
        assert!(thinness(1.4) > 0.999 && thinness(0.34) > 0.999);
        assert!(thinness(0.2) < 0.7 && thinness(0.2) > thinness(0.1));
        assert!(thinness(0.0) > 0.0, "they never go");
    }
}
