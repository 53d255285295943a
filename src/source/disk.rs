//! The only reader of the disk. Follows no symbolic link, opens nothing but regular files, and knows nothing of what they say.
//!
//! A folder of records is written by many hands, so nothing in it is trusted to be what it seems: its names are looked at first,
//! every file is opened below the folder that was named and nowhere else, and its size and kind are asked of what was opened, not
//! of its name. What cannot be read is told as [`Unread`], file by file, and the rest is read all the same.

#![allow(clippy::disallowed_methods, reason = "this is the one place that reads the disk")]

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use sha2::{Digest, Sha256};

use self::flaw::Flaw;
use self::open::Stamp;
use self::walk::{CONTENT, Found, Role, THEME};
use crate::limits::Limits;

use super::{File, HANDBOOK, Sources, Unread};

mod again;
mod attachment;
mod flaw;
mod picture;
mod vector;
mod open;
mod walk;

/// Why a folder could not be read at all. What is wrong with single files is in [`Sources::unread`].
#[derive(Debug, thiserror::Error)]
pub enum DiskError {
    /// There is no such folder.
    #[error("there is no folder `{}`; to begin a handbook there, type: handbook init {}", .0.display(), .0.display())]
    Missing(PathBuf),
    /// It is a file, or something else that holds no files.
    #[error("`{}` is not a folder; name the folder that holds handbook.toml", .0.display())]
    NotAFolder(PathBuf),
    /// It holds no `handbook.toml`.
    #[error("`{}` holds no handbook.toml, with which every handbook begins; {hint}", .root.display())]
    NoHandbook {
        /// The folder.
        root: PathBuf,
        /// What to do about it.
        hint: String,
    },
    /// It could not be opened.
    #[error("`{}` cannot be opened: {why}", .root.display())]
    Closed {
        /// The folder.
        root: PathBuf,
        /// Why, as the operating system says.
        why: io::Error,
    },
    /// What was named as an earlier site is none.
    #[error("`{}` is no site that was published before: {why}", .place.display())]
    NotPublished {
        /// What was named.
        place: PathBuf,
        /// Why it is none, and what to name instead.
        why: String,
    },
    /// A theme holds something that cannot be part of one.
    #[error("the theme `{}` cannot be used: `{}` {}; {}", .folder.display(), .unread.path, .unread.why, .unread.hint)]
    Theme {
        /// The theme's folder.
        folder: PathBuf,
        /// The first of what could not be read.
        unread: Unread,
    },
}

/// Reads every file of the handbook in `root`, once.
pub fn read(root: &Path) -> Result<Sources, DiskError> {
    Reader::new(root).read()
}

/// The digest of the file at `path`, to tell one program from another.
///
/// # Errors
/// Where it cannot be read.
pub fn digest(path: &Path) -> io::Result<String> {
    let mut file = std::fs::File::open(path)?;
    let mut digest = Sha256::new();
    let mut piece = vec![0; 1 << 18];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(base16ct::lower::encode_string(&digest.finalize())),
            read => digest.update(&piece[..read]),
        }
    }
}

/// Reads the text files of the theme in `folder`, by path below it. A theme is whole or it is not used.
pub fn read_theme(folder: &Path) -> Result<BTreeMap<Arc<str>, Arc<File>>, DiskError> {
    let opened = open_folder(folder)?;
    let limits = Limits::default();
    let (kept, unread) = read_found(opened.as_fd(), walk::walk(folder, &THEME, &limits), &Memory::default(), &limits);
    match unread.into_iter().next() {
        Some(unread) => Err(DiskError::Theme { folder: folder.to_owned(), unread }),
        None => Ok(kept.into_iter().filter_map(|(path, kept)| Some((path, kept.bytes.file()?))).collect()),
    }
}

/// A site that an earlier build wrote, or only its list of what is in it.
pub struct Published {
    /// The list.
    pub manifest: Vec<u8>,
    folder: Option<OwnedFd>,
}

