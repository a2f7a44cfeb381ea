//! The pack as one HTML page that needs nothing else and prints well.

use super::safe::{html, link};
use super::{Entry, Pack, check_words};
use crate::facts::{Evidence, FactBase};

const STYLE: &str = "
  :root { color-scheme: light dark; }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.5rem; line-height: 1.25; }
  ol { padding-left: 2.5rem; }
  li { margin-bottom: 1.5rem; break-inside: avoid; }
  .statement { font-weight: 600; margin: 0; }
  blockquote { margin: .5rem 0; padding-left: .75rem; border-left: 3px solid; }
  blockquote p { margin: .1rem 0; }
  .source, .verdict, .about { font-size: .9rem; margin: .1rem 0; overflow-wrap: anywhere; }
  .warn { font-weight: 600; }
  @media print { body { margin: 0; max-width: none; font-size: 11pt; } a { color: inherit; } }
";

pub(super) fn text(pack: &Pack<'_>) -> String {
    let title = html(&pack.title);
    let mut text = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    );
    for line in &pack.about {
        text.push_str(&format!("<p class=\"about\">{}</p>\n", html(line)));
    }
    text.push_str("<ol>\n");
    for entry in pack.entries() {
        add(&mut text, pack, &entry);
    }
    text.push_str("</ol>\n</body>\n</html>\n");
    text
}

fn add(text: &mut String, pack: &Pack<'_>, entry: &Entry<'_>) {
    let base = pack.base;
    let number = entry.number;
    text.push_str(&format!("<li value=\"{number}\" id=\"fact-{number}\">\n"));
    text.push_str(&format!("<p class=\"statement\" dir=\"auto\">{}</p>\n", html(&entry.statement(base))));
    let circumstances = entry.circumstances();
    if !circumstances.is_empty() {
        text.push_str(&format!("<p class=\"source\">{}</p>\n", html(&circumstances)));
    }
    if entry.fact.evidence.is_empty() {
        text.push_str("<p class=\"source warn\">No article stands behind this fact.</p>\n");
    }
    for evidence in &entry.fact.evidence {
        add_evidence(text, base, evidence);
    }
    for words in entry.decisions(base).into_iter().chain(pack.against(entry)) {
        text.push_str(&format!("<p class=\"verdict\" dir=\"auto\">{}</p>\n", html(&words)));
    }
    text.push_str("</li>\n");
}

fn add_evidence(text: &mut String, base: &FactBase, evidence: &Evidence) {
    text.push_str("<blockquote>\n");
    if let Some(excerpt) = &evidence.excerpt {
        text.push_str(&format!("<p dir=\"auto\">{}</p>\n", html(excerpt)));
    }
    let article = evidence.article.and_then(|article| base.articles.get(article.index()));
    let source = article.map_or_else(|| "No article is named".to_owned(), super::cite::source);
    let check = if evidence.excerpt.is_some() { format!("; {}", check_words(&evidence.check)) } else { String::new() };
    text.push_str(&format!("<p class=\"source\">— {}{check}</p>\n", html(&source)));
    if let Some(address) = article.and_then(|article| article.url.as_deref()) {
        let shown = html(address);
        let line = link(address).map_or_else(
            || shown.clone(),
            |address| format!("<a href=\"{}\" rel=\"noreferrer noopener\">{shown}</a>", html(address)),
        );
        text.push_str(&format!("<p class=\"source\">{line}</p>\n"));
    }
    text.push_str("</blockquote>\n");
}
