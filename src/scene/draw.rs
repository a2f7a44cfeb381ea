//! Marks, ties, badges and labels as egui shapes: the one hand that draws for the window and for the exports.

use std::f32::consts::TAU;
use std::sync::Arc;

use egui::epaint::TextShape;
use egui::{Color32, Galley, Pos2, Rect, Shape, Stroke, Vec2, pos2, vec2};

use super::labels::DOTS;
use super::pen::{CORNERS, unit_circle};
use super::{Dash, Icon, KindLook, Label, Labels, Level, MarkLook, MarkShape, Pen, Style, TieLook};
use crate::facts::EntityId;
use crate::graph::{Direction, TieId};

/// Half the width of a mark on the screen, in points: true to scale when far, growing slowly when near.
#[must_use]
pub fn radius_on_screen(radius_in_map: f32, zoom: f32) -> f32 {
    let scale = if zoom < 1.0 { zoom } else { zoom.sqrt() };
    (radius_in_map * scale).max(1.2)
}

/// Draws a mark; `ring` is the marker colour of an end of the chosen tie.
pub fn draw_mark(
    pen: &mut impl Pen,
    style: &Style,
    look: &MarkLook,
    center: Pos2,
    radius: f32,
    (level, pinned, ring): (Level, bool, Option<Color32>),
) {
    let color = style.kinds[look.kind.color];
    let fill = if level == Level::Faded { style.faded(color, Style::FADED) } else { color };
    if let Some(ring) = ring {
        draw_outline(pen, look.kind.shape, center, radius + 5.0, Stroke::new(3.5, ring));
    } else if level == Level::Selected {
        draw_outline(pen, look.kind.shape, center, radius + 4.0, Stroke::new(2.0, style.ink));
    }
    draw_rimmed(pen, look.kind.shape, center, radius, (fill, style.ground));
    if radius >= 9.0 {
        let icon = if level == Level::Faded { style.faded(style.icon, 0.5) } else { style.icon };
        draw_icon(pen, look.kind, center, radius, icon, fill);
    }
    if pinned && radius > 4.0 {
        let at = center + vec2(0.72, -0.72) * radius;
        let r = (radius * 0.24).clamp(2.5, 4.5);
        pen.circle(at, r + 1.5, style.ground);
        pen.circle(at, r, if level == Level::Faded { style.tie } else { style.ink });
    }
}

/// Draws the outline of a kind, filled. All shapes of one radius have about the same area.
pub fn draw_shape(pen: &mut impl Pen, shape: MarkShape, center: Pos2, radius: f32, fill: Color32) {
    match shape {
        MarkShape::Circle => pen.circle(center, radius, fill),
        MarkShape::Square => {
            let (rect, rounding) = square(center, radius);
            pen.rect(rect, rounding, fill);
        }
        _ => with_corners(shape, center, radius, |corners| pen.polygon(corners, fill)),
    }
}

/// Draws the outline of a kind, filled, with a rim of the ground that keeps it apart from ties and from its neighbours.
pub fn draw_rimmed(
    pen: &mut impl Pen,
    shape: MarkShape,
    center: Pos2,
    radius: f32,
    (fill, ground): (Color32, Color32),
) {
    let rim = Stroke::new(1.5, ground);
    if radius <= 3.0 {
        draw_shape(pen, shape, center, radius, fill);
        return;
    }
    match shape {
        MarkShape::Circle => pen.rimmed_circle(center, radius, fill, rim),
        MarkShape::Square => {
            let (rect, rounding) = square(center, radius);
            pen.rimmed_rect(rect, rounding, fill, rim);
        }
        _ => with_corners(shape, center, radius, |corners| pen.rimmed_polygon(corners, fill, rim)),
    }
}

fn draw_outline(pen: &mut impl Pen, shape: MarkShape, center: Pos2, radius: f32, stroke: Stroke) {
    match shape {
        MarkShape::Circle => pen.ring(center, radius, stroke),
        MarkShape::Square => {
            let (rect, rounding) = square(center, radius);
            pen.rect_outline(rect, rounding, stroke);
        }
        _ => with_corners(shape, center, radius, |corners| pen.outline(corners, stroke)),
    }
}

/// The rectangle of a firm's mark, and the rounding of its corners.
fn square(center: Pos2, radius: f32) -> (Rect, f32) {
    (Rect::from_center_size(center, Vec2::splat(2.0 * radius * SQUARE)), (radius * 0.22).clamp(0.0, 8.0).floor())
}

/// Half the side of a square of the area of a circle of radius 1.
const SQUARE: f32 = 0.886;

