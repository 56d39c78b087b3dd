//! Files: reading within limits, writing as a whole or not at all.

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use crate::diagnostic::{Diagnostic, DiagnosticKind, SourceText, Span, reason};

/// The most bytes that a questionnaire or an answers document may have.
pub(crate) const BYTES_AT_MOST: u64 = 1 << 20;

/// What standard input is called in messages.
pub(crate) const STDIN: &str = "standard input";

/// Reads a text file.
///
/// # Errors
///
/// A file that cannot be read, is larger than [`BYTES_AT_MOST`], or is not UTF-8.
pub(crate) fn read(path: &Path) -> Result<SourceText, Diagnostic> {
    let file = open(path)?;
    read_from(file, &name(path))
}

/// Reads standard input as text.
///
/// # Errors
///
/// As [`read`].
pub(crate) fn read_stdin() -> Result<SourceText, Diagnostic> {
    read_from(io::stdin().lock(), STDIN)
}

/// Opens a file for reading.
///
/// # Errors
///
/// A file that cannot be opened, or that is a directory.
pub(crate) fn open(path: &Path) -> Result<File, Diagnostic> {
    let unreadable =
        |error: io::Error| Diagnostic::of(name(path), DiagnosticKind::Unreadable(reason(&error)));
    let file = File::open(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.is_dir() {
        return Err(Diagnostic::of(name(path), DiagnosticKind::NotAFile));
    }
    Ok(file)
}

/// A path as messages show it.
pub(crate) fn name(path: &Path) -> String {
    path.display().to_string()
}

fn read_from(reader: impl Read, name: &str) -> Result<SourceText, Diagnostic> {
    let mut bytes = Vec::new();
    reader
        .take(BYTES_AT_MOST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Diagnostic::of(name, DiagnosticKind::Unreadable(reason(&error))))?;
    if bytes.len() as u64 > BYTES_AT_MOST {
        return Err(Diagnostic::of(
            name,
            DiagnosticKind::TooLarge {
                limit: BYTES_AT_MOST,
            },
        ));
    }
    String::from_utf8(bytes)
        .map(|text| SourceText::new(name, text))
        .map_err(|error| {
            let sound = error.utf8_error().valid_up_to();
            not_utf8(name, &error.into_bytes(), sound)
        })
}

/// The problem at the first byte that is not UTF-8, with the line as far as it can be shown.
fn not_utf8(name: &str, bytes: &[u8], sound: usize) -> Diagnostic {
    let before = String::from_utf8_lossy(&bytes[..sound]);
    let before = before.strip_prefix('\u{feff}').unwrap_or(&before);
    let line = before.rsplit('\n').next().unwrap_or_default();
    let span = Span {
        line: 1 + before.matches('\n').count(),
        column: 1 + line.chars().count(),
        length: 1,
    };
    let text = SourceText::new(name, String::from_utf8_lossy(bytes));
    Diagnostic::at(&text, span, DiagnosticKind::NotUtf8)
}

/// Whether there is a file of this name; a link counts by what it points to.
pub(crate) fn exists(path: &Path) -> bool {
    path.exists()
}

/// The problem of a name that something has already, for whoever must not replace it.
///
/// # Errors
///
/// [`DiagnosticKind::Exists`], or that what is there could not be replaced at all.
pub(crate) fn must_be_free(path: &Path) -> Result<(), Diagnostic> {
    match fs::metadata(path) {
        Ok(found) if found.is_file() => Err(Diagnostic::of(name(path), DiagnosticKind::Exists)),
        Ok(_) => {
            let kind = DiagnosticKind::Unwritable(NOT_ORDINARY.to_owned());
            Err(Diagnostic::of(name(path), kind))
        }
        Err(_) => Ok(()),
    }
}

/// Why a device, a fifo or a directory is not replaced.
const NOT_ORDINARY: &str = "this is not an ordinary file";

/// Whether two names are of one file that exists.
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Writes a file so that under its name there is always the old text or the new one, whole: the
/// text goes into a file beside it, to the disk, and then takes the name. A symbolic link stays
/// one, and a file keeps its mode.
///
/// The file beside it has one fixed name, so that a process killed half-way leaves at most one
/// behind, which the next save takes over; a lock on it makes a second process wait its turn.
///
/// # Errors
///
/// What keeps the file from being written. The old file is untouched then.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Diagnostic> {
    #[cfg(unix)]
    outlive_the_size_limit();
    replace(path, text)
        .map_err(|error| Diagnostic::of(name(path), DiagnosticKind::Unwritable(reason(&error))))
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    let target = follow(path)?;
    let old = match fs::metadata(&target) {
        Ok(old) if old.is_file() => Some(old),
        Ok(_) => return Err(io::Error::other(NOT_ORDINARY)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let (draft, mut file) = draft_beside(&target)?;
    let written = (|| {
        file.set_len(0)?;
        if let Some(old) = old {
            file.set_permissions(old.permissions())?;
        }
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&draft, &target)
    })();
    if written.is_err() {
        // The first error is the one to tell; what is left is taken over by the next save.
        let _ = fs::remove_file(&draft);
    }
    written?;
    sync_folder(&target);
    Ok(())
}

/// The file that a name stands for at the end of all links, which need not exist.
fn follow(path: &Path) -> io::Result<PathBuf> {
    const LINKS_AT_MOST: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..LINKS_AT_MOST {
        match fs::read_link(&path) {
            Ok(link) => path = path.parent().unwrap_or(Path::new("")).join(link),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("its symbolic links go round in a circle"))
}

/// Opens and locks the file beside the target. Whoever held the lock before may have given the
/// file the target's name meanwhile, and then another one is needed.
fn draft_beside(target: &Path) -> io::Result<(PathBuf, File)> {
    let name = target
        .file_name()
        .ok_or_else(|| io::Error::other(NOT_ORDINARY))?;
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(".align-draft");
    let draft = target.with_file_name(hidden);
    loop {
        let file = open_draft(&draft)?;
        file.lock()?;
        if is_open_as(&file, &draft) {
            return Ok((draft, file));
        }
    }
}

/// Opens the draft as it is. A link would lead the text to another file, and a fifo would keep it
/// waiting: neither is ours, so neither is opened nor removed.
fn open_draft(draft: &Path) -> io::Result<File> {
    if fs::symlink_metadata(draft).is_ok_and(|found| !found.is_file()) {
        let name = draft.file_name().unwrap_or_default().display();
        let reason = format!("`{name}` is in the way, and not an ordinary file");
        return Err(io::Error::other(reason));
    }
    File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(draft)
}

#[cfg(unix)]
fn is_open_as(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let inode = |metadata: &fs::Metadata| (metadata.dev(), metadata.ino());
    matches!((file.metadata(), fs::symlink_metadata(path)), (Ok(open), Ok(named)) if inode(&open) == inode(&named))
}

#[cfg(not(unix))]
fn is_open_as(_: &File, path: &Path) -> bool {
    path.exists()
}

/// A new name is on the disk once its folder is. Not every file system can do that, and the text
/// itself is safe already.
fn sync_folder(target: &Path) {
    let folder = target
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    if let Ok(folder) = File::open(folder.unwrap_or(Path::new("."))) {
        let _ = folder.sync_all();
    }
}

/// A file that would grow past the limit of `ulimit -f` ends a process, unless it asks to be told.
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
