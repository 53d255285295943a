//! How a clause is cited: what it stands in, in which version, approved or not, and where.

use handbook::output::Route;
use handbook::project::{self, Edition};
use handbook::source::memory;
use jiff::civil::Date;

const TODAY: Date = Date::constant(2026, 6, 1);

const APPROVED: &str = "[control]\nversion = \"2.1\"\nstatus = \"approved\"\n[[control.history]]\nversion = \"2.1\"\non = 2025-03-01\n\
                        approved_by = [{ by = \"The board\", on = 2025-03-12 }]\n";

fn edition(base_url: &str, name: &str, control: &str, prose: &str) -> Edition {
    let settings = format!("title = \"Example\"\njurisdiction = \"generic\"\n{base_url}\n");
    let board = format!("+++\nname = \"{name}\"\n{control}+++\n\n## 1. Purpose\n\n1.1 {prose}\n");
    let policy = format!("+++\nname = \"Conflicts policy\"\n{control}+++\n\n## 1. Purpose\n\n1.1 It meets.\n");
    let files = [
        ("handbook.toml", &*settings),
        ("collaboratives/club/collaborative.toml", "name = \"Club of the North\"\nshort_name = \"CLUB\"\nkind = \"network\"\n"),
        ("collaboratives/club/terms-of-reference/board.md", &board),
        ("policies/conflicts.md", &policy),
    ];
    project::edition(memory::sources(files), TODAY)
}

/// The citation that stands on the page at `path`.
fn citation(edition: &Edition, path: &str) -> String {
    let site = edition.site.as_ref().unwrap();
    let content = site.render(&Route::page(path).unwrap()).unwrap().unwrap();
    let text = String::from_utf8_lossy(&content.bytes).into_owned();
    let from = text.split("data-citation=\"").nth(1).unwrap_or_else(|| panic!("no citation: {text}"));
    from.split('"').next().unwrap().replace("&#x2F;", "/").replace("&#x27;", "'")
}

const BOARD: &str = "collaboratives/club/terms-of-reference/board";
const PUBLISHED: &str = "base_url = \"https://example.org/handbook/\"";

#[test]
fn what_is_approved_is_cited_with_its_version_and_the_day_of_its_last_approval() {
    let edition = edition(PUBLISHED, "Board", APPROVED, "It meets.");
    assert_eq!(
        citation(&edition, BOARD),
        "CLUB, Board, terms of reference, version 2.1, clause {clause} (approved 12 March 2025), \
         https://example.org/handbook/collaboratives/club/terms-of-reference/board/#{id}"
    );
    assert_eq!(
        citation(&edition, "policies/conflicts"),
        "Conflicts policy, version 2.1, clause {clause} (approved 12 March 2025), \
         https://example.org/handbook/policies/conflicts/#{id}",
        "a policy of the handbook belongs to no collaborative, and says itself what it is"
    );
}

#[test]
fn a_name_that_says_what_it_is_says_it_once() {
    let edition = edition(PUBLISHED, "Terms of reference of the board", "", "It meets.");
    assert!(citation(&edition, BOARD).starts_with("CLUB, Terms of reference of the board, clause {clause} ("));
}

#[test]
fn a_text_without_a_version_a_draft_and_one_without_an_approval_say_so() {
    let ends = |control: &str| {
        let citation = citation(&edition("", "Board", control, "It meets."), BOARD);
        citation.strip_prefix("CLUB, Board, terms of reference, ").unwrap().to_owned()
    };
    assert_eq!(ends(""), "clause {clause} (as of 1 June 2026)", "without an address where none is published");
    let draft = APPROVED.replace("status = \"approved\"", "status = \"draft\"");
    assert_eq!(ends(&draft), "version 2.1, clause {clause} (as of 1 June 2026)");
    let unapproved = APPROVED.replace("approved_by = [{ by = \"The board\", on = 2025-03-12 }]\n", "");
    assert_eq!(ends(&unapproved), "version 2.1, clause {clause} (of 1 March 2025)");
}

#[test]
fn a_text_that_changed_since_it_was_approved_is_not_cited_as_approved() {
    let first = edition(PUBLISHED, "Board", APPROVED, "It meets.");
    let record = first.model.record(first.model.named("forum:club/board").unwrap());
    let bound = format!("{APPROVED}digest = \"{}\"\n", record.digest().unwrap().shown());
    assert!(citation(&edition(PUBLISHED, "Board", &bound, "It meets."), BOARD).contains(" (approved 12 March 2025), "));
    let later = citation(&edition(PUBLISHED, "Board", &bound, "It meets, or does not."), BOARD);
    assert!(later.contains(" (changed since it was approved on 12 March 2025), "), "{later}");
}
