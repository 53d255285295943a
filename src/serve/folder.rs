//! A folder under watch, by all its names, and which of its files matter.

#![allow(clippy::disallowed_methods, reason = "watching asks what a folder is, and opens no file")]

use std::path::{Path, PathBuf};

/// A folder under watch.
pub(super) struct Folder {
    /// As the caller named it.
    name: PathBuf,
    /// As the system may name it.
    spellings: Vec<PathBuf>,
    /// The folder that is under watch there; `None` where there is none.
    pub(super) watched: Option<Identity>,
}

impl Folder {
    /// The folder at `name`, not yet watched.
    pub(super) fn new(name: PathBuf) -> Folder {
        let absolute = std::path::absolute(&name).unwrap_or_else(|_| name.clone());
        let canonical = absolute.canonicalize().ok().filter(|canonical| *canonical != absolute);
        let spellings = std::iter::once(absolute).chain(canonical).collect();
        Folder { name, spellings, watched: None }
    }

    /// Where to watch it.
    pub(super) fn path(&self) -> &Path {
        &self.spellings[0]
    }

    /// A path as the caller would name it; `None` where it is not in this folder or is litter.
    pub(super) fn named(&self, path: &Path) -> Option<PathBuf> {
        let rest = self.spellings.iter().find_map(|spelling| path.strip_prefix(spelling).ok())?;
        match rest.as_os_str().is_empty() {
            true => Some(self.name.clone()),
            false => (!is_litter(rest)).then(|| self.name.join(rest)),
        }
    }

    /// The folder that is there now.
    pub(super) fn identity(&self) -> Option<Identity> {
        self.path().metadata().ok().map(|metadata| Identity::of(&metadata))
    }
}

/// Tells a folder from another that has taken its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    #[cfg(unix)]
    inode: (u64, u64),
    created: Option<std::time::SystemTime>,
}

impl Identity {
    fn of(metadata: &std::fs::Metadata) -> Identity {
        Identity {
            #[cfg(unix)]
            inode: (std::os::unix::fs::MetadataExt::dev(metadata), std::os::unix::fs::MetadataExt::ino(metadata)),
            created: metadata.created().ok(),
        }
    }
}

/// The folders that are in none of the others.
pub(super) fn outermost(mut folders: Vec<PathBuf>) -> Vec<PathBuf> {
    folders.sort();
    folders.dedup();
    let all = folders.clone();
    folders.retain(|folder| !all.iter().any(|other| folder != other && folder.starts_with(other)));
    folders
}

/// Whether a path below a watched folder is what editors and systems leave about: hidden files, backups, locks.
pub(super) fn is_litter(path: &Path) -> bool {
    path.components().any(|component| {
        let name = component.as_os_str().to_string_lossy();
        // The last is what Vim creates for a moment to see whether it may.
        name.starts_with(['.', '~', '#']) || name.ends_with('~') || name == "4913"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editors_litter_is_no_change() {
        for litter in [".git/index", "a/.board.md.swp", "board.md~", "#board.md#", "4913", "~$board.docx"] {
            assert!(is_litter(Path::new(litter)), "{litter}");
        }
        for change in ["", "board.md", "collaboratives/leeds/purpose.md", "files/4913.pdf"] {
            assert!(!is_litter(Path::new(change)), "{change}");
        }
    }

    #[test]
    fn folders_in_others_are_watched_with_them() {
        let folders = ["content/theme", "content", "contents", "content"].map(PathBuf::from).to_vec();
        assert_eq!(outermost(folders), [PathBuf::from("content"), PathBuf::from("contents")]);
    }
}
