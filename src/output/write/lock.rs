//! One build at a time for each output. The lock is the operating system's, so that it ends with the process that took it,
//! however that ends; the file that carries it says which process that is.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::Duration;

use rustix::fs::{FlockOperation, OFlags, flock};
use rustix::io::Errno;

use super::PublishError;
use super::target::Target;

/// How long another build is waited for: three seconds.
const ATTEMPTS: usize = if cfg!(test) { 4 } else { 60 };
const PAUSE: Duration = Duration::from_millis(50);

/// The right to write to an output, until it is dropped.
pub(super) struct Lock {
    path: PathBuf,
    workshop: PathBuf,
    /// Its closing ends the lock.
    file: File,
}

impl Lock {
    /// Takes the lock of an output, or says who has it.
    pub(super) fn take(target: &Target, stop: &AtomicBool) -> Result<Lock, PublishError> {
        let (path, workshop) = (target.lock(), target.workshop());
        for _ in 0..ATTEMPTS {
            super::go_on(stop, target)?;
            target.make_workshop()?;
            let file = match open(&path) {
                Ok(file) => file,
                // The build that had the workshop has just removed it.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(PublishError::disk("open the lock", &path, error)),
            };
            match flock(&file, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) if is_at(&path, &file) => {
                    let lock = Lock { path, workshop, file };
                    lock.sign().map_err(|error| PublishError::disk("write the lock", &lock.path, error))?;
                    return Ok(lock);
                }
                // The build that had it has just removed the file.
                Ok(()) | Err(Errno::INTR) => {}
                Err(Errno::WOULDBLOCK) => thread::sleep(PAUSE),
                Err(error) => return Err(PublishError::disk("lock", &path, error)),
            }
        }
        Err(PublishError::Busy { output: target.output.clone(), process: signature(&path) })
    }

    fn sign(&self) -> io::Result<()> {
        self.file.set_len(0)?;
        writeln!(&self.file, "{}", std::process::id())
    }
}

impl Drop for Lock {
    /// The file goes while the lock still holds, so that nobody's but our own is removed; the workshop where nothing is in it.
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
        let _ = std::fs::remove_dir(&self.workshop);
    }
}

fn open(path: &Path) -> io::Result<File> {
    let no_follow = OFlags::NOFOLLOW.bits().cast_signed();
    OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o644).custom_flags(no_follow).open(path)
}

fn is_at(path: &Path, file: &File) -> bool {
    match (std::fs::symlink_metadata(path), file.metadata()) {
        (Ok(there), Ok(here)) => (there.dev(), there.ino()) == (here.dev(), here.ino()),
        _ => false,
    }
}

fn signature(path: &Path) -> Option<u32> {
    let mut words = String::new();
    File::open(path).ok()?.take(32).read_to_string(&mut words).ok()?;
    words.trim().parse().ok()
}
