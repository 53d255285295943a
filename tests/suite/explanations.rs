//! Every check's explanation is its test: each example under “Finds” is found, each under “Lets pass” is not.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use handbook::check::explanation::{self, Example};
use handbook::check::{CHECKS, Check, Pack};
use handbook::diagnostic::Diagnostic;
use handbook::limits::Limits;
use handbook::project;
use handbook::source::{File, Sources, Unread, disk, memory};
use jiff::civil::Date;

/// What every example stands on; an example replaces a file by naming it.
const BASE: &[(&str, &str)] = &[
    ("handbook.toml", "title = \"Example\"\njurisdiction = \"england\"\n"),
    (
        "organisations/north.toml",
        "name = \"North Hospitals NHS Trust\"\nkind = \"nhs-trust\"\nsectors = [\"acute\"]\nareas = [\"shire\"]\n",
    ),
    (
        "organisations/south.toml",
        "name = \"South Hospitals NHS Foundation Trust\"\nkind = \"nhs-foundation-trust\"\nsectors = [\"acute\"]\nareas = [\"shire\"]\n",
    ),
    ("organisations/company.toml", "name = \"Care Company Limited\"\nkind = \"company\"\n"),
    ("organisations/council.toml", "name = \"Shire Council\"\nkind = \"local-authority\"\n"),
    (
        "organisations/board.toml",
        "name = \"NHS Shire Integrated Care Board\"\nkind = \"integrated-care-board\"\nareas = [\"shire\"]\n",
    ),
    ("areas/shire.toml", "name = \"Shire\"\nkind = \"system\"\n"),
    (
        "functions/vascular.toml",
        "name = \"Where vascular services are provided\"\ncategory = \"service-change\"\nholder = [\"nhs-trust\", \"nhs-foundation-trust\"]\n",
    ),
    (
        "collaboratives/example/collaborative.toml",
        "name = \"Example Collaborative\"\nkind = \"provider-collaborative\"\nmodel = \"provider-leadership-board\"\nstage = \"live\"\nfrom = \"2020\"\nfootprint = [\"shire\"]\n\
         [[members]]\norganisation = \"north\"\nclass = \"full\"\n[[members]]\norganisation = \"south\"\nclass = \"full\"\n",
    ),
];

/// What no example can show, because a block of Markdown holds sound text and little of it; each has a test of its own below.
/// What is found beside an earlier site has its tests in `addresses`.
const BEYOND_EXAMPLES: [&str; 7] =
    ["file/not-utf8", "file/too-large", "file/unread", "site/address-gone", "site/anchor-gone", "site/part-gone", "site/theme"];

/// The day on which examples are read.
const TODAY: Date = Date::constant(2026, 6, 1);

/// What a check finds in an example.
fn findings(check: &Check, example: &Example) -> Vec<Diagnostic> {
    let replaced = |path: &str| example.files.iter().any(|(own, _)| own == path);
    let base = BASE.iter().filter(|(path, _)| !replaced(path)).copied();
    let own = example.files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let mut sources = memory::sources(base.chain(own));
    let themes: Vec<Arc<str>> = sources.files.keys().filter(|path| path.starts_with("theme/")).cloned().collect();
    for path in themes {
        let file = sources.files.remove(&path).expect("it was just listed");
        sources.theme.insert(path.trim_start_matches("theme/").into(), file);
    }
    let edition = project::edition(sources, TODAY);
    edition.report.into_iter().filter(|finding| finding.check == check.name).collect()
}

