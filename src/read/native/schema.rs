//! The format as types: what extractors are held to by the JSON Schema, and what a record without faults is read as.
//!
//! Every doc comment here is a description in the schema, written for whoever, or whatever, fills the fields.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

/// The JSON Schema of the native format, as a language model's structured output can be held to it.
#[must_use]
pub fn schema() -> String {
    let mut schema = schemars::schema_for!(FactsDocument<'_>);
    schema.insert("title".into(), "Tieline facts, version 1".into());
    let mut schema = schema.to_value();
    tidy(&mut schema);
    format!("{schema:#}\n")
}

/// Takes out what is about Rust: the width of numbers, and the line breaks of doc comments.
fn tidy(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            fields.remove("format");
            if let Some(Value::String(words)) = fields.get_mut("description") {
                *words = words.replace('\n', " ");
            }
            fields.values_mut().for_each(tidy);
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        _ => {}
    }
}

/// Facts that articles state, each with the words that state it. A fact is a claim that an article makes; its
/// excerpt is where the article makes it. Claim nothing that no excerpt says.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "a file is read section by section; only the schema needs it whole")]
struct FactsDocument<'a> {
    /// The version of this format: 1.
    #[schemars(extend("const" = 1))]
    tieline: u32,
    /// The title of the map.
    title: Option<Text<'a>>,
    /// What the map is about, in a sentence or two.
    description: Option<Text<'a>>,
    /// The name and version of the extractor.
    generated_by: Option<Text<'a>>,
    /// The articles that make the claims.
    articles: Option<Vec<ArticleRecord<'a>>>,
    /// Everybody and everything that the facts speak of, once each.
    entities: Option<Vec<EntityRecord<'a>>>,
    /// The claims.
    facts: Option<Vec<FactRecord<'a>>>,
}

/// A text that makes claims.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'a"))]
#[schemars(rename = "Article")]
pub(super) struct ArticleRecord<'a> {
    /// Unique among the articles.
    pub(super) id: Text<'a>,
    /// The headline.
    pub(super) title: Option<Text<'a>>,
    /// Who published it.
    pub(super) publisher: Option<Text<'a>>,
    /// Who wrote it.
    pub(super) authors: Option<Vec<Text<'a>>>,
    /// When it was published.
    pub(super) published: Option<DateText<'a>>,
    /// Where it can be read: an http or https address.
    pub(super) url: Option<Text<'a>>,
    /// The language of the text as a BCP 47 tag, such as "en".
    pub(super) language: Option<Text<'a>>,
    /// The whole text, if it may be kept. Excerpts are checked against it.
    pub(super) text: Option<Text<'a>>,
    /// A remark on the article.
    pub(super) note: Option<Text<'a>>,
}

/// Somebody or something that facts speak of.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'a"))]
#[schemars(rename = "Entity")]
pub(super) struct EntityRecord<'a> {
    /// Unique among the entities; short and readable, such as "jack-ma".
    pub(super) id: Text<'a>,
    /// "person", "firm", "film", or another word such as "place" or "event".
    pub(super) kind: Option<Text<'a>>,
    /// The name that the map shows.
    pub(super) name: Option<Text<'a>>,
    /// Other names that the articles use for it.
    pub(super) aliases: Option<Vec<Text<'a>>>,
    /// Who or what it is, in a line or two.
    pub(super) description: Option<Text<'a>>,
    /// Addresses that tell more.
    pub(super) links: Option<Vec<Text<'a>>>,
    /// A picture of it: the path of a PNG or JPEG file in the folder of the facts or below it. An extractor that has
    /// none leaves it out.
    pub(super) image: Option<Text<'a>>,
    /// Where it stands on a map: x and y, which grows downwards. Programs that draw maps write it; an extractor leaves
    /// it out.
    pub(super) place: Option<[f64; 2]>,
    /// Named values, such as {"role": "founder"}.
    pub(super) attributes: Option<Attributes<'a>>,
}

