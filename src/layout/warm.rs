//! A map from a map that is there: newcomers find a place, the rest moves as little as it can.

use std::ops::ControlFlow;

use super::component;
use super::fresh::{Watch, fresh};
use super::overlap::{self, Mark};
use super::pack::{self, Part};
use super::parts::split;
use super::request::{Pos, Progress, Request, Settings};
use super::rng::Rng;
use super::scale;
use super::ties::Ties;

/// What a warm start begins from.
pub(super) struct Known<'a> {
    /// A place for each node, or none for a newcomer.
    pub(super) places: Vec<Option<Pos>>,
    /// What may not move once it has a place.
    pub(super) fixed: &'a [bool],
    pub(super) heat: f32,
}

/// Places for all nodes, and the most iterations any component took.
pub(super) fn warm(
    ties: &Ties,
    marks: &[Mark],
    request: &Request,
    known: Known<'_>,
    watch: &mut Watch<'_>,
) -> (Vec<Pos>, u32) {
    let Known { places, fixed, heat } = known;
    let newcomers: Vec<bool> = places.iter().map(Option::is_none).collect();
    let places = beside_neighbours(ties, places, &request.settings);
    let mut places = with_strangers(ties, marks, request, places, watch);
    // At no heat only the newcomers move.
    let stands: Vec<bool> = (0..places.len()).map(|at| fixed[at] || (heat <= 0.0 && !newcomers[at])).collect();
    let iterations = adapt_all(ties, &mut places, &stands, heat, &request.settings, watch);
    if stands.contains(&false) {
        // Never by stretching the map: what stands, stays.
        overlap::separate(&mut places, marks, &stands);
    }
    (places, iterations)
}

/// Puts each newcomer that is tied to something known beside it.
fn beside_neighbours(ties: &Ties, mut places: Vec<Option<Pos>>, settings: &Settings) -> Vec<Option<Pos>> {
    let far = known_tie(ties, &places).unwrap_or_else(|| scale::usual_tie(ties.len(), settings));
    let mut rng = Rng::new(settings.seed, 3);
    let mut waiting: Vec<usize> = (0..places.len()).filter(|&node| places[node].is_none()).collect();
    loop {
        let mut found = Vec::new();
        waiting.retain(|&node| match beside(ties, &places, node, far, &mut rng) {
            Some(place) => {
                found.push((node, place));
                false
            }
            None => true,
        });
        if found.is_empty() {
            return places;
        }
        for (node, place) in found {
            places[node] = Some(place);
        }
    }
}

/// A place at the middle of a node's known neighbours, or one tie outward from the only one.
fn beside(ties: &Ties, places: &[Option<Pos>], node: usize, far: f32, rng: &mut Rng) -> Option<Pos> {
    let near: Vec<(usize, Pos)> =
        ties.of(node).iter().filter_map(|&end| Some((end as usize, places[end as usize]?))).collect();
    let off = rng.square();
    if let [(only, at)] = near[..] {
        let around: Vec<Pos> = ties.of(only).iter().filter_map(|&end| places[end as usize]).collect();
        let crowd = if around.is_empty() { at } else { scale::mean(&around) };
        let (out_x, out_y) = (at[0] - crowd[0], at[1] - crowd[1]);
        let angle = out_y.atan2(out_x) + 1.5 * off[0];
        return Some([at[0] + 0.7 * far * angle.cos(), at[1] + 0.7 * far * angle.sin()]);
    }
    let points: Vec<Pos> = near.iter().map(|(_, place)| *place).collect();
    let middle = scale::mean(&points);
    (!points.is_empty()).then(|| [middle[0] + 0.2 * far * off[0], middle[1] + 0.2 * far * off[1]])
}

/// The median length of the ties between known places.
fn known_tie(ties: &Ties, places: &[Option<Pos>]) -> Option<f32> {
    let nodes: Vec<u32> = (0..places.len() as u32).filter(|&node| places[node as usize].is_some()).collect();
    let points: Vec<Pos> = nodes.iter().filter_map(|&node| places[node as usize]).collect();
    scale::median_tie(&ties.part(&nodes, &mut vec![0; places.len()]), &points)
}

