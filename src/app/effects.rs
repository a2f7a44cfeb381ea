//! What the state asks of the world, done: dialogs, files and pictures in jobs, orders to the layout.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use egui::{Context, OpenUrl, ViewportCommand};

use super::content::Content;
use super::jobs::{Outbox, Sort};
use super::load::Stopped;
use super::{App, Picked, fonts, load, mappings};
use crate::export::{self, Dispute, Pack, PackForm};
use crate::facts::{Date, Mentions, Quality};
use crate::graph::betweenness;
use crate::project::{Settings, write_atomically};
use crate::read::{line_at, record_at};
use crate::scene::{Scene, Style, fonts_with};
use crate::state::{
    Action, Connecting, Effect, ExportJob, Failure, LayoutOrder, MappingStep, PackJob, Purpose, QualityJob, RecordJob,
    ReportStep, SaveJob,
};

impl App {
    /// Does what an action asked of the world.
    #[expect(clippy::too_many_lines, reason = "one flat match, an arm for each effect")]
    pub(super) fn perform(&mut self, context: &Context, effect: Effect) {
        match effect {
            Effect::Both(both) => {
                let (first, second) = *both;
                self.perform(context, first);
                self.perform(context, second);
            }
            Effect::Pick(purpose) => self.pick(purpose),
            Effect::Load(generation, what) => {
                let folder = self.outside.settings.clone();
                self.jobs.start(Sort::Read, move |outbox| {
                    let answer = match load::load(&what, &Progress::new(outbox, generation)) {
                        Ok(opened) => Action::Loaded(generation, Box::new(opened)),
                        Err(Stopped::Failed(failure)) => Action::LoadFailed(generation, failure),
                        Err(Stopped::Unmapped(mut unmapped)) => {
                            unmapped.saved = folder.as_deref().map(mappings::kept_in).unwrap_or_default();
                            Action::Mapping(MappingStep::Ask(generation, what, unmapped))
                        }
                    };
                    if !outbox.is_cancelled() {
                        outbox.send(answer);
                    }
                });
            }
            Effect::ShowRecord(job) => self.jobs.start(Sort::Try, move |outbox| outbox.send(show_record(job))),
            Effect::WriteReport(path, text) => self.jobs.start(Sort::Save, move |outbox| {
                outbox.send(match write_atomically(&path, |out| out.write_all(text.as_bytes())) {
                    Ok(()) => Action::Report(ReportStep::Written(path)),
                    Err(error) => Action::Failed(told("The report is not written", &error)),
                });
            }),
            Effect::LookAtFiles(paths) => self.look_at_files(&paths),
            Effect::Try(job) => self.jobs.start(Sort::Try, move |outbox| {
                let trial = job.run();
                outbox.send(Action::Mapping(MappingStep::Tried(job.generation, trial)));
            }),
            Effect::Look(generation, path, records, header) => self.jobs.start(Sort::Try, move |outbox| {
                outbox.send(match mappings::look_at(&path, &records, header) {
                    Ok(look) => Action::Mapping(MappingStep::Looked(generation, Box::new(look))),
                    Err(error) => Action::Failed(told("The records cannot be shown", &error)),
                });
            }),
            Effect::KeepMapping(mapping) => {
                let folder = self.outside.settings.clone();
                self.jobs.start(Sort::Remember, move |outbox| {
                    outbox.send(match mappings::keep(folder.as_deref(), &mapping) {
                        Ok(()) => Action::Mapping(MappingStep::Kept(mapping)),
                        Err(error) => Action::Failed(told("The mapping is not saved", &error)),
                    });
                });
            }
            Effect::CancelLoad => self.jobs.cancel(Sort::Read),
            Effect::Save(job) => self.jobs.start(Sort::Save, move |outbox| outbox.send(save(*job))),
            Effect::FindFonts(generation, letter, base) => {
                let fonts = self.outside.fonts;
                self.jobs.start(Sort::FindFonts, move |outbox| {
                    outbox.send(Action::FontsFound(generation, letter, fonts.with(fonts::all_texts(&base))));
                });
            }
            Effect::UseFonts(faces) => context.set_fonts(fonts_with(&faces)),
            Effect::Export(mut job) => {
                job.picture.typefaces = Arc::clone(&self.state.typefaces.faces);
                self.jobs.start(Sort::Export, move |outbox| {
                    let answer = export(&job, outbox);
                    if !outbox.is_cancelled() {
                        outbox.send(answer);
                    }
                });
            }
            Effect::WritePack(job) => self.jobs.start(Sort::Save, move |outbox| outbox.send(write_pack(&job))),
            Effect::Find(generation, text, base, searcher) => self.jobs.start(Sort::Find, move |outbox| {
                let hits = searcher.find(&base, &text, 12);
                outbox.send(Action::Found(generation, hits));
            }),
            Effect::FindEnd(side, generation, text, base, searcher) => self.jobs.start(Sort::Find, move |outbox| {
                let hits = searcher.find(&base, &text, 8);
                outbox.send(Action::Connect(Connecting::Fits(side, generation, hits)));
            }),
            Effect::Connect(job) => self.jobs.start(Sort::Connect, move |outbox| {
                let found = job.run();
                if !outbox.is_cancelled() {
                    outbox.send(Action::Connect(Connecting::Answer(job.generation, Box::new(found))));
                }
            }),
            Effect::Mentions(generation, base) => self.jobs.start(Sort::Mentions, move |outbox| {
                let found = Mentions::new(&base).map(Arc::new).map_err(|error| error.to_string());
                outbox.send(Action::Mentioned(generation, found));
            }),
            Effect::Arrange(job) => self.jobs.start(Sort::Arrange, move |outbox| {
                let moved = job.run();
                if !outbox.is_cancelled() {
                    outbox.send(Action::Arranged(job.generation, job.pattern, moved));
                }
            }),
            Effect::Weigh(job, order) => {
                self.jobs.start(Sort::Weigh, move |outbox| {
                    outbox.send(Action::Weighed(job.stamp, Box::new(job.run())));
                });
                if let Some(order) = order {
                    self.order(order);
                }
            }
            Effect::LookThrough(job) => self.jobs.start(Sort::LookThrough, move |outbox| {
                outbox.send(look_through(&job));
            }),
            Effect::Measure(generation, graph) => self.jobs.start(Sort::Measure, move |outbox| {
                outbox.send(Action::Measured(generation, betweenness(&graph).into()));
            }),
            Effect::Layout(order) => self.order(order),
            Effect::Copy(text) => context.copy_text(text),
            Effect::OpenLink(address) => context.open_url(OpenUrl::new_tab(address)),
            Effect::Remember(settings) => self.remember(settings),
            Effect::CancelExport => self.jobs.cancel(Sort::Export),
            Effect::Quit => context.send_viewport_cmd(ViewportCommand::Close),
        }
    }

