//! The context layer: every visible mark and tie as one mesh, culled and thinned, for maps too large to be in focus.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Mesh, Pos2, Rect, Shape, Stroke, Ui, pos2};

use super::Key;
use super::stamps::Stamps;
use crate::facts::EntityId;
use crate::graph::TieId;
use crate::scene::{
    Arrowheads, Camera, Ground, Level, MarkLook, MeshPen, Pen as _, Scene, Style, draw_mark, draw_rimmed, draw_tie,
    radius_on_screen,
};

/// At most this many ties are drawn; beyond it a page is filled evenly and more lines say no more.
const MOST_TIES: usize = 60_000;
/// As few ties as this are drawn as they are in focus, with arrowheads and dashes, where the reader is near.
const MOST_FINE: usize = 2_500;
/// From this zoom on the reader is near.
const NEAR: f32 = 0.45;
/// A mark of this radius, in points, has room for an icon.
const ICON: f32 = 9.0;
/// Marks of a smaller radius, in points, have no rim.
const RIMMED: f32 = 3.0;
/// So many ties tell how many there are in view.
const SAMPLE: usize = 8_192;

/// A tie with its ends.
#[derive(Clone, Copy)]
struct Line {
    id: TieId,
    a: EntityId,
    b: EntityId,
}

/// What the context keeps from frame to frame: memory to write into, and ties in the order in which they are left out.
#[derive(Default)]
pub(super) struct Context {
    stamps: Option<Stamps>,
    /// All visible ties but those of an entity with itself. A part from the front is an even choice among them, and a
    /// smaller part is in any larger one, so that none flickers while the map moves.
    lines: Vec<Line>,
    /// The map and the looks that the lines are of.
    lines_of: Option<(usize, u64)>,
    /// Where each entity is on the screen.
    on_screen: Vec<Pos2>,
    drawn: Arc<Mesh>,
    drawn_of: Option<Drawn>,
}

/// Everything that decides what the context looks like. What is lifted is not among it: that is drawn before it.
#[derive(PartialEq)]
struct Drawn {
    map: usize,
    places: u64,
    looks: u64,
    camera: Camera,
    area: Rect,
    ground: Ground,
    pixels_per_point: f32,
    detail: f32,
    pinned: BTreeSet<EntityId>,
}

impl Drawn {
    fn of(scene: &Scene<'_>, key: &Key) -> Self {
        let &Key { map, places, looks, camera, area, ground, pixels_per_point, detail, .. } = key;
        let pinned = scene.emphasis.pinned.clone();
        Self { map, places, looks, camera, area, ground, pixels_per_point, detail, pinned }
    }
}

impl Context {
    /// The mesh of everything that is in view and not in focus.
    pub(super) fn draw(&mut self, ui: &Ui, scene: &Scene<'_>, key: &Key, camera: &Camera) -> Shape {
        let drawn_of = Drawn::of(scene, key);
        if self.drawn_of.as_ref() == Some(&drawn_of) {
            return Shape::Mesh(Arc::clone(&self.drawn));
        }
        self.drawn_of = Some(drawn_of);
        if self.lines_of != Some((key.map, key.looks)) {
            self.lines = lines(scene);
            self.lines_of = Some((key.map, key.looks));
        }
        let offset = key.area.center().to_vec2() - camera.center_in_map.to_vec2() * camera.zoom;
        self.on_screen.clear();
        self.on_screen.extend(scene.places.iter().map(|[x, y]| {
            let at = pos2(x * camera.zoom, y * camera.zoom) + offset;
            if at.is_finite() { at } else { pos2(-1e6, -1e6) }
        }));
        let stamps = self.stamps.get_or_insert_with(|| Stamps::new(ui.ctx()));
        // The copy that is painted again is made anew below: the memory of the last mesh is free.
        let mut mesh = Arc::try_unwrap(std::mem::take(&mut self.drawn)).unwrap_or_default();
        mesh.clear();
        mesh.texture_id = stamps.texture();
        let mut page = Page {
            scene,
            camera,
            area: key.area,
            pixel: 1.0 / key.pixels_per_point,
            on_screen: &self.on_screen,
            stamps,
            pen: MeshPen::drawing_on(mesh, key.pixels_per_point),
        };
        page.ties(&self.lines, key.detail);
        page.marks();
        self.drawn = Arc::new(page.pen.into_mesh());
        Shape::Mesh(Arc::clone(&self.drawn))
    }
}

