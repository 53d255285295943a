//! The only reader of the disk. Follows no symbolic link, opens nothing but regular files, and knows nothing of what they say.
//!
//! A folder of records is written by many hands, so nothing in it is trusted to be what it seems: its names are looked at first,
//! every file is opened below the folder that was named and nowhere else, and its size and kind are asked of what was opened, not
//! of its name. What cannot be read is told as [`Unread`], file by file, and the rest is read all the same.

#![allow(clippy::disallowed_methods, reason = "this is the one place that reads the disk")]

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::io::{self, Read};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use walkdir::{DirEntry, WalkDir};

use super::{File, LIMIT, Sources, Unread};

/// The longest path below the content folder, in bytes: beyond it some disks and most archives lose files.
pub const PATH_LIMIT: usize = 200;

/// The endings of attachments: what a browser shows or a reader's office programs open, and nothing that runs.
pub const ATTACHMENT_ENDINGS: [&str; 15] =
    ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "pdf", "csv", "ics", "txt", "docx", "xlsx", "odt", "ods"];

const THEME_ENDINGS: [&str; 9] = ["html", "css", "js", "svg", "toml", "json", "xml", "txt", "md"];

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

/// Reads the text files of the theme in `folder`, by path below it. A theme is whole or it is not used.
pub fn read_theme(folder: &Path) -> Result<BTreeMap<Arc<str>, Arc<File>>, DiskError> {
    let opened = open_folder(folder)?;
    let (kept, unread) = read_found(opened.as_fd(), walk(folder, &THEME), &Memory::default());
    match unread.into_iter().next() {
        Some(unread) => Err(DiskError::Theme { folder: folder.to_owned(), unread }),
        None => Ok(kept.into_iter().filter_map(|(path, kept)| Some((path, kept.bytes.file()?))).collect()),
    }
}

/// Reads a handbook again and again. A file that did not change is the same `Arc` as the last time, so that whoever remembers
/// what a file said can tell by the pointer that it says so still.
pub struct Reader {
    root: PathBuf,
    memory: Memory,
}

impl Reader {
    /// A reader of the folder `root` that has read nothing yet.
    pub fn new(root: &Path) -> Reader {
        Reader { root: root.to_owned(), memory: Memory::default() }
    }

    /// Reads what is there now. After an error the memory of the last good reading stands.
    pub fn read(&mut self) -> Result<Sources, DiskError> {
        let opened = open_folder(&self.root)?;
        let (kept, unread) = read_found(opened.as_fd(), walk(&self.root, &CONTENT), &self.memory);
        let mut sources = Sources { root: self.root.clone(), unread, ..Sources::default() };
        for (path, kept) in &kept {
            match &kept.bytes {
                Bytes::File(file) => drop(sources.files.insert(Arc::clone(path), Arc::clone(file))),
                Bytes::Attachment(bytes) => drop(sources.attachments.insert(Arc::clone(path), Arc::clone(bytes))),
            }
        }
        self.require_handbook(&sources)?;
        self.memory = Memory::of(kept);
        Ok(sources)
    }

    fn require_handbook(&self, sources: &Sources) -> Result<(), DiskError> {
        let found = sources.files.contains_key("handbook.toml")
            || sources.unread.iter().any(|unread| matches!(&*unread.path, "handbook.toml" | ""));
        if found {
            return Ok(());
        }
        let below = self.root.join("content");
        let hint = if below.join("handbook.toml").is_file() {
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
    fn file(self) -> Option<Arc<File>> {
        match self {
            Bytes::File(file) => Some(file),
            Bytes::Attachment(_) => None,
        }
    }
}

/// What the disk says of a file without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp {
    length: u64,
    inode: u64,
    modified: i128,
    changed: i128,
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
    fn is_settled(&self, latest: i128) -> bool {
        let tick = if self.changed % 1_000_000_000 == 0 { 2_000_000_000 } else { 50_000_000 };
        self.changed + tick < latest
    }
}

/// A file to be read, and as what.
struct Found {
    path: Arc<str>,
    role: Role,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    File,
    Attachment,
}

/// Why something is not read, and what to do about it.
type Flaw = (String, String);

fn flaw(why: impl Into<String>, hint: impl Into<String>) -> Flaw {
    (why.into(), hint.into())
}

fn open_folder(folder: &Path) -> Result<OwnedFd, DiskError> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    rustix::fs::open(folder, flags, Mode::empty()).map_err(|error| match error {
        Errno::NOENT => DiskError::Missing(folder.to_owned()),
        Errno::NOTDIR => DiskError::NotAFolder(folder.to_owned()),
        error => DiskError::Closed { root: folder.to_owned(), why: error.into() },
    })
}

