//! One column for each kind of node.

use super::super::request::{Pos, Structure};
use super::super::ties::Ties;
use super::{GAP, centred, halves};

/// How often the order within the columns is improved.
const SWEEPS: u32 = 12;
/// The highest a column gets before it becomes several beside each other, in map units for one node in sight.
const TALLEST: f32 = 1_600.0;

/// Puts nodes of one `column` (0 is the leftmost, a missing one counts as the last) below each other, in an order in
/// which ties cross little: each node towards the mean height of its neighbours in other columns, as Sugiyama, Tagawa &
/// Toda's barycentre method does (1981).
pub fn by_kind(structure: &Structure, column: &[u32]) -> Vec<Pos> {
    let ties = Ties::new(structure.len(), &structure.edges);
    let room = halves(structure);
    let last = column.iter().max().map_or(0, |&last| last.saturating_add(1));
    let column_of = |node: usize| column.get(node).copied().unwrap_or(last);
    let mut names: Vec<u32> = (0..ties.len()).map(column_of).collect();
    let of_node = names.clone();
    names.sort_unstable();
    names.dedup();
    let mut columns: Vec<Vec<usize>> = vec![Vec::new(); names.len()];
    for (node, name) in of_node.iter().enumerate() {
        if let Ok(at) = names.binary_search(name) {
            columns[at].push(node);
        }
    }
    order(&ties, &of_node, &mut columns);
    put(&columns, &room)
}

/// Orders each column by where the neighbours in other columns stand.
fn order(ties: &Ties, of_node: &[u32], columns: &mut [Vec<usize>]) {
    let mut height = vec![0f32; ties.len()];
    let note = |column: &[usize], height: &mut [f32]| {
        for (at, &node) in column.iter().enumerate() {
            height[node] = (at as f32 + 0.5) / column.len() as f32;
        }
    };
    columns.iter().for_each(|column| note(column, &mut height));
    for sweep in 0..SWEEPS {
        let count = columns.len();
        for at in 0..count {
            let column = &mut columns[if sweep % 2 == 0 { at } else { count - 1 - at }];
            let wish = |node: usize| {
                let others = ties.of(node).iter().filter(|end| of_node[**end as usize] != of_node[node]);
                let (sum, count) = others.fold((0f32, 0f32), |(sum, n), &end| (sum + height[end as usize], n + 1.0));
                if count > 0.0 { sum / count } else { height[node] }
            };
            let mut wishes: Vec<(f32, usize)> = column.iter().map(|&node| (wish(node), node)).collect();
            wishes.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            *column = wishes.into_iter().map(|(_, node)| node).collect();
            note(column, &mut height);
        }
    }
}

fn put(columns: &[Vec<usize>], room: &[[f32; 2]]) -> Vec<Pos> {
    let mut places = vec![[0.0; 2]; room.len()];
    let mut x = 0f32;
    for column in columns {
        let wide = column.iter().map(|&node| 2.0 * room[node][0]).fold(0.0, f32::max);
        let tall: f32 = column.iter().map(|&node| 2.0 * room[node][1]).sum();
        let area = wide * tall;
        let height_limit = TALLEST.max((0.6 * area).sqrt());
        let begin = x;
        let mut y = 0f32;
        let mut lanes: Vec<(Vec<usize>, f32)> = vec![(Vec::new(), 0.0)];
        for &node in column {
            if y > 0.0 && y + 2.0 * room[node][1] > height_limit {
                lanes.push((Vec::new(), 0.0));
                y = 0.0;
            }
            y += 2.0 * room[node][1];
            if let Some((nodes, height)) = lanes.last_mut() {
                nodes.push(node);
                *height = y;
            }
        }
        for (nodes, height) in lanes {
            let mut y = -0.5 * height;
            for node in nodes {
                places[node] = [x + 0.5 * wide, y + room[node][1]];
                y += 2.0 * room[node][1];
            }
            x += wide;
        }
        // Ties between two columns need width to be told apart.
        x += (x - begin).clamp(6.0 * GAP, 20.0 * GAP);
    }
    centred(places)
}

#[cfg(test)]
mod tests {
    use super::super::tests::structure;
    use super::*;

    #[test]
    fn each_kind_has_its_column_and_ties_do_not_cross_needlessly() {
        let places = by_kind(&structure(6, &[(0, 5), (1, 4), (2, 3)]), &[7, 7, 7, 9, 9, 9]);
        assert!(places[0][0] == places[2][0] && places[3][0] == places[5][0] && places[0][0] < places[3][0]);
        let order = |a: usize, b: usize| places[a][1] < places[b][1];
        assert!(order(0, 1) == order(5, 4) && order(1, 2) == order(4, 3) && order(0, 2) == order(5, 3));
    }
}
