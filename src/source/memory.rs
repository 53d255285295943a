//! Sources from values instead of a disk: for tests, for `handbook init`, for explanations.

use std::sync::Arc;

use super::{File, Sources};

/// The sources that hold these files, given as path and text.
pub fn sources<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Sources {
    let mut sources = Sources::default();
    for (path, text) in files {
        let file = File::new(path, text.as_bytes());
        sources.files.insert(Arc::clone(&file.path), Arc::new(file));
    }
    sources
}
