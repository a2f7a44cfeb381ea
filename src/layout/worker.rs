//! The one thread that makes layouts and keeps a map alive while the window does other things.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::desk::Desk;
use super::request::{Pos, Request};

/// A state of the map, as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// The newest [`Worker::arrange`] that this is an answer to.
    pub generation: u64,
    /// One place for each node of that request, in map units.
    pub positions: Arc<[Pos]>,
    pub iterations: u32,
    /// The share of the work that is done, 0 to 1.
    pub progress: f32,
    /// Whether nothing will move until the worker is asked for something again.
    pub settled: bool,
}

/// A thread that takes the newest wish, publishes what comes of it, and sleeps when nothing moves.
pub struct Worker {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread. `wake` is called on it after each new snapshot.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> std::io::Result<Self> {
        let shared = Arc::new(Shared {
            inbox: Mutex::default(),
            bell: Condvar::new(),
            latest: Mutex::default(),
            error: Mutex::default(),
            wake: Box::new(wake),
        });
        let theirs = Arc::clone(&shared);
        let thread = std::thread::Builder::new().name("layout".to_owned()).spawn(move || Desk::new(theirs).work())?;
        Ok(Self { shared, thread: Some(thread) })
    }

    /// Asks for a layout; the newest request wins. Says which [`Snapshot::generation`] will answer.
    pub fn arrange(&self, request: Request) -> u64 {
        let mut inbox = self.shared.inbox();
        inbox.generation += 1;
        let generation = inbox.generation;
        inbox.wishes.retain(|wish| !matches!(wish, Wish::Arrange(..)));
        inbox.wishes.push_back(Wish::Arrange(generation, Box::new(request)));
        drop(inbox);
        self.shared.bell.notify_all();
        generation
    }

    /// While dragging: these stand exactly here and their neighbourhood follows softly.
    pub fn hold(&self, held: Vec<(u32, Pos)>) {
        self.shared.wish(Wish::Hold(held));
    }

    /// The drag is over: these are pinned now, besides those that were. The map settles and stops.
    pub fn release(&self, pins: Vec<(u32, Pos)>) {
        self.shared.wish(Wish::Release(pins));
    }

    /// These, and no others, are pinned now, and stand exactly there; nothing else moves.
    pub fn set_pins(&self, pins: Vec<(u32, Pos)>) {
        self.shared.wish(Wish::Pin(pins));
    }

    /// The map was moved by someone else: these are the places now.
    pub fn sync(&self, positions: Arc<[Pos]>) {
        self.shared.wish(Wish::Sync(positions));
    }

    /// Halts a running layout where it is.
    pub fn pause(&self) {
        self.shared.inbox().paused = true;
        self.shared.bell.notify_all();
    }

    /// Lets a halted layout go on.
    pub fn resume(&self) {
        self.shared.inbox().paused = false;
        self.shared.bell.notify_all();
    }

    /// Ends a running layout where it is.
    pub fn stop(&self) {
        self.shared.wish(Wish::Stop);
    }

    /// The newest snapshot, if there is one that was not taken yet.
    pub fn latest(&self) -> Option<Arc<Snapshot>> {
        lock(&self.shared.latest).take()
    }

    /// Whether nothing is wished for, nothing moves, and the newest snapshot was taken: nothing more will come.
    pub fn is_at_rest(&self) -> bool {
        let inbox = self.shared.inbox();
        inbox.resting && inbox.wishes.is_empty() && lock(&self.shared.latest).is_none()
    }

    /// What went wrong inside, once. The map stands as it last was.
    pub fn error(&self) -> Option<String> {
        lock(&self.shared.error).take()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.shared.inbox().closing = true;
        self.shared.bell.notify_all();
        if let Some(thread) = self.thread.take() {
            // A panic of the thread itself was told through `error` already.
            let _ = thread.join();
        }
    }
}

