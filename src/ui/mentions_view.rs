//! Every place in all articles that names an entity, by article; each leads there.

use std::ops::Range;

use egui::Ui;

use super::words::{counted, source_line};
use super::{Actions, parts};
use crate::facts::{ArticleId, EntityId, Mention, Place};
use crate::scene::Target;
use crate::state::{Action, How, Map, Naming, Reader, State, Toggle};

/// So many places are listed before all are asked for, and so many at most.
const SOME: usize = 8;
const MOST: usize = 600;

pub(super) fn show(ui: &mut Ui, state: &State, map: &Map, id: EntityId, actions: &mut Actions) {
    let mentions = match &map.naming {
        Naming::NotAsked => return,
        Naming::Looking => {
            parts::heading(ui, "Looking for the name in all articles…");
            return;
        }
        Naming::Failed(why) => {
            parts::heading(ui, "Mentions");
            parts::soft(ui, format!("The articles could not be looked through: {why}"));
            return;
        }
        Naming::Known(mentions) => mentions.of(id),
    };
    if mentions.is_empty() {
        parts::heading(ui, "No article names it");
        return;
    }
    let num_articles = mentions.chunk_by(|a, b| a.place == b.place).count();
    let times = counted(mentions.len(), "time", "times");
    parts::heading(ui, &format!("Named {times} in {}", counted(num_articles, "text", "texts")));
    let limit = if state.view.all_mentions { MOST } else { SOME };
    let mut listed = 0;
    for (at, group) in mentions.chunk_by(|a, b| a.place == b.place).enumerate() {
        if listed >= limit {
            break;
        }
        let group_shown = &group[..group.len().min(limit - listed)];
        ui.push_id(("mentions", at), |ui| of_text(ui, map, group_shown, group.len(), actions));
        listed += group_shown.len();
    }
    let left = mentions.len() - listed;
    if left > 0 && !state.view.all_mentions {
        if parts::link(ui, &format!("Show all {}", counted(mentions.len(), "mention", "mentions"))).clicked() {
            actions.push(Action::AllMentions(Toggle::On));
        }
    } else if left > 0 {
        parts::soft(ui, format!("and {}", counted(left, "more", "more")));
    }
}

/// The places in one text, below its title.
fn of_text(ui: &mut Ui, map: &Map, mentions: &[Mention], count: usize, actions: &mut Actions) {
    let Some(first) = mentions.first() else {
        return;
    };
    match first.place {
        Place::Article(article) => {
            let title = parts::shown_name(map.base.article(article).label());
            let note = if count > 1 { format!("{count} ×") } else { String::new() };
            let row = parts::row(ui, &title, &note, parts::page);
            if row.on_hover_text(source_line(&map.base, article)).clicked() {
                actions.push(Action::Read(at_place(article, first.range())));
            }
            let text = map.base.article(article).text.as_deref().unwrap_or_default();
            for mention in mentions {
                if parts::quiet_row(ui, &around(text, mention.range())).clicked() {
                    actions.push(Action::Read(at_place(article, mention.range())));
                }
            }
        }
        Place::Excerpt(fact, at) => {
            let evidence = map.base.fact(fact).evidence.get(at as usize);
            let words = evidence.and_then(|evidence| evidence.excerpt.as_deref()).unwrap_or_default();
            let target = map.graph.tie_of_fact(fact).map_or(Target::Entity(map.base.fact(fact).subject), Target::Tie);
            if map.visible.fact(fact) && parts::quiet_row(ui, &around(words, first.range())).clicked() {
                actions.push(Action::Click(Some(target), How::Replace));
            }
        }
    }
}

const fn at_place(article: ArticleId, place: Range<usize>) -> Reader {
    Reader { article, evidence: None, place: Some(place) }
}

/// The words around a place, in one line.
fn around(text: &str, range: Range<usize>) -> String {
    const BEFORE: usize = 26;
    const AFTER: usize = 44;
    let (Some(before), Some(after)) = (text.get(..range.start), text.get(range.start..)) else {
        return String::new();
    };
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let from = before[line_start..].char_indices().rev().nth(BEFORE - 1).map_or(line_start, |(at, _)| line_start + at);
    let line_end = after.find('\n').unwrap_or(after.len());
    let to = after.char_indices().nth(AFTER + range.len()).map_or(after.len(), |(at, _)| at).min(line_end);
    let (left, right) = (if from > line_start { "…" } else { "" }, if to < line_end { "…" } else { "" });
    parts::shown_name(&format!("{left}{}{}{right}", &before[from..], &after[..to]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_around_a_place_are_one_line() {
        let text =
            "First line.\nAnn, who had long been away, met Bob on the quay of the old harbour, and they spoke.\nEnd";
        let at = |word: &str| text.find(word).map(|at| at..at + word.len()).unwrap();
        assert_eq!(around(text, at("First")), "First line.");
        assert_eq!(
            around(text, at("Bob")),
            "…o had long been away, met Bob on the quay of the old harbour, and they sp…"
        );
        assert_eq!(around(text, at("End")), "End");
        assert_eq!(around("é", 1..2), "", "a place that is none");
    }
}
