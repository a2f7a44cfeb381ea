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
}
