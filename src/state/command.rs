//! Everything that the reader can trigger, by name; words and keys stand in the command table.
//!
//! Menus, buttons, keys and the list of keys all read this one table.

use super::{Pattern, Sample, Tool, Way};

/// Something that the reader can trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Ask for a file and open it.
    Open,
    /// Ask for a file and say what is what in it, whatever it is.
    OpenMapped,
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
    /// Choose all that is shown and not chosen.
    InvertSelection,
    /// From the chosen entity along a tie.
    Walk(Way),
    /// Show the details of what is chosen.
    OpenDetails,
    /// Say what a drag on the ground does.
    Use(Tool),
    /// Hide what is chosen.
    Hide,
    /// Show only what is chosen and what it is tied to.
    ShowOnlyNeighbours,
    /// Show what was hidden by hand.
    ShowHidden,
    /// Take leaves together beside their hubs, or not.
    BunchLeaves,
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
    /// To the view before.
    Back,
    /// To the view after.
    Forward,
    /// Keep the view under a name.
    KeepView,
    /// One step more around what is chosen.
    FocusWider,
    /// One step less.
    FocusNarrower,
    /// So many steps.
    FocusSteps(u8),
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
    /// Show or hide the small map.
    Minimap,
    /// Larger text and buttons.
    Larger,
    /// Smaller text and buttons.
    Smaller,
    /// Text and buttons as they come.
    UsualSize,
    /// No gliding.
    LessMotion,
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
