//! Records without faults, the many: from their typed form straight to what the builder takes.
//!
//! Whatever is not exactly as the format says gives `None`, and the record is read again by [`super::lenient`],
//! which alone decides what a fault costs and how it is told.

use std::borrow::Cow;

use crate::facts::{Article, Builder, Date, Entity, Evidence, Fields, NewEntity, NewFact, Span, Status, Value};

use super::schema::{ArticleRecord, Attributes, DateText, EntityRecord, EvidenceRecord, FactRecord, StatusWord, Text};

pub(super) fn article(record: ArticleRecord<'_>) -> Option<Article> {
    let ArticleRecord { id, title, publisher, authors, published, url, language, text, note } = record;
    Some(Article {
        id: given(id)?.into(),
        title: boxed(title),
        publisher: boxed(publisher),
        authors: texts(authors),
        published: date(published)?,
        url: boxed(url),
        language: boxed(language),
        text: boxed(text),
        note: boxed(note),
        more: Vec::new(),
    })
}

pub(super) fn entity(record: EntityRecord<'_>) -> Option<NewEntity<'_>> {
    let EntityRecord { id, kind, name, aliases, description, links, image, place, attributes } = record;
    Some(NewEntity {
        id: given(id)?,
        kind: kind.and_then(given),
        name: name.and_then(given),
        aliases: texts(aliases),
        description: boxed(description),
        links: texts(links),
        place: match place {
            Some(place) => Some(on_map(place)?),
            None => None,
        },
        attributes: fields(attributes)?,
        more: image.map(|path| (Entity::IMAGE.into(), Value::Text(path.0.into()))).into_iter().collect(),
    })
}

pub(super) fn fact<'a>(record: FactRecord<'a>, number: usize, builder: &Builder) -> Option<NewFact<'a>> {
    let FactRecord {
        id,
        subject,
        relation,
        object,
        value,
        when,
        from,
        until,
        status,
        confidence,
        directed,
        attributes,
        evidence,
        excerpt,
    } = record;
    let object = object.and_then(given);
    let value = boxed(value);
    if object.is_none() && value.is_none() {
        return None;
    }
    let time = Span { when: date(when)?, from: date(from)?, until: date(until)? };
    let in_order = ends_after_start(&time);
    let in_range = confidence.is_none_or(|confidence| (0.0..=1.0).contains(&confidence));
    if !in_order || !in_range {
        return None;
    }
    let evidence = evidence.unwrap_or_default();
    let bare = excerpt.and_then(given);
    let mut found = Vec::with_capacity(evidence.len() + usize::from(bare.is_some()));
    for record in evidence {
        found.push(self::evidence(record, builder)?);
    }
    found.extend(bare.map(|excerpt| Evidence { excerpt: Some(excerpt.into()), ..Evidence::default() }));
    Some(NewFact {
        number,
        id: id.and_then(given),
        subject: given(subject)?,
        relation: given(relation)?,
        object,
        value,
        time,
        status: status.map_or(Status::Reported, StatusWord::status),
        confidence: confidence.map(short),
        directed: directed.unwrap_or(true),
        attributes: fields(attributes)?,
        more: Vec::new(),
        evidence: found,
    })
}

fn evidence(record: EvidenceRecord<'_>, builder: &Builder) -> Option<Evidence> {
    let EvidenceRecord { article, excerpt, start, end } = record;
    let article = match article.and_then(given) {
        Some(key) => Some(builder.article_by_key(&key)?),
        None => None,
    };
    let excerpt = boxed(excerpt);
    let claimed = match (start, end, &excerpt) {
        (Some(start), Some(end), Some(_)) if start <= end => Some(start..end),
        (None, None, Some(_)) => None,
        (None, None, None) if article.is_some() => None,
        _ => return None,
    };
    Some(Evidence { article, excerpt, claimed, ..Evidence::default() })
}

/// Whether the span does not end before it begins.
pub(super) fn ends_after_start(time: &Span) -> bool {
    match (time.from, time.until) {
        (Some(from), Some(until)) => from.earliest() <= until.latest(),
        _ => true,
    }
}

/// A place that a map can have.
#[expect(clippy::cast_possible_truncation, reason = "a map has no use for more digits")]
pub(super) fn on_map(place: [f64; 2]) -> Option<[f32; 2]> {
    let place = place.map(|side| side as f32);
    place.iter().all(|side| side.is_finite()).then_some(place)
}

#[expect(clippy::cast_possible_truncation, reason = "a confidence has no use for more digits")]
pub(super) const fn short(confidence: f64) -> f32 {
    confidence as f32
}

impl StatusWord {
    const fn status(self) -> Status {
        match self {
            Self::Reported => Status::Reported,
            Self::Planned => Status::Planned,
            Self::Alleged => Status::Alleged,
            Self::Denied => Status::Denied,
            Self::Ended => Status::Ended,
        }
    }
}

/// A text that says something: a blank one counts as absent.
fn given(text: Text<'_>) -> Option<Cow<'_, str>> {
    (!text.0.trim().is_empty()).then_some(text.0)
}

fn boxed(text: Option<Text<'_>>) -> Option<Box<str>> {
    text.and_then(given).map(Into::into)
}

fn texts(texts: Option<Vec<Text<'_>>>) -> Vec<Box<str>> {
    let texts = texts.unwrap_or_default();
    let mut given: Vec<Box<str>> = texts.into_iter().filter_map(given).map(Into::into).collect();
    given.shrink_to_fit();
    given
}

/// `None` where there is a date that cannot be used.
fn date(text: Option<DateText<'_>>) -> Option<Option<Date>> {
    match text.and_then(|text| given(text.0)) {
        Some(text) => Date::parse(&text).ok().map(Some),
        None => Some(None),
    }
}

/// `None` where a value is a list or an object.
fn fields(attributes: Option<Attributes<'_>>) -> Option<Fields> {
    let attributes = attributes.map_or_else(Vec::new, |attributes| attributes.0);
    let mut fields = Vec::with_capacity(attributes.len());
    for (name, raw) in attributes {
        let raw = raw.get();
        let value = match raw.as_bytes().first()? {
            b'n' => continue,
            b't' => Value::Bool(true),
            b'f' => Value::Bool(false),
            b'"' => Value::Text(serde_json::from_str::<Text<'_>>(raw).ok()?.0.into()),
            b'[' | b'{' => return None,
            _ => Value::Number(raw.into()),
        };
        fields.push((name.0.into(), value));
    }
    Some(fields)
}
