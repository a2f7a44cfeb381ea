//! Which format a text is in: one table, the first match wins, each with the reason that people are told.

use super::json::{self, Json, Node, Scanner};
use super::{Fault, Job, ReadError, edges};

/// A format that this version opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The program's own.
    TielineFacts,
    /// A table with commas or semicolons.
    CsvEdges,
    /// A table with tabs.
    TsvEdges,
}

impl Format {
    /// The format's name in words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TielineFacts => "Tieline facts",
            Self::CsvEdges => "CSV edge list",
            Self::TsvEdges => "TSV edge list",
        }
    }
}

/// A format, and how it was recognised.
pub(super) struct Known {
    pub(super) format: Format,
    pub(super) reason: &'static str,
}

/// Tells the format of a text, or why none that is opened fits.
pub(super) fn detect(job: &Job<'_>) -> Result<Known, ReadError> {
    let text = job.text;
    match Scanner::new(text).peek() {
        Some(b'{') => object(job),
        Some(b'[') => Err(unopened(job, &first_value(job)?, "a list")),
        Some(b'<') => Err(job.error(markup(text))),
        _ => match edges::delimiter(text) {
            Some(b'\t') => Ok(Known {
                format: Format::TsvEdges,
                reason: "a table with tabs and a pair of columns such as `source` and `target`",
            }),
            Some(_) => Ok(Known {
                format: Format::CsvEdges,
                reason: "a table with a pair of columns such as `source` and `target`",
            }),
            None => Err(neither(job)),
        },
    }
}

/// An object: Tieline facts where it has the field; else it is looked up in the table.
fn object(job: &Job<'_>) -> Result<Known, ReadError> {
    let mut scanner = Scanner::new(job.text);
    let stopped = |stop| job.stopped(stop);
    let mut sections = 0;
    let mut is_first = true;
    scanner.open(b'{').map_err(stopped)?;
    while scanner.next_item(is_first, b'}').map_err(stopped)? {
        is_first = false;
        let key = scanner.key().map_err(stopped)?;
        match &*json::key_text(key.of(job.text)) {
            "tieline" => {
                return Ok(Known { format: Format::TielineFacts, reason: "an object with `tieline`" });
            }
            "entities" | "facts" => sections += 1,
            _ => {}
        }
        scanner.value().map_err(stopped)?;
    }
    if sections == 2 {
        return Err(job.error(Fault::NoVersion));
    }
    let is_lines = matches!(scanner.peek(), Some(b'{'));
    if !is_lines && !scanner.is_at_end() {
        return Err(job.not_json());
    }
    let sort = if is_lines { "JSON Lines" } else { "an object" };
    Err(unopened(job, &first_value(job)?, sort))
}

/// The first value of the text, with the first items of its lists.
fn first_value<'a>(job: &Job<'a>) -> Result<Node<'a>, ReadError> {
    /// Formats tell themselves apart by their first records.
    const MOST: usize = 2;
    let mut scanner = Scanner::new(job.text);
    let span = scanner.value().map_err(|stop| job.stopped(stop))?;
    let piece = span.of(job.text);
    let node = json::is_valid(piece).then(|| json::tree(piece, span.start, MOST)).flatten();
    node.ok_or_else(|| job.not_json())
}

