//! The words that others use for the kinds that the program draws with an icon of their own.

/// The words that stand for one of the first kinds, in lower case without spaces and marks.
const KNOWN: [(&str, &[&str]); 4] = [
    ("person", &["person", "per", "human"]),
    ("firm", &["firm", "org", "organization", "organisation", "company", "legalentity", "publicbody"]),
    ("film", &["film", "workofart", "movie"]),
    ("other", &["other"]),
];

/// The kind that another tool's word means: `PER` is `person`, `ORG` is `firm`; any other word is kept as it is.
#[must_use]
pub fn canonical_kind(word: &str) -> &str {
    /// Longer words stand for none of them.
    const LONGEST: usize = 12;
    let word = word.trim();
    let mut bare = [0_u8; LONGEST];
    let mut len = 0;
    for c in word.chars().filter(|c| c.is_alphanumeric()) {
        // Beyond ASCII, only the Kelvin sign has a small letter that is in it, and no word here has a k.
        let (Some(place), true) = (bare.get_mut(len), c.is_ascii()) else {
            return word;
        };
        *place = c.to_ascii_lowercase() as u8;
        len += 1;
    }
    let bare = bare.get(..len).unwrap_or_default();
    let is_meant = |others: &[&str]| others.iter().any(|other| other.as_bytes() == bare);
    KNOWN.iter().find(|(_, others)| is_meant(others)).map_or(word, |(kind, _)| kind)
}

/// A kind in the plural, for lists: `people`, `firms`.
#[must_use]
pub fn kind_plural(kind: &str) -> String {
    match kind {
        "person" => "people".to_owned(),
        "other" => "others".to_owned(),
        // Words of extractors, such as LOC and MISC, have no plural.
        kind if kind.ends_with('s') || !kind.chars().any(char::is_lowercase) => kind.to_owned(),
        kind if kind.ends_with('y') && !kind.ends_with("ey") => format!("{}ies", &kind[..kind.len() - 1]),
        kind => format!("{kind}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_other_tools_mean_the_first_kinds() {
        for (word, kind) in [
            ("PER", "person"),
            (" Person ", "person"),
            ("human", "person"),
            ("ORGANIZATION", "firm"),
            ("LegalEntity", "firm"),
            ("Public Body", "firm"),
            ("WORK_OF_ART", "film"),
            ("organisations", "organisations"),
            ("Örg", "Örg"),
            ("movie", "film"),
            ("Place", "Place"),
            ("GPE", "GPE"),
            ("", ""),
        ] {
            assert_eq!(canonical_kind(word), kind, "{word}");
        }
    }

    #[test]
    fn kinds_have_a_plural() {
        for (one, many) in [("person", "people"), ("company", "companies"), ("place", "places"), ("LOC", "LOC")] {
            assert_eq!(kind_plural(one), many);
        }
    }
}
