//! Every check's explanation is its test: each example under “Finds” is found, each under “Lets pass” is not.

use handbook::check::explanation::{self, Example};
use handbook::check::{CHECKS, Check};
use handbook::diagnostic::Diagnostic;
use handbook::project;
use handbook::source::memory;
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

/// The day on which examples are read.
const TODAY: Date = Date::constant(2026, 6, 1);

/// What a check finds in an example.
fn findings(check: &Check, example: &Example) -> Vec<Diagnostic> {
    let replaced = |path: &str| example.files.iter().any(|(own, _)| own == path);
    let base = BASE.iter().filter(|(path, _)| !replaced(path)).copied();
    let own = example.files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let sources = memory::sources(base.chain(own));
    let edition = project::edition(sources, TODAY);
    edition.report.into_iter().filter(|finding| finding.check == check.name).collect()
}

#[test]
fn every_example_is_found_or_let_pass() {
    let mut wrong = Vec::new();
    for check in CHECKS {
        let explanation = explanation::read(check.text);
        if explanation.finds.is_empty() || explanation.passes.is_empty() {
            wrong.push(format!("{}: needs an example that it finds and one that it lets pass", check.name));
        }
        for (number, example) in explanation.finds.iter().enumerate() {
            if findings(check, example).is_empty() {
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

#[test]
fn explanations_have_a_title_and_a_source() {
    for check in CHECKS {
        let explanation = explanation::read(check.text);
        assert!(!explanation.title.is_empty(), "{} has no title", check.name);
        assert!(explanation.prose.contains("Source: "), "{} names no source", check.name);
    }
}
