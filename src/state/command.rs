//! The command table: everything that the reader can trigger, with its words, its keys and when it can be done.
//!
//! Menus, buttons, keys and the list of keys all read this one table.

use egui::Key;

use super::{Arranging, Chord, Desk, Menu, Pattern, Sample, State};

/// Something that the reader can trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Ask for a file and open it.
    Open,
    /// Ask for a file and add it to the map.
    AddFacts,
    /// Read the files of the map again.
    ReadAgain,
    /// Read files again as soon as they change.
    ReadAtOnce,
    /// Open or close the list of what is new.
    NewsPanel,
    /// Show the next of it on the map.
    NextNews,
    /// Show the one before.
    PreviousNews,
    /// Open a map that the program carries.
    OpenSample(Sample),
    /// Save to the project file.
    Save,
    /// Save to another file.
    SaveAs,
    /// Write a picture.
    ExportPicture,
    /// Write the evidence as a numbered list.
    ExportEvidence,
    /// Open or close the report.
    Report,
    /// Close the window.
    Quit,
    /// Take the last step back.
    Undo,
    /// Do it again.
    Redo,
    /// Go to the search field.
    Find,
    /// Choose all that is shown.
    SelectAll,
    /// Go to the next excerpt of what is chosen.
    NextExcerpt,
    /// Go to the excerpt before.
    PreviousExcerpt,
    /// Choose also what the chosen ones are tied to.
    SelectNeighbours,
    /// Ask how two entities are connected.
    Connect,
    /// Show the next chain between them.
    NextChain,
    /// Show the chain before.
    PreviousChain,
    /// Hide what is chosen.
    Hide,
    /// Show only what is chosen and what it is tied to.
    ShowOnlyNeighbours,
    /// Show what was hidden by hand.
    ShowHidden,
    /// Show everything.
    ShowAll,
    /// Hold what is chosen in place, or let it go.
    Pin,
    /// Let everything go.
    UnpinAll,
    /// Find places anew.
    ArrangeAgain,
    /// Find places anew for what is chosen.
    ArrangeSelection,
    /// Arrange by a pattern.
    Arrange(Pattern),
    /// Open or close the card of the layout.
    ArrangePanel,
    /// Stop or go on arranging.
    Pause,
    /// Go through facts one by one, or stop.
    CheckFacts,
    /// The lists of gaps and oddities.
    Lists,
    /// Facts that cannot both hold.
    Disputes,
    /// Dot the ties of facts that were not yet looked at.
    MarkUnreviewed,
    /// Show the whole map.
    Fit,
    /// Show what is chosen.
    FitSelection,
    /// Nearer.
    ZoomIn,
    /// Farther.
    ZoomOut,
    /// Open or close the filter panel.
    FilterPanel,
    /// Open or close the details panel.
    DetailsPanel,
    /// Open or close the panel of time.
    TimePanel,
    /// Open or close the legend.
    Legend,
    /// As the system has it.
    ThemeSystem,
    /// Paper.
    ThemeLight,
    /// Slate.
    ThemeDark,
    /// The list of keys.
    Keys,
    /// What this program is.
    About,
    /// One step back: close, clear, let go.
    StepBack,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// What it triggers.
    pub command: Command,
    /// Where it stands.
    pub menu: Menu,
    /// What the menu says; an ellipsis where something is asked first.
    pub text: &'static str,
    /// What the tooltip says.
    pub tip: &'static str,
    /// The keys.
    pub chord: Chord,
}

const fn row(command: Command, menu: Menu, text: &'static str, tip: &'static str, chord: Chord) -> Row {
    Row { command, menu, text, tip, chord }
}

const fn pattern(pattern: Pattern, text: &'static str, tip: &'static str) -> Row {
    row(Command::Arrange(pattern), Menu::Arrange, text, tip, Chord::None)
}

