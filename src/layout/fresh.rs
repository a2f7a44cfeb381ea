//! A whole map from nothing: each component drawn by itself, then all packed onto one page.

use std::ops::ControlFlow;

use rayon::iter::{IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};

use super::component::{self, Drawn};
use super::overlap::{self, Mark};
use super::pack::{self, Part};
use super::parts::{Split, split};
use super::request::{Pos, Progress, Request, Settings};
use super::scale;
use super::ties::Ties;

/// From how many nodes on a component is drawn by itself, with all threads at work on it.
const LARGE: usize = 1_000;

/// What a layout may call while it works.
pub(super) type Watch<'a> = dyn FnMut(Progress<'_>) -> ControlFlow<()> + Send + 'a;

/// One component while the map is being made, its places in map units about their own middle.
struct Piece {
    nodes: Vec<u32>,
    ties: Ties,
    marks: Vec<Mark>,
    places: Vec<Pos>,
}

/// Places for all nodes, and the most iterations any component took.
pub(super) fn fresh(ties: &Ties, marks: &[Mark], request: &Request, watch: &mut Watch<'_>) -> (Vec<Pos>, u32) {
    let len = ties.len();
    let settings = &request.settings;
    let Split { components, singles } = split(ties);
    let mut place = vec![0; len];
    let mut pieces: Vec<Piece> = components
        .into_iter()
        .map(|nodes| Piece {
            ties: ties.part(&nodes, &mut place),
            marks: nodes.iter().map(|&node| marks[node as usize]).collect(),
            places: Vec::new(),
            nodes,
        })
        .collect();
    let page = Page { len, tie: scale::usual_tie(len, settings), singles: Piece::block(singles, marks, settings) };
    let large = pieces.partition_point(|piece| piece.nodes.len() >= LARGE);
    draw_small(&mut pieces[large..], settings, page.tie);
    let mut iterations = 0;
    // The largest comes last: its progress is worth watching with all others in place.
    for at in (0..large).rev() {
        let mut drawn = draw_large(&pieces, at, &page, settings, watch);
        iterations = iterations.max(drawn.iterations);
        pieces[at].settle(&mut drawn.points, page.tie);
    }
    (page.assemble(&pieces, None), iterations)
}

fn draw_small(pieces: &mut [Piece], settings: &Settings, tie: f32) {
    let work = |(at, piece): (usize, &Piece)| {
        let drawn = component::draw(&piece.ties, settings, at as u64 + 1, &mut |_, _, _| ControlFlow::Continue(()));
        let mut points = drawn.points;
        piece.finish(&mut points, tie);
        points
    };
    let few = pieces.iter().map(|piece| piece.nodes.len()).sum::<usize>() < LARGE;
    let drawn: Vec<Vec<Pos>> = if few {
        pieces.iter().enumerate().map(work).collect()
    } else {
        pieces.par_iter().enumerate().map(work).collect()
    };
    for (piece, places) in pieces.iter_mut().zip(drawn) {
        piece.places = places;
    }
}

fn draw_large(pieces: &[Piece], at: usize, page: &Page, settings: &Settings, watch: &mut Watch<'_>) -> Drawn {
    let piece = &pieces[at];
    let mut flow = ControlFlow::Continue(());
    component::draw(&piece.ties, settings, u64::MAX - at as u64, &mut |iterations, share, points| {
        let view = || {
            let mut points = points();
            let factor = scale::to_map(&piece.ties, &points, &piece.marks, page.tie);
            scale::lay_down(&mut points);
            points.iter_mut().for_each(|point| *point = point.map(|v| v * factor));
            page.assemble(pieces, Some((at, &points)))
        };
        let before: usize = pieces[..at].iter().map(|piece| piece.nodes.len()).sum();
        let done = page.len - before - piece.nodes.len();
        let progress = (done as f32 + share * piece.nodes.len() as f32) / page.len as f32;
        if flow.is_continue() {
            flow = watch(Progress { iterations, progress, view: &view });
        }
        flow
    })
}

impl Piece {
    /// The nodes without ties, in rows.
    fn block(nodes: Vec<u32>, marks: &[Mark], settings: &Settings) -> Self {
        let marks: Vec<Mark> = nodes.iter().map(|&node| marks[node as usize]).collect();
        let widest = |axis: usize| marks.iter().map(|mark| mark.half()[axis]).fold(1.0, f32::max);
        let spread = if settings.spread.is_finite() { settings.spread.clamp(0.5, 4.0) } else { 1.0 };
        let pitch = [0, 1].map(|axis| widest(axis) * 2.0 + 12.0 * spread);
        let columns = (nodes.len() as f32 * 1.6 * pitch[1] / pitch[0]).sqrt().ceil().max(1.0) as usize;
        let places =
            (0..nodes.len()).map(|at| [(at % columns) as f32 * pitch[0], (at / columns) as f32 * pitch[1]]).collect();
        Self { ties: Ties::new(nodes.len(), &[]), marks, places, nodes }
    }

    /// From the unit of a drawing to its final places in map units.
    fn finish(&self, points: &mut [Pos], tie: f32) {
        let factor = scale::to_map(&self.ties, points, &self.marks, tie);
        scale::lay_down(points);
        points.iter_mut().for_each(|point| *point = point.map(|v| v * factor));
        overlap::separate_all(points, &self.marks);
    }

    fn settle(&mut self, points: &mut Vec<Pos>, tie: f32) {
        self.finish(points, tie);
        self.places = std::mem::take(points);
    }
}

/// The whole map as far as it is known.
struct Page {
    len: usize,
    tie: f32,
    singles: Piece,
}

impl Page {
    /// Packs all pieces that have places; `running` overrides those of one piece.
    fn assemble(&self, pieces: &[Piece], running: Option<(usize, &[Pos])>) -> Vec<Pos> {
        let mut all = vec![[0.0; 2]; self.len];
        let places = |at: usize| match running {
            Some((running, points)) if running == at => points,
            _ => pieces[at].places.as_slice(),
        };
        let known = (0..pieces.len()).map(|at| (&pieces[at], places(at))).filter(|(_, points)| !points.is_empty());
        let known: Vec<(&Piece, &[Pos])> = known
            .chain((!self.singles.nodes.is_empty()).then_some((&self.singles, self.singles.places.as_slice())))
            .collect();
        let halves: Vec<Vec<[f32; 2]>> =
            known.iter().map(|(piece, _)| piece.marks.iter().map(Mark::half).collect()).collect();
        let parts: Vec<Part<'_>> = known
            .iter()
            .zip(&halves)
            .map(|((piece, points), halves)| Part { points, ties: &piece.ties, halves })
            .collect();
        let moves = pack::pack(&parts, self.tie * 0.5);
        for ((piece, points), by) in known.iter().zip(moves) {
            for (&node, point) in piece.nodes.iter().zip(*points) {
                all[node as usize] = [point[0] + by[0], point[1] + by[1]];
            }
        }
        all
    }
}
