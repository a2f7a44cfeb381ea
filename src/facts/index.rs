//! Looking records up by id and by name while a base is built, without a second copy of every id.

use std::collections::hash_map::Entry;
use std::hash::{BuildHasher as _, BuildHasherDefault, Hasher};

use foldhash::HashMap;
use foldhash::fast::RandomState;

use super::{Entity, EntityId, fold};

/// From ids to places in a list: holds hashes only, and asks the list itself whether an id is the one.
#[derive(Clone, Debug, Default)]
pub(super) struct KeyIndex {
    hasher: RandomState,
    places: std::collections::HashMap<u64, u32, BuildHasherDefault<Ready>>,
    /// The places of ids whose hash was taken by another id: next to never used.
    clashes: Vec<u32>,
}

impl KeyIndex {
    /// The place of `key`, where `key_at` tells the id at a place.
    pub(super) fn get<'a>(&self, key: &str, key_at: impl Fn(usize) -> &'a str) -> Option<u32> {
        let first = *self.places.get(&self.hasher.hash_one(key))?;
        std::iter::once(first).chain(self.clashes.iter().copied()).find(|&place| key_at(place as usize) == key)
    }

    /// Remembers where a key is; false where it is known already.
    pub(super) fn insert<'a>(&mut self, key: &str, place: u32, key_at: impl Fn(usize) -> &'a str) -> bool {
        let first = match self.places.entry(self.hasher.hash_one(key)) {
            Entry::Vacant(free) => {
                free.insert(place);
                return true;
            }
            Entry::Occupied(taken) => *taken.get(),
        };
        let is_known = std::iter::once(&first).chain(&self.clashes).any(|&place| key_at(place as usize) == key);
        if !is_known {
            self.clashes.push(place);
        }
        !is_known
    }

    /// The place of a word in a list of words, where it is added if it is new.
    pub(super) fn intern(&mut self, words: &mut Vec<Box<str>>, word: &str) -> u32 {
        if let Some(place) = self.get(word, |at| &words[at]) {
            return place;
        }
        let place = u32::try_from(words.len()).unwrap_or(u32::MAX);
        self.insert(word, place, |at| &words[at]);
        words.push(word.into());
        place
    }
}

/// Passes a hash on that is one already.
#[derive(Default)]
struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// From folded names and aliases to the entity that bears them.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    bearers: HashMap<Box<str>, Bearers>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Bearers {
    by_name: Bearer,
    by_alias: Bearer,
}

/// Who bears a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Bearer {
    /// Nobody.
    #[default]
    Nobody,
    /// One entity.
    One(EntityId),
    /// Several: no guess is made.
    Several,
}

impl Bearer {
    fn add(&mut self, entity: EntityId) {
        *self = match *self {
            Self::Nobody => Self::One(entity),
            Self::One(first) if first == entity => return,
            Self::One(_) | Self::Several => Self::Several,
        };
    }
}

impl Names {
    /// The names of all entities so far.
    pub(super) fn of(entities: &[Entity]) -> Self {
        let mut names = Self::default();
        for (index, entity) in entities.iter().enumerate() {
            names.add(EntityId::from_index(index), entity);
        }
        names
    }

    /// Adds an entity's name and aliases.
    pub(super) fn add(&mut self, id: EntityId, entity: &Entity) {
        self.bearers.entry(fold(&entity.name).into()).or_default().by_name.add(id);
        for alias in &entity.aliases {
            self.bearers.entry(fold(alias).into()).or_default().by_alias.add(id);
        }
    }

    /// Who is called `text`: by name before by alias.
    pub(super) fn get(&self, text: &str) -> Bearer {
        let bearers = self.bearers.get(&*fold(text)).copied().unwrap_or_default();
        match bearers.by_name {
            Bearer::Nobody => bearers.by_alias,
            found => found,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_one_hash_are_told_apart() {
        const WORDS: [&str; 3] = ["a", "b", "c"];
        let key_at = |at: usize| WORDS[at];
        let mut index = KeyIndex::default();
        // As if "a" and "c" had the hash of "b".
        let hash = index.hasher.hash_one("b");
        index.places.insert(hash, 0);
        assert_eq!(index.get("b", key_at), None);
        assert!(index.insert("b", 1, key_at));
        assert!(!index.insert("b", 2, key_at));
        assert_eq!(index.get("b", key_at), Some(1));
    }
}
