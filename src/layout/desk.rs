//! What the layout thread knows of the map, and how it grants each wish.

use std::any::Any;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::entry::layout;
use super::live::Drag;
use super::overlap::Mark;
use super::request::{Pos, Progress, Request, Settings, Start, Structure};
use super::ties::Ties;
use super::worker::{Next, Shared, Snapshot, Wish};

/// The shortest time between two snapshots.
const FRAME: Duration = Duration::from_millis(16);
/// How many times its own cost passes between two snapshots at least.
const REST_FOR_COST: u32 = 8;
/// In how many snapshots a released neighbourhood comes to rest.
const EASE_FRAMES: u32 = 15;
/// Below which movement in map units a drag is at rest until the next call.
const STILL: f32 = 0.1;

pub(super) struct Desk {
    shared: Arc<Shared>,
    generation: u64,
    iterations: u32,
    structure: Arc<Structure>,
    settings: Settings,
    positions: Vec<Pos>,
    pins: BTreeMap<u32, Pos>,
    /// The ties and marks of `structure`, made when something is first dragged.
    live: Option<(Ties, Vec<Mark>)>,
    motion: Motion,
    next_frame: Instant,
    /// How hot a layout was that was broken off for something short.
    unfinished: Option<f32>,
}

enum Motion {
    Still,
    Drag(Drag),
    Ease { from: Vec<Pos>, to: Vec<Pos>, frame: u32 },
}

impl Desk {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self {
            shared,
            generation: 0,
            iterations: 0,
            structure: Arc::default(),
            settings: Settings::default(),
            positions: Vec::new(),
            pins: BTreeMap::new(),
            live: None,
            motion: Motion::Still,
            next_frame: Instant::now(),
            unfinished: None,
        }
    }

    /// Grants wishes until the worker closes.
    pub(super) fn work(mut self) {
        let mut patience = None;
        loop {
            let next = self.shared.next(patience);
            if matches!(next, Next::Close) {
                return;
            }
            let outcome = catch_unwind(AssertUnwindSafe(|| match next {
                Next::Wish(wish) => self.grant(wish),
                Next::Nothing | Next::Close => self.tick(),
            }));
            patience = outcome.unwrap_or_else(|panic| {
                self.recover(panic.as_ref());
                None
            });
        }
    }

    /// Does what is wished and says after what time to [`Self::tick`], if at all.
    fn grant(&mut self, wish: Wish) -> Option<Duration> {
        match wish {
            Wish::Arrange(generation, request) => {
                self.generation = generation;
                self.pins = usable(&request.pins, request.structure.len());
                self.arrange(&request);
                None
            }
            Wish::Hold(held) => self.hold(&held),
            Wish::Release(pins) => self.release(&pins),
            Wish::Pin(pins) => {
                self.pins = usable(&pins, self.positions.len());
                self.motion = Motion::Still;
                self.set_pins();
                self.go_on();
                None
            }
            Wish::Sync(positions) => {
                if positions.len() == self.positions.len() {
                    let given = positions.iter().zip(&self.positions);
                    self.positions = given.map(|(new, old)| if is_finite(*new) { *new } else { *old }).collect();
                    self.motion = Motion::Still;
                    self.unfinished = None;
                    self.shared.retract();
                }
                None
            }
            Wish::Stop => {
                self.motion = Motion::Still;
                self.unfinished = None;
                self.publish(1.0, true);
                None
            }
        }
    }

    /// Runs a layout until it is done or something else is wished.
    fn arrange(&mut self, request: &Request) {
        if !Arc::ptr_eq(&self.structure, &request.structure) {
            self.live = None;
        }
        self.structure = Arc::clone(&request.structure);
        self.settings = request.settings.clone();
        self.motion = Motion::Still;
        self.unfinished = None;
        self.iterations = 0;
        self.positions = without_layout(request);
        let mut broken_at = None;
        let mut next_snapshot = Instant::now();
        let shared = Arc::clone(&self.shared);
        let generation = self.generation;
        let made = layout(request, &mut |progress: Progress<'_>| {
            if shared.interrupted() {
                broken_at = Some(progress.progress);
                return ControlFlow::Break(());
            }
            let now = Instant::now();
            if now >= next_snapshot {
                shared.publish(Snapshot {
                    generation,
                    positions: progress.positions().into(),
                    iterations: progress.iterations,
                    progress: progress.progress,
                    settled: false,
                });
                next_snapshot = now + FRAME.max(now.elapsed() * REST_FOR_COST);
            }
            ControlFlow::Continue(())
        });
        self.positions = made.positions;
        self.iterations = made.iterations;
        match broken_at {
            Some(progress) => {
                self.unfinished = Some((1.0 - progress).clamp(0.2, 1.0));
                self.publish(progress, false);
            }
            None => self.publish(1.0, true),
        }
    }

    /// Takes up a layout that was broken off, from where it stood; else the map is settled.
    fn go_on(&mut self) {
        let Some(heat) = self.unfinished.take() else {
            self.publish(1.0, true);
            return;
        };
        let request = Request {
            structure: Arc::clone(&self.structure),
            start: Start::Warm { positions: self.positions.as_slice().into(), heat },
            pins: self.pins.iter().map(|(node, at)| (*node, *at)).collect(),
            only: None,
            settings: self.settings.clone(),
        };
        self.arrange(&request);
    }

    fn hold(&mut self, held: &[(u32, Pos)]) -> Option<Duration> {
        if self.positions.is_empty() {
            return None;
        }
        let before = match std::mem::replace(&mut self.motion, Motion::Still) {
            Motion::Drag(drag) => Some(drag),
            Motion::Ease { to, .. } => {
                self.positions = to;
                None
            }
            Motion::Still => None,
        };
        let drag = match before {
            Some(mut drag) if drag.holds_same(held) => {
                drag.hold(held);
                drag
            }
            before => {
                let (ties, _) = live(&mut self.live, &self.structure, &self.settings);
                Drag::new(ties, &self.positions, &self.pins, held, before)
            }
        };
        self.motion = Motion::Drag(drag);
        self.tick()
    }

    fn release(&mut self, pins: &[(u32, Pos)]) -> Option<Duration> {
        let pins = usable(pins, self.positions.len());
        let motion = std::mem::replace(&mut self.motion, Motion::Still);
        self.pins.extend(pins);
        let Motion::Drag(drag) = motion else {
            self.set_pins();
            self.go_on();
            return None;
        };
        let (_, marks) = live(&mut self.live, &self.structure, &self.settings);
        let mut to = drag.rest(&self.positions, marks, &self.pins);
        put(&mut to, &self.pins);
        if self.unfinished.is_some() {
            self.positions = to;
            self.go_on();
            return None;
        }
        self.motion = Motion::Ease { from: self.positions.clone(), to, frame: 0 };
        self.tick()
    }

    fn set_pins(&mut self) {
        put(&mut self.positions, &self.pins);
    }

    /// The next frame of what moves, if it is due.
    fn tick(&mut self) -> Option<Duration> {
        let now = Instant::now();
        if now < self.next_frame {
            return (!matches!(self.motion, Motion::Still)).then(|| self.next_frame - now);
        }
        self.next_frame = now + FRAME;
        match &mut self.motion {
            Motion::Still => None,
            Motion::Drag(drag) => {
                let moved = drag.step(&mut self.positions);
                if moved < STILL {
                    return None;
                }
                self.publish(1.0, false);
                Some(FRAME)
            }
            Motion::Ease { from, to, frame } => {
                *frame += 1;
                let left = 1.0 - *frame as f32 / EASE_FRAMES as f32;
                let share = 1.0 - left * left * left;
                for ((at, from), to) in self.positions.iter_mut().zip(from).zip(to.iter()) {
                    *at = [0, 1].map(|axis| from[axis] + (to[axis] - from[axis]) * share);
                }
                let over = *frame >= EASE_FRAMES;
                if over {
                    self.positions = std::mem::take(to);
                    self.motion = Motion::Still;
                }
                self.publish(1.0, over);
                (!over).then_some(FRAME)
            }
        }
    }

    fn publish(&self, progress: f32, settled: bool) {
        self.shared.publish(Snapshot {
            generation: self.generation,
            positions: self.positions.as_slice().into(),
            iterations: self.iterations,
            progress,
            settled,
        });
    }

    /// After a panic: says what happened and leaves the map as it last was.
    fn recover(&mut self, panic: &(dyn Any + Send)) {
        let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        self.shared.report(text.unwrap_or("the layout failed for an unknown reason").to_owned());
        self.motion = Motion::Still;
        self.unfinished = None;
        self.live = None;
        self.publish(1.0, true);
    }
}

