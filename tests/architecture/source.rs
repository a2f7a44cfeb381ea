//! A source file as the architecture test reads it: tokens without comments, strings and tests.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A name of another room that a file uses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reference {
    pub(crate) room: String,
    /// What is used of it; `*` where all of it is at hand.
    pub(crate) item: String,
}

/// A file under `src`.
pub(crate) struct Source {
    /// Its path below `src`, with slashes.
    pub(crate) path: String,
    pub(crate) text: String,
    tokens: Vec<String>,
}

/// All files under `src` that are part of the program; files of tests are left out.
pub(crate) fn sources() -> &'static [Source] {
    static SOURCES: OnceLock<Vec<Source>> = OnceLock::new();
    SOURCES.get_or_init(read_all)
}

fn read_all() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let read = |path: &PathBuf| {
        let below = path.strip_prefix(&root).expect("a file below src").to_string_lossy().replace('\\', "/");
        Source::new(&below, &std::fs::read_to_string(path).expect("a source is text"))
    };
    let all: Vec<Source> = files.iter().map(read).collect();
    let tests: BTreeSet<String> = all.iter().flat_map(Source::test_files).collect();
    assert!(all.len() > 60, "the sources were found");
    all.into_iter().filter(|source| !tests.contains(&source.path)).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("a folder of sources").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned(), tokens: without_tests(&tokens(text)) }
    }

    /// The room that the file is in.
    pub(crate) fn room(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// Files that this one declares as tests.
    fn test_files(&self) -> Vec<String> {
        let declared = self.text.split("#[cfg(test)]\n").skip(1);
        let folder = self.folder();
        let name = |rest: &str| {
            let line = rest.lines().next()?.trim().trim_end_matches(';');
            let name = line.rsplit("mod ").next().filter(|_| line.contains("mod "))?;
            rest.lines().next()?.ends_with(';').then(|| format!("{folder}{name}.rs"))
        };
        declared.filter_map(name).collect()
    }

    /// The folder of the modules that the file declares.
    fn folder(&self) -> String {
        match self.path.strip_suffix("mod.rs").or_else(|| self.path.strip_suffix("lib.rs")) {
            Some(folder) => folder.to_owned(),
            None => format!("{}/", self.path.trim_end_matches(".rs")),
        }
    }

    /// How many modules lie between the file's own names and the crate's.
    fn depth(&self) -> usize {
        self.folder().matches('/').count()
    }

    /// How many lines the file has before its tests.
    pub(crate) fn lines_outside_tests(&self) -> usize {
        let before = self.text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        before.lines().count()
    }

    /// The names of rooms that the file uses, once each, by `crate::` and by `super::` that leads out of the room.
    pub(crate) fn references(&self) -> Vec<Reference> {
        let mut found = BTreeSet::new();
        for (at, token) in self.tokens.iter().enumerate() {
            let starts = at == 0 || self.tokens[at - 1] != "::";
            let from = match token.as_str() {
                "crate" | "tieline" if starts => at + 1,
                "super" if starts => match self.out_of_the_house(at) {
                    Some(from) => from,
                    None => continue,
                },
                _ => continue,
            };
            for path in paths_from(&self.tokens, from) {
                self.add(&path, &mut found);
            }
        }
        found.into_iter().collect()
    }

    fn add(&self, path: &[String], found: &mut BTreeSet<Reference>) {
        let Some((room, rest)) = path.split_first() else {
            return;
        };
        let mut add = |item: &str| found.insert(Reference { room: room.clone(), item: item.to_owned() });
        match rest.first() {
            Some(item) if item != "self" => {
                add(item);
            }
            // The room itself is at hand: what is used of it comes later.
            _ => {
                let later = paths_after(&self.tokens, room);
                later.iter().filter_map(|path| path.first()).for_each(|item| {
                    add(item);
                });
            }
        }
    }

    /// Where a chain of `super::` arrives at the crate, if it does: the place of the `::` before the room.
    fn out_of_the_house(&self, at: usize) -> Option<usize> {
        let mut supers = 0;
        let mut next = at;
        while self.tokens.get(next).is_some_and(|token| token == "super") {
            supers += 1;
            next += 2;
        }
        (supers >= self.depth()).then_some(next - 1)
    }

    /// Whether a path that begins so is named: `["std", "fs"]` also for `use std::{fmt, fs}`.
    pub(crate) fn names(&self, path: &[&str]) -> bool {
        let (first, rest) = path.split_first().expect("a path");
        let begins = |at: usize| self.tokens[at] == *first && (at == 0 || self.tokens[at - 1] != "::");
        (0..self.tokens.len()).filter(|at| begins(*at)).any(|at| {
            rest.is_empty()
                || paths_from(&self.tokens, at + 1)
                    .iter()
                    .any(|found| found.first().is_some_and(|name| name == rest[0]))
        })
    }

    /// Colours that are made or named here.
    pub(crate) fn colors(&self) -> Vec<String> {
        let named = paths_after(&self.tokens, "Color32").into_iter().filter_map(|path| path.into_iter().next());
        let makes = |name: &String| {
            let literal = name.starts_with("from_") && name != "from_rgba_premultiplied";
            let constant = name.chars().all(|letter| letter.is_ascii_uppercase() || letter == '_');
            literal || (constant && name != "TRANSPARENT" && name != "PLACEHOLDER")
        };
        named.filter(makes).collect()
    }
}

