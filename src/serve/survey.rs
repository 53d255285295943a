//! What can be seen of a folder without opening its files: for finding changes where the system does not tell of them.
//! `notify` has such a means, too, but it counts in whole seconds and takes only later times for changes, so that it misses
//! quick saves and restored files.

#![allow(clippy::disallowed_methods, reason = "watching asks what files look like from outside, and opens none")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::WalkDir;

/// Every file and folder below some folders, as they look from outside.
#[derive(Default)]
pub(super) struct Survey(BTreeMap<PathBuf, Look>);

#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    /// When it was last changed; of a folder, whose time changes with any file in it, nothing.
    modified: Option<SystemTime>,
    length: u64,
    is_folder: bool,
}

impl Survey {
    /// Looks at everything in `folders` but what is `ignored`, which is asked with the path below its folder.
    pub(super) fn of<'f>(folders: impl Iterator<Item = &'f Path>, ignored: impl Fn(&Path) -> bool) -> Survey {
        let ignored = &ignored;
        let looks = folders.flat_map(|folder| {
            let below = move |path: &Path| path.strip_prefix(folder).is_ok_and(ignored);
            let entries = WalkDir::new(folder).into_iter().filter_entry(move |entry| !below(entry.path()));
            // What vanishes while it is looked at is not there.
            entries.filter_map(|entry| entry.ok().and_then(|entry| Some((Look::of(&entry)?, entry.into_path()))))
        });
        Survey(looks.map(|(look, path)| (path, look)).collect())
    }

    /// What appeared, changed or vanished between an older survey and this one.
    pub(super) fn since(&self, older: &Survey) -> Vec<PathBuf> {
        let changed = self.0.iter().filter(|(path, look)| older.0.get(*path) != Some(look));
        let vanished = older.0.iter().filter(|(path, _)| !self.0.contains_key(*path));
        changed.chain(vanished).map(|(path, _)| path.clone()).collect()
    }
}

impl Look {
    fn of(entry: &walkdir::DirEntry) -> Option<Look> {
        let metadata = entry.metadata().ok()?;
        let is_folder = metadata.is_dir();
        let modified = metadata.modified().ok().filter(|_| !is_folder);
        Some(Look { modified, length: if is_folder { 0 } else { metadata.len() }, is_folder })
    }
}
