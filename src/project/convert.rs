//! Between decisions in the ids of the open facts and a saved map in names, in both directions and without loss.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;

use super::file::UnknownParts;
use super::{
    Camera, Decisions, NamedAppearance, NamedBookmark, NamedDecisions, NamedFilter, NamedReviews, Project, Source,
    Theme, views,
};
use crate::facts::{EntityId, FactBase, KindId, RelationId, Standing, Status};
use crate::graph::Filter;
use crate::layout;

/// A saved map brought to bear on facts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolved {
    /// What the reader decided, as far as the facts still have it.
    pub decisions: Decisions,
    /// Where entities stand, by id; `None` for those that the file does not place.
    pub places: Vec<Option<[f32; 2]>>,
    /// Where the reader looked.
    pub camera: Option<Camera>,
    /// The theme the map was seen in.
    pub theme: Option<Theme>,
    /// What the file names and the facts no longer have, in words: `entity “jack-ma”`. It stays in the project.
    pub lost: Vec<String>,
}

impl Project {
    /// A map as it is now, ready to be written.
    ///
    /// `places` are by entity; those that are not finite are left out. `sources` are told as they should stand in the
    /// file (see [`Source::relative_to`]). From `kept`, the file that was opened, comes what this version does not
    /// know and what these facts do not have, so that a save never loses work that a later version or other facts
    /// could use.
    #[must_use]
    pub fn capture(
        base: &FactBase,
        decisions: &Decisions,
        places: &[[f32; 2]],
        camera: Option<Camera>,
        theme: Option<Theme>,
        sources: Vec<Source>,
        kept: Option<&Self>,
    ) -> Self {
        let standing = base.entities.iter().zip(places).filter(|(_, place)| place.iter().all(|at| at.is_finite()));
        let mut project = Self {
            version: Self::VERSION,
            title: base.title.as_deref().map(str::to_owned),
            sources,
            decisions: NamedDecisions::new(base, decisions),
            places: standing.map(|(entity, place)| (entity.id.to_string(), *place)).collect(),
            camera: camera.filter(|camera| camera.center.iter().chain([&camera.zoom]).all(|at| at.is_finite())),
            theme,
            unknown: UnknownParts::default(),
        };
        if let Some(kept) = kept {
            project.carry_over(&Names::new(base), kept);
            project.decisions.reviews.carry_over(base, &kept.decisions.reviews);
        }
        project
    }

    fn carry_over(&mut self, names: &Names<'_>, kept: &Self) {
        let Self { version: _, title, sources, decisions, places, camera: _, theme: _, unknown } = kept;
        let NamedDecisions { pinned, hidden, filter, arrangement: _, reviews: _, views, appearance } = decisions;
        let ours = &mut self.decisions;
        if title.is_some() {
            self.title.clone_from(title);
        }
        carry(&mut ours.pinned, pinned, |id| !names.entities.contains_key(id));
        carry(&mut ours.hidden, hidden, |id| !names.entities.contains_key(id));
        carry_filter(names, &mut ours.filter, filter);
        views::carry_over(&mut ours.views, names, views);
        ours.appearance.carry_over(names, appearance);
        for (id, place) in places {
            self.places.entry(id.clone()).or_insert(*place);
        }
        for source in &mut self.sources {
            if source.unknown.0.is_empty()
                && let Some(before) = sources.iter().find(|before| before.kind == source.kind)
            {
                source.unknown = before.unknown.clone();
            }
        }
        self.unknown = unknown.clone();
    }

    /// Brings the saved map to bear on `base`.
    #[must_use]
    pub fn resolve(&self, base: &FactBase) -> Resolved {
        let names = Names::new(base);
        let NamedDecisions { pinned, hidden, filter, arrangement, reviews, views, appearance } = &self.decisions;
        let mut places = vec![None; base.entities.len()];
        let mut lost = BTreeSet::new();
        for (id, place) in &self.places {
            match names.entities.get(&**id) {
                Some(entity) => places[entity.index()] = Some(*place),
                None => {
                    lost.insert(&**id);
                }
            }
        }
        let pinned = find(&names.entities, pinned, &mut lost);
        let hidden = find(&names.entities, hidden, &mut lost);
        let mut lost: Vec<_> = lost.into_iter().map(|id| format!("entity “{id}”")).collect();
        let filter = named_filter(&names, filter, &mut lost);
        let reviews = reviews.resolve(base, &mut lost);
        let views = views::resolve(views, &names);
        let appearance = appearance.resolve(&names);
        Resolved {
            decisions: Decisions {
                pinned,
                hidden,
                filter,
                arrangement: arrangement.clone(),
                reviews,
                views,
                appearance,
            },
            places,
            camera: self.camera,
            theme: self.theme,
            lost,
        }
    }
}

