//! What `docs/` says is true: its examples are read, its tables are written from the program, its links lead somewhere.
//!
//! A part between `<!-- name -->` and `<!-- end -->` is written by a test. `BLESS=1` writes it anew: read the difference.

#![allow(clippy::disallowed_methods, reason = "these tests read and bless the crate's own documents")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

mod checks;
mod exports;
mod format;
mod tables;
mod themes;
mod verbs;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(document: &str) -> String {
    fs::read_to_string(root().join(document)).unwrap_or_else(|error| panic!("{document}: {error}"))
}

/// A fenced block of a document.
struct Fenced {
    language: String,
    /// The file that it shows; empty where it shows none.
    path: String,
    text: String,
}

fn fenced(document: &str) -> Vec<Fenced> {
    let mut blocks = Vec::new();
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let text = lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
        let (language, path) = info.split_once(' ').unwrap_or((info, ""));
        blocks.push(Fenced { language: language.to_owned(), path: path.to_owned(), text });
    }
    blocks
}

/// The blocks that show files, by path. No path is shown twice.
fn files(document: &str) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for block in fenced(document).into_iter().filter(|block| !block.path.is_empty()) {
        let path = block.path.clone();
        assert!(files.insert(block.path, block.text).is_none(), "{path} is shown twice");
    }
    files
}

/// Compares every generated part of a document with what `generate` makes of its name and of what stands there, or writes it anew
/// where `BLESS` says so. Returns the names of the parts.
fn keep_in_step(document: &str, generate: impl Fn(&str, &str) -> String) -> BTreeSet<String> {
    let old = read(document);
    let mut new = String::new();
    let mut names = BTreeSet::new();
    let mut rest = old.as_str();
    while let Some((before, after)) = rest.split_once("\n<!-- ") {
        let (name, after) = after.split_once(" -->\n").unwrap_or_else(|| panic!("{document}: a mark is not closed"));
        let (part, after) = after.split_once("<!-- end -->").unwrap_or_else(|| panic!("{document}: `{name}` has no end"));
        let _ = write!(new, "{before}\n<!-- {name} -->\n{}\n<!-- end -->", generate(name, part).trim_end());
        assert!(names.insert(name.to_owned()), "{document}: `{name}` stands there twice");
        rest = after;
    }
    new.push_str(rest);
    if old != new {
        assert!(std::env::var_os("BLESS").is_some(), "{document} is out of step from here on:\n{}", first_difference(&old, &new));
        fs::write(root().join(document), new).unwrap_or_else(|error| panic!("{document}: {error}"));
    }
    names
}

fn first_difference(old: &str, new: &str) -> String {
    let differs = old.lines().zip(new.lines()).find(|(old, new)| old != new);
    let (old, new) = differs.unwrap_or(("(one of them ends)", "(one of them ends)"));
    format!("- {old}\n+ {new}\nIf that is meant: BLESS=1 cargo test docs")
}

/// A cell of a table: on one line, and no bar in it.
fn cell(words: &str) -> String {
    words.replace('|', "\\|").replace('\n', " ")
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut wrong = Vec::new();
    for document in documents() {
        let text = fs::read_to_string(&document).unwrap();
        for target in links(&text) {
            let (path, anchor) = target.split_once('#').unwrap_or((target.as_str(), ""));
            let file = if path.is_empty() { document.clone() } else { document.with_file_name("").join(path) };
            let is_there = file.exists() && (anchor.is_empty() || anchors(&fs::read_to_string(&file).unwrap()).contains(anchor));
            if !is_there {
                wrong.push(format!("{}: {target}", document.strip_prefix(root()).unwrap_or(&document).display()));
            }
        }
    }
    assert!(wrong.is_empty(), "these links lead nowhere:\n{}", wrong.join("\n"));
}

fn documents() -> Vec<PathBuf> {
    let mut documents = vec![root().join("README.md"), root().join("tests/README.md"), root().join("tests/browser/README.md")];
    let listed = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path());
    documents.extend(listed.filter(|path| path.extension().is_some_and(|ending| ending == "md")));
    documents.sort();
    documents
}

