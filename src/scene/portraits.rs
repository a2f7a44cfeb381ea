//! Round portraits in marks: pictures of entities, small and cut to a circle, and how they are drawn.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use egui::epaint::Vertex;
use egui::mutex::Mutex;
use egui::{Color32, ColorImage, Context, Id, Mesh, Painter, Rect, Shape, TextureHandle, TextureOptions, pos2, vec2};

use super::pen::unit_circle;
use super::{Camera, Level, Scene, Style, radius_on_screen};
use crate::facts::EntityId;

/// The pictures of a map, square, [`Portraits::SIDE`] pixels wide.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Portraits {
    by_entity: BTreeMap<EntityId, Arc<ColorImage>>,
}

impl Portraits {
    /// Width and height of each, in pixels.
    pub const SIDE: usize = 128;
    /// So many are kept.
    pub const MOST: usize = 200;
    /// A mark of a smaller radius, in points, has no room for one.
    const LEAST_RADIUS: f32 = 9.0;
    /// How much of the radius of a mark a portrait fills: what is left is a frame in the colour of the kind.
    const SHARE: f32 = 0.84;

    /// Keeps a picture; no more than [`Portraits::MOST`] of them.
    pub fn add(&mut self, id: EntityId, picture: ColorImage) {
        if self.by_entity.len() < Self::MOST {
            self.by_entity.insert(id, Arc::new(picture));
        }
    }

    /// Whether an entity has one.
    #[must_use]
    pub fn has(&self, id: EntityId) -> bool {
        self.by_entity.contains_key(&id)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_entity.is_empty()
    }
}

/// The textures of the portraits that were shown, of the newest map that has some.
#[derive(Clone, Default)]
struct Shown(Arc<Mutex<Textures>>);

#[derive(Default)]
struct Textures {
    of: Arc<Portraits>,
    by_entity: HashMap<EntityId, TextureHandle>,
}

/// The texture of an entity's portrait, made when it is first shown.
fn texture(context: &Context, portraits: &Arc<Portraits>, id: EntityId) -> Option<TextureHandle> {
    let picture = portraits.by_entity.get(&id)?;
    let shown: Shown = context.data_mut(|data| data.get_temp_mut_or_default::<Shown>(Id::new("portraits")).clone());
    let mut shown = shown.0.lock();
    if !Arc::ptr_eq(&shown.of, portraits) {
        *shown = Textures { of: Arc::clone(portraits), by_entity: HashMap::new() };
    }
    let made = || context.load_texture("portrait", ColorImage::clone(picture), TextureOptions::LINEAR);
    Some(shown.by_entity.entry(id).or_insert_with(made).clone())
}

/// An entity's portrait as a shape in `rect`, of which `strength` is seen; nothing where there is none.
#[must_use]
pub fn portrait(
    context: &Context,
    portraits: &Arc<Portraits>,
    id: EntityId,
    rect: Rect,
    strength: f32,
) -> Option<Shape> {
    let texture = texture(context, portraits, id)?;
    let mut mesh = Mesh::with_texture(texture.id());
    let color = Style::UNTINTED.gamma_multiply(strength);
    let pixel = 1.0 / context.pixels_per_point().max(0.1);
    let radius = rect.width().min(rect.height()) / 2.0;
    let middle = pos2(0.5, 0.5);
    mesh.vertices.push(Vertex { pos: rect.center(), uv: middle, color });
    let around = unit_circle();
    for out in around {
        let (inner, outer) = ((radius - 0.5 * pixel).max(0.0), radius + 0.5 * pixel);
        let uv = middle + *out * 0.5;
        mesh.vertices.push(Vertex { pos: rect.center() + *out * inner, uv, color });
        mesh.vertices.push(Vertex { pos: rect.center() + *out * outer, uv, color: Color32::TRANSPARENT });
    }
    let count = around.len() as u32;
    for at in 0..count {
        let (this, next) = (1 + 2 * at, 1 + 2 * ((at + 1) % count));
        mesh.indices.extend_from_slice(&[0, this, next, this, this + 1, next, this + 1, next + 1, next]);
    }
    // A texture is freed once nobody holds it: the cache does.
    Some(Shape::mesh(mesh))
}

/// Draws the portraits of marks in view that are large enough, of those that `choose` picks by how strongly they are
/// drawn.
pub fn draw_portraits(
    painter: &Painter,
    scene: &Scene<'_>,
    (camera, area): (&Camera, Rect),
    choose: impl Fn(Level) -> Option<f32>,
) {
    let portraits = &scene.looks.portraits;
    for &id in portraits.by_entity.keys().filter(|id| scene.visible.entity(**id)) {
        let Some(look) = scene.looks.marks.get(id.index()) else {
            continue;
        };
        let radius = radius_on_screen(look.radius, camera.zoom);
        let center = camera.screen_from_map(area, scene.place(id));
        if radius < Portraits::LEAST_RADIUS || !area.expand(radius).contains(center) {
            continue;
        }
        let Some(strength) = choose(scene.emphasis.entity(id)) else {
            continue;
        };
        let size = vec2(2.0, 2.0) * radius * Portraits::SHARE;
        painter.extend(portrait(painter.ctx(), portraits, id, Rect::from_center_size(center, size), strength));
    }
}

/// How strongly a portrait is drawn where nothing lies over it.
#[must_use]
pub const fn as_drawn(level: Level) -> Option<f32> {
    Some(match level {
        Level::Faded => Style::FADED,
        Level::Normal | Level::Lifted | Level::Selected => 1.0,
    })
}
