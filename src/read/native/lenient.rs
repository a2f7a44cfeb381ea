//! Records with faults: read field by field, so that a fault costs the field, or the record where it needs it.

use crate::facts::{Article, ArticleId, Builder, Evidence, NewEntity, NewFact, Severity, Span, Status};
use crate::read::fields::{Record, Skip};
use crate::read::json::{Json, Node};
use crate::read::notes::{Note, quoted};

use super::strict;

/// The articles that evidence may name.
#[derive(Clone, Copy)]
pub(super) struct Articles<'b> {
    /// The article of an id.
    pub(super) find: &'b (dyn Fn(&str) -> Option<ArticleId> + Sync),
    pub(super) list: &'b [Article],
}

impl<'b> Articles<'b> {
    pub(super) fn of(builder: &'b Builder, find: &'b (dyn Fn(&str) -> Option<ArticleId> + Sync)) -> Self {
        Self { find, list: &builder.base().articles }
    }
}

/// A fact, and where each of its evidence stands in the file.
pub(super) struct PlacedFact<'a> {
    pub(super) fact: NewFact<'a>,
    pub(super) places: Vec<EvidencePlace>,
    /// The bytes of the fields that the builder may refuse.
    pub(super) id_at: usize,
    pub(super) subject_at: usize,
    pub(super) object_at: usize,
}

/// Where an evidence stands in the file.
pub(super) struct EvidencePlace {
    /// `facts[3].evidence[0]`, or `facts[3]` for a bare excerpt.
    pub(super) path: String,
    pub(super) excerpt_at: usize,
    pub(super) start_at: usize,
}

pub(super) fn article(node: Node<'_>, path: String, notes: &mut Vec<Note>) -> Result<Article, Skip> {
    let mut record = Record::open(node, path, notes)?;
    Ok(Article {
        id: record.required("id")?.into(),
        title: record.boxed("title"),
        publisher: record.boxed("publisher"),
        authors: record.texts("authors"),
        published: record.date("published"),
        url: record.boxed("url"),
        language: record.boxed("language"),
        text: record.boxed("text"),
        note: record.boxed("note"),
        more: record.more(),
    })
}

pub(super) fn entity<'a>(node: Node<'a>, path: String, notes: &mut Vec<Note>) -> Result<NewEntity<'a>, Skip> {
    let mut record = Record::open(node, path, notes)?;
    Ok(NewEntity {
        id: record.required("id")?,
        kind: record.text("kind"),
        name: record.text("name"),
        aliases: record.texts("aliases"),
        description: record.boxed("description"),
        links: record.texts("links"),
        place: place(&mut record),
        attributes: record.attributes("attributes"),
        more: record.more(),
    })
}

/// Where an entity stands: two numbers that a map can have. What is no list is some other field of that name and stays
/// among the unknown ones.
fn place(record: &mut Record<'_, '_>) -> Option<[f32; 2]> {
    if !matches!(record.peek("place")?.json, Json::List(_) | Json::Null) {
        return None;
    }
    let node = record.take("place")?;
    let side = |node: &Node<'_>| match &node.json {
        Json::Number(digits) => digits.parse::<f64>().ok(),
        _ => None,
    };
    let found = match node.items() {
        [x, y] => side(x).zip(side(y)).and_then(|(x, y)| strict::on_map([x, y])),
        _ => None,
    };
    if found.is_none() {
        record.left_out(node.at, "place", "a place is two numbers, `[x, y]`".to_owned());
    }
    found
}

pub(super) fn fact<'a>(
    node: Node<'a>,
    path: String,
    number: usize,
    articles: Articles<'_>,
    notes: &mut Vec<Note>,
) -> Result<PlacedFact<'a>, Skip> {
    let at_of = |key| node.get(key).map_or(node.at, |field| field.at);
    let (id_at, subject_at, object_at) = (at_of("id"), at_of("subject"), at_of("object"));
    let mut record = Record::open(node, path, notes)?;
    let subject = record.required("subject")?;
    let relation = record.required("relation")?;
    let object = record.text_or_skip("object")?;
    let value: Option<Box<str>> = record.text_or_skip("value")?.map(Into::into);
    if object.is_none() && value.is_none() {
        let what = "neither `object` nor `value` is given".to_owned();
        record.note(record.at(), "", what, "the record was skipped", Severity::Skipped);
        return Err(Skip);
    }
    let items = record.items("evidence");
    let mut evidence = Vec::with_capacity(items.len() + usize::from(record.has("excerpt")));
    let mut places = Vec::with_capacity(evidence.capacity());
    for (index, item) in items.into_iter().enumerate() {
        let path = format!("{}.evidence[{index}]", record.path());
        if let Ok((one, place)) = self::evidence(item, path, articles, record.notes()) {
            evidence.push(one);
            places.push(place);
        }
    }
    let excerpt_at = record.at();
    if let Some(excerpt) = record.boxed("excerpt") {
        evidence.push(Evidence { excerpt: Some(excerpt), ..Evidence::default() });
        places.push(EvidencePlace { path: record.path().to_owned(), excerpt_at, start_at: excerpt_at });
    }
    evidence.shrink_to_fit();
    let fact = NewFact {
        number,
        id: record.text("id"),
        subject,
        relation,
        object,
        value,
        time: time(&mut record),
        status: status(&mut record),
        confidence: confidence(&mut record),
        directed: record.flag("directed").unwrap_or(true),
        attributes: record.attributes("attributes"),
        more: record.more(),
        evidence,
    };
    Ok(PlacedFact { fact, places, id_at, subject_at, object_at })
}