impl Published {
    /// Opens the site in the folder `place`, whose list is the file `manifest` in it; or that file itself, wherever it is kept.
    ///
    /// # Errors
    /// Where neither is there, or it cannot be read.
    pub fn open(place: &Path, manifest: &str) -> Result<Published, DiskError> {
        let not = |why: String| DiskError::NotPublished { place: place.to_owned(), why };
        let (file, folder) = match open_folder(place) {
            Ok(folder) => (open::open_beneath(folder.as_fd(), manifest), Some(folder)),
            Err(DiskError::NotAFolder(_)) => (std::fs::File::open(place), None),
            Err(DiskError::Missing(_)) => return Err(not("there is nothing of that name".to_owned())),
            Err(error) => return Err(error),
        };
        let mut file = file.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => {
                not(format!("it holds no {manifest}; name a folder that `handbook build` made, or that file"))
            }
            _ => not(error.to_string()),
        })?;
        let mut bytes = Vec::new();
        (&mut file).take(MANIFEST_LIMIT).read_to_end(&mut bytes).map_err(|error| not(error.to_string()))?;
        Ok(Published { manifest: bytes, folder })
    }

    /// A file of it; `None` where it is not at hand.
    pub fn file(&self, path: &str) -> Option<Vec<u8>> {
        let mut file = open::open_beneath(self.folder.as_ref()?.as_fd(), path).ok()?;
        let stamp = open::stamp(&file, &Limits { file_bytes: u32::MAX, ..Limits::default() }).ok()?;
        open::read_bytes(&mut file, &stamp).ok()
    }
}

/// The longest list of a site that is read, in bytes: that of a million pages.
const MANIFEST_LIMIT: u64 = 256 * 1024 * 1024;

/// Reads a handbook again and again. A file that did not change is the same `Arc` as the last time, so that whoever remembers
/// what a file said can tell by the pointer that it says so still.
pub struct Reader {
    root: PathBuf,
    memory: Memory,
    /// Whether the last reading was good, so that it is known what else there is.
    was_good: bool,
    /// What the last good reading could not read.
    unread: Vec<Unread>,
    /// How much it was to read.
    limits_read: Limits,
    limits_of: fn(&File) -> Limits,
}

impl Reader {
    /// A reader of the folder `root` that has read nothing yet.
    pub fn new(root: &Path) -> Reader {
        Reader {
            root: root.to_owned(),
            memory: Memory::default(),
            was_good: false,
            unread: Vec::new(),
            limits_read: Limits::default(),
            limits_of: |_| Limits::default(),
        }
    }

    /// The same reader, which reads no more than the handbook's own settings say: `limits_of` tells from their file how much that is.
    pub fn limited_by(mut self, limits_of: fn(&File) -> Limits) -> Reader {
        self.limits_of = limits_of;
        self
    }

    /// How much is to be read: the settings themselves are read as if they said nothing of it.
    fn limits(&self, root: BorrowedFd) -> Limits {
        let read = |name: &&str| read_file(root, &(**name).into(), Role::File, &self.memory, &Limits::default()).ok().flatten();
        let settings = HANDBOOK.iter().find_map(read).and_then(|kept| kept.bytes.file());
        settings.map_or_else(Limits::default, |file| (self.limits_of)(&file))
    }

    /// Reads what is there now. After an error the memory of the last good reading stands.
    pub fn read(&mut self) -> Result<Sources, DiskError> {
        self.was_good = false;
        let opened = open_folder(&self.root)?;
        let limits = self.limits(opened.as_fd());
        let (kept, unread) = read_found(opened.as_fd(), walk::walk(&self.root, &CONTENT, &limits), &self.memory, &limits);
        self.require_handbook(&kept, &unread)?;
        (self.memory, self.unread, self.limits_read) = (Memory::of(kept), unread, limits);
        self.was_good = true;
        Ok(self.sources())
    }

    /// What is remembered of the last good reading.
    fn sources(&self) -> Sources {
        let (unread, limits) = (self.unread.clone(), self.limits_read);
        let mut sources = Sources { root: self.root.clone(), unread, limits, ..Sources::default() };
        for (path, kept) in &self.memory.kept {
            match &kept.bytes {
                Bytes::File(file) => drop(sources.files.insert(Arc::clone(path), Arc::clone(file))),
                Bytes::Attachment(bytes) => drop(sources.attachments.insert(Arc::clone(path), Arc::clone(bytes))),
            }
        }
        sources
    }

