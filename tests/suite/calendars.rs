//! Calendars: that programs can read them, that meetings keep their names, and that no author's text breaks out of its line.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use handbook::project::{self, Edition, Project};
use handbook::site::Settings;
use handbook::source::memory;
use jiff::ToSpan;
use jiff::civil::Date;

const TODAY: Date = Date::constant(2026, 6, 1);

fn fictional(today: Date) -> Edition {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/handbook");
    Project::new(&folder, today, Settings::default()).edition().expect("the handbook can be read")
}

/// The calendars of a handbook by their addresses.
fn calendars(edition: &Edition) -> BTreeMap<String, String> {
    let site = edition.site.as_ref().expect("the theme can be read");
    let routes = site.routes().filter(|route| route.as_str().ends_with(".ics"));
    let read = |route: &handbook::output::Route| {
        let content = site.render(route).expect("a planned address has content").expect("it can be written");
        assert_eq!(content.media_type, "text/calendar; charset=utf-8", "{route}");
        (route.to_string(), String::from_utf8(content.bytes.to_vec()).expect("it is UTF-8"))
    };
    routes.map(read).collect()
}

/// The properties of each event, by their names without parameters.
fn events(calendar: &str) -> Vec<BTreeMap<String, String>> {
    let unfolded = calendar.replace("\r\n ", "");
    let mut events = Vec::new();
    for event in unfolded.split("BEGIN:VEVENT\r\n").skip(1) {
        let lines = event.split("\r\nEND:VEVENT").next().unwrap().lines();
        let property = |line: &str| {
            let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("{line}"));
            (name.split(';').next().unwrap().to_owned(), value.to_owned())
        };
        events.push(lines.map(property).collect());
    }
    events
}

fn event<'e>(events: &'e [BTreeMap<String, String>], start: &str) -> &'e BTreeMap<String, String> {
    events.iter().find(|event| event["DTSTART"] == start).unwrap_or_else(|| panic!("no event at {start}"))
}

