//! Lines as APOC exports them from Neo4j: a node or a relationship each.

use crate::facts::Severity;
use crate::read::common;
use crate::read::draft::{Draft, Halt, Handled};
use crate::read::fields::Record;
use crate::read::json::{Json, Member, Node};
use crate::read::notes::quoted;
use crate::read::walk::{self, Document, Form, Item};
use crate::read::{Job, ReadError};

use super::neo4j::Graph;

/// What a line is.
const SORTS: [&str; 2] = ["node", "relationship"];

/// Reads all lines.
pub(in crate::read) fn read(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let mut graph = Graph::default();
    if job.rest.is_none() && Form::of(job)? == Form::Object {
        // Exported as one document, a list or an object by id for each sort.
        for document in Document::all(job, draft)? {
            for section in ["nodes", "rels"] {
                document.list(job, draft, section).each(job, draft, |draft, item| line(draft, item, &mut graph))?;
            }
        }
    } else {
        walk::records(job, draft, |draft, item| line(draft, item, &mut graph))?;
    }
    graph.finish(draft).map_err(|_full| job.full())
}

fn line(draft: &mut Draft, item: Item<'_, '_>, graph: &mut Graph) -> Handled {
    let mut record = item.record()?;
    let is_tie = record.has("start") && record.has("end");
    let sort = record.word(&["type"]).unwrap_or_else(|| SORTS[usize::from(is_tie)].into());
    match &*sort {
        "node" => graph.node_of(draft, &mut record),
        "relationship" => {
            let subject = end(draft, &mut record, "start", graph)?;
            let object = end(draft, &mut record, "end", graph)?;
            graph.tie(draft, &mut record, subject, object)
        }
        other => {
            let at = record.at_of("type");
            let what = format!("{} where `node` or `relationship` belongs", quoted(other));
            record.note(at, "type", what, "the record was skipped", Severity::Skipped);
            Err(Halt::Skip)
        }
    }
}

/// The id of an end; what the line tells of the node besides is read, as its own line may be missing.
fn end(draft: &mut Draft, record: &mut Record<'_, '_>, name: &str, graph: &mut Graph) -> Result<Box<str>, Halt> {
    let Some(node) = record.take(name) else {
        return common::missing(record, &[name]);
    };
    let path = format!("{}{}{name}", record.path(), if record.path().is_empty() { "" } else { "." });
    let node = as_object(node);
    let mut end = Record::open(node, path, record.notes())?;
    let Some(id) = end.peek("id").cloned().and_then(|id| end.word_of("id", id)) else {
        return common::missing(&mut end, &["id"]);
    };
    if !graph.knows_article(&id) && draft.entity_by_key(&id).is_none() {
        graph.node_of(draft, &mut end)?;
    }
    Ok(id.into())
}

/// A node within a line, whatever it is, is an object.
fn as_object(node: Node<'_>) -> Node<'_> {
    match node.json {
        Json::Map(_) => node,
        json => {
            let at = node.at;
            Node { at, json: Json::Map(vec![Member { key: "id".into(), at, value: Node { at, json } }]) }
        }
    }
}
