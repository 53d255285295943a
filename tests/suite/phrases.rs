//! The words of the theme: what the program and its templates say, compared with the English table, both ways.

#![allow(clippy::disallowed_methods, reason = "these tests read the program's own text, as no part of the program does")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use handbook::phrases::Phrases;
use handbook::record::kind::{KINDS, Kind};
use handbook::record::schema::Shape;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of the program and of its theme that can say something, without its tests.
fn speaking() -> Vec<(PathBuf, String)> {
    let files = |folder: &str, ending: &str| {
        let files = walkdir::WalkDir::new(root().join(folder)).sort_by_file_name().into_iter();
        let paths = files.filter_map(Result::ok).map(walkdir::DirEntry::into_path);
        let ending = ending.to_owned();
        paths.filter(move |path| path.extension().is_some_and(|own| *own == *ending)).collect::<Vec<_>>()
    };
    let rust = files("src", "rs").into_iter().filter(|path| !path.ends_with("tests.rs"));
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("").to_owned();
        (path, code)
    };
    rust.chain(files("themes/default/templates", "html")).map(read).collect()
}

/// Every text in quotation marks.
fn literals(code: &str) -> impl Iterator<Item = &str> {
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| line.split(['"', '\'']))
}

fn is_key(text: &str) -> bool {
    let words = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    text.contains('.') && text.split('.').all(words)
}

/// Families of keys, of which one is said by a word that is known only later: `one_of("dates.months", …)`.
fn families(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for call in ["one_of(", "one_of_with(", "named(self, "] {
        for rest in code.split(call).skip(1) {
            let literal = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'));
            found.extend(literal.map(|(family, _)| family.to_owned()));
        }
    }
    found
}

#[test]
fn every_phrase_that_is_said_is_in_the_english_table_and_every_phrase_in_it_is_said() {
    let english = Phrases::english();
    let keys: BTreeSet<&str> = english.keys().collect();
    let tables: BTreeSet<&str> = keys.iter().filter_map(|key| Some(key.rsplit_once('.')?.0)).collect();
    let mut said: BTreeSet<String> = BTreeSet::new();
    let mut of_families: BTreeSet<String> = BTreeSet::new();
    let mut missing = Vec::new();
    for (path, code) in speaking() {
        let own = families(&code);
        // Elsewhere a text such as `forum.quorum` is the way to a field.
        let is_page = path.starts_with(root().join("src/site")) || path.starts_with(root().join("themes"));
        for literal in literals(&code).filter(|literal| is_key(literal)) {
            let is_file = [".html", ".toml", ".json", ".css", ".js", ".svg", ".txt", ".md", ".xml"]
                .iter()
                .any(|end| literal.ends_with(end));
            let is_family = keys.iter().any(|key| key.strip_prefix(literal).is_some_and(|rest| rest.starts_with('.')));
            if is_family {
                of_families.insert(literal.to_owned());
            } else if keys.contains(literal) {
                said.insert(literal.to_owned());
            } else if !is_file && is_page && tables.contains(literal.rsplit_once('.').map_or("", |(table, _)| table)) {
                missing.push(format!("{}: `{literal}`", path.display()));
            }
        }
        of_families.extend(own);
    }
    assert!(missing.is_empty(), "these are said and not in themes/default/phrases/en.toml:\n{}", missing.join("\n"));
    let in_family =
        |key: &str| of_families.iter().any(|family| key.strip_prefix(family.as_str()).is_some_and(|rest| rest.starts_with('.')));
    let unused: Vec<&str> = keys.into_iter().filter(|key| !said.contains(*key) && !in_family(key)).collect();
    assert!(unused.is_empty(), "these are in themes/default/phrases/en.toml and nothing says them:\n{}", unused.join("\n"));
}

/// What stands between a call's bracket and the one that closes it.
fn arguments(rest: &str) -> &str {
    let mut depth = 1;
    for (at, letter) in rest.char_indices() {
        depth += match letter {
            '(' | '[' | '{' => 1,
            ')' | ']' | '}' => -1,
            _ => 0,
        };
        if depth == 0 {
            return &rest[..at];
        }
    }
    rest
}

#[test]
fn every_place_of_a_phrase_is_filled_where_it_is_said() {
    let english = Phrases::english();
    let keys: BTreeSet<&str> = english.keys().collect();
    let mut wrong = Vec::new();
    for (path, code) in speaking() {
        let is_template = path.extension().is_some_and(|ending| ending == "html");
        for call in ["say(", "say_with(", "say_runs(", "runs(", "Saying::new("] {
            for rest in code.split(call).skip(1) {
                let given = arguments(rest);
                let literal = literals(given).find(|literal| keys.contains(literal));
                let Some(key) = literal.filter(|_| given.trim_start().starts_with(if is_template { "key=" } else { "\"" }))
                else {
                    continue;
                };
                let places = english.places(key);
                if places.is_empty() || (!is_template && call != "say(" && !given.contains("[")) {
                    continue;
                }
                let is_given = |place: &str| match is_template {
                    true => given.contains(&format!("{place}=")),
                    false => {
                        let filled = format!("(\"{place}\",");
                        // A sentence of the model’s may name its values above.
                        given.contains(&filled)
                            || call == "Saying::new(" && code.contains(&filled)
                            || (given.contains("number")
                                && !given.contains(&format!("\"{place}\""))
                                && given.contains("&[number"))
                    }
                };
                for place in places.into_iter().filter(|place| !is_given(place)) {
                    wrong.push(format!("{}: `{key}` is said without `{place}`", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_field_and_every_word_of_a_field_has_a_name_for_readers() {
    let english = Phrases::english();
    let keys: BTreeSet<&str> = english.keys().collect();
    let mut missing = BTreeSet::new();
    // The handbook's own record and vocabularies have no page that shows their fields.
    for kind in KINDS.iter().filter(|kind| !matches!(kind, Kind::Handbook | Kind::Vocabulary)) {
        for field in kind.schema().tables.iter().flat_map(|table| &table.fields) {
            missing.insert(format!("fields.{}", field.name));
            let mut shape = &field.shape;
            while let Shape::List(inner) | Shape::Map(inner, _) = shape {
                shape = inner;
            }
            if let Shape::Choice(words) = shape {
                missing.extend(words.iter().map(|(word, _)| format!("choices.{word}")));
            }
        }
    }
    missing.retain(|key| !keys.contains(key.as_str()) && key != "fields.$schema");
    assert!(missing.is_empty(), "these are not in themes/default/phrases/en.toml: {missing:?}");
}

#[test]
fn every_table_that_comes_with_the_program_agrees_with_english() {
    let folder = root().join("themes/default/phrases");
    let mut tables: BTreeMap<String, String> = BTreeMap::new();
    for file in fs::read_dir(folder).unwrap().filter_map(Result::ok) {
        let name = file.file_name().to_string_lossy().into_owned();
        tables.insert(format!("phrases/{name}"), fs::read_to_string(file.path()).unwrap());
    }
    let own = tables.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let (_, mistakes) = Phrases::for_language("en-GB", &own);
    let mistakes: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}
