//! Records of every kind: the path of a file on the first line, its text below.

use handbook::diagnostic::Report;
use handbook::limits::Limits;
use handbook::record::{self, Record};
use handbook::source::{File, Sources};
use std::sync::Arc;

/// A record is read past its mistakes, each of which has a place in its file and a way out; reading again says the same,
/// and one without mistakes says the same once it is printed from what was read.
pub fn run(bytes: &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let path = String::from_utf8_lossy(&bytes[..end]);
    read(&path, bytes.get(end + 1..).unwrap_or(&[]));
}

/// Reads one file, and panics where a promise is broken. `None` where its path is no record's.
pub fn read(path: &str, bytes: &[u8]) -> Option<Record> {
    let file = File::new(path, bytes);
    let mut report = Report::default();
    let record = record::parse(&file, &mut report);
    question_places(&report, &file.text);
    for finding in report.iter() {
        let is_helpful = !finding.hints.is_empty() || finding.check == "prose/unknown-anchor";
        assert!(is_helpful, "{path}: no way out: {finding:?}");
    }
    let mut again = Report::default();
    let second = record::parse(&file, &mut again);
    assert_eq!(format!("{:?}", report.sorted()), format!("{:?}", again.sorted()), "{path}: read twice");
    assert_eq!(format!("{record:?}"), format!("{second:?}"), "{path}: read twice");
    let mut sources = Sources::default();
    sources.files.insert(Arc::clone(&file.path), Arc::new(file));
    question_messages(&report, &sources);
    let record = record?;
    assert!(
        bytes.len() as u64 > u64::from(Limits::default().file_bytes)
            || !record.title().is_empty()
            || record.has_unread_lines
            || report.has_errors()
    );
    let _ = (record.short_title(), record.subject(), record.itself(), record.said().parts.len());
    if report.is_empty() && record.fields.is_some() && !record.has_unread_lines {
        super::printed::question(&record);
    }
    Some(record)
}

/// Every place that is reported is one in the text.
pub fn question_places(report: &Report, text: &str) {
    for finding in report.iter() {
        let range = finding.place.span.range();
        assert!(range.start <= range.end && text.get(range).is_some(), "not a place: {finding:?}");
    }
}

/// What is told has no control characters, in any format.
pub fn question_messages(report: &Report, sources: &Sources) {
    use handbook::diagnostic::{github, human, json, sarif};
    let is_control = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t');
    for told in [
        human::render(report, sources, human::Style::default()),
        human::render_short(report, sources, 20),
        github::render(report, sources),
        json::render(report, sources),
        sarif::render(report, sources, []),
    ] {
        assert!(!told.contains(is_control), "a control character is told: {told:?}");
    }
}
