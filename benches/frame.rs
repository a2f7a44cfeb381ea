//! What a frame costs the processor: at rest, pointed at, moved, zoomed and dragged, on maps of three sizes.

#[expect(dead_code, reason = "made for all benches; this one needs most of it")]
mod common;

use std::hint::black_box;
use std::io::Write as _;

use common::{Stage, facts};
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main};
use egui::{Event, Modifiers, MouseWheelUnit, vec2};
use tieline::state::{Action, Sample};

/// Measures frames, each prepared by `before`, without and with their triangles.
fn measure(
    group: &mut BenchmarkGroup<'_, WallTime>,
    what: &str,
    stage: &mut Stage,
    mut before: impl FnMut(&mut Stage, u64),
) {
    let mut count = 0;
    for with_triangles in [false, true] {
        let name = if with_triangles { format!("{what} with triangles") } else { what.to_owned() };
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                count += 1;
                before(stage, count);
                black_box(if with_triangles { stage.frame_with_triangles() } else { stage.frame() })
            });
        });
    }
}

fn gestures(criterion: &mut Criterion, size: &str, stage: &mut Stage) {
    let mut group = criterion.benchmark_group(format!("frame {size}"));
    group.sample_size(20).measurement_time(std::time::Duration::from_secs(4));
    measure(&mut group, "idle", stage, |_, _| {});

    let middle = stage.middle();
    measure(&mut group, "hover", stage, |stage, count| {
        // From one mark to another: each frame lifts something else.
        let at = stage.mark((middle + (count as usize % 8)) % stage.map().places.len());
        stage.pointer(at);
    });
    stage.event(Event::PointerGone);
    measure(&mut group, "panning", stage, |stage, count| {
        let by = if count % 40 < 20 { 3.0 } else { -3.0 };
        stage.act(Action::Pan(vec2(by, 0.5 * by)));
    });
    let center = stage.area().center();
    stage.pointer(center);
    measure(&mut group, "zooming", stage, |stage, count| {
        let lines = if count % 40 < 20 { 0.3 } else { -0.3 };
        let delta = vec2(0.0, lines);
        let phase = egui::TouchPhase::Move;
        stage.event(Event::MouseWheel { unit: MouseWheelUnit::Line, delta, phase, modifiers: Modifiers::NONE });
    });
    stage.settle();
    let mark = stage.mark(stage.middle());
    stage.pointer(mark);
    stage.frame();
    stage.press(mark, true);
    measure(&mut group, "dragging", stage, |stage, count| {
        let turn = count as f32 * 0.2;
        stage.pointer(mark + 40.0 * vec2(turn.cos(), turn.sin()));
    });
    stage.press(mark, false);
    stage.frame();
    group.finish();
}

fn frames(criterion: &mut Criterion) {
    let mut stage = Stage::open(Action::OpenSample(Sample::Country));
    gestures(criterion, "300", &mut stage);
    let folder = tempfile::tempdir().expect("a folder");
    for entities in [5_000, 20_000] {
        let path = folder.path().join(format!("{entities}.json"));
        let mut file = std::fs::File::create(&path).expect("a file");
        file.write_all(facts(entities).as_bytes()).expect("room on the disk");
        let mut stage = Stage::open(Action::OpenPaths(vec![path]));
        gestures(criterion, &entities.to_string(), &mut stage);
    }
}

criterion_group!(benches, frames);
criterion_main!(benches);
