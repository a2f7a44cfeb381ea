//! Records of two fact bases put in pairs, by one key after the other.

use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::Hash;

/// One of the two bases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Old,
    New,
}

impl Side {
    /// The one of two things that is this side's.
    pub(super) const fn of<'a, T: ?Sized>(self, old: &'a T, new: &'a T) -> &'a T {
        match self {
            Self::Old => old,
            Self::New => new,
        }
    }
}

/// Which records of the old base are which of the new one.
#[derive(Debug)]
pub(super) struct Pairs {
    new_of_old: Vec<Option<usize>>,
    old_of_new: Vec<Option<usize>>,
}

impl Pairs {
    pub(super) fn new(old: usize, new: usize) -> Self {
        Self { new_of_old: vec![None; old], old_of_new: vec![None; new] }
    }

    /// Pairs what is still alone by a key: where several have one key, the first with the first, and so on.
    pub(super) fn by<K: Hash + Eq>(&mut self, key: impl Fn(Side, usize) -> Option<K>) {
        let mut waiting: HashMap<K, VecDeque<usize>> = HashMap::new();
        for new in self.alone(Side::New) {
            if let Some(key) = key(Side::New, new) {
                waiting.entry(key).or_default().push_back(new);
            }
        }
        if waiting.is_empty() {
            return;
        }
        let alone: Vec<usize> = self.alone(Side::Old).collect();
        for old in alone {
            let found = key(Side::Old, old).and_then(|key| waiting.get_mut(&key)?.pop_front());
            if let Some(new) = found {
                self.new_of_old[old] = Some(new);
                self.old_of_new[new] = Some(old);
            }
        }
    }

    /// Pairs by id together with what a record says; then by id alone, unless most of the ids that both bases have say
    /// something else there, as where each run numbers its records anew.
    pub(super) fn by_id_and<'a, K: Hash + Eq>(
        &mut self,
        id: impl Fn(Side, usize) -> Option<&'a str>,
        says: impl Fn(Side, usize) -> K,
    ) {
        self.by(|side, at| Some((id(side, at)?, says(side, at))));
        let ids: HashSet<&str> = (0..self.old_of_new.len()).filter_map(|at| id(Side::New, at)).collect();
        let common = (0..self.new_of_old.len()).filter_map(|at| id(Side::Old, at)).filter(|id| ids.contains(id));
        if self.pairs().count() * 2 >= common.count() {
            self.by(id);
        }
    }

    /// The pairs, in the order of the new base.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        self.old_of_new.iter().enumerate().filter_map(|(new, old)| Some(((*old)?, new)))
    }

    /// How many records a side has.
    pub(super) fn len(&self, side: Side) -> usize {
        side.of(&self.new_of_old, &self.old_of_new).len()
    }

    /// The partner of each old record.
    pub(super) fn partners(&self) -> &[Option<usize>] {
        &self.new_of_old
    }

    /// The records of a side that have no partner, in their order.
    pub(super) fn alone(&self, side: Side) -> impl Iterator<Item = usize> {
        let partners = side.of(&self.new_of_old, &self.old_of_new);
        partners.iter().enumerate().filter(|(_, partner)| partner.is_none()).map(|(at, _)| at)
    }

    /// A number that a record has in common with its partner, and with no other.
    pub(super) fn common(&self, side: Side, at: usize) -> usize {
        match side {
            Side::Old => at,
            Side::New => self.old_of_new.get(at).copied().flatten().unwrap_or(self.new_of_old.len() + at),
        }
    }
}
