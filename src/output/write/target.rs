//! Where a site is published: which folders may be replaced, and the names beside them.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;
use rustix::fs::Mode;
use rustix::io::Errno;

use super::PublishError;
use super::old::Old;

/// An output that may be replaced.
pub(super) struct Target {
    /// Its path, without links.
    pub(super) output: PathBuf,
    parent: PathBuf,
    name: OsString,
}

impl Target {
    /// Looks at what `output` is, and refuses it where replacing it could lose something.
    pub(super) fn resolve(output: &Path, content_root: Option<&Path>) -> Result<Target, PublishError> {
        refuse_link(output)?;
        let resolved = without_links(output).map_err(|error| PublishError::disk("find", output, error))?;
        let (Some(parent), Some(name)) = (resolved.parent(), resolved.file_name()) else {
            return Err(elsewhere(output, "it is the root of the whole disk"));
        };
        refuse_home(output, &resolved)?;
        if let Some(content) = content_root {
            refuse_content(output, &resolved, content)?;
        }
        if resolved.exists() && !resolved.is_dir() {
            return Err(elsewhere(output, "it is a file, not a folder"));
        }
        Ok(Target { parent: parent.to_owned(), name: name.to_owned(), output: resolved })
    }

    pub(super) fn make_parent(&self) -> Result<(), PublishError> {
        fs::create_dir_all(&self.parent).map_err(|error| PublishError::disk("make the folder", &self.parent, error))
    }

    /// The one thing that a build has beside the output: a hidden folder, on the same disk, so that exchanging is one step.
    pub(super) fn workshop(&self) -> PathBuf {
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(".handbook-build");
        self.parent.join(name)
    }

    /// Makes the workshop, or finds it as another build left it. Only its owner may enter, so that nobody can put a link in the
    /// way of what is written and removed there; one that somebody else made, or a link, is refused.
    pub(super) fn make_workshop(&self) -> Result<(), PublishError> {
        let workshop = self.workshop();
        let failed = |error: io::Error| PublishError::disk("make the folder", &workshop, error);
        match rustix::fs::mkdir(&workshop, Mode::RWXU) {
            Ok(()) => return Ok(()),
            Err(Errno::EXIST) => {}
            Err(error) => return Err(failed(error.into())),
        }
        let found = match fs::symlink_metadata(&workshop) {
            Ok(found) => found,
            // The build that had it has just removed it: whoever asks for the lock asks again.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(failed(error)),
        };
        let why = match () {
            () if !found.is_dir() => "is no folder",
            () if found.uid() != rustix::process::geteuid().as_raw() => "belongs to somebody else",
            () => return Ok(()),
        };
        let why = format!("`{}`, where builds of it are made, {why}", workshop.display());
        Err(PublishError::refused(
            &self.output,
            why,
            "remove it if no build is at work there, or name another folder with --output",
        ))
    }

    /// Where the new site grows. One name for all builds: only the one that has the lock uses it.
    pub(super) fn staging(&self) -> PathBuf {
        self.workshop().join("new")
    }

    /// Where the old site stands for a moment on disks that cannot exchange two folders.
    fn aside(&self) -> PathBuf {
        self.workshop().join("old")
    }

    /// The file that carries the lock.
    pub(super) fn lock(&self) -> PathBuf {
        self.workshop().join("lock")
    }

    /// Puts right what a build that was killed left: an old site set aside comes back, everything else beside the output goes.
    pub(super) fn recover(&self) -> Result<(), PublishError> {
        let aside = self.aside();
        if !self.output.exists() && aside.is_dir() {
            fs::rename(&aside, &self.output).map_err(|error| PublishError::disk("put back", &self.output, error))?;
        }
        self.sweep().map_err(|error| PublishError::disk("remove", &self.staging(), error))
    }

    /// Removes what stands in the workshop, but not an old site that is all there is.
    pub(super) fn sweep(&self) -> io::Result<()> {
        remove_tree(&self.staging())?;
        match self.output.exists() {
            true => remove_tree(&self.aside()),
            false => Ok(()),
        }
    }

    /// The staged site becomes the output, in one step where the disk can.
    pub(super) fn exchange(&self, old: &Old) -> Result<(), PublishError> {
        let staging = self.staging();
        let exchanged = match old {
            // Renaming a folder replaces nothing that holds anything.
            Old::Nothing => fs::rename(&staging, &self.output),
            Old::Empty | Old::Site(_) => match swap(&staging, &self.output) {
                Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => self.exchange_by_renames(),
                swapped => swapped.map_err(io::Error::from),
            },
        };
        exchanged.map_err(|error| PublishError::disk("publish to", &self.output, error))
    }

