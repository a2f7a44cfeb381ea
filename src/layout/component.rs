//! Draws one connected component from nothing, or moves what is there.

use std::ops::ControlFlow;

use super::hops::Hops;
use super::pivotmds::pivot_mds;
use super::request::{Pos, Settings};
use super::rng::Rng;
use super::sim::{Forces, Sim, natural_unit};
use super::stress;
use super::ties::Ties;

/// Up to how many nodes a component is drawn by the distances of all its pairs.
pub(super) const SMALL: usize = 200;
/// How often each pair of a small component is looked at.
const EPOCHS: u32 = 40;
/// How many pivots the first shape is drawn from.
const PIVOTS: usize = 50;
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
pub(super) fn draw(ties: &Ties, settings: &Settings, stream: u64, glance: &mut Glance<'_>) -> Drawn {
    let mut rng = Rng::new(settings.seed, stream);
    let first = rng.below(ties.len());
    let hops = Hops::spread(ties, &[], first, PIVOTS);
    let mut points = pivot_mds(&hops, ties.len(), &mut rng);
    if ties.len() <= SMALL {
        let mut terms = stress::all_pairs(ties);
        jitter(&mut points, 1.0, 0.05, &mut rng);
        let begin = stress::boldest_step(&terms);
        stress::descend(&mut points, &mut terms, EPOCHS, begin, &mut rng);
        return Drawn { points, iterations: EPOCHS };
    }
    jitter(&mut points, FIRST_TIE, 0.1, &mut rng);
    let iterations = if ties.len() <= 2_000 { 200 } else { 120 };
    let free = vec![1.0; ties.len()];
    run(Sim::new(ties.clone(), &points, free), settings, 1.0, iterations, glance)
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
    if ties.len() <= SMALL {
        return adapt_small(ties, points, fixed, heat, settings);
    }
    let unit = natural_unit(ties, points);
    let inner: Vec<Pos> = points.iter().map(|point| point.map(|v| v / unit)).collect();
    let free = fixed.iter().map(|fixed| f32::from(!fixed)).collect();
    let iterations = 20 + (60.0 * heat) as u32;
    let sim = Sim::new(ties.clone(), &inner, free);
    let mut drawn = run(sim, settings, heat.max(0.05), iterations, &mut |iterations, share, points| {
        glance(iterations, share, &|| points().into_iter().map(|point| point.map(|v| v * unit)).collect())
    });
    drawn.points.iter_mut().for_each(|point| *point = point.map(|v| v * unit));
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

/// Cools the forces from `temperature` down.
pub(super) fn run(
    mut sim: Sim,
    settings: &Settings,
    temperature: f32,
    iterations: u32,
    glance: &mut Glance<'_>,
) -> Drawn {
    let forces = Forces { gravity: 0.05 * settings.gravity.clamp(0.0, 1.0), ..Forces::default() };
    for iteration in 0..iterations {
        let share = iteration as f32 / iterations as f32;
        sim.step(&forces, temperature * COOLED.powf(share));
        let flow = glance(iteration + 1, share, &|| sim.points());
        if flow.is_break() {
            return Drawn { points: sim.points(), iterations: iteration + 1 };
        }
    }
    Drawn { points: sim.points(), iterations }
}

/// Scales the places and parts what stands at one place.
fn jitter(points: &mut [Pos], scale: f32, far: f32, rng: &mut Rng) {
    for point in points {
        let off = rng.square();
        *point = [0, 1].map(|axis| point[axis] * scale + off[axis] * far);
    }
}