    fn require_handbook(&self, kept: &BTreeMap<Arc<str>, Kept>, unread: &[Unread]) -> Result<(), DiskError> {
        let found = HANDBOOK.iter().any(|name| kept.contains_key(*name))
            || unread.iter().any(|unread| unread.path.is_empty() || HANDBOOK.contains(&&*unread.path));
        if found {
            return Ok(());
        }
        let below = self.root.join("content");
        let hint = if HANDBOOK.iter().any(|name| below.join(name).is_file()) {
            format!("name the folder that does: `{}`", below.display())
        } else {
            format!("to begin one there, type: handbook init {}", self.root.display())
        };
        Err(DiskError::NoHandbook { root: self.root.clone(), hint })
    }
}

/// What the last reading found, by path.
#[derive(Default)]
struct Memory {
    kept: BTreeMap<Arc<str>, Kept>,
    /// The latest change of any file, in nanoseconds: stands for a clock, which this floor has not.
    latest: i128,
}

impl Memory {
    fn of(kept: BTreeMap<Arc<str>, Kept>) -> Memory {
        let latest = kept.values().map(|kept| kept.stamp.changed).max().unwrap_or(i128::MIN);
        Memory { kept, latest }
    }

    /// The bytes of a file that bears the same stamp as the last time, if the stamp can be believed.
    fn unchanged(&self, path: &str, stamp: &Stamp) -> Option<&Kept> {
        self.kept.get(path).filter(|kept| kept.stamp == *stamp && stamp.is_settled(self.latest))
    }
}

#[derive(Clone)]
struct Kept {
    stamp: Stamp,
    bytes: Bytes,
}

#[derive(Clone, PartialEq)]
enum Bytes {
    File(Arc<File>),
    Attachment(Arc<[u8]>),
}

impl Bytes {
    fn is_file(&self) -> bool {
        matches!(self, Bytes::File(_))
    }

    fn file(self) -> Option<Arc<File>> {
        match self {
            Bytes::File(file) => Some(file),
            Bytes::Attachment(_) => None,
        }
    }
}

fn open_folder(folder: &Path) -> Result<OwnedFd, DiskError> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    rustix::fs::open(folder, flags, Mode::empty()).map_err(|error| match error {
        Errno::NOENT => DiskError::Missing(folder.to_owned()),
        Errno::NOTDIR => DiskError::NotAFolder(folder.to_owned()),
        error => DiskError::Closed { root: folder.to_owned(), why: error.into() },
    })
}

type Named = (Arc<str>, Kept);

/// Reads what was found, on every core.
fn read_found(
    root: BorrowedFd,
    found: Vec<Result<Found, Unread>>,
    memory: &Memory,
    limits: &Limits,
) -> (BTreeMap<Arc<str>, Kept>, Vec<Unread>) {
    let read: Vec<Result<Option<Named>, Unread>> = found
        .into_par_iter()
        .map(|found| {
            let Found { path, role } = found?;
            match read_file(root, &path, role, memory, limits) {
                Ok(kept) => Ok(kept.map(|kept| (path, kept))),
                Err(flaw) => Err(flaw.at(&path)),
            }
        })
        .collect();
    let mut kept = BTreeMap::new();
    let mut unread = Vec::new();
    for read in read {
        match read {
            Ok(file) => kept.extend(file),
            Err(flaw) => unread.push(flaw),
        }
    }
    unread.sort_by(|one, other| one.path.cmp(&other.path));
    (kept, unread)
}

/// How often a file is read again that somebody writes at the same moment.
const ATTEMPTS: usize = 5;

/// One file; nothing where it has gone since its folder was listed.
fn read_file(root: BorrowedFd, path: &Arc<str>, role: Role, memory: &Memory, limits: &Limits) -> Result<Option<Kept>, Flaw> {
    for _ in 0..ATTEMPTS {
        let mut file = match open::open_beneath(root, path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Flaw::of(&error)),
        };
        let stamp = open::stamp(&file, limits)?;
        if let Some(kept) = memory.unchanged(path, &stamp) {
            return Ok(Some(kept.clone()));
        }
        let bytes = open::read_bytes(&mut file, &stamp).map_err(|error| Flaw::of(&error))?;
        let is_whole = bytes.len() as u64 == stamp.length && open::stamp(&file, limits)? == stamp;
        if is_whole {
            if role == Role::Attachment {
                attachment::check(path, &bytes)?;
            }
            return Ok(Some(Kept { bytes: remembered(path, role, &bytes, memory), stamp }));
        }
    }
    Err(Flaw::new("changed while it was being read", "wait until it is written, then try again"))
}