/// What to do with something that a folder lists.
enum Look {
    Skip,
    Enter,
    Read(Role),
}

/// What to read below a folder, and as what.
struct Rules {
    /// A path that is somebody else's to read.
    left_alone: &'static str,
    role: fn(&str) -> Result<Role, Flaw>,
}

/// A handbook's own theme may stand in `theme/` below the content folder; [`read_theme`] reads it.
const CONTENT: Rules = Rules { left_alone: "theme", role: content_role };
const THEME: Rules = Rules { left_alone: "", role: theme_role };

/// Everything to be read below `root`, in the order of names, and what cannot be.
fn walk(root: &Path, rules: &Rules) -> Vec<Result<Found, Unread>> {
    let mut found = Vec::new();
    let mut entries = WalkDir::new(root).min_depth(1).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.extend(unlisted(root, &error).map(Err));
                continue;
            }
        };
        let path = path_below(root, entry.path());
        let look = look(&entry, &path, rules);
        if entry.file_type().is_dir() && !matches!(look, Ok(Look::Enter)) {
            entries.skip_current_dir();
        }
        match look {
            Ok(Look::Skip | Look::Enter) => {}
            Ok(Look::Read(role)) => found.push(Ok(Found { path: path.into(), role })),
            Err(flaw) => found.push(Err(unread(&path.into(), flaw))),
        }
    }
    found
}

fn look(entry: &DirEntry, path: &str, rules: &Rules) -> Result<Look, Flaw> {
    if is_litter(entry) || path == rules.left_alone {
        return Ok(Look::Skip);
    }
    check_name(entry, path)?;
    let kind = entry.file_type();
    if kind.is_symlink() {
        return Err(is_link());
    }
    if kind.is_dir() {
        return check_folder(path).map(|()| Look::Enter);
    }
    if !kind.is_file() {
        return Err(is_special(kind.is_fifo(), kind.is_socket()));
    }
    (rules.role)(path).map(Look::Read)
}

/// What editors, version control and desktops leave behind.
fn is_litter(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.starts_with(['.', '#']) || ["~", ".swp", ".orig", ".tmp"].iter().any(|ending| name.ends_with(ending))
}

fn check_name(entry: &DirEntry, path: &str) -> Result<(), Flaw> {
    let Some(name) = entry.file_name().to_str() else {
        return Err(flaw("has a name that is not UTF-8", "rename it with plain letters, digits and hyphens"));
    };
    if name.contains(is_invisible) {
        return Err(flaw("has a character in its name that cannot be seen", "rename it with plain letters, digits and hyphens"));
    }
    if name.contains('\\') {
        return Err(flaw("has a backslash in its name", "rename it with plain letters, digits and hyphens"));
    }
    if path.len() > PATH_LIMIT {
        let why = format!("has a path of {} bytes, more than the {PATH_LIMIT} that every disk can keep", path.len());
        return Err(flaw(why, "shorten its name or those of its folders"));
    }
    let awkward = |letter| "<>:\"|?*#%&".contains(letter);
    if path.starts_with("files/") && (name.contains(awkward) || name.trim() != name || name.ends_with('.')) {
        let hint = "readers get it under this name: use letters, digits, spaces inside, `-`, `_` and `.`";
        return Err(flaw("has a name that not every disk and address can hold", hint));
    }
    Ok(())
}

