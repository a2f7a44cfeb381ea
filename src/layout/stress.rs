//! Refines a drawing so that distances on the map follow distances along ties.

use super::hops::FAR;
use super::request::Pos;
use super::rng::Rng;
use super::ties::Ties;

/// In how many parts the length of a usual tie is counted.
const USUAL: u32 = 8;

/// One wish: nodes `a` and `b` at `distance`, with the weight `a` and `b` give it each.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    a: u32,
    b: u32,
    distance: f32,
    weight_a: f32,
    weight_b: f32,
}

/// Every pair of a small connected graph, weighted by the inverse square of its distance. A usual tie is 1 long, a
/// strong one shorter, a weak one longer.
pub(super) fn all_pairs(ties: &Ties) -> Vec<Term> {
    let lengths: Vec<u32> = ties.weights().iter().map(|&weight| length(weight)).collect();
    let mut terms = Vec::with_capacity(ties.len() * ties.len() / 2);
    for a in 0..ties.len() {
        let row = super::hops::from(ties, &lengths, a);
        for (b, &far) in row.iter().enumerate().skip(a + 1).filter(|(_, far)| **far != FAR) {
            let distance = far as f32 / USUAL as f32;
            let weight = 1.0 / (distance * distance);
            terms.push(Term { a: a as u32, b: b as u32, distance, weight_a: weight, weight_b: weight });
        }
    }
    terms
}

/// The length of a tie by its factor on forces, in parts of [`USUAL`].
fn length(weight: f32) -> u32 {
    let factor = weight.max(1e-3).powf(-0.3).clamp(0.75, 2.0);
    (factor * USUAL as f32).round() as u32
}

/// Takes from the terms what would move a fixed node.
pub(super) fn hold(terms: &mut [Term], fixed: &[bool]) {
    for term in terms {
        term.weight_a *= f32::from(!fixed[term.a as usize]);
        term.weight_b *= f32::from(!fixed[term.b as usize]);
    }
}

/// The length of one hop that fits the places best, in the least squares of its ratio to each distance.
pub(super) fn hop_length(points: &[Pos], terms: &[Term]) -> f32 {
    let (mut sum, mut squares) = (0f64, 0f64);
    for term in terms {
        let (a, b) = (points[term.a as usize], points[term.b as usize]);
        let ratio = f64::from((a[0] - b[0]).hypot(a[1] - b[1]) / term.distance);
        sum += ratio;
        squares += ratio * ratio;
    }
    if sum > 1e-9 { (squares / sum) as f32 } else { 0.0 }
}

/// The step that moves the pair of the smallest weight all the way.
pub(super) fn boldest_step(terms: &[Term]) -> f32 {
    1.0 / terms.iter().flat_map(|term| [term.weight_a, term.weight_b]).filter(|w| *w > 0.0).fold(1.0, f32::min)
}

/// Stochastic gradient descent over the terms with a step that falls geometrically from `begin` (Zheng, Pawar &
/// Goodman, "Graph drawing by stochastic gradient descent", IEEE TVCG 2019). A step times a weight of 1 moves a pair
/// all the way.
pub(super) fn descend(points: &mut [Pos], terms: &mut [Term], epochs: u32, begin: f32, rng: &mut Rng) {
    let heaviest = terms.iter().map(|term| term.weight_a.max(term.weight_b)).fold(0.0, f32::max);
    let end = 0.1 / heaviest.max(1e-6);
    let fall = (end / begin).min(1.0).ln() / epochs.saturating_sub(1).max(1) as f32;
    for epoch in 0..epochs {
        let step = begin * (fall * epoch as f32).exp();
        rng.shuffle(terms);
        for term in terms.iter() {
            relax(points, term, step);
        }
    }
}

fn relax(points: &mut [Pos], term: &Term, step: f32) {
    let (a, b) = (term.a as usize, term.b as usize);
    let (dx, dy) = (points[a][0] - points[b][0], points[a][1] - points[b][1]);
    let length = dx.hypot(dy);
    // Two points at one place part along a line that depends on who they are.
    let (dx, dy, length) = if length > 1e-6 {
        (dx, dy, length)
    } else {
        let turn = (term.a.wrapping_mul(7919) ^ term.b) as f32;
        (turn.cos() * 1e-3, turn.sin() * 1e-3, 1e-3)
    };
    let pull = 0.5 * (term.distance - length) / length;
    let (share_a, share_b) = ((step * term.weight_a).min(1.0), (step * term.weight_b).min(1.0));
    points[a][0] += share_a * pull * dx;
    points[a][1] += share_a * pull * dy;
    points[b][0] -= share_b * pull * dx;
    points[b][1] -= share_b * pull * dy;
}
