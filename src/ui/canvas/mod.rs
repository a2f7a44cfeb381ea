//! The map itself: two layers over one camera, and what mouse, touchpad and keyboard do to them.
//!
//! The *context* is every visible mark and tie, as one mesh or drawn by the graphics card; the *focus* is an
//! `egui_graphs` view of those that matter now, all of them where the map is small. When nothing changed since the last frame, what was painted then is
//! painted again from a copy, so that a window at rest asks for no frame.

mod bunches;
mod bundle;
mod context;
mod controls;
mod fading;
mod focus;
mod governor;
mod instances;
mod minimap;
mod pointer;
mod spoken;
mod stamps;
mod tools;

pub(super) use bunches::turn as turn_bunch;
pub(super) use controls::controls;
pub use instances::{DrawnBy, Painter};
pub(super) use tools::{below_tools, tools};

use std::sync::Arc;

use egui::epaint::ClippedShape;
use egui::{Galley, Rect, Shape, Ui};

use super::Actions;
use crate::scene::{
    Camera, Emphasis, Ground, HitIndex, LabelMemory, Labels, MeshPen, Scene, Style, label_shapes, place_labels,
};
use crate::state::{Action, Arranging, Map, State};
use context::{Context, Parts};
use fading::{Faded, Fading};
use focus::Focus;
use governor::Governor;
use minimap::{Drawn, Minimap};
use pointer::Pointer;

/// Everything that decides what the map looks like: where two are equal, so is the picture.
#[derive(Clone, PartialEq)]
struct Key {
    map: usize,
    places: u64,
    looks: u64,
    camera: Camera,
    area: Rect,
    emphasis: *const Emphasis,
    /// How far the rest is faded.
    faded: f32,
    ground: Ground,
    pixels_per_point: f32,
    /// Where a text is laid out that is asked for in every frame: egui lays everything out anew when it empties its
    /// glyphs' texture, and texts from before would show other glyphs.
    glyphs: *const Galley,
    /// How much of what can be left out is drawn.
    detail: f32,
    /// What lies over the map, where no label may stand.
    covered: [Rect; 6],
}

impl Key {
    /// Whether the map was moved, or something pointed at, on the page of before.
    fn moved_on_from(&self, before: &Self) -> bool {
        let Self { camera, places, emphasis, faded, detail, .. } = *self;
        self != before && *self == Self { camera, places, emphasis, faded, detail, ..before.clone() }
    }

    fn of(map: &Map, state: &State, area: Rect, ui: &Ui, (probe, faded): (&Arc<Galley>, &Faded)) -> Self {
        let over = |name: &str| ui.memory(|memory| memory.area_rect(egui::Id::new(name))).unwrap_or(Rect::NOTHING);
        let arrange = if state.view.arrange_open { over("arrange") } else { Rect::NOTHING };
        let minimap = if state.settings.panels.minimap.open { over("minimap") } else { Rect::NOTHING };
        let narrowed = !map.decisions.filter.is_empty()
            || !map.decisions.hidden.is_empty()
            || map.visible.num_rejected > 0
            || state.view.steps.is_some();
        let banner = if narrowed { over("banner") } else { Rect::NOTHING };
        Self {
            map: Arc::as_ptr(&map.base) as usize,
            places: map.places_version,
            looks: map.looks_version,
            camera: state.view.camera,
            area,
            emphasis: Arc::as_ptr(&faded.emphasis),
            faded: faded.strength,
            ground: state.view.ground,
            pixels_per_point: ui.ctx().pixels_per_point(),
            glyphs: Arc::as_ptr(probe),
            detail: 1.0,
            covered: [over("legend"), over("controls"), arrange, over("tools"), minimap, banner],
        }
    }
}

