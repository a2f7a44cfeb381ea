//! Views that a reader kept under a name, as a saved map tells them: what was in sight, chosen, filtered and hidden.

use std::collections::BTreeSet;

use super::convert::{Names, carry_filter, filter_in_words, named_filter};
use super::json::{Fields, Node, Unknown};
use super::print::{Object, camera_fields, filter_fields, list, string};
use super::{Camera, NamedFilter, ProjectError, parse};
use crate::facts::{EntityId, FactBase};
use crate::graph::Filter;

/// A view under a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Bookmark {
    /// What the reader calls it.
    pub name: String,
    /// Where the reader looked.
    pub camera: Camera,
    /// Entities that were chosen.
    pub entities: BTreeSet<EntityId>,
    /// The ends of ties that were chosen.
    pub ties: BTreeSet<(EntityId, EntityId)>,
    /// What was shown.
    pub filter: Filter,
    /// What was hidden by hand.
    pub hidden: BTreeSet<EntityId>,
}

/// A [`Bookmark`] in words.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedBookmark {
    /// What the reader calls it.
    pub name: String,
    /// Where the reader looked.
    pub camera: Camera,
    /// Ids of entities that were chosen.
    pub entities: BTreeSet<String>,
    /// Ids of the ends of ties that were chosen.
    pub ties: BTreeSet<(String, String)>,
    /// What was shown.
    pub filter: NamedFilter,
    /// Ids of entities that were hidden by hand.
    pub hidden: BTreeSet<String>,
    /// What this version does not know of it.
    unknown: Unknown,
    /// And of its filter.
    unknown_of_filter: Unknown,
}

impl NamedBookmark {
    pub(super) fn new(base: &FactBase, view: &Bookmark) -> Self {
        let Bookmark { name, camera, entities, ties, filter, hidden } = view;
        let id = |id: &EntityId| Some(base.entities.get(id.index())?.id.to_string());
        Self {
            name: name.clone(),
            camera: *camera,
            entities: entities.iter().filter_map(id).collect(),
            ties: ties.iter().filter_map(|(a, b)| Some((id(a)?, id(b)?))).collect(),
            filter: filter_in_words(base, filter),
            hidden: hidden.iter().filter_map(id).collect(),
            unknown: Unknown::default(),
            unknown_of_filter: Unknown::default(),
        }
    }

    /// Keeps what these facts do not have, and fields of a later version, of the view that had this name in the file.
    fn carry_over(&mut self, names: &Names<'_>, kept: &Self) {
        let is_lost = |id: &&String| !names.entities.contains_key(&***id);
        self.entities.extend(kept.entities.iter().filter(is_lost).cloned());
        self.hidden.extend(kept.hidden.iter().filter(is_lost).cloned());
        self.ties.extend(kept.ties.iter().filter(|(a, b)| is_lost(&a) || is_lost(&b)).cloned());
        carry_filter(names, &mut self.filter, &kept.filter);
        self.unknown = kept.unknown.clone();
        self.unknown_of_filter = kept.unknown_of_filter.clone();
    }

    fn resolve(&self, names: &Names<'_>) -> Bookmark {
        let id = |name: &String| names.entities.get(&**name).copied();
        // What a view no longer finds is no news: the view itself says what it shows.
        let filter = named_filter(names, &self.filter, &mut Vec::new());
        Bookmark {
            name: self.name.clone(),
            camera: self.camera,
            entities: self.entities.iter().filter_map(id).collect(),
            ties: self.ties.iter().filter_map(|(a, b)| Some((id(a)?, id(b)?))).collect(),
            filter,
            hidden: self.hidden.iter().filter_map(id).collect(),
        }
    }
}

pub(super) fn carry_over(ours: &mut [NamedBookmark], names: &Names<'_>, kept: &[NamedBookmark]) {
    for view in ours {
        if let Some(before) = kept.iter().find(|before| before.name == view.name) {
            view.carry_over(names, before);
        }
    }
}

pub(super) fn resolve(views: &[NamedBookmark], names: &Names<'_>) -> Vec<Bookmark> {
    views.iter().map(|view| view.resolve(names)).collect()
}

/// Takes the views out of the fields of a document.
pub(super) fn parse(fields: &mut Fields<'_>) -> Result<Vec<NamedBookmark>, ProjectError> {
    match fields.take("views")? {
        Some(list) => list.items()?.iter().map(view).collect(),
        None => Ok(Vec::new()),
    }
}

fn view(node: &Node<'_>) -> Result<NamedBookmark, ProjectError> {
    let mut fields = node.fields()?;
    let name = fields.take("name")?.map(|name| name.string()).transpose()?;
    let center = fields.take("center")?.map(|center| center.pair()).transpose()?;
    let zoom = fields.take("zoom")?.map(|zoom| zoom.number()).transpose()?;
    let (Some(name), Some((center, zoom))) = (name, center.zip(zoom)) else {
        return Err(node.error("a view has a name, a center and a zoom"));
    };
    let entities = fields.take("chosen")?.map(|list| list.strings()).transpose()?.unwrap_or_default();
    let hidden = fields.take("hidden")?.map(|list| list.strings()).transpose()?.unwrap_or_default();
    let ties = match fields.take("chosen_ties")? {
        Some(list) => parse::pairs(&list, "expected the ids of two entities")?,
        None => BTreeSet::new(),
    };
    let (filter, unknown_of_filter) = parse::part(&mut fields, "filter", parse::filter)?;
    let camera = Camera { center, zoom };
    Ok(NamedBookmark { name, camera, entities, ties, filter, hidden, unknown: fields.unknown(), unknown_of_filter })
}

/// Puts the views into a document; nothing where there are none.
pub(super) fn put(object: &mut Object, views: &[NamedBookmark]) {
    if !views.is_empty() {
        object.put("views", list(1, views.iter().map(view_fields)));
    }
}

fn view_fields(view: &NamedBookmark) -> String {
    let NamedBookmark { name, camera, entities, ties, filter, hidden, unknown, unknown_of_filter } = view;
    let mut object = Object::default();
    object.put("name", string(name));
    object.append(camera_fields(Some(*camera), &Unknown::default()));
    for (name, ids) in [("chosen", entities), ("hidden", hidden)] {
        if !ids.is_empty() {
            object.put(name, list(3, ids.iter().map(|id| string(id))));
        }
    }
    if !ties.is_empty() {
        let pair = |(a, b): &(String, String)| format!("[{}, {}]", string(a), string(b));
        object.put("chosen_ties", list(3, ties.iter().map(pair)));
    }
    if *filter != NamedFilter::default() || !unknown_of_filter.0.is_empty() {
        object.put("filter", filter_fields(filter, unknown_of_filter, 4).in_lines(3));
    }
    object.put_unknown(unknown);
    object.in_lines(2)
}