/// What a frame is drawn from and into.
struct Page<'a> {
    scene: &'a Scene<'a>,
    camera: &'a Camera,
    area: Rect,
    /// The width of a pixel, in points.
    pixel: f32,
    on_screen: &'a [Pos2],
    stamps: &'a Stamps,
    pen: MeshPen,
}

impl Page<'_> {
    fn at(&self, id: EntityId) -> Pos2 {
        self.on_screen.get(id.index()).copied().unwrap_or(pos2(-1e6, -1e6))
    }

    /// The ends of a line on the screen, where it may be in view.
    fn in_view(&self, line: &Line) -> Option<[Pos2; 2]> {
        let (a, b) = (self.at(line.a), self.at(line.b));
        Rect::from_two_pos(a, b).intersects(self.area).then_some([a, b])
    }

    fn ties(&mut self, lines: &[Line], detail: f32) {
        let sample = &lines[..lines.len().min(SAMPLE)];
        let seen = sample.iter().filter(|line| self.in_view(line).is_some()).count();
        let in_view = seen as f32 / sample.len().max(1) as f32 * lines.len() as f32;
        let share = (MOST_TIES as f32 * detail / in_view.max(1.0)).min(1.0);
        let kept = &lines[..((share * lines.len() as f32).ceil() as usize).min(lines.len())];
        let in_view: Vec<(TieId, [Pos2; 2])> =
            kept.iter().filter_map(|line| Some((line.id, self.in_view(line)?))).collect();
        let calm = calm(in_view.len(), self.camera.zoom);
        #[expect(clippy::float_cmp, reason = "exactly 1 is what it is held to")]
        if self.camera.zoom >= NEAR && share == 1.0 && in_view.len() <= MOST_FINE {
            let mut style = self.scene.style.clone();
            (style.tie, style.pale_tie) = (style.faded(style.tie, calm), style.faded(style.pale_tie, calm));
            for (id, _) in in_view {
                self.fine_tie(id, &style);
            }
            return;
        }
        // Many thin lines over one another darken the page: each is paler the more there are.
        let crowd = (3_000.0 / (in_view.len() as f32).max(1.0)).clamp(0.25, 1.0).sqrt();
        let near = (self.camera.zoom * 1.6).clamp(0.35, 1.0).max(crowd);
        for (id, ends) in in_view {
            let look = &self.scene.looks.ties[id.index()];
            let color = if look.evidence { self.scene.style.tie } else { self.scene.style.pale_tie };
            let color = if look.faint > 0.0 { self.scene.style.faded(color, 1.0 - 0.75 * look.faint) } else { color };
            let strength = calm * crowd * near * thinness(look.width * self.camera.zoom / self.pixel);
            self.line(ends, look.width, color.gamma_multiply(strength));
        }
    }

    fn line(&mut self, ends: [Pos2; 2], width: f32, color: egui::Color32) {
        let width = (width * self.camera.zoom.clamp(0.35, 1.4)).max(0.6);
        if width <= self.pixel {
            self.stamps.line(self.pen.mesh(), ends, (width, self.pixel), color);
        } else {
            self.pen.line(ends[0], ends[1], Stroke::new(width, color));
        }
    }

    /// A tie as it is drawn in focus, so that there is no seam between the two.
    fn fine_tie(&mut self, id: TieId, style: &Style) {
        let (tie, look) = (self.scene.graph.tie(id), &self.scene.looks.ties[id.index()]);
        let [a, b] = [tie.a, tie.b].map(|end| {
            let mark = &self.scene.looks.marks[end.index()];
            (self.at(end), radius_on_screen(mark.radius, self.camera.zoom), mark.kind.shape)
        });
        let how = (Level::Normal, self.camera.zoom, Arrowheads::Shown);
        draw_tie(&mut self.pen, style, look, (a, b), how);
    }

    fn marks(&mut self) {
        let scene = self.scene;
        for id in scene.visible.entities() {
            let center = self.at(id);
            let look = &scene.looks.marks[id.index()];
            let radius = radius_on_screen(look.radius, self.camera.zoom);
            if !self.area.expand(radius + 2.0).contains(center) {
                continue;
            }
            if radius >= ICON {
                let how = (Level::Normal, scene.emphasis.pinned.contains(&id), None);
                draw_mark(&mut self.pen, scene.style, look, center, radius, how);
            } else {
                self.small_mark(look, (center, radius));
            }
        }
    }

    /// A mark too small for an icon.
    fn small_mark(&mut self, look: &MarkLook, (center, radius): (Pos2, f32)) {
        /// The width of the rim, in points.
        const RIM: f32 = 1.5;
        let (style, shape) = (self.scene.style, look.kind.shape);
        let fill = style.kinds[look.kind.color];
        let (stamps, pixel) = (self.stamps, self.pixel);
        let mesh = self.pen.mesh();
        let rim = radius <= RIMMED || stamps.mark(mesh, shape, (center, radius + RIM), (style.ground, pixel));
        if !(rim && stamps.mark(mesh, shape, (center, radius), (fill, pixel))) {
            draw_rimmed(&mut self.pen, shape, center, radius, (fill, style.ground));
        }
    }
}

