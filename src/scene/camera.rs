//! Where the reader looks from: the one transform between map units and the screen.

use egui::{Pos2, Rect, Vec2, pos2};

use super::Place;

/// A view of the map. At a zoom of 1 a map unit is a point on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The place of the map in the middle of the view.
    pub center_in_map: Pos2,
    /// Points on the screen for each map unit.
    pub zoom: f32,
}

impl Default for Camera {
    fn default() -> Self {
        Self { center_in_map: Pos2::ZERO, zoom: 1.0 }
    }
}

impl Camera {
    /// The least zoom: a map of a million entities still fills a hand.
    pub const MIN_ZOOM: f32 = 0.002;
    /// The greatest zoom.
    pub const MAX_ZOOM: f32 = 12.0;

    /// Where a place of the map falls in a view that fills `view`.
    #[must_use]
    pub fn screen_from_map(&self, view: Rect, place: Place) -> Pos2 {
        view.center() + (pos2(place[0], place[1]) - self.center_in_map) * self.zoom
    }

    /// The place of the map under a point of a view that fills `view`.
    #[must_use]
    pub fn map_from_screen(&self, view: Rect, point: Pos2) -> Place {
        let place = self.center_in_map + (point - view.center()) / self.zoom;
        [place.x, place.y]
    }

    /// The part of the map that is in view.
    #[must_use]
    pub fn map_in_view(&self, view: Rect) -> Rect {
        Rect::from_center_size(self.center_in_map, view.size() / self.zoom)
    }

    /// Moved by a distance on the screen, as if the map were dragged by it.
    #[must_use]
    pub fn panned(&self, by_on_screen: Vec2) -> Self {
        Self { center_in_map: self.center_in_map - by_on_screen / self.zoom, ..*self }
    }

    /// Zoomed by a factor, with the place of the map under `point` held still.
    #[must_use]
    pub fn zoomed(&self, view: Rect, point: Pos2, factor: f32) -> Self {
        let zoom = (self.zoom * factor).clamp(Self::MIN_ZOOM, Self::MAX_ZOOM);
        let held = self.center_in_map + (point - view.center()) / self.zoom;
        Self { center_in_map: held - (point - view.center()) / zoom, zoom }
    }

    /// The view that shows `part` of the map whole, with a margin in points on the screen.
    #[must_use]
    pub fn fitted(view: Rect, part: Rect, margin: Vec2, max_zoom: f32) -> Self {
        let room = (view.size() - 2.0 * margin).max(Vec2::splat(32.0));
        let size = part.size().max(Vec2::splat(1.0));
        let zoom = (room.x / size.x).min(room.y / size.y).clamp(Self::MIN_ZOOM, max_zoom);
        Self { center_in_map: part.center(), zoom }
    }

    /// A view between this one and `other`, `t` from 0 to 1; zoom goes by equal factors in equal times.
    #[must_use]
    pub fn between(&self, other: &Self, t: f32) -> Self {
        let zoom = self.zoom * (other.zoom / self.zoom).powf(t);
        // What is looked at moves as the zoom does, so that the goal stays still on the screen on the way.
        let moved = if (other.zoom - self.zoom).abs() < 1e-4 * self.zoom {
            t
        } else {
            (1.0 / zoom - 1.0 / self.zoom) / (1.0 / other.zoom - 1.0 / self.zoom)
        };
        Self { center_in_map: self.center_in_map + (other.center_in_map - self.center_in_map) * moved, zoom }
    }
}

/// The smallest rectangle around `places`; `None` where there is none.
pub fn bounds(places: impl IntoIterator<Item = Place>) -> Option<Rect> {
    let mut around = Rect::NOTHING;
    for [x, y] in places {
        if x.is_finite() && y.is_finite() {
            around.extend_with(pos2(x, y));
        }
    }
    around.is_finite().then_some(around)
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::vec2;

    const VIEW: Rect = Rect { min: pos2(100.0, 50.0), max: pos2(900.0, 650.0) };

    #[test]
    fn zooming_holds_the_place_under_the_pointer() {
        let camera = Camera { center_in_map: pos2(40.0, -7.0), zoom: 0.7 };
        let point = pos2(222.0, 333.0);
        let before = camera.map_from_screen(VIEW, point);
        let after = camera.zoomed(VIEW, point, 1.37).map_from_screen(VIEW, point);
        assert!((before[0] - after[0]).abs() < 1e-3 && (before[1] - after[1]).abs() < 1e-3);
    }

    #[test]
    fn a_fitted_view_shows_the_whole_part() {
        let part = Rect::from_min_max(pos2(-500.0, 20.0), pos2(1500.0, 90.0));
        let camera = Camera::fitted(VIEW, part, vec2(20.0, 20.0), 2.0);
        for corner in [part.min, part.max] {
            assert!(VIEW.shrink(19.0).contains(camera.screen_from_map(VIEW, [corner.x, corner.y])));
        }
        let empty = Camera::fitted(Rect::from_min_size(Pos2::ZERO, Vec2::ZERO), part, Vec2::ZERO, 2.0);
        assert!(empty.zoom > 0.0 && empty.zoom.is_finite());
    }

    #[test]
    fn a_flight_starts_and_ends_where_it_should() {
        let from = Camera { center_in_map: pos2(0.0, 0.0), zoom: 0.5 };
        let to = Camera { center_in_map: pos2(300.0, 100.0), zoom: 2.0 };
        assert_eq!(from.between(&to, 0.0), from);
        let end = from.between(&to, 1.0);
        assert!((end.center_in_map - to.center_in_map).length() < 1e-2 && (end.zoom - to.zoom).abs() < 1e-3);
    }
}
