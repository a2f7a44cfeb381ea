//! The numbers of an evidence pack on a picture, so that each line of the map leads to its words on paper.

use std::collections::BTreeMap;

use egui::{Align2, Painter, Pos2, Rect, Stroke, StrokeKind, pos2, vec2};

use crate::facts::{EntityId, FactId};
use crate::graph::{Graph, TieId};
use crate::scene::{Camera, Labels, Scene, Style, radius_on_screen};

/// The numbers of each tie, and of each entity of which facts tell alone.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    ties: BTreeMap<TieId, Vec<usize>>,
    entities: BTreeMap<EntityId, Vec<usize>>,
}

impl Numbers {
    /// The facts are numbered from 1 as they come, as a pack does.
    pub(super) fn new(scene: &Scene<'_>, facts: &[FactId]) -> Self {
        let mut numbers = Self::default();
        let graph: &Graph = scene.graph;
        for (at, fact) in facts.iter().enumerate() {
            match (graph.tie_of_fact(*fact), scene.base.facts.get(fact.index())) {
                (Some(tie), _) => numbers.ties.entry(tie).or_default().push(at + 1),
                (None, Some(fact)) => numbers.entities.entry(fact.subject).or_default().push(at + 1),
                (None, None) => {}
            }
        }
        numbers
    }

    /// Whether a tie has a number, which stands where the count of its facts would.
    pub(super) fn has(&self, tie: TieId) -> bool {
        self.ties.contains_key(&tie)
    }

    /// Draws them: in the middle of ties or before their words, and at the shoulder of entities' marks.
    pub(super) fn draw(&self, painter: &Painter, scene: &Scene<'_>, labels: &Labels, (camera, area): (&Camera, Rect)) {
        let words: BTreeMap<TieId, Rect> = labels.ties.iter().map(|label| (label.of, label.rect)).collect();
        let place = |id: EntityId| camera.screen_from_map(area, scene.place(id));
        let radius = |id: EntityId| radius_on_screen(scene.looks.marks[id.index()].radius, camera.zoom);
        for (&id, numbers) in self.ties.iter().filter(|(id, _)| scene.visible.tie(**id)) {
            let tie = scene.graph.tie(id);
            let middle = if tie.a == tie.b {
                place(tie.a) + vec2(1.3, -1.3) * radius(tie.a)
            } else {
                place(tie.a) + (place(tie.b) - place(tie.a)) / 2.0
            };
            let at = words
                .get(&id)
                .map_or((middle, Align2::CENTER_CENTER), |words| (words.left_center(), Align2::RIGHT_CENTER));
            capsule(painter, scene.style, at, &in_ranges(numbers));
        }
        for (&id, numbers) in self.entities.iter().filter(|(id, _)| scene.visible.entity(**id)) {
            let shoulder = place(id) - vec2(0.8, 0.8) * radius(id);
            capsule(painter, scene.style, (shoulder, Align2::CENTER_CENTER), &in_ranges(numbers));
        }
    }
}

fn capsule(painter: &Painter, style: &Style, (at, anchor): (Pos2, Align2), text: &str) {
    let galley = painter.layout_no_wrap(text.to_owned(), Style::text_font(10.0), style.ink);
    let rect = anchor.anchor_size(at, galley.size() + vec2(8.0, 2.0));
    painter.rect(rect, 4.0, style.ground, Stroke::new(1.0, style.tie), StrokeKind::Inside);
    let at = Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size()).min;
    painter.galley(pos2(at.x, at.y), galley, style.ink);
}

/// 1–3, 7, 9
fn in_ranges(numbers: &[usize]) -> String {
    const MOST: usize = 5;
    let runs: Vec<&[usize]> = numbers.chunk_by(|a, b| a + 1 == *b).collect();
    let word = |run: &&[usize]| match run {
        [one] => one.to_string(),
        [first, second] => format!("{first}, {second}"),
        [first, .., last] => format!("{first}–{last}"),
        [] => String::new(),
    };
    let mut text = runs.iter().take(MOST).map(word).collect::<Vec<_>>().join(", ");
    if runs.len() > MOST {
        text.push_str(", …");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_a_row_are_told_by_their_ends() {
        for (numbers, text) in [
            (&[7][..], "7"),
            (&[1, 2], "1, 2"),
            (&[1, 2, 3, 7, 9, 10], "1–3, 7, 9, 10"),
            (&[1, 3, 5, 7, 9, 11, 13], "1, 3, 5, 7, 9, …"),
            (&[], ""),
        ] {
            assert_eq!(in_ranges(numbers), text);
        }
    }
}
