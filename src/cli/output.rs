//! Everything that is printed: text on standard output and standard error, files and pipes as targets of `-o`.

use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::Path;

use anyhow::Context as _;

use crate::facts::hides_text;
use crate::project::write_atomically;

/// Prints a text. A reader that has gone away, as `head` does, wanted no more: that is no failure.
pub(super) fn print(text: &str) -> anyhow::Result<()> {
    to_stdout(|out| out.write_all(text.as_bytes()))
}

/// Says something to the person at the terminal, with the program's name before it.
pub(super) fn tell(text: &str) {
    // Where standard error is closed there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "tieline: {}", printable(text));
}

/// A line on standard error for a script, as it is.
pub(super) fn tell_script(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Writes to the target of `-o`: a file, whole or not at all, or standard output.
pub(super) fn write(target: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
    if is_stdout(target) { to_stdout(content) } else { Ok(write_atomically(target, content)?) }
}

/// Whether the target of `-o` is standard output.
pub(super) fn is_stdout(target: &Path) -> bool {
    target == Path::new("-") || target == Path::new("/dev/stdout")
}

/// Whether standard output is a terminal, which no picture should be written to.
pub(super) fn stdout_is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// The text without what could move a terminal's cursor, change its colours or turn its text: files are written by
/// anybody.
pub(super) fn printable(text: &str) -> String {
    text.chars().map(|c| if hides_text(c) && c != '\n' { '\u{fffd}' } else { c }).collect()
}

fn to_stdout(content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    match content(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.context("cannot write to standard output"),
    }
}
