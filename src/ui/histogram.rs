//! Facts by steps of the calendar: a range is dragged over the bars, its ends have handles, and only its facts are shown.

use egui::{EventFilter, Key, Rect, Sense, Stroke, Ui, WidgetInfo, WidgetType, pos2, vec2};

use super::words::counted;
use super::{Actions, theme};
use crate::graph::Clock;
use crate::state::{Action, Map, State, Steps, Timing, Toggle};

/// How high the bars are: beside other parts of the filter, and in a panel of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Height {
    Small,
    Tall,
}

pub(super) fn show(ui: &mut Ui, state: &State, map: &Map, height: Height, actions: &mut Actions) {
    let palette = theme::palette(state.view.ground);
    let clock = map.decisions.filter.clock;
    let steps = map.steps(clock);
    let (first, last, chosen) = (steps.first, steps.last(), map.chosen_steps());
    let told = |number: i32| steps.told(number);
    let width = ui.available_width() - 4.0;
    let high = if height == Height::Tall { 62.0 } else { 46.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(width, high), Sense::click_and_drag());
    response.widget_info(|| {
        let what = if clock == Clock::Published { "Facts published" } else { "Facts" };
        WidgetInfo::labeled(
            WidgetType::Other,
            true,
            format!("{what} from {} to {}", steps.unit.told(chosen.0), told(chosen.1)),
        )
    });
    paint(ui, rect, steps, chosen, &palette);

    let step_at = |x: f32| {
        let share = ((x - rect.min.x) / rect.width()).clamp(0.0, 0.9999);
        first + (share * steps.counts.len() as f32) as i32
    };
    let range = |from: i32, until: i32, gesture| Action::Time(Timing::Range(from, until, gesture));
    let origin = ui.input(|input| input.pointer.press_origin());
    if let (true, Some(origin), Some(now)) = (response.dragged(), origin, response.interact_pointer_pos()) {
        let (a, b) = (step_at(origin.x), step_at(now.x));
        actions.push(range(a.min(b), a.max(b), Toggle::On));
    }
    if response.drag_stopped() {
        actions.push(Action::EndGesture);
    }
    if let (true, Some(at)) = (response.clicked(), response.interact_pointer_pos()) {
        let step = step_at(at.x);
        let (from, until) = if chosen == (step, step) { (first, last) } else { (step, step) };
        actions.push(range(from, until, Toggle::Off));
    }
    if let Some(at) = response.hover_pos() {
        let step = step_at(at.x);
        let facts = counted(steps.count(step), "fact", "facts");
        let tip = format!("{}: {facts}\nDrag to show a part, click for one {}", told(step), steps.unit.word());
        response.on_hover_text_at_pointer(tip);
    }
    for (end, name) in [(0, "Range from"), (1, "Range until")] {
        handle(ui, (rect, steps, chosen, end, name), &palette, actions);
    }
    line(ui, steps, chosen);
}

/// One end of the range: dragged with the pointer, or moved with the arrow keys.
fn handle(
    ui: &Ui,
    (rect, steps, chosen, end, name): (Rect, &Steps, (i32, i32), usize, &str),
    palette: &theme::Palette,
    actions: &mut Actions,
) {
    let wide = rect.width() / steps.counts.len().max(1) as f32;
    let step = if end == 0 { chosen.0 } else { chosen.1 };
    let edge = (step - steps.first) as f32 + if end == 0 { 0.0 } else { 1.0 };
    let x = (rect.min.x + edge * wide).clamp(rect.min.x, rect.max.x);
    let grip = Rect::from_center_size(pos2(x, rect.center().y), vec2(9.0, rect.height()));
    let id = ui.id().with(("end of the range", name));
    let response = ui.interact(grip, id, Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::slider(true, f64::from(step), name));
    let moved = |step: i32, gesture| {
        let step = step.clamp(steps.first, steps.last());
        let (from, until) = if end == 0 { (step.min(chosen.1), chosen.1) } else { (chosen.0, step.max(chosen.0)) };
        Action::Time(Timing::Range(from, until, gesture))
    };
    if let (true, Some(at)) = (response.dragged(), response.interact_pointer_pos()) {
        let edge = ((at.x - rect.min.x) / wide).round() as i32;
        actions.push(moved(steps.first + edge - i32::from(end == 1), Toggle::On));
    }
    if response.drag_stopped() {
        actions.push(Action::EndGesture);
    }
    if response.has_focus() {
        let keys = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, keys));
        let by = ui.input(|input| {
            i32::from(input.key_pressed(Key::ArrowRight)) - i32::from(input.key_pressed(Key::ArrowLeft))
        });
        if by != 0 {
            actions.push(moved(step.saturating_add(by), Toggle::Off));
        }
    }
    let narrowed = chosen != (steps.first, steps.last());
    let strong = response.hovered() || response.dragged() || response.has_focus();
    if narrowed || strong {
        let color = if strong { palette.ink } else { palette.accent };
        ui.painter().vline(x, rect.y_range(), Stroke::new(if strong { 2.0 } else { 1.0 }, color));
        let knob = Rect::from_center_size(pos2(x, rect.min.y + 7.0), vec2(7.0, 14.0));
        ui.painter().rect(knob, 2.5, color, Stroke::new(1.0, palette.panel), egui::StrokeKind::Outside);
    }
    response.on_hover_cursor(egui::CursorIcon::ResizeHorizontal);
}

/// The first and the last date below the bars, and the range between them.
fn line(ui: &mut Ui, steps: &Steps, chosen: (i32, i32)) {
    let (first, last) = (steps.first, steps.last());
    let told = |number: i32| steps.told(number);
    ui.horizontal(|ui| {
        super::parts::soft(ui, told(first));
        if chosen != (first, last) {
            let facts = (chosen.0.max(first)..=chosen.1.min(last)).map(|number| steps.count(number)).sum::<usize>();
            let text =
                if chosen.0 == chosen.1 { told(chosen.0) } else { format!("{} to {}", told(chosen.0), told(chosen.1)) };
            ui.add_space(6.0);
            ui.label(egui::RichText::new(format!("{text}: {}", counted(facts, "fact", "facts"))).small());
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            super::parts::soft(ui, told(last));
        });
    });
}

fn paint(ui: &Ui, rect: Rect, steps: &Steps, chosen: (i32, i32), palette: &theme::Palette) {
    let painter = ui.painter();
    let most = steps.counts.iter().copied().max().unwrap_or(1).max(1) as f32;
    let wide = rect.width() / steps.counts.len().max(1) as f32;
    let floor = rect.max.y;
    for (number, &count) in (steps.first..).zip(&steps.counts) {
        let left = rect.min.x + (number - steps.first) as f32 * wide;
        // A fine line where a year, or a decade, begins: months alone are hard to tell apart.
        if number > steps.first && steps.unit.begins_longer(number) {
            painter.vline(left, rect.y_range(), Stroke::new(1.0, palette.line));
        }
        let height = if count == 0 { 1.0 } else { 3.0 + (count as f32 / most).sqrt() * (rect.height() - 5.0) };
        let gap = if wide > 4.0 { 1.0 } else { 0.0 };
        let bar =
            Rect::from_min_max(pos2(left + gap, floor - height), pos2((left + wide - gap).max(left + 1.0), floor));
        let inside = (chosen.0..=chosen.1).contains(&number);
        painter.rect_filled(bar, 1.0, if inside { palette.accent } else { palette.field_hovered });
    }
    painter.hline(rect.x_range(), floor, Stroke::new(1.0, palette.line));
}
