//! Questions, progress, failures and short messages over the map.

use egui::{Align2, Key, Modal, Pos2, ProgressBar, RichText, TextEdit, Ui, pos2, vec2};

use super::{Actions, help, mapping, parts, theme, views};
use crate::export::{Picture, Size};
use crate::scene::Ground;
use crate::state::{Action, Command, Dialog, ExportForm, Failure, FileStep, Opening, PathForm, Purpose, State, Tone};

/// The question that is being asked.
pub(super) fn show(ui: &Ui, state: &State, actions: &mut Actions) {
    if matches!(state.dialog, Dialog::None) {
        return;
    }
    if let Dialog::Map(form) = &state.dialog {
        mapping::show(ui, state, form, actions);
        return;
    }
    let palette = theme::palette(state.view.ground);
    let frame = parts::card(&palette).fill(palette.panel).inner_margin(20);
    let modal = Modal::new("dialog".into()).frame(frame).show(ui.ctx(), |ui| {
        let wanted: f32 = match state.dialog {
            Dialog::Record(..) => 640.0,
            Dialog::Keys => 460.0,
            _ => 400.0,
        };
        ui.set_width(wanted.min(ui.ctx().content_rect().width() - 60.0));
        match &state.dialog {
            Dialog::None | Dialog::Map(_) => {}
            Dialog::Record(name, text) => record(ui, name, text, actions),
            Dialog::Dropped(paths) => dropped(ui, state, paths, actions),
            Dialog::Export(form) => export(ui, form, actions),
            Dialog::Path(form) => path(ui, form, actions),
            Dialog::Unsaved(held) => unsaved(ui, held, actions),
            Dialog::Extent(extent) => super::extent::ask(ui, extent, actions),
            Dialog::Link(address) => follow(ui, address, actions),
            Dialog::KeepView(name) => views::ask(ui, name, actions),
            Dialog::Keys => help::keys(ui),
            Dialog::About => help::about(ui),
        }
    });
    if modal.should_close() {
        actions.push(Action::Dismiss);
    }
}

pub(super) fn title(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).text_style(theme::title()));
    ui.add_space(6.0);
}

fn export(ui: &mut Ui, form: &ExportForm, actions: &mut Actions) {
    title(ui, "Export picture");
    if let Some(share) = form.progress {
        ui.label("Drawing…");
        ui.add(ProgressBar::new(share).desired_width(360.0));
        if ui.button("Cancel").clicked() {
            actions.push(Action::Dismiss);
        }
        return;
    }
    let mut new = form.clone();
    ui.horizontal(|ui| {
        ui.radio_value(&mut new.only_view, false, "The whole map");
        ui.radio_value(&mut new.only_view, true, "What is in view");
    });
    parts::heading(ui, "Size");
    size(ui, &mut new.picture);
    parts::heading(ui, "Ground");
    ui.horizontal(|ui| {
        let picture = &mut new.picture;
        for (text, ground, transparent) in
            [("Light", Ground::Light, false), ("Dark", Ground::Dark, false), ("Transparent", Ground::Light, true)]
        {
            let on = picture.transparent == transparent && (transparent || picture.ground == ground);
            if ui.radio(on, text).clicked() {
                picture.transparent = transparent;
                picture.ground = ground;
            }
        }
    });
    parts::heading(ui, "With");
    surroundings(ui, &mut new.picture);
    ui.checkbox(&mut new.numbers, "Numbers of the evidence")
        .on_hover_text("Each tie bears the numbers that its facts have in “Export evidence…” as things are chosen now");
    if new != *form {
        actions.push(Action::Ask(Dialog::Export(new)));
    }
    ui.add_space(10.0);
    ui.horizontal(|ui| {
        if parts::primary(ui, "Export…").clicked() {
            actions.push(Action::Export);
        }
        if ui.button("Cancel").clicked() {
            actions.push(Action::Dismiss);
        }
    });
}

fn size(ui: &mut Ui, picture: &mut Picture) {
    let pixels = picture.size.pixels();
    ui.horizontal_wrapped(|ui| {
        for (text, size) in [
            ("Screen", Size::Pixels(1920, 1080)),
            ("4K", Size::Pixels(3840, 2160)),
            ("A4, 300 dpi", Size::Pixels(3508, 2480)),
            ("A3, 300 dpi", Size::Pixels(4961, 3508)),
        ] {
            ui.radio_value(&mut picture.size, size, text);
        }
    });
    ui.horizontal(|ui| {
        let (mut width, mut height) = (pixels[0], pixels[1]);
        let range = 64..=Picture::MAX_SIDE;
        let label = ui.label("Width");
        let wide = ui.add(egui::DragValue::new(&mut width).range(range.clone()).suffix(" px")).labelled_by(label.id);
        let label = ui.label("Height");
        let high = ui.add(egui::DragValue::new(&mut height).range(range).suffix(" px")).labelled_by(label.id);
        if wide.changed() || high.changed() {
            picture.size = Size::Pixels(width, height);
        }
    });
}

