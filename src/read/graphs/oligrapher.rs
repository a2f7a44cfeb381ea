//! Oligrapher, the maps of LittleSis: nodes and edges by id, with places.

use crate::read::common;
use crate::read::draft::{Draft, Handled};
use crate::read::fields::Record;
use crate::read::json::{Json, Node};
use crate::read::loose::Upwards;
use crate::read::walk::{Document, Item};
use crate::read::{Job, ReadError};

/// Reads a map.
pub(in crate::read) fn read(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    for document in Document::all(job, draft)? {
        let inner = document.within(job, "graph").or_else(|| document.within(job, "graph_data"));
        let graph = inner.as_ref().unwrap_or(&document);
        graph.list(job, draft, "nodes").each(job, draft, node)?;
        graph.list(job, draft, "edges").each(job, draft, edge)?;
        let attributes = document.within(job, "attributes");
        let about = attributes.as_ref().unwrap_or(&document);
        let text = |name: &str| about.node(job, name).and_then(|node| node.as_text().map(Into::into));
        draft.builder().about(text("title"), text("subtitle").or_else(|| text("description")), None, Vec::new());
    }
    Ok(())
}

/// The record of an id, which stands in it or before it.
fn with_id<'a, 'n>(item: Item<'a, 'n>) -> Result<Record<'a, 'n>, crate::read::fields::Skip> {
    let key = item.key.map(str::to_owned);
    let at = item.node.at;
    let mut record = item.record()?;
    record.splice("display");
    if !record.has("id")
        && let Some(key) = key
    {
        record.put("id", Node { at, json: Json::Text(key.into()) });
    }
    Ok(record)
}

fn node(draft: &mut Draft, item: Item<'_, '_>) -> Handled {
    common::node(draft, &mut with_id(item)?, &["id"], Upwards::No)
}

fn edge(draft: &mut Draft, item: Item<'_, '_>) -> Handled {
    let mut record = with_id(item)?;
    let ends = (common::end(draft, &mut record, &["node1_id"])?, Some(common::end(draft, &mut record, &["node2_id"])?));
    let arrow = record.word(&["arrow"]);
    let directed = record.word(&["is_directional"]).is_some_and(|word| word == "true");
    let directed = match arrow.as_deref() {
        Some("1->2" | "2->1" | "->" | "<-" | "left" | "right") => true,
        Some(_) => false,
        None => directed,
    };
    // An arrow that points back makes the second node the subject.
    let ends = match (arrow.as_deref(), ends.1) {
        (Some("2->1" | "<-"), Some(second)) => (second, Some(ends.0)),
        _ => ends,
    };
    let relation = common::relation(&mut record, &["label"], directed);
    common::fact(draft, &mut record, ends, relation, None)
}
