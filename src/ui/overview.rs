//! The map as a whole, when nothing is chosen; and what to do first, when nothing is open.

use egui::{Align2, RichText, Ui, vec2};

use super::words::{counted, kind_plural, source_line};
use super::{Actions, excerpt, files, parts, theme};
use crate::facts::{ArticleId, EntityId};
use crate::scene::Target;
use crate::state::{Action, Command, Map, Reader, Sample, State};

pub(super) fn show(ui: &mut Ui, state: &State, map: &Map, actions: &mut Actions) {
    let base = &map.base;
    ui.add(egui::Label::new(RichText::new(parts::shown_name(map.title())).text_style(theme::title())).wrap());
    if let Some(description) = &base.description {
        ui.add(egui::Label::new(&**description).wrap());
    }
    let kinds: Vec<String> = map
        .kind_counts()
        .iter()
        .map(|&(kind, count)| counted(count, base.kind(kind), &kind_plural(base.kind(kind))))
        .collect();
    parts::soft(ui, kinds.join(", "));
    checks(ui, state, map);
    if let Some(extractor) = &base.generated_by {
        parts::soft(ui, format!("Facts: {extractor}"));
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
    let color = if counts[3] > 0 { palette.bad } else { palette.good };
    let text = format!("{}: {}", counted(total, "excerpt", "excerpts"), parts_of.join(", "));
    ui.label(RichText::new(text).small().color(color))
        .on_hover_text("Each excerpt is held against the text of its article");
}

fn best_tied(ui: &mut Ui, state: &State, map: &Map, actions: &mut Actions) {
    let mut best: Vec<EntityId> = map.visible.entities().collect();
    let importance = |id: &EntityId| map.looks.marks[id.index()].importance;
    best.sort_by(|a, b| importance(b).total_cmp(&importance(a)).then(a.cmp(b)));
    if map.base.entities.is_empty() {
        parts::heading(ui, "There are no entities in this file");
        return;
    }
    if best.is_empty() {
        parts::heading(ui, "Nothing passes the filter");
        parts::command_button(ui, state, Command::ShowAll, "Show everything", actions);
        return;
    }
    parts::heading(ui, "Best tied");
    for id in best.into_iter().take(8) {
        let degree = map.graph.ties_of(id).filter(|tie| map.visible.tie(*tie)).count();
        let row = parts::entity_row(ui, state, &map.base, id, &counted(degree, "tie", "ties"));
        if row.clicked() {
            actions.push(Action::GoTo(Target::Entity(id)));
        } else if row.hovered() {
            actions.point_at(Target::Entity(id));
        }
    }
}

fn articles(ui: &mut Ui, map: &Map, actions: &mut Actions) {
    const MOST: usize = 60;
    let count = map.base.articles.len();
    if count == 0 {
        return;
    }
    parts::heading(ui, &counted(count, "article", "articles"));
    for at in 0..count.min(MOST) {
        let article = ArticleId::from_index(at);
        ui.push_id(("article", at), |ui| {
            let title = parts::shown_name(map.base.article(article).label());
            let row = parts::row(ui, &title, "", |ui, rect| {
                let line = egui::Stroke::new(1.0, ui.visuals().weak_text_color());
                for y in [4.0, 8.0, 12.0] {
                    ui.painter().hline(rect.min.x + 1.0..=rect.max.x - 2.0, rect.min.y + y, line);
                }
            });
            if row.on_hover_text(source_line(&map.base, article)).clicked() {
                actions.push(Action::Read(Reader { article, evidence: None }));
            }
        });
    }
    if count > MOST {
        parts::soft(ui, format!("and {} more", super::words::number(count - MOST)));
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
