//! The context as one mesh that the processor makes: it works with every backend, in tests, and without a graphics card.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Mesh, Pos2, Rect, Shape, Stroke, Ui};

use super::super::Key;
use super::super::stamps::Stamps;
use super::content::{
    Content, ICON, Line, NEAR, NOWHERE, RIM, RIMMED, Share, Sight, calm, line_color, strength, within,
};
use crate::facts::EntityId;
use crate::graph::TieId;
use crate::scene::{
    Arrowheads, Camera, Ground, Level, MarkLook, MeshPen, Pen as _, Scene, Style, draw_mark, draw_rimmed, draw_tie,
    radius_on_screen,
};

/// As few ties as this are drawn as they are in focus, with arrowheads and dashes, where the reader is near.
const MOST_FINE: usize = 2_500;

/// What is kept from frame to frame: the last mesh, and memory to write into.
#[derive(Default)]
pub(super) struct Drawing {
    stamps: Option<Stamps>,
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

impl Drawing {
    /// The mesh of everything that is in view.
    pub(super) fn draw(&mut self, ui: &Ui, (scene, content): (&Scene<'_>, &Content), key: &Key, sight: Sight) -> Shape {
        let drawn_of = Drawn::of(scene, key);
        if self.drawn_of.as_ref() == Some(&drawn_of) {
            return Shape::Mesh(Arc::clone(&self.drawn));
        }
        self.drawn_of = Some(drawn_of);
        self.on_screen.clear();
        self.on_screen.extend(scene.places.iter().map(|place| sight.on_screen(*place)));
        let stamps = self.stamps.get_or_insert_with(|| Stamps::new(ui.ctx()));
        // The copy that is painted again is made anew below: the memory of the last mesh is free.
        let mut mesh = Arc::try_unwrap(std::mem::take(&mut self.drawn)).unwrap_or_default();
        mesh.clear();
        mesh.texture_id = stamps.texture();
        let mut page = Page {
            scene,
            sight,
            pixel: 1.0 / key.pixels_per_point,
            on_screen: &self.on_screen,
            stamps,
            pen: MeshPen::drawing_on(mesh, key.pixels_per_point),
        };
        page.ties(&content.lines, key.detail);
        page.marks(&content.marks);
        self.drawn = Arc::new(page.pen.into_mesh());
        Shape::Mesh(Arc::clone(&self.drawn))
    }
}

/// What a frame is drawn from and into.
struct Page<'a> {
    scene: &'a Scene<'a>,
    sight: Sight,
    /// The width of a pixel, in points.
    pixel: f32,
    on_screen: &'a [Pos2],
    stamps: &'a Stamps,
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

    fn ties(&mut self, lines: &[Line], detail: f32) {
        let zoom = self.sight.camera.zoom;
        let share = Share::new(lines, detail, |line| self.in_view(line).is_some());
        let kept = &lines[..share.num_lines];
        let in_view: Vec<(TieId, [Pos2; 2])> =
            kept.iter().filter_map(|line| Some((line.id, self.in_view(line)?))).collect();
        if zoom >= NEAR && share.is_all && in_view.len() <= MOST_FINE {
            let calm = calm(in_view.len() as f32, zoom);
            let mut style = self.scene.style.clone();
            (style.tie, style.pale_tie) = (style.faded(style.tie, calm), style.faded(style.pale_tie, calm));
            for (id, _) in in_view {
                self.fine_tie(id, &style);
            }
            return;
        }
        let strength = strength(in_view.len() as f32, zoom);
        for (id, ends) in in_view {
            let look = &self.scene.looks.ties[id.index()];
            let color = line_color(look, self.scene.style);
            self.line(ends, look.width, color.gamma_multiply(strength * self.sight.thinness(look.width)));
        }
    }

    fn line(&mut self, ends: [Pos2; 2], width: f32, color: egui::Color32) {
        let width = self.sight.line_width(width);
        if width <= self.pixel {
            self.stamps.line(self.pen.mesh(), ends, (width, self.pixel), color);
        } else {
            self.pen.line(ends[0], ends[1], Stroke::new(width, color));
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

    fn marks(&mut self, ids: &[EntityId]) {
        let scene = self.scene;
        for &id in ids {
            let center = self.at(id);
            let look = &scene.looks.marks[id.index()];
            let radius = radius_on_screen(look.radius, self.sight.camera.zoom);
            if !self.sight.area.expand(radius + 2.0).contains(center) {
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
