//! From the text of a file to a [`Project`], with every fault told by its place.

use super::file::UnknownParts;
use super::json::{Fields, Node, Unknown};
use super::{
    Camera, NamedDecisions, NamedFilter, Project, ProjectError, ReadAs, Source, SourceKind, Theme, appearance, reviews,
    views,
};
use crate::facts::Date;
use crate::graph::Clock;
use crate::layout;
use crate::read::{Format, Mapping};

impl Project {
    /// Reads a saved map.
    ///
    /// # Errors
    /// Where the bytes are no JSON, no saved map, of a version of the future, or say something impossible.
    pub fn from_json(bytes: &[u8]) -> Result<Self, ProjectError> {
        let document = Node::document(bytes)?;
        if !document.is_object() {
            return Err(ProjectError::NotAProject);
        }
        let mut fields = document.fields()?;
        let version = version(&mut fields)?;
        let title = fields.take("title")?.map(|title| title.string()).transpose()?;
        let sources = match fields.take("sources")? {
            Some(list) => list.items()?.iter().map(source).collect::<Result<_, _>>()?,
            None => Vec::new(),
        };
        let pinned = fields.take("pinned")?.map(|list| list.strings()).transpose()?.unwrap_or_default();
        let hidden = fields.take("hidden")?.map(|list| list.strings()).transpose()?.unwrap_or_default();
        let (filter, filter_unknown) = part(&mut fields, "filter", filter)?;
        let (arrangement, arrangement_unknown) = part(&mut fields, "arrangement", arrangement)?;
        let reviews = reviews::parse(&mut fields)?;
        let views = views::parse(&mut fields)?;
        let appearance = appearance::parse(&mut fields)?;
        let (camera, camera_unknown) = part(&mut fields, "camera", camera)?;
        let theme = theme(&mut fields)?;
        let places = match fields.take("places")? {
            Some(places) => {
                let place = |(id, place): (String, Node<'_>)| Ok((id, place.pair()?));
                places.fields()?.entries.into_iter().map(place).collect::<Result<_, _>>()?
            }
            None => std::collections::BTreeMap::new(),
        };
        Ok(Self {
            version,
            title,
            sources,
            decisions: NamedDecisions { pinned, hidden, filter, arrangement, reviews, views, appearance },
            places,
            camera,
            theme,
            unknown: UnknownParts {
                document: fields.unknown(),
                filter: filter_unknown,
                arrangement: arrangement_unknown,
                camera: camera_unknown,
            },
        })
    }
}

fn version(fields: &mut Fields<'_>) -> Result<u32, ProjectError> {
    let Some(node) = fields.take("tieline_project")? else {
        return Err(if fields.has("tieline") { ProjectError::Facts } else { ProjectError::NotAProject });
    };
    let found: u64 = node.whole()?;
    match u32::try_from(found) {
        Ok(version @ 1..=Project::VERSION) => Ok(version),
        Ok(0) => Err(node.error("versions count from 1")),
        _ => Err(ProjectError::TooNew { found, known: Project::VERSION }),
    }
}

/// Reads an object and keeps what is left of it; an absent one is as it comes.
pub(super) fn part<T: Default>(
    fields: &mut Fields<'_>,
    name: &str,
    read: impl FnOnce(&mut Fields<'_>) -> Result<T, ProjectError>,
) -> Result<(T, Unknown), ProjectError> {
    let Some(node) = fields.take(name)? else {
        return Ok((T::default(), Unknown::default()));
    };
    let mut fields = node.fields()?;
    let value = read(&mut fields)?;
    Ok((value, fields.unknown()))
}

fn source(node: &Node<'_>) -> Result<Source, ProjectError> {
    let mut fields = node.fields()?;
    let path = fields.take("path")?.map(|path| path.string()).transpose()?;
    let sample = fields.take("sample")?.map(|sample| sample.string()).transpose()?;
    let kind = match (path, sample) {
        (Some(path), None) => SourceKind::File(path.into()),
        (None, Some(sample)) => SourceKind::Sample(sample),
        (None, None) => SourceKind::Unknown,
        (Some(_), Some(_)) => return Err(node.error("both a path and a sample; a source is one of them")),
    };
    Ok(Source {
        kind,
        sha256: fields.take("sha256")?.map(|hash| hash.string()).transpose()?,
        bytes: fields.take("bytes")?.map(|bytes| bytes.whole()).transpose()?,
        read_as: read_as(&mut fields)?,
        unknown: fields.unknown(),
    })
}

/// A format or a mapping of a later version is no fault; it is left among the unknown parts.
fn read_as(fields: &mut Fields<'_>) -> Result<ReadAs, ProjectError> {
    if let Some(node) = fields.take("mapping")? {
        if let Ok(mapping) = Mapping::from_json(node.json().as_bytes()) {
            return Ok(ReadAs::Mapping(Box::new(mapping)));
        }
        fields.entries.push(("mapping".to_owned(), node));
    }
    let Some(node) = fields.take("format")? else {
        return Ok(ReadAs::Content);
    };
    let format = Format::from_word(&node.string()?);
    if format.is_none() {
        fields.entries.push(("format".to_owned(), node));
    }
    Ok(format.map_or(ReadAs::Content, ReadAs::Format))
}

pub(super) fn filter(fields: &mut Fields<'_>) -> Result<NamedFilter, ProjectError> {
    let mut filter = NamedFilter::default();
    if let Some(kinds) = fields.take("hidden_kinds")? {
        filter.hidden_kinds = kinds.strings()?;
    }
    if let Some(relations) = fields.take("hidden_relations")? {
        filter.hidden_relations = relations.strings()?;
    }
    if let Some(statuses) = fields.take("hidden_statuses")? {
        filter.hidden_statuses = statuses.strings()?;
    }
    filter.from = fields.take("from")?.map(|from| date(&from)).transpose()?;
    filter.until = fields.take("until")?.map(|until| date(&until)).transpose()?;
    filter.known_on = fields.take("known_on")?.map(|day| date(&day)).transpose()?;
    if let Some(word) = fields.take("clock")? {
        // A clock of a later version is kept, and time goes by the usual one.
        match Clock::from_word(&word.string()?) {
            Some(clock) => filter.clock = clock,
            None => fields.entries.push(("clock".to_owned(), word)),
        }
    }
    if let Some(undated) = fields.take("undated")? {
        filter.undated = undated.bool()?;
    }
    if let Some(confidence) = fields.take("min_confidence")? {
        filter.min_confidence = confidence.number()?;
    }
    if let Some(only) = fields.take("only_with_evidence")? {
        filter.only_with_evidence = only.bool()?;
    }
    if let Some(standings) = fields.take("hidden_checks")? {
        filter.hidden_standings = standings.strings()?;
    }
    if let Some(sources) = fields.take("min_sources")? {
        filter.min_sources = sources.whole()?;
    }
    if let Some(ties) = fields.take("min_ties")? {
        filter.min_ties = ties.whole()?;
    }
    if let Some(hubs) = fields.take("open_bunches")? {
        filter.open_bunches = hubs.strings()?;
    }
    let NamedFilter { only_publishable, with_rejected, mark_unreviewed, bunch_leaves, .. } = &mut filter;
    let switches = [
        ("only_publishable", only_publishable),
        ("with_rejected", with_rejected),
        ("mark_unreviewed", mark_unreviewed),
        ("bunch_leaves", bunch_leaves),
    ];
    for (name, switch) in switches {
        if let Some(node) = fields.take(name)? {
            *switch = node.bool()?;
        }
    }
    Ok(filter)
}

/// Pairs of ids.
pub(super) fn pairs<C: FromIterator<(String, String)>>(node: &Node<'_>, expected: &str) -> Result<C, ProjectError> {
    let pair = |node: &Node<'_>| match <[String; 2]>::try_from(node.strings::<Vec<String>>()?) {
        Ok([a, b]) => Ok((a, b)),
        Err(_other_count) => Err(node.error(expected)),
    };
    node.items()?.iter().map(pair).collect()
}

fn date(node: &Node<'_>) -> Result<Date, ProjectError> {
    Date::parse(&node.string()?).map_err(|error| node.error(error.to_string()))
}

fn arrangement(fields: &mut Fields<'_>) -> Result<layout::Settings, ProjectError> {
    let mut settings = layout::Settings::default();
    if let Some(seed) = fields.take("seed")? {
        settings.seed = seed.whole()?;
    }
    if let Some(threads) = fields.take("threads")? {
        settings.threads = Some(threads.whole()?);
    }
    let layout::Settings { seed: _, threads: _, spread, clusters, gravity, label_room } = &mut settings;
    let numbers = [("spread", spread), ("clusters", clusters), ("gravity", gravity), ("label_room", label_room)];
    for (name, number) in numbers {
        if let Some(node) = fields.take(name)? {
            *number = node.number()?;
        }
    }
    Ok(settings)
}

/// Half a camera looks nowhere: it is left out.
fn camera(fields: &mut Fields<'_>) -> Result<Option<Camera>, ProjectError> {
    let center = fields.take("center")?.map(|center| center.pair()).transpose()?;
    let zoom = fields.take("zoom")?.map(|zoom| zoom.number()).transpose()?;
    Ok(center.zip(zoom).map(|(center, zoom)| Camera { center, zoom }))
}

/// A word of a later version is no fault; it is left among the unknown parts.
fn theme(fields: &mut Fields<'_>) -> Result<Option<Theme>, ProjectError> {
    let Some(node) = fields.take("theme")? else {
        return Ok(None);
    };
    let theme = Theme::from_word(&node.string()?);
    if theme.is_none() {
        fields.entries.push(("theme".to_owned(), node));
    }
    Ok(theme)
}
