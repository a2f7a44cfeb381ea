//! From a [`Project`] to the text of a file that people can read and compare: one thing on each line.
//!
//! serde_json's own pretty printer would give each of the two numbers of a place a line of its own.

use std::fmt::Write as _;
use std::path::Path;

use super::file::UnknownParts;
use super::json::Unknown;
use super::{Camera, NamedDecisions, NamedFilter, Project, ReadAs, Source, SourceKind, appearance, reviews, views};
use crate::graph::Clock;
use crate::layout;

impl Project {
    /// The text of the file.
    #[must_use]
    pub fn to_json(&self) -> String {
        let Self { version, title, sources, decisions, places, camera, theme, unknown } = self;
        let UnknownParts { document, filter, arrangement, camera: camera_unknown } = unknown;
        let NamedDecisions {
            pinned,
            hidden,
            filter: named_filter,
            arrangement: settings,
            reviews: named_reviews,
            views: named_views,
            appearance: named_appearance,
        } = decisions;
        let mut object = Object::default();
        object.put("tieline_project", version.to_string());
        if let Some(title) = title {
            object.put("title", string(title));
        }
        object.put("sources", list(1, sources.iter().map(source)));
        object.put("pinned", list(1, pinned.iter().map(|id| string(id))));
        object.put("hidden", list(1, hidden.iter().map(|id| string(id))));
        object.put("filter", filter_fields(named_filter, filter, 2).in_lines(1));
        object.put("arrangement", arrangement_fields(settings, arrangement).in_lines(1));
        reviews::put(&mut object, named_reviews);
        views::put(&mut object, named_views);
        appearance::put(&mut object, named_appearance);
        if camera.is_some() || !camera_unknown.0.is_empty() {
            object.put("camera", camera_fields(*camera, camera_unknown).in_one_line());
        }
        if let Some(theme) = theme {
            object.put("theme", string(theme.word()));
        }
        let mut in_places = Object::default();
        for (id, place) in places {
            in_places.put(id, pair(*place));
        }
        object.put("places", in_places.in_lines(1));
        object.put_unknown(document);
        let mut text = object.in_lines(0);
        text.push('\n');
        text
    }
}

fn source(source: &Source) -> String {
    let Source { kind, sha256, bytes, read_as, unknown } = source;
    let mut object = Object::default();
    match kind {
        SourceKind::File(path) => object.put("path", string(&slashed(path))),
        SourceKind::Sample(name) => object.put("sample", string(name)),
        SourceKind::Unknown => {}
    }
    if let Some(sha256) = sha256 {
        object.put("sha256", string(sha256));
    }
    if let Some(bytes) = bytes {
        object.put("bytes", bytes.to_string());
    }
    match read_as {
        ReadAs::Content => {}
        ReadAs::Format(format) => object.put("format", string(format.word())),
        ReadAs::Mapping(mapping) => {
            // A mapping is texts: it can always be written.
            if let Ok(json) = serde_json::to_string(mapping) {
                object.put("mapping", json);
            }
        }
    }
    object.put_unknown(unknown);
    object.in_one_line()
}

/// Forward slashes, which every system reads.
fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '\\' { text.replace('\\', "/") } else { text.into_owned() }
}

