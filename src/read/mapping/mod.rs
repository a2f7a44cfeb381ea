//! Mappings: which field of a record is the subject, the relation, the object and so on, for files that no reader knows.

mod above;
mod guess;
mod look;
mod records;
mod table;
mod trial;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

pub use guess::guess;
pub use look::{Look, Spot, look};
pub use trial::{Trial, TrialFact, try_out};

pub(super) use records::read;

/// What a field of a record is in a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Who or what the fact is about.
    Subject,
    /// The subject's kind.
    SubjectKind,
    /// The wording of the tie.
    Relation,
    /// The other end.
    Object,
    /// The object's kind.
    ObjectKind,
    /// What a fact about one entity says, or an amount.
    Value,
    /// The words that say so.
    Excerpt,
    /// The headline of the article.
    ArticleTitle,
    /// The article's address.
    ArticleUrl,
    /// Who published it.
    ArticlePublisher,
    /// When it was published.
    ArticleDate,
    /// The whole text of the article.
    ArticleText,
    /// When it happened.
    When,
    /// Since when it holds.
    From,
    /// Until when it held.
    Until,
    /// How far the claim goes.
    Status,
    /// The extractor's own estimate.
    Confidence,
    /// The fact's id.
    Id,
}

impl Role {
    /// Every role, in the order in which they are asked for.
    pub const ALL: [Self; 18] = [
        Self::Subject,
        Self::SubjectKind,
        Self::Relation,
        Self::Object,
        Self::ObjectKind,
        Self::Value,
        Self::Excerpt,
        Self::ArticleTitle,
        Self::ArticleUrl,
        Self::ArticlePublisher,
        Self::ArticleDate,
        Self::ArticleText,
        Self::When,
        Self::From,
        Self::Until,
        Self::Status,
        Self::Confidence,
        Self::Id,
    ];

    /// The word of a mapping file.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::SubjectKind => "subject_kind",
            Self::Relation => "relation",
            Self::Object => "object",
            Self::ObjectKind => "object_kind",
            Self::Value => "value",
            Self::Excerpt => "excerpt",
            Self::ArticleTitle => "article_title",
            Self::ArticleUrl => "article_url",
            Self::ArticlePublisher => "article_publisher",
            Self::ArticleDate => "article_date",
            Self::ArticleText => "article_text",
            Self::When => "when",
            Self::From => "from",
            Self::Until => "until",
            Self::Status => "status",
            Self::Confidence => "confidence",
            Self::Id => "id",
        }
    }

    /// What a form calls it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Subject => "Subject",
            Self::SubjectKind => "Its kind",
            Self::Relation => "Relation",
            Self::Object => "Object",
            Self::ObjectKind => "The object's kind",
            Self::Value => "Value",
            Self::Excerpt => "Excerpt",
            Self::ArticleTitle => "Article: title",
            Self::ArticleUrl => "Article: address",
            Self::ArticlePublisher => "Article: publisher",
            Self::ArticleDate => "Article: date",
            Self::ArticleText => "Article: text",
            Self::When => "Date",
            Self::From => "From",
            Self::Until => "Until",
            Self::Status => "Status",
            Self::Confidence => "Confidence",
            Self::Id => "Id",
        }
    }
}

/// Where the text of a role comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Take {
    /// A field of the record: a column or a name, or a JSON pointer (`/who/name`) to one further down. With `../` before
    /// it, a field of the object that the record stands in (`../title`), and so on upwards.
    Field(String),
    /// The same text in every fact.
    Always {
        /// The text.
        text: String,
    },
}

/// Which field of a record is what, and where the records are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// The version of the mapping's own format.
    #[serde(rename = "tieline_mapping")]
    pub version: u32,
    /// What people call it.
    #[serde(default)]
    pub name: String,
    /// A JSON pointer to the records, in the document or, where there are several, in each; `*` stands for every item
    /// of a list or every value of an object. Empty where the records are the document, its items or its lines.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub records: String,
    /// Whether the first row of a table names its columns; else they are `column 1`, `column 2` and so on.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub header: bool,
    /// Where the text of each role comes from.
    pub fields: BTreeMap<Role, Take>,
}

const fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn is_yes(flag: &bool) -> bool {
    *flag
}

impl Default for Mapping {
    fn default() -> Self {
        Self {
            version: Self::VERSION,
            name: String::new(),
            records: String::new(),
            header: true,
            fields: BTreeMap::new(),
        }
    }
}

/// Why a mapping cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// No mapping at all.
    #[error("this is no mapping: {0}")]
    NotAMapping(Box<str>),
    /// Written for a later program.
    #[error("this mapping is version {0}; this program knows version {known}, a newer one is needed", known = Mapping::VERSION)]
    Newer(u32),
    /// Nothing would come out.
    #[error("a mapping needs a field for the {0}")]
    Lacks(&'static str),
    /// Where the records are makes no sense.
    #[error("“{0}” is no JSON pointer: it begins with a slash, as in /data/items")]
    NoPointer(Box<str>),
}

/// How a mapping fits a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Every field that it names is there.
    Whole,
    /// Facts come out, but these fields are not there.
    Partly(Vec<Role>),
    /// No fact would come out.
    Not,
}

impl Mapping {
    /// The newest version that is known here.
    pub const VERSION: u32 = 1;

    /// Reads a mapping file.
    ///
    /// # Errors
    /// Where it is none, or none that could give a fact.
    pub fn from_json(bytes: &[u8]) -> Result<Self, MappingError> {
        let no_mapping = |error: serde_json::Error| MappingError::NotAMapping(error.to_string().into());
        let mapping: Self = serde_json::from_slice(bytes).map_err(no_mapping)?;
        mapping.check()?;
        Ok(mapping)
    }

    /// The text of a mapping file.
    ///
    /// # Errors
    /// None that a mapping could cause.
    pub fn to_json(&self) -> Result<String, MappingError> {
        let text = serde_json::to_string_pretty(self);
        text.map(|text| text + "\n").map_err(|error| MappingError::NotAMapping(error.to_string().into()))
    }

    /// Whether facts could come out of it.
    ///
    /// # Errors
    /// With the reason why not.
    pub fn check(&self) -> Result<(), MappingError> {
        if self.version > Self::VERSION {
            return Err(MappingError::Newer(self.version));
        }
        if !self.records.is_empty() && !self.records.starts_with('/') {
            return Err(MappingError::NoPointer(self.records.as_str().into()));
        }
        if !self.has(Role::Subject) {
            return Err(MappingError::Lacks("subject"));
        }
        if !self.has(Role::Object) && !self.has(Role::Value) {
            return Err(MappingError::Lacks("object, or for a value"));
        }
        Ok(())
    }

    /// Whether a role is filled.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        match self.fields.get(&role) {
            Some(Take::Field(name)) => !name.is_empty(),
            Some(Take::Always { text }) => !text.trim().is_empty(),
            None => false,
        }
    }

    /// How it fits the records of a file.
    #[must_use]
    pub fn fit(&self, look: &Look) -> Fit {
        let lacks = |role: &Role| match self.fields.get(role) {
            Some(Take::Field(name)) => !look.columns.contains(name),
            Some(Take::Always { .. }) | None => false,
        };
        let missing: Vec<Role> = Role::ALL.into_iter().filter(lacks).collect();
        let gives = |role: Role| self.has(role) && !missing.contains(&role);
        if self.records != look.records || !gives(Role::Subject) || !(gives(Role::Object) || gives(Role::Value)) {
            return Fit::Not;
        }
        if missing.is_empty() { Fit::Whole } else { Fit::Partly(missing) }
    }
}

/// `“Board seats”`
impl fmt::Display for Mapping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.name.is_empty() { f.write_str("a mapping") } else { write!(f, "the mapping “{}”", self.name) }
    }
}

/// The parts of a JSON pointer, unescaped.
fn steps(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"))
}

/// A part of a JSON pointer, escaped.
fn escaped(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}
