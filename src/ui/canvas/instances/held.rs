//! What of a map lies on the graphics card: ties, marks, places, and what something else draws. It is brought there when
//! it changes, in pieces, and no more of it than changed.

use std::sync::Arc;

use eframe::wgpu;

use super::super::context::{Content, Line, Overlay};
use super::pipelines::{LINE_BYTES, MARK_BYTES, Pipelines};
use crate::graph::Bits;
use crate::scene::{Place, Places};

/// Places in a row of their texture, as `context.wgsl` has it.
const PLACES_IN_ROW: usize = 2_048;
/// Bits in a row of their texture, likewise.
const BITS_IN_ROW: usize = 32_768;
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

/// A texture that is a long list, row by row.
struct Table {
    texture: wgpu::Texture,
    view: wgpu::TextureView,
}

impl Table {
    fn new(device: &wgpu::Device, width: u32, height: u32, format: wgpu::TextureFormat) -> Self {
        let texture = device.create_texture(&wgpu::TextureDescriptor {
            label: Some("context"),
            size: wgpu::Extent3d { width, height, depth_or_array_layers: 1 },
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format,
            usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
            view_formats: &[],
        });
        let view = texture.create_view(&wgpu::TextureViewDescriptor::default());
        Self { texture, view }
    }

    /// Writes whole rows.
    fn write(&self, queue: &wgpu::Queue, first_row: u32, bytes: &[u8], row_bytes: usize) {
        let rows = (bytes.len() / row_bytes) as u32;
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
            wgpu::TexelCopyBufferLayout { offset: 0, bytes_per_row: Some(row_bytes as u32), rows_per_image: None },
            wgpu::Extent3d { width: self.texture.width(), height: rows, depth_or_array_layers: 1 },
        );
    }
}

/// How many rows a list takes; there is always one.
fn rows(len: usize, in_row: usize) -> u32 {
    len.div_ceil(in_row).max(1) as u32
}

/// The two tables, and what ties them to the shaders; their height is that of the map.
struct Tables {
    places: Table,
    hidden: Table,
    /// The row of `hidden` where ties begin.
    ties_from: u32,
    num_ties: usize,
    group: wgpu::BindGroup,
}

impl Tables {
    fn new(device: &wgpu::Device, pipelines: &Pipelines, num_places: usize, num_ties: usize) -> Self {
        use wgpu::TextureFormat::{R32Uint, Rg32Float};
        let places = Table::new(device, PLACES_IN_ROW as u32, rows(num_places, PLACES_IN_ROW), Rg32Float);
        let ties_from = rows(num_places, BITS_IN_ROW);
        let bit_rows = ties_from + rows(num_ties, BITS_IN_ROW);
        let hidden = Table::new(device, (BITS_IN_ROW / 32) as u32, bit_rows, R32Uint);
        let entry = |binding, resource| wgpu::BindGroupEntry { binding, resource };
        let group = device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("context"),
            layout: &pipelines.layout,
            entries: &[
                entry(0, pipelines.sight.as_entire_binding()),
                entry(1, wgpu::BindingResource::TextureView(&places.view)),
                entry(2, wgpu::BindingResource::TextureView(&hidden.view)),
            ],
        });
        Self { places, hidden, ties_from, num_ties, group }
    }
}

/// How much was brought to the graphics card, for tests that it is no more than changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Brought {
    /// How often all ties and marks were.
    pub(super) contents: u64,
    /// How often what emphasis changes was.
    pub(super) overlays: u64,
    /// How many rows of places.
    pub(super) place_rows: u64,
}

/// What lies on the graphics card, and what it was made of.
#[derive(Default)]
pub(super) struct Held {
    lines: Instances,
    lifted: Instances,
    marks: Instances,
    tables: Option<Tables>,
    content: Option<Arc<Content>>,
    overlay: Option<Arc<Overlay>>,
    places: Option<Places>,
    pub(super) brought: Brought,
}

impl Held {
    /// Whether all of this is there already.
    pub(super) fn has(&self, content: &Arc<Content>, overlay: &Arc<Overlay>, places: &Places) -> bool {
        self.content.as_ref().is_some_and(|known| Arc::ptr_eq(known, content))
            && self.overlay.as_ref().is_some_and(|known| Arc::ptr_eq(known, overlay))
            && self.places.as_ref().is_some_and(|known| Arc::ptr_eq(known, places))
    }

    /// The row of the table of what is hidden where ties begin.
    pub(super) fn ties_from(&self) -> u32 {
        self.tables.as_ref().map_or(0, |tables| tables.ties_from)
    }

