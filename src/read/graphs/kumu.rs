//! Kumu: elements and connections from one label to another.

use crate::read::common;
use crate::read::draft::{Draft, Handled};
use crate::read::fields::Record;
use crate::read::loose::Upwards;
use crate::read::walk::Document;
use crate::read::{Job, ReadError};

/// Reads a map.
pub(in crate::read) fn read(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    for document in Document::all(job, draft)? {
        let elements = document.list(job, draft, "elements");
        elements.each(job, draft, |draft, item| element(draft, &mut item.record()?))?;
        let connections = document.list(job, draft, "connections");
        connections.each(job, draft, |draft, item| connection(draft, &mut item.record()?))?;
        let text = |name: &str| document.node(job, name).and_then(|node| node.as_text().map(Into::into));
        let more = document.more(job, &["elements", "connections", "name", "description"]);
        draft.builder().about(text("name"), text("description"), None, more);
    }
    Ok(())
}

/// Connections name elements by their ids where there are such, else by their labels.
fn element(draft: &mut Draft, record: &mut Record<'_, '_>) -> Handled {
    record.splice("attributes");
    let id = record.word(&["_id", "id"]);
    let label = record.word(&["label", "name"]);
    let Some(id) = id.or_else(|| label.clone()) else {
        return common::missing(record, &["label"]);
    };
    let kind = record.word(&["type", "element type"]);
    let mut new = common::entity(record, id, Upwards::No);
    new.name = label.or(new.name);
    new.kind = kind.or(new.kind);
    draft.entity(new).map(|(_, fate)| fate)
}

fn connection(draft: &mut Draft, record: &mut Record<'_, '_>) -> Handled {
    record.splice("attributes");
    let ends = (common::end(draft, record, &["from"])?, Some(common::end(draft, record, &["to"])?));
    let direction = record.word(&["direction"]);
    let directed = !matches!(direction.as_deref(), Some("undirected" | "mutual"));
    let relation = common::relation(record, &["type", "connection type", "label"], directed);
    // What is said of a connection is its evidence.
    if !record.has("excerpt")
        && let Some(words) = record.take("description")
    {
        record.put("excerpt", words);
    }
    if let Some(id) = record.take("_id") {
        record.put("id", id);
    }
    common::fact(draft, record, ends, relation, None)
}
