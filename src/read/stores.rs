//! The working folders of LightRAG and LlamaIndex: a graph beside stores of the texts that it came from, each of them a
//! file that is known by its first fields.

use crate::facts::{FactBase, Report};

use super::extractors::{lightrag_stores, llamaindex, llamaindex_stores};
use super::json::{self, Scanner};
use super::tables::{Family, read_parts};
use super::{Format, Job, ReadError};

/// A file of a working folder, in the order in which they need one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// Whole documents of LightRAG.
    Documents,
    /// Their chunks.
    Chunks,
    /// The graph of LightRAG.
    Graph,
    /// Chunks of text of LlamaIndex.
    Texts,
    /// Its indexes.
    Indexes,
    /// Its property graph.
    Properties,
    /// Its knowledge graph.
    Triplets,
}

impl Part {
    /// The tool that writes it.
    pub(super) const fn family(self) -> Family {
        match self {
            Self::Documents | Self::Chunks | Self::Graph => Family::LightRag,
            Self::Texts | Self::Indexes | Self::Properties | Self::Triplets => Family::LlamaIndex,
        }
    }

    /// Whether it says who is tied to whom.
    pub(super) const fn has_ties(self) -> bool {
        matches!(self, Self::Graph | Self::Properties | Self::Triplets)
    }
}

/// Which file of a working folder a text is; its beginning is enough.
pub(super) fn part_of(text: &str) -> Option<Part> {
    match Scanner::new(text).peek()? {
        b'<' => is_graph(text).then_some(Part::Graph),
        b'{' => {
            let (first, value) = first_field(text)?;
            let inner = first_field(value);
            let beyond = inner.as_ref().map(|(_, value)| fields(value)).unwrap_or_default();
            let own = fields(value);
            let has = |names: &[String], wanted: &[&str]| wanted.iter().all(|name| names.iter().any(|one| one == name));
            match &*first {
                llamaindex_stores::INDEXES => Some(Part::Indexes),
                llamaindex_stores::DOCUMENTS | "docstore/metadata" | "docstore/ref_doc_info" => Some(Part::Texts),
                "graph_dict" => Some(Part::Triplets),
                "nodes" if has(&beyond, &["label", "properties"]) => Some(Part::Properties),
                _ if has(&own, &["content", "full_doc_id"]) => Some(Part::Chunks),
                _ if first.starts_with("doc-") && has(&own, &["content"]) => Some(Part::Documents),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether the keys of a GraphML file are those of LightRAG.
fn is_graph(text: &str) -> bool {
    const HEAD: usize = 8_000;
    let head: String = text.chars().take(HEAD).collect();
    ["<graphml", "\"entity_type\"", "\"source_id\"", "\"description\""].iter().all(|part| head.contains(part))
}

/// The name of the first field of an object, and everything from its value on.
fn first_field(text: &str) -> Option<(String, &str)> {
    let mut scanner = Scanner::new(text);
    scanner.open(b'{').ok()?;
    if !scanner.next_item(true, b'}').ok()? {
        return None;
    }
    let key = json::key_text(scanner.key().ok()?.of(text)).into_owned();
    Some((key, text.get(scanner.at()..)?))
}

/// The names of the fields of the object that a text begins with, as far as it goes.
fn fields(text: &str) -> Vec<String> {
    let mut scanner = Scanner::new(text);
    let mut names = Vec::new();
    if scanner.open(b'{').is_err() {
        return names;
    }
    while let Ok(true) = scanner.next_item(names.is_empty(), b'}') {
        let Ok(key) = scanner.key() else {
            return names;
        };
        names.push(json::key_text(key.of(text)).into_owned());
        if scanner.value().is_err() {
            return names;
        }
    }
    names
}

/// Reads the files of one working folder, which are in their order.
pub(super) fn read(parts: &[(Part, Job<'_>)]) -> Result<(FactBase, Report, Format), ReadError> {
    let has_chunks = parts.iter().any(|(part, _)| *part == Part::Chunks);
    let is_dict = parts.iter().any(|(part, _)| *part == Part::Triplets);
    let is_properties = parts.iter().any(|(part, _)| *part == Part::Properties);
    let format = match parts.first().map(|(part, _)| part.family()) {
        Some(Family::LlamaIndex) if is_dict && !is_properties => Format::LlamaIndexDict,
        Some(Family::LlamaIndex) => Format::LlamaIndex,
        _ => Format::LightRag,
    };
    let mut documents = lightrag_stores::Documents::new();
    let mut chunks = llamaindex::Chunks::new();
    let read = read_parts(parts, format.name(), |part, job, draft| match part {
        Part::Documents => lightrag_stores::documents(job, draft, &mut documents, has_chunks),
        Part::Chunks => lightrag_stores::chunks(job, draft, &documents),
        Part::Graph => lightrag_stores::graph(job, draft),
        Part::Texts => llamaindex_stores::documents(job, draft),
        Part::Indexes => llamaindex_stores::indexes(job, draft, &mut chunks),
        Part::Properties => llamaindex::read(job, draft),
        Part::Triplets => llamaindex::read_dict_with(job, draft, &chunks),
    });
    read.map(|(base, report)| (base, report, format))
}
