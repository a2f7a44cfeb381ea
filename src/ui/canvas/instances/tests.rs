//! The card's picture is held against the mesh, on whatever card there is, be it an imitated one; where there is none,
//! the tests say so and pass.
#![expect(clippy::print_stderr, reason = "a test says that it was skipped")]

use std::sync::Arc;

use eframe::egui_wgpu::{Renderer, RendererOptions, WgpuConfiguration, WgpuSetup};
use egui::{Pos2, Rect, Vec2, pos2};

use super::super::Key;
use super::super::context::{Context, Parts};
use super::held::Brought;
use super::*;
use crate::facts::{Builder, FactBase, NewFact};
use crate::graph::{Filter, Graph, MarkShape, Visible};
use crate::scene::{Camera, Emphasis, Ground, Looks, Scene, Style};

const SIZE: [u32; 2] = [512, 384];

/// The card that there is, by the interfaces that the painter takes; none is no fault.
fn card() -> Option<RenderState> {
    let mut config = WgpuConfiguration::default();
    if let WgpuSetup::CreateNew(setup) = &mut config.wgpu_setup {
        setup.instance_descriptor.backends = wgpu::Backends::PRIMARY;
    }
    let instance = pollster::block_on(config.wgpu_setup.new_instance());
    let made = RenderState::create(&config, &instance, None, RendererOptions::default());
    let card = pollster::block_on(made).ok();
    if card.is_none() {
        eprintln!("skipped: there is no graphics card, and no driver that imitates one");
    }
    card
}

/// A map with every shape, every colour, ties of every width, with and without evidence.
struct Example {
    base: FactBase,
    graph: Graph,
    visible: Visible,
    looks: Arc<Looks>,
    places: Places,
}

impl Example {
    fn new(num_entities: usize, num_facts: usize) -> Self {
        let mut state = 11_u64;
        let mut below = |bound: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % bound
        };
        let mut builder = Builder::new();
        for number in 0..num_facts {
            let [a, b] = [number % num_entities, below(num_entities)].map(|at| format!("Entity {at}"));
            let ends = NewFact { subject: a.into(), object: Some(b.into()), ..NewFact::of("met") };
            assert!(builder.add_fact(NewFact { number: number + 1, ..ends }).is_ok());
        }
        let base = builder.finish();
        let graph = Graph::new(&base);
        let visible = Visible::new(&base, &graph, &Filter::default(), &Default::default());
        let mut looks = Looks::new(&base, &graph, &visible);
        for (at, mark) in looks.marks.iter_mut().enumerate() {
            mark.kind.shape = MarkShape::ALL[at % 8];
            mark.kind.color = at % 9;
            mark.radius = 6.0 + (at % 17) as f32;
        }
        for (at, tie) in looks.ties.iter_mut().enumerate() {
            tie.evidence = at % 3 > 0;
            tie.faint = if at % 5 == 0 { 0.6 } else { 0.0 };
            tie.width = 1.4 + (at % 7) as f32 * 0.6;
        }
        let side = (num_entities as f32).sqrt();
        let place = |at: usize| match at {
            // One that has no place yet.
            7 => [f32::NAN; 2],
            _ => [50.0 * (at as f32 % side) - 25.0 * side, 50.0 * (at as f32 / side).floor() - 25.0 * side],
        };
        let places = (0..base.entities.len()).map(place).collect();
        let looks = Arc::new(looks);
        Self { base, graph, visible, looks, places }
    }
}

/// What a context draws of an example, as the window would show it.
struct Easel<'a> {
    card: &'a RenderState,
    renderer: Renderer,
    window: egui::Context,
    context: Context,
    ground: Ground,
    pixels_per_point: f32,
}

