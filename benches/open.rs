//! From a file of 2.6 MB to its first frame, and the steps on the way.

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use tieline::graph::Graph;
use tieline::read::{Input, Unwatched, read};
use tieline::state::Action;

#[expect(dead_code, reason = "made for all benches; this one needs a part of it")]
mod common;

fn open(criterion: &mut Criterion) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/films-1970s.facts.json");
    let mut group = criterion.benchmark_group("open films-1970s");
    group.sample_size(10);
    match std::fs::read(&path) {
        Ok(bytes) => {
            let input = Input { name: "films-1970s.facts.json", bytes: &bytes };
            group.bench_function("read", |bencher| {
                bencher.iter(|| black_box(read(input, &Unwatched).expect("the facts are sound")));
            });
            let base = read(input, &Unwatched).expect("the facts are sound").base;
            group.bench_function("graph", |bencher| bencher.iter(|| black_box(Graph::new(&base))));
            group.bench_function("to the first frame with marks", |bencher| {
                bencher.iter(|| {
                    let mut stage = common::Stage::begin(Action::OpenPaths(vec![path.clone()]));
                    while stage.frames_painted() == 0 {
                        stage.frame();
                    }
                    black_box(stage.frame_with_triangles())
                });
            });
        }
        Err(error) => skip(&path, &error),
    }
    group.finish();
}

#[expect(clippy::print_stderr, reason = "a bench that is left out says so")]
fn skip(path: &Path, error: &std::io::Error) {
    eprintln!("left out: {} cannot be read ({error})", path.display());
}

criterion_group!(benches, open);
criterion_main!(benches);
