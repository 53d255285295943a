//! `docs/format.md`: its examples are one handbook, and what it says of quorums and recurrence is what the program reckons.

use std::collections::BTreeSet;

use handbook::diagnostic::human::{self, Style};
use handbook::model::quorum::Need;
use handbook::project::{self, Edition};
use handbook::record::kind::{Forum, KINDS, Kind};
use handbook::record::recurrence::Recurrence;
use handbook::source::memory;
use jiff::civil::Date;

use super::{fenced, files, keep_in_step, read, tables};

/// The day on which the examples are read: within the times that they state.
const TODAY: Date = Date::constant(2026, 6, 1);
const DOCUMENT: &str = "docs/format.md";

fn edition<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Edition {
    project::edition(memory::sources(files), TODAY)
}

#[test]
fn the_examples_of_the_format_are_one_handbook_without_mistakes() {
    let files = files(&read(DOCUMENT));
    let edition = edition(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let shown = human::render(&edition.report, &edition.sources, Style::default());
    assert!(!edition.report.has_errors(), "{shown}");
    let known: BTreeSet<Kind> = edition.model.records().map(|(_, record)| record.kind).collect();
    let missing: Vec<&Kind> = KINDS.iter().filter(|kind| !known.contains(kind)).collect();
    assert!(missing.is_empty(), "no example shows the kinds {missing:?}");
}

/// What has no path is a part of a record: it is sound TOML all the same.
#[test]
fn every_piece_of_toml_in_the_format_can_be_read() {
    for block in fenced(&read(DOCUMENT)).into_iter().filter(|block| block.language == "toml") {
        if let Err(error) = block.text.parse::<toml::Table>() {
            panic!("{}\n{error}", block.text);
        }
    }
}

#[test]
fn the_tables_of_the_format_are_in_step() {
    let names = keep_in_step(DOCUMENT, |name, old| match name {
        "fields of every record" => tables::every_record(),
        "tables that several kinds have" => tables::shared(),
        "words" => tables::words(),
        "quorums" => rows(old, quorum),
        "recurrence" => rows(old, recurrence),
        _ => {
            let kind = name.strip_prefix("fields of ").and_then(Kind::named);
            tables::kind(kind.unwrap_or_else(|| panic!("{DOCUMENT}: nothing is generated for `{name}`")))
        }
    });
    let missing: Vec<&Kind> = KINDS.iter().filter(|kind| !names.contains(&format!("fields of {kind}"))).collect();
    assert!(missing.is_empty(), "{DOCUMENT} has no table of the fields of {missing:?}");
}

/// A table whose first cell is written by hand and whose other cells follow from it.
fn rows(old: &str, follows: impl Fn(&str) -> Vec<String>) -> String {
    let mut lines = old.lines().filter(|line| line.starts_with('|'));
    let mut text: String = lines.by_ref().take(2).map(|line| format!("{line}\n")).collect();
    for line in lines {
        let rule = line.split('`').nth(1).unwrap_or_else(|| panic!("no rule stands in the row {line}"));
        text.push_str(&format!("| `{rule}` | {} |\n", follows(rule).join(" | ")));
    }
    text
}

/// The forum over whose seats the quorums of the table are reckoned: three members, two seats each, a lay seat and a chair.
const SEATS: &str = "[[seats]]\ntitle = \"Chief executive\"\neach = \"member\"\nkind = \"executive\"\n\
    [[seats]]\ntitle = \"Non-executive director\"\neach = \"member\"\nkind = \"non-executive\"\n\
    [[seats]]\nid = \"patients\"\ntitle = \"Patients’ representative\"\nkind = \"lay\"\n\
    [[seats]]\ntitle = \"Chair\"\nkind = \"chair\"\n\
    [[seats]]\ntitle = \"Observer\"\nvoting = false\n";

fn quorum(rule: &str) -> Vec<String> {
    let body = "kind = \"nhs-trust\"\n";
    let organisations =
        ["north", "south", "west"].map(|id| (format!("organisations/{id}.toml"), format!("name = \"{id}\"\n{body}")));
    let members: String =
        ["north", "south", "west"].map(|id| format!("[[members]]\norganisation = \"{id}\"\nclass = \"full\"\n")).concat();
    let collaborative = format!("name = \"Example\"\nkind = \"provider-collaborative\"\n{members}");
    let forum = format!("name = \"Board\"\nquorum = {rule}\n{SEATS}");
    let mut files = vec![
        ("handbook.toml".to_owned(), "title = \"Example\"\njurisdiction = \"england\"\n".to_owned()),
        ("collaboratives/example/collaborative.toml".to_owned(), collaborative),
        ("collaboratives/example/terms-of-reference/board.toml".to_owned(), forum),
    ];
    files.extend(organisations);
    let edition = edition(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let model = &edition.model;
    let forum = model.find(Kind::Forum, "example/board").and_then(|id| model.entry::<Forum>(id));
    let forum = forum.unwrap_or_else(|| panic!("`{rule}` cannot be read"));
    let today = model.quorum_today(forum).unwrap_or_else(|| panic!("`{rule}` asks for nothing"));
    let Need { words, sum, number, .. } = &today.meeting;
    vec![words.to_string(), number.to_string(), sum.to_string()]
}

/// The first meetings of a series that starts on 13 January 2026.
fn recurrence(rule: &str) -> Vec<String> {
    let start = Date::constant(2026, 1, 13);
    let read = Recurrence::read(rule).unwrap_or_else(|flaw| panic!("`{rule}`: {}", flaw.message));
    let days = read.days(start, start, Date::constant(2027, 12, 31));
    let days: Vec<String> = days.iter().take(4).map(ToString::to_string).collect();
    vec![days.join(", ")]
}
