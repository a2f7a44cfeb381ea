//! Which format a text is in: one table, the first match wins, each with the reason that people are told, and its
//! reader.

use crate::facts::{FactBase, Report};

use super::draft::Draft;
use super::extractors::{self as of, graphrag_tables, triples};
use super::formats::Format;
use super::json::{self, Json, Node, Scanner, Stop};
use super::walk::{Form, List};
use super::{Fault, Job, ReadError, edges, graphs, native};

/// A format, how it was recognised, and what reads it.
pub(super) struct Known {
    pub(super) format: Format,
    pub(super) reason: &'static str,
    pub(super) reader: Reader,
    /// Whether its records, on a line each, can be read one after the other.
    pub(super) streams: bool,
}

/// What reads a format.
#[derive(Clone, Copy)]
pub(super) enum Reader {
    /// Does everything itself.
    Whole(fn(&Job<'_>) -> Result<(FactBase, Report), ReadError>),
    /// Fills a draft.
    Draft(fn(&Job<'_>, &mut Draft) -> Result<(), ReadError>),
}

/// How a format is recognised.
enum By {
    /// Tieline facts, by a field of the top level.
    Version,
    /// A record: the value itself, or one of the first items of a list or lines.
    Record(fn(&Node<'_>) -> bool),
    /// The outermost element.
    Root(&'static str),
    /// The columns of a table.
    Columns(fn(&str) -> bool),
    /// The columns of a table that may also be written as records.
    Rows(fn(&str) -> bool, fn(&Node<'_>) -> bool),
}

/// A line of the table.
struct Row {
    format: Format,
    reason: &'static str,
    by: By,
    reader: Reader,
    streams: bool,
}

const fn row(
    format: Format,
    reason: &'static str,
    fits: fn(&Node<'_>) -> bool,
    reader: fn(&Job<'_>, &mut Draft) -> Result<(), ReadError>,
) -> Row {
    Row { format, reason, by: By::Record(fits), reader: Reader::Draft(reader), streams: false }
}

/// A format of which each line is a record that its reader takes alone.
const fn lines(
    format: Format,
    reason: &'static str,
    fits: fn(&Node<'_>) -> bool,
    reader: fn(&Job<'_>, &mut Draft) -> Result<(), ReadError>,
) -> Row {
    Row { format, reason, by: By::Record(fits), reader: Reader::Draft(reader), streams: true }
}

/// All formats, in the order in which they are tried.
const TABLE: [Row; Format::ALL.len()] = [
    Row {
        format: Format::TielineFacts,
        reason: "an object with `tieline`",
        by: By::Version,
        reader: Reader::Whole(native::read),
        streams: false,
    },
    lines(
        Format::FollowTheMoney,
        "`id`, `schema`, `properties`",
        |node| has(node, &["id", "schema", "properties"]),
        of::ftm::read,
    ),
    lines(Format::LangExtract, "`extractions` with `extraction_class`", is_langextract, of::langextract::read),
    lines(
        Format::LangChain,
        "`nodes`, `relationships`, `source.page_content`",
        |node| {
            let source = node.get("source");
            let has_text = source.is_some_and(|source| has(source, &["page_content"]) || has(source, &["pageContent"]));
            // Documents are optional; then the ends, which are nodes themselves, tell.
            let is_node = |node: Option<&Node<'_>>| node.is_some_and(|node| has(node, &["id", "type"]));
            let ends = |one: &Node<'_>| is_node(one.get("source")) && is_node(one.get("target"));
            has(node, &["nodes", "relationships"]) && (has_text || first(node, "relationships").is_some_and(ends))
        },
        of::langchain::read,
    ),
    row(Format::LlamaIndex, "`nodes`, `triplets`", |node| has(node, &["nodes", "triplets"]), of::llamaindex::read),
    row(Format::LlamaIndexDict, "`graph_dict`", |node| has(node, &["graph_dict"]), of::llamaindex::read_dict),
    row(
        Format::GraphRag,
        "`entities`, `relationships` with `source`, `target`",
        |node| {
            has(node, &["entities"]) && first(node, "relationships").is_some_and(|one| has(one, &["source", "target"]))
        },
        of::graphrag::read,
    ),
    Row {
        format: Format::GraphRagTable,
        reason: "a table with columns such as `source`, `target`, `text_unit_ids`",
        by: By::Rows(
            |text| graphrag_tables::sort_of_rows(text).is_some(),
            |node| graphrag_tables::sort_of_record(node).is_some(),
        ),
        reader: Reader::Draft(graphrag_tables::read),
        streams: false,
    },
    row(
        Format::Neo4j,
        "`nodes`, `relationships` with `start_node_id`",
        |node| {
            let names = ["start_node_element_id", "start_node_id", "startNodeElementId", "startNode"];
            let graph = node.get("data").unwrap_or(node);
            let one = first(graph, "relationships");
            has(graph, &["nodes"]) && one.is_some_and(|one| names.iter().any(|name| has(one, &[name])))
        },
        of::neo4j::read,
    ),
    lines(
        Format::Apoc,
        "`type`: `node` or `relationship`",
        |node| {
            let one = |node: &Node<'_>| says(node, "type", &["node", "relationship"]);
            let whole =
                has(node, &["nodes", "rels"]) && ["nodes", "rels"].iter().any(|key| first(node, key).is_some_and(one));
            whole || one(node) && (has(node, &["id"]) || has(node, &["start", "end"]))
        },
        of::apoc::read,
    ),
    lines(
        Format::LightRag,
        "`src_id`, `tgt_id`",
        |node| {
            let own = ["src_id", "tgt_id"];
            let within = |key: &&str| first(node, key).is_some_and(|one| has(one, &own));
            has(node, &own) || ["relationships", "data"].iter().any(within)
        },
        of::lightrag::read,
    ),
    lines(Format::Graphiti, "`source_node_uuid`, `target_node_uuid`, `fact`", is_graphiti, of::graphiti::read),
    lines(Format::DocRed, "`vertexSet`", |node| has(node, &["vertexSet"]), of::docred::read),
    lines(Format::Rebel, "`docid`, `triples`", |node| has(node, &["docid", "triples"]), of::rebel::read),
    row(
        Format::KgGen,
        "`relations` of three items each",
        |node| !has(node, &["text"]) && first(node, "relations").is_some_and(|one| one.items().len() == 3),
        of::kggen::read,
    ),
    row(Format::Cx2, "`CXVersion`", |node| has(node, &["CXVersion"]), graphs::cx2::read),
    row(
        Format::Cytoscape,
        "`elements` or items with `data`",
        |node| {
            let of_graph = node.get("elements").is_some_and(is_cytoscape);
            of_graph || node.get("data").is_some_and(|data| has(data, &["id"]) || has(data, &["source"]))
        },
        graphs::cytoscape::read,
    ),
    row(
        Format::Graphology,
        "`nodes` with `key`, `edges`",
        |node| {
            let of_nodes =
                |node: &Node<'_>| has(node, &["edges"]) && first(node, "nodes").is_some_and(|one| has(one, &["key"]));
            says(node, "type", &["gephi-lite"]) || has(node, &["graphDataset"]) || of_nodes(node)
        },
        graphs::graphology::read,
    ),
    row(Format::Kumu, "`elements`, `connections`", |node| has(node, &["elements", "connections"]), graphs::kumu::read),
    row(
        Format::Oligrapher,
        "`nodes` and `edges` by id with `node1_id`, `node2_id`",
        |node| {
            let inner = [Some(node), node.get("graph"), node.get("graph_data")];
            inner.into_iter().flatten().any(is_oligrapher)
        },
        graphs::oligrapher::read,
    ),
    row(
        Format::NodeLink,
        "`nodes` and `edges` or `links`",
        |node| {
            has(node, &["nodes", "edges"]) || has(node, &["nodes", "links"]) || has(node, &["nodes", "relationships"])
        },
        graphs::node_link::read,
    ),
    row(
        Format::JsonGraph,
        "`graph` with `nodes`, or `graphs`",
        |node| {
            let one = node.get("graph").or_else(|| first(node, "graphs"));
            one.is_some_and(|graph| has(graph, &["nodes"]) || has(graph, &["edges"]))
        },
        graphs::jgf::read,
    ),
    Row {
        format: Format::Gexf,
        reason: "XML root `gexf`",
        by: By::Root("<gexf"),
        reader: Reader::Draft(graphs::gexf::read),
        streams: false,
    },
    Row {
        format: Format::GraphMl,
        reason: "XML root `graphml`",
        by: By::Root("<graphml"),
        reader: Reader::Draft(graphs::graphml::read),
        streams: false,
    },
    lines(Format::Triples, "`head`, `relation`, `tail` or the like", is_triple, triples::read),
    Row {
        format: Format::CsvEdges,
        reason: "a table with a pair of columns such as `source` and `target`",
        by: By::Columns(|text| edges::delimiter(text).is_some_and(|delimiter| delimiter != b'\t')),
        reader: Reader::Whole(edges::read_csv),
        streams: false,
    },
    Row {
        format: Format::TsvEdges,
        reason: "a table with tabs and a pair of columns such as `source` and `target`",
        by: By::Columns(|text| edges::delimiter(text) == Some(b'\t')),
        reader: Reader::Whole(edges::read_tsv),
        streams: false,
    },
    Row {
        format: Format::Pairs,
        reason: "two ids on each line, parted by white space",
        by: By::Columns(edges::pairs::is_list),
        reader: Reader::Draft(edges::pairs::read),
        streams: false,
    },
];

/// What reads a format that somebody has named.
pub(super) fn told(format: Format) -> Option<Known> {
    let row = TABLE.iter().find(|row| row.format == format)?;
    Some(Known { format, reason: "as it was told", reader: row.reader, streams: row.streams })
}

/// Tells the format of a text, or why none that is opened fits.
pub(super) fn detect(job: &Job<'_>) -> Result<Known, ReadError> {
    match Scanner::new(job.text).peek() {
        Some(b'{') => match top_level(job.text) {
            TopLevel::Version => first_fit(|by| matches!(by, By::Version)).ok_or_else(|| job.error(Fault::NoVersion)),
            TopLevel::Sections => Err(job.error(Fault::NoVersion)),
            TopLevel::Other => records(job),
        },
        Some(b'[') => records(job),
        Some(b'<') => markup(job),
        _ => {
            let fits = |by: &By| matches!(by, By::Columns(fits) | By::Rows(fits, _) if fits(job.text));
            first_fit(fits).ok_or_else(|| neither(job))
        }
    }
}

fn first_fit(fits: impl Fn(&By) -> bool) -> Option<Known> {
    let row = TABLE.iter().find(|row| fits(&row.by))?;
    Some(Known { format: row.format, reason: row.reason, reader: row.reader, streams: row.streams })
}

/// What the fields of the first object say.
enum TopLevel {
    /// There is `tieline`.
    Version,
    /// There is not, but entities and facts are there, and no list of ties as others call them.
    Sections,
    Other,
}

fn top_level(text: &str) -> TopLevel {
    let mut scanner = Scanner::new(text);
    let mut sections = 0;
    let mut keys = 0;
    let mut next = || -> Result<Option<String>, Stop> {
        if keys == 0 {
            scanner.open(b'{')?;
        }
        keys += 1;
        if !scanner.next_item(keys == 1, b'}')? {
            return Ok(None);
        }
        let key = json::key_text(scanner.key()?.of(text)).into_owned();
        if key != "tieline" {
            scanner.value()?;
        }
        Ok(Some(key))
    };
    while let Ok(Some(key)) = next() {
        match &*key {
            "tieline" => return TopLevel::Version,
            "entities" | "facts" => sections += 1,
            _ => {}
        }
    }
    if sections == 2 { TopLevel::Sections } else { TopLevel::Other }
}

/// The first row that one of the first records fits.
fn records(job: &Job<'_>) -> Result<Known, ReadError> {
    /// Formats tell themselves apart by their first records.
    const RECORDS: usize = 16;
    const ITEMS: usize = 4;
    let root = List::root(job)?;
    let samples = root.samples(job, RECORDS, ITEMS);
    let known = first_fit(|by| matches!(by, By::Record(fits) | By::Rows(_, fits) if samples.iter().any(fits)));
    known.ok_or_else(|| {
        let is_dump = |node: &Node<'_>| has(node, &["lc"]) && says(node, "type", &["not_implemented"]);
        let words = if samples.iter().any(is_dump) {
            "this looks like a LangChain dump made with the wrong function (write it with `model_dump_json`) (`lc` and \
             `type`: `not_implemented`)"
                .to_owned()
        } else {
            let form = Form::of(job).map_or("a list", Form::sort);
            format!("this is JSON ({form}), but in no shape that is known")
        };
        job.error(Fault::Unknown(words.into()))
    })
}

/// Graphs and pages in angle brackets.
fn markup(job: &Job<'_>) -> Result<Known, ReadError> {
    let start: String = job.text.chars().take(4000).collect::<String>().to_lowercase();
    if let Some(known) = first_fit(|by| matches!(by, By::Root(root) if start.contains(root))) {
        return Ok(known);
    }
    let is_page = start.contains("<html") || start.contains("<!doctype html");
    Err(job.error(Fault::Other(if is_page { "a web page (HTML)" } else { "XML or HTML" })))
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
    node.get(key).and_then(Node::as_text).is_some_and(|text| words.contains(&text))
}

/// The first of a list, or the first value of an object.
fn first<'n, 'a>(node: &'n Node<'a>, key: &str) -> Option<&'n Node<'a>> {
    match &node.get(key)?.json {
        Json::List(items) => items.first(),
        Json::Map(members) => members.first().map(|member| &member.value),
        _ => None,
    }
}

fn is_langextract(node: &Node<'_>) -> bool {
    first(node, "extractions").is_some_and(|one| has(one, &["extraction_class"]))
        || has(node, &["extractions", "text"]) && (has(node, &["document_id"]) || node.get("extractions").is_some())
}

fn is_graphiti(node: &Node<'_>) -> bool {
    let own = ["source_node_uuid", "target_node_uuid"];
    let within = ["edges", "entity_edges", "facts"];
    has(node, &own) || within.iter().any(|key| first(node, key).is_some_and(|one| has(one, &own)))
}

fn is_cytoscape(elements: &Node<'_>) -> bool {
    let of_list = elements.items().first().is_some_and(|one| has(one, &["data"]));
    of_list || ["nodes", "edges"].iter().any(|key| first(elements, key).is_some_and(|one| has(one, &["data"])))
}

fn is_oligrapher(node: &Node<'_>) -> bool {
    let is_map = |key| node.get(key).is_some_and(|value| matches!(value.json, Json::Map(_)));
    let of_edge = first(node, "edges").is_none_or(|one| has(one, &["node1_id", "node2_id"]));
    has(node, &["nodes", "edges"]) && of_edge && (is_map("nodes") && is_map("edges") || first(node, "edges").is_some())
}

fn is_triple(node: &Node<'_>) -> bool {
    let of_three =
        |node: &Node<'_>| node.items().len() == 3 && node.items().iter().all(|item| item.as_text().is_some());
    let of_fields = |node: &Node<'_>| triples::PAIRS.iter().any(|(subject, object)| has(node, &[subject, object]));
    let of_section = |key: &&str| first(node, key).is_some_and(|one| of_three(one) || of_fields(one));
    of_three(node) || of_fields(node) || triples::SECTIONS.iter().any(of_section)
}