impl NamedDecisions {
    fn new(base: &FactBase, decisions: &Decisions) -> Self {
        let Decisions { pinned, hidden, filter, arrangement, reviews, views, appearance } = decisions;
        let ids = |entities: &BTreeSet<EntityId>| {
            let known = entities.iter().filter_map(|entity| base.entities.get(entity.index()));
            known.map(|entity| entity.id.to_string()).collect()
        };
        Self {
            pinned: ids(pinned),
            hidden: ids(hidden),
            filter: filter_in_words(base, filter),
            arrangement: finite(arrangement),
            reviews: NamedReviews::new(base, reviews),
            views: views.iter().map(|view| NamedBookmark::new(base, view)).collect(),
            appearance: NamedAppearance::new(base, appearance),
        }
    }
}

pub(super) fn filter_in_words(base: &FactBase, filter: &Filter) -> NamedFilter {
    let Filter {
        hidden_kinds,
        hidden_relations,
        hidden_statuses,
        clock,
        from,
        until,
        known_on,
        undated,
        min_confidence,
        only_with_evidence,
        hidden_standings,
        min_sources,
        min_ties,
        only_publishable,
        with_rejected,
        mark_unreviewed,
        bunch_leaves,
        open_bunches,
    } = filter;
    let words = |words: &[Box<str>], index: usize| words.get(index).map(|word| word.to_string());
    NamedFilter {
        hidden_kinds: hidden_kinds.iter().filter_map(|kind| words(&base.kinds, kind.index())).collect(),
        hidden_relations: {
            let relations = hidden_relations.iter();
            relations.filter_map(|relation| words(&base.relations, relation.index())).collect()
        },
        hidden_statuses: hidden_statuses.iter().map(|status| status.word().to_owned()).collect(),
        clock: *clock,
        from: *from,
        until: *until,
        known_on: *known_on,
        undated: *undated,
        min_confidence: if min_confidence.is_finite() { *min_confidence } else { 0.0 },
        only_with_evidence: *only_with_evidence,
        hidden_standings: hidden_standings.iter().map(|standing| standing.word().to_owned()).collect(),
        min_sources: *min_sources,
        min_ties: *min_ties,
        only_publishable: *only_publishable,
        with_rejected: *with_rejected,
        mark_unreviewed: *mark_unreviewed,
        bunch_leaves: *bunch_leaves,
        open_bunches: {
            let hubs = open_bunches.iter();
            hubs.filter_map(|hub| base.entities.get(hub.index())).map(|hub| hub.id.to_string()).collect()
        },
    }
}

/// Numbers that JSON can say; what is not finite is as it comes.
fn finite(settings: &layout::Settings) -> layout::Settings {
    let layout::Settings { seed, threads, spread, clusters, gravity, label_room } = settings;
    let usual = layout::Settings::default();
    let or = |number: f32, usual: f32| if number.is_finite() { number } else { usual };
    layout::Settings {
        seed: *seed,
        threads: *threads,
        spread: or(*spread, usual.spread),
        clusters: or(*clusters, usual.clusters),
        gravity: or(*gravity, usual.gravity),
        label_room: or(*label_room, usual.label_room),
    }
}

/// What the facts call things.
pub(super) struct Names<'a> {
    pub(super) entities: HashMap<&'a str, EntityId>,
    pub(super) kinds: HashMap<&'a str, KindId>,
    relations: HashMap<&'a str, RelationId>,
}

impl<'a> Names<'a> {
    fn new(base: &'a FactBase) -> Self {
        let entities = base.entities.iter().map(|entity| &*entity.id);
        Self {
            entities: index(entities, EntityId::from_index),
            kinds: index(base.kinds.iter().map(|word| &**word), KindId::from_index),
            relations: index(base.relations.iter().map(|word| &**word), RelationId::from_index),
        }
    }
}

