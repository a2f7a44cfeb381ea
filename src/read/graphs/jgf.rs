//! JSON Graph Format: one graph under `graph` or several under `graphs`, nodes by id or, in its first version, in a list.

use crate::read::common::{self, RELATIONS};
use crate::read::draft::{Draft, Handled};
use crate::read::fields::Record;
use crate::read::json::Json;
use crate::read::loose::Upwards;
use crate::read::walk::Document;
use crate::read::{Job, ReadError};

/// Reads all graphs of a file.
pub(in crate::read) fn read(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    for document in Document::all(job, draft)? {
        let mut graphs: Vec<_> = document.within(job, "graph").into_iter().collect();
        let several = document.list(job, draft, "graphs");
        graphs.extend(several.spans().map(|(path, span)| Document::at(job, path, span)));
        for graph in graphs {
            one(job, draft, &graph)?;
        }
    }
    Ok(())
}

fn one(job: &Job<'_>, draft: &mut Draft, graph: &Document<'_>) -> Result<(), ReadError> {
    let directed = graph.node(job, "directed").is_none_or(|node| !matches!(node.json, Json::Bool(false)));
    let nodes = graph.list(job, draft, "nodes");
    nodes.each(job, draft, |draft, item| {
        let key = item.key.map(str::to_owned);
        let mut record = item.record()?;
        record.splice("metadata");
        match key {
            Some(id) => {
                let new = common::entity(&mut record, id.into(), Upwards::No);
                draft.entity(new).map(|(_, fate)| fate)
            }
            None => common::node(draft, &mut record, &["id"], Upwards::No),
        }
    })?;
    let edges = graph.list(job, draft, "edges");
    edges.each(job, draft, |draft, item| edge(draft, &mut item.record()?, directed))?;
    let title = graph.node(job, "label").and_then(|node| node.as_text().map(Into::into));
    let more = graph.more(job, &["nodes", "edges", "label", "directed"]);
    draft.builder().about(title, None, None, more);
    Ok(())
}

fn edge(draft: &mut Draft, record: &mut Record<'_, '_>, directed: bool) -> Handled {
    let ends = (common::end(draft, record, &["source"])?, Some(common::end(draft, record, &["target"])?));
    let relation = common::relation(record, &["relation", "label"], directed);
    record.splice("metadata");
    let relation = match relation {
        (None, directed) => common::relation(record, &RELATIONS, directed),
        found => found,
    };
    common::fact(draft, record, ends, relation, None)
}
