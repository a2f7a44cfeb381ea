//! The card's picture is held against the mesh, on whatever card there is, be it an imitated one; where there is none,
//! the tests say so and pass.
#![expect(clippy::print_stderr, reason = "a test says that it was skipped")]

use std::sync::Arc;

use eframe::egui_wgpu::{Renderer, RendererOptions, WgpuConfiguration, WgpuSetup};
use egui::{Pos2, Rect, Vec2, pos2};

use super::super::context::{Context, Parts};
use super::super::focus::InFocus;
use super::held::Brought;
use super::*;
use crate::facts::{Builder, EntityId, FactBase, NewFact};
use crate::graph::{Filter, Graph, TieId, Visible};
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
    graph: Arc<Graph>,
    visible: Arc<Visible>,
    looks: Arc<Looks>,
    places: Places,
    emphasis: Arc<Emphasis>,
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
        let (graph, visible, looks) = (Arc::new(graph), Arc::new(visible), Arc::new(looks));
        Self { base, graph, visible, looks, places, emphasis: Arc::default() }
    }

    /// A tie that is chosen, with another one of its first end, and a hub of which the focus shows nothing.
    fn lifted(&self) -> (Arc<Emphasis>, InFocus) {
        let (id, hub) = (TieId(20), EntityId(40));
        let tie = self.graph.tie(id);
        let mut emphasis = Emphasis { selected_ties: [id].into(), ..Emphasis::default() };
        emphasis.lifted.extend([tie.a, tie.b, hub]);
        emphasis.lifted_ties.extend(self.graph.ties_of(hub));
        emphasis.lifted_ties.insert(id);
        (Arc::new(emphasis), InFocus::of([tie.a, tie.b], [id]))
    }
}

/// What a context draws of an example, as the window would show it.
struct Easel<'a> {
    card: &'a RenderState,
    context: Context,
    ground: Ground,
    pixels_per_point: f32,
}

impl Easel<'_> {
    fn paint(&mut self, example: &Example, camera: Camera, in_focus: &InFocus) -> Vec<u8> {
        let style = Style::of(self.ground);
        let Example { base, graph, visible, looks, places, emphasis } = example;
        let scene = Scene { base, graph, visible, looks, places, emphasis, style: &style };
        let parts = Parts { graph, visible, looks, places, emphasis };
        let screen = Rect::from_min_size(Pos2::ZERO, Vec2::from(SIZE.map(|side| side as f32)) / self.pixels_per_point);
        // Panels around the map cut it, and not at whole points.
        let area = Rect::from_min_max(screen.min + Vec2::new(30.3, 20.0), screen.max - Vec2::new(10.0, 5.0));
        let context = egui::Context::default();
        context.set_pixels_per_point(self.pixels_per_point);
        let input = || egui::RawInput { screen_rect: Some(screen), ..egui::RawInput::default() };
        let mut first = context.run_ui(input(), |_ui| {});
        let fine = (self.pixels_per_point, 1.0);
        let output = context.run_ui(input(), |ui| {
            ui.painter().rect_filled(screen, 0.0, style.ground);
            ui.painter_at(area).add(self.context.shape(parts, &scene, (&camera, area), fine, in_focus));
        });
        let mut renderer = Renderer::new(&self.card.device, self.card.target_format, RendererOptions::default());
        first.textures_delta.append(output.textures_delta);
        first.textures_delta.set.iter().for_each(|(id, parts)| {
            let RenderState { device, queue, .. } = self.card;
            parts.iter().for_each(|part| renderer.update_texture(device, queue, *id, part));
        });
        first.textures_delta.clear();
        let jobs = context.tessellate(output.shapes, self.pixels_per_point);
        self.render(&mut renderer, &jobs)
    }

    fn render(&self, renderer: &mut Renderer, jobs: &[egui::ClippedPrimitive]) -> Vec<u8> {
        let RenderState { device, queue, target_format, .. } = self.card;
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
    [None, Some(Arc::clone(painter))].map(|painter| {
        let mut context = Context::default();
        context.draw_by(painter);
        Easel { card, context, ground, pixels_per_point }
    })
}

#[test]
fn the_card_draws_what_the_mesh_shows() {
    let Some(card) = card() else { return };
    let painter = painter(&card);
    let mut example = Example::new(2_500, 6_000);
    let quiet = (Arc::default(), InFocus::default());
    let (whole, near) = (pos2(0.0, 0.0), pos2(-300.0, 140.0));
    let views = [
        (whole, 0.05, 1.0, Ground::Light, false),
        (whole, 0.15, 1.0, Ground::Light, false),
        (whole, 0.15, 2.0, Ground::Dark, true),
        (near, 0.6, 1.0, Ground::Dark, false),
        (near, 1.7, 1.0, Ground::Light, true),
        (near, 6.0, 2.0, Ground::Light, false),
    ];
    for (center_in_map, zoom, pixels_per_point, ground, lifts) in views {
        let (emphasis, in_focus) = if lifts { example.lifted() } else { quiet.clone() };
        example.emphasis = emphasis;
        let camera = Camera { center_in_map, zoom };
        let pictures =
            easels(&card, &painter, ground, pixels_per_point).map(|mut easel| easel.paint(&example, camera, &in_focus));
        let (mean, plain) = difference(&pictures[0], &pictures[1]);
        let blank = pictures[1].chunks_exact(4).filter(|pixel| *pixel == &pictures[1][..4]).count();
        assert!(blank < pictures[1].len() / 4, "zoom {zoom}: nothing is drawn");
        assert!(mean < 0.1 && plain < 0.001, "zoom {zoom}, {ground:?}: the mean is {mean}, {plain} differ plainly");
    }
}

#[test]
fn a_camera_that_moves_brings_nothing_to_the_card() {
    let Some(card) = card() else { return };
    let painter = painter(&card);
    let [_, mut easel] = easels(&card, &painter, Ground::Light, 1.0);
    let mut example = Example::new(5_000, 8_000);
    let brought = || painter.held.lock().brought;
    let none = InFocus::default();
    let camera = |zoom| Camera { center_in_map: pos2(10.0, 20.0), zoom };
    easel.paint(&example, camera(0.1), &none);
    let first = Brought { contents: 1, overlays: 1, place_rows: 3 };
    assert_eq!(brought(), first);
    for step in 0..5 {
        easel.paint(&example, camera(0.1 + step as f32), &none);
    }
    assert_eq!(brought(), first, "panning and zooming");

    Arc::make_mut(&mut example.places)[4_500] = [3.0, 4.0];
    easel.paint(&example, camera(0.1), &none);
    assert_eq!(brought(), Brought { place_rows: 4, ..first }, "a mark that is dragged brings the row that it is in");

    let (emphasis, in_focus) = example.lifted();
    example.emphasis = emphasis;
    easel.paint(&example, camera(0.1), &in_focus);
    assert_eq!(brought(), Brought { place_rows: 4, overlays: 2, ..first }, "pointing brings what is in focus");

    example.looks = Arc::new((*example.looks).clone());
    easel.paint(&example, camera(0.1), &in_focus);
    assert_eq!(brought(), Brought { place_rows: 4, overlays: 3, contents: 2 }, "other looks bring all but places");

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
