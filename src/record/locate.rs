//! Which record a file is: its place says its kind, its name says its id.

use std::sync::Arc;

use super::Address;
use super::id;
use super::kind::{Home, KINDS, Kind};
use super::suggest::nearest;
use crate::diagnostic::{Diagnostic, Report};
use crate::limits::Limits;
use crate::span::Place;

/// Which record a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// Its kind.
    pub kind: Kind,
    /// Its address.
    pub address: Address,
    /// Whether it stands elsewhere, or has another name, so that this is what was probably meant: that is reported.
    pub astray: bool,
}

/// Which record the file at `path` is. Where it stands in a wrong place, or has a wrong name, that is reported, and it is taken for what was
/// probably meant: what refers to it is right. `None` where that is not known.
pub fn locate(path: &Arc<str>, limits: &Limits, report: &mut Report) -> Option<Located> {
    let stem = path.strip_suffix(".toml").or_else(|| path.strip_suffix(".md"))?;
    let ending = &path[stem.len()..];
    let written: Vec<&str> = stem.split('/').collect();
    let mut parts: Vec<String> = written.iter().map(|part| (*part).to_owned()).collect();
    let mut astray = false;
    // What is put right may be wrong in another way: as often as there are parts.
    for _ in 0..=written.len() {
        let names: Vec<&str> = parts.iter().map(String::as_str).collect();
        let found = match home(&names, ending) {
            Ok(found) => found,
            Err(stray) => {
                if !astray {
                    let message = match stray.folder {
                        Some(at) => format!("no record is read from the folder `{}`", written[..=at].join("/")),
                        None => format!("no record is read from `{path}`"),
                    };
                    report.add(Diagnostic::error("file/misplaced", Place::start_of(path), message).hint(stray.hint));
                }
                astray = true;
                parts = stray.meant?;
                continue;
            }
        };
        let ((kind, address), names) = found;
        let Some(flawed) = names.iter().copied().find(|name| id::flaw_within(name, limits.id_letters as usize).is_some()) else {
            return Some(Located { kind, address, astray });
        };
        let better = flaw(path, &written, flawed, limits, report, astray);
        astray = true;
        let flawed = flawed.to_owned();
        let better = better?;
        parts.iter_mut().filter(|part| **part == flawed).for_each(|part| part.clone_from(&better));
    }
    None
}

