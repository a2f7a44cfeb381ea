//! Graphology and Gephi Lite: nodes by key and edges, each with its attributes; Gephi Lite keeps data and looks apart.

use std::collections::HashMap;

use crate::read::common::{self, RELATIONS};
use crate::read::draft::{Draft, Handled};
use crate::read::fields::Record;
use crate::read::json::{Json, Node};
use crate::read::loose::Upwards;
use crate::read::walk::Document;
use crate::read::{Job, ReadError};

/// Reads all graphs of a file.
pub(in crate::read) fn read(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    for document in Document::all(job, draft)? {
        let dataset = document.within(job, "graphDataset");
        let whole = dataset.as_ref().unwrap_or(&document);
        let inner = whole.within(job, "fullGraph").or_else(|| whole.within(job, "graph"));
        let graph = inner.as_ref().unwrap_or(whole);
        let options = graph.within(job, "options");
        let sort =
            options.and_then(|options| options.node(job, "type").map(|node| node.as_text() != Some("undirected")));
        let directed = sort.unwrap_or(true);
        let sections = ["layout", "nodeData", "edgeData"].map(|name| whole.node(job, name));
        let [places, node_data, edge_data] = sections.each_ref().map(|node| by_key(node.as_ref()));
        let nodes = graph.list(job, draft, "nodes");
        nodes.each(job, draft, |draft, item| node(draft, &mut item.record()?, [&node_data, &places]))?;
        let edges = graph.list(job, draft, "edges");
        edges.each(job, draft, |draft, item| edge(draft, &mut item.record()?, &edge_data, directed))?;
        about(job, draft, &document, whole);
    }
    Ok(())
}

fn about(job: &Job<'_>, draft: &mut Draft, document: &Document<'_>, whole: &Document<'_>) {
    let inner = [document.within(job, "attributes"), whole.within(job, "metadata")];
    let text = |name: &str| {
        let found = inner.iter().flatten().find_map(|inner| inner.node(job, name));
        found.and_then(|node| node.as_text().map(Into::into))
    };
    let title = text("title").or_else(|| text("name"));
    draft.builder().about(title, text("description"), None, Vec::new());
}

/// What a file says of keys in a section of its own.
type ByKey<'n, 'a> = HashMap<&'n str, &'n Node<'a>>;

fn by_key<'n, 'a>(section: Option<&'n Node<'a>>) -> ByKey<'n, 'a> {
    match section.map(|section| &section.json) {
        Some(Json::Map(members)) => members.iter().map(|member| (&*member.key, &member.value)).collect(),
        _ => HashMap::new(),
    }
}

/// Adds what is said of a key elsewhere in the file.
fn add<'a>(record: &mut Record<'a, '_>, key: &str, data: &ByKey<'_, 'a>) {
    if let Some(&inner) = data.get(key) {
        record.put("data of the key", inner.clone());
        record.splice("data of the key");
    }
}

fn node<'a>(draft: &mut Draft, record: &mut Record<'a, '_>, data: [&ByKey<'_, 'a>; 2]) -> Handled {
    record.splice("attributes");
    let Some(key) = record.word(&["key"]) else {
        return common::missing(record, &["key"]);
    };
    for one in data {
        add(record, &key, one);
    }
    let new = common::entity(record, key, Upwards::Yes);
    draft.entity(new).map(|(_, fate)| fate)
}

fn edge<'a>(draft: &mut Draft, record: &mut Record<'a, '_>, data: &ByKey<'_, 'a>, directed: bool) -> Handled {
    let ends = (common::end(draft, record, &["source"])?, Some(common::end(draft, record, &["target"])?));
    record.splice("attributes");
    let key = record.word(&["key"]);
    if let Some(key) = &key {
        add(record, key, data);
    }
    let undirected = record.word(&["undirected"]).is_some_and(|word| word == "true");
    let relation = common::relation(record, &RELATIONS, directed && !undirected);
    if let Some(key) = key
        && !record.has("id")
    {
        let at = record.at();
        record.put("id", Node { at, json: Json::Text(key) });
    }
    common::fact(draft, record, ends, relation, None)
}