#[test]
fn every_calendar_has_the_form_that_programs_read() {
    let calendars = calendars(&fictional(TODAY));
    assert!(calendars.len() > 20, "{:?}", calendars.keys());
    for (route, text) in &calendars {
        assert!(text.ends_with("END:VCALENDAR\r\n") && text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"), "{route}");
        assert_eq!(text.matches("PRODID:").count(), 1, "{route}");
        for line in text.split("\r\n") {
            assert!(line.len() <= 75 && !line.contains(char::is_control), "{route}: {line:?}");
        }
        let mut open = Vec::new();
        for line in text.lines() {
            if let Some(begun) = line.strip_prefix("BEGIN:") {
                open.push(begun);
            } else if let Some(ended) = line.strip_prefix("END:") {
                assert_eq!(open.pop(), Some(ended), "{route}");
            }
        }
        assert!(open.is_empty(), "{route}");
        let events = events(text);
        assert!(!events.is_empty(), "{route}");
        let names: BTreeSet<&String> = events.iter().map(|event| &event["UID"]).collect();
        assert_eq!(names.len(), events.len(), "{route}: two meetings have one name");
        assert!(events.iter().all(|event| event["DTSTAMP"] == "20260601T000000Z"), "{route}");
        let described: BTreeSet<&str> = text.lines().filter_map(|line| line.strip_prefix("TZID:")).collect();
        let named = text.lines().filter_map(|line| line.split_once(";TZID=")?.1.split(':').next());
        assert_eq!(described, named.collect(), "{route}: zones that are described, and those that are named");
    }
}

#[test]
fn every_calendar_stands_beside_its_page_and_is_linked_from_it() {
    let edition = fictional(TODAY);
    let site = edition.site.as_ref().unwrap();
    for route in calendars(&edition).keys() {
        let page = handbook::output::Route::page(route.strip_suffix("calendar.ics").unwrap()).unwrap();
        let page = site.render(&page).unwrap_or_else(|| panic!("no page beside {route}")).unwrap();
        let html = String::from_utf8_lossy(&page.bytes).into_owned();
        assert!(html.contains("<a href=\"calendar.ics\""), "{route} is not linked");
        assert!(html.contains("<link rel=\"alternate\" type=\"text/calendar\""), "{route} is not named in the head");
    }
}

#[test]
fn a_meeting_keeps_its_name_whenever_the_site_is_made_and_wherever_it_stands() {
    let names = |today: Date, route: &str| -> BTreeMap<String, String> {
        let meetings = events(&calendars(&fictional(today))[route]);
        meetings.into_iter().map(|event| (format!("{} {}", event["DTSTART"], event["SUMMARY"]), event["UID"].clone())).collect()
    };
    let first = names(TODAY, "meetings/calendar.ics");
    let later = names(TODAY.saturating_add(40.days()), "meetings/calendar.ics");
    let both: Vec<&String> = first.keys().filter(|meeting| later.contains_key(*meeting)).collect();
    assert!(both.len() > 100);
    assert!(both.iter().all(|meeting| first[*meeting] == later[*meeting]));
    for route in
        ["collaboratives/awap/terms-of-reference/provider-board/calendar.ics", "organisations/marl-hospitals/calendar.ics"]
    {
        let own = names(TODAY, route);
        let shared: Vec<&String> = own.keys().filter(|meeting| first.contains_key(*meeting)).collect();
        assert!(shared.len() > 5 && shared.iter().all(|meeting| own[*meeting] == first[*meeting]), "{route}");
    }
}

#[test]
fn moved_and_cancelled_meetings_say_so() {
    let calendars = calendars(&fictional(TODAY));
    let board = events(&calendars["collaboratives/awap/terms-of-reference/provider-board/calendar.ics"]);
    assert!(board.iter().all(|event| event["DTSTART"] != "20260716T140000"), "the meeting was moved away from that day");
    let moved = event(&board, "20260723T100000");
    assert_eq!((moved["SEQUENCE"].as_str(), moved["STATUS"].as_str()), ("1", "CONFIRMED"));
    assert_eq!(moved["DTEND"], "20260723T130000");
    assert_eq!(moved["LOCATION"], "Town Hall\\, Saltmere");
    assert!(moved["DESCRIPTION"].starts_with("Moved from 16 July 2026.\\n"), "{}", moved["DESCRIPTION"]);
    let cancelled = event(&board, "20260521T140000");
    assert_eq!((cancelled["SEQUENCE"].as_str(), cancelled["STATUS"].as_str()), ("1", "CANCELLED"));
    assert!(cancelled["SUMMARY"].starts_with("Cancelled: "));
    let usual = event(&board, "20260917T140000");
    assert_eq!(
        (usual["SEQUENCE"].as_str(), usual["STATUS"].as_str(), usual["DTEND"].as_str()),
        ("0", "CONFIRMED", "20260917T163000")
    );
}

#[test]
fn days_on_which_papers_are_due_stand_in_a_forums_own_calendar() {
    let calendars = calendars(&fictional(TODAY));
    let board = events(&calendars["collaboratives/awap/terms-of-reference/provider-board/calendar.ics"]);
    let due = event(&board, "20260910");
    assert_eq!((due["SUMMARY"].as_str(), due["DTEND"].as_str()), ("Papers due: Provider Board (AWAP)", "20260911"));
    assert_eq!(due["TRANSP"], "TRANSPARENT");
    assert!(!board.iter().any(|event| event["DTSTART"] == "20260514"), "papers of a cancelled meeting are due");
    let papers =
        |route: &str| events(&calendars[route]).iter().filter(|event| event["SUMMARY"].starts_with("Papers due")).count();
    assert_eq!((papers("meetings/calendar.ics"), papers("organisations/marl-hospitals/calendar.ics")), (0, 0));
}

#[test]
fn times_are_those_of_their_zone_and_of_the_world_where_that_is_meant() {
    let calendars = calendars(&fictional(TODAY));
    let council = &calendars["collaboratives/meadow/terms-of-reference/steering-council/calendar.ics"];
    assert!(council.contains("DTSTART:20260604T170000Z") || council.contains("DTSTART:20260611T170000Z"), "{council}");
    assert!(!council.contains("VTIMEZONE"));
    let strategic = &calendars["collaboratives/groupement-valbrume/meetings/calendar.ics"];
    assert!(strategic.contains("DTSTART;TZID=Europe/Paris:20260601T150000") && strategic.contains("TZNAME:CEST"), "{strategic}");
    // A series that names no zone is in the handbook's.
    let committee = &calendars["collaboratives/awap/terms-of-reference/committee-in-common/calendar.ics"];
    assert!(committee.contains("DTSTART;TZID=Europe/London:20260604T093000"), "{committee}");
}

fn page(edition: &Edition, path: &str) -> String {
    let route = handbook::output::Route::page(path).unwrap();
    let content = edition.site.as_ref().unwrap().render(&route).unwrap_or_else(|| panic!("there is no page {path}")).unwrap();
    String::from_utf8(content.bytes.to_vec()).unwrap()
}

/// The row of a table that begins with a day.
fn row<'h>(html: &'h str, day: &str) -> &'h str {
    let date = format!("<time datetime=\"{day}\"");
    let is_heading = |row: &&str| row.split("</th>").next().is_some_and(|heading| heading.contains(&date));
    html.split("<tr").find(is_heading).unwrap_or_else(|| panic!("no row of {day}"))
}