/// A shape that is known but not opened.
struct Shape {
    name: &'static str,
    reason: &'static str,
    fits: fn(&Node<'_>) -> bool,
}

const fn shape(name: &'static str, reason: &'static str, fits: fn(&Node<'_>) -> bool) -> Shape {
    Shape { name, reason, fits }
}

/// The shapes, in the order in which they are tried on a record: the value itself, or the first item of a list.
const SHAPES: [Shape; 21] = [
    shape("FollowTheMoney entities", "`id`, `schema`, `properties`", |node| has(node, &["id", "schema", "properties"])),
    shape("LangExtract extractions", "`extractions` with `extraction_class`", |node| {
        first(node, "extractions").is_some_and(|one| has(one, &["extraction_class"]))
    }),
    shape("LangChain graph documents", "`nodes`, `relationships`, `source.page_content`", |node| {
        has(node, &["nodes", "relationships"])
            && node.get("source").is_some_and(|source| has(source, &["page_content"]))
    }),
    shape(
        "a LangChain dump made with the wrong function (write it with `model_dump_json`)",
        "`lc` and `type`: `not_implemented`",
        |node| has(node, &["lc"]) && says(node, "type", &["not_implemented"]),
    ),
    shape("a LlamaIndex property graph", "`nodes`, `triplets`", |node| has(node, &["nodes", "triplets"])),
    shape("a LlamaIndex knowledge graph", "`graph_dict`", |node| has(node, &["graph_dict"])),
    shape("GraphRAG tables", "`entities`, `relationships` with `source`, `target`", |node| {
        has(node, &["entities"]) && first(node, "relationships").is_some_and(|one| has(one, &["source", "target"]))
    }),
    shape("Neo4j graph documents", "`nodes`, `relationships` with `start_node_id`", |node| {
        first(node, "relationships")
            .is_some_and(|one| has(one, &["start_node_element_id"]) || has(one, &["start_node_id"]))
    }),
    shape("APOC JSON lines", "`type`: `node` or `relationship`", |node| {
        says(node, "type", &["node", "relationship"]) && has(node, &["id"])
    }),
    shape("LightRAG relationships", "`src_id`, `tgt_id`", |node| {
        let own = ["src_id", "tgt_id"];
        has(node, &own) || first(node, "relationships").is_some_and(|one| has(one, &own))
    }),
    shape("Graphiti edges", "`source_node_uuid`, `target_node_uuid`, `fact`", |node| {
        let own = ["source_node_uuid", "target_node_uuid", "fact"];
        has(node, &own) || first(node, "edges").is_some_and(|one| has(one, &own))
    }),
    shape("DocRED articles", "`vertexSet`", |node| has(node, &["vertexSet"])),
    shape("REBEL data", "`docid`, `triples`", |node| has(node, &["docid", "triples"])),
    shape("a KGGen graph", "`relations` of three items each", |node| {
        first(node, "relations").is_some_and(|one| matches!(one.json, Json::List(_)))
    }),
    shape("Cytoscape CX2", "`CXVersion`", |node| has(node, &["CXVersion"])),
    shape("Cytoscape.js elements", "`elements` or items with `data`", |node| {
        has(node, &["data"]) || node.get("elements").is_some_and(is_cytoscape)
    }),
    shape("a Gephi Lite or Graphology graph", "`nodes` with `key`, `edges`", |node| {
        says(node, "type", &["gephi-lite"]) || first(node, "nodes").is_some_and(|one| has(one, &["key"]))
    }),
    shape("a Kumu map", "`elements`, `connections`", |node| has(node, &["elements", "connections"])),
    shape("an Oligrapher map", "`nodes` and `edges` by id", |node| {
        let is_map = |key| node.get(key).is_some_and(|value| matches!(value.json, Json::Map(_)));
        is_map("nodes") && is_map("edges")
    }),
    shape("a node-link graph", "`nodes` and `edges` or `links`", |node| {
        has(node, &["nodes", "edges"]) || has(node, &["nodes", "links"]) || has(node, &["graph"])
    }),
    shape("triples", "`head`, `relation`, `tail` or the like", |node| {
        let names = [["head", "relation", "tail"], ["subject", "predicate", "object"], ["s", "p", "o"]];
        names.iter().any(|names| has(node, names)) || node.items().len() == 2 && node.items()[0].items().is_empty()
    }),
];

/// The error for JSON that is no Tieline facts.
fn unopened(job: &Job<'_>, value: &Node<'_>, sort: &str) -> ReadError {
    let record = value.items().first().unwrap_or(value);
    let words = match SHAPES.iter().find(|shape| (shape.fits)(record)) {
        Some(Shape { name, reason, .. }) => format!("this looks like {name} ({reason})"),
        None => format!("this is JSON ({sort}), but in no shape that is known"),
    };
    job.error(Fault::Unknown(words.into()))
}

/// Pages and graphs in angle brackets.
fn markup(text: &str) -> Fault {
    let start: String = text.chars().take(2000).collect::<String>().to_lowercase();
    let unopened = |name: &str| Fault::Unknown(format!("this looks like {name}").into());
    if start.contains("<gexf") {
        unopened("a GEXF graph (XML root `gexf`)")
    } else if start.contains("<graphml") {
        unopened("a GraphML graph (XML root `graphml`)")
    } else if start.contains("<html") || start.contains("<!doctype html") {
        Fault::Other("a web page (HTML)")
    } else {
        Fault::Other("XML or HTML")
    }
}

/// Neither JSON nor a table with a known pair of columns.
fn neither(job: &Job<'_>) -> ReadError {
    if json::is_valid(job.text) {
        let words = "this is a single JSON value, not an object with facts";
        return job.error(Fault::Unknown(words.into()));
    }
    job.error_at(0, Fault::Neither)
}

fn has(node: &Node<'_>, keys: &[&str]) -> bool {
    keys.iter().all(|key| node.get(key).is_some())
}

fn says(node: &Node<'_>, key: &str, words: &[&str]) -> bool {
    let text = node.get(key).map(|value| &value.json);
    matches!(text, Some(Json::Text(text)) if words.contains(&&**text))
}

fn first<'n, 'a>(node: &'n Node<'a>, key: &str) -> Option<&'n Node<'a>> {
    node.get(key)?.items().first()
}

fn is_cytoscape(elements: &Node<'_>) -> bool {
    let of_list = elements.items().first().is_some_and(|one| has(one, &["data"]));
    of_list || first(elements, "nodes").is_some_and(|one| has(one, &["data"]))
}