/// One call of the worker, in the order they came.
pub(super) enum Wish {
    Arrange(u64, Box<Request>),
    Hold(Vec<(u32, Pos)>),
    Release(Vec<(u32, Pos)>),
    Pin(Vec<(u32, Pos)>),
    Sync(Arc<[Pos]>),
    Stop,
}

#[derive(Default)]
struct Inbox {
    wishes: VecDeque<Wish>,
    generation: u64,
    paused: bool,
    closing: bool,
    /// Set while the thread waits for a wish, with nothing left to do or told to pause.
    resting: bool,
}

pub(super) struct Shared {
    inbox: Mutex<Inbox>,
    bell: Condvar,
    latest: Mutex<Option<Arc<Snapshot>>>,
    error: Mutex<Option<String>>,
    wake: Box<dyn Fn() + Send + Sync>,
}

/// A lock whose holder panicked guards plain data that is whole at any time.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    fn inbox(&self) -> MutexGuard<'_, Inbox> {
        lock(&self.inbox)
    }

    /// Queues a wish; of several in a row that replace each other only the last counts.
    fn wish(&self, wish: Wish) {
        let mut inbox = self.inbox();
        let replaces = |last: &Wish| {
            !matches!(last, Wish::Release(_)) && std::mem::discriminant(last) == std::mem::discriminant(&wish)
        };
        if inbox.wishes.back().is_some_and(replaces) {
            inbox.wishes.pop_back();
        }
        inbox.wishes.push_back(wish);
        drop(inbox);
        self.bell.notify_all();
    }

    /// The next wish; waits for `patience`, or as long as it takes.
    pub(super) fn next(&self, patience: Option<Duration>) -> Next {
        let mut inbox = self.inbox();
        let idle = |inbox: &mut Inbox| inbox.wishes.is_empty() && !inbox.closing;
        inbox.resting = patience.is_none();
        inbox = match patience {
            None => self.bell.wait_while(inbox, idle).unwrap_or_else(PoisonError::into_inner),
            Some(patience) => {
                self.bell.wait_timeout_while(inbox, patience, idle).unwrap_or_else(PoisonError::into_inner).0
            }
        };
        inbox.resting = false;
        match inbox.wishes.pop_front() {
            _ if inbox.closing => Next::Close,
            Some(wish) => Next::Wish(wish),
            None => Next::Nothing,
        }
    }

    /// Whether a running layout should end for something else; waits here while it is paused.
    pub(super) fn interrupted(&self) -> bool {
        let mut inbox = self.inbox();
        let waits = |inbox: &mut Inbox| inbox.paused && inbox.wishes.is_empty() && !inbox.closing;
        inbox.resting = inbox.paused;
        let mut inbox = self.bell.wait_while(inbox, waits).unwrap_or_else(PoisonError::into_inner);
        inbox.resting = false;
        !inbox.wishes.is_empty() || inbox.closing
    }

    /// Forgets a snapshot that nobody took.
    pub(super) fn retract(&self) {
        lock(&self.latest).take();
    }

    pub(super) fn report(&self, error: String) {
        *lock(&self.error) = Some(error);
    }

    pub(super) fn publish(&self, snapshot: Snapshot) {
        *lock(&self.latest) = Some(Arc::new(snapshot));
        (self.wake)();
    }
}

pub(super) enum Next {
    Wish(Wish),
    Nothing,
    Close,
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc::{Receiver, channel};

    use super::super::request::{Edge, Settings, Start, Structure};
    use super::*;

    fn worker() -> (Worker, Receiver<()>) {
        let (sender, receiver) = channel();
        let worker = Worker::new(move || sender.send(()).unwrap_or_default()).unwrap();
        (worker, receiver)
    }

    fn ring(len: u32) -> Request {
        let edges = (0..len).map(|a| Edge { a, b: (a + 1) % len, weight: 1.0 }).collect();
        let structure = Structure { edges, radii: vec![5.0; len as usize], label_halves: Vec::new() };
        Request {
            structure: Arc::new(structure),
            start: Start::Fresh,
            pins: Vec::new(),
            only: None,
            settings: Settings { threads: Some(1), ..Settings::default() },
        }
    }