#[test]
fn pages_tell_what_was_moved_and_cancelled_and_how_one_can_come() {
    let edition = fictional(TODAY);
    let july = page(&edition, "meetings/2026/07");
    let (away, moved) = (row(&july, "2026-07-16"), row(&july, "2026-07-23"));
    assert!(away.contains("moved</strong>") && away.contains("moved to <time datetime=\"2026-07-23\""), "{away}");
    assert!(moved.contains("new day</strong>") && moved.contains("in place of <time datetime=\"2026-07-16\""), "{moved}");
    assert!(moved.contains("10:00") && moved.contains("Town Hall, Saltmere") && moved.contains("In public"), "{moved}");
    let board = page(&edition, "collaboratives/awap/terms-of-reference/provider-board");
    assert!(row(&board, "2026-05-21").contains("cancelled</strong>"));
    for html in [board, page(&edition, "collaboratives/awap/meetings")] {
        for words in ["How to come", "nobody needs to sign in", "How to ask a question", "mailto:hello@awap.example"] {
            assert!(html.contains(words), "{words}");
        }
    }
    assert!(page(&edition, "organisations/marl-hospitals").contains("Its next meetings"));
}

#[test]
fn every_meeting_of_a_year_is_on_its_page_or_on_those_of_its_months() {
    let edition = fictional(TODAY);
    let site = edition.site.as_ref().unwrap();
    for (year, paths) in [(2026, 12), (2028, 0)] {
        let months = site.routes().filter(|route| route.as_str().starts_with(&format!("meetings/{year}/")) && route.is_page());
        assert_eq!(months.count(), paths + 1, "{year}");
    }
    let every = events(&calendars(&edition)["meetings/calendar.ics"]);
    for event in every.iter().filter(|event| event["DTSTART"].starts_with("2027")) {
        let (month, day) = (&event["DTSTART"][4..6], &event["DTSTART"][6..8]);
        row(&page(&edition, &format!("meetings/2027/{month}")), &format!("2027-{month}-{day}"));
    }
}

