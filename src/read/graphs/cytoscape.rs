//! Cytoscape.js: elements with `data`, in one list or as nodes and edges, with positions.

use crate::read::common::{self, RELATIONS};
use crate::read::draft::{Draft, Handled};
use crate::read::fields::Record;
use crate::read::loose::Upwards;
use crate::read::walk::{Document, Form, Item, List};
use crate::read::{Job, ReadError};

/// Reads all elements of a file.
pub(in crate::read) fn read(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    if Form::of(job)? != Form::Object {
        return List::root(job)?.each(job, draft, element);
    }
    for document in Document::all(job, draft)? {
        if let Some(elements) = document.within(job, "elements") {
            for section in ["nodes", "edges"] {
                elements.list(job, draft, section).each(job, draft, element)?;
            }
        } else if document.keys().any(|key| key == "elements") {
            document.list(job, draft, "elements").each(job, draft, element)?;
        } else {
            List::root(job)?.each(job, draft, element)?;
        }
        let title = document
            .within(job, "data")
            .and_then(|data| data.node(job, "name").and_then(|node| node.as_text().map(Into::into)));
        draft.builder().about(title, None, None, document.more(job, &["elements", "style", "data"]));
    }
    Ok(())
}

/// An edge where the data name two ends, else a node.
fn element(draft: &mut Draft, item: Item<'_, '_>) -> Handled {
    let mut record = item.record()?;
    record.take("group");
    // How it looks in the window of another program is not what it is.
    for name in ["selected", "selectable", "locked", "grabbable", "pannable", "classes", "style", "scratch", "removed"]
    {
        record.take(name);
    }
    record.splice("data");
    if record.has("source") || record.has("target") {
        return edge(draft, &mut record);
    }
    record.splice("position");
    common::node(draft, &mut record, &["id"], Upwards::No)
}

fn edge(draft: &mut Draft, record: &mut Record<'_, '_>) -> Handled {
    let ends = (common::end(draft, record, &["source"])?, Some(common::end(draft, record, &["target"])?));
    let mut names = vec!["interaction", "shared interaction"];
    names.extend(RELATIONS.iter().filter(|name| **name != "interaction"));
    let relation = common::relation(record, &names, true);
    record.take("shared interaction");
    common::fact(draft, record, ends, relation, None)
}
