//! Where the reader looks, what is chosen, and which panels are open.

use std::sync::Arc;

use egui::Rect;

use super::{
    Coast, Connection, Correction, Desk, Listed, Map, Playing, ReportView, Selection, Sights, Sources, Tool, Walk,
};
use crate::facts::{ArticleId, EntityId, FactId};
use crate::graph::Hit;
use crate::scene::{Camera, Emphasis, Ground, Place, Places, Target};

/// Whether the view follows the map while it arranges itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Following {
    /// The whole map is kept in sight until the reader moves the view.
    #[default]
    Map,
    /// The reader moved the view; it stays.
    Nothing,
}

/// A move of the view that takes a moment, so that the reader does not lose the place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flight {
    /// Where it began.
    pub from: Camera,
    /// Where it ends.
    pub to: Camera,
    /// When it began, in seconds of [`State::now`](super::State::now).
    pub since: f64,
}

impl Flight {
    /// How long a move takes, in seconds.
    pub const SECONDS: f64 = 0.22;
}

/// An article that is open at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Reader {
    /// Which article.
    pub article: ArticleId,
    /// The fact that led here, with the number of its evidence.
    pub evidence: Option<(FactId, usize)>,
    /// Bytes of the text that led here, such as a name.
    pub place: Option<std::ops::Range<usize>>,
}

/// Marks that are being dragged.
#[derive(Clone, Debug)]
pub struct Drag {
    /// Which, and where each is held now.
    pub held: Vec<(EntityId, Place)>,
    /// Where everything stood before, for undo.
    pub before: Places,
}

/// The panels around the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// What to show.
    Filter,
    /// What is chosen, and what says so.
    Details,
    /// What shapes, colours and lines mean.
    Legend,
    /// The facts in time.
    Time,
    /// What could not be read.
    Report,
    /// How the map is arranged.
    Arrange,
    /// The small map of the whole.
    Minimap,
}

/// Where the reader looks, and at what.
#[derive(Debug)]
pub struct View {
    /// The transform between the map and the screen.
    pub camera: Camera,
    /// The part of the window that the map fills; nothing before the first frame.
    pub area: Rect,
    /// Whether the view follows the map while it arranges itself.
    pub following: Following,
    /// A move of the view under way.
    pub flight: Option<Flight>,
    /// What is left of a pan that was let go.
    pub coast: Option<Coast>,
    /// What is chosen.
    pub selection: Selection,
    /// The ties of the one entity that is chosen, in the order of the list.
    pub listed: Listed,
    /// What is pointed at.
    pub hovered: Option<Target>,
    /// When the pointer left what it was on, in seconds: it stays lifted for a moment, so that the map does not flicker
    /// while the pointer passes from mark to mark.
    pub left_at: Option<f64>,
    /// What stands out; follows from the two above.
    pub emphasis: Arc<Emphasis>,
    /// How many steps around what is chosen are shown in full, where the reader said so.
    pub steps: Option<u8>,
    /// Views to go back and forward to.
    pub sights: Sights,
    /// What a drag on the ground does.
    pub tool: Tool,
    /// Marks that are being dragged.
    pub drag: Option<Drag>,
    /// The article that is open.
    pub reader: Option<Reader>,
    /// The excerpt that the reader has come to, where they go from one to the next.
    pub walk: Option<Walk>,
    /// Time passing by.
    pub playing: Option<Playing>,
    /// What is typed as the day on which something was known, as long as it is.
    pub day_typed: Option<String>,
    /// The sources of a tie, while they lie open.
    pub sources: Option<Sources>,
    /// Whether all mentions of the chosen entity are listed.
    pub all_mentions: bool,
    /// How two entities are connected.
    pub connection: Connection,
    /// Whether the report is open.
    pub report_open: bool,
    /// What is looked at of the report.
    pub report: ReportView,
    /// Whether the list of what is new is open.
    pub news_open: bool,
    /// Whether the card of the layout is open.
    pub arrange_open: bool,
    /// Paper or slate, as the theme and the system say.
    pub ground: Ground,
    /// Text typed into the filter's list of relations.
    pub relation_filter: String,
    /// What lies on the desk where facts are checked.
    pub desk: Option<Desk>,
    /// Set while the note on the desk should take the keyboard.
    pub note_wants_focus: bool,
    /// The correction that is being typed.
    pub correction: Option<Box<Correction>>,
}

impl Default for View {
    fn default() -> Self {
        Self {
            camera: Camera::default(),
            area: Rect::NOTHING,
            following: Following::default(),
            flight: None,
            coast: None,
            selection: Selection::default(),
            hovered: None,
            left_at: None,
            listed: Listed::default(),
            emphasis: Arc::default(),
            steps: None,
            sights: Sights::default(),
            tool: Tool::default(),
            drag: None,
            reader: None,
            walk: None,
            playing: None,
            day_typed: None,
            sources: None,
            all_mentions: false,
            connection: Connection::default(),
            report_open: false,
            report: ReportView::default(),
            news_open: false,
            arrange_open: false,
            ground: Ground::default(),
            relation_filter: String::new(),
            desk: None,
            note_wants_focus: false,
            correction: None,
        }
    }
}

impl View {
    /// The largest zoom that fitting a map chooses: a map of five entities does not fill the wall.
    pub const FIT_ZOOM: f32 = 1.6;

    /// The camera that shows `part` of a map whole.
    #[must_use]
    pub fn fitted(&self, part: Rect) -> Camera {
        // Names stand beside and below their marks: they need room too.
        let margin =
            egui::vec2((self.area.width() * 0.07).clamp(12.0, 84.0), (self.area.height() * 0.06).clamp(12.0, 46.0));
        Camera::fitted(self.area, part, margin, Self::FIT_ZOOM)
    }

    /// Works out what stands out of `map`.
    pub fn refresh_emphasis(&mut self, map: Option<&Map>) {
        let chosen = match self.selection.single() {
            Some(Target::Entity(id)) => Some(id),
            _ => None,
        };
        self.listed.bring_up(map, chosen);
        let emphasis = map.map(|map| self.emphasis_in(map)).unwrap_or_default();
        if *self.emphasis != emphasis {
            self.emphasis = Arc::new(emphasis);
        }
    }

    /// A chain that is shown stays what stands out while the pointer moves over the map.
    fn emphasis_in(&self, map: &Map) -> Emphasis {
        let mut emphasis = self.selection.emphasis(map, self.hovered, self.steps.unwrap_or(1));
        self.connection.lift(&mut emphasis);
        if let Some(walk) = self.walk.as_ref().filter(|_| self.hovered.is_none()) {
            walk.lift(map, &mut emphasis);
        }
        emphasis
    }
}

/// The search field and what fits.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// What is typed.
    pub text: String,
    /// What fits, best first.
    pub hits: Vec<Hit>,
    /// Which of the hits the arrow keys are on.
    pub cursor: usize,
    /// Counts up with each change of the text; an answer to an older one is dropped.
    pub generation: u64,
    /// Set while the field should take the keyboard.
    pub wants_focus: bool,
}
