//! A writer that remembers why it failed: encoders make a text of the system's error, and lose its kind.

use std::io::{self, Write};

/// Hands everything on to another writer and keeps the first error that came back.
pub(super) struct Faithful<'w> {
    out: &'w mut dyn Write,
    cause: Option<io::Error>,
}

impl<'w> Faithful<'w> {
    pub(super) fn new(out: &'w mut dyn Write) -> Self {
        Self { out, cause: None }
    }

    /// What an encoder came to, with the system's own error where there was one.
    pub(super) fn or_cause(self, written: io::Result<()>) -> io::Result<()> {
        match self.cause {
            Some(cause) if written.is_err() => Err(cause),
            _ => written,
        }
    }

    fn keep<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &result
            && error.kind() != io::ErrorKind::Interrupted
        {
            self.cause.get_or_insert_with(|| match error.raw_os_error() {
                Some(code) => io::Error::from_raw_os_error(code),
                None => io::Error::new(error.kind(), error.to_string()),
            });
        }
        result
    }
}

impl Write for Faithful<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes);
        self.keep(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.out.flush();
        self.keep(flushed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Closed;

    impl Write for Closed {
        fn write(&mut self, _bytes: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_first_cause_is_told() {
        let mut out = Closed;
        let mut faithful = Faithful::new(&mut out);
        let written = faithful.write_all(b"x").map_err(|error| io::Error::other(error.to_string()));
        assert_eq!(faithful.or_cause(written).unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    }
}
