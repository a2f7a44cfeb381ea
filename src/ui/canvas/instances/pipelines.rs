//! How the graphics card is to draw: the shaders, what they are given, and how their colours are blended.

use eframe::wgpu;
use eframe::wgpu::util::DeviceExt as _;

use super::super::stamps::{Album, SIZES};

/// The bytes of a tie: two ends, width, colour.
pub(super) const LINE_BYTES: u64 = 16;
/// The bytes of a mark: id, radius, shape and colour.
pub(super) const MARK_BYTES: u64 = 12;
/// The bytes of the numbers of a frame, as `context.wgsl` lists them.
pub(super) const SIGHT_BYTES: u64 = 256;

/// Made once, for a window's format.
pub(super) struct Pipelines {
    pub(super) lines: wgpu::RenderPipeline,
    pub(super) marks: wgpu::RenderPipeline,
    pub(super) sight: wgpu::Buffer,
    layout: wgpu::BindGroupLayout,
    /// Where the picture of each mark is, and the pictures.
    album: wgpu::Buffer,
    pictures: wgpu::TextureView,
    sampler: wgpu::Sampler,
}

impl Pipelines {
    pub(super) fn new(device: &wgpu::Device, queue: &wgpu::Queue, format: wgpu::TextureFormat) -> Self {
        let shader = device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some("context"),
            source: wgpu::ShaderSource::Wgsl(include_str!("context.wgsl").into()),
        });
        let layout = bind_group_layout(device);
        let pipeline_layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: Some("context"),
            bind_group_layouts: &[Some(&layout)],
            immediate_size: 0,
        });
        let pipeline = |names: [&str; 2], stride: u64, attributes: &[wgpu::VertexAttribute]| {
            device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
                label: Some(names[0]),
                layout: Some(&pipeline_layout),
                vertex: wgpu::VertexState {
                    module: &shader,
                    entry_point: Some(names[0]),
                    compilation_options: wgpu::PipelineCompilationOptions::default(),
                    buffers: &[Some(wgpu::VertexBufferLayout {
                        array_stride: stride,
                        step_mode: wgpu::VertexStepMode::Instance,
                        attributes,
                    })],
                },
                primitive: wgpu::PrimitiveState {
                    topology: wgpu::PrimitiveTopology::TriangleStrip,
                    ..wgpu::PrimitiveState::default()
                },
                depth_stencil: None,
                multisample: wgpu::MultisampleState::default(),
                fragment: Some(wgpu::FragmentState {
                    module: &shader,
                    entry_point: Some(names[1]),
                    compilation_options: wgpu::PipelineCompilationOptions::default(),
                    targets: &[Some(wgpu::ColorTargetState {
                        format,
                        blend: Some(BLEND),
                        write_mask: wgpu::ColorWrites::ALL,
                    })],
                }),
                multiview_mask: None,
                cache: None,
            })
        };
        let line = wgpu::vertex_attr_array![0 => Uint32x2, 1 => Float32, 2 => Uint32];
        let album = Album::new();
        let mark = wgpu::vertex_attr_array![0 => Uint32, 1 => Float32, 2 => Uint32];
        Self {
            lines: pipeline(["line_vertex", "line_fragment"], LINE_BYTES, &line),
            marks: pipeline(["mark_vertex", "mark_fragment"], MARK_BYTES, &mark),
            sight: device.create_buffer(&wgpu::BufferDescriptor {
                label: Some("sight"),
                size: SIGHT_BYTES,
                usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
                mapped_at_creation: false,
            }),
            album: device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
                label: Some("album"),
                contents: &album_bytes(&album),
                usage: wgpu::BufferUsages::UNIFORM,
            }),
            pictures: pictures(device, queue, &album),
            sampler: device.create_sampler(&wgpu::SamplerDescriptor {
                label: Some("pictures"),
                mag_filter: wgpu::FilterMode::Linear,
                min_filter: wgpu::FilterMode::Linear,
                ..wgpu::SamplerDescriptor::default()
            }),
            layout,
        }
    }

    /// What the shaders are given, with the places of a map.
    pub(super) fn bind(&self, device: &wgpu::Device, places: &wgpu::TextureView) -> wgpu::BindGroup {
        let entry = |binding, resource| wgpu::BindGroupEntry { binding, resource };
        device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("context"),
            layout: &self.layout,
            entries: &[
                entry(0, self.sight.as_entire_binding()),
                entry(1, wgpu::BindingResource::TextureView(places)),
                entry(2, self.album.as_entire_binding()),
                entry(3, wgpu::BindingResource::TextureView(&self.pictures)),
                entry(4, wgpu::BindingResource::Sampler(&self.sampler)),
            ],
        })
    }
}

