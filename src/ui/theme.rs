//! Type, space and colour of the panels, on paper and on slate. The only place with colours of the interface.
#![expect(clippy::disallowed_methods, reason = "this is where the colours of the interface are named")]

use egui::style::{Selection, WidgetVisuals};
use egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, TextStyle, Theme, Visuals, vec2,
};

use crate::scene::{Ground, Style, fonts};

/// Colours of the interface.
#[derive(Clone, Copy, Debug)]
pub(super) struct Palette {
    /// The map's ground.
    pub(super) ground: Color32,
    /// The margins around it.
    pub(super) panel: Color32,
    /// Text.
    pub(super) ink: Color32,
    /// Secondary text.
    pub(super) soft: Color32,
    /// Hairlines.
    pub(super) line: Color32,
    /// Fields and quiet buttons.
    pub(super) field: Color32,
    /// The same under the pointer.
    pub(super) field_hovered: Color32,
    /// What can be clicked, and what is chosen.
    pub(super) accent: Color32,
    /// Behind what is chosen.
    pub(super) chosen: Color32,
    /// It was checked and holds.
    pub(super) good: Color32,
    /// Worth a look.
    pub(super) warn: Color32,
    /// It does not hold, or did not work.
    pub(super) bad: Color32,
    /// Cards over the map.
    pub(super) card: Color32,
}

impl Palette {
    /// For the numbers of excerpts that are exact, found, near, not found and not checked: only what was checked and
    /// holds is good.
    pub(super) const fn of_excerpts(&self, [_, _, _, missing, unchecked]: [usize; 5]) -> Color32 {
        match (missing, unchecked) {
            (0, 0) => self.good,
            (0, _) => self.soft,
            (_, _) => self.bad,
        }
    }
}

pub(super) const fn palette(ground: Ground) -> Palette {
    let style = Style::of(ground);
    match ground {
        Ground::Light => Palette {
            ground: style.ground,
            panel: Color32::from_rgb(0xF3, 0xF1, 0xEC),
            ink: style.ink,
            soft: style.soft_ink,
            line: Color32::from_rgb(0xDD, 0xDA, 0xD2),
            field: Color32::from_rgb(0xE8, 0xE5, 0xDE),
            field_hovered: Color32::from_rgb(0xDE, 0xDA, 0xD1),
            accent: style.accent,
            chosen: Color32::from_rgb(0xD3, 0xE2, 0xF2),
            good: Color32::from_rgb(0x1B, 0x70, 0x4A),
            warn: Color32::from_rgb(0x8A, 0x5A, 0x00),
            bad: Color32::from_rgb(0xA8, 0x2B, 0x2B),
            card: Color32::from_rgb(0xFF, 0xFE, 0xFC),
        },
        Ground::Dark => Palette {
            ground: style.ground,
            panel: Color32::from_rgb(0x1B, 0x1F, 0x25),
            ink: style.ink,
            soft: style.soft_ink,
            line: Color32::from_rgb(0x30, 0x35, 0x3E),
            field: Color32::from_rgb(0x2A, 0x2F, 0x37),
            field_hovered: Color32::from_rgb(0x36, 0x3C, 0x46),
            accent: style.accent,
            chosen: Color32::from_rgb(0x26, 0x40, 0x5C),
            good: Color32::from_rgb(0x6C, 0xC9, 0x9A),
            warn: Color32::from_rgb(0xE3, 0xB3, 0x4F),
            bad: Color32::from_rgb(0xF0, 0x8A, 0x80),
            card: Color32::from_rgb(0x22, 0x27, 0x2E),
        },
    }
}

/// The sizes of the interface: 12, 13.5, 16 and 20 points, excerpts at 15.5.
pub(super) fn title() -> TextStyle {
    TextStyle::Name("title".into())
}

/// The type of excerpts and articles.
pub(super) fn excerpt() -> TextStyle {
    TextStyle::Name("excerpt".into())
}

