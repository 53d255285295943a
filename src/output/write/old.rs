//! The site that stands at the output before a build: what it holds, and whether all of it is ours.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Read;
use std::os::fd::OwnedFd;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use rayon::prelude::*;
use rustix::fs::{Mode, OFlags, openat};
use rustix::io::Errno;

use super::manifest::{Manifest, Print};
use super::target::Target;
use super::{MANIFEST, PublishError};

/// How many names of other people's files a message gives.
const NAMES: usize = 5;

/// What stands at the output.
pub(super) enum Old {
    Nothing,
    Empty,
    Site(Site),
}

/// A site that an earlier build wrote.
pub(super) struct Site {
    pub(super) folder: OwnedFd,
    manifest: Manifest,
    text: Vec<u8>,
}

/// What a file looked like when its bytes were compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) inode: u64,
    pub(super) length: u64,
    pub(super) modified: (i64, i64),
}

impl Seen {
    pub(super) fn of(file: &File) -> std::io::Result<Seen> {
        let metadata = file.metadata()?;
        Ok(Seen { inode: metadata.ino(), length: metadata.len(), modified: (metadata.mtime(), metadata.mtime_nsec()) })
    }
}

impl Old {
    /// Looks at the output, and refuses a folder that holds something but no manifest of ours.
    pub(super) fn open(target: &Target) -> Result<Old, PublishError> {
        let output = &target.output;
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let folder = match rustix::fs::open(output, flags, Mode::empty()) {
            Ok(folder) => folder,
            Err(Errno::NOENT) => return Ok(Old::Nothing),
            Err(error) => return Err(PublishError::disk("open", output, error)),
        };
        match read(&folder, MANIFEST) {
            Ok(text) => match Manifest::from_text(&text) {
                Ok(manifest) => Ok(Old::Site(Site { folder, manifest, text })),
                Err(why) => Err(PublishError::refused(
                    output,
                    format!("its {MANIFEST} {why}, so it is not known what an earlier build wrote"),
                    "move the folder away, or name another with --output",
                )),
            },
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => empty_or_refused(output),
            Err(error) => Err(PublishError::disk("read", &output.join(MANIFEST), error)),
        }
    }

    /// The paths of the old site's files.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        let site = if let Old::Site(site) = self { Some(site) } else { None };
        site.into_iter().flat_map(|site| site.manifest.files.keys().map(String::as_str))
    }

    pub(super) fn has_manifest(&self, text: &str) -> bool {
        matches!(self, Old::Site(site) if site.text == text.as_bytes())
    }

    /// What the old file looks like, where it has these bytes: on the disk, not only in the manifest.
    pub(super) fn same(&self, path: &str, print: &Print, bytes: &[u8]) -> Option<Seen> {
        let Old::Site(site) = self else { return None };
        if site.manifest.files.get(path) != Some(print) {
            return None;
        }
        let mut file = open_file(&site.folder, path).ok()?;
        let metadata = file.metadata().ok()?;
        let is_ours = metadata.is_file() && metadata.mode() & 0o7777 == 0o644 && metadata.nlink() == 1;
        if !is_ours || metadata.len() != bytes.len() as u64 {
            return None;
        }
        let seen = Seen::of(&file).ok()?;
        let mut there = vec![0; bytes.len()];
        file.read_exact(&mut there).ok()?;
        (there == bytes).then_some(seen)
    }

    /// Refuses the output where it holds something that no build wrote: replacing the folder would lose it.
    pub(super) fn refuse_foreign(&self, target: &Target) -> Result<(), PublishError> {
        let output = &target.output;
        let Old::Site(site) = self else {
            // Nothing may have come where nothing was; a rename would refuse it too, but not as plainly.
            return if output.exists() { empty_or_refused(output).map(drop) } else { Ok(()) };
        };
        let known = Known::new(&site.manifest);
        let mut foreign = known.foreign(output, "").map_err(|error| PublishError::disk("look through", output, error))?;
        foreign.sort();
        if foreign.is_empty() { Ok(()) } else { Err(not_ours(output, &foreign)) }
    }
}

fn empty_or_refused(output: &Path) -> Result<Old, PublishError> {
    let listed = fs::read_dir(output).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
    let listed = listed.map_err(|error| PublishError::disk("look through", output, error))?;
    let mut names: Vec<String> = listed.iter().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    if names.is_empty() { Ok(Old::Empty) } else { Err(not_ours(output, &names)) }
}

fn not_ours(output: &Path, names: &[String]) -> PublishError {
    // Names may hold anything, and this goes to a terminal.
    let shown = names.iter().take(NAMES).map(|name| name.escape_debug().to_string()).collect::<Vec<_>>().join("`, `");
    let more = match names.len().saturating_sub(NAMES) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let why = format!("it holds what no earlier build wrote, and that would be lost: `{shown}`{more}");
    PublishError::refused(output, why, "move it elsewhere, or name another folder with --output")
}

/// The files and folders that an earlier build wrote.
struct Known<'m> {
    manifest: &'m Manifest,
    folders: BTreeSet<&'m str>,
}

impl<'m> Known<'m> {
    fn new(manifest: &'m Manifest) -> Known<'m> {
        let mut folders = BTreeSet::new();
        for path in manifest.files.keys() {
            let mut path = path.as_str();
            while let Some((folder, _)) = path.rsplit_once('/') {
                if !folders.insert(folder) {
                    break;
                }
                path = folder;
            }
        }
        Known { manifest, folders }
    }

    /// What is in `folder` and was not written by a build; `below` is its path below the output, empty or ending in `/`.
    fn foreign(&self, folder: &Path, below: &str) -> std::io::Result<Vec<String>> {
        let listed = match fs::read_dir(folder) {
            Ok(listed) => listed.collect::<std::io::Result<Vec<_>>>()?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let looked = listed.into_par_iter().map(|entry| {
            let path = format!("{below}{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type()?;
            if kind.is_dir() && self.folders.contains(path.as_str()) {
                return self.foreign(&entry.path(), &format!("{path}/"));
            }
            let is_ours = kind.is_file() && (path == MANIFEST || self.manifest.files.contains_key(&path));
            Ok(if is_ours { Vec::new() } else { vec![path] })
        });
        Ok(looked.collect::<std::io::Result<Vec<_>>>()?.concat())
    }
}

/// A file of the old site. A pipe in its place does not block, and a link is not followed.
pub(super) fn open_file(folder: &OwnedFd, path: &str) -> std::io::Result<File> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(openat(folder, path, flags, Mode::empty())?.into())
}

fn read(folder: &OwnedFd, path: &str) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_file(folder, path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}
