//! What a tie bundles, as a short list under the pointer: a line on the map is one, whatever it is made of.

use std::collections::BTreeMap;

use egui::Response;

use super::super::parts;
use super::super::words::counted;
use crate::facts::RelationId;
use crate::graph::TieId;
use crate::state::Map;

/// More relations than this are counted.
const MOST: usize = 8;

/// The tooltip of a tie.
pub(super) fn tip(response: &Response, map: &Map, id: TieId) {
    let show = |ui: &mut egui::Ui| {
        let tie = map.graph.tie(id);
        let [a, b] = [tie.a, tie.b].map(|end| parts::shown_name(&map.base.entity(end).name));
        ui.label(parts::strong(format!("{a} – {b}")));
        let relations = relations(map, id);
        for (relation, count) in relations.iter().take(MOST) {
            let words = parts::shown_name(map.base.relation(*relation));
            let times = if *count > 1 { format!("{words} ({count})") } else { words };
            ui.label(times);
        }
        if relations.len() > MOST {
            parts::soft(ui, format!("and {}", counted(relations.len() - MOST, "relation more", "relations more")));
        }
    };
    response.clone().on_hover_ui_at_pointer(show);
}

/// The relations of the shown facts, the most frequent first.
fn relations(map: &Map, id: TieId) -> Vec<(RelationId, usize)> {
    let mut counts: BTreeMap<RelationId, usize> = BTreeMap::new();
    for fact in map.shown_facts(id) {
        *counts.entry(map.base.fact(fact).relation).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(relation, count)| (std::cmp::Reverse(*count), *relation));
    counts
}
