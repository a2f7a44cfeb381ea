//! What is asked of the reader where no reader knows a file: which of its fields is what.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Dialog, Effect, LoadWhat, Opening, State, Tone, apply};
use crate::project::ReadAs;
use crate::read::{Fit, Format, Look, Mapping, Role, Take, Trial, guess, try_out};

/// A file that no reader knows, with what is needed to say what is what in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Unmapped {
    /// Where it is.
    pub path: PathBuf,
    /// What people call it.
    pub name: String,
    /// How the command line or the window named it.
    pub called: String,
    /// Why no reader knows it.
    pub why: String,
    /// Its first records.
    pub look: Look,
    /// Mappings that were kept from before.
    pub saved: Vec<Mapping>,
}

/// The answer so far.
#[derive(Clone, Debug, PartialEq)]
pub struct MappingForm {
    /// The reading that waits for it.
    pub what: LoadWhat,
    /// Where the file is.
    pub path: PathBuf,
    /// What people call it.
    pub name: String,
    /// Its first records.
    pub look: Arc<Look>,
    /// Mappings that were kept from before and fit, with what each lacks here.
    pub saved: Vec<(Mapping, Vec<Role>)>,
    /// All that were kept, for when other records are looked at.
    kept: Vec<Mapping>,
    /// What is what.
    pub mapping: Mapping,
    /// What comes of it; nothing while it is being tried.
    pub trial: Option<Arc<Trial>>,
    /// Counts up with each change, so that an older trial is dropped.
    pub generation: u64,
}

impl MappingForm {
    fn new(what: LoadWhat, file: Unmapped) -> Self {
        let Unmapped { path, name, called: _, why: _, look, saved } = file;
        let mut form = Self {
            what,
            path,
            name,
            mapping: Mapping::default(),
            look: Arc::new(look),
            saved: Vec::new(),
            kept: saved,
            trial: None,
            generation: 0,
        };
        form.begin();
        form
    }

    /// Begins with a mapping that fits wholly, or with what the fields look like.
    fn begin(&mut self) {
        let fitting = self.kept.iter().filter_map(|mapping| match mapping.fit(&self.look) {
            Fit::Whole => Some((mapping.clone(), Vec::new())),
            Fit::Partly(missing) => Some((mapping.clone(), missing)),
            Fit::Not => None,
        });
        self.saved = fitting.collect();
        self.saved.sort_by_key(|(_, missing)| missing.len());
        let whole = self.saved.iter().find(|(_, missing)| missing.is_empty());
        self.mapping = whole.map_or_else(|| guess(&self.look), |(mapping, _)| mapping.clone());
        self.generation += 1;
        self.trial = None;
    }

    /// The roles whose fields are not in this file.
    #[must_use]
    pub fn missing(&self) -> Vec<Role> {
        let lacks = |role: &Role| match self.mapping.fields.get(role) {
            Some(Take::Field(name)) => !self.look.columns.contains(name),
            Some(Take::Always { .. }) | None => false,
        };
        Role::ALL.into_iter().filter(lacks).collect()
    }

    /// Whether facts come out of it.
    #[must_use]
    pub fn is_fruitful(&self) -> bool {
        self.trial.as_ref().is_some_and(|trial| !trial.facts.is_empty())
    }

    fn job(&self) -> Effect {
        Effect::Try(Box::new(TryJob {
            generation: self.generation,
            mapping: self.mapping.clone(),
            look: Arc::clone(&self.look),
        }))
    }
}

/// A mapping on its way to being tried.
#[derive(Clone, Debug)]
pub struct TryJob {
    /// Which state of the form.
    pub generation: u64,
    mapping: Mapping,
    look: Arc<Look>,
}

impl TryJob {
    /// Tries it.
    #[must_use]
    pub fn run(&self) -> Trial {
        try_out(&self.mapping, &self.look)
    }
}

