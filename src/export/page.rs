//! The sheet of a picture: the map, a title above it, the legend and the date line below.

use egui::{Align2, Pos2, Rect, Shape, Ui, pos2, vec2};

use super::Picture;
use super::numbers::Numbers;
use crate::facts::{FactId, kind_plural};
use crate::scene::{
    Arrowheads, Camera, LabelMemory, Level, LineMeaning, MarkShape, Scene, Style, TieLook, as_drawn, draw_mark,
    draw_portraits, draw_shape, draw_tie, elide, label_shapes, place_labels, radius_on_screen, visual_order,
};

/// The width of a page whose size is given by its scale, in points.
pub(super) const WIDTH: f32 = 1_600.0;
/// Its height.
pub(super) const HEIGHT: f32 = 1_000.0;
const MARGIN: f32 = 28.0;
const TITLE: f32 = 24.0;

/// How much larger title, legend and date line are than on a page of the usual width, so that they can be read on a
/// sheet of any size.
fn unit(sheet: Rect) -> f32 {
    (sheet.width() / WIDTH).max(1.0)
}

/// The part of the sheet that the map fills.
pub(super) fn map_area(picture: &Picture, sheet: Rect) -> Rect {
    let unit = unit(sheet);
    let mut area = sheet.shrink((MARGIN * unit).min(sheet.width() / 20.0));
    if picture.title.as_deref().is_some_and(|title| !title.is_empty()) {
        area.min.y += (TITLE + 18.0) * unit;
    }
    if picture.legend || picture.date_line {
        area.max.y -= 24.0 * unit;
    }
    if area.is_positive() { area } else { sheet }
}

/// Ties, marks, badges, relations and names, from back to front; what is lifted before the rest.
pub(super) fn draw_map(ui: &Ui, (scene, numbered): (&Scene<'_>, &[FactId]), camera: &Camera, area: Rect) {
    let painter = ui.painter_at(area.expand(MARGIN));
    let mut shapes = Vec::new();
    let end = |id: crate::facts::EntityId| {
        let look = &scene.looks.marks[id.index()];
        let at = camera.screen_from_map(area, scene.place(id));
        (at, radius_on_screen(look.radius, camera.zoom), look.kind.shape)
    };
    let mut ties: Vec<_> = scene.visible.ties().collect();
    ties.sort_by_key(|id| scene.emphasis.tie(*id));
    for id in ties {
        let tie = scene.graph.tie(id);
        let level = scene.emphasis.tie(id);
        let look = &scene.looks.ties[id.index()];
        draw_tie(&mut shapes, scene.style, look, (end(tie.a), end(tie.b)), (level, camera.zoom, Arrowheads::Shown));
    }
    let mut marks: Vec<_> = scene.visible.entities().collect();
    marks.sort_by_key(|id| scene.emphasis.entity(*id));
    for id in marks {
        let (at, radius, _shape) = end(id);
        let look = &scene.looks.marks[id.index()];
        let ring = match scene.emphasis.ends {
            Some((subject, _)) if subject == id => Some(scene.style.marker_rings[0]),
            Some((_, object)) if object == id => Some(scene.style.marker_rings[2]),
            _ => None,
        };
        draw_mark(&mut shapes, scene.style, look, at, radius, (scene.emphasis.entity(id), false, ring));
    }
    painter.extend(shapes);
    draw_portraits(&painter, scene, (camera, area), as_drawn);
    let mut labels = place_labels(scene, camera, area, &painter, &[], &mut LabelMemory::default());
    let numbers = Numbers::new(scene, numbered);
    labels.badges.retain(|badge| !numbers.has(badge.of));
    painter.extend(label_shapes(scene.style, &labels, Vec::new, |shapes| shapes));
    numbers.draw(&painter, scene, &labels, (camera, area));
}

/// Title, legend and date line.
pub(super) fn draw_surroundings(ui: &Ui, picture: &Picture, scene: &Scene<'_>, sheet: Rect) {
    let painter = ui.painter();
    let style = scene.style;
    let unit = unit(sheet);
    let margin = (MARGIN * unit).min(sheet.width() / 20.0);
    if let Some(title) = picture.title.as_deref().filter(|title| !title.is_empty()) {
        let at = sheet.min + vec2(margin, margin - 4.0);
        painter.text(at, Align2::LEFT_TOP, visual_order(&elide(title, 200)), Style::name_font(TITLE * unit), style.ink);
    }
    let foot = sheet.max.y - margin + 4.0;
    let mut right_end = sheet.max.x - margin;
    if picture.date_line {
        let text = date_line(picture, scene);
        let at = pos2(right_end, foot);
        right_end = painter.text(at, Align2::RIGHT_BOTTOM, text, Style::text_font(12.0 * unit), style.soft_ink).min.x
            - 20.0 * unit;
    }
    if picture.legend {
        draw_legend(ui, scene, pos2(sheet.min.x + margin, foot), right_end, unit);
    }
}

fn date_line(picture: &Picture, scene: &Scene<'_>) -> String {
    let visible = scene.visible;
    let counts = format!("{} entities, {} ties, {} facts", visible.num_entities, visible.num_ties, visible.num_facts);
    if picture.date.is_empty() { counts } else { format!("{counts}. {}", picture.date) }
}

/// Kinds, lines and sizes in one row from `start` on, in the words of the window, as far as there is room.
fn draw_legend(ui: &Ui, scene: &Scene<'_>, start: Pos2, right_end: f32, unit: f32) {
    let painter = ui.painter();
    let style = scene.style;
    let mut x = start.x;
    let middle = start.y - 8.0 * unit;
    let word = |x: f32, text: &str| {
        let galley = painter.layout_no_wrap(text.to_owned(), Style::text_font(12.5 * unit), style.soft_ink);
        let end = x + galley.size().x;
        if end > right_end {
            return None;
        }
        painter.galley(pos2(x, middle - galley.size().y / 2.0), galley, style.soft_ink);
        Some(end + 18.0 * unit)
    };
    for &(kind, _count) in &scene.looks.shown_kinds {
        let look = scene.looks.kinds[kind.index()];
        let Some(end) = word(x + 16.0 * unit, &kind_plural(scene.base.kind(kind))) else {
            return;
        };
        let mut shapes: Vec<Shape> = Vec::new();
        draw_shape(&mut shapes, look.shape, pos2(x + 6.0 * unit, middle), 6.0 * unit, style.kinds[look.color]);
        painter.extend(shapes);
        x = end;
    }
    for &LineMeaning { look, meaning } in &scene.looks.lines {
        let Some(end) = word(x + 34.0 * unit, meaning) else {
            return;
        };
        let ends = [x, x + 28.0 * unit].map(|x| (pos2(x, middle), 0.0, MarkShape::Circle));
        let mut shapes = Vec::new();
        let look = TieLook { width: look.width * unit, ..look };
        draw_tie(&mut shapes, style, &look, (ends[0], ends[1]), (Level::Normal, 1.0, Arrowheads::Hidden));
        painter.extend(shapes);
        x = end;
    }
    for (more, meaning) in [("larger", &*scene.looks.larger), ("wider", scene.looks.wider)] {
        if !meaning.is_empty() {
            let Some(end) = word(x, &format!("{more}: {meaning}")) else {
                return;
            };
            x = end;
        }
    }
}