fn surroundings(ui: &mut Ui, picture: &mut Picture) {
    ui.horizontal(|ui| {
        let mut on = picture.title.is_some();
        ui.checkbox(&mut on, "Title");
        match (on, &mut picture.title) {
            (true, Some(text)) => {
                ui.add(TextEdit::singleline(text).desired_width(240.0));
            }
            (true, none) => *none = Some(String::new()),
            (false, some) => *some = None,
        }
    });
    ui.horizontal(|ui| {
        ui.checkbox(&mut picture.legend, "Legend");
        ui.checkbox(&mut picture.date_line, "Date line");
    });
}

fn path(ui: &mut Ui, form: &PathForm, actions: &mut Actions) {
    let (heading, verb) = match &form.purpose {
        Purpose::Open => ("Open a file", "Open"),
        Purpose::OpenMapped => ("Open with a mapping", "Open"),
        Purpose::Add => ("Add facts to the map", "Add"),
        Purpose::FindSource(_) => ("Where is the file now?", "Open"),
        Purpose::Save => ("Save the map as", "Save"),
        Purpose::Export => ("Write the picture to", "Write"),
        Purpose::Evidence => ("Write the evidence to", "Write"),
        Purpose::Report => ("Write the report to", "Write"),
    };
    title(ui, heading);
    let reads = matches!(form.purpose, Purpose::Open | Purpose::Add | Purpose::FindSource(_));
    // Only what is read can be dropped.
    let how = if reads { "Type the path, or drop the file onto the window." } else { "Type where to write it." };
    ui.label(format!("This system shows no file dialog. {how}"));
    let typed = |text: String| Dialog::Path(PathForm { text, ..form.clone() });
    let done = |text: &str| Action::Picked(form.purpose.clone(), text.trim().into());
    one_field(ui, ("Path", &form.text), verb, typed, done, actions);
}

/// A field for one text with its label, and the button that does something with it once there is any.
pub(super) fn one_field(
    ui: &mut Ui,
    (label, text): (&str, &str),
    verb: &str,
    typed: impl FnOnce(String) -> Dialog,
    done: impl FnOnce(&str) -> Action,
    actions: &mut Actions,
) {
    let mut text = text.to_owned();
    let label = ui.label(label);
    let field = ui.add(TextEdit::singleline(&mut text).desired_width(f32::INFINITY)).labelled_by(label.id);
    if field.changed() {
        actions.push(Action::Ask(typed(text.clone())));
    }
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if ui.memory(|memory| memory.focused().is_none()) {
        field.request_focus();
    }
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        let given = !text.trim().is_empty();
        let pressed = ui.add_enabled_ui(given, |ui| parts::primary(ui, verb)).inner.clicked();
        if given && (pressed || entered) {
            actions.push(done(&text));
        }
        if ui.button("Cancel").clicked() {
            actions.push(Action::Dismiss);
        }
    });
}

fn unsaved(ui: &mut Ui, held: &Action, actions: &mut Actions) {
    title(ui, "Save the changes to this map?");
    ui.label("Places, pins, filter or hidden entities were changed and are not in a file.");
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if parts::primary(ui, "Save").clicked() {
            actions.push(Action::SaveFirst);
        }
        let without = if matches!(held, Action::CloseAnyway) { "Close without saving" } else { "Go on without saving" };
        if ui.button(without).clicked() {
            actions.push(Action::DropChanges);
        }
        if ui.button("Cancel").clicked() {
            actions.push(Action::Dismiss);
        }
    });
}

/// A record as it stands in its file.
fn record(ui: &mut Ui, name: &str, text: &str, actions: &mut Actions) {
    title(ui, &parts::shown_name(name));
    let height = (ui.ctx().content_rect().height() - 180.0).clamp(80.0, 420.0);
    egui::ScrollArea::vertical().max_height(height).show(ui, |ui| {
        ui.add(egui::Label::new(RichText::new(text).monospace()).wrap().selectable(true));
    });
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if ui.button("Copy").clicked() {
            actions.push(Action::Copy(text.to_owned()));
        }
        if ui.button("Done").clicked() {
            actions.push(Action::Dismiss);
        }
    });
}

fn dropped(ui: &mut Ui, state: &State, paths: &[std::path::PathBuf], actions: &mut Actions) {
    let what = match paths {
        [one] => one.file_name().unwrap_or(one.as_os_str()).to_string_lossy().into_owned(),
        several => super::words::counted(several.len(), "file", "files"),
    };
    title(ui, "Add to this map, or open?");
    ui.add(egui::Label::new(parts::shown_name(&what)).wrap());
    if let Some(map) = state.map() {
        parts::soft(ui, format!("{} is open. Shift held while dropping adds without this question.", map.title()));
    }
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if parts::primary(ui, "Add to this map").clicked() {
            actions.push(Action::Files(FileStep::Add(paths.to_vec())));
        }
        if ui.button("Open instead").clicked() {
            actions.push(Action::Dismiss);
            actions.push(Action::OpenPaths(paths.to_vec()));
        }
        if ui.button("Cancel").clicked() {
            actions.push(Action::Dismiss);
        }
    });
}

