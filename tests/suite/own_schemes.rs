//! What a body keeps by its own scheme of delegation, as every reader meets it: on its page, on the page of the matter, in the scheme
//! of the collaborative, and in the files for machines.

use std::path::Path;
use std::sync::Arc;

use handbook::output::Route;
use handbook::project::{self, Edition};
use handbook::source::{File, Sources, disk};
use jiff::civil::Date;

fn edition() -> Edition {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/handbook");
    project::edition(disk::read(&folder).unwrap(), Date::constant(2026, 6, 1))
}

fn bytes(edition: &Edition, route: &Route) -> String {
    let site = edition.site.as_ref().expect("the theme can be read");
    let content = site.render(route).expect("it is planned").expect("it can be made");
    String::from_utf8(content.bytes.to_vec()).unwrap()
}

/// The text of a page, without its markup.
fn page(edition: &Edition, path: &str) -> String {
    let html = bytes(edition, &Route::page(path).unwrap());
    let parts = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    parts.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn it_stands_on_the_page_of_the_body() {
    let text = page(&edition(), "organisations/wolds-coast");
    let kept = text.split("What is reserved to it").nth(1).expect("there is such a table");
    assert!(kept.contains("above £5,000,000") && kept.contains("Detailed scheme of delegation, table A"), "{kept}");
    assert!(kept.contains("clause 4"), "the document and its clause: {kept}");
}

#[test]
fn it_stands_on_the_page_of_the_matter_and_in_the_scheme() {
    let edition = edition();
    let text = page(&edition, "functions/elective-recovery");
    assert!(text.contains("Kept by Wolds Coast University Hospitals NHS Trust, by its own scheme"), "{text}");
    // What the collaborative reserves to the same body is not told a second time.
    let text = page(&edition, "functions/contract-award");
    assert!(text.contains("Reserved to the board of each member of AWAP") && !text.contains("by its own scheme"), "{text}");
    let text = page(&edition, "collaboratives/awap/delegations");
    assert!(text.contains("Kept, by its own scheme") && text.contains("Above £5,000,000"), "{text}");
}

#[test]
fn it_stands_in_the_files_for_machines() {
    let edition = edition();
    let text = |path: &str| bytes(&edition, &Route::file(path).unwrap());
    let bodies: serde_json::Value = serde_json::from_str(&text("data/organisations.json")).unwrap();
    let found = bodies.to_string();
    assert!(found.contains("Detailed scheme of delegation, table A") && found.contains("5000000"), "{found}");
    assert!(text("data/who-decides.csv").lines().any(|line| line.contains("Wolds Coast") && line.contains("reservation")));
}

const DECISION: &str = "collaboratives/awap/decisions/2026-03-02-theatres.md";

fn put(sources: &mut Sources, path: &str, text: &str) {
    let file = File::new(path, text.as_bytes());
    sources.files.insert(Arc::clone(&file.path), Arc::new(file));
}

/// What is found of a decision of a forum to which the matter came through another, and what its page says of its authority.
fn decided(value: &str, keepers: &[&str], results: &str) -> (Vec<String>, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/handbook");
    let mut sources = disk::read(&folder).unwrap();
    let decision =
        "+++\nname = \"Theatres\"\nforum = \"elective-delivery-group\"\non = 2026-03-02\nfunction = \"elective-recovery\"\n";
    put(&mut sources, DECISION, &format!("{decision}outcome = \"approved\"\n{value}\n{results}\n+++\n"));
    for keeper in keepers {
        let path = format!("organisations/{keeper}");
        let text = sources.text(&path).to_string();
        let kept = "\n[[reserved]]\nfunction = \"elective-recovery\"\nabove = 2_000_000\n";
        let (head, end) = text.rfind("\n+++").map_or((&text[..], ""), |end| text.split_at(end));
        put(&mut sources, &path, &format!("{head}{kept}{end}"));
    }
    let edition = project::edition(sources, Date::constant(2026, 6, 1));
    let of_it =
        edition.report.iter().filter(|finding| finding.check == "decision/without-authority" && &*finding.place.path == DECISION);
    let messages = of_it.map(|finding| format!("{}; {}", finding.message, finding.hints.join(" "))).collect();
    let text = page(&edition, "collaboratives/awap/decisions/2026-03-02-theatres");
    (messages, text)
}

#[test]
fn a_decision_above_what_one_giver_keeps_binds_the_others_alone() {
    let (found, page) = decided("value = 6_000_000", &[], "");
    let [message] = &found[..] else { panic!("{found:?}") };
    assert_eq!(
        message,
        "“Theatres” (£6,000,000) was decided, and by its own scheme of delegation “Wolds Coast University Hospitals NHS Trust” keeps “How \
         waiting lists are shared between hospitals” above £5,000,000; let its board decide, and write what it decided under `results`"
    );
    assert!(page.contains("In part Given by") && page.contains("Not for Wolds Coast University Hospitals NHS Trust"), "{page}");
}

#[test]
fn a_decision_above_what_all_givers_keep_has_no_authority() {
    let (found, page) = decided("value = 6_000_000", &["marl-hospitals.md", "arden-vale.toml"], "");
    let [message] = &found[..] else { panic!("{found:?}") };
    assert!(message.contains("by their own schemes of delegation") && message.contains("Arden Vale"), "{message}");
    assert!(page.contains("No authority is recorded By their own schemes of delegation, it is kept by"), "{page}");
}

#[test]
fn a_decision_within_what_givers_may_give_or_that_they_took_too_is_let_pass() {
    let (found, page) = decided("value = 5_000_000", &[], "");
    assert_eq!(found, [] as [String; 0]);
    assert!(!page.contains("In part"), "{page}");
    // Without a value it is not known to be above the amount.
    assert_eq!(decided("", &[], "").0, [] as [String; 0]);
    let own = "results = [{ organisation = \"wolds-coast\", outcome = \"approved\" }]";
    assert_eq!(decided("value = 6_000_000", &[], own).0, [] as [String; 0]);
}
