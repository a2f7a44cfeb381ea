//! The context as one mesh that the processor makes: it works with every backend, in tests, and without a graphics card.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Color32, Mesh, Pos2, Rect, Shape, Stroke, Ui, Vec2};

use super::super::Key;
use super::super::stamps::{Stamp, Stamps};
use super::content::{Content, ICON, Line, NEAR, NOWHERE, RIM, RIMMED, Share, Sight, calm, strength, within};
use crate::facts::EntityId;
use crate::graph::{Bits, TieId};
use crate::scene::{
    Arrowheads, Camera, Ground, Level, Looks, MarkLook, MarkShape, MeshPen, Pen as _, Scene, Style, draw_mark,
    draw_rimmed, draw_tie, radius_on_screen,
};

/// As few ties as this are drawn as they are in focus, with arrowheads and dashes, where the reader is near.
const MOST_FINE: usize = 2_500;

/// How far beyond the view the mesh reaches, in points: by so much it may be shifted before it is made anew.
const BEYOND: f32 = 64.0;

/// Where more marks than these are shown, those that nothing would be seen of are left out.
const MOST_DOTS: f32 = 20_000.0;
/// The side of a cell that has room for one of the smallest marks, in points.
const DOT: f32 = 2.0;

/// What is kept from frame to frame: the last mesh, and memory to write into.
#[derive(Default)]
pub(super) struct Drawing {
    stamps: Option<Stamps>,
    /// Where each entity is on the screen.
    on_screen: Vec<Pos2>,
    /// The ties, and the marks over them.
    drawn: [Arc<Mesh>; 2],
    drawn_of: Option<Drawn>,
    /// How far the mesh was shifted since it was made.
    shifted: Vec2,
}

/// Everything that decides what the context looks like. What is lifted is not among it: that is drawn before it.
#[derive(Clone, PartialEq)]
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

    /// By how much what was drawn is to be shifted, on the screen, where that makes this of it.
    fn shift_from(&self, before: &Self) -> Option<Vec2> {
        let Camera { center_in_map, zoom } = self.camera;
        let there = Camera { center_in_map, ..before.camera };
        // A shift takes the least time; but what is to be drawn with less is.
        let detail = if self.detail < 0.9 * before.detail { before.detail } else { self.detail };
        let shifted = Self { camera: there, detail, ..before.clone() };
        (*self == shifted).then(|| (before.camera.center_in_map - center_in_map) * zoom)
    }
}

impl Drawing {
    /// Whether the mesh was shifted rather than made, which is as good while the map moves.
    pub(super) fn is_shifted(&self) -> bool {
        self.shifted != Vec2::ZERO
    }

    /// Somebody else draws: what was drawn is of no more use.
    pub(super) fn let_go(&mut self) {
        (self.drawn_of, self.shifted) = (None, Vec2::ZERO);
    }