    /// Brings what is not there yet.
    pub(super) fn bring(
        &mut self,
        (device, queue): (&wgpu::Device, &wgpu::Queue),
        pipelines: &Pipelines,
        (content, overlay, places): (&Arc<Content>, &Arc<Overlay>, &Places),
    ) {
        let num_ties = content.lines.iter().map(|line| line.id.index() + 1).max().unwrap_or(0);
        let num_places = places.len();
        let fits = |tables: &Tables| {
            self.places.as_ref().is_some_and(|known| known.len() == num_places) && tables.num_ties >= num_ties
        };
        if !self.tables.as_ref().is_some_and(fits) {
            self.tables = Some(Tables::new(device, pipelines, num_places, num_ties));
            (self.places, self.overlay) = (None, None);
        }
        if !self.content.as_ref().is_some_and(|known| Arc::ptr_eq(known, content)) {
            self.lines.bring((device, queue), &content.lines, LINE_BYTES, |line, bytes| write_line(line, 0, bytes));
            self.marks.bring((device, queue), &content.dots, MARK_BYTES, |dot, bytes| {
                let look = dot.shape as u32 | (dot.color as u32) << 8;
                bytes.extend([dot.id.0, dot.radius.to_bits(), look].into_iter().flat_map(u32::to_le_bytes));
            });
            self.content = Some(Arc::clone(content));
            self.brought.contents += 1;
        }
        if !self.overlay.as_ref().is_some_and(|known| Arc::ptr_eq(known, overlay)) {
            self.bring_overlay((device, queue), overlay);
            self.overlay = Some(Arc::clone(overlay));
            self.brought.overlays += 1;
        }
        if !self.places.as_ref().is_some_and(|known| Arc::ptr_eq(known, places)) {
            self.bring_places(queue, places);
            self.places = Some(Arc::clone(places));
        }
    }

    fn bring_overlay(&mut self, (device, queue): (&wgpu::Device, &wgpu::Queue), overlay: &Overlay) {
        const FIRST: u32 = 1 << 31;
        self.lifted.bring((device, queue), &overlay.lifted, LINE_BYTES, |line, bytes| write_line(line, FIRST, bytes));
        if let Some(tables) = &self.tables {
            let height = tables.hidden.texture.height();
            let mut bytes = bits(&overlay.hidden_marks, tables.ties_from);
            bytes.extend(bits(&overlay.hidden_ties, height - tables.ties_from));
            tables.hidden.write(queue, 0, &bytes, BITS_IN_ROW / 8);
        }
    }

    /// Brings the rows in which a place changed.
    fn bring_places(&mut self, queue: &wgpu::Queue, places: &Places) {
        let Some(tables) = &self.tables else { return };
        let before = self.places.take();
        let mut known = before.as_deref().map(|places| places.chunks(PLACES_IN_ROW));
        let (mut first, mut bytes) = (0, Vec::new());
        for (at, row) in (0..).zip(places.chunks(PLACES_IN_ROW)) {
            if known.as_mut().and_then(Iterator::next).is_some_and(|known| are_same(known, row)) {
                tables.places.write(queue, first, &bytes, 8 * PLACES_IN_ROW);
                bytes.clear();
                continue;
            }
            if bytes.is_empty() {
                first = at;
            }
            write_row(row, &mut bytes);
            self.brought.place_rows += 1;
        }
        tables.places.write(queue, first, &bytes, 8 * PLACES_IN_ROW);
    }

    /// Draws the first so many ties, those before the rest, and the marks.
    pub(super) fn draw(&self, pass: &mut wgpu::RenderPass<'static>, pipelines: &Pipelines, num_lines: usize) {
        let Some(tables) = &self.tables else { return };
        pass.set_bind_group(0, &tables.group, &[]);
        self.lines.draw(pass, &pipelines.lines, u32::try_from(num_lines).unwrap_or(u32::MAX));
        self.lifted.draw(pass, &pipelines.lines, u32::MAX);
        self.marks.draw(pass, &pipelines.marks, u32::MAX);
    }
}

/// The most that a device takes of one map: entities, ties.
pub(super) fn most(limits: &wgpu::Limits) -> (usize, usize) {
    let rows = limits.max_texture_dimension_2d as usize;
    let lines = usize::try_from(limits.max_buffer_size / LINE_BYTES).unwrap_or(usize::MAX);
    // A quarter of the rows of bits for marks, the others for ties; the highest bit of an id is taken.
    (rows * PLACES_IN_ROW.min(BITS_IN_ROW / 4), lines.min(rows * BITS_IN_ROW / 4 * 3).min(1 << 31))
}

fn write_line(line: &Line, flag: u32, bytes: &mut Vec<u8>) {
    let [a, b] = line.ends.map(|end| end.0);
    let color = u32::from_le_bytes(line.color.to_array());
    let words = [a, b, line.id.0 | flag, line.width.to_bits(), color];
    bytes.extend(words.into_iter().flat_map(u32::to_le_bytes));
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

/// A set as so many rows of bits.
fn bits(set: &Bits, rows: u32) -> Vec<u8> {
    let mut bytes: Vec<u8> = set.words().iter().flat_map(|word| word.to_le_bytes()).collect();
    bytes.resize(rows as usize * BITS_IN_ROW / 8, 0);
    bytes
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

    #[test]
    fn a_set_fills_its_rows() {
        let mut set = Bits::default();
        set.insert(0);
        set.insert(32_769);
        let bytes = bits(&set, 2);
        assert_eq!(bytes.len(), 8_192);
        assert_eq!((bytes[0], bytes[4_096]), (1, 2));
    }
}
