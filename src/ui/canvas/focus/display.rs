//! How `egui_graphs` shows a node and an edge: with the scene's own hand, and into two meshes for all of them.

use std::cell::RefCell;
use std::sync::Arc;

use egui::{Color32, Mesh, Pos2, Rect, Shape, Ui, Vec2};
use egui_graphs::{DisplayEdge, DisplayNode, DrawContext, EdgeProps, Graph, Layout, LayoutState, Node, NodeProps};
use petgraph::Undirected;
use serde::{Deserialize, Serialize};

use crate::scene::{Arrowheads, Level, MarkLook, MeshPen, Style, TieLook, draw_mark, draw_tie, radius_on_screen};

/// What a node carries.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) look: MarkLook,
    pub(super) level: Level,
    pub(super) pinned: bool,
    pub(super) ring: Option<Color32>,
}

/// What an edge carries.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) look: TieLook,
    pub(super) level: Level,
}

pub(super) type FocusGraph = Graph<Mark, Line, Undirected, u32, MarkShapes, LineShapes>;

/// Draws a node with the scene's own hand.
#[derive(Clone, Debug)]
pub(super) struct MarkShapes {
    mark: Mark,
    place: Pos2,
}

impl From<NodeProps<Mark>> for MarkShapes {
    fn from(props: NodeProps<Mark>) -> Self {
        Self { mark: props.payload, place: props.location() }
    }
}

impl DisplayNode<Mark, Line, Undirected, u32> for MarkShapes {
    fn closest_boundary_point(&self, direction: Vec2) -> Pos2 {
        self.place + direction.normalized() * self.mark.look.radius
    }

    fn shapes(&mut self, context: &DrawContext<'_>) -> Vec<Shape> {
        let center = context.meta.canvas_to_screen_pos(self.place);
        let radius = radius_on_screen(self.mark.look.radius, context.meta.zoom);
        if context.painter.clip_rect().expand(radius + 8.0).contains(center) {
            let Mark { look, level, pinned, ring } = self.mark;
            Pens::with(level, |pen, style, level| {
                let ring = ring.filter(|_| level >= Level::Lifted);
                draw_mark(pen, style, &look, center, radius, (level, pinned, ring));
            });
        }
        Vec::new()
    }

    fn update(&mut self, props: &NodeProps<Mark>) {
        self.mark = props.payload;
        self.place = props.location();
    }

    fn is_inside(&self, place: Pos2) -> bool {
        self.place.distance(place) <= self.mark.look.radius
    }
}

/// Draws an edge with the scene's own hand.
#[derive(Clone, Debug)]
pub(super) struct LineShapes {
    line: Line,
}

impl From<EdgeProps<Line>> for LineShapes {
    fn from(props: EdgeProps<Line>) -> Self {
        Self { line: props.payload }
    }
}

type FocusNode = Node<Mark, Line, Undirected, u32, MarkShapes>;

impl DisplayEdge<Mark, Line, Undirected, u32, MarkShapes> for LineShapes {
    fn shapes(&mut self, start: &FocusNode, end: &FocusNode, context: &DrawContext<'_>) -> Vec<Shape> {
        let zoom = context.meta.zoom;
        let [a, b] = [start, end].map(|node| {
            let look = &node.payload().look;
            (context.meta.canvas_to_screen_pos(node.location()), radius_on_screen(look.radius, zoom), look.kind.shape)
        });
        if context.painter.clip_rect().intersects(Rect::from_two_pos(a.0, b.0).expand(40.0)) {
            let Line { look, level } = self.line;
            Pens::with(level, |pen, style, level| {
                draw_tie(pen, style, &look, (a, b), (level, zoom, Arrowheads::Shown));
            });
        }
        Vec::new()
    }

    fn update(&mut self, props: &EdgeProps<Line>) {
        self.line = props.payload;
    }

    fn is_inside(&self, start: &FocusNode, end: &FocusNode, place: Pos2) -> bool {
        let (a, b) = (start.location(), end.location());
        let t = ((place - a).dot(b - a) / (b - a).length_sq().max(1e-6)).clamp(0.0, 1.0);
        (a + (b - a) * t).distance(place) <= self.line.look.width
    }
}

/// What the displays draw with while the graph is shown. `egui_graphs` would add the shapes of every single mark and tie
/// to the window under a lock, and egui would turn each into triangles of its own; so they draw into two meshes instead,
/// and hand no shapes over.
pub(super) struct Pens {
    style: Style,
    rest: MeshPen,
    /// For what is drawn before the rest, and is drawn among the rest as well: it may be on its way out.
    lifted: MeshPen,
}

thread_local! {
    static PENS: RefCell<Option<Pens>> = const { RefCell::new(None) };
}

impl Pens {
    fn with(level: Level, draw: impl Fn(&mut MeshPen, &Style, Level)) {
        PENS.with_borrow_mut(|pens| {
            if let Some(Self { style, rest, lifted }) = pens {
                // The rest is faded by a veil over it.
                draw(rest, style, Level::Normal);
                if level >= Level::Lifted {
                    draw(lifted, style, level);
                }
            }
        });
    }

    /// Takes up new pens, `show`s, and gives what was drawn, from back to front.
    pub(super) fn draw(
        style: &Style,
        pixels_per_point: f32,
        before: &[Arc<Mesh>; 2],
        show: impl FnOnce(),
    ) -> [Arc<Mesh>; 2] {
        let [rest, lifted] = before.each_ref().map(|before| {
            let mut pen = MeshPen::new(pixels_per_point);
            pen.reserve_as(before);
            pen
        });
        PENS.replace(Some(Self { style: style.clone(), rest, lifted }));
        show();
        let drawn = PENS.take().map(|Self { rest, lifted, .. }| [rest, lifted].map(MeshPen::into_mesh));
        drawn.unwrap_or_default().map(Arc::new)
    }
}

/// Places come from the worker: this layout does nothing.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Still;

impl LayoutState for Still {}

impl Layout<Self> for Still {
    fn from_state(state: Self) -> impl Layout<Self> {
        state
    }

    fn next<N, E, Ty, Ix, Dn, De>(&mut self, _graph: &mut Graph<N, E, Ty, Ix, Dn, De>, _ui: &Ui)
    where
        N: Clone,
        E: Clone,
        Ty: petgraph::EdgeType,
        Ix: petgraph::stable_graph::IndexType,
        Dn: DisplayNode<N, E, Ty, Ix>,
        De: DisplayEdge<N, E, Ty, Ix, Dn>,
    {
    }

    fn state(&self) -> Self {
        Self
    }
}
