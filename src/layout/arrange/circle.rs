//! All nodes on one circle, group by group.

use std::f32::consts::TAU;

use super::super::request::{Pos, Structure};
use super::super::ties::Ties;
use super::{GAP, halves};

/// How often the order on the circle is improved.
const SWEEPS: u32 = 10;

/// Puts nodes of one `community` side by side on a circle; groups, and nodes within a group, stand where the mean of
/// their neighbours draws them, so that ties are short. A missing community counts as one group.
pub fn circle(structure: &Structure, community: &[u32]) -> Vec<Pos> {
    let ties = Ties::new(structure.len(), &structure.edges);
    let room = halves(structure);
    let group: Vec<u32> = (0..ties.len()).map(|node| community.get(node).copied().unwrap_or(u32::MAX)).collect();
    let mut order: Vec<usize> = (0..ties.len()).collect();
    order.sort_by_key(|&node| (group[node], node));
    let size = |node: usize| 2.0 * room[node][0].max(room[node][1]);
    for _ in 0..SWEEPS {
        let angles = angles(&order, &group, size);
        order = reordered(&ties, &group, &angles);
    }
    let gaps = order.windows(2).filter(|pair| group[pair[0]] != group[pair[1]]).count() + 1;
    let around: f32 = order.iter().map(|&node| size(node)).sum::<f32>() + gaps as f32 * 2.0 * GAP;
    // The marks stand on the arc but must be apart along its chords.
    let radius = if ties.len() < 2 { 0.0 } else { (1.1 * around / TAU).max(80.0) };
    let angles = angles(&order, &group, size);
    angles.iter().map(|angle| [radius * angle.cos(), radius * angle.sin()]).collect()
}

/// The angle of each node when they stand in this order, with air between groups.
fn angles(order: &[usize], group: &[u32], size: impl Fn(usize) -> f32) -> Vec<f32> {
    let mut along = vec![0f32; order.len()];
    let mut sum = 0f32;
    for (at, &node) in order.iter().enumerate() {
        if at > 0 && group[order[at - 1]] != group[node] {
            sum += 2.0 * GAP;
        }
        along[node] = sum + 0.5 * size(node);
        sum += size(node);
    }
    let whole = (sum + 2.0 * GAP).max(1e-6);
    along.into_iter().map(|at| at / whole * TAU).collect()
}

/// Groups by the direction in which their ties leave them, and the nodes of a group by that of their own ties.
fn reordered(ties: &Ties, group: &[u32], angles: &[f32]) -> Vec<usize> {
    let mut names: Vec<u32> = group.to_vec();
    names.sort_unstable();
    names.dedup();
    let index = |node: usize| names.binary_search(&group[node]).unwrap_or(0);
    let mut own = vec![[0f32; 2]; names.len()];
    let mut pull = vec![[0f32; 2]; names.len()];
    let add = |sum: &mut [f32; 2], angle: f32| *sum = [sum[0] + angle.cos(), sum[1] + angle.sin()];
    for node in 0..ties.len() {
        add(&mut own[index(node)], angles[node]);
        let abroad = ties.of(node).iter().filter(|end| group[**end as usize] != group[node]);
        abroad.for_each(|&end| add(&mut pull[index(node)], angles[end as usize]));
    }
    let turn = |from: f32, to: f32| (to - from + 1.5 * TAU).rem_euclid(TAU) - 0.5 * TAU;
    let direction = |sum: [f32; 2]| sum[1].atan2(sum[0]);
    let group_key: Vec<f32> = (0..names.len())
        .map(|at| {
            let stands = direction(own[at]).rem_euclid(TAU);
            let drawn = pull[at][0].hypot(pull[at][1]) > 1e-3;
            // A group goes part of the way only, else all would meet.
            if drawn { stands + 0.4 * turn(stands, direction(pull[at])) } else { stands }
        })
        .collect();
    let node_key = |node: usize| {
        let abroad = ties.of(node).iter().filter(|end| group[**end as usize] != group[node]);
        let sum = abroad.fold([0f32; 2], |mut sum, &end| {
            add(&mut sum, angles[end as usize]);
            sum
        });
        // Ties that leave the group clockwise belong at its clockwise end.
        if sum == [0.0; 2] { 0.0 } else { turn(group_key[index(node)], direction(sum)) }
    };
    let mut keys: Vec<(f32, usize, f32, usize)> =
        (0..ties.len()).map(|node| (group_key[index(node)], index(node), node_key(node), node)).collect();
    keys.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.total_cmp(&b.2)).then(a.3.cmp(&b.3)));
    keys.into_iter().map(|key| key.3).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::structure;
    use super::*;

    #[test]
    fn communities_stand_together_on_one_circle() {
        let groups = [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2];
        let places = circle(&structure(12, &[(0, 3), (1, 4), (2, 5), (0, 1), (4, 8)]), &groups);
        let radius = places[0][0].hypot(places[0][1]);
        assert!(places.iter().all(|at| (at[0].hypot(at[1]) - radius).abs() < 0.01));
        let mut around: Vec<(f32, u32)> =
            places.iter().zip(groups).map(|(at, group)| (at[1].atan2(at[0]), group)).collect();
        around.sort_by(|a, b| a.0.total_cmp(&b.0));
        let changes = (0..12).filter(|&at| around[at].1 != around[(at + 1) % 12].1).count();
        assert_eq!(changes, 3);
    }
}
