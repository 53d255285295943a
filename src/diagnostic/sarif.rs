//! Diagnostics as SARIF 2.1.0, which code hosts and editors read. Columns count UTF-16 code units.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::texts::{self, Texts};
use super::{Diagnostic, Related, Report, Severity};
use crate::source::Sources;
use crate::span::Place;

/// The name of the fingerprint by which a finding is known again; its number changes with the way in which it is reckoned. It is not the
/// name that GitHub keeps for its own, which is reckoned there from the line's text.
const FINGERPRINT: &str = "handbookFinding/v1";

/// One thing that is looked for, as those who read a report can look it up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// Its name, such as `quorum/out-of-reach`.
    pub name: &'static str,
    /// How much its findings matter, unless the handbook says otherwise.
    pub severity: Severity,
    /// What it looks for, in a sentence.
    pub title: String,
    /// The whole explanation, as plain text.
    pub text: String,
    /// The same, as Markdown.
    pub markdown: String,
}

/// The whole report as one SARIF document, with the explanations of all that is looked for.
pub fn render(report: &Report, sources: &Sources, explained: impl IntoIterator<Item = Explained>) -> String {
    let mut explained: Vec<Explained> = explained.into_iter().collect();
    explained.sort_by_key(|one| one.name);
    let indexes: BTreeMap<&str, usize> = explained.iter().enumerate().map(|(index, one)| (one.name, index)).collect();
    let mut texts = Texts::new(sources);
    let mut fingerprints = Fingerprints { sources, given: BTreeMap::new() };
    let results = report.sorted().into_iter();
    let results = results.map(|one| Finding::of(one, &indexes, fingerprints.of(one), &mut texts)).collect();
    let driver = Driver { name: "handbook", version: env!("CARGO_PKG_VERSION"), rules: explained.iter().map(Rule::of).collect() };
    let run = Run { tool: Tool { driver }, column_kind: "utf16CodeUnits", results };
    let log = Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
    // These structs hold nothing that JSON cannot.
    let mut text = texts::escaped_json(&serde_json::to_string_pretty(&log).unwrap_or_default());
    text.push('\n');
    text
}

/// The word of SARIF for how much a finding matters.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

/// By what a finding is known again in the next report, wherever its lines have moved by then: its check, its record and the words that it
/// marks. Those that are alike in all three are counted.
struct Fingerprints<'r> {
    sources: &'r Sources,
    given: BTreeMap<String, usize>,
}

impl Fingerprints<'_> {
    fn of(&mut self, diagnostic: &Diagnostic) -> String {
        let subject = if diagnostic.subject.is_empty() { &*diagnostic.place.path } else { &diagnostic.subject };
        let mut digest = Sha256::new();
        for part in [diagnostic.check, subject, self.marked(&diagnostic.place)] {
            digest.update(part);
            digest.update([0]);
        }
        let digits: String = digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let count = self.given.entry(digits.clone()).or_default();
        *count += 1;
        format!("{digits}:{count}")
    }

    /// The words that a place marks, as far as they stand on one line; nothing where it is a whole file.
    fn marked(&self, place: &Place) -> &str {
        let span = place.span.start as usize..place.span.end as usize;
        let marked = self.sources.text(&place.path).get(span).unwrap_or_default();
        marked.lines().next().unwrap_or_default().trim()
    }
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
    help: Help<'d>,
    default_configuration: Configuration,
}

impl<'d> Rule<'d> {
    fn of(explained: &'d Explained) -> Rule<'d> {
        let Explained { name, severity, title, text, markdown } = explained;
        Rule {
            id: name,
            short_description: Words { text: title },
            help: Help { text, markdown },
            default_configuration: Configuration { level: level(*severity) },
        }
    }
}

#[derive(Serialize)]
struct Help<'d> {
    text: &'d str,
    markdown: &'d str,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
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
    partial_fingerprints: BTreeMap<&'static str, String>,
}

