//! From a file of 2.6 MB to its first frame, and the steps on the way; and how many bytes of a second are read.

use std::hint::black_box;
use std::io::Read as _;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tieline::graph::Graph;
use tieline::read::{Input, Options, Streamed, Unwatched, read, read_lines};
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

/// Bytes of a second, unpacked.
fn bytes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("bytes read");
    group.sample_size(10);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/films.facts.json.gz");
    match std::fs::read(&path) {
        Ok(packed) => {
            let mut plain = Vec::new();
            let unpacked = flate2::read::GzDecoder::new(&*packed).read_to_end(&mut plain).expect("it can be unpacked");
            group.throughput(Throughput::Bytes(unpacked as u64));
            for (what, bytes) in [("films.facts.json.gz", &packed), ("films.facts.json", &plain)] {
                let input = Input { name: what, bytes };
                group.bench_function(what, |bencher| {
                    bencher.iter(|| black_box(read(input, &Unwatched).expect("the facts are sound")));
                });
            }
        }
        Err(error) => skip(&path, &error),
    }
    let lines = triples(150_000);
    group.throughput(Throughput::Bytes(lines.len() as u64));
    group.bench_function("triples as a whole", |bencher| {
        let input = Input { name: "triples", bytes: lines.as_bytes() };
        bencher.iter(|| black_box(read(input, &Unwatched).expect("the triples are sound")));
    });
    group.bench_function("triples a piece at a time", |bencher| {
        bencher.iter(|| {
            let mut source = lines.as_bytes();
            let streamed = Streamed { name: "triples", source: &mut source, bytes: lines.len() as u64 };
            black_box(read_lines(streamed, Options::default(), &Unwatched).expect("these are lines"))
        });
    });
    group.finish();
}

/// Triples with an excerpt and a source, a line each.
fn triples(count: usize) -> String {
    let relations = ["founded", "owns", "works for", "met", "advises", "sits on the board of", "sold", "bought"];
    let line = |at: usize| {
        let (head, tail) = (at * 7919 % 20_011, at * 104_729 % 20_021);
        let (relation, source) = (relations[at % relations.len()], at % 5_000);
        format!(
            "{{\"head\": \"Ann {head}\", \"head_type\": \"PERSON\", \"relation\": \"{relation}\", \"tail\": \"Reel {tail}\", \
             \"tail_type\": \"ORG\", \"text\": \"It was said in town that Ann {head} {relation} Reel {tail}, which nobody \
             who knew them would have thought.\", \"source\": \"https://news.example/{source}\", \"date\": \"2017-01-09\"}}\n"
        )
    };
    (0..count).map(line).collect()
}

#[expect(clippy::print_stderr, reason = "a bench that is left out says so")]
fn skip(path: &Path, error: &std::io::Error) {
    eprintln!("left out: {} cannot be read ({error})", path.display());
}

criterion_group!(benches, open, bytes);
criterion_main!(benches);
