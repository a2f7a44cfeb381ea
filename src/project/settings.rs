//! What the program remembers between runs, apart from any map: recent files, the theme, the panels.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf, absolute};

use directories::ProjectDirs;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use super::{Theme, write_atomically};

/// What the program remembers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Files that were opened or saved, the newest first; see [`Settings::remember`].
    pub recent: Vec<PathBuf>,
    /// Light or dark.
    pub theme: Theme,
    /// The panels beside the map.
    pub panels: Panels,
    /// The reader's name, with which decisions are signed; empty for none.
    pub reader: String,
    /// Whether files that change are read again without a question.
    pub read_at_once: bool,
    /// Whether views and marks change at once instead of gliding.
    pub less_motion: bool,
    /// How large text and buttons are; `None` is as they come.
    scale: Option<f32>,
    /// What this version does not know.
    unknown: Map<String, Value>,
}

/// The panels beside the map.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Panels {
    /// What to show.
    pub filter: PanelState,
    /// What is chosen, and what says so.
    pub details: PanelState,
    /// What shapes, colours and lines mean.
    pub legend: PanelState,
    /// The facts in time, below the map.
    pub time: PanelState,
    /// The whole map in a corner.
    pub minimap: PanelState,
}

impl Default for Panels {
    fn default() -> Self {
        let open = PanelState::default();
        let time = PanelState { open: false, ..open };
        Self { filter: open, details: open, legend: open, time, minimap: open }
    }
}

/// A panel as it was left.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PanelState {
    /// Whether it is shown.
    pub open: bool,
    /// How wide it is, in points; `None` is its own width.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<f32>,
}

impl Default for PanelState {
    fn default() -> Self {
        Self { open: true, width: None }
    }
}

/// The file, in the order in which it is written.
#[derive(Serialize)]
struct SettingsFile<'a> {
    recent: Vec<&'a str>,
    theme: &'a str,
    panels: Panels,
    #[serde(skip_serializing_if = "str::is_empty")]
    reader: &'a str,
    read_at_once: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    less_motion: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    scale: Option<f32>,
    #[serde(flatten)]
    unknown: &'a Map<String, Value>,
}

impl Settings {
    /// How many recent files are kept.
    pub const MOST_RECENT: usize = 12;
    const FILE: &'static str = "settings.json";

    /// The folder of the program's settings: `TIELINE_CONFIG_DIR`, or where the system keeps such things; `None`
    /// where the system has no such place.
    #[must_use]
    pub fn folder() -> Option<PathBuf> {
        folder(std::env::var_os("TIELINE_CONFIG_DIR"))
    }

    /// What was remembered, from [`Settings::folder`], with a warning where some of it could not be read.
    #[must_use]
    pub fn load() -> (Self, Option<String>) {
        Self::folder().map_or_else(Default::default, |folder| Self::load_from(&folder))
    }

    /// What was remembered, from `folder`. What cannot be read is as it comes, with a warning; nothing there is none.
    #[must_use]
    pub fn load_from(folder: &Path) -> (Self, Option<String>) {
        let path = folder.join(Self::FILE);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Default::default(),
            Err(error) => return (Self::default(), Some(format!("cannot read {}: {error}", path.display()))),
        };
        match serde_json::from_slice(&bytes) {
            Ok(fields) => {
                let (settings, faults) = Self::from_fields(fields);
                let list = faults.join(", ");
                let warning = format!("not all settings could be read from {}: {list}", path.display());
                (settings, (!faults.is_empty()).then_some(warning))
            }
            Err(error) => (Self::default(), Some(format!("the settings in {} are broken: {error}", path.display()))),
        }
    }

    fn from_fields(mut fields: Map<String, Value>) -> (Self, Vec<&'static str>) {
        let mut faults = Vec::new();
        let theme: String = take(&mut fields, "theme", &mut faults);
        let recent: Vec<PathBuf> = take(&mut fields, "recent", &mut faults);
        let panels: Panels = take(&mut fields, "panels", &mut faults);
        let reader: String = take(&mut fields, "reader", &mut faults);
        let read_at_once: bool = take(&mut fields, "read_at_once", &mut faults);
        let less_motion: bool = take(&mut fields, "less_motion", &mut faults);
        let scale: Option<f32> = take(&mut fields, "scale", &mut faults);
        let mut settings = Self {
            recent: Vec::new(),
            theme: Theme::from_word(&theme).unwrap_or_default(),
            panels: panels.sensible(),
            reader,
            read_at_once,
            less_motion,
            scale: None,
            unknown: fields,
        };
        settings.set_scale(scale.unwrap_or(1.0));
        for path in recent.into_iter().rev() {
            settings.put_first(path);
        }
        (settings, faults)
    }

    /// Writes everything to `folder`, which is made where it is missing. A path that is no UTF-8 is not remembered.
    ///
    /// # Errors
    /// Where the folder cannot be made or written.
    pub fn save_to(&self, folder: &Path) -> io::Result<()> {
        let file = SettingsFile {
            recent: self.recent.iter().filter_map(|path| path.to_str()).collect(),
            theme: self.theme.word(),
            panels: self.panels.sensible(),
            reader: &self.reader,
            read_at_once: self.read_at_once,
            less_motion: self.less_motion,
            scale: self.scale,
            unknown: &self.unknown,
        };
        std::fs::create_dir_all(folder)
            .map_err(|error| io::Error::new(error.kind(), format!("cannot make {}: {error}", folder.display())))?;
        write_atomically(&folder.join(Self::FILE), |out| {
            serde_json::to_writer_pretty(&mut *out, &file)?;
            out.write_all(b"\n")
        })
    }

    /// How large text and buttons are; 1 is as they come.
    #[must_use]
    pub fn scale(&self) -> f32 {
        self.scale.unwrap_or(1.0)
    }

    /// Makes text and buttons larger or smaller, in tenths and within what a window can show.
    pub fn set_scale(&mut self, scale: f32) {
        let scale = if scale.is_finite() { (scale.clamp(0.6, 2.5) * 10.0).round() / 10.0 } else { 1.0 };
        self.scale = ((scale - 1.0).abs() > 0.01).then_some(scale);
    }

    /// Puts a file that was opened or saved first in the list of recent ones.
    pub fn remember(&mut self, path: &Path) {
        self.put_first(absolute(path).unwrap_or_else(|_| path.to_owned()));
    }

    /// Takes a file that is gone out of the list of recent ones.
    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|recent| recent != path);
    }

    fn put_first(&mut self, path: PathBuf) {
        self.forget(&path);
        self.recent.insert(0, path);
        self.recent.truncate(Self::MOST_RECENT);
    }
}

