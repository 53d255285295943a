//! New files for an author: written where nothing stands yet, and never over anything.

#![allow(
    clippy::disallowed_methods,
    reason = "beside write.rs this writes the disk: new files of an author's own, never over others"
)]

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Why new files were not written.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// Something stands there.
    #[error("`{}` is there already, and nothing is written over it", .0.display())]
    Exists(PathBuf),
    /// The folder holds something.
    #[error("the folder `{}` is not empty: `{found}` is in it", .folder.display())]
    NotEmpty {
        /// The folder.
        folder: PathBuf,
        /// One name that is in it.
        found: String,
    },
    /// The operating system refused.
    #[error("cannot write `{}`: {error}", .path.display())]
    Disk {
        /// What was to be written.
        path: PathBuf,
        /// What the operating system said.
        error: io::Error,
    },
}

/// Writes a new file, and the folders that it stands in where they are missing.
///
/// # Errors
/// Where something stands there, or the operating system refuses. A file that could be written in part only is removed again.
pub fn create_file(path: &Path, text: &str) -> Result<(), CreateError> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => CreateError::Exists(path.to_owned()),
        _ => CreateError::Disk { path: path.to_owned(), error },
    };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(|error| CreateError::Disk { path: folder.to_owned(), error })?;
    }
    let mut file = fs::File::create_new(path).map_err(failed)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    written.map_err(|error| {
        let _ = fs::remove_file(path);
        failed(error)
    })
}

/// Writes new files below a folder, all or, where one of them stands there already, none.
///
/// # Errors
/// As [`create_file`].
pub fn create_files<'f>(folder: &Path, files: impl IntoIterator<Item = (&'f str, &'f str)> + Clone) -> Result<(), CreateError> {
    let standing = files.clone().into_iter().map(|(path, _)| folder.join(path)).find(|path| path.symlink_metadata().is_ok());
    if let Some(path) = standing {
        return Err(CreateError::Exists(path));
    }
    files.into_iter().try_for_each(|(path, text)| create_file(&folder.join(path), text))
}

/// Writes the files of a new folder: one that is not there yet, or that is empty.
///
/// # Errors
/// Where the folder holds something, is no folder, or the operating system refuses.
pub fn create_folder<'f>(folder: &Path, files: impl IntoIterator<Item = (&'f str, &'f str)> + Clone) -> Result<(), CreateError> {
    match fs::read_dir(folder) {
        Ok(mut listed) => {
            if let Some(Ok(found)) = listed.next() {
                let found = found.file_name().to_string_lossy().into_owned();
                return Err(CreateError::NotEmpty { folder: folder.to_owned(), found });
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(_) if folder.symlink_metadata().is_ok_and(|standing| !standing.is_dir()) => {
            return Err(CreateError::Exists(folder.to_owned()));
        }
        Err(error) => return Err(CreateError::Disk { path: folder.to_owned(), error }),
    }
    create_files(folder, files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::disk::tests::OwnFolder;

    #[test]
    fn a_new_file_is_written_with_its_folders_and_never_over_another() {
        let folder = OwnFolder::new();
        let path = folder.path().join("people/someone.toml");
        create_file(&path, "name = \"Someone\"\n").unwrap();
        assert!(matches!(create_file(&path, "other"), Err(CreateError::Exists(_))));
        assert_eq!(fs::read_to_string(&path).unwrap(), "name = \"Someone\"\n");
    }

    #[test]
    fn of_several_files_none_is_written_where_one_is_there() {
        let folder = OwnFolder::new();
        folder.write("b.toml", "");
        assert!(matches!(create_files(folder.path(), [("a.toml", ""), ("b.toml", "")]), Err(CreateError::Exists(_))));
        assert!(!folder.path().join("a.toml").exists());
    }

    #[test]
    fn a_folder_that_holds_something_is_left_alone() {
        let folder = OwnFolder::new();
        create_folder(&folder.path().join("new"), [("a.toml", "")]).unwrap();
        let refused = create_folder(folder.path(), [("a.toml", "")]).unwrap_err().to_string();
        assert!(refused.contains("`new` is in it"), "{refused}");
        let file = folder.write("file", "");
        assert!(matches!(create_folder(&file, [("a.toml", "")]), Err(CreateError::Exists(_))));
    }
}
