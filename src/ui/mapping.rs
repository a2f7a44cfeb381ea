//! The question what is what in a file that no reader knows: fields for roles, and at once the facts that come of it.

use egui::{ComboBox, Id, Modal, RichText, ScrollArea, TextEdit, Ui, vec2};

use super::words::{counted, number};
use super::{Actions, parts, theme};
use crate::facts::Severity;
use crate::read::{Format, Look, Mapping, Role, Spot, Take, Trial};
use crate::state::{Action, MappingForm, MappingStep, State};

/// Roles that most files have a field for; the others are asked for below.
const FIRST: usize = 7;
/// So wide is a window in which fields and facts stand side by side.
const WIDE: f32 = 720.0;

pub(super) fn show(ui: &Ui, state: &State, form: &MappingForm, actions: &mut Actions) {
    let palette = theme::palette(state.view.ground);
    let frame = parts::card(&palette).fill(palette.panel).inner_margin(16);
    let room = ui.ctx().content_rect().size() - vec2(60.0, 60.0);
    let modal = Modal::new("mapping".into()).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(room.x.min(980.0));
        ui.set_max_height(room.y.min(680.0));
        let name = parts::shown_name(&form.name);
        ui.add(
            egui::Label::new(RichText::new(format!("What is what in {name}?")).text_style(theme::title())).truncate(),
        );
        head(ui, form, actions);
        ui.add_space(4.0);
        let height = (room.y.min(680.0) - 150.0).max(120.0);
        if room.x >= WIDE {
            ui.horizontal_top(|ui| {
                let left = 330.0_f32.min(room.x * 0.42);
                ui.allocate_ui(vec2(left, height), |ui| {
                    ui.vertical(|ui| {
                        ui.set_width(left);
                        ScrollArea::vertical()
                            .id_salt("roles")
                            .max_height(height)
                            .show(ui, |ui| roles(ui, form, actions));
                    });
                });
                ui.separator();
                ui.vertical(|ui| {
                    ScrollArea::vertical().id_salt("facts").max_height(height).auto_shrink(false).show(ui, |ui| {
                        outcome(ui, state, form);
                        records(ui, &form.look);
                    });
                });
            });
        } else {
            ScrollArea::vertical().id_salt("roles").max_height(height).show(ui, |ui| {
                roles(ui, form, actions);
                outcome(ui, state, form);
                records(ui, &form.look);
            });
        }
        ui.add_space(6.0);
        foot(ui, form, actions);
    });
    // A click beside it would lose what was said of the fields; the list of a field that is open closes first.
    let is_closed = modal.should_close() && !modal.backdrop_response.clicked();
    if is_closed && !egui::Popup::is_any_open(ui.ctx()) {
        actions.push(Action::Dismiss);
    }
}

/// Where the records are, and a mapping from before.
fn head(ui: &mut Ui, form: &MappingForm, actions: &mut Actions) {
    let look = &form.look;
    parts::soft(
        ui,
        format!(
            "No reader knows this file as it stands: {}, {}. Say which field is what.",
            look.form,
            counted(look.columns.len(), "field", "fields")
        ),
    );
    ui.horizontal_wrapped(|ui| {
        if !form.saved.is_empty() {
            saved(ui, form, actions);
        }
        if look.spots.len() > 1 {
            spots(ui, look, actions);
        }
        if look.is_table {
            let mut header = look.header;
            if ui.checkbox(&mut header, "The first row names the columns").changed() {
                actions.push(Action::Mapping(MappingStep::Look(look.records.clone(), header)));
            }
        }
        let label = ui.label("Or open it as");
        let combo = ComboBox::from_id_salt("format").width(130.0).selected_text("a format").show_ui(ui, |ui| {
            for format in Format::ALL {
                if ui.selectable_label(false, format.name()).clicked() {
                    actions.push(Action::Mapping(MappingStep::OpenAs(format)));
                }
            }
        });
        combo.response.labelled_by(label.id);
    });
    // A mapping that was kept is offered also where it fits only partly, with what it lacks.
    if let Some((kept, missing)) =
        form.saved.iter().find(|(kept, missing)| !missing.is_empty() && form.mapping != *kept)
        && form.saved.iter().all(|(_, missing)| !missing.is_empty())
    {
        let names: Vec<&str> = missing.iter().map(|role| role.title()).collect();
        let name = parts::shown_name(&kept.name);
        ui.horizontal_wrapped(|ui| {
            parts::soft(ui, format!("“{name}” fits partly: there is no field here for {}", names.join(", ")));
            if ui.small_button("Use it").clicked() {
                actions.push(Action::Mapping(MappingStep::Map(kept.clone())));
            }
        });
    }
    let missing = form.missing();
    if !missing.is_empty() {
        let names: Vec<&str> = missing.iter().map(|role| role.title()).collect();
        let text = format!("This mapping fits only partly: there is no field here for {}", names.join(", "));
        ui.label(RichText::new(text).color(ui.visuals().warn_fg_color));
    }
}

