//! A tie: each of its facts with everything that says so. This is what the program is for.

use egui::{RichText, Ui};

use super::words::counted;
use super::{Actions, desk, excerpt, parts, sources_view, theme};
use crate::facts::{Conflict, EntityId, FactId, Holds};
use crate::graph::{Filter, TieId};
use crate::scene::Target;
use crate::state::{Action, DeskAction, Edit, How, Map, Sourcing, State, Toggle};

pub(super) fn show(ui: &mut Ui, state: &State, map: &Map, id: TieId, actions: &mut Actions) {
    let tie = map.graph.tie(id);
    let (subject, object) = state.view.emphasis.ends.unwrap_or((tie.a, tie.b));
    name(ui, map, subject, actions);
    if tie.a == tie.b {
        parts::soft(ui, "and itself");
    } else {
        name(ui, map, object, actions);
    }
    let shown = map.shown_facts(id);
    let num_articles = map.num_articles(&shown);
    let independent = map.weighed.count(id).filter(|count| count.articles == num_articles && count.articles > 1);
    let sources = match (num_articles, independent) {
        (0, _) => "no source".to_owned(),
        (count, Some(of)) => format!("{}, {} independent", counted(count, "article", "articles"), of.independent),
        (count, None) => counted(count, "article", "articles"),
    };
    let line = format!("{}, {sources}", counted(shown.len(), "fact", "facts"));
    let open = state.view.sources.as_ref().filter(|sources| sources.tie == id);
    if num_articles > 1 {
        let tip = "Near-copies, such as wire stories, and articles of one publisher count as one source: see which";
        if parts::link(ui, &line).on_hover_text(tip).clicked() {
            let toggle = if open.is_some() { Toggle::Off } else { Toggle::On };
            actions.push(Action::Source(Sourcing::Show(id, toggle)));
        }
    } else {
        parts::soft(ui, line);
    }
    if let Some(sources) = open {
        sources_view::show(ui, map, sources, actions);
    }
    conflicts(ui, map, &shown, actions);
    desk::link(ui, tie.facts.len(), actions);
    ui.add_space(6.0);
    for (at, fact) in shown.iter().enumerate() {
        if at > 0 {
            excerpt::rule(ui);
        }
        excerpt::fact(ui, state, map, *fact, actions);
    }
    let rejected = tie.facts.iter().filter(|fact| map.is_rejected(**fact) && !map.visible.fact(**fact)).count();
    if rejected > 0 {
        excerpt::rule(ui);
        ui.horizontal_wrapped(|ui| {
            parts::soft(ui, counted(rejected, "fact is rejected", "facts are rejected"));
            if parts::link(ui, "Show").on_hover_text("Show rejected facts, here and on the map").clicked() {
                let filter = Filter { with_rejected: true, ..map.decisions.filter.clone() };
                actions.push(Action::Edit(Edit::Filter(filter), "filter", Toggle::Off));
            }
        });
    }
    let hidden = tie.facts.len() - shown.len() - rejected;
    if hidden > 0 {
        excerpt::rule(ui);
        parts::soft(ui, format!("{} not shown because of the filter", counted(hidden, "fact is", "facts are")));
    }
}

/// Facts of the tie that cannot both hold, each with the reason.
fn conflicts(ui: &mut Ui, map: &Map, shown: &[FactId], actions: &mut Actions) {
    let mut shown = shown.to_vec();
    shown.sort_unstable();
    for conflict in map.weighed.conflicts(&shown) {
        contradiction(ui, map, conflict, actions);
    }
}

/// Facts that contradict one fact.
pub(super) fn conflicts_of(ui: &mut Ui, map: &Map, id: FactId, actions: &mut Actions) {
    let mut beside = match map.graph.tie_of_fact(id) {
        Some(tie) => map.graph.tie(tie).facts.clone(),
        None => map.graph.own_facts(map.base.fact(id).subject).to_vec(),
    };
    beside.sort_unstable();
    for conflict in map.weighed.conflicts(&beside).filter(|conflict| conflict.a == id || conflict.b == id) {
        contradiction(ui, map, conflict, actions);
        let other = if conflict.a == id { conflict.b } else { conflict.a };
        parts::soft(ui, format!("The other fact: {}", map.base.sentence(other)));
    }
}

fn contradiction(ui: &mut Ui, map: &Map, conflict: &Conflict, actions: &mut Actions) {
    let pair = (conflict.a, conflict.b);
    ui.add_space(2.0);
    ui.colored_label(
        ui.visuals().warn_fg_color,
        format!("These cannot both hold. {}", parts::shown_text(&conflict.why.to_string())),
    );
    ui.horizontal_wrapped(|ui| {
        let ruling = map.decisions.reviews.rulings.get(&pair);
        if let Some(ruling) = ruling {
            parts::soft(ui, format!("Decided: {}", holds(map, pair, ruling.holds)));
        }
        let all = map.weighed.all_conflicts();
        let text = if ruling.is_some() { "Side by side" } else { "Decide…" };
        if let Ok(at) = all.binary_search_by_key(&pair, |conflict| (conflict.a, conflict.b))
            && parts::link(ui, text).on_hover_text("Both with their excerpts").clicked()
        {
            actions.push(Action::Desk(DeskAction::Dispute(at)));
        }
    });
}

/// What was decided about a contradiction, in words.
fn holds(map: &Map, (a, b): (FactId, FactId), holds: Holds) -> String {
    match holds {
        Holds::First => format!("“{}” holds", map.base.sentence(a)),
        Holds::Second => format!("“{}” holds", map.base.sentence(b)),
        Holds::Both => "both hold".to_owned(),
        Holds::Open => "left open".to_owned(),
    }
}

fn name(ui: &mut Ui, map: &Map, id: EntityId, actions: &mut Actions) {
    let text = RichText::new(parts::shown_name(&map.base.entity(id).name)).text_style(theme::title());
    let label = egui::Label::new(text).wrap().sense(egui::Sense::click());
    let response = ui.add(label).on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text("Show this entity");
    if response.clicked() {
        actions.push(Action::GoTo(Target::Entity(id)));
    }
}

/// A tie as a row of a list: both names and what ties them.
pub(super) fn row(ui: &mut Ui, state: &State, map: &Map, id: TieId, actions: &mut Actions) {
    let tie = map.graph.tie(id);
    let names = [tie.a, tie.b].map(|end| parts::shown_name(&map.base.entity(end).name));
    let text = format!("{} – {}", names[0], names[1]);
    let count = map.visible.num_facts_of(id) as usize;
    let response = parts::row(ui, &text, &counted(count, "fact", "facts"), |ui, rect| {
        let color = crate::scene::Style::of(state.view.ground).tie;
        ui.painter().hline(rect.x_range(), rect.center().y, egui::Stroke::new(2.0, color));
    });
    if response.clicked() {
        actions.push(Action::Click(Some(Target::Tie(id)), How::Replace));
    }
}
