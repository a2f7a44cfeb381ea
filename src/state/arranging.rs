//! Arrangements by a pattern: worked out in a job, glided to from where things stand, and undone in one step.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::{Arranging, Document, Edit, Effect, Following, LayoutOrder, Map, State, Toggle, Tone, move_about};
use crate::facts::{EntityId, FactBase, KindId};
use crate::graph::{Direction, Graph, Visible};
use crate::layout::{self, Edge, Settings, Start, Structure, arrange};
use crate::scene::{Place, Places};

/// A way to arrange a map, or a part of it, that is not by forces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Rings by distance from the chosen entity.
    Rings,
    /// From left to right by the dates of the facts.
    Time,
    /// A column for each kind.
    Kinds,
    /// In layers, so that arrows point down.
    Layers,
    /// On a circle, groups together.
    Circle,
    /// As it stands, but with no mark on another.
    Apart,
}

impl Pattern {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 6] = [Self::Rings, Self::Time, Self::Kinds, Self::Layers, Self::Circle, Self::Apart];

    /// What undo calls it.
    #[must_use]
    pub const fn step(self) -> &'static str {
        match self {
            Self::Rings => "arrange in rings",
            Self::Time => "arrange by time",
            Self::Kinds => "arrange by kind",
            Self::Layers => "arrange in layers",
            Self::Circle => "arrange on a circle",
            Self::Apart => "move marks apart",
        }
    }
}

/// Everything that a pattern is worked out from, shared with the map that stays open.
#[derive(Clone, Debug)]
pub struct ArrangeJob {
    /// The reading that brought the map.
    pub generation: u64,
    /// How.
    pub pattern: Pattern,
    base: Arc<FactBase>,
    graph: Arc<Graph>,
    visible: Arc<Visible>,
    structure: Arc<Structure>,
    places: Places,
    /// What is arranged.
    chosen: Vec<EntityId>,
    /// What may not move.
    pinned: BTreeSet<EntityId>,
    /// Around whom, for rings.
    middle: Option<EntityId>,
    label_room: f32,
}

impl ArrangeJob {
    /// The new places of what moves.
    #[must_use]
    pub fn run(&self) -> Vec<(EntityId, Place)> {
        if self.pattern == Pattern::Apart {
            return self.apart();
        }
        let part = Part::of(self);
        let middle = self.middle.and_then(|id| part.numbers.get(&id).copied());
        let places = match self.pattern {
            Pattern::Rings => arrange::ego(&part.structure, middle.unwrap_or(u32::MAX)),
            Pattern::Time => arrange::by_time(&part.structure, &part.times(self)),
            Pattern::Kinds => arrange::by_kind(&part.structure, &self.columns()),
            Pattern::Layers => arrange::layered(&part.structure),
            Pattern::Circle => arrange::circle(&part.structure, &layout::communities(&part.structure)),
            Pattern::Apart => Vec::new(),
        };
        // The part stays where it was, or its middle does.
        let here = |id: &EntityId| self.places.get(id.index()).copied().unwrap_or_default();
        let (from, to) = match middle {
            Some(number) => (places[number as usize], here(&self.chosen[number as usize])),
            None => (middle_of(places.iter().copied()), middle_of(self.chosen.iter().map(here))),
        };
        let moved =
            self.chosen.iter().zip(places).map(|(&id, [x, y])| (id, [x - from[0] + to[0], y - from[1] + to[1]]));
        moved.filter(|(id, _place)| !self.pinned.contains(id)).collect()
    }

    fn apart(&self) -> Vec<(EntityId, Place)> {
        let chosen: BTreeSet<EntityId> = self.chosen.iter().copied().collect();
        let moves = |id: EntityId| chosen.contains(&id) && !self.pinned.contains(&id);
        let fixed = |at: usize| !moves(EntityId(at as u32));
        let places = layout::remove_overlap(&self.structure, &self.places, fixed, self.label_room);
        self.chosen.iter().filter(|id| moves(**id)).map(|&id| (id, places[id.index()])).collect()
    }

    /// The column of each chosen entity: people, firms, films, then the rest in the order of the file.
    fn columns(&self) -> Vec<u32> {
        let mut kinds: Vec<KindId> = self.chosen.iter().map(|id| self.base.entity(*id).kind).collect();
        kinds.sort_by_key(|kind| (*kind == FactBase::OTHER, *kind));
        kinds.dedup();
        let column = |id: &EntityId| kinds.iter().position(|kind| *kind == self.base.entity(*id).kind);
        self.chosen.iter().map(|id| column(id).unwrap_or_default() as u32).collect()
    }
}

