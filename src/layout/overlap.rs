//! Moves marks apart until none lies on another.

use super::request::{Pos, Structure};

/// How often all marks are looked at before the drawing is stretched.
const PASSES: u32 = 60;
/// How often the drawing may be stretched for want of room.
const STRETCHES: u32 = 24;
/// The factor of one stretch.
const STRETCH: f32 = 1.08;
/// How many looks at a mark a whole drawing may cost.
const LOOKS: usize = 5_000_000;
/// The air between two marks, as a share of the sum of their radii.
const AIR: f32 = 0.12;

/// The places of all marks after those that overlap have moved apart, each as little as possible.
///
/// `fixed(node)` tells what may not move. Where nothing is fixed and there is no room, the whole drawing is stretched
/// until there is; else what cannot be helped stays. `label_room`, from 0 to 1, is the share of the label boxes that
/// is kept free too. The push along the line between two circles, or along the axis of least overlap of two boxes, is
/// that of Misue, Eades, Lai & Sugiyama ("Layout adjustment and the mental map", 1995), taken in small repeated steps.
pub fn remove_overlap(
    structure: &Structure,
    positions: &[Pos],
    fixed: impl Fn(usize) -> bool,
    label_room: f32,
) -> Vec<Pos> {
    let marks = Mark::of(structure, label_room);
    let fixed: Vec<bool> = (0..positions.len()).map(fixed).collect();
    let mut places = positions.to_vec();
    if fixed.contains(&true) {
        separate(&mut places, &marks, &fixed);
    } else {
        separate_all(&mut places, &marks);
    }
    places
}

/// What a mark covers, with its air.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    half: [f32; 2],
    round: bool,
}

impl Mark {
    /// The marks of a structure; what is no usable size counts as none.
    pub(super) fn of(structure: &Structure, label_room: f32) -> Vec<Self> {
        let room = if label_room.is_finite() { label_room.clamp(0.0, 1.0) } else { 0.0 };
        let label = |node: usize| structure.label_halves.get(node).copied().unwrap_or([0.0; 2]);
        let size = |value: f32| {
            if value.is_finite() { value.clamp(0.0, 1e4) } else { 0.0 }
        };
        let mark = |(node, &radius): (usize, &f32)| {
            let radius = size(radius) * (1.0 + AIR) + 0.5;
            let half = label(node).map(|half| radius.max(size(half) * room));
            Self { half, round: half == [radius; 2] }
        };
        structure.radii.iter().enumerate().map(mark).collect()
    }

    /// Half the width and half the height.
    pub(super) fn half(&self) -> [f32; 2] {
        self.half
    }

    /// The way `other` must go from `apart`, its place seen from here, to be clear of this mark.
    fn push(&self, other: &Self, apart: Pos, twins: u32) -> Option<Pos> {
        let reach = [self.half[0] + other.half[0], self.half[1] + other.half[1]];
        let lap = [reach[0] - apart[0].abs(), reach[1] - apart[1].abs()];
        if lap[0] <= 0.0 || lap[1] <= 0.0 {
            return None;
        }
        if self.round && other.round {
            let length = (apart[0] * apart[0] + apart[1] * apart[1]).sqrt();
            let missing = reach[0] - length;
            if missing <= reach[0] * 1e-4 {
                return None;
            }
            let [x, y] = if length > reach[0] * 1e-3 {
                [apart[0] / length, apart[1] / length]
            } else {
                let turn = twins as f32 * 2.399_963;
                [turn.cos(), turn.sin()]
            };
            return Some([x * missing, y * missing]);
        }
        let sign = |value: f32| {
            if value < 0.0 || (value == 0.0 && twins % 2 == 1) { -1.0 } else { 1.0 }
        };
        let touching = lap[0] <= reach[0] * 1e-4 || lap[1] <= reach[1] * 1e-4;
        match (touching, lap[0] < lap[1]) {
            (true, _) => None,
            (false, true) => Some([lap[0] * sign(apart[0]), 0.0]),
            (false, false) => Some([0.0, lap[1] * sign(apart[1])]),
        }
    }

    fn area(&self) -> f32 {
        self.half[0] * self.half[1]
    }
}

/// Moves overlapping marks apart and says whether none overlap any more.
pub(super) fn separate(places: &mut [Pos], marks: &[Mark], fixed: &[bool]) -> bool {
    separate_within(places, marks, fixed, PASSES)
}

