//! Keys to commands, by the command table.

use egui::{Context, Key, Modifiers};

use crate::state::{Chord, Command, TABLE};

/// Keys that mean something to whatever has the keyboard.
const OF_WIDGETS: [Key; 6] = [Key::Space, Key::Enter, Key::ArrowLeft, Key::ArrowRight, Key::ArrowUp, Key::ArrowDown];

/// The commands whose keys were pressed. Keys without control do nothing while a text is being typed, and a text field
/// keeps the keys that it knows itself. While a question is asked there is only the step back.
pub(super) fn pressed(context: &Context, asking: bool) -> Vec<Command> {
    let typing = context.text_edit_focused();
    // An open menu closes by itself on Escape, and takes letters for its own.
    let in_menu = egui::Popup::is_any_open(context);
    let mut rows: Vec<_> = TABLE.iter().collect();
    // Keys with more modifiers first: egui takes the longer chord for the shorter otherwise.
    rows.sort_by_key(|row| match row.chord {
        Chord::CtrlShift(_) => 0,
        Chord::Ctrl(_) => 1,
        Chord::Shift(_) | Chord::Alt(_) => 2,
        Chord::Plain(_) => 3,
        Chord::None => 4,
    });
    let mut commands = Vec::new();
    for row in rows {
        let quiet = matches!(row.chord, Chord::Plain(key) if key != Key::Escape && key != Key::F1)
            || matches!(row.chord, Chord::Shift(_) | Chord::Alt(_));
        // A focused button is pressed by the space bar, and arrows move a focused slider.
        let taken =
            matches!(row.chord, Chord::Plain(key) if OF_WIDGETS.contains(&key)) && context.egui_wants_keyboard_input();
        let escape = row.chord == Chord::Plain(Key::Escape);
        let field_key = typing && matches!(row.chord, Chord::Ctrl(Key::A | Key::Z) | Chord::CtrlShift(Key::Z));
        if (quiet && (typing || in_menu)) || (escape && in_menu) || taken || field_key || (asking && !escape) {
            continue;
        }
        if let Some(shortcut) = row.chord.shortcut()
            && context.input_mut(|input| input.consume_shortcut(&shortcut))
        {
            commands.push(row.command);
        }
    }
    // "+" is typed with shift on some keyboards, and "=" stands for it on others.
    for (modifiers, command) in [(Modifiers::COMMAND, Command::Larger), (Modifiers::NONE, Command::FocusWider)] {
        let quiet = modifiers == Modifiers::NONE && (typing || in_menu);
        if !quiet && !asking && context.input_mut(|input| input.consume_key(modifiers, Key::Equals)) {
            commands.push(command);
        }
    }
    commands
}
