//! The handbook of any day: names, bodies, seats, limits and decisions as they were on the days around a change.

use std::path::Path;

use handbook::model::Model;
use handbook::model::force::Force;
use handbook::output::Route;
use handbook::project::{Edition, Project};
use handbook::record::kind::{Decision, Forum};
use handbook::site::Settings;
use jiff::civil::{Date, date};

fn on(folder: &str, day: Date) -> Edition {
    let settings = Settings { day_chosen: true, ..Settings::default() };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    Project::new(&folder, day, settings).edition().unwrap()
}

fn page(edition: &Edition, path: &str) -> String {
    let site = edition.site.as_ref().expect("the theme can be read");
    let content = site.render(&Route::page(path).unwrap()).expect("the page is planned").expect("the page can be made");
    String::from_utf8_lossy(&content.bytes).into_owned()
}

fn title(model: &Model, subject: &str) -> String {
    model.record(model.named(subject).unwrap()).title()
}

#[test]
fn a_body_is_called_what_it_was_called_on_every_page() {
    const BODY: &str = "organisation:northern-care-alliance-foundation-trust";
    const THEN: &str = "Salford Royal NHS Foundation Trust";
    const NOW: &str = "Northern Care Alliance NHS Foundation Trust";
    let (before, after) = (on("content", date(2021, 9, 30)), on("content", date(2021, 10, 1)));
    assert_eq!((title(&before.model, BODY).as_str(), title(&after.model, BODY).as_str()), (THEN, NOW));
    let places = [
        "organisations/northern-care-alliance-foundation-trust",
        "organisations",
        "collaboratives/northern-care-alliance",
        "areas/greater-manchester",
        "coverage",
    ];
    for place in places {
        assert!(page(&before, place).contains(THEN), "{place} on the last day of the old name");
        assert!(page(&after, place).contains(NOW), "{place} on the first day of the new one");
    }
    let own = "organisations/northern-care-alliance-foundation-trust";
    assert!(page(&before, own).contains("Later called") && page(&before, own).contains(NOW));
    assert!(page(&after, own).contains("Formerly") && !page(&after, own).contains("Later called"));
    // A short form of the former name is not known, so none is shown.
    assert!(!page(&before, "organisations").contains("(Northern Care Alliance (trust))"));
}

#[test]
fn each_of_several_names_has_its_time() {
    let name = |day| title(&on("content", day).model, "organisation:mid-and-south-essex-foundation-trust");
    assert_eq!(name(date(2020, 3, 31)), "Southend University Hospital NHS Foundation Trust");
    assert_eq!(name(date(2020, 4, 1)), "Mid and South Essex NHS Foundation Trust");
}

#[test]
fn a_body_that_merged_is_there_until_its_last_day() {
    let (before, after) = (on("content", date(2021, 9, 30)), on("content", date(2021, 10, 1)));
    let ended = "This body existed until 30 September 2021";
    let own = "organisations/pennine-acute";
    assert!(!page(&before, own).contains(ended) && page(&before, own).contains("What follows it"));
    assert!(page(&after, own).contains(ended));
    let group = "collaboratives/northern-care-alliance";
    assert!(page(&before, group).contains("2 members today") && page(&after, group).contains("1 member today"));
    // The committees of the two met in common to the last day.
    let forum = "collaboratives/northern-care-alliance/terms-of-reference/committees-in-common";
    assert!(!page(&before, forum).contains(">Ended<") && page(&after, forum).contains("Ended"));
}

#[test]
fn a_seat_is_held_by_who_held_it_then() {
    let holder = |day| {
        let edition = on("tests/handbook", day);
        let forum = edition.model.entry::<Forum>(edition.model.named("forum:awap/provider-board").unwrap()).unwrap();
        let places = edition.model.places(forum);
        let chair = places.iter().find(|place| place.seat.title == "Chair").expect("there is a chair");
        chair.holder.map(|holder| holder.person.as_ref().map_or_else(|| "a post".to_owned(), |person| person.text.clone()))
    };
    assert_eq!(holder(date(2024, 1, 14)), None);
    assert_eq!(holder(date(2024, 1, 15)).as_deref(), Some("bram-thistledown"));
    assert_eq!(holder(date(2026, 1, 14)).as_deref(), Some("bram-thistledown"));
    assert_eq!(holder(date(2026, 1, 15)).as_deref(), Some("a post"));
}

