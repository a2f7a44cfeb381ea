//! The system's fonts, for letters that the program's own typefaces lack.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::path::PathBuf;

use fontdb::{Database, FaceInfo, Source, Stretch, Style};

use crate::facts::FactBase;
use crate::scene::{Typeface, Typefaces, lacking, letters_in};

/// At most so many are used.
const MOST: usize = 4;
/// At most so many bytes of them are held.
const MOST_BYTES: u64 = 32 << 20;

/// Where typefaces are looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fonts {
    /// The program's own are all there are.
    #[default]
    Own,
    /// The system's, too, where the own ones lack letters.
    System,
}

impl Fonts {
    /// As the variable `TIELINE_FONTS` asks: `own`, or whatever the system has.
    #[must_use]
    pub fn wanted() -> Self {
        if std::env::var_os("TIELINE_FONTS").is_some_and(|word| word == "own") { Self::Own } else { Self::System }
    }

    /// Typefaces for the letters of these texts that the program's own lack. The system is asked only if there are any.
    #[must_use]
    pub fn with<'a>(self, texts: impl IntoIterator<Item = &'a str>) -> Typefaces {
        let lacking = lacking(texts);
        if lacking.is_empty() || self == Self::Own {
            return Typefaces { lacking, ..Typefaces::default() };
        }
        loaded(&lacking, offers(&lacking))
    }
}

/// What the map itself shows: names, kinds, relations and its title.
pub fn names(base: &FactBase) -> impl Iterator<Item = &str> {
    let entities = base.entities.iter().map(|entity| &*entity.name);
    let words = base.relations.iter().chain(&base.kinds).chain(&base.title).map(|word| &**word);
    entities.chain(words)
}

/// What the map and the panels show.
pub(super) fn all_texts(base: &FactBase) -> impl Iterator<Item = &str> {
    let entities = base.entities.iter().flat_map(|entity| entity.aliases.iter().chain(&entity.description));
    let articles = base.articles.iter().flat_map(|article| article.title.iter().chain(&article.text));
    let evidence = base.facts.iter().flat_map(|fact| &fact.evidence).filter_map(|evidence| evidence.excerpt.as_ref());
    let values = base.facts.iter().filter_map(|fact| fact.value.as_ref());
    names(base).chain(entities.chain(articles).chain(evidence).chain(values).map(|text| &**text))
}

/// A typeface that has some of the letters.
#[derive(Clone, Debug)]
struct Offer {
    /// How far it is from a plain sans in its regular weight and width; then what it is called.
    rank: (u32, String),
    path: PathBuf,
    index: u32,
    bytes: u64,
    letters: BTreeSet<char>,
}

/// What the system offers for these letters, the plainest first.
fn offers(wanted: &BTreeSet<char>) -> Vec<Offer> {
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    let upright = fonts.faces().filter(|face| face.style == Style::Normal);
    let mut offers: Vec<Offer> = upright.filter_map(|face| offer(&fonts, face, wanted)).collect();
    // Folders come in no order.
    offers.sort_by(|a, b| (&a.rank, &a.path, a.index).cmp(&(&b.rank, &b.path, b.index)));
    offers
}

fn offer(fonts: &Database, face: &FaceInfo, wanted: &BTreeSet<char>) -> Option<Offer> {
    let path = match &face.source {
        Source::File(path) | Source::SharedFile(path, _) => path.clone(),
        Source::Binary(_) => return None,
    };
    let name = face.families.first().map_or(&*face.post_script_name, |(name, _language)| name);
    // These draw every letter, as a sign that there is none.
    if ["LastResort", "Last Resort", "Adobe Blank"].iter().any(|blank| name.contains(blank)) {
        return None;
    }
    let (letters, bytes) = fonts.with_face_data(face.id, |file, index| {
        (letters_in(file, index, wanted), u64::try_from(file.len()).unwrap_or(u64::MAX))
    })?;
    let sans = ["Sans", "Gothic", "Grotesk"].iter().any(|word| name.contains(word));
    let oddity = u32::from(face.weight.0.abs_diff(400))
        + if face.stretch == Stretch::Normal { 0 } else { 1_000 }
        + if face.monospaced { 1_000 } else { 0 }
        + if sans { 0 } else { 50 };
    let rank = (oddity, format!("{name} ({})", face.post_script_name));
    (!letters.is_empty()).then_some(Offer { rank, path, index: face.index, bytes, letters })
}

