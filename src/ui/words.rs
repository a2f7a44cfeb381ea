//! Words that several panels share: counts with their nouns, numbers with separators.

use crate::facts::{Check, FactBase, Status};

/// A number with thin separators: `36,273`.
pub(super) fn number(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number with its noun: `1 fact`, `24 facts`.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

/// A status as a sentence part, with a capital.
pub(super) const fn status(status: Status) -> &'static str {
    match status {
        Status::Reported => "Reported",
        Status::Planned => "Planned",
        Status::Alleged => "Alleged",
        Status::Denied => "Denied",
        Status::Ended => "Ended",
    }
}

/// What came of checking an excerpt: a short word and what it means.
pub(super) const fn check(check: &Check) -> (&'static str, &'static str) {
    match check {
        Check::Exact(_) => ("✔ in the article", "Word for word where the extractor said"),
        Check::Found(_) => ("✔ found in the article", "Word for word, but elsewhere than the extractor said"),
        Check::Near(_) => ("≈ nearly in the article", "The same words but for spaces, quotation marks or case"),
        Check::NotFound => ("✖ not in the article", "These words do not occur in the article. Do not quote them"),
        Check::Unchecked => ("not checked", "The article's text is not in the file, so the words cannot be checked"),
    }
}

/// `publisher, 10 January 2017`, as far as known.
pub(super) fn source_line(base: &FactBase, article: crate::facts::ArticleId) -> String {
    let article = base.article(article);
    let mut parts = Vec::new();
    if let Some(publisher) = &article.publisher {
        parts.push(super::parts::shown_name(publisher));
    }
    if let Some(published) = article.published {
        parts.push(published.to_string());
    }
    if parts.is_empty() {
        parts.push("date and publisher unknown".to_owned());
    }
    parts.join(", ")
}

/// A title or a name as a sentence of its own: with a full stop, where it does not end in one or in another mark.
pub(super) fn ended(text: &str) -> String {
    let text = text.trim_end();
    let last = text.trim_end_matches(['”', '"', '’', '»', ')']).chars().next_back();
    let closed = last.is_some_and(|c| matches!(c, '.' | '?' | '!' | '…' | '。' | '？' | '！' | '؟' | '۔'));
    if closed { text.to_owned() } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_ends_with_one_mark() {
        let cases = [
            ("A studio changes hands", "A studio changes hands."),
            ("What did the harbour really cost?", "What did the harbour really cost?"),
            ("He said “no!”", "He said “no!”"),
            ("Doe, J.", "Doe, J."),
            ("ما الثمن؟", "ما الثمن؟"),
            ("", "."),
        ];
        for (given, expected) in cases {
            assert_eq!(ended(given), expected);
        }
    }

    #[test]
    fn numbers_have_separators_and_nouns_agree() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(1_036_273), "1,036,273");
        assert_eq!(counted(1, "tie", "ties"), "1 tie");
        assert_eq!(counted(21, "tie", "ties"), "21 ties");
    }
}
