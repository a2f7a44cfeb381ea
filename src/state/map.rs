//! The open map: what was read, what the reader decided, and where everything stands.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::{Counts, Glide, History, Weighed};
use crate::facts::{EntityId, FactBase, FactId, Report};
use crate::graph::{Graph, Searcher, TieId, Visible};
use crate::layout::{Edge, Request, Start, Structure};
use crate::project::{Decisions, Project, Source};
use crate::scene::{Looks, Place, Places, Scene, Style, bounds};

/// The map that is open, if any.
#[derive(Debug, Default)]
pub enum Document {
    /// Nothing is open.
    #[default]
    Empty,
    /// A map is open.
    Ready(Box<Map>),
}

impl Document {
    /// The open map.
    #[must_use]
    pub const fn map(&self) -> Option<&Map> {
        match self {
            Self::Ready(map) => Some(map),
            Self::Empty => None,
        }
    }
}

/// A map that the program carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// One business story: a meeting and a film slate.
    Story,
    /// Claims over years that contradict each other.
    Timeline,
    /// Three hundred entities.
    Country,
}

impl Sample {
    /// All of them, the smallest first.
    pub const ALL: [Self; 3] = [Self::Story, Self::Timeline, Self::Country];

    /// The name that project files use.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Story => "alibaba-hollywood",
            Self::Timeline => "harbour-takeover",
            Self::Country => "film-country",
        }
    }

    /// What menus call it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Story => "Alibaba in Hollywood",
            Self::Timeline => "The sale of Saltmere harbour",
            Self::Country => "The film country",
        }
    }

    /// The facts.
    #[must_use]
    pub const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Story => include_bytes!("../../sample-data/alibaba-hollywood.json"),
            Self::Timeline => include_bytes!("../../sample-data/harbour-takeover.json"),
            Self::Country => include_bytes!("../../sample-data/film-country.json"),
        }
    }

    /// The sample of a project file's name for it.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sample| sample.id() == id)
    }
}

/// Where a map came from.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// What the window's title calls it.
    pub name: String,
    /// The fact files, with what they held when they were read.
    pub sources: Vec<Source>,
    /// The project file, once there is one.
    pub project: Option<PathBuf>,
    /// The project as it was opened, so that parts which this version does not know are written back.
    pub kept: Option<Arc<Project>>,
}

/// A map as it comes from a job: read, indexed and ready to be shown.
#[derive(Debug)]
pub struct Opened {
    /// What was read.
    pub base: Arc<FactBase>,
    /// Who is tied to whom.
    pub graph: Arc<Graph>,
    /// The names, ready to be searched.
    pub searcher: Arc<Searcher>,
    /// What the layout needs to know.
    pub structure: Arc<Structure>,
    /// What the articles weigh; nothing where no window asks for it.
    pub weighed: Arc<Weighed>,
    /// What could not be used.
    pub report: Report,
    /// Where it came from.
    pub origin: Origin,
    /// What the reader decided when the map was saved.
    pub decisions: Decisions,
    /// Where entities stood when the map was saved.
    pub places: Option<Vec<Option<Place>>>,
    /// Where the reader looked when the map was saved.
    pub camera: Option<crate::scene::Camera>,
    /// The theme that the map was saved with.
    pub theme: Option<crate::project::Theme>,
    /// Who stands between others, where marks are sized by that.
    pub between: Option<Arc<[f32]>>,
    /// What must be told: a fact file that changed, decisions whose entity is gone.
    pub warnings: Vec<String>,
}

/// What the layout is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Arranging {
    /// Everything stands.
    #[default]
    Settled,
    /// Marks are moving; how far it is, 0 to 1.
    Running(f32),
    /// The reader stopped it.
    Paused,
}

/// An open map.
#[derive(Debug)]
pub struct Map {
    /// The reading that brought it, counted by the state.
    pub generation: u64,
    /// What was read.
    pub base: Arc<FactBase>,
    /// Who is tied to whom.
    pub graph: Arc<Graph>,
    /// The names, ready to be searched.
    pub searcher: Arc<Searcher>,
    /// What the layout needs to know.
    pub structure: Arc<Structure>,
    /// What the articles weigh.
    pub weighed: Arc<Weighed>,
    /// What could not be used.
    pub report: Report,
    /// Where it came from.
    pub origin: Origin,
    /// What the reader decided.
    pub decisions: Decisions,
    /// What passes the filter.
    pub visible: Arc<Visible>,
    /// How entities and ties look.
    pub looks: Arc<Looks>,
    /// Where entities stand; not finite for those that have no place yet.
    pub places: Places,
    /// Counts up whenever a place changes.
    pub places_version: u64,
    /// Counts up whenever what is shown, or how, changes.
    pub looks_version: u64,
    /// Entities and facts by kind, relation, status and year.
    pub counts: Counts,
    /// What can be undone.
    pub history: History,
    /// What the layout is doing.
    pub arranging: Arranging,
    /// Who stands between others, once somebody asked.
    pub between: Option<Arc<[f32]>>,
    /// Marks on their way to where a pattern puts them.
    pub glide: Option<Glide>,
}

impl Map {
    /// Opens what a job brought.
    #[must_use]
    pub fn new(opened: Opened) -> Self {
        let Opened { base, graph, searcher, structure, weighed, report, origin, decisions, places, between, .. } =
            opened;
        let visible = Visible::new(&base, &graph, &decisions.filter, &decisions.hidden);
        let looks = Looks::wanted(&base, &graph, &visible, &decisions.appearance, between.as_deref());
        let nowhere: Place = [f32::NAN; 2];
        let places = match places {
            Some(places) => places.into_iter().map(|place| place.unwrap_or(nowhere)).collect(),
            None => vec![nowhere; base.entities.len()].into(),
        };
        Self {
            generation: 0,
            visible: Arc::new(visible),
            looks: Arc::new(looks),
            places,
            places_version: 0,
            counts: Counts::new(&base),
            looks_version: 0,
            history: History::default(),
            arranging: Arranging::Settled,
            between,
            glide: None,
            base,
            graph,
            searcher,
            structure,
            weighed,
            report,
            origin,
            decisions,
        }
    }

