//! The sources of a tie: which articles count as one and why, and the reader's better knowledge.

use egui::Ui;

use super::words::source_line;
use super::{Actions, parts};
use crate::facts::{ArticleId, Group, Member, Why};
use crate::state::{Action, Map, Reader, Sources, Sourcing};

pub(super) fn show(ui: &mut Ui, map: &Map, sources: &Sources, actions: &mut Actions) {
    let frame = egui::Frame::NONE.inner_margin(egui::Margin { left: 8, right: 0, top: 2, bottom: 4 });
    frame.show(ui, |ui| {
        for (at, group) in sources.groups.iter().enumerate() {
            ui.push_id(("source", at), |ui| one_source(ui, map, (at, group), sources, actions));
        }
        for &(a, b) in &sources.apart {
            ui.push_id(("apart", a, b), |ui| {
                let text = format!("{} and {} count as two: you said so", name(map, a), name(map, b));
                parts::soft(ui, text);
                if parts::link(ui, "Take back").clicked() {
                    actions.push(Action::Source(Sourcing::Forget(a, b)));
                }
            });
        }
    });
}

fn one_source(ui: &mut Ui, map: &Map, (at, group): (usize, &Group), sources: &Sources, actions: &mut Actions) {
    let count = group.members.len();
    let heading = if count > 1 { format!("Source {}: {count} articles", at + 1) } else { format!("Source {}", at + 1) };
    parts::heading(ui, &heading);
    for member in &group.members {
        ui.push_id(("member", member.article), |ui| one_article(ui, map, member, actions));
    }
    let Some(first) = group.members.first().map(|member| member.article) else {
        return;
    };
    let others = sources.groups.iter().enumerate().filter(|(other, _)| *other != at);
    let others: Vec<ArticleId> = others.filter_map(|(_, group)| Some(group.members.first()?.article)).collect();
    if !others.is_empty() {
        ui.menu_button("Same source as…", |ui| {
            for other in others {
                if ui.button(name(map, other)).clicked() {
                    actions.push(Action::Source(Sourcing::Join(first, other)));
                    ui.close();
                }
            }
        });
    }
}

fn one_article(ui: &mut Ui, map: &Map, member: &Member, actions: &mut Actions) {
    let article = member.article;
    let title = parts::shown_name(map.base.article(article).label());
    let row = parts::row(ui, &title, "", parts::page);
    if row.on_hover_text("Open the article").clicked() {
        actions.push(Action::Read(Reader { article, evidence: None, place: None }));
    }
    let frame = egui::Frame::NONE.inner_margin(egui::Margin { left: 24, right: 0, top: 0, bottom: 3 });
    frame.show(ui, |ui| {
        parts::soft(ui, source_line(&map.base, article));
        let Some((partner, why)) = &member.joined else {
            return;
        };
        ui.horizontal_wrapped(|ui| {
            parts::soft(ui, reason(map, *partner, why));
            let (text, tip, what) = match why {
                Why::Decided => ("Take back", "Leave it to the program again", Sourcing::Forget(article, *partner)),
                _ => ("Count on its own", "It is a source of its own after all", Sourcing::Part(article, *partner)),
            };
            if parts::link(ui, text).on_hover_text(tip).clicked() {
                actions.push(Action::Source(what));
            }
        });
    });
}

/// Why an article is no source of its own.
fn reason(map: &Map, partner: ArticleId, why: &Why) -> String {
    let partner = name(map, partner);
    match why {
        Why::NearCopy(share) => {
            format!("Nearly the same text as {partner} ({:.0} % of its runs of words)", share * 100.0)
        }
        Why::SamePublisher(publisher) => format!("Published by {}, as {partner}", parts::shown_name(publisher)),
        Why::Decided => format!("One source with {partner}: you said so"),
    }
}

fn name(map: &Map, article: ArticleId) -> String {
    let article = map.base.article(article);
    let title = crate::scene::elide(article.label(), 48).into_owned();
    match &article.publisher {
        Some(publisher) => format!("“{title}” ({})", crate::scene::elide(publisher, 32)),
        None => format!("“{title}”"),
    }
}