/// Gives the corners of a shape to `draw`.
fn with_corners(shape: MarkShape, center: Pos2, radius: f32, draw: impl FnOnce(&[Pos2])) {
    let (count, scale, turn) = shape.polygon();
    let corner = |at| center + radius * scale * Vec2::angled(turn + TAU * at as f32 / f32::from(count));
    let corners: [Pos2; 24] = std::array::from_fn(|at| if at < usize::from(count) { corner(at) } else { center });
    draw(&corners[..usize::from(count)]);
}

/// How far the rim of a mark of radius 1 is from its middle, towards `direction` (of length 1).
#[must_use]
pub fn rim(shape: MarkShape, direction: Vec2) -> f32 {
    let Vec2 { x, y } = direction.abs();
    match shape {
        MarkShape::Circle => 1.0,
        MarkShape::Square => SQUARE / x.max(y),
        MarkShape::Diamond => shape.polygon().1 / (x + y),
        _ => {
            let (count, scale, turn) = shape.polygon();
            let sector = TAU / f32::from(count);
            let angle = (direction.angle() - turn).rem_euclid(sector) - sector / 2.0;
            scale * (sector / 2.0).cos() / angle.cos()
        }
    }
}

fn draw_icon(pen: &mut impl Pen, kind: KindLook, center: Pos2, radius: f32, ink: Color32, ground: Color32) {
    let at = |x: f32, y: f32| center + vec2(x, y) * radius;
    let rect = |x: f32, y: f32, w: f32, h: f32| Rect::from_center_size(at(x, y), vec2(w, h) * radius);
    let soft = (radius * 0.08).clamp(0.0, 4.0).floor();
    match kind.icon {
        Icon::Person => {
            pen.circle(at(0.0, -0.26), radius * 0.25, ink);
            let circle = unit_circle();
            let shoulders: [Pos2; CORNERS / 4 + 1] = std::array::from_fn(|step| {
                let out = circle[(CORNERS / 2 + 2 * step) % CORNERS];
                at(0.44 * out.x, 0.5 + 0.42 * out.y)
            });
            pen.polygon(&shoulders, ink);
        }
        Icon::Firm => {
            pen.rect(rect(-0.14, 0.0, 0.52, 0.92), soft, ink);
            pen.rect(rect(0.28, 0.17, 0.34, 0.58), soft, ink);
            for (x, y) in [(-0.26, -0.24), (-0.02, -0.24), (-0.26, 0.0), (-0.02, 0.0), (-0.26, 0.24), (-0.02, 0.24)] {
                pen.rect(rect(x, y, 0.12, 0.12), 0.0, ground);
            }
        }
        Icon::Film => {
            pen.rect(rect(0.0, 0.0, 0.98, 0.66), soft, ink);
            for column in [-0.36, -0.12, 0.12, 0.36] {
                for row in [-0.23, 0.23] {
                    pen.rect(rect(column, row, 0.11, 0.09), 0.0, ground);
                }
            }
        }
        Icon::Place => {
            pen.circle(at(0.0, -0.16), radius * 0.33, ink);
            pen.polygon(&[at(-0.30, -0.04), at(0.30, -0.04), at(0.0, 0.5)], ink);
            pen.circle(at(0.0, -0.16), radius * 0.13, ground);
        }
        Icon::None => {}
    }
}

/// Whether arrowheads are drawn: they say nothing on a tie a few points long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrowheads {
    /// Drawn.
    Shown,
    /// Left out.
    Hidden,
}

/// One end of a tie on the screen: the middle of the mark, its radius and shape.
pub(crate) type End = (Pos2, f32, MarkShape);

/// Draws a tie from rim to rim. A tie of an entity with itself is a ring at its shoulder.
pub fn draw_tie(
    pen: &mut impl Pen,
    style: &Style,
    look: &TieLook,
    (a, b): (End, End),
    (level, zoom, heads): (Level, f32, Arrowheads),
) {
    let color = tie_color(style, look, level);
    let width = look.width * zoom.clamp(0.35, 1.6) + if level == Level::Selected { 1.2 } else { 0.0 };
    let along = b.0 - a.0;
    let length = along.length_sq().sqrt();
    if length < 0.5 {
        let (center, radius) = self_tie(a.0, a.1);
        pen.ring(center, radius, Stroke::new(width, color));
        return;
    }
    let direction = along / length;
    // Chosen ends have rings: the arrowhead stays outside them.
    let gap = if level == Level::Selected { 7.0 } else { 2.5 };
    let mut from = a.0 + direction * (a.1 * rim(a.2, direction) + gap);
    let mut to = b.0 - direction * (b.1 * rim(b.2, -direction) + gap);
    if (to - from).dot(direction) <= 1.0 {
        return;
    }
    let head = (5.5 + 1.6 * width).min((to - from).dot(direction) * 0.4);
    let fill = if look.evidence { color } else { style.ground };
    if heads == Arrowheads::Shown && matches!(look.direction, Direction::Forward | Direction::Both) {
        draw_arrowhead(pen, to, direction, head, (fill, color));
        to -= direction * head * 0.9;
    }
    if heads == Arrowheads::Shown && matches!(look.direction, Direction::Backward | Direction::Both) {
        draw_arrowhead(pen, from, -direction, head, (fill, color));
        from += direction * head * 0.9;
    }
    let strands = strands(look, zoom, (to - from).length());
    if strands > 1 {
        draw_fan(pen, (from, to), direction, strands, Stroke::new(width.min(1.8), color));
        return;
    }
    let stroke = Stroke::new(width, color);
    draw_line(pen, look.dash, (from, to), direction, stroke);
    if look.unreviewed {
        let aside = direction.rot90() * (3.5 + width);
        let dots = Stroke::new(width.clamp(1.4, 2.0), color);
        draw_line(pen, Dash::Unreviewed, (from + aside, to + aside), direction, dots);
    }
}