/// Where the links of a document lead within the project; what stands in blocks of code is no link.
fn links(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut is_code = false;
    for line in text.lines() {
        is_code ^= line.starts_with("```");
        // What stands between backticks shows how links are written.
        let prose: String = line.split('`').step_by(2).collect();
        let targets = prose.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0.to_owned()));
        found.extend(targets.filter(|target| !is_code && !target.contains("://") && !target.starts_with("mailto:")));
    }
    found
}

/// The anchors of a document's headings, as code hosts make them.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    let mut is_code = false;
    for line in text.lines() {
        is_code ^= line.starts_with("```");
        let title = line.trim_start_matches('#');
        if is_code || title == line || !title.starts_with(' ') {
            continue;
        }
        let kept = |letter: &char| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_');
        let anchor: String = title.trim().to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-");
        let mut free = anchor.clone();
        for number in 1.. {
            if anchors.insert(free.clone()) {
                break;
            }
            free = format!("{anchor}-{number}");
        }
    }
    anchors
}

/// A table that says which test holds what is worth nothing where there is no such test.
#[test]
fn tests_that_the_security_document_names_are_there() {
    let document = format!("{}\n{}", read("docs/security.md"), read("docs/reliability.md"));
    let names: BTreeSet<&str> = tables_of(&document)
        .flat_map(|(_, last)| last.split('`').skip(1).step_by(2))
        .filter(|name| name.contains('_') && !name.contains('.'))
        .collect();
    assert!(names.len() > 40, "{names:?}");
    let files =
        tables_of(&document).flat_map(|(_, last)| last.split('`').skip(1).step_by(2)).filter(|name| name.ends_with(".mjs"));
    files.for_each(|file| assert!(root().join(file).exists(), "there is no {file}"));
    let texts = ["src", "tests"].into_iter().flat_map(|folder| walkdir::WalkDir::new(root().join(folder))).map(Result::unwrap);
    let texts = texts.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "rs"));
    let all: String = texts.map(|entry| fs::read_to_string(entry.path()).unwrap()).collect();
    let missing: Vec<&&str> = names.iter().filter(|name| !all.contains(&format!("fn {name}("))).collect();
    assert!(missing.is_empty(), "docs/security.md or docs/reliability.md names tests that are not there: {missing:#?}");
}

/// The rows of a document's tables: all but the last cell, and the last.
fn tables_of(document: &str) -> impl Iterator<Item = (&str, &str)> {
    document.lines().filter(|line| line.starts_with("| ")).filter_map(|line| line.trim_end_matches('|').rsplit_once('|'))
}

/// Every numbered case has its row, and says by which test it is held or why by none.
#[test]
fn every_case_stands_in_the_security_document_once() {
    let document = read("docs/security.md");
    let (_, cases) = document.split_once("\n## The cases\n").unwrap();
    let mut found: Vec<u32> = Vec::new();
    for (row, held_by) in tables_of(cases) {
        let first = row.trim_start_matches("| ").split(" |").next().unwrap_or("");
        let numbers = first.split(|letter: char| letter.is_alphabetic()).next().unwrap_or("");
        assert!(!held_by.trim().is_empty(), "{row}");
        for part in numbers.split(',').map(str::trim).filter(|part| part.starts_with(|letter: char| letter.is_ascii_digit())) {
            let number = |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>().parse::<u32>().unwrap();
            let (from, to) = part.split_once('–').unwrap_or((part, part));
            found.extend(number(from)..=number(to));
        }
    }
    found.sort_unstable();
    let wanted: Vec<u32> = (1..=158).collect();
    let missing: Vec<&u32> = wanted.iter().filter(|number| !found.contains(number)).collect();
    let twice: Vec<u32> = found.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    assert!(missing.is_empty() && twice.is_empty(), "missing: {missing:?}; twice: {twice:?}");
}
