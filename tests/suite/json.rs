//! Every verb that answers a question answers programs too: one document with a number for its form, as `docs/verbs.md` says.

#![allow(
    clippy::disallowed_methods,
    reason = "these tests run the program and read its documents, as no part of the program does"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

const PROGRAM: &str = env!("CARGO_BIN_EXE_handbook");

/// A question for each verb, of the fictional handbook.
const QUESTIONS: [&[&str]; 9] = [
    &["check", "tests/handbook"],
    &["who", "pathology network", "--content", "tests/handbook"],
    &["due", "tests/handbook"],
    &["organisation", "arden-vale", "--content", "tests/handbook"],
    &["impact", "arden-vale", "--content", "tests/handbook"],
    &["load", "tests/handbook"],
    &["coverage", "--content", "tests/handbook"],
    &["compare", "--content", "tests/handbook"],
    &["baseline", "--content", "tests/handbook"],
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn answer(question: &[&str]) -> Vec<u8> {
    let options = ["--as-of", "2026-06-01", "--format", "json"];
    let output = Command::new(PROGRAM).args(question).args(options).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{question:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// The fields that `docs/verbs.md` names for each verb, beside `version`.
fn documented() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(root().join("docs/verbs.md")).unwrap();
    let table = text.split("| verb | what stands beside `version` |\n|---|---|\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<String>>();
    let row = |line: &str| {
        let mut cells = line.split('|').skip(1);
        let verb = names(cells.next()?).into_iter().next()?;
        Some((verb, names(cells.next()?)))
    };
    table.lines().filter_map(row).collect()
}

#[test]
fn every_answer_for_programs_has_the_fields_that_are_documented() {
    let documented = documented();
    assert_eq!(documented.len(), QUESTIONS.len(), "the table names the verbs that are asked here");
    for question in QUESTIONS {
        let document: serde_json::Value = serde_json::from_slice(&answer(question)).unwrap();
        let document = document.as_object().unwrap();
        assert_eq!(document.get("version"), Some(&serde_json::json!(1)), "{question:?}");
        let fields: BTreeSet<String> = document.keys().filter(|key| *key != "version").cloned().collect();
        assert_eq!(Some(&fields), documented.get(question[0]), "{question:?}");
    }
}

#[test]
fn the_same_question_has_the_same_answer() {
    for question in QUESTIONS {
        assert!(answer(question) == answer(question), "{question:?}");
    }
}

/// What a document says of places, as people read them: `file:line`.
fn places(document: &serde_json::Value, found: &mut BTreeSet<String>) {
    match document {
        serde_json::Value::Array(all) => all.iter().for_each(|one| places(one, found)),
        serde_json::Value::Object(fields) => {
            if let (Some(file), Some(line)) = (fields.get("file").and_then(|file| file.as_str()), fields.get("line")) {
                found.insert(line.as_u64().map_or_else(|| file.to_owned(), |line| format!("{file}:{line}")));
            }
            fields.values().for_each(|one| places(one, found));
        }
        _ => {}
    }
}

/// Whoever goes to the line that people are told finds what programs are told.
#[test]
fn people_and_programs_are_told_the_same_places() {
    let functions = std::fs::read_dir(root().join("tests/handbook/functions")).unwrap();
    let ids = functions.map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned());
    let mut questions: Vec<Vec<String>> = Vec::new();
    for id in ids {
        for amount in [&[][..], &["--amount", "750000"], &["--amount", "100"]] {
            questions
                .push(["who", &id, "--content", "tests/handbook"].iter().chain(amount).map(|word| (*word).to_owned()).collect());
        }
    }
    let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
    questions.push(own(&["due", "tests/handbook", "--within", "800d"]));
    questions.push(own(&["check", "tests/handbook"]));
    questions.extend(
        ["marl-hospitals", "bram-thistledown", "forum:awap/provider-board"]
            .map(|id| own(&["impact", id, "--content", "tests/handbook"])),
    );
    let mut count = 0;
    for question in &questions {
        let words: Vec<&str> = question.iter().map(String::as_str).collect();
        let mut told = BTreeSet::new();
        places(&serde_json::from_slice(&answer(&words)).unwrap(), &mut told);
        let output = Command::new(PROGRAM).args(&words).args(["--as-of", "2026-06-01"]).current_dir(root()).output().unwrap();
        let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
        let is_place = |word: &&str| word.starts_with("tests/handbook/") && word.split(':').nth(1).is_some();
        for place in text.split_whitespace().filter(is_place) {
            let place = place.trim_end_matches(',').split(':').take(2).collect::<Vec<_>>().join(":");
            assert!(told.contains(&place), "{question:?}: people are told {place}, programs {told:?}");
            count += 1;
        }
    }
    assert!(count > 60, "{count} places");
}

#[test]
fn a_body_is_told_what_it_gave_keeps_pays_and_when_it_meets() {
    let document: serde_json::Value = serde_json::from_slice(&answer(QUESTIONS[3])).unwrap();
    let list = |name: &str| document[name].as_array().cloned().unwrap_or_default();
    let award = list("delegations").into_iter().find(|row| row["function"] == "function:contract-award").unwrap();
    assert_eq!((&award["direction"], &award["above"], &award["up_to"]), (&"given".into(), &100_000.into(), &1_000_000.into()));
    let kept = list("reserved").into_iter().find(|row| row["function"] == "function:contract-award").unwrap();
    assert_eq!(kept["above"], 1_000_000);
    let member = list("memberships").into_iter().find(|row| row["collaborative"] == "collaborative:awap").unwrap();
    assert_eq!((&member["contribution"]["amount"], &member["today"]), (&180_000.into(), &true.into()));
    assert!(list("seats").iter().any(|row| row["forum"] == "forum:awap/provider-board" && row["next_meeting"].is_string()));
    let agreement =
        list("agreements").into_iter().find(|row| row["agreement"] == "agreement:awap/partnership-agreement").unwrap();
    assert_eq!((&agreement["ends"], &agreement["binding"]), (&"2031-03-31".into(), &"yes".into()));
    assert!(document["load"]["seats"].as_u64().unwrap() >= 5);
}
