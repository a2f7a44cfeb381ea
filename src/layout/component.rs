//! Draws one connected component from nothing, or moves what is there.

use std::ops::ControlFlow;

use super::anchors::Anchors;
use super::coarsen::coarsen;
use super::each::each;
use super::hops::Hops;
use super::pivotmds::pivot_mds;
use super::request::{Pos, Settings};
use super::rng::Rng;
use super::scale;
use super::sim::{Forces, Sim, natural_unit};
use super::stress;
use super::ties::Ties;

/// Up to how many nodes a component is drawn by the distances of all its pairs.
pub(super) const SMALL: usize = 200;
/// From how many nodes on the forces have the last word: what belongs together comes together, at the cost of some of
/// the true distances. Fewer are easier to take in when all ties are of one length.
const CROWD: usize = 60;
/// How long and how hot they work on what stands where its distances want it.
const AFTERWARDS: (u32, f32) = (60, 0.3);
/// From how many nodes on the first shape is that of a smaller graph.
const MULTILEVEL: usize = 6_000;
/// How small that graph is made.
const COARSEST: usize = 1_000;
/// How long the forces work on each graph in between, and on one of more than a hundred thousand nodes.
const LEVEL_ITERATIONS: [u32; 2] = [15, 8];
/// How often each pair of a small component is looked at.
const EPOCHS: u32 = 40;
/// How many pivots the first shape is drawn from.
const PIVOTS: usize = 50;
/// Up to how many nodes the forces keep distances to pivots,
const ANCHORED: usize = 15_000;
/// in graphs of this mean distance and less.
const SMALL_WORLD: f32 = 12.0;
/// How strongly such graphs are pulled to the middle beyond what the settings ask for: their thin branches would reach
/// far out. A mesh would bulge.
const INWARD: f32 = 0.3;
/// To how many pivots they do.
const ANCHORS: usize = 32;
/// Every how many iterations they do.
const ANCHOR_EVERY: u32 = 2;
/// How long a tie is at first, in the unit of the forces.
const FIRST_TIE: f32 = 2.0;
/// The last temperature of a run, as a share of the first.
const COOLED: f32 = 0.02;

/// What a run tells now and then: iterations so far, share of the work, and how to get the places.
pub(super) type Glance<'a> = dyn FnMut(u32, f32, &dyn Fn() -> Vec<Pos>) -> ControlFlow<()> + 'a;

/// Places in a unit of their own, and how many iterations they took.
pub(super) struct Drawn {
    pub(super) points: Vec<Pos>,
    pub(super) iterations: u32,
}

/// A connected graph from nothing. `stream` tells the component's random numbers from those of others.
///
/// The first shape is PivotMDS's; above some size it is that of a coarser graph, on which the forces work shortly at
/// every level on the way back. Then the forces have their say. In small worlds, where most distances are alike, they
/// get help from distances to a few pivots.
pub(super) fn draw(ties: &Ties, settings: &Settings, stream: u64, glance: &mut Glance<'_>) -> Drawn {
    let mut rng = Rng::new(settings.seed, stream);
    if ties.len() <= SMALL {
        return draw_small(ties, settings, &mut rng);
    }
    let forces = forces(ties, settings);
    let points = first_shape(ties, &forces, &mut rng);
    let iterations = match ties.len() {
        0..=2_000 => 200,
        2_001..=6_000 => 160,
        6_001..=20_000 => 120,
        20_001..=200_000 => 100,
        _ => 40,
    };
    run(free(ties, &points, &mut rng), &forces, 1.0, iterations, glance)
}

/// All nodes free to move, in small worlds with distances to hold to.
fn free(ties: &Ties, points: &[Pos], rng: &mut Rng) -> Sim {
    let sim = Sim::new(ties.clone(), points, vec![1.0; ties.len()]);
    if ties.len() > ANCHORED {
        return sim;
    }
    let hops = Hops::spread(ties, &[], rng.below(ties.len()), ANCHORS);
    if hops.mean() < SMALL_WORLD { sim.anchored(Anchors::new(&hops, ties.len())) } else { sim }
}

