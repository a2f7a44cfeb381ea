//! The focus layer: an `egui_graphs` view of the marks and ties that matter now.
//!
//! `egui_graphs` 0.32 keeps the graph and paints it; camera, hit tests, dragging and labels are ours, because its own
//! zoom by steps, drag with any button and take the lowest mark. Payloads are `Copy`, its labels stay empty, and its
//! layout is one that does nothing.

mod display;

use std::collections::HashMap;
use std::sync::Arc;

use egui::{Mesh, Pos2, Rect, Shape, Ui, UiBuilder, Vec2, pos2};
use egui_graphs::{GraphView, MetadataFrame, SettingsInteraction, SettingsNavigation};
use petgraph::stable_graph::{EdgeIndex, NodeIndex};

use super::Key;
use crate::facts::EntityId;
use crate::graph::{Bits, TieId};
use crate::scene::{Camera, Level, Scene, Style, draw_portraits};
use display::{FocusGraph, Line, Mark, Pens, Still};

/// A map of at most this many entities is wholly in focus.
pub(super) const MOST_MARKS: usize = 1_000;
/// And of at most this many ties.
pub(super) const MOST_TIES: usize = 2_000;
/// Ties of one entity past this many stay in the context: the graph takes quadratic time in a node's degree to build.
const MOST_TIES_OF_ONE: usize = 300;

/// The graph in focus.
#[derive(Default)]
pub(super) struct Focus {
    graph: FocusGraph,
    entities: Vec<(EntityId, NodeIndex<u32>)>,
    ties: Vec<(TieId, EdgeIndex<u32>)>,
    shown: Option<Chosen>,
    /// Where the view's corner was when it was last shown: `egui_graphs` moves its pan by the difference.
    corner: Option<Pos2>,
    /// What was drawn last, from back to front.
    drawn: [Arc<Mesh>; 2],
    drawn_of: Option<Key>,
}

/// What was chosen to be in focus.
#[derive(Clone, Debug, PartialEq)]
struct Chosen {
    map: usize,
    looks: u64,
    everything: bool,
    /// Empty where everything is shown.
    entities: Vec<EntityId>,
    ties: Vec<TieId>,
}

impl Focus {
    /// Paints the focus, and says whether it is the whole map.
    ///
    /// Between the rest and what is lifted lies a veil of the ground: so the rest fades, context included, without being
    /// drawn anew.
    pub(super) fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>, key: &Key, camera: &Camera) -> bool {
        let chosen = choose(scene, key);
        let everything = chosen.everything;
        if self.shown.as_ref() != Some(&chosen) {
            self.rebuild(scene, &chosen);
            self.shown = Some(chosen);
        }
        // Where only the veil is another, what lies under and over it is the same.
        let but_for_the_veil = Some(Key { faded: 0.0, ..key.clone() });
        if self.drawn_of != but_for_the_veil {
            self.update(scene);
            let before = std::mem::take(&mut self.drawn);
            self.drawn =
                Pens::draw(scene.style, key.pixels_per_point, &before, || self.show_graph(ui, key.area, camera));
            self.drawn_of = but_for_the_veil;
        }
        let [rest, lifted] = &self.drawn;
        if everything {
            add_mesh(ui, key.area.shrink(0.05), rest);
        }
        let painter = ui.painter_at(key.area);
        draw_portraits(&painter, scene, (camera, key.area), |_level| Some(1.0));
        if key.faded > 0.0 {
            let veil = scene.style.ground.gamma_multiply((1.0 - Style::FADED) * key.faded);
            painter.rect_filled(key.area, 0.0, veil);
        }
        if key.faded < 1.0 {
            add_mesh(ui, key.area.shrink(0.1), &Arc::new(paler(lifted, key.faded)));
        } else {
            add_mesh(ui, key.area.shrink(0.1), lifted);
        }
        let lifted = |level| (level >= Level::Lifted && key.faded > 0.0).then_some(key.faded);
        draw_portraits(&painter, scene, (camera, key.area), lifted);
        everything
    }

    fn rebuild(&mut self, scene: &Scene<'_>, chosen: &Chosen) {
        self.graph = FocusGraph::default();
        self.entities.clear();
        self.ties.clear();
        let mut node_of = HashMap::new();
        let entities: Vec<EntityId> =
            if chosen.everything { scene.visible.entities().collect() } else { chosen.entities.clone() };
        for id in entities {
            let mark = Mark { look: scene.looks.marks[id.index()], level: Level::Normal, pinned: false, ring: None };
            let node = self.graph.add_node_with_label(mark, String::new());
            node_of.insert(id, node);
            self.entities.push((id, node));
        }
        let ties: Vec<TieId> = if chosen.everything { scene.visible.ties().collect() } else { chosen.ties.clone() };
        for id in ties {
            let tie = scene.graph.tie(id);
            if let (Some(&a), Some(&b)) = (node_of.get(&tie.a), node_of.get(&tie.b)) {
                let line = Line { look: scene.looks.ties[id.index()], level: Level::Normal };
                self.ties.push((id, self.graph.add_edge_with_label(a, b, line, String::new())));
            }
        }
    }

    /// Brings places and levels up to date; what is lifted is drawn last.
    fn update(&mut self, scene: &Scene<'_>) {
        let emphasis = scene.emphasis;
        for &(id, node) in &self.entities {
            if let Some(node) = self.graph.node_mut(node) {
                let [x, y] = scene.place(id);
                node.set_location(pos2(x, y));
                let level = emphasis.entity(id);
                let ring = match emphasis.ends {
                    Some((subject, _)) if subject == id => Some(scene.style.marker_rings[0]),
                    Some((_, object)) if object == id => Some(scene.style.marker_rings[2]),
                    _ => None,
                };
                *node.payload_mut() =
                    Mark { look: scene.looks.marks[id.index()], level, pinned: emphasis.pinned.contains(&id), ring };
                node.set_selected(level >= Level::Lifted);
            }
        }
        for &(id, edge) in &self.ties {
            if let Some(edge) = self.graph.edge_mut(edge) {
                let level = emphasis.tie(id);
                *edge.payload_mut() = Line { look: scene.looks.ties[id.index()], level };
                edge.set_selected(level >= Level::Lifted);
            }
        }
    }

    fn show_graph(&mut self, ui: &mut Ui, area: Rect, camera: &Camera) {
        let navigation =
            SettingsNavigation::default().with_fit_to_screen_enabled(false).with_zoom_and_pan_enabled(false);
        let interaction = SettingsInteraction::default().with_dragging_enabled(false).with_hover_enabled(false);
        let name = || Some("map".to_owned());
        ui.scope_builder(UiBuilder::new().id_salt("focus").max_rect(area), |ui| {
            if self.corner.is_none() {
                // Its first frame fits the graph to the screen whatever it is told: let that be one without a graph.
                let mut nothing = FocusGraph::default();
                GraphView::<Still, Still>::new()
                    .with_navigations(&navigation)
                    .with_interactions(&interaction)
                    .with_id(name())
                    .show(&mut ui.new_child(UiBuilder::new().id_salt("view").max_rect(area)), &mut nothing);
            }
            let shift = self.corner.map_or(Vec2::ZERO, |corner| area.min - corner);
            self.corner = Some(area.min);
            let mut frame = MetadataFrame::new(name()).load(ui);
            frame.zoom = camera.zoom;
            frame.pan = area.size() / 2.0 - camera.center_in_map.to_vec2() * camera.zoom - shift;
            frame.save(ui);
            GraphView::<Still, Still>::new()
                .with_navigations(&navigation)
                .with_interactions(&interaction)
                .with_id(name())
                .show(&mut ui.new_child(UiBuilder::new().id_salt("view").max_rect(area)), &mut self.graph);
        });
    }
}