fn saved(ui: &mut Ui, form: &MappingForm, actions: &mut Actions) {
    let label = ui.label("Mapping");
    let name = if form.mapping.name.is_empty() { "new" } else { &form.mapping.name };
    let combo =
        ComboBox::from_id_salt("saved").width(150.0).selected_text(crate::scene::elide(name, 24)).show_ui(ui, |ui| {
            for (mapping, missing) in &form.saved {
                let fits = if missing.is_empty() { "" } else { " (fits partly)" };
                if ui.selectable_label(*mapping == form.mapping, format!("{}{fits}", mapping.name)).clicked() {
                    actions.push(Action::Mapping(MappingStep::Map(mapping.clone())));
                }
            }
        });
    combo.response.labelled_by(label.id);
}

fn spots(ui: &mut Ui, look: &Look, actions: &mut Actions) {
    let told = |spot: &Spot| {
        let place = if spot.pointer.is_empty() { "the document itself" } else { &spot.pointer };
        spot.count.map_or_else(|| place.to_owned(), |count| format!("{place} ({})", number(count)))
    };
    let label = ui.label("Records at");
    let now = look.spots.iter().find(|spot| spot.pointer == look.records).map_or_else(|| look.records.clone(), told);
    let combo = ComboBox::from_id_salt("spots").width(170.0).selected_text(now).show_ui(ui, |ui| {
        for spot in &look.spots {
            if ui.selectable_label(spot.pointer == look.records, told(spot)).clicked() {
                actions.push(Action::Mapping(MappingStep::Look(spot.pointer.clone(), look.header)));
            }
        }
    });
    combo.response.labelled_by(label.id);
}

/// A field for each role.
fn roles(ui: &mut Ui, form: &MappingForm, actions: &mut Actions) {
    let mut new = form.mapping.clone();
    egui::Grid::new("roles").num_columns(2).spacing([10.0, 5.0]).show(ui, |ui| {
        for (at, role) in Role::ALL.into_iter().enumerate() {
            if at == FIRST {
                parts::soft(ui, "Where and when");
                ui.end_row();
            }
            one(ui, &form.look, &mut new, role);
            ui.end_row();
        }
    });
    if new != form.mapping {
        actions.push(Action::Mapping(MappingStep::Map(new)));
    }
}

fn one(ui: &mut Ui, look: &Look, mapping: &mut Mapping, role: Role) {
    let label = ui.label(role.title());
    let take = mapping.fields.get(&role).cloned();
    ui.horizontal(|ui| {
        let now = match &take {
            None => "–",
            Some(Take::Field(name)) => name,
            Some(Take::Always { .. }) => "always",
        };
        let width = if matches!(take, Some(Take::Always { .. })) { 70.0 } else { 176.0 };
        let text = crate::scene::elide(now, 26).into_owned();
        let combo = ComboBox::from_id_salt(role.word()).width(width).selected_text(text).show_ui(ui, |ui| {
            if ui.selectable_label(take.is_none(), "–").clicked() {
                mapping.fields.remove(&role);
            }
            let is_text = matches!(take, Some(Take::Always { .. }));
            if ui.selectable_label(is_text, "always the same text…").clicked() && !is_text {
                mapping.fields.insert(role, Take::Always { text: String::new() });
            }
            for (at, column) in look.columns.iter().enumerate() {
                let on = matches!(&take, Some(Take::Field(name)) if name == column);
                let row = ui.selectable_label(on, crate::scene::elide(column, 40));
                if row.on_hover_text(example(look, at)).clicked() {
                    mapping.fields.insert(role, Take::Field(column.clone()));
                }
            }
        });
        combo.response.labelled_by(label.id);
        if let Some(Take::Always { text }) = mapping.fields.get_mut(&role) {
            let name = format!("{}, always", role.title());
            let field = TextEdit::singleline(text).desired_width(100.0).hint_text("text");
            let response = ui.add(field);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, &name));
        }
    });
}

/// The first values of a field.
fn example(look: &Look, at: usize) -> String {
    let values = look.rows.iter().filter_map(|row| row.get(at)).filter(|text| !text.is_empty());
    let some: Vec<&str> = values.take(3).map(String::as_str).collect();
    if some.is_empty() { "empty in the first records".to_owned() } else { some.join("\n") }
}