/// What the reader does with the form, and what comes back from jobs.
#[derive(Clone, Debug)]
pub enum MappingStep {
    /// The reading of this generation needs to be told what is what in a file.
    Ask(u64, LoadWhat, Box<Unmapped>),
    /// What came of trying.
    Tried(u64, Trial),
    /// Other records were looked at.
    Looked(u64, Box<Look>),
    /// The mapping was kept.
    Kept(Box<Mapping>),
    /// This is what.
    Map(Mapping),
    /// Look at the records there, with the first row of a table read so.
    Look(String, bool),
    /// Open the file by it.
    Open,
    /// Open the file as a format.
    OpenAs(Format),
    /// Keep it under its name.
    Keep,
}

fn form(state: &mut State) -> Option<&mut MappingForm> {
    match &mut state.dialog {
        Dialog::Map(form) => Some(form),
        _ => None,
    }
}

/// A file was read that no reader knows.
fn unmapped(state: &mut State, generation: u64, what: LoadWhat, file: Unmapped) -> Option<Effect> {
    if !matches!(&state.opening, Opening::Reading { generation: current, .. } if *current == generation) {
        return None;
    }
    state.opening = Opening::Nothing;
    let form = MappingForm::new(what, file);
    let effect = form.job();
    state.dialog = Dialog::Map(Box::new(form));
    Some(effect)
}

pub(super) fn step(state: &mut State, step: MappingStep) -> Option<Effect> {
    let step = match step {
        MappingStep::Ask(generation, what, file) => return unmapped(state, generation, what, *file),
        MappingStep::Tried(generation, trial) => return tried(state, generation, trial),
        MappingStep::Looked(generation, look) => return looked(state, generation, *look),
        MappingStep::Kept(mapping) => return kept(state, *mapping),
        step => step,
    };
    let form = form(state)?;
    match step {
        MappingStep::Ask(..) | MappingStep::Tried(..) | MappingStep::Looked(..) | MappingStep::Kept(_) => None,
        MappingStep::Map(mapping) => {
            form.mapping = mapping;
            form.generation += 1;
            Some(form.job())
        }
        MappingStep::Look(records, header) => {
            form.generation += 1;
            Some(Effect::Look(form.generation, form.path.clone(), records, header))
        }
        MappingStep::Keep => {
            let name = form.mapping.name.trim().to_owned();
            form.mapping.name.clone_from(&name);
            (!name.is_empty()).then(|| Effect::KeepMapping(Box::new(form.mapping.clone())))
        }
        MappingStep::Open => {
            let read_as = ReadAs::Mapping(Box::new(form.mapping.clone()));
            Some(go_on(state, &read_as))
        }
        MappingStep::OpenAs(format) => Some(go_on(state, &ReadAs::Format(format))),
    }
}

/// Reads what waited, with the file read so.
fn go_on(state: &mut State, read_as: &ReadAs) -> Effect {
    let Dialog::Map(form) = std::mem::take(&mut state.dialog) else {
        return Effect::CancelLoad;
    };
    let MappingForm { what, path, name, .. } = *form;
    apply::load(state, name, what.with(&path, read_as))
}

/// What came of trying a mapping.
fn tried(state: &mut State, generation: u64, trial: Trial) -> Option<Effect> {
    let form = form(state)?;
    if form.generation == generation {
        form.trial = Some(Arc::new(trial));
    }
    None
}

/// Other records were looked at.
fn looked(state: &mut State, generation: u64, look: Look) -> Option<Effect> {
    let form = form(state)?;
    if form.generation != generation {
        return None;
    }
    form.look = Arc::new(look);
    form.begin();
    Some(form.job())
}

/// A mapping was kept.
fn kept(state: &mut State, mapping: Mapping) -> Option<Effect> {
    state.notify(Tone::Plain, format!("Saved the mapping “{}”", mapping.name));
    if let Some(form) = form(state) {
        form.kept.retain(|known| known.name != mapping.name);
        form.saved.retain(|(known, _)| known.name != mapping.name);
        form.saved.insert(0, (mapping.clone(), Vec::new()));
        form.kept.push(mapping);
    }
    None
}
