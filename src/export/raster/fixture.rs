//! Frames and pictures that several tests draw.

use egui::epaint::{Mesh, Primitive, Vertex};
use egui::{ClippedPrimitive, Color32, Painter, Pos2, Rect, TextureId, Vec2};

use super::Picture;
use super::reference::Atlas;
use crate::export::texture::Textures;

/// A frame that egui has run and tessellated.
pub(in crate::export) struct Frame {
    pub(in crate::export) primitives: Vec<ClippedPrimitive>,
    pub(in crate::export) textures: Textures,
    pub(super) atlas: Atlas,
    pub(in crate::export) size_px: [u32; 2],
    pub(in crate::export) scale: f32,
}

impl Frame {
    /// Runs `paint` on a window of `size` points, twice, so that the font atlas is changed in part as well.
    pub(in crate::export) fn new(size: Vec2, scale: f32, paint: impl Fn(&Painter)) -> Self {
        let context = egui::Context::default();
        context.set_pixels_per_point(scale);
        let input = egui::RawInput { screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)), ..Default::default() };
        let mut textures = Textures::new();
        let mut output = context.run_ui(input.clone(), |_| {});
        textures.apply(&mut output.textures_delta);
        let mut output = context.run_ui(input, |ui| paint(ui.painter()));
        textures.apply(&mut output.textures_delta);
        let primitives = context.tessellate(output.shapes, scale);
        let image = context.fonts(|fonts| fonts.image());
        let size_px = [size.x, size.y].map(|side| (side * scale).round() as u32);
        let atlas = Atlas { id: TextureId::default(), image };
        Self { primitives, textures, atlas, size_px, scale }
    }

    /// A frame of plain triangles in pixels, each with a colour for each corner.
    pub(in crate::export) fn of_triangles(size_px: [u32; 2], triangles: &[[(Pos2, Color32); 3]]) -> Self {
        let mut frame = Self::new(Vec2::splat(8.0), 1.0, |_| {});
        let mut mesh = Mesh::default();
        for (pos, color) in triangles.iter().flatten() {
            mesh.indices.push(mesh.vertices.len() as u32);
            mesh.vertices.push(Vertex::untextured(*pos, *color));
        }
        frame.size_px = size_px;
        frame.primitives = vec![ClippedPrimitive {
            clip_rect: Rect::from_min_size(Pos2::ZERO, Vec2::new(size_px[0] as f32, size_px[1] as f32)),
            primitive: Primitive::Mesh(mesh),
        }];
        frame
    }

    pub(in crate::export) fn on(&self, ground: Color32) -> Picture<'_> {
        Picture {
            primitives: &self.primitives,
            textures: &self.textures,
            size_px: self.size_px,
            pixels_per_point: self.scale,
            ground,
        }
    }
}
