//! The window as a program: it feeds the state, does what the state asks of the world, and draws the panels.

mod calm;
mod content;
mod effects;
mod folder;
mod fonts;
mod jobs;
mod keys;
mod launch;
mod load;
mod mappings;
mod picker;
mod places;
mod portraits;
mod samples;
mod sources;
mod watch;
mod window;

pub use fonts::{Fonts, names};
pub use launch::Launch;
pub use load::{Loading, Stopped, load, load_called};
pub use picker::{Answer, NoPicker, Picked, Picker};
pub use window::run;

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Context, Theme as EguiTheme, ThemePreference, ViewportCommand};

use crate::layout::Worker;
use crate::project::Theme;
use crate::scene::Ground;
use crate::state::{Action, Dialog, Failure, FileStep, State, Timing, Toggle, apply};
use crate::ui::{Actions, Canvas, Painter, install, window as draw_window};
use jobs::{Jobs, Sort};

/// The program behind the window.
pub struct App {
    state: State,
    canvas: Canvas,
    actions: Actions,
    jobs: Jobs,
    worker: Worker,
    /// The newest request to the layout; older answers are dropped.
    arranged: u64,
    outside: Outside,
    title: String,
}

/// How the world is reached.
struct Outside {
    picker: Arc<dyn Picker>,
    /// Where settings are remembered.
    settings: Option<PathBuf>,
    /// Where typefaces are looked for.
    fonts: Fonts,
    /// Whether files are watched.
    watches: bool,
    watched: watch::Watched,
    /// Files to which something happened.
    touched: std::collections::BTreeSet<PathBuf>,
}

impl App {
    /// Sets the window up and begins with what the command line asks for.
    ///
    /// # Errors
    /// Where the layout's thread cannot be started.
    pub fn new(context: &Context, launch: Launch) -> std::io::Result<Self> {
        install(context);
        let waker = context.clone();
        let worker = Worker::new(move || waker.request_repaint())?;
        let waker = context.clone();
        let mut state = State { settings: launch.settings, ..State::default() };
        if let Some(warning) = launch.warning {
            state.notify(crate::state::Tone::Warning, warning);
        }
        let mut app = Self {
            state,
            canvas: Canvas::default(),
            actions: Actions::default(),
            jobs: Jobs::new(Arc::new(move || waker.request_repaint()), launch.inline_jobs),
            worker,
            arranged: 0,
            outside: Outside {
                picker: launch.picker,
                settings: launch.settings_folder,
                fonts: launch.fonts,
                watches: !launch.inline_jobs,
                watched: watch::Watched::default(),
                touched: std::collections::BTreeSet::new(),
            },
            title: String::new(),
        };
        if !launch.inline_jobs {
            app.jobs.start(Sort::AskSystem, |outbox| {
                if calm::is_asked_for() {
                    outbox.send(Action::SystemIsCalm);
                }
            });
        }
        app.act(context, launch.first);
        Ok(app)
    }

    /// From now on large maps are drawn by the graphics card, or by the processor where there is no painter for one.
    pub fn draw_by(&mut self, painter: Option<Painter>) {
        self.canvas.draw_by(painter);
    }

    /// What the window shows.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// How often the map was painted anew, for tests that it rests.
    #[must_use]
    pub const fn frames_painted(&self) -> u64 {
        self.canvas.frames_painted
    }

