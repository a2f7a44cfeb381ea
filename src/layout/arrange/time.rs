//! From left to right as time goes by.

use super::super::request::{Pos, Structure};
use super::{GAP, block, centred, halves};

/// How much wider than high the arrangement is meant to be.
const PAGE: f32 = 1.8;

/// Each node's `x` is proportional to its time, in whatever unit `times` is; `y` is the free place nearest to the
/// middle line. Nodes without a time stand in rows below.
pub fn by_time(structure: &Structure, times: &[Option<f64>]) -> Vec<Pos> {
    let room = halves(structure);
    let time = |node: usize| times.get(node).copied().flatten().filter(|time| time.is_finite());
    let mut dated: Vec<(f64, usize)> = (0..room.len()).filter_map(|node| Some((time(node)?, node))).collect();
    let undated: Vec<usize> = (0..room.len()).filter(|&node| time(node).is_none()).collect();
    dated.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let area: f32 = room.iter().map(|half| 4.0 * half[0] * half[1]).sum();
    let width = (2.0 * area * PAGE).sqrt().max(600.0);
    let first = dated.first().map_or(0.0, |dated| dated.0);
    let span = (dated.last().map_or(0.0, |dated| dated.0) - first).max(f64::MIN_POSITIVE);
    let mut places = vec![[0.0; 2]; room.len()];
    let lane = room.iter().map(|half| 2.0 * half[1]).fold(GAP, f32::max);
    let mut ends: Vec<f32> = Vec::new();
    let mut lowest = 0f32;
    for (time, node) in dated {
        let x = ((time - first) / span) as f32 * width;
        let free = ends.iter().position(|&end| end <= x - room[node][0]).unwrap_or(ends.len());
        if free == ends.len() {
            ends.push(0.0);
        }
        ends[free] = x + room[node][0];
        let y = lane * alternate(free);
        places[node] = [x, y];
        lowest = lowest.max(y);
    }
    let below = if ends.is_empty() { 0.0 } else { lowest + lane };
    block(&undated, &room, width, [0.0, below], &mut places);
    centred(places)
}

/// 0, 1, -1, 2, -2, …
fn alternate(lane: usize) -> f32 {
    let step = lane.div_ceil(2) as f32;
    if lane % 2 == 1 { step } else { -step }
}

#[cfg(test)]
mod tests {
    use super::super::tests::structure;
    use super::*;

    #[test]
    fn x_is_proportional_to_time_and_the_undated_stand_below() {
        let places = by_time(&structure(5, &[]), &[Some(0.0), Some(5.0), Some(10.0), Some(5.0), None]);
        assert!((places[1][0] - 0.5 * (places[0][0] + places[2][0])).abs() < 0.01);
        assert_eq!(places[1][0], places[3][0]);
        assert_ne!(places[1][1], places[3][1]);
        assert!((0..4).all(|node| places[4][1] > places[node][1]));
    }
}
