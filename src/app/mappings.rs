//! Mappings that are kept in the settings folder, one file each, and another look at a file that needs one.

use std::io;
use std::path::Path;

use crate::project::write_atomically;
use crate::read::{Input, Look, Mapping, Unwatched, look};

/// The folder of mappings in that of the settings.
const FOLDER: &str = "mappings";

/// All mappings that can be read, by name. One that cannot is no reason to offer none.
pub(super) fn kept_in(settings: &Path) -> Vec<Mapping> {
    let Ok(entries) = std::fs::read_dir(settings.join(FOLDER)) else {
        return Vec::new();
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let files = paths.filter(|path| path.extension().is_some_and(|ending| ending == "json"));
    let mut mappings: Vec<Mapping> =
        files.filter_map(|path| Mapping::from_json(&std::fs::read(path).ok()?).ok()).collect();
    mappings.sort_by(|a, b| a.name.cmp(&b.name));
    mappings
}

/// Writes a mapping; one of the same name is replaced.
pub(super) fn keep(settings: Option<&Path>, mapping: &Mapping) -> io::Result<()> {
    let Some(settings) = settings else {
        return Err(io::Error::other("this system has no place for settings"));
    };
    let folder = settings.join(FOLDER);
    std::fs::create_dir_all(&folder)?;
    let text = mapping.to_json().map_err(io::Error::other)?;
    write_atomically(&folder.join(file_name(&mapping.name)), |out| out.write_all(text.as_bytes()))
}

/// Looks at other records of a file.
pub(super) fn look_at(path: &Path, records: &str, header: bool) -> Result<Look, String> {
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    look(Input { name: &name, bytes: &bytes }, Some(records), Some(header), &Unwatched)
        .map_err(|error| error.to_string())
}

/// A name that every system takes for a file; different names of mappings give different ones.
fn file_name(name: &str) -> String {
    const LONGEST: usize = 60;
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, ' ' | '-' | '_') { c } else { '-' };
    let stem: String = name.trim().chars().take(LONGEST).map(plain).collect();
    let is_plain = stem == name.trim() && !stem.is_empty();
    if is_plain {
        return format!("{stem}.json");
    }
    let hash = crate::project::hash(name.as_bytes());
    format!("{stem} {}.json", hash.get(..8).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Role, Take};

    #[test]
    fn mappings_are_kept_by_name_and_come_back() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(kept_in(folder.path()), []);
        for name in ["Boards", "a/b", "a:b", "Boards"] {
            let fields = [(Role::Subject, "who"), (Role::Object, name)];
            let fields = fields.map(|(role, field)| (role, Take::Field(field.to_owned())));
            let mapping = Mapping { name: name.to_owned(), fields: fields.into(), ..Mapping::default() };
            keep(Some(folder.path()), &mapping).unwrap();
        }
        write_atomically(&folder.path().join(FOLDER).join("broken.json"), |out| out.write_all(b"{")).unwrap();
        let names: Vec<String> = kept_in(folder.path()).into_iter().map(|mapping| mapping.name).collect();
        assert_eq!(names, ["Boards", "a/b", "a:b"]);
        assert!(keep(None, &Mapping::default()).is_err());
    }
}