    /// Whether neither the layout nor the view moves, so that nothing changes until the reader does something.
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        self.worker.is_at_rest() && !self.state.is_moving() && !self.canvas.is_moving()
    }

    /// Changes the state, does what that asks of the world, and wakes the window.
    pub fn act(&mut self, context: &Context, action: Action) {
        if let Some(effect) = apply(&mut self.state, action) {
            self.perform(context, effect);
        }
        context.request_repaint();
    }

    /// Everything that happened since the last frame: keys, files, jobs, the layout.
    fn gather(&mut self, context: &Context) {
        self.act_quietly(Action::Tick(context.input(|input| input.time)));
        let clock = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%MZ").to_string();
        if clock != self.state.clock {
            self.act_quietly(Action::Clock(clock));
        }
        self.follow_theme(context);
        let dropped: Vec<_> = context
            .input_mut(|input| std::mem::take(&mut input.raw.dropped_files))
            .into_iter()
            .map(|file| file.path().to_owned())
            .collect();
        if !dropped.is_empty() {
            let adds = context.input(|input| input.modifiers.shift) && self.state.map().is_some();
            self.act(
                context,
                if adds { Action::Files(FileStep::Add(dropped)) } else { Action::Files(FileStep::Dropped(dropped)) },
            );
        }
        let asked_to_close = context.input(|input| input.viewport().close_requested());
        if asked_to_close && !self.state.leaving && self.state.is_changed() {
            context.send_viewport_cmd(ViewportCommand::CancelClose);
            self.act(context, Action::Close);
        }
        for action in keys::at_desk(context, &self.state) {
            self.act(context, action);
        }
        for command in keys::pressed(context, !matches!(self.state.dialog, Dialog::None)) {
            self.act(context, Action::Run(command));
        }
        for action in self.jobs.finished() {
            let recent = self.state.settings.recent.clone();
            self.act(context, action);
            if self.state.settings.recent != recent {
                self.remember(self.state.settings.clone());
            }
        }
        if let Some(snapshot) = self.worker.latest()
            && snapshot.generation >= self.arranged
        {
            self.act(context, Action::Moved(snapshot));
        }
        if let Some(why) = self.worker.error() {
            let what = "The map could not be arranged".to_owned();
            self.act(context, Action::Failed(Failure { what, why, missing: None }));
        }
        if self.state.is_moving() {
            context.request_repaint();
        }
        if let Some(playing) = self.state.view.playing {
            if playing.has_ended || context.input(|input| input.viewport().minimized == Some(true)) {
                self.act(context, Action::Time(Timing::Play(Toggle::Off)));
            } else {
                let wait = playing.wait(self.state.now);
                context.request_repaint_after(std::time::Duration::from_secs_f64(wait + 0.001));
            }
        }
    }

    /// For what changes nothing that is not drawn anyway.
    fn act_quietly(&mut self, action: Action) {
        let effect = apply(&mut self.state, action);
        debug_assert!(effect.is_none(), "a quiet action has no effect");
    }

    fn follow_theme(&mut self, context: &Context) {
        let wanted = match self.state.settings.theme {
            Theme::System => ThemePreference::System,
            Theme::Light => ThemePreference::Light,
            Theme::Dark => ThemePreference::Dark,
        };
        if context.options(|options| options.theme_preference) != wanted {
            context.set_theme(wanted);
            context.request_repaint();
        }
        let scale = self.state.settings.scale();
        if (context.zoom_factor() - scale).abs() > 1e-3 {
            context.set_zoom_factor(scale);
        }
        let ground = if context.theme() == EguiTheme::Dark { Ground::Dark } else { Ground::Light };
        if ground != self.state.view.ground {
            self.act_quietly(Action::Ground(ground));
        }
    }

    fn follow_title(&mut self, context: &Context) {
        let title = match self.state.map() {
            Some(map) => {
                let mark = if map.history.is_changed() { "● " } else { "" };
                format!("{mark}{} – Tieline", map.title())
            }
            None => "Tieline".to_owned(),
        };
        if title != self.title {
            context.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, context: &Context, _frame: &mut eframe::Frame) {
        for action in self.actions.take() {
            self.act(context, action);
        }
        self.gather(context);
        self.follow_files();
        self.follow_title(context);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        draw_window(ui, &self.state, &mut self.canvas, &mut self.actions);
        if !self.actions.is_empty() {
            ui.ctx().request_repaint();
        }
    }
}
