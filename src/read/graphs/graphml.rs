//! GraphML: nodes and edges with data under declared keys; the labels and places of yEd too.

use std::collections::HashMap;

use crate::read::common::{self, RELATIONS};
use crate::read::draft::{Draft, Halt, Handled};
use crate::read::fields::Record;
use crate::read::json::{Json, Node};
use crate::read::loose::Upwards;
use crate::read::{Job, ReadError};

use super::xml::{self, Element, member};

/// Reads all graphs of a file.
pub(in crate::read) fn read(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    read_by(job, draft, node, edge)
}

/// Takes in a node, which may have a place.
type TakeNode = fn(&mut Draft, &mut Record<'_, '_>, Option<[f32; 2]>) -> Handled;
/// Takes in an edge, which may have a direction.
type TakeEdge = fn(&mut Draft, &mut Record<'_, '_>, bool) -> Handled;

/// Reads all graphs of a file whose nodes and edges mean something to the tool that wrote it.
pub(in crate::read) fn read_by(
    job: &Job<'_>,
    draft: &mut Draft,
    take_node: TakeNode,
    take_edge: TakeEdge,
) -> Result<(), ReadError> {
    let directed = directed_by_default(job.text);
    let mut graph = Graph { directed, keys: HashMap::new(), nodes: 0, edges: 0, take_node, take_edge };
    xml::each(job, &["key", "node", "edge"], |element| {
        let done = match &*element.name {
            "key" => {
                graph.declare(&element);
                Ok(())
            }
            "node" => graph.node(draft, &element, 0),
            _ => graph.edge(draft, &element),
        };
        done.map_err(|_full| job.full())
    })
}

fn directed_by_default(text: &str) -> bool {
    let mut from = text;
    while let Some(at) = from.find("<graph") {
        let tag = from.get(at..).and_then(|rest| rest.split('>').next()).unwrap_or_default();
        if let Some(at) = tag.find("edgedefault") {
            return !tag.get(at..).is_some_and(|rest| rest.contains("undirected"));
        }
        from = from.get(at + 6..).unwrap_or_default();
    }
    true
}

struct Graph {
    directed: bool,
    /// The names and usual values of data by their key, and for what they stand.
    keys: HashMap<String, Key>,
    nodes: usize,
    edges: usize,
    take_node: TakeNode,
    take_edge: TakeEdge,
}

struct Key {
    name: String,
    holds: String,
    usual: Option<String>,
}

impl Graph {
    fn declare(&mut self, element: &Element) {
        let Some(id) = element.get("id") else {
            return;
        };
        let key = Key {
            name: element.get("name").or_else(|| element.get("attr.name")).unwrap_or(id).to_owned(),
            holds: element.get("for").unwrap_or("all").to_owned(),
            usual: element.child("default").map(|usual| usual.text.trim().to_owned()),
        };
        self.keys.insert(id.to_owned(), key);
    }

    /// Attributes and data of a node or an edge, under the names of their keys.
    fn fields<'a>(&'a self, element: &'a Element, class: &str) -> (Node<'a>, Option<[f32; 2]>) {
        let mut members = element.members();
        let mut place = None;
        let mut given = Vec::new();
        for data in element.children.iter().filter(|child| child.name == "data") {
            let id = data.get("key").unwrap_or_default();
            let name = self.keys.get(id).map_or(id, |key| &key.name);
            given.push(id.to_owned());
            if !data.children.is_empty() {
                let (label, found) = drawn(data);
                members.extend(label.map(|label| member("label", label, data.at)));
                place = place.or(found);
                continue;
            }
            let is_taken = members.iter().any(|known| known.key == name);
            let name = if is_taken { format!("{name} (data)") } else { name.to_owned() };
            members.push(member(&name, data.text.trim(), data.at));
        }
        let mut usual: Vec<(&String, &Key)> = self.keys.iter().collect();
        usual.sort_unstable_by_key(|(id, _)| *id);
        for (id, key) in usual {
            let fits = (key.holds == class || key.holds == "all") && !given.contains(id);
            if let Some(value) = key.usual.as_deref().filter(|_| fits)
                && !members.iter().any(|known| known.key == key.name)
            {
                members.push(member(&key.name, value, element.at));
            }
        }
        (Node { at: element.at, json: Json::Map(members) }, place)
    }

    fn node(&mut self, draft: &mut Draft, element: &Element, depth: usize) -> Result<(), Halt> {
        self.nodes += 1;
        let mut notes = Vec::new();
        let (fields, place) = self.fields(element, "node");
        let handled = Record::open(fields, format!("node {}", self.nodes), &mut notes)
            .map_err(Into::into)
            .and_then(|mut record| (self.take_node)(draft, &mut record, place));
        draft.notes.extend(notes);
        draft.settle(handled)?;
        // A node may hold a graph of its own; the elements around it were limited.
        for inner in element.children.iter().filter(|child| child.name == "graph") {
            for child in &inner.children {
                match &*child.name {
                    "node" if depth < 64 => self.node(draft, child, depth + 1)?,
                    "edge" => self.edge(draft, child)?,
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn edge(&mut self, draft: &mut Draft, element: &Element) -> Result<(), Halt> {
        self.edges += 1;
        let mut notes = Vec::new();
        let (fields, _) = self.fields(element, "edge");
        let directed = self.directed;
        let handled = Record::open(fields, format!("edge {}", self.edges), &mut notes)
            .map_err(Into::into)
            .and_then(|mut record| (self.take_edge)(draft, &mut record, directed));
        draft.notes.extend(notes);
        draft.settle(handled)
    }
}

/// The label that yEd draws, and the middle of its box.
fn drawn(data: &Element) -> (Option<&str>, Option<[f32; 2]>) {
    let mut label = None;
    let mut place = None;
    let mut open: Vec<&Element> = data.children.iter().collect();
    while let Some(element) = open.pop() {
        match &*element.name {
            "NodeLabel" | "EdgeLabel" if !element.text.trim().is_empty() => {
                label = Some(element.text.trim());
            }
            "Geometry" => {
                let side = |name: &str| element.get(name).and_then(|value| value.parse::<f32>().ok());
                let middle = |at: &str, size: &str| Some(side(at)? + side(size).unwrap_or(0.0) / 2.0);
                place = middle("x", "width").zip(middle("y", "height")).map(|(x, y)| [x, y]);
            }
            _ => {}
        }
        open.extend(&element.children);
    }
    (label, place)
}

fn node(draft: &mut Draft, record: &mut Record<'_, '_>, place: Option<[f32; 2]>) -> Handled {
    let Some(id) = record.word(&["id"]) else {
        return common::missing(record, &["id"]);
    };
    let mut new = common::entity(record, id, Upwards::Yes);
    new.place = place.or(new.place);
    draft.entity(new).map(|(_, fate)| fate)
}

fn edge(draft: &mut Draft, record: &mut Record<'_, '_>, directed: bool) -> Handled {
    let ends = (common::end(draft, record, &["source"])?, Some(common::end(draft, record, &["target"])?));
    let relation = common::relation(record, &RELATIONS, directed);
    common::fact(draft, record, ends, relation, None)
}
