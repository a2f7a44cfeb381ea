//! Which excerpt of how many the reader has come to, and the buttons that go on.

use egui::Ui;

use super::words::number;
use super::{Actions, parts};
use crate::state::{Action, Command, State};

/// One line above what is chosen.
pub(super) fn show(ui: &mut Ui, state: &State, actions: &mut Actions) {
    if !Command::NextExcerpt.is_enabled(state) {
        return;
    }
    ui.horizontal(|ui| {
        let text = match &state.view.walk {
            Some(walk) => {
                let (at, of) = walk.position();
                format!("Excerpt {} of {}", number(at), number(of))
            }
            None => "Excerpts".to_owned(),
        };
        parts::soft(ui, text);
        for (command, text, name) in
            [(Command::PreviousExcerpt, "‹", "Previous excerpt"), (Command::NextExcerpt, "›", "Next excerpt")]
        {
            let button = ui.add(egui::Button::new(text).frame_when_inactive(false));
            button.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, name));
            if button.on_hover_text(parts::tip(ui, command)).clicked() {
                actions.push(Action::Run(command));
            }
        }
    });
}
