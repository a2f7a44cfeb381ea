//! The window in a test: no display, no GPU, jobs that run at once, settings in a folder of their own, and a file
//! dialog whose answers are written down beforehand.

pub(crate) mod outside;
mod painter;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Pos2, Rect, Vec2, ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};
use tempfile::TempDir;
use tieline::app::{App, Launch, Picked};
use tieline::facts::EntityId;
use tieline::graph::TieId;
use tieline::project::Settings;
use tieline::scene::Place;
use tieline::state::{Action, Command, Map, State};

use outside::{Dropped, Script};
use painter::CpuPainter;

/// How a test's window begins.
pub(crate) struct Setup {
    pub(crate) size: Vec2,
    /// The files of the command line; none opens the first sample.
    pub(crate) files: Vec<PathBuf>,
    /// What the file dialog will answer, one after another; afterwards there is none to be had.
    pub(crate) answers: Vec<Picked>,
    pub(crate) settings: Settings,
}

impl Default for Setup {
    fn default() -> Self {
        Self { size: Vec2::new(1280.0, 800.0), files: Vec::new(), answers: Vec::new(), settings: Settings::default() }
    }
}

impl Setup {
    /// Opens the window and waits until the map stands.
    pub(crate) fn open(self) -> Window {
        let mut window = self.begin();
        window.settle();
        window
    }

    /// Opens the window.
    pub(crate) fn begin(self) -> Window {
        let folder = tempfile::tempdir().expect("a folder for this test");
        let script = Arc::new(Script::new(self.answers));
        let launch = Launch {
            settings: self.settings,
            settings_folder: Some(folder.path().join("settings")),
            picker: Arc::<Script>::clone(&script),
            inline_jobs: true,
            ..Launch::with_files(self.files)
        };
        let woken: Arc<AtomicBool> = Arc::default();
        let bell = Arc::clone(&woken);
        let harness = Harness::builder()
            .with_size(self.size)
            .with_pixels_per_point(1.0)
            .with_step_dt(Window::FRAME)
            .renderer(CpuPainter::default())
            .build_eframe(move |creation| {
                creation.egui_ctx.set_request_repaint_callback(move |request| {
                    if request.delay.is_zero() {
                        bell.store(true, Ordering::Relaxed);
                    }
                });
                App::new(&creation.egui_ctx, launch).expect("the layout has its thread")
            });
        Window { harness, woken, script, folder }
    }
}

/// A window that a test uses as a person would.
pub(crate) struct Window {
    pub(crate) harness: Harness<'static, App>,
    /// Set when a frame is asked for.
    woken: Arc<AtomicBool>,
    pub(crate) script: Arc<Script>,
    folder: TempDir,
}

impl Window {
    /// What passes between two frames, in seconds: so long that two clicks in a row are no double click.
    const FRAME: f32 = 0.1;
    /// After this long a map that does not come to rest is a fault; a fast machine needs a hundredth.
    const PATIENCE: Duration = Duration::from_secs(120);

    /// The first sample at 1280 × 800.
    pub(crate) fn with_sample() -> Self {
        Setup::default().open()
    }

    /// What the window knows.
    pub(crate) fn state(&self) -> &State {
        self.harness.state().state()
    }

    /// The open map.
    pub(crate) fn map(&self) -> &Map {
        self.state().map().expect("a map is open")
    }

    /// Where everything stands.
    pub(crate) fn places(&self) -> Vec<Place> {
        self.map().places.to_vec()
    }

    /// A folder of this test's own.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// One frame for each event that waits, or one.
    pub(crate) fn step(&mut self) {
        self.woken.store(false, Ordering::Relaxed);
        self.harness.step();
    }

    /// Whether the last frame, or the layout since, asked for another at once.
    pub(crate) fn wants_frame(&self) -> bool {
        let delay = self.harness.output().viewport_output[&ViewportId::ROOT].repaint_delay;
        self.woken.load(Ordering::Relaxed) || delay.is_zero()
    }

    /// Frames until nothing moves any more: the window asks for none, and the layout's thread has nothing to do.
    pub(crate) fn settle(&mut self) {
        const BREATH: Duration = Duration::from_millis(1);
        let deadline = Instant::now() + Self::PATIENCE;
        loop {
            while self.wants_frame() && Instant::now() < deadline {
                self.step();
            }
            if self.harness.state().is_at_rest() && !self.wants_frame() {
                return;
            }
            if Instant::now() >= deadline {
                self.give_up();
            }
            std::thread::park_timeout(BREATH);
        }
    }

    /// Says what keeps the window from resting, with a picture of it.
    fn give_up(&mut self) -> ! {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("not-at-rest.png");
        let saved = self.harness.render().map(|image| image.save(&path).is_ok());
        panic!(
            "the window does not come to rest: {:?}, asked for by {:?}; a picture of it is at {} ({saved:?})",
            self.map().arranging,
            self.harness.ctx.repaint_causes(),
            path.display(),
        );
    }

    /// Does something that needs no pointer, and waits.
    pub(crate) fn act(&mut self, action: Action) {
        let context = self.harness.ctx.clone();
        self.harness.state_mut().act(&context, action);
        self.step();
        self.settle();
    }

    /// Runs a row of the command table, and waits.
    pub(crate) fn run(&mut self, command: Command) {
        self.act(Action::Run(command));
    }

    /// Whether something of this name can be seen or heard.
    pub(crate) fn shows(&self, name: &str) -> bool {
        self.harness.query_all_by_label(name).next().is_some()
    }

    /// Whether something whose name holds `part` can be seen or heard.
    pub(crate) fn tells(&self, part: &str) -> bool {
        self.harness.query_all_by_label_contains(part).next().is_some()
    }

