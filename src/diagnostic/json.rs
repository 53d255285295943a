//! Diagnostics as JSON, for programs. Its form is numbered and changes only with the number.

use serde::Serialize;

use super::texts::{self, Texts};
use super::{Diagnostic, Report, Severity};
use crate::source::Sources;
use crate::span::Place;

/// The form of the document.
pub const VERSION: u32 = 1;

/// The whole report as one JSON document.
pub fn render(report: &Report, sources: &Sources) -> String {
    let mut texts = Texts::new(sources);
    let findings: Vec<Finding> = report.sorted().into_iter().map(|diagnostic| Finding::of(diagnostic, &mut texts)).collect();
    let document = Document { version: VERSION, summary: Summary::of(report), findings };
    // These structs hold nothing that JSON cannot.
    let mut text = texts::escaped_json(&serde_json::to_string_pretty(&document).unwrap_or_default());
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Document<'d> {
    version: u32,
    findings: Vec<Finding<'d>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Finding<'d> {
    check: &'d str,
    severity: &'static str,
    message: &'d str,
    #[serde(flatten)]
    at: Where,
    label: &'d str,
    hints: &'d [String],
    related: Vec<Other<'d>>,
    subject: &'d str,
}

impl<'d> Finding<'d> {
    fn of(diagnostic: &'d Diagnostic, texts: &mut Texts) -> Finding<'d> {
        let Diagnostic { check, severity, message, place, label, hints, related, subject } = diagnostic;
        let related = related.iter().map(|other| Other { at: Where::of(&other.place, texts), label: &other.label }).collect();
        Finding { check, severity: severity.word(), message, at: Where::of(place, texts), label, hints, related, subject }
    }
}

#[derive(Serialize)]
struct Other<'d> {
    #[serde(flatten)]
    at: Where,
    label: &'d str,
}

/// A place. Lines and columns count from 1, columns in characters; the end is the first column after it. All four are null where
/// the whole file is meant.
#[derive(Clone, Debug, Serialize)]
pub struct Where {
    /// The path of the file from where the program was started.
    pub file: String,
    /// The line where it begins.
    pub line: Option<usize>,
    /// The column where it begins.
    pub column: Option<usize>,
    /// The line where it ends.
    pub end_line: Option<usize>,
    /// The first column after it.
    pub end_column: Option<usize>,
}

/// The places of a handbook's files, as people count lines.
pub struct Places<'s>(Texts<'s>);

impl<'s> Places<'s> {
    /// Those of these files.
    pub fn new(sources: &'s Sources) -> Places<'s> {
        Places(Texts::new(sources))
    }

    /// One place.
    pub fn at(&mut self, place: &Place) -> Where {
        Where::of(place, &mut self.0)
    }
}

impl Where {
    fn of(place: &Place, texts: &mut Texts) -> Where {
        let (start, end) = texts.range(place).unzip();
        Where {
            file: texts.path(&place.path),
            line: start.map(|start| start.line),
            column: start.map(|start| start.column),
            end_line: end.map(|end| end.line),
            end_column: end.map(|end| end.column),
        }
    }
}

#[derive(Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
    advice: usize,
    files: usize,
}

impl Summary {
    fn of(report: &Report) -> Summary {
        Summary {
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            advice: report.count(Severity::Advice),
            files: super::human::files(report),
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::source::memory;
    use crate::span::Span;

    #[test]
    fn a_finding_has_its_place_and_its_words() {
        let sources = memory::sources([("forums/board.md", "+++\nname = \"Bôard\"\nquorum = 7\n+++\n")]);
        let path = "forums/board.md".into();
        let mut report = Report::default();
        report.add(
            Diagnostic::error("quorum/out-of-reach", Place::new(&path, Span::new(12..17)), "too few \u{1b} seats")
                .label("here")
                .hint("fill them")
                .related(Place::start_of(&path), "the forum")
                .about("forum:board"),
        );
        assert_snapshot!(render(&report, &sources), @r#"
        {
          "version": 1,
          "findings": [
            {
              "check": "quorum/out-of-reach",
              "severity": "error",
              "message": "too few \u001b seats",
              "file": "forums/board.md",
              "line": 2,
              "column": 9,
              "end_line": 2,
              "end_column": 13,
              "label": "here",
              "hints": [
                "fill them"
              ],
              "related": [
                {
                  "file": "forums/board.md",
                  "line": null,
                  "column": null,
                  "end_line": null,
                  "end_column": null,
                  "label": "the forum"
                }
              ],
              "subject": "forum:board"
            }
          ],
          "summary": {
            "errors": 1,
            "warnings": 0,
            "advice": 0,
            "files": 1
          }
        }
        "#);
    }
}