/// What is arranged, with numbers of its own.
struct Part {
    structure: Structure,
    numbers: HashMap<EntityId, u32>,
}

impl Part {
    fn of(job: &ArrangeJob) -> Self {
        let numbers: HashMap<EntityId, u32> = job.chosen.iter().copied().zip(0..).collect();
        let edge = |id| {
            let tie = job.graph.tie(id);
            let (from, to) = match job.visible.direction_of(id) {
                Direction::Backward => (tie.b, tie.a),
                _ => (tie.a, tie.b),
            };
            Some(Edge { a: *numbers.get(&from)?, b: *numbers.get(&to)?, weight: job.visible.num_facts_of(id) as f32 })
        };
        let own = |of: &EntityId| of.index();
        let structure = Structure {
            edges: job.visible.ties().filter_map(edge).collect(),
            radii: job.chosen.iter().map(|id| job.structure.radii[own(id)]).collect(),
            label_halves: if job.structure.label_halves.is_empty() {
                Vec::new()
            } else {
                job.chosen.iter().map(|id| job.structure.label_halves[own(id)]).collect()
            },
        };
        Self { structure, numbers }
    }

    /// The mean date of what is shown of each entity, in years; `None` where no date is known.
    fn times(&self, job: &ArrangeJob) -> Vec<Option<f64>> {
        let mut sums = vec![(0.0, 0_u32); job.chosen.len()];
        for (_, fact) in job.base.facts_with_ids().filter(|(id, _)| job.visible.fact(*id)) {
            let Some(date) = fact.time.first().or_else(|| fact.time.last()) else {
                continue;
            };
            for end in [Some(fact.subject), fact.object].into_iter().flatten() {
                if let Some(&number) = self.numbers.get(&end) {
                    let sum = &mut sums[number as usize];
                    *sum = (sum.0 + date.in_years(), sum.1 + 1);
                }
            }
        }
        sums.into_iter().map(|(sum, count)| (count > 0).then(|| sum / f64::from(count))).collect()
    }
}

/// The middle of the bounding box of places; the origin for none.
fn middle_of(places: impl Iterator<Item = Place>) -> Place {
    crate::scene::bounds(places).map_or([0.0; 2], |around| around.center().into())
}

/// A move of marks from where they stood to where a pattern puts them, so that the eye can follow.
#[derive(Clone, Debug)]
pub struct Glide {
    from: Places,
    to: Places,
    /// When it began, in seconds of [`State::now`].
    since: f64,
}

impl Glide {
    /// How long it takes, in seconds.
    const SECONDS: f64 = 0.45;

    /// Where everything stands at a time, and whether it has arrived.
    fn at(&self, now: f64) -> (Places, bool) {
        let t = ((now - self.since) / Self::SECONDS).clamp(0.0, 1.0) as f32;
        if t >= 1.0 {
            return (Arc::clone(&self.to), true);
        }
        let eased = t * t * (3.0 - 2.0 * t);
        let between = |(from, to): (&Place, &Place)| [0, 1].map(|axis| from[axis] + (to[axis] - from[axis]) * eased);
        (self.from.iter().zip(self.to.iter()).map(between).collect(), false)
    }
}

impl Map {
    /// Moves the marks on, where they glide.
    pub(super) fn glide_on(&mut self, now: f64) {
        if let Some(glide) = &self.glide {
            let (places, arrived) = glide.at(now);
            if arrived {
                self.glide = None;
            }
            self.set_places(places);
        }
    }

    /// The dials of the layout as they are at first.
    #[must_use]
    pub fn usual_dials(&self) -> Settings {
        let Settings { seed, threads, .. } = self.decisions.arrangement;
        Settings { seed, threads, ..Settings::default() }
    }

    /// Ends a glide where it leads to: what comes next begins there.
    pub(super) fn land(&mut self) {
        if let Some(glide) = self.glide.take() {
            self.set_places(glide.to);
        }
    }
}

/// What a pattern would arrange: the chosen entities where there are several, else all that is shown.
fn chosen(state: &State, map: &Map) -> Vec<EntityId> {
    let selected = &state.view.selection.entities;
    if selected.len() > 1 { selected.iter().copied().collect() } else { map.visible.entities().collect() }
}