fn separate_within(places: &mut [Pos], marks: &[Mark], fixed: &[bool], passes: u32) -> bool {
    let mut grid = Grid { moved: vec![true; places.len()], ..Grid::default() };
    (0..passes).any(|_| {
        grid.fill(places, marks);
        grid.pass(places, marks, fixed) == 0
    })
}

/// As [`separate`] with nothing fixed; where there is no room the whole drawing is stretched until there is. Maps of
/// hundreds of thousands of nodes get fewer looks.
pub(super) fn separate_all(places: &mut [Pos], marks: &[Mark]) {
    let fixed = vec![false; places.len()];
    let looks = (LOOKS / places.len().max(1)).clamp(4, (PASSES * STRETCHES) as usize) as u32;
    for _ in 0..looks.div_ceil(PASSES) {
        if separate_within(places, marks, &fixed, PASSES.min(looks)) {
            return;
        }
        for place in places.iter_mut() {
            *place = place.map(|v| v * STRETCH);
        }
    }
}

/// The marks by the cell in which their middle lies.
#[derive(Default)]
struct Grid {
    low: Pos,
    cell: Pos,
    size: [usize; 2],
    starts: Vec<u32>,
    items: Vec<u32>,
    keys: Vec<u32>,
    /// Which marks the last pass moved, and the cells in which they are.
    moved: Vec<bool>,
    stirred: Vec<bool>,
}

impl Grid {
    fn fill(&mut self, places: &[Pos], marks: &[Mark]) {
        let (mut low, mut high) = ([f32::MAX; 2], [f32::MIN; 2]);
        for place in places {
            for axis in 0..2 {
                low[axis] = low[axis].min(place[axis]);
                high[axis] = high[axis].max(place[axis]);
            }
        }
        self.low = low;
        let most = (places.len() * 2 + 64) as f32;
        for axis in 0..2 {
            self.cell[axis] = 2.0 * upper_half(marks, axis).max(1e-3);
        }
        let count = |cell: Pos| -> [f32; 2] {
            [0, 1].map(|axis| ((high[axis] - low[axis]).max(0.0) / cell[axis]).floor() + 1.0)
        };
        let [wide, tall] = count(self.cell);
        let coarser = (wide * tall / most).sqrt().max(1.0);
        // A long thin drawing would still have too many cells along one side.
        self.cell = [0, 1].map(|axis| (self.cell[axis] * coarser).max((high[axis] - low[axis]) / most));
        self.size = count(self.cell).map(|cells| cells as usize);
        self.keys.clear();
        self.starts.clear();
        self.starts.resize(self.size[0] * self.size[1] + 1, 0);
        for place in places {
            let [column, row] = self.cell_of(*place);
            let key = row * self.size[0] + column;
            self.keys.push(key as u32);
            self.starts[key + 1] += 1;
        }
        self.stirred.clear();
        self.stirred.resize(self.size[0] * self.size[1], false);
        for (&key, moved) in self.keys.iter().zip(&mut self.moved) {
            self.stirred[key as usize] |= std::mem::take(moved);
        }
        for at in 1..self.starts.len() {
            self.starts[at] += self.starts[at - 1];
        }
        self.items.resize(places.len(), 0);
        for (node, &key) in self.keys.iter().enumerate().rev() {
            self.starts[key as usize + 1] -= 1;
            self.items[self.starts[key as usize + 1] as usize] = node as u32;
        }
        self.starts.rotate_left(1);
        if let Some(last) = self.starts.last_mut() {
            *last = places.len() as u32;
        }
    }

    fn cell_of(&self, place: Pos) -> [usize; 2] {
        [0, 1].map(|axis| {
            let cell = ((place[axis] - self.low[axis]) / self.cell[axis]).max(0.0) as usize;
            cell.min(self.size[axis].saturating_sub(1))
        })
    }

