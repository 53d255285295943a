use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use serde_json::Value;

use crate::diagnostic::Report;
use crate::model;
use crate::output::Route;
use crate::record::{self, spelling};
use crate::site::theme::Theme;
use crate::site::{self, Settings, Site};
use crate::source::memory;

const FILES: [(&str, &str); 9] = [
    ("handbook.toml", "title = \"Example\"\njurisdiction = \"england\"\n"),
    (
        "glossary.toml",
        "[[terms]]\nterm = \"Scheme of reservation and delegation\"\nshort = \"SoRD\"\ndefinition = \"Who decides.\"\n",
    ),
    ("areas/lark.toml", "name = \"Lark Valley\"\nkind = \"system\"\n"),
    ("areas/england.toml", "name = \"England\"\nkind = \"nation\"\n"),
    (
        "organisations/leeds.toml",
        "name = \"Leeds Hospitals NHS Trust\"\nkind = \"nhs-trust\"\nareas = [\"lark\"]\nformer_names = [{ name = \"Wharfedale Infirmary\", to = 1998 }]\nsites = [{ name = \"St James’s\" }]\n",
    ),
    (
        "people/alex.toml",
        "name = \"Alex Example\"\n[[posts]]\ntitle = \"Chief executive\"\norganisation = \"leeds\"\n[[interests]]\nkind = \"financial\"\nwithheld = \"Safety.\"\ndescription = \"Zanzibar holdings\"\n",
    ),
    ("functions/tender.toml", "name = \"Award of contracts\"\ncategory = \"procurement\"\nalso = [\"tender\"]\n"),
    (
        "collaboratives/lark/collaborative.toml",
        "name = \"Lark Collaborative\"\nshort_name = \"LARKS\"\nkind = \"provider-collaborative\"\nareas = [\"lark\"]\n[[members]]\norganisation = \"leeds\"\n",
    ),
    (
        "collaboratives/lark/terms-of-reference/board.md",
        "+++\nname = \"Provider Board\"\n[[seats]]\ntitle = \"Lay chair\"\n+++\n## 1. Quorum\n\n1.1 Two thirds; see [[leeds]].\n\n## 2. Voting\n\n2.1 By consensus.\n",
    ),
];

fn site_of(files: &[(&str, &str)]) -> Site {
    let sources = memory::sources(files.iter().copied());
    let mut report = Report::default();
    let records = sources.files.values().filter_map(|file| record::parse(file, &mut report).map(Arc::new)).collect();
    let model = model::join(records, BTreeSet::new(), Date::constant(2026, 6, 1), &mut report);
    let theme = Theme::new(&BTreeMap::new(), "en-GB").expect("the theme can be read");
    site::plan(model, Arc::new(theme), sources, Settings::default(), &mut report)
}

/// The files of an index, by name, as the reader's browser is handed them.
fn files_of(site: &Site) -> BTreeMap<String, Value> {
    let read = |route: &Route| {
        let text = String::from_utf8(site.index().file(route).unwrap().bytes.to_vec()).unwrap();
        let json = text.trim_end().strip_prefix("handbookSearch(").unwrap().strip_suffix(");").unwrap();
        let Value::Array(mut parts) = serde_json::from_str(&format!("[{json}]")).unwrap() else { panic!("{route}") };
        (parts.remove(0).as_str().unwrap().to_owned(), parts.remove(0))
    };
    site.index().routes().map(read).collect()
}

/// The entries that have a word, each with its weight, as `search.js` reads them.
fn found(files: &BTreeMap<String, Value>, word: &str) -> Vec<(usize, String)> {
    let parts = files.iter().filter(|(name, _)| name.starts_with("words/"));
    let Some(told) = parts.filter_map(|(_, words)| words.get(word)).next() else { return Vec::new() };
    let postings = told.as_str().or_else(|| told[0].as_str()).unwrap();
    let mut found = Vec::new();
    let (mut weight, mut last, mut step, mut shift) = (0, 0u32, 0, 0);
    for letter in postings.trim_end_matches('!').chars() {
        if letter == '/' {
            (weight, last) = (weight + 1, 0);
            continue;
        }
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let bits = letters.find(letter).unwrap() as u32;
        step |= (bits & 31) << shift;
        shift += 5;
        if bits < 32 {
            last += step;
            let block = &files[&format!("entries/{}", super::block_name(last >> super::BLOCK_BITS))];
            let entry = &block[(last & ((1 << super::BLOCK_BITS) - 1)).to_string()];
            found.push((weight, entry[1].as_str().unwrap().to_owned()));
            (step, shift) = (0, 0);
        }
    }
    found
}