    /// The one thing of this role and name.
    pub(crate) fn node<'a>(&'a self, role: Role, name: &'a str) -> Node<'a> {
        self.harness.get_by_role_and_label(role, name)
    }

    /// The first button whose name begins so: on the map, that of an entity or a tie.
    pub(crate) fn spoken<'a>(&'a self, start: &'a str) -> Node<'a> {
        let named = |node: &Node<'_>| node.accesskit_node().label().is_some_and(|label| label.starts_with(start));
        let mut buttons = self.harness.query_all_by_role(Role::Button);
        buttons.find(named).unwrap_or_else(|| panic!("no button begins with “{start}”: {:#?}", self.harness))
    }

    /// Clicks the button of this name.
    pub(crate) fn click(&mut self, name: &str) {
        self.click_on(Role::Button, name);
    }

    /// Clicks the one thing of this role and name.
    pub(crate) fn click_on(&mut self, role: Role, name: &str) {
        self.node(role, name).click();
        self.step();
        self.settle();
    }

    /// Chooses a row of a menu.
    pub(crate) fn menu(&mut self, menu: &str, row: &str) {
        self.click(menu);
        // Its keys belong to the name of a row.
        self.spoken(row).click();
        self.step();
        self.settle();
    }

    /// Clicks a place of the window, with these keys held.
    pub(crate) fn click_at(&mut self, at: Pos2, modifiers: Modifiers) {
        self.harness.hover_at(at);
        self.harness.event(Event::ModifiersChanged(modifiers));
        for pressed in [true, false] {
            let button = egui::PointerButton::Primary;
            self.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers });
        }
        self.harness.event(Event::ModifiersChanged(Modifiers::NONE));
        self.step();
        self.settle();
    }

    /// Moves the pointer to a place.
    pub(crate) fn hover(&mut self, at: Pos2) {
        self.harness.hover_at(at);
        self.step();
        self.settle();
    }

    /// Drags from one place to another in a few moves, and lets go there.
    pub(crate) fn drag(&mut self, from: Pos2, to: Pos2) {
        self.harness.hover_at(from);
        self.harness.drag_at(from);
        for part in [0.1, 0.3, 0.6, 1.0] {
            self.harness.hover_at(from + (to - from) * part);
        }
        self.step();
        self.harness.drop_at(to);
        self.step();
        self.settle();
    }

    /// Presses a key.
    pub(crate) fn key(&mut self, key: Key) {
        self.chord(Modifiers::NONE, key);
    }

    /// Presses keys together.
    pub(crate) fn chord(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.step();
        self.settle();
    }

    /// Types into the field that has the keyboard, letter by letter.
    pub(crate) fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            self.harness.event(Event::Text(letter.to_string()));
        }
        self.step();
        self.settle();
    }

    /// Drops a file onto the window.
    pub(crate) fn drop_file(&mut self, path: &Path) {
        let file = Arc::new(Dropped(path.to_owned()));
        self.harness.input_mut().dropped_files.push(file);
        self.step();
        self.settle();
    }

    /// Asks the window to close as the system does, and says whether it will.
    pub(crate) fn close(&mut self) -> bool {
        let viewport = self.harness.input_mut().viewports.entry(ViewportId::ROOT).or_default();
        viewport.events.push(ViewportEvent::Close);
        self.step();
        let holds = self.commands().contains(&ViewportCommand::CancelClose);
        self.settle();
        !holds
    }

    /// What the last frame asked of the system.
    pub(crate) fn commands(&self) -> &[ViewportCommand] {
        &self.harness.output().viewport_output[&ViewportId::ROOT].commands
    }

    /// The entity of this name.
    pub(crate) fn entity(&self, name: &str) -> EntityId {
        let base = &self.map().base;
        let at = base.entities.iter().position(|entity| &*entity.name == name);
        EntityId::from_index(at.unwrap_or_else(|| panic!("{name} is on the map")))
    }

    /// The tie between two entities.
    pub(crate) fn tie(&self, a: &str, b: &str) -> TieId {
        let [a, b] = [a, b].map(|name| self.entity(name));
        self.map().graph.tie_between(a, b).expect("they are tied")
    }

    /// Where a place of the map is in the window.
    pub(crate) fn on_screen(&self, place: Place) -> Pos2 {
        let view = &self.state().view;
        view.camera.screen_from_map(view.area, place)
    }

    /// Where the middle of an entity's mark is in the window.
    pub(crate) fn mark(&self, name: &str) -> Pos2 {
        self.on_screen(self.map().places[self.entity(name).index()])
    }

    /// A place of the map with nothing on it, as far from every mark as there is one.
    pub(crate) fn empty_ground(&self) -> Pos2 {
        let area = self.state().view.area.shrink(30.0);
        let marks: Vec<Pos2> = self.map().places.iter().map(|place| self.on_screen(*place)).collect();
        let room = |at: &Pos2| marks.iter().map(|mark| mark.distance(*at)).fold(f32::INFINITY, f32::min);
        let covered =
            |at: &Pos2| self.harness.ctx.layer_id_at(*at).is_some_and(|layer| layer.order != egui::Order::Background);
        let grid = (0..400).map(|n| area.lerp_inside(Vec2::new((n % 20) as f32 / 19.0, (n / 20) as f32 / 19.0)));
        let free = grid.filter(|at| !covered(at));
        free.max_by(|a, b| room(a).total_cmp(&room(b))).expect("the map has room")
    }

    /// The part of the window that the map fills.
    pub(crate) fn area(&self) -> Rect {
        self.state().view.area
    }
}
