//! A whole article, open at the words that say so, with the places of its other facts in the margin.

use std::ops::Range;
use std::sync::Arc;

use egui::text::{CCursor, LayoutJob, TextFormat};
use egui::{Align, Color32, Galley, Label, Rect, RichText, ScrollArea, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2};

use super::words::{counted, ended, source_line};
use super::{Actions, parts, theme};
use crate::facts::{FactId, marks_among};
use crate::scene::{Style, Target};
use crate::state::{Action, How, Map, Reader, State};

/// The room for the places of facts, left of the text.
const MARGIN: f32 = 18.0;
/// Places that overlap stand beside one another, in so many lanes.
const LANES: usize = 3;
/// Articles with more places than this show the first ones.
const MOST_PLACES: usize = 500;

pub(super) fn show(ui: &mut Ui, state: &State, map: &Map, reader: &Reader, actions: &mut Actions) {
    let article = map.base.article(reader.article);
    let told = map.weighed.told_by(reader.article);
    ui.horizontal(|ui| {
        if parts::link(ui, "← Back").on_hover_text("Back to the facts (Esc)").clicked() {
            actions.push(Action::CloseReader);
        }
        if !told.is_empty() {
            let tip = format!("Choose all of the article's facts: {}", counted(told.len(), "place", "places"));
            if parts::link(ui, "Show on map").on_hover_text(tip).clicked() {
                actions.push(Action::ShowArticle(reader.article));
            }
        }
    });
    ScrollArea::vertical().id_salt(("article", reader.article)).auto_shrink(false).show(ui, |ui| {
        ui.set_max_width((ui.available_width() - 10.0).min(620.0));
        ui.add(Label::new(RichText::new(parts::shown_name(article.label())).text_style(theme::title())).wrap());
        let mut line = source_line(&map.base, reader.article);
        if !article.authors.is_empty() {
            let authors: Vec<String> = article.authors.iter().map(|author| parts::shown_name(author)).collect();
            line = format!("{} {line}", ended(&authors.join(", ")));
        }
        parts::soft(ui, line);
        if let Some(url) = &article.url
            && parts::link(ui, &crate::scene::elide(url, 70)).on_hover_text(parts::shown_text(url)).clicked()
        {
            actions.push(Action::OpenLink(url.to_string()));
        }
        if let Some(note) = &article.note {
            parts::soft(ui, parts::shown_text(note));
        }
        ui.add_space(8.0);
        match &article.text {
            Some(text) => body(ui, state, map, reader, text, actions),
            None => {
                parts::soft(ui, "The text of this article is not in the file");
            }
        }
        super::excerpt::fields(ui, &Vec::new(), &article.more);
        ui.add_space(24.0);
    });
}

fn body(ui: &mut Ui, state: &State, map: &Map, reader: &Reader, text: &str, actions: &mut Actions) {
    let style = Style::of(state.view.ground);
    let of_fact = reader.evidence.and_then(|(fact, at)| {
        let evidence = map.base.fact(fact).evidence.get(at)?;
        Some((Some(fact), evidence.check.range()?))
    });
    let place = of_fact.or_else(|| Some((None, reader.place.clone()?)));
    let mut job = set_text(ui, map, &style, text, reader, place.clone());
    job.wrap.max_width = ui.available_width() - MARGIN;
    let galley = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(MARGIN, 0.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, text));
    let at = rect.min + vec2(MARGIN, 0.0);
    ui.painter().galley(at, Arc::clone(&galley), style.ink);
    margin(ui, &style, map, reader, (text, &galley, at), actions);
    let Some((_fact, range)) = place else {
        return;
    };
    // Opened at the excerpt, once: afterwards the reader scrolls.
    let chars = text.get(..range.start).map_or(0, |before| before.chars().count());
    let cursor = galley.pos_from_cursor(CCursor::new(chars)).translate(at.to_vec2());
    let key =
        ui.id().with(("scrolled to", reader.evidence, range.start, state.view.walk.as_ref().map(|walk| walk.turn)));
    let arrived = ui.data(|data| data.get_temp::<bool>(key).unwrap_or(false));
    if !arrived {
        ui.scroll_to_rect(cursor.expand2(vec2(0.0, 60.0)), Some(Align::Center));
        ui.data_mut(|data| data.insert_temp(key, true));
    }
}

