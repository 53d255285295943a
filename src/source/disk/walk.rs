//! What is below a folder, and what each thing is to be read as. Looks at names and kinds, and opens nothing.

use std::io;
use std::path::Path;
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::attachment;
use super::flaw::Flaw;
use crate::limits::Limits;
use crate::source::Unread;

const THEME_ENDINGS: [&str; 9] = ["html", "css", "js", "svg", "toml", "json", "xml", "txt", "md"];

/// A file to be read, and as what.
pub(super) struct Found {
    pub(super) path: Arc<str>,
    pub(super) role: Role,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    File,
    Attachment,
}

/// What to do with something that a folder lists.
enum Look {
    Skip,
    Enter,
    Read(Role),
}

/// What to read below a folder, and as what.
pub(super) struct Rules {
    /// A path that is somebody else's to read.
    left_alone: &'static str,
    role: fn(&str) -> Result<Role, Flaw>,
}

/// A handbook's own theme may stand in `theme/` below the content folder; [`super::read_theme`] reads it.
pub(super) const CONTENT: Rules = Rules { left_alone: "theme", role: content_role };
pub(super) const THEME: Rules = Rules { left_alone: "", role: theme_role };

/// Everything to be read below `root`, in the order of names, and what cannot be.
pub(super) fn walk(root: &Path, rules: &Rules, limits: &Limits) -> Vec<Result<Found, Unread>> {
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
        let look = look(&entry, &path, rules, limits);
        if entry.file_type().is_dir() && !matches!(look, Ok(Look::Enter)) {
            entries.skip_current_dir();
        }
        match look {
            Ok(Look::Skip | Look::Enter) => {}
            Ok(Look::Read(role)) => found.push(Ok(Found { path: path.into(), role })),
            Err(flaw) => found.push(Err(flaw.at(&path.into()))),
        }
    }
    found
}

fn look(entry: &DirEntry, path: &str, rules: &Rules, limits: &Limits) -> Result<Look, Flaw> {
    if is_litter(entry) || path == rules.left_alone {
        return Ok(Look::Skip);
    }
    check_name(entry, path, limits)?;
    let kind = entry.file_type();
    if kind.is_symlink() {
        return Err(Flaw::link());
    }
    if kind.is_dir() {
        return check_folder(path).map(|()| Look::Enter);
    }
    if !kind.is_file() {
        return Err(Flaw::special(kind));
    }
    (rules.role)(path).map(Look::Read)
}

/// What editors, version control and desktops leave behind.
fn is_litter(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.starts_with(['.', '#']) || ["~", ".swp", ".orig", ".tmp"].iter().any(|ending| name.ends_with(ending))
}

fn check_name(entry: &DirEntry, path: &str, limits: &Limits) -> Result<(), Flaw> {
    let Some(name) = entry.file_name().to_str() else {
        return Err(Flaw::new("has a name that is not UTF-8", "rename it with plain letters, digits and hyphens"));
    };
    if name.contains(is_invisible) {
        return Err(Flaw::new(
            "has a character in its name that cannot be seen",
            "rename it with plain letters, digits and hyphens",
        ));
    }
    if name.contains('\\') {
        return Err(Flaw::new("has a backslash in its name", "rename it with plain letters, digits and hyphens"));
    }
    if path.len() > limits.path_bytes as usize {
        let why = format!("has a path of {} bytes, more than the {} that every disk can keep", path.len(), limits.path_bytes);
        let way_out = Limits::way_out("path_bytes", limits.path_bytes);
        return Err(Flaw::new(why, format!("shorten its name or those of its folders, {way_out}")));
    }
    let awkward = |letter| "<>:\"|?*#%&".contains(letter);
    if path.starts_with("files/") && (name.contains(awkward) || name.trim() != name || name.ends_with('.')) {
        let hint = "readers get it under this name: use letters, digits, spaces inside, `-`, `_` and `.`";
        return Err(Flaw::new("has a name that not every disk and address can hold", hint));
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
        return Err(Flaw::new(
            "is a folder, though its name ends as a file's",
            "rename the folder, or make it the file it is named as",
        ));
    }
    Ok(())
}

fn content_role(path: &str) -> Result<Role, Flaw> {
    let ending = ending(path);
    if path.starts_with("files/") {
        return match attachment::ENDINGS.contains(&ending.as_str()) {
            true => Ok(Role::Attachment),
            false => Err(Flaw::new(
                "is not of a kind that is published",
                format!("attachments end in {}", attachment::ENDINGS.join(", ")),
            )),
        };
    }
    match ending.as_str() {
        "toml" | "md" => Ok(Role::File),
        // Editors add an ending of their own, and many computers do not show it.
        _ if path.strip_suffix(&format!(".{ending}")).is_some_and(|rest| rest.ends_with(".toml") || rest.ends_with(".md")) => {
            let name = path.strip_suffix(&format!(".{ending}")).unwrap_or(path);
            Err(Flaw::new(
                format!("is not read as a record, since its name ends in .{ending}"),
                format!("rename it to `{name}`; where you do not see the ending, let your computer show the endings of files"),
            ))
        }
        "csv" | "xls" | "xlsx" | "ods" => Err(Flaw::new(
            "is a table, and neither a record nor an attachment",
            "each row becomes a file of its own, which `handbook new` begins; a table for readers belongs in files/",
        )),
        "doc" | "docx" | "odt" | "rtf" | "pdf" => Err(Flaw::new(
            "is a document, and neither a record nor an attachment",
            "put it into files/ and name it under `file`; to have its text read and compared, copy it into a .md file",
        )),
        _ => Err(Flaw::new(
            "is neither a record nor an attachment",
            "only .toml and .md files are records; attachments belong in files/",
        )),
    }
}

fn theme_role(path: &str) -> Result<Role, Flaw> {
    let ending = ending(path);
    let is_text = ending.is_empty() || THEME_ENDINGS.contains(&ending.as_str());
    is_text.then_some(Role::File).ok_or_else(|| {
        Flaw::new("is not a text file that a theme is made of", format!("a theme's files end in {}", THEME_ENDINGS.join(", ")))
    })
}

/// What follows the last dot of a file's name, in lower case; empty where there is no dot.
pub(super) fn ending(path: &str) -> String {
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
    (why.kind() != io::ErrorKind::NotFound).then(|| Flaw::of(why).at(&path))
}