/// Tells of a name that no record can have, unless something was told of the file, and gives the name that was probably meant.
fn flaw(path: &Arc<str>, parts: &[&str], name: &str, limits: &Limits, report: &mut Report, is_told: bool) -> Option<String> {
    let longest = limits.id_letters as usize;
    let (message, hint) = id::flaw_within(name, longest)?;
    let better = id::suggestion(name);
    let is_better = !better.is_empty() && better != name;
    let (message, hint, meant) = if name.len() > longest {
        let message = format!("`{name}` is too long for the id of a record, which has at most {longest} characters");
        let hint = format!("give the file a shorter name, {}", Limits::way_out("id_letters", limits.id_letters));
        (message, hint, None)
    } else if is_better && is_folder(parts, name) {
        // The name of a folder: said of it once, whatever stands in it.
        let hint = format!("rename the folder to `collaboratives/{better}`, and give its collaborative a name of its own");
        (format!("the folder {message}"), hint, Some(better))
    } else if is_better {
        (message, format!("rename it to `{}`", renamed(path, name, &better)), Some(better))
    } else {
        (message, hint, None)
    };
    if !is_told {
        report.add(Diagnostic::error("file/id", Place::start_of(path), message).hint(hint));
    }
    meant
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

/// A file that stands where no record does.
struct Stray {
    /// What to do.
    hint: String,
    /// The parts of the path where it was probably meant to stand, where that is known.
    meant: Option<Vec<String>>,
    /// Which part of its path is a folder in which nothing is read.
    folder: Option<usize>,
}

impl Stray {
    fn new(hint: impl Into<String>) -> Stray {
        Stray { hint: hint.into(), meant: None, folder: None }
    }

    fn meant(self, meant: Vec<String>) -> Stray {
        Stray { meant: Some(meant), ..self }
    }

    fn folder(self, at: usize) -> Stray {
        Stray { folder: Some(at), ..self }
    }
}

fn home<'p>(parts: &[&'p str], ending: &str) -> Result<Found<'p>, Stray> {
    // The same path with one of its folders, or its own name, put right.
    let with = |at: usize, name: &str| {
        let mut parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
        name.clone_into(&mut parts[at]);
        parts
    };
    let file = |at: usize, name: &str| {
        let meant = with(at, name);
        Stray::new(format!("did you mean `{}{ending}`?", meant.join("/"))).meant(meant)
    };
    let folder = |at: usize, name: &str| {
        let meant = with(at, name);
        let hint = format!("did you mean `{}`? Rename the folder, or move what is in it", meant[..=at].join("/"));
        Stray::new(hint).meant(meant).folder(at)
    };
    match parts {
        [stem] => {
            let stems = named(|home| if let Home::Root(stem) = home { Some(stem) } else { None });
            let kind = find(|home| matches!(home, Home::Root(name) if name == *stem));
            let kind = kind.ok_or_else(|| match nearest(stem, stems.iter().copied()) {
                Some(near) => file(0, near),
                None => Stray::new(format!(
                    "records stand in folders, such as an organisation in `organisations/`; {} in `pages/`: `pages/{}{ending}`",
                    if ending == ".md" { "a page of the site stands" } else { "free pages stand" },
                    id::suggestion(stem)
                )),
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
                Some(near) => file(2, near),
                None => {
                    let folders = named(|home| if let Home::PartFolder(folder) = home { Some(folder) } else { None });
                    let folders: Vec<String> =
                        folders.iter().map(|folder| format!("`collaboratives/{collaborative}/{folder}/`")).collect();
                    Stray::new(format!("move it into {}", folders.join(" or ")))
                }
            })?;
            let address =
                if kind == Kind::Collaborative { address(None, collaborative) } else { address(Some(collaborative), stem) };
            Ok(((kind, address), vec![collaborative]))
        }
        ["collaboratives", collaborative, within, name] => {
            let kind = find(|home| matches!(home, Home::PartFolder(name) if name == *within)).ok_or_else(|| {
                let folders = named(|home| if let Home::PartFolder(folder) = home { Some(folder) } else { None });
                match near_folder(within, &folders) {
                    Some(near) => folder(2, near),
                    None => Stray::new(format!("a collaborative's folders are {}", quoted(&folders))).folder(2),
                }
            })?;
            Ok(((kind, address(Some(collaborative), name)), vec![collaborative, name]))
        }
        ["collaboratives", name] => {
            let meant = ["collaboratives", name, "collaborative"].map(str::to_owned).to_vec();
            let hint = format!("each collaborative has a folder of its own: rename the file to `{}{ending}`", meant.join("/"));
            Err(Stray::new(hint).meant(meant))
        }
        [within, name] => {
            let kind = find(|home| matches!(home, Home::Folder(name) if name == *within));
            let kind = kind.ok_or_else(|| misplaced_folder(within, folder))?;
            Ok(((kind, address(None, name)), vec![name]))
        }
        ["collaboratives", _, _, .., name] => Err(too_deep(&parts[..3], name, parts.len() - 2)),
        [within, .., name] => {
            let known = find(|home| matches!(home, Home::Folder(known) if known == *within));
            Err(match known {
                Some(_) => too_deep(&parts[..1], name, parts.len() - 2),
                None => misplaced_folder(within, folder),
            })
        }
        [] => Err(Stray::new("give the file a name")),
    }
}

