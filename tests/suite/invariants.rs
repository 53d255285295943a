//! What the house promises, held by tests: see the table in `docs/architecture.md`.

#![allow(clippy::disallowed_methods, reason = "these tests read the program's own text, as no part of the program does")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use handbook::output::{Content, Route, verify};
use handbook::project::{self, Edition, Project};
use handbook::site::Settings;
use handbook::source::{Sources, disk, memory};
use jiff::civil::Date;

const TODAY: Date = Date::constant(2026, 6, 1);

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn handbooks() -> Vec<PathBuf> {
    vec![root().join("content"), root().join("tests/handbook")]
}

fn edition_of(folder: &Path, settings: Settings) -> Edition {
    Project::new(folder, TODAY, settings).edition().expect("the handbook can be read")
}

fn rendered(edition: &Edition) -> BTreeMap<Route, Content> {
    let site = edition.site.as_ref().expect("the theme can be read");
    let render = |route: &Route| {
        let content = site.render(route).expect("a planned address has content");
        (route.clone(), content.unwrap_or_else(|error| panic!("{route}: {error}")))
    };
    site.routes().map(render).collect()
}

/// The floors of the house, from the lowest. A floor uses only those before it.
const FLOORS: [&str; 14] = [
    "span",
    "limits",
    "source",
    "diagnostic",
    "record",
    "phrases",
    "vocabulary",
    "model",
    "output",
    "check",
    "site",
    "project",
    "serve",
    "cli",
];

