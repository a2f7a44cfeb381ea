//! Entities as the command line names them: by id, by name or by alias, and never by a guess.

use anyhow::bail;

use crate::facts::{EntityId, FactBase, fold};
use crate::graph::Searcher;

/// So many entities are offered where a name is not clear.
const OFFERED: usize = 5;

/// The one entity of an id, a name or an alias, whatever its case and accents: ids go before names, names before
/// aliases.
pub(super) fn entity(base: &FactBase, searcher: &Searcher, typed: &str) -> anyhow::Result<EntityId> {
    if let Some(id) = base.entity_by_key(typed) {
        return Ok(id);
    }
    let wanted = fold(typed);
    let wanted = wanted.trim();
    let ids = || (0..base.entities.len()).map(EntityId::from_index);
    let by_name = ids().filter(|id| fold(&base.entity(*id).name).trim() == wanted).collect::<Vec<_>>();
    let by_alias = || {
        let bears = |id: &EntityId| base.entity(*id).aliases.iter().any(|alias| fold(alias).trim() == wanted);
        ids().filter(bears).collect::<Vec<_>>()
    };
    let found = if by_name.is_empty() { by_alias() } else { by_name };
    match found[..] {
        [only] => Ok(only),
        [] => {
            let near: Vec<EntityId> = searcher.find(base, typed, OFFERED).iter().map(|hit| hit.entity).collect();
            if near.is_empty() {
                bail!("nobody is called “{typed}”");
            }
            bail!("nobody is called “{typed}”; did you mean {}?", offered(base, &near));
        }
        _ => bail!("{} entities are called “{typed}”; name one by its id: {}", found.len(), offered(base, &found)),
    }
}

/// “Jack Ma” (jack-ma), “Mary Ma” (mary-ma)
fn offered(base: &FactBase, entities: &[EntityId]) -> String {
    let one = |id: &EntityId| {
        let entity = base.entity(*id);
        format!("“{}” ({})", entity.name, entity.id)
    };
    let mut words: Vec<String> = entities.iter().take(OFFERED).map(one).collect();
    if entities.len() > OFFERED {
        words.push("…".to_owned());
    }
    words.join(", ")
}