/// Control characters, and those that change the order or the look of the letters around them.
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

fn check_folder(path: &str) -> Result<(), Flaw> {
    let is_record = matches!(ending(path).as_str(), "toml" | "md");
    if is_record {
        return Err(flaw(
            "is a folder, though its name ends as a file's",
            "rename the folder, or make it the file it is named as",
        ));
    }
    Ok(())
}

fn is_link() -> Flaw {
    flaw("is a symbolic link, and links are not followed", "put the file itself here")
}

fn is_special(is_pipe: bool, is_socket: bool) -> Flaw {
    let what = match (is_pipe, is_socket) {
        (true, _) => "is a named pipe, not a file",
        (_, true) => "is a socket, not a file",
        _ => "is a device, not a file",
    };
    flaw(what, "remove it from the content folder")
}

fn content_role(path: &str) -> Result<Role, Flaw> {
    let ending = ending(path);
    if path.starts_with("files/") {
        return match ATTACHMENT_ENDINGS.contains(&ending.as_str()) {
            true => Ok(Role::Attachment),
            false => {
                Err(flaw("is not of a kind that is published", format!("attachments end in {}", ATTACHMENT_ENDINGS.join(", "))))
            }
        };
    }
    match ending.as_str() {
        "toml" | "md" => Ok(Role::File),
        _ => Err(flaw(
            "is neither a record nor an attachment",
            "only .toml and .md files are records; attachments belong in files/",
        )),
    }
}

fn theme_role(path: &str) -> Result<Role, Flaw> {
    let ending = ending(path);
    let is_text = ending.is_empty() || THEME_ENDINGS.contains(&ending.as_str());
    is_text.then_some(Role::File).ok_or_else(|| {
        flaw("is not a text file that a theme is made of", format!("a theme's files end in {}", THEME_ENDINGS.join(", ")))
    })
}

/// What follows the last dot of a file's name, in lower case; empty where there is no dot.
fn ending(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase())
}

fn path_below(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned()
}

/// A folder that could not be listed; nothing where it has gone meanwhile.
fn unlisted(root: &Path, error: &walkdir::Error) -> Option<Unread> {
    let path: Arc<str> = path_below(root, error.path().unwrap_or(Path::new(""))).into();
    let why = error.io_error()?;
    (why.kind() != io::ErrorKind::NotFound).then(|| unread(&path, failure(why)))
}

fn unread(path: &Arc<str>, (why, hint): Flaw) -> Unread {
    Unread { path: Arc::clone(path), why, hint }
}

type Named = (Arc<str>, Kept);

