//! What a frame costs the processor: at rest, pointed at, moved, zoomed and dragged, on maps of three sizes.

#[expect(dead_code, reason = "made for all benches; this one needs most of it")]
mod common;

use std::hint::black_box;
use std::io::Write as _;

use common::{Stage, facts, facts_tied};
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main};
use egui::{Event, Modifiers, MouseWheelUnit, vec2};
use tieline::state::{Action, Sample};

/// A program that is started when the first measurement asks for it: those that are filtered out cost nothing.
struct Late<'a> {
    open: Box<dyn Fn() -> Stage + 'a>,
    stage: Option<Stage>,
}

impl<'a> Late<'a> {
    fn new(open: impl Fn() -> Stage + 'a) -> Self {
        Self { open: Box::new(open), stage: None }
    }

    fn get(&mut self) -> &mut Stage {
        self.stage.get_or_insert_with(&self.open)
    }
}

/// Measures frames, each prepared by `before`, without and with their triangles, after `begin` and until `end`.
fn measure(
    group: &mut BenchmarkGroup<'_, WallTime>,
    what: &str,
    late: &mut Late<'_>,
    begin: impl Fn(&mut Stage),
    mut before: impl FnMut(&mut Stage, u64),
    end: impl Fn(&mut Stage),
) {
    let mut count = 0;
    for with_triangles in [false, true] {
        let name = if with_triangles { format!("{what} with triangles") } else { what.to_owned() };
        group.bench_function(name, |bencher| {
            let stage = late.get();
            begin(stage);
            bencher.iter(|| {
                count += 1;
                before(stage, count);
                black_box(if with_triangles { stage.frame_with_triangles() } else { stage.frame() })
            });
            end(stage);
        });
    }
}

fn gestures(criterion: &mut Criterion, size: &str, late: &mut Late<'_>) {
    let mut group = criterion.benchmark_group(format!("frame {size}"));
    group.sample_size(20).measurement_time(std::time::Duration::from_secs(2));
    group.warm_up_time(std::time::Duration::from_secs(1));
    let away = |stage: &mut Stage| {
        stage.event(Event::PointerGone);
        stage.settle();
    };
    measure(&mut group, "idle", late, away, |_, _| {}, away);
    let hover = |stage: &mut Stage, count: u64| {
        // From one mark to another: each frame lifts something else.
        let at = stage.mark((stage.middle() + (count as usize % 8)) % stage.map().places.len());
        stage.pointer(at);
    };
    measure(&mut group, "hover", late, away, hover, away);
    measure(
        &mut group,
        "hovering on the ground",
        late,
        away,
        |stage, count| {
            // Nothing is lifted: what is left is the search for what is under the pointer.
            let corner = stage.area().left_top();
            stage.pointer(corner + vec2(40.0 + (count % 8) as f32, 60.0));
        },
        away,
    );
    let pan = |stage: &mut Stage, count: u64| {
        let by = if count % 40 < 20 { 3.0 } else { -3.0 };
        stage.act(Action::Pan(vec2(by, 0.5 * by)));
    };
    measure(&mut group, "panning", late, away, pan, away);
    let over = |stage: &mut Stage| {
        let center = stage.area().center();
        stage.pointer(center);
    };
    let zoom = |stage: &mut Stage, count: u64| {
        let lines = if count % 40 < 20 { 0.3 } else { -0.3 };
        let delta = vec2(0.0, lines);
        let phase = egui::TouchPhase::Move;
        stage.event(Event::MouseWheel { unit: MouseWheelUnit::Line, delta, phase, modifiers: Modifiers::NONE });
    };
    measure(&mut group, "zooming", late, over, zoom, away);
    let grasp = |stage: &mut Stage| {
        let mark = stage.mark(stage.middle());
        stage.pointer(mark);
        stage.frame();
        stage.press(mark, true);
    };
    let drag = |stage: &mut Stage, count: u64| {
        let turn = count as f32 * 0.2;
        let center = stage.area().center();
        stage.pointer(center + 40.0 * vec2(turn.cos(), turn.sin()));
    };
    let release = |stage: &mut Stage| {
        let center = stage.area().center();
        stage.press(center, false);
        stage.frame();
        away(stage);
    };
    measure(&mut group, "dragging", late, grasp, drag, release);
    group.finish();
}

fn frames(criterion: &mut Criterion) {
    gestures(criterion, "300", &mut Late::new(|| Stage::open(Action::OpenSample(Sample::Country))));
    for entities in [5_000, 20_000] {
        let open = || {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join(format!("{entities}.json"));
            let mut file = std::fs::File::create(&path).expect("a file");
            file.write_all(facts(entities).as_bytes()).expect("room on the disk");
            Stage::open(Action::OpenPaths(vec![path]))
        };
        gestures(criterion, &entities.to_string(), &mut Late::new(open));
    }
}

/// A map with three hundred names in sight, all of which move when it is zoomed.
fn three_hundred_names(criterion: &mut Criterion) {
    let open = || {
        let names: Vec<String> = (0..440).map(|at| format!(r#"{{"id": "e{at}", "name": "N{at}"}}"#)).collect();
        let fact = |at: usize| format!(r#"{{"subject": "e{at}", "relation": "met", "object": "e{}"}}"#, at.div_ceil(2));
        let facts: Vec<String> = (0..440).map(fact).collect();
        let text =
            format!(r#"{{"tieline": 1, "entities": [{}], "facts": [{}]}}"#, names.join(",\n"), facts.join(",\n"));
        let mut stage = open_facts(&text);
        let texts = stage.texts_on_map();
        assert!(texts >= 300, "{texts} names");
        stage
    };
    gestures(criterion, "with 300 names", &mut Late::new(open));
}

/// A map of a hundred thousand entities and nearly three hundred thousand ties.
fn largest(criterion: &mut Criterion) {
    gestures(criterion, "100000", &mut Late::new(|| open_facts(&facts_tied(100_000, 302_000))));
}

/// A map that is wholly in focus, as large as one may be.
fn all_in_focus(criterion: &mut Criterion) {
    gestures(criterion, "1000 in focus", &mut Late::new(|| open_facts(&facts_tied(1_000, 1_950))));
}

fn open_facts(facts: &str) -> Stage {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("facts.json");
    let mut file = std::fs::File::create(&path).expect("a file");
    file.write_all(facts.as_bytes()).expect("room on the disk");
    Stage::open(Action::OpenPaths(vec![path]))
}

/// A map of as many entities as the largest that was tried, panned in real time: what the governor makes of it.
fn governed(criterion: &mut Criterion) {
    let open = || {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("65000.json");
        let mut file = std::fs::File::create(&path).expect("a file");
        file.write_all(facts(65_000).as_bytes()).expect("room on the disk");
        let mut stage = Stage::open(Action::OpenPaths(vec![path]));
        stage.tell_real_time();
        stage
    };
    let mut late = Late::new(open);
    let mut group = criterion.benchmark_group("frame 65000 in real time");
    group.sample_size(20).measurement_time(std::time::Duration::from_secs(6));
    let pan = |stage: &mut Stage, count: u64| {
        let by = if count % 40 < 20 { 3.0 } else { -3.0 };
        stage.act(Action::Pan(vec2(by, 0.5 * by)));
    };
    measure(&mut group, "panning", &mut late, |_| {}, pan, |_| {});
    group.finish();
}

criterion_group!(benches, frames, all_in_focus, three_hundred_names, largest, governed);
criterion_main!(benches);
