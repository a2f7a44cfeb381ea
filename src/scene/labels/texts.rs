//! Texts laid out once and kept while the view moves: the same few hundred names are wanted in every frame.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Align, Galley, Painter};
use foldhash::HashMap;

use super::super::{Scene, Style, elide, visual_order};
use crate::facts::{EntityId, RelationId};
use crate::graph::Bunch;

/// Names longer than this many characters are cut.
const LONGEST_NAME: usize = 60;
/// Relations longer than this many characters are cut.
const LONGEST_RELATION: usize = 34;

/// How wide a name may become before it is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Width {
    /// Two lines of the usual width.
    Usual,
    /// Up to three short lines, for a crowd.
    Narrow,
}

/// What was laid out so far. It holds for one map, one look and one texture of glyphs.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    names: HashMap<(EntityId, Width), Arc<Galley>>,
    relations: HashMap<RelationId, Arc<Galley>>,
    counts: HashMap<u32, Arc<Galley>>,
    leaves: HashMap<(u32, bool), Arc<Galley>>,
    /// The first letter of a name that no font has.
    no_glyph: Option<char>,
}

impl Texts {
    /// More texts than this are not kept: the view has moved far.
    const MOST: usize = 4_000;

    /// Makes room where very much was kept.
    pub(super) fn tidy(&mut self) {
        if self.names.len() + self.relations.len() > Self::MOST {
            *self = Self { no_glyph: self.no_glyph, ..Self::default() };
        }
    }

    /// A name; well-tied entities in larger type, in whole points so that glyphs are made once.
    pub(super) fn name(&mut self, scene: &Scene<'_>, painter: &Painter, id: EntityId, width: Width) -> &Arc<Galley> {
        let Self { names, no_glyph, .. } = self;
        let lay_out = || {
            let name = elide(&scene.base.entity(id).name, LONGEST_NAME);
            let importance = scene.looks.marks[id.index()].importance;
            let size = Style::NAME_SIZE + (importance * 3.0 - 1.0).clamp(-1.0, 2.0).round();
            *no_glyph = no_glyph.or_else(|| without_glyph(painter, &name, size));
            let (points, rows) = match width {
                Width::Usual => (168.0, 2),
                Width::Narrow => (84.0, 3),
            };
            let job =
                LayoutJob::simple(visual_order(&name).into_owned(), Style::name_font(size), scene.style.ink, points);
            centered(painter, job, points, rows)
        };
        names.entry((id, width)).or_insert_with(lay_out)
    }

    /// A letter of a name that no font has.
    pub(super) const fn no_glyph(&self) -> Option<char> {
        self.no_glyph
    }

    /// The wording of a relation.
    pub(super) fn relation(&mut self, scene: &Scene<'_>, painter: &Painter, id: RelationId) -> &Arc<Galley> {
        let lay_out = || {
            let words = elide(scene.base.relation(id), LONGEST_RELATION);
            let font = Style::text_font(Style::TIE_SIZE);
            let job = LayoutJob::simple(visual_order(&words).into_owned(), font, scene.style.soft_ink, 140.0);
            centered(painter, job, 140.0, 2)
        };
        self.relations.entry(id).or_insert_with(lay_out)
    }

    /// How many facts a tie holds.
    pub(super) fn count(&mut self, scene: &Scene<'_>, painter: &Painter, count: u32) -> &Arc<Galley> {
        let lay_out = || {
            let text = if count > 999 { "999+".to_owned() } else { count.to_string() };
            painter.layout_no_wrap(text, Style::name_font(11.0), scene.style.ink)
        };
        self.counts.entry(count.min(1_000)).or_insert_with(lay_out)
    }

    /// How many leaves come of a bunch, or go into it.
    pub(super) fn leaves(&mut self, scene: &Scene<'_>, painter: &Painter, bunch: Bunch) -> &Arc<Galley> {
        let Bunch { leaves, open } = bunch;
        let lay_out = || {
            let text = format!("{}{leaves}", if open { '−' } else { '+' });
            painter.layout_no_wrap(text, Style::name_font(11.0), scene.style.ink)
        };
        self.leaves.entry((leaves, open)).or_insert_with(lay_out)
    }
}

/// The first letter that no font has; marks and signs are not worth a word.
fn without_glyph(painter: &Painter, name: &str, size: f32) -> Option<char> {
    if name.is_ascii() {
        return None;
    }
    let font = Style::name_font(size);
    painter.fonts_mut(|fonts| name.chars().find(|letter| letter.is_alphabetic() && !fonts.has_glyph(&font, *letter)))
}

fn centered(painter: &Painter, mut job: LayoutJob, max_width: f32, max_rows: usize) -> Arc<Galley> {
    job.halign = Align::Center;
    job.wrap = TextWrapping { max_width, max_rows, ..TextWrapping::default() };
    painter.layout_job(job)
}
