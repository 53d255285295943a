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
    let (found, names) = match home(&parts, &path[stem.len()..]) {
        Ok(found) => found,
        Err(hint) => {
            let message = format!("no record is read from `{path}`");
            report.add(Diagnostic::error("file/misplaced", place(), message).hint(hint));
            return None;
        }
    };
    for name in &names {
        let flaw = id::flaw(name);
        if let Some((message, hint)) = flaw {
            let (message, hint) = match id::suggestion(name) {
                _ if name.len() > id::LONGEST => {
                    let message =
                        format!("`{name}` is too long for the id of a record, which has at most {} characters", id::LONGEST);
                    (message, "give the file a shorter name".to_owned())
                }
                // The name of a folder: said of it once, whatever stands in it.
                better if !better.is_empty() && better != **name && is_folder(&parts, name) => {
                    let way_out =
                        format!("rename the folder to `collaboratives/{better}`, and give its collaborative a name of its own");
                    (format!("the folder {message}"), way_out)
                }
                better if !better.is_empty() && better != **name => {
                    (message, format!("rename it to `{}`", renamed(path, name, &better)))
                }
                _ => (message, hint),
            };
            report.add(Diagnostic::error("file/id", place(), message).hint(hint));
            return None;
        }
    }
    Some(found)
}

/// Whether a name is that of a collaborative's folder.
fn is_folder(parts: &[&str], name: &str) -> bool {
    matches!(parts, ["collaboratives", folder, _, ..] if *folder == name)
}

/// A path in which one of its names is another.
fn renamed(path: &str, name: &str, better: &str) -> String {
    let (stem, ending) = path.rsplit_once('.').unwrap_or((path, ""));
    let names: Vec<&str> = stem.split('/').map(|own| if own == name { better } else { own }).collect();
    format!("{}.{ending}", names.join("/"))
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

fn home<'p>(parts: &[&'p str], ending: &str) -> Result<Found<'p>, String> {
    // Where the file would stand with one of its folders, or its own name, put right.
    let moved = |at: usize, name: &str| {
        let mut parts = parts.to_vec();
        parts[at] = name;
        format!("{}{ending}", parts.join("/"))
    };
    match parts {
        [stem] => {
            let stems = named(|home| if let Home::Root(stem) = home { Some(stem) } else { None });
            let kind = find(|home| matches!(home, Home::Root(name) if name == *stem));
            let kind = kind.ok_or_else(|| match nearest(stem, stems.iter().copied()) {
                Some(near) => format!("did you mean `{}`?", moved(0, near)),
                None => format!(
                    "records stand in folders, such as an organisation in `organisations/`; {} in `pages/`: `pages/{}{ending}`",
                    if ending == ".md" { "a page of the site stands" } else { "free pages stand" },
                    id::suggestion(stem)
                ),
            })?;
            Ok(((kind, address(None, stem)), Vec::new()))
        }
        ["pages", .., _] => {
            let id = parts[1..].join("/");
            Ok(((Kind::Page, Address { collaborative: None, id: id.into() }), parts[1..].to_vec()))
        }
        ["collaboratives", collaborative, stem] => {
            let stems = named(|home| if let Home::Part(stem) = home { Some(stem) } else { None });
            let kind = find(|home| matches!(home, Home::Part(name) if name == *stem));
            let kind = kind.ok_or_else(|| match nearest(stem, stems.iter().copied()) {
                Some(near) => format!("did you mean `{}`?", moved(2, near)),
                None => {
                    let folders = named(|home| if let Home::PartFolder(folder) = home { Some(folder) } else { None });
                    let folders: Vec<String> =
                        folders.iter().map(|folder| format!("`collaboratives/{collaborative}/{folder}/`")).collect();
                    format!("move it into {}", folders.join(" or "))
                }
            })?;
            let address =
                if kind == Kind::Collaborative { address(None, collaborative) } else { address(Some(collaborative), stem) };
            Ok(((kind, address), vec![collaborative]))
        }
        ["collaboratives", collaborative, folder, name] => {
            let kind = find(|home| matches!(home, Home::PartFolder(name) if name == *folder)).ok_or_else(|| {
                let folders = named(|home| if let Home::PartFolder(folder) = home { Some(folder) } else { None });
                suggestion("a collaborative's folders are", folder, &folders, |near| moved(2, near))
            })?;
            Ok(((kind, address(Some(collaborative), name)), vec![collaborative, name]))
        }
        ["collaboratives", name] => Err(format!(
            "each collaborative has a folder of its own: rename the file to `collaboratives/{name}/collaborative{ending}`"
        )),
        [folder, name] => {
            let kind = find(|home| matches!(home, Home::Folder(name) if name == *folder));
            let kind = kind.ok_or_else(|| misplaced_folder(folder, name, ending, |near| moved(0, near)))?;
            Ok(((kind, address(None, name)), vec![name]))
        }
        ["collaboratives", collaborative, folder, .., name] => {
            Err(format!("records stand no deeper: move it to `collaboratives/{collaborative}/{folder}/{name}{ending}`"))
        }
        [folder, .., name] => {
            let known = find(|home| matches!(home, Home::Folder(known) if known == *folder));
            Err(match (known, nearest(folder, ["collaboratives"])) {
                (Some(_), _) => format!("records stand no deeper: move it to `{folder}/{name}{ending}`"),
                (None, Some(near)) => format!("did you mean `{}`?", moved(0, near)),
                (None, None) => misplaced_folder(folder, name, ending, |near| moved(0, near)),
            })
        }
        [] => Err("give the file a name".to_owned()),
    }
}

