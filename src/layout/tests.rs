//! What every layout must hold to, whatever the engine inside.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::rng::Rng;
use super::{Edge, Layout, Pos, Progress, Request, Settings, Start, Structure, layout};

fn structure(len: usize, pairs: &[(u32, u32)]) -> Structure {
    let edges = pairs.iter().map(|&(a, b)| Edge { a, b, weight: 1.0 }).collect();
    Structure { edges, radii: vec![6.0; len], label_halves: Vec::new() }
}

fn fresh(structure: Structure) -> Request {
    Request {
        structure: Arc::new(structure),
        start: Start::Fresh,
        pins: Vec::new(),
        only: None,
        settings: Settings { threads: Some(1), ..Settings::default() },
    }
}

fn run(request: &Request) -> Layout {
    let made = layout(request, &mut |_: Progress<'_>| ControlFlow::Continue(()));
    assert_eq!(made.positions.len(), request.structure.len());
    assert!(made.positions.iter().flatten().all(|v| v.is_finite()));
    made
}

/// A connected graph with groups: each node is tied to some of its group and rarely to others.
fn grouped(len: u32, group: u32, seed: u64) -> Vec<(u32, u32)> {
    let mut rng = Rng::new(seed, 9);
    let mut pairs: Vec<(u32, u32)> = (1..len).map(|a| (a, a - 1 - rng.below(a.min(group) as usize) as u32)).collect();
    for a in 0..len {
        let first = a - a % group;
        let size = group.min(len - first) as usize;
        pairs.extend((0..2).map(|_| (a, first + rng.below(size) as u32)));
        if rng.unit() < 0.05 {
            pairs.push((a, rng.below(len as usize) as u32));
        }
    }
    pairs.iter_mut().for_each(|pair| *pair = (pair.0.min(pair.1), pair.0.max(pair.1)));
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn distance(a: Pos, b: Pos) -> f32 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

fn no_mark_on_another(request: &Request, positions: &[Pos]) -> bool {
    let radii = &request.structure.radii;
    (0..positions.len()).all(|a| (0..a).all(|b| distance(positions[a], positions[b]) >= radii[a] + radii[b]))
}

fn diagonal(positions: &[Pos]) -> f32 {
    let extent = |axis: usize| {
        let values = positions.iter().map(|at| at[axis]);
        values.clone().fold(f32::MIN, f32::max) - values.fold(f32::MAX, f32::min)
    };
    extent(0).hypot(extent(1))
}

#[test]
fn one_seed_is_one_map_on_one_thread_and_on_two() {
    let mut request = fresh(structure(2_500, &grouped(2_500, 40, 1)));
    let one = run(&request);
    assert!(one.positions == run(&request).positions);
    request.settings.threads = Some(2);
    let two = run(&request);
    assert!(two.threads == 2 && two.positions == one.positions);
    request.settings.seed = 7;
    assert!(run(&request).positions != two.positions);
}

#[test]
fn small_maps_leave_room_for_names_and_are_wide() {
    for len in [5u32, 12, 25, 40] {
        let request = fresh(structure(len as usize, &grouped(len, 6, u64::from(len))));
        let made = run(&request).positions;
        let mut ties: Vec<f32> = request
            .structure
            .edges
            .iter()
            .filter(|edge| edge.a != edge.b)
            .map(|edge| distance(made[edge.a as usize], made[edge.b as usize]))
            .collect();
        ties.sort_by(f32::total_cmp);
        let median = ties[ties.len() / 2];
        assert!((130.0..=170.0).contains(&median), "{len} nodes: {median}");
        let extent = |axis: usize| {
            let mut values: Vec<f32> = made.iter().map(|at| at[axis]).collect();
            values.sort_by(f32::total_cmp);
            values[values.len() - 1] - values[0]
        };
        assert!(extent(0) > extent(1), "{len} nodes are {} by {}", extent(0), extent(1));
    }
}

#[test]
fn no_mark_lies_on_another() {
    for (len, seed) in [(30, 1), (150, 2), (900, 3)] {
        let request = fresh(structure(len as usize, &grouped(len, 12, seed)));
        assert!(no_mark_on_another(&request, &run(&request).positions), "{len} nodes");
    }
}

#[test]
fn who_is_tied_stands_together_at_every_size() {
    for (len, least) in [(80, 0.35), (600, 0.3), (3000, 0.25)] {
        let pairs = grouped(len, 16, 4);
        let positions = run(&fresh(structure(len as usize, &pairs))).positions;
        let mut around = vec![Vec::new(); len as usize];
        for &(a, b) in &pairs {
            around[a as usize].push(b);
            around[b as usize].push(a);
        }
        // The mean overlap of each node's neighbours with as many nearest on the map.
        let kept = |node: usize| {
            let mut nearest: Vec<u32> = (0..len).filter(|other| *other as usize != node).collect();
            let far = |other: &u32| distance(positions[node], positions[*other as usize]);
            nearest.sort_by(|a, b| far(a).total_cmp(&far(b)));
            let both = nearest[..around[node].len()].iter().filter(|near| around[node].contains(near)).count();
            both as f32 / (2 * around[node].len() - both) as f32
        };
        let mean = (0..len as usize).map(kept).sum::<f32>() / len as f32;
        assert!(mean > least, "{len}: {mean}");
    }
}

#[test]
fn disconnected_parts_stand_apart() {
    let mut pairs = Vec::new();
    for part in 0..30u32 {
        pairs.extend((1..8).map(|node| (part * 8, part * 8 + node)));
    }
    let made = run(&fresh(structure(250, &pairs))).positions;
    let reach = |part: usize| {
        let hub = made[part * 8];
        made[part * 8 + 1..part * 8 + 8].iter().map(|at| distance(*at, hub)).fold(0.0, f32::max)
    };
    for part in 0..30 {
        let (hub, reach) = (made[part * 8], reach(part) * 0.8);
        let strangers = (0..250).filter(|node| node / 8 != part);
        assert!(strangers.into_iter().all(|node| distance(made[node], hub) > reach), "part {part} is mixed");
    }
}

#[test]
fn pins_are_exact_and_their_neighbours_near() {
    let mut request = fresh(structure(300, &grouped(300, 20, 4)));
    request.pins = vec![(5, [900.0, -100.0]), (6, [-700.0, 300.0]), (999, [0.0, 0.0]), (7, [f32::NAN, 0.0])];
    let made = run(&request).positions;
    assert_eq!((made[5], made[6]), ([900.0, -100.0], [-700.0, 300.0]));
    request.start = Start::Warm { positions: made.into(), heat: 0.2 };
    assert_eq!(run(&request).positions[5], [900.0, -100.0]);
}

#[test]
fn a_filter_that_hides_a_tenth_moves_the_rest_little() {
    for (len, group) in [(120u32, 12), (1_500, 30)] {
        let pairs = grouped(len, group, 8);
        let before = run(&fresh(structure(len as usize, &pairs))).positions;
        let stays: Vec<u32> = (0..len).filter(|node| node % 10 != 3).collect();
        let new = |node: u32| stays.binary_search(&node).ok().map(|at| at as u32);
        let left: Vec<(u32, u32)> = pairs.iter().filter_map(|&(a, b)| Some((new(a)?, new(b)?))).collect();
        let start: Vec<Pos> = stays.iter().map(|&node| before[node as usize]).collect();
        let mut request = fresh(structure(stays.len(), &left));
        request.start = Start::Warm { positions: start.as_slice().into(), heat: 0.2 };
        let after = run(&request).positions;
        let mut moved: Vec<f32> = start.iter().zip(&after).map(|(a, b)| distance(*a, *b)).collect();
        moved.sort_by(f32::total_cmp);
        let median = moved[moved.len() / 2] / diagonal(&start);
        assert!(median < 0.02, "{len} nodes moved by {median} of the diagonal");
    }
}

#[test]
fn newcomers_stand_beside_their_neighbours_and_nothing_else_moves_without_heat() {
    let pairs = grouped(200, 20, 3);
    let before = run(&fresh(structure(200, &pairs))).positions;
    let mut more = pairs;
    more.extend([(200, 10), (201, 200), (202, 50), (202, 51)]);
    let mut request = fresh(structure(205, &more));
    request.start = Start::Warm { positions: before.as_slice().into(), heat: 0.0 };
    let after = run(&request).positions;
    assert!(before[..] == after[..200]);
    let far = diagonal(&before);
    assert!(distance(after[200], after[10]) < 0.3 * far && distance(after[201], after[200]) < 0.3 * far);
    assert!(no_mark_on_another(&request, &after));
}

#[test]
fn only_what_may_move_moves() {
    let pairs = grouped(400, 20, 3);
    let mut request = fresh(structure(400, &pairs));
    let before = run(&request).positions;
    request.start = Start::Warm { positions: before.as_slice().into(), heat: 1.0 };
    request.only = Some((0..40).chain([5000]).collect());
    let after = run(&request).positions;
    assert!(before[40..] == after[40..]);
    assert!(before[..40] != after[..40]);
}

#[test]
fn the_order_of_nodes_does_not_change_how_good_a_map_is() {
    let len = 600u32;
    let pairs = grouped(len, 25, 6);
    let mut order: Vec<u32> = (0..len).collect();
    Rng::new(2, 2).shuffle(&mut order);
    let turned: Vec<(u32, u32)> = pairs.iter().map(|&(a, b)| (order[a as usize], order[b as usize])).collect();
    let tie_share = |pairs: &[(u32, u32)]| {
        let made = run(&fresh(structure(len as usize, pairs))).positions;
        let sum: f32 = pairs.iter().map(|&(a, b)| distance(made[a as usize], made[b as usize])).sum();
        sum / pairs.len() as f32 / diagonal(&made)
    };
    let ratio = tie_share(&pairs) / tie_share(&turned);
    assert!((0.8..1.25).contains(&ratio), "{ratio}");
}

#[test]
fn a_star_of_fifty_thousand_leaves_is_fine() {
    let pairs: Vec<(u32, u32)> = (1..=50_000).map(|leaf| (0, leaf)).collect();
    let mut request = fresh(structure(50_001, &pairs));
    request.structure = Arc::new(Structure { radii: vec![2.0; 50_001], ..structure(0, &pairs) });
    let mut calls = 0;
    let made = layout(&request, &mut |_: Progress<'_>| {
        calls += 1;
        if calls < 30 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    assert!(made.positions.iter().flatten().all(|v| v.is_finite()));
    assert!(diagonal(&made.positions) > 1_000.0);
}

#[test]
fn nothing_breaks_on_degenerate_requests() {
    for len in 0..4 {
        run(&fresh(structure(len, &[(0, 1), (1, 1), (9, 9), (0, 9)])));
    }
    let mut odd = structure(6, &[(0, 1), (1, 2), (3, 4)]);
    odd.radii = vec![f32::NAN, -3.0, f32::INFINITY, 0.0, 1e30, 5.0];
    odd.label_halves = vec![[f32::NAN, 9.0]];
    odd.edges[0].weight = f32::NAN;
    odd.edges[1].weight = f32::INFINITY;
    let mut request = fresh(odd);
    run(&request);
    let nan = f32::NAN;
    for settings in [
        Settings { spread: nan, clusters: nan, gravity: nan, label_room: nan, ..Settings::default() },
        Settings { spread: -1.0, clusters: 9.0, gravity: 1e9, label_room: -4.0, threads: Some(0), seed: 0 },
    ] {
        request.settings = settings;
        run(&request);
    }
    for places in [vec![], vec![[nan, nan]; 6], vec![[3.0, 3.0]; 6], vec![[1e30, 0.0]; 6], vec![[5.0, 5.0]; 99]] {
        request.start = Start::Warm { positions: places.into(), heat: nan };
        run(&request);
        request.only = Some(vec![1, 77]);
        run(&request);
    }
    let mut same = fresh(structure(1_200, &grouped(1_200, 30, 5)));
    same.start = Start::Warm { positions: vec![[1.0, 1.0]; 1_200].into(), heat: 1.0 };
    run(&same);
}

#[test]
fn a_watcher_sees_all_nodes_and_may_break_off() {
    let request = fresh(structure(2_600, &grouped(2_500, 40, 1)));
    let mut seen = Vec::new();
    layout(&request, &mut |progress: Progress<'_>| {
        seen.push((progress.positions().len(), progress.progress));
        if seen.len() < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    assert_eq!(seen.len(), 3);
    assert!(seen.iter().all(|(len, share)| *len == 2_600 && (0.0..=1.0).contains(share)));
}