#[test]
fn what_is_not_for_everybody_is_in_no_calendar_and_on_no_page() {
    let sources = memory::sources([
        ("handbook.toml", "title = \"H\"\n[publish]\nemails = \"none\"\n"),
        (
            "collaboratives/c/collaborative.toml",
            "name = \"C\"\nkind = \"provider-collaborative\"\n[contact]\npublic = \"hello@c.example\"\n",
        ),
        ("collaboratives/c/terms-of-reference/f.md", "+++\nname = \"F\"\n[meetings]\npublic = true\n+++\n# F\n"),
        ("collaboratives/c/terms-of-reference/g.md", "+++\nname = \"G\"\ndraft = true\n+++\n# G\n"),
        (
            "collaboratives/c/meetings.toml",
            "[[meetings]]\nforum = \"f\"\non = 2026-06-10\nlink = \"https://meet.example/open\"\n\
             [[meetings]]\nforum = \"f\"\non = 2026-06-11\npublic = false\nlink = \"https://meet.example/closed\"\n\
             [[meetings]]\nforum = \"g\"\non = 2026-06-12\nplace = \"Secret Hall\"\n\
             [[series]]\nforum = \"g\"\nrule = \"FREQ=MONTHLY\"\nstart = 2026-01-01T10:00:00\nplace = \"Secret Hall\"\n",
        ),
    ]);
    let edition = project::edition(sources, TODAY);
    let mut texts: Vec<String> = calendars(&edition).into_values().collect();
    assert_eq!(texts.len(), 3, "one for the handbook, for the collaborative, and for the forum that is no draft");
    texts.extend(
        ["meetings", "collaboratives/c/meetings", "collaboratives/c/terms-of-reference/f"].map(|path| page(&edition, path)),
    );
    for text in texts {
        assert!(text.contains("https://meet.example/open"), "{text}");
        assert!(!text.contains("https://meet.example/closed") && !text.contains("hello@c.example"), "{text}");
        assert!(!text.contains("Secret Hall"), "{text}");
    }
}

/// A handbook whose authors try to write more into calendars and feeds than texts.
pub fn hostile() -> Edition {
    let sources = memory::sources([
        ("handbook.toml", "title = \"H\\r\\nATTACH:https://evil.example/x\"\n"),
        ("organisations/one.toml", "name = \"<script>alert(1)</script>]]>\"\nkind = \"nhs-trust\"\nfrom = 2020-01-01\n"),
        (
            "collaboratives/c/collaborative.toml",
            "name = \"C\\r\\nATTACH:https://evil.example/c ]]>\"\nkind = \"provider-collaborative\"\nfrom = 2021-01-01\n\
             [[members]]\norganisation = \"one\"\nfrom = 2022-01-01\n\
             [[events]]\non = 2023-01-01\ntext = \"]]><script>alert(2)</script>&\\u0007\\uFFFE\"\n",
        ),
        ("collaboratives/c/terms-of-reference/f.md", "+++\nname = \"F\\nEND:VEVENT\\nATTENDEE:x\"\n+++\n# F\n"),
        (
            "collaboratives/c/decisions/2026-01-05-x.md",
            "+++\nname = \"</title><script>\"\nsummary = \"]]>\"\nforum = \"f\"\non = 2026-01-05\noutcome = \"approved\"\n+++\nText.\n",
        ),
        (
            "collaboratives/c/meetings.toml",
            "[[meetings]]\nforum = \"f\"\non = 2026-06-10\nplace = \"Hall\\r\\nURL:https://evil.example/;,\\\\\"\n\
             note = \"one\\rBEGIN:VALARM\"\n\
             [[meetings]]\nforum = \"f\"\non = 2026-06-10\nat = \"10:00\"\nduration = 4000000000\n\
             [[meetings]]\nforum = \"f\"\non = \"2026-07\"\n",
        ),
    ]);
    project::edition(sources, TODAY)
}

#[test]
fn no_text_of_an_author_becomes_a_line_of_a_calendar() {
    let calendars = calendars(&hostile());
    assert_eq!(calendars.len(), 3, "{:?}", calendars.keys());
    for (route, text) in calendars {
        for line in text.split("\r\n") {
            let own = ["ATTACH", "ATTENDEE", "URL", "BEGIN:VALARM"].iter().any(|begin| line.starts_with(begin));
            assert!(!own && !line.contains(['\r', '\n']), "{route}: {line:?}");
        }
        assert_eq!((text.matches("\r\nBEGIN:VEVENT").count(), text.matches("\r\nEND:VEVENT").count()), (2, 2), "{route}: {text}");
        // A meeting of which only the month is known is in no calendar; two on one day have two names.
        let events = events(&text);
        assert_ne!(events[0]["UID"], events[1]["UID"]);
        assert_eq!(events[0]["LOCATION"], "Hall\\nURL:https://evil.example/\\;\\,\\\\");
    }
}
