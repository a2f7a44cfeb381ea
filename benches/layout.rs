//! From nothing to a settled map, at three sizes; and one iteration of a large map that adapts.

use std::hint::black_box;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use tieline::graph::Graph;
use tieline::layout::{Edge, Request, Settings, Start, Structure, layout};
use tieline::read::{Input, Unwatched, read};
use tieline::state::{Sample, structure_of};

#[expect(dead_code, reason = "made for all benches; this one needs a part of it")]
mod common;

fn settle(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("layout to settled");
    group.sample_size(10);
    for entities in [300, 1_000, 5_000] {
        let text =
            if entities == 300 { Sample::Country.bytes().to_vec() } else { common::facts(entities).into_bytes() };
        let base = read(Input { name: "generated", bytes: &text }, &Unwatched).expect("the facts are sound").base;
        let request = Request {
            structure: Arc::new(structure_of(&base, &Graph::new(&base))),
            start: Start::Fresh,
            pins: Vec::new(),
            only: None,
            settings: Settings::default(),
        };
        group.bench_function(BenchmarkId::from_parameter(entities), |bencher| {
            bencher.iter(|| black_box(layout(&request, &mut |_| ControlFlow::Continue(()))));
        });
    }
    group.finish();
}

/// Groups of about 200 whose members are tied to some before them, and each now and then to anyone.
fn grouped(nodes: u32) -> Vec<Edge> {
    const GROUP: u32 = 200;
    let mut state = 42_u32;
    let mut below = |limit: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ((u64::from(state) * u64::from(limit.max(1))) >> 32) as u32
    };
    let mut edges = Vec::new();
    for node in 1..nodes {
        let first = node - node % GROUP;
        for _ in 0..3 {
            let near = if node > first { first + below(node - first) } else { below(node) };
            edges.push(Edge { a: node, b: near, weight: 1.0 });
        }
        if below(4) == 0 {
            edges.push(Edge { a: node, b: below(node), weight: 1.0 });
        }
    }
    edges
}

/// One iteration on one thread after a fifth of 99,000 entities were hidden, without what comes before and after.
fn adapt(criterion: &mut Criterion) {
    const ALL: u32 = 99_000;
    let request = |edges: Vec<Edge>, nodes: usize, start: Start| Request {
        structure: Arc::new(Structure { edges, radii: vec![10.0; nodes], label_halves: Vec::new() }),
        start,
        pins: Vec::new(),
        only: None,
        settings: Settings { threads: Some(1), ..Settings::default() },
    };
    let edges = grouped(ALL);
    let whole = layout(&request(edges.clone(), ALL as usize, Start::Fresh), &mut |_| ControlFlow::Continue(()));
    let is_kept = |node: u32| !node.is_multiple_of(5);
    let number = |node: u32| node - 1 - node / 5;
    let kept: Vec<Edge> = edges
        .into_iter()
        .filter(|edge| is_kept(edge.a) && is_kept(edge.b))
        .map(|edge| Edge { a: number(edge.a), b: number(edge.b), ..edge })
        .collect();
    let positions: Arc<[_]> =
        (0..ALL).filter(|node| is_kept(*node)).map(|node| whole.positions[node as usize]).collect();
    let warm = request(kept, positions.len(), Start::Warm { positions, heat: 0.2 });
    let mut group = criterion.benchmark_group("warm iteration on one thread");
    group.sample_size(10);
    group.bench_function("79000", |bencher| {
        bencher.iter_custom(|runs| {
            let mut each = Duration::ZERO;
            for _ in 0..runs {
                let (mut first, mut last, mut between) = (None, Instant::now(), 0);
                black_box(layout(&warm, &mut |_| {
                    last = Instant::now();
                    between += u32::from(first.is_some());
                    first.get_or_insert(last);
                    ControlFlow::Continue(())
                }));
                each += first.map_or(Duration::ZERO, |first| last - first) / between.max(1);
            }
            each
        });
    });
    group.finish();
}

criterion_group!(benches, settle, adapt);
criterion_main!(benches);
