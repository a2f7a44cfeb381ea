//! Where the facts of a saved map are, and whether they are still what they were.

use std::io::{self, Read};
use std::path::{Path, PathBuf, absolute};

use sha2::{Digest as _, Sha256};

use super::atomic::follow_links;
use super::json::Unknown;
use super::paths::Parts;
use crate::read::{Format, Mapping};

/// What bytes are known by: the same two for the same bytes, on every system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// Lower-case hexadecimal.
    pub sha256: String,
    /// How many there are.
    pub bytes: u64,
}

impl Fingerprint {
    /// The fingerprint of a file's bytes, as they lie on the disk: still compressed, if they are.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self { sha256: hash(bytes), bytes: bytes.len() as u64 }
    }

    /// The fingerprint of all that a reader gives, of which no more than a piece is held.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn of_all(reader: &mut impl Read) -> io::Result<Self> {
        let mut sum = Sha256::new();
        let mut piece = vec![0; 1 << 20];
        let mut bytes = 0;
        loop {
            let count = reader.read(&mut piece)?;
            if count == 0 {
                return Ok(Self { sha256: hexadecimal(&sum.finalize()), bytes });
            }
            sum.update(piece.get(..count).unwrap_or_default());
            bytes += count as u64;
        }
    }
}

/// The SHA-256 of bytes, in lower-case hexadecimal.
#[must_use]
pub fn hash(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// One file of facts that a map is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Where it is.
    pub kind: SourceKind,
    /// What it held when it was read, in lower-case hexadecimal.
    pub sha256: Option<String>,
    /// How long it was when it was read.
    pub bytes: Option<u64>,
    /// How it is read.
    pub read_as: ReadAs,
    /// What this version does not know.
    pub(super) unknown: Unknown,
}

/// How a source is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ReadAs {
    /// As what it holds, by its content.
    #[default]
    Content,
    /// As this format, whatever it looks like.
    Format(Format),
    /// As a mapping says.
    Mapping(Box<Mapping>),
}

/// Where facts can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// In a file. In a saved map its path is seen from the map's folder; while a map is open it is absolute.
    File(PathBuf),
    /// In a sample that the program carries, by its name.
    Sample(String),
    /// Somewhere that only a later version knows.
    Unknown,
}

/// What became of a source since the map was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceState {
    /// The same bytes, or nothing to hold them against.
    Same,
    /// Other bytes.
    Changed {
        /// The SHA-256 that the saved map names.
        expected: String,
        /// The SHA-256 of what is there.
        found: String,
    },
    /// Nothing is there.
    Missing,
}

impl Source {
    /// A file of facts that was just read.
    #[must_use]
    pub fn file(path: &Path, read: Fingerprint) -> Self {
        Self::new(SourceKind::File(absolute(path).unwrap_or_else(|_| path.to_owned())), read)
    }

    /// A sample that the program carries.
    #[must_use]
    pub fn sample(name: &str, read: Fingerprint) -> Self {
        Self::new(SourceKind::Sample(name.to_owned()), read)
    }

    fn new(kind: SourceKind, read: Fingerprint) -> Self {
        let Fingerprint { sha256, bytes } = read;
        Self { kind, sha256: Some(sha256), bytes: Some(bytes), read_as: ReadAs::Content, unknown: Unknown::default() }
    }

    /// The same source, read as somebody has said.
    #[must_use]
    pub fn with_read_as(self, read_as: ReadAs) -> Self {
        Self { read_as, ..self }
    }

    /// The path, where the source is a file.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match &self.kind {
            SourceKind::File(path) => Some(path),
            SourceKind::Sample(_) | SourceKind::Unknown => None,
        }
    }

    /// Holds what was found in the source's place against what the saved map says; `None` is nothing found.
    #[must_use]
    pub fn check(&self, found: Option<&[u8]>) -> SourceState {
        let Some(found) = found else {
            return SourceState::Missing;
        };
        let Some(expected) = &self.sha256 else {
            return SourceState::Same;
        };
        let found = hash(found);
        if expected.eq_ignore_ascii_case(&found) {
            SourceState::Same
        } else {
            SourceState::Changed { expected: expected.clone(), found }
        }
    }

    /// As it should stand in a map that is saved at `project`: a file's path is seen from there, where they share a
    /// folder. A path that is relative already is left as it is.
    #[must_use]
    pub fn relative_to(&self, project: &Path) -> Self {
        self.with_path(|path| if path.is_absolute() { way(&folder_of(project), path).into() } else { path.to_owned() })
    }

    /// Whether it held something else when it was last read.
    #[must_use]
    pub fn is_other_than(&self, found: &Fingerprint) -> bool {
        self.sha256.as_ref().is_some_and(|expected| !expected.eq_ignore_ascii_case(&found.sha256))
    }

    /// The same source with what it holds now.
    #[must_use]
    pub fn with_fingerprint(&self, read: Fingerprint) -> Self {
        Self { sha256: Some(read.sha256), bytes: Some(read.bytes), ..self.clone() }
    }

    /// The same source at another place, as when the reader says where it is now.
    #[must_use]
    pub fn moved_to(&self, path: &Path) -> Self {
        Self { kind: SourceKind::File(path.to_owned()), ..self.clone() }
    }

    /// As it should be used, for a map that was opened at `project`: a file's path is absolute.
    #[must_use]
    pub fn absolute_from(&self, project: &Path) -> Self {
        self.with_path(|path| tidy(folder_of(project).join(path)))
    }

    fn with_path(&self, change: impl FnOnce(&Path) -> PathBuf) -> Self {
        match &self.kind {
            SourceKind::File(path) => Self { kind: SourceKind::File(change(path)), ..self.clone() },
            SourceKind::Sample(_) | SourceKind::Unknown => self.clone(),
        }
    }
}

