//! Small pieces that panels are made of. Whatever they show may come from a stranger's file: characters that would turn
//! or hide text are made visible here, so that no panel can forget it.

use egui::{Align2, Color32, Response, RichText, Sense, Stroke, TextStyle, Ui, WidgetInfo, WidgetType, pos2, vec2};

use super::theme::{self, Palette};
use crate::facts::{EntityId, FactBase, KindId};
use crate::scene::{Style, draw_shape, elide, visible_text, visual_order};
use crate::state::{Command, Map, State};

use super::Actions;
use crate::state::Action;

/// The mark of a kind, as large as a letter.
pub(super) fn kind_mark(ui: &mut Ui, style: &Style, map: &Map, kind: KindId) {
    let (rect, _response) = ui.allocate_exact_size(vec2(14.0, 16.0), Sense::hover());
    let look = map.looks.kinds[kind.index()];
    let mut shapes = Vec::new();
    draw_shape(&mut shapes, look.shape, rect.center(), 5.5, style.kinds[look.color]);
    ui.painter().extend(shapes);
}

/// The heading of a part of a panel.
pub(super) fn heading(ui: &mut Ui, text: &str) {
    ui.add_space(8.0);
    let text = RichText::new(visible_text(text)).text_style(TextStyle::Small);
    let text = text.color(ui.visuals().weak_text_color()).strong();
    ui.label(text);
}

/// Secondary text.
pub(super) fn soft(ui: &mut Ui, text: impl Into<String>) -> Response {
    let color = ui.visuals().weak_text_color();
    let text = shown_text(&text.into());
    ui.add(egui::Label::new(RichText::new(text).text_style(TextStyle::Small).color(color)).wrap())
}

/// Secondary text at the right end of a row that is laid out from the left.
pub(super) fn soft_at_end(ui: &mut Ui, text: String) {
    let (color, small) = (ui.visuals().weak_text_color(), TextStyle::Small.resolve(ui.style()));
    let galley = ui.painter().layout_no_wrap(text, small, color);
    ui.add_space((ui.available_width() - galley.size().x).max(0.0));
    ui.label(galley);
}

/// A warning in a line or two.
pub(super) fn warning(ui: &mut Ui, text: &str) -> Response {
    let text = RichText::new(shown_text(text)).color(ui.visuals().warn_fg_color);
    ui.add(egui::Label::new(text).wrap())
}

/// Text that can be clicked, in the accent colour, without a frame.
pub(super) fn link(ui: &mut Ui, text: &str) -> Response {
    let color = ui.visuals().hyperlink_color;
    let button = egui::Button::new(RichText::new(visible_text(text)).color(color)).frame(false);
    ui.add(button).on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// A name as it is shown in panels: shortened where it is endless, in reading order.
pub(super) fn shown_name(name: &str) -> String {
    visual_order(&elide(name, 120)).into_owned()
}

/// A longer text from a file as it is shown: what would turn or hide it becomes visible, character for character, so
/// that places in it stay what they are.
pub(super) fn shown_text(text: &str) -> String {
    visible_text(text).into_owned()
}

/// The mark of an article in a row.
pub(super) fn page(ui: &Ui, rect: egui::Rect) {
    let line = Stroke::new(1.0, ui.visuals().weak_text_color());
    for y in [4.0, 8.0, 12.0] {
        ui.painter().hline(rect.min.x + 1.0..=rect.max.x - 2.0, rect.min.y + y, line);
    }
}

/// A line of small text that can be clicked, below a row.
pub(super) fn quiet_row(ui: &mut Ui, text: &str) -> Response {
    let small = TextStyle::Small.resolve(ui.style());
    let ink = ui.visuals().weak_text_color();
    let mut job = egui::text::LayoutJob::simple(shown_text(text), small, ink, ui.available_width() - 28.0);
    job.wrap.max_rows = 2;
    let galley = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y + 4.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, text));
    if ui.is_rect_visible(rect) {
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect.expand2(vec2(4.0, 0.0)), 4.0, ui.visuals().widgets.inactive.bg_fill);
        }
        ui.painter().galley(pos2(rect.min.x + 24.0, rect.min.y + 2.0), galley, ink);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// An entity as a row that can be clicked: mark, name, and something at the right.
