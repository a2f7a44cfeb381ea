//! The context drawn by the graphics card: what a map is made of lies there, and a frame tells it where to look from.
//!
//! Nothing is made anew or brought there while only the camera moves. Where a card is missing, too weak or fails, and
//! where the reader is near, the mesh is drawn instead; the two look alike.

mod held;
mod pipelines;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use eframe::egui_wgpu::{Callback, CallbackResources, CallbackTrait, RenderState, ScreenDescriptor};
use eframe::wgpu;
use egui::mutex::Mutex;
use egui::{PaintCallbackInfo, Shape};

use super::context::{Content, LEAST_WIDTH, RIM, RIMMED, Sight, THINNESS};
use crate::scene::{Places, radius_on_screen};
use held::Held;
use pipelines::{Pipelines, SIGHT_BYTES};

/// Who draws the context of the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DrawnBy {
    /// The graphics card where there is a real one, else the processor.
    #[default]
    Best,
    /// The graphics card, also where it is only imitated.
    Card,
    /// The processor.
    Processor,
}

impl DrawnBy {
    /// What the word `gpu` or `mesh` asks for; nothing where it is another.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word.trim() {
            "" => Some(Self::Best),
            "gpu" => Some(Self::Card),
            "mesh" => Some(Self::Processor),
            _ => None,
        }
    }

    /// Whether a card is to draw. OpenGL is left to the mesh, because its drivers are the odd ones.
    fn takes(self, card: &wgpu::AdapterInfo) -> bool {
        let is_real = matches!(card.device_type, wgpu::DeviceType::DiscreteGpu | wgpu::DeviceType::IntegratedGpu);
        match self {
            Self::Best => is_real && card.backend != wgpu::Backend::Gl,
            Self::Card => true,
            Self::Processor => false,
        }
    }
}

/// Draws the context on a graphics card.
pub struct Painter {
    pipelines: Pipelines,
    held: Mutex<Held>,
    failed: Arc<AtomicBool>,
    /// The most entities and ties.
    most: (usize, usize),
    flags: u32,
    context: egui::Context,
}

impl Painter {
    /// A painter for the window's card; none where it is not to draw, or a trial on it fails.
    #[must_use]
    pub fn new(context: &egui::Context, render: &RenderState, drawn_by: DrawnBy, dithers: bool) -> Option<Self> {
        if !drawn_by.takes(&render.adapter.get_info()) {
            return None;
        }
        let (device, queue, format) = (&render.device, &render.queue, render.target_format);
        let painter = without_errors(device, || {
            let painter = Self {
                pipelines: Pipelines::new(device, queue, format),
                held: Mutex::default(),
                failed: Arc::default(),
                most: held::most(&device.limits()),
                flags: u32::from(dithers) | u32::from(format.is_srgb()) << 1,
                context: context.clone(),
            };
            painter.try_out(device, queue, format);
            painter
        })?;
        painter.free();
        let failed = Arc::clone(&painter.failed);
        let woken = context.clone();
        device.set_device_lost_callback(move |_reason, _message| {
            failed.store(true, Ordering::Relaxed);
            woken.request_repaint();
        });
        Some(painter)
    }

    /// Draws a picture of a few pixels: what a card or its driver cannot do is found out here.
    fn try_out(&self, device: &wgpu::Device, queue: &wgpu::Queue, format: wgpu::TextureFormat) {
        let texture = device.create_texture(&wgpu::TextureDescriptor {
            label: Some("trial"),
            size: wgpu::Extent3d { width: 16, height: 16, depth_or_array_layers: 1 },
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format,
            usage: wgpu::TextureUsages::RENDER_ATTACHMENT,
            view_formats: &[],
        });
        let view = texture.create_view(&wgpu::TextureViewDescriptor::default());
        let content = Arc::new(Content::trial());
        let places = Places::from(vec![[1.0, 1.0], [9.0, 9.0]]);
        self.held.lock().bring((device, queue), &self.pipelines, (&content, &places));
        self.look(queue, &content, &Sight::trial(), (1.0, [16.0, 16.0]));
        let mut encoder = device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
        let pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
            label: Some("trial"),
            color_attachments: &[Some(wgpu::RenderPassColorAttachment {
                view: &view,
                depth_slice: None,
                resolve_target: None,
                ops: wgpu::Operations::default(),
            })],
            ..wgpu::RenderPassDescriptor::default()
        });
        let mut pass = pass.forget_lifetime();
        self.held.lock().draw(&mut pass, &self.pipelines, content.lines.len());
        drop(pass);
        queue.submit([encoder.finish()]);
    }

    /// Whether the card failed: it draws no more.
    pub(super) fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    /// Whether a map is not too large for the card.
    pub(super) fn has_room_for(&self, content: &Content, num_entities: usize) -> bool {
        num_entities <= self.most.0 && content.lines.len() <= self.most.1
    }

    /// Gives back what lies on the card.
    pub(super) fn free(&self) {
        *self.held.lock() = Held::default();
    }

    /// Tells the card where to look from, how strongly ties are drawn, and how large the screen is, in points.
    fn look(&self, queue: &wgpu::Queue, content: &Content, sight: &Sight, (strength, screen): (f32, [f32; 2])) {
        let bytes = sight_bytes(content, sight, (strength, screen), self.flags);
        queue.write_buffer(&self.pipelines.sight, 0, &bytes);
    }
}

