//! Maps to measure with, and the window without a window: a context, the program, and frames that are asked for.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use egui::{ClippedPrimitive, Context, Event, Modifiers, PointerButton, Pos2, RawInput, Rect, Vec2, pos2};
use mimalloc::MiMalloc;
use tieline::app::{App, Launch};
use tieline::state::{Action, Map};
use tieline::ui::Painter;

/// The program's own allocator: what is measured is what a reader gets.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Facts in the program's own format: `entities` of them in groups, each tied to a few of its own and some of others.
pub(crate) fn facts(entities: usize) -> String {
    facts_tied(entities, entities * 5 / 2)
}

/// [`facts`] with so many of them, nearly all of which are ties of their own.
pub(crate) fn facts_tied(entities: usize, ties: usize) -> String {
    let mut text = String::from("{\"tieline\": 1, \"title\": \"Generated\", \"entities\": [");
    for at in 0..entities {
        let kind = ["person", "firm", "film"][at % 3];
        let comma = if at == 0 { "" } else { "," };
        write!(text, "{comma}\n{{\"id\": \"e{at}\", \"kind\": \"{kind}\", \"name\": \"Entity number {at}\"}}")
            .expect("a string takes everything");
    }
    text.push_str("], \"facts\": [");
    let mut state = 7_u64;
    let mut below = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound.max(1)
    };
    for fact in 0..ties {
        let subject = below(entities);
        let group = subject / 40 * 40;
        let object = if below(10) < 8 { (group + below(40)).min(entities - 1) } else { below(entities) };
        let comma = if fact == 0 { "" } else { "," };
        write!(text, "{comma}\n{{\"subject\": \"e{subject}\", \"relation\": \"met\", \"object\": \"e{object}\"}}")
            .expect("a string takes everything");
    }
    text.push_str("]}");
    text
}

/// The program with a context of its own.
pub(crate) struct Stage {
    context: Context,
    app: App,
    time: f64,
    /// Set where frames are told the time that really passes, as a window tells them.
    clock: Option<(Instant, f64)>,
    events: Vec<Event>,
}

impl Stage {
    pub(crate) const SIZE: Vec2 = Vec2::new(1280.0, 800.0);

    /// Begins with `first` and runs frames until the map stands.
    pub(crate) fn open(first: Action) -> Self {
        let mut stage = Self::begin(first);
        stage.settle();
        stage
    }

    pub(crate) fn begin(first: Action) -> Self {
        let context = Context::default();
        let launch = Launch { first, inline_jobs: true, ..Launch::with_files(Vec::new()) };
        let app = App::new(&context, launch).expect("the layout has a thread");
        Self { context, app, time: 0.0, clock: None, events: Vec::new() }
    }

    /// Runs frames until the map stands, for at most some minutes.
    pub(crate) fn settle(&mut self) {
        let deadline = Instant::now() + Duration::from_secs(300);
        let mut quiet = 0;
        while quiet < 3 {
            self.frame();
            let rests = self.app.is_at_rest();
            quiet = if rests { quiet + 1 } else { 0 };
            assert!(Instant::now() < deadline, "the map does not come to rest");
            if !rests {
                std::thread::park_timeout(Duration::from_millis(4));
            }
        }
    }

    /// Whether neither the layout nor the view moves.
    pub(crate) fn is_at_rest(&self) -> bool {
        self.app.is_at_rest()
    }

    /// From now on frames are told the time that really passes: what takes too long is drawn with less.
    pub(crate) fn tell_real_time(&mut self) {
        self.clock = Some((Instant::now(), self.time));
    }

    /// From now on large maps are drawn by a graphics card.
    pub(crate) fn draw_by(&mut self, painter: impl FnOnce(&Context) -> Option<Painter>) {
        self.app.draw_by(painter(&self.context));
    }

    pub(crate) fn map(&self) -> &Map {
        self.app.state().map().expect("a map is open")
    }

    /// How often the map was painted anew.
    pub(crate) fn frames_painted(&self) -> u64 {
        self.app.frames_painted()
    }

    /// The part of the window that the map fills.
    pub(crate) fn area(&self) -> Rect {
        self.app.state().view.area
    }

    /// Where an entity's mark is in the window.
    pub(crate) fn mark(&self, at: usize) -> Pos2 {
        let view = &self.app.state().view;
        view.camera.screen_from_map(view.area, self.map().places[at])
    }

    /// The entity whose mark is nearest to the middle of the map's area.
    pub(crate) fn middle(&self) -> usize {
        let middle = self.area().center();
        let far = |at: &usize| self.mark(*at).distance(middle);
        (0..self.map().places.len()).min_by(|a, b| far(a).total_cmp(&far(b))).unwrap_or_default()
    }

    pub(crate) fn act(&mut self, action: Action) {
        self.app.act(&self.context, action);
    }

    /// Something that happens before the next frame.
    pub(crate) fn event(&mut self, event: Event) {
        self.events.push(event);
    }

    pub(crate) fn pointer(&mut self, at: Pos2) {
        self.event(Event::PointerMoved(at));
    }

    pub(crate) fn press(&mut self, pos: Pos2, pressed: bool) {
        self.event(Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE });
    }

    /// A frame without turning its shapes into triangles; says how many shapes there were.
    pub(crate) fn frame(&mut self) -> usize {
        let mut output = self.run();
        output.textures_delta.clear();
        output.shapes.len()
    }

    /// How many texts a frame has on the map: names and what stands on ties.
    pub(crate) fn texts_on_map(&mut self) -> usize {
        let area = self.area();
        let mut output = self.run();
        output.textures_delta.clear();
        let is_on_map = |rect: Rect| area.expand(1.0).contains_rect(rect);
        let texts = output.shapes.iter().filter(|clipped| matches!(clipped.shape, egui::Shape::Text(_)));
        texts.filter(|clipped| is_on_map(clipped.clip_rect)).count()
    }

    /// A frame and its triangles; says how many meshes there were.
    pub(crate) fn frame_with_triangles(&mut self) -> usize {
        let (mut textures, jobs) = self.frame_for_a_card();
        textures.clear();
        jobs.len()
    }

    /// A frame as a graphics card gets it, with the textures that changed.
    pub(crate) fn frame_for_a_card(&mut self) -> (egui::TexturesDelta, Vec<ClippedPrimitive>) {
        let output = self.run();
        (output.textures_delta, self.context.tessellate(output.shapes, output.pixels_per_point))
    }

    fn run(&mut self) -> egui::FullOutput {
        self.time = match self.clock {
            Some((start, since)) => since + start.elapsed().as_secs_f64(),
            None => self.time + 1.0 / 60.0,
        };
        let screen_rect = Some(Rect::from_min_size(pos2(0.0, 0.0), Self::SIZE));
        let events = std::mem::take(&mut self.events);
        let input = RawInput {
            screen_rect,
            time: Some(self.time),
            events,
            max_texture_side: Some(8192),
            ..RawInput::default()
        };
        let mut frame = eframe::Frame::_new_kittest();
        let app = &mut self.app;
        self.context.run_ui(input, |ui| {
            eframe::App::logic(app, ui.ctx(), &mut frame);
            eframe::App::ui(app, ui, &mut frame);
        })
    }
}