#[test]
fn records_are_found_by_the_words_that_people_use() {
    let files = files_of(&site_of(&FILES));
    let first = |word: &str| found(&files, word).into_iter().next().unwrap_or_else(|| panic!("{word} is not found"));
    assert_eq!(first("larks"), (2, "collaboratives/lark/".to_owned()));
    assert_eq!(first("wharfedale"), (3, "organisations/leeds/".to_owned()));
    assert_eq!(first("jamess"), (2, "organisations/leeds/".to_owned()));
    assert_eq!(first("tender"), (2, "functions/tender/".to_owned()));
    assert_eq!(first("sord"), (2, "glossary/#term-scheme-of-reservation-and-delegation".to_owned()));
    assert!(found(&files, "executive").contains(&(4, "people/alex/".to_owned())), "a person is found by the post");
    assert!(found(&files, "leeds").contains(&(4, "people/alex/".to_owned())), "a person is found by the post’s body");
    assert_eq!(first("quorum"), (0, "collaboratives/lark/terms-of-reference/board/#quorum".to_owned()));
    assert!(found(&files, "lay").contains(&(4, "collaboratives/lark/terms-of-reference/board/".to_owned())));
    // A clause is found by its own text, by the names of what it links to, and together with what it belongs to.
    let clause = "collaboratives/lark/terms-of-reference/board/#quorum".to_owned();
    for (word, weight) in [("thirds", 6), ("hospitals", 6), ("provider", 7), ("larks", 7)] {
        assert!(found(&files, word).contains(&(weight, clause.clone())), "{word}: {:?}", found(&files, word));
    }
}

#[test]
fn what_is_withheld_is_not_found() {
    let files = files_of(&site_of(&FILES));
    assert!(files.values().all(|value| !value.to_string().to_lowercase().contains("zanzibar")));
}

#[test]
fn words_for_the_same_stand_beside_their_first_word() {
    let files = files_of(&site_of(&FILES));
    let same = |word: &str| {
        files.iter().filter(|(name, _)| name.starts_with("words/")).find_map(|(_, words)| words.get(word).cloned()).unwrap()
    };
    assert_eq!(same("sord")[1], "scheme reservation delegation|sord");
    assert_eq!(same("scheme")[1], "scheme reservation delegation|sord");
}

#[test]
fn choices_name_collaboratives_and_areas() {
    let files = files_of(&site_of(&FILES));
    assert_eq!(files["filters"]["collaboratives"], serde_json::json!([["lark", "Lark Collaborative"]]));
    assert_eq!(files["filters"]["areas"], serde_json::json!([["england", "England"], ["lark", "Lark Valley"]]));
    assert!(files.contains_key("filters/collaborative-lark") && files.contains_key("filters/area-lark"));
}

#[test]
fn a_change_of_one_record_changes_few_files() {
    let mut files: Vec<(String, String)> = FILES.map(|(path, text)| (path.to_owned(), text.to_owned())).to_vec();
    let alphabet: Vec<String> = (0..4000).map(|number| format!("w{}", spelled(number))).collect();
    for number in 0..400 {
        let text: Vec<&str> = (0..60).map(|word| alphabet[(number * 37 + word * 101) % 4000].as_str()).collect();
        files.push((format!("pages/page-{number}.md"), format!("+++\nname = \"Page {number}\"\n+++\n{}.\n", text.join(" "))));
    }
    let index = |files: &[(String, String)]| {
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        files_of(&site_of(&files))
    };
    let before = index(&files);
    let sizes = before.iter().map(|(name, value)| (value.to_string().len(), name)).collect::<BTreeSet<_>>();
    assert!(sizes.last().is_some_and(|(size, _)| *size <= super::PART), "{:?}", sizes.last());
    assert!(before.keys().filter(|name| name.starts_with("words/")).count() > 10, "{:?}", before.keys());
    files[60].1 = files[60].1.replace("\n+++\n", "\n+++\nwxylophone ");
    let after = index(&files);
    let changed: Vec<&String> = after.keys().filter(|name| before.get(*name) != after.get(*name)).collect();
    assert!(changed.len() <= 2 && changed.iter().all(|name| !name.starts_with("index")), "{changed:?}");
    // A record that comes changes the parts of its own words, its block, the count, and no number but its own and a neighbour's.
    files.push(("organisations/york.toml".to_owned(), "name = \"York Trust\"\nkind = \"nhs-trust\"\n".to_owned()));
    let more = index(&files);
    let changed: Vec<&String> = more.keys().filter(|name| after.get(*name) != more.get(*name)).collect();
    assert!(changed.len() <= 8, "{changed:?}");
}

/// A number in letters.
fn spelled(number: usize) -> String {
    let letter = |number: usize| char::from(b'a' + (number % 26) as u8);
    format!("{}{}{}", letter(number), letter(number / 26), letter(number / 676))
}

#[test]
fn no_word_is_idle_or_has_a_capital() {
    let files = files_of(&site_of(&FILES));
    for (_, words) in files.iter().filter(|(name, _)| name.starts_with("words/")) {
        for word in words.as_object().unwrap().keys() {
            assert_eq!(spelling::words(word), std::slice::from_ref(word));
        }
    }
}