/// Does something on the card; nothing comes of it where the card complains.
fn without_errors<T>(device: &wgpu::Device, work: impl FnOnce() -> T) -> Option<T> {
    use wgpu::ErrorFilter::{Internal, OutOfMemory, Validation};
    let scopes = [Internal, OutOfMemory, Validation].map(|filter| device.push_error_scope(filter));
    let done = work();
    // The newest scope is taken off first.
    let errors: Vec<_> = scopes.into_iter().rev().map(|scope| pollster::block_on(scope.pop())).collect();
    errors.iter().all(Option::is_none).then_some(done)
}

/// The numbers of a frame in the order of `Sight` in `context.wgsl`.
fn sight_bytes(content: &Content, sight: &Sight, (strength, [width, height]): (f32, [f32; 2]), flags: u32) -> Vec<u8> {
    let (area, camera, style) = (sight.area, sight.camera, &content.style);
    let (middle, center) = (area.center(), camera.center_in_map);
    let zoom = camera.zoom;
    // A mark so large is true to scale, and one without a size is the least.
    let (large, least_radius) = (1_000.0, radius_on_screen(0.0, zoom));
    let mut bytes = Vec::with_capacity(SIGHT_BYTES as usize);
    let mut put = |numbers: &[f32]| bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    put(&[width, height, middle.x, middle.y, center.x, center.y]);
    put(&[area.min.x, area.min.y, area.max.x, area.max.y]);
    put(&[zoom, 1.0 / sight.pixels_per_point.max(0.1), strength, sight.line_scale(), LEAST_WIDTH]);
    put(&THINNESS);
    put(&[radius_on_screen(large, zoom) / large, least_radius, RIMMED, RIM, f32::from_bits(flags), 0.0, 0.0]);
    for color in [style.ground].iter().chain(&style.kinds) {
        put(&color.to_array().map(|part| f32::from(part) / 255.0));
    }
    bytes
}

/// The context of one frame, as egui hands it to the card.
pub(super) struct Frame {
    painter: Arc<Painter>,
    content: Arc<Content>,
    places: Places,
    sight: Sight,
    num_lines: usize,
    strength: f32,
}

impl Frame {
    /// A frame in which the first so many lines are drawn so strongly.
    pub(super) fn new(
        painter: &Arc<Painter>,
        (content, places): (&Arc<Content>, &Places),
        sight: Sight,
        (num_lines, strength): (usize, f32),
    ) -> Self {
        let (content, places) = (Arc::clone(content), Arc::clone(places));
        Self { painter: Arc::clone(painter), content, places, sight, num_lines, strength }
    }

    pub(super) fn into_shape(self) -> Shape {
        Shape::Callback(Callback::new_paint_callback(self.sight.area, self))
    }
}

impl CallbackTrait for Frame {
    fn prepare(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        screen: &ScreenDescriptor,
        _encoder: &mut wgpu::CommandEncoder,
        _resources: &mut CallbackResources,
    ) -> Vec<wgpu::CommandBuffer> {
        let Self { painter, content, places, sight, strength, .. } = self;
        if painter.has_failed() {
            return Vec::new();
        }
        let mut held = painter.held.lock();
        if !held.has(content, places) {
            let bring = || held.bring((device, queue), &painter.pipelines, (content, places));
            if without_errors(device, bring).is_none() {
                *held = Held::default();
                painter.failed.store(true, Ordering::Relaxed);
                painter.context.request_repaint();
                return Vec::new();
            }
        }
        drop(held);
        let [width, height] = screen.size_in_pixels.map(|pixels| pixels as f32 / screen.pixels_per_point);
        painter.look(queue, content, sight, (*strength, [width, height]));
        Vec::new()
    }

    fn paint(&self, info: PaintCallbackInfo, pass: &mut wgpu::RenderPass<'static>, _resources: &CallbackResources) {
        if self.painter.has_failed() {
            return;
        }
        // Points are those of the whole window; egui has cut the picture to the map's area.
        let [width, height] = info.screen_size_px.map(|pixels| pixels as f32);
        pass.set_viewport(0.0, 0.0, width, height, 0.0, 1.0);
        self.painter.held.lock().draw(pass, &self.painter.pipelines, self.num_lines);
    }
}
