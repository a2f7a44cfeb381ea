//! Case and accents put aside, so that a search for "jose" finds "José" and "strasse" finds "Straße".

use std::ops::Range;

use unicode_normalization::char::decompose_compatible;

/// The text in lower case, without accents, with plain quotation marks and dashes and with single spaces.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, |_at, c| folded.push(c));
    folded
}

/// Gives `out` what is left of one character: nothing for an accent that stands alone, two letters for `ß`.
pub fn fold_char(c: char, out: &mut impl FnMut(char)) {
    match c {
        'A'..='Z' => out(c.to_ascii_lowercase()),
        // Taken apart, the syllables of Korean grow threefold, and kana lose what tells か from が.
        '\0'..='\u{7f}' | '\u{ac00}'..='\u{d7a3}' | '\u{3040}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' => out(c),
        // Soft hyphens, marks of direction and the line that stretches Arabic words come and go in copying.
        '\u{ad}' | '\u{640}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' => {}
        _ => decompose_compatible(c, |part| {
            if !is_accent(part) {
                for lower in part.to_lowercase() {
                    plain(lower, out);
                }
            }
        }),
    }
}

/// A folded text that remembers where each part of it came from.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    text: String,
    /// For each byte of `text`, the byte of the original where its character begins.
    origins: Vec<u32>,
    original_len: usize,
}

impl Folded {
    /// Folds a text; offsets past 4 GiB are held at that.
    #[must_use]
    pub fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut origins = Vec::with_capacity(original.len());
        fold_into(original, |at, c| {
            text.push(c);
            origins.resize(text.len(), u32::try_from(at).unwrap_or(u32::MAX));
        });
        Self { text, origins, original_len: original.len() }
    }

    /// The folded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the original that a range of the folded text stands for, whole characters with their accents.
    #[must_use]
    pub fn original(&self, folded: Range<usize>) -> Range<usize> {
        let origin = |at: usize| self.origins.get(at).map_or(self.original_len, |&at| at as usize);
        if folded.is_empty() {
            return origin(folded.start)..origin(folded.start);
        }
        let last = origin(folded.end - 1);
        let mut next = folded.end;
        while origin(next) == last && next < self.origins.len() {
            next += 1;
        }
        origin(folded.start)..origin(next)
    }
}

/// Gives each folded character with the byte of the original where it came from; a run of white space is one space.
fn fold_into(text: &str, mut out: impl FnMut(usize, char)) {
    let mut after_space = false;
    for (at, c) in text.char_indices() {
        fold_char(c, &mut |c| {
            let c = if c.is_whitespace() { ' ' } else { c };
            if c != ' ' || !after_space {
                out(at, c);
            }
            after_space = c == ' ';
        });
    }
}

/// Accents and vowel points that readers leave out when they type; not the vowel signs of Indic scripts.
const fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}'
        | '\u{591}'..='\u{5c7}'
        | '\u{64b}'..='\u{65f}'
        | '\u{670}'
        | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}')
}

/// The letters that have no decomposition but that everybody types as another.
fn plain(c: char, out: &mut impl FnMut(char)) {
    let plain = match c {
        'ß' => return "ss".chars().for_each(out),
        'æ' => return "ae".chars().for_each(out),
        'œ' => return "oe".chars().for_each(out),
        'þ' => return "th".chars().for_each(out),
        'ø' => 'o',
        'ł' => 'l',
        'đ' | 'ð' => 'd',
        'ħ' => 'h',
        'ı' => 'i',
        'ŧ' => 't',
        'ŋ' => 'n',
        'ς' => 'σ',
        'ى' | 'ی' => 'ي',
        'ة' => 'ه',
        'ک' => 'ك',
        '・' | '‧' | '•' | '∙' => '·',
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' | '´' => '\'',
        '“' | '”' | '„' | '‟' | '″' => '"',
        '\u{2010}'..='\u{2015}' | '−' => '-',
        other => other,
    };
    out(plain);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_to_a_reader_folds_alike() {
        for (text, folded) in [
            ("", ""),
            ("Jack MA", "jack ma"),
            ("José Müller", "jose muller"),
            ("Jose\u{301}", "jose"),
            ("a \t\n b\u{a0} c", "a b c"),
            ("Straße STRASSE ẞ", "strasse strasse ss"),
            ("Łódź, Ærø, Þór, Œuvre", "lodz, aero, thor, oeuvre"),
            ("İstanbul ılık", "istanbul ilik"),
            ("O’Brien – “x”…", "o'brien - \"x\"..."),
            ("ﬁnance ＡＢＣ\u{a0}½", "finance abc 1\u{2044}2"),
            ("馬云 한국 が", "馬云 한국 が"),
            ("ΟΔΟΣ οδός", "οδοσ οδοσ"),
            ("हिन्दी", "हिन्दी"),
            ("مصطفى مُحَـمَّد أحمد", "مصطفي محمد احمد"),
            ("Ali\u{ad}baba\u{200f}", "alibaba"),
            ("ジャック・マー", "ジャック·マー"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn a_found_place_leads_back_to_whole_characters() {
        for (text, needle, original) in [
            ("Groß Straße", "strasse", "Straße"),
            ("Straße", "stras", "Straß"),
            ("Jose\u{301} said", "jose", "Jose\u{301}"),
            ("x ½ y", "1", "½"),
            ("馬云", "云", "云"),
        ] {
            let folded = Folded::new(text);
            let at = folded.text().find(needle).unwrap();
            assert_eq!(&text[folded.original(at..at + needle.len())], original, "{text}");
        }
    }
}