#[test]
fn every_example_is_found_or_let_pass() {
    let mut wrong = Vec::new();
    for check in CHECKS {
        let explanation = explanation::read(check.text);
        let has_none = explanation.finds.is_empty() || explanation.passes.is_empty();
        if has_none && !BEYOND_EXAMPLES.contains(&check.name) {
            wrong.push(format!("{}: needs an example that it finds and one that it lets pass", check.name));
        }
        for example in explanation.finds.iter().chain(&explanation.passes) {
            let paths: BTreeSet<&str> = example.files.iter().map(|(path, _)| path.as_str()).collect();
            if paths.len() < example.files.len() {
                wrong.push(format!("{}: an example holds a file twice; a line of prose begins the next example", check.name));
            }
        }
        for (number, example) in explanation.finds.iter().enumerate() {
            if findings(check, example).is_empty() && !BEYOND_EXAMPLES.contains(&check.name) {
                wrong.push(format!("{}: example {} under “Finds” is not found", check.name, number + 1));
            }
        }
        for (number, example) in explanation.passes.iter().enumerate() {
            for finding in findings(check, example) {
                wrong.push(format!("{}: example {} under “Lets pass” is found: {}", check.name, number + 1, finding.message));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_finding_has_a_place_a_hint_and_words_that_read_well() {
    let mut wrong = Vec::new();
    for check in CHECKS {
        for example in explanation::read(check.text).finds {
            for finding in findings(check, &example) {
                if finding.place.path.is_empty() || finding.hints.is_empty() || finding.message.ends_with('.') {
                    wrong.push(format!("{}: {finding:?}", check.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a finding's place is a place: a file that is there, or was looked for, and a span of its text.
fn is_a_place(sources: &Sources, finding: &Diagnostic) -> bool {
    let places = std::iter::once(&finding.place).chain(finding.related.iter().map(|related| &related.place));
    places.into_iter().all(|place| {
        let unread = sources.unread.iter().any(|unread| unread.path == place.path);
        let known = sources.files.contains_key(&place.path) || sources.attachments.contains_key(&place.path);
        let span = place.span.start as usize..place.span.end as usize;
        unread || known && (place.span.end == 0 || sources.text(&place.path).get(span).is_some())
    })
}

#[test]
fn every_finding_of_the_samples_has_a_place() {
    let folders = ["content", "tests/handbook", "tests/cases/many-at-once/content", "tests/cases/checks/content"];
    for folder in folders {
        let sources = disk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
        let edition = project::edition(sources.clone(), TODAY);
        assert!(edition.report.iter().next().is_some(), "{folder}: nothing is found");
        for finding in edition.report.iter() {
            assert!(is_a_place(&sources, finding), "{folder}: {finding:?}");
        }
    }
}

/// The rules of the catalogue that are the law or the policy of one country, as the catalogue itself names them: those that a handbook
/// of no particular country must never be told.
const OF_ONE_COUNTRY: [&str; 12] = ["M01", "M02", "G02", "G06", "G14", "G15", "G16", "G17", "G18", "G19", "G20", "G21"];

#[test]
fn generic_never_fires_a_rule_of_any_law() {
    let mut asked = 0;
    for check in CHECKS {
        let explanation = explanation::read(check.text);
        let of_one_country = explanation.catalogue.iter().any(|rule| OF_ONE_COUNTRY.contains(&rule.as_str()));
        let is_law = !matches!(check.pack, Pack::Everywhere);
        assert!(is_law || !of_one_country, "{} is the law of one country, and asked everywhere", check.name);
        for example in explanation.finds.iter().filter(|_| is_law) {
            let example = elsewhere(example);
            assert_eq!(findings(check, &example), [], "{} is found in a handbook of no country", check.name);
            asked += 1;
        }
    }
    assert!(asked > 30, "only {asked} examples were read");
}

/// An example as a handbook of no particular country has it.
fn elsewhere(example: &Example) -> Example {
    let countries = ["england", "wales", "scotland", "ireland", "france"];
    let generic = |text: &str| {
        countries.iter().fold(text.to_owned(), |text, country| {
            text.replace(&format!("jurisdiction = \"{country}\""), "jurisdiction = \"generic\"")
        })
    };
    let mut files: Vec<(String, String)> = example.files.iter().map(|(path, text)| (path.clone(), generic(text))).collect();
    if !files.iter().any(|(path, _)| path == "handbook.toml") {
        files.push((BASE[0].0.to_owned(), generic(BASE[0].1)));
    }
    Example { caption: example.caption.clone(), files }
}

#[test]
fn explanations_have_a_title_and_a_source() {
    for check in CHECKS {
        let explanation = explanation::read(check.text);
        assert!(!explanation.title.is_empty(), "{} has no title", check.name);
        assert!(explanation.prose.contains("Source: "), "{} names no source", check.name);
    }
}

/// Which of the checks that no example can show find something in these sources.
fn beyond_examples(sources: Sources) -> Vec<&'static str> {
    let report = project::edition(sources, TODAY).report;
    report.into_iter().map(|finding| finding.check).filter(|check| BEYOND_EXAMPLES.contains(check)).collect()
}

/// The shared files, with one more page.
fn with_page(bytes: &[u8]) -> Sources {
    let mut sources = memory::sources(BASE.iter().copied());
    let page = File::new("pages/help.md", bytes);
    sources.files.insert(Arc::clone(&page.path), Arc::new(page));
    sources
}

#[test]
fn what_no_example_can_show_is_found_too() {
    const HEAD: &str = "+++\nname = \"Help\"\n+++\n";
    let latin = [HEAD.as_bytes(), b"Caf\xe9\n"].concat();
    assert_eq!(beyond_examples(with_page(&latin)), ["file/not-utf8"]);
    let large = HEAD.to_owned() + &"word\n".repeat(u64::from(Limits::default().file_bytes) as usize / 5 + 1);
    assert_eq!(beyond_examples(with_page(large.as_bytes())), ["file/too-large"]);
    let mut closed = with_page(HEAD.as_bytes());
    let (path, why, hint) = ("pages/closed.md".into(), "cannot be opened".into(), "mend its permissions".into());
    closed.unread.push(Unread { path, why, hint });
    assert_eq!(beyond_examples(closed), ["file/unread"]);
    assert_eq!(beyond_examples(with_page(format!("{HEAD}Café\n").as_bytes())), [""; 0]);
}

#[test]
fn what_reading_reports_has_the_severity_of_the_list() {
    for check in CHECKS.iter().filter(|check| check.run.is_none()) {
        let finds = explanation::read(check.text).finds;
        let severities: Vec<_> =
            finds.iter().flat_map(|example| findings(check, example)).map(|finding| finding.severity).collect();
        assert!(severities.is_empty() || severities.contains(&check.severity), "{}: {severities:?}", check.name);
    }
}

/// The files below a folder of this crate, and their texts.
#[allow(clippy::disallowed_methods, reason = "these tests read the crate's own files, as no part of the program does")]
fn own_files(folder: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().map(|entry| entry.unwrap());
    let files = entries.filter(|entry| entry.file_type().is_file());
    files.map(|file| (file.path().to_owned(), std::fs::read_to_string(file.path()).unwrap_or_default())).collect()
}

/// The names of checks that a text reports, as it writes them.
fn reported(text: &str) -> impl Iterator<Item = &str> {
    let is_name = |name: &&str| {
        name.contains('/') && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-/".contains(&byte))
    };
    let leads = ["error(", "warning(", "advice(", "Severity::Error,", "Severity::Warning,", "Severity::Advice,"];
    let after = leads.into_iter().flat_map(move |lead| text.match_indices(lead).map(move |(at, _)| &text[at + lead.len()..]));
    after.filter_map(|rest| Some(rest.trim_start().strip_prefix('"')?.split_once('"')?.0)).filter(is_name)
}

#[test]
fn every_name_that_is_reported_has_an_explanation() {
    let names: BTreeSet<&str> = CHECKS.iter().map(|check| check.name).collect();
    assert_eq!(names.len(), CHECKS.len(), "two checks have the same name");
    let (mut found, mut missing) = (BTreeSet::new(), BTreeSet::new());
    for (path, text) in own_files("src") {
        if path.extension().is_none_or(|ending| ending != "rs") || path.ends_with("tests.rs") {
            continue;
        }
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("");
        for name in reported(text) {
            if !names.contains(name) {
                missing.insert(format!("{}: `{name}`", path.display()));
            }
            found.insert(name.to_owned());
        }
    }
    assert!(missing.is_empty(), "without an explanation: {missing:#?}");
    let asked_by_reading = CHECKS.iter().filter(|check| check.run.is_none()).map(|check| check.name);
    let idle: Vec<&str> = asked_by_reading.filter(|name| !found.contains(*name)).collect();
    assert!(idle.is_empty(), "explained, and reported by nothing: {idle:?}");
}

#[test]
fn every_explanation_is_in_the_list() {
    let texts: BTreeSet<&str> = CHECKS.iter().map(|check| check.text).collect();
    let explanations =
        own_files("src/check").into_iter().filter(|(path, _)| path.extension().is_some_and(|ending| ending == "md"));
    let unlisted: Vec<PathBuf> = explanations.filter(|(_, text)| !texts.contains(text.as_str())).map(|(path, _)| path).collect();
    assert!(unlisted.is_empty(), "these stand in no list: {unlisted:#?}");
}

#[test]
#[allow(clippy::disallowed_methods, reason = "a theme's folder is looked for on the disk, so this handbook stands on one")]
fn a_theme_that_is_not_there_is_found() {
    let folder = std::env::temp_dir().join(format!("handbook-theme-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("handbook.toml"), "title = \"Example\"\ntheme = \"no-such-folder\"\n").unwrap();
    let edition = project::Project::new(&folder, TODAY, handbook::site::Settings::default()).edition().unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(edition.report.iter().any(|finding| finding.check == "site/theme"));
}
