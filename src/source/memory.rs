//! Sources from values instead of a disk: for tests, for `handbook init`, for explanations.

use std::sync::Arc;

use super::{File, Sources};

/// The sources that hold these files, given as path and text; what stands below `files/` is an attachment, as on a disk.
pub fn sources<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Sources {
    let mut sources = Sources::default();
    for (path, text) in files {
        if path.starts_with("files/") {
            sources.attachments.insert(path.into(), text.as_bytes().into());
            continue;
        }
        let file = File::new(path, text.as_bytes());
        sources.files.insert(Arc::clone(&file.path), Arc::new(file));
    }
    sources
}