/// What the map keeps from frame to frame: caches only, nothing that the reader decided.
#[derive(Default)]
pub struct Canvas {
    key: Option<Key>,
    painted: Vec<ClippedShape>,
    /// Held so that the addresses in the key stay taken.
    held: Option<(Arc<Emphasis>, Arc<Galley>)>,
    context: Context,
    focus: Focus,
    memory: LabelMemory,
    labels: Labels,
    hit: HitIndex,
    /// What the index was made of: the map, its places and looks.
    hit_of: Option<(usize, u64, u64)>,
    pointer: Pointer,
    minimap: Minimap,
    governor: Governor,
    fading: Fading,
    was_moving: bool,
    /// The map of which it was told that no font has some of its letters.
    told_glyphs_of: usize,
    /// How many frames were painted anew rather than from the copy.
    pub frames_painted: u64,
}

impl Canvas {
    /// From now on large maps are drawn by the graphics card, or by the processor where there is none.
    pub fn draw_by(&mut self, painter: Option<Painter>) {
        self.context.draw_by(painter.map(Arc::new));
        self.key = None;
    }

    /// Draws the map into the rest of `ui` and tells what the reader does to it.
    pub fn show(&mut self, ui: &mut Ui, state: &State, actions: &mut Actions) {
        let area = ui.available_rect_before_wrap();
        if area != state.view.area && area.is_positive() {
            actions.push(Action::Area(area));
        }
        let Some(map) = state.map().filter(|map| map.places.iter().any(|[x, _]| x.is_finite())) else {
            self.forget();
            ui.allocate_rect(area, egui::Sense::hover());
            return;
        };
        if self.context.has_just_failed() {
            self.key = None;
        }
        let style = Style::of(state.view.ground);
        let of = (Arc::as_ptr(&map.base) as usize, map.looks_version);
        let now = ui.input(|input| input.time);
        let faded = self.fading.frame(now, &state.view.emphasis, of, state.less_motion());
        let scene = map.scene(&faded.emphasis, &style);
        let probe = ui.painter().layout_no_wrap("Tieline".to_owned(), Style::text_font(12.0), style.ink);
        let mut key = Key::of(map, state, area, ui, (&probe, &faded));
        let moves = self.key.as_ref().is_some_and(|before| {
            (before.map, before.area) == (key.map, key.area)
                && (before.camera, before.places) != (key.camera, key.places)
        });
        let ruling = self.governor.frame(now, moves);
        key.detail = ruling.detail;
        if ruling.again || faded.again {
            ui.ctx().request_repaint();
        }
        let is_done = !self.memory.has_waiting() && (ruling.again || !self.context.is_rough());
        if self.key.as_ref() == Some(&key) && is_done {
            ui.ctx().graphics_mut(|graphics| {
                let list = graphics.entry(ui.layer_id());
                for shape in &self.painted {
                    list.add(shape.clip_rect, shape.shape.clone());
                }
            });
        } else {
            // Where only the view moves on, names are placed in turns; the last frame tries all.
            let moving = self.key.as_ref().is_some_and(|before| key.moved_on_from(before));
            self.memory.tell_moving(moving);
            self.paint(ui, (state, map), &scene, (&key, ruling.again));
            if self.memory.has_waiting() {
                ui.ctx().request_repaint();
            }
            self.key = Some(key);
            self.held = Some((Arc::clone(&faded.emphasis), probe));
        }
        let drawn_map = Arc::as_ptr(&map.base) as usize;
        let drawn = Drawn {
            map: drawn_map,
            places: map.places_version,
            looks: map.looks_version,
            ground: state.view.ground,
            corner: area.right_top(),
        };
        self.minimap.show(ui, state, &scene, (drawn, area), actions);
        self.settle_labels(ui, map);
        // Once for a map.
        if let Some(letter) = self.memory.no_glyph().filter(|_| self.told_glyphs_of != drawn_map) {
            self.told_glyphs_of = drawn_map;
            actions.push(Action::NoGlyph(letter));
        }
        spoken::show(ui, state, map, &self.labels, actions);
        self.find(&scene, (drawn_map, map.places_version, map.looks_version), moves);
        self.pointer.show(ui, state, &scene, &self.hit, area, actions);
        bunches::show(ui, state, map, &self.labels, actions);
    }

