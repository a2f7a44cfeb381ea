//! Typefaces of the system beside those that the program carries: which letters are lacking, and who has them.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use egui::epaint::text::VariationCoords;
use egui::{FontData, FontDefinitions, FontFamily, FontTweak};
use skrifa::{FontRef, MetadataProvider as _, Tag};

use super::fonts;

/// A typeface that is not one of the program's.
#[derive(Clone)]
pub struct Typeface {
    /// What it is called, once for each of them.
    pub name: String,
    data: Arc<FontData>,
}

impl Typeface {
    /// The face at `index` of a font file, in its regular weight; `None` where it cannot be used.
    #[must_use]
    pub fn new(name: String, file: Vec<u8>, index: u32) -> Option<Self> {
        const REGULAR: f32 = 400.0;
        let font = FontRef::from_index(&file, index).ok()?;
        let weighted = font.axes().iter().any(|axis| axis.tag() == Tag::new(b"wght"));
        let mut tweak = FontTweak::default();
        if weighted {
            tweak.coords = VariationCoords::new([(b"wght", REGULAR)]);
        }
        Some(Self { name, data: Arc::new(FontData { index, tweak, ..FontData::from_owned(file) }) })
    }
}

impl PartialEq for Typeface {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.data.index == other.data.index
    }
}

impl fmt::Debug for Typeface {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Typeface").field(&self.name).finish()
    }
}

/// What was found for the letters of a map that the program's typefaces lack.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typefaces {
    /// Those that have them.
    pub faces: Arc<[Typeface]>,
    /// Letters that none has.
    pub lacking: BTreeSet<char>,
}

/// The program's typefaces, and behind all of them these.
#[must_use]
pub fn fonts_with(faces: &[Typeface]) -> FontDefinitions {
    let mut fonts = fonts();
    for face in faces {
        let name = format!("system: {}", face.name);
        for order in fonts.families.values_mut() {
            order.push(name.clone());
        }
        fonts.font_data.insert(name, Arc::clone(&face.data));
    }
    fonts
}

/// The letters of some texts that no typeface of the program has; signs and marks are not worth a word.
#[must_use]
pub fn lacking<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeSet<char> {
    // A bit for every letter: texts may be long, and hold each of their letters many times.
    let mut seen = vec![0_u64; 0x11_0000 / 64];
    for text in texts.into_iter().filter(|text| !text.is_ascii()) {
        for letter in text.chars().filter(|letter| !letter.is_ascii()) {
            let code = u32::from(letter) as usize;
            if let Some(bits) = seen.get_mut(code / 64) {
                *bits |= 1 << (code % 64);
            }
        }
    }
    let letters = seen.iter().enumerate().flat_map(|(at, bits)| {
        let set = (0..64).filter(move |bit| bits >> bit & 1 == 1);
        set.filter_map(move |bit| char::from_u32(u32::try_from(at * 64 + bit).ok()?))
    });
    let mut lacking: BTreeSet<char> = letters.filter(|letter| letter.is_alphabetic()).collect();
    if lacking.is_empty() {
        return lacking;
    }
    let fonts = fonts();
    for name in fonts.families.get(&FontFamily::Proportional).into_iter().flatten() {
        if let Some(data) = fonts.font_data.get(name) {
            let has = letters_in(&data.font, data.index, &lacking);
            lacking.retain(|letter| !has.contains(letter));
        }
    }
    lacking
}

/// Which of these letters a face draws; none where its glyphs are bitmaps, or it cannot be read.
#[must_use]
pub fn letters_in(file: &[u8], index: u32, wanted: &BTreeSet<char>) -> BTreeSet<char> {
    let Ok(font) = FontRef::from_index(file, index) else {
        return BTreeSet::new();
    };
    if ![b"glyf", b"CFF ", b"CFF2"].into_iter().any(|table| font.table_data(Tag::new(table)).is_some()) {
        return BTreeSet::new();
    }
    let letters = font.charmap();
    wanted.iter().copied().filter(|letter| letters.map(*letter).is_some_and(|glyph| glyph.to_u32() != 0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_program_draws_is_not_lacking() {
        let told: Vec<_> =
            lacking(["Jack Ma", "Екатерина أحمد אברהם अमिताभ ไทย 马云 ひらがな", "🎉 ◻ –", "기택", "አማርኛ 기"])
                .into_iter()
                .collect();
        assert_eq!(told, ['ማ', 'ር', 'ኛ', 'አ', '기', '택']);
    }

    #[test]
    fn a_typeface_of_the_system_stands_behind_those_of_the_program() {
        let file = include_bytes!("../../assets/fonts/noto-sans-thai.ttf").to_vec();
        assert_eq!(letters_in(&file, 0, &['ก', 'a', '기'].into()), ['ก'].into());
        assert_eq!(letters_in(b"no font", 0, &['a'].into()), BTreeSet::new());
        assert_eq!(Typeface::new("Broken".to_owned(), b"no font".to_vec(), 0), None);
        let face = Typeface::new("Thai".to_owned(), file, 0).expect("a font");
        let fonts = fonts_with(&[face]);
        for (family, order) in &fonts.families {
            assert_eq!(order.last().map(String::as_str), Some("system: Thai"), "{family:?}");
        }
    }
}
