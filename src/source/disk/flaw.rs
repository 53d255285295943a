//! Why something below a folder is not read, in an author's words, and what to do about it.

use std::fs::FileType;
use std::io;
use std::os::unix::fs::FileTypeExt;
use std::sync::Arc;

use rustix::io::Errno;

use crate::source::Unread;

/// Why something is not read, and the way out.
pub(super) struct Flaw {
    why: String,
    hint: String,
}

impl Flaw {
    pub(super) fn new(why: impl Into<String>, hint: impl Into<String>) -> Flaw {
        Flaw { why: why.into(), hint: hint.into() }
    }

    /// Said of the file at `path`.
    pub(super) fn at(self, path: &Arc<str>) -> Unread {
        let Flaw { why, hint } = self;
        Unread { path: Arc::clone(path), why, hint }
    }

    pub(super) fn link() -> Flaw {
        Flaw::new("is a symbolic link, and links are not followed", "put the file itself here")
    }

    /// Of something that is neither a file nor a folder nor a link.
    pub(super) fn special(kind: FileType) -> Flaw {
        let why = match (kind.is_fifo(), kind.is_socket()) {
            (true, _) => "is a named pipe, not a file",
            (_, true) => "is a socket, not a file",
            _ => "is a device, not a file",
        };
        Flaw::new(why, "remove it from the content folder")
    }

    /// What the operating system said.
    pub(super) fn of(error: &io::Error) -> Flaw {
        match Errno::from_io_error(error) {
            Some(Errno::ACCESS | Errno::PERM) => Flaw::new("may not be read", "give yourself the right to read it"),
            Some(Errno::LOOP) => Flaw::link(),
            Some(Errno::NAMETOOLONG) => Flaw::new("has too long a path", "shorten its name or those of its folders"),
            Some(Errno::NXIO) => Flaw::new("is a socket, not a file", "remove it from the content folder"),
            Some(Errno::MFILE | Errno::NFILE) => {
                Flaw::new("cannot be opened: too many files are open", "raise the limit (ulimit -n)")
            }
            _ => Flaw::new(format!("cannot be read: {error}"), "look at it with another program"),
        }
    }
}
