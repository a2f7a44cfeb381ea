//! The command table: everything that the reader can trigger, with its words and its keys.
//!
//! Menus, buttons, keys and the list of keys all read this one table.

use egui::Key;

use super::{Chord, Command, Menu, Pattern, Row, Sample, Tool, Way};

const fn row(command: Command, menu: Menu, text: &'static str, tip: &'static str, chord: Chord) -> Row {
    Row { command, menu, text, tip, chord }
}

const fn pattern(pattern: Pattern, text: &'static str, tip: &'static str) -> Row {
    row(Command::Arrange(pattern), Menu::Arrange, text, tip, Chord::None)
}

const fn steps(steps: u8, text: &'static str, key: Key) -> Row {
    row(
        Command::FocusSteps(steps),
        Menu::None,
        text,
        "How far around the selection is shown in full",
        Chord::Plain(key),
    )
}

/// Every command, in the order of the menus.
pub const TABLE: &[Row] = &[
    row(Command::Open, Menu::File, "Open…", "Open extracted facts or a saved map", Chord::Ctrl(Key::O)),
    row(
        Command::OpenMapped,
        Menu::File,
        "Open with a mapping…",
        "Say which field is what in a table or in JSON, also where the format is known",
        Chord::None,
    ),
    row(
        Command::AddFacts,
        Menu::File,
        "Add facts…",
        "Add another file of facts to this map; everything stays where it is",
        Chord::CtrlShift(Key::O),
    ),
    row(
        Command::ReadAgain,
        Menu::File,
        "Read files again",
        "Read the files of this map anew; what was decided stays",
        Chord::Ctrl(Key::R),
    ),
    row(Command::ReadAtOnce, Menu::File, "Read changed files at once", "Ask nothing when one changes", Chord::None),
    row(
        Command::OpenSample(Sample::Story),
        Menu::File,
        "Sample: Alibaba in Hollywood",
        "One business story: a meeting and a film slate",
        Chord::None,
    ),
    row(
        Command::OpenSample(Sample::Timeline),
        Menu::File,
        "Sample: The sale of Saltmere harbour",
        "Claims over ten years that contradict each other",
        Chord::None,
    ),
    row(
        Command::OpenSample(Sample::Country),
        Menu::File,
        "Sample: The film country",
        "Three hundred people, firms and films",
        Chord::None,
    ),
    row(Command::Save, Menu::File, "Save map", "Save places, pins, filter and view", Chord::Ctrl(Key::S)),
    row(Command::SaveAs, Menu::File, "Save map as…", "Save to another file", Chord::CtrlShift(Key::S)),
    row(Command::ExportPicture, Menu::File, "Export picture…", "Write the map as a PNG picture", Chord::Ctrl(Key::E)),
    row(
        Command::ExportEvidence,
        Menu::File,
        "Export evidence…",
        "Write what is chosen, or all that is shown, as a numbered list with excerpts and sources",
        Chord::CtrlShift(Key::E),
    ),
    row(
        Command::Report,
        Menu::File,
        "Import report",
        "What could not be read, and what was done about it",
        Chord::None,
    ),
    row(Command::Quit, Menu::File, "Quit", "Close the window", Chord::Ctrl(Key::Q)),
    row(Command::Undo, Menu::Edit, "Undo", "Take the last change back", Chord::Ctrl(Key::Z)),
    row(Command::Redo, Menu::Edit, "Redo", "Make the change again", Chord::CtrlShift(Key::Z)),
    row(Command::Find, Menu::Edit, "Find…", "Find a person, firm or film by name", Chord::Ctrl(Key::F)),
    row(Command::SelectAll, Menu::Edit, "Select all", "Choose everything that is shown", Chord::Ctrl(Key::A)),
    row(
        Command::SelectNeighbours,
        Menu::Edit,
        "Select neighbours",
        "Choose also whatever the selection is tied to",
        Chord::Plain(Key::G),
    ),
    row(
        Command::InvertSelection,
        Menu::Edit,
        "Invert selection",
        "Choose everything that is shown and not chosen",
        Chord::Ctrl(Key::I),
    ),
    row(
        Command::OpenDetails,
        Menu::Edit,
        "Open selection",
        "Show the details of what is chosen",
        Chord::Plain(Key::Enter),
    ),
    row(
        Command::NextExcerpt,
        Menu::Edit,
        "Next excerpt",
        "Go through the excerpts of what is chosen, one by one",
        Chord::Plain(Key::N),
    ),
    row(
        Command::PreviousExcerpt,
        Menu::Edit,
        "Previous excerpt",
        "Go back to the excerpt before",
        Chord::Plain(Key::P),
    ),
    row(
        Command::StepBack,
        Menu::Edit,
        "Step back",
        "Close, clear or let go, one thing at a time",
        Chord::Plain(Key::Escape),
    ),
    row(Command::Fit, Menu::View, "Fit map", "Show the whole map", Chord::Plain(Key::F)),
    row(Command::FitSelection, Menu::View, "Zoom to selection", "Show what is chosen", Chord::Shift(Key::F)),
    row(Command::ZoomIn, Menu::View, "Zoom in", "Nearer", Chord::Plain(Key::PageUp)),
    row(Command::ZoomOut, Menu::View, "Zoom out", "Farther", Chord::Plain(Key::PageDown)),
    row(Command::Back, Menu::View, "Back", "To the view before", Chord::Alt(Key::ArrowLeft)),
    row(Command::Forward, Menu::View, "Forward", "To the view after", Chord::Alt(Key::ArrowRight)),
    row(
        Command::KeepView,
        Menu::View,
        "Keep this view…",
        "Keep what is in sight, chosen and filtered under a name, with the map",
        Chord::Ctrl(Key::B),
    ),
    row(
        Command::FocusWider,
        Menu::View,
        "Widen focus",
        "Show in full what is one step farther from the selection",
        Chord::Plain(Key::Plus),
    ),
    row(
        Command::FocusNarrower,
        Menu::View,
        "Narrow focus",
        "Let what is farthest from the selection fade",
        Chord::Plain(Key::Minus),
    ),
    row(Command::FilterPanel, Menu::View, "Filter panel", "Open or close the filter", Chord::Plain(Key::OpenBracket)),
    row(
        Command::DetailsPanel,
        Menu::View,
        "Details panel",
        "Open or close the details",
        Chord::Plain(Key::CloseBracket),
    ),
    row(
        Command::TimePanel,
        Menu::View,
        "Time panel",
        "When facts happened and when they were published",
        Chord::Shift(Key::T),
    ),
    row(
        Command::Minimap,
        Menu::View,
        "Small map",
        "The whole map in a corner where it is larger than the view",
        Chord::Shift(Key::M),
    ),
    row(Command::Legend, Menu::View, "Legend", "What shapes, colours and lines mean", Chord::Plain(Key::L)),
    row(
        Command::NewsPanel,
        Menu::View,
        "What is new",
        "What the last reading of the files added, changed and took away",
        Chord::CtrlShift(Key::D),
    ),
    row(Command::NextNews, Menu::View, "Next change", "Show the next of what is new", Chord::Shift(Key::N)),
    row(Command::PreviousNews, Menu::View, "Previous change", "Show the one before", Chord::None),
    row(Command::Larger, Menu::View, "Larger text", "Text and buttons a step larger", Chord::Ctrl(Key::Plus)),
    row(Command::Smaller, Menu::View, "Smaller text", "Text and buttons a step smaller", Chord::Ctrl(Key::Minus)),
    row(Command::UsualSize, Menu::View, "Usual text", "Text and buttons as they come", Chord::Ctrl(Key::Num0)),
    row(Command::LessMotion, Menu::View, "Less motion", "Nothing glides: views and marks change at once", Chord::None),
    row(Command::ThemeSystem, Menu::View, "Theme as the system", "Light or dark as the system has it", Chord::None),
    row(Command::ThemeLight, Menu::View, "Light theme", "Ink on paper", Chord::None),
    row(Command::ThemeDark, Menu::View, "Dark theme", "Chalk on slate", Chord::Plain(Key::D)),
    row(
        Command::Connect,
        Menu::Map,
        "How two are connected…",
        "Chains of facts between two entities, the strongest first",
        Chord::Shift(Key::C),
    ),
    row(
        Command::NextChain,
        Menu::Map,
        "Next chain",
        "Show the next chain between the two entities",
        Chord::CtrlShift(Key::N),
    ),
    row(Command::PreviousChain, Menu::Map, "Previous chain", "Show the chain before", Chord::CtrlShift(Key::P)),
    row(
        Command::Use(Tool::Move),
        Menu::Map,
        "Move with the pointer",
        "A drag on the ground moves the map",
        Chord::Shift(Key::V),
    ),
    row(
        Command::Use(Tool::Box),
        Menu::Map,
        "Select with a box",
        "A drag on the ground selects what is within it; Shift and a drag do so at any time",
        Chord::Shift(Key::B),
    ),
    row(
        Command::Use(Tool::Lasso),
        Menu::Map,
        "Select with a lasso",
        "A line drawn on the ground selects what is within it",
        Chord::Shift(Key::L),
    ),
    row(
        Command::Hide,
        Menu::Map,
        "Hide selection",
        "Take the chosen entities off the map; nothing is deleted",
        Chord::Plain(Key::H),
    ),
    row(
        Command::ShowOnlyNeighbours,
        Menu::Map,
        "Show only selection and neighbours",
        "Hide everything else",
        Chord::Plain(Key::O),
    ),
    row(Command::ShowHidden, Menu::Map, "Show hidden", "Bring back what was hidden by hand", Chord::Shift(Key::H)),
    row(
        Command::BunchLeaves,
        Menu::Map,
        "Bunch leaves",
        "Take entities whose only tie leads to a hub together beside it; a click on a bunch opens it",
        Chord::Plain(Key::B),
    ),
    row(
        Command::ShowAll,
        Menu::Map,
        "Show everything",
        "Clear the filter and bring back what was hidden",
        Chord::Plain(Key::Num0),
    ),
    row(Command::Pin, Menu::Map, "Pin or unpin selection", "Hold the chosen entities in place", Chord::Shift(Key::P)),
    row(Command::UnpinAll, Menu::Map, "Unpin all", "Let everything move again", Chord::None),
    row(
        Command::ArrangeAgain,
        Menu::Arrange,
        "Arrange again",
        "Find places for everything that is not pinned",
        Chord::Plain(Key::R),
    ),
    row(
        Command::ArrangeSelection,
        Menu::Arrange,
        "Arrange selection",
        "Find places for the chosen entities; the others stay",
        Chord::Shift(Key::R),
    ),
    row(
        Command::Pause,
        Menu::Arrange,
        "Pause or resume arranging",
        "Stop the movement, or go on",
        Chord::Plain(Key::Space),
    ),
    pattern(Pattern::Rings, "In rings", "Around the chosen entity, by distance from it"),
    pattern(Pattern::Time, "By time", "From left to right by the dates of the facts; what has no date stands below"),
    pattern(Pattern::Kinds, "By kind", "A column for people, one for firms, one for films, and so on"),
    pattern(Pattern::Layers, "In layers", "Arrows point down, as in who owns whom"),
    pattern(Pattern::Circle, "On a circle", "Groups that belong together side by side"),
    pattern(Pattern::Apart, "Marks apart", "Until none lies on another, as little as possible"),
    row(
        Command::ArrangePanel,
        Menu::Arrange,
        "Spread, groups, room for names",
        "Open or close the dials of the layout",
        Chord::None,
    ),
    row(
        Command::CheckFacts,
        Menu::Evidence,
        "Check facts one by one",
        "Each with its excerpts, beside the map: accept, reject, leave open",
        Chord::Ctrl(Key::J),
    ),
    row(
        Command::Lists,
        Menu::Evidence,
        "Gaps and oddities",
        "Facts without evidence, excerpts that are not found, doubles, and more",
        Chord::CtrlShift(Key::J),
    ),
    row(Command::Disputes, Menu::Evidence, "Contradictions", "Facts that cannot both hold, side by side", Chord::None),
    row(
        Command::MarkUnreviewed,
        Menu::Evidence,
        "Dot what was not checked",
        "Ties of facts without a verdict are dotted",
        Chord::None,
    ),
    row(Command::Keys, Menu::Help, "Keys", "Every key on one page", Chord::Plain(Key::F1)),
    row(Command::About, Menu::Help, "About Tieline", "Version, licence and what it is made with", Chord::None),
    row(
        Command::Walk(Way::Left),
        Menu::None,
        "Walk left",
        "To the nearest entity on the left that the chosen one is tied to",
        Chord::Plain(Key::ArrowLeft),
    ),
    row(
        Command::Walk(Way::Right),
        Menu::None,
        "Walk right",
        "To the nearest entity on the right that the chosen one is tied to",
        Chord::Plain(Key::ArrowRight),
    ),
    row(
        Command::Walk(Way::Up),
        Menu::None,
        "Walk up",
        "To the nearest entity above that the chosen one is tied to",
        Chord::Plain(Key::ArrowUp),
    ),
    row(
        Command::Walk(Way::Down),
        Menu::None,
        "Walk down",
        "To the nearest entity below that the chosen one is tied to",
        Chord::Plain(Key::ArrowDown),
    ),
    steps(1, "One step around", Key::Num1),
    steps(2, "Two steps around", Key::Num2),
    steps(3, "Three steps around", Key::Num3),
    steps(4, "Four steps around", Key::Num4),
    steps(5, "Five steps around", Key::Num5),
    steps(6, "Six steps around", Key::Num6),
    steps(7, "Seven steps around", Key::Num7),
    steps(8, "Eight steps around", Key::Num8),
    steps(9, "Nine steps around", Key::Num9),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_commands_share_their_keys() {
        for (at, row) in TABLE.iter().enumerate() {
            for other in &TABLE[at + 1..] {
                assert!(row.chord == Chord::None || row.chord != other.chord, "{} and {}", row.text, other.text);
                assert_ne!(row.command, other.command);
                assert_ne!(row.text, other.text);
            }
        }
    }

    #[test]
    fn words_follow_the_style() {
        for row in TABLE {
            assert!(!row.text.ends_with('.') && !row.tip.ends_with('.'), "{}", row.text);
            assert!(
                row.text.starts_with(char::is_uppercase) && row.tip.starts_with(char::is_uppercase),
                "{}",
                row.text
            );
        }
    }
}
