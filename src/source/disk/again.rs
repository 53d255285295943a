//! Reading only what changed, where somebody tells what that is.

use std::collections::BTreeSet;
use std::ops::Bound;
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{DiskError, Kept, Reader, Role, open_folder, read_file};
use crate::source::{HANDBOOK, Sources};

impl Reader {
    /// What is there now, where of all that is below the root only `changed` may differ from the last reading. Where more than the text
    /// of known files changed, such as their names or how much is to be read, all is read.
    ///
    /// # Errors
    /// As [`Reader::read`].
    pub fn read_changed(&mut self, changed: &BTreeSet<PathBuf>) -> Result<Sources, DiskError> {
        match self.reread(changed) {
            Some(kept) => {
                self.memory.latest = kept.iter().map(|(_, kept)| kept.stamp.changed).fold(self.memory.latest, i128::max);
                self.memory.kept.extend(kept);
                Ok(self.sources())
            }
            None => self.read(),
        }
    }

    /// The known files among what changed, as they are now; `None` where that does not tell it all.
    fn reread(&self, changed: &BTreeSet<PathBuf>) -> Option<Vec<(Arc<str>, Kept)>> {
        if !self.was_good {
            return None;
        }
        let root = open_folder(&self.root).ok()?;
        let mut kept = Vec::new();
        for path in changed {
            let relative = path.strip_prefix(&self.root).ok()?.to_str()?;
            match self.memory.kept.get_key_value(relative) {
                // The settings tell how much is to be read of all others.
                Some(_) if HANDBOOK.contains(&relative) => return None,
                Some((known, before)) => {
                    let role = if before.bytes.is_file() { Role::File } else { Role::Attachment };
                    let now = read_file(root.as_fd(), known, role, &self.memory, &self.limits_read).ok()??;
                    kept.push((Arc::clone(known), now));
                }
                // What came and went, as editors write beside a file while they save it.
                None if !is_there(path) && !self.knows_below(relative) => {}
                None => return None,
            }
        }
        Some(kept)
    }

    /// Whether the last reading met anything at this path or below.
    fn knows_below(&self, path: &str) -> bool {
        let is_below = |known: &str| known.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let files = self.memory.kept.range::<str, _>((Bound::Included(path), Bound::Unbounded)).map(|(known, _)| &**known);
        let mut files = files.take_while(|known| known.starts_with(path));
        files.any(is_below) || self.unread.iter().any(|unread| is_below(&unread.path))
    }
}

/// A link counts, wherever it leads.
fn is_there(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::tests::{OwnFolder, handbook};
    use super::*;

    /// A folder that was read once, and what its reading said.
    struct Before {
        folder: OwnFolder,
        reader: Reader,
        sources: Sources,
    }

    fn before() -> Before {
        let folder = handbook();
        folder.write("organisations/leeds.toml", "name = \"Leeds\"");
        folder.write("organisations/york.toml", "name = \"York\"");
        folder.write("notes.docx", "");
        let mut reader = Reader::new(folder.path());
        let sources = reader.read().unwrap();
        Before { folder, reader, sources }
    }

    impl Before {
        /// What is read where these are told to have changed.
        fn now(&mut self, changed: &[&str]) -> Sources {
            let changed = changed.iter().map(|path| self.folder.path().join(path)).collect();
            self.reader.read_changed(&changed).unwrap()
        }

        /// Whether that is what reading all would say.
        fn is_all(&mut self, changed: &[&str]) -> bool {
            let now = self.now(changed);
            let all = Reader::new(self.folder.path()).read().unwrap();
            let texts = |sources: &Sources| {
                sources.files.iter().map(|(path, file)| (path.to_string(), file.text.to_string())).collect::<Vec<_>>()
            };
            let unread = |sources: &Sources| sources.unread.iter().map(|unread| unread.path.to_string()).collect::<Vec<_>>();
            (texts(&now), unread(&now)) == (texts(&all), unread(&all))
        }
    }

    #[test]
    fn only_what_changed_is_read() {
        let mut before = before();
        let leeds = before.folder.write("organisations/leeds.toml", "name = \"Leeds Teaching\"");
        // Nobody told of this one, so that it shows whether it was read.
        before.folder.write("organisations/york.toml", "name = \"York and Scarborough\"");
        let now = before.now(&["organisations/leeds.toml", "organisations/4913"]);
        assert_eq!(&*now.files["organisations/leeds.toml"].text, "name = \"Leeds Teaching\"");
        assert!(Arc::ptr_eq(&now.files["organisations/york.toml"], &before.sources.files["organisations/york.toml"]));
        assert_eq!(now.unread.len(), 1, "what could not be read is told still");
        fs::write(leeds, "name = \"Leeds\"").unwrap();
        assert_eq!(&*before.now(&["organisations/leeds.toml"]).files["organisations/leeds.toml"].text, "name = \"Leeds\"");
        assert_eq!(
            &*before.reader.read().unwrap().files["organisations/york.toml"].text,
            "name = \"York and Scarborough\"",
            "reading all sees it"
        );
    }

    /// What changed while nothing could be read was told once, and is not told again.
    #[test]
    fn after_a_reading_that_failed_all_is_read() {
        let mut before = before();
        let root = before.folder.path().join("handbook.toml");
        fs::rename(&root, before.folder.path().join("away")).unwrap();
        before.folder.write("organisations/york.toml", "name = \"York and Scarborough\"");
        let changed = ["handbook.toml", "organisations/york.toml"].map(|path| before.folder.path().join(path));
        assert!(before.reader.read_changed(&changed.into()).is_err());
        fs::rename(before.folder.path().join("away"), root).unwrap();
        assert!(before.is_all(&["organisations/leeds.toml"]));
    }

    #[test]
    fn whatever_else_changed_is_seen() {
        type Change<'c> = (&'c [&'c str], &'c dyn Fn(&OwnFolder));
        let changes: [Change; 7] = [
            (&["organisations/hull.toml"], &|folder| drop(folder.write("organisations/hull.toml", "name = \"Hull\""))),
            (&["organisations/york.toml"], &|folder| fs::remove_file(folder.path().join("organisations/york.toml")).unwrap()),
            (&["organisations"], &|folder| fs::remove_dir_all(folder.path().join("organisations")).unwrap()),
            (&["notes.docx"], &|folder| fs::remove_file(folder.path().join("notes.docx")).unwrap()),
            (&["organisations/york.toml"], &|folder| {
                fs::remove_file(folder.path().join("organisations/york.toml")).unwrap();
                std::os::unix::fs::symlink("leeds.toml", folder.path().join("organisations/york.toml")).unwrap();
            }),
            (&["handbook.toml"], &|folder| drop(folder.write("handbook.toml", "title = \"A\"\n[limits]\nfile_bytes = 20\n"))),
            (&["bodies"], &|folder| fs::rename(folder.path().join("organisations"), folder.path().join("bodies")).unwrap()),
        ];
        for (number, (changed, change)) in changes.iter().enumerate() {
            let mut before = before();
            change(&before.folder);
            assert!(before.is_all(changed), "change {number}: {changed:?}");
        }
    }
}