impl<'a> Easel<'a> {
    fn new(card: &'a RenderState, painter: Option<Arc<Painter>>, ground: Ground, pixels_per_point: f32) -> Self {
        let renderer = Renderer::new(&card.device, card.target_format, RendererOptions::default());
        let window = egui::Context::default();
        window.set_pixels_per_point(pixels_per_point);
        let mut context = Context::default();
        context.draw_by(painter);
        Self { card, renderer, window, context, ground, pixels_per_point }
    }

    /// What egui is given to draw, and whether the card draws the map.
    fn shape(&mut self, example: &Example, camera: Camera) -> (Vec<egui::ClippedPrimitive>, bool) {
        let style = Style::of(self.ground);
        let Example { base, graph, visible, looks, places } = example;
        let emphasis = Emphasis::default();
        let scene = Scene { base, graph, visible, looks, places, emphasis: &emphasis, style: &style };
        let parts = Parts { looks, places };
        let screen = Rect::from_min_size(Pos2::ZERO, Vec2::from(SIZE.map(|side| side as f32)) / self.pixels_per_point);
        // Panels around the map cut it, and not at whole points.
        let area = Rect::from_min_max(screen.min + Vec2::new(30.3, 20.0), screen.max - Vec2::new(10.0, 5.0));
        let key = Key {
            map: std::ptr::from_ref(base) as usize,
            places: 0,
            looks: 0,
            camera,
            area,
            emphasis: &raw const emphasis,
            faded: 0.0,
            ground: self.ground,
            pixels_per_point: self.pixels_per_point,
            glyphs: std::ptr::null(),
            detail: 1.0,
            covered: [Rect::NOTHING; 6],
        };
        let input = || egui::RawInput { screen_rect: Some(screen), ..egui::RawInput::default() };
        let mut first = self.window.run_ui(input(), |_ui| {});
        let mut by_card = false;
        let output = self.window.run_ui(input(), |ui| {
            ui.painter().rect_filled(screen, 0.0, style.ground);
            let shape = self.context.draw(ui, (&scene, parts), (&key, false), &camera);
            by_card = matches!(shape, Shape::Callback(_));
            ui.painter_at(area).add(shape);
        });
        first.textures_delta.append(output.textures_delta);
        first.textures_delta.set.iter().for_each(|(id, parts)| {
            let RenderState { device, queue, .. } = self.card;
            parts.iter().for_each(|part| self.renderer.update_texture(device, queue, *id, part));
        });
        first.textures_delta.clear();
        (self.window.tessellate(output.shapes, self.pixels_per_point), by_card)
    }

    fn paint(&mut self, example: &Example, camera: Camera) -> Vec<u8> {
        let (jobs, _) = self.shape(example, camera);
        self.render(&jobs)
    }

    fn render(&mut self, jobs: &[egui::ClippedPrimitive]) -> Vec<u8> {
        let RenderState { device, queue, target_format, .. } = self.card;
        let renderer = &mut self.renderer;
        let size = wgpu::Extent3d { width: SIZE[0], height: SIZE[1], depth_or_array_layers: 1 };
        let texture = device.create_texture(&wgpu::TextureDescriptor {
            label: None,
            size,
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format: *target_format,
            usage: wgpu::TextureUsages::RENDER_ATTACHMENT | wgpu::TextureUsages::COPY_SRC,
            view_formats: &[],
        });
        let view = texture.create_view(&wgpu::TextureViewDescriptor::default());
        let screen = ScreenDescriptor { size_in_pixels: SIZE, pixels_per_point: self.pixels_per_point };
        let mut encoder = device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
        renderer.update_buffers(device, queue, &mut encoder, jobs, &screen);
        let pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
            color_attachments: &[Some(wgpu::RenderPassColorAttachment {
                view: &view,
                depth_slice: None,
                resolve_target: None,
                ops: wgpu::Operations::default(),
            })],
            ..wgpu::RenderPassDescriptor::default()
        });
        let mut pass = pass.forget_lifetime();
        renderer.render(&mut pass, jobs, &screen);
        drop(pass);
        let buffer = device.create_buffer(&wgpu::BufferDescriptor {
            label: None,
            size: u64::from(4 * SIZE[0] * SIZE[1]),
            usage: wgpu::BufferUsages::COPY_DST | wgpu::BufferUsages::MAP_READ,
            mapped_at_creation: false,
        });
        let layout = wgpu::TexelCopyBufferLayout { offset: 0, bytes_per_row: Some(4 * SIZE[0]), rows_per_image: None };
        let to = wgpu::TexelCopyBufferInfo { buffer: &buffer, layout };
        encoder.copy_texture_to_buffer(texture.as_image_copy(), to, size);
        queue.submit([encoder.finish()]);
        buffer.map_async(wgpu::MapMode::Read, .., |mapped| mapped.expect("the picture comes back"));
        device.poll(wgpu::PollType::wait_indefinitely()).expect("the card answers");
        let pixels = buffer.get_mapped_range(..).expect("it is mapped");
        pixels.to_vec()
    }
}

