//! Facts by year: a range is dragged over the bars, its ends have handles, and only its facts are shown.

use egui::{EventFilter, Key, Rect, Sense, Stroke, Ui, WidgetInfo, WidgetType, pos2, vec2};

use super::words::counted;
use super::{Actions, theme};
use crate::graph::Clock;
use crate::state::{Action, Map, State, Timing, Toggle, Years};

/// How high the bars are: beside other parts of the filter, and in a panel of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Height {
    Small,
    Tall,
}

pub(super) fn show(ui: &mut Ui, state: &State, map: &Map, height: Height, actions: &mut Actions) {
    let palette = theme::palette(state.view.ground);
    let clock = map.decisions.filter.clock;
    let years = map.years(clock);
    let (first, last, chosen) = (years.first, years.last(), map.chosen_years());
    let width = ui.available_width() - 4.0;
    let high = if height == Height::Tall { 62.0 } else { 46.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(width, high), Sense::click_and_drag());
    response.widget_info(|| {
        let what = if clock == Clock::Published { "Facts published" } else { "Facts" };
        WidgetInfo::labeled(WidgetType::Other, true, format!("{what} from {} to {}", chosen.0, chosen.1))
    });
    paint(ui, rect, years, chosen, &palette);

    let year_at = |x: f32| {
        let share = ((x - rect.min.x) / rect.width()).clamp(0.0, 0.9999);
        first + (share * years.counts.len() as f32) as i16
    };
    let range = |from: i16, until: i16, gesture| Action::Time(Timing::Range(from, until, gesture));
    let origin = ui.input(|input| input.pointer.press_origin());
    if let (true, Some(origin), Some(now)) = (response.dragged(), origin, response.interact_pointer_pos()) {
        let (a, b) = (year_at(origin.x), year_at(now.x));
        actions.push(range(a.min(b), a.max(b), Toggle::On));
    }
    if response.drag_stopped() {
        actions.push(Action::EndGesture);
    }
    if let (true, Some(at)) = (response.clicked(), response.interact_pointer_pos()) {
        let year = year_at(at.x);
        let (from, until) = if chosen == (year, year) { (first, last) } else { (year, year) };
        actions.push(range(from, until, Toggle::Off));
    }
    if let Some(at) = response.hover_pos() {
        let year = year_at(at.x);
        let count = years.counts.get((year - first) as usize).copied().unwrap_or_default() as usize;
        let tip = format!("{year}: {}\nDrag to show a part, click for one year", counted(count, "fact", "facts"));
        response.on_hover_text_at_pointer(tip);
    }
    for (end, name) in [(0, "First year"), (1, "Last year")] {
        handle(ui, (rect, years, chosen, end, name), &palette, actions);
    }
    line(ui, years, chosen);
}

/// One end of the range: dragged with the pointer, or moved with the arrow keys.
fn handle(
    ui: &Ui,
    (rect, years, chosen, end, name): (Rect, &Years, (i16, i16), usize, &str),
    palette: &theme::Palette,
    actions: &mut Actions,
) {
    let step = rect.width() / years.counts.len().max(1) as f32;
    let year = if end == 0 { chosen.0 } else { chosen.1 };
    let edge = f32::from(year - years.first) + if end == 0 { 0.0 } else { 1.0 };
    let x = (rect.min.x + edge * step).clamp(rect.min.x, rect.max.x);
    let grip = Rect::from_center_size(pos2(x, rect.center().y), vec2(9.0, rect.height()));
    let id = ui.id().with(("end of the range", name));
    let response = ui.interact(grip, id, Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::slider(true, f64::from(year), name));
    let moved = |year: i16, gesture| {
        let year = year.clamp(years.first, years.last());
        let (from, until) = if end == 0 { (year.min(chosen.1), chosen.1) } else { (chosen.0, year.max(chosen.0)) };
        Action::Time(Timing::Range(from, until, gesture))
    };
    if let (true, Some(at)) = (response.dragged(), response.interact_pointer_pos()) {
        let edge = ((at.x - rect.min.x) / step).round() as i16;
        actions.push(moved(years.first + edge - i16::from(end == 1), Toggle::On));
    }
    if response.drag_stopped() {
        actions.push(Action::EndGesture);
    }
    if response.has_focus() {
        let keys = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, keys));
        let by = ui.input(|input| {
            i16::from(input.key_pressed(Key::ArrowRight)) - i16::from(input.key_pressed(Key::ArrowLeft))
        });
        if by != 0 {
            actions.push(moved(year.saturating_add(by), Toggle::Off));
        }
    }
    let narrowed = chosen != (years.first, years.last());
    let strong = response.hovered() || response.dragged() || response.has_focus();
    if narrowed || strong {
        let color = if strong { palette.ink } else { palette.accent };
        ui.painter().vline(x, rect.y_range(), Stroke::new(if strong { 2.0 } else { 1.0 }, color));
        let knob = Rect::from_center_size(pos2(x, rect.min.y + 7.0), vec2(7.0, 14.0));
        ui.painter().rect(knob, 2.5, color, Stroke::new(1.0, palette.panel), egui::StrokeKind::Outside);
    }
    response.on_hover_cursor(egui::CursorIcon::ResizeHorizontal);
}

/// The first and the last year below the bars, and the range between them.
fn line(ui: &mut Ui, years: &Years, chosen: (i16, i16)) {
    let (first, last) = (years.first, years.last());
    ui.horizontal(|ui| {
        super::parts::soft(ui, first.to_string());
        if chosen != (first, last) {
            let inside = (chosen.0..=chosen.1).filter_map(|year| years.counts.get((year - first) as usize));
            let facts = inside.map(|count| *count as usize).sum::<usize>();
            let text =
                if chosen.0 == chosen.1 { chosen.0.to_string() } else { format!("{} to {}", chosen.0, chosen.1) };
            ui.add_space(6.0);
            ui.label(egui::RichText::new(format!("{text}: {}", counted(facts, "fact", "facts"))).small());
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            super::parts::soft(ui, last.to_string());
        });
    });
}

fn paint(ui: &Ui, rect: Rect, years: &Years, chosen: (i16, i16), palette: &theme::Palette) {
    let painter = ui.painter();
    let most = years.counts.iter().copied().max().unwrap_or(1).max(1) as f32;
    let step = rect.width() / years.counts.len().max(1) as f32;
    let floor = rect.max.y;
    for (at, &count) in years.counts.iter().enumerate() {
        let year = years.first + at as i16;
        let height = if count == 0 { 1.0 } else { 3.0 + (count as f32 / most).sqrt() * (rect.height() - 5.0) };
        let gap = if step > 4.0 { 1.0 } else { 0.0 };
        let left = rect.min.x + at as f32 * step;
        let bar =
            Rect::from_min_max(pos2(left + gap, floor - height), pos2((left + step - gap).max(left + 1.0), floor));
        let inside = (chosen.0..=chosen.1).contains(&year);
        painter.rect_filled(bar, 1.0, if inside { palette.accent } else { palette.field_hovered });
    }
    painter.hline(rect.x_range(), floor, Stroke::new(1.0, palette.line));
}
