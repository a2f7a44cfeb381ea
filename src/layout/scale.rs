//! How large a drawing is made on the map, and which way it lies.

use super::component::SMALL;
use super::each::{chunks, each};
use super::overlap::Mark;
use super::request::{Pos, Settings};
use super::ties::Ties;

/// The length of a tie in a small map, in map units: two names of 14 px stand beside each other.
const SMALL_MAP_TIE: f32 = 150.0;
/// Up to how many nodes a map is small.
const SMALL_MAP: f32 = 40.0;
/// The shortest usual length of a tie in a large map.
const LARGE_MAP_TIE: f32 = 40.0;
/// How much wider than high a small drawing is stretched at most.
const WIDEN: f32 = 1.2;

/// The length a usual tie should have in a map of `len` nodes, in map units.
pub(super) fn usual_tie(len: usize, settings: &Settings) -> f32 {
    let shrunk = SMALL_MAP_TIE * (SMALL_MAP / (len as f32).max(SMALL_MAP)).powf(0.25);
    let spread = if settings.spread.is_finite() { settings.spread.clamp(0.05, 20.0) } else { 1.0 };
    shrunk.max(LARGE_MAP_TIE) * spread
}

/// The median length of the ties, or nothing if all are 0.
pub(super) fn median_tie(ties: &Ties, points: &[Pos]) -> Option<f32> {
    let length = |(a, b): (usize, u32)| {
        let (from, to) = (points[a], points[b as usize]);
        let across = [from[0] - to[0], from[1] - to[1]];
        (across[0] * across[0] + across[1] * across[1]).sqrt()
    };
    let ends = |a: usize| ties.of(a).iter().filter(move |b| a < **b as usize).map(move |&b| (a, b));
    let mut lengths = chunks(points.len(), |nodes| nodes.flat_map(ends).map(length).collect::<Vec<f32>>()).concat();
    median(&mut lengths, 0.5).filter(|length| *length > 0.0)
}

/// The factor from the unit of a drawing to map units: usual ties get their length, and the marks find room.
pub(super) fn to_map(ties: &Ties, points: &[Pos], marks: &[Mark], tie: f32) -> f32 {
    let by_ties = median_tie(ties, points).map_or(tie, |median| tie / median);
    let mut crowding = crowding(points, marks);
    let by_room = median(&mut crowding, 0.7).unwrap_or(0.0);
    by_ties.max(by_room).clamp(1e-3, 1e6)
}

/// For each of some nodes the factor at which its mark and that of its nearest neighbour would just touch.
fn crowding(points: &[Pos], marks: &[Mark]) -> Vec<f32> {
    if points.len() <= SMALL {
        return Vec::new();
    }
    let x: Vec<f32> = points.iter().map(|point| point[0]).collect();
    let y: Vec<f32> = points.iter().map(|point| point[1]).collect();
    let order = super::morton::order(&x, &y);
    let near = |at: usize, other: usize| {
        let (a, b) = (order[at] as usize, order[other] as usize);
        let gap = (points[a][0] - points[b][0]).hypot(points[a][1] - points[b][1]);
        let size = |mark: &Mark| mark.half()[0].min(mark.half()[1]);
        (size(&marks[a]) + size(&marks[b])) / gap.max(1e-6)
    };
    let around = |at: usize| (at.saturating_sub(4)..(at + 5).min(order.len())).filter(move |other| *other != at);
    each(order.len(), |at| around(at).map(|other| near(at, other)).fold(0.0, f32::max))
}

fn median(values: &mut [f32], share: f32) -> Option<f32> {
    let at = (values.len() as f32 * share) as usize;
    (at < values.len()).then(|| *values.select_nth_unstable_by(at, f32::total_cmp).1)
}

/// Turns a drawing about its middle so that it is widest along x, and widens a small one a little if it is not
/// wide then.
pub(super) fn lay_down(points: &mut [Pos]) {
    if points.len() < 2 {
        return;
    }
    let middle = mean(points);
    let (mut xx, mut xy, mut yy) = (0f64, 0f64, 0f64);
    for point in points.iter_mut() {
        *point = [point[0] - middle[0], point[1] - middle[1]];
        let [x, y] = point.map(f64::from);
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    let turn = 0.5 * (2.0 * xy).atan2(xx - yy);
    let (sin, cos) = (turn.sin() as f32, turn.cos() as f32);
    for point in points.iter_mut() {
        *point = [point[0] * cos + point[1] * sin, point[1] * cos - point[0] * sin];
    }
    let spread = ((xx - yy).powi(2) + 4.0 * xy * xy).sqrt();
    let ratio = ((xx + yy + spread) / (xx + yy - spread).max(1e-12)).sqrt() as f32;
    let widen = match points.len() {
        ..=SMALL => (1.5 / ratio.max(1.0)).clamp(1.0, WIDEN).sqrt(),
        _ => 1.0,
    };
    for point in points.iter_mut() {
        *point = [point[0] * widen, point[1] / widen];
    }
}

/// The mean place.
pub(super) fn mean(points: &[Pos]) -> Pos {
    let count = points.len().max(1) as f64;
    let sum = |axis: usize| points.iter().map(|point| f64::from(point[axis])).sum::<f64>();
    [0, 1].map(|axis| (sum(axis) / count) as f32)
}
