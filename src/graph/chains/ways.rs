//! The part of the graph in which chains between two entities can run, and how good a way to the goal can still be.

use std::cmp::Reverse;

use super::super::{Graph, TieId};
use crate::facts::EntityId;

/// How good a chain is, or can become: its weakest tie, then how few ties it has. The larger the better.
pub(super) type Rank = (u16, Reverse<u16>);

/// A tie as it is walked.
#[derive(Clone, Copy)]
pub(super) struct Way {
    pub(super) to: u32,
    pub(super) level: u16,
    pub(super) tie: TieId,
}

/// The entities that some chain may meet, numbered anew.
pub(super) struct Ways {
    /// The entities by number.
    pub(super) entities: Vec<EntityId>,
    pub(super) from: u32,
    pub(super) to: u32,
    starts: Vec<u32>,
    ways: Vec<Way>,
    /// For each number of ties from 0 on, and each entity: the strongest weakest tie of a way to the goal of at most
    /// so many ties; 0 where there is none.
    best: Vec<Vec<u16>>,
}

const FAR: u16 = u16::MAX;

impl Ways {
    /// `None` where the two are not connected. `levels` are the strengths of ties by id; those of 0 are not walked.
    pub(super) fn new(graph: &Graph, levels: &[u16], from: EntityId, to: EntityId, most_ties: usize) -> Option<Self> {
        let distance_to_goal = distances(graph, levels, to);
        let shortest = distance_to_goal[from.index()];
        if shortest == FAR {
            return None;
        }
        let most = u16::try_from(most_ties).unwrap_or(FAR - 1).min(1_000).max(shortest);
        let distance_from_start = distances(graph, levels, from);
        let within = |entity: &usize| distance_from_start[*entity].saturating_add(distance_to_goal[*entity]) <= most;
        let mut is_kept = vec![false; graph.num_entities()];
        (0..graph.num_entities()).filter(within).for_each(|entity| is_kept[entity] = true);
        let mut ways = Self::of(graph, levels, is_kept, [from, to]);
        ways.fill_best(most);
        Some(ways)
    }

    fn of(graph: &Graph, levels: &[u16], mut is_kept: Vec<bool>, ends: [EntityId; 2]) -> Self {
        cut_dead_ends(graph, levels, &mut is_kept, ends);
        let mut numbers = vec![u32::MAX; is_kept.len()];
        let mut entities = Vec::new();
        for (at, _) in is_kept.iter().enumerate().filter(|(_, kept)| **kept) {
            numbers[at] = EntityId::from_index(entities.len()).0;
            entities.push(EntityId::from_index(at));
        }
        let mut starts = vec![0];
        let mut ways = Vec::new();
        for &entity in &entities {
            let first = ways.len();
            for (tie, other) in neighbours(graph, levels, entity) {
                if is_kept[other.index()] {
                    ways.push(Way { to: numbers[other.index()], level: levels[tie.index()], tie });
                }
            }
            ways[first..].sort_unstable_by_key(|way| way.to);
            starts.push(EntityId::from_index(ways.len()).0);
        }
        let [from, to] = ends.map(|end| numbers[end.index()]);
        Self { entities, from, to, starts, ways, best: Vec::new() }
    }

    /// Bellman's recurrence, one tie more in each round.
    fn fill_best(&mut self, most: u16) {
        let mut last = vec![0; self.entities.len()];
        last[self.to as usize] = FAR;
        self.best.push(last);
        for _ in 0..most {
            let last = self.best.last().map_or(&[][..], Vec::as_slice);
            let better = |at: u32| {
                let over = |way: &Way| way.level.min(last[way.to as usize]);
                let best = self.ways_of(at).iter().map(over).max().unwrap_or_default();
                best.max(last[at as usize])
            };
            let next: Vec<u16> = (0..self.entities.len()).map(|at| better(EntityId::from_index(at).0)).collect();
            self.best.push(next);
        }
    }

    /// The ties of an entity.
    pub(super) fn ways_of(&self, at: u32) -> &[Way] {
        let bounds = self.starts.get(at as usize).zip(self.starts.get(at as usize + 1));
        bounds.and_then(|(&from, &to)| self.ways.get(from as usize..to as usize)).unwrap_or_default()
    }

    /// The best that a chain can come to that has walked so many ties to an entity; `None` where it cannot arrive.
    pub(super) fn bound(&self, at: u32, ties: u16, weakest: u16) -> Option<Rank> {
        let left = self.best.len().checked_sub(1 + usize::from(ties))?;
        let best_within = |left: usize| weakest.min(self.best[left][at as usize]);
        let best = best_within(left);
        let needed = (0..=left).find(|&left| best_within(left) == best)?;
        let all = ties.saturating_add(u16::try_from(needed).unwrap_or(FAR));
        (best > 0).then_some((best, Reverse(all)))
    }
}

fn neighbours<'a>(
    graph: &'a Graph,
    levels: &'a [u16],
    entity: EntityId,
) -> impl Iterator<Item = (TieId, EntityId)> + 'a {
    let walked = graph.ties_of(entity).filter(|tie| levels[tie.index()] > 0);
    walked.map(move |tie| (tie, graph.tie(tie).other_end(entity))).filter(move |(_, other)| *other != entity)
}

/// How many ties every entity is away.
fn distances(graph: &Graph, levels: &[u16], from: EntityId) -> Vec<u16> {
    let mut distances = vec![FAR; graph.num_entities()];
    distances[from.index()] = 0;
    let mut edge = vec![from];
    let mut distance = 0;
    while !edge.is_empty() && distance < FAR - 1 {
        distance += 1;
        let mut next = Vec::new();
        for entity in edge {
            for (_, other) in neighbours(graph, levels, entity) {
                if distances[other.index()] == FAR {
                    distances[other.index()] = distance;
                    next.push(other);
                }
            }
        }
        edge = next;
    }
    distances
}

/// Leaves out, again and again, what is tied to at most one other: no chain passes there.
fn cut_dead_ends(graph: &Graph, levels: &[u16], is_kept: &mut [bool], ends: [EntityId; 2]) {
    let mut degrees = vec![0_u32; is_kept.len()];
    let mut dead = Vec::new();
    for at in 0..is_kept.len() {
        let entity = EntityId::from_index(at);
        if is_kept[at] {
            let kept = neighbours(graph, levels, entity).filter(|(_, other)| is_kept[other.index()]);
            degrees[at] = u32::try_from(kept.count()).unwrap_or(u32::MAX);
            if degrees[at] < 2 && !ends.contains(&entity) {
                dead.push(entity);
            }
        }
    }
    while let Some(entity) = dead.pop() {
        is_kept[entity.index()] = false;
        for (_, other) in neighbours(graph, levels, entity) {
            if is_kept[other.index()] {
                let degree = &mut degrees[other.index()];
                *degree = degree.saturating_sub(1);
                if *degree == 1 && !ends.contains(&other) {
                    dead.push(other);
                }
            }
        }
    }
}