    /// Makes ready for pointing. While a mark is dragged nothing is pointed at, and its place changes in every frame.
    fn find(&mut self, scene: &Scene<'_>, of: (usize, u64, u64), moves: bool) {
        if self.pointer.drags_mark() {
            return;
        }
        if self.hit_of != Some(of) {
            self.hit = HitIndex::new(scene);
            self.hit_of = Some(of);
        }
        if !moves {
            self.hit.sort_ties(scene);
        }
    }

    /// Lets go of the map that was shown, also on the graphics card.
    fn forget(&mut self) {
        if self.key.take().is_some() {
            self.painted.clear();
            self.context.forget();
            (self.hit, self.hit_of) = (HitIndex::default(), None);
        }
    }

    fn paint(&mut self, ui: &mut Ui, (state, map): (&State, &Map), scene: &Scene<'_>, (key, moving): (&Key, bool)) {
        self.frames_painted += 1;
        if self.key.as_ref().is_none_or(|before| (before.map, before.looks) != (key.map, key.looks)) {
            self.memory.forget_order();
        } else if self.key.as_ref().is_some_and(|before| before.places != key.places) {
            self.memory.tell_moved();
        }
        let laid_out = |key: &Key| (key.map, key.looks, key.glyphs, key.pixels_per_point.to_bits());
        if self.key.as_ref().is_none_or(|before| laid_out(before) != laid_out(key)) {
            self.memory.forget_texts();
        }
        // Sides that were chosen for another page would depend on how many frames passed before this one.
        if self.key.as_ref().is_some_and(|before| (before.area, before.covered) != (key.area, key.covered)) {
            self.memory.forget_sides();
        }
        let (area, camera) = (key.area, state.view.camera);
        let first = next_shape(ui);
        let painter = ui.painter_at(area);
        let under = painter.add(Shape::Noop);
        // What was painted last is of no more use: its memory may be written over.
        self.painted.clear();
        let all_in_focus = self.focus.show(ui, scene, key, &camera);
        if all_in_focus {
            self.context.forget();
        } else {
            let parts = Parts { looks: &map.looks, places: &map.places };
            painter.set(under, self.context.draw(ui, (scene, parts), (key, moving), &camera));
        }
        /// Names that are worth more than a smooth move.
        const LEAST_NAMES: f32 = 16.0;
        let fewer = (key.detail < 1.0).then_some((LEAST_NAMES + 300.0 * key.detail) as usize);
        self.memory.limit_names(fewer);
        self.labels = place_labels(scene, &camera, area, &painter, &key.covered, &mut self.memory);
        self.labels.unfaded = 1.0 - key.faded;
        let pen = || MeshPen::new(key.pixels_per_point);
        painter.extend(label_shapes(scene.style, &self.labels, pen, |pen| vec![Shape::mesh(pen.into_mesh())]));
        let last = next_shape(ui);
        self.painted = ui.ctx().graphics(|graphics| {
            let entries = graphics.get(ui.layer_id()).map(egui::layers::PaintList::all_entries);
            entries.map(|all| all.skip(first).take(last - first).cloned().collect()).unwrap_or_default()
        });
    }

    /// Whether something on the map is on its way that only the map knows of.
    pub const fn is_moving(&self) -> bool {
        self.fading.is_under_way()
    }

    /// When the map has come to rest, labels take their best sides once; while it moves they keep theirs.
    fn settle_labels(&mut self, ui: &Ui, map: &Map) {
        let moving = matches!(map.arranging, Arranging::Running(_));
        if self.was_moving && !moving {
            self.memory.forget_sides();
            self.key = None;
            ui.ctx().request_repaint();
        }
        self.was_moving = moving;
    }
}

fn next_shape(ui: &Ui) -> usize {
    ui.ctx().graphics_mut(|graphics| graphics.entry(ui.layer_id()).next_idx().0)
}
