//! What shapes, colours and lines mean, in a corner of the map, and the place to change it.

use egui::{Align2, Popup, PopupCloseBehavior, RichText, Sense, Ui, WidgetInfo, WidgetType, vec2};

use super::words::number;
use super::{Actions, look_menu, parts, theme};
use crate::facts::{KindId, kind_plural};
use crate::graph::{Appearance, SizeBy, WidthBy};
use crate::scene::{Arrowheads, Level, LineMeaning, MarkShape, Style, draw_tie};
use crate::state::{Action, Edit, Map, Panel, State, Toggle};

pub(super) fn show(ui: &Ui, state: &State, actions: &mut Actions) {
    let Some(map) = state.map().filter(|_| state.settings.panels.legend.open) else {
        return;
    };
    let palette = theme::palette(state.view.ground);
    let style = Style::of(state.view.ground);
    let corner = ui.max_rect().left_bottom() + vec2(12.0, -12.0);
    // On a small map area the legend would cover what it explains.
    let room = ui.max_rect().size();
    if room.x < 340.0 || room.y < 300.0 {
        return;
    }
    egui::Area::new("legend".into()).pivot(Align2::LEFT_BOTTOM).fixed_pos(corner).order(egui::Order::Middle).show(
        ui.ctx(),
        |ui| {
            let frame = parts::card(&palette).fill(palette.ground).inner_margin(egui::Margin::symmetric(10, 7));
            frame.show(ui, |ui| {
                ui.spacing_mut().item_spacing = vec2(6.0, 1.0);
                ui.spacing_mut().interact_size.y = 16.0;
                ui.spacing_mut().button_padding = vec2(0.0, 0.0);
                for &(kind, count) in map.kind_counts().iter().take(9) {
                    kind_row(ui, &style, map, (kind, count), actions);
                }
                if room.y >= 620.0 {
                    for line in &map.looks.lines {
                        line_row(ui, &style, line);
                    }
                }
                sizes(ui, map, actions);
                widths(ui, map, actions);
                if parts::link(ui, "Hide").on_hover_text("Hide the legend (L)").clicked() {
                    actions.push(Action::Show(Panel::Legend, Toggle::Off));
                }
            });
        },
    );
}

/// The mark opens the menu of the kind's look; the word shows this kind alone, or hides it.
fn kind_row(ui: &mut Ui, style: &Style, map: &Map, (kind, count): (KindId, usize), actions: &mut Actions) {
    let word = parts::shown_name(&kind_plural(map.base.kind(kind)));
    let hidden = map.decisions.filter.hidden_kinds.contains(&kind);
    ui.horizontal(|ui| {
        let mark = ui.scope(|ui| parts::kind_mark(ui, style, map, kind)).response.interact(Sense::click());
        mark.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, format!("Look of {word}")));
        let mark = mark.on_hover_cursor(egui::CursorIcon::PointingHand);
        Popup::menu(&mark)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .show(|ui| look_menu::show(ui, style, map, kind, actions));
        mark.on_hover_text(format!("Change colour, shape and icon of {word}"));
        let mut text = RichText::new(&word).small().color(ui.visuals().weak_text_color());
        if hidden {
            text = text.strikethrough();
        }
        let name = ui.add(egui::Button::new(text).frame(false));
        name.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, !hidden, format!("{word} in the legend")));
        let alt = ui.input(|input| input.modifiers.alt);
        if name.on_hover_text("Click: show only these. Alt+click: hide or show these").clicked() {
            let others = map.kind_counts().iter().map(|(other, _)| *other).filter(|other| *other != kind).collect();
            let mut filter = map.decisions.filter.clone();
            if alt {
                if !filter.hidden_kinds.remove(&kind) {
                    filter.hidden_kinds.insert(kind);
                }
            } else if filter.hidden_kinds == others {
                filter.hidden_kinds.clear();
            } else {
                filter.hidden_kinds = others;
            }
            actions.push(Action::Edit(Edit::Filter(filter), "filter", Toggle::Off));
        }
        parts::soft(ui, number(count));
    });
}

fn line_row(ui: &mut Ui, style: &Style, line: &LineMeaning) {
    ui.horizontal(|ui| {
        let (rect, _response) = ui.allocate_exact_size(vec2(28.0, 15.0), Sense::hover());
        let mut shapes = Vec::new();
        let ends = [rect.left_center(), rect.right_center()].map(|at| (at, 0.0, MarkShape::Circle));
        let how = (Level::Normal, 1.0, Arrowheads::Hidden);
        draw_tie(&mut shapes, style, &line.look, (ends[0], ends[1]), how);
        ui.painter().extend(shapes);
        parts::soft(ui, line.meaning);
    });
}

/// What wider lines mean, with a menu of what else they could; nothing where no line could be wider.
fn widths(ui: &mut Ui, map: &Map, actions: &mut Actions) {
    let now = &map.decisions.appearance;
    let could = now.width != WidthBy::Facts || map.looks.ties.iter().any(|tie| tie.count > 1);
    if !could {
        return;
    }
    let text = match map.looks.wider {
        "" => "no tie has a second source ▾".to_owned(),
        wider => format!("wider: {wider} ▾"),
    };
    let button = egui::Button::new(RichText::new(text).small().color(ui.visuals().weak_text_color())).frame(false);
    let (open, _shown) = egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
        parts::soft(ui, "Width of ties");
        for (width, text, tip) in [
            (WidthBy::Facts, "Number of facts", "As many as are shown"),
            (WidthBy::Sources, "Independent sources", "Near-copies and articles of one publisher count once"),
        ] {
            if ui.radio(now.width == width, text).on_hover_text(tip).clicked() && now.width != width {
                let wanted = Appearance { width, ..now.clone() };
                actions.push(Action::Edit(Edit::Appearance(wanted), "width of ties", Toggle::Off));
            }
        }
    });
    open.on_hover_text("What the width of a tie says");
}

/// What larger marks mean, with a menu of what else they could.
fn sizes(ui: &mut Ui, map: &Map, actions: &mut Actions) {
    let now = &map.decisions.appearance;
    let waits = now.size == SizeBy::Between && map.between.is_none();
    let text = match &*map.looks.larger {
        _ if waits => "larger: … (being worked out)".to_owned(),
        "" => "all of one size".to_owned(),
        larger => format!("larger: {larger}"),
    };
    let button = RichText::new(format!("{text} ▾")).small().color(ui.visuals().weak_text_color());
    let button = egui::Button::new(button).frame(false);
    let (open, _shown) = egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
        let mut choices = vec![
            (SizeBy::Ties, "Number of ties".to_owned()),
            (SizeBy::Facts, "Number of facts".to_owned()),
            (SizeBy::Between, "How often it stands between others".to_owned()),
            (SizeBy::Equal, "All of one size".to_owned()),
        ];
        choices.extend(map.numbers().iter().map(|name| (SizeBy::Attribute(name.clone()), name.to_string())));
        parts::soft(ui, "Size of marks");
        for (size, text) in choices {
            if ui.radio(now.size == size, text).clicked() && now.size != size {
                let wanted = Appearance { size, ..now.clone() };
                actions.push(Action::Edit(Edit::Appearance(wanted), "size of marks", Toggle::Off));
            }
        }
        if map.num_with_confidence() > 0 {
            ui.separator();
            let mut on = now.confidence;
            if ui.checkbox(&mut on, "Paler ties for less confidence").changed() {
                let wanted = Appearance { confidence: on, ..now.clone() };
                actions.push(Action::Edit(Edit::Appearance(wanted), "confidence", Toggle::Off));
            }
        }
    });
    open.on_hover_text("What the size of a mark says");
}