/// Rough places in the unit of the forces.
fn first_shape(ties: &Ties, forces: &Forces, rng: &mut Rng) -> Vec<Pos> {
    let levels = if ties.len() < MULTILEVEL { Vec::new() } else { coarsen(ties, COARSEST) };
    let coarsest = levels.last();
    let (top, lengths) = coarsest.map_or((ties, &[][..]), |level| (&level.ties, &level.lengths[..]));
    let hops = Hops::spread(top, lengths, rng.below(top.len()), PIVOTS);
    let mut points = pivot_mds(&hops, top.len(), rng);
    let mean_length = lengths.iter().map(|&length| length as f32).sum::<f32>() / lengths.len().max(1) as f32;
    jitter(&mut points, FIRST_TIE / mean_length.max(1.0), 0.1, rng);
    for (at, level) in levels.iter().enumerate().rev() {
        let len = level.ties.len();
        let iterations = LEVEL_ITERATIONS[usize::from(len > 100_000)];
        let sim = Sim::new(level.ties.clone().balanced(), &points, vec![1.0; len]);
        let worked = run(sim, forces, 1.0, iterations, &mut |_, _, _| ControlFlow::Continue(()));
        let finer = if at > 0 { &levels[at - 1].ties } else { ties };
        points = between_neighbours(finer, &level.cluster, &worked.points);
        jitter(&mut points, (finer.len() as f32 / len as f32).sqrt(), 0.1, rng);
    }
    points
}

/// Each node half way between the middle of its cluster and the mean of those of its neighbours.
fn between_neighbours(ties: &Ties, cluster: &[u32], middles: &[Pos]) -> Vec<Pos> {
    let middle = |node: usize| middles[cluster[node] as usize];
    let place = |node: usize| {
        let ends = ties.of(node);
        let sum = ends.iter().fold([0f32; 2], |sum, &end| {
            let at = middle(end as usize);
            [sum[0] + at[0], sum[1] + at[1]]
        });
        let own = middle(node);
        [0, 1].map(|axis| 0.5 * (own[axis] + sum[axis] / ends.len().max(1) as f32))
    };
    each(ties.len(), place)
}

/// A small connected graph by the distances of all its pairs, and then, if it is a crowd, by the forces.
fn draw_small(ties: &Ties, settings: &Settings, rng: &mut Rng) -> Drawn {
    let first = rng.below(ties.len());
    let hops = Hops::spread(ties, &[], first, PIVOTS);
    let mut points = pivot_mds(&hops, ties.len(), rng);
    let mut terms = stress::all_pairs(ties);
    jitter(&mut points, 1.0, 0.05, rng);
    let begin = stress::boldest_step(&terms);
    stress::descend(&mut points, &mut terms, EPOCHS, begin, rng);
    if ties.len() >= CROWD {
        let forces = forces(ties, settings);
        let unit = natural_unit(ties, &points, &forces);
        let sim = free(ties, &scaled(&points, 1.0 / unit), rng);
        let (iterations, temperature) = AFTERWARDS;
        points = run(sim, &forces, temperature, iterations, &mut |_, _, _| ControlFlow::Continue(())).points;
    }
    draw_in(&mut points, settings.gravity_dial());
    Drawn { points, iterations: EPOCHS }
}

/// Draws what is far out towards the middle, in place of a force that a small graph does not have.
fn draw_in(points: &mut [Pos], gravity: f32) {
    let middle = scale::mean(points);
    let squares = points.iter().map(|at| (at[0] - middle[0]).powi(2) + (at[1] - middle[1]).powi(2));
    let usual = (squares.sum::<f32>() / points.len() as f32).sqrt().max(1e-6);
    for point in points {
        let out = [point[0] - middle[0], point[1] - middle[1]];
        let factor = 1.0 / (1.0 + gravity * out[0].hypot(out[1]) / usual);
        *point = out.map(|v| v * factor);
    }
}

