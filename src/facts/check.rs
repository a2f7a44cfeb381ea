//! Holding an excerpt against its article: a quotation that nobody wrote is the worst fault an extractor has.

use std::ops::Range;
use std::sync::OnceLock;

use super::Check;
use super::plain::Plain;

/// An article's text, ready to have many excerpts held against it. What that needs is made when first asked for.
#[derive(Debug)]
pub struct ArticleIndex<'a> {
    text: &'a str,
    chars: OnceLock<Chars>,
    plain: OnceLock<Plain>,
}

impl<'a> ArticleIndex<'a> {
    /// An index of a text.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Self { text, chars: OnceLock::new(), plain: OnceLock::new() }
    }

    /// How many Unicode characters the text has.
    #[must_use]
    pub fn char_count(&self) -> usize {
        self.chars().count
    }

    /// The bytes of a range in Unicode characters, where it lies within the text.
    #[must_use]
    pub fn bytes_of(&self, chars: &Range<u32>) -> Option<Range<usize>> {
        if chars.start > chars.end {
            return None;
        }
        let start = self.chars().byte_of(self.text, chars.start as usize)?;
        let end = self.chars().byte_of(self.text, chars.end as usize)?;
        Some(start..end)
    }

    fn chars(&self) -> &Chars {
        self.chars.get_or_init(|| Chars::of(self.text))
    }

    /// The place of the excerpt, word for word, that is nearest to a byte.
    fn find(&self, excerpt: &str, near: usize) -> Option<Range<usize>> {
        let mut best: Option<usize> = None;
        for (at, _) in self.text.match_indices(excerpt) {
            if best.is_none_or(|best| at.abs_diff(near) < best.abs_diff(near)) {
                best = Some(at);
            }
            if at >= near {
                break;
            }
        }
        best.map(|at| at..at + excerpt.len())
    }

    /// The first place of the same words, whatever their case, quotation marks and white space.
    fn find_near(&self, excerpt: &str) -> Option<Range<usize>> {
        let words = Plain::of(excerpt);
        let words = words.text().trim_matches('\'');
        let words = words.strip_prefix("...").unwrap_or(words);
        let words = words.strip_suffix("...").unwrap_or(words).trim_matches('\'');
        if !words.contains(char::is_alphanumeric) {
            return None;
        }
        let plain = self.plain.get_or_init(|| Plain::of(self.text));
        let at = plain.text().find(words)?;
        plain.original(self.text, at..at + words.len())
    }
}

/// Holds an excerpt against its article. `claimed` are the offsets of the file, in Unicode characters, end exclusive.
#[must_use]
pub fn check_excerpt(article: &ArticleIndex<'_>, excerpt: &str, claimed: Option<&Range<u32>>) -> Check {
    if excerpt.trim().is_empty() {
        return Check::Unchecked;
    }
    let claimed_bytes = claimed.and_then(|chars| article.bytes_of(chars));
    if let Some(bytes) = &claimed_bytes
        && article.text.get(bytes.clone()) == Some(excerpt)
    {
        return Check::Exact(short(bytes));
    }
    let near = claimed_bytes.map_or(0, |bytes| bytes.start);
    if let Some(bytes) = article.find(excerpt, near) {
        return Check::Found(short(&bytes));
    }
    match article.find_near(excerpt) {
        Some(bytes) => Check::Near(short(&bytes)),
        None => Check::NotFound,
    }
}

fn short(bytes: &Range<usize>) -> Range<u32> {
    let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    short(bytes.start)..short(bytes.end)
}

/// From character offsets to bytes: one mark in so many characters, and none for plain ASCII.
#[derive(Debug)]
struct Chars {
    count: usize,
    /// The byte of every [`Chars::STEP`]th character; empty where characters are bytes.
    marks: Vec<u32>,
}

impl Chars {
    const STEP: usize = 64;

    fn of(text: &str) -> Self {
        if text.is_ascii() {
            return Self { count: text.len(), marks: Vec::new() };
        }
        let mut marks = Vec::with_capacity(text.len() / Self::STEP + 1);
        let mut count = 0;
        for (at, _) in text.char_indices() {
            if count % Self::STEP == 0 {
                marks.push(u32::try_from(at).unwrap_or(u32::MAX));
            }
            count += 1;
        }
        Self { count, marks }
    }

    fn byte_of(&self, text: &str, char_offset: usize) -> Option<usize> {
        if char_offset >= self.count {
            return (char_offset == self.count).then_some(text.len());
        }
        let Some(&mark) = self.marks.get(char_offset / Self::STEP) else {
            return Some(char_offset);
        };
        let rest = text.get(mark as usize..)?;
        let (at, _) = rest.char_indices().nth(char_offset % Self::STEP)?;
        Some(mark as usize + at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str =
        "“We’re  open,” Ma said — in 1 of 2 talks…\nHe met Trump. He met Trump in Café Süd – 马云说 你好。";

    /// The check, with the words found instead of the range.
    fn outcome(text: &str, excerpt: &str, claimed: Option<&Range<u32>>) -> String {
        let check = check_excerpt(&ArticleIndex::new(text), excerpt, claimed);
        let name = match check {
            Check::Unchecked => "unchecked",
            Check::Exact(_) => "exact",
            Check::Found(_) => "found",
            Check::Near(_) => "near",
            Check::NotFound => "not found",
        };
        match check.range() {
            Some(range) => format!("{name} {} {}", range.start, &text[range.clone()]),
            None => name.to_owned(),
        }
    }

    #[test]
    fn an_excerpt_is_exact_found_near_or_not_there() {
        for (excerpt, claimed, expected) in [
            ("He met Trump", Some(42..54), "exact 52 He met Trump"),
            ("He met Trump", Some(56..68), "exact 66 He met Trump"),
            ("He met Trump", Some(57..69), "found 66 He met Trump"),
            ("He met Trump", Some(42..55), "found 52 He met Trump"),
            ("He met Trump", Some(0..12), "found 52 He met Trump"),
            ("He met Trump", Some(900..912), "found 52 He met Trump"),
            ("He met Trump", None, "found 52 He met Trump"),
            ("\"We're open,\" Ma said", None, "near 3 We’re  open,” Ma said"),
            ("we're open, ' ma said -- in 1", None, "near 3 We’re  open,” Ma said — in 1"),
            ("talks... He  met", None, "near 43 talks…\nHe met"),
            ("…he met trump in CAFE\u{301} Süd...", None, "near 66 He met Trump in Café Süd"),
            ("马云说你好", None, "near 97 马云说 你好"),
            ("Ma said in 1 of 2 talks", None, "not found"),
            ("He shouted at Trump", Some(42..54), "not found"),
            ("\"…\"", None, "not found"),
            (" \n", Some(0..2), "unchecked"),
        ] {
            assert_eq!(outcome(ARTICLE, excerpt, claimed.as_ref()), expected, "{excerpt}");
        }
    }

    #[test]
    fn white_space_between_words_counts_and_elsewhere_does_not() {
        assert_eq!(outcome("no where , now", "nowhere, now", None), "not found");
        assert_eq!(outcome("no where , now", "no where, now", None), "near 0 no where , now");
    }

    #[test]
    fn offsets_count_characters_far_into_a_text() {
        let text = "é".repeat(1000) + "here";
        assert_eq!(outcome(&text, "here", Some(&(1000..1004))), "exact 2000 here");
        assert_eq!(ArticleIndex::new(&text).char_count(), 1004);
        let near = outcome(&text, "HERE", None);
        assert_eq!(near, "near 2000 here");
    }
}
