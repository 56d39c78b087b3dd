//! Writing a file as a whole or not at all, whoever else writes there.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use tempfile::NamedTempFile;

use super::{BYTES_AT_MOST, name, read_from, rights};
use crate::diagnostic::{Diagnostic, DiagnosticKind, reason};

/// Fails if anything is at `path`: used without `--force`. Only "not found" counts as free: where
/// the kernel forbids a look (EACCES), there may well be something.
pub(crate) fn must_be_free(path: &Path) -> Result<(), Diagnostic> {
    let free = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(unwritable(error)),
        Ok(_) => must_be_ordinary(path).and(Err(DiagnosticKind::Exists)),
    };
    free.map_err(at(path))
}

/// Tries whether a file can be written here, so that nobody answers questions in vain: makes a
/// draft beside it and takes it away again.
pub(crate) fn must_be_writable(path: &Path) -> Result<(), Diagnostic> {
    let draft = |target: PathBuf| draft_beside(&target, b"\n", None).map_err(unwritable);
    follow(path).and_then(draft).map(drop).map_err(at(path))
}

/// Writes a file that does not exist yet, whole or not at all: [`DiagnosticKind::Exists`] where
/// anything has the name by now, a dangling link included.
pub(crate) fn write_new(path: &Path, text: &str) -> Result<(), Diagnostic> {
    let write = |()| write_to_free(path, text.as_bytes(), DiagnosticKind::Exists);
    must_read_back(text).and_then(write).map_err(at(path))
}

/// Writes a file, the old text or the new one being there at any time, whole. A symbolic link
/// stays one; nobody gets more rights than they had. `expected` is what the file held when it was
/// last read or written here: [`DiagnosticKind::ChangedMeanwhile`] where it holds something else.
/// Without it, whatever is there is replaced.
pub(crate) fn replace(path: &Path, text: &str, expected: Option<&str>) -> Result<(), Diagnostic> {
    let write = |()| write_over(path, text.as_bytes(), expected);
    must_read_back(text).and_then(write).map_err(at(path))
}

/// As [`replace`], of bytes without limit, which are not read again here.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    write_over(path, bytes, None).map_err(at(path))
}

fn write_over(path: &Path, bytes: &[u8], expected: Option<&str>) -> Result<(), DiagnosticKind> {
    let target = follow(path)?;
    let Some(old) = lock(&target)? else {
        return write_to_free(&target, bytes, DiagnosticKind::ChangedMeanwhile);
    };
    let holds = |text: &str| read_from(&old, "").is_ok_and(|found| found.as_str() == text);
    if expected.is_some_and(|expected| !holds(expected)) {
        return Err(DiagnosticKind::ChangedMeanwhile);
    }
    let draft = draft_beside(&target, bytes, Some(&old)).map_err(unwritable)?;
    // Windows renames over no file that is open.
    #[cfg(windows)]
    drop(old);
    draft.persist(&target).map_err(|error| unwritable(error.error))?;
    sync_folder(&target);
    Ok(())
}

fn write_to_free(path: &Path, bytes: &[u8], taken: DiagnosticKind) -> Result<(), DiagnosticKind> {
    let draft = draft_beside(path, bytes, None).map_err(unwritable)?;
    match draft.persist_noclobber(path) {
        Ok(_) => sync_folder(path),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => return Err(taken),
        Err(error) => return Err(unwritable(error.error)),
    }
    Ok(())
}

/// A text as a file beside the target, on the disk: a rename within one file system is atomic,
/// and without `sync_all` a power cut after it could leave an empty file under the name. The
/// draft has a random name and is made with `O_EXCL`, so nothing planted there is followed or
/// opened; only its owner may read it until it has the rights of the `old` file it replaces.
fn draft_beside(target: &Path, bytes: &[u8], old: Option<&File>) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".align-");
    #[cfg(unix)]
    {
        outlive_the_size_limit();
        if old.is_none() {
            builder.permissions(rights::of_a_new_file());
        }
    }
    let mut draft = builder.tempfile_in(folder(target))?;
    draft.write_all(bytes)?;
    if let Some(old) = old {
        rights::copy(old, draft.as_file())?;
    }
    draft.as_file().sync_all()?;
    Ok(draft)
}

