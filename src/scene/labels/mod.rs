//! Names beside marks and relations on ties, by importance and without overlap.

mod bunches;
mod cells;
mod names;
mod order;
mod taken;
mod texts;
mod ties;

use std::sync::Arc;

use egui::{Galley, Painter, Rect};
use foldhash::HashMap;

use super::{Camera, Level, Scene};
use crate::facts::EntityId;
use crate::graph::TieId;
pub(super) use bunches::DOTS;
use cells::{Cells, Line};
use order::Order;
use taken::Taken;
use texts::Texts;
use ties::Segment;

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
    /// Whether something lies behind it, so that it needs a patch of the ground to be read.
    pub patch: bool,
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
    /// How many leaves hubs have in their bunches.
    pub bunches: Vec<Label<EntityId>>,
    /// How far what is to be faded is not so yet, from 0 to 1.
    pub unfaded: f32,
}

/// Which side of its mark a label took, so that it stays there while the view moves, and the texts as laid out.
#[derive(Clone, Debug, Default)]
pub struct LabelMemory {
    slots: HashMap<EntityId, u8>,
    texts: Texts,
    /// Whom to name first.
    order: Option<Order>,
    /// At most so many names, where not as many as there may be.
    most_names: Option<usize>,
    /// Counts the placements of a view that moves; `None` where it stands still.
    turn: Option<i32>,
    /// Whether names were left out because it was not their turn.
    has_waiting: bool,
}

impl LabelMemory {
    /// Forgets the sides, so that the next placement is the best one.
    pub fn forget_sides(&mut self) {
        self.slots.clear();
    }

    /// Shows at most so many names from now on; `None` is as many as there may be.
    pub fn limit_names(&mut self, most: Option<usize>) {
        self.most_names = most;
    }

    /// Tells whether the view stands still. While it moves, names without a place are tried in turns, since most of
    /// them find none again: that is most of what a placement costs.
    pub fn tell_moving(&mut self, moving: bool) {
        self.turn = moving.then(|| self.turn.map_or(0, |turn| (turn + 1) % names::TURNS));
    }

    /// Whether names still wait for their turn, so that one placement more is wanted when the view stands still.
    #[must_use]
    pub const fn has_waiting(&self) -> bool {
        self.has_waiting
    }

    /// Forgets whom to name first: that holds for one map, and one look of it.
    pub fn forget_order(&mut self) {
        self.order = None;
    }

    /// Tells that the marks have moved.
    pub fn tell_moved(&mut self) {
        if let Some(order) = &mut self.order {
            order.has_moved();
        }
    }

    /// A letter of a name that was laid out and that no font has.
    #[must_use]
    pub const fn no_glyph(&self) -> Option<char> {
        self.texts.no_glyph()
    }

    /// Forgets the texts: they hold for one map, one look of it, and for as long as its glyphs are kept.
    pub fn forget_texts(&mut self) {
        self.texts = Texts::default();
    }
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
    memory.texts.tidy();
    let anchor = camera.screen_from_map(view, [0.0, 0.0]);
    let mut taken = Taken::new(view, anchor);
    for rect in covered.iter().filter(|rect| rect.is_positive()) {
        taken.take(*rect);
    }
    let segments = ties::ties_in_view(scene, camera, view);
    let mut lines: Cells<Line> = Cells::new(view);
    for segment in &segments {
        lines.add_line(segment.line.a, segment.line.b, segment.line);
    }
    let mut order = memory.order.take().unwrap_or_else(|| Order::new(scene));
    order.place(scene);
    let mut seen = names::marks_in_view(scene, camera, view, memory, &order);
    // What is chosen is never covered by a name.
    for mark in seen.iter().filter(|mark| mark.is_ringed()) {
        taken.take(mark.rect());
    }
    let mut all_taken = taken.clone();
    for square in names::large_marks(scene, camera, view, &order) {
        all_taken.take(square);
    }
    memory.order = Some(order);
    // The counts of lifted ties stand where they belong, and names keep clear of them.
    let (lifted, rest): (Vec<&Segment>, Vec<&Segment>) =
        segments.iter().partition(|segment| segment.level >= Level::Lifted);
    let texts = &mut memory.texts;
    let mut badges = ties::place_badges(scene, painter, &lifted, [&mut taken, &mut all_taken], texts);
    let bunches = bunches::place_bunches(scene, camera, view, painter, [&mut taken, &mut all_taken], &mut memory.texts);
    seen.truncate(memory.most_names.map_or(names::MOST_NAMES, |most| most.min(names::MOST_NAMES)));
    let entities = names::place_names(scene, painter, &seen, (view, &lines), [&mut taken, &mut all_taken], memory);
    let texts = &mut memory.texts;
    badges.extend(ties::place_badges(scene, painter, &rest, [&mut taken, &mut all_taken], texts));
    let ties = ties::place_relations(scene, painter, &segments, view, &mut all_taken, texts);
    Labels { entities, ties, badges, bunches, unfaded: 0.0 }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::{Emphasis, Looks, Style};
    use super::*;
    use crate::facts::{Builder, NewFact};
    use crate::graph::{Filter, Graph, Visible};