fn index<'a, Id>(names: impl Iterator<Item = &'a str>, id: fn(usize) -> Id) -> HashMap<&'a str, Id> {
    names.enumerate().map(|(at, name)| (name, id(at))).collect()
}

pub(super) fn named_filter(names: &Names<'_>, filter: &NamedFilter, lost: &mut Vec<String>) -> Filter {
    let NamedFilter {
        hidden_kinds,
        hidden_relations,
        hidden_statuses,
        clock,
        from,
        until,
        known_on,
        undated,
        min_confidence,
        only_with_evidence,
        hidden_standings,
        min_sources,
        min_ties,
        only_publishable,
        with_rejected,
        mark_unreviewed,
        bunch_leaves,
        open_bunches,
    } = filter;
    let (mut kinds, mut relations, mut statuses) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let (mut standings, mut hubs) = (BTreeSet::new(), BTreeSet::new());
    let known: BTreeMap<_, _> = Status::ALL.into_iter().map(|status| (status.word(), status)).collect();
    let filter = Filter {
        hidden_kinds: find(&names.kinds, hidden_kinds, &mut kinds),
        hidden_relations: find(&names.relations, hidden_relations, &mut relations),
        hidden_statuses: find_with(|word| known.get(word).copied(), hidden_statuses, &mut statuses),
        clock: *clock,
        from: *from,
        until: *until,
        known_on: *known_on,
        undated: *undated,
        min_confidence: *min_confidence,
        only_with_evidence: *only_with_evidence,
        hidden_standings: find_with(Standing::from_word, hidden_standings, &mut standings),
        min_sources: *min_sources,
        min_ties: *min_ties,
        only_publishable: *only_publishable,
        with_rejected: *with_rejected,
        mark_unreviewed: *mark_unreviewed,
        bunch_leaves: *bunch_leaves,
        open_bunches: find(&names.entities, open_bunches, &mut hubs),
    };
    for (what, words) in
        [("kind", kinds), ("relation", relations), ("status", statuses), ("check of excerpts", standings)]
    {
        lost.extend(words.into_iter().map(|word| format!("{what} “{word}”")));
    }
    for hub in hubs.into_iter().map(|hub| format!("entity “{hub}”")) {
        if !lost.contains(&hub) {
            lost.push(hub);
        }
    }
    filter
}

fn find<'a, Id: Copy + Ord + Hash>(
    ids: &HashMap<&str, Id>,
    names: &'a BTreeSet<String>,
    lost: &mut BTreeSet<&'a str>,
) -> BTreeSet<Id> {
    find_with(|name| ids.get(name).copied(), names, lost)
}

fn find_with<'a, Id: Ord>(
    find: impl Fn(&str) -> Option<Id>,
    names: &'a BTreeSet<String>,
    lost: &mut BTreeSet<&'a str>,
) -> BTreeSet<Id> {
    let mut found = BTreeSet::new();
    for name in names {
        match find(name) {
            Some(id) => {
                found.insert(id);
            }
            None => {
                lost.insert(&**name);
            }
        }
    }
    found
}

/// Keeps what a filter in the file says of words that these facts do not have.
pub(super) fn carry_filter(names: &Names<'_>, ours: &mut NamedFilter, kept: &NamedFilter) {
    carry(&mut ours.hidden_kinds, &kept.hidden_kinds, |word| !names.kinds.contains_key(word));
    carry(&mut ours.open_bunches, &kept.open_bunches, |id| !names.entities.contains_key(id));
    carry(&mut ours.hidden_relations, &kept.hidden_relations, |word| !names.relations.contains_key(word));
    carry(&mut ours.hidden_statuses, &kept.hidden_statuses, |word| Status::from_word(word).is_none());
    carry(&mut ours.hidden_standings, &kept.hidden_standings, |word| Standing::from_word(word).is_none());
}

fn carry(ours: &mut BTreeSet<String>, kept: &BTreeSet<String>, is_lost: impl Fn(&str) -> bool) {
    ours.extend(kept.iter().filter(|name| is_lost(name)).cloned());
}
