//! GEXF, the format of Gephi: nodes and edges with declared attributes, positions, colours and sizes.

use std::collections::BTreeMap;

use crate::read::common::{self, RELATIONS};
use crate::read::draft::{Draft, Handled};
use crate::read::fields::Record;
use crate::read::json::{Json, Member, Node};
use crate::read::loose::Upwards;
use crate::read::{Job, ReadError};

use super::xml::{self, Element, member};

/// Reads a graph.
pub(in crate::read) fn read(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let mut graph = Graph { directed: directed_by_default(job.text), declared: BTreeMap::new(), nodes: 0, edges: 0 };
    xml::each(job, &["meta", "attributes", "node", "edge"], |element| {
        let done = match &*element.name {
            "meta" => {
                about(draft, &element);
                Ok(())
            }
            "attributes" => {
                graph.declare(&element);
                Ok(())
            }
            "node" => graph.node(draft, &element, 0),
            _ => graph.edge(draft, &element),
        };
        done.map_err(|_full| job.full())
    })
}

/// The sort of edges that do not say it themselves; the format's own rule is that they have no direction.
fn directed_by_default(text: &str) -> bool {
    let start: &str = text.find("<graph").and_then(|at| text.get(at..)).unwrap_or_default();
    let tag = start.split('>').next().unwrap_or_default();
    tag.contains("defaultedgetype=\"directed\"") || tag.contains("defaultedgetype='directed'")
}

fn about(draft: &mut Draft, meta: &Element) {
    let text = |name: &str| {
        let text = meta.child(name).map(|child| child.text.trim()).filter(|text| !text.is_empty());
        text.map(Into::into)
    };
    draft.builder().about(text("title"), text("description"), text("creator"), Vec::new());
}

struct Graph {
    directed: bool,
    /// The titles and usual values of attributes by class and id.
    declared: BTreeMap<(String, String), (String, Option<String>)>,
    nodes: usize,
    edges: usize,
}

impl Graph {
    fn declare(&mut self, attributes: &Element) {
        let class = attributes.get("class").unwrap_or("node").to_owned();
        for attribute in attributes.children.iter().filter(|child| child.name == "attribute") {
            let Some(id) = attribute.get("id") else {
                continue;
            };
            let title = attribute.get("title").unwrap_or(id).to_owned();
            let usual = attribute.child("default").map(|usual| usual.text.trim().to_owned());
            self.declared.insert((class.clone(), id.to_owned()), (title, usual));
        }
    }

    /// The values of attributes that are not written out.
    fn usual(&self, class: &str) -> impl Iterator<Item = (&str, &str)> {
        let of_class = self.declared.iter().filter(move |((known, _), _)| known == class);
        of_class.filter_map(|(_, (title, usual))| Some((title.as_str(), usual.as_deref()?)))
    }

    /// The attributes of a node or an edge under their titles.
    fn fields<'a>(&'a self, element: &'a Element, class: &str) -> Node<'a> {
        let mut members = element.members();
        let values = element.children.iter().filter(|child| child.name == "attvalues").flat_map(|all| &all.children);
        for value in values {
            let Some(id) = value.get("for").or_else(|| value.get("id")) else {
                continue;
            };
            let title = self.declared.get(&(class.to_owned(), id.to_owned())).map_or(id, |(title, _)| title);
            let is_taken = members.iter().any(|known| known.key == title);
            let title = if is_taken { format!("{title} (attribute)") } else { title.to_owned() };
            members.push(member(&title, value.get("value").unwrap_or(&value.text), value.at));
        }
        for (title, usual) in self.usual(class) {
            if !members.iter().any(|known| known.key == title) {
                members.push(member(title, usual, element.at));
            }
        }
        for (name, parts) in [("color", &["r", "g", "b", "a"][..]), ("size", &["value"]), ("thickness", &["value"])] {
            if let Some(child) = element.child(name) {
                let words: Vec<&str> = parts.iter().filter_map(|part| child.get(part)).collect();
                let words = child.get("hex").map_or_else(|| words.join(", "), str::to_owned);
                if !members.iter().any(|known| known.key == name) {
                    let json = Json::Text(words.into());
                    members.push(Member { key: name.into(), at: child.at, value: Node { at: child.at, json } });
                }
            }
        }
        if let Some(position) = element.child("position") {
            for side in ["x", "y"] {
                members.retain(|known| known.key != side);
                members.extend(position.get(side).map(|value| member(side, value, position.at)));
            }
        }
        Node { at: element.at, json: Json::Map(members) }
    }

    fn node(&mut self, draft: &mut Draft, element: &Element, depth: usize) -> Result<(), crate::read::draft::Halt> {
        let mut notes = Vec::new();
        let path = format!("node {}", self.nodes + 1);
        self.nodes += 1;
        let handled = Record::open(self.fields(element, "node"), path, &mut notes)
            .map_err(Into::into)
            .and_then(|mut record| node(draft, &mut record));
        draft.notes.extend(notes);
        draft.settle(handled)?;
        // Nodes may hold nodes, and edges between those; the elements around them were limited.
        for inner in element.children.iter().filter(|child| matches!(&*child.name, "nodes" | "edges" | "graph")) {
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

    fn edge(&mut self, draft: &mut Draft, element: &Element) -> Result<(), crate::read::draft::Halt> {
        let mut notes = Vec::new();
        let path = format!("edge {}", self.edges + 1);
        self.edges += 1;
        let directed = self.directed;
        let handled = Record::open(self.fields(element, "edge"), path, &mut notes)
            .map_err(Into::into)
            .and_then(|mut record| edge(draft, &mut record, directed));
        draft.notes.extend(notes);
        draft.settle(handled)
    }
}

fn node(draft: &mut Draft, record: &mut Record<'_, '_>) -> Handled {
    let Some(id) = record.word(&["id"]) else {
        return common::missing(record, &["id"]);
    };
    let label = record.word(&["label"]);
    let mut new = common::entity(record, id, Upwards::Yes);
    if let Some(label) = label {
        if let Some(name) = new.name.take().filter(|name| *name != label) {
            new.attributes.push(("name".into(), crate::facts::Value::Text(name.into())));
        }
        new.name = Some(label);
    }
    draft.entity(new).map(|(_, fate)| fate)
}

fn edge(draft: &mut Draft, record: &mut Record<'_, '_>, directed: bool) -> Handled {
    let ends = (common::end(draft, record, &["source"])?, Some(common::end(draft, record, &["target"])?));
    let relation = common::relation(record, &RELATIONS, directed);
    common::fact(draft, record, ends, relation, None)
}
