//! The folder beside the output in which the new site grows.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::OwnedFd;
use std::path::PathBuf;
use std::sync::{PoisonError, RwLock};

use rayon::prelude::*;
use rustix::fs::{AtFlags, Mode, OFlags, Timespec, Timestamps};
use rustix::io::Errno;

use super::old::{self, Old, Seen};
use super::target::Target;
use super::{PublishError, twice};

const FOLDER_MODE: Mode = Mode::from_raw_mode(0o755);
const FILE_MODE: Mode = Mode::from_raw_mode(0o644);

/// A site that is being written.
pub(super) struct Staging {
    path: PathBuf,
    folder: OwnedFd,
    /// The folders that exist, so that each is made once.
    folders: RwLock<HashSet<String>>,
    /// Whether the disk or the user's mask withholds permissions that readers of a site need, so that each must be set.
    sets_modes: bool,
}

impl Staging {
    /// Makes the folder, which must not be there: whoever has the lock has swept it away.
    pub(super) fn make(target: &Target) -> Result<Staging, PublishError> {
        let path = target.staging();
        let made = || -> io::Result<(OwnedFd, bool)> {
            rustix::fs::mkdir(&path, Mode::from_raw_mode(0o777))?;
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let folder = rustix::fs::open(&path, flags, Mode::empty())?;
            let granted = Mode::from_raw_mode(rustix::fs::fstat(&folder)?.st_mode);
            rustix::fs::fchmod(&folder, FOLDER_MODE)?;
            Ok((folder, !granted.contains(FOLDER_MODE)))
        };
        let (folder, sets_modes) = made().map_err(|error| PublishError::disk("make the folder", &path, error))?;
        Ok(Staging { path, folder, folders: RwLock::default(), sets_modes })
    }

    /// Writes a file that is not there yet, with its folders.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let written = self.create(path).and_then(|mut file| file.write_all(bytes));
        written.map_err(|error| self.failed(path, error))
    }

    /// Takes over the files that did not change, as they are.
    pub(super) fn carry(&self, old: &Old, kept: &[(&str, &Seen)]) -> Result<(), PublishError> {
        let Old::Site(site) = old else { return Ok(()) };
        kept.par_iter()
            .try_for_each(|(path, seen)| self.carry_file(&site.folder, path, seen).map_err(|error| self.failed(path, error)))
    }

    /// Makes sure that the disk has everything before the old site goes: one call, where one for each file would take long.
    pub(super) fn sync(&self) -> Result<(), PublishError> {
        sync(&self.folder).map_err(|error| PublishError::disk("write out", &self.path, error))
    }

    /// As a second name of the same file, which the old site then loses; as a copy with its time where a disk has no such names.
    fn carry_file(&self, old: &OwnedFd, path: &str, seen: &Seen) -> io::Result<()> {
        self.make_folder_of(path)?;
        match rustix::fs::linkat(old, path, &self.folder, path, AtFlags::empty()) {
            Ok(()) => {}
            Err(Errno::PERM | Errno::NOTSUP | Errno::NOSYS | Errno::MLINK | Errno::XDEV) => {
                return self.copy_file(old, path, seen);
            }
            Err(error) => return Err(error.into()),
        }
        is_as_seen(&old::open_file(&self.folder, path)?, seen)
    }

    fn copy_file(&self, old: &OwnedFd, path: &str, seen: &Seen) -> io::Result<()> {
        let mut bytes = Vec::new();
        let mut there = old::open_file(old, path)?;
        is_as_seen(&there, seen)?;
        there.read_to_end(&mut bytes)?;
        let mut file = self.create(path)?;
        file.write_all(&bytes)?;
        let (tv_sec, tv_nsec) = seen.modified;
        let modified = Timespec { tv_sec, tv_nsec };
        Ok(rustix::fs::futimens(&file, &Timestamps { last_access: modified, last_modification: modified })?)
    }

    fn create(&self, path: &str) -> io::Result<File> {
        self.make_folder_of(path)?;
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let file = rustix::fs::openat(&self.folder, path, flags, FILE_MODE)?;
        if self.sets_modes {
            rustix::fs::fchmod(&file, FILE_MODE)?;
        }
        Ok(file.into())
    }

    fn make_folder_of(&self, path: &str) -> io::Result<()> {
        let Some((folder, _)) = path.rsplit_once('/') else { return Ok(()) };
        if self.folders.read().unwrap_or_else(PoisonError::into_inner).contains(folder) {
            return Ok(());
        }
        self.make_folder_of(folder)?;
        match rustix::fs::mkdirat(&self.folder, folder, FOLDER_MODE) {
            Ok(()) if self.sets_modes => rustix::fs::chmodat(&self.folder, folder, FOLDER_MODE, AtFlags::empty())?,
            Ok(()) | Err(Errno::EXIST) => {}
            Err(error) => return Err(error.into()),
        }
        self.folders.write().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned());
        Ok(())
    }

    fn failed(&self, path: &str, error: io::Error) -> PublishError {
        match Errno::from_io_error(&error) {
            // Also where the disk takes two names that differ only in case for one.
            Some(Errno::EXIST) => twice(path.to_owned()),
            Some(Errno::NOTDIR | Errno::ISDIR) => PublishError::Address {
                path: path.to_owned(),
                why: "would be both a file and a folder",
                way_out: "give one of the two records another name",
            },
            _ => PublishError::disk("write", &self.path.join(path), error),
        }
    }
}

/// Nobody may change a file between its comparison and the exchange.
fn is_as_seen(file: &File, seen: &Seen) -> io::Result<()> {
    match Seen::of(file)? == *seen {
        true => Ok(()),
        false => Err(io::Error::other("the published file changed during the build; build again")),
    }
}

#[cfg(target_os = "linux")]
fn sync(folder: &OwnedFd) -> io::Result<()> {
    Ok(rustix::fs::syncfs(folder)?)
}

#[cfg(not(target_os = "linux"))]
fn sync(folder: &OwnedFd) -> io::Result<()> {
    rustix::fs::sync();
    Ok(rustix::fs::fsync(folder)?)
}
