//! Diagnostics as SARIF 2.1.0, which code hosts and editors read. Columns count UTF-16 code units.

use std::collections::BTreeMap;

use serde::Serialize;

use super::texts::{self, Texts};
use super::{Diagnostic, Related, Report, Severity};
use crate::source::Sources;
use crate::span::Place;

/// The whole report as one SARIF document. `rules` are all checks: their names, and what each looks for in a sentence.
pub fn render<'r>(report: &Report, sources: &Sources, rules: impl IntoIterator<Item = (&'r str, &'r str)>) -> String {
    let rules: BTreeMap<&str, &str> = rules.into_iter().collect();
    let indexes: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(index, name)| (*name, index)).collect();
    let mut texts = Texts::new(sources);
    let results = report.sorted().into_iter().map(|diagnostic| Finding::of(diagnostic, &indexes, &mut texts)).collect();
    let rules = rules.iter().map(|(id, text)| Rule { id, short_description: Words { text } }).collect();
    let driver = Driver { name: "handbook", version: env!("CARGO_PKG_VERSION"), rules };
    let run = Run { tool: Tool { driver }, column_kind: "utf16CodeUnits", results };
    let log = Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
    // These structs hold nothing that JSON cannot.
    let mut text = texts::escaped_json(&serde_json::to_string_pretty(&log).unwrap_or_default());
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Log<'d> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'d>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'d> {
    tool: Tool<'d>,
    column_kind: &'static str,
    results: Vec<Finding<'d>>,
}

#[derive(Serialize)]
struct Tool<'d> {
    driver: Driver<'d>,
}

#[derive(Serialize)]
struct Driver<'d> {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule<'d>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'d> {
    id: &'d str,
    short_description: Words<'d>,
}

#[derive(Serialize)]
struct Words<'d> {
    text: &'d str,
}

#[derive(Serialize)]
struct OwnWords {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'d> {
    rule_id: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: OwnWords,
    locations: [Location<'d>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'d>>,
}

impl<'d> Finding<'d> {
    fn of(diagnostic: &'d Diagnostic, indexes: &BTreeMap<&str, usize>, texts: &mut Texts) -> Finding<'d> {
        let level = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "note",
        };
        let words = std::iter::once(&diagnostic.message).chain(&diagnostic.hints);
        Finding {
            rule_id: diagnostic.check,
            rule_index: indexes.get(diagnostic.check).copied(),
            level,
            message: OwnWords { text: words.map(String::as_str).collect::<Vec<_>>().join("\n") },
            locations: [Location::of(&diagnostic.place, &diagnostic.label, texts)],
            related_locations: diagnostic
                .related
                .iter()
                .map(|Related { place, label }| Location::of(place, label, texts))
                .collect(),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'d> {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Words<'d>>,
}

impl<'d> Location<'d> {
    fn of(place: &Place, label: &'d str, texts: &mut Texts) -> Location<'d> {
        let region = texts.range(place).map(|(start, end)| Region {
            start_line: start.line,
            start_column: start.column_utf16,
            end_line: end.line,
            end_column: end.column_utf16,
        });
        let artifact_location = Artifact { uri: uri(&texts.path(&place.path)) };
        let message = (!label.is_empty()).then_some(Words { text: label });
        Location { physical_location: PhysicalLocation { artifact_location, region }, message }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// A path as a URI: relative as it is, absolute with its scheme.
fn uri(path: &str) -> String {
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::source::memory;
    use crate::span::Span;

    #[test]
    fn columns_count_code_units_and_paths_are_addresses() {
        let mut sources = memory::sources([("a b.md", "😀 quorum\n")]);
        sources.root = "content".into();
        let path = "a b.md".into();
        let mut report = Report::default();
        let quorum = Diagnostic::warning("quorum/out-of-reach", Place::new(&path, Span::new(5..11)), "too few seats");
        report.add(quorum.hint("fill them").related(Place::start_of(&path), "the forum"));
        let rules = [("quorum/out-of-reach", "A quorum that no meeting reaches."), ("a/b", "First.")];
        let rendered = render(&report, &sources, rules).replace(env!("CARGO_PKG_VERSION"), "VERSION");
        assert_snapshot!(rendered, @r#"
        {
          "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
          "version": "2.1.0",
          "runs": [
            {
              "tool": {
                "driver": {
                  "name": "handbook",
                  "version": "VERSION",
                  "rules": [
                    {
                      "id": "a/b",
                      "shortDescription": {
                        "text": "First."
                      }
                    },
                    {
                      "id": "quorum/out-of-reach",
                      "shortDescription": {
                        "text": "A quorum that no meeting reaches."
                      }
                    }
                  ]
                }
              },
              "columnKind": "utf16CodeUnits",
              "results": [
                {
                  "ruleId": "quorum/out-of-reach",
                  "ruleIndex": 1,
                  "level": "warning",
                  "message": {
                    "text": "too few seats\nfill them"
                  },
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "content/a%20b.md"
                        },
                        "region": {
                          "startLine": 1,
                          "startColumn": 4,
                          "endLine": 1,
                          "endColumn": 10
                        }
                      }
                    }
                  ],
                  "relatedLocations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "content/a%20b.md"
                        }
                      },
                      "message": {
                        "text": "the forum"
                      }
                    }
                  ]
                }
              ]
            }
          ]
        }
        "#);
    }
}
