//! A folder of its own for every test, and the program run in it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A folder that is gone with the test, and the program to be run in it.
pub(crate) struct Desk {
    folder: TempDir,
}

/// What came of running the program.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: Vec<u8>,
    pub(crate) err: String,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn put(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        tieline::project::write_atomically(&path, |out| out.write_all(content.as_ref())).unwrap();
        path
    }

    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    /// The names of everything in the folder.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The program in the folder, without a display and without anybody's settings.
    pub(crate) fn command(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tieline"));
        command.args(args).current_dir(self.folder.path()).stdin(Stdio::null());
        command.env("TIELINE_CONFIG_DIR", self.folder.path()).env("TIELINE_FONTS", "own").env_remove("RUST_LOG");
        for display in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
            command.env_remove(display);
        }
        command
    }

    pub(crate) fn run(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Ran {
        Ran::of(self.command(args).output().unwrap())
    }

    /// Runs what is to succeed without a word on standard error.
    pub(crate) fn quietly(&self, args: &[&str]) -> Ran {
        let ran = self.run(args);
        assert_eq!((ran.status, &*ran.err), (0, ""), "{args:?}");
        ran
    }

    /// Runs what is to fail with exit status 2 and nothing on standard output; gives what it says.
    pub(crate) fn fails(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!((ran.status, ran.text()), (2, String::new()), "{args:?}: {}", ran.err);
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
        ran.err
    }
}

impl Ran {
    pub(crate) fn of(output: Output) -> Self {
        let Output { status, stdout, stderr } = output;
        Self { status: status.code().unwrap(), out: stdout, err: String::from_utf8(stderr).unwrap() }
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.out.clone()).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.out).unwrap()
    }
}

/// A file of the samples in the repository.
pub(crate) fn sample(id: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(format!("{id}.json"))
}

/// The same as text.
pub(crate) fn sample_arg(id: &str) -> String {
    sample(id).into_os_string().into_string().unwrap()
}

/// A file of facts without any fault.
pub(crate) const SMALL: &str = r#"{
  "tieline": 1,
  "title": "Small",
  "articles": [{"id": "a", "title": "News", "text": "Ann met Bob. Bob pays Cato."}],
  "entities": [
    {"id": "ann", "kind": "person", "name": "Ann"},
    {"id": "bob", "kind": "person", "name": "Bob"},
    {"id": "cato", "kind": "firm", "name": "Cato"}
  ],
  "facts": [
    {"id": "f1", "subject": "ann", "relation": "met", "object": "bob",
     "evidence": [{"article": "a", "excerpt": "Ann met Bob"}]},
    {"id": "f2", "subject": "bob", "relation": "pays", "object": "cato",
     "evidence": [{"article": "a", "excerpt": "Bob pays Cato"}]}
  ]
}
"#;
