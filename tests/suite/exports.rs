//! Files for machines: what may not be published is in none of them, and what is in them is whole.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use handbook::output::Route;
use handbook::project::{self, Edition};
use handbook::source::{Sources, disk, memory};
use jiff::civil::Date;
use serde_json::Value;

const TODAY: Date = Date::constant(2026, 11, 1);

fn fictional() -> Sources {
    disk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/handbook")).unwrap()
}

/// The fictional handbook with other files, or with some of its own replaced.
fn with(files: &[(&str, &str)]) -> Edition {
    let mut sources = fictional();
    sources.files.extend(memory::sources(files.iter().copied()).files);
    project::edition(sources, TODAY)
}

/// Every file of a site, pages too, as text.
fn all(edition: &Edition) -> BTreeMap<String, String> {
    let site = edition.site.as_ref().expect("the theme can be read");
    let text = |route: &Route| {
        let content = site.render(route).expect("it is planned").unwrap_or_else(|error| panic!("{route}: {error}"));
        (route.as_str().to_owned(), String::from_utf8_lossy(&content.bytes).into_owned())
    };
    site.routes().map(text).collect()
}

fn json(files: &BTreeMap<String, String>, path: &str) -> Value {
    let text = files.get(path).unwrap_or_else(|| panic!("there is no {path}"));
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn expect_nowhere(files: &BTreeMap<String, String>, secret: &str) {
    let telling = files.iter().filter_map(|(path, text)| {
        let at = text.to_lowercase().find(&secret.to_lowercase())?;
        let around: String = text.chars().skip(at.saturating_sub(90)).take(140).collect();
        Some(format!("{path}: …{around}…"))
    });
    let telling: Vec<String> = telling.collect();
    assert!(telling.is_empty(), "“{secret}” is in\n{}", telling.join("\n"));
}

/// A collaborative in which everything names a body that is a draft.
const AROUND_A_DRAFT: &[(&str, &str)] = &[
    ("organisations/zanzibar.toml", "name = \"Zanzibar Hospitals\"\nkind = \"nhs-trust\"\ndraft = true\n"),
    ("functions/zanzibar-matters.toml", "name = \"Matters of Zanzibar\"\ndraft = true\n"),
    ("organisations/plain.toml", "name = \"Plain Hospitals\"\nkind = \"nhs-trust\"\n"),
    (
        "people/robin-plain.toml",
        "name = \"Robin Plain\"\n[[posts]]\ntitle = \"Chair\"\norganisation = \"zanzibar\"\n[[posts]]\ntitle = \"Chair\"\norganisation = \"plain\"\n",
    ),
    (
        "collaboratives/plain/collaborative.toml",
        "name = \"Plain Alliance\"\nkind = \"provider-collaborative\"\nlead = \"zanzibar\"\nhost = \"zanzibar\"\ncommissioner = \"zanzibar\"\n[[members]]\norganisation = \"zanzibar\"\n[[members]]\norganisation = \"plain\"\n",
    ),
    (
        "collaboratives/plain/terms-of-reference/board.md",
        "+++\nname = \"Plain Board\"\nreports_to = [{ organisation = \"zanzibar\" }, { organisation = \"plain\" }]\nresponsibilities = [\"zanzibar-matters\"]\n[[established_by]]\norganisation = \"zanzibar\"\n[[seats]]\ntitle = \"Member\"\neach = \"member\"\n[[seats]]\ntitle = \"Guest\"\norganisation = \"zanzibar\"\n[[seats.holders]]\nperson = \"robin-plain\"\norganisation = \"zanzibar\"\n[quorum]\ncount = 1\neach = \"member\"\n+++\nSee [[organisation:zanzibar]].\n",
    ),
    (
        "collaboratives/plain/agreements/plain.toml",
        "name = \"Plain agreement\"\nkind = \"memorandum-of-understanding\"\n[[parties]]\norganisation = \"zanzibar\"\n[[parties]]\norganisation = \"plain\"\n",
    ),
    (
        "collaboratives/plain/delegations.toml",
        "[[delegations]]\nfunction = \"zanzibar-matters\"\nfrom = { organisation = \"plain\" }\nto = { forum = \"board\" }\nreview = 2020-01-01\n[[delegations]]\nfunction = \"merger-or-dissolution\"\nfrom = { organisation = \"zanzibar\" }\nto = { forum = \"board\" }\nvalid = { to = 2027-01-01 }\n[[reserved]]\nfunction = \"zanzibar-matters\"\nto = { organisation = \"plain\" }\n[[undelegated]]\nfunction = \"zanzibar-matters\"\n",
    ),
    (
        "collaboratives/plain/decisions/2026-01-01-plain.md",
        "+++\nforum = \"board\"\non = 2026-01-01\noutcome = \"approved\"\nfunction = \"zanzibar-matters\"\npresent = [\"plain\", \"zanzibar\", \"Zanzibar Hospitals\"]\n[[results]]\norganisation = \"zanzibar\"\noutcome = \"approved\"\n+++\n# Plain decision\n",
    ),
    (
        "collaboratives/plain/meetings.toml",
        "[[meetings]]\nforum = \"board\"\non = 2026-01-01\npresent = [\"plain\", \"zanzibar\"]\n",
    ),
];

#[test]
fn what_names_a_draft_does_not_tell_of_it() {
    let files = all(&with(AROUND_A_DRAFT));
    expect_nowhere(&files, "zanzibar");
    let forums = json(&files, "data/forums.json");
    assert!(forums["forums"].as_array().unwrap().iter().any(|forum| forum["id"] == "forum:plain/board"), "the rest is there");
}

#[test]
fn of_what_is_withheld_only_the_reason_is_published() {
    let person = "name = \"Robin Plain\"\n[[posts]]\ntitle = \"Chair\"\norganisation = \"arden-icb\"\n[[interests]]\nkind = \"financial\"\ndescription = \"Owns Zanzibar\"\norganisation = \"arden-mind\"\nmitigation = \"Leaves when Zanzibar is spoken of\"\ndeclared = 2026-01-02\nwithheld = \"A risk of violence\"\n";
    let files = all(&with(&[("people/robin-plain.toml", person)]));
    expect_nowhere(&files, "zanzibar");
    let interests = json(&files, "data/interests.json");
    let own = interests["interests"].as_array().unwrap().iter().find(|one| one["person"]["id"] == "person:robin-plain").unwrap();
    assert_eq!(own["withheld"], "A risk of violence");
    assert_eq!([&own["organisation"], &own["declared"]], [&Value::Null, &Value::Null]);
}

#[test]
fn of_a_private_decision_only_that_it_was_taken_is_published() {
    let decision = "+++\nforum = \"provider-board\"\non = 2026-01-02\noutcome = \"approved\"\nsummary = \"Zanzibar is bought\"\ntags = [\"zanzibar\"]\nvalue = 770077\npresent = [\"Zanzibar\"]\nowner = \"Zanzibar\"\nprivate = \"Commercially sensitive\"\n[extra]\nzanzibar = \"yes\"\n+++\n# A purchase\n\nZanzibar is bought.\n";
    let files = all(&with(&[("collaboratives/awap/decisions/2026-01-02-purchase.md", decision)]));
    expect_nowhere(&files, "zanzibar");
    expect_nowhere(&files, "770077");
    let decisions = json(&files, "data/decisions.json");
    let own = decisions["decisions"].as_array().unwrap().iter().find(|one| one["title"] == "A purchase").unwrap();
    assert_eq!([&own["private"], &own["outcome"], &own["on"]], ["Commercially sensitive", "approved", "2026-01-02"]);
}

#[test]
fn mailboxes_are_published_only_where_the_handbook_says_so() {
    let mailbox = "governance@zanzibar.example";
    let own = format!("name = \"Plain Alliance\"\nkind = \"provider-collaborative\"\n[contact]\ngovernance = \"{mailbox}\"\n");
    let text = fictional().text("handbook.toml").to_owned();
    let silent = text.replace("emails = \"role-mailboxes\"", "emails = \"none\"");
    assert_ne!(text, silent);
    let path = "collaboratives/plain/collaborative.toml";
    let files = all(&with(&[(path, &own), ("handbook.toml", &silent)]));
    expect_nowhere(&files, mailbox);
    let files = all(&with(&[(path, &own)]));
    for file in ["data/collaboratives.json", "data/collaboratives.csv", "data/collaboratives/plain.json", "data/popolo.json"] {
        assert!(files[file].contains(mailbox), "{file}");
    }
}

#[test]
fn nothing_that_an_author_wrote_is_a_formula_or_breaks_out() {
    let name = "=HYPERLINK(\\\"https://example.org\\\",\\\"x\\\")</script><!--";
    let body = format!("name = \"{name}\"\nkind = \"nhs-trust\"\nsummary = \"-1+2, a | b\"\nshort_name = \"@SUM\"\n");
    let files = all(&with(&[("organisations/hostile.toml", &body)]));
    let table = &files["data/organisations.csv"];
    assert!(
        table.contains("\"'=HYPERLINK(\"\"https://example.org\"\",\"\"x\"\")</script><!--\",'@SUM,\"'-1+2, a | b\""),
        "{table}"
    );
    let page = &files["organisations/hostile/"];
    let data = page.split("application/ld+json\">").nth(1).and_then(|rest| rest.split_once("</script>")).expect("data").0;
    let data: Value = serde_json::from_str(data).unwrap();
    assert_eq!(data["@graph"][1]["name"], name.replace('\\', ""));
}

#[test]
fn every_column_is_described_and_every_file_has_its_version() {
    let files = all(&with(&[]));
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("data/") && path.ends_with(".json")) {
        let value: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        if path.ends_with(".csv-metadata.json") {
            for column in value["tableSchema"]["columns"].as_array().unwrap() {
                let words = column["dc:description"].as_str().unwrap_or_default();
                assert!(words.len() > 3 && words != " By name.", "{path}: {column}");
            }
        } else if path.starts_with("data/schema/") {
            assert_eq!(value["$schema"], "https://json-schema.org/draft/2020-12/schema", "{path}");
        } else {
            assert_eq!(value["handbook"], 1, "{path}");
        }
    }
}