    /// Two steps, with a moment between them in which there is no output. A build killed there is put right by the next.
    fn exchange_by_renames(&self) -> io::Result<()> {
        let aside = self.aside();
        fs::rename(&self.output, &aside)?;
        fs::rename(self.staging(), &self.output).inspect_err(|_| {
            let _ = fs::rename(&aside, &self.output);
        })
    }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn swap(one: &Path, other: &Path) -> Result<(), Errno> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn swap(_one: &Path, _other: &Path) -> Result<(), Errno> {
    Err(Errno::NOSYS)
}

/// Removes a folder with all that is in it, on every core; nothing where there is none.
fn remove_tree(folder: &Path) -> io::Result<()> {
    let listed = match fs::read_dir(folder) {
        Ok(listed) => listed.collect::<io::Result<Vec<_>>>()?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    listed.par_iter().try_for_each(|entry| match entry.file_type()?.is_dir() {
        true => remove_tree(&entry.path()),
        false => fs::remove_file(entry.path()),
    })?;
    fs::remove_dir(folder)
}

fn elsewhere(output: &Path, why: &str) -> PublishError {
    PublishError::refused(output, why, "name another folder with --output")
}

fn refuse_link(output: &Path) -> Result<(), PublishError> {
    // A path that ends in `/` would lead through the link.
    let output: PathBuf = output.components().collect();
    let is_link = fs::symlink_metadata(&output).is_ok_and(|metadata| metadata.is_symlink());
    if !is_link {
        return Ok(());
    }
    let leads_to = fs::canonicalize(&output).or_else(|_| fs::read_link(&output)).unwrap_or_default();
    let why = format!("it is a symbolic link to `{}`", leads_to.display());
    Err(PublishError::refused(&output, why, "name that folder itself with --output, or remove the link"))
}

fn refuse_home(output: &Path, resolved: &Path) -> Result<(), PublishError> {
    let Some(home) = env::var_os("HOME").filter(|home| !home.is_empty()) else { return Ok(()) };
    let Ok(home) = fs::canonicalize(home) else { return Ok(()) };
    match () {
        () if home == resolved => Err(elsewhere(output, "it is your home folder")),
        () if home.starts_with(resolved) => Err(elsewhere(output, "your home folder is inside it")),
        () => Ok(()),
    }
}

fn refuse_content(output: &Path, resolved: &Path, content: &Path) -> Result<(), PublishError> {
    let content = without_links(content).map_err(|error| PublishError::disk("find", content, error))?;
    match () {
        () if content == resolved => Err(elsewhere(output, "it is the content folder itself")),
        () if resolved.starts_with(&content) => Err(elsewhere(output, "it is inside the content folder")),
        () if content.starts_with(resolved) => Err(elsewhere(output, "the content folder is inside it")),
        () => Ok(()),
    }
}

/// The absolute path of something that need not exist, with every link on the way resolved.
fn without_links(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        resolved => return resolved,
    }
    let path: PathBuf = std::path::absolute(path)?.components().collect();
    let Some(Component::Normal(name)) = path.components().next_back() else {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "`..` follows a folder that does not exist"));
    };
    let parent = path.parent().unwrap_or(Path::new("/"));
    Ok(without_links(parent)?.join(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::disk::tests::OwnFolder;

    #[test]
    fn folders_are_exchanged_by_renames_where_a_disk_has_no_exchange() {
        let folder = OwnFolder::new();
        folder.write("site/old", "");
        let target = Target::resolve(&folder.path().join("site"), None).unwrap();
        fs::create_dir_all(target.staging()).unwrap();
        fs::write(target.staging().join("new"), "").unwrap();
        target.exchange_by_renames().unwrap();
        assert!(target.output.join("new").exists() && target.aside().join("old").exists());
        target.recover().unwrap();
        assert!(target.output.join("new").exists() && !target.aside().exists());
    }

    #[test]
    fn a_build_killed_between_the_renames_is_put_right() {
        let folder = OwnFolder::new();
        let target = Target::resolve(&folder.path().join("site"), None).unwrap();
        fs::create_dir_all(target.staging().join("half")).unwrap();
        fs::create_dir(target.aside()).unwrap();
        fs::write(target.aside().join("old"), "").unwrap();
        target.recover().unwrap();
        assert!(target.output.join("old").exists());
        assert_eq!(fs::read_dir(target.workshop()).unwrap().count(), 0);
    }

    #[test]
    fn a_workshop_is_for_its_owner_and_never_a_link() {
        let (folder, elsewhere) = (OwnFolder::new(), OwnFolder::new());
        elsewhere.write("new/mine", "");
        let target = Target::resolve(&folder.path().join("site"), None).unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), target.workshop()).unwrap();
        let refused = target.make_workshop().unwrap_err().to_string();
        assert!(refused.contains("is no folder"), "{refused}");
        assert!(elsewhere.path().join("new/mine").exists());
        fs::remove_file(target.workshop()).unwrap();
        target.make_workshop().unwrap();
        target.make_workshop().unwrap();
        assert_eq!(fs::metadata(target.workshop()).unwrap().mode() & 0o7777, 0o700);
    }

    #[test]
    fn paths_that_do_not_exist_are_resolved() {
        let folder = OwnFolder::new();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("link")).unwrap();
        let resolved = without_links(&folder.path().join("link/a/b/")).unwrap();
        assert_eq!(resolved, folder.path().join("a/b"));
        assert!(without_links(&folder.path().join("nothing/../b")).is_err());
    }
}
