//! The one call that turns a request into positions.

use std::ops::ControlFlow;

use super::communities;
use super::fresh::{Watch, fresh};
use super::overlap::Mark;
use super::request::{Layout, Pos, Progress, Request, Start};
use super::scale;
use super::ties::Ties;
use super::warm::{Known, warm};

/// How far from the middle of the map anything may stand, in map units.
const EDGE_OF_MAP: f32 = 1e7;
/// From how many nodes on threads are worth starting.
const WORTH_THREADS: usize = 2_000;
/// How freely a fresh map moves to meet its pins.
const HEAT_TO_PINS: f32 = 0.5;

/// Makes one layout and returns when it is done.
///
/// `watch` is called after every iteration of a large component; when it breaks, what there is is finished quickly
/// and returned. The result is the same for the same request, whatever the number of threads. No request panics,
/// and no position is ever infinite or not a number.
pub fn layout(request: &Request, watch: &mut (dyn FnMut(Progress<'_>) -> ControlFlow<()> + Send)) -> Layout {
    if request.structure.len() >= WORTH_THREADS {
        // To rayon, 0 is as many as the machine has.
        let wanted = request.settings.threads.map_or(0, |threads| threads.clamp(1, 256));
        if let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(wanted).build() {
            let threads = pool.current_num_threads();
            return pool.install(|| Layout { threads, ..make(request, watch) });
        }
    }
    make(request, watch)
}

fn make(request: &Request, watch: &mut Watch<'_>) -> Layout {
    let structure = &request.structure;
    let ties = weighed(Ties::new(structure.len(), &structure.edges).balanced(), request);
    let marks = Mark::of(structure, request.settings.label_room);
    let pins = Pins::of(request);
    let (mut positions, iterations) = match &request.start {
        Start::Warm { positions, heat } if positions.iter().take(ties.len()).any(|at| is_on_map(*at)) => {
            let places = pins.known(positions);
            let fixed = pins.fixed(request.only.as_deref(), &places);
            let heat = if heat.is_finite() { heat.clamp(0.0, 1.0) } else { 0.0 };
            warm(&ties, &marks, request, Known { places, fixed: &fixed, heat }, watch)
        }
        _ => from_nothing(&ties, &marks, request, &pins, watch),
    };
    for at in positions.iter_mut().flatten() {
        *at = if at.is_finite() { at.clamp(-EDGE_OF_MAP, EDGE_OF_MAP) } else { 0.0 };
    }
    pins.set(&mut positions);
    Layout { positions, iterations, threads: 1 }
}

fn from_nothing(ties: &Ties, marks: &[Mark], request: &Request, pins: &Pins, watch: &mut Watch<'_>) -> (Vec<Pos>, u32) {
    let (mut positions, iterations) = fresh(ties, marks, request, watch);
    if pins.places.iter().all(Option::is_none) {
        return (positions, iterations);
    }
    pins.meet(&mut positions);
    let places = pins.known(&positions);
    let fixed = pins.fixed(None, &places);
    let (positions, more) = warm(ties, marks, request, Known { places, fixed: &fixed, heat: HEAT_TO_PINS }, watch);
    (positions, iterations + more)
}

/// Weakens the ties between communities as far as the settings ask for clusters.
fn weighed(mut ties: Ties, request: &Request) -> Ties {
    let between = request.settings.between_communities();
    if between < 1.0 {
        let community = communities::of_ties(&ties);
        let same = |a: u32, b: u32| community[a as usize] == community[b as usize];
        ties.reweigh(|a, b, weight| if same(a, b) { weight } else { weight * between });
    }
    ties
}

fn is_on_map(at: Pos) -> bool {
    at.iter().all(|v| v.is_finite() && v.abs() <= EDGE_OF_MAP)
}

/// Where each pinned node stands.
struct Pins {
    places: Vec<Option<Pos>>,
}

impl Pins {
    fn of(request: &Request) -> Self {
        let mut places = vec![None; request.structure.len()];
        for (node, at) in request.pins.iter().filter(|(_, at)| is_on_map(*at)) {
            if let Some(place) = places.get_mut(*node as usize) {
                *place = Some(*at);
            }
        }
        Self { places }
    }

    fn set(&self, positions: &mut [Pos]) {
        for (position, place) in positions.iter_mut().zip(&self.places) {
            *position = place.unwrap_or(*position);
        }
    }

    /// What may not move: the pinned, and if only some may move, all others that have a place.
    fn fixed(&self, only: Option<&[u32]>, places: &[Option<Pos>]) -> Vec<bool> {
        let mut fixed: Vec<bool> = places.iter().map(|place| only.is_some() && place.is_some()).collect();
        for &node in only.unwrap_or_default() {
            if let Some(fixed) = fixed.get_mut(node as usize) {
                *fixed = false;
            }
        }
        fixed.iter().zip(&self.places).map(|(fixed, pin)| *fixed || pin.is_some()).collect()
    }

    /// The places that are known of all nodes.
    fn known(&self, positions: &[Pos]) -> Vec<Option<Pos>> {
        let given = |node: usize| positions.get(node).copied().filter(|at| is_on_map(*at));
        self.places.iter().enumerate().map(|(node, place)| place.or(given(node))).collect()
    }

    /// Turns and moves a whole map so that its pinned nodes come as near to their places as can be (the orthogonal
    /// Procrustes problem in the plane).
    fn meet(&self, positions: &mut [Pos]) {
        let pairs: Vec<(Pos, Pos)> =
            positions.iter().zip(&self.places).filter_map(|(from, to)| Some((*from, (*to)?))).collect();
        let from = scale::mean(&pairs.iter().map(|pair| pair.0).collect::<Vec<_>>());
        let to = scale::mean(&pairs.iter().map(|pair| pair.1).collect::<Vec<_>>());
        let (mut along, mut across) = (0f32, 0f32);
        for (a, b) in &pairs {
            let (a, b) = ([a[0] - from[0], a[1] - from[1]], [b[0] - to[0], b[1] - to[1]]);
            along += a[0] * b[0] + a[1] * b[1];
            across += a[0] * b[1] - a[1] * b[0];
        }
        let turn = across.atan2(along);
        let (sin, cos) = turn.sin_cos();
        for at in positions {
            let [x, y] = [at[0] - from[0], at[1] - from[1]];
            *at = [to[0] + x * cos - y * sin, to[1] + x * sin + y * cos];
        }
    }
}