/// Has a pattern worked out.
pub(super) fn ask(state: &State, pattern: Pattern) -> Option<Effect> {
    let map = state.map()?;
    let selected = &state.view.selection.entities;
    Some(Effect::Arrange(Box::new(ArrangeJob {
        generation: map.generation,
        pattern,
        base: Arc::clone(&map.base),
        graph: Arc::clone(&map.graph),
        visible: Arc::clone(&map.visible),
        structure: Arc::clone(&map.structure),
        places: Arc::clone(&map.places),
        chosen: chosen(state, map),
        pinned: map.decisions.pinned.clone(),
        middle: if selected.len() == 1 && pattern == Pattern::Rings { selected.first().copied() } else { None },
        label_room: map.decisions.arrangement.label_room,
    })))
}

/// A pattern was worked out: everything glides to its new place.
pub(super) fn arranged(
    state: &mut State,
    generation: u64,
    pattern: Pattern,
    moved: Vec<(EntityId, Place)>,
) -> Option<Effect> {
    let still = state.less_motion();
    let State { document: Document::Ready(map), view, now, .. } = state else {
        return None;
    };
    if map.generation != generation || view.drag.is_some() {
        return None;
    }
    map.land();
    let mut to: Vec<Place> = map.places.to_vec();
    for (id, place) in moved {
        if let Some(at) = to.get_mut(id.index()) {
            *at = place;
        }
    }
    let to: Places = to.into();
    if to == map.places {
        state.notify(Tone::Plain, "Everything stands so already");
        return None;
    }
    let from = Arc::clone(&map.places);
    map.history.push(pattern.step(), Edit::Places(Arc::clone(&from), map.decisions.pinned.clone()), false);
    map.arranging = Arranging::Settled;
    map.glide = Some(Glide { from, to: Arc::clone(&to), since: *now });
    if still {
        map.land();
    }
    let order = LayoutOrder::sync(&to, &map.decisions.pinned);
    if view.selection.entities.len() <= 1 {
        view.following = Following::Map;
        move_about::fly_to_all(state, &to);
    }
    Some(Effect::Layout(order))
}

/// Lets the forces find places for the chosen entities alone, from where they stand.
pub(super) fn arrange_selection(state: &mut State) -> Option<Effect> {
    let State { document: Document::Ready(map), view, .. } = state else {
        return None;
    };
    let only = view.selection.entities.iter().map(|id| id.0).collect();
    view.following = Following::Nothing;
    map.history.push("arrange selection", Edit::Places(Arc::clone(&map.places), map.decisions.pinned.clone()), false);
    map.arranging = Arranging::Running(0.0);
    let mut request = map.request(Start::Warm { positions: Arc::clone(&map.places), heat: 1.0 });
    request.only = Some(only);
    Some(Effect::Layout(LayoutOrder::Arrange(request)))
}

/// The dials of the layout stand so now; the map follows from where it is.
pub(super) fn dial(state: &mut State, settings: Settings, gesture: Toggle) -> Option<Effect> {
    /// How freely marks move after a dial was turned.
    const HEAT: f32 = 0.7;
    let Document::Ready(map) = &mut state.document else {
        return None;
    };
    let before = map.decisions.arrangement.clone();
    if settings == before {
        return None;
    }
    map.land();
    let inverse = Edit::Arrangement(before.clone(), Arc::clone(&map.places));
    map.history.push("arrangement", inverse, gesture == Toggle::On);
    // The spread is a factor on all distances: what stands takes it over as it is.
    let factor = settings.spread / before.spread;
    if factor.is_finite() && (factor - 1.0).abs() > 1e-4 {
        let middle = middle_of(map.places.iter().copied());
        let spread = |(at, place): (usize, &Place)| {
            let pinned = map.decisions.pinned.contains(&EntityId(at as u32));
            if pinned { *place } else { [0, 1].map(|axis| middle[axis] + (place[axis] - middle[axis]) * factor) }
        };
        let places: Places = map.places.iter().enumerate().map(spread).collect();
        map.set_places(places);
    }
    let only_spread = settings == Settings { spread: settings.spread, ..before };
    map.decisions.arrangement = settings;
    let heat = if only_spread { 0.1 } else { HEAT };
    Some(move_about::arrange(map, Start::Warm { positions: Arc::clone(&map.places), heat }))
}