    fn settled(worker: &Worker, woken: &Receiver<()>, generation: u64) -> Arc<Snapshot> {
        loop {
            woken.recv_timeout(Duration::from_secs(60)).unwrap();
            match worker.latest() {
                Some(snapshot) if snapshot.settled && snapshot.generation == generation => {
                    return snapshot;
                }
                _ => {}
            }
        }
    }

    #[test]
    fn the_newest_request_is_answered() {
        let (worker, woken) = worker();
        worker.arrange(ring(3000));
        let generation = worker.arrange(ring(12));
        let snapshot = settled(&worker, &woken, generation);
        assert_eq!((snapshot.positions.len(), snapshot.progress), (12, 1.0));
        assert!(worker.latest().is_none());
    }

    #[test]
    fn a_drag_ends_with_the_pin_exactly_in_place() {
        let (worker, woken) = worker();
        let generation = worker.arrange(ring(40));
        let before = settled(&worker, &woken, generation);
        let at = [before.positions[0][0] + 200.0, before.positions[0][1]];
        worker.hold(vec![(0, at)]);
        woken.recv_timeout(Duration::from_secs(60)).unwrap();
        worker.release(vec![(0, at)]);
        let after = settled(&worker, &woken, generation);
        assert_eq!(after.positions[0], at);
        assert_ne!(after.positions[1], before.positions[1]);
        assert_eq!(after.positions[20], before.positions[20]);
    }

    #[test]
    fn a_drag_during_a_layout_does_not_lose_it() {
        let (worker, woken) = worker();
        let generation = worker.arrange(ring(3000));
        woken.recv_timeout(Duration::from_secs(60)).unwrap();
        worker.hold(vec![(7, [50.0, 60.0])]);
        worker.release(vec![(7, [50.0, 60.0])]);
        let snapshot = settled(&worker, &woken, generation);
        assert_eq!(snapshot.positions[7], [50.0, 60.0]);
        assert!(snapshot.positions.iter().flatten().all(|v| v.is_finite()));
    }

    #[test]
    fn a_paused_layout_goes_on_when_resumed() {
        let (worker, woken) = worker();
        worker.pause();
        let generation = worker.arrange(ring(3000));
        worker.resume();
        assert!(settled(&worker, &woken, generation).iterations > 0);
    }

    #[test]
    fn pins_are_set_and_taken_positions_kept() {
        let (worker, woken) = worker();
        let generation = worker.arrange(ring(4));
        settled(&worker, &woken, generation);
        worker.sync(Arc::from(vec![[1.0, 2.0]; 4]));
        worker.set_pins(vec![(2, [9.0, 9.0]), (77, [0.0, 0.0])]);
        let snapshot = settled(&worker, &woken, generation);
        assert_eq!(snapshot.positions[..], [[1.0, 2.0], [1.0, 2.0], [9.0, 9.0], [1.0, 2.0]]);
    }

    #[test]
    fn a_panic_is_reported_and_the_worker_lives_on() {
        let (sender, woken) = channel();
        let first = AtomicBool::new(true);
        let worker = Worker::new(move || {
            sender.send(()).unwrap_or_default();
            assert!(!first.swap(false, Ordering::Relaxed), "the first call fails");
        })
        .unwrap();
        worker.arrange(ring(5));
        woken.recv_timeout(Duration::from_secs(60)).unwrap();
        woken.recv_timeout(Duration::from_secs(60)).unwrap();
        assert!(worker.error().unwrap().contains("the first call fails"));
        assert!(worker.latest().unwrap().settled);
        let generation = worker.arrange(ring(6));
        assert_eq!(settled(&worker, &woken, generation).positions.len(), 6);
    }
}
