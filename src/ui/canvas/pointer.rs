//! What mouse and touchpad do to the map.

use egui::{
    CursorIcon, Event, MouseWheelUnit, PointerButton, Pos2, Rect, Response, Sense, Shape, Stroke, StrokeKind, Ui,
};

use super::super::{Actions, theme};
use super::bundle;
use crate::facts::EntityId;
use crate::scene::{HitIndex, Scene, Target};
use crate::state::{Action, Command, How, State, Tool};

/// What is being dragged.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Dragging {
    #[default]
    Nothing,
    Ground,
    Mark(EntityId),
    /// From this place to the pointer.
    Box(Pos2),
    /// Along the line that is kept beside.
    Lasso,
}

/// What the pointer is in the middle of.
#[derive(Clone, Debug, Default)]
pub(super) struct Pointer {
    dragging: Dragging,
    /// The line of the lasso so far, on the screen.
    lasso: Vec<Pos2>,
    /// A touchpad scrolls by points, a wheel by lines: the one moves the map, the other zooms.
    by_points: bool,
}

impl Pointer {
    /// Whether a mark is being dragged.
    pub(super) const fn drags_mark(&self) -> bool {
        matches!(self.dragging, Dragging::Mark(_))
    }

    pub(super) fn show(
        &mut self,
        ui: &Ui,
        state: &State,
        scene: &Scene<'_>,
        hit: &HitIndex,
        area: Rect,
        actions: &mut Actions,
    ) {
        let response = ui.interact(area, ui.id().with("map"), Sense::click_and_drag());
        let camera = state.view.camera;
        let over = response.contains_pointer().then(|| ui.input(|input| input.pointer.hover_pos())).flatten();
        let points = over.filter(|_| self.dragging == Dragging::Nothing);
        let target = points.and_then(|point| hit.at(scene, &camera, area, point));

        self.drag(ui, &response, |point| hit.at(scene, &camera, area, point), state, actions);
        if self.dragging == Dragging::Nothing {
            if let Some(target) = target {
                actions.point_at(target);
            }
            if let (Some(Target::Tie(id)), Some(map)) = (target, state.map()) {
                bundle::tip(&response, map, id);
            }
            Self::click(ui, &response, target, actions);
        }
        if let Some(point) = over {
            self.wheel(ui, point, actions);
        }
        let cursor = match (self.dragging, target) {
            (Dragging::Ground | Dragging::Mark(_), _) => CursorIcon::Grabbing,
            (Dragging::Box(_) | Dragging::Lasso, _) => CursorIcon::Crosshair,
            (Dragging::Nothing, Some(_)) => CursorIcon::PointingHand,
            (Dragging::Nothing, None) if state.view.tool != Tool::Move => CursorIcon::Crosshair,
            (Dragging::Nothing, None) => CursorIcon::Default,
        };
        if over.is_some() {
            ui.ctx().set_cursor_icon(cursor);
        }
        self.outline(ui, &response, state, actions);
    }

    fn click(ui: &Ui, response: &Response, target: Option<Target>, actions: &mut Actions) {
        let how =
            ui.input(|input| if input.modifiers.shift || input.modifiers.command { How::Toggle } else { How::Replace });
        if response.double_clicked() {
            match target {
                Some(_) => actions.push(Action::Run(Command::FitSelection)),
                None => actions.push(Action::Run(Command::Fit)),
            }
        } else if response.clicked() {
            actions.push(Action::Click(target, how));
        }
        if response.secondary_clicked() && target.is_some() {
            actions.push(Action::Click(target, How::Replace));
        }
    }

