//! Each folder in `tests/cases/` is a handbook with deliberate mistakes, beside the report that its author should read.

#![allow(clippy::disallowed_methods, reason = "tests read and bless the files of their own cases")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use handbook::diagnostic::Report;
use handbook::diagnostic::human::{self, Style};
use handbook::project;
use handbook::record;
use handbook::source::{File, Sources, disk, memory};
use jiff::civil::Date;

/// The day on which all cases are read.
const TODAY: Date = Date::constant(2026, 6, 1);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// Every case's folder, in the order of their names.
fn cases() -> Vec<PathBuf> {
    let folder = folder();
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut cases: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.join("content").is_dir()).collect();
    cases.sort();
    cases
}

/// What reading, joining and the list of accepted findings say. What checks ask of a sound model has examples in their explanations.
const SUBJECTS: [&str; 7] = ["checks", "file", "prose", "record", "reference", "toml", "vocabulary"];

/// The report on these sources, as a terminal without colours shows it, with paths from the content folder.
fn report(sources: Sources) -> String {
    let mut edition = project::edition(sources, TODAY);
    edition.report.retain(|finding| SUBJECTS.contains(&finding.check.split('/').next().unwrap_or("")));
    let text = human::render(&edition.report, &edition.sources, Style::default());
    if text.is_empty() { "No findings.\n".to_owned() } else { text }
}

/// Compares a report with the one that is expected, or writes it anew where `BLESS` says so.
fn compare(case: &Path, found: &str, wrong: &mut String) {
    let path = case.join("report.txt");
    let expected = fs::read_to_string(&path).unwrap_or_default();
    if expected == found {
        return;
    }
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, found).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        return;
    }
    let name = case.file_name().unwrap_or_default().to_string_lossy();
    let _ = writeln!(wrong, "== {name}: the report differs\n{}", difference(&expected, found));
}

/// The lines in which two texts differ, with those around them.
fn difference(expected: &str, found: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let rest = old.len().min(new.len()) - same;
    let ending = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(old, new)| old == new).count();
    let mut text = String::new();
    for line in &old[same.saturating_sub(3)..same] {
        let _ = writeln!(text, "  {line}");
    }
    for line in &old[same..old.len() - ending] {
        let _ = writeln!(text, "- {line}");
    }
    for line in &new[same..new.len() - ending] {
        let _ = writeln!(text, "+ {line}");
    }
    text
}

fn conclude(wrong: &str) {
    assert!(wrong.is_empty(), "{wrong}\nread the difference; where it is right, run the tests once with BLESS=1");
}

#[test]
fn every_case_is_reported_as_expected() {
    let cases = cases();
    assert!(!cases.is_empty());
    let mut wrong = String::new();
    for case in cases {
        let mut sources = disk::read(&case.join("content")).unwrap_or_else(|error| panic!("{}: {error}", case.display()));
        sources.root = PathBuf::new();
        compare(&case, &report(sources), &mut wrong);
    }
    conclude(&wrong);
}

/// Bytes that are no UTF-8 would not survive every editor and every `git diff`, so they are made here.
#[test]
fn bytes_that_are_not_utf_8_are_reported_as_expected() {
    let files: [(&str, &[u8]); 5] = [
        ("organisations/latin-1.toml", b"name = \"H\xf4pital de Rochelande\"\nkind = \"company\"\n"),
        ("organisations/windows.toml", b"kind = \"company\"\r\nname = \"The \x93Old\x94 Infirmary\"\r\nnam = \"x\"\r\n"),
        ("organisations/utf-16.toml", b"\xff\xfen\0a\0m\0e\0 \0=\0 \0\"\0A\0\"\0\n\0"),
        ("pages/prose.md", b"+++\nname = \"Prose\"\n+++\n\nCaf\xe9 and [[nowhere]].\n"),
        ("pages/cut.md", b"+++\nname = \"Cut\"\n+++\n\nA letter that ends too soon: \xe2\x82"),
    ];
    let mut sources = memory::sources([("handbook.toml", "title = \"Not UTF-8\"\n")]);
    for (path, bytes) in files {
        let file = File::new(path, bytes);
        sources.files.insert(Arc::clone(&file.path), Arc::new(file));
    }
    let mut wrong = String::new();
    compare(&folder().join("not-utf-8"), &report(sources), &mut wrong);
    conclude(&wrong);
}

/// A file is read past each of its mistakes: cut off anywhere, it never stops the program, and every message keeps its place.
#[test]
fn a_file_cut_off_anywhere_is_read() {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/handbook");
    for path in
        ["collaboratives/awap/terms-of-reference/provider-board.md", "collaboratives/awap/collaborative.toml", "vocabulary.toml"]
    {
        let text = fs::read_to_string(base.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        for end in (0..text.len()).step_by(7) {
            let file = File::new(path, &text.as_bytes()[..text.floor_char_boundary(end)]);
            let mut findings = Report::default();
            record::parse(&file, &mut findings);
            for finding in findings.iter() {
                assert!(finding.place.span.range().end <= file.text.len(), "{path} cut at {end}: {finding:?}");
                let is_helpful = !finding.hints.is_empty() || finding.check == "prose/unknown-anchor";
                assert!(is_helpful, "{path} cut at {end} has no way out: {finding:?}");
            }
        }
    }
}
