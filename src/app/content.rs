//! What is in a file: its bytes, or the way to them where they are JSON Lines that are too long to be held.

use std::borrow::Cow;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use crate::project::Fingerprint;
use crate::read::first_lines;

/// Files of JSON Lines that are longer on the disk than this are not held as a whole; packed ones are longer than that.
const LONG: u64 = 16 << 20;

/// What is in a file.
pub(super) enum Content {
    /// All of it.
    Whole(Cow<'static, [u8]>),
    /// JSON Lines that are read a piece at a time.
    Long(Long),
}

/// A long file.
pub(super) struct Long {
    path: PathBuf,
    pub(super) bytes: u64,
    /// The first lines, unpacked.
    pub(super) head: Vec<u8>,
}

impl Content {
    /// What is in the file at a path.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let bytes = file.metadata()?.len();
        if bytes > LONG
            && let Some(head) = first_lines(&mut file)
        {
            return Ok(Self::Long(Long { path: path.to_owned(), bytes, head }));
        }
        Ok(Self::Whole(std::fs::read(path)?.into()))
    }

    /// All of it, or the first lines.
    pub(super) fn beginning(&self) -> &[u8] {
        match self {
            Self::Whole(bytes) => bytes,
            Self::Long(long) => &long.head,
        }
    }

    /// What it is known by.
    ///
    /// # Errors
    /// Where a long file cannot be read.
    pub(super) fn fingerprint(&self) -> io::Result<Fingerprint> {
        match self {
            Self::Whole(bytes) => Ok(Fingerprint::of(bytes)),
            Self::Long(long) => Fingerprint::of_all(&mut long.open()?),
        }
    }
}

impl Long {
    /// Its bytes from the first.
    ///
    /// # Errors
    /// Where it is not there any more.
    pub(super) fn open(&self) -> io::Result<File> {
        File::open(&self.path)
    }

    /// All of it after all.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub(super) fn whole(&self) -> io::Result<Vec<u8>> {
        std::fs::read(&self.path)
    }
}