/// A new name is on the disk once its folder is. Not every file system can do that, and the text
/// itself is safe already.
fn sync_folder(target: &Path) {
    if let Ok(folder) = File::open(folder(target)) {
        let _ = folder.sync_all();
    }
}

fn folder(target: &Path) -> &Path {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Opens what is to be replaced, if there is such a file, and takes the advisory lock on it that
/// every save takes: between the look at its text and the rename nobody else's save fits in.
/// A file system without locks (ENOLCK, ENOTSUP) goes without.
fn lock(target: &Path) -> Result<Option<File>, DiagnosticKind> {
    /// Anybody who may read the file can hold its lock, so a save does not wait for ever.
    const PATIENCE: Duration = Duration::from_secs(1);
    let begun = Instant::now();
    loop {
        must_be_ordinary(target)?;
        let file = match rights::open_without_following(target) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            opened => opened.map_err(unwritable)?,
        };
        match file.try_lock() {
            Err(fs::TryLockError::WouldBlock) if begun.elapsed() > PATIENCE => {
                return refuse("another program holds a lock on it");
            }
            Err(fs::TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(5)),
            // Whoever held the lock before may have replaced the file meanwhile.
            Ok(()) if !rights::is_open_as(&file, target) => {}
            Ok(()) | Err(fs::TryLockError::Error(_)) => return Ok(Some(file)),
        }
    }
}

/// Fails for a folder, a device, a fifo or a socket; a link counts by what it leads to. `-`, which
/// is standard output elsewhere, is most likely no name.
fn must_be_ordinary(path: &Path) -> Result<(), DiagnosticKind> {
    match fs::metadata(path) {
        _ if path == Path::new("-") => Err(DiagnosticKind::NotStdout),
        Ok(found) if found.is_dir() => Err(DiagnosticKind::NotAFile),
        Ok(found) if !found.is_file() => refuse(rights::NOT_ORDINARY),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unwritable(error)),
        _ => Ok(()),
    }
}

/// The file that a name stands for at the end of all links, which need not exist. The kernel's
/// own look comes first: it refuses links that `fs.protected_symlinks` guards against.
fn follow(path: &Path) -> Result<PathBuf, DiagnosticKind> {
    must_be_ordinary(path)?;
    let mut path = path.to_owned();
    // Linux follows as many.
    for _ in 0..40 {
        match fs::read_link(&path) {
            Ok(link) => path = folder(&path).join(link),
            Err(_) => return Ok(path),
        }
    }
    refuse("its symbolic links go round in a circle")
}

fn must_read_back(text: &str) -> Result<(), DiagnosticKind> {
    match text.len() as u64 > BYTES_AT_MOST {
        true => refuse("with more than 1 MiB it could not be read back; shorten the notes"),
        false => Ok(()),
    }
}

fn refuse<T>(reason: &str) -> Result<T, DiagnosticKind> {
    Err(DiagnosticKind::Unwritable(reason.to_owned()))
}

fn at(path: &Path) -> impl Fn(DiagnosticKind) -> Diagnostic {
    move |kind| Diagnostic::of(name(path), kind)
}

#[expect(clippy::needless_pass_by_value, reason = "it is given to map_err")]
fn unwritable(error: io::Error) -> DiagnosticKind {
    DiagnosticKind::Unwritable(reason(&error))
}

/// SIGXFSZ, which `ulimit -f` sends, ends a process by default; with a handler the write fails
/// with EFBIG instead, which can be told.
#[cfg(unix)]
fn outlive_the_size_limit() {
    use std::sync::{Arc, Once, atomic::AtomicBool};
    static ASK: Once = Once::new();
    ASK.call_once(|| {
        // Were it refused, the limit would end the process as it ends others.
        let _ = signal_hook::flag::register(
            signal_hook::consts::SIGXFSZ,
            Arc::new(AtomicBool::new(false)),
        );
    });
}
