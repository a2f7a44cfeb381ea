//! What the context is made of, in the order in which it is drawn, and how much of it a frame shows.

use std::sync::Arc;

use egui::{Color32, Pos2, Rect, Vec2, pos2};

use super::super::focus::InFocus;
use crate::facts::EntityId;
use crate::graph::{Bits, Graph, MarkShape, TieId, Visible};
use crate::scene::{Camera, Level, Looks, Place, Scene, Style, radius_on_screen};

/// At most this many ties are drawn; beyond it a page is filled evenly and more lines say no more.
const MOST_TIES: usize = 60_000;
/// How many ties are in view is judged by at most this many of them.
const SAMPLE: usize = 8_192;

/// All ties of a graph, mixed: the first so many are a fair share of all, and always the same ones, so that none
/// flickers while the map moves.
#[derive(Default)]
pub(super) struct Order {
    graph: Option<Arc<Graph>>,
    ties: Vec<TieId>,
}

impl Order {
    pub(super) fn follow(&mut self, graph: &Arc<Graph>) {
        if !self.graph.as_ref().is_some_and(|known| Arc::ptr_eq(known, graph)) {
            self.ties = graph.ties_with_ids().filter(|(_, tie)| tie.a != tie.b).map(|(id, _)| id).collect();
            self.ties.sort_unstable_by_key(|id| (mixed(*id), *id));
            self.graph = Some(Arc::clone(graph));
        }
    }
}

fn mixed(id: TieId) -> u32 {
    let mixed = id.0.wrapping_mul(0x9E37_79B1);
    (mixed ^ (mixed >> 15)).wrapping_mul(0x85EB_CA6B)
}

/// A tie as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) struct Line {
    pub(in super::super) id: TieId,
    pub(in super::super) ends: [EntityId; 2],
    /// In points, at a zoom of 1.
    pub(in super::super) width: f32,
    /// Before it fades.
    pub(in super::super) color: Color32,
}

impl Line {
    fn of(scene: &Scene<'_>, id: TieId) -> Self {
        let tie = scene.graph.tie(id);
        let look = &scene.looks.ties[id.index()];
        let color = if look.evidence { scene.style.tie } else { scene.style.pale_tie };
        let color = if look.faint > 0.0 { scene.style.faded(color, 1.0 - 0.75 * look.faint) } else { color };
        Self { id, ends: [tie.a, tie.b], width: look.width, color }
    }
}

/// A mark as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) struct Dot {
    pub(in super::super) id: EntityId,
    /// In map units.
    pub(in super::super) radius: f32,
    pub(in super::super) shape: MarkShape,
    /// Which of the style's kind colours.
    pub(in super::super) color: usize,
}

/// Everything that is visible, whatever is in view, in focus or where: made anew only where what is shown changes, or
/// how.
#[derive(Default)]
pub(in super::super) struct Content {
    pub(in super::super) lines: Vec<Line>,
    pub(in super::super) dots: Vec<Dot>,
    /// What it is of.
    of: Option<(Arc<Visible>, Arc<Looks>)>,
    ground: Color32,
}

impl Content {
    pub(super) fn new((visible, looks): (&Arc<Visible>, &Arc<Looks>), scene: &Scene<'_>, order: &Order) -> Self {
        let shown = order.ties.iter().copied().filter(|id| scene.visible.tie(*id));
        let dot = |id: EntityId| {
            let look = &scene.looks.marks[id.index()];
            Dot { id, radius: look.radius, shape: look.kind.shape, color: look.kind.color }
        };
        Self {
            lines: shown.map(|id| Line::of(scene, id)).collect(),
            dots: scene.visible.entities().map(dot).collect(),
            of: Some((Arc::clone(visible), Arc::clone(looks))),
            ground: scene.style.ground,
        }
    }

    /// Two marks and a tie, to try a graphics card out on.
    pub(in super::super) fn trial() -> Self {
        let ends = [EntityId(0), EntityId(1)];
        let dot = |id| Dot { id, radius: 4.0, shape: MarkShape::Hexagon, color: 0 };
        let line = Line { id: TieId(0), ends, width: 2.0, color: Color32::TRANSPARENT };
        Self { lines: vec![line], dots: ends.map(dot).to_vec(), ..Self::default() }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.of.is_none()
    }

