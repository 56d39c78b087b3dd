//! Who may do what with a file, as the system has it: nobody gets more by a save.

use std::{
    fs::{self, File},
    io,
    path::Path,
};

/// Why a device, a fifo or a socket is not replaced.
pub(super) const NOT_ORDINARY: &str = "this is not an ordinary file";

/// Opens a file that is not to be a link. `O_NONBLOCK`: a fifo that took its place is opened at
/// once and refused, instead of waiting for a writer.
#[cfg(unix)]
pub(super) fn open_without_following(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;

    use rustix::fs::OFlags;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let file = File::options().read(true).custom_flags(flags.bits().cast_signed()).open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::other(NOT_ORDINARY));
    }
    Ok(file)
}

#[cfg(not(unix))]
pub(super) fn open_without_following(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Whether a name is still that of an open file.
#[cfg(unix)]
pub(super) fn is_open_as(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let inode = |metadata: &fs::Metadata| (metadata.dev(), metadata.ino());
    let opened = file.metadata().map(|open| inode(&open)).ok();
    let named = fs::symlink_metadata(path).map(|named| inode(&named)).ok();
    opened.is_some() && opened == named
}

#[cfg(not(unix))]
pub(super) fn is_open_as(_: &File, path: &Path) -> bool {
    path.exists()
}

/// What the umask takes the rights of new files from.
#[cfg(unix)]
pub(super) fn of_a_new_file() -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    fs::Permissions::from_mode(0o666)
}

/// Gives a draft the owner, group, access list and mode of the file it will replace. What cannot
/// be given takes rights away and never adds any; set-user-id bits, which no text needs, are
/// not passed on.
#[cfg(unix)]
pub(super) fn copy(old: &File, draft: &File) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let (was, is) = (old.metadata()?, draft.metadata()?);
    if was.uid() != is.uid() || was.gid() != is.gid() {
        // Only root may give files away. A group is given by its members.
        let _ = fchown(draft, Some(was.uid()), Some(was.gid()))
            .or_else(|_| fchown(draft, None, Some(was.gid())));
    }
    let mut mode = was.mode() & 0o777;
    if draft.metadata()?.gid() != was.gid() {
        // Members of the old group count as others now, and the other way round.
        let both = mode >> 3 & mode & 0o7;
        mode = mode & 0o700 | both << 3 | both;
    }
    if copy_access_list(old, draft).is_err() {
        mode &= 0o700;
    }
    draft.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
pub(super) fn copy(old: &File, draft: &File) -> io::Result<()> {
    draft.set_permissions(old.metadata()?.permissions())
}

/// Copies the POSIX access list. With one, the mode's group bits are only its mask, so copying
/// the mode alone would give the group what the mask allows. A draft may also have one that the
/// old file lacks, by the folder's default.
#[cfg(target_os = "linux")]
fn copy_access_list(old: &File, draft: &File) -> io::Result<()> {
    use rustix::{
        fs::{XattrFlags, fgetxattr, fremovexattr, fsetxattr},
        io::Errno,
    };
    const NAME: &str = "system.posix_acl_access";
    // 65,536 bytes are the most that Linux keeps in one attribute.
    let mut list = vec![0; 1 << 16];
    let done = match fgetxattr(old, NAME, &mut list[..]) {
        Ok(length) => fsetxattr(draft, NAME, &list[..length], XattrFlags::empty()),
        Err(Errno::NODATA) => fremovexattr(draft, NAME),
        Err(error) => Err(error),
    };
    match done {
        Err(Errno::NODATA | Errno::OPNOTSUPP) => Ok(()),
        done => Ok(done?),
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
fn copy_access_list(_: &File, _: &File) -> io::Result<()> {
    Ok(())
}
