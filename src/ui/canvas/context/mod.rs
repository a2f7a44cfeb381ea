//! The context layer: every visible mark and tie, culled and thinned, for maps too large to be in focus.
//!
//! What it is made of and how much of it a frame draws stands here once. From afar the graphics card draws it as
//! instances, where there is one; else, and near by, the processor makes a mesh of it. Both look alike.

mod content;
mod mesh;

use std::sync::Arc;

use egui::{Rect, Shape, Ui};

use super::Key;
use super::instances::{Frame, Painter};
use crate::scene::{Camera, Ground, Looks, Places, Scene};
pub(super) use content::{Content, LEAST_WIDTH, RIM, RIMMED, Sight, THINNESS};
use content::{Share, strength};
use mesh::Drawing;

/// What a scene borrows, as it is held: so it can outlive a frame.
#[derive(Clone, Copy)]
pub(super) struct Parts<'a> {
    pub(super) looks: &'a Arc<Looks>,
    pub(super) places: &'a Places,
}

/// What the content is of: the map, its looks, and the ground.
type Of = (usize, u64, Ground);

/// What decides how many ties are drawn: what the content is of, the places, the view, and how much of it is drawn.
type ShareOf = (Of, u64, Camera, Rect, f32);

/// What the context keeps from frame to frame.
#[derive(Default)]
pub(super) struct Context {
    content: Option<(Of, Arc<Content>)>,
    drawing: Drawing,
    /// How many ties the graphics card drew last, and what of.
    share: Option<(ShareOf, Share)>,
    /// Draws on the graphics card, where there is one.
    painter: Option<Arc<Painter>>,
}

impl Context {
    /// From now on the graphics card draws what is seen from afar.
    pub(super) fn draw_by(&mut self, painter: Option<Arc<Painter>>) {
        self.painter = painter;
    }

    /// Whether the graphics card failed since it was last asked: the mesh takes over.
    pub(super) fn has_just_failed(&mut self) -> bool {
        self.painter.take_if(|painter| painter.has_failed()).is_some()
    }

    /// Forgets the map, here and on the graphics card.
    pub(super) fn forget(&mut self) {
        if self.content.take().is_none() {
            return;
        }
        self.drawing = Drawing::default();
        self.share = None;
        if let Some(painter) = &self.painter {
            painter.free();
        }
    }

    /// Whether what is drawn is as good only for as long as the map moves.
    pub(super) fn is_rough(&self) -> bool {
        self.drawing.is_shifted()
    }

    /// Everything that is in view, as a shape.
    pub(super) fn draw(
        &mut self,
        ui: &Ui,
        (scene, parts): (&Scene<'_>, Parts<'_>),
        (key, moving): (&Key, bool),
        camera: &Camera,
    ) -> Shape {
        let of = (key.map, key.looks, key.ground);
        let is_known = |(known, content): &(Of, Arc<Content>)| *known == of && Arc::ptr_eq(&content.looks, parts.looks);
        let known = self.content.take().filter(is_known).map(|(_, content)| content);
        let content = known.unwrap_or_else(|| Arc::new(Content::new(parts.looks, scene)));
        self.content = Some((of, Arc::clone(&content)));
        let has_room = |painter: &&Arc<Painter>| painter.has_room_for(&content, parts.places.len());
        let sight = Sight { camera: *camera, area: key.area, pixels_per_point: key.pixels_per_point };
        if let Some(painter) = self.painter.as_ref().filter(has_room).filter(|_| content.is_far(&sight)) {
            self.drawing.let_go();
            let share_of = (of, key.places, *camera, key.area, key.detail);
            let known = self.share.take().filter(|(known, _)| *known == share_of).map(|(_, share)| share);
            let share = known.unwrap_or_else(|| {
                Share::new(&content.lines, (key.area, key.detail), |line| {
                    let ends = [line.a, line.b].map(|end| sight.on_screen(scene.place(end)));
                    content::within(key.area, ends).is_some()
                })
            });
            self.share = Some((share_of, share));
            let how = (share.num_lines, strength(share.in_view, camera.zoom));
            return Frame::new(painter, (&content, parts.places), sight, how).into_shape();
        }
        self.drawing.draw(ui, (scene, &content), (key, moving), sight)
    }
}
