//! `tieline export`: a map as a PNG file, drawn as the window draws it.

use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{anyhow, bail};

use super::args::ExportArgs;
use super::arrange::{self, Wish};
use super::{open, output};
use crate::app::{Fonts, names};
use crate::export::{Picture, Size, draw, today};
use crate::facts::{FactId, Verdict};
use crate::layout::layout;
use crate::project::Theme;
use crate::scene::{Emphasis, Ground, Style};
use crate::state::{Map, Opened};

/// Reads, arranges, draws and writes.
pub(super) fn run(args: &ExportArgs) -> anyhow::Result<ExitCode> {
    refuse_target(&args.output)?;
    let mut picture = picture(args);
    if let Some(fault) = picture.fault() {
        bail!("the picture cannot be drawn: {fault}");
    }
    let opened = open::open(&args.files, &args.how)?;
    open::guard(&opened, &args.output)?;
    open::tell_problems(&opened);
    picture.ground = args.theme.map_or_else(|| saved_ground(&opened), Ground::from);
    let map = arranged(opened, args.seed);
    if !args.no_title {
        picture.title = Some(args.title.as_deref().unwrap_or_else(|| map.title()).to_owned());
    }
    if args.numbers {
        let rejected = |fact| map.decisions.reviews.verdict(fact) == Some(Verdict::Rejected);
        let facts = (0..map.base.facts.len()).map(FactId::from_index);
        picture.numbered = facts.filter(|fact| map.visible.fact(*fact) && !rejected(*fact)).collect();
    }
    let title = picture.title.as_deref();
    picture.typefaces = Fonts::wanted().with(names(&map.base).chain(title)).faces;
    let (style, emphasis) = (Style::of(picture.ground), Emphasis::default());
    let sheet = draw(&picture, &map.scene(&emphasis, &style), None);
    output::write(&args.output, |out| sheet.write_png(out, &mut |_share| ControlFlow::Continue(())))?;
    Ok(ExitCode::SUCCESS)
}

/// What the arguments say of the picture; title and ground follow from the map.
fn picture(args: &ExportArgs) -> Picture {
    let usual = Picture::default();
    let (size, scale) = match (args.size, args.scale) {
        (Some([width, height]), scale) => (Size::Pixels(width, height), scale),
        (None, Some(scale)) => (Size::Scale(scale), None),
        (None, None) => (usual.size, None),
    };
    Picture {
        size,
        scale,
        transparent: args.transparent,
        legend: !args.no_legend,
        date_line: !args.no_date,
        date: today(),
        ..usual
    }
}

/// Says at once what would be a surprise after a long drawing.
fn refuse_target(target: &Path) -> anyhow::Result<()> {
    if output::is_stdout(target) {
        if output::stdout_is_terminal() {
            return Err(anyhow!("a picture is not written to a terminal; name a file with -o map.png"));
        }
        return Ok(());
    }
    let extension = target.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let others = ["svg", "pdf", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff", "avif", "eps", "html"];
    if others.iter().any(|other| extension.eq_ignore_ascii_case(other)) {
        bail!("cannot write {}: pictures are PNG files; name it map.png", target.display());
    }
    Ok(())
}

fn saved_ground(opened: &Opened) -> Ground {
    match opened.theme {
        Some(Theme::Dark) => Ground::Dark,
        Some(Theme::Light | Theme::System) | None => Ground::Light,
    }
}

/// The map with everything in its place.
fn arranged(opened: Opened, seed: Option<u64>) -> Map {
    let mut map = Map::new(opened);
    let request = arrange::request(&map, Wish { seed, threads: None });
    let done = layout(&request, &mut |_progress| ControlFlow::Continue(()));
    map.set_places(done.positions.into());
    map
}
