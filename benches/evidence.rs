//! What stands behind the panels of evidence: mentions, independent sources, conflicts, quality and chains.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use criterion::{Criterion, criterion_group, criterion_main};
use rayon::prelude::*;
use tieline::facts::{
    ArticleIndex, Copies, Date, EntityId, FactBase, Independence, Mentions, Overrules, Quality, check_excerpt,
    conflicts,
};
use tieline::graph::{Appearance, Clock, Filter, Graph, Question, TieId, Visible, chains, tie_strengths};
use tieline::read::{Input, Unwatched, read};
use tieline::scene::{LinesBy, Looks, Target};
use tieline::state::{Action, How, Panel, Timing, Toggle};

#[expect(dead_code, reason = "made for all benches; this one needs a part of it")]
mod common;

use common::Stage;

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
    group.bench_function("checking all excerpts", |bencher| bencher.iter(|| black_box(found_excerpts(base))));
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
    let appearance = Appearance::default();
    let mut year = 1900;
    group.bench_function("a step of the time range", |bencher| {
        bencher.iter(|| {
            year = if year < 2020 { year + 1 } else { 1900 };
            let filter = Filter { until: Some(Date::year_only(year)), undated: true, ..Filter::default() };
            let visible = Visible::new(base, &graph, &filter, &BTreeSet::new());
            black_box((looks.shown_anew(base, &graph, &visible, &LinesBy::facts(&appearance)), visible))
        });
    });
    let degrees = graph.degrees();
    for (what, pairs) in pairs(&degrees) {
        // The worst of them is what a reader would remember.
        let time = |question: &Question| {
            let start = Instant::now();
            black_box(chains(&graph, &visible, &strengths, question));
            start.elapsed()
        };
        let questions = pairs.into_iter().map(|[from, to]| Question::between(from, to));
        let Some(worst) = questions.max_by_key(time) else {
            continue;
        };
        group.bench_function(format!("ten chains, the slowest {what}"), |bencher| {
            bencher.iter(|| black_box(chains(&graph, &visible, &strengths, &worst)));
        });
    }
    group.finish();
}

/// How many excerpts stand in their articles, each looked for as the reader of files does.
fn found_excerpts(base: &FactBase) -> usize {
    let indexes: Vec<_> = base.articles.iter().map(|article| article.text.as_deref().map(ArticleIndex::new)).collect();
    let stands = |fact: &tieline::facts::Fact| {
        let found = fact.evidence.iter().filter(|one| {
            let index = one.article.and_then(|article| indexes[article.index()].as_ref());
            let check = index.zip(one.excerpt.as_deref());
            check.is_some_and(|(index, excerpt)| check_excerpt(index, excerpt, one.claimed.as_ref()).range().is_some())
        });
        found.count()
    };
    base.facts.par_iter().map(stands).sum()
}

/// Pairs to ask about: among the best tied, from them to those with one tie, and across the file.
fn pairs(degrees: &[u32]) -> [(&'static str, Vec<[EntityId; 2]>); 3] {
    let mut order: Vec<usize> = (0..degrees.len()).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(degrees[at]), at));
    let id = EntityId::from_index;
    let hubs: Vec<usize> = order.iter().copied().take(8).collect();
    let leaves: Vec<usize> = order.iter().copied().filter(|&at| degrees[at] == 1).step_by(997).take(8).collect();
    let among = hubs.iter().flat_map(|&a| hubs.iter().filter(move |&&b| b > a).map(move |&b| [id(a), id(b)]));
    let out = hubs.iter().flat_map(|&a| leaves.iter().map(move |&b| [id(a), id(b)]));
    let ends = leaves.iter().zip(leaves.iter().skip(1)).map(|(&a, &b)| [id(a), id(b)]);
    let count = degrees.len();
    let across = (0..40).map(|at| [id(at * 7919 % count), id((at * 104_729 + count / 2) % count)]);
    [
        ("of 28 pairs of the best tied", among.collect()),
        ("of 64 from them to leaves", out.collect()),
        ("of 47 pairs far apart", ends.chain(across).collect()),
    ]
}

/// What a reader waits for in the window: the frame after a tie was chosen, and while a range of dates is dragged.
fn window(criterion: &mut Criterion) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/films.facts.json.gz");
    if let Err(error) = std::fs::metadata(&path) {
        skip(&path, &error);
        return;
    }
    let mut stage: Option<Stage> = None;
    let mut group = criterion.benchmark_group("evidence in the window, films");
    group.sample_size(20);
    group.bench_function("a tie is chosen and its excerpt shown", |bencher| {
        let stage = stage.get_or_insert_with(|| Stage::open(Action::OpenPaths(vec![path.clone()])));
        let ties = quoted_ties(stage.map());
        let mut at = 0;
        let mut choose = |stage: &mut Stage| {
            at = (at + 1) % ties.len().max(1);
            stage.act(Action::Click(ties.get(at).map(|id| Target::Tie(*id)), How::Replace));
            stage.frame_with_triangles()
        };
        // Who is named where is looked up with the first choice, by a job of its own.
        choose(stage);
        stage.settle();
        bencher.iter(|| black_box(choose(stage)));
    });
    group.bench_function("a range of dates is dragged", |bencher| {
        let stage = stage.get_or_insert_with(|| Stage::open(Action::OpenPaths(vec![path.clone()])));
        stage.act(Action::Click(None, How::Replace));
        stage.act(Action::Show(Panel::Time, Toggle::On));
        stage.settle();
        let steps = stage.map().steps(Clock::Happened);
        let (first, last) = (steps.first, steps.last());
        let mut until = first;
        bencher.iter(|| {
            until = if until < last { until + 1 } else { first };
            stage.act(Action::Time(Timing::Range(first, until, Toggle::On)));
            black_box(stage.frame_with_triangles())
        });
    });
    group.finish();
}

/// Some ties with an excerpt, from all over the map.
fn quoted_ties(map: &tieline::state::Map) -> Vec<TieId> {
    let quoted = |facts: &[tieline::facts::FactId]| {
        facts.iter().any(|fact| map.base.fact(*fact).evidence.iter().any(|one| one.excerpt.is_some()))
    };
    map.graph.ties_with_ids().filter(|(_, tie)| quoted(&tie.facts)).map(|(id, _)| id).step_by(1_009).collect()
}

#[expect(clippy::print_stderr, reason = "a bench that is left out says so")]
fn skip(path: &Path, error: &std::io::Error) {
    eprintln!("left out: {} cannot be read ({error})", path.display());
}

criterion_group!(benches, generated, films, window);
criterion_main!(benches);
