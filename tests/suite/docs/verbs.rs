//! `docs/verbs.md` names every verb and every option that the program has.

use std::process::Command;

use super::read;

fn help(words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_handbook")).args(words).arg("-h").output().unwrap();
    assert!(output.status.success(), "{words:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The verbs, in the order in which the program names them.
fn verbs() -> Vec<String> {
    let help = help(&[]);
    let listed = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap();
    let verbs = listed.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    verbs.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

/// The words that begin with `--` in a verb's own help.
fn options(verb: &str) -> Vec<String> {
    let help = help(&[verb]);
    let listed = help.split("Options:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap_or("");
    let lines = listed.lines().filter(|line| line.trim_start().starts_with('-'));
    lines.filter_map(|line| line.split_whitespace().find(|word| word.starts_with("--"))).map(str::to_owned).collect()
}

/// The part of the document about one verb.
fn about<'d>(document: &'d str, verb: &str) -> &'d str {
    let heading = format!("\n## handbook {verb}\n");
    let rest = document.split_once(&heading).unwrap_or_else(|| panic!("docs/verbs.md has no heading “handbook {verb}”")).1;
    rest.split("\n## ").next().unwrap_or("")
}

#[test]
fn the_verbs_page_names_every_verb_and_every_option() {
    let document = read("docs/verbs.md");
    let verbs = verbs();
    assert!(verbs.len() >= 8, "{verbs:?}");
    let mut missing = Vec::new();
    for verb in verbs.iter().filter(|verb| *verb != "help") {
        let about = about(&document, verb);
        let unnamed = options(verb).into_iter().filter(|option| option != "--help" && !about.contains(&format!("`{option}")));
        missing.extend(unnamed.map(|option| format!("handbook {verb} {option}")));
    }
    assert!(missing.is_empty(), "docs/verbs.md does not name {missing:?}");
}

#[test]
fn the_verbs_page_names_no_verb_that_is_not_there() {
    let document = read("docs/verbs.md");
    let named = document.lines().filter_map(|line| line.strip_prefix("## handbook "));
    let verbs = verbs();
    let gone: Vec<&str> = named.filter(|verb| !verbs.iter().any(|known| known == verb)).collect();
    assert!(gone.is_empty(), "the program has no verb {gone:?}");
}