pub(super) fn entity_row(ui: &mut Ui, state: &State, base: &FactBase, id: EntityId, right: &str) -> Response {
    let style = Style::of(state.view.ground);
    let entity = base.entity(id);
    let name = shown_name(&entity.name);
    row(ui, &name, right, |ui, rect| {
        if let Some(look) = state.map().and_then(|map| map.looks.kinds.get(entity.kind.index())) {
            let mut shapes = Vec::new();
            draw_shape(&mut shapes, look.shape, rect.center(), 5.5, style.kinds[look.color]);
            ui.painter().extend(shapes);
        }
    })
}

/// A row that can be clicked, with room for a mark at the left and a note at the right.
pub(super) fn row(ui: &mut Ui, text: &str, right: &str, mark: impl FnOnce(&Ui, egui::Rect)) -> Response {
    let width = ui.available_width();
    let font = TextStyle::Body.resolve(ui.style());
    let small = TextStyle::Small.resolve(ui.style());
    let soft = ui.visuals().weak_text_color();
    let note = ui.painter().layout_no_wrap(shown_text(right), small, soft);
    let mut job = egui::text::LayoutJob::simple(shown_text(text), font, ui.visuals().text_color(), width);
    job.wrap.max_width = (width - 26.0 - note.size().x - 12.0).max(40.0);
    job.wrap.max_rows = 2;
    let galley = ui.painter().layout_job(job);
    let height = galley.size().y.max(16.0) + 6.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, text));
    if ui.is_rect_visible(rect) {
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect.expand2(vec2(4.0, 0.0)), 4.0, ui.visuals().widgets.inactive.bg_fill);
        }
        let ink = ui.visuals().text_color();
        mark(ui, egui::Rect::from_min_size(rect.min + vec2(2.0, 3.0), vec2(14.0, 17.0)));
        ui.painter().galley(pos2(rect.min.x + 24.0, rect.center().y - galley.size().y / 2.0), galley, ink);
        let at = pos2(rect.max.x - note.size().x - 4.0, rect.center().y - note.size().y / 2.0);
        ui.painter().galley(at, note, soft);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// A button that runs a command, greyed where it cannot be done, with its keys in the tooltip.
pub(super) fn command_button(ui: &mut Ui, state: &State, command: Command, text: &str, actions: &mut Actions) {
    let enabled = command.is_enabled(state);
    let response = ui.add_enabled(enabled, egui::Button::new(text));
    let response = response.on_hover_text(tip(ui, command));
    if response.clicked() {
        actions.push(Action::Run(command));
    }
}

/// The button that does what the question is about.
pub(super) fn primary(ui: &mut Ui, text: &str) -> Response {
    let fill = ui.visuals().hyperlink_color;
    let ink = ui.visuals().window_fill;
    ui.add(egui::Button::new(RichText::new(text).text_style(theme::strong()).color(ink)).fill(fill))
}

/// Keys as people name them: `[`, where egui spells out "OpenBracket".
pub(super) fn keys(context: &egui::Context, keys: &egui::KeyboardShortcut) -> String {
    let spelt = context.format_shortcut(keys);
    let (name, sign) = (keys.logical_key.name(), keys.logical_key.symbol_or_name());
    let is_sign = sign.len() == 1 || keys.logical_key == egui::Key::Minus;
    match spelt.strip_suffix(name) {
        Some(with) if is_sign => format!("{with}{sign}"),
        _ => spelt,
    }
}

/// What a command's tooltip says.
pub(super) fn tip(ui: &Ui, command: Command) -> String {
    let Some(row) = command.row() else {
        return String::new();
    };
    match row.chord.shortcut() {
        Some(keys) => format!("{} ({})", row.tip, self::keys(ui.ctx(), &keys)),
        None => row.tip.to_owned(),
    }
}

/// A small round-cornered word, such as a status.
pub(super) fn tag(ui: &mut Ui, text: &str, color: Color32, palette: &Palette) {
    let font = TextStyle::Small.resolve(ui.style());
    let galley = ui.painter().layout_no_wrap(shown_text(text), font, color);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(12.0, 4.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, text));
    ui.painter().rect(rect, 9.0, palette.field, Stroke::NONE, egui::StrokeKind::Inside);
    let at = Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size());
    ui.painter().galley(at.min, galley, color);
}

/// A card over the map.
pub(super) fn card(palette: &Palette) -> egui::Frame {
    egui::Frame::NONE
        .fill(palette.card)
        .stroke(Stroke::new(1.0, palette.line))
        .corner_radius(8)
        .inner_margin(egui::Margin::symmetric(12, 10))
}

/// Text in the type of names.
pub(super) fn strong(text: impl Into<String>) -> RichText {
    RichText::new(shown_text(&text.into())).text_style(theme::strong())
}
