//! Writes a file whole or not at all, so that nobody ever finds half a map where a good one was.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Writes what `write` gives to `path`: first into a new file beside it, which then takes its name.
///
/// Until that moment the old file stays as it is, and a failure leaves no trace. A link is followed to the file it
/// points at; the permissions of that file are kept, and one that may not be written is not replaced. Where `path` is
/// no file but a pipe or a device, it is written straight to.
///
/// # Errors
/// With a text that names the path: `cannot write maps/film.tieline: No space left on device`.
pub fn write_atomically(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    replace(path, write).map_err(|error| {
        let text = error.to_string();
        let reason = text.split(" (os error ").next().unwrap_or(&text);
        io::Error::new(error.kind(), format!("cannot write {}: {reason}", path.display()))
    })
}

fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let old = match fs::metadata(path) {
        Ok(old) if old.is_dir() => return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder")),
        Ok(old) if !old.is_file() => return write_through(path, write),
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let target = follow_links(path)?;
    if old.is_some() {
        // A rename would pass over the file's own permissions; asking to write it does not.
        OpenOptions::new().write(true).open(&target)?;
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = write_beside(folder, &target, old.as_ref(), write)?;
    file.persist(&target).map_err(|error| error.error)?;
    keep_name(folder);
    Ok(())
}

/// A whole new file, on the disk, under a passing name; dropped, it is gone.
fn write_beside(
    folder: &Path,
    target: &Path,
    old: Option<&Metadata>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<NamedTempFile> {
    let name = target.file_name().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "it names no file"))?;
    let prefix = format!(".{}.", short(&name.to_string_lossy()));
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".tmp");
    let file = create(&mut builder, folder)?;
    if let Some(old) = old {
        file.as_file().set_permissions(old.permissions())?;
    }
    let mut buffered = BufWriter::with_capacity(1 << 16, file);
    write(&mut buffered)?;
    let file = buffered.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Enough of a name to know the file by; a long one with something added could be too long for the system.
fn short(name: &str) -> &str {
    &name[..name.floor_char_boundary(64)]
}

/// tempfile's own files are the owner's alone; a document is for whom the system's mask says.
#[cfg(unix)]
fn create(builder: &mut tempfile::Builder<'_, '_>, folder: &Path) -> io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt as _;

    builder.permissions(fs::Permissions::from_mode(0o666)).tempfile_in(folder).map_err(plain)
}

#[cfg(not(unix))]
fn create(builder: &mut tempfile::Builder<'_, '_>, folder: &Path) -> io::Result<NamedTempFile> {
    builder.tempfile_in(folder).map_err(plain)
}

/// tempfile adds the passing name to its errors, which means nothing to a reader.
fn plain(error: io::Error) -> io::Error {
    match error.get_ref().and_then(|inner| inner.source()).and_then(|source| source.downcast_ref::<io::Error>()) {
        Some(cause) => io::Error::new(error.kind(), cause.to_string()),
        None => error,
    }
}

/// Makes the new name last through a power cut. Not every file system can; the file is whole either way.
fn keep_name(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

fn write_through(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut buffered = BufWriter::new(OpenOptions::new().write(true).open(path)?);
    write(&mut buffered)?;
    buffered.flush()
}

/// The path that a link, or a chain of them, points at, whether anything is there or not.
pub(super) fn follow_links(path: &Path) -> io::Result<PathBuf> {
    /// As many as Linux follows.
    const MOST: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..MOST {
        let is_link = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_symlink());
        if !is_link {
            return Ok(path);
        }
        let link = fs::read_link(&path)?;
        path = path.parent().map_or_else(|| link.clone(), |folder| folder.join(&link));
    }
    Err(io::Error::other("too many links, one to the next"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(path: &Path, text: &str) {
        write_atomically(path, |out| out.write_all(text.as_bytes())).unwrap();
    }

    fn names(folder: &Path) -> Vec<String> {
        let name = |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
        let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(name).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_made_and_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.tieline");
        put(&path, "old");
        put(&path, "new");
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(names(folder.path()), ["map.tieline"]);
    }

    #[test]
    fn a_failure_keeps_the_old_file_and_leaves_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.tieline");
        put(&path, "old");
        let error = write_atomically(&path, |out| {
            out.write_all(&[0; 200_000])?;
            Err(io::Error::from(io::ErrorKind::StorageFull))
        })
        .unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
        assert!(error.to_string().starts_with(&format!("cannot write {}: ", path.display())), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(names(folder.path()), ["map.tieline"]);
    }

    #[test]
    fn a_folder_and_a_missing_folder_are_told_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let error = write_atomically(folder.path(), |_| Ok(())).unwrap_err();
        assert_eq!(error.to_string(), format!("cannot write {}: it is a folder", folder.path().display()));
        let path = folder.path().join("gone/map.tieline");
        let error = write_atomically(&path, |_| Ok(())).unwrap_err();
        assert!(error.to_string().starts_with(&format!("cannot write {}: ", path.display())), "{error}");
        assert_eq!(error.to_string().matches("map.tieline").count(), 1, "{error}");
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_its_file_is_written() {
        use std::os::unix::fs::symlink;

        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("real")).unwrap();
        symlink("real/map.tieline", at("link")).unwrap();
        symlink("link", at("chain")).unwrap();
        put(&at("chain"), "first, through links to nothing yet");
        put(&at("link"), "second");
        assert_eq!(fs::read_to_string(at("real/map.tieline")).unwrap(), "second");
        assert!(at("link").is_symlink() && at("chain").is_symlink());
        assert_eq!(names(&at("real")), ["map.tieline"]);
        symlink("round", at("round")).unwrap();
        assert!(write_atomically(&at("round"), |_| Ok(())).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_kept() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.tieline");
        put(&path, "old");
        let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_ne!(mode() & 0o600, 0);
        let plain = File::create(folder.path().join("plain")).unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode(), plain & 0o777, "a new file is for whom the system's mask says");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        put(&path, "new");
        assert_eq!(mode(), 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn what_may_not_be_written_is_left_alone() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.tieline");
        put(&path, "old");
        let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        mode(&path, 0o444);
        if OpenOptions::new().write(true).open(&path).is_ok() {
            return; // The superuser may write anything.
        }
        let refused = || write_atomically(&path, |out| out.write_all(b"new")).unwrap_err().to_string();
        assert_eq!(refused(), format!("cannot write {}: Permission denied", path.display()));
        mode(&path, 0o644);
        mode(folder.path(), 0o555);
        assert_eq!(refused(), format!("cannot write {}: Permission denied", path.display()));
        mode(folder.path(), 0o755);
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_written_straight_to() {
        put(Path::new("/dev/null"), "gone");
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }
}