impl<'d> Finding<'d> {
    fn of(diagnostic: &'d Diagnostic, indexes: &BTreeMap<&str, usize>, fingerprint: String, texts: &mut Texts) -> Finding<'d> {
        let words = std::iter::once(&diagnostic.message).chain(&diagnostic.hints);
        Finding {
            rule_id: diagnostic.check,
            rule_index: indexes.get(diagnostic.check).copied(),
            level: level(diagnostic.severity),
            message: OwnWords { text: words.map(String::as_str).collect::<Vec<_>>().join("\n") },
            locations: [Location::of(&diagnostic.place, &diagnostic.label, texts)],
            related_locations: diagnostic
                .related
                .iter()
                .map(|Related { place, label }| Location::of(place, label, texts))
                .collect(),
            partial_fingerprints: [(FINGERPRINT, fingerprint)].into(),
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

    fn explained((name, title): (&'static str, &str)) -> Explained {
        let (text, markdown) = (format!("All of `{name}`"), format!("All of **{name}**"));
        Explained { name, severity: Severity::Warning, title: title.into(), text, markdown }
    }

    /// The fingerprints of what is found at these words of a page with this text, in order.
    fn fingerprints(text: &str, words: &[(&'static str, &str, &str)]) -> Vec<String> {
        let sources = memory::sources([("a.md", text)]);
        let path = "a.md".into();
        let mut fingerprints = Fingerprints { sources: &sources, given: BTreeMap::new() };
        let found = words.iter().map(|(check, subject, words)| {
            let start = text.find(words).expect("the words are there");
            let place = Place::new(&path, Span::new(start..start + words.len()));
            fingerprints.of(&Diagnostic::warning(check, place, "in other words each day").about(*subject))
        });
        found.collect()
    }

    #[test]
    fn a_finding_is_known_again_when_lines_move_and_told_apart_from_others() {
        let found = [("seat/vacant", "forum:a/b", "Chair"), ("seat/vacant", "forum:a/b", "Nurse")];
        let before = fingerprints("Chair\nNurse\n", &found);
        assert_ne!(before[0], before[1], "two seats of one forum");
        assert_eq!(before, fingerprints("new line\n\nChair\nanother\nNurse\n", &found));
        assert_eq!(before[1..], fingerprints("Nurse\n", &found[1..]), "the first was mended");
        let others = [("seat/vacant", "forum:a/c", "Chair"), ("seat/term-over", "forum:a/b", "Chair"), found[0], found[0]];
        let others = fingerprints("Chair\nNurse\n", &others);
        assert_eq!(others[2], before[0]);
        assert_eq!(others.iter().collect::<std::collections::BTreeSet<_>>().len(), 4, "{others:?}");
    }

    #[test]
    fn columns_count_code_units_and_paths_are_addresses() {
        let mut sources = memory::sources([("a b.md", "😀 quorum\n")]);
        sources.root = "content".into();
        let path = "a b.md".into();
        let mut report = Report::default();
        let quorum = Diagnostic::warning("quorum/out-of-reach", Place::new(&path, Span::new(5..11)), "too few seats");
        report.add(quorum.hint("fill them").related(Place::start_of(&path), "the forum"));
        let rules = [("quorum/out-of-reach", "A quorum that no meeting reaches"), ("a/b", "First")].map(explained);
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
                        "text": "First"
                      },
                      "help": {
                        "text": "All of `a/b`",
                        "markdown": "All of **a/b**"
                      },
                      "defaultConfiguration": {
                        "level": "warning"
                      }
                    },
                    {
                      "id": "quorum/out-of-reach",
                      "shortDescription": {
                        "text": "A quorum that no meeting reaches"
                      },
                      "help": {
                        "text": "All of `quorum/out-of-reach`",
                        "markdown": "All of **quorum/out-of-reach**"
                      },
                      "defaultConfiguration": {
                        "level": "warning"
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
                  ],
                  "partialFingerprints": {
                    "handbookFinding/v1": "1c9facfef19d8d0c:1"
                  }
                }
              ]
            }
          ]
        }
        "#);
    }
}
