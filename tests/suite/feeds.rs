//! Feeds and pages of changes: that programs can read the feeds, that entries keep their names, that nothing to come is among them, and
//! that every change has its place on a page.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use handbook::output::Route;
use handbook::project::{Edition, Project};
use handbook::site::Settings;
use jiff::ToSpan;
use jiff::civil::Date;
use roxmltree::{Document, Node};

const TODAY: Date = Date::constant(2026, 6, 1);
const ATOM: &str = "http://www.w3.org/2005/Atom";

fn edition(folder: &str, today: Date, base_url: Option<&str>) -> Edition {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let settings = Settings { base_url: base_url.map(str::to_owned), ..Settings::default() };
    Project::new(&folder, today, settings).edition().expect("the handbook can be read")
}

/// The feeds of a handbook by their addresses.
fn feeds(edition: &Edition) -> BTreeMap<String, String> {
    let site = edition.site.as_ref().expect("the theme can be read");
    let read = |route: &Route| {
        let content = site.render(route).expect("a planned address has content").expect("it can be written");
        assert_eq!(content.media_type, "application/atom+xml", "{route}");
        (route.to_string(), String::from_utf8(content.bytes.to_vec()).expect("it is UTF-8"))
    };
    site.routes().filter(|route| route.as_str().ends_with("feed.xml")).map(read).collect()
}

fn page(edition: &Edition, path: &str) -> String {
    let route = Route::page(path).unwrap();
    let content = edition.site.as_ref().unwrap().render(&route).unwrap_or_else(|| panic!("there is no page {path}")).unwrap();
    String::from_utf8(content.bytes.to_vec()).unwrap()
}

fn children<'d>(node: Node<'d, 'd>, name: &'static str) -> impl Iterator<Item = Node<'d, 'd>> {
    node.children().filter(move |child| child.has_tag_name((ATOM, name)))
}

/// The text of an element that has to be there once.
fn text<'d>(node: Node<'d, 'd>, name: &'static str) -> &'d str {
    let all: Vec<Node<'d, 'd>> = children(node, name).collect();
    assert_eq!(all.len(), 1, "`{name}` stands there {} times", all.len());
    all[0].text().unwrap_or_else(|| panic!("`{name}` is empty"))
}

#[test]
fn every_feed_has_what_the_format_asks_for() {
    for folder in ["content", "tests/handbook"] {
        let edition = edition(folder, TODAY, None);
        let feeds = feeds(&edition);
        assert!(feeds.contains_key("feed.xml") && feeds.contains_key("decisions/feed.xml"), "{folder}: {:?}", feeds.keys());
        for (route, xml) in &feeds {
            let document = Document::parse(xml).unwrap_or_else(|error| panic!("{route}: {error}"));
            let feed = document.root_element();
            assert!(feed.has_tag_name((ATOM, "feed")), "{route}");
            assert!(text(feed, "id").starts_with("urn:uuid:") && !text(feed, "title").is_empty(), "{route}");
            let author = children(feed, "author").next().expect("somebody publishes it");
            assert!(!text(author, "name").is_empty(), "{route}");
            let entries: Vec<Node<'_, '_>> = children(feed, "entry").collect();
            assert!(!entries.is_empty() && entries.len() <= 50, "{route}: {}", entries.len());
            let updated: Vec<&str> = entries.iter().map(|entry| text(*entry, "updated")).collect();
            for moment in &updated {
                let day: Date = moment.strip_suffix("T00:00:00Z").expect("a day as a moment").parse().unwrap();
                assert!(day <= TODAY, "{route}: {day} is still to come");
            }
            assert!(updated.is_sorted_by(|one, next| one >= next), "{route}: the latest does not come first");
            assert_eq!(text(feed, "updated"), updated[0], "{route}");
            let names: BTreeSet<&str> = entries.iter().map(|entry| text(*entry, "id")).collect();
            assert_eq!(names.len(), entries.len(), "{route}: two entries have one name");
            for entry in entries {
                assert!(!text(entry, "title").is_empty() && !text(entry, "summary").is_empty(), "{route}");
                let links: Vec<Node<'_, '_>> =
                    children(entry, "link").filter(|link| link.attribute("rel") == Some("alternate")).collect();
                assert_eq!(links.len(), 1, "{route}");
            }
        }
    }
}

#[test]
fn links_of_feeds_are_complete_and_lead_to_pages() {
    let base = "https://elsewhere.example/some/path/";
    let edition = edition("tests/handbook", TODAY, Some(base));
    let site = edition.site.as_ref().unwrap();
    let routes: BTreeSet<&str> = site.routes().map(Route::as_str).collect();
    for (route, xml) in feeds(&edition) {
        let document = Document::parse(&xml).unwrap();
        let own = children(document.root_element(), "link").find(|link| link.attribute("rel") == Some("self"));
        assert_eq!(own.and_then(|link| link.attribute("href")), Some(format!("{base}{route}").as_str()));
        for link in document.descendants().filter(|node| node.has_tag_name((ATOM, "link"))) {
            let href = link.attribute("href").unwrap();
            let path = href.strip_prefix(base).unwrap_or_else(|| panic!("{route}: {href}")).split('#').next().unwrap();
            assert!(routes.contains(path), "{route}: {href}");
        }
    }
}

