//! What a command is called now, whether it can be done now, and whether it is on.

use super::{Arranging, Command, Desk, Row, State, TABLE};

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
        if matches!(self, Self::LessMotion) {
            // What the system asks for is not taken back here.
            return !state.system_is_calm;
        }
        let Some(map) = state.map() else {
            return matches!(
                self,
                Self::Open
                    | Self::OpenMapped
                    | Self::OpenSample(_)
                    | Self::Quit
                    | Self::FilterPanel
                    | Self::DetailsPanel
                    | Self::ReadAtOnce
                    | Self::Larger
                    | Self::Smaller
                    | Self::UsualSize
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
            Self::SelectNeighbours
            | Self::FitSelection
            | Self::OpenDetails
            | Self::FocusWider
            | Self::FocusNarrower
            | Self::FocusSteps(_) => chosen,
            Self::NextExcerpt | Self::PreviousExcerpt => chosen || state.view.connection.shown().is_some(),
            Self::NextChain | Self::PreviousChain => !state.view.connection.chains().is_empty(),
            Self::Walk(_) => matches!(state.view.selection.single(), Some(crate::scene::Target::Entity(_))),
            Self::Back => state.view.sights.has_past(),
            Self::Forward => state.view.sights.has_future(),
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
            Self::Minimap => settings.panels.minimap.open,
            Self::LessMotion => state.less_motion(),
            Self::Use(tool) => state.view.tool == tool,
            Self::ArrangePanel => state.view.arrange_open,
            Self::CheckFacts => matches!(state.view.desk, Some(Desk::Queue(_))),
            Self::MarkUnreviewed => state.map().is_some_and(|map| map.decisions.filter.mark_unreviewed),
            Self::BunchLeaves => state.map().is_some_and(|map| map.decisions.filter.bunch_leaves),
            Self::ReadAtOnce => settings.read_at_once,
            Self::NewsPanel => state.view.news_open,
            Self::ThemeSystem => settings.theme == Theme::System,
            Self::ThemeLight => settings.theme == Theme::Light,
            Self::ThemeDark => settings.theme == Theme::Dark,
            _ => return None,
        })
    }
}
