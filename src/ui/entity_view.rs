//! An entity: names, description, links, its ties and the facts about it alone.

use egui::{RichText, Ui};

use super::canvas::turn_bunch;
use super::words::counted;
use super::{Actions, desk, excerpt, mentions_view, parts, theme};
use crate::facts::{Entity, EntityId, Fields};
use crate::graph::TieId;
use crate::scene::{Style, Target, portrait};
use crate::state::{Action, Command, How, Map, State};

pub(super) fn show(ui: &mut Ui, state: &State, map: &Map, id: EntityId, actions: &mut Actions) {
    let entity = map.base.entity(id);
    let style = Style::of(state.view.ground);
    ui.add(egui::Label::new(RichText::new(parts::shown_name(&entity.name)).text_style(theme::title())).wrap());
    face(ui, map, id);
    ui.horizontal(|ui| {
        parts::kind_mark(ui, &style, map, entity.kind);
        parts::soft(ui, parts::shown_name(map.base.kind(entity.kind)));
    });
    if !entity.aliases.is_empty() {
        let names: Vec<String> = entity.aliases.iter().map(|alias| parts::shown_name(alias)).collect();
        parts::soft(ui, format!("also {}", names.join(", ")));
    }
    if let Some(description) = &entity.description {
        ui.add_space(2.0);
        ui.add(egui::Label::new(parts::shown_text(description)).wrap());
    }
    for link in &entity.links {
        let shown = crate::scene::elide(link, 60).into_owned();
        if parts::link(ui, &shown).on_hover_text(parts::shown_text(link)).clicked() {
            actions.push(Action::OpenLink(link.to_string()));
        }
    }
    // A picture is shown, not named.
    let is_shown = |name: &str| name == Entity::IMAGE && map.looks.portraits.has(id);
    let but_for_it = |fields: &Fields| fields.iter().filter(|(name, _)| !is_shown(name)).cloned().collect();
    excerpt::fields(ui, &but_for_it(&entity.attributes), &but_for_it(&entity.more));
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        let pinned = map.decisions.pinned.contains(&id);
        for (command, text) in [
            (Command::FitSelection, "Zoom to"),
            (Command::Hide, "Hide"),
            (Command::Pin, if pinned { "Unpin" } else { "Pin" }),
            (Command::ShowOnlyNeighbours, "Only this and neighbours"),
        ] {
            parts::command_button(ui, state, command, text, actions);
        }
    });
    let facts = map.graph.ties_of(id).map(|tie| map.graph.tie(tie).facts.len()).sum::<usize>();
    desk::link(ui, facts + map.graph.own_facts(id).len(), actions);
    ties(ui, state, map, id, actions);
    own_facts(ui, state, map, id, actions);
    mentions_view::show(ui, state, map, id, actions);
}

/// The entity's picture, where the map has one.
fn face(ui: &mut Ui, map: &Map, id: EntityId) {
    const SIDE: f32 = 72.0;
    if !map.looks.portraits.has(id) {
        return;
    }
    let (rect, response) = ui.allocate_exact_size(egui::Vec2::splat(SIDE), egui::Sense::hover());
    let name = || format!("Picture of {}", map.base.entity(id).name);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Image, true, name()));
    ui.painter().extend(portrait(ui.ctx(), &map.looks.portraits, id, rect, 1.0));
}

/// Ties past this many are counted; the filter narrows them.
const MOST: usize = 300;

fn ties(ui: &mut Ui, state: &State, map: &Map, id: EntityId, actions: &mut Actions) {
    let ties = state.view.listed.ties(map, id);
    let bunch = map.visible.bunch(id);
    if let Some(bunch) = bunch {
        ui.add_space(4.0);
        let leaves = counted(bunch.leaves as usize, "leaf", "leaves");
        let (words, link) = if bunch.open {
            (format!("{leaves} that could be bunched"), "Bunch them")
        } else {
            (format!("{leaves} in a bunch"), "Show them")
        };
        ui.horizontal_wrapped(|ui| {
            parts::soft(ui, words);
            if parts::link(ui, link).on_hover_text("Leaves have no other tie than this").clicked() {
                turn_bunch(map, id, actions);
            }
        });
    }
    if ties.is_empty() {
        parts::heading(ui, if bunch.is_some() { "All ties are in the bunch" } else { "No ties are shown" });
        return;
    }
    parts::heading(ui, &counted(ties.len(), "tie", "ties"));
    for &tie in ties.iter().take(MOST) {
        ui.push_id(tie, |ui| tie_row(ui, state, map, id, tie, actions));
    }
    if ties.len() > MOST {
        parts::soft(ui, format!("and {} more", ties.len() - MOST));
    }
}

fn tie_row(ui: &mut Ui, state: &State, map: &Map, id: EntityId, tie: TieId, actions: &mut Actions) {
    let other = map.graph.tie(tie).other_end(id);
    let count = map.visible.num_facts_of(tie) as usize;
    let note = if count > 1 { counted(count, "fact", "facts") } else { String::new() };
    let row = parts::entity_row(ui, state, &map.base, other, &note);
    let row = row.on_hover_text("Read what says so");
    let pointed = row.hovered();
    // What ties them, below the name: passive where the entity is the object.
    let mut words: Vec<String> = Vec::new();
    for fact in map.graph.tie(tie).facts.iter().filter(|fact| map.visible.fact(**fact)).take(4) {
        let fact = map.base.fact(*fact);
        let relation = parts::shown_name(map.base.relation(fact.relation));
        let phrase = if fact.subject == id { relation } else { format!("← {relation}") };
        if !words.contains(&phrase) {
            words.push(phrase);
        }
    }
    let frame = egui::Frame::NONE.inner_margin(egui::Margin { left: 24, right: 0, top: 0, bottom: 3 });
    ui.spacing_mut().item_spacing.y = 0.0;
    frame.show(ui, |ui| parts::soft(ui, words.join(" · ")));
    if row.clicked() {
        actions.push(Action::Click(Some(Target::Tie(tie)), How::Replace));
    } else if pointed {
        actions.point_at(Target::Tie(tie));
    }
}

fn own_facts(ui: &mut Ui, state: &State, map: &Map, id: EntityId, actions: &mut Actions) {
    let facts: Vec<_> = map.graph.own_facts(id).iter().copied().filter(|fact| map.visible.fact(*fact)).collect();
    if facts.is_empty() {
        return;
    }
    parts::heading(
        ui,
        &format!(
            "{} about {} alone",
            counted(facts.len(), "fact", "facts"),
            parts::shown_name(&map.base.entity(id).name)
        ),
    );
    for (at, fact) in facts.iter().take(MOST).enumerate() {
        if at > 0 {
            excerpt::rule(ui);
        }
        excerpt::fact(ui, state, map, *fact, actions);
    }
}
