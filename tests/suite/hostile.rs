//! Whatever an author writes stays words: in pages, files for machines, tables, calendars, feeds, the index of search, redirections
//! and the names of files.
//!
//! One handbook carries every harmful string in every text of every field of every kind, written from the schema; what is made of
//! it is read again as those read it for whom it is made. `tests/browser/hostile.test.mjs` opens the same handbook in a browser.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use handbook::diagnostic::{github, human, json, sarif};
use handbook::output::{Content, Route, verify};
use handbook::project::{self, Edition};
use handbook::source::{File, Sources, disk};
use jiff::civil::Date;
use serde_json::Value;

use crate::filled::harm;

const TODAY: Date = Date::constant(2026, 11, 1);

fn edition() -> &'static Edition {
    static EDITION: OnceLock<Edition> = OnceLock::new();
    EDITION.get_or_init(|| {
        let mut sources = Sources::default();
        for (path, bytes) in harm::handbook() {
            if path.starts_with("files/") {
                sources.attachments.insert(path.as_str().into(), bytes.into());
            } else {
                sources.files.insert(path.as_str().into(), Arc::new(File::new(&path, &bytes)));
            }
        }
        project::edition(sources, TODAY)
    })
}

fn rendered(edition: &Edition) -> BTreeMap<Route, Content> {
    let site = edition.site.as_ref().expect("the theme can be read");
    let render = |route: &Route| {
        let content = site.render(route).expect("it is planned").unwrap_or_else(|error| panic!("{route}: {error}"));
        (route.clone(), content)
    };
    site.routes().map(render).collect()
}

fn files() -> &'static BTreeMap<Route, Content> {
    static FILES: OnceLock<BTreeMap<Route, Content>> = OnceLock::new();
    FILES.get_or_init(|| rendered(edition()))
}

/// The text of every file whose address has this ending.
fn texts(ending: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let ending = ending.to_owned();
    let of = move |(route, content): (&'static Route, &'static Content)| {
        let text = std::str::from_utf8(&content.bytes).ok();
        let path = if route.is_page() { "index.html" } else { route.as_str() };
        path.ends_with(&ending).then(|| (route.as_str(), text.unwrap_or_else(|| panic!("{route} is not UTF-8"))))
    };
    files().iter().filter_map(of)
}

/// Elements and their attributes, as `a href`, of which a page is made.
fn parts(html: &str, found: &mut BTreeSet<String>) {
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        let name: String = after.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
        if name.is_empty() {
            continue;
        }
        let mut inside = &after[name.len()..];
        found.insert(name.clone());
        while let Some((before, value)) = inside.split_once(['"', '>']) {
            for attribute in before.split_whitespace().map(|attribute| attribute.trim_end_matches('=')) {
                found.insert(format!("{name} {attribute}"));
            }
            if !inside[before.len()..].starts_with('"') {
                break;
            }
            inside = value.split_once('"').map_or("", |(_, after)| after);
        }
    }
}

/// Pages are made of nothing that is not in the pages of a handbook that means well.
#[test]
fn pages_of_harmful_words_are_made_of_nothing_new() {
    let (mut known, mut found) = (BTreeSet::new(), BTreeSet::new());
    for folder in ["tests/handbook", "content"] {
        let sources = disk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
        for content in rendered(&project::edition(sources, TODAY)).values().filter(|content| content.is_page()) {
            parts(&String::from_utf8_lossy(&content.bytes), &mut known);
        }
    }
    for (_, page) in texts(".html") {
        parts(page, &mut found);
    }
    // What neither sample happens to use.
    known.extend(["img title", "li data-status"].map(str::to_owned));
    let new: Vec<&String> = found.difference(&known).collect();
    assert!(found.len() > 100, "{found:?}");
    assert!(new.is_empty(), "{new:#?}");
    // And the test sees what would be new.
    parts("<p>a</p><img src=\"x\" onerror=\"hb()\"><script>", &mut known);
    assert!(known.contains("img onerror"));
}

#[test]
fn pages_of_harmful_words_are_whole_and_no_link_of_theirs_leads_astray() {
    let mut files = files().clone();
    files.retain(|route, _| route.as_str() != "404.html");
    let broken: Vec<String> =
        verify::verify(&files).iter().map(|broken| format!("{}: {}: {}", broken.page, broken.href, broken.why)).collect();
    assert!(
        broken.is_empty(),
        "{} in all:\n{}",
        broken.len(),
        broken.iter().take(20).map(String::as_str).collect::<Vec<_>>().join("\n")
    );
    let pages = texts(".html").filter(|(_, page)| page.contains("hb()")).count();
    assert!(pages > 60, "only {pages} pages tell the words at all");
}