    /// The mesh of everything that is in view.
    pub(super) fn draw(
        &mut self,
        ui: &Ui,
        (scene, content): (&Scene<'_>, &Content),
        (key, moving): (&Key, bool),
        sight: Sight,
    ) -> Shape {
        let drawn_of = Drawn::of(scene, key);
        let is_drawn = self.drawn_of.as_ref() == Some(&drawn_of) && (moving || !self.is_shifted());
        let will_do = is_drawn || (moving && self.shift(&drawn_of));
        if !will_do {
            self.make(ui, (scene, content), key, sight);
            self.shifted = Vec2::ZERO;
            self.drawn_of = Some(drawn_of);
        }
        Shape::Vec(self.drawn.iter().map(|mesh| Shape::Mesh(Arc::clone(mesh))).collect())
    }

    /// Shifts the last mesh, if that will do.
    fn shift(&mut self, to: &Drawn) -> bool {
        let Some(by) = self.drawn_of.as_ref().and_then(|before| to.shift_from(before)) else { return false };
        let in_all = self.shifted + by;
        if in_all.abs().max_elem() > BEYOND {
            return false;
        }
        // Nobody else holds it: the copy that is painted again is made anew.
        let [Some(ties), Some(marks)] = self.drawn.each_mut().map(Arc::get_mut) else { return false };
        ties.vertices.iter_mut().chain(&mut marks.vertices).for_each(|vertex| vertex.pos += by);
        self.shifted = in_all;
        if let Some(drawn_of) = &mut self.drawn_of {
            drawn_of.camera = to.camera;
        }
        true
    }

    fn make(&mut self, ui: &Ui, (scene, content): (&Scene<'_>, &Content), key: &Key, sight: Sight) {
        self.on_screen.clear();
        self.on_screen.extend(scene.places.iter().map(|place| sight.on_screen(*place)));
        let stamps = self.stamps.get_or_insert_with(|| Stamps::new(ui.ctx()));
        // The copies that are painted again are made anew: the memory of the last meshes is free.
        let pens = std::mem::take(&mut self.drawn).map(|last| {
            let mut mesh = Arc::try_unwrap(last).unwrap_or_default();
            mesh.clear();
            mesh.texture_id = stamps.texture();
            MeshPen::drawing_on(mesh, key.pixels_per_point)
        });
        let page = |pen: MeshPen| Page {
            scene,
            sight,
            reach: key.area.expand(BEYOND),
            pixel: 1.0 / key.pixels_per_point,
            on_screen: &self.on_screen,
            stamps,
            sheet: Sheet::default(),
            pen,
        };
        let [mut ties, mut marks] = pens.map(page);
        let detail = key.detail;
        rayon::join(|| ties.ties(content, detail), || marks.marks(&content.marks, detail));
        self.drawn = [ties, marks].map(|page| Arc::new(page.pen.into_mesh()));
    }
}

/// What a frame is drawn from and into.
struct Page<'a> {
    scene: &'a Scene<'a>,
    sight: Sight,
    /// What is drawn of the screen: what is in view, and some more.
    reach: Rect,
    /// The width of a pixel, in points.
    pixel: f32,
    on_screen: &'a [Pos2],
    stamps: &'a Stamps,
    /// Pictures that were looked for.
    sheet: Sheet,
    pen: MeshPen,
}

impl Page<'_> {
    fn at(&self, id: EntityId) -> Pos2 {
        self.on_screen.get(id.index()).copied().unwrap_or(NOWHERE)
    }

    /// The ends of a line on the screen, where it may be in view.
    fn in_view(&self, line: &Line) -> Option<[Pos2; 2]> {
        within(self.sight.area, [self.at(line.a), self.at(line.b)])
    }

    fn ties(&mut self, content: &Content, detail: f32) {
        let (zoom, lines) = (self.sight.camera.zoom, &content.lines);
        let share = Share::new(lines, (self.sight.area, detail), |line| self.in_view(line).is_some());
        let kept = lines.iter().zip(&content.strokes).take(share.num_lines);
        let (mut within_reach, mut num_in_view) = (Vec::with_capacity(share.num_lines), 0);
        for (line, stroke) in kept {
            if let Some(ends) = within(self.reach, [self.at(line.a), self.at(line.b)]) {
                num_in_view += usize::from(within(self.sight.area, ends).is_some());
                within_reach.push((line.id, ends, *stroke));
            }
        }
        if zoom >= NEAR && share.is_all && num_in_view <= MOST_FINE {
            let calm = calm(num_in_view as f32, zoom);
            let mut style = self.scene.style.clone();
            (style.tie, style.pale_tie) = (style.faded(style.tie, calm), style.faded(style.pale_tie, calm));
            for (id, ..) in within_reach {
                self.fine_tie(id, &style);
            }
            return;
        }
        let strength = strength(num_in_view as f32, zoom);
        self.pen.reserve_quads(within_reach.len());
        // Most lines are as wide as the one before.
        let mut last: Option<((f32, Color32), Stroke)> = None;
        for (_, ends, look) in within_reach {
            let stroke = match last {
                Some((known, stroke)) if known == look => stroke,
                _ => self.stroke(look, strength),
            };
            last = Some((look, stroke));
            self.line(ends, stroke);
        }
    }

    /// How wide a line is on the screen, and its colour among so many: one thinner than a pixel covers a part of it.
    fn stroke(&self, (width, color): (f32, Color32), strength: f32) -> Stroke {
        let on_screen = self.sight.line_width(width);
        let cover = (on_screen / self.pixel).min(1.0);
        Stroke::new(on_screen, color.gamma_multiply(strength * self.sight.thinness(width)).gamma_multiply(cover))
    }

    fn line(&mut self, ends: [Pos2; 2], stroke: Stroke) {
        if stroke.width <= self.pixel {
            self.stamps.line(self.pen.mesh(), ends, self.pixel, stroke.color);
        } else {
            self.pen.line(ends[0], ends[1], stroke);
        }
    }

