//! Attributes among the fields of a record: under their names, unless these mean something else there.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::facts::{Fields, Value};

use super::losses::{Losses, Lost};

/// Fields in a record of their own, in which only repeated names are in the way.
pub(super) const NONE: &[&str] = &[];

/// Names that readers of graphs take for something else than an attribute of a node.
pub(super) const OF_NODES: &[&str] = &[
    "id",
    "key",
    "name",
    "label",
    "title",
    "kind",
    "type",
    "entity_type",
    "category",
    "aliases",
    "alias",
    "description",
    "summary",
    "links",
    "url",
    "website",
    "x",
    "y",
    "source",
    "target",
    "data",
    "attributes",
];

/// Names that readers of graphs and triples take for something else than an attribute of a tie.
pub(super) const OF_TIES: &[&str] = &[
    "id",
    "key",
    "fact_id",
    "edge_id",
    "uuid",
    "relation",
    "relationship",
    "predicate",
    "p",
    "rel",
    "verb",
    "interaction",
    "label",
    "type",
    "value",
    "when",
    "date",
    "year",
    "time",
    "from",
    "start_date",
    "startDate",
    "since",
    "valid_from",
    "valid_at",
    "start_year",
    "until",
    "to",
    "end_date",
    "endDate",
    "valid_until",
    "valid_to",
    "invalid_at",
    "status",
    "confidence",
    "probability",
    "confidence_score",
    "directed",
    "undirected",
    "excerpt",
    "evidence",
    "sentence",
    "quote",
    "text",
    "context",
    "source_url",
    "sourceUrl",
    "url",
    "article",
    "article_id",
    "document",
    "document_id",
    "doc_id",
    "source",
    "target",
    "head",
    "tail",
    "head_type",
    "head_kind",
    "head_label",
    "headType",
    "tail_type",
    "tail_kind",
    "tail_label",
    "tailType",
    "subject",
    "object",
    "s",
    "o",
    "src",
    "dst",
    "h",
    "t",
    "entity1",
    "entity2",
    "node_1",
    "node_2",
    "triples",
    "triplets",
    "relations",
    "facts",
    "relationships",
    "nodes",
    "edges",
    "links",
    "entities",
    "elements",
    "data",
    "schema",
    "properties",
    "extractions",
    "docid",
    "lc",
    "vertexSet",
    "src_id",
    "tgt_id",
    "start",
    "end",
    "source_node_uuid",
    "target_node_uuid",
    "graph",
    "graphs",
    "graph_dict",
    "tieline",
    "CXVersion",
    "attributes",
];

/// Attributes and unknown fields under names that are neither `reserved` nor given twice; nothing of `null`.
pub(super) fn apart<'a>(
    reserved: &[&str],
    fields: impl Iterator<Item = &'a (Box<str>, Value)>,
    losses: &mut Losses,
) -> Vec<(Cow<'a, str>, &'a Value)> {
    let mut seen: HashSet<Cow<'a, str>> = HashSet::new();
    let mut named = Vec::new();
    for (name, value) in fields.filter(|(_, value)| *value != Value::Null) {
        let mut free: Cow<'a, str> = Cow::Borrowed(name);
        if name.is_empty() || reserved.contains(&&**name) || seen.contains(&free) {
            losses.add(Lost::Renamed, 1);
            free = Cow::Owned(format!("{name} (attribute)").trim_start().to_owned());
            let mut number = 2_u64;
            while seen.contains(&free) {
                free = Cow::Owned(format!("{name} (attribute {number})").trim_start().to_owned());
                number += 1;
            }
        }
        seen.insert(free.clone());
        named.push((free, value));
    }
    named
}

/// Both sorts of fields of a record in one list, for targets that know only one.
pub(super) fn all<'a>(
    reserved: &[&str],
    attributes: &'a Fields,
    more: &'a Fields,
    losses: &mut Losses,
) -> Vec<(Cow<'a, str>, &'a Value)> {
    losses.add(Lost::Unknown, more.len());
    apart(reserved, attributes.iter().chain(more), losses)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_is_told() {
        let text = |name: &str| (name.into(), Value::Text("x".into()));
        let fields: Fields =
            vec![text("role"), text("when"), text("role"), text("role"), text(""), ("none".into(), Value::Null)];
        let mut losses = Losses::default();
        let names: Vec<_> = apart(OF_TIES, fields.iter(), &mut losses).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["role", "when (attribute)", "role (attribute)", "role (attribute 2)", "(attribute)"]);
        assert_eq!(losses.sentences(), ["attributes whose name is taken, renamed: 4"]);
    }
}
