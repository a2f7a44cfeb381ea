//! The context layer: every visible mark and tie, culled and thinned, for maps too large to be in focus.
//!
//! What it is made of and how much of it a frame draws stands here once. The processor makes a mesh of it, or the
//! graphics card draws it as instances; both look alike.

mod content;
mod mesh;

use std::sync::Arc;

use egui::{Rect, Shape};

use super::focus::InFocus;
use super::instances::{Frame, Painter};
use crate::graph::{Graph, Visible};
use crate::scene::{Camera, Emphasis, Looks, Places, Scene};
use content::Order;
pub(super) use content::{Content, Line, Overlay, Sight};

/// What a scene borrows, as it is held: so it is known again in the next frame, and can outlive this one.
#[derive(Clone, Copy)]
pub(super) struct Parts<'a> {
    pub(super) graph: &'a Arc<Graph>,
    pub(super) visible: &'a Arc<Visible>,
    pub(super) looks: &'a Arc<Looks>,
    pub(super) places: &'a Places,
    pub(super) emphasis: &'a Arc<Emphasis>,
}

/// What the context keeps from frame to frame.
#[derive(Default)]
pub(super) struct Context {
    order: Order,
    content: Arc<Content>,
    overlay: Arc<Overlay>,
    /// Held so that its address stays taken as long as the overlay is of it.
    emphasis: Option<Arc<Emphasis>>,
    /// Draws on the graphics card, where there is one.
    painter: Option<Arc<Painter>>,
}

impl Context {
    /// From now on the graphics card draws.
    pub(super) fn draw_by(&mut self, painter: Option<Arc<Painter>>) {
        self.painter = painter;
    }

    /// Whether the graphics card failed since it was last asked: the mesh takes over.
    pub(super) fn has_just_failed(&mut self) -> bool {
        self.painter.take_if(|painter| painter.has_failed()).is_some()
    }

    /// Forgets the map, here and on the graphics card.
    pub(super) fn forget(&mut self) {
        if self.content.is_empty() {
            return;
        }
        if let Some(painter) = &self.painter {
            painter.free();
        }
        *self = Self { painter: self.painter.take(), ..Self::default() };
    }

    /// What is not in focus of the map, as a shape.
    pub(super) fn shape(
        &mut self,
        parts: Parts<'_>,
        scene: &Scene<'_>,
        (camera, area): (&Camera, Rect),
        (pixels_per_point, detail): (f32, f32),
        in_focus: &InFocus,
    ) -> Shape {
        let Parts { graph, visible, looks, places, emphasis } = parts;
        if !self.content.is_of(visible, looks, scene.style) {
            self.order.follow(graph);
            self.content = Arc::new(Content::new((visible, looks), scene, &self.order));
            self.emphasis = None;
        }
        if !self.emphasis.as_ref().is_some_and(|known| Arc::ptr_eq(known, emphasis)) {
            self.overlay = Arc::new(Overlay::new(scene, in_focus));
            self.emphasis = Some(Arc::clone(emphasis));
        }
        let fades = scene.emphasis.is_active();
        let sight = Sight::new(&self.content, scene, (*camera, area), (pixels_per_point, detail), fades);
        let fits = |painter: &&Arc<Painter>| painter.has_room_for(&self.content, places.len());
        if let Some(painter) = self.painter.as_ref().filter(fits) {
            return Frame::new(painter, (&self.content, &self.overlay, places), sight).into_shape();
        }
        mesh::mesh(&self.content, &self.overlay, scene.places, &sight)
    }
}
