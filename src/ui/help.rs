//! The list of keys, and what this program is.

use egui::Ui;

use super::dialogs::title;
use super::parts;
use crate::state::{Menu, TABLE};

pub(super) fn keys(ui: &mut Ui) {
    title(ui, "Keys");
    egui::ScrollArea::vertical().max_height(ui.ctx().content_rect().height() - 160.0).show(ui, |ui| {
        egui::Grid::new("keys").num_columns(2).spacing([24.0, 4.0]).show(ui, |ui| {
            for menu in Menu::ALL {
                for row in TABLE.iter().filter(|row| row.menu == menu) {
                    if let Some(keys) = row.chord.shortcut() {
                        ui.label(parts::strong(parts::keys(ui.ctx(), &keys)));
                        ui.label(row.text.trim_end_matches('…'));
                        ui.end_row();
                    }
                }
            }
            for key in crate::state::desk_keys() {
                ui.label(parts::strong(format!("{} (checking)", key.key.symbol_or_name())));
                ui.label(key.text);
                ui.end_row();
            }
            for (keys, text) in [
                ("Wheel, pinch", "Zoom to the pointer"),
                ("Drag the ground", "Move the map"),
                ("Drag a mark", "Move it and pin it there"),
                ("Click", "Choose an entity or a tie"),
                ("Shift+click", "Add to the choice, or take out"),
                ("Shift+drag", "Add what is within a box"),
                ("Arrows", "From the chosen entity along its ties"),
                ("1 to 9", "So many steps around the choice in full"),
                ("Double click", "Zoom to an entity"),
            ] {
                ui.label(parts::strong(keys));
                ui.label(text);
                ui.end_row();
            }
        });
    });
}

pub(super) fn about(ui: &mut Ui) {
    title(ui, "Tieline");
    ui.label(format!("Version {}", env!("CARGO_PKG_VERSION")));
    ui.label(env!("CARGO_PKG_DESCRIPTION"));
    ui.add_space(6.0);
    parts::soft(
        ui,
        "Licensed MIT or Apache 2.0. Drawn with egui and egui_graphs, on petgraph. The text face is derived from Source Sans 3, further scripts from Noto Sans, both under the SIL Open Font License.",
    );
}