/// The mean difference of the channels of two pictures, and the share of channels that differ plainly.
fn difference(a: &[u8], b: &[u8]) -> (f64, f64) {
    let differences = || a.iter().zip(b).map(|(a, b)| a.abs_diff(*b));
    let sum: u64 = differences().map(u64::from).sum();
    let plain = differences().filter(|difference| *difference > 24).count();
    (sum as f64 / a.len() as f64, plain as f64 / a.len() as f64)
}

fn painter(card: &RenderState) -> Arc<Painter> {
    let painter = Painter::new(&egui::Context::default(), card, DrawnBy::Card, true);
    Arc::new(painter.expect("the trial succeeds"))
}

/// Both ways to draw, of one look.
fn easels<'a>(card: &'a RenderState, painter: &Arc<Painter>, ground: Ground, pixels_per_point: f32) -> [Easel<'a>; 2] {
    [None, Some(Arc::clone(painter))].map(|painter| Easel::new(card, painter, ground, pixels_per_point))
}

#[test]
fn the_card_draws_what_the_mesh_shows() {
    let Some(card) = card() else { return };
    let painter = painter(&card);
    let example = Example::new(2_500, 6_000);
    let (whole, near) = (pos2(0.0, 0.0), pos2(-300.0, 140.0));
    let views = [
        (whole, 0.05, 1.0, Ground::Light),
        (whole, 0.15, 1.0, Ground::Light),
        (whole, 0.15, 2.0, Ground::Dark),
        (near, 0.3, 1.0, Ground::Dark),
        (near, 0.4, 1.0, Ground::Light),
        (near, 0.35, 2.0, Ground::Light),
    ];
    let mut told = Vec::new();
    for (center_in_map, zoom, pixels_per_point, ground) in views {
        let camera = Camera { center_in_map, zoom };
        let pictures = easels(&card, &painter, ground, pixels_per_point).map(|mut easel| easel.paint(&example, camera));
        let (mean, plain) = difference(&pictures[0], &pictures[1]);
        let blank = pictures[1].chunks_exact(4).filter(|pixel| *pixel == &pictures[1][..4]).count();
        assert!(blank < pictures[1].len() / 4, "zoom {zoom}: nothing is drawn");
        if mean >= 0.1 || plain >= 0.001 {
            told.push(format!("zoom {zoom} at {pixels_per_point}: the mean is {mean}, {plain} differ plainly"));
        }
    }
    assert!(told.is_empty(), "{told:#?}");
}

