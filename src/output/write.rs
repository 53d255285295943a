//! The only writer of the disk: publishes a whole site or nothing. Knows files by their addresses and nothing of what they say.
//!
//! ```text
//! open      refuse what is not ours, take the lock, sweep up after a build that was killed
//! put       what changed is written beside the output; what did not is only noted
//! publish   carry over what did not change, sync, exchange the two folders in one step, remove the old one
//! receipt   note what it was made from, so that a build of the same finds that there is nothing to do
//! ```
//!
//! Until the exchange the old site stands untouched; after it the new one stands whole. Whatever happens between, the one folder
//! beside the output is swept away by the next build. Where nothing changed, nothing is exchanged and no time is touched.

#![allow(clippy::disallowed_methods, reason = "this is the one place that writes the disk")]

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use self::lock::Lock;
use self::manifest::{Manifest, Print};
use self::old::{Old, Seen};
use self::staging::Staging;
use self::target::Target;
use super::{Content, Route, anchors};

mod lock;
mod manifest;
mod old;
pub mod receipt;
mod staging;
mod target;

/// The file that lists what a build wrote, in the output's root. A folder that has it is ours to replace.
pub const MANIFEST: &str = "handbook.manifest.json";

/// How many files a build wrote, kept as they were, and removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// New, or with other bytes than before.
    pub written: usize,
    /// As they were, with their times.
    pub kept: usize,
    /// There before, and no longer.
    pub removed: usize,
}

/// Why a site was not published. In every case the site that was there is whole.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The output is a place that must not be replaced.
    #[error("cannot publish to `{}`: {why}; {way_out}", .output.display())]
    Refused {
        /// The output.
        output: PathBuf,
        /// Why.
        why: String,
        /// What to do instead.
        way_out: String,
    },
    /// Another build is writing to the same output.
    #[error("another build is writing to `{}`{}; wait until it is done, then build again", .output.display(), in_process(*.process))]
    Busy {
        /// The output.
        output: PathBuf,
        /// Its process, where it says so.
        process: Option<u32>,
    },
    /// Two contents for one address, or an address that is not free.
    #[error("`{path}` {why}; {way_out}")]
    Address {
        /// The file's path below the output.
        path: String,
        /// What is wrong with it.
        why: &'static str,
        /// What to do about it.
        way_out: &'static str,
    },
    /// The build was asked to stop.
    #[error("the build of `{}` was interrupted", .0.display())]
    Stopped(PathBuf),
    /// A file could not be written before, so the site is not whole.
    #[error("`{}` was not published, because a file of it could not be written; mend that, then build again", .0.display())]
    Incomplete(PathBuf),
    /// The operating system refused.
    #[error("cannot {doing} `{}`: {error}; {}", .path.display(), way_out_of(.error))]
    Disk {
        /// What was being done.
        doing: &'static str,
        /// To what.
        path: PathBuf,
        /// What the operating system said.
        error: io::Error,
    },
}

impl PublishError {
    fn refused(output: &Path, why: impl Into<String>, way_out: impl Into<String>) -> PublishError {
        PublishError::Refused { output: output.to_owned(), why: why.into(), way_out: way_out.into() }
    }

    fn disk(doing: &'static str, path: &Path, error: impl Into<io::Error>) -> PublishError {
        PublishError::Disk { doing, path: path.to_owned(), error: error.into() }
    }
}

fn in_process(process: Option<u32>) -> String {
    process.map_or(String::new(), |process| format!(" (process {process})"))
}

fn way_out_of(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room on that disk, then build again",
        io::ErrorKind::PermissionDenied => "give yourself the right to write there, or name another folder with --output",
        io::ErrorKind::ReadOnlyFilesystem => "that disk can only be read: name another folder with --output",
        io::ErrorKind::InvalidFilename => "shorten the name of the record it comes from",
        io::ErrorKind::ResourceBusy => "a disk is mounted there: name a folder inside it with --output",
        _ => "look what stands there, then build again; the site that was there is untouched",
    }
}

/// A site on its way to be published. Dropped without [`Stage::publish`], it leaves nothing behind.
pub struct Stage {
    target: Target,
    old: Old,
    files: Mutex<BTreeMap<String, Staged>>,
    failed: AtomicBool,
    stop: Arc<AtomicBool>,
    staging: Staging,
    /// Let go last.
    _lock: Lock,
}

/// A site that was just published, to which nobody else may write yet.
pub struct Stands<'s> {
    target: &'s Target,
}

