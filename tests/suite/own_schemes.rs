//! What a body keeps by its own scheme of delegation, as every reader meets it: on its page, on the page of the matter, in the scheme
//! of the collaborative, and in the files for machines.

use std::path::Path;

use handbook::output::Route;
use handbook::project::{self, Edition};
use handbook::source::disk;
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
