//! Writing a picture: what is asked before, told meanwhile and after.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Dialog, Effect, ExportForm, ExportJob, State, Tone, evidence};
use crate::export::Picture;

/// Asks what the picture should be.
pub(super) fn ask_export(state: &mut State) -> Option<Effect> {
    let map = state.map()?;
    let picture = Picture { title: Some(map.title().to_owned()), ground: state.view.ground, ..Picture::default() };
    state.dialog = Dialog::Export(ExportForm { picture, only_view: false, numbers: false, progress: None });
    None
}

/// Orders the picture that the dialog describes.
pub(super) fn export_to(state: &mut State, path: PathBuf) -> Option<Effect> {
    let form = match (&state.dialog, state.pending_export.take()) {
        (Dialog::Export(form), _) => form.clone(),
        (_, Some(form)) => form,
        _ => return None,
    };
    let map = state.map()?;
    let view = form.only_view.then(|| (state.view.camera, state.view.area.size()));
    let numbered = if form.numbers { evidence::wanted(state, map).0 } else { Vec::new() };
    let job = ExportJob {
        path,
        picture: Picture { numbered, ..form.picture.clone() },
        base: Arc::clone(&map.base),
        graph: Arc::clone(&map.graph),
        visible: Arc::clone(&map.visible),
        looks: Arc::clone(&map.looks),
        places: Arc::clone(&map.places),
        emphasis: Arc::clone(&state.view.emphasis),
        view,
    };
    state.dialog = Dialog::Export(ExportForm { progress: Some(0.0), ..form });
    Some(Effect::Export(Box::new(job)))
}

pub(super) fn export_progress(state: &mut State, share: f32) -> Option<Effect> {
    if let Dialog::Export(form) = &mut state.dialog {
        form.progress = Some(share);
    }
    None
}

pub(super) fn exported(state: &mut State, path: &Path, size: &str) -> Option<Effect> {
    if matches!(state.dialog, Dialog::Export(_)) {
        state.dialog = Dialog::None;
    }
    state.notify(Tone::Plain, format!("Wrote {} ({size})", path.display()));
    None
}
