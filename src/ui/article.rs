//! A whole article, open at the words that say so.

use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Color32, Label, RichText, ScrollArea, Ui};

use super::words::source_line;
use super::{Actions, parts, theme};
use crate::facts::{FactId, marks};
use crate::scene::Style;
use crate::state::{Action, Map, Reader, State};

pub(super) fn show(ui: &mut Ui, state: &State, map: &Map, reader: &Reader, actions: &mut Actions) {
    let article = map.base.article(reader.article);
    if parts::link(ui, "← Back").on_hover_text("Back to the facts (Esc)").clicked() {
        actions.push(Action::CloseReader);
    }
    ScrollArea::vertical().id_salt(("article", reader.article)).auto_shrink(false).show(ui, |ui| {
        ui.set_max_width((ui.available_width() - 10.0).min(620.0));
        ui.add(Label::new(RichText::new(parts::shown_name(article.label())).text_style(theme::title())).wrap());
        let mut line = source_line(&map.base, reader.article);
        if !article.authors.is_empty() {
            let authors: Vec<&str> = article.authors.iter().map(|author| &**author).collect();
            line = format!("{}. {line}", authors.join(", "));
        }
        parts::soft(ui, line);
        if let Some(url) = &article.url
            && parts::link(ui, &crate::scene::elide(url, 70)).on_hover_text(&**url).clicked()
        {
            actions.push(Action::OpenLink(url.to_string()));
        }
        if let Some(note) = &article.note {
            parts::soft(ui, &**note);
        }
        ui.add_space(8.0);
        match &article.text {
            Some(text) => body(ui, state, map, reader, text),
            None => {
                parts::soft(ui, "The text of this article is not in the file");
            }
        }
        super::excerpt::fields(ui, &Vec::new(), &article.more);
        ui.add_space(24.0);
    });
}

fn body(ui: &mut Ui, state: &State, map: &Map, reader: &Reader, text: &str) {
    let style = Style::of(state.view.ground);
    let place = reader.evidence.and_then(|(fact, at)| {
        let evidence = map.base.fact(fact).evidence.get(at)?;
        Some((fact, evidence.check.range()?))
    });
    let job = set_text(ui, map, &style, text, place.clone());
    let galley = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(galley.size(), egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, text));
    ui.painter().galley(rect.min, galley.clone(), style.ink);
    let Some((_fact, range)) = place else {
        return;
    };
    // Opened at the excerpt, once: afterwards the reader scrolls.
    let chars = text.get(..range.start).map_or(0, |before| before.chars().count());
    let cursor = galley.pos_from_cursor(egui::text::CCursor::new(chars));
    let at = cursor.translate(rect.min.to_vec2());
    let key = ui.id().with(("scrolled to", reader.evidence));
    let arrived = ui.data(|data| data.get_temp::<bool>(key).unwrap_or(false));
    if !arrived {
        ui.scroll_to_rect(at.expand2(egui::vec2(0.0, 60.0)), Some(Align::Center));
        ui.data_mut(|data| data.insert_temp(key, true));
    }
}

/// The text with the excerpt on a tinted ground and the words of the fact marked in it.
fn set_text(
    ui: &Ui,
    map: &Map,
    style: &Style,
    text: &str,
    place: Option<(FactId, std::ops::Range<usize>)>,
) -> LayoutJob {
    let font = theme::excerpt().resolve(ui.style());
    let line_height = Some(font.size * 1.5);
    let mut job = LayoutJob::default();
    let mut add = |words: &str, background: Color32| {
        let format =
            TextFormat { background, expand_bg: 1.5, line_height, ..TextFormat::simple(font.clone(), style.ink) };
        job.append(words, 0.0, format);
    };
    let plain = Color32::TRANSPARENT;
    let parts = place.and_then(|(fact, range)| {
        Some((fact, text.get(..range.start)?, text.get(range.clone())?, text.get(range.end..)?))
    });
    match parts {
        None => add(text, plain),
        Some((fact, before, excerpt, after)) => {
            add(before, plain);
            let mut at = 0;
            for mark in marks(&map.base, fact, excerpt) {
                let color = style.marker(mark.role);
                add(excerpt.get(at..mark.range.start).unwrap_or_default(), style.badge);
                add(excerpt.get(mark.range.clone()).unwrap_or_default(), color);
                at = mark.range.end;
            }
            add(excerpt.get(at..).unwrap_or_default(), style.badge);
            add(after, plain);
        }
    }
    job.wrap.max_width = ui.available_width();
    job
}
