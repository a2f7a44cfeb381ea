//! Facts by year: a range is dragged over the bars, and only its facts are shown.

use egui::{Rect, Sense, Stroke, Ui, WidgetInfo, WidgetType, pos2, vec2};

use super::{Actions, theme};
use crate::facts::Date;
use crate::graph::Filter;
use crate::state::{Action, Edit, Map, State, Toggle, Years};

pub(super) fn show(ui: &mut Ui, state: &State, map: &Map, years: &Years, actions: &mut Actions) {
    let palette = theme::palette(state.view.ground);
    let filter = &map.decisions.filter;
    let width = ui.available_width() - 4.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, 46.0), Sense::click_and_drag());
    let (first, last) = (years.first, years.first + years.counts.len() as i16 - 1);
    let chosen = (filter.from.map_or(first, Date::year), filter.until.map_or(last, Date::year));
    response.widget_info(|| {
        let label = format!("Facts from {} to {}", chosen.0, chosen.1);
        WidgetInfo::labeled(WidgetType::Slider, true, label)
    });
    paint(ui, rect, years, chosen, &palette);

    let year_at = |x: f32| {
        let share = ((x - rect.min.x) / rect.width()).clamp(0.0, 0.9999);
        first + (share * years.counts.len() as f32) as i16
    };
    let origin = ui.input(|input| input.pointer.press_origin());
    if let (true, Some(origin), Some(now)) = (response.dragged(), origin, response.interact_pointer_pos()) {
        let (a, b) = (year_at(origin.x), year_at(now.x));
        choose(filter, years, (a.min(b), a.max(b)), Toggle::On, actions);
    }
    if response.drag_stopped() {
        actions.push(Action::EndGesture);
    }
    if let (true, Some(at)) = (response.clicked(), response.interact_pointer_pos()) {
        let year = year_at(at.x);
        let range = if chosen == (year, year) { (first, last) } else { (year, year) };
        choose(filter, years, range, Toggle::Off, actions);
    }
    let tip = "Drag over the years to show only their facts. Click for one year, click again for all";
    let response = response.on_hover_text(tip);

    ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.x = 46.0;
        let (mut from, mut until) = chosen;
        let from_field = egui::DragValue::new(&mut from).range(first..=last).speed(0.1).custom_formatter(plain);
        let changed = ui.add(from_field).on_hover_text("First year").changed();
        ui.label("to");
        let until_field = egui::DragValue::new(&mut until).range(first..=last).speed(0.1).custom_formatter(plain);
        if ui.add(until_field).on_hover_text("Last year").changed() || changed {
            choose(filter, years, (from.min(until), until.max(from)), Toggle::On, actions);
        }
    });
    drop(response);
}

/// A year has no separators.
fn plain(year: f64, _decimals: std::ops::RangeInclusive<usize>) -> String {
    format!("{year:.0}")
}

fn choose(filter: &Filter, years: &Years, (from, until): (i16, i16), gesture: Toggle, actions: &mut Actions) {
    let last = years.first + years.counts.len() as i16 - 1;
    let edited = Filter {
        from: (from > years.first).then(|| Date::year_only(from)),
        until: (until < last).then(|| Date::year_only(until)),
        ..filter.clone()
    };
    if edited != *filter {
        actions.push(Action::Edit(Edit::Filter(edited), "filter", gesture));
    }
}

fn paint(ui: &Ui, rect: Rect, years: &Years, chosen: (i16, i16), palette: &theme::Palette) {
    let painter = ui.painter();
    let most = years.counts.iter().copied().max().unwrap_or(1).max(1) as f32;
    let step = rect.width() / years.counts.len() as f32;
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
