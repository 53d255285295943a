//! Where the files of a handbook stand.

use super::first_sentence;
use crate::cli::terminal::{letters, typed, wrap};
use crate::record::kind::{Home, KINDS, Kind};

/// The folders of a handbook as a tree.
pub(super) fn tree(width: usize) -> String {
    let mut above: Vec<(String, String)> = Vec::new();
    let mut parts: Vec<(String, String)> = Vec::new();
    for kind in KINDS {
        let about = first_sentence(&kind.schema().root().doc);
        match kind.home() {
            Home::Root(name) => above.insert(roots(&above), (format!("{name}.toml"), about)),
            Home::Folder(name) if *kind == Kind::Page => above.push((format!("{name}/<path>.md"), about)),
            Home::Folder(name) => above.push((format!("{name}/<id>.toml"), about)),
            Home::Part(name) => parts.push((format!("{name}.{}", ending(*kind)), about)),
            Home::PartFolder(name) => parts.push((format!("{name}/<id>.md"), about)),
        }
    }
    above.push(("files/…".to_owned(), "Attachments, such as signed copies. They are published as they are.".to_owned()));
    above.push(("theme/…".to_owned(), "Files that take the place of the default theme's, one by one.".to_owned()));
    above.push(("collaboratives/<id>/".to_owned(), "Everything about one collaborative.".to_owned()));
    let longest = parts.iter().map(|(path, _)| path.len() + 8).max().unwrap_or(0) + 2;
    let mut text = format!("{}\n", typed("content/"));
    for (number, (path, about)) in above.iter().enumerate() {
        let is_last = number + 1 == above.len();
        text.push_str(&branch(
            if is_last { "└── " } else { "├── " },
            path,
            about,
            longest,
            width,
            if is_last { "    │" } else { "│" },
        ));
    }
    for (number, (path, about)) in parts.iter().enumerate() {
        let is_last = number + 1 == parts.len();
        text.push_str(&branch(
            if is_last { "    └── " } else { "    ├── " },
            path,
            about,
            longest,
            width,
            if is_last { "" } else { "    │" },
        ));
    }
    text.push('\n');
    text.push_str(&wrap(
        "A record stands in a file of its own. The folder says its kind, and the file's name, without its ending, is its id: the \
         word by which other records refer to it. Every file can end in .toml, with fields only, or in .md, with the fields between \
         two lines +++ and text in Markdown below.",
        width,
        "",
        "",
    ));
    text
}

/// How many files beside `handbook.toml` there are so far: they come before the folders.
fn roots(above: &[(String, String)]) -> usize {
    above.iter().filter(|(path, _)| !path.contains('/')).count()
}

fn ending(kind: Kind) -> &'static str {
    match kind {
        Kind::Purpose | Kind::Governance => "md",
        _ => "toml",
    }
}

fn branch(lead: &str, path: &str, about: &str, column: usize, width: usize, trunk: &str) -> String {
    let first = format!("{lead}{}", typed(path));
    let gap = " ".repeat(column.saturating_sub(letters(&first)).max(2));
    let other = format!("{trunk}{}", " ".repeat(column - letters(trunk)));
    wrap(about, width, &format!("{first}{gap}"), &other)
}
