//! A fact in the window: its sentence, its date and status, and each excerpt with the words marked.

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, Label, Sense, Stroke, TextStyle, Ui};

use super::words::{check, ended, source_line, status};
use super::{Actions, correction, parts, theme};
use crate::facts::{Check, Evidence, Fact, FactId, Mark, Role, Status, Verdict, marks_among};
use crate::scene::{Style, visual_order};
use crate::state::{Action, CorrectionAction, DeskAction, Map, Reader, State};

/// A fact with everything that says so.
pub(super) fn fact(ui: &mut Ui, state: &State, map: &Map, id: FactId, actions: &mut Actions) {
    let fact = map.base.fact(id);
    let style = Style::of(state.view.ground);
    ui.push_id(id, |ui| {
        match &state.view.correction {
            Some(form) if form.fact == id => correction::show(ui, state, map, form, actions),
            _ => {
                sentence(ui, map, id, &style);
                facts_line(ui, state, fact);
                decisions(ui, map, id, actions);
            }
        }
        if fact.evidence.is_empty() {
            let color = ui.visuals().warn_fg_color;
            ui.colored_label(color, "No article stands behind this fact");
        }
        for at in 0..fact.evidence.len() {
            evidence(ui, state, map, id, at, actions);
        }
        more(ui, fact);
    });
}

/// A fact as a link of a chain: its sentence, and the one evidence that says it best.
pub(super) fn link(ui: &mut Ui, state: &State, map: &Map, (id, at): (FactId, Option<usize>), actions: &mut Actions) {
    let fact = map.base.fact(id);
    ui.push_id(id, |ui| {
        sentence(ui, map, id, &Style::of(state.view.ground));
        facts_line(ui, state, fact);
        verdicts(ui, map, id, actions);
        match at {
            Some(at) => evidence(ui, state, map, id, at, actions),
            None => {
                let color = ui.visuals().warn_fg_color;
                ui.colored_label(color, "No article stands behind this fact");
            }
        }
    });
}

/// "Alibaba Pictures funded Star Trek Beyond", in the three colours.
fn sentence(ui: &mut Ui, map: &Map, id: FactId, style: &Style) {
    let fact = map.base.fact(id);
    let font = theme::medium(14.5);
    let mut job = LayoutJob::default();
    let rejected = map.is_rejected(id);
    let mut add = |text: &str, role: Option<Role>| {
        let background = role.filter(|_| !rejected).map_or(Color32::TRANSPARENT, |role| style.marker(role));
        let mut format = marked_format(font.clone(), style.ink, background);
        if rejected {
            format.color = style.soft_ink;
            format.strikethrough = Stroke::new(1.0, style.soft_ink);
        }
        job.append(text, 0.0, format);
    };
    add(&parts::shown_name(&map.base.entity(fact.subject).name), Some(Role::Subject));
    add(" ", None);
    add(&parts::shown_name(map.base.relation(fact.relation)), Some(Role::Relation));
    if let Some(object) = fact.object {
        add(" ", None);
        add(&parts::shown_name(&map.base.entity(object).name), Some(Role::Object));
    }
    if let Some(value) = &fact.value {
        add(if fact.object.is_some() { ": " } else { " " }, None);
        add(&visual_order(&parts::shown_text(value)), fact.object.is_none().then_some(Role::Object));
    }
    job.wrap.max_width = ui.available_width();
    let spoken = if rejected { format!("{}, rejected", map.base.sentence(id)) } else { map.base.sentence(id) };
    let response = ui.add(Label::new(job).wrap());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, &spoken));
}

/// What the reader thinks of the fact, who decided that, and what the file said where it was corrected.
fn decisions(ui: &mut Ui, map: &Map, id: FactId, actions: &mut Actions) {
    verdicts(ui, map, id, actions);
    let Some(review) = map.decisions.reviews.of(id) else {
        return;
    };
    let signed = review.stamp.to_string();
    if review.verdict.is_some() && !signed.is_empty() {
        parts::soft(ui, signed);
    }
    if let Some(edit) = &review.edit {
        ui.horizontal_wrapped(|ui| {
            parts::soft(ui, format!("was: {}", parts::shown_name(&map.base.told_before(edit))));
            let back = parts::link(ui, "Take back").on_hover_text("As the file says");
            if back.clicked() {
                let action = CorrectionAction::TakeBack(id);
                actions.push(Action::Desk(DeskAction::Correction(action)));
            }
        });
    }
}