    pub(super) fn is_of(&self, visible: &Arc<Visible>, looks: &Arc<Looks>, style: &Style) -> bool {
        let same = |of: &(Arc<Visible>, Arc<Looks>)| Arc::ptr_eq(&of.0, visible) && Arc::ptr_eq(&of.1, looks);
        self.of.as_ref().is_some_and(same) && self.ground == style.ground
    }
}

/// What emphasis changes: what is left to the focus, and what is drawn before the rest.
#[derive(Default)]
pub(in super::super) struct Overlay {
    pub(in super::super) hidden_marks: Bits,
    pub(in super::super) hidden_ties: Bits,
    /// Ties of a hub that the focus has no room for.
    pub(in super::super) lifted: Vec<Line>,
}

impl Overlay {
    pub(super) fn new(scene: &Scene<'_>, in_focus: &InFocus) -> Self {
        let emphasis = scene.emphasis;
        let ahead = emphasis.lifted_ties.iter().chain(&emphasis.selected_ties).copied().chain(emphasis.hovered_tie);
        let mut overlay = Self {
            hidden_marks: in_focus.entities().clone(),
            hidden_ties: in_focus.ties().clone(),
            lifted: Vec::new(),
        };
        for id in ahead.filter(|id| scene.visible.tie(*id)) {
            let tie = scene.graph.tie(id);
            if tie.a != tie.b && !overlay.hidden_ties.contains(id.index()) {
                debug_assert!(emphasis.tie(id) >= Level::Lifted, "only these are drawn before the rest");
                overlay.hidden_ties.insert(id.index());
                overlay.lifted.push(Line::of(scene, id));
            }
        }
        overlay
    }
}

/// What a frame looks at, and how much of it is drawn how strongly.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Sight {
    pub(in super::super) camera: Camera,
    pub(in super::super) area: Rect,
    pub(in super::super) pixels_per_point: f32,
    /// The first so many lines are drawn.
    pub(in super::super) num_lines: usize,
    /// How much of a line's colour is left, before it is too thin.
    pub(in super::super) strength: f32,
    /// Whether everything is faint because something else is lifted.
    pub(in super::super) fades: bool,
    /// Of marks, by kind.
    pub(in super::super) colors: [Color32; 9],
    /// The rim of marks.
    pub(in super::super) ground: Color32,
}

impl Sight {
    /// What is left of a tie where something else is lifted.
    const FADED: f32 = 0.12;
    /// Marks of a smaller radius, in points, are dots.
    pub(in super::super) const SPECK: f32 = 1.6;

    pub(super) fn new(
        content: &Content,
        scene: &Scene<'_>,
        (camera, area): (Camera, Rect),
        (pixels_per_point, detail): (f32, f32),
        fades: bool,
    ) -> Self {
        let style = scene.style;
        let colors = if fades { style.kinds.map(|color| style.faded(color, Style::FADED)) } else { style.kinds };
        let mut sight = Self {
            camera,
            area,
            pixels_per_point,
            num_lines: 0,
            strength: Self::FADED,
            fades,
            colors,
            ground: style.ground,
        };
        let in_view = sight.num_in_view(&content.lines, scene.places);
        let share = (MOST_TIES as f32 * detail / in_view.max(1.0)).min(1.0);
        sight.num_lines = content.lines.partition_point(|line| is_kept(line.id, share));
        if !fades {
            // Many thin lines over one another darken the page: each is paler the more there are.
            let crowd = (3_000.0 / (share * in_view).max(1.0)).clamp(0.25, 1.0).sqrt();
            let near = (camera.zoom * 1.6).clamp(0.35, 1.0);
            sight.strength = crowd * near.max(crowd);
        }
        sight
    }