/// Every command, in the order of the menus.
pub const TABLE: &[Row] = &[
    row(Command::Open, Menu::File, "Open…", "Open extracted facts or a saved map", Chord::Ctrl(Key::O)),
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
        Command::NewsPanel,
        Menu::View,
        "What is new",
        "What the last reading of the files added, changed and took away",
        Chord::CtrlShift(Key::N),
    ),
    row(Command::NextNews, Menu::View, "Next change", "Show the next of what is new", Chord::Shift(Key::N)),
    row(Command::PreviousNews, Menu::View, "Previous change", "Show the one before", Chord::None),
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
    row(Command::ZoomIn, Menu::View, "Zoom in", "Nearer", Chord::Plain(Key::Plus)),
    row(Command::ZoomOut, Menu::View, "Zoom out", "Farther", Chord::Plain(Key::Minus)),
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
    row(Command::Legend, Menu::View, "Legend", "What shapes, colours and lines mean", Chord::Plain(Key::L)),
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
];

impl Command {
    /// The row of the table.
    #[must_use]
    pub fn row(self) -> Option<&'static Row> {
        TABLE.iter().find(|row| row.command == self)
    }

    /// What the menu says now: undo and redo name their step.
    #[must_use]
    pub fn text(self, state: &State) -> String {
        let step = state.map().and_then(|map| match self {
            Self::Undo => map.history.next_undo().map(|name| format!("Undo {name}")),
            Self::Redo => map.history.next_redo().map(|name| format!("Redo {name}")),
            Self::Pause => {
                Some(if map.arranging == Arranging::Paused { "Resume arranging" } else { "Pause arranging" }.to_owned())
            }
            _ => None,
        });
        step.unwrap_or_else(|| self.row().map(|row| row.text.to_owned()).unwrap_or_default())
    }

    /// Whether it can be done now.
    #[must_use]
    pub fn is_enabled(self, state: &State) -> bool {
        let chosen = !state.view.selection.is_empty();
        let Some(map) = state.map() else {
            return matches!(
                self,
                Self::Open
                    | Self::OpenSample(_)
                    | Self::Quit
                    | Self::FilterPanel
                    | Self::DetailsPanel
                    | Self::ReadAtOnce
                    | Self::ThemeSystem
                    | Self::ThemeLight
                    | Self::ThemeDark
                    | Self::Keys
                    | Self::About
                    | Self::StepBack
            );
        };
        match self {
            Self::Undo => map.history.next_undo().is_some(),
            Self::Redo => map.history.next_redo().is_some(),
            Self::SelectNeighbours | Self::FitSelection => chosen,
            Self::NextExcerpt | Self::PreviousExcerpt => chosen || state.view.connection.shown().is_some(),
            Self::NextChain | Self::PreviousChain => !state.view.connection.chains().is_empty(),
            Self::Hide | Self::Pin | Self::ShowOnlyNeighbours | Self::ArrangeSelection => {
                !state.view.selection.entities.is_empty()
            }
            Self::Arrange(_) => map.is_placed() && map.visible.num_entities > 0,
            Self::ShowHidden => !map.decisions.hidden.is_empty(),
            Self::ShowAll => !map.decisions.hidden.is_empty() || !map.decisions.filter.is_empty(),
            Self::UnpinAll => !map.decisions.pinned.is_empty(),
            Self::Pause => map.arranging != Arranging::Settled,
            _ => true,
        }
    }

    /// Whether a check mark stands before it.
    #[must_use]
    pub fn is_on(self, state: &State) -> Option<bool> {
        use crate::project::Theme;
        let settings = &state.settings;
        Some(match self {
            Self::FilterPanel => settings.panels.filter.open,
            Self::DetailsPanel => settings.panels.details.open,
            Self::TimePanel => settings.panels.time.open,
            Self::Legend => settings.panels.legend.open,
            Self::ArrangePanel => state.view.arrange_open,
            Self::CheckFacts => matches!(state.view.desk, Some(Desk::Queue(_))),
            Self::MarkUnreviewed => state.map().is_some_and(|map| map.decisions.filter.mark_unreviewed),
            Self::ReadAtOnce => settings.read_at_once,
            Self::NewsPanel => state.view.news_open,
            Self::ThemeSystem => settings.theme == Theme::System,
            Self::ThemeLight => settings.theme == Theme::Light,
            Self::ThemeDark => settings.theme == Theme::Dark,
            _ => return None,
        })
    }
}

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