/// The fewest typefaces that have most of the letters, as positions in `offers`: always the one that has most of those
/// still lacking, of equals the first.
fn choose(lacking: &mut BTreeSet<char>, offers: &[Offer]) -> Vec<usize> {
    let mut chosen = Vec::new();
    let mut room = MOST_BYTES;
    while chosen.len() < MOST {
        let gain = |offer: &Offer| offer.letters.intersection(lacking).count();
        let fitting = offers.iter().enumerate().filter(|(_, offer)| offer.bytes <= room);
        let best = fitting.max_by_key(|(at, offer)| (gain(offer), Reverse(*at)));
        let Some((at, offer)) = best.filter(|(_, offer)| gain(offer) > 0) else {
            break;
        };
        lacking.retain(|letter| !offer.letters.contains(letter));
        room -= offer.bytes;
        chosen.push(at);
    }
    chosen
}

/// The typefaces chosen and read. One that cannot be read is as if it were not there.
fn loaded(wanted: &BTreeSet<char>, mut offers: Vec<Offer>) -> Typefaces {
    loop {
        let mut lacking = wanted.clone();
        let chosen = choose(&mut lacking, &offers);
        let read = |at: &usize| {
            let face = offers.get(*at).and_then(|offer| {
                let file = std::fs::read(&offer.path).ok()?;
                Typeface::new(offer.rank.1.clone(), file, offer.index)
            });
            face.ok_or(*at)
        };
        match chosen.iter().map(read).collect::<Result<Vec<_>, _>>() {
            Ok(faces) => return Typefaces { faces: faces.into(), lacking },
            Err(unreadable) => drop(offers.remove(unreadable)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(name: &str, megabytes: u64, letters: &str) -> Offer {
        let path = PathBuf::from(name);
        Offer { rank: (0, name.to_owned()), path, index: 0, bytes: megabytes << 20, letters: letters.chars().collect() }
    }

    #[test]
    fn the_fewest_typefaces_are_chosen_within_bounds() {
        /// What is offered: name, megabytes, letters. What is wanted, what is chosen, and what stays lacking.
        type Case = (&'static [(&'static str, u64, &'static str)], &'static str, &'static [usize], &'static str);
        let cases: [Case; 7] = [
            (&[], "기", &[], "기"),
            (&[("a", 1, "기택")], "기택", &[0], ""),
            (&[("a", 1, "기"), ("b", 1, "기택")], "기택", &[1], ""),
            (&[("a", 1, "기"), ("b", 1, "기")], "기", &[0], ""),
            (&[("a", 1, "ማ"), ("b", 1, "기택"), ("c", 1, "x")], "기택ማ", &[1, 0], ""),
            (&[("a", 40, "기택"), ("b", 20, "기"), ("c", 13, "택")], "기택", &[1], "택"),
            (&[("a", 1, "a"), ("b", 1, "b"), ("c", 1, "c"), ("d", 1, "d"), ("e", 1, "e")], "abcde", &[0, 1, 2, 3], "e"),
        ];
        for (offers, wanted, chosen, left) in cases {
            let offers: Vec<_> = offers.iter().map(|(name, size, letters)| offered(name, *size, letters)).collect();
            let mut lacking = wanted.chars().collect();
            assert_eq!(choose(&mut lacking, &offers), chosen, "{offers:?}");
            assert_eq!(lacking, left.chars().collect());
        }
    }

    #[test]
    fn a_font_that_cannot_be_read_gives_way_to_the_next() {
        let folder = tempfile::tempdir().expect("a folder");
        let font = folder.path().join("font.ttf");
        let thai = include_bytes!("../../assets/fonts/noto-sans-thai.ttf");
        crate::project::write_atomically(&font, |out| out.write_all(thai)).expect("written");
        let gone = offered("gone", 1, "กข");
        let there = Offer { path: font, ..offered("there", 1, "ก") };
        let found = loaded(&['ก', 'ข'].into(), vec![gone, there]);
        assert_eq!(found.faces.iter().map(|face| &*face.name).collect::<Vec<_>>(), ["there"]);
        assert_eq!(found.lacking, ['ข'].into());
    }

    #[test]
    fn no_system_is_asked_where_only_the_own_typefaces_are_wanted() {
        let found = Fonts::Own.with(["기생충"]);
        assert_eq!(found.faces.len(), 0);
        assert_eq!(found.lacking.len(), 3);
    }
}