fn follow(ui: &mut Ui, address: &str, actions: &mut Actions) {
    title(ui, "Open this address in the browser?");
    ui.add(egui::Label::new(RichText::new(crate::scene::elide(address, 600)).monospace()).wrap());
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if parts::primary(ui, "Open").clicked() {
            actions.push(Action::OpenLink(address.to_owned()));
        }
        if ui.button("Copy").clicked() {
            actions.push(Action::Copy(address.to_owned()));
            actions.push(Action::Dismiss);
        }
        if ui.button("Cancel").clicked() {
            actions.push(Action::Dismiss);
        }
    });
}

/// What is being read, or what failed.
pub(super) fn opening(ui: &Ui, state: &State, actions: &mut Actions) {
    /// What is read sooner needs no word.
    const PATIENCE: f64 = 0.3;
    let palette = theme::palette(state.view.ground);
    match &state.opening {
        Opening::Nothing => {}
        Opening::Reading { name, progress, since, .. } => {
            let waited = state.now - since;
            if waited < PATIENCE {
                ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(PATIENCE - waited + 0.01));
                return;
            }
            over_map(ui, "reading", &palette, |ui| {
                ui.label(parts::strong(format!("Reading {name}…")));
                ui.add(ProgressBar::new(*progress).desired_width(320.0));
                if ui.button("Cancel").clicked() {
                    actions.push(Action::CancelLoading);
                }
            });
        }
        Opening::Failed(failure) => over_map(ui, "failed", &palette, |ui| failed(ui, state, failure, actions)),
    }
}

fn failed(ui: &mut Ui, state: &State, failure: &Failure, actions: &mut Actions) {
    ui.label(RichText::new(&failure.what).text_style(theme::title()).color(ui.visuals().error_fg_color));
    ui.add(egui::Label::new(parts::shown_text(&failure.why)).wrap());
    if state.map().is_some() {
        parts::soft(ui, "The map that was open is untouched.");
    }
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if let Some(lost) = &failure.missing
            && parts::primary(ui, "Find the file…").clicked()
        {
            actions.push(Action::AskFor(Purpose::FindSource(lost.clone())));
        }
        if ui.button("Close").clicked() {
            actions.push(Action::DismissFailure);
        }
        if ui.button("Open another…").clicked() {
            actions.push(Action::DismissFailure);
            actions.push(Action::Run(Command::Open));
        }
        if ui.button("Copy message").clicked() {
            actions.push(Action::Copy(format!("{}: {}", failure.what, failure.why)));
        }
    });
}

fn over_map(ui: &Ui, id: &'static str, palette: &theme::Palette, content: impl FnOnce(&mut Ui)) {
    let center = ui.max_rect().center();
    let width = (ui.max_rect().width() - 40.0).clamp(180.0, 440.0);
    egui::Area::new(id.into()).pivot(Align2::CENTER_CENTER).fixed_pos(center).order(egui::Order::Foreground).show(
        ui.ctx(),
        |ui| {
            parts::card(palette).inner_margin(18).show(ui, |ui| {
                ui.set_width(width);
                content(ui);
            });
        },
    );
}

/// Short messages at the top of the map.
pub(super) fn notices(ui: &Ui, state: &State, actions: &mut Actions) {
    if state.notices.is_empty() {
        return;
    }
    let palette = theme::palette(state.view.ground);
    let (pivot, top, width) = place(ui, state);
    egui::Area::new("notices".into()).pivot(pivot).fixed_pos(top).order(egui::Order::Foreground).show(ui.ctx(), |ui| {
        for (at, notice) in state.notices.iter().enumerate() {
            let color = match notice.tone {
                Tone::Plain => palette.ink,
                Tone::Warning => palette.warn,
                Tone::Error => palette.bad,
            };
            parts::card(&palette).show(ui, |ui| {
                ui.set_max_width(width);
                ui.horizontal(|ui| {
                    ui.add(egui::Label::new(RichText::new(parts::shown_text(&notice.text)).color(color)).wrap());
                    if parts::link(ui, "✖").on_hover_text("Put away").clicked() {
                        actions.push(Action::DropNotice(at));
                    }
                });
            });
            let left = notice.seconds() - (state.now - notice.since);
            if left.is_finite() {
                ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left.max(0.01)));
            }
        }
    });
}

/// Where the messages stand, and how wide they may be: over a map below the strip of tools and beside the small map, so
/// that they cover neither.
fn place(ui: &Ui, state: &State) -> (Align2, Pos2, f32) {
    /// What the small map takes at the right.
    const BESIDE: f32 = 190.0;
    let room = ui.max_rect();
    let width = (ui.ctx().content_rect().width() * 0.4).max(220.0);
    if state.map().is_none() {
        return (Align2::CENTER_TOP, room.center_top() + vec2(0.0, 10.0), width);
    }
    let top = super::canvas::below_tools(ui);
    (Align2::LEFT_TOP, pos2(room.left() + 12.0, top), width.min(room.width() - BESIDE).max(220.0))
}
