//! What to show: kinds, relations, status, time, confidence, evidence. Nothing on the map moves when this changes.

use egui::{Checkbox, ScrollArea, Slider, TextEdit, Ui, WidgetInfo, WidgetType};

use super::words::{counted, number, status};
use super::{Actions, histogram, parts, time_panel};
use crate::facts::{KindId, RelationId, Standing, Status, kind_plural};
use crate::graph::Filter;
use crate::scene::Style;
use crate::state::{Action, Command, Edit, Map, State, Toggle};

pub(super) fn show(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let Some(map) = state.map() else {
        return;
    };
    ui.horizontal(|ui| {
        ui.label(parts::strong("Show"));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if Command::ShowAll.is_enabled(state)
                && parts::link(ui, "Everything").on_hover_text(parts::tip(ui, Command::ShowAll)).clicked()
            {
                actions.push(Action::Run(Command::ShowAll));
            }
        });
    });
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        // The bar floats over the margin, not over the counts.
        ui.set_max_width(ui.available_width() - 10.0);
        kinds(ui, state, map, actions);
        ties(ui, map, actions);
        relations(ui, state, map, actions);
        time(ui, state, map, actions);
        statuses(ui, map, actions);
        trust(ui, map, actions);
        checks(ui, map, actions);
        verdicts(ui, map, actions);
        by_hand(ui, map, actions);
        ui.add_space(12.0);
    });
}

/// Changes the filter in one step.
fn change(map: &Map, actions: &mut Actions, edit: impl FnOnce(&mut Filter)) {
    let mut filter = map.decisions.filter.clone();
    edit(&mut filter);
    actions.push(Action::Edit(Edit::Filter(filter), "filter", Toggle::Off));
}

fn flip<T: Ord>(set: &mut std::collections::BTreeSet<T>, item: T) {
    if !set.remove(&item) {
        set.insert(item);
    }
}

fn kinds(ui: &mut Ui, state: &State, map: &Map, actions: &mut Actions) {
    parts::heading(ui, "Kinds");
    let style = Style::of(state.view.ground);
    for &(kind, count) in map.kind_counts() {
        let mut on = !map.decisions.filter.hidden_kinds.contains(&kind);
        ui.horizontal(|ui| {
            let word = parts::shown_name(&kind_plural(map.base.kind(kind)));
            let check = ui.add(Checkbox::new(&mut on, "")).on_hover_text(format!("Show {word}"));
            check.widget_info(|| WidgetInfo::selected(WidgetType::Checkbox, true, on, &word));
            if check.changed() {
                change(map, actions, |filter| flip(&mut filter.hidden_kinds, kind));
            }
            parts::kind_mark(ui, &style, map, kind);
            let name = ui.add(egui::Label::new(&word).sense(egui::Sense::click()).truncate());
            if name.on_hover_text("Show only these").clicked() {
                only_kind(map, kind, actions);
            }
            parts::soft_at_end(ui, number(count));
        });
    }
}

/// Shows one kind alone, or all again where it is alone already.
fn only_kind(map: &Map, kind: KindId, actions: &mut Actions) {
    let others: std::collections::BTreeSet<KindId> =
        map.kind_counts().iter().map(|(other, _)| *other).filter(|other| *other != kind).collect();
    change(map, actions, |filter| {
        filter.hidden_kinds = if filter.hidden_kinds == others { Default::default() } else { others };
    });
}

fn relations(ui: &mut Ui, state: &State, map: &Map, actions: &mut Actions) {
    /// More than this many are narrowed by typing.
    const SHOWN: usize = 14;
    let counts = map.relation_counts();
    parts::heading(ui, "Relations");
    let wanted = state.view.relation_filter.to_lowercase();
    if counts.len() > SHOWN {
        let mut text = state.view.relation_filter.clone();
        let field = TextEdit::singleline(&mut text).hint_text("Narrow the list").desired_width(f32::INFINITY);
        if ui.add(field).changed() {
            actions.push(Action::RelationFilter(text));
        }
    }
    let fits = |relation: &RelationId| map.base.relation(*relation).to_lowercase().contains(&wanted);
    let fitting: Vec<_> = counts.iter().filter(|(relation, _)| wanted.is_empty() || fits(relation)).collect();
    for &&(relation, count) in fitting.iter().take(if wanted.is_empty() { SHOWN } else { 60 }) {
        let mut on = !map.decisions.filter.hidden_relations.contains(&relation);
        let word = parts::shown_name(map.base.relation(relation));
        ui.horizontal(|ui| {
            let check = ui.add(Checkbox::new(&mut on, "")).on_hover_text(format!("Show “{word}”"));
            check.widget_info(|| WidgetInfo::selected(WidgetType::Checkbox, true, on, &word));
            if check.changed() {
                change(map, actions, |filter| flip(&mut filter.hidden_relations, relation));
            }
            let count = number(count);
            let room = ui.available_width() - 14.0 - 6.5 * count.len() as f32;
            let text = egui::WidgetText::from(&word);
            let text = text.into_galley(ui, Some(egui::TextWrapMode::Truncate), room, egui::TextStyle::Body);
            let name = ui.add(egui::Label::new(text).sense(egui::Sense::click()));
            if name.on_hover_text(format!("{word}\nClick: show only this")).clicked() {
                only_relation(map, relation, actions);
            }
            parts::soft_at_end(ui, count);
        });
    }
    let more = fitting.len().saturating_sub(SHOWN);
    if wanted.is_empty() && more > 0 {
        parts::soft(ui, format!("and {}", counted(more, "rarer relation", "rarer relations")));
    }
}

