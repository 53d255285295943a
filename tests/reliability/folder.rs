//! Folders of a test's own, and what is in them.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Where the folders of tests stand: before a release on a disk, else in memory where there is such a place, since every build waits
/// until its disk has everything, and that disk may be busy with others.
fn place() -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    if memory.is_dir() && !crate::run::is_long() { memory } else { std::env::temp_dir().canonicalize().unwrap() }
}

/// An empty folder that is removed afterwards.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Folder {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("handbook-reliability-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = place().join(name);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn join(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Every path below a folder, with its mode and its bytes; folders end in `/`. Equal trees are equal sites.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Tree(BTreeMap<String, (u32, Vec<u8>)>);

impl Tree {
    /// What stands at `folder`; empty where nothing does.
    pub(crate) fn of(folder: &Path) -> Tree {
        let mut tree = Tree::default();
        for entry in walkdir::WalkDir::new(folder).min_depth(1).into_iter().filter_map(Result::ok) {
            let metadata = fs::symlink_metadata(entry.path()).unwrap();
            let mut path = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            assert!(metadata.is_file() || metadata.is_dir(), "{path} is neither a file nor a folder");
            let bytes = if metadata.is_file() {
                fs::read(entry.path()).unwrap()
            } else {
                path.push('/');
                Vec::new()
            };
            tree.0.insert(path, (metadata.permissions().mode() & 0o7777, bytes));
        }
        tree
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().filter(|(path, _)| !path.ends_with('/')).map(|(path, (_, bytes))| (path.as_str(), bytes.as_slice()))
    }

    pub(crate) fn modes(&self) -> impl Iterator<Item = (&str, u32)> {
        self.0.iter().map(|(path, (mode, _))| (path.as_str(), *mode))
    }

    /// The paths in which two trees differ.
    pub(crate) fn differences(&self, other: &Tree) -> Vec<String> {
        let paths = self.0.keys().chain(other.0.keys()).filter(|path| self.0.get(*path) != other.0.get(*path));
        let mut paths: Vec<String> = paths.cloned().collect();
        paths.sort();
        paths.dedup();
        paths
    }
}

/// The names in a folder, in order.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