/// A claim that an article makes: subject, relation, and an object, a value or both.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'a"))]
#[schemars(rename = "Fact", extend("anyOf" = [{"required": ["object"]}, {"required": ["value"]}]))]
pub(super) struct FactRecord<'a> {
    /// Unique among the facts.
    pub(super) id: Option<Text<'a>>,
    /// The id of the entity that the claim is about.
    pub(super) subject: Text<'a>,
    /// A verb phrase in the article's own words that leads from subject to object: "financed", "is chairman of".
    pub(super) relation: Text<'a>,
    /// The id of the entity at the other end. Leave it out for a claim about one entity, and give a value.
    pub(super) object: Option<Text<'a>>,
    /// An amount, a title, a plan: what is claimed of the subject, in words.
    pub(super) value: Option<Text<'a>>,
    /// When the event happened. For a state that lasts give from and until instead.
    pub(super) when: Option<DateText<'a>>,
    /// When the state began.
    pub(super) from: Option<DateText<'a>>,
    /// When the state ended.
    pub(super) until: Option<DateText<'a>>,
    /// How far the article goes; "reported" where it states a fact.
    pub(super) status: Option<StatusWord>,
    /// How sure the extractor is, from 0 to 1.
    #[schemars(range(min = 0, max = 1))]
    pub(super) confidence: Option<f64>,
    /// false where the relation reads the same both ways, as "met" does; true where it is left out.
    pub(super) directed: Option<bool>,
    /// Named values, such as {"place": "Trump Tower"}.
    pub(super) attributes: Option<Attributes<'a>>,
    /// Every place that makes the claim.
    pub(super) evidence: Option<Vec<EvidenceRecord<'a>>>,
    /// Read as one more evidence without an article; no part of what extractors are asked for.
    #[schemars(skip)]
    pub(super) excerpt: Option<Text<'a>>,
}

/// One place that makes a claim.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'a"))]
#[schemars(rename = "Evidence")]
pub(super) struct EvidenceRecord<'a> {
    /// The id of the article.
    pub(super) article: Option<Text<'a>>,
    /// The words that make the claim, copied from the article character by character.
    pub(super) excerpt: Option<Text<'a>>,
    /// Where the excerpt begins in the article's text, in Unicode characters from 0.
    pub(super) start: Option<u32>,
    /// Where the excerpt ends in the article's text, in Unicode characters, end exclusive.
    pub(super) end: Option<u32>,
}

/// How far a claim goes: "reported" is stated as a fact, "planned" is announced and not done, "alleged" is claimed by
/// somebody and not established, "denied" is stated not to be so, "ended" was so and is no more.
#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Status")]
pub(super) enum StatusWord {
    Reported,
    Planned,
    Alleged,
    Denied,
    Ended,
}

/// A text, borrowed from the file where it holds no escapes.
pub(super) struct Text<'a>(pub(super) Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(text)))
    }
}

impl JsonSchema for Text<'_> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

/// A date: 2017, 2017-01, 2017-01-09 or a full RFC 3339 time. Give no more than the article says.
#[derive(Deserialize, JsonSchema)]
#[serde(transparent, bound(deserialize = "'de: 'a"))]
#[schemars(
    rename = "Date",
    extend("pattern" = r"^\d{4}(-\d{2}(-\d{2}([Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})?)?)?)?$")
)]
pub(super) struct DateText<'a>(pub(super) Text<'a>);

/// Named values in the order of the file, numbers in its digits.
pub(super) struct Attributes<'a>(pub(super) Vec<(Text<'a>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Attributes<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(AttributesVisitor)
    }
}

struct AttributesVisitor;

impl<'de> Visitor<'de> for AttributesVisitor {
    type Value = Attributes<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("named values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Attributes<'de>, A::Error> {
        /// More are looked through for repeated names in a way that does not grow with their square.
        const FEW: usize = 32;
        let mut values: Vec<(Text<'de>, &'de RawValue)> = Vec::new();
        while let Some((name, value)) = map.next_entry::<Text<'de>, &'de RawValue>()? {
            if values.len() == FEW || values.iter().any(|(other, _)| other.0 == name.0) {
                return Err(A::Error::custom("many or repeated names"));
            }
            values.push((name, value));
        }
        Ok(Attributes(values))
    }
}

impl JsonSchema for Attributes<'_> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Attributes".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        BTreeMap::<String, AttributeValue>::json_schema(generator)
    }
}

/// A text, a number, true or false.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "values are read as they stand; only the schema needs to say what they may be")]
enum AttributeValue {
    Text(String),
    Number(f64),
    Flag(bool),
}