#[test]
fn no_floor_uses_a_higher_one() {
    let mut wrong = Vec::new();
    for (number, floor) in FLOORS.iter().enumerate() {
        for (path, text) in sources_of(floor) {
            let code = text.split("#[cfg(test)]").next().unwrap_or("");
            for used in code
                .split("crate::")
                .skip(1)
                .map(|rest| rest.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').next().unwrap_or(""))
            {
                if FLOORS.iter().skip(number + 1).any(|higher| *higher == used) {
                    wrong.push(format!("{} is on the floor `{floor}` and uses `{used}`", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_floor_is_named_in_the_map() {
    let map = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    for floor in FLOORS {
        assert!(map.contains(&format!("pub mod {floor};")), "{floor} is no module of the library");
    }
    assert_eq!(map.matches("pub mod ").count(), FLOORS.len(), "a module of the library is on no floor");
}

fn sources_of(floor: &str) -> Vec<(PathBuf, String)> {
    let file = root().join(format!("src/{floor}.rs"));
    let folder = root().join("src").join(floor);
    let within = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).map(walkdir::DirEntry::into_path);
    let rust = within.chain([file]).filter(|path| path.is_file() && path.extension().is_some_and(|ending| ending == "rs"));
    rust.map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// What a check may use of its own floor: what it adds findings to, and words that several say.
const OF_ITS_FLOOR: [&str; 4] = ["Findings", "chains", "naming", "words"];

#[test]
fn a_check_knows_no_other() {
    let mut wrong = Vec::new();
    // A check stands in the folder of its subject.
    let checks = sources_of("check").into_iter().filter(|(path, _)| path.parent().is_some_and(|room| !room.ends_with("check")));
    for (path, text) in checks {
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let used =
            text.match_indices("crate::check::").map(|(at, name)| text[at + name.len()..].split(';').next().unwrap_or_default());
        for used in used {
            let names = used
                .trim_start_matches('{')
                .split([',', '}'])
                .map(|name| name.trim().split([':', '(']).next().unwrap_or_default());
            // What stands in braces behind the name of a module is that module's.
            let names: Vec<&str> = if used.starts_with('{') { names.collect() } else { names.take(1).collect() };
            wrong.extend(
                names
                    .iter()
                    .filter(|name| !name.is_empty() && !OF_ITS_FLOOR.contains(name))
                    .map(|name| format!("{}: {name}", path.display())),
            );
        }
        if text.contains("super::") {
            wrong.push(format!("{}: uses a neighbour", path.display()));
        }
    }
    assert!(wrong.is_empty(), "a check asks the model, not another check:\n{}", wrong.join("\n"));
}

#[test]
fn the_samples_have_no_errors() {
    for folder in handbooks() {
        let edition = edition_of(&folder, Settings::default());
        let style = handbook::diagnostic::human::Style::default();
        assert!(
            !edition.report.has_errors(),
            "{}",
            handbook::diagnostic::human::render(&edition.report, &edition.sources, style)
        );
    }
}

#[test]
fn no_link_leads_nowhere() {
    for folder in handbooks() {
        // Without an address of its own, so that the page for missing addresses has relative links like all others.
        let edition = edition_of(&folder, Settings { base_url: None, ..Settings::default() });
        let mut files = rendered(&edition);
        files.remove(&Route::file("404.html").unwrap());
        let broken: Vec<String> =
            verify::verify(&files).iter().map(|broken| format!("{}: {}: {}", broken.page, broken.href, broken.why)).collect();
        assert!(broken.is_empty(), "{}:\n{}", folder.display(), broken.join("\n"));
    }
}

#[test]
fn whatever_is_found_is_there() {
    for folder in handbooks() {
        let files = rendered(&edition_of(&folder, Settings::default()));
        let text = |route: &Route| files.get(route).map(|content| String::from_utf8_lossy(&content.bytes).into_owned());
        let blocks = files.keys().filter(|route| route.as_str().starts_with("search/entries/"));
        let mut found = BTreeSet::new();
        for block in blocks {
            let script = text(block).unwrap();
            let json = script.trim_end().trim_start_matches("handbookSearch(").trim_end_matches(");");
            let parts: serde_json::Value = serde_json::from_str(&format!("[{json}]")).unwrap();
            for entry in parts[1].as_object().unwrap().values() {
                let address = entry[1].as_str().unwrap();
                let (path, anchor) = address.split_once('#').unwrap_or((address, ""));
                let page = Route::page(path).and_then(|route| text(&route)).unwrap_or_else(|| panic!("{address} is no page"));
                let has_anchor = anchor.is_empty() || page.contains(&format!(" id=\"{anchor}\""));
                assert!(has_anchor, "{address}: the page has no such part");
                found.insert(path.to_owned());
            }
        }
        // Every page that says what a record or a provision says is found; pages that list them for a year or a choice need not be.
        let of_records = [
            "agreement",
            "area",
            "collaborative",
            "decision",
            "document",
            "forum",
            "function",
            "organisation",
            "page",
            "person",
            "policy",
            "provision",
        ];
        let shown = of_records.map(|kind| format!("data-page=\"{kind}\""));
        let missing: Vec<&str> = files
            .iter()
            .filter(|(_, content)| content.media_type.starts_with("text/html"))
            .filter(|(_, content)| shown.iter().any(|kind| String::from_utf8_lossy(&content.bytes).contains(kind)))
            .map(|(route, _)| route.as_str())
            .filter(|path| !found.contains(*path))
            .collect();
        assert!(missing.is_empty(), "{}: not found by search: {missing:?}", folder.display());
    }
}

#[test]
fn the_same_files_give_the_same_bytes_on_any_number_of_threads() {
    let folder = root().join("tests/handbook");
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| rendered(&edition_of(&folder, Settings::default())))
    };
    let (one, seven) = (on(1), on(7));
    assert!(one == seven, "{:?}", differences(&one, &seven));
}

#[test]
fn a_file_that_changed_gives_what_a_fresh_reading_gives() {
    let sources = disk::read(&root().join("tests/handbook")).unwrap();
    let fresh = rendered(&project::edition(sources.clone(), TODAY));
    let mut project = Project::new(&root().join("tests/handbook"), TODAY, Settings::default());
    let first = project.edition().unwrap();
    let second = project.edition().unwrap();
    assert!(rendered(&first) == rendered(&second));
    assert!(rendered(&second) == fresh, "{:?}", differences(&rendered(&second), &fresh));
    assert_eq!(first.sources.files.len(), sources.files.len());
}

fn differences(one: &BTreeMap<Route, Content>, other: &BTreeMap<Route, Content>) -> Vec<String> {
    let routes: BTreeSet<&Route> = one.keys().chain(other.keys()).collect();
    routes.into_iter().filter(|route| one.get(*route) != other.get(*route)).map(|route| route.to_string()).collect()
}

#[test]
fn a_draft_is_nowhere() {
    let secret = "Zanzibar";
    let mut sources = disk::read(&root().join("tests/handbook")).unwrap();
    let draft = memory::sources([
        (
            "organisations/secret-zanzibar.md",
            "+++\nname = \"Zanzibar Hospitals\"\nkind = \"nhs-trust\"\ndraft = true\nsummary = \"About Zanzibar\"\naliases = [\"old-zanzibar/\"]\n+++\nZanzibar text.\n",
        ),
        ("pages/refers.md", "+++\nname = \"Refers\"\n+++\nSee [[secret-zanzibar]] and [[organisation:secret-zanzibar]].\n"),
    ]);
    sources.files.extend(draft.files);
    let edition = project::edition(sources, TODAY);
    for (route, content) in rendered(&edition) {
        let text = String::from_utf8_lossy(&content.bytes).to_lowercase();
        assert!(!text.contains(&secret.to_lowercase()), "{route} tells of a draft");
        assert!(!route.as_str().contains("zanzibar"), "{route} is the address of a draft");
    }
}

#[test]
fn every_page_carries_a_policy_and_no_script_or_style_of_its_own() {
    for folder in handbooks() {
        for (route, content) in rendered(&edition_of(&folder, Settings::default())) {
            if !content.media_type.starts_with("text/html") {
                continue;
            }
            let text = String::from_utf8_lossy(&content.bytes);
            assert!(text.contains("http-equiv=\"Content-Security-Policy\""), "{route} has no policy");
            assert!(!text.contains("<style") && !text.contains(" style=\""), "{route} has a style of its own");
            for script in text.split("<script").skip(1) {
                let (attributes, rest) = script.split_once('>').expect("a tag ends");
                // Data is no script: nothing runs it. Everything else is a file of the theme's.
                if attributes == " type=\"application/ld+json\"" {
                    let (data, _) = rest.split_once("</script>").expect("data ends");
                    assert!(!data.contains(['<', '>', '&']), "{route} has data that is not closed off");
                    let data: serde_json::Value = serde_json::from_str(data).unwrap_or_else(|error| panic!("{route}: {error}"));
                    assert_eq!(data["@context"], "https://schema.org", "{route}");
                } else {
                    assert!(attributes.starts_with(" src=") && rest.starts_with("</script>"), "{route} has a script of its own");
                }
            }
            assert!(!text.contains(" onclick=") && !text.contains("javascript:"), "{route} has a script of its own");
        }
    }
}

#[test]
fn a_template_error_says_which_template_line_page_and_record() {
    let mut sources = Sources::default();
    let files =
        memory::sources([("handbook.toml", "title = \"T\"\n"), ("pages/about.md", "+++\nname = \"About\"\n+++\nText.\n")]);
    sources.files = files.files;
    let template = handbook::source::File::new("templates/pages/page.html", b"<p>one</p>\n<p>{{ no_such_thing.at_all }}</p>\n");
    sources.theme.insert(template.path.clone(), std::sync::Arc::new(template));
    let edition = project::edition(sources, TODAY);
    let site = edition.site.expect("the templates can be read");
    let error = site.render(&Route::page("about").unwrap()).unwrap().expect_err("the template is wrong");
    assert_eq!((error.template.as_str(), error.line), ("pages/page.html", 2), "{error:?}");
    assert!(error.page.contains("about/") && error.page.contains("pages/about.md"), "{error:?}");
}

#[test]
fn a_day_of_the_past_has_its_own_handbook() {
    let on = |day: Date| {
        let settings = Settings { day_chosen: true, ..Settings::default() };
        let edition = Project::new(&root().join("content"), day, settings).edition().unwrap();
        assert!(!edition.report.has_errors(), "{day}");
        let site = edition.site.expect("the theme can be read");
        let page = site.render(&Route::page("collaboratives/northern-care-alliance").unwrap()).unwrap().unwrap();
        String::from_utf8_lossy(&page.bytes).into_owned()
    };
    // Two trusts until the last day of September 2021, one after.
    assert!(on(Date::constant(2021, 9, 30)).contains("2 members today"));
    let after = on(Date::constant(2021, 10, 1));
    assert!(after.contains("1 member today") && after.contains("1 former member"));
}
