//! What of a map lies on the graphics card: ties, marks and places. It is brought there when it changes, in pieces, and no
//! more of it than changed.

use std::sync::Arc;

use eframe::wgpu;

use super::super::context::Content;
use super::pipelines::{LINE_BYTES, MARK_BYTES, Pipelines};
use crate::scene::{Place, Places};

/// Places in a row of their texture, as `context.wgsl` has it.
const PLACES_IN_ROW: usize = 2_048;
/// Where an entity is put that has no place: so far away that it is left out.
const NOWHERE: f32 = 1e30;
/// Instances are brought so many at a time, so that no large copy of them is made.
const PIECE: usize = 16_384;

/// Instances of one sort; the buffer grows and shrinks in steps.
#[derive(Default)]
struct Instances {
    buffer: Option<wgpu::Buffer>,
    count: u32,
}

impl Instances {
    fn bring<T>(
        &mut self,
        (device, queue): (&wgpu::Device, &wgpu::Queue),
        all: &[T],
        stride: u64,
        write: impl Fn(&T, &mut Vec<u8>),
    ) {
        let size = step(all.len() as u64 * stride, device.limits().max_buffer_size);
        if self.buffer.as_ref().is_none_or(|buffer| buffer.size() < size || buffer.size() > 4 * size) {
            self.buffer = Some(device.create_buffer(&wgpu::BufferDescriptor {
                label: Some("instances"),
                size,
                usage: wgpu::BufferUsages::VERTEX | wgpu::BufferUsages::COPY_DST,
                mapped_at_creation: false,
            }));
        }
        self.count = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let Some(buffer) = &self.buffer else { return };
        let mut bytes = Vec::with_capacity(PIECE.min(all.len()) * stride as usize);
        for (at, piece) in all.chunks(PIECE).enumerate() {
            bytes.clear();
            piece.iter().for_each(|one| write(one, &mut bytes));
            queue.write_buffer(buffer, (at * PIECE) as u64 * stride, &bytes);
        }
    }

    /// The first so many are drawn.
    fn draw(&self, pass: &mut wgpu::RenderPass<'static>, pipeline: &wgpu::RenderPipeline, most: u32) {
        if let Some(buffer) = self.buffer.as_ref().filter(|_| self.count.min(most) > 0) {
            pass.set_pipeline(pipeline);
            pass.set_vertex_buffer(0, buffer.slice(..));
            pass.draw(0..4, 0..self.count.min(most));
        }
    }
}

/// The size that a buffer is given for so many bytes.
fn step(bytes: u64, most: u64) -> u64 {
    bytes.max(4_096).next_power_of_two().min(most).max(bytes)
}

/// How many rows so many places take; there is always one.
fn rows(num_places: usize) -> u32 {
    num_places.div_ceil(PLACES_IN_ROW).max(1) as u32
}

/// The places, and what ties them to the shaders; the height of the texture is that of the map.
struct Table {
    texture: wgpu::Texture,
    group: wgpu::BindGroup,
}

impl Table {
    fn new(device: &wgpu::Device, pipelines: &Pipelines, num_places: usize) -> Self {
        let texture = device.create_texture(&wgpu::TextureDescriptor {
            label: Some("places"),
            size: wgpu::Extent3d { width: PLACES_IN_ROW as u32, height: rows(num_places), depth_or_array_layers: 1 },
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format: wgpu::TextureFormat::Rg32Float,
            usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
            view_formats: &[],
        });
        let group = pipelines.bind(device, &texture.create_view(&wgpu::TextureViewDescriptor::default()));
        Self { texture, group }
    }

    /// Writes whole rows.
    fn write(&self, queue: &wgpu::Queue, first_row: u32, bytes: &[u8]) {
        const ROW_BYTES: usize = 8 * PLACES_IN_ROW;
        let rows = (bytes.len() / ROW_BYTES) as u32;
        if rows == 0 {
            return;
        }
        queue.write_texture(
            wgpu::TexelCopyTextureInfo {
                texture: &self.texture,
                mip_level: 0,
                origin: wgpu::Origin3d { x: 0, y: first_row, z: 0 },
                aspect: wgpu::TextureAspect::All,
            },
            bytes,
            wgpu::TexelCopyBufferLayout { offset: 0, bytes_per_row: Some(ROW_BYTES as u32), rows_per_image: None },
            wgpu::Extent3d { width: PLACES_IN_ROW as u32, height: rows, depth_or_array_layers: 1 },
        );
    }
}

/// How much was brought to the graphics card, for tests that it is no more than changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Brought {
    /// How often all ties and marks were.
    pub(super) contents: u64,
    /// How many rows of places.
    pub(super) place_rows: u64,
}

/// What lies on the graphics card, and what it was made of.
#[derive(Default)]
pub(super) struct Held {
    lines: Instances,
    marks: Instances,
    table: Option<Table>,
    content: Option<Arc<Content>>,
    places: Option<Places>,
    pub(super) brought: Brought,
}

