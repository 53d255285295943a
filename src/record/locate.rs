//! Which record a file is: its place says its kind, its name says its id.

use std::sync::Arc;

use super::Address;
use super::id;
use super::kind::{Home, KINDS, Kind};
use super::suggest::nearest;
use crate::diagnostic::{Diagnostic, Report};
use crate::span::Place;

/// The kind and the address of the record at `path`; `None` where no record stands there, which is then reported.
pub fn locate(path: &Arc<str>, report: &mut Report) -> Option<(Kind, Address)> {
    let place = || Place::start_of(path);
    let stem = path.strip_suffix(".toml").or_else(|| path.strip_suffix(".md"))?;
    let parts: Vec<&str> = stem.split('/').collect();
    let (found, names) = match home(&parts) {
        Ok(found) => found,
        Err(hint) => {
            let message = format!("no record is read from `{path}`");
            report.add(Diagnostic::error("file/misplaced", place(), message).hint(hint));
            return None;
        }
    };
    for name in &names {
        if let Some((message, hint)) = id::flaw(name) {
            report.add(Diagnostic::error("file/id", place(), message).hint(hint));
            return None;
        }
    }
    Some(found)
}

/// The path of the file of a new record of a kind; with prose where `prose` says so.
pub fn path_of(kind: Kind, address: &Address, prose: bool) -> String {
    let ending = if prose { "md" } else { "toml" };
    let collaborative = address.collaborative.as_deref().unwrap_or(&address.id);
    match kind.home() {
        Home::Root(stem) => format!("{stem}.{ending}"),
        Home::Folder(folder) => format!("{folder}/{}.{ending}", address.id),
        Home::Part(stem) => format!("collaboratives/{collaborative}/{stem}.{ending}"),
        Home::PartFolder(folder) => format!("collaboratives/{collaborative}/{folder}/{}.{ending}", address.id),
    }
}

type Found<'p> = ((Kind, Address), Vec<&'p str>);

fn home<'p>(parts: &[&'p str]) -> Result<Found<'p>, String> {
    match parts {
        [stem] => {
            let kind = find(|home| matches!(home, Home::Root(name) if name == *stem)).ok_or_else(|| misplaced_root(stem))?;
            Ok(((kind, address(None, stem)), Vec::new()))
        }
        ["pages", .., _] => {
            let id = parts[1..].join("/");
            Ok(((Kind::Page, Address { collaborative: None, id: id.into() }), parts[1..].to_vec()))
        }
        ["collaboratives", collaborative, stem] => {
            let kind = find(|home| matches!(home, Home::Part(name) if name == *stem)).ok_or_else(|| misplaced_part(stem))?;
            let address =
                if kind == Kind::Collaborative { address(None, collaborative) } else { address(Some(collaborative), stem) };
            Ok(((kind, address), vec![collaborative]))
        }
        ["collaboratives", collaborative, folder, name] => {
            let kind = find(|home| matches!(home, Home::PartFolder(name) if name == *folder)).ok_or_else(|| {
                let folders =
                    KINDS.iter().filter_map(|kind| if let Home::PartFolder(folder) = kind.home() { Some(folder) } else { None });
                suggestion("a collaborative's folders are", folder, folders.collect())
            })?;
            Ok(((kind, address(Some(collaborative), name)), vec![collaborative, name]))
        }
        ["collaboratives", name] => {
            Err(format!("each collaborative has a folder: rename the file to `collaboratives/{name}/collaborative.toml`"))
        }
        [folder, name] => {
            let kind =
                find(|home| matches!(home, Home::Folder(name) if name == *folder)).ok_or_else(|| misplaced_folder(folder))?;
            Ok(((kind, address(None, name)), vec![name]))
        }
        _ => Err("records stand in the folders that `handbook explain folders` shows, and no deeper".to_owned()),
    }
}

fn find(matches: impl Fn(Home) -> bool) -> Option<Kind> {
    KINDS.iter().copied().find(|kind| matches(kind.home()))
}

fn address(collaborative: Option<&str>, id: &str) -> Address {
    Address { collaborative: collaborative.map(Arc::from), id: id.into() }
}

fn misplaced_root(stem: &str) -> String {
    let stems = KINDS.iter().filter_map(|kind| if let Home::Root(stem) = kind.home() { Some(stem) } else { None });
    suggestion("beside `handbook.toml` stand only", stem, stems.collect())
}

fn misplaced_part(stem: &str) -> String {
    let stems = KINDS.iter().filter_map(|kind| if let Home::Part(stem) = kind.home() { Some(stem) } else { None });
    suggestion("directly in a collaborative's folder stand", stem, stems.collect())
}

fn misplaced_folder(folder: &str) -> String {
    let within = |kind: &&Kind| matches!(kind.home(), Home::PartFolder(name) if name == folder);
    if KINDS.iter().any(|kind| within(&kind)) {
        return format!("`{folder}` belongs into the folder of a collaborative: `collaboratives/<id>/{folder}/`");
    }
    let folders = KINDS.iter().filter_map(|kind| if let Home::Folder(folder) = kind.home() { Some(folder) } else { None });
    suggestion("the folders are", folder, folders.chain(["collaboratives", "files"]).collect())
}

fn suggestion(lead: &str, word: &str, known: Vec<&str>) -> String {
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("{lead} {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str) -> Result<String, String> {
        let mut report = Report::default();
        match locate(&path.into(), &mut report) {
            Some((kind, address)) => Ok(format!("{kind}:{address}")),
            None => Err(report.sorted().first().map_or(String::new(), |finding| finding.hints.join(" "))),
        }
    }

    #[test]
    fn a_place_says_the_kind_and_a_name_the_id() {
        assert_eq!(at("organisations/leeds.toml").unwrap(), "organisation:leeds");
        assert_eq!(at("collaboratives/wyaat/collaborative.toml").unwrap(), "collaborative:wyaat");
        assert_eq!(at("collaboratives/wyaat/terms-of-reference/board.md").unwrap(), "forum:wyaat/board");
        assert_eq!(at("pages/help/contact.md").unwrap(), "page:help/contact");
        assert_eq!(at("organisation/leeds.toml").unwrap_err(), "did you mean `organisations`?");
        assert_eq!(at("organisations/Leeds Trust.toml").unwrap_err(), "rename it to `leeds-trust`");
        assert!(at("agreements/x.md").unwrap_err().contains("collaboratives/<id>/agreements/"));
        assert!(at("collaboratives/wyaat.toml").unwrap_err().contains("collaboratives/wyaat/collaborative.toml"));
    }
}