/// A bar for each place of the article that says something on the map: a click chooses it and marks its words.
fn margin(
    ui: &Ui,
    style: &Style,
    map: &Map,
    reader: &Reader,
    (text, galley, corner): (&str, &Galley, egui::Pos2),
    actions: &mut Actions,
) {
    let mut places: Vec<(Range<usize>, FactId, usize)> = map
        .weighed
        .told_by(reader.article)
        .iter()
        .filter(|(fact, _)| map.visible.fact(*fact))
        .filter_map(|&(fact, at)| {
            let range = map.base.fact(fact).evidence.get(at as usize)?.check.range()?;
            text.get(range.clone()).map(|_| (range, fact, at as usize))
        })
        .take(MOST_PLACES)
        .collect();
    places.sort_by_key(|(range, fact, _)| (range.start, range.end, *fact));
    let mut ends = [f32::NEG_INFINITY; LANES];
    let (mut byte, mut chars) = (0, 0);
    for (range, fact, at) in places {
        chars += text[byte..range.start].chars().count();
        byte = range.start;
        let long = text[range].chars().count();
        let top = galley.pos_from_cursor(CCursor::new(chars)).min.y + 2.0;
        let bottom = galley.pos_from_cursor(CCursor::new(chars + long)).max.y - 2.0;
        let lane = ends.iter().position(|end| *end <= top).unwrap_or(LANES - 1);
        ends[lane] = bottom.max(ends[lane]);
        let x = corner.x - 7.0 - 5.0 * lane as f32;
        let bar = Rect::from_min_max(pos2(x, corner.y + top), pos2(x + 3.0, corner.y + bottom));
        let response = ui.interact(bar.expand2(vec2(1.0, 0.0)), ui.id().with(("place", fact, at)), Sense::click());
        let sentence = parts::shown_name(&map.base.sentence(fact));
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, format!("Place of: {sentence}")));
        let color = match reader.evidence {
            Some(here) if here == (fact, at) => style.accent,
            _ if response.hovered() || response.has_focus() => style.ink,
            _ => style.tie,
        };
        ui.painter().rect_filled(bar, 1.5, color);
        if response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(sentence).clicked() {
            let target = map.graph.tie_of_fact(fact).map_or(Target::Entity(map.base.fact(fact).subject), Target::Tie);
            actions.push(Action::Click(Some(target), How::Replace));
            actions.push(Action::Read(Reader { evidence: Some((fact, at)), place: None, ..reader.clone() }));
        }
    }
}

/// The text with the excerpt on a tinted ground and the words of the fact marked in it.
fn set_text(
    ui: &Ui,
    map: &Map,
    style: &Style,
    text: &str,
    reader: &Reader,
    place: Option<(Option<FactId>, Range<usize>)>,
) -> LayoutJob {
    let font = theme::excerpt().resolve(ui.style());
    let line_height = Some(font.size * 1.5);
    let mut job = LayoutJob::default();
    let mut add = |words: &str, background: Color32| {
        let format =
            TextFormat { background, expand_bg: 1.5, line_height, ..TextFormat::simple(font.clone(), style.ink) };
        job.append(&parts::shown_text(words), 0.0, format);
    };
    let plain = Color32::TRANSPARENT;
    let parts = place.and_then(|(fact, range)| {
        Some((fact, text.get(..range.start)?, text.get(range.clone())?, text.get(range.end..)?))
    });
    match parts {
        None => add(text, plain),
        Some((None, before, name, after)) => {
            add(before, plain);
            add(name, style.markers[0]);
            add(after, plain);
        }
        Some((Some(fact), before, excerpt, after)) => {
            add(before, plain);
            let mut at = 0;
            for mark in marks_among(&map.base, fact, excerpt, map.named_in(Some(reader.article))) {
                let color = style.marker(mark.role);
                add(excerpt.get(at..mark.range.start).unwrap_or_default(), style.badge);
                add(excerpt.get(mark.range.clone()).unwrap_or_default(), color);
                at = mark.range.end;
            }
            add(excerpt.get(at..).unwrap_or_default(), style.badge);
            add(after, plain);
        }
    }
    job
}