impl Panels {
    /// Without widths that no window could show.
    fn sensible(mut self) -> Self {
        for panel in [&mut self.filter, &mut self.details, &mut self.legend, &mut self.time] {
            panel.width = panel.width.filter(|width| width.is_finite() && *width > 0.0);
        }
        self
    }
}

fn folder(chosen: Option<OsString>) -> Option<PathBuf> {
    match chosen.filter(|chosen| !chosen.is_empty()) {
        Some(chosen) => Some(chosen.into()),
        None => ProjectDirs::from("", "", "tieline").map(|folders| folders.config_dir().to_owned()),
    }
}

fn take<T: DeserializeOwned + Default>(
    fields: &mut Map<String, Value>,
    name: &'static str,
    faults: &mut Vec<&'static str>,
) -> T {
    let value = fields.remove(name).filter(|value| !value.is_null());
    value.map_or_else(T::default, |value| {
        serde_json::from_value(value).unwrap_or_else(|_| {
            faults.push(name);
            T::default()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> (Settings, Option<String>) {
        let folder = tempfile::tempdir().unwrap();
        write_atomically(&folder.path().join(Settings::FILE), |out| out.write_all(text.as_bytes())).unwrap();
        Settings::load_from(folder.path())
    }

    #[test]
    fn what_is_remembered_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("made/when/needed");
        assert_eq!(Settings::load_from(&folder), (Settings::default(), None));
        let mut settings = Settings { theme: Theme::Dark, reader: "Judith".to_owned(), ..Settings::default() };
        settings.panels.filter = PanelState { open: false, width: Some(260.4) };
        settings.remember(Path::new("/maps/film.tieline"));
        settings.unknown.insert("language".to_owned(), "zh".into());
        settings.save_to(&folder).unwrap();
        assert_eq!(Settings::load_from(&folder), (settings, None));
        let text = std::fs::read_to_string(folder.join(Settings::FILE)).unwrap();
        assert!(text.contains("\"width\": 260.4\n"), "{text}");
    }

    #[test]
    fn recent_files_are_few_and_each_is_there_once() {
        let map = |number: usize| absolute(format!("/maps/{number}.tieline")).unwrap();
        let mut settings = Settings::default();
        for number in 0..20 {
            settings.remember(&map(number));
        }
        settings.remember(&map(15));
        let newest: Vec<_> = [15, 19, 18, 17, 16].into_iter().chain((8..15).rev()).map(map).collect();
        assert_eq!(settings.recent, newest);
        assert_eq!(settings.recent.len(), Settings::MOST_RECENT);
        settings.forget(&map(15));
        assert_eq!(settings.recent, newest[1..]);
    }

    #[test]
    fn what_cannot_be_read_is_as_it_comes_with_a_warning() {
        for text in ["", "{", "[]", "null", "\u{0}\u{1}", "{\"theme\": \"dark\"} x"] {
            let (settings, warning) = load(text);
            assert_eq!(settings, Settings::default(), "{text}");
            assert!(warning.is_some_and(|warning| warning.contains("settings.json")), "{text}");
        }
        let (settings, warning) =
            load(r#"{"theme": "dark", "recent": "x", "panels": {"legend": {"open": false, "width": -3}}}"#);
        assert_eq!(settings.theme, Theme::Dark);
        assert_eq!(settings.panels.legend, PanelState { open: false, width: None });
        assert!(settings.panels.filter.open);
        assert!(warning.is_some_and(|warning| warning.ends_with(": recent")));
    }

    #[test]
    fn the_folder_can_be_chosen() {
        assert_eq!(folder(Some("portable".into())), Some("portable".into()));
        assert_eq!(folder(Some("".into())), folder(None));
        assert!(folder(None).is_none_or(|folder| folder.to_string_lossy().contains("tieline")));
    }
}