    fn drag(
        &mut self,
        ui: &Ui,
        response: &Response,
        at: impl Fn(egui::Pos2) -> Option<Target>,
        state: &State,
        actions: &mut Actions,
    ) {
        let by_button = |button| response.dragged_by(button);
        if state.view.coast.is_some() && response.is_pointer_button_down_on() {
            actions.push(Action::LetGo(egui::Vec2::ZERO));
        }
        if response.drag_started() {
            let origin = ui.input(|input| input.pointer.press_origin());
            let primary = by_button(PointerButton::Primary);
            let shift = ui.input(|input| input.modifiers.shift);
            self.dragging = match (origin.and_then(at), state.view.tool, origin) {
                (_, Tool::Box, Some(from)) if primary => Dragging::Box(from),
                (_, Tool::Lasso, Some(from)) if primary => {
                    self.lasso = vec![from];
                    Dragging::Lasso
                }
                (Some(Target::Entity(id)), ..) if primary => {
                    actions.push(Action::DragStart(id));
                    Dragging::Mark(id)
                }
                (_, Tool::Move, Some(from)) if primary && shift => Dragging::Box(from),
                _ => Dragging::Ground,
            };
        }
        // A drag begins when the pointer has left the place where it was pressed by some points: they count too.
        let origin = ui.input(|input| input.pointer.press_origin()).filter(|_| response.drag_started());
        let moved = match (origin, response.interact_pointer_pos()) {
            (Some(origin), Some(now)) => now - origin,
            _ => response.drag_delta(),
        };
        match self.dragging {
            Dragging::Ground if moved != egui::Vec2::ZERO => actions.push(Action::Pan(moved)),
            Dragging::Mark(_) if moved != egui::Vec2::ZERO => {
                let by = moved / state.view.camera.zoom;
                actions.push(Action::DragBy([by.x, by.y]));
            }
            Dragging::Nothing | Dragging::Ground | Dragging::Mark(_) | Dragging::Box(_) | Dragging::Lasso => {}
        }
        let outlines = matches!(self.dragging, Dragging::Box(_) | Dragging::Lasso);
        if response.drag_stopped() && !outlines {
            if self.dragging == Dragging::Ground {
                actions.push(Action::LetGo(ui.input(|input| input.pointer.velocity())));
            }
            if matches!(self.dragging, Dragging::Mark(_)) {
                actions.push(Action::DragEnd);
            }
            self.dragging = Dragging::Nothing;
        }
    }

    /// Draws the box or the lasso, and chooses what is within it when it is let go.
    fn outline(&mut self, ui: &Ui, response: &Response, state: &State, actions: &mut Actions) {
        /// A line with more points than this says no more.
        const MOST_POINTS: usize = 4_000;
        let now = response.interact_pointer_pos();
        let palette = theme::palette(state.view.ground);
        let stroke = Stroke::new(1.5, palette.accent);
        let painter = ui.painter_at(response.rect);
        let corners = match (self.dragging, now) {
            (Dragging::Box(from), Some(now)) => {
                let rect = Rect::from_two_pos(from, now);
                painter.rect(rect, 0.0, palette.accent.gamma_multiply(0.08), stroke, StrokeKind::Middle);
                vec![rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom()]
            }
            (Dragging::Lasso, Some(now)) => {
                let far = self.lasso.last().is_none_or(|last| last.distance(now) > 2.0);
                if far && self.lasso.len() < MOST_POINTS {
                    self.lasso.push(now);
                }
                painter.add(Shape::line(self.lasso.clone(), stroke));
                if let [first, .., last] = self.lasso[..] {
                    painter.line_segment([last, first], Stroke::new(1.0, palette.accent.gamma_multiply(0.5)));
                }
                self.lasso.clone()
            }
            (Dragging::Box(_) | Dragging::Lasso, None) => {
                self.dragging = Dragging::Nothing;
                return;
            }
            _ => return,
        };
        if response.drag_stopped() {
            let adds = ui.input(|input| input.modifiers.shift || input.modifiers.command);
            let place = |at: Pos2| state.view.camera.map_from_screen(response.rect, at);
            let how = if adds { How::Toggle } else { How::Replace };
            actions.push(Action::Surround(corners.into_iter().map(place).collect(), how));
            self.dragging = Dragging::Nothing;
            self.lasso.clear();
        }
    }

    fn wheel(&mut self, ui: &Ui, point: egui::Pos2, actions: &mut Actions) {
        /// How far a notch of a wheel zooms: the logarithm of the factor for each point that egui scrolls.
        const SPEED: f32 = 0.0045;
        let (scrolled, pinched) = ui.input(|input| {
            for event in &input.events {
                if let Event::MouseWheel { unit, .. } = event {
                    self.by_points = *unit == MouseWheelUnit::Point;
                }
            }
            (input.smooth_scroll_delta(), input.zoom_delta())
        });
        #[expect(clippy::float_cmp, reason = "exactly 1 is what egui gives where nothing was pinched")]
        if pinched != 1.0 {
            actions.push(Action::Zoom(point, pinched));
        } else if scrolled != egui::Vec2::ZERO {
            if self.by_points {
                actions.push(Action::Pan(scrolled));
            } else {
                actions.push(Action::Zoom(point, (scrolled.y * SPEED).exp()));
            }
        }
    }
}
