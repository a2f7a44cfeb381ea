//! CX2, the exchange format of Cytoscape: a list of aspects, nodes and edges by number with their values under `v`.

use std::collections::HashMap;

use crate::read::common::{self, RELATIONS};
use crate::read::draft::{Draft, Handled};
use crate::read::fields::Record;
use crate::read::json::{Json, Member, Node};
use crate::read::loose::Upwards;
use crate::read::walk::Document;
use crate::read::{Job, ReadError};

/// Reads all aspects of a network.
pub(in crate::read) fn read(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let aspects = Document::all(job, draft)?;
    let mut declared = [Declared::default(), Declared::default()];
    for aspect in &aspects {
        if let Some(node) = aspect.node(job, "attributeDeclarations") {
            for declaration in node.items() {
                declared[0].learn(declaration.get("nodes"));
                declared[1].learn(declaration.get("edges"));
            }
        }
        if let Some(node) = aspect.node(job, "networkAttributes")
            && let Some(first) = node.items().first()
        {
            let text = |name: &str| first.get(name).and_then(Node::as_text).map(Into::into);
            draft.builder().about(text("name"), text("description"), None, Vec::new());
        }
    }
    let [nodes, edges] = declared;
    for aspect in &aspects {
        aspect.list(job, draft, "nodes").each(job, draft, |draft, item| node(draft, &mut item.record()?, &nodes))?;
    }
    for aspect in &aspects {
        aspect.list(job, draft, "edges").each(job, draft, |draft, item| edge(draft, &mut item.record()?, &edges))?;
    }
    Ok(())
}

/// Values that are written under a short name, or not at all where they are the usual ones.
#[derive(Default)]
struct Declared {
    names: HashMap<String, String>,
    usual: Vec<(String, String)>,
}

impl Declared {
    fn learn(&mut self, declarations: Option<&Node<'_>>) {
        let Some(Node { json: Json::Map(members), .. }) = declarations else {
            return;
        };
        for Member { key, value, .. } in members {
            if let Some(short) = value.get("a").and_then(Node::as_text) {
                self.names.insert(short.to_owned(), key.to_string());
            }
            let usual = value.get("v").and_then(|usual| match usual.json {
                Json::Number(digits) => Some(digits.to_owned()),
                _ => usual.as_text().map(str::to_owned),
            });
            if let Some(usual) = usual {
                self.usual.push((key.to_string(), usual));
            }
        }
    }

    /// Puts the values of a record under their long names.
    fn spell_out(&self, record: &mut Record<'_, '_>) {
        if let Some(Node { at, json: Json::Map(members) }) = record.take("v") {
            let long = members.into_iter().map(|member| match self.names.get(&*member.key) {
                Some(name) => Member { key: name.clone().into(), ..member },
                None => member,
            });
            let json = Json::Map(long.collect());
            record.put("v", Node { at, json });
            record.splice("v");
        }
        for (name, usual) in &self.usual {
            if !record.has(name) {
                let at = record.at();
                record.put(name, Node { at, json: Json::Text(usual.clone().into()) });
            }
        }
    }
}

fn node(draft: &mut Draft, record: &mut Record<'_, '_>, declared: &Declared) -> Handled {
    let Some(id) = record.word(&["id"]) else {
        return common::missing(record, &["id"]);
    };
    let place = record.place(["x", "y"], Upwards::No);
    record.take("z");
    declared.spell_out(record);
    let name = record.word(&["name", "n"]);
    let mut new = common::entity(record, id, Upwards::No);
    new.name = name.or(new.name);
    new.place = place;
    draft.entity(new).map(|(_, fate)| fate)
}

fn edge(draft: &mut Draft, record: &mut Record<'_, '_>, declared: &Declared) -> Handled {
    let ends = (common::end(draft, record, &["s"])?, Some(common::end(draft, record, &["t"])?));
    declared.spell_out(record);
    let mut names = vec!["interaction", "i"];
    names.extend(RELATIONS.iter().filter(|name| **name != "interaction"));
    let relation = common::relation(record, &names, true);
    common::fact(draft, record, ends, relation, None)
}
