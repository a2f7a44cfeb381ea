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
    /// Kinds, by [`KindLook::color`](super::KindLook::color). Any two differ to eyes that lack one sort of cones
    /// (tests below hold them to it); they were searched for that, near blue, orange, green and grey for the first four.
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
                    Color32::from_rgb(0x12, 0x5C, 0xA5),
                    Color32::from_rgb(0xDF, 0x5D, 0x0C),
                    Color32::from_rgb(0x3D, 0xA1, 0x71),
                    Color32::from_rgb(0x86, 0x91, 0xA3),
                    Color32::from_rgb(0x36, 0x00, 0x5A),
                    Color32::from_rgb(0x5F, 0x5A, 0x27),
                    Color32::from_rgb(0x14, 0x30, 0x3D),
                    Color32::from_rgb(0x69, 0x33, 0xCF),
                    Color32::from_rgb(0x43, 0x0B, 0x00),
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
                    Color32::from_rgb(0x86, 0xAC, 0xF0),
                    Color32::from_rgb(0xFC, 0x87, 0x46),
                    Color32::from_rgb(0x55, 0xDC, 0xAA),
                    Color32::from_rgb(0x7C, 0x87, 0x85),
                    Color32::from_rgb(0xAF, 0x35, 0x9F),
                    Color32::from_rgb(0xEA, 0xFF, 0x92),
                    Color32::from_rgb(0xC2, 0xFA, 0xFF),
                    Color32::from_rgb(0x55, 0x57, 0xDA),
                    Color32::from_rgb(0x85, 0x5C, 0x28),
                ],
            },
        }
    }

    /// What is left of a mark or a tie that fades because something else is looked at.
    pub const FADED: f32 = 0.15;
    /// What leaves the colours of a texture as they are.
    pub const UNTINTED: Color32 = Color32::WHITE;
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

#[cfg(test)]
mod tests {
    use super::*;

    type Matrix = [[f32; 3]; 3];

    /// What eyes without one sort of cones see of light (Machado, Oliveira and Fernandes 2009).
    const EYES: [(&str, Matrix); 4] = [
        ("all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        ("protanopia", [[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.0520]]),
        ("deuteranopia", [[0.3673, 0.8606, -0.2280], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]]),
        ("tritanopia", [[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]]),
    ];

    fn light(color: Color32) -> [f32; 3] {
        let linear = |c: u8| {
            let c = f32::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        [linear(color.r()), linear(color.g()), linear(color.b())]
    }

    fn times(matrix: &Matrix, v: [f32; 3]) -> [f32; 3] {
        matrix.map(|row| (row[0] * v[0] + row[1] * v[1] + row[2] * v[2]).clamp(0.0, 1.0))
    }

    /// CIE L*a*b*, in which distances are about as large as they look.
    fn lab([r, g, b]: [f32; 3]) -> [f32; 3] {
        let x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505;
        let y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        let z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.0888;
        let f = |t: f32| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
        [116.0 * f(y) - 16.0, 500.0 * (f(x) - f(y)), 200.0 * (f(y) - f(z))]
    }

    fn contrast(a: Color32, b: Color32) -> f32 {
        let luminance = |color| {
            let [r, g, b] = light(color);
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn kinds_differ_to_every_eye() {
        /// A distance of 2 is seen side by side; this is seen across a page.
        const LEAST: f32 = 20.0;
        for on in [Ground::Light, Ground::Dark] {
            let kinds = Style::of(on).kinds;
            for (eye, matrix) in EYES {
                let seen = kinds.map(|color| lab(times(&matrix, light(color))));
                for (at, a) in seen.iter().enumerate() {
                    for (other, b) in seen.iter().enumerate().skip(at + 1) {
                        let far = a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f32>().sqrt();
                        assert!(far >= LEAST, "{on:?}, {eye}: kinds {at} and {other} are {far} apart");
                    }
                }
            }
        }
    }

    #[test]
    fn marks_stand_out_from_the_ground_and_icons_from_marks() {
        for on in [Ground::Light, Ground::Dark] {
            let style = Style::of(on);
            for (at, color) in style.kinds.into_iter().enumerate() {
                assert!(contrast(color, style.ground) >= 2.9, "{on:?}: kind {at} on the ground");
                assert!(contrast(color, style.icon) >= 2.9, "{on:?}: the icon on kind {at}");
            }
        }
    }
}