/// A file of the new site.
struct Staged {
    print: Print,
    /// Its headings and clauses, where it is a page.
    anchors: Vec<String>,
    /// What it looks like in the old site, where it has the same bytes.
    kept: Option<Seen>,
}

impl Stage {
    /// Begins to publish to `output`, a folder that need not exist.
    ///
    /// # Errors
    /// Where an earlier build did not write the folder, where it holds or is held by `content_root`, where another build is writing to
    /// it, and where the operating system refuses.
    pub fn open(output: &Path, content_root: Option<&Path>) -> Result<Stage, PublishError> {
        Stage::open_until(output, content_root, Arc::default())
    }

    /// The same until `stop` is set: then nothing more is written, nothing is published, and what was written is removed.
    ///
    /// # Errors
    /// As [`Stage::open`].
    pub fn open_until(output: &Path, content_root: Option<&Path>, stop: Arc<AtomicBool>) -> Result<Stage, PublishError> {
        let target = Target::resolve(output, content_root)?;
        target.make_parent()?;
        let lock = Lock::take(&target, &stop)?;
        target.recover()?;
        let old = Old::open(&target)?;
        let staging = Staging::make(&target).inspect_err(|_| drop(target.sweep()))?;
        Ok(Stage { target, old, files: Mutex::default(), failed: AtomicBool::new(false), stop, staging, _lock: lock })
    }

    /// Adds a file. May be called from many threads.
    pub fn put(&self, route: &Route, content: &Content) -> Result<(), PublishError> {
        let anchors = if content.is_page() { anchors::of(&content.bytes) } else { Vec::new() };
        let put = self.go_on().and_then(|()| self.put_file(route.file_path(), &content.bytes, anchors));
        if put.is_err() {
            self.failed.store(true, Ordering::Relaxed);
        }
        put
    }

    /// Whether there is reason to go on.
    ///
    /// # Errors
    /// [`PublishError::Stopped`] where the build was asked to stop.
    pub fn go_on(&self) -> Result<(), PublishError> {
        go_on(&self.stop, &self.target)
    }

    fn put_file(&self, path: String, bytes: &Arc<[u8]>, anchors: Vec<String>) -> Result<(), PublishError> {
        if path == MANIFEST {
            let (why, way_out) = ("is the list of what is published", "give the record or attachment another name");
            return Err(PublishError::Address { path, why, way_out });
        }
        let print = Print::of(bytes);
        let kept = self.old.same(&path, &print, bytes);
        if kept.is_none() {
            self.staging.write(&path, bytes)?;
        }
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        match files.insert(path.clone(), Staged { print, anchors, kept }) {
            None => Ok(()),
            Some(_) => Err(twice(path)),
        }
    }

    /// Puts the new site in the old one's place.
    ///
    /// # Errors
    /// Where a file could not be written, where something foreign appeared in the output, where the build was asked to stop, and where
    /// the operating system refuses.
    pub fn publish(self) -> Result<Published, PublishError> {
        self.publish_and(|_| ())
    }

    /// The same, and does something with the site that stands then, before another build may write to the output. What had to be swept
    /// up beside the site is gone by then.
    ///
    /// # Errors
    /// As [`Stage::publish`]; then nothing more is done.
    pub fn publish_and(self, afterwards: impl FnOnce(&Stands)) -> Result<Published, PublishError> {
        let published = self.put_in_place()?;
        // Removing the old site takes a name away from each file that was kept, which the disk counts as a change of that file.
        let _ = self.target.sweep();
        afterwards(&Stands { target: &self.target });
        Ok(published)
    }

    fn put_in_place(&self) -> Result<Published, PublishError> {
        self.go_on()?;
        if self.failed.load(Ordering::Relaxed) {
            return Err(PublishError::Incomplete(self.target.output.clone()));
        }
        let files = std::mem::take(&mut *self.files.lock().unwrap_or_else(PoisonError::into_inner));
        let kept: Vec<(&str, &Seen)> =
            files.iter().filter_map(|(path, file)| Some((path.as_str(), file.kept.as_ref()?))).collect();
        let published = Published {
            written: files.len() - kept.len(),
            kept: kept.len(),
            removed: self.old.paths().filter(|path| !files.contains_key(*path)).count(),
        };
        let anchors = files.iter().map(|(path, file)| (path.clone(), file.anchors.clone()));
        let manifest = Manifest::new(files.iter().map(|(path, file)| (path.clone(), file.print.clone())));
        let manifest = manifest.with_anchors(anchors).to_text();
        self.old.refuse_foreign(&self.target)?;
        if published.written == 0 && self.old.has_manifest(&manifest) {
            return Ok(published);
        }
        self.staging.carry(&self.old, &kept)?;
        self.staging.write(MANIFEST, manifest.as_bytes())?;
        self.staging.sync()?;
        self.go_on()?;
        self.old.refuse_foreign(&self.target)?;
        self.target.exchange(&self.old)?;
        Ok(published)
    }
}

