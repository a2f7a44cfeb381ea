//! Keys to commands, by the command table.

use egui::{Context, Event, Key, Modifiers};

use crate::facts::Holds;
use crate::state::{Action, Chord, Command, Desk, DeskAction, Dialog, State, TABLE, desk_keys};

/// What the keys of the desk ask for; while facts or contradictions lie on it, they go before those of the table.
pub(super) fn at_desk(context: &Context, state: &State) -> Vec<Action> {
    let open = matches!(state.view.desk, Some(Desk::Queue(_) | Desk::Disputes(_)));
    let busy = !matches!(state.dialog, Dialog::None) || state.view.correction.is_some();
    if !open || busy || context.text_edit_focused() || egui::Popup::is_any_open(context) {
        return Vec::new();
    }
    // egui takes a key for pressed alone when Shift or Alt is held; with them it belongs to the table.
    let alone = |event: &Event, wanted: Key| match event {
        Event::Key { key, pressed, modifiers, .. } => *key == wanted && *pressed && modifiers.is_none(),
        _ => false,
    };
    let pressed = |key| {
        context.input_mut(|input| {
            input.events.iter().any(|event| alone(event, key)) && input.consume_key(Modifiers::NONE, key)
        })
    };
    let disputes = matches!(state.view.desk, Some(Desk::Disputes(_)));
    let steps = desk_keys().into_iter().filter(|key| !disputes || matches!(key.action, DeskAction::Step(_)));
    let steps = steps.map(|key| (key.key, key.action));
    let rules = [Key::Num1, Key::Num2, Key::Num3, Key::Num4].into_iter().zip(Holds::ALL.map(DeskAction::Rule));
    let rules = rules.filter(|_| disputes);
    steps.chain(rules).filter(|(key, _)| pressed(*key)).map(|(_, action)| Action::Desk(action)).collect()
}

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
        // A field that lets go of the keyboard on Escape has done so by now; one that has not wants it for itself.
        let escape = row.chord == Chord::Plain(Key::Escape);
        let field_key = typing && matches!(row.chord, Chord::Ctrl(Key::A | Key::Z) | Chord::CtrlShift(Key::Z));
        if ((quiet || escape) && (typing || in_menu)) || taken || field_key || (asking && !escape) {
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