fn only_relation(map: &Map, relation: RelationId, actions: &mut Actions) {
    let others: std::collections::BTreeSet<RelationId> =
        map.relation_counts().iter().map(|(other, _)| *other).filter(|other| *other != relation).collect();
    change(map, actions, |filter| {
        filter.hidden_relations = if filter.hidden_relations == others { Default::default() } else { others };
    });
}

fn statuses(ui: &mut Ui, map: &Map, actions: &mut Actions) {
    let counts = map.status_counts();
    if counts.iter().filter(|(_, count)| *count > 0).count() < 2 {
        return;
    }
    parts::heading(ui, "Status");
    for (which, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        let which: Status = which;
        let mut on = !map.decisions.filter.hidden_statuses.contains(&which);
        ui.horizontal(|ui| {
            if ui.checkbox(&mut on, status(which)).changed() {
                change(map, actions, |filter| flip(&mut filter.hidden_statuses, which));
            }
            parts::soft_at_end(ui, number(count));
        });
    }
}

/// The dates, where the panel of time does not show them.
fn time(ui: &mut Ui, state: &State, map: &Map, actions: &mut Actions) {
    let steps = map.steps(map.decisions.filter.clock);
    if steps.counts.is_empty() && map.publication_days().is_empty() {
        return;
    }
    parts::heading(ui, "Time");
    if state.settings.panels.time.open {
        parts::soft(ui, "In the panel below the map");
        return;
    }
    if !steps.counts.is_empty() {
        histogram::show(ui, state, map, histogram::Height::Small, actions);
    }
    time_panel::undated(ui, map, actions);
    let tip = parts::tip(ui, Command::TimePanel);
    if parts::link(ui, "Two clocks…").on_hover_text(tip).clicked() {
        actions.push(Action::Run(Command::TimePanel));
    }
}

fn trust(ui: &mut Ui, map: &Map, actions: &mut Actions) {
    let filter = &map.decisions.filter;
    parts::heading(ui, "Evidence");
    let mut on = filter.only_with_evidence;
    let without = map.num_without_evidence();
    let response = ui.checkbox(&mut on, "Only with evidence");
    if response
        .on_hover_text(format!("{} no article behind them", counted(without, "fact has", "facts have")))
        .changed()
    {
        change(map, actions, |filter| filter.only_with_evidence = on);
    }
    if map.num_with_confidence() > 0 {
        let mut percent = filter.min_confidence * 100.0;
        let label = ui.label("Confidence from");
        let slider = Slider::new(&mut percent, 0.0..=100.0).suffix(" %").fixed_decimals(0);
        let response = ui.add(slider).labelled_by(label.id);
        let tip = "The extractor's own estimate. Facts without one are always shown";
        if response.on_hover_text(tip).changed() {
            let filter = Filter { min_confidence: percent / 100.0, ..filter.clone() };
            actions.push(Action::Edit(Edit::Filter(filter), "filter", Toggle::On));
        }
        if ui.input(|input| input.pointer.any_released()) {
            actions.push(Action::EndGesture);
        }
    }
}

