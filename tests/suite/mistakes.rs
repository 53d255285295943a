//! One mistake, one message: on the fictional handbook, which has none, each of these gives one finding more, and nothing that only follows
//! from it.

use std::path::Path;
use std::sync::Arc;

use handbook::diagnostic::Diagnostic;
use handbook::project;
use handbook::source::{File, Sources, disk};
use jiff::civil::Date;

const TODAY: Date = Date::constant(2026, 6, 1);
const BOARD: &str = "collaboratives/awap/terms-of-reference/provider-board.md";

fn sound() -> Sources {
    disk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/handbook")).unwrap()
}

fn put(sources: &mut Sources, path: &str, bytes: &[u8]) {
    let file = File::new(path, bytes);
    sources.files.insert(Arc::clone(&file.path), Arc::new(file));
}

fn remove(sources: &mut Sources, path: &str) {
    assert!(sources.files.remove(path).is_some(), "{path}");
}

/// Gives every file whose path begins so another beginning.
fn rename(sources: &mut Sources, from: &str, to: &str) {
    let moved: Vec<Arc<str>> = sources.files.keys().filter(|path| path.starts_with(from)).cloned().collect();
    assert!(!moved.is_empty(), "{from}");
    for path in moved {
        let text = sources.files.remove(&path).map(|file| Arc::clone(&file.text)).unwrap_or_default();
        put(sources, &path.replacen(from, to, 1), text.as_bytes());
    }
}

fn write(sources: &mut Sources, path: &str, from: &str, to: &str) {
    let text = sources.text(path).to_owned();
    assert!(text.contains(from), "{path} does not say {from:?}");
    put(sources, path, text.replace(from, to).as_bytes());
}

fn utf16(sources: &mut Sources, path: &str) {
    let units = sources.text(path).replace('\n', "\r\n").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    put(sources, path, &[b"\xff\xfe", &units[..]].concat());
}

/// What is found, without its place: what stands in a file that was renamed is found in the other.
fn findings(sources: Sources) -> Vec<Diagnostic> {
    project::edition(sources, TODAY).report.into_iter().collect()
}

/// What is told of a mistake that is not told without it. What is told of the same record, or in the same words, was told before.
fn told(change: impl FnOnce(&mut Sources)) -> Vec<Diagnostic> {
    let mut before = findings(sound());
    let mut sources = sound();
    change(&mut sources);
    let mut after = findings(sources);
    let is_same = |one: &Diagnostic, other: &Diagnostic| {
        one.check == other.check && (one.message == other.message || one.subject == other.subject)
    };
    after.retain(|finding| match before.iter().position(|known| is_same(known, finding)) {
        Some(known) => {
            before.swap_remove(known);
            false
        }
        None => true,
    });
    after
}

/// The one message of a mistake, and in how many other places the mistake stands.
fn one(change: impl FnOnce(&mut Sources)) -> (String, usize) {
    let told = told(change);
    let messages: Vec<&str> = told.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages.len(), 1, "{messages:#?}");
    (told[0].message.clone(), told[0].again().len())
}

#[test]
fn a_file_or_folder_that_was_renamed_is_one_mistake() {
    let board = one(|all| rename(all, BOARD, "collaboratives/awap/terms-of-reference/the-board.md"));
    assert_eq!(board, ("there is no forum `provider-board`, and nine records name it".to_owned(), 17));
    let body = one(|all| rename(all, "organisations/marl-hospitals.md", "organisations/marl-trust.md"));
    assert_eq!(body.0, "there is no organisation `marl-hospitals`, and 20 records name it");
    let agreement = "collaboratives/awap/agreements/memorandum-of-understanding.md";
    let agreement = one(|all| rename(all, agreement, "collaboratives/awap/agreements/mou.md"));
    assert_eq!(agreement, ("there is no agreement `memorandum-of-understanding`, and three records name it".to_owned(), 2));
    let collaborative = one(|all| rename(all, "collaboratives/awap/", "collaboratives/awp/"));
    assert_eq!(collaborative.0, "there is no collaborative `awap`, and five records name it");
    let forums = one(|all| rename(all, "collaboratives/awap/terms-of-reference/", "collaboratives/awap/forums/"));
    assert_eq!(forums, ("no record is read from the folder `collaboratives/awap/forums`".to_owned(), 4));
    let spaced = one(|all| rename(all, "collaboratives/awap/", "collaboratives/Arden and Wolds/"));
    assert!(spaced.0.starts_with("the folder `Arden and Wolds` cannot be the id"), "{spaced:?}");
    let bodies = one(|all| rename(all, "organisations/", "Organisation/"));
    assert_eq!(bodies.0, "no record is read from the folder `Organisation`");
}

#[test]
fn a_file_that_was_deleted_is_one_mistake() {
    assert_eq!(
        one(|all| remove(all, "organisations/marl-hospitals.md")),
        ("there is no organisation `marl-hospitals`, and 20 records name it".to_owned(), 33)
    );
    assert_eq!(one(|all| remove(all, "people/clover-pym.toml")), ("there is no person `clover-pym`".to_owned(), 0));
    let told = one(|all| remove(all, "collaboratives/awap/collaborative.toml")).0;
    assert!(told.starts_with("there is no collaborative `awap`, in whose folder this record stands, and "), "{told}");
}

#[test]
fn a_file_in_another_encoding_is_one_mistake() {
    for path in [BOARD, "organisations/wolds-county.toml", "collaboratives/awap/collaborative.toml", "handbook.toml"] {
        let told = one(|all| utf16(all, path)).0;
        assert_eq!(told, "this file is saved as UTF-16, which some programs call Unicode, and not as UTF-8", "{path}");
    }
}

#[test]
fn a_field_under_the_heading_of_another_is_one_mistake() {
    // What the handbook accepts of this forum is found no more, and is not called unused: its quorum is not known.
    let path = "collaboratives/meadow-docs/terms-of-reference/maintainers.toml";
    let told = one(|all| {
        write(all, path, "[quorum]\n", "[former]\n");
        let text = all.text(path).to_owned();
        let (before, rest) = text.split_once("[former]\n").expect("a quorum");
        let after = rest.find("\n[").map_or("", |at| &rest[at..]);
        put(all, path, format!("{before}{after}").replace("[chair]\n", "[chair]\nquorum = \"half\"\n").as_bytes());
    });
    assert_eq!(told.0, "`chair` has no field `quorum`");
}

#[test]
fn a_word_or_a_name_that_is_misspelt_is_one_mistake_wherever_it_stands() {
    let path = "collaboratives/arden-wolds-partnership/collaborative.toml";
    assert_eq!(
        one(|all| write(all, path, "collaborative = \"awap\"", "collaborative = \"awpa\"")).0,
        "there is no collaborative `awpa`"
    );
    let meetings = "collaboratives/awap/meetings.toml";
    let told = one(|all| write(all, meetings, "\"provider-board\"", "\"provider-bord\""));
    assert_eq!(told, ("there is no forum `provider-bord`, and this record names it four times".to_owned(), 3));
}
