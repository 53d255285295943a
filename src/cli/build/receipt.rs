//! The receipt of a build: what tells the next one that there is nothing to do.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use crate::output::write::receipt::{Made, Receipts};
use crate::output::write::{PublishError, Stands};
use crate::project::{Project, Reading};
use crate::source::disk;

/// What this build is made from, and where its receipt is kept; no receipt is kept where there is no place for it.
pub(super) struct Receipt(Option<(Receipts, String)>);

impl Receipt {
    /// The receipt of a build of what was read.
    pub(super) fn of(project: &Project, reading: &Reading) -> Receipt {
        let program = std::env::current_exe().ok().and_then(|program| disk::digest(&program).ok());
        let kept = program.zip(cache()).map(|(program, cache)| {
            let receipts = Receipts::new(cache.join("handbook"));
            (receipts, project.origin(&program, reading))
        });
        Receipt(kept)
    }

    /// What the last build made, where it was made from the same and all stands as it was left.
    ///
    /// # Errors
    /// As [`Receipts::standing`].
    pub(super) fn last(&self, output: &Path, root: &Path, stop: &AtomicBool) -> Result<Option<Made>, PublishError> {
        match &self.0 {
            Some((receipts, origin)) => receipts.standing(output, Some(root), origin, stop),
            None => Ok(None),
        }
    }

    /// Notes what was made of it.
    pub(super) fn keep(&self, stands: &Stands, made: Made) {
        if let Some((receipts, origin)) = &self.0 {
            receipts.keep(stands, origin, made);
        }
    }
}

/// The folder for what may be lost, as the XDG Base Directory Specification 0.8 has it; `None` where the environment names none.
/// The system's list of users, which would know more, may stand on another computer.
#[allow(clippy::disallowed_methods, reason = "where something is kept, not what is made")]
fn cache() -> Option<PathBuf> {
    let named = |variable| std::env::var_os(variable).map(PathBuf::from).filter(|folder| folder.is_absolute());
    named("XDG_CACHE_HOME").or_else(|| Some(named("HOME")?.join(".cache")))
}
