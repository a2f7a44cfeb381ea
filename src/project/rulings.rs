//! What a reader decided about contradictions, as a saved map tells it.

use std::collections::BTreeMap;

use super::ProjectError;
use super::json::{Fields, Node, Unknown};
use super::print::{Object, list, string};
use crate::facts::{FactBase, FactId, Holds, Ruling, Stamp};

/// [`Ruling`]s by the two facts, the earlier one of the file first.
pub type Rulings = BTreeMap<(FactId, FactId), Ruling>;

/// A [`Ruling`] in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NamedRuling {
    /// Which of the two holds; nothing where the word is one of a later version.
    pub holds: Option<Holds>,
    /// Who decided.
    pub by: Option<String>,
    /// An RFC 3339 time.
    pub at: Option<String>,
    /// What this version does not know.
    pub(super) unknown: Unknown,
}

/// By the ids of the two facts.
pub type NamedRulings = BTreeMap<(String, String), NamedRuling>;

pub(super) fn named(base: &FactBase, rulings: &Rulings) -> NamedRulings {
    let id = |fact: FactId| Some(base.facts.get(fact.index())?.id.to_string());
    let text = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
    let each = rulings.iter().filter_map(|((a, b), Ruling { holds, stamp: Stamp { by, at } })| {
        let named = NamedRuling { holds: Some(*holds), by: text(by), at: text(at), unknown: Unknown::default() };
        Some(((id(*a)?, id(*b)?), named))
    });
    each.collect()
}

/// Keeps what is said of facts that are not there, and words of a later version.
pub(super) fn carry_over(ours: &mut NamedRulings, facts: &BTreeMap<&str, FactId>, kept: &NamedRulings) {
    for (pair, ruling) in kept {
        let is_lost = [&pair.0, &pair.1].into_iter().any(|id| !facts.contains_key(&**id));
        match ours.get_mut(pair) {
            Some(ours) => ours.unknown = ruling.unknown.clone(),
            None if is_lost || ruling.holds.is_none() => {
                ours.insert(pair.clone(), ruling.clone());
            }
            None => {}
        }
    }
}

pub(super) fn resolve(named: &NamedRulings, facts: &BTreeMap<&str, FactId>, lost: &mut Vec<String>) -> Rulings {
    let mut rulings = Rulings::new();
    let mut gone = Vec::new();
    for ((a, b), NamedRuling { holds, by, at, unknown: _ }) in named {
        let text = |text: &Option<String>| text.as_deref().map(Box::from);
        match (facts.get(&**a), facts.get(&**b), holds) {
            (Some(&a), Some(&b), Some(holds)) => {
                rulings.insert((a, b), Ruling { holds: *holds, stamp: Stamp { by: text(by), at: text(at) } });
            }
            (None, _, _) => gone.push(a),
            (_, None, _) => gone.push(b),
            (_, _, None) => {}
        }
    }
    for id in gone {
        // A fact that is gone is told once, whatever was decided about it.
        let told = format!("fact “{id}”");
        if !lost.contains(&told) {
            lost.push(told);
        }
    }
    rulings
}

pub(super) fn parse(fields: &mut Fields<'_>) -> Result<NamedRulings, ProjectError> {
    let Some(node) = fields.take("contradictions")? else {
        return Ok(NamedRulings::new());
    };
    node.items()?.iter().map(ruling).collect()
}

fn ruling(node: &Node<'_>) -> Result<((String, String), NamedRuling), ProjectError> {
    let mut fields = node.fields()?;
    let mut text = |name: &str| fields.take(name)?.map(|text| text.string()).transpose();
    let (first, second, by, at) = (text("first")?, text("second")?, text("by")?, text("at")?);
    let (Some(first), Some(second)) = (first, second) else {
        return Err(node.error("a contradiction names its “first” and its “second” fact"));
    };
    let word = fields.take("holds")?;
    let holds = word.as_ref().map(|word| word.string().map(|word| Holds::from_word(&word))).transpose()?.flatten();
    // A word of a later version is kept, not judged.
    if let Some(word) = word.filter(|_| holds.is_none()) {
        fields.entries.push(("holds".to_owned(), word));
    }
    Ok(((first, second), NamedRuling { holds, by, at, unknown: fields.unknown() }))
}

pub(super) fn put(object: &mut Object, rulings: &NamedRulings) {
    if rulings.is_empty() {
        return;
    }
    let each = rulings.iter().map(|((first, second), NamedRuling { holds, by, at, unknown })| {
        let mut object = Object::default();
        object.put("first", string(first));
        object.put("second", string(second));
        if let Some(holds) = holds {
            object.put("holds", string(holds.word()));
        }
        for (name, text) in [("by", by), ("at", at)] {
            if let Some(text) = text {
                object.put(name, string(text));
            }
        }
        object.put_unknown(unknown);
        object.in_one_line()
    });
    object.put("contradictions", list(1, each));
}
