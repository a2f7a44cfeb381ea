//! Paths from one file to another, in parts, so that every system's paths can be reasoned about on any system.

use std::path::{Component, Path, Prefix};

/// An absolute path in parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// `/`, `C:/` or `//server/share/`; empty for a path that is not absolute.
    pub(super) root: String,
    /// The names from there, without `.` and `..`.
    pub(super) names: Vec<String>,
}

impl Parts {
    /// Takes a path apart by the rules of the system. `..` is resolved by the names alone.
    pub(super) fn of(path: &Path) -> Self {
        let mut parts = Self { root: String::new(), names: Vec::new() };
        for component in path.components() {
            match component {
                Component::Prefix(prefix) => parts.root = drive(prefix.kind()),
                Component::RootDir => parts.root.push('/'),
                Component::CurDir => {}
                Component::ParentDir => {
                    parts.names.pop();
                }
                Component::Normal(name) => parts.names.push(name.to_string_lossy().into_owned()),
            }
        }
        parts
    }

    /// The path with forward slashes.
    pub(super) fn text(&self) -> String {
        format!("{}{}", self.root, self.names.join("/"))
    }

    /// The way from this folder to a file; `None` where they have nothing in common, not even a top folder.
    pub(super) fn way_to(&self, file: &Self) -> Option<String> {
        let common = self.names.iter().zip(&file.names).take_while(|(ours, theirs)| ours == theirs).count();
        let inside = common == self.names.len();
        if !self.root.eq_ignore_ascii_case(&file.root) || (common == 0 && !inside) {
            return None;
        }
        let up = std::iter::repeat_n("..", self.names.len() - common);
        let down = file.names[common..].iter().map(String::as_str);
        Some(up.chain(down).collect::<Vec<_>>().join("/"))
    }
}

fn drive(prefix: Prefix<'_>) -> String {
    match prefix {
        Prefix::Disk(letter) | Prefix::VerbatimDisk(letter) => format!("{}:", char::from(letter.to_ascii_uppercase())),
        Prefix::UNC(server, share) | Prefix::VerbatimUNC(server, share) => {
            format!("//{}/{}", server.to_string_lossy(), share.to_string_lossy())
        }
        Prefix::Verbatim(name) => format!("//?/{}", name.to_string_lossy()),
        Prefix::DeviceNS(name) => format!("//./{}", name.to_string_lossy()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(root: &str, path: &str) -> Parts {
        let names = path.split('/').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        Parts { root: root.to_owned(), names }
    }

    #[test]
    fn the_way_to_a_file_is_relative_where_a_folder_is_shared() {
        for (from, to, way) in [
            (("/", "a/b"), ("/", "a/b/x.json"), Some("x.json")),
            (("/", "a/b"), ("/", "a/b/d/x.json"), Some("d/x.json")),
            (("/", "a/b"), ("/", "a/c/x.json"), Some("../c/x.json")),
            (("/", "a/b/c"), ("/", "a/x.json"), Some("../../x.json")),
            (("/", ""), ("/", "a/x.json"), Some("a/x.json")),
            (("/", "a/b"), ("/", "mnt/x.json"), None),
            (("C:/", "Maps/Film"), ("C:/", "Maps/Facts/x y.json"), Some("../Facts/x y.json")),
            (("C:/", "Maps"), ("c:/", "Maps/x.json"), Some("x.json")),
            (("C:/", "Maps"), ("D:/", "Maps/x.json"), None),
            (("//desk/share/", "maps"), ("//desk/share/", "maps/x.json"), Some("x.json")),
            (("//desk/share/", "maps"), ("C:/", "maps/x.json"), None),
        ] {
            let (from, to) = (parts(from.0, from.1), parts(to.0, to.1));
            assert_eq!(from.way_to(&to).as_deref(), way, "{} → {}", from.text(), to.text());
        }
    }

    #[test]
    fn a_path_is_taken_apart_and_put_together() {
        let unix = Parts::of(Path::new("/a/./b/../c/x.json"));
        assert_eq!(unix.names, ["a", "c", "x.json"]);
        assert!(unix.text().ends_with("a/c/x.json"));
        assert_eq!(Parts::of(Path::new("x.json")).root, "");
        assert_eq!(drive(Prefix::VerbatimDisk(b'd')), "D:");
        assert_eq!(drive(Prefix::UNC("desk".as_ref(), "share".as_ref())), "//desk/share");
    }
}