/// How strongly ties are drawn where the reader is near and so many are in view: wide lines that only pass through
/// would hide what is looked at.
fn calm(in_view: usize, zoom: f32) -> f32 {
    const FEW: f32 = 80.0;
    let crowded = (FEW / in_view.max(1) as f32).clamp(0.2, 1.0).sqrt();
    let is_near = ((zoom - NEAR / 2.0) / (NEAR / 2.0)).clamp(0.0, 1.0);
    1.0 - is_near * (1.0 - crowded)
}

/// The visible ties, in the order in which they are kept.
fn lines(scene: &Scene<'_>) -> Vec<Line> {
    let line = |id: TieId| {
        let tie = scene.graph.tie(id);
        Line { id, a: tie.a, b: tie.b }
    };
    let mut lines: Vec<Line> = scene.visible.ties().map(line).filter(|line| line.a != line.b).collect();
    lines.sort_unstable_by_key(|line| (mixed(line.id), line.id));
    lines
}

/// A number that has nothing to do with where a tie stands in the file.
fn mixed(id: TieId) -> u32 {
    let mixed = id.0.wrapping_mul(0x9E37_79B1);
    let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x85EB_CA6B);
    mixed ^ (mixed >> 13)
}

/// How much is left of a tie that would be so many pixels wide if it were drawn true to scale: one that is thinner than
/// a third of a pixel fades, so that from afar the marks are seen and not a web.
fn thinness(pixels: f32) -> f32 {
    (3.0 * pixels).clamp(0.3, 1.0)
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
    fn few_ties_keep_their_strength_and_many_are_paler_only_where_the_reader_is_near() {
        assert!(calm(0, 2.0) > 0.999 && calm(80, 2.0) > 0.999 && calm(60_000, 0.05) > 0.999);
        assert!(calm(2_000, 1.0) < 0.5 && calm(90_000, 1.0) > 0.4);
        assert!(calm(1_000, 0.3) > calm(1_000, 0.45), "by degrees");
    }

    #[test]
    fn ties_fade_below_a_third_of_a_pixel() {
        assert!(thinness(1.4) > 0.999 && thinness(0.34) > 0.999);
        assert!(thinness(0.2) < 0.7 && thinness(0.2) > thinness(0.1));
        assert!(thinness(0.0) > 0.0, "they never go");
    }
}
