//! Node-link graphs as networkx and d3 write them: nodes, and links between ids or between places in the list.

use crate::facts::EntityId;
use crate::read::common::{self, RELATIONS};
use crate::read::draft::{Draft, Halt, Handled};
use crate::read::fields::Record;
use crate::read::json::{Json, Node};
use crate::read::loose::Upwards;
use crate::read::walk::Document;
use crate::read::{Job, ReadError};

const IDS: [&str; 4] = ["id", "key", "name", "label"];

/// Reads all graphs of a file.
pub(in crate::read) fn read(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    for document in Document::all(job, draft)? {
        let inner = document.within(job, "graph").filter(|inner| inner.keys().any(|key| key == "nodes"));
        let graph = inner.as_ref().unwrap_or(&document);
        let directed = graph.node(job, "directed").is_none_or(|node| !matches!(node.json, Json::Bool(false)));
        let nodes = graph.list(job, draft, "nodes");
        let mut ids = Vec::with_capacity(nodes.len());
        let mut have_ids = false;
        nodes.each(job, draft, |draft, item| {
            ids.push(None);
            let (index, key) = (item.index, item.key.map(str::to_owned));
            let mut record = if item.node.as_text().is_some() || matches!(item.node.json, Json::Number(_)) {
                // A list of names alone.
                return plain(draft, item.node, &mut ids);
            } else {
                item.record()?
            };
            have_ids |= record.has("id");
            let word = if key.is_some() { None } else { id_of(&record) };
            let Some(id) = key.or(word) else {
                let what = format!("the node with the number {index} has neither id nor name");
                let at = record.at();
                record.note(at, "", what, "the record was skipped", crate::facts::Severity::Skipped);
                return Err(Halt::Skip);
            };
            if record.peek("id").is_some_and(|node| !matches!(node.json, Json::List(_) | Json::Map(_))) {
                record.take("id");
            }
            let new = common::entity(&mut record, id.into(), Upwards::Yes);
            let (id, fate) = draft.entity(new)?;
            if let Some(place) = ids.last_mut() {
                *place = Some(id);
            }
            Ok(fate)
        })?;
        let ends = Ends { ids, by_place: !have_ids };
        for section in ["links", "edges", "relationships"] {
            let links = graph.list(job, draft, section);
            links.each(job, draft, |draft, item| link(draft, &mut item.record()?, &ends, directed))?;
        }
        let more = document.more(job, &["nodes", "links", "edges", "relationships", "directed", "multigraph"]);
        let more = if inner.is_some() { Vec::new() } else { more };
        draft.builder().about(None, None, None, more);
    }
    Ok(())
}

fn plain(draft: &mut Draft, node: Node<'_>, ids: &mut [Option<EntityId>]) -> Handled {
    let id = match node.json {
        Json::Number(digits) => digits.to_owned(),
        json => Node { at: node.at, json }.as_text().unwrap_or_default().to_owned(),
    };
    let new = crate::facts::NewEntity { id: id.into(), ..Default::default() };
    let (id, fate) = draft.entity(new)?;
    if let Some(place) = ids.last_mut() {
        *place = Some(id);
    }
    Ok(fate)
}

/// The id of a node, left where it is: a name that serves as one is a name too. networkx writes tuples as lists.
fn id_of(record: &Record<'_, '_>) -> Option<String> {
    IDS.iter().find_map(|name| record.peek(name).and_then(word)).filter(|word| !word.trim().is_empty())
}

fn word(node: &Node<'_>) -> Option<String> {
    match &node.json {
        Json::Number(digits) => Some((*digits).to_owned()),
        Json::List(items) => Some(items.iter().filter_map(word).collect::<Vec<_>>().join(", ")),
        _ => node.as_text().map(|text| text.trim().to_owned()),
    }
}

/// What the ends of links may mean.
struct Ends {
    ids: Vec<Option<EntityId>>,
    /// Where nodes have no ids, numbers are places in the list.
    by_place: bool,
}

impl Ends {
    fn take(&self, draft: &mut Draft, record: &mut Record<'_, '_>, names: &[&str]) -> Result<EntityId, Halt> {
        let Some(name) = names.iter().find(|name| record.has(name)) else {
            return common::missing(record, names);
        };
        let at = record.at_of(name);
        if self.by_place
            && let Some(place) = record.peek(name).and_then(Node::as_index)
        {
            if let Some(Some(id)) = self.ids.get(place) {
                record.take(name);
                return Ok(*id);
            }
            let what = format!("there is no node with the number {place}");
            record.note(at, name, what, "the record was skipped", crate::facts::Severity::Skipped);
            return Err(Halt::Skip);
        }
        // d3 puts the whole node where its id was, once it has laid a graph out.
        let node = record.take(name);
        let id = node.as_ref().and_then(|node| IDS.iter().find_map(|id| node.get(id)).or(Some(node)).and_then(word));
        let Some(id) = id.filter(|id| !id.is_empty()) else {
            return common::missing(record, &[name]);
        };
        let path = record.path().to_owned();
        draft.end(&id, at, &path)
    }
}

fn link(draft: &mut Draft, record: &mut Record<'_, '_>, ends: &Ends, directed: bool) -> Handled {
    let subject = ends.take(draft, record, &["source", "from", "subject", "src"])?;
    let object = ends.take(draft, record, &["target", "to", "object", "dst"])?;
    let mut relation = common::relation(record, &RELATIONS, directed);
    // The key that parts parallel edges is a number, unless somebody has named them.
    if relation.0.is_none() && record.peek("key").is_some_and(|node| node.as_text().is_some()) {
        relation.0 = record.word(&["key"]);
    }
    common::fact(draft, record, (subject, Some(object)), relation, None)
}
