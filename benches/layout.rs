//! From nothing to a settled map, at three sizes.

use std::hint::black_box;
use std::ops::ControlFlow;
use std::sync::Arc;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use tieline::graph::Graph;
use tieline::layout::{Request, Settings, Start, layout};
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

criterion_group!(benches, settle);
criterion_main!(benches);
