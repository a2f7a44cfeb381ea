//! The map as a whole, when nothing is chosen; and what to do first, when nothing is open.

use egui::{Align2, RichText, Ui, vec2};

use super::words::{counted, source_line};
use super::{Actions, excerpt, files, parts, theme};
use crate::facts::{ArticleId, kind_plural};
use crate::scene::Target;
use crate::state::{Action, Command, Map, Reader, Sample, State};

pub(super) fn show(ui: &mut Ui, state: &State, map: &Map, actions: &mut Actions) {
    let base = &map.base;
    ui.add(egui::Label::new(RichText::new(parts::shown_name(map.title())).text_style(theme::title())).wrap());
    if let Some(description) = &base.description {
        ui.add(egui::Label::new(parts::shown_text(description)).wrap());
    }
    let kinds: Vec<String> = map
        .kind_counts()
        .iter()
        .map(|&(kind, count)| counted(count, base.kind(kind), &kind_plural(base.kind(kind))))
        .collect();
    parts::soft(ui, kinds.join(", "));
    checks(ui, state, map);
    if !base.facts.is_empty() {
        ui.horizontal_wrapped(|ui| {
            parts::command_button(ui, state, Command::CheckFacts, "Check facts…", actions);
            parts::command_button(ui, state, Command::Lists, "Gaps and oddities", actions);
        });
    }
    if let Some(extractor) = &base.generated_by {
        parts::soft(ui, format!("Facts: {}", parts::shown_name(extractor)));
    }
    ui.add_space(6.0);
    ui.label("Click a line on the map to read what says so. Click a name for all its ties.");
    files::list(ui, map, actions);
    best_tied(ui, state, map, actions);
    articles(ui, map, actions);
    excerpt::fields(ui, &Vec::new(), &base.more);
}

/// How far the excerpts hold, in one line.
fn checks(ui: &mut Ui, state: &State, map: &Map) {
    let counts = map.excerpt_counts();
    let total = counts.iter().sum::<usize>();
    if total == 0 {
        return;
    }
    let parts_of: Vec<String> = [
        (counts[0] + counts[1], "in their articles"),
        (counts[2], "nearly"),
        (counts[3], "not found"),
        (counts[4], "not checked"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, word)| format!("{} {word}", super::words::number(count)))
    .collect();
    let palette = theme::palette(state.view.ground);
    let color = palette.of_excerpts(counts);
    let text = format!("{}: {}", counted(total, "excerpt", "excerpts"), parts_of.join(", "));
    ui.label(RichText::new(text).small().color(color))
        .on_hover_text("Each excerpt is held against the text of its article");
}

fn best_tied(ui: &mut Ui, state: &State, map: &Map, actions: &mut Actions) {
    if map.base.entities.is_empty() {
        parts::heading(ui, "There are no entities in this file");
        return;
    }
    if map.best_tied.is_empty() {
        parts::heading(ui, "Nothing passes the filter");
        parts::command_button(ui, state, Command::ShowAll, "Show everything", actions);
        return;
    }
    parts::heading(ui, "Best tied");
    for &(id, degree) in &map.best_tied {
        let row = parts::entity_row(ui, state, &map.base, id, &counted(degree, "tie", "ties"));
        if row.clicked() {
            actions.push(Action::GoTo(Target::Entity(id)));
        } else if row.hovered() {
            actions.point_at(Target::Entity(id));
        }
    }
}

fn articles(ui: &mut Ui, map: &Map, actions: &mut Actions) {
    const FEW: usize = 12;
    const MOST: usize = 500;
    let count = map.base.articles.len();
    if count == 0 {
        return;
    }
    parts::heading(ui, &counted(count, "article", "articles"));
    // Each row costs time in every frame: the others come when they are asked for.
    let asked = ui.id().with(("all articles", std::sync::Arc::as_ptr(&map.base) as usize));
    let all = count <= FEW + 3 || ui.data(|data| data.get_temp(asked).unwrap_or(false));
    let shown = count.min(if all { MOST } else { FEW });
    for at in 0..shown {
        let article = ArticleId::from_index(at);
        ui.push_id(("article", at), |ui| {
            let title = parts::shown_name(map.base.article(article).label());
            let row = parts::row(ui, &title, "", parts::page);
            if row.on_hover_text(source_line(&map.base, article)).clicked() {
                actions.push(Action::Read(Reader { article, evidence: None, place: None }));
            }
        });
    }
    let more = super::words::number(count - shown);
    if all && count > shown {
        parts::soft(ui, format!("and {more} more"));
    } else if count > shown && parts::link(ui, &format!("Show {more} more")).clicked() {
        ui.data_mut(|data| data.insert_temp(asked, true));
    }
}

/// What to do first.
pub(super) fn empty(ui: &Ui, state: &State, actions: &mut Actions) {
    let palette = theme::palette(state.view.ground);
    egui::Area::new("empty".into()).anchor(Align2::CENTER_CENTER, vec2(0.0, -20.0)).show(ui.ctx(), |ui| {
        parts::card(&palette).inner_margin(22).show(ui, |ui| {
            ui.set_width(380.0);
            ui.label(RichText::new("Every tie leads to the line that says so").text_style(theme::title()));
            ui.add_space(4.0);
            ui.label("Open a file of extracted facts, or drop one here.");
            ui.add_space(8.0);
            if parts::primary(ui, "Open…").clicked() {
                actions.push(Action::Run(Command::Open));
            }
            parts::heading(ui, "Or try a sample");
            for sample in Sample::ALL {
                if parts::link(ui, sample.title()).clicked() {
                    actions.push(Action::OpenSample(sample));
                }
            }
            if !state.settings.recent.is_empty() {
                parts::heading(ui, "Recent");
                for path in state.settings.recent.iter().take(5) {
                    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
                    if parts::link(ui, &name).on_hover_text(path.display().to_string()).clicked() {
                        actions.push(Action::OpenPaths(vec![path.clone()]));
                    }
                }
            }
        });
    });
}
