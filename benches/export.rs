//! A picture of the first sample and of the 300-entity sample, 3840 × 2160, as a PNG in memory.

use std::hint::black_box;
use std::ops::ControlFlow;

use criterion::{Criterion, criterion_group, criterion_main};
use tieline::export::{Picture, Size, draw};
use tieline::scene::{Emphasis, Style};
use tieline::state::{Action, Sample};

#[expect(dead_code, reason = "made for all benches; this one needs a part of it")]
mod common;

fn export(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("export 4K");
    group.sample_size(10);
    for sample in [Sample::Story, Sample::Country] {
        let stage = common::Stage::open(Action::OpenSample(sample));
        let picture =
            Picture { size: Size::Pixels(3840, 2160), title: Some("Measured".to_owned()), ..Picture::default() };
        let (emphasis, style) = (Emphasis::default(), Style::of(picture.ground));
        let scene = stage.map().scene(&emphasis, &style);
        group.bench_function(sample.id(), |bencher| {
            bencher.iter(|| {
                let mut bytes = Vec::new();
                draw(&picture, &scene, None)
                    .write_png(&mut bytes, &mut |_| ControlFlow::Continue(()))
                    .expect("memory takes it");
                black_box(bytes.len())
            });
        });
    }
    group.finish();
}

criterion_group!(benches, export);
criterion_main!(benches);
