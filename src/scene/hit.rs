//! What is under a point of the screen: the topmost mark first, then the nearest tie.

use egui::{Pos2, Rect, Vec2, pos2};

use super::tie_grid::TieGrid;
use super::{Camera, Level, Scene, radius_on_screen};
use crate::facts::EntityId;
use crate::graph::TieId;

/// Something that can be pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A mark.
    Entity(EntityId),
    /// A tie.
    Tie(TieId),
}

/// A grid over the places of the visible entities, made once for as long as they stand still.
#[derive(Clone, Debug, Default)]
pub struct HitIndex {
    /// The place of the corner that cells are counted from.
    corner: Pos2,
    /// The width and height of a cell, in map units.
    cell: f32,
    columns: usize,
    rows: usize,
    /// For each cell, row by row, where its entities end in `ids`; those of the cell before end where they begin.
    ends: Vec<u32>,
    ids: Vec<EntityId>,
    ties: Option<TieGrid>,
}

impl HitIndex {
    /// How near the pointer must come to a tie, in points on the screen.
    pub const TIE_REACH: f32 = 6.0;
    /// How near the pointer must come to the rim of a mark, in points on the screen.
    const MARK_REACH: f32 = 3.0;
    /// So few ties are looked through one by one; more are sorted first, once the map stands still.
    const FEW_TIES: usize = 10_000;

    /// Sorts the visible entities into cells of about two marks' width, or wider where they are far apart.
    #[must_use]
    pub fn new(scene: &Scene<'_>) -> Self {
        /// So many columns and rows at most: a few marks may be very far from the others.
        const MOST: f32 = 2_048.0;
        let Some(around) = super::bounds(scene.visible.entities().map(|id| scene.place(id))) else {
            return Self::default();
        };
        let even = (around.area().max(1.0) / (1.0 + scene.visible.num_entities as f32)).sqrt();
        let cell = even.max(60.0).max(around.size().max_elem() / MOST);
        let count = |length: f32| (length / cell) as usize + 1;
        let (columns, rows) = (count(around.width()), count(around.height()));
        let mut index = Self { corner: around.min, cell, columns, rows, ..Self::default() };
        // Counted, then put where those before leave off; from the back, so that a cell keeps their order.
        index.ends = vec![0; columns * rows];
        let placed: Vec<(usize, EntityId)> =
            scene.visible.entities().filter_map(|id| Some((index.cell_of(scene.place(id))?, id))).collect();
        placed.iter().for_each(|(cell, _)| index.ends[*cell] += 1);
        let mut sum = 0;
        for end in &mut index.ends {
            sum += *end;
            *end = sum;
        }
        index.ids = vec![EntityId(0); placed.len()];
        let mut next = index.ends.clone();
        for (cell, id) in placed.into_iter().rev() {
            next[cell] -= 1;
            index.ids[next[cell] as usize] = id;
        }
        index
    }

    /// The cell of a place.
    fn cell_of(&self, [x, y]: [f32; 2]) -> Option<usize> {
        let count = |from_corner: f32, most: usize| ((from_corner / self.cell) as usize).min(most - 1);
        let is_placed = x.is_finite() && y.is_finite();
        is_placed.then(|| count(y - self.corner.y, self.rows) * self.columns + count(x - self.corner.x, self.columns))
    }

    /// The entities in some cells of a row.
    fn in_cells(&self, row: usize, (first, last): (usize, usize)) -> &[EntityId] {
        let (first, last) = (row * self.columns + first, row * self.columns + last);
        let end = |cell: usize| self.ends.get(cell).map_or(0, |end| *end as usize);
        let start = first.checked_sub(1).map_or(0, end);
        self.ids.get(start..end(last)).unwrap_or_default()
    }

    /// Makes ready for pointing at ties. Until then those of a large map are not found: it is worth the time only where
    /// the map stands still.
    pub fn sort_ties(&mut self, scene: &Scene<'_>) {
        if self.ties.is_none() && scene.visible.num_ties > Self::FEW_TIES {
            self.ties = Some(TieGrid::new(scene));
        }
    }

    /// The topmost mark under `point`, else the nearest tie within reach.
    #[must_use]
    pub fn at(&self, scene: &Scene<'_>, camera: &Camera, view: Rect, point: Pos2) -> Option<Target> {
        self.mark_at(scene, camera, view, point)
            .map(Target::Entity)
            .or_else(|| self.tie_at(scene, camera, view, point).map(Target::Tie))
    }