fn live<'a>(
    live: &'a mut Option<(Ties, Vec<Mark>)>,
    structure: &Structure,
    settings: &Settings,
) -> &'a (Ties, Vec<Mark>) {
    live.get_or_insert_with(|| {
        let ties = Ties::new(structure.len(), &structure.edges).balanced();
        (ties, Mark::of(structure, settings.label_room))
    })
}

fn put(positions: &mut [Pos], pins: &BTreeMap<u32, Pos>) {
    for (&node, &at) in pins {
        if let Some(position) = positions.get_mut(node as usize) {
            *position = at;
        }
    }
}

fn usable(pins: &[(u32, Pos)], len: usize) -> BTreeMap<u32, Pos> {
    pins.iter().filter(|(node, at)| (*node as usize) < len && is_finite(*at)).copied().collect()
}

fn is_finite(at: Pos) -> bool {
    at.iter().all(|v| v.is_finite())
}

/// Something to show if the engine fails: the places given, or else a spiral.
fn without_layout(request: &Request) -> Vec<Pos> {
    let given: &[Pos] = match &request.start {
        Start::Fresh => &[],
        Start::Warm { positions, .. } => positions,
    };
    let spiral = |node: usize| {
        let (far, turn) = (30.0 * (node as f32).sqrt(), node as f32 * 2.399_963);
        [far * turn.cos(), far * turn.sin()]
    };
    let place = |node: usize| given.get(node).copied().filter(|at| is_finite(*at)).unwrap_or_else(|| spiral(node));
    (0..request.structure.len()).map(place).collect()
}
