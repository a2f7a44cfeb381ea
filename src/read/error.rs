//! Why a file cannot be used at all, in a sentence with file, line and column.

use std::fmt;

/// A place in a text, as editors count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// From 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
}

/// A file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct ReadError {
    /// The file's name as the reader was given it.
    pub file: Box<str>,
    /// Where the fault is, when it has a place.
    pub place: Option<Place>,
    /// What is wrong.
    #[source]
    pub fault: Fault,
}

impl ReadError {
    pub(super) fn new(file: &str, place: Option<Place>, fault: Fault) -> Self {
        Self { file: file.into(), place, fault }
    }
}

/// `facts.json:12:7: not JSON: expected value`
impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(Place { line, column }) = self.place {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.fault)
    }
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Recognised by its first bytes as something that holds no facts.
    #[error("this is {0}, not a file of facts")]
    Other(&'static str),
    /// UTF-16 or UTF-32.
    #[error("this text is {0}; save it as UTF-8")]
    OtherEncoding(&'static str),
    /// Bytes that are no UTF-8.
    #[error("the text is not UTF-8 here")]
    NotUtf8,
    /// The JSON grammar is broken.
    #[error("not JSON: {0}")]
    NotJson(Box<str>),
    /// No JSON, and no table either.
    #[error("neither JSON nor a table whose first row names two ends, such as `source` and `target`")]
    Neither,
    /// The JSON ends too early.
    #[error("the file is cut off: it ends in the middle of the JSON")]
    CutOff,
    /// The XML is broken.
    #[error("not XML: {0}")]
    NotXml(Box<str>),
    /// The XML ends too early.
    #[error("the file is cut off: it ends in the middle of the XML")]
    CutOffXml,
    /// Lists in lists in lists.
    #[error("nested deeper than {} levels", super::json::DEEPEST)]
    TooDeep,
    /// An object or a list that no reader knows.
    #[error(
        "{0}; this version opens Tieline facts, what the usual extractors write, graphs as JSON, GEXF or GraphML, \
         triples and tables of ties"
    )]
    Unknown(Box<str>),
    /// Looks like Tieline facts, but the version is missing.
    #[error("there is no `tieline` field: a file of Tieline facts begins with {{\"tieline\": 1, …")]
    NoVersion,
    /// `tieline` holds something else than a version.
    #[error("the `tieline` field holds {0} where the format's version, a whole number, belongs")]
    BadVersion(Box<str>),
    /// Written for a later program.
    #[error(
        "this file is version {0} of the Tieline facts format; this program knows version 1, a newer one is needed"
    )]
    NewerVersion(Box<str>),
    /// The disk, or whatever the file is on, does not give it.
    #[error("the file cannot be read: {0}")]
    Unreadable(Box<str>),
    /// A packed file that cannot be unpacked.
    #[error("the {packing} data is damaged: {why}")]
    BadPacking {
        /// gzip or Zstandard.
        packing: &'static str,
        /// What the unpacker says.
        why: Box<str>,
    },
    /// A packed file that ends too early.
    #[error("the file is cut off: it ends in the middle of the {0} data")]
    PackingCutOff(&'static str),
    /// Packed more than once.
    #[error("the file is packed twice: unpack it once by hand")]
    PackedTwice,
    /// More bytes than the limit.
    #[error("the file holds more than {0} bytes when unpacked: that is more than this program reads")]
    TooLarge(u64),
    /// More records than the limit.
    #[error("the file holds more than {0} records: that is more than this program reads")]
    TooManyRecords(usize),
    /// A table that cannot be read as one.
    #[error("not a table: {0}")]
    NotATable(Box<str>),
    /// A mapping by which nothing can be read.
    #[error("the mapping cannot be used: {0}")]
    Mapping(Box<str>),
    /// The watcher did not want the answer any more.
    #[error("reading was cancelled")]
    Cancelled,
}
