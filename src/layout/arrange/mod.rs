//! Other ways to arrange a map than by forces: pure functions from structure to positions about the middle.

mod circle;
mod columns;
mod ego;
mod layered;
mod time;

pub use circle::circle;
pub use columns::by_kind;
pub use ego::ego;
pub use layered::layered;
pub use time::by_time;

use super::overlap::Mark;
use super::request::{Pos, Structure};

/// The air between two marks, in map units.
const GAP: f32 = 24.0;

/// Half the room each node takes, its label included, in map units.
fn halves(structure: &Structure) -> Vec<[f32; 2]> {
    Mark::of(structure, 1.0).iter().map(|mark| mark.half().map(|half| half + 0.5 * GAP)).collect()
}

/// The same places about the middle of their bounding box.
fn centred(mut places: Vec<Pos>) -> Vec<Pos> {
    let bound = |axis: usize, pick: fn(f32, f32) -> f32| places.iter().map(|at| at[axis]).reduce(pick).unwrap_or(0.0);
    let middle = [0, 1].map(|axis| 0.5 * (bound(axis, f32::min) + bound(axis, f32::max)));
    for place in &mut places {
        *place = [place[0] - middle[0], place[1] - middle[1]];
    }
    places
}

/// Puts nodes into rows of about `width`, from `top_left` down, and says how high they are together.
fn block(nodes: &[usize], halves: &[[f32; 2]], width: f32, top_left: Pos, places: &mut [Pos]) -> f32 {
    let (mut x, mut y, mut row_height) = (0f32, 0f32, 0f32);
    for &node in nodes {
        let [half_width, half_height] = halves[node];
        if x > 0.0 && x + 2.0 * half_width > width {
            (x, y, row_height) = (0.0, y + row_height, 0.0);
        }
        places[node] = [top_left[0] + x + half_width, top_left[1] + y + half_height];
        x += 2.0 * half_width;
        row_height = row_height.max(2.0 * half_height);
    }
    y + row_height
}

/// Places along a line, in the order given, that are nearest to what each node wishes while no two are nearer than
/// their halves together: pairs of wish and half, by pooling those that would pass each other (isotonic regression;
/// Ayer, Brunk, Ewing, Reid & Silverman 1955).
fn side_by_side(wishes: &[(f32, f32)]) -> Vec<f32> {
    let mut before = 0f32;
    let mut offsets = Vec::with_capacity(wishes.len());
    let mut pools: Vec<(f32, f32)> = Vec::new();
    for &(wish, half) in wishes {
        before += half;
        offsets.push(before);
        let mut pool = (wish - before, 1f32);
        before += half;
        while let Some(&(mean, count)) = pools.last().filter(|(mean, _)| *mean > pool.0) {
            pool = ((mean * count + pool.0 * pool.1) / (count + pool.1), count + pool.1);
            pools.pop();
        }
        pools.push(pool);
    }
    let starts = pools.iter().flat_map(|&(mean, count)| std::iter::repeat_n(mean, count as usize));
    starts.zip(offsets).map(|(start, offset)| start + offset).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Edge;
    use super::*;

    pub(super) fn structure(len: usize, pairs: &[(u32, u32)]) -> Structure {
        let edges = pairs.iter().map(|&(a, b)| Edge { a, b, weight: 1.0 }).collect();
        Structure { edges, radii: vec![10.0; len], label_halves: Vec::new() }
    }

    pub(super) fn apart(places: &[Pos]) -> bool {
        let clear = |a: Pos, b: Pos| (a[0] - b[0]).hypot(a[1] - b[1]) >= 20.0;
        (0..places.len()).all(|a| (0..a).all(|b| clear(places[a], places[b])))
    }

    #[test]
    fn every_arrangement_gives_finite_places_without_overlap() {
        let pairs: Vec<(u32, u32)> = (1..60u32).map(|b| (b / 3, b)).chain([(5, 5), (70, 3), (9, 2)]).collect();
        for len in [0usize, 1, 2, 64] {
            let mut structure = structure(len, &pairs);
            if len > 2 {
                structure.radii[1] = f32::NAN;
                structure.radii[2] = 30.0;
            }
            let kinds: Vec<u32> = (0..len as u32).map(|node| node % 4).collect();
            let times: Vec<Option<f64>> =
                (0..len).map(|node| (node % 7 != 0).then_some(1990.0 + (node % 11) as f64)).collect();
            for places in [
                ego(&structure, 0),
                ego(&structure, 99),
                by_time(&structure, &times),
                by_time(&structure, &[Some(f64::NAN)]),
                by_kind(&structure, &kinds),
                by_kind(&structure, &[]),
                layered(&structure),
                circle(&structure, &kinds),
                circle(&structure, &[]),
            ] {
                assert_eq!(places.len(), len);
                assert!(places.iter().flatten().all(|v| v.is_finite()));
                assert!(apart(&places), "{places:?}");
            }
        }
    }
}