#[test]
fn addresses_are_whole_where_the_handbook_says_where_it_is_published_and_relative_elsewhere() {
    let text = fictional().text("handbook.toml").replace("base_url", "# base_url");
    let without = all(&with(&[("handbook.toml", &text)]));
    let href = |files: &BTreeMap<String, String>, path: &str, register: &str| {
        json(files, path)[register][0]["href"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(href(&without, "data/organisations.json", "organisations"), "../organisations/arden-icb/index.html");
    assert_eq!(json(&without, "data/collaboratives/awap.json")["collaborative"]["href"], "../../collaboratives/awap/index.html");
    assert_eq!(json(&without, "inventory.json")["base"], Value::Null);
    let with_base = all(&with(&[]));
    let whole = "https://handbook.arden-wolds.example/organisations/arden-icb/";
    assert_eq!(href(&with_base, "data/organisations.json", "organisations"), whole);
}

#[test]
fn a_past_day_has_the_data_of_that_day() {
    let sources = fictional();
    let on = |day: Date| {
        let site = project::edition(sources.clone(), day).site.expect("the theme can be read");
        let content = site.render(&Route::file("data/memberships.json").unwrap()).unwrap().unwrap();
        let value: Value = serde_json::from_slice(&content.bytes).unwrap();
        let rows = value["memberships"].as_array().unwrap();
        (value["as_of"].clone(), rows.iter().filter(|row| row["today"] == true).count())
    };
    let (then, now) = (on(Date::constant(2016, 1, 1)), on(TODAY));
    assert_eq!([then.0, now.0], ["2016-01-01", "2026-11-01"]);
    assert!(then.1 < now.1, "{} members then, {} now", then.1, now.1);
}

#[test]
fn a_file_is_made_once() {
    let site = with(&[]).site.expect("the theme can be read");
    let route = Route::file("data/organisations.json").unwrap();
    let (one, other) = (site.render(&route).unwrap().unwrap(), site.render(&route).unwrap().unwrap());
    assert!(Arc::ptr_eq(&one.bytes, &other.bytes));
}
