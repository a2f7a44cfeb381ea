//! What stands behind the panels of evidence: mentions, independent sources, conflicts, quality and chains.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use tieline::facts::{Copies, Date, EntityId, FactBase, Independence, Mentions, Overrules, Quality, conflicts};
use tieline::graph::{Appearance, Filter, Graph, Question, Visible, chains, tie_strengths};
use tieline::read::{Input, Unwatched, read};
use tieline::scene::Looks;

#[expect(dead_code, reason = "made for all benches; this one needs a part of it")]
mod common;

/// The generated facts, with an article for every tenth fact that names its ends, every third one of them a near-copy.
fn with_articles(entities: usize) -> FactBase {
    let plain = common::facts(entities);
    let mut base = base_of(plain.as_bytes());
    let mut text = String::from("{\"tieline\": 1, \"articles\": [");
    for (at, fact) in base.facts.iter().step_by(10).enumerate() {
        let story = if at % 3 == 2 { at - 1 } else { at };
        let (subject, object) = (&base.entity(fact.subject).name, fact.object.map(|object| &base.entity(object).name));
        let other = object.map_or("nobody", |name| name);
        let words: String = (0..60).map(|word| format!("word{} ", (story * 7919 + word * 31) % 4001)).collect();
        let comma = if at == 0 { "" } else { "," };
        write!(text, "{comma}\n{{\"id\": \"a{at}\", \"text\": \"{subject} met {other}. {words}\"}}")
            .expect("a string takes everything");
    }
    text.push_str("]}");
    base.articles = base_of(text.as_bytes()).articles;
    base
}

fn base_of(bytes: &[u8]) -> FactBase {
    read(Input { name: "facts.json", bytes }, &Unwatched).expect("the facts are sound").base
}

fn generated(criterion: &mut Criterion) {
    measure(criterion, "evidence, 20,000 generated entities", &with_articles(20_000));
}

fn films(criterion: &mut Criterion) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/films.facts.json.gz");
    match std::fs::read(&path) {
        Ok(bytes) => measure(criterion, "evidence, films", &base_of(&bytes)),
        Err(error) => skip(&path, &error),
    }
}

fn measure(criterion: &mut Criterion, name: &str, base: &FactBase) {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10);
    group.bench_function("mentions", |bencher| bencher.iter(|| black_box(Mentions::new(base))));
    group.bench_function("near-copies", |bencher| bencher.iter(|| black_box(Copies::new(base))));
    group.bench_function("conflicts", |bencher| bencher.iter(|| black_box(conflicts(base))));
    let mentions = Mentions::new(base).expect("there are few enough names");
    let today = Date::year_only(2026);
    group.bench_function("quality", |bencher| bencher.iter(|| black_box(Quality::new(base, &mentions, today))));

    let graph = Graph::new(base);
    let visible = Visible::new(base, &graph, &Filter::default(), &BTreeSet::new());
    let (copies, overrules) = (Copies::new(base), Overrules::default());
    let independence = Independence::new(base, &copies, &overrules);
    let strengths = || tie_strengths(base, &graph, &visible, &independence, |_fact| None);
    group.bench_function("strengths of all ties", |bencher| bencher.iter(|| black_box(strengths())));
    let strengths = strengths();
    let looks = Looks::new(base, &graph, &visible);
    let mut year = 1900;
    group.bench_function("a step of the time range", |bencher| {
        bencher.iter(|| {
            year = if year < 2020 { year + 1 } else { 1900 };
            let filter = Filter { until: Some(Date::year_only(year)), undated: true, ..Filter::default() };
            let visible = Visible::new(base, &graph, &filter, &BTreeSet::new());
            black_box((looks.shown_anew(base, &graph, &visible, &Appearance::default(), false), visible))
        });
    });
    let degrees = graph.degrees();
    let hub = (0..degrees.len()).max_by_key(|&at| degrees[at]).map_or(EntityId(0), EntityId::from_index);
    for (what, from) in [("ten chains", EntityId(0)), ("ten chains from the best tied", hub)] {
        let question = Question::between(from, EntityId::from_index(base.entities.len() / 2));
        group.bench_function(what, |bencher| {
            bencher.iter(|| black_box(chains(&graph, &visible, &strengths, &question)));
        });
    }
    group.finish();
}

#[expect(clippy::print_stderr, reason = "a bench that is left out says so")]
fn skip(path: &Path, error: &std::io::Error) {
    eprintln!("left out: {} cannot be read ({error})", path.display());
}

criterion_group!(benches, generated, films);
criterion_main!(benches);
