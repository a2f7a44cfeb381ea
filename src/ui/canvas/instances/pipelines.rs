//! How the graphics card is to draw: the shaders, what they are given, and how their colours are blended.

use eframe::wgpu;

/// The bytes of a tie: two ends, id, width, colour.
pub(super) const LINE_BYTES: u64 = 20;
/// The bytes of a mark: id, radius, shape and colour.
pub(super) const MARK_BYTES: u64 = 12;
/// The bytes of the numbers of a frame, as `context.wgsl` lists them.
pub(super) const SIGHT_BYTES: u64 = 384;

/// Made once, for a window's format.
pub(super) struct Pipelines {
    pub(super) lines: wgpu::RenderPipeline,
    pub(super) marks: wgpu::RenderPipeline,
    pub(super) layout: wgpu::BindGroupLayout,
    pub(super) sight: wgpu::Buffer,
}

impl Pipelines {
    pub(super) fn new(device: &wgpu::Device, format: wgpu::TextureFormat) -> Self {
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
        let line = wgpu::vertex_attr_array![0 => Uint32x2, 1 => Uint32, 2 => Float32, 3 => Uint32];
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
            layout,
        }
    }
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
    let texture = |binding, sample_type| wgpu::BindGroupLayoutEntry {
        binding,
        visibility: wgpu::ShaderStages::VERTEX,
        ty: wgpu::BindingType::Texture {
            sample_type,
            view_dimension: wgpu::TextureViewDimension::D2,
            multisampled: false,
        },
        count: None,
    };
    device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
        label: Some("context"),
        entries: &[
            wgpu::BindGroupLayoutEntry {
                binding: 0,
                visibility: wgpu::ShaderStages::VERTEX_FRAGMENT,
                ty: wgpu::BindingType::Buffer {
                    ty: wgpu::BufferBindingType::Uniform,
                    has_dynamic_offset: false,
                    min_binding_size: wgpu::BufferSize::new(SIGHT_BYTES),
                },
                count: None,
            },
            texture(1, wgpu::TextureSampleType::Float { filterable: false }),
            texture(2, wgpu::TextureSampleType::Uint),
        ],
    })
}