    fn pick(&mut self, purpose: Purpose) {
        let stem = self.state.map().map_or("map", |map| map.origin.name.split('.').next().unwrap_or("map"));
        let name = match purpose {
            Purpose::Export => format!("{stem}.png"),
            Purpose::Evidence => format!("{stem}.md"),
            Purpose::Report => format!("{stem}.report.txt"),
            _ => format!("{stem}.tieline"),
        };
        let answer = self.outside.picker.ask(&purpose, &name);
        self.jobs.start(Sort::Ask, move |outbox| match answer() {
            Picked::Path(path) => outbox.send(Action::Picked(purpose, path)),
            Picked::Unavailable => outbox.send(Action::NoDialog(purpose)),
            Picked::Cancelled => {}
        });
    }

    /// Writes the settings, where there is a place for them.
    pub(super) fn remember(&mut self, settings: Settings) {
        let Some(folder) = self.outside.settings.clone() else {
            return;
        };
        self.jobs.start(Sort::Remember, move |outbox| {
            if let Err(error) = settings.save_to(&folder) {
                outbox.send(Action::Failed(told("The settings are not remembered", &error)));
            }
        });
    }

    fn order(&mut self, order: LayoutOrder) {
        match order {
            LayoutOrder::Arrange(request) => {
                self.arranged = self.worker.arrange(request);
                // A pause was meant for what was arranged before.
                self.worker.resume();
            }
            LayoutOrder::Hold(held) => self.worker.hold(held),
            LayoutOrder::Release(pins) => self.worker.release(pins),
            LayoutOrder::Sync(places, pins) => {
                self.worker.sync(places);
                self.worker.set_pins(pins);
            }
            LayoutOrder::Pause => self.worker.pause(),
            LayoutOrder::Resume => self.worker.resume(),
        }
    }
}

/// Tells the window how far a reading is.
struct Progress<'a> {
    outbox: &'a Outbox,
    generation: u64,
    begun: Instant,
    /// When the window was told last, in milliseconds after the beginning.
    told: AtomicU64,
}

impl<'a> Progress<'a> {
    /// Each frame takes time from the reading that it shows: some in a second are enough.
    const PAUSE_MS: u64 = 100;

