//! The pack in the facts format: the chosen facts with the entities and articles that they refer to, and nothing else.
//!
//! What a reader decided stands in a field of its own, `review`, which the format keeps though it does not know it.

use std::collections::BTreeSet;

use super::{Entry, Pack};
use crate::facts::{Article, Entity, Evidence, Fact, FactBase, Fields, Value};

pub(super) fn text(pack: &Pack<'_>) -> String {
    let base = pack.base;
    let facts: Vec<&Fact> = pack.entries().map(|entry| entry.fact).collect();
    let entities: BTreeSet<_> = facts.iter().flat_map(|fact| [Some(fact.subject), fact.object]).flatten().collect();
    let evidence = facts.iter().flat_map(|fact| &fact.evidence);
    let articles: BTreeSet<_> = evidence.filter_map(|evidence| evidence.article).collect();
    let mut object = Object::default();
    object.put("tieline", "1".to_owned());
    object.put("title", string(&pack.title));
    object.text("description", Some(&pack.about.join(" ")).filter(|about| !about.is_empty()));
    object.text("generated_by", base.generated_by.as_deref());
    object.put("articles", lines(articles.into_iter().map(|id| article(base.article(id)))));
    object.put("entities", lines(entities.into_iter().map(|id| entity(base, base.entity(id)))));
    object.put("facts", lines(pack.entries().map(|entry| fact(pack, &entry))));
    let fields = object.0.iter().map(|(name, json)| format!("  {}: {json}", string(name)));
    format!("{{\n{}\n}}\n", fields.collect::<Vec<_>>().join(",\n"))
}

fn article(article: &Article) -> String {
    let Article { id, title, publisher, authors, published, url, language, text, note, more } = article;
    let mut object = Object::default();
    object.put("id", string(id));
    object.text("title", title.as_deref());
    object.text("publisher", publisher.as_deref());
    object.texts("authors", authors);
    object.text("published", published.map(crate::facts::Date::iso).as_deref());
    object.text("url", url.as_deref());
    object.text("language", language.as_deref());
    object.text("text", text.as_deref());
    object.text("note", note.as_deref());
    object.more(more);
    object.in_one_line()
}

fn entity(base: &FactBase, entity: &Entity) -> String {
    let Entity { id, kind, name, aliases, description, links, attributes, more, place: _ } = entity;
    let mut object = Object::default();
    object.put("id", string(id));
    object.put("kind", string(base.kind(*kind)));
    object.put("name", string(name));
    object.texts("aliases", aliases);
    object.text("description", description.as_deref());
    object.texts("links", links);
    object.fields("attributes", attributes);
    object.more(more);
    object.in_one_line()
}

fn fact(pack: &Pack<'_>, entry: &Entry<'_>) -> String {
    let base = pack.base;
    let Fact {
        id,
        subject,
        relation,
        object: other,
        value,
        time,
        status,
        confidence,
        directed,
        attributes,
        more,
        evidence,
    } = entry.fact;
    let mut object = Object::default();
    object.put("id", string(id));
    object.put("subject", string(&base.entity(*subject).id));
    object.put("relation", string(base.relation(*relation)));
    object.text("object", other.map(|other| &*base.entity(other).id));
    object.text("value", value.as_deref());
    for (name, date) in [("when", time.when), ("from", time.from), ("until", time.until)] {
        object.text(name, date.map(crate::facts::Date::iso).as_deref());
    }
    object.put("status", string(status.word()));
    if let Some(confidence) = confidence.filter(|confidence| confidence.is_finite()) {
        object.put("confidence", confidence.to_string());
    }
    if !directed {
        object.put("directed", "false".to_owned());
    }
    object.fields("attributes", attributes);
    let evidence: Vec<String> = evidence.iter().map(|one| evidence_object(base, one)).collect();
    object.put("evidence", format!("[{}]", evidence.join(", ")));
    if let Some(review) = entry.review.filter(|review| !review.is_empty()) {
        let mut decided = Object::default();
        decided.text("verdict", review.verdict.map(crate::facts::Verdict::word));
        decided.text("note", review.note.as_deref());
        decided.text("by", review.stamp.by.as_deref());
        decided.text("at", review.stamp.at.as_deref());
        decided.text("original", entry.original(base).as_deref());
        object.put("review", decided.in_one_line());
    }
    let against: Vec<String> = pack.against(entry).iter().map(|words| string(words)).collect();
    if !against.is_empty() {
        object.put("contradictions", format!("[{}]", against.join(", ")));
    }
    object.more(more);
    object.in_one_line()
}

fn evidence_object(base: &FactBase, evidence: &Evidence) -> String {
    let Evidence { article, excerpt, claimed, check, more } = evidence;
    let article = article.map(|article| base.article(article));
    let mut object = Object::default();
    object.text("article", article.map(|article| &*article.id));
    object.text("excerpt", excerpt.as_deref());
    let text = article.and_then(|article| article.text.as_deref());
    // Where the words were found, counted in characters; or else as the file gave it.
    let found = check.range().zip(text).and_then(|(range, text)| {
        let chars = |to: usize| text.get(..to).map(|before| before.chars().count());
        Some([chars(range.start)?, chars(range.end)?])
    });
    let given = claimed.as_ref().map(|range| [range.start as usize, range.end as usize]);
    if let Some([start, end]) = found.or(given) {
        object.put("start", start.to_string());
        object.put("end", end.to_string());
    }
    object.more(more);
    object.in_one_line()
}

/// Fields with their JSON texts, in order.
#[derive(Default)]
struct Object(Vec<(String, String)>);

impl Object {
    fn put(&mut self, name: &str, json: String) {
        self.0.push((name.to_owned(), json));
    }

    fn text(&mut self, name: &str, text: Option<impl AsRef<str>>) {
        if let Some(text) = text {
            self.put(name, string(text.as_ref()));
        }
    }

    fn texts(&mut self, name: &str, texts: &[Box<str>]) {
        if !texts.is_empty() {
            let texts: Vec<String> = texts.iter().map(|text| string(text)).collect();
            self.put(name, format!("[{}]", texts.join(", ")));
        }
    }

    fn fields(&mut self, name: &str, fields: &Fields) {
        if !fields.is_empty() {
            self.put(name, map(fields));
        }
    }

    /// Fields that the format does not know, but for those that stand there already.
    fn more(&mut self, fields: &Fields) {
        for (name, value) in fields {
            if self.0.iter().all(|(known, _)| **known != **name) {
                self.put(name, json(value));
            }
        }
    }

    fn in_one_line(&self) -> String {
        let fields: Vec<String> = self.0.iter().map(|(name, json)| format!("{}: {json}", string(name))).collect();
        format!("{{{}}}", fields.join(", "))
    }
}

fn lines(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.map(|item| format!("\n    {item}")).collect();
    if items.is_empty() { "[]".to_owned() } else { format!("[{}\n  ]", items.join(",")) }
}

fn json(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(digits) => digits.to_string(),
        Value::Text(text) => string(text),
        Value::List(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(", ")),
        Value::Map(fields) => map(fields),
    }
}

fn map(fields: &Fields) -> String {
    let fields: Vec<String> = fields.iter().map(|(name, value)| format!("{}: {}", string(name), json(value))).collect();
    format!("{{{}}}", fields.join(", "))
}

fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