/// The bytes as their role has them: the very ones of the last reading, where they are equal.
fn remembered(path: &Arc<str>, role: Role, bytes: &[u8], memory: &Memory) -> Bytes {
    let bytes = match role {
        Role::File => Bytes::File(Arc::new(File::new(path, bytes))),
        Role::Attachment => Bytes::Attachment(bytes.into()),
    };
    match memory.kept.get(path) {
        Some(kept) if kept.bytes == bytes => kept.bytes.clone(),
        _ => bytes,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// A folder of a test's own, gone when the test ends.
    pub(crate) struct OwnFolder(PathBuf);

    impl OwnFolder {
        pub(crate) fn new() -> OwnFolder {
            static NUMBER: AtomicUsize = AtomicUsize::new(0);
            let name = format!("handbook-test-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
            let path = std::env::temp_dir().canonicalize().unwrap().join(name);
            fs::create_dir_all(&path).unwrap();
            OwnFolder(path)
        }

        pub(crate) fn path(&self) -> &Path {
            &self.0
        }

        pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) -> PathBuf {
            let path = self.0.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
            path
        }
    }

    impl Drop for OwnFolder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    pub(crate) fn handbook() -> OwnFolder {
        let folder = OwnFolder::new();
        folder.write("handbook.toml", "title = \"A\"\n");
        folder
    }

    fn why(sources: &Sources, path: &str) -> String {
        sources.unread.iter().find(|unread| &*unread.path == path).map_or(String::new(), |unread| unread.why.clone())
    }

    #[test]
    fn records_attachments_and_litter_are_told_apart() {
        let folder = handbook();
        folder.write("organisations/leeds.toml", "name = \"Leeds\"");
        folder.write("files/map.png", b"\x89PNG\r\n\x1a\n");
        folder.write("files/page.html", "<p>");
        folder.write("files/page.png", "<p>");
        folder.write("notes.docx", "");
        folder.write("theme/page.html", "");
        for litter in [".git/config.toml", "#a.toml#", "a.md~", "a.swp", "a.md.orig", "x.tmp", ".DS_Store"] {
            folder.write(litter, "");
        }
        let sources = read(folder.path()).unwrap();
        let paths: Vec<&str> = sources.files.keys().map(|path| &**path).collect();
        assert_eq!(paths, ["handbook.toml", "organisations/leeds.toml"]);
        assert_eq!(sources.attachments.keys().map(|path| &**path).collect::<Vec<_>>(), ["files/map.png"]);
        assert_eq!(
            sources.unread.iter().map(|unread| &*unread.path).collect::<Vec<_>>(),
            ["files/page.html", "files/page.png", "notes.docx"]
        );
        assert!(sources.unread[2].hint.contains("put it into files/"), "{}", sources.unread[2].hint);
    }

    #[test]
    fn links_and_special_files_are_not_read() {
        let folder = handbook();
        let outside = OwnFolder::new();
        outside.write("secret.md", "secret");
        symlink(outside.path().join("secret.md"), folder.path().join("link.md")).unwrap();
        symlink(outside.path(), folder.path().join("people")).unwrap();
        symlink("/dev/zero", folder.path().join("zero.toml")).unwrap();
        symlink("nowhere", folder.path().join("nothing.toml")).unwrap();
        fs::create_dir(folder.path().join("x.md")).unwrap();
        let pipe = folder.path().join("pipe.toml");
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, Mode::from_raw_mode(0o644), 0).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket.md")).unwrap();
        let sources = read(folder.path()).unwrap();
        assert_eq!(sources.files.len(), 1);
        for link in ["link.md", "people", "zero.toml", "nothing.toml"] {
            assert!(why(&sources, link).contains("symbolic link"), "{link}");
        }
        assert!(why(&sources, "pipe.toml").contains("named pipe"));
        assert!(why(&sources, "socket.md").contains("socket"));
        assert!(why(&sources, "x.md").contains("is a folder"));
    }

    #[test]
    fn sizes_and_names_have_limits() {
        let folder = handbook();
        fs::File::create(folder.path().join("huge.md")).unwrap().set_len(u64::from(Limits::default().file_bytes) + 1).unwrap();
        folder.write("a\u{202e}b.md", "");
        folder.write("a\nb.md", "");
        folder.write("files/a?b.pdf", "");
        folder.write(&format!("{}/a.md", ["long"; 50].join("/")), "");
        let sources = read(folder.path()).unwrap();
        assert!(why(&sources, "huge.md").contains("10485761 bytes"));
        assert!(why(&sources, "a\u{202e}b.md").contains("cannot be seen"));
        assert!(why(&sources, "a\nb.md").contains("cannot be seen"));
        assert!(why(&sources, "files/a?b.pdf").contains("not every disk"));
        assert!(sources.unread.iter().any(|unread| unread.why.contains("has a path of")));
        assert_eq!(sources.files.len(), 1);
    }

    #[test]
    fn a_link_that_is_swapped_in_again_and_again_never_leads_out() {
        let folder = handbook();
        let outside = OwnFolder::new();
        outside.write("a.md", "secret");
        let ends = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !ends.load(Ordering::Relaxed) {
                    folder.write("people/a.md", "open");
                    fs::rename(folder.path().join("people"), folder.path().join(".aside")).unwrap();
                    symlink(outside.path(), folder.path().join("people")).unwrap();
                    fs::remove_file(folder.path().join("people")).unwrap();
                    fs::remove_dir_all(folder.path().join(".aside")).unwrap();
                }
            });
            let mut reader = Reader::new(folder.path());
            for _ in 0..300 {
                let sources = reader.read().unwrap();
                assert!(sources.files.values().all(|file| &*file.text != "secret"));
            }
            ends.store(true, Ordering::Relaxed);
        });
    }

    #[test]
    fn a_file_that_an_editor_writes_meanwhile_is_read_whole() {
        let folder = handbook();
        let texts = ["a".repeat(100_000), "b".repeat(50_000)];
        folder.write("a.md", &texts[0]);
        let ends = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for turn in 0.. {
                    let new = folder.write(".new", &texts[turn % 2]);
                    fs::rename(new, folder.path().join("a.md")).unwrap();
                    if ends.load(Ordering::Relaxed) {
                        break;
                    }
                }
            });
            let mut reader = Reader::new(folder.path());
            for _ in 0..300 {
                let sources = reader.read().unwrap();
                assert!(texts.iter().any(|text| **text == *sources.files["a.md"].text));
            }
            ends.store(true, Ordering::Relaxed);
        });
    }

    #[test]
    fn unchanged_files_are_the_same_files() {
        let folder = handbook();
        folder.write("a.md", "one");
        folder.write("b.md", "one");
        folder.write("files/c.txt", "one");
        let mut reader = Reader::new(folder.path());
        let first = reader.read().unwrap();
        folder.write("a.md", "two");
        folder.write("b.md", "one");
        let second = reader.read().unwrap();
        assert_eq!(&*second.files["a.md"].text, "two");
        assert!(Arc::ptr_eq(&first.files["b.md"], &second.files["b.md"]));
        assert!(Arc::ptr_eq(&first.files["handbook.toml"], &second.files["handbook.toml"]));
        assert!(Arc::ptr_eq(&first.attachments["files/c.txt"], &second.attachments["files/c.txt"]));
        fs::remove_file(folder.path().join("a.md")).unwrap();
        assert!(!reader.read().unwrap().files.contains_key("a.md"));
    }

    #[test]
    fn a_missing_handbook_says_what_to_type() {
        let folder = OwnFolder::new();
        let missing = read(&folder.path().join("content")).unwrap_err();
        assert!(missing.to_string().ends_with("content"), "{missing}");
        assert!(missing.to_string().contains("handbook init"), "{missing}");
        assert!(matches!(read(folder.path()), Err(DiskError::NoHandbook { .. })));
        let file = folder.write("content/handbook.toml", "");
        assert!(matches!(read(&file), Err(DiskError::NotAFolder(_))));
        assert!(read(folder.path()).unwrap_err().to_string().contains("name the folder that does"));
    }

    #[test]
    fn a_theme_is_whole_or_not_used() {
        let folder = OwnFolder::new();
        folder.write("page.html", "<p>");
        folder.write("static/style.css", "p {}");
        let theme = read_theme(folder.path()).unwrap();
        assert_eq!(theme.keys().map(|path| &**path).collect::<Vec<_>>(), ["page.html", "static/style.css"]);
        folder.write("program.exe", "");
        assert!(read_theme(folder.path()).unwrap_err().to_string().contains("program.exe"));
    }
}
