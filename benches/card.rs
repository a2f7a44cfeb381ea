//! What a frame of 100,000 entities and 300,000 ties costs the processor up to where the graphics card takes over: with
//! the map drawn as a mesh, and with the map drawn by the card. Nothing is filled, so an imitated card will do.

#[expect(dead_code, reason = "made for all benches; this one needs a part of it")]
mod common;

use std::io::Write as _;
use std::time::{Duration, Instant};

use common::{Stage, facts_tied};
use criterion::{Criterion, criterion_group, criterion_main};
use eframe::egui_wgpu::{RenderState, Renderer, RendererOptions, ScreenDescriptor, WgpuConfiguration};
use eframe::wgpu;
use egui::{Event, vec2};
use tieline::state::{Action, Command};
use tieline::ui::{DrawnBy, Painter};

/// What the window does with a frame, but for showing it.
struct Window {
    card: RenderState,
    renderer: Renderer,
    view: wgpu::TextureView,
    stage: Stage,
}

impl Window {
    fn open(card: &RenderState, drawn_by: DrawnBy) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("100000.json");
        let mut file = std::fs::File::create(&path).expect("a file");
        file.write_all(facts_tied(100_000, 325_000).as_bytes()).expect("room on the disk");
        let mut stage = Stage::begin(Action::OpenPaths(vec![path]));
        stage.draw_by(|context| Painter::new(context, card, drawn_by, true));
        let texture = card.device.create_texture(&wgpu::TextureDescriptor {
            label: None,
            size: wgpu::Extent3d {
                width: Stage::SIZE.x as u32,
                height: Stage::SIZE.y as u32,
                depth_or_array_layers: 1,
            },
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format: card.target_format,
            usage: wgpu::TextureUsages::RENDER_ATTACHMENT,
            view_formats: &[],
        });
        let view = texture.create_view(&wgpu::TextureViewDescriptor::default());
        let renderer = Renderer::new(&card.device, card.target_format, RendererOptions::default());
        let mut window = Self { card: card.clone(), renderer, view, stage };
        window.rest();
        window
    }

    /// Runs frames until the map stands. Each is handed on: glyphs come with the first, and the renderer has to know
    /// them.
    fn rest(&mut self) {
        let mut quiet = 0;
        while quiet < 20 {
            self.frame();
            quiet = if self.stage.is_at_rest() { quiet + 1 } else { 0 };
            std::thread::park_timeout(Duration::from_millis(5));
        }
    }

    fn frame(&mut self) {
        let RenderState { device, queue, .. } = &self.card;
        let (mut textures, jobs) = self.stage.frame_for_a_card();
        textures.set.iter().for_each(|(id, parts)| {
            parts.iter().for_each(|part| self.renderer.update_texture(device, queue, *id, part));
        });
        textures.clear();
        let size_in_pixels = [Stage::SIZE.x as u32, Stage::SIZE.y as u32];
        let screen = ScreenDescriptor { size_in_pixels, pixels_per_point: 1.0 };
        let mut encoder = device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
        self.renderer.update_buffers(device, queue, &mut encoder, &jobs, &screen);
        let pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
            color_attachments: &[Some(wgpu::RenderPassColorAttachment {
                view: &self.view,
                depth_slice: None,
                resolve_target: None,
                ops: wgpu::Operations::default(),
            })],
            ..wgpu::RenderPassDescriptor::default()
        });
        self.renderer.render(&mut pass.forget_lifetime(), &jobs, &screen);
        // What was brought goes to the card; what was to be drawn does not.
        drop(encoder.finish());
        queue.submit([]);
    }
}

/// The time that this thread has had of a processor, which others that are busy do not lengthen; else the time of day.
fn worked(since: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next().and_then(|first| first.parse().ok()));
    nanoseconds.map_or_else(|| since.elapsed(), Duration::from_nanos)
}

fn frames(criterion: &mut Criterion) {
    let config = WgpuConfiguration::default();
    let instance = pollster::block_on(config.wgpu_setup.new_instance());
    let card = RenderState::create(&config, &instance, None, RendererOptions::default());
    let Ok(card) = pollster::block_on(card) else { return };
    for (name, drawn_by) in [("mesh", DrawnBy::Processor), ("card", DrawnBy::Card)] {
        let mut window = Window::open(&card, drawn_by);
        let mut group = criterion.benchmark_group(format!("frame 100000 by {name}"));
        group.sample_size(20).measurement_time(Duration::from_secs(5));
        let start = Instant::now();
        let middle = window.stage.middle();
        let mut measure = |what: &str, before: &dyn Fn(&mut Stage, u64)| {
            // However many frames a sample has: what is moved comes back, and the whole map stays in view.
            let mut count = 0;
            window.stage.event(Event::PointerGone);
            window.stage.act(Action::Run(Command::Fit));
            window.rest();
            group.bench_function(what, |bencher| {
                bencher.iter_custom(|frames| {
                    let begun = worked(start);
                    for _frame in 0..frames {
                        before(&mut window.stage, count);
                        window.frame();
                        count += 1;
                    }
                    worked(start) - begun
                });
            });
        };
        measure("idle", &|_, _| {});
        let pan = |stage: &mut Stage, count: u64| {
            let by = if count % 40 < 20 { 3.0 } else { -3.0 };
            stage.act(Action::Pan(vec2(by, 0.5 * by)));
        };
        measure("panning", &pan);
        let zoom = |stage: &mut Stage, count: u64| {
            // By a third closer, and back.
            let factor = if count % 40 < 20 { 1.015 } else { 1.0 / 1.015 };
            let center = stage.area().center();
            stage.act(Action::Zoom(center, factor));
        };
        measure("zooming", &zoom);
        let over_ground = |stage: &mut Stage, count: u64| {
            // Nothing is lifted: what is left is the search for what is under the pointer.
            let corner = stage.area().left_bottom();
            stage.pointer(corner + vec2(4.0 + (count % 8) as f32, -4.0));
        };
        measure("hovering on the ground", &over_ground);
        let marks = |stage: &Stage, count: u64| stage.mark((middle + count as usize % 8) % stage.map().places.len());
        let over_marks = |stage: &mut Stage, count: u64| {
            let at = marks(stage, count);
            stage.pointer(at);
        };
        measure("hovering from mark to mark", &over_marks);
        let click = |stage: &mut Stage, count: u64| {
            // A press and a release make a click: another mark is chosen in every second frame.
            let at = marks(stage, count / 2);
            stage.pointer(at);
            stage.press(at, count.is_multiple_of(2));
        };
        measure("clicking", &click);
        group.finish();
    }
}

criterion_group!(benches, frames);
criterion_main!(benches);