    /// A tie as it is drawn in focus, so that there is no seam between the two.
    fn fine_tie(&mut self, id: TieId, style: &Style) {
        let (tie, look) = (self.scene.graph.tie(id), &self.scene.looks.ties[id.index()]);
        let zoom = self.sight.camera.zoom;
        let [a, b] = [tie.a, tie.b].map(|end| {
            let mark = &self.scene.looks.marks[end.index()];
            (self.at(end), radius_on_screen(mark.radius, zoom), mark.kind.shape)
        });
        draw_tie(&mut self.pen, style, look, (a, b), (Level::Normal, zoom, Arrowheads::Shown));
    }

    fn marks(&mut self, ids: &[EntityId], detail: f32) {
        let many = ids.len() as f32 > MOST_DOTS * detail;
        // Where less is to be drawn, a dot stands for those around it.
        let covered = if many { self.covered(ids, DOT / detail.sqrt()) } else { Bits::default() };
        let (scene, zoom) = (self.scene, self.sight.camera.zoom);
        let reach = self.reach.expand(radius_on_screen(Looks::MAX_RADIUS, zoom) + 2.0);
        self.pen.reserve_quads(ids.len());
        for (at, &id) in ids.iter().enumerate() {
            let center = self.at(id);
            if !reach.contains(center) || covered.contains(at) {
                continue;
            }
            let look = &scene.looks.marks[id.index()];
            let radius = radius_on_screen(look.radius, zoom);
            if radius >= ICON {
                let how = (Level::Normal, scene.emphasis.pinned.contains(&id), None);
                draw_mark(&mut self.pen, scene.style, look, center, radius, how);
            } else {
                self.small_mark(look, (center, radius));
            }
        }
    }

    /// Which of the marks nothing would be seen of, because others as small as they lie over them: no two dots stand in
    /// one cell. The cells move with the map.
    fn covered(&self, ids: &[EntityId], side: f32) -> Bits {
        let Self { reach, sight, .. } = *self;
        let origin = sight.on_screen([0.0, 0.0]) - reach.min;
        let within = |at: f32| if at.is_finite() { at.rem_euclid(side) - side } else { 0.0 };
        let corner = reach.min + Vec2::new(within(origin.x), within(origin.y));
        let columns = (reach.width() / side) as usize + 3;
        let (mut taken, mut covered) = (Bits::default(), Bits::with_len(ids.len()));
        for (at, id) in ids.iter().enumerate().rev() {
            let center = self.at(*id);
            let radius = radius_on_screen(self.scene.looks.marks[id.index()].radius, sight.camera.zoom);
            if radius > 0.75 * side || !reach.contains(center) {
                continue;
            }
            let cell = (center - corner) / side;
            let cell = cell.y as usize * columns + cell.x as usize;
            if taken.contains(cell) {
                covered.insert(at);
            } else {
                taken.insert(cell);
            }
        }
        covered
    }

    /// A mark too small for an icon.
    fn small_mark(&mut self, look: &MarkLook, (center, radius): (Pos2, f32)) {
        let (style, shape) = (self.scene.style, look.kind.shape);
        let fill = style.kinds[look.kind.color];
        let [rim, mark] = self.sheet.stamps(self.stamps, shape, radius, self.pixel);
        match (rim, mark) {
            (Some(rim), Some(mark)) if radius > RIMMED => {
                rim.put(self.pen.mesh(), center, style.ground);
                mark.put(self.pen.mesh(), center, fill);
            }
            (_, Some(mark)) if radius <= RIMMED => mark.put(self.pen.mesh(), center, fill),
            _ => draw_rimmed(&mut self.pen, shape, center, radius, (fill, style.ground)),
        }
    }
}

/// The stamps of a rim and of the mark within it, where there are pictures so large.
type Pair = [Option<Stamp>; 2];

/// The stamps that were looked for last, for each shape: from afar, most marks of a shape are of one size.
#[derive(Default)]
struct Sheet([Option<(f32, Pair)>; MarkShape::ALL.len()]);

impl Sheet {
    fn stamps(&mut self, stamps: &Stamps, shape: MarkShape, radius: f32, pixel: f32) -> Pair {
        let look_for = || [radius + RIM, radius].map(|radius| stamps.stamp(shape, radius, pixel));
        let Some(known) = self.0.get_mut(shape as usize) else { return look_for() };
        match *known {
            Some((of, pair)) if of.to_bits() == radius.to_bits() => pair,
            _ => known.insert((radius, look_for())).1,
        }
    }
}
