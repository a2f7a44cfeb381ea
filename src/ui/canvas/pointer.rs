//! What mouse and touchpad do to the map.

use egui::{CursorIcon, Event, MouseWheelUnit, PointerButton, Rect, Response, Sense, Ui};

use super::super::Actions;
use crate::facts::EntityId;
use crate::scene::{HitIndex, Scene, Target};
use crate::state::{Action, Command, How, State};

/// What is being dragged.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Dragging {
    #[default]
    Nothing,
    Ground,
    Mark(EntityId),
}

/// What the pointer is in the middle of.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pointer {
    dragging: Dragging,
    /// A touchpad scrolls by points, a wheel by lines: the one moves the map, the other zooms.
    by_points: bool,
}

impl Pointer {
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
        let target = over.and_then(|point| hit.at(scene, &camera, area, point));

        self.drag(ui, &response, |point| hit.at(scene, &camera, area, point), state, actions);
        if self.dragging == Dragging::Nothing {
            if let Some(target) = target {
                actions.point_at(target);
            }
            Self::click(ui, &response, target, actions);
        }
        if let Some(point) = over {
            self.wheel(ui, point, actions);
        }
        let cursor = match (self.dragging, target) {
            (Dragging::Ground | Dragging::Mark(_), _) => CursorIcon::Grabbing,
            (Dragging::Nothing, Some(_)) => CursorIcon::PointingHand,
            (Dragging::Nothing, None) => CursorIcon::Default,
        };
        if over.is_some() {
            ui.ctx().set_cursor_icon(cursor);
        }
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
        if response.drag_started() {
            let origin = ui.input(|input| input.pointer.press_origin());
            self.dragging = match origin.and_then(at) {
                Some(Target::Entity(id)) if by_button(PointerButton::Primary) => {
                    actions.push(Action::DragStart(id));
                    Dragging::Mark(id)
                }
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
            Dragging::Nothing | Dragging::Ground | Dragging::Mark(_) => {}
        }
        if response.drag_stopped() {
            if matches!(self.dragging, Dragging::Mark(_)) {
                actions.push(Action::DragEnd);
            }
            self.dragging = Dragging::Nothing;
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