/// A file in a folder of a folder of records.
fn too_deep(home: &[&str], name: &str, folder: usize) -> Stray {
    let meant = home.iter().chain([&name]).map(|part| (*part).to_owned()).collect();
    Stray::new(format!("records stand no deeper: move what is in it to `{}`", home.join("/"))).meant(meant).folder(folder)
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

/// A file in a folder that no handbook has, beside `handbook.toml`; `meant` is the same with a folder put right.
fn misplaced_folder(folder: &str, meant: impl Fn(usize, &str) -> Stray) -> Stray {
    let within = |kind: &&Kind| matches!(kind.home(), Home::PartFolder(own) if own == folder);
    if KINDS.iter().any(|kind| within(&kind)) {
        let hint = format!("`{folder}` belongs in the folder of a collaborative: `collaboratives/<id>/{folder}`");
        return Stray::new(hint).folder(0);
    }
    let folders = named(|home| if let Home::Folder(folder) = home { Some(folder) } else { None });
    let folders: Vec<&str> = folders.into_iter().chain(["collaboratives", "files"]).collect();
    match near_folder(folder, &folders) {
        Some(near) => meant(0, near),
        None => Stray::new(format!("the folders are {}", quoted(&folders))).folder(0),
    }
}

/// The folder that was probably meant: one of a name like it, or that of the kind so called.
fn near_folder<'f>(word: &str, known: &[&'f str]) -> Option<&'f str> {
    let of_kind = || {
        let kind = KINDS
            .iter()
            .find(|kind| kind.name().eq_ignore_ascii_case(word) || id::suggestion(kind.plural()) == id::suggestion(word));
        match kind?.home() {
            Home::Folder(folder) | Home::PartFolder(folder) => known.iter().copied().find(|known| *known == folder),
            Home::Root(_) | Home::Part(_) => None,
        }
    };
    nearest(word, known.iter().copied()).or_else(of_kind)
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str) -> Result<String, String> {
        let mut report = Report::default();
        match locate(&path.into(), &Limits::default(), &mut report) {
            Some(Located { kind, address, astray: false }) => Ok(format!("{kind}:{address}")),
            _ => Err(report.sorted().first().map_or(String::new(), |finding| finding.hints.join(" "))),
        }
    }

    #[test]
    fn a_place_says_the_kind_and_a_name_the_id() {
        assert_eq!(at("organisations/leeds.toml").unwrap(), "organisation:leeds");
        assert_eq!(at("collaboratives/wyaat/collaborative.toml").unwrap(), "collaborative:wyaat");
        assert_eq!(at("collaboratives/wyaat/terms-of-reference/board.md").unwrap(), "forum:wyaat/board");
        assert_eq!(at("pages/help/contact.md").unwrap(), "page:help/contact");
        assert_eq!(
            at("organisation/leeds.toml").unwrap_err(),
            "did you mean `organisations`? Rename the folder, or move what is in it"
        );
        assert_eq!(at("organisations/Leeds Trust.toml").unwrap_err(), "rename it to `organisations/leeds-trust.toml`");
        assert_eq!(
            at("collaboratives/wyaat/forums/board.md").unwrap_err(),
            "did you mean `collaboratives/wyaat/terms-of-reference`? Rename the folder, or move what is in it"
        );
        assert_eq!(at("organisations/a/b.toml").unwrap_err(), "records stand no deeper: move what is in it to `organisations`");
        assert!(at("agreements/x.md").unwrap_err().contains("collaboratives/<id>/agreements`"));
        assert!(at("collaboratives/wyaat.toml").unwrap_err().contains("collaboratives/wyaat/collaborative.toml"));
    }

    /// A file that stands in a wrong place is the record that was meant, so that what refers to it is right.
    #[test]
    fn what_stands_in_a_wrong_place_is_taken_for_what_was_meant() {
        let meant = |path: &str| {
            let mut report = Report::default();
            let located = locate(&path.into(), &Limits::default(), &mut report);
            assert_eq!(report.iter().count(), 1, "{path}: {report:?}");
            located.map(|located| {
                assert!(located.astray, "{path}");
                format!("{}:{}", located.kind, located.address)
            })
        };
        for (path, record) in [
            ("organisation/leeds.toml", "organisation:leeds"),
            ("Organisations/Leeds Trust.toml", "organisation:leeds-trust"),
            ("organisations/north/leeds.toml", "organisation:leeds"),
            ("collaboratives/West Yorks/collaborative.toml", "collaborative:west-yorks"),
            ("collaboratives/wyaat/forums/board.md", "forum:wyaat/board"),
            ("collaborative/wyaat/forums/board.md", "forum:wyaat/board"),
            ("collaboratives/wyaat.toml", "collaborative:wyaat"),
        ] {
            assert_eq!(meant(path).as_deref(), Some(record), "{path}");
        }
        for path in ["somewhere/leeds.toml", "organisations/???.toml", "agreements/x.md", "file/x.md"] {
            assert_eq!(meant(path), None, "{path}");
        }
    }
}