    /// A view of what a graphics card is tried out on.
    pub(in super::super) fn trial() -> Self {
        Self {
            camera: Camera::default(),
            area: Rect::from_min_size(Pos2::ZERO, Vec2::splat(16.0)),
            pixels_per_point: 1.0,
            num_lines: 1,
            strength: 1.0,
            fades: false,
            colors: [Color32::TRANSPARENT; 9],
            ground: Color32::TRANSPARENT,
        }
    }

    /// About how many lines are in view: so many of the first, and as many of all the others.
    fn num_in_view(&self, lines: &[Line], places: &[Place]) -> f32 {
        let sample = &lines[..lines.len().min(SAMPLE)];
        let seen = sample.iter().filter(|line| self.ends_in_view(places, line.ends).is_some()).count();
        seen as f32 * (lines.len() as f32 / sample.len().max(1) as f32)
    }

    /// Where a place is on the screen, if it is a place.
    pub(super) fn on_screen(&self, places: &[Place], id: EntityId) -> Option<Pos2> {
        let [x, y] = *places.get(id.index())?;
        let at = self.area.center() + (pos2(x, y) - self.camera.center_in_map) * self.camera.zoom;
        at.is_finite().then_some(at)
    }

    pub(super) fn ends_in_view(&self, places: &[Place], ends: [EntityId; 2]) -> Option<[Pos2; 2]> {
        let (a, b) = (self.on_screen(places, ends[0])?, self.on_screen(places, ends[1])?);
        Rect::from_two_pos(a, b).intersects(self.area).then_some([a, b])
    }

    /// Half the width of a mark on the screen, in points.
    pub(super) fn radius(&self, dot: &Dot) -> f32 {
        radius_on_screen(dot.radius, self.camera.zoom)
    }

    /// A line of `width` is so many points wide for each point of it.
    pub(in super::super) const fn line_scale(&self) -> f32 {
        self.camera.zoom.clamp(0.35, 1.4)
    }

    /// No line is thinner, in points.
    pub(in super::super) const LEAST_WIDTH: f32 = 0.6;

    /// How much of a line's colour is left.
    pub(super) fn strength_of(&self, line: &Line) -> f32 {
        if self.fades {
            self.strength
        } else {
            self.strength * thinness(line.width * self.camera.zoom * self.pixels_per_point)
        }
    }
}

/// How much is left of a tie that would be so many pixels wide if it were drawn true to scale: one that is thinner than
/// a third of a pixel fades, so that from afar the marks are seen and not a web.
fn thinness(pixels: f32) -> f32 {
    (3.0 * pixels).clamp(0.3, 1.0)
}

/// Whether a tie is among the share that is drawn.
fn is_kept(id: TieId, share: f32) -> bool {
    ((mixed(id) >> 8) as f32) < share * (1_u32 << 24) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_the_ties_is_that_share_and_part_of_any_larger_one() {
        for share in [0.0, 0.02, 0.3, 0.75, 1.0] {
            let kept = (0..100_000).filter(|id| is_kept(TieId(*id), share)).count();
            assert!((kept as f32 / 100_000.0 - share).abs() < 0.01, "{kept} of 100,000 for {share}");
        }
        assert!((0..10_000).all(|id| !is_kept(TieId(id), 0.2) || is_kept(TieId(id), 0.4)));
    }

    #[test]
    fn the_share_that_is_drawn_comes_first() {
        let mut order: Vec<TieId> = (0..10_000).map(TieId).collect();
        order.sort_unstable_by_key(|id| (mixed(*id), *id));
        for share in [0.0, 0.1, 0.5, 0.9, 1.0] {
            let first = order.partition_point(|id| is_kept(*id, share));
            assert!(order[first..].iter().all(|id| !is_kept(*id, share)), "{share}");
        }
    }

    #[test]
    fn ties_fade_below_a_third_of_a_pixel() {
        assert!(thinness(1.4) > 0.999 && thinness(0.34) > 0.999);
        assert!(thinness(0.2) < 0.7 && thinness(0.2) > thinness(0.1));
        assert!(thinness(0.0) > 0.0, "they never go");
    }
}
