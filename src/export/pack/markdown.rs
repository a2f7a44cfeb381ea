//! The pack as Markdown: a numbered list with a quotation for each excerpt.

use super::safe::{link, markdown};
use super::{Entry, Pack, check_words};
use crate::facts::{Evidence, FactBase};

pub(super) fn text(pack: &Pack<'_>) -> String {
    let mut text = format!("# {}\n\n", markdown(&pack.title));
    for line in &pack.about {
        text.push_str(&format!("{}\n\n", markdown(line)));
    }
    for entry in pack.entries() {
        add(&mut text, pack, &entry);
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn add(text: &mut String, pack: &Pack<'_>, entry: &Entry<'_>) {
    let base = pack.base;
    // The lines of a list's item stand below its text, not below its number.
    let indent = " ".repeat(entry.number.to_string().len() + 2);
    text.push_str(&format!("{}. **{}**", entry.number, markdown(&entry.statement(base))));
    let circumstances = entry.circumstances();
    if !circumstances.is_empty() {
        text.push_str(&format!(" ({})", markdown(&circumstances)));
    }
    text.push_str("\n\n");
    if entry.fact.evidence.is_empty() {
        text.push_str(&format!("{indent}No article stands behind this fact.\n\n"));
    }
    for evidence in &entry.fact.evidence {
        text.push_str(&quotation(base, evidence, &indent));
    }
    for words in entry.decisions(base).into_iter().chain(pack.against(entry)) {
        text.push_str(&format!("{indent}{}\n\n", markdown(&words)));
    }
}

fn quotation(base: &FactBase, evidence: &Evidence, indent: &str) -> String {
    let mut lines = Vec::new();
    if let Some(excerpt) = &evidence.excerpt {
        lines.push(markdown(excerpt));
    }
    let article = evidence.article.and_then(|article| base.articles.get(article.index()));
    let mut source =
        article.map_or_else(|| "No article is named".to_owned(), |article| markdown(&super::cite::source(article)));
    if evidence.excerpt.is_some() {
        source.push_str(&format!("; {}", check_words(&evidence.check)));
    }
    lines.push(format!("— {source}"));
    if let Some(address) = article.and_then(|article| article.url.as_deref()) {
        lines.push(link(address).map_or_else(|| markdown(address), |address| format!("<{address}>")));
    }
    let quoted: Vec<String> = lines.iter().map(|line| format!("{indent}> {line}\n")).collect();
    format!("{}\n", quoted.join(&format!("{indent}>\n")))
}