/// The reader's verdict on the fact: three buttons of which one may be pressed.
fn verdicts(ui: &mut Ui, map: &Map, id: FactId, actions: &mut Actions) {
    let now = map.decisions.reviews.verdict(id);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (verdict, text, tip) in [
            (Verdict::Accepted, "Accept", "The excerpt says so"),
            (Verdict::Rejected, "Reject", "The excerpt does not say so; the fact is kept, and left out of packs"),
            (Verdict::Unsure, "Unsure", "Looked at, and left open"),
        ] {
            let text = egui::RichText::new(text).text_style(TextStyle::Small);
            let button = egui::Button::new(text).selected(now == Some(verdict));
            if ui.add(button).on_hover_text(tip).clicked() {
                actions.push(Action::Decide(id, verdict));
            }
        }
        let correct = egui::Button::new(egui::RichText::new("Correct…").text_style(TextStyle::Small)).frame(false);
        if ui.add(correct).on_hover_text("Relation, ends or dates; what the file says is kept").clicked() {
            let action = CorrectionAction::Begin(id);
            actions.push(Action::Desk(DeskAction::Correction(action)));
        }
    });
}

fn marked_format(font: FontId, ink: Color32, background: Color32) -> TextFormat {
    TextFormat { background, expand_bg: 1.5, ..TextFormat::simple(font, ink) }
}

/// Date, status and confidence in one line.
fn facts_line(ui: &mut Ui, state: &State, fact: &Fact) {
    let palette = theme::palette(state.view.ground);
    ui.horizontal_wrapped(|ui| {
        let time = fact.time.to_string();
        parts::soft(ui, if time.is_empty() { "Date unknown".to_owned() } else { time });
        match fact.status {
            Status::Reported => {}
            Status::Denied => parts::tag(ui, status(fact.status), palette.bad, &palette),
            other => parts::tag(ui, status(other), palette.warn, &palette),
        }
        if let Some(confidence) = fact.confidence {
            let text = format!("confidence {:.0} %", confidence * 100.0);
            parts::soft(ui, text).on_hover_text("The extractor's own estimate");
        }
    });
}

/// One excerpt with its source and the result of its check.
fn evidence(ui: &mut Ui, state: &State, map: &Map, id: FactId, at: usize, actions: &mut Actions) {
    let evidence = &map.base.fact(id).evidence[at];
    let style = Style::of(state.view.ground);
    ui.add_space(4.0);
    let walk = state.view.walk.as_ref().filter(|walk| walk.current() == Some((id, at)));
    let fill = if walk.is_some() { style.badge } else { Color32::TRANSPARENT };
    let frame = egui::Frame::NONE.fill(fill).inner_margin(egui::Margin { left: 10, right: 0, top: 0, bottom: 0 });
    let inner = frame.show(ui, |ui| {
        if let Some(words) = &evidence.excerpt {
            let marks = marks_among(&map.base, id, words, map.named_in(evidence.article));
            let job = marked_text(words, &marks, &style, ui);
            let response = ui.add(Label::new(job).wrap().sense(Sense::hover()));
            response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, &**words));
        } else {
            parts::soft(ui, "The article says so; the extractor kept no words");
        }
        source(ui, state, map, id, at, actions);
        fields(ui, &Vec::new(), &evidence.more);
    });
    let rect = inner.response.rect;
    let (width, color) = if walk.is_some() { (4.0, style.accent) } else { (2.0, style.tie) };
    let bar = egui::Rect::from_min_max(rect.min, egui::pos2(rect.min.x + width, rect.max.y));
    ui.painter().rect_filled(bar, 1.0, color);
    if let Some(walk) = walk {
        go_there(ui, rect, walk.turn);
    }
}

/// Scrolls to the excerpt that the reader has stepped to, once: afterwards the reader scrolls.
fn go_there(ui: &Ui, rect: egui::Rect, turn: u64) {
    let key = egui::Id::new("excerpt gone to");
    if ui.data(|data| data.get_temp::<u64>(key)) != Some(turn) {
        ui.scroll_to_rect(rect.expand2(egui::vec2(0.0, 40.0)), None);
        ui.data_mut(|data| data.insert_temp(key, turn));
    }
}

