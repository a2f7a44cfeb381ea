//! KGGen: relations of three words, with clusters of names that mean the same.

use crate::facts::{NewEntity, NewFact};
use crate::read::draft::{Draft, Fate, Handled};
use crate::read::json::Node;
use crate::read::walk::{Document, Item};
use crate::read::{Job, ReadError};

/// Reads all relations of a file.
pub(in crate::read) fn read(job: &Job<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    for document in Document::all(job, draft)? {
        let entities = document.list(job, draft, "entities");
        entities.each(job, draft, |draft, item| match item.node.as_text().map(str::trim) {
            Some(name) if !name.is_empty() => draft.named(name, None).map(|(_, fate)| fate),
            _ => {
                let what = format!("{} where a name belongs", item.node.sort());
                Err(item.skip(what))
            }
        })?;
        let clusters = document.list(job, draft, "entity_clusters");
        clusters.each(job, draft, cluster)?;
        let relations = document.list(job, draft, "relations");
        relations.each(job, draft, relation)?;
        let more = document.more(job, &["entities", "entity_clusters", "relations", "edges"]);
        draft.builder().about(None, None, None, more);
    }
    Ok(())
}

/// A name and the names that mean the same.
fn cluster(draft: &mut Draft, item: Item<'_, '_>) -> Handled {
    let Some(name) = item.key.map(str::to_owned) else {
        let what = format!("{} without a name", item.node.sort());
        return Err(item.skip(what));
    };
    let others = item.node.items().iter().filter_map(Node::as_text).filter(|other| *other != name);
    let aliases = others.map(Into::into).collect();
    let (id, fate) = draft.named(&name, None)?;
    draft.add_to_entity(id, NewEntity { aliases, ..NewEntity::default() });
    Ok(fate)
}

fn relation(draft: &mut Draft, item: Item<'_, '_>) -> Handled {
    let words: Vec<&str> = item.node.items().iter().filter_map(Node::as_text).map(str::trim).collect();
    let [subject, relation, object] = words[..] else {
        let what = format!("{} texts where three belong", words.len());
        return Err(item.skip(what));
    };
    if words.iter().any(|word| word.is_empty()) {
        return Err(item.skip("one of the three is empty".to_owned()));
    }
    let ends = (draft.named(subject, None)?.0, Some(draft.named(object, None)?.0));
    let fact = NewFact::of(relation);
    draft.fact(ends, fact, (item.node.at, &item.path))?;
    Ok(Fate::Read)
}