    fn tie_at(&self, scene: &Scene<'_>, camera: &Camera, view: Rect, point: Pos2) -> Option<TieId> {
        let mut nearest = Nearest::default();
        let Some(grid) = &self.ties else {
            if scene.visible.num_ties <= Self::FEW_TIES {
                scene.visible.ties().for_each(|id| nearest.consider(scene, camera, view, point, id));
            }
            return nearest.id();
        };
        let [x, y] = camera.map_from_screen(view, point);
        grid.near(pos2(x, y), Self::TIE_REACH / camera.zoom, |id, distance| {
            nearest.add(scene, id, distance * camera.zoom);
        });
        // A ring reaches from the shoulder of its mark by less than twice as much.
        let reach = 3.0 * radius_on_screen(super::Looks::MAX_RADIUS, camera.zoom) + 2.0 * Self::TIE_REACH;
        grid.rings(x, reach / camera.zoom).for_each(|id| nearest.consider(scene, camera, view, point, id));
        nearest.id()
    }

    fn mark_at(&self, scene: &Scene<'_>, camera: &Camera, view: Rect, point: Pos2) -> Option<EntityId> {
        let reach_in_map = (super::Looks::MAX_RADIUS * camera.zoom + Self::MARK_REACH) / camera.zoom;
        let [x, y] = camera.map_from_screen(view, point);
        let range = |from_corner: f32, count: usize| {
            let cell = |at: f32| ((at / self.cell).floor() as i64).clamp(-1, count as i64);
            let (low, high) = (cell(from_corner - reach_in_map), cell(from_corner + reach_in_map));
            // Far out, the reach of a pixel covers much of the map: the nearest few cells are enough.
            let mid = cell(from_corner);
            let (low, high) = (low.max(mid - 8).max(0), high.min(mid + 8).min(count as i64 - 1));
            (low <= high).then_some((low as usize, high as usize))
        };
        let columns = range(x - self.corner.x, self.columns)?;
        let rows = range(y - self.corner.y, self.rows)?;
        let mut best: Option<(Level, EntityId)> = None;
        for row in rows.0..=rows.1 {
            for &id in self.in_cells(row, columns) {
                let center = camera.screen_from_map(view, scene.place(id));
                let look = &scene.looks.marks[id.index()];
                let radius = radius_on_screen(look.radius, camera.zoom) + Self::MARK_REACH;
                if center.distance_sq(point) <= radius * radius {
                    best = best.max(Some((scene.emphasis.entity(id), id)));
                }
            }
        }
        best.map(|(_level, id)| id)
    }
}

/// The best tie so far: what stands out before the rest, then the nearest, then the first of the file.
#[derive(Default)]
struct Nearest(Option<(Level, f32, TieId)>);

impl Nearest {
    fn id(&self) -> Option<TieId> {
        self.0.map(|(_level, _distance, id)| id)
    }

    /// Takes a tie at so many points on the screen.
    fn add(&mut self, scene: &Scene<'_>, id: TieId, distance: f32) {
        if distance > HitIndex::TIE_REACH {
            return;
        }
        let level = scene.emphasis.tie(id);
        let better = |(top, least, first): (Level, f32, TieId)| {
            (level, -distance) > (top, -least) || ((level, distance) == (top, least) && id < first)
        };
        if self.0.is_none_or(better) {
            self.0 = Some((level, distance, id));
        }
    }

    /// Looks how far a tie is from `point`.
    fn consider(&mut self, scene: &Scene<'_>, camera: &Camera, view: Rect, point: Pos2, id: TieId) {
        let tie = scene.graph.tie(id);
        let a = camera.screen_from_map(view, scene.place(tie.a));
        let b = camera.screen_from_map(view, scene.place(tie.b));
        if !Rect::from_two_pos(a, b).expand(HitIndex::TIE_REACH + 24.0).contains(point) {
            return;
        }
        let distance = if tie.a == tie.b {
            let look = &scene.looks.marks[tie.a.index()];
            let (center, radius) = super::draw::self_tie(a, radius_on_screen(look.radius, camera.zoom));
            (center.distance(point) - radius).abs()
        } else {
            distance_to_segment(point, a, b)
        };
        self.add(scene, id, distance);
    }
}

/// The distance from a point to a line from `a` to `b`, in the unit of the points.
pub(super) fn distance_to_segment(point: Pos2, a: Pos2, b: Pos2) -> f32 {
    let along = b - a;
    let length_sq = along.length_sq();
    let t = if length_sq > 0.0 { ((point - a).dot(along) / length_sq).clamp(0.0, 1.0) } else { 0.0 };
    let nearest: Vec2 = a + along * t - point;
    nearest.length()
}
