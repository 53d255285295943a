//! What would break if somebody or something were gone: exactly which seats, quorums, chains, members, agreements and documents are
//! named, on the fictional handbook, on the sample of real collaboratives, and on the pages.

use std::path::Path;

use handbook::model::impact::Loss;
use handbook::output::Route;
use handbook::project::{self, Edition};
use handbook::source::{disk, memory};
use jiff::civil::Date;

const TODAY: Date = Date::constant(2026, 6, 1);

fn edition(folder: &str) -> Edition {
    project::edition(disk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap(), TODAY)
}

/// What breaks without a record, in words, without what only refers to it.
fn breaks(edition: &Edition, subject: &str) -> Vec<String> {
    let gone = edition.model.named(subject).unwrap_or_else(|| panic!("there is no {subject}"));
    let broken = edition.model.impact(gone).into_iter().filter(|one| one.loss != Loss::Reference);
    broken.map(|one| one.message).collect()
}

/// The text of a page, without its markup.
fn page(edition: &Edition, path: &str) -> String {
    let site = edition.site.as_ref().expect("the theme can be read");
    let content = site.render(&Route::page(path).unwrap()).expect("the page is planned").expect("the page can be made");
    let html = String::from_utf8(content.bytes.to_vec()).unwrap();
    let mut inside = false;
    let text: String = html
        .chars()
        .filter(|letter| {
            inside |= *letter == '<';
            let shown = !inside;
            inside &= *letter != '>';
            shown
        })
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn of_a_person_the_seats_are_told_and_for_whom_each_was() {
    let edition = edition("tests/handbook");
    // A deputy who is named comes to the board, so that it can meet still.
    assert_eq!(
        breaks(&edition, "person:aster-quill"),
        [
            "the seat “Chief executive of each trust” of Marl Hospitals in “Provider Board” would be empty",
            "the seat “Chief executive of each trust” of Wolds Coast in “Provider Board” would be empty",
        ]
    );
    let text = page(&edition, "people/aster-quill");
    let own = text.split("If this were gone").last().unwrap();
    assert!(
        own.contains("The seat “Chief executive of each trust” of Marl Hospitals in Provider Board would be empty."),
        "{own}"
    );
}

#[test]
fn of_a_body_quorums_chains_members_seats_agreements_and_roles_are_told() {
    let edition = edition("tests/handbook");
    assert_eq!(
        breaks(&edition, "organisation:wolds-coast"),
        [
            "“Elective Delivery Group” could not meet: it needs three seats with a vote, and two would be left",
            "“Provider Board” could not meet: it needs seven seats with a vote, and five would be left",
            "nobody would hold “How waiting lists are shared between hospitals” as it was delegated",
            "nobody would hold “Award of contracts” as it was delegated",
            "“Arden and Wolds Acute Provider Collaborative” would have 6 members instead of 7",
            "“Northmarch Diagnostics” would have 1 member instead of 2",
            "the seat “Finance director of each trust” in “Committee in Common for Finance” would be empty",
            "the seat “Audit chair of each trust” in “Committee in Common for Finance” would be empty",
            "the seat “Chief operating officer of each trust” in “Elective Delivery Group” would be empty",
            "the seat “Chair” in “Provider Board” would be empty",
            "the seat “Chief executive of each trust” in “Provider Board” would be empty",
            "the seat “Non-executive director of each trust” in “Provider Board” would be empty",
            "the seat “Medical director” in “Provider Board” would be empty",
            "“Host agreement” would have 2 parties instead of 3",
            "“Letter of intent on hosting” would have 0 parties instead of 1",
            "“Partnership agreement” would have 2 parties instead of 3",
            "“Arden and Wolds Acute Provider Collaborative” would have no host",
        ]
    );
    let text = page(&edition, "organisations/wolds-coast");
    let own = text.split("If this were gone").last().unwrap();
    assert!(own.contains("Provider Board could not meet"), "the gravest stands first: {own}");
    // The page of all counts the same, by its sorts, and the weightiest body stands first.
    let all = page(&edition, "impact");
    assert!(all.contains("2 quorums") && all.contains("7 seats"), "{all}");
}

#[test]
fn of_a_forum_and_an_agreement_what_rests_on_them_is_told() {
    let edition = edition("tests/handbook");
    assert_eq!(
        breaks(&edition, "forum:awap/provider-board"),
        [
            "nobody would hold “Where vascular services are provided” as it was delegated",
            "nobody would hold “How waiting lists are shared between hospitals” as it was delegated",
            "the delegation of “How waiting lists are shared between hospitals” would come from nobody",
            "nobody would hold “Award of contracts” as it was delegated",
            "“Clinical Reference Group” would answer to nobody",
            "“Elective Delivery Group” would answer to nobody",
        ]
    );
    let text = page(&edition, "collaboratives/awap/terms-of-reference/provider-board");
    assert!(text.split("If this were gone").last().unwrap().contains("Clinical Reference Group would answer to nobody."));
    assert_eq!(
        breaks(&edition, "agreement:awap/host-agreement"),
        ["the delegation of “Award of contracts” would stand in no agreement"]
    );
    let text = page(&edition, "collaboratives/awap/agreements/host-agreement");
    assert!(text.split("If this were gone").last().unwrap().contains("would stand in no agreement (AWAP)."));
}

#[test]
fn of_a_trust_of_the_sample_both_collaboratives_are_told() {
    let edition = edition("content");
    let broken = breaks(&edition, "organisation:harrogate-and-district");
    let members: Vec<&String> = broken.iter().filter(|line| line.contains("members instead of")).collect();
    assert_eq!(
        members,
        [
            "“Humber and North Yorkshire Collaboration of Acute Providers” would have 3 members instead of 4",
            "“West Yorkshire Association of Acute Trusts” would have 5 members instead of 6",
        ]
    );
    assert!(!broken.iter().any(|line| line.contains("could not")), "no quorum of its forums is on record: {broken:?}");
}

const HANDBOOK: (&str, &str) = ("handbook.toml", "title = \"Small\"\njurisdiction = \"generic\"\n");

/// A forum of two members, of each of which one seat is filled, with what a test writes beside that.
fn small(forum: &str, people: &[(&str, &str)]) -> Edition {
    let members =
        "name = \"Whole\"\nkind = \"alliance\"\nmembers = [{ organisation = \"north\" }, { organisation = \"south\" }]\n";
    let body = |name: &str| format!("name = \"{name}\"\nkind = \"charity\"\n");
    let (north, south) = (body("North"), body("South"));
    let files = [
        HANDBOOK,
        ("organisations/north.toml", &north),
        ("organisations/south.toml", &south),
        ("collaboratives/whole/collaborative.toml", members),
        ("collaboratives/whole/terms-of-reference/board.toml", forum),
    ];
    project::edition(memory::sources(files.into_iter().chain(people.iter().copied())), TODAY)
}

#[test]
fn a_quorum_is_lost_by_the_seat_that_it_names_not_by_numbers_alone() {
    let seats = "[[seats]]\ntitle = \"Director\"\ncount = 3\n[[seats]]\nid = \"nurse\"\ntitle = \"Nurse\"\nholders = [{ person = \"anna\" }]\n";
    let nurse = [("people/anna.toml", "name = \"Anna\"\n")];
    let numbers = small(&format!("name = \"Board\"\nquorum = {{ count = 2 }}\n{seats}"), &nurse);
    assert_eq!(breaks(&numbers, "person:anna"), ["the seat “Nurse” in “Board” would be empty"]);
    let named =
        small(&format!("name = \"Board\"\nquorum = {{ all = [{{ count = 2 }}, {{ seat = \"nurse\" }}] }}\n{seats}"), &nurse);
    assert_eq!(
        breaks(&named, "person:anna"),
        ["“Board” could not meet: it needs the nurse, and none would be left", "the seat “Nurse” in “Board” would be empty"]
    );
}

#[test]
fn a_member_that_goes_is_asked_for_no_more() {
    let seats = "[[seats]]\ntitle = \"Director\"\neach = \"member\"\n";
    let each = small(&format!("name = \"Board\"\nquorum = {{ count = 1, each = \"member\" }}\n{seats}"), &[]);
    assert_eq!(
        breaks(&each, "organisation:south"),
        ["“Whole” would have 1 member instead of 2", "the seat “Director” in “Board” would be empty"]
    );
}

#[test]
fn documents_lose_the_person_or_the_body_whose_post_owns_them() {
    let owned = |owner: &str| {
        let forum = format!("name = \"Board\"\ncontrol = {{ version = \"1\", owner = \"{owner}\" }}\n");
        let post = "name = \"Anna\"\nposts = [{ title = \"Secretary\", organisation = \"north\" }]\n";
        let edition = small(&forum, &[("people/anna.toml", post)]);
        let lost = |subject: &str| {
            breaks(&edition, subject).iter().filter(|line| line.contains("no owner")).cloned().collect::<Vec<_>>()
        };
        (lost("person:anna"), lost("organisation:north"), lost("organisation:south"))
    };
    let none: Vec<String> = Vec::new();
    let told = |owner: &str| vec![format!("“Board” would have no owner: its owner is “{owner}”")];
    assert_eq!(owned("Secretary"), (told("Secretary"), none.clone(), none.clone()));
    assert_eq!(owned("Secretary of North"), (told("Secretary of North"), told("Secretary of North"), none.clone()));
    assert_eq!(owned("Secretary, South"), (none.clone(), none, told("Secretary, South")));
}