#[test]
fn pages_of_harmful_words_carry_the_policy_first_and_no_script_of_their_own() {
    for (route, page) in texts(".html") {
        let policy = page.find("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';");
        let script = page.find("<script");
        assert!(
            policy.is_some_and(|policy| script.is_none_or(|script| policy < script)),
            "{route} has no policy, or has it too late"
        );
        for script in page.split("<script").skip(1) {
            let (attributes, rest) = script.split_once('>').expect("a tag ends");
            if attributes == " type=\"application/ld+json\"" {
                let (data, _) = rest.split_once("</script>").expect("data ends");
                assert!(!data.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{route} has data that is not closed off");
                serde_json::from_str::<Value>(data).unwrap_or_else(|error| panic!("{route}: {error}"));
            } else {
                assert!(attributes.starts_with(" src=\"") && rest.starts_with("</script>"), "{route} has a script of its own");
            }
        }
        assert!(!page.contains("<style") && !page.contains(" style=\""), "{route} has a style of its own");
    }
}

#[test]
fn templates_in_what_authors_write_are_words() {
    let all: String = texts(".html").map(|(_, page)| page).collect();
    for words in
        ["{{ 7 * 7 }}", "{% include &quot;/etc/passwd&quot; %}", "{{#include /etc/passwd}}", "&lt;%= hb() %&gt;", "${hb()}"]
    {
        let found = all.contains(words)
            || all.contains(&words.replace("&quot;", "\"").replace('/', "&#x2F;"))
            || all.contains(&words.replace('/', "&#x2F;"));
        assert!(found, "{words} is not shown as it was written");
    }
    assert!(!all.contains("root:x:0"), "a file of the machine was taken in");
}

#[test]
fn files_for_machines_of_harmful_words_can_be_read() {
    let json = [".json", ".jsonld"].into_iter().flat_map(texts);
    let mut count = 0;
    for (path, text) in json {
        serde_json::from_str::<Value>(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        count += 1;
    }
    assert!(count > 20, "{count}");
    for (path, text) in texts(".js").filter(|(path, _)| path.starts_with("search/")) {
        let data = text.trim_end().strip_prefix("handbookSearch(").and_then(|rest| rest.strip_suffix(");"));
        let data = data.unwrap_or_else(|| panic!("{path} is more than data"));
        serde_json::from_str::<Value>(&format!("[{data}]")).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
}

#[test]
fn no_cell_of_a_table_is_a_formula() {
    let mut told = 0;
    for (path, text) in texts(".csv").filter(|(path, _)| path.starts_with("data/")) {
        let mut table = csv::ReaderBuilder::new().has_headers(true).from_reader(text.as_bytes());
        let columns = table.headers().unwrap().len();
        for row in table.records() {
            // A row of more or fewer cells than the heading is an error of its own.
            let row = row.unwrap_or_else(|error| panic!("{path}: {error}"));
            assert_eq!(row.len(), columns, "{path}");
            for cell in &row {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{path}: {cell:?}");
                told += usize::from(cell.starts_with('\''));
            }
        }
    }
    assert!(told > 50, "only {told} cells would have been formulas");
}

#[test]
fn feeds_and_the_list_of_pages_are_sound_and_hold_nothing_but_text() {
    for (path, xml) in texts(".xml") {
        let document = roxmltree::Document::parse(xml).unwrap_or_else(|error| panic!("{path}: {error}"));
        let known = [
            "feed",
            "id",
            "title",
            "subtitle",
            "updated",
            "author",
            "name",
            "link",
            "entry",
            "category",
            "summary",
            "rights",
            "generator",
            "urlset",
            "url",
            "loc",
            "lastmod",
        ];
        let strange =
            document.descendants().filter(roxmltree::Node::is_element).find(|node| !known.contains(&node.tag_name().name()));
        assert!(strange.is_none(), "{path}: {strange:?}");
        assert!(!xml.contains("<!") && !xml.contains("<?xml-stylesheet"), "{path}");
    }
    assert!(texts(".xml").count() > 3);
}

#[test]
fn no_harmful_words_begin_a_line_of_a_calendar() {
    const NAMES: [&str; 31] = [
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "CALSCALE",
        "METHOD",
        "NAME",
        "X-WR-CALNAME",
        "X-WR-TIMEZONE",
        "REFRESH-INTERVAL",
        "X-PUBLISHED-TTL",
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "DURATION",
        "SUMMARY",
        "DESCRIPTION",
        "LOCATION",
        "SOURCE",
        "URL",
        "STATUS",
        "SEQUENCE",
        "TZID",
        "TZOFFSETFROM",
        "TZOFFSETTO",
        "TZNAME",
        "TRANSP",
        "CATEGORIES",
        "LAST-MODIFIED",
        "RRULE",
    ];
    let mut count = 0;
    for (path, text) in texts(".ics").filter(|(path, _)| !path.starts_with("files/")) {
        count += 1;
        assert_eq!(text.matches("\r\nBEGIN:VEVENT\r\n").count(), text.matches("\r\nEND:VEVENT\r\n").count(), "{path}");
        assert!(!text.contains("\r\nBEGIN:VALARM") && !text.contains("\r\nATTACH"), "{path}");
        for line in text.split("\r\n").filter(|line| !line.is_empty()) {
            assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{path}: {line:?}");
            let name = line.split([':', ';']).next().unwrap_or("");
            assert!(line.starts_with(' ') || NAMES.contains(&name), "{path}: {line:?}");
            if let Some(url) = line.strip_prefix("URL:") {
                assert!(url.starts_with("https://"), "{path}: {line:?}");
            }
        }
    }
    assert!(count > 1, "{count}");
}

#[test]
fn addresses_of_files_are_plain_and_no_file_is_the_servers() {
    for route in files().keys() {
        let path = route.file_path();
        let plain = path.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_./ ".contains(letter));
        assert!(plain && !path.contains(".."), "{path:?}");
        let first = path.split('/').next().unwrap_or("");
        assert!(!first.starts_with(['.', '_']), "{path:?}");
    }
    let robots = texts("robots.txt").next().expect("it is there").1;
    let known = |line: &str| {
        ["User-agent: *", "Allow: /", "Sitemap: ", ""]
            .iter()
            .any(|known| line == *known || !known.is_empty() && line.starts_with(known))
    };
    assert!(robots.lines().all(known), "{robots}");
}

/// What is said of the files at a terminal and to programs cannot turn, ring or end what shows it.
#[test]
fn messages_about_harmful_words_are_plain_and_short() {
    let edition = edition();
    let whole = human::render(&edition.report, &edition.sources, human::Style::default());
    assert!(edition.report.iter().count() > 100 && whole.len() < 256 * 1024, "{} bytes", whole.len());
    let hidden = |letter: char| {
        letter != '\n' && letter.is_control()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let at = whole.find(hidden);
    assert!(at.is_none(), "{:?}", at.map(|at| whole[at..].chars().take(60).collect::<String>()));
    for line in github::render(&edition.report, &edition.sources).lines() {
        assert!(["::error ", "::warning ", "::notice "].iter().any(|begin| line.starts_with(begin)), "{line:?}");
    }
    let texts = [json::render(&edition.report, &edition.sources), sarif::render(&edition.report, &edition.sources, [])];
    for text in texts {
        serde_json::from_str::<Value>(&text).unwrap();
    }
}

/// Errors of one name in a handbook of these files.
fn errors(files: &[(&str, &str)], check: &str) -> Vec<String> {
    let settings = ("handbook.toml", "title = \"H\"\nbase_url = \"https://example.org/\"\n");
    let edition = project::edition(handbook::source::memory::sources(files.iter().copied().chain([settings])), TODAY);
    edition.report.iter().filter(|finding| finding.check == check).map(|finding| finding.message.clone()).collect()
}

#[test]
fn addresses_that_some_disks_cannot_tell_apart_are_reported() {
    let page = |names: [&str; 2]| {
        let [one, other] = names.map(|name| format!("[a](../files/{name})\n"));
        let text = format!("+++\nname = \"P\"\n+++\n{one}{other}");
        let paths = names.map(|name| format!("files/{name}"));
        errors(&[("pages/p.md", &text), (&paths[0], "%PDF-1"), (&paths[1], "%PDF-1")], "site/address-taken")
    };
    assert_eq!(page(["Plan.pdf", "plan.pdf"]).len(), 1);
    assert_eq!(page(["caf\u{e9}.pdf", "cafe\u{301}.pdf"]).len(), 1);
    assert!(page(["plan.pdf", "plans.pdf"]).is_empty());
    let alias = "name = \"N\"\nkind = \"nhs-trust\"\naliases = [\"Organisations/\"]\n";
    assert_eq!(errors(&[("organisations/n.toml", alias)], "site/address-taken").len(), 1);
}

#[test]
fn an_alias_takes_the_place_of_no_page_and_no_file_of_the_site() {
    for alias in [
        "organisations/",
        "index.html",
        "404.html",
        "robots.txt",
        "sitemap.xml",
        "static/style.css",
        "data/organisations.json",
        "handbook.manifest.json",
        "search/words/0.js",
        "feed.xml",
        "changes/feed.xml",
        "files/plan.pdf",
        "inventory.json",
    ] {
        let text = format!("name = \"N\"\nkind = \"nhs-trust\"\nfrom = 2020-01-01\naliases = [\"{alias}\"]\n");
        let page = "+++\nname = \"P\"\n+++\n[a](../files/plan.pdf)\n";
        let files = [("organisations/n.toml", text.as_str()), ("pages/p.md", page), ("files/plan.pdf", "%PDF-1")];
        let sources = handbook::source::memory::sources(files.into_iter().chain([("handbook.toml", "title = \"H\"\n")]));
        let edition = project::edition(sources, TODAY);
        let site = edition.site.as_ref().expect("the theme can be read");
        let is_told = edition.report.iter().any(|finding| finding.check == "site/address-taken");
        let route =
            Route::file(alias.trim_end_matches('/')).filter(|_| !alias.ends_with('/')).or_else(|| Route::page(alias)).unwrap();
        let content = site.render(&route).map(|content| String::from_utf8_lossy(&content.unwrap().bytes).into_owned());
        let is_a_redirect = content.as_deref().is_some_and(|text| text.contains("http-equiv=\"refresh\""));
        // An address that nothing else has may lead on.
        assert!(is_told || is_a_redirect && site.routes().filter(|other| **other == route).count() == 1, "{alias}: {content:?}");
        if [
            "organisations/",
            "404.html",
            "robots.txt",
            "sitemap.xml",
            "static/style.css",
            "data/organisations.json",
            "handbook.manifest.json",
            "files/plan.pdf",
            "search/words/0.js",
        ]
        .contains(&alias)
        {
            assert!(is_told && !is_a_redirect, "{alias}");
        }
    }
}

#[test]
fn a_theme_that_goes_wrong_is_told_with_its_template_and_line() {
    let with = |template: &str| {
        let mut sources = handbook::source::memory::sources([
            ("handbook.toml", "title = \"H\"\n"),
            ("pages/p.md", "+++\nname = \"P\"\n+++\nText.\n"),
        ]);
        let file = File::new("templates/pages/page.html", template.as_bytes());
        sources.theme.insert(file.path.clone(), Arc::new(file));
        let edition = project::edition(sources, TODAY);
        match &edition.site {
            None => edition.report.iter().find(|finding| finding.check == "site/template").map(|finding| finding.message.clone()),
            Some(site) => {
                site.render(&Route::page("p").unwrap()).unwrap().err().map(|error| format!("{}: {}", error.template, error.line))
            }
        }
    };
    for template in [
        "{% include \"../../secret.html\" %}",
        "{% include \"/etc/passwd\" %}",
        "{{ no_such_thing.at_all }}",
        "{{ title",
        "{% for x in title %}",
        "{{ title | no_such_filter }}",
        "{% extends \"nothing.html\" %}",
    ] {
        let told = with(template);
        assert!(told.as_ref().is_some_and(|told| told.contains("page.html")), "{template}: {told:?}");
    }
    assert_eq!(with("<p>{{ title }}</p>"), None);
}

/// What turns the order of the letters around it is refused wherever it would stand among the words of others.
#[test]
fn letters_that_turn_others_stand_in_no_field_and_no_heading() {
    let told: Vec<_> = edition().report.iter().filter(|finding| finding.check == "record/turned-letters").collect();
    let expect = |path: &str, words: &str| {
        let is_told = told.iter().any(|finding| &*finding.place.path == path && finding.message.contains(words));
        let own: Vec<_> = told.iter().filter(|finding| &*finding.place.path == path).map(|finding| &finding.message).collect();
        assert!(is_told, "{path}: nothing is told of {words}, but {own:#?}");
    };
    // Every record whose fields carry the harmful words is told, and every text in it.
    for (path, bytes) in harm::handbook() {
        let text = String::from_utf8_lossy(&bytes);
        if text.contains("drawkcab") && !path.starts_with("files/") {
            expect(&path, "U+202E");
        }
        if path.starts_with("organisations/filled.") {
            for field in ["`name`", "`short_name`", "`sites.name`", "this text"] {
                expect(&path, field);
            }
            expect(&path, "this heading");
        }
    }
    for finding in &told {
        assert!(!finding.message.contains(['\u{202e}', '\u{2066}']) && !finding.hints.is_empty(), "{}", finding.message);
    }
}