/// `depth` is how far the fields are indented.
pub(super) fn filter_fields(filter: &NamedFilter, unknown: &Unknown, depth: usize) -> Object {
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
    let mut object = Object::default();
    let words =
        [("hidden_kinds", hidden_kinds), ("hidden_relations", hidden_relations), ("hidden_statuses", hidden_statuses)];
    for (name, words) in words {
        object.put(name, list(depth, words.iter().map(|word| string(word))));
    }
    if *clock != Clock::default() {
        object.put("clock", string(clock.word()));
    }
    for (name, date) in [("from", from), ("until", until), ("known_on", known_on)] {
        if let Some(date) = date {
            object.put(name, string(&date.iso()));
        }
    }
    object.put("undated", undated.to_string());
    object.put("min_confidence", number(*min_confidence));
    object.put("only_with_evidence", only_with_evidence.to_string());
    if !hidden_standings.is_empty() {
        object.put("hidden_checks", list(depth, hidden_standings.iter().map(|word| string(word))));
    }
    if *min_sources > 1 {
        object.put("min_sources", min_sources.to_string());
    }
    if *min_ties > 0 {
        object.put("min_ties", min_ties.to_string());
    }
    let switches = [
        ("only_publishable", only_publishable),
        ("with_rejected", with_rejected),
        ("mark_unreviewed", mark_unreviewed),
        ("bunch_leaves", bunch_leaves),
    ];
    for (name, _) in switches.iter().filter(|(_, on)| **on) {
        object.put(name, "true".to_owned());
    }
    if !open_bunches.is_empty() {
        object.put("open_bunches", list(depth, open_bunches.iter().map(|id| string(id))));
    }
    object.put_unknown(unknown);
    object
}

fn arrangement_fields(settings: &layout::Settings, unknown: &Unknown) -> Object {
    let layout::Settings { seed, threads, spread, clusters, gravity, label_room } = settings;
    let mut object = Object::default();
    object.put("seed", seed.to_string());
    if let Some(threads) = threads {
        object.put("threads", threads.to_string());
    }
    for (name, value) in [("spread", spread), ("clusters", clusters), ("gravity", gravity), ("label_room", label_room)]
    {
        object.put(name, number(*value));
    }
    object.put_unknown(unknown);
    object
}

pub(super) fn camera_fields(camera: Option<Camera>, unknown: &Unknown) -> Object {
    let mut object = Object::default();
    if let Some(Camera { center, zoom }) = camera {
        object.put("center", pair(center));
        object.put("zoom", number(zoom));
    }
    object.put_unknown(unknown);
    object
}

/// Fields with their JSON texts, to be set in one line or in many.
#[derive(Debug, Default)]
pub(super) struct Object(Vec<(String, String)>);

impl Object {
    pub(super) fn put(&mut self, name: &str, json: String) {
        self.0.push((name.to_owned(), json));
    }

    /// Puts all fields of another object.
    pub(super) fn append(&mut self, Self(fields): Self) {
        self.0.extend(fields);
    }

    /// Puts the unknown fields last, but for those that have become known by now.
    pub(super) fn put_unknown(&mut self, Unknown(unknown): &Unknown) {
        let known = self.0.len();
        for (name, json) in unknown {
            if !self.0[..known].iter().any(|(put, _)| put == name) {
                self.put(name, json.clone());
            }
        }
    }

    /// `depth` is how far the object itself is indented.
    pub(super) fn in_lines(self, depth: usize) -> String {
        let fields = self.0.into_iter().map(|(name, json)| format!("{}: {json}", string(&name)));
        lines(depth, '{', fields, '}')
    }

    pub(super) fn in_one_line(self) -> String {
        let mut text = "{".to_owned();
        for (at, (name, json)) in self.0.into_iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            // Writing to a String cannot fail.
            let _ = write!(text, "{comma} {}: {json}", string(&name));
        }
        text.push_str(if text.len() == 1 { "}" } else { " }" });
        text
    }
}

/// A list with an item on each line.
pub(super) fn list(depth: usize, items: impl Iterator<Item = String>) -> String {
    lines(depth, '[', items, ']')
}

fn lines(depth: usize, open: char, items: impl Iterator<Item = String>, close: char) -> String {
    let mut text = String::from(open);
    for item in items {
        if text.len() > 1 {
            text.push(',');
        }
        let _ = write!(text, "\n{:1$}{item}", "", 2 * (depth + 1));
    }
    if text.len() > 1 {
        let _ = write!(text, "\n{:1$}", "", 2 * depth);
    }
    text.push(close);
    text
}

fn pair([x, y]: [f32; 2]) -> String {
    format!("[{}, {}]", number(x), number(y))
}

/// The shortest digits that give the same number back. JSON has no word for what is not finite.
fn number(number: f32) -> String {
    let text = if number.is_finite() { format!("{number:?}") } else { "0".to_owned() };
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}

pub(super) fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