impl Drop for Stage {
    /// Sweeps up what is beside the output: the staged files of a build that failed, or the old site after an exchange. What
    /// cannot be removed now is removed by the next build.
    fn drop(&mut self) {
        let _ = self.target.sweep();
    }
}

fn go_on(stop: &AtomicBool, target: &Target) -> Result<(), PublishError> {
    if stop.load(Ordering::Relaxed) { Err(PublishError::Stopped(target.output.clone())) } else { Ok(()) }
}

fn twice(path: String) -> PublishError {
    let (why, way_out) = ("would be written twice", "give one of the two records another name");
    PublishError::Address { path, why, way_out }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;
    use crate::source::disk::tests::OwnFolder;

    pub(super) type Pages<'p> = &'p [(&'p str, &'p str)];

    pub(super) const SITE: Pages = &[("", "home"), ("organisations/leeds", "Leeds"), ("organisations/york", "York")];

    fn put_all(stage: &Stage, pages: Pages) {
        for (path, text) in pages {
            stage.put(&Route::page(path).unwrap(), &Content::html((*text).to_owned())).unwrap();
        }
    }

    pub(super) fn staged(output: &Path, pages: Pages) -> Result<Stage, PublishError> {
        let stage = Stage::open(output, None)?;
        put_all(&stage, pages);
        Ok(stage)
    }

    pub(super) fn build(output: &Path, pages: Pages) -> Result<Published, PublishError> {
        staged(output, pages)?.publish()
    }

    fn counts(written: usize, kept: usize, removed: usize) -> Published {
        Published { written, kept, removed }
    }

    /// Every path below a folder with its text, mode, names and time; folders with their mode.
    fn snapshot(folder: &Path) -> BTreeMap<PathBuf, (String, u32, u64, i64, i64)> {
        let mut snapshot = BTreeMap::new();
        for entry in walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap) {
            let metadata = fs::symlink_metadata(entry.path()).unwrap();
            let (text, links) = match metadata.is_file() {
                true => (fs::read_to_string(entry.path()).unwrap(), metadata.nlink()),
                false => (String::new(), 1),
            };
            let path = entry.path().strip_prefix(folder).unwrap().to_owned();
            snapshot.insert(path, (text, metadata.mode() & 0o7777, links, metadata.mtime(), metadata.mtime_nsec()));
        }
        snapshot
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_first_build_writes_everything_and_leaves_nothing_beside_it() {
        let folder = OwnFolder::new();
        let output = folder.path().join("public/site");
        assert_eq!(build(&output, SITE).unwrap(), counts(3, 0, 0));
        assert_eq!(fs::read_to_string(output.join("organisations/leeds/index.html")).unwrap(), "Leeds");
        assert_eq!(names(&output), [MANIFEST, "index.html", "organisations"]);
        assert_eq!(names(&folder.path().join("public")), ["site"]);
    }

    #[test]
    fn an_empty_folder_may_be_published_to() {
        let folder = OwnFolder::new();
        assert_eq!(build(folder.path(), SITE).unwrap(), counts(3, 0, 0));
        assert_eq!(build(folder.path(), SITE).unwrap(), counts(0, 3, 0));
    }

    #[test]
    fn a_build_of_the_same_site_touches_nothing() {
        let folder = OwnFolder::new();
        let output = folder.path().join("site");
        build(&output, SITE).unwrap();
        let before = (snapshot(&output), fs::metadata(&output).unwrap().ino());
        assert_eq!(build(&output, SITE).unwrap(), counts(0, 3, 0));
        assert_eq!((snapshot(&output), fs::metadata(&output).unwrap().ino()), before);
        assert_eq!(names(folder.path()), ["site"]);
    }

    #[test]
    fn a_change_keeps_the_other_files_and_their_times() {
        let folder = OwnFolder::new();
        let output = folder.path().join("site");
        build(&output, SITE).unwrap();
        let before = snapshot(&output);
        let changed = [("", "home"), ("organisations/leeds", "Leeds!"), ("areas", "new")];
        assert_eq!(build(&output, &changed).unwrap(), counts(2, 1, 1));
        let after = snapshot(&output);
        assert_eq!(after[Path::new("index.html")], before[Path::new("index.html")]);
        assert_eq!(after[Path::new("organisations/leeds/index.html")].0, "Leeds!");
        assert!(!output.join("organisations/york").exists());
        assert_eq!(names(folder.path()), ["site"]);
        for (path, (_, mode, links, ..)) in &after {
            let is_file = output.join(path).is_file();
            assert_eq!((*mode, *links), (if is_file { 0o644 } else { 0o755 }, 1), "{}", path.display());
        }
    }

    #[test]
    fn building_over_an_old_site_is_building_from_nothing() {
        let folder = OwnFolder::new();
        let (over, fresh) = (folder.path().join("over"), folder.path().join("fresh"));
        build(&over, &[("", "old"), ("gone", "gone"), ("organisations/leeds", "Leeds")]).unwrap();
        build(&over, SITE).unwrap();
        build(&fresh, SITE).unwrap();
        let texts = |output: &Path| snapshot(output).into_iter().map(|(path, seen)| (path, seen.0, seen.1)).collect::<Vec<_>>();
        assert_eq!(texts(&over), texts(&fresh));
    }

    #[test]
    fn a_published_file_that_was_tampered_with_is_written_again() {
        let folder = OwnFolder::new();
        let output = folder.path().join("site");
        build(&output, SITE).unwrap();
        fs::write(output.join("index.html"), "EVIL").unwrap();
        fs::set_permissions(output.join("organisations/york/index.html"), fs::Permissions::from_mode(0o600)).unwrap();
        fs::remove_file(output.join("organisations/leeds/index.html")).unwrap();
        assert_eq!(build(&output, SITE).unwrap(), counts(3, 0, 0));
        assert_eq!(fs::read_to_string(output.join("index.html")).unwrap(), "home");
    }

    #[test]
    fn foreign_files_are_named_and_nothing_is_touched() {
        let folder = OwnFolder::new();
        let output = folder.path().join("site");
        build(&output, SITE).unwrap();
        folder.write("site/organisations/notes.txt", "mine");
        folder.write("site/.git/config", "mine");
        symlink("index.html", output.join("link.html")).unwrap();
        let before = snapshot(&output);
        for pages in [SITE, &[("", "changed")]] {
            let refused = build(&output, pages).unwrap_err().to_string();
            assert!(refused.contains("`.git`, `link.html`, `organisations/notes.txt`"), "{refused}");
            assert_eq!(snapshot(&output), before);
        }
        assert_eq!(names(folder.path()), ["site"]);
    }

    #[test]
    fn a_folder_that_is_not_ours_is_refused() {
        let folder = OwnFolder::new();
        folder.write("site/thesis.doc", "mine");
        let refused = build(&folder.path().join("site"), SITE).unwrap_err().to_string();
        assert!(refused.contains("`thesis.doc`"), "{refused}");
        folder.write(&format!("site/{MANIFEST}"), "{}");
        let refused = build(&folder.path().join("site"), SITE).unwrap_err().to_string();
        assert!(refused.contains("cannot be read"), "{refused}");
        assert_eq!(names(folder.path()), ["site"]);
        assert_eq!(names(&folder.path().join("site")), [MANIFEST, "thesis.doc"]);
    }

    #[test]
    fn the_content_folder_is_never_replaced() {
        let folder = OwnFolder::new();
        folder.write("project/content/handbook.toml", "");
        let content = folder.path().join("project/content");
        for (output, why) in [
            ("project/content", "the content folder itself"),
            ("project/content/../content/", "the content folder itself"),
            ("project/content/site", "inside the content folder"),
            ("project", "the content folder is inside it"),
            ("project/content/handbook.toml", "inside the content folder"),
        ] {
            let refused = Stage::open(&folder.path().join(output), Some(&content)).err().unwrap().to_string();
            assert!(refused.contains(why), "{output}: {refused}");
        }
        assert!(Stage::open(&folder.path().join("project/site"), Some(&content)).is_ok());
        assert_eq!(names(&folder.path().join("project")), ["content"]);
    }

    #[test]
    fn the_whole_disk_the_home_folder_files_and_links_are_refused() {
        let folder = OwnFolder::new();
        let refused = |output: &Path| Stage::open(output, None).err().unwrap().to_string();
        assert!(refused(Path::new("/")).contains("root of the whole disk"));
        if let Some(home) = std::env::var_os("HOME") {
            assert!(refused(Path::new(&home)).contains("home folder"));
        }
        let file = folder.write("file", "");
        assert!(refused(&file).contains("is a file"));
        let elsewhere = OwnFolder::new();
        symlink(elsewhere.path(), folder.path().join("link")).unwrap();
        for link in ["link", "link/"] {
            let refused = refused(&folder.path().join(link));
            assert!(refused.contains(&format!("a symbolic link to `{}`", elsewhere.path().display())), "{refused}");
        }
    }

    #[test]
    fn a_stage_that_is_dropped_leaves_the_old_site() {
        let folder = OwnFolder::new();
        let output = folder.path().join("site");
        build(&output, SITE).unwrap();
        let before = snapshot(&output);
        let stage = Stage::open(&output, None).unwrap();
        put_all(&stage, &[("", "new"), ("organisations/leeds", "Leeds")]);
        drop(stage);
        assert_eq!(snapshot(&output), before);
        assert_eq!(names(folder.path()), ["site"]);
    }

    #[test]
    fn a_build_that_is_stopped_publishes_nothing_and_leaves_nothing() {
        let folder = OwnFolder::new();
        let output = folder.path().join("site");
        build(&output, SITE).unwrap();
        let before = snapshot(&output);
        let stop = Arc::new(AtomicBool::new(false));
        let stage = Stage::open_until(&output, None, Arc::clone(&stop)).unwrap();
        put_all(&stage, &[("", "new")]);
        stop.store(true, Ordering::Relaxed);
        assert!(matches!(stage.put(&Route::page("a").unwrap(), &Content::html(String::new())), Err(PublishError::Stopped(_))));
        assert!(matches!(stage.publish(), Err(PublishError::Stopped(_))));
        assert!(matches!(Stage::open_until(&output, None, stop), Err(PublishError::Stopped(_))));
        assert_eq!(snapshot(&output), before);
        assert_eq!(names(folder.path()), ["site"]);
    }

    #[test]
    fn what_a_killed_build_left_is_swept_away() {
        let folder = OwnFolder::new();
        let output = folder.path().join("site");
        build(&output, SITE).unwrap();
        let stage = Stage::open(&output, None).unwrap();
        put_all(&stage, &[("", "half"), ("half/written", "x")]);
        // A killed process runs no destructor, but its lock ends with it.
        let (left, stage_lock) = (stage.target.staging(), stage.target.lock());
        drop(stage);
        fs::create_dir_all(left.join("half")).unwrap();
        fs::hard_link(output.join("index.html"), left.join("index.html")).unwrap();
        fs::write(stage_lock, "12345\n").unwrap();
        assert_eq!(build(&output, SITE).unwrap(), counts(0, 3, 0));
        assert_eq!(names(folder.path()), ["site"]);
    }

    #[test]
    fn a_second_build_says_who_builds() {
        let folder = OwnFolder::new();
        let output = folder.path().join("site");
        let stage = Stage::open(&output, None).unwrap();
        let busy = Stage::open(&output, None).err().unwrap();
        assert!(matches!(busy, PublishError::Busy { process: Some(process), .. } if process == std::process::id()), "{busy}");
        assert!(busy.to_string().contains(&format!("(process {})", std::process::id())), "{busy}");
        drop(stage);
        assert!(Stage::open(&output, None).is_ok());
    }

    #[test]
    fn one_address_holds_one_file() {
        let folder = OwnFolder::new();
        let output = folder.path().join("site");
        let stage = Stage::open(&output, None).unwrap();
        let content = Content::html("x".to_owned());
        stage.put(&Route::page("a").unwrap(), &content).unwrap();
        let twice = stage.put(&Route::page("a").unwrap(), &content).unwrap_err();
        assert!(twice.to_string().contains("`a/index.html` would be written twice"), "{twice}");
        assert!(matches!(stage.publish(), Err(PublishError::Incomplete(_))));
        assert_eq!(names(folder.path()), [""; 0]);

        let stage = Stage::open(&output, None).unwrap();
        stage.put(&Route::file("a").unwrap(), &content).unwrap();
        let both = stage.put(&Route::page("a").unwrap(), &content).unwrap_err();
        assert!(both.to_string().contains("both a file and a folder"), "{both}");
        assert!(stage.put(&Route::file(MANIFEST).unwrap(), &content).is_err());
    }

    #[test]
    fn many_threads_write_one_site() {
        use rayon::prelude::*;
        let folder = OwnFolder::new();
        let output = folder.path().join("site");
        let stage = Stage::open(&output, None).unwrap();
        (0..500).into_par_iter().for_each(|number| {
            let route = Route::page(&format!("a/{}/{number}", number % 7)).unwrap();
            stage.put(&route, &Content::html(number.to_string())).unwrap();
        });
        assert_eq!(stage.publish().unwrap(), counts(500, 0, 0));
        assert_eq!(fs::read_to_string(output.join("a/2/499/index.html")).unwrap(), "499");
    }
}
