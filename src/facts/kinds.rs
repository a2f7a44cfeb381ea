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
    let word = word.trim();
    let bare: String = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    KNOWN.iter().find(|(_, others)| others.contains(&&*bare)).map_or(word, |(kind, _)| kind)
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