impl Held {
    /// Whether all of this is there already.
    pub(super) fn has(&self, content: &Arc<Content>, places: &Places) -> bool {
        self.content.as_ref().is_some_and(|known| Arc::ptr_eq(known, content))
            && self.places.as_ref().is_some_and(|known| Arc::ptr_eq(known, places))
    }

    /// Brings what is not there yet.
    pub(super) fn bring(
        &mut self,
        (device, queue): (&wgpu::Device, &wgpu::Queue),
        pipelines: &Pipelines,
        (content, places): (&Arc<Content>, &Places),
    ) {
        if self.table.is_none() || self.places.as_ref().is_none_or(|known| known.len() != places.len()) {
            self.table = Some(Table::new(device, pipelines, places.len()));
            self.places = None;
        }
        if !self.content.as_ref().is_some_and(|known| Arc::ptr_eq(known, content)) {
            self.lines.bring((device, queue), &content.lines, LINE_BYTES, |line, bytes| {
                let (width, color) = content.line_look(line.id);
                let words = [line.a.0, line.b.0, width.to_bits(), u32::from_le_bytes(color.to_array())];
                bytes.extend(words.into_iter().flat_map(u32::to_le_bytes));
            });
            self.marks.bring((device, queue), &content.marks, MARK_BYTES, |id, bytes| {
                let mark = &content.looks.marks[id.index()];
                let look = mark.kind.shape as u32 | (mark.kind.color as u32) << 8;
                bytes.extend([id.0, mark.radius.to_bits(), look].into_iter().flat_map(u32::to_le_bytes));
            });
            self.content = Some(Arc::clone(content));
            self.brought.contents += 1;
        }
        if !self.places.as_ref().is_some_and(|known| Arc::ptr_eq(known, places)) {
            self.bring_places(queue, places);
            self.places = Some(Arc::clone(places));
        }
    }

    /// Brings the rows in which a place changed.
    fn bring_places(&mut self, queue: &wgpu::Queue, places: &Places) {
        let Some(table) = &self.table else { return };
        let before = self.places.take();
        let mut known = before.as_deref().map(|places| places.chunks(PLACES_IN_ROW));
        let (mut first, mut bytes) = (0, Vec::new());
        for (at, row) in (0..).zip(places.chunks(PLACES_IN_ROW)) {
            if known.as_mut().and_then(Iterator::next).is_some_and(|known| are_same(known, row)) {
                table.write(queue, first, &bytes);
                bytes.clear();
                continue;
            }
            if bytes.is_empty() {
                first = at;
            }
            write_row(row, &mut bytes);
            self.brought.place_rows += 1;
        }
        table.write(queue, first, &bytes);
    }

    /// Draws the first so many ties, and the marks.
    pub(super) fn draw(&self, pass: &mut wgpu::RenderPass<'static>, pipelines: &Pipelines, num_lines: usize) {
        let Some(table) = &self.table else { return };
        pass.set_bind_group(0, &table.group, &[]);
        self.lines.draw(pass, &pipelines.lines, u32::try_from(num_lines).unwrap_or(u32::MAX));
        self.marks.draw(pass, &pipelines.marks, u32::MAX);
    }
}

/// The most that a device takes of one map: entities, ties.
pub(super) fn most(limits: &wgpu::Limits) -> (usize, usize) {
    let most = |bytes| usize::try_from(limits.max_buffer_size / bytes).unwrap_or(usize::MAX);
    let rows = limits.max_texture_dimension_2d as usize;
    (most(MARK_BYTES).min(rows * PLACES_IN_ROW), most(LINE_BYTES))
}

/// Whether places are the same; those that are nowhere are too.
fn are_same(a: &[Place], b: &[Place]) -> bool {
    a.len() == b.len() && a.iter().flatten().zip(b.iter().flatten()).all(|(a, b)| a.to_bits() == b.to_bits())
}

/// A row of places; what is left of the row is nowhere.
fn write_row(row: &[Place], bytes: &mut Vec<u8>) {
    let end = bytes.len() + 8 * PLACES_IN_ROW;
    for [x, y] in row {
        let [x, y] = if x.is_finite() && y.is_finite() { [*x, *y] } else { [NOWHERE; 2] };
        bytes.extend_from_slice(&x.to_le_bytes());
        bytes.extend_from_slice(&y.to_le_bytes());
    }
    bytes.resize(end, 0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buffers_grow_in_steps_and_never_past_what_a_device_takes() {
        assert_eq!(step(0, 1 << 28), 4_096);
        assert_eq!(step(5_000, 1 << 28), 8_192);
        assert_eq!(step(200 << 20, 1 << 28), 1 << 28);
        assert_eq!(step(3_000_000, 3_500_000), 3_500_000);
    }

    #[test]
    fn the_least_device_takes_a_million_entities_and_ten_million_ties() {
        let (entities, ties) = most(&wgpu::Limits::downlevel_webgl2_defaults());
        assert!(entities >= 1_000_000 && ties >= 10_000_000, "{entities}, {ties}");
    }
}