    /// The title: the map's own, or the file's name.
    #[must_use]
    pub fn title(&self) -> &str {
        self.base.title.as_deref().unwrap_or(&self.origin.name)
    }

    /// Works out again what passes the filter and how it looks.
    pub fn refresh(&mut self) {
        let visible = Visible::new(&self.base, &self.graph, &self.decisions.filter, &self.decisions.hidden);
        let between = self.between.as_deref();
        self.looks = Arc::new(Looks::wanted(&self.base, &self.graph, &visible, &self.decisions.appearance, between));
        self.visible = Arc::new(visible);
        self.looks_version += 1;
    }

    /// Puts every entity somewhere else.
    pub fn set_places(&mut self, places: Places) {
        if places.len() == self.base.entities.len() {
            self.places = places;
            self.places_version += 1;
        }
    }

    /// Moves some entities.
    pub fn move_to(&mut self, moved: impl IntoIterator<Item = (EntityId, Place)>) {
        let places = Arc::make_mut(&mut self.places);
        for (id, place) in moved {
            if let Some(at) = places.get_mut(id.index()) {
                *at = place;
            }
        }
        self.places_version += 1;
    }

    /// Whether every entity has a place.
    #[must_use]
    pub fn is_placed(&self) -> bool {
        self.places.iter().all(|[x, y]| x.is_finite() && y.is_finite())
    }

    /// The pinned entities and where they stand, as the layout wants them.
    #[must_use]
    pub fn pins(&self) -> Vec<(u32, Place)> {
        let place = |id: &EntityId| self.places.get(id.index()).map(|&place| (id.0, place));
        self.decisions.pinned.iter().filter_map(place).collect()
    }

    /// The facts of a tie that pass the filter.
    #[must_use]
    pub fn shown_facts(&self, id: TieId) -> Vec<FactId> {
        self.graph.tie(id).facts.iter().copied().filter(|fact| self.visible.fact(*fact)).collect()
    }

    /// How many articles say so.
    #[must_use]
    pub fn num_articles(&self, facts: &[FactId]) -> usize {
        let evidence = facts.iter().flat_map(|fact| &self.base.fact(*fact).evidence);
        evidence.filter_map(|evidence| evidence.article).collect::<BTreeSet<_>>().len()
    }

    /// How the layout begins: what was saved stands where it stood, and only newcomers look for a place.
    #[must_use]
    pub fn start(&self) -> Start {
        /// How freely what was saved makes room for newcomers.
        const HEAT_FOR_NEWCOMERS: f32 = 0.1;
        if !self.places.iter().any(|[x, y]| x.is_finite() && y.is_finite()) {
            return Start::Fresh;
        }
        let heat = if self.is_placed() { 0.0 } else { HEAT_FOR_NEWCOMERS };
        Start::Warm { positions: Arc::clone(&self.places), heat }
    }

    /// The request that finds places for the map.
    #[must_use]
    pub fn request(&self, start: Start) -> Request {
        Request {
            structure: Arc::clone(&self.structure),
            start,
            pins: self.pins().into_iter().filter(|(_, [x, y])| x.is_finite() && y.is_finite()).collect(),
            only: None,
            settings: self.decisions.arrangement.clone(),
        }
    }

    /// The part of the map that `entities` cover, marks included; `None` for none.
    #[must_use]
    pub fn bounds_of(&self, entities: impl Iterator<Item = EntityId>) -> Option<egui::Rect> {
        let around = bounds(entities.filter_map(|id| self.places.get(id.index()).copied()))?;
        Some(around.expand(Looks::MAX_RADIUS))
    }

    /// The scene, to be drawn in `style`.
    #[must_use]
    pub fn scene<'a>(&'a self, emphasis: &'a crate::scene::Emphasis, style: &'a Style) -> Scene<'a> {
        Scene {
            base: &self.base,
            graph: &self.graph,
            visible: &self.visible,
            looks: &self.looks,
            places: &self.places,
            emphasis,
            style,
        }
    }
}

/// What the layout needs to know of a graph: ties by strength, marks by size, and on small maps the room for names.
#[must_use]
pub fn structure_of(base: &FactBase, graph: &Graph) -> Structure {
    /// Past this many entities names are shown one by one as there is room.
    const NAMED: usize = 90;
    let degrees = graph.degrees();
    let edges = graph.ties().iter().filter(|tie| tie.a != tie.b).map(|tie| {
        let confidence = |fact: &crate::facts::FactId| f64::from(base.fact(*fact).confidence.unwrap_or(0.8));
        let strength: f64 = tie.facts.iter().map(confidence).sum();
        Edge { a: tie.a.0, b: tie.b.0, weight: (1.0 + strength).ln().max(0.1) as f32 }
    });
    let halves = |name: &str| {
        let width = 7.0 * name.chars().count().min(48) as f32;
        if width > 168.0 { [84.0, 19.0] } else { [width / 2.0, 10.0] }
    };
    let named = base.entities.len() <= NAMED;
    // Without names of their own, marks are kept apart by so much that some names fit between them.
    let room = if named { 0.0 } else { 9.0 };
    Structure {
        edges: edges.collect(),
        radii: degrees.iter().map(|&degree| Looks::radius(degree, degrees.len()) + room).collect(),
        label_halves: if named {
            base.entities.iter().map(|entity| halves(&entity.name)).collect()
        } else {
            Vec::new()
        },
    }
}