/// A connected graph from where it stands, in map units; what is `fixed` does not move. Heat is that of
/// [`super::Start::Warm`].
pub(super) fn adapt(
    ties: &Ties,
    points: &[Pos],
    fixed: &[bool],
    heat: f32,
    settings: &Settings,
    glance: &mut Glance<'_>,
) -> Drawn {
    if ties.len() < CROWD {
        return adapt_small(ties, points, fixed, heat, settings);
    }
    let forces = forces(ties, settings);
    let unit = natural_unit(ties, points, &forces);
    let free = fixed.iter().map(|fixed| f32::from(!fixed)).collect();
    let iterations = 20 + (60.0 * heat) as u32;
    let sim = Sim::new(ties.clone(), &scaled(points, 1.0 / unit), free).settled();
    let mut drawn = run(sim, &forces, heat.max(0.05), iterations, &mut |iterations, share, points| {
        glance(iterations, share, &|| scaled(&points(), unit))
    });
    drawn.points = scaled(&drawn.points, unit);
    drawn
}

/// As [`adapt`], by the distances of all pairs.
fn adapt_small(ties: &Ties, points: &[Pos], fixed: &[bool], heat: f32, settings: &Settings) -> Drawn {
    let mut terms = stress::all_pairs(ties);
    let unit = stress::hop_length(points, &terms);
    if unit <= 0.0 {
        return Drawn { points: points.to_vec(), iterations: 0 };
    }
    let mut inner: Vec<Pos> = points.iter().map(|point| point.map(|v| v / unit)).collect();
    stress::hold(&mut terms, fixed);
    let mut rng = Rng::new(settings.seed, 0);
    stress::descend(&mut inner, &mut terms, EPOCHS / 2, 0.1 * heat.max(0.05), &mut rng);
    Drawn { points: inner.into_iter().map(|point| point.map(|v| v * unit)).collect(), iterations: EPOCHS / 2 }
}

/// The forces that the settings ask for: the dial between shape and clusters strengthens the short-range attraction
/// and weakens the pull to distances along ties.
fn forces(ties: &Ties, settings: &Settings) -> Forces {
    let clusters = settings.clusters_dial();
    let inward = if is_small_world(ties) { INWARD } else { 0.0 };
    Forces {
        beta: 2.0 * 4f32.powf(clusters),
        gravity: 0.2 * (settings.gravity_dial() + inward),
        anchor: 0.1 * (1.5 - clusters).min(1.0),
    }
}

/// Whether the best tied node is near to all others.
fn is_small_world(ties: &Ties) -> bool {
    let hub = (0..ties.len()).max_by_key(|&node| (ties.degree(node), std::cmp::Reverse(node)));
    hub.is_some_and(|hub| Hops::spread(ties, &[], hub, 1).mean() < SMALL_WORLD)
}

/// Cools the forces from `temperature` down.
fn run(mut sim: Sim, forces: &Forces, temperature: f32, iterations: u32, glance: &mut Glance<'_>) -> Drawn {
    for iteration in 0..iterations {
        let share = iteration as f32 / iterations as f32;
        let anchor = if iteration % ANCHOR_EVERY == 0 { forces.anchor } else { 0.0 };
        sim.step(&Forces { anchor, ..*forces }, temperature * COOLED.powf(share));
        if glance(iteration + 1, share, &|| sim.points()).is_break() {
            return Drawn { points: sim.points(), iterations: iteration + 1 };
        }
    }
    Drawn { points: sim.points(), iterations }
}

fn scaled(points: &[Pos], by: f32) -> Vec<Pos> {
    points.iter().map(|point| point.map(|v| v * by)).collect()
}

/// Scales the places and parts what stands at one place.
fn jitter(points: &mut [Pos], scale: f32, far: f32, rng: &mut Rng) {
    for point in points {
        let off = rng.square();
        *point = [0, 1].map(|axis| point[axis] * scale + off[axis] * far);
    }
}