fn time(record: &mut Record<'_, '_>) -> Span {
    let time = Span { when: record.date("when"), from: record.date("from"), until: record.date("until") };
    if strict::ends_after_start(&time) {
        return time;
    }
    let (from, until) = (time.from.map_or_else(String::new, |date| date.iso()), time.until);
    let until = until.map_or_else(String::new, |date| date.iso());
    let what = format!("it ends ({until}) before it begins ({from})");
    record.note(record.at(), "until", what, "`from` and `until` were left out", Severity::Repaired);
    Span { when: time.when, ..Span::default() }
}

fn status(record: &mut Record<'_, '_>) -> Status {
    let at = record.at_of("status");
    let Some(word) = record.text("status") else {
        return Status::Reported;
    };
    let known = Status::from_word(&word.trim().to_lowercase());
    known.unwrap_or_else(|| {
        let what = format!("{} is no status that is known", quoted(&word));
        record.note(at, "status", what, "taken as `reported`", Severity::Repaired);
        Status::Reported
    })
}

fn confidence(record: &mut Record<'_, '_>) -> Option<f32> {
    let (confidence, at) = record.number("confidence")?;
    if (0.0..=1.0).contains(&confidence) {
        return Some(strict::short(confidence));
    }
    let what = format!("{confidence} is not between 0 and 1");
    record.note(at, "confidence", what, "left out: the confidence is unknown", Severity::Repaired);
    None
}

/// One evidence; one that says nothing is told and left out.
fn evidence(
    node: Node<'_>,
    path: String,
    articles: Articles<'_>,
    notes: &mut Vec<Note>,
) -> Result<(Evidence, EvidencePlace), Skip> {
    let at = node.at;
    if let Json::Null = node.json {
        return Err(Skip);
    }
    let node = match node.json {
        Json::Text(text) => {
            notes.push(Note {
                at,
                path: path.clone(),
                what: "a text where an object belongs".into(),
                done: "taken as an excerpt without an article".into(),
                severity: Severity::Note,
            });
            let place = EvidencePlace { path, excerpt_at: at, start_at: at };
            let evidence = Evidence { excerpt: Some(text.into()), ..Evidence::default() };
            return Ok((evidence, place));
        }
        json => Node { at, json },
    };
    let place = EvidencePlace {
        path: path.clone(),
        excerpt_at: node.get("excerpt").map_or(at, |field| field.at),
        start_at: node.get("start").map_or(at, |field| field.at),
    };
    let first_note = notes.len();
    let Ok(mut record) = Record::open(node, path, notes) else {
        // Told as a skipped record, but the fact stays.
        for note in &mut notes[first_note..] {
            note.done = "left out".into();
            note.severity = Severity::Repaired;
        }
        return Err(Skip);
    };
    let article_at = record.at_of("article");
    let key = record.text("article");
    let article = key.as_deref().and_then(|key| (articles.find)(key));
    let mut evidence = Evidence { article, excerpt: record.boxed("excerpt"), ..Evidence::default() };
    if let (Some(key), None) = (&key, article) {
        let done = match evidence.excerpt {
            Some(_) => "kept without an article",
            None => "the evidence was left out",
        };
        let what = format!("there is no article {}", quoted(key));
        record.note(article_at, "article", what, done, Severity::Repaired);
    }
    offsets(&mut record, &mut evidence, articles);
    evidence.more = record.more();
    if evidence.excerpt.is_none() && evidence.article.is_none() {
        if key.is_none() {
            let what = "neither `excerpt` nor `article` is given".to_owned();
            record.note(at, "", what, "the evidence was left out", Severity::Repaired);
        }
        return Err(Skip);
    }
    Ok((evidence, place))
}

/// The offsets, where there are both and they make sense; of an article's text they can stand for the excerpt.
fn offsets(record: &mut Record<'_, '_>, evidence: &mut Evidence, articles: Articles<'_>) {
    let at = record.at_of("start");
    let (start, end) = match (record.offset("start"), record.offset("end")) {
        (None, None) => return,
        (Some(start), Some(end)) => (start, end),
        _ => {
            let what = "only one of `start` and `end` can be used".to_owned();
            record.note(at, "start", what, "left out", Severity::Repaired);
            return;
        }
    };
    if end < start {
        let what = format!("the excerpt ends ({end}) before it begins ({start})");
        record.note(at, "start", what, "`start` and `end` were left out", Severity::Repaired);
        return;
    }
    if evidence.excerpt.is_some() {
        evidence.claimed = Some(start..end);
        return;
    }
    let text = evidence.article.and_then(|article| articles.list.get(article.index())?.text.as_deref());
    let words: Option<String> = text.map(|text| {
        let (skipped, count) = (start as usize, (end - start) as usize);
        text.chars().skip(skipped).take(count).collect()
    });
    let what = "`start` and `end` without an `excerpt`".to_owned();
    match words.filter(|words| words.chars().count() == (end - start) as usize && !words.trim().is_empty()) {
        Some(words) => {
            evidence.excerpt = Some(words.into());
            evidence.claimed = Some(start..end);
            record.note(at, "start", what, "the words were taken from the article's text", Severity::Note);
        }
        None => record.note(at, "start", what, "left out", Severity::Repaired),
    }
}