/// An excerpt in the reading size, with its marks.
fn marked_text(words: &str, marks: &[Mark], style: &Style, ui: &Ui) -> LayoutJob {
    let font = theme::excerpt().resolve(ui.style());
    let mut job = LayoutJob::default();
    let line_height = Some(font.size * 1.45);
    let mut at = 0;
    let mut add = |text: &str, background: Color32| {
        let format = TextFormat { line_height, ..marked_format(font.clone(), style.ink, background) };
        job.append(&parts::shown_text(text), 0.0, format);
    };
    for mark in marks {
        if let (Some(before), Some(marked)) = (words.get(at..mark.range.start), words.get(mark.range.clone())) {
            add(before, Color32::TRANSPARENT);
            add(marked, style.marker(mark.role));
            at = mark.range.end;
        }
    }
    add(words.get(at..).unwrap_or_default(), Color32::TRANSPARENT);
    // Right-to-left text is set in its order only where no marks have to keep their places.
    if marks.is_empty() && !matches!(visual_order(words), std::borrow::Cow::Borrowed(_)) {
        job = LayoutJob::single_section(
            visual_order(&parts::shown_text(words)).into_owned(),
            TextFormat { line_height, ..marked_format(font, style.ink, Color32::TRANSPARENT) },
        );
    }
    job.wrap.max_width = ui.available_width();
    job
}

fn source(ui: &mut Ui, state: &State, map: &Map, id: FactId, at: usize, actions: &mut Actions) {
    let evidence: &Evidence = &map.base.fact(id).evidence[at];
    ui.spacing_mut().item_spacing.y = 2.0;
    let Some(article) = evidence.article else {
        parts::soft(ui, "The article is not named");
        return;
    };
    let title = parts::shown_name(map.base.article(article).label());
    parts::soft(ui, format!("{} {}", ended(&title), source_line(&map.base, article)));
    ui.horizontal_wrapped(|ui| {
        if evidence.excerpt.is_some() {
            check_mark(ui, state, &evidence.check);
        }
        if map.base.article(article).text.is_some() {
            let open = parts::link(ui, "Open article").on_hover_text("The whole text, at this place");
            if open.clicked() {
                actions.push(Action::Read(Reader { article, evidence: Some((id, at)), place: None }));
            }
        }
        if let Some(url) = &map.base.article(article).url
            && parts::link(ui, "Web page").on_hover_text(parts::shown_text(url)).clicked()
        {
            actions.push(Action::OpenLink(url.to_string()));
        }
        if evidence.excerpt.is_some()
            && parts::link(ui, "Copy").on_hover_text("Copy the excerpt with its source, as a citation").clicked()
        {
            actions.push(Action::Cite(id, at));
        }
    });
}

/// The result of the check, quiet where it is good.
pub(super) fn check_mark(ui: &mut Ui, state: &State, result: &Check) {
    let palette = theme::palette(state.view.ground);
    let (word, meaning) = check(result);
    let color = match result {
        Check::Exact(_) | Check::Found(_) => palette.good,
        Check::Near(_) => palette.warn,
        Check::NotFound => palette.bad,
        Check::Unchecked => palette.soft,
    };
    let text = egui::RichText::new(word).text_style(TextStyle::Small).color(color);
    ui.label(text).on_hover_text(meaning);
}

/// Attributes, and fields that the format does not know.
fn more(ui: &mut Ui, fact: &Fact) {
    fields(ui, &fact.attributes, &fact.more);
}

/// Named values as a small list.
pub(super) fn fields(ui: &mut Ui, attributes: &crate::facts::Fields, more: &crate::facts::Fields) {
    for (name, value) in attributes.iter().chain(more) {
        let text = crate::scene::elide(&format!("{name}: {value}"), 400).into_owned();
        parts::soft(ui, text);
    }
}

/// A thin line between two facts.
pub(super) fn rule(ui: &mut Ui) {
    ui.add_space(7.0);
    let (_id, rect) = ui.allocate_space(egui::vec2(ui.available_width(), 1.0));
    let line = ui.visuals().widgets.noninteractive.bg_stroke.color;
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, line));
    ui.add_space(7.0);
}