#[test]
fn a_limit_holds_from_its_first_day_to_its_last() {
    let band = "above £100,000, up to £1,000,000";
    let in_force = |day| {
        let scheme = page(&on("tests/handbook", day), "collaboratives/awap/delegations");
        scheme.split("id=\"part-past\"").next().is_some_and(|scheme| scheme.contains(band))
    };
    assert_eq!([date(2024, 1, 14), date(2024, 1, 15)].map(in_force), [false, true]);
    // The elective lists were given to the board until 14 January 2027.
    let decides = |day| {
        let edition = on("tests/handbook", day);
        let function = edition.model.named("function:elective-recovery").unwrap();
        let path = edition.model.path_of(function).unwrap();
        path.steps.iter().any(|step| step.receiver(&edition.model).to_string() == "Provider Board" && !step.breaks())
    };
    let days = [date(2024, 1, 14), date(2024, 1, 15), date(2027, 1, 14), date(2027, 1, 15)];
    assert_eq!(days.map(decides), [false, true, true, false]);
}

#[test]
fn a_decision_stands_from_its_day_until_another_replaces_it() {
    let force = |day, id: &str| {
        let edition = on("tests/handbook", day);
        let named = |id: &str| edition.model.named(&format!("decision:awap/{id}")).unwrap();
        let other = named("2025-05-20-vascular-hub");
        match edition.model.force(edition.model.entry::<Decision>(named(id)).unwrap()) {
            Force::ToCome => "to come",
            Force::From(_) => "from a later day",
            Force::Stands => "stands",
            Force::Replaced(by) if by == other => "replaced",
            Force::Replaced(_) => "replaced by another",
        }
    };
    const OLD: &str = "2022-02-08-two-hubs";
    const NEW: &str = "2025-05-20-vascular-hub";
    assert_eq!(force(date(2022, 2, 7), OLD), "to come");
    assert_eq!(force(date(2022, 2, 8), OLD), "stands");
    assert_eq!(force(date(2025, 5, 19), NEW), "to come");
    assert_eq!((force(date(2025, 9, 30), OLD), force(date(2025, 9, 30), NEW)), ("stands", "from a later day"));
    assert_eq!((force(date(2025, 10, 1), OLD), force(date(2025, 10, 1), NEW)), ("replaced", "stands"));
    let old = page(&on("tests/handbook", date(2025, 10, 1)), "collaboratives/awap/decisions/2022-02-08-two-hubs");
    assert!(old.contains("Replaced by") && old.contains("One hub for vascular surgery"));
    let early = page(&on("content", date(2021, 9, 30)), "decisions");
    assert!(early.contains("Taken after this day"));
}

#[test]
fn a_commissioner_is_who_commissioned_then() {
    let commissioners = |day| {
        let edition = on("content", day);
        let whole = edition.model.entry(edition.model.named("collaborative:mid-south-essex-community").unwrap()).unwrap();
        let links = edition.model.commissioners(whole).map(|row| row.organisation.text.clone());
        links.collect::<Vec<String>>()
    };
    assert_eq!(commissioners(date(2026, 3, 31)), ["nhs-mid-and-south-essex-icb"]);
    assert_eq!(commissioners(date(2026, 4, 1)), ["nhs-essex-icb"]);
    let own = |day| page(&on("content", day), "organisations/nhs-essex-icb").contains("Commissions ");
    assert_eq!([date(2026, 3, 31), date(2026, 4, 1)].map(own), [false, true]);
}

#[test]
fn nothing_is_expected_of_a_trust_before_the_day_from_which_it_is_expected() {
    let missing = |day| {
        let edition = on("content", day);
        edition.model.coverage().rows.iter().filter(|row| row.is_missing()).count()
    };
    assert_eq!(missing(date(2022, 6, 30)), 0);
    assert!(missing(date(2022, 7, 1)) > 0);
}