/// Into how many lines a tie opens: one for each fact where the reader is near and they are few.
fn strands(look: &TieLook, zoom: f32, length: f32) -> u32 {
    const NEAR: f32 = 1.7;
    let opens = zoom >= NEAR && length > 70.0 && look.dash == Dash::Solid && (2..=5).contains(&look.count);
    if opens { look.count } else { 1 }
}

/// Lines side by side that meet at both ends.
fn draw_fan(pen: &mut impl Pen, (from, to): (Pos2, Pos2), direction: Vec2, strands: u32, stroke: Stroke) {
    const APART: f32 = 4.5;
    let reach = (to - from).length().min(120.0) * 0.2;
    for strand in 0..strands {
        let aside = direction.rot90() * APART * (strand as f32 - (strands - 1) as f32 / 2.0);
        let bends = [from + direction * reach + aside, to - direction * reach + aside];
        pen.line(from, bends[0], stroke);
        pen.line(bends[0], bends[1], stroke);
        pen.line(bends[1], to, stroke);
    }
}

fn tie_color(style: &Style, look: &TieLook, level: Level) -> Color32 {
    let rest = if look.evidence { style.tie } else { style.pale_tie };
    let rest = if look.faint > 0.0 { style.faded(rest, 1.0 - 0.75 * look.faint) } else { rest };
    match level {
        Level::Faded => style.faded(rest, Style::FADED),
        Level::Normal => rest,
        Level::Lifted => style.faded(style.ink, if look.evidence { 0.72 } else { 0.4 }),
        Level::Selected => style.ink,
    }
}

fn draw_line(pen: &mut impl Pen, dash: Dash, (from, to): (Pos2, Pos2), direction: Vec2, stroke: Stroke) {
    let w = stroke.width.max(1.0);
    match dash {
        Dash::Solid => pen.line(from, to, stroke),
        Dash::Dashed => draw_dashes(pen, (from, to), stroke, &[(4.0 + 2.0 * w, 3.0 + w)]),
        Dash::Dotted => draw_dashes(pen, (from, to), stroke, &[(0.5 + w, 2.0 + w)]),
        Dash::Unreviewed => draw_dashes(pen, (from, to), stroke, &[(0.5 + w, 5.0 + 1.5 * w)]),
        Dash::Ended => draw_dashes(pen, (from, to), stroke, &[(8.0 + w, 2.5 + w), (0.5 + w, 2.5 + w)]),
        Dash::Struck => {
            pen.line(from, to, stroke);
            let middle = from + (to - from) * 0.36;
            let across = (direction.rot90() + direction * 0.5).normalized() * (4.0 + w);
            for side in [-2.5, 2.5] {
                let at = middle + direction * side;
                pen.line(at - across, at + across, stroke);
            }
        }
    }
}

/// Draws dashes, each with the gap after it, over and over.
fn draw_dashes(pen: &mut impl Pen, (from, to): (Pos2, Pos2), stroke: Stroke, pattern: &[(f32, f32)]) {
    /// A line that reaches far out of view may not take forever.
    const MOST: usize = 2_000;
    let length = (to - from).length();
    let along = (to - from) / length.max(f32::EPSILON);
    let mut begin = 0.0;
    for (dash, gap) in pattern.iter().cycle().take(MOST) {
        if begin >= length {
            return;
        }
        pen.line(from + along * begin, from + along * (begin + dash).min(length), stroke);
        begin += dash + gap;
    }
}

fn draw_arrowhead(pen: &mut impl Pen, tip: Pos2, direction: Vec2, size: f32, (fill, color): (Color32, Color32)) {
    let back = tip - direction * size;
    let side = direction.rot90() * size * 0.42;
    let corners = [tip, back + side, back - side];
    pen.polygon(&corners, fill);
    if fill != color {
        pen.outline(&corners, Stroke::new(1.0, color));
    }
}