/// The facts that come out, and what does not.
fn outcome(ui: &mut Ui, state: &State, form: &MappingForm) {
    /// So many facts show what a mapping is about.
    const SHOWN: usize = 12;
    let Some(trial) = &form.trial else {
        parts::soft(ui, "Trying…");
        return;
    };
    let palette = theme::palette(state.view.ground);
    parts::heading(ui, &headline(trial));
    if let Some(fault) = &trial.fault {
        ui.label(RichText::new(fault).color(palette.bad));
        return;
    }
    for fact in trial.facts.iter().take(SHOWN) {
        let sentence = crate::scene::elide(&fact.sentence, 160).into_owned();
        ui.add(egui::Label::new(sentence).wrap()).on_hover_text(super::parts::shown_text(&fact.about));
        let mut said = fact.excerpt.as_deref().map(|excerpt| format!("“{}”", crate::scene::elide(excerpt, 140)));
        if let Some(article) = &fact.article {
            let article = crate::scene::elide(article, 80);
            said = Some(said.map_or_else(|| article.to_string(), |said| format!("{said} – {article}")));
        }
        if let Some(said) = said {
            ui.indent("said", |ui| parts::soft(ui, said));
        }
    }
    if trial.facts.len() > SHOWN {
        parts::soft(ui, format!("and {} more", number(trial.facts.len() - SHOWN)));
    }
    if !trial.problems.is_empty() {
        parts::heading(ui, "What does not come out");
        for problem in trial.problems.iter().take(SHOWN) {
            let record = problem.line.map(|line| format!("record {line}")).unwrap_or_default();
            let color = if problem.severity == Severity::Skipped { palette.bad } else { palette.warn };
            // The record is named by its number: its place in the sample says no more.
            let place = problem.path.split_once("], ").map_or("", |(_, field)| field);
            let comma = if place.is_empty() { "" } else { ", " };
            let text = format!("{record}{comma}{place}: {} ({})", problem.what, problem.done);
            ui.add(egui::Label::new(RichText::new(text).small().color(color)).wrap());
        }
        if trial.problems.len() > SHOWN {
            parts::soft(ui, format!("and {} more", number(trial.problems.len() - SHOWN)));
        }
    }
}

fn headline(trial: &Trial) -> String {
    let tally = trial.tally;
    let mut text = format!(
        "{} and {} from the first {}",
        counted(trial.facts.len(), "fact", "facts"),
        counted(trial.entities, "entity", "entities"),
        counted(tally.present, "record", "records"),
    );
    if tally.skipped > 0 {
        text.push_str(&format!("; {} give none", number(tally.skipped)));
    }
    text
}

/// The first records as they stand.
fn records(ui: &mut Ui, look: &Look) {
    const CELL: f32 = 130.0;
    const HEIGHT: f32 = 190.0;
    parts::heading(ui, &format!("The first {}", counted(look.rows.len(), "record", "records")));
    let row_height = ui.text_style_height(&egui::TextStyle::Small) + 4.0;
    let cell = |ui: &mut Ui, text: &str, strong: bool| {
        let text = RichText::new(text).small();
        let text = if strong { text.strong() } else { text };
        let (rect, _) = ui.allocate_exact_size(vec2(CELL, row_height), egui::Sense::hover());
        if ui.is_rect_visible(rect) {
            let layout = egui::Layout::left_to_right(egui::Align::Center);
            let inside = egui::UiBuilder::new().max_rect(rect).layout(layout);
            // A child of its own leaves the cursor where the cell ends.
            ui.new_child(inside).add(egui::Label::new(text).truncate());
        }
    };
    // The names of the columns are the first row.
    let scroll = ScrollArea::both().id_salt(Id::new("records")).max_height(HEIGHT).auto_shrink([false, true]);
    scroll.show_rows(ui, row_height, look.rows.len() + 1, |ui, rows| {
        for at in rows {
            ui.horizontal(|ui| {
                ui.set_height(row_height);
                let row = at.checked_sub(1).and_then(|at| look.rows.get(at)).unwrap_or(&look.columns);
                for text in row {
                    cell(ui, text, at == 0);
                }
            });
        }
    });
}

/// Opening, keeping, leaving.
fn foot(ui: &mut Ui, form: &MappingForm, actions: &mut Actions) {
    ui.horizontal_wrapped(|ui| {
        let open = ui.add_enabled_ui(form.is_fruitful(), |ui| parts::primary(ui, "Open")).inner;
        if open.clicked() {
            actions.push(Action::Mapping(MappingStep::Open));
        }
        if ui.button("Cancel").clicked() {
            actions.push(Action::Dismiss);
        }
        ui.separator();
        let mut name = form.mapping.name.clone();
        let label = ui.label("Keep this mapping as");
        let field =
            ui.add(TextEdit::singleline(&mut name).desired_width(150.0).hint_text("its name")).labelled_by(label.id);
        if field.changed() {
            actions.push(Action::Mapping(MappingStep::Map(Mapping { name: name.clone(), ..form.mapping.clone() })));
        }
        let can = form.is_fruitful() && !name.trim().is_empty();
        if ui.add_enabled(can, egui::Button::new("Save mapping")).clicked() {
            actions.push(Action::Mapping(MappingStep::Keep));
        }
    });
}