    /// Moves every overlapping pair apart once and says how many there were. Only where the last pass moved something
    /// can there be any.
    fn pass(&mut self, places: &mut [Pos], marks: &[Mark], fixed: &[bool]) -> usize {
        let mut pushed = 0;
        for node in 0..places.len() {
            let reach = marks[node].half.map(|half| 2.0 * half);
            let at = places[node];
            let [left, top] = self.cell_of([at[0] - reach[0], at[1] - reach[1]]);
            let [right, bottom] = self.cell_of([at[0] + reach[0], at[1] + reach[1]]);
            let cells_of = |row: usize| row * self.size[0] + left..=row * self.size[0] + right;
            if !(top..=bottom).any(|row| self.stirred[cells_of(row)].contains(&true)) {
                continue;
            }
            for row in top..=bottom {
                let cells = cells_of(row);
                let items = self.starts[*cells.start()] as usize..self.starts[*cells.end() + 1] as usize;
                for &other in &self.items[items] {
                    if part_pair(places, marks, fixed, node, other as usize) {
                        pushed += 1;
                        self.moved[node] = true;
                        self.moved[other as usize] = true;
                    }
                }
            }
        }
        pushed
    }
}

/// Moves one pair apart, if `node` is the larger of the two, and the smaller one more.
fn part_pair(places: &mut [Pos], marks: &[Mark], fixed: &[bool], node: usize, other: usize) -> bool {
    let (area, other_area) = (marks[node].area(), marks[other].area());
    if node == other || other_area > area || (other_area == area && other < node) || (fixed[node] && fixed[other]) {
        return false;
    }
    let apart = [places[other][0] - places[node][0], places[other][1] - places[node][1]];
    let Some(way) = marks[node].push(&marks[other], apart, other as u32) else {
        return false;
    };
    let share = match (fixed[node], fixed[other]) {
        (true, _) => 0.0,
        (_, true) => 1.0,
        _ => other_area / (area + other_area),
    };
    for axis in 0..2 {
        places[node][axis] -= way[axis] * share;
        places[other][axis] += way[axis] * (1.0 - share);
    }
    true
}

/// A half extent that most marks do not exceed.
fn upper_half(marks: &[Mark], axis: usize) -> f32 {
    let mut halves: Vec<f32> = marks.iter().map(|mark| mark.half[axis]).collect();
    let at = halves.len() * 9 / 10;
    match halves.len() {
        0 => 0.0,
        _ => *halves.select_nth_unstable_by(at, f32::total_cmp).1,
    }
}

#[cfg(test)]
mod tests {
    use super::super::rng::Rng;
    use super::*;

    fn overlaps(structure: &Structure, places: &[Pos]) -> usize {
        let radii = &structure.radii;
        let pairs = (0..places.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
        pairs
            .filter(|&(a, b)| {
                let gap = (places[a][0] - places[b][0]).hypot(places[a][1] - places[b][1]);
                gap < radii[a] + radii[b]
            })
            .count()
    }

    #[test]
    fn crowded_marks_of_many_sizes_part() {
        let mut rng = Rng::new(5, 0);
        let radii: Vec<f32> = (0..600).map(|node| if node % 97 == 0 { 40.0 } else { 3.0 + 5.0 * rng.unit() }).collect();
        let structure = Structure { radii, ..Structure::default() };
        let places: Vec<Pos> = (0..600).map(|_| rng.square().map(|v| v * 100.0)).collect();
        assert!(overlaps(&structure, &places) > 100);
        let parted = remove_overlap(&structure, &places, |_| false, 0.0);
        assert_eq!(overlaps(&structure, &parted), 0);
    }

    #[test]
    fn marks_at_one_place_part_and_the_fixed_one_stays() {
        let structure = Structure { radii: vec![5.0; 40], ..Structure::default() };
        let parted = remove_overlap(&structure, &[[7.0, 7.0]; 40], |node| node == 3, 0.0);
        assert_eq!(parted[3], [7.0, 7.0]);
        assert_eq!(overlaps(&structure, &parted), 0);
    }

    #[test]
    fn label_boxes_are_kept_free_as_far_as_asked() {
        let structure = Structure { radii: vec![5.0; 2], label_halves: vec![[60.0, 8.0]; 2], edges: Vec::new() };
        let places = [[0.0, 0.0], [50.0, 2.0]];
        let parted = remove_overlap(&structure, &places, |_| false, 1.0);
        assert!((parted[1][1] - parted[0][1]).abs() >= 15.9);
        assert_eq!(remove_overlap(&structure, &places, |_| false, 0.0), places);
    }

    #[test]
    fn what_is_apart_does_not_move() {
        let structure = Structure { radii: vec![5.0, 5.0, f32::NAN], ..Structure::default() };
        let places = [[0.0, 0.0], [20.0, 0.0], [0.0, 9.0]];
        assert_eq!(remove_overlap(&structure, &places, |_| false, 1.0), places);
    }
}
