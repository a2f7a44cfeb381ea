//! Draws what a test's window shows on the CPU, with the hand that draws exported pictures.

use egui::{Color32, Context, FullOutput, TexturesDelta};
use egui_kittest::TestRenderer;
use image::RgbaImage;
use tieline::export::{Sheet, Textures};

/// A renderer that needs no GPU and no display.
pub(crate) struct CpuPainter {
    sheet: Sheet,
}

impl Default for CpuPainter {
    fn default() -> Self {
        let textures = Textures::new();
        let sheet =
            Sheet { primitives: Vec::new(), textures, size: [0; 2], pixels_per_point: 1.0, ground: Color32::BLACK };
        Self { sheet }
    }
}

impl TestRenderer for CpuPainter {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        self.sheet.textures.apply(delta);
    }

    fn render(&mut self, context: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        const MOST_PIXELS: u64 = 1 << 24;
        let size = context.content_rect().size() * output.pixels_per_point;
        self.sheet.size = [size.x.round() as u32, size.y.round() as u32];
        self.sheet.pixels_per_point = output.pixels_per_point;
        self.sheet.primitives = context.tessellate(output.shapes.clone(), output.pixels_per_point);
        self.sheet.image(MOST_PIXELS).map_err(|error| error.to_string())
    }
}
