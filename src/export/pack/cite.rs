//! An excerpt with its source, as it is quoted.

use super::safe::plain;
use crate::facts::{Article, Evidence, FactBase};

/// An evidence as a citation on one line: “Ma met Trump.” Wilma Ashdown, “What did the harbour really cost?”, The
/// Saltmere Chronicle, 11 April 2010. https://…
///
/// What is not known is left out; nothing at all for an evidence without excerpt and article.
#[must_use]
pub fn citation(base: &FactBase, evidence: &Evidence) -> String {
    let mut parts = Vec::new();
    if let Some(excerpt) = &evidence.excerpt {
        parts.push(format!("“{}”", unquoted(&plain(excerpt))));
    }
    if let Some(article) = evidence.article.and_then(|article| base.articles.get(article.index())) {
        let source = source(article);
        parts.push(format!("{source}."));
        parts.extend(article.url.as_deref().map(|address| plain(address.trim())));
    }
    parts.join(" ")
}

/// Authors, title, publisher and day of an article, with commas between them.
pub(super) fn source(article: &Article) -> String {
    let mut parts = Vec::new();
    if !article.authors.is_empty() {
        parts.push(article.authors.iter().map(|author| plain(author.trim())).collect::<Vec<_>>().join(" and "));
    }
    parts.push(format!("“{}”", unquoted(&plain(article.label()))));
    parts.extend(article.publisher.as_deref().map(|publisher| plain(publisher.trim())));
    parts.extend(article.published.map(|date| date.to_string()));
    parts.join(", ")
}

/// The same words with inner quotation marks single, so that where the quotation ends is plain.
fn unquoted(text: &str) -> String {
    let mut single = String::with_capacity(text.len());
    let mut after_word = false;
    for c in text.trim().chars() {
        single.push(match c {
            '”' => '’',
            '"' if after_word => '’',
            '“' | '"' => '‘',
            other => other,
        });
        after_word = !c.is_whitespace() && !matches!(c, '(' | '[' | '–' | '—');
    }
    single
}