/// The ring of a tie of an entity with itself: its middle and radius on the screen.
pub(super) fn self_tie(center: Pos2, radius: f32) -> (Pos2, f32) {
    (center + vec2(1.0, -1.0) * radius * 0.95, radius * 0.7 + 3.0)
}

/// The number of facts of a tie in a capsule at its middle; gives the colour of the number.
fn draw_badge(pen: &mut impl Pen, style: &Style, badge: &Label<TieId>) -> Color32 {
    let size = badge.galley.size();
    let height = size.y.max(10.0) + 1.0;
    let rect = Rect::from_center_size(badge.rect.center(), vec2((size.x + 9.0).max(height), height));
    let (fill, ink, rim) = capsule_colors(style, badge.level);
    pen.rect(rect, (height / 2.0).floor(), fill);
    pen.rect_outline(rect, (height / 2.0).floor(), Stroke::new(1.0, rim));
    ink
}

/// Of a capsule: what fills it, what is written, and the rim.
fn capsule_colors(style: &Style, level: Level) -> (Color32, Color32, Color32) {
    match level {
        Level::Selected => (style.ink, style.ground, style.ground),
        Level::Faded => (style.ground, style.faded(style.soft_ink, 0.35), style.faded(style.tie, 0.3)),
        Level::Normal | Level::Lifted => (style.badge, style.ink, style.tie),
    }
}

/// The capsule of a bunch of leaves, with three of them in it; gives the colour of the number.
fn draw_bunch(pen: &mut impl Pen, style: &Style, bunch: &Label<EntityId>) -> Color32 {
    let (fill, ink, rim) = capsule_colors(style, bunch.level);
    let rounding = (bunch.rect.height() / 2.0).floor();
    pen.rect(bunch.rect, rounding, fill);
    pen.rect_outline(bunch.rect, rounding, Stroke::new(1.0, rim));
    let middle = bunch.rect.left_center() + vec2(4.0 + DOTS / 2.0, 0.0);
    for at in [vec2(0.0, -2.6), vec2(-2.9, 2.0), vec2(2.9, 2.0)] {
        pen.circle(middle + at, 1.9, ink);
    }
    ink
}

/// A soft patch of the ground behind a text, so that it stays legible where something lies behind it.
fn draw_patch<T>(pen: &mut impl Pen, style: &Style, label: &Label<T>) {
    if label.patch {
        pen.patch(label.rect.expand2(vec2(1.0, -1.0)), 4.0, 5.0, style.ground.gamma_multiply(0.86));
    }
}

fn text(label_rect: Rect, galley: &Arc<Galley>, ink: Color32) -> Shape {
    let at = pos2(label_rect.center().x - galley.rect.center().x, label_rect.min.y - galley.rect.min.y);
    TextShape::new(at, Arc::clone(galley), ink).with_override_text_color(ink).into()
}

/// Relations, badges and names, in this order from back to front; the most important name is the topmost. What lies
/// under the texts is drawn with a pen that `finish` turns into shapes.
#[must_use]
pub fn label_shapes<P: Pen>(
    style: &Style,
    labels: &Labels,
    pen: impl Fn() -> P,
    finish: impl Fn(P) -> Vec<Shape>,
) -> Vec<Shape> {
    let mut patches = pen();
    labels.ties.iter().for_each(|label| draw_patch(&mut patches, style, label));
    labels.entities.iter().for_each(|label| draw_patch(&mut patches, style, label));
    let mut shapes = finish(patches);
    for label in &labels.ties {
        let ink = if label.level >= Level::Lifted { style.ink } else { style.soft_ink };
        shapes.push(text(label.rect, &label.galley, ink));
    }
    let mut capsules = pen();
    let inks: Vec<Color32> = labels.badges.iter().map(|badge| draw_badge(&mut capsules, style, badge)).collect();
    let bunch_inks: Vec<Color32> = labels.bunches.iter().map(|bunch| draw_bunch(&mut capsules, style, bunch)).collect();
    shapes.extend(finish(capsules));
    for (badge, ink) in labels.badges.iter().zip(inks) {
        let rect = Rect::from_center_size(badge.rect.center(), badge.galley.size());
        shapes.push(text(rect, &badge.galley, ink));
    }
    for (bunch, ink) in labels.bunches.iter().zip(bunch_inks) {
        let room = bunch.rect.with_min_x(bunch.rect.min.x + DOTS);
        shapes.push(text(Rect::from_center_size(room.center(), bunch.galley.size()), &bunch.galley, ink));
    }
    for label in labels.entities.iter().rev() {
        let ink = match label.level {
            Level::Faded => style.faded(style.soft_ink, 0.4).lerp_to_gamma(style.ink, labels.unfaded),
            Level::Normal | Level::Lifted | Level::Selected => style.ink,
        };
        shapes.push(text(label.rect, &label.galley, ink));
    }
    shapes
}
