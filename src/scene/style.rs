//! Colours and typefaces of the map, on paper and on slate. The only room with colours of marks and ties.
#![expect(clippy::disallowed_methods, reason = "this is where the colours of the map are named")]

use std::sync::Arc;

use egui::{Color32, FontData, FontDefinitions, FontFamily, FontId};

use crate::facts::Role;

/// What the map is drawn on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ground {
    /// Warm paper.
    #[default]
    Light,
    /// Deep slate.
    Dark,
}

/// The colours of a picture. Text on the ground has a contrast of at least 4.5 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// Paper or slate.
    pub on: Ground,
    /// The ground itself.
    pub ground: Color32,
    /// Names, selected ties.
    pub ink: Color32,
    /// Relations on ties, secondary text.
    pub soft_ink: Color32,
    /// Ties at rest.
    pub tie: Color32,
    /// Ties without evidence.
    pub pale_tie: Color32,
    /// What a badge with a count is filled with.
    pub badge: Color32,
    /// Icons inside marks.
    pub icon: Color32,
    /// The accent: what can be clicked, what is chosen.
    pub accent: Color32,
    /// The marker pen over subject, relation and object, translucent.
    pub markers: [Color32; 3],
    /// The same three as solid rings and words.
    pub marker_rings: [Color32; 3],
    /// Kinds, by [`KindLook::color`](super::KindLook::color).
    pub kinds: [Color32; 9],
}

impl Style {
    /// The colours on a ground.
    #[must_use]
    pub const fn of(on: Ground) -> Self {
        match on {
            Ground::Light => Self {
                on,
                ground: Color32::from_rgb(0xFA, 0xF9, 0xF6),
                ink: Color32::from_rgb(0x1C, 0x1F, 0x24),
                soft_ink: Color32::from_rgb(0x5A, 0x5F, 0x68),
                tie: Color32::from_rgb(0xA3, 0xA5, 0xA8),
                pale_tie: Color32::from_rgb(0xD3, 0xD2, 0xCD),
                badge: Color32::from_rgb(0xEC, 0xEA, 0xE4),
                icon: Color32::from_rgb(0xFF, 0xFF, 0xFF),
                accent: Color32::from_rgb(0x1D, 0x5F, 0xA8),
                markers: [
                    Color32::from_rgb(0xFB, 0xDD, 0x8F),
                    Color32::from_rgb(0xA9, 0xE0, 0xD8),
                    Color32::from_rgb(0xD9, 0xC6, 0xF2),
                ],
                marker_rings: [
                    Color32::from_rgb(0xC7, 0x83, 0x00),
                    Color32::from_rgb(0x0F, 0x8A, 0x7E),
                    Color32::from_rgb(0x7A, 0x4F, 0xC0),
                ],
                kinds: [
                    Color32::from_rgb(0x1F, 0x6F, 0xB4),
                    Color32::from_rgb(0xD1, 0x50, 0x1E),
                    Color32::from_rgb(0x17, 0x89, 0x66),
                    Color32::from_rgb(0x6E, 0x74, 0x7E),
                    Color32::from_rgb(0xA8, 0x4C, 0x87),
                    Color32::from_rgb(0x9A, 0x73, 0x00),
                    Color32::from_rgb(0x3A, 0x8F, 0xA8),
                    Color32::from_rgb(0x6A, 0x51, 0xA3),
                    Color32::from_rgb(0x8A, 0x5A, 0x3C),
                ],
            },
            Ground::Dark => Self {
                on,
                ground: Color32::from_rgb(0x15, 0x18, 0x1D),
                ink: Color32::from_rgb(0xEC, 0xEB, 0xE7),
                soft_ink: Color32::from_rgb(0xA4, 0xA9, 0xB3),
                tie: Color32::from_rgb(0x62, 0x68, 0x73),
                pale_tie: Color32::from_rgb(0x37, 0x3B, 0x43),
                badge: Color32::from_rgb(0x2A, 0x2F, 0x37),
                icon: Color32::from_rgb(0x12, 0x15, 0x1A),
                accent: Color32::from_rgb(0x7F, 0xB4, 0xF0),
                markers: [
                    Color32::from_rgb(0x6B, 0x4D, 0x0C),
                    Color32::from_rgb(0x14, 0x55, 0x4F),
                    Color32::from_rgb(0x4C, 0x38, 0x76),
                ],
                marker_rings: [
                    Color32::from_rgb(0xF0, 0xB4, 0x3C),
                    Color32::from_rgb(0x4F, 0xC9, 0xBB),
                    Color32::from_rgb(0xB3, 0x93, 0xEE),
                ],
                kinds: [
                    Color32::from_rgb(0x6C, 0xB0, 0xEE),
                    Color32::from_rgb(0xF0, 0x87, 0x55),
                    Color32::from_rgb(0x4F, 0xC2, 0x9A),
                    Color32::from_rgb(0x9C, 0xA3, 0xAF),
                    Color32::from_rgb(0xDD, 0x8F, 0xC0),
                    Color32::from_rgb(0xD8, 0xB2, 0x45),
                    Color32::from_rgb(0x74, 0xC4, 0xDA),
                    Color32::from_rgb(0xA9, 0x95, 0xE0),
                    Color32::from_rgb(0xC9, 0x9A, 0x78),
                ],
            },
        }
    }

