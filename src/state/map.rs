//! The open map: what was read, what the reader decided, and where everything stands.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::counts::best_tied;
use super::restate::Aftermath;
use super::{Counts, Glide, History, Naming, Renewed, Weighed, effect};
use crate::facts::{EntityId, FactBase, FactId, Quality, Report, Verdict};
use crate::graph::{Graph, Known, Searcher, TieId, Visible};
use crate::layout::{Request, Start, Structure};
use crate::project::{Decisions, Project, Source};
use crate::scene::{LinesBy, Looks, Place, Places, Scene, Style, bounds};

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

/// Where a map came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origin {
    /// What the window's title calls it.
    pub name: String,
    /// The fact files, with what they held when they were read.
    pub sources: Vec<Source>,
    /// What came of each of them.
    pub parts: Vec<Part>,
    /// The project file, once there is one.
    pub project: Option<PathBuf>,
    /// The project as it was opened, so that parts which this version does not know are written back.
    pub kept: Option<Arc<Project>>,
}

/// What came of one file of a map, or of several that are read as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// What people call it.
    pub name: String,
    /// Which of the map's sources it is.
    pub sources: Vec<usize>,
    /// How many articles it holds.
    pub articles: usize,
    /// How many entities it speaks of, also where other files do.
    pub entities: usize,
    /// How many facts it states; those of the map are in the order of the parts.
    pub facts: usize,
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
    /// The map that this one takes the place of, where files were read again.
    pub renewed: Option<Box<Renewed>>,
    /// Pictures of entities.
    pub portraits: Arc<crate::scene::Portraits>,
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
    /// The best tied of what is shown, each with the number of its shown ties.
    pub best_tied: Vec<(EntityId, usize)>,
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
    /// Counts up whenever a fact is made to say something else.
    pub facts_version: u64,
    /// Whether a job weighs the articles for the first time.
    pub(super) is_being_weighed: bool,
    /// Facts by verdict: accepted, rejected, unsure.
    pub verdicts: [usize; 3],
    /// The lists of gaps and oddities, once somebody asked for them.
    pub quality: Option<Arc<Quality>>,
    /// Which state of the facts the lists are being made of.
    pub(super) quality_asked: Option<(u64, u64)>,
    /// What the last edit leaves to be done.
    pub(super) aftermath: Aftermath,
    /// Where all articles name whom.
    pub naming: Naming,
}

impl Map {
    /// Opens what a job brought.
    #[must_use]
    pub fn new(opened: Opened) -> Self {
        let Opened {
            base,
            graph,
            searcher,
            structure,
            weighed,
            report,
            origin,
            decisions,
            places,
            between,
            portraits,
            ..
        } = opened;
        let visible = seen(&base, &graph, &decisions, &weighed);
        let appearance = &decisions.appearance;
        let marked = Looks::marked(&base, &graph, appearance, between.as_deref()).with_portraits(&portraits);
        let looks = lines_anew(&marked, (&base, &graph), &visible, &decisions, &weighed);
        let nowhere: Place = [f32::NAN; 2];
        let places = match places {
            Some(places) => places.into_iter().map(|place| place.unwrap_or(nowhere)).collect(),
            None => vec![nowhere; base.entities.len()].into(),
        };
        Self {
            generation: 0,
            best_tied: best_tied(&graph, &visible, &looks),
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
            facts_version: 0,
            is_being_weighed: false,
            verdicts: decisions.reviews.count(),
            quality: None,
            quality_asked: None,
            aftermath: Aftermath::default(),
            naming: Naming::NotAsked,
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

    /// Works out again how marks look, and with them all else that is shown.
    pub fn relook(&mut self) {
        let (appearance, between) = (&self.decisions.appearance, self.between.as_deref());
        let marked = Looks::marked(&self.base, &self.graph, appearance, between);
        self.looks = Arc::new(marked.with_portraits(&self.looks.portraits));
        self.refresh();
    }

    /// Works out again what passes the filter and how it looks.
    pub fn refresh(&mut self) {
        let visible = seen(&self.base, &self.graph, &self.decisions, &self.weighed);
        let Self { looks, base, graph, decisions, weighed, .. } = self;
        *looks = Arc::new(lines_anew(looks, (base, graph), &visible, decisions, weighed));
        self.best_tied = best_tied(&self.graph, &visible, &self.looks);
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
        effect::pins(&self.places, &self.decisions.pinned)
    }

    /// The facts of a tie that pass the filter.
    #[must_use]
    pub fn shown_facts(&self, id: TieId) -> Vec<FactId> {
        self.graph.tie(id).facts.iter().copied().filter(|fact| self.visible.fact(*fact)).collect()
    }

    /// Whether a fact is one that the reader rejected.
    #[must_use]
    pub fn is_rejected(&self, id: FactId) -> bool {
        self.decisions.reviews.verdict(id) == Some(Verdict::Rejected)
    }

    /// Whether all facts of a tie were rejected, so that it is off the map for that alone.
    #[must_use]
    pub fn is_rejected_tie(&self, id: TieId) -> bool {
        self.graph.tie(id).facts.iter().all(|fact| self.is_rejected(*fact))
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

/// How lines look now that something else is visible, or that they are drawn by something else.
fn lines_anew(
    looks: &Looks,
    (base, graph): (&FactBase, &Graph),
    visible: &Visible,
    decisions: &Decisions,
    weighed: &Weighed,
) -> Looks {
    let Decisions { appearance, filter, .. } = decisions;
    let sources = |tie| weighed.count(tie).map(|count| count.independent);
    let by = LinesBy { appearance, dot_unreviewed: filter.mark_unreviewed, sources: &sources };
    looks.shown_anew(base, graph, visible, &by)
}

/// What passes the filter, with what is known of facts.
fn seen(base: &FactBase, graph: &Graph, decisions: &Decisions, weighed: &Weighed) -> Visible {
    let verdict = |fact| decisions.reviews.verdict(fact);
    let sources = |fact| weighed.sources(fact);
    let known = Known { verdict: &verdict, sources: &sources };
    Visible::knowing(base, graph, &decisions.filter, &decisions.hidden, &known)
}