/// Draws what is tied to nothing known from nothing and puts it beside the rest.
fn with_strangers(
    ties: &Ties,
    marks: &[Mark],
    request: &Request,
    places: Vec<Option<Pos>>,
    watch: &mut Watch<'_>,
) -> Vec<Pos> {
    let (known, strangers): (Vec<u32>, Vec<u32>) =
        (0..places.len() as u32).partition(|&node| places[node as usize].is_some());
    if strangers.is_empty() {
        return places.into_iter().map(Option::unwrap_or_default).collect();
    }
    let mut scratch = vec![0; places.len()];
    let pick = |nodes: &[u32]| nodes.iter().map(|&node| marks[node as usize]).collect::<Vec<_>>();
    let halves = |marks: &[Mark]| marks.iter().map(Mark::half).collect::<Vec<_>>();
    let (old_ties, new_ties) = (ties.part(&known, &mut scratch), ties.part(&strangers, &mut scratch));
    let (old_marks, new_marks) = (pick(&known), pick(&strangers));
    let old: Vec<Pos> = known.iter().filter_map(|&node| places[node as usize]).collect();
    let merged = |new: Vec<Pos>| {
        let mut all: Vec<Pos> = places.iter().map(|place| place.unwrap_or_default()).collect();
        strangers.iter().zip(new).for_each(|(&node, point)| all[node as usize] = point);
        all
    };
    let (new, _) = fresh(&new_ties, &new_marks, request, &mut |progress| {
        watch(Progress { view: &|| merged(progress.positions()), ..progress })
    });
    let parts = [
        Part { points: &old, ties: &old_ties, halves: &halves(&old_marks) },
        Part { points: &new, ties: &new_ties, halves: &halves(&new_marks) },
    ];
    let moves = pack::pack(&parts, scale::usual_tie(places.len(), &request.settings) * 0.5);
    let by = [moves[1][0] - moves[0][0], moves[1][1] - moves[0][1]];
    merged(new.into_iter().map(|point| [point[0] + by[0], point[1] + by[1]]).collect())
}

/// Lets every component settle where it stands.
fn adapt_all(
    ties: &Ties,
    places: &mut [Pos],
    stands: &[bool],
    heat: f32,
    settings: &Settings,
    watch: &mut Watch<'_>,
) -> u32 {
    let mut scratch = vec![0; places.len()];
    let mut iterations = 0;
    let mut done = 0;
    for nodes in split(ties).components {
        let fixed: Vec<bool> = nodes.iter().map(|&node| stands[node as usize]).collect();
        done += nodes.len();
        if !fixed.contains(&false) {
            continue;
        }
        let part = ties.part(&nodes, &mut scratch);
        let before: Vec<Pos> = nodes.iter().map(|&node| places[node as usize]).collect();
        let mut flow = ControlFlow::Continue(());
        let drawn = component::adapt(&part, &before, &fixed, heat, settings, &mut |iterations, share, points| {
            let view = || {
                let mut all = places.to_vec();
                nodes.iter().zip(points()).for_each(|(&node, point)| all[node as usize] = point);
                all
            };
            let progress = (done as f32 - (1.0 - share) * nodes.len() as f32) / places.len() as f32;
            flow = watch(Progress { iterations, progress, view: &view });
            flow
        });
        iterations = iterations.max(drawn.iterations);
        let drift = if fixed.contains(&true) { [0.0; 2] } else { drift(&before, &drawn.points) };
        let moved = nodes.iter().zip(drawn.points).zip(fixed).filter(|(_, fixed)| !fixed);
        for ((&node, point), _) in moved {
            places[node as usize] = [point[0] - drift[0], point[1] - drift[1]];
        }
        if flow.is_break() {
            break;
        }
    }
    iterations
}

/// How far the middle has wandered.
fn drift(before: &[Pos], after: &[Pos]) -> Pos {
    let (old, new) = (scale::mean(before), scale::mean(after));
    [new[0] - old[0], new[1] - old[1]]
}