#[test]
fn what_is_near_is_left_to_the_mesh() {
    let Some(card) = card() else { return };
    let painter = painter(&card);
    let [mut mesh, mut easel] = easels(&card, &painter, Ground::Light, 1.0);
    let example = Example::new(2_500, 6_000);
    // The largest marks have icons from a zoom of 0.41 on, and ties have arrowheads from 0.45 on.
    for (zoom, by_card) in [(0.02, true), (0.4, true), (0.42, false), (0.6, false), (6.0, false), (0.1, true)] {
        let camera = Camera { center_in_map: pos2(0.0, 0.0), zoom };
        assert_eq!(easel.shape(&example, camera).1, by_card, "zoom {zoom}");
        assert!(!mesh.shape(&example, camera).1);
    }
    // On a fine screen there are no pictures for marks so large.
    let [_, mut fine] = easels(&card, &painter, Ground::Light, 2.0);
    for (zoom, by_card) in [(0.35, true), (0.4, false)] {
        assert_eq!(fine.shape(&example, Camera { center_in_map: pos2(0.0, 0.0), zoom }).1, by_card, "zoom {zoom}");
    }
}

#[test]
fn a_camera_that_moves_brings_nothing_to_the_card() {
    let Some(card) = card() else { return };
    let painter = painter(&card);
    let [_, mut easel] = easels(&card, &painter, Ground::Light, 1.0);
    let mut example = Example::new(5_000, 8_000);
    let brought = || painter.held.lock().brought;
    let camera = |zoom| Camera { center_in_map: pos2(10.0, 20.0), zoom };
    easel.paint(&example, camera(0.1));
    let first = Brought { contents: 1, place_rows: 3 };
    assert_eq!(brought(), first);
    for zoom in [0.02, 0.1, 0.3, 1.0, 0.2] {
        easel.paint(&example, camera(zoom));
    }
    assert_eq!(brought(), first, "panning and zooming, also near and back");

    Arc::make_mut(&mut example.places)[4_500] = [3.0, 4.0];
    easel.paint(&example, camera(0.1));
    assert_eq!(brought(), Brought { place_rows: 4, ..first }, "a mark that is dragged brings the row that it is in");

    example.looks = Arc::new((*example.looks).clone());
    easel.paint(&example, camera(0.1));
    assert_eq!(brought(), Brought { place_rows: 4, contents: 2 }, "other looks bring all but places");

    easel.context.forget();
    assert_eq!(brought(), Brought::default(), "a map that is closed is given back");
}

#[test]
fn only_a_real_card_draws_unasked() {
    use wgpu::{Backend, DeviceType};
    let cases = [
        (DeviceType::DiscreteGpu, Backend::Vulkan, true),
        (DeviceType::IntegratedGpu, Backend::Metal, true),
        (DeviceType::IntegratedGpu, Backend::Dx12, true),
        (DeviceType::IntegratedGpu, Backend::Gl, false),
        (DeviceType::VirtualGpu, Backend::Vulkan, false),
        (DeviceType::Cpu, Backend::Vulkan, false),
        (DeviceType::Other, Backend::Gl, false),
    ];
    for (device_type, backend, taken) in cases {
        let card = wgpu::AdapterInfo::new(device_type, backend);
        assert_eq!(DrawnBy::Best.takes(&card), taken, "{device_type:?} by {backend:?}");
        assert!(DrawnBy::Card.takes(&card) && !DrawnBy::Processor.takes(&card));
    }
}

#[test]
fn the_words_that_can_be_asked_for() {
    let cases =
        [("", Some(DrawnBy::Best)), ("gpu", Some(DrawnBy::Card)), (" mesh", Some(DrawnBy::Processor)), ("fast", None)];
    for (word, drawn_by) in cases {
        assert_eq!(DrawnBy::from_word(word), drawn_by, "{word:?}");
    }
}

#[test]
fn a_card_that_complains_is_noticed() {
    let Some(card) = card() else { return };
    let too_large = card.device.limits().max_buffer_size + 1;
    let made = without_errors(&card.device, || {
        card.device.create_buffer(&wgpu::BufferDescriptor {
            label: None,
            size: too_large,
            usage: wgpu::BufferUsages::VERTEX,
            mapped_at_creation: false,
        })
    });
    assert!(made.is_none());
    assert!(without_errors(&card.device, || ()).is_some(), "and no longer than it complains");
}