fn find(matches: impl Fn(Home) -> bool) -> Option<Kind> {
    KINDS.iter().copied().find(|kind| matches(kind.home()))
}

fn address(collaborative: Option<&str>, id: &str) -> Address {
    Address { collaborative: collaborative.map(Arc::from), id: id.into() }
}

/// The names of all homes of one sort.
fn named(name: impl Fn(Home) -> Option<&'static str>) -> Vec<&'static str> {
    KINDS.iter().filter_map(|kind| name(kind.home())).collect()
}

fn misplaced_folder(folder: &str, name: &str, ending: &str, moved: impl Fn(&str) -> String) -> String {
    let within = |kind: &&Kind| matches!(kind.home(), Home::PartFolder(own) if own == folder);
    if KINDS.iter().any(|kind| within(&kind)) {
        return format!("`{folder}` belongs in the folder of a collaborative: `collaboratives/<id>/{folder}/{name}{ending}`");
    }
    let folders = named(|home| if let Home::Folder(folder) = home { Some(folder) } else { None });
    let folders: Vec<&str> = folders.into_iter().chain(["collaboratives", "files"]).collect();
    suggestion("the folders are", folder, &folders, moved)
}

/// Where a file in the folder `word` was probably to stand: in a folder of a name like it, or that of the kind so called.
fn suggestion(lead: &str, word: &str, known: &[&str], moved: impl Fn(&str) -> String) -> String {
    let of_kind = || match Kind::named(word)?.home() {
        Home::Folder(folder) | Home::PartFolder(folder) => known.iter().copied().find(|known| *known == folder),
        Home::Root(_) | Home::Part(_) => None,
    };
    match nearest(word, known.iter().copied()).or_else(of_kind) {
        Some(near) => format!("did you mean `{}`?", moved(near)),
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
        assert_eq!(at("organisation/leeds.toml").unwrap_err(), "did you mean `organisations/leeds.toml`?");
        assert_eq!(at("organisations/Leeds Trust.toml").unwrap_err(), "rename it to `organisations/leeds-trust.toml`");
        assert_eq!(
            at("collaboratives/wyaat/forums/board.md").unwrap_err(),
            "did you mean `collaboratives/wyaat/terms-of-reference/board.md`?"
        );
        assert_eq!(at("organisations/a/b.toml").unwrap_err(), "records stand no deeper: move it to `organisations/b.toml`");
        assert!(at("agreements/x.md").unwrap_err().contains("collaboratives/<id>/agreements/"));
        assert!(at("collaboratives/wyaat.toml").unwrap_err().contains("collaboratives/wyaat/collaborative.toml"));
    }
}