    fn new(outbox: &'a Outbox, generation: u64) -> Self {
        Self { outbox, generation, begun: Instant::now(), told: AtomicU64::new(0) }
    }
}

impl crate::read::Watch for Progress<'_> {
    fn progress(&self, part: f32) {
        let now = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        let told = self.told.load(Ordering::Relaxed);
        let is_due = now >= told.saturating_add(Self::PAUSE_MS);
        if is_due && self.told.compare_exchange(told, now, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            self.outbox.send(Action::LoadProgress(self.generation, part));
        }
    }

    fn cancelled(&self) -> bool {
        self.outbox.is_cancelled()
    }
}

fn look_through(job: &QualityJob) -> Action {
    match Mentions::new(&job.base) {
        Ok(mentions) => {
            let today = job.today.unwrap_or(Date::year_only(9999));
            Action::LookedThrough(job.stamp, Box::new(Quality::new(&job.base, &mentions, today)))
        }
        Err(error) => Action::Failed(told("The lists of gaps cannot be made", &error)),
    }
}

fn told(what: &str, error: &dyn std::fmt::Display) -> Failure {
    Failure { what: what.to_owned(), why: error.to_string(), missing: None }
}

/// The record that a problem is about, as its file has it now.
fn show_record(job: RecordJob) -> Action {
    let RecordJob { path, title, line, place } = job;
    let what = "The record cannot be shown";
    let found = Content::of(&path).and_then(|content| match content {
        Content::Whole(bytes) => Ok(record_at(&bytes, line, &place)),
        Content::Long(long) => Ok(line_at(&mut long.open()?, line.unwrap_or_default())),
    });
    match found {
        Ok(found) => match found {
            Some(text) => Action::Report(ReportStep::Found(title, text)),
            None => Action::Failed(told(what, &"its place is not in the file any more")),
        },
        Err(error) => Action::Failed(told(what, &error)),
    }
}

fn save(job: SaveJob) -> Action {
    let SaveJob { path, mut project, origin, stamp } = job;
    project.sources = origin.sources.iter().map(|source| source.relative_to(&path)).collect();
    let text = project.to_json();
    match write_atomically(&path, |out| out.write_all(text.as_bytes())) {
        Ok(()) => Action::Saved(path, Arc::new(project), stamp),
        Err(error) => Action::Failed(told("The map is not saved", &error)),
    }
}

fn write_pack(job: &PackJob) -> Action {
    let what = "The evidence is not written";
    let extension = job.path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let Some(form) = PackForm::from_extension(extension) else {
        return Action::Failed(told(what, &"a pack is .md, .html, .csv or .json; give the name one of these endings"));
    };
    let reviews: Vec<_> = job.reviews.iter().map(Option::as_ref).collect();
    let mut about = export::summary(&job.of_what, job.sources, &reviews);
    if let Some(weakest) = job.weakest {
        about.push(format!("Its weakest link is rated {:.0} of 100.", weakest * 100.0));
        about.push(export::rating_line());
    }
    about.push(format!("As of {}.", export::today()));
    let pack = Pack {
        base: &job.base,
        title: job.title.clone(),
        about,
        facts: job.facts.clone(),
        reviews,
        disputes: Dispute::among(&job.facts, job.weighed.all_conflicts(), &job.rulings),
    };
    let text = match pack.text(form) {
        Ok(text) => text,
        Err(error) => return Action::Failed(told(what, &error)),
    };
    match write_atomically(&job.path, |out| out.write_all(text.as_bytes())) {
        Ok(()) => Action::Packed(job.path.clone(), job.facts.len()),
        Err(error) => Action::Failed(told(what, &error)),
    }
}

fn export(job: &ExportJob, outbox: &Outbox) -> Action {
    let style = Style::of(job.picture.ground);
    let scene = Scene {
        base: &job.base,
        graph: &job.graph,
        visible: &job.visible,
        looks: &job.looks,
        places: &job.places,
        emphasis: &job.emphasis,
        style: &style,
    };
    if let Some(fault) = job.picture.fault() {
        return Action::Failed(told("The picture is not written", &fault));
    }
    let picture = export::Picture { date: export::today(), ..job.picture.clone() };
    let drawn = export::draw(&picture, &scene, job.view);
    let [width, height] = drawn.size;
    let written = write_atomically(&job.path, |out| {
        drawn.write_png(out, &mut |share| {
            outbox.send(Action::ExportProgress(share));
            if outbox.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
    });
    match written {
        Ok(()) => Action::Exported(job.path.clone(), format!("{width} × {height} pixels")),
        Err(error) => Action::Failed(told("The picture is not written", &error)),
    }
}