/// What has an area of its own to be cut to becomes a mesh of its own: egui would otherwise copy these, the largest of
/// the window, once more when it adds the next.
fn add_mesh(ui: &Ui, area: Rect, mesh: &Arc<Mesh>) {
    if !mesh.is_empty() {
        ui.painter_at(area).add(Shape::Mesh(Arc::clone(mesh)));
    }
}

/// A mesh of which only a share can be seen.
fn paler(mesh: &Mesh, share: f32) -> Mesh {
    let mut mesh = mesh.clone();
    for vertex in &mut mesh.vertices {
        vertex.color = vertex.color.gamma_multiply(share);
    }
    mesh
}

/// Everything where the map is small, else what is lifted, within the limits.
fn choose(scene: &Scene<'_>, key: &Key) -> Chosen {
    let visible = scene.visible;
    let everything = visible.num_entities <= MOST_MARKS && visible.num_ties <= MOST_TIES;
    let mut chosen = Chosen { map: key.map, looks: key.looks, everything, entities: Vec::new(), ties: Vec::new() };
    if everything {
        return chosen;
    }
    let emphasis = scene.emphasis;
    let lead = emphasis.hovered.into_iter().chain(emphasis.selected.iter().copied());
    let all = lead.chain(emphasis.lifted.iter().copied());
    let mut taken = Bits::default();
    for id in all.filter(|id| visible.entity(*id)) {
        if chosen.entities.len() < MOST_MARKS && !taken.contains(id.index()) {
            taken.insert(id.index());
            chosen.entities.push(id);
        }
    }
    let mut degree: HashMap<EntityId, usize> = HashMap::new();
    for &id in emphasis.selected_ties.iter().chain(&emphasis.lifted_ties) {
        let tie = scene.graph.tie(id);
        let shown = taken.contains(tie.a.index()) && taken.contains(tie.b.index()) && visible.tie(id);
        let most = [tie.a, tie.b].map(|end| degree.get(&end).copied().unwrap_or(0)).into_iter().max().unwrap_or(0);
        if shown && most < MOST_TIES_OF_ONE && chosen.ties.len() < MOST_TIES && !chosen.ties.contains(&id) {
            for end in [tie.a, tie.b] {
                *degree.entry(end).or_default() += 1;
            }
            chosen.ties.push(id);
        }
    }
    chosen
}