/// The paths that follow each place where `name` stands at the beginning or the end of one.
fn paths_after(tokens: &[String], name: &str) -> Vec<Vec<String>> {
    let places = (0..tokens.len()).filter(|at| tokens[*at] == name);
    places.flat_map(|at| paths_from(tokens, at + 1)).filter(|path| !path.is_empty()).collect()
}

/// What follows a name: from the `::` at `at` on, one path, or several where a group in braces opens.
fn paths_from(tokens: &[String], at: usize) -> Vec<Vec<String>> {
    let token = |at: usize| tokens.get(at).map_or("", String::as_str);
    if token(at) != "::" {
        return vec![Vec::new()];
    }
    if token(at + 1) != "{" {
        let rest = paths_from(tokens, at + 2);
        return rest.into_iter().map(|path| [vec![token(at + 1).to_owned()], path].concat()).collect();
    }
    let mut paths = Vec::new();
    let mut depth = 1;
    let mut next = at + 2;
    let mut fresh = true;
    while depth > 0 && next < tokens.len() {
        match token(next) {
            "{" => depth += 1,
            "}" => depth -= 1,
            "," if depth == 1 => fresh = true,
            name if fresh => {
                let rest = paths_from(tokens, next + 1);
                paths.extend(rest.into_iter().map(|path| [vec![name.to_owned()], path].concat()));
                fresh = false;
            }
            _ => {}
        }
        next += 1;
    }
    paths
}

/// Names, `::` and single marks; comments, strings and characters are left out.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let len = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(quote) = ["'\"'", "'\\\"'"].iter().find(|quote| rest.starts_with(**quote)) {
            quote.len()
        } else if let Some(len) = literal(rest) {
            len
        } else if first.is_alphanumeric() || first == '_' {
            let len = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
            tokens.push(rest[..len].to_owned());
            len
        } else if rest.starts_with("::") {
            tokens.push("::".to_owned());
            2
        } else {
            if !first.is_whitespace() {
                tokens.push(first.to_string());
            }
            first.len_utf8()
        };
        rest = &rest[len..];
    }
    tokens
}

/// The length of the string or character that `text` begins with.
fn literal(text: &str) -> Option<usize> {
    let raw = text.trim_start_matches('b');
    let prefix = text.len() - raw.len();
    if prefix <= 1
        && let Some(hashes) = raw.strip_prefix('r')
    {
        let count = hashes.len() - hashes.trim_start_matches('#').len();
        let end = format!("\"{}", "#".repeat(count));
        if hashes[count..].starts_with('"') {
            let from = prefix + 1 + count + 1;
            return Some(text[from..].find(&end).map_or(text.len(), |at| from + at + end.len()));
        }
    }
    let quoted = raw.strip_prefix('"').filter(|_| prefix <= 1)?;
    let mut escaped = false;
    for (at, letter) in quoted.char_indices() {
        match letter {
            '"' if !escaped => return Some(prefix + at + 2),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    Some(text.len())
}

/// Leaves out what stands under `#[cfg(test)]`: a module in braces, or a declaration.
fn without_tests(tokens: &[String]) -> Vec<String> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at..].iter().take(MARK.len()).eq(MARK) {
            at = end_of_item(tokens, at + MARK.len());
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

fn end_of_item(tokens: &[String], from: usize) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().skip(from) {
        match token.as_str() {
            "{" => depth += 1,
            "}" if depth == 1 => return at + 1,
            "}" => depth -= 1,
            ";" if depth == 0 => return at + 1,
            _ => {}
        }
    }
    tokens.len()
}