/// Reads what was found, on every core.
fn read_found(root: BorrowedFd, found: Vec<Result<Found, Unread>>, memory: &Memory) -> (BTreeMap<Arc<str>, Kept>, Vec<Unread>) {
    let read: Vec<Result<Option<Named>, Unread>> = found
        .into_par_iter()
        .map(|found| {
            let Found { path, role } = found?;
            match read_file(root, &path, role, memory) {
                Ok(kept) => Ok(kept.map(|kept| (path, kept))),
                Err(flaw) => Err(unread(&path, flaw)),
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
fn read_file(root: BorrowedFd, path: &Arc<str>, role: Role, memory: &Memory) -> Result<Option<Kept>, Flaw> {
    for _ in 0..ATTEMPTS {
        let mut file = match open_beneath(root, path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failure(&error)),
        };
        let stamp = stamp(&file)?;
        if let Some(kept) = memory.unchanged(path, &stamp) {
            return Ok(Some(kept.clone()));
        }
        let bytes = read_bytes(&mut file, &stamp).map_err(|error| failure(&error))?;
        let is_whole = bytes.len() as u64 == stamp.length && self::stamp(&file)? == stamp;
        if is_whole {
            return Ok(Some(Kept { bytes: remembered(path, role, &bytes, memory), stamp }));
        }
    }
    Err(flaw("changed while it was being read", "wait until it is written, then try again"))
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

/// Asks what was opened, not its name, whether it is a file of a size to be read.
fn stamp(file: &std::fs::File) -> Result<Stamp, Flaw> {
    let metadata = file.metadata().map_err(|error| failure(&error))?;
    let kind = metadata.file_type();
    if !kind.is_file() {
        return Err(is_special(kind.is_fifo(), kind.is_socket()));
    }
    if metadata.len() > LIMIT {
        let why = format!("has {} bytes, more than the {LIMIT} that are read of one file", metadata.len());
        return Err(flaw(why, "divide it, or make it smaller"));
    }
    Ok(Stamp::of(&metadata))
}

/// At most one byte more than the stamp says: enough to see that the file grew.
fn read_bytes(file: &mut std::fs::File, stamp: &Stamp) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(stamp.length).unwrap_or(0) + 1);
    file.take(stamp.length + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Opens a file below `root` through no link, whatever its path has become since it was listed. A pipe does not block.
fn open_beneath(root: BorrowedFd, path: &str) -> io::Result<std::fs::File> {
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
fn open_step_by_step(root: BorrowedFd, path: &str, flags: OFlags) -> io::Result<std::fs::File> {
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

/// What the operating system said, in an author's words.
fn failure(error: &io::Error) -> Flaw {
    match Errno::from_io_error(error) {
        Some(Errno::ACCESS | Errno::PERM) => flaw("may not be read", "give yourself the right to read it"),
        Some(Errno::LOOP) => is_link(),
        Some(Errno::NAMETOOLONG) => flaw("has too long a path", "shorten its name or those of its folders"),
        Some(Errno::NXIO) => is_special(false, true),
        Some(Errno::MFILE | Errno::NFILE) => flaw("cannot be opened: too many files are open", "raise the limit (ulimit -n)"),
        _ => flaw(format!("cannot be read: {error}"), "look at it with another program"),
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

    fn handbook() -> OwnFolder {
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
        folder.write("files/map.png", b"\x89PNG");
        folder.write("files/page.html", "<p>");
        folder.write("notes.docx", "");
        folder.write("theme/page.html", "");
        for litter in [".git/config.toml", "#a.toml#", "a.md~", "a.swp", "a.md.orig", "x.tmp", ".DS_Store"] {
            folder.write(litter, "");
        }
        let sources = read(folder.path()).unwrap();
        let paths: Vec<&str> = sources.files.keys().map(|path| &**path).collect();
        assert_eq!(paths, ["handbook.toml", "organisations/leeds.toml"]);
        assert_eq!(sources.attachments.keys().map(|path| &**path).collect::<Vec<_>>(), ["files/map.png"]);
        assert_eq!(sources.unread.iter().map(|unread| &*unread.path).collect::<Vec<_>>(), ["files/page.html", "notes.docx"]);
        assert!(sources.unread[1].hint.contains("attachments belong in files/"));
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
    fn sizes_and_names_have_limits() {
        let folder = handbook();
        fs::File::create(folder.path().join("huge.md")).unwrap().set_len(LIMIT + 1).unwrap();
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
    fn a_stamp_is_believed_once_the_clock_has_ticked() {
        let stamp = |changed| Stamp { length: 1, inode: 1, modified: changed, changed };
        let second = 1_000_000_000;
        assert!(!stamp(5 * second + 7).is_settled(5 * second + 8));
        assert!(stamp(5 * second + 7).is_settled(5 * second + 60_000_000));
        assert!(!stamp(5 * second).is_settled(6 * second));
        assert!(stamp(5 * second).is_settled(8 * second));
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
