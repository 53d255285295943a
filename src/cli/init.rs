//! `handbook init`: a small complete handbook to start from.

use std::path::{Path, PathBuf};

use clap::Args;

use super::schema;
use super::starter;
use super::terminal::{Trouble, count, print, typed};
use super::{Outcome, day, named_content, shell_word};
use crate::output::create::{CreateError, create_folder};
use crate::record::kind::KINDS;
use crate::record::kind::collaborative::Jurisdiction;
use crate::source::HANDBOOK;
use crate::vocabulary::built_in;

/// Make a small complete handbook to start from
///
/// Writes a folder of text files about an invented collaborative: two members, the terms of reference of a committee,
/// an agreement, and one matter that the members gave to the committee. Every line that needs it is explained beside it.
/// Put your own collaborative in its place, file by file.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  handbook init content
  handbook serve --open")]
pub(super) struct Arguments {
    /// The folder to make; it must not exist yet, or be empty
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome, Trouble> {
    let folder = arguments.folder;
    let words = built_in(Jurisdiction::England);
    let records = starter::handbook(day(None).year());
    let schemas =
        KINDS.iter().map(|kind| (format!("{}/{}", schema::FOLDER, schema::file_name(*kind)), schema::text(*kind, words)));
    let files: Vec<(String, String)> = records.iter().cloned().chain(schemas).collect();
    create_folder(&folder, files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
        .map_err(|error| refused(&error, &folder))?;
    let named = named_content(&folder);
    print(&format!(
        "Made a handbook in `{folder}`: {records}, and in `{schemas}` what editors need to complete field names.\n\
         \n\
         See it in your browser:\n  {serve}\n\
         \n\
         Then open {handbook} in any text editor and give it your own title.\n",
        folder = folder.display(),
        records = count(records.len(), "file", "files"),
        schemas = schema::FOLDER,
        serve = typed(format!("handbook serve{named} --open")),
        handbook = shell_word(&folder.join("handbook.toml")),
    ))?;
    Ok(Outcome::Done)
}

fn refused(error: &CreateError, folder: &Path) -> Trouble {
    let trouble = Trouble::new(error.to_string());
    let empty = format!("name a folder that does not exist yet: handbook init {}", shell_word(&folder.join("content")));
    match error {
        CreateError::NotEmpty { found, .. } if HANDBOOK.contains(&found.as_str()) || super::holds_handbook(folder) => trouble
            .way_out(format!("a handbook is there already: to see it, type: handbook serve{}", named_content(folder)))
            .way_out("to begin another, name a folder that does not exist yet"),
        CreateError::NotEmpty { .. } => trouble.way_out(empty),
        CreateError::Exists(_) => trouble.way_out("name a folder that does not exist yet"),
        CreateError::Disk { .. } => trouble.way_out("name a folder that you may write to"),
    }
}
