//! LangExtract: the words of a text that an extraction stands on, each with a class and attributes.

use std::borrow::Cow;

use crate::facts::{Article, ArticleId, EntityId, Evidence, NewEntity, NewFact};
use crate::read::draft::{Draft, Handled};
use crate::read::fields::Record;
use crate::read::walk;
use crate::read::{Job, ReadError};

/// Attributes that name the two ends of a fact; the first pair found counts.
const PAIRS: [(&str, &str); 7] = [
    ("subject", "object"),
    ("source", "target"),
    ("head", "tail"),
    ("from", "to"),
    ("entity1", "entity2"),
    ("source_entity", "target_entity"),
    ("subject_entity", "object_entity"),
];

/// Reads all documents of a file.
pub(in crate::read) fn read(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    walk::records(job, draft, |draft, item| document(draft, &mut item.record()?))
}

fn document(draft: &mut Draft, record: &mut Record<'_, '_>) -> Handled {
    let prefix = if record.path().is_empty() { String::new() } else { format!("{}.", record.path()) };
    let text = record.boxed("text");
    let key = record.word(&["document_id", "id"]).unwrap_or_default();
    let extractions = record.list("extractions");
    let new = Article { text, more: record.more(), ..Article::default() };
    let (article, fate) = draft.article(&key, new)?;
    walk::within(draft, extractions, &format!("{prefix}extractions"), record.notes(), |draft, item| {
        extraction(draft, &mut item.record()?, article)
    })?;
    Ok(fate)
}

/// A fact where the attributes name both ends, else an entity that the words name.
fn extraction(draft: &mut Draft, record: &mut Record<'_, '_>, article: ArticleId) -> Handled {
    let class = record.word(&["extraction_class"]);
    let words = record.boxed("extraction_text");
    let evidence = evidence(record, article, words.clone());
    record.splice("attributes");
    let pair = PAIRS.into_iter().find(|(subject, object)| is_word(record, subject) && is_word(record, object));
    let Some((subject, object)) = pair else {
        return entity(draft, record, class.as_deref(), words);
    };
    let ends = (end(draft, record, subject)?, Some(end(draft, record, object)?));
    let relation = record.word(&["relation", "relationship", "predicate", "relation_type"]);
    let wording = relation.or_else(|| class.clone()).unwrap_or(Cow::Borrowed(crate::read::common::PLAIN_TIE));
    let fact = NewFact {
        value: record.boxed_word(&["value"]),
        time: record.time(),
        status: record.status(),
        confidence: record.confidence(),
        evidence: vec![evidence],
        ..NewFact::of(wording.clone())
    };
    let mut fact = NewFact { attributes: record.more(), ..fact };
    if let Some(class) = class.filter(|class| *class != wording) {
        fact.attributes.insert(0, ("extraction_class".into(), crate::facts::Value::Text(class.into())));
    }
    let path = record.path().to_owned();
    draft.fact(ends, fact, (record.at(), &path))
}

fn is_word(record: &Record<'_, '_>, name: &str) -> bool {
    use crate::read::json::Json;
    record.peek(name).is_some_and(|node| match &node.json {
        Json::Text(text) => !text.trim().is_empty(),
        Json::Number(_) => true,
        _ => false,
    })
}

fn end(draft: &mut Draft, record: &mut Record<'_, '_>, name: &str) -> Result<EntityId, crate::read::draft::Halt> {
    let kinds = [format!("{name}_type"), format!("{name}_kind"), format!("{name}_class")];
    let kind = record.word(&[&kinds[0], &kinds[1], &kinds[2]]);
    match record.word(&[name]) {
        Some(text) => draft.named(&text, kind.as_deref()).map(|(id, _)| id),
        None => crate::read::common::missing(record, &[name]),
    }
}

fn entity(draft: &mut Draft, record: &mut Record<'_, '_>, class: Option<&str>, words: Option<Box<str>>) -> Handled {
    let Some(name) = words else {
        return crate::read::common::missing(record, &["extraction_text"]);
    };
    let (id, fate) = draft.named(&name, class)?;
    let description = record.boxed_word(&["description"]);
    record.take("alignment_status");
    let new = NewEntity { description, attributes: record.more(), ..NewEntity::default() };
    draft.add_to_entity(id, new);
    Ok(fate)
}

/// The words and where they stand; offsets are those of Python, in characters.
fn evidence(record: &mut Record<'_, '_>, article: ArticleId, excerpt: Option<Box<str>>) -> Evidence {
    let mut evidence = Evidence { article: Some(article), excerpt, ..Evidence::default() };
    if let Some(interval) = record.take("char_interval") {
        let path = format!("{}.char_interval", record.path());
        if let Ok(mut interval) = Record::open(interval, path, record.notes())
            && let (Some(start), Some(end)) = (interval.offset("start_pos"), interval.offset("end_pos"))
        {
            if start <= end {
                evidence.claimed = Some(start..end);
            } else {
                let at = interval.at();
                let what = format!("the excerpt ends ({end}) before it begins ({start})");
                interval.left_out(at, "start_pos", what);
            }
        }
    }
    // The numbers that order extractions say nothing about the fact.
    record.take("extraction_index");
    record.take("group_index");
    record.take("token_interval");
    evidence
}
