//! The table of `docs/checks.md`, written from the explanations, and the catalogue that they hold to.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use handbook::check::explanation::{self, Explanation};
use handbook::check::{CHECKS, Check, Pack};
use handbook::record::walk::label;

use super::{cell, keep_in_step, root};

/// The groups of the catalogue of what can be wrong, each with how many rules it has: 116 in all.
const CATALOGUE: [(char, usize); 9] =
    [('R', 8), ('M', 14), ('G', 22), ('T', 14), ('Q', 19), ('D', 14), ('C', 6), ('V', 12), ('O', 7)];

/// Rules of the catalogue to which no check holds yet. A rule leaves this list with its check, and none comes back.
const MISSING: [&str; 0] = [];

/// The checks, each with its explanation.
fn explained() -> impl Iterator<Item = (&'static Check, Explanation)> {
    CHECKS.iter().map(|check| (check, explanation::read(check.text)))
}

fn catalogue() -> BTreeSet<String> {
    CATALOGUE.iter().flat_map(|(group, rules)| (1..=*rules).map(move |rule| format!("{group}{rule:02}"))).collect()
}

/// Whether a word is written as a number of the catalogue: a capital and two digits.
fn is_number(word: &str) -> bool {
    let bytes = word.as_bytes();
    matches!(bytes, [group, tens, ones] if group.is_ascii_uppercase() && tens.is_ascii_digit() && ones.is_ascii_digit())
}

#[test]
fn every_rule_of_the_catalogue_has_a_check() {
    let rules = catalogue();
    assert_eq!(rules.len(), 116);
    let mut claimed: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (check, explanation) in explained() {
        for rule in explanation.catalogue.iter().filter(|rule| is_number(rule)) {
            assert!(rules.contains(rule), "{} claims {rule}, which the catalogue does not have", check.name);
            claimed.entry(rule.clone()).or_default().push(check.name);
        }
    }
    let missing: BTreeSet<&str> = rules.iter().filter(|rule| !claimed.contains_key(*rule)).map(String::as_str).collect();
    assert_eq!(missing, BTreeSet::from(MISSING), "the rules without a check are others than those listed");
}

#[test]
fn the_checks_page_lists_every_check() {
    let names = keep_in_step("docs/checks.md", |name, _| match name {
        "checks" => tables(),
        "numbers" => numbers(),
        _ => panic!("docs/checks.md has a part `{name}` that nobody writes"),
    });
    assert_eq!(names, BTreeSet::from(["checks".to_owned(), "numbers".to_owned()]));
}

/// How many checks there are, and of which levels.
fn numbers() -> String {
    let count = |word: &str| CHECKS.iter().filter(|check| check.severity.word() == word).count();
    let (errors, warnings, advice) = (count("error"), count("warning"), count("advice"));
    format!("There are {} checks: {errors} errors, {warnings} warnings, {advice} pieces of advice.", CHECKS.len())
}

/// One table for each subject, in the order of the subjects.
fn tables() -> String {
    let mut subjects: BTreeMap<&str, Vec<(&Check, Explanation)>> = BTreeMap::new();
    for (check, explanation) in explained() {
        let (subject, _) = check.name.split_once('/').unwrap_or((check.name, ""));
        subjects.entry(subject).or_default().push((check, explanation));
    }
    let files = files();
    let mut text = String::new();
    for (subject, mut checks) in subjects {
        checks.sort_by_key(|(check, _)| check.name);
        let _ =
            write!(text, "### {}\n\n| check | level | holds | what is wrong | rules |\n|---|---|---|---|---|\n", label(subject));
        for (check, explanation) in checks {
            let rules: Vec<&str> = explanation.catalogue.iter().filter(|rule| is_number(rule)).map(String::as_str).collect();
            let _ = writeln!(
                text,
                "| [`{}`]({}) | {} | {} | {} | {} |",
                check.name,
                files[check.text],
                check.severity.word(),
                holds(check.pack),
                cell(&explanation.title),
                rules.join(", ")
            );
        }
        text.push('\n');
    }
    text
}

fn holds(pack: Pack) -> String {
    match pack {
        Pack::Everywhere => "everywhere".to_owned(),
        Pack::Only(jurisdictions) => {
            let words: Vec<String> = jurisdictions.iter().map(|jurisdiction| label(jurisdiction.word())).collect();
            words.join(", ")
        }
    }
}

/// The files of all explanations, by their texts, as `docs/` links to them.
fn files() -> BTreeMap<String, String> {
    let entries = walkdir::WalkDir::new(root().join("src/check")).into_iter().map(|entry| entry.unwrap().into_path());
    let explanations = entries.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    let linked = |path: &Path| format!("../{}", path.strip_prefix(root()).unwrap().display());
    explanations.map(|path| (fs::read_to_string(&path).unwrap(), linked(&path))).collect()
}