/// How many ties an entity has at least.
fn ties(ui: &mut Ui, map: &Map, actions: &mut Actions) {
    /// A smaller map is not too full.
    const FEW: usize = 100;
    let now = map.decisions.filter.min_ties;
    let bunched = map.decisions.filter.bunch_leaves;
    if map.base.entities.len() <= FEW && now == 0 && !bunched {
        return;
    }
    parts::heading(ui, "Ties of an entity");
    let mut on = bunched;
    if ui.checkbox(&mut on, "Bunch leaves").on_hover_text(parts::tip(ui, Command::BunchLeaves)).changed() {
        actions.push(Action::Run(Command::BunchLeaves));
    }
    let mut offered = vec![0, 1, 2, 3, 5, 10];
    if !offered.contains(&now) {
        offered.push(now);
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for least in offered {
            let text = if least == 0 { "any".to_owned() } else { format!("{least}+") };
            let spoken = match least {
                0 => "Any number of ties".to_owned(),
                1 => "At least 1 tie".to_owned(),
                least => format!("At least {least} ties"),
            };
            let on = now == least;
            let button = ui.add(egui::Button::selectable(on, text));
            button.widget_info(|| WidgetInfo::selected(WidgetType::RadioButton, true, on, &spoken));
            if button.on_hover_text("Ties are counted before anything is filtered").clicked() {
                change(map, actions, |filter| filter.min_ties = least);
            }
        }
    });
}

/// How the best excerpt of a fact stands, and how many independent sources stand behind its tie.
fn checks(ui: &mut Ui, map: &Map, actions: &mut Actions) {
    let occurring: Vec<Standing> =
        Standing::ALL.into_iter().filter(|standing| map.num_standing(*standing) > 0).collect();
    if occurring.len() > 1 {
        parts::heading(ui, "Check of the excerpt");
        for standing in occurring {
            let mut on = !map.decisions.filter.hidden_standings.contains(&standing);
            ui.horizontal(|ui| {
                let word = standing_word(standing);
                if ui.checkbox(&mut on, word).changed() {
                    change(map, actions, |filter| flip(&mut filter.hidden_standings, standing));
                }
                parts::soft_at_end(ui, number(map.num_standing(standing)));
            });
        }
    }
    if map.base.articles.len() > 1 {
        parts::heading(ui, "Independent sources of a tie");
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            for least in 1..=4 {
                let text = if least == 1 { "any".to_owned() } else { format!("{least}+") };
                let on = map.decisions.filter.min_sources.max(1) == least;
                let spoken =
                    if least == 1 { "Any number of sources".to_owned() } else { format!("At least {least} sources") };
                let button = ui.add(egui::Button::selectable(on, text));
                button.widget_info(|| WidgetInfo::selected(WidgetType::RadioButton, true, on, &spoken));
                let tip = "Near-copies, and articles of one publisher, count as one source";
                if button.on_hover_text(tip).clicked() {
                    change(map, actions, |filter| filter.min_sources = if least == 1 { 0 } else { least });
                }
            }
        });
    }
}

const fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Exact => "Exact",
        Standing::Found => "Found elsewhere",
        Standing::Near => "Near",
        Standing::NotFound => "Not found",
        Standing::Unchecked => "Unchecked",
        Standing::NoEvidence => "No evidence",
    }
}

fn verdicts(ui: &mut Ui, map: &Map, actions: &mut Actions) {
    parts::heading(ui, "Verdicts");
    let mut on = map.decisions.filter.only_publishable;
    let tip = "Accepted, with an excerpt that stands in its article, word for word or nearly so";
    if ui.checkbox(&mut on, "Publishable only").on_hover_text(tip).changed() {
        change(map, actions, |filter| filter.only_publishable = on);
    }
    let [_, rejected, _] = map.verdicts;
    if rejected > 0 || map.decisions.filter.with_rejected {
        let mut on = map.decisions.filter.with_rejected;
        let text = format!("Show {}", counted(rejected, "rejected fact", "rejected facts"));
        if ui.checkbox(&mut on, text).changed() {
            change(map, actions, |filter| filter.with_rejected = on);
        }
    }
    let mut on = map.decisions.filter.mark_unreviewed;
    if ui.checkbox(&mut on, "Dot what was not checked").on_hover_text("Ties of facts without a verdict").changed() {
        change(map, actions, |filter| filter.mark_unreviewed = on);
    }
}

fn by_hand(ui: &mut Ui, map: &Map, actions: &mut Actions) {
    let count = map.decisions.hidden.len();
    if count == 0 {
        return;
    }
    parts::heading(ui, "Hidden by hand");
    ui.horizontal(|ui| {
        ui.label(counted(count, "entity", "entities"));
        if parts::link(ui, "Show").on_hover_text(parts::tip(ui, Command::ShowHidden)).clicked() {
            actions.push(Action::Run(Command::ShowHidden));
        }
    });
}