/// The folder that a saved map really lies in: a link to a map does not move the facts it names.
fn folder_of(project: &Path) -> PathBuf {
    let file = follow_links(project).unwrap_or_else(|_| project.to_owned());
    let file = absolute(&file).unwrap_or(file);
    file.parent().map_or_else(PathBuf::new, Path::to_owned)
}

/// A file under the folder is named from there even through a linked folder, which may be a plain one elsewhere. For
/// any other the links are resolved first: `..` leads out of the folder that a link points at, not back from the link.
fn way(folder: &Path, file: &Path) -> String {
    let (from, to) = (Parts::of(folder), Parts::of(file));
    let plain = from.way_to(&to).filter(|way| !way.starts_with("../"));
    let resolved = || Parts::of(&real(folder)).way_to(&Parts::of(&real_folder(file)));
    plain.or_else(resolved).unwrap_or_else(|| to.text())
}

fn real(folder: &Path) -> PathBuf {
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
}

/// The file in its real folder, under its own name: the reader may have meant the link.
fn real_folder(file: &Path) -> PathBuf {
    match (file.parent(), file.file_name()) {
        (Some(folder), Some(name)) => real(folder).join(name),
        _ => file.to_owned(),
    }
}

/// The path without `..`, where that leads to the same file.
fn tidy(path: PathBuf) -> PathBuf {
    let plain = PathBuf::from(Parts::of(&path).text());
    match (path.canonicalize(), plain.canonicalize()) {
        (Ok(real), Ok(plainly)) if real != plainly => path,
        (Ok(_), Err(_)) => path,
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{File, create_dir_all};

    use super::*;

    fn path_in_file(project: &Path, file: &Path) -> String {
        let source = Source::file(file, Fingerprint::of(b"")).relative_to(project);
        source.path().unwrap().to_str().unwrap().to_owned()
    }

    #[test]
    fn bytes_are_known_by_their_hash() {
        assert_eq!(hash(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn a_source_is_held_against_what_is_found() {
        let source = Source::sample("story", Fingerprint::of(b"abc"));
        assert_eq!(source.check(None), SourceState::Missing);
        assert_eq!(source.check(Some(b"abc")), SourceState::Same);
        assert_eq!(source.check(Some(b"abd")), SourceState::Changed { expected: hash(b"abc"), found: hash(b"abd") });
        let loud = Source { sha256: Some(hash(b"abc").to_uppercase()), ..source.clone() };
        assert_eq!(loud.check(Some(b"abc")), SourceState::Same);
        let silent = Source { sha256: None, ..source };
        assert_eq!(silent.check(Some(b"anything")), SourceState::Same);
    }

    #[test]
    fn paths_are_relative_in_the_file_and_absolute_in_use() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        create_dir_all(root.join("a/b")).unwrap();
        create_dir_all(root.join("a/c")).unwrap();
        let (project, facts) = (root.join("a/b/map.tieline"), root.join("a/c/x y.json"));
        File::create(&facts).unwrap();
        assert_eq!(path_in_file(&project, &facts), "../c/x y.json");
        assert_eq!(path_in_file(&project, &root.join("a/b/x.json")), "x.json");
        assert_eq!(path_in_file(&project, &root.join("a/b/in/x.json")), "in/x.json");
        let stored = Source::file(&facts, Fingerprint::of(b"")).relative_to(&project);
        assert_eq!(stored.relative_to(&project), stored, "once is enough");
        assert_eq!(stored.absolute_from(&project).path(), Some(&*facts));
        let elsewhere = stored.absolute_from(&project).relative_to(&root.join("map.tieline"));
        assert_eq!(elsewhere.path(), Some(Path::new("a/c/x y.json")));
        let gone = Source { kind: SourceKind::File("../gone.json".into()), ..stored };
        assert_eq!(gone.absolute_from(&project).path(), Some(&*root.join("a/gone.json")));
    }

    #[cfg(unix)]
    #[test]
    fn nothing_in_common_is_an_absolute_path() {
        assert_eq!(path_in_file(Path::new("/home/me/map.tieline"), Path::new("/mnt/x.json")), "/mnt/x.json");
        assert_eq!(path_in_file(Path::new("/map.tieline"), Path::new("/mnt/x.json")), "mnt/x.json");
    }

    #[cfg(unix)]
    #[test]
    fn links_on_the_way_lead_back_to_the_same_file() {
        use std::os::unix::fs::symlink;

        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        for made in ["data/deep/maps", "data/facts", "desk"] {
            create_dir_all(root.join(made)).unwrap();
        }
        let facts = root.join("data/facts/x.json");
        File::create(&facts).unwrap();
        let real_map = root.join("data/deep/maps/map.tieline");
        File::create(&real_map).unwrap();
        symlink(root.join("data/deep/maps"), root.join("desk/maps")).unwrap();
        symlink(&real_map, root.join("desk/map.tieline")).unwrap();
        symlink(root.join("data/facts"), root.join("data/deep/maps/facts")).unwrap();
        for project in ["desk/maps/map.tieline", "desk/map.tieline", "data/deep/maps/map.tieline"] {
            let project = root.join(project);
            let stored = Source::file(&facts, Fingerprint::of(b"")).relative_to(&project);
            assert_eq!(stored.path(), Some(Path::new("../../facts/x.json")), "{}", project.display());
            let found = stored.absolute_from(&project);
            assert_eq!(found.path().unwrap().canonicalize().unwrap(), facts, "{}", project.display());
        }
        let linked = root.join("data/deep/maps/facts/x.json");
        assert_eq!(path_in_file(&real_map, &linked), "facts/x.json");
    }
}