    /// A block of entities in rows, each tied to some others, seen by one camera after another: what is placed, and
    /// whether names wait, where the memory is told before each view whether it moves.
    fn told_views_of(entities: usize, ties_each: usize, cameras: &[(Camera, bool)]) -> Vec<(Labels, bool)> {
        let mut builder = Builder::new();
        for number in 0..entities * ties_each {
            let (subject, step) = (number % entities, 1 + number / entities);
            let [subject, object] = [subject, (subject + step) % entities].map(|at| format!("Entity {at}"));
            let ends = NewFact { subject: subject.into(), object: Some(object.into()), ..NewFact::of("met") };
            assert!(builder.add_fact(NewFact { number: number + 1, ..ends }).is_ok());
        }
        let base = builder.finish();
        let graph = Graph::new(&base);
        let visible = Visible::new(&base, &graph, &Filter::default(), &Default::default());
        let looks = Looks::new(&base, &graph, &visible);
        let places: Vec<_> = (0..entities).map(|at| [6.0 * (at % 50) as f32, 6.0 * (at / 50) as f32]).collect();
        let (style, emphasis) = (Style::of(super::super::Ground::Light), Emphasis::default());
        let scene = Scene {
            base: &base,
            graph: &graph,
            visible: &visible,
            looks: &looks,
            places: &places,
            emphasis: &emphasis,
            style: &style,
        };
        let context = egui::Context::default();
        context.set_fonts(super::super::fonts());
        let view = Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(800.0, 600.0));
        let mut memory = LabelMemory::default();
        let mut all = Vec::new();
        for (camera, moving) in cameras {
            memory.tell_moving(*moving);
            let mut labels = Labels::default();
            let mut output = context.run_ui(egui::RawInput { screen_rect: Some(view), ..Default::default() }, |ui| {
                labels = place_labels(&scene, camera, view, ui.painter(), &[], &mut memory);
            });
            output.textures_delta.clear();
            all.push((labels, memory.has_waiting()));
        }
        all
    }

    fn views_of(entities: usize, ties_each: usize, cameras: &[Camera]) -> Vec<Labels> {
        let cameras: Vec<_> = cameras.iter().map(|camera| (*camera, false)).collect();
        told_views_of(entities, ties_each, &cameras).into_iter().map(|(labels, _)| labels).collect()
    }

    fn camera(x: f32, zoom: f32) -> Camera {
        Camera { center_in_map: egui::pos2(150.0 + x, 100.0), zoom }
    }

    fn labels_of(entities: usize, ties_each: usize) -> Labels {
        views_of(entities, ties_each, &[camera(0.0, 0.4)]).remove(0)
    }

    /// How many names appear or go from each view to the next, over how many are shown.
    fn changes(views: &[Labels]) -> (usize, usize) {
        let names = |labels: &Labels| labels.entities.iter().map(|label| label.of).collect::<BTreeSet<_>>();
        let pairs = views.windows(2);
        let changed = pairs.map(|pair| names(&pair[0]).symmetric_difference(&names(&pair[1])).count()).sum();
        (changed, views.iter().map(|labels| labels.entities.len()).sum())
    }

    #[test]
    fn names_do_not_flicker_while_the_view_moves_by_small_steps() {
        // Back and forth by a little: whatever found room once has it again.
        let shaken: Vec<Camera> = (0..40).map(|step| camera(if step % 2 == 0 { 0.0 } else { 0.4 }, 1.0)).collect();
        let views = views_of(600, 2, &shaken);
        let (changed, shown) = changes(&views[4..]);
        assert!(changed * 100 <= shown, "{changed} changes of {shown} names while the view shakes");
        let zoomed: Vec<Camera> = (0..60).map(|step| camera(0.0, 1.0 * 1.01_f32.powi(step))).collect();
        let (changed, shown) = changes(&views_of(600, 2, &zoomed));
        assert!(changed * 20 <= shown, "{changed} changes of {shown} names while the view zooms in");
        let panned: Vec<Camera> = (0..60).map(|step| camera(0.5 * step as f32, 1.0)).collect();
        let (changed, shown) = changes(&views_of(600, 2, &panned));
        assert!(changed * 20 <= shown, "{changed} changes of {shown} names while the view pans");
    }

    #[test]
    fn names_wait_for_few_frames_while_the_view_moves_and_for_none_at_rest() {
        let (close, from) = (camera(0.0, 1.0), camera(0.0, 0.4));
        let still = told_views_of(600, 2, &[(from, false), (close, false)]).pop().expect("two views");
        assert!(!still.1 && !still.0.entities.is_empty());
        let frames = [(from, false), (close, true), (close, true), (close, true), (close, true)];
        let moved = told_views_of(600, 2, &frames);
        assert!(moved[1].1, "not all at once");
        let named = |labels: &Labels| labels.entities.len();
        assert!(named(&moved[1].0) < named(&still.0));
        assert!(10 * named(&moved[4].0) >= 9 * named(&still.0), "all had their turn");
        let rested = told_views_of(600, 2, &[frames[0], frames[1], (close, false)]).pop().expect("three views");
        assert!(!rested.1, "none waits at rest");
    }

    #[test]
    fn names_in_a_crowd_stand_on_a_patch() {
        let labels = labels_of(1_500, 3);
        assert!(labels.entities.len() > 2, "{} names", labels.entities.len());
        assert!(labels.entities.iter().all(|label| label.patch));
    }
}