    /// The size of entity names on the map, in points.
    pub const NAME_SIZE: f32 = 13.5;
    /// The size of relations on ties, in points.
    pub const TIE_SIZE: f32 = 11.5;

    /// The typeface of entity names.
    #[must_use]
    pub fn name_font(size: f32) -> FontId {
        FontId::new(size, FontFamily::Name("medium".into()))
    }

    /// The typeface of everything else on the map.
    #[must_use]
    pub fn text_font(size: f32) -> FontId {
        FontId::new(size, FontFamily::Proportional)
    }

    /// The colour of the marker pen for a part of a fact.
    #[must_use]
    pub const fn marker(&self, role: Role) -> Color32 {
        match role {
            Role::Subject => self.markers[0],
            Role::Relation => self.markers[1],
            Role::Object => self.markers[2],
        }
    }

    /// A colour faded towards the ground, as if seen behind it.
    #[must_use]
    pub fn faded(&self, color: Color32, share_left: f32) -> Color32 {
        self.ground.lerp_to_gamma(color, share_left)
    }
}

/// The typefaces that the program carries: the text face, then one for each script that it lacks, then egui's emoji.
#[must_use]
pub fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let emoji = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let mut fallback = Vec::new();
    for (name, bytes) in FALLBACK {
        fonts.font_data.insert((*name).to_owned(), Arc::new(FontData::from_static(bytes)));
        fallback.push((*name).to_owned());
    }
    fallback.extend(emoji);
    for (family, name, bytes) in FACES {
        fonts.font_data.insert((*name).to_owned(), Arc::new(FontData::from_static(bytes)));
        let family = match *family {
            "text" => FontFamily::Proportional,
            other => FontFamily::Name(other.into()),
        };
        let mut order = vec![(*name).to_owned()];
        order.extend(fallback.iter().cloned());
        fonts.families.insert(family, order);
    }
    fonts
}

type Face = (&'static str, &'static str, &'static [u8]);

const FACES: &[Face] = &[
    ("text", "Tieline Sans", include_bytes!("../../assets/fonts/tieline-sans-regular.ttf")),
    ("medium", "Tieline Sans Semibold", include_bytes!("../../assets/fonts/tieline-sans-semibold.ttf")),
    ("italic", "Tieline Sans Italic", include_bytes!("../../assets/fonts/tieline-sans-italic.ttf")),
];

const FALLBACK: &[(&str, &[u8])] = &[
    ("Symbols", include_bytes!("../../assets/fonts/noto-sans-symbols.ttf")),
    ("Arabic", include_bytes!("../../assets/fonts/noto-sans-arabic.ttf")),
    ("Hebrew", include_bytes!("../../assets/fonts/noto-sans-hebrew.ttf")),
    ("Devanagari", include_bytes!("../../assets/fonts/noto-sans-devanagari.ttf")),
    ("Thai", include_bytes!("../../assets/fonts/noto-sans-thai.ttf")),
    ("Han and kana", include_bytes!("../../assets/fonts/noto-sans-cjk-sc.otf")),
];
