//! Opens files below a folder, and through no link; asks what was opened, not its name, what it is.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::fs::MetadataExt;

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

use super::flaw::Flaw;
use crate::limits::Limits;

/// What the disk says of a file without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) length: u64,
    inode: u64,
    modified: i128,
    pub(super) changed: i128,
}

impl Stamp {
    fn of(metadata: &Metadata) -> Stamp {
        let nanoseconds = |seconds: i64, rest: i64| i128::from(seconds) * 1_000_000_000 + i128::from(rest);
        Stamp {
            length: metadata.len(),
            inode: metadata.ino(),
            modified: nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
            changed: nanoseconds(metadata.ctime(), metadata.ctime_nsec()),
        }
    }

    /// Whether the file's last change is older than the latest of all by more than a disk's clock ticks. Two changes within one
    /// tick bear one stamp, so a file that changed just before it was read is read once more. Disks that keep whole seconds
    /// tick every two.
    pub(super) fn is_settled(&self, latest: i128) -> bool {
        let tick = if self.changed % 1_000_000_000 == 0 { 2_000_000_000 } else { 50_000_000 };
        self.changed + tick < latest
    }
}

/// Asks what was opened, not its name, whether it is a file of a size to be read.
pub(super) fn stamp(file: &File, limits: &Limits) -> Result<Stamp, Flaw> {
    let metadata = file.metadata().map_err(|error| Flaw::of(&error))?;
    let kind = metadata.file_type();
    if !kind.is_file() {
        return Err(Flaw::special(kind));
    }
    if metadata.len() > u64::from(limits.file_bytes) {
        let why = format!("has {} bytes, more than the {} that are read of one file", metadata.len(), limits.file_bytes);
        return Err(Flaw::new(why, format!("divide it, {}", Limits::way_out("file_bytes", limits.file_bytes))));
    }
    Ok(Stamp::of(&metadata))
}

/// At most one byte more than the stamp says: enough to see that the file grew.
pub(super) fn read_bytes(file: &mut File, stamp: &Stamp) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(stamp.length).unwrap_or(0) + 1);
    file.take(stamp.length + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Opens a file below `root` through no link, whatever its path has become since it was listed. A pipe does not block.
pub(super) fn open_beneath(root: BorrowedFd, path: &str) -> io::Result<File> {
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::ResolveFlags;
        let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
        match rustix::fs::openat2(root, path, flags, Mode::empty(), resolve) {
            // A kernel or a sandbox without the call, or a rename that it could not see through.
            Err(Errno::NOSYS | Errno::PERM | Errno::AGAIN) => {}
            opened => return Ok(opened?.into()),
        }
    }
    open_step_by_step(root, path, flags)
}

/// The same where the kernel cannot be asked for it in one call: folder by folder, none of them a link.
fn open_step_by_step(root: BorrowedFd, path: &str, flags: OFlags) -> io::Result<File> {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let mut folder: Option<OwnedFd> = None;
    for segment in folders.split('/').filter(|segment| !segment.is_empty()) {
        let parent = folder.as_ref().map_or(root, OwnedFd::as_fd);
        let through = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        folder = Some(rustix::fs::openat(parent, segment, through, Mode::empty())?);
    }
    let parent = folder.as_ref().map_or(root, OwnedFd::as_fd);
    Ok(rustix::fs::openat(parent, name, flags, Mode::empty())?.into())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::super::open_folder;
    use super::super::tests::{OwnFolder, handbook};
    use super::*;

    #[test]
    fn nothing_is_opened_through_a_link_that_came_later() {
        let folder = handbook();
        let outside = OwnFolder::new();
        outside.write("secret.md", "secret");
        symlink(outside.path().join("secret.md"), folder.path().join("link.md")).unwrap();
        symlink(outside.path(), folder.path().join("people")).unwrap();
        let root = open_folder(folder.path()).unwrap();
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW;
        for path in ["link.md", "people/secret.md"] {
            assert!(open_beneath(root.as_fd(), path).is_err(), "{path}");
            assert!(open_step_by_step(root.as_fd(), path, flags).is_err(), "{path}");
        }
        assert!(open_step_by_step(root.as_fd(), "handbook.toml", flags).is_ok());
    }

    #[test]
    fn a_stamp_is_believed_once_the_clock_has_ticked() {
        let stamp = |changed| Stamp { length: 1, inode: 1, modified: changed, changed };
        let second = 1_000_000_000;
        assert!(!stamp(5 * second + 7).is_settled(5 * second + 8));
        assert!(stamp(5 * second + 7).is_settled(5 * second + 60_000_000));
        assert!(!stamp(5 * second).is_settled(6 * second));
        assert!(stamp(5 * second).is_settled(8 * second));
    }
}