/// Names and headings within a panel.
pub(super) fn strong() -> TextStyle {
    TextStyle::Name("strong".into())
}

/// The medium weight of the text face, at a size.
pub(super) fn medium(size: f32) -> FontId {
    Style::name_font(size)
}

/// Gives a context the program's typefaces and both themes.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts());
    // Paper where the system does not say.
    ctx.options_mut(|options| {
        options.fallback_theme = Theme::Light;
        // The size of text is a setting of ours, with keys in the command table.
        options.zoom_with_keyboard = false;
    });
    for (theme, ground) in [(Theme::Light, Ground::Light), (Theme::Dark, Ground::Dark)] {
        let palette = palette(ground);
        ctx.style_mut_of(theme, |style| {
            set_type(style);
            set_space(style);
            style.visuals = visuals(theme, &palette);
        });
    }
}

fn set_type(style: &mut egui::Style) {
    let text = |size: f32| FontId::new(size, FontFamily::Proportional);
    style.text_styles = [
        (TextStyle::Small, text(12.0)),
        (TextStyle::Body, text(13.5)),
        (TextStyle::Button, text(13.5)),
        (TextStyle::Monospace, FontId::new(12.5, FontFamily::Monospace)),
        (TextStyle::Heading, medium(16.0)),
        (strong(), medium(13.5)),
        (title(), medium(20.0)),
        (excerpt(), text(15.5)),
    ]
    .into();
}

fn set_space(style: &mut egui::Style) {
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(8.0, 5.0);
    spacing.button_padding = vec2(8.0, 3.0);
    spacing.interact_size.y = 24.0;
    spacing.window_margin = Margin::same(18);
    spacing.menu_margin = Margin::same(6);
    spacing.slider_width = 130.0;
    spacing.icon_width = 16.0;
    spacing.indent = 14.0;
    spacing.tooltip_width = 340.0;
    spacing.scroll.floating = true;
    style.interaction.tooltip_delay = 0.35;
    style.interaction.selectable_labels = false;
    style.animation_time = 0.12;
    style.url_in_tooltip = true;
}

fn visuals(theme: Theme, palette: &Palette) -> Visuals {
    let mut visuals = theme.default_visuals();
    let widget = |fill: Color32, ink: Color32, stroke: Stroke| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: stroke,
        corner_radius: CornerRadius::same(5),
        fg_stroke: Stroke::new(1.0, ink),
        expansion: 0.0,
    };
    visuals.widgets.noninteractive = widget(palette.panel, palette.ink, Stroke::new(1.0, palette.line));
    visuals.widgets.inactive = widget(palette.field, palette.ink, Stroke::NONE);
    visuals.widgets.hovered = widget(palette.field_hovered, palette.ink, Stroke::NONE);
    visuals.widgets.active = widget(palette.chosen, palette.ink, Stroke::new(1.0, palette.accent));
    visuals.widgets.open = widget(palette.field_hovered, palette.ink, Stroke::NONE);
    visuals.selection = Selection { bg_fill: palette.chosen, stroke: Stroke::new(1.0, palette.accent) };
    visuals.hyperlink_color = palette.accent;
    visuals.weak_text_color = Some(palette.soft);
    visuals.faint_bg_color = palette.field;
    visuals.extreme_bg_color = palette.field;
    visuals.text_edit_bg_color = Some(palette.card);
    visuals.panel_fill = palette.panel;
    visuals.window_fill = palette.card;
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(6);
    let shade = Color32::from_black_alpha(if theme == Theme::Dark { 96 } else { 32 });
    visuals.window_shadow = Shadow { offset: [0, 6], blur: 24, spread: 0, color: shade };
    visuals.popup_shadow = Shadow { offset: [0, 3], blur: 12, spread: 0, color: shade };
    visuals.warn_fg_color = palette.warn;
    visuals.error_fg_color = palette.bad;
    visuals.indent_has_left_vline = false;
    visuals.slider_trailing_fill = true;
    visuals.button_frame = true;
    visuals
}