#[test]
fn an_entry_keeps_its_name_whenever_and_for_whichever_address_the_site_is_made() {
    let names = |today: Date, base: Option<&str>| -> BTreeMap<String, String> {
        let feeds = feeds(&edition("tests/handbook", today, base));
        let document = Document::parse(&feeds["feed.xml"]).unwrap();
        let entries = children(document.root_element(), "entry");
        entries
            .map(|entry| (format!("{} {}", text(entry, "updated"), text(entry, "title")), text(entry, "id").to_owned()))
            .collect()
    };
    let first = names(TODAY, None);
    for later in [names(TODAY.saturating_add(1.day()), None), names(TODAY, Some("https://preview.example/"))] {
        let both: Vec<&String> = first.keys().filter(|entry| later.contains_key(*entry)).collect();
        assert!(both.len() > 30, "{both:?}");
        assert!(both.iter().all(|entry| first[*entry] == later[*entry]));
    }
}

#[test]
fn every_feed_is_named_and_linked_on_its_page() {
    for folder in ["content", "tests/handbook"] {
        let edition = edition(folder, TODAY, None);
        for route in feeds(&edition).keys() {
            let beside = route.strip_suffix("feed.xml").unwrap();
            let html = page(&edition, if beside.is_empty() { "changes" } else { beside });
            let href = if beside.is_empty() { "../feed.xml" } else { "feed.xml" };
            assert!(html.contains(&format!("<a href=\"{href}\"")), "{route} is not linked");
            let named = html
                .lines()
                .any(|line| line.contains("type=\"application/atom+xml\"") && line.contains(&format!("href=\"{href}\"")));
            assert!(named, "{route} is not named in the head");
        }
        assert!(page(&edition, "").contains("type=\"application/atom+xml\""), "{folder}");
    }
}

#[test]
fn every_change_is_on_the_page_of_its_year_or_month_and_none_to_come_is_in_a_feed() {
    for folder in ["content", "tests/handbook"] {
        let edition = edition(folder, TODAY, None);
        let model = &edition.model.published(false);
        let events = model.changes();
        assert!(events.len() > 100, "{folder}");
        let mut pages: BTreeMap<String, String> = BTreeMap::new();
        let site = edition.site.as_ref().unwrap();
        for event in &events {
            let iso = event.date.iso();
            let in_month = iso.get(..7).map(|month| format!("changes/{}", month.replace('-', "/")));
            let in_month = in_month.filter(|path| site.routes().any(|route| route.as_str() == format!("{path}/")));
            let path = in_month.unwrap_or_else(|| format!("changes/{}", &iso[..4]));
            let html = pages.entry(path.clone()).or_insert_with_key(|path| page(&edition, path));
            assert!(html.contains(&format!("datetime=\"{iso}\"")), "{folder}: {path} does not tell of {event:?}");
            let text = html.split_once("<body").map_or("", |(_, text)| text);
            assert!(!text.contains('{'), "{folder}: a place of a sentence on {path} is not filled");
        }
        let coming: Vec<String> =
            events.iter().filter(|event| event.date.first_day() > TODAY).map(|event| event.date.iso()).collect();
        assert!(!coming.is_empty() || folder == "content");
        for (route, xml) in feeds(&edition) {
            assert!(!coming.iter().any(|day| xml.contains(&format!("<updated>{day}"))), "{route}");
        }
    }
}

#[test]
fn a_timeline_tells_the_same_as_the_page_of_changes() {
    let edition = edition("tests/handbook", TODAY, None);
    let own = page(&edition, "collaboratives/awap/terms-of-reference/provider-board");
    assert!(own.contains("resolved to establish it."), "a forum is “it” on its own page");
    let events = edition.model.changes_of(edition.model.named("forum:awap/provider-board").unwrap());
    assert!(events.len() > 3 && events.iter().all(|event| own.contains(&format!("<time datetime=\"{}\"", event.date.iso()))));
    let years: BTreeSet<String> = events.iter().map(|event| event.date.iso()[..4].to_owned()).collect();
    let told: String = years.iter().map(|year| page(&edition, &format!("changes/{year}"))).collect();
    assert!(told.contains("resolved to establish <a href=") && !told.contains("resolved to establish it"));
}

#[test]
fn text_of_an_author_stays_text_in_a_feed() {
    let edition = super::calendars::hostile();
    let feeds = feeds(&edition);
    assert_eq!(feeds.len(), 3, "{:?}", feeds.keys());
    for (route, xml) in feeds {
        let document = Document::parse(&xml).unwrap_or_else(|error| panic!("{route}: {error}\n{xml}"));
        let known = ["feed", "id", "title", "updated", "author", "name", "link", "entry", "category", "summary"];
        let strange = document.descendants().filter(Node::is_element).find(|node| !known.contains(&node.tag_name().name()));
        assert!(strange.is_none(), "{route}: {strange:?}");
        assert!(!xml.contains("<script") && !xml.contains("<![CDATA[") && !xml.contains(['\u{7}', '\u{fffe}']), "{route}");
        assert!(document.descendants().any(|node| node.text().is_some_and(|text| text.contains("<script>"))), "{route}: {xml}");
    }
}