/// The bytes of the list of pictures: for each of eight shapes all sizes, of each its middle and half its width in the
/// texture, its reach, and the largest mark that it is for.
const ALBUM_BYTES: u64 = 8 * SIZES as u64 * 32;

fn album_bytes(album: &Album) -> Vec<u8> {
    let numbers = album.pictures.iter().flat_map(|picture| {
        let (middle, half) = (picture.uv.center(), picture.uv.size() / 2.0);
        [middle.x, middle.y, half.x, half.y, picture.reach, picture.most, 0.0, 0.0]
    });
    numbers.flat_map(f32::to_le_bytes).collect()
}

/// The pictures of marks on the card: how much of each texel is covered.
fn pictures(device: &wgpu::Device, queue: &wgpu::Queue, album: &Album) -> wgpu::TextureView {
    let [width, height] = album.image.size.map(|texels| texels as u32);
    let texture = device.create_texture_with_data(
        queue,
        &wgpu::TextureDescriptor {
            label: Some("pictures"),
            size: wgpu::Extent3d { width, height, depth_or_array_layers: 1 },
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format: wgpu::TextureFormat::R8Unorm,
            usage: wgpu::TextureUsages::TEXTURE_BINDING,
            view_formats: &[],
        },
        wgpu::util::TextureDataOrder::LayerMajor,
        &album.image.pixels.iter().map(|texel| texel.a()).collect::<Vec<u8>>(),
    );
    texture.create_view(&wgpu::TextureViewDescriptor::default())
}

/// As egui blends: colours are premultiplied.
const BLEND: wgpu::BlendState = wgpu::BlendState {
    color: wgpu::BlendComponent::OVER,
    alpha: wgpu::BlendComponent {
        src_factor: wgpu::BlendFactor::OneMinusDstAlpha,
        dst_factor: wgpu::BlendFactor::One,
        operation: wgpu::BlendOperation::Add,
    },
};

fn bind_group_layout(device: &wgpu::Device) -> wgpu::BindGroupLayout {
    use wgpu::ShaderStages;
    let entry = |binding, visibility, ty| wgpu::BindGroupLayoutEntry { binding, visibility, ty, count: None };
    let numbers = |bytes| wgpu::BindingType::Buffer {
        ty: wgpu::BufferBindingType::Uniform,
        has_dynamic_offset: false,
        min_binding_size: wgpu::BufferSize::new(bytes),
    };
    let texture = |filterable| wgpu::BindingType::Texture {
        sample_type: wgpu::TextureSampleType::Float { filterable },
        view_dimension: wgpu::TextureViewDimension::D2,
        multisampled: false,
    };
    device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
        label: Some("context"),
        entries: &[
            entry(0, ShaderStages::VERTEX_FRAGMENT, numbers(SIGHT_BYTES)),
            entry(1, ShaderStages::VERTEX, texture(false)),
            entry(2, ShaderStages::VERTEX, numbers(ALBUM_BYTES)),
            entry(3, ShaderStages::FRAGMENT, texture(true)),
            entry(4, ShaderStages::FRAGMENT, wgpu::BindingType::Sampler(wgpu::SamplerBindingType::Filtering)),
        ],
    })
}
