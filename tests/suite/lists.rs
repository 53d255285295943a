//! Lists of records: told apart by what readers ask, each value on a page of its own, and no page too heavy.

#![allow(clippy::disallowed_methods, reason = "these tests read the samples, as an author's program does")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use handbook::output::{Content, Route};
use handbook::project::{self, Project};
use handbook::site::Settings;
use handbook::source::memory;
use jiff::civil::Date;

const TODAY: Date = Date::constant(2026, 6, 1);

/// The most bytes that a page may have, without its search index.
const HEAVIEST: usize = 100_000;

type Pages = BTreeMap<Route, Content>;

fn pages_of(edition: &project::Edition) -> Pages {
    let site = edition.site.as_ref().expect("the theme can be read");
    let render = |route: &Route| (route.clone(), site.render(route).expect("it is planned").expect("the template is sound"));
    site.routes().map(render).collect()
}

fn sample(folder: &str) -> Pages {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    pages_of(&Project::new(&folder, TODAY, Settings::default()).edition().expect("the handbook can be read"))
}

fn samples() -> [Pages; 2] {
    [sample("content"), sample("tests/handbook")]
}

fn text(pages: &Pages, path: &str) -> String {
    let page = pages.get(&Route::page(path).expect("it is an address"));
    String::from_utf8_lossy(&page.unwrap_or_else(|| panic!("there is no {path}")).bytes).into_owned()
}

fn is_record(text: &str) -> usize {
    text.matches("<p class=\"name\">").count()
}

/// How much stands on a page of what is due: the rows of its tables, without their heads.
fn due(text: &str) -> usize {
    text.matches("<tr").count() - text.matches("<thead>").count()
}

#[test]
fn every_list_is_told_apart_by_what_readers_ask() {
    let pages = sample("content");
    let asked = [
        ("collaboratives", &["model", "sector", "area", "stage"][..]),
        ("organisations", &["type", "sector", "area", "taking-part"]),
        ("forums", &["form", "collaborative", "review"]),
        ("agreements", &["type", "collaborative", "end"]),
        ("decisions", &["year", "collaborative", "forum", "authority"]),
        ("functions", &["category", "holder"]),
        ("areas", &["type", "within", "use"]),
    ];
    let fictional = sample("tests/handbook");
    for (list, facets) in asked {
        let both = [text(&pages, list), text(&fictional, list)];
        for facet in facets {
            let has = both.iter().any(|html| html.contains(&format!("data-facet=\"{facet}\"")));
            assert!(has, "neither sample has {list} by {facet}");
        }
    }
    assert!(text(&fictional, "people").contains("data-facet=\"interests\""));
}

#[test]
fn a_value_has_as_many_records_as_its_list_promises_and_leads_back_and_stands_in_the_sitemap() {
    for pages in samples() {
        let sitemap = String::from_utf8_lossy(&pages[&Route::file("sitemap.xml").unwrap()].bytes).into_owned();
        let mut values = 0;
        for (route, _) in pages.iter().filter(|(route, _)| route.is_page() && route.as_str().contains("/by/")) {
            let html = text(&pages, route.as_str());
            let (list, _) = route.as_str().split_once("/by/").unwrap();
            let count: usize = html.split_once("<p class=\"summary\">").unwrap().1.split(' ').next().unwrap().parse().unwrap();
            assert_eq!(if list == "reviews" { due(&html) } else { is_record(&html) }, count, "{route}");
            assert!(html.contains(&format!("{list}/index.html")) || html.contains("../index.html"), "{route} leads to no list");
            if let Some((_, canonical)) = html.split_once("<link rel=\"canonical\" href=\"") {
                let canonical = canonical.split('"').next().unwrap();
                assert!(canonical.ends_with(route.as_str()), "{route} calls itself {canonical}");
                assert!(sitemap.contains(&format!("<loc>{canonical}</loc>")), "{route} is not in the sitemap");
            }
            values += 1;
        }
        assert!(values > 50, "only {values} pages of values");
    }
}

#[test]
fn a_record_whose_id_is_by_is_in_nobodys_way() {
    let collaborative = |name: &str, model: &str| {
        format!("name = \"{name}\"\nkind = \"provider-collaborative\"\nmodel = \"{model}\"\nstage = \"live\"\n")
    };
    let forum = "+++\nname = \"Model\"\nlegal_form = \"joint-committee\"\n+++\n".to_owned();
    let mut files = vec![
        ("handbook.toml".to_owned(), "title = \"Small\"\njurisdiction = \"england\"\n".to_owned()),
        ("organisations/by.toml".to_owned(), "name = \"By\"\nkind = \"nhs-trust\"\n".to_owned()),
        ("collaboratives/by/terms-of-reference/model.md".to_owned(), forum),
    ];
    let ids = ["by", "one", "two", "three", "four", "five"];
    for (number, id) in ids.iter().enumerate() {
        let model = if number % 2 == 0 { "lead-provider" } else { "provider-leadership-board" };
        files.push((format!("collaboratives/{id}/collaborative.toml"), collaborative(id, model)));
        files.push((format!("organisations/body-{id}.toml"), format!("name = \"Body {id}\"\nkind = \"nhs-trust\"\n")));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let edition = project::edition(memory::sources(files), TODAY);
    assert!(!edition.report.sorted().iter().any(|one| one.check == "site/address-taken"));
    let pages = pages_of(&edition);
    assert_eq!(is_record(&text(&pages, "collaboratives/by/model/lead-provider")), 3);
    assert!(text(&pages, "collaboratives/by").contains("data-page=\"collaborative\""));
    assert!(text(&pages, "collaboratives/by/terms-of-reference/model").contains("data-page=\"forum\""));
    assert!(text(&pages, "organisations/by").contains("data-page=\"organisation\""));
}

#[test]
fn no_page_of_the_samples_is_heavier_than_100_kilobytes() {
    for pages in samples() {
        for (route, content) in pages.iter().filter(|(route, _)| route.is_page() || route.as_str().ends_with(".html")) {
            // The paper copy is a whole collaborative on one page: it is that long on purpose.
            let paper = route.as_str().starts_with("collaboratives/") && route.as_str().ends_with("/handbook/");
            let size = content.bytes.len();
            assert!(paper || size < HEAVIEST, "{route} has {size} bytes");
        }
    }
}

/// A handbook with so many bodies, areas, collaboratives and decisions that no list of them fits one page.
fn long() -> Pages {
    let mut files: Vec<(PathBuf, String)> = vec![
        ("handbook.toml".into(), "title = \"Long\"\njurisdiction = \"england\"\n".to_owned()),
        ("areas/shire.toml".into(), "name = \"Shire\"\nkind = \"system\"\n".to_owned()),
        ("functions/one.toml".into(), "name = \"One\"\ncategory = \"service-change\"\nholder = [\"nhs-trust\"]\n".to_owned()),
    ];
    for number in 0..700 {
        let body = format!("name = \"Trust {number}\"\nkind = \"nhs-trust\"\nsectors = [\"acute\"]\nareas = [\"shire\"]\n");
        files.push((format!("organisations/trust-{number}.toml").into(), body));
    }
    for number in 0..80 {
        let folder = format!("collaboratives/group-{number}");
        let members: String = (0..8)
            .map(|member| format!("[[members]]\norganisation = \"trust-{}\"\nclass = \"full\"\n", number * 8 + member))
            .collect();
        let whole = format!(
            "name = \"Group {number}\"\nkind = \"provider-collaborative\"\nmodel = \"provider-leadership-board\"\nfootprint = [\"shire\"]\n{members}"
        );
        files.push((format!("{folder}/collaborative.toml").into(), whole));
        let forum = "+++\nname = \"Board\"\nlegal_form = \"advisory-group\"\nresponsibilities = [\"one\"]\nreports_to = [{ each = \"member\" }]\n[[seats]]\ntitle = \"Chief executive\"\neach = \"member\"\n+++\nText.\n";
        files.push((format!("{folder}/terms-of-reference/board.md").into(), forum.to_owned()));
        let meetings = "[[series]]\nforum = \"board\"\nstart = 2025-01-07T10:00:00\nrule = \"FREQ=MONTHLY;BYDAY=1TU,3TU\"\n";
        files.push((format!("{folder}/meetings.toml").into(), meetings.to_owned()));
        for decision in 0..6 {
            let month = decision + 1;
            let text = format!(
                "+++\nname = \"Decision {decision} of {number}\"\nforum = \"board\"\non = 2025-0{month}-10\nfunction = \"one\"\noutcome = \"noted\"\n+++\nText.\n"
            );
            files.push((format!("{folder}/decisions/2025-0{month}-10-decision-{decision}.md").into(), text));
        }
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.to_str().unwrap(), text.as_str())).collect();
    pages_of(&project::edition(memory::sources(files), TODAY))
}

#[test]
fn long_lists_go_on_on_further_pages_and_none_is_heavy() {
    let pages = long();
    let organisations = text(&pages, "organisations");
    assert_eq!(is_record(&organisations), 0);
    assert!(organisations.contains("by/letter/t/index.html") && organisations.contains("700 organisations"));
    let letters = ["organisations/by/letter/t", "organisations/by/letter/t/2", "organisations/by/letter/t/6"];
    assert_eq!(letters.map(|page| is_record(&text(&pages, page))), [120, 120, 100]);
    assert!(text(&pages, letters[1]).contains("aria-current=\"page\""));
    assert!(text(&pages, "decisions").contains("by/year/2025/index.html"));
    // 160 meetings a month: the month leads to its days, and what is coming leads on to the month.
    let (month, day) = (text(&pages, "meetings/2025/03"), text(&pages, "meetings/2025/03/04"));
    assert!(month.contains("04/index.html") && month.contains("18/index.html") && !month.contains("<tbody>"));
    assert_eq!(day.matches("<tr>").count(), 81, "a head and 80 meetings");
    assert!(day.contains("href=\"../index.html\"") && day.contains("href=\"../../index.html\""), "the ways back");
    // As many changes as decisions: one of each collaborative on the tenth.
    assert!(text(&pages, "changes/2025").contains("03/index.html"));
    for (route, content) in pages.iter().filter(|(route, _)| route.is_page()) {
        assert!(content.bytes.len() < HEAVIEST, "{route} has {} bytes", content.bytes.len());
    }
    assert!(text(&pages, "compare").contains("compare/2/index.html") || text(&pages, "compare").contains("\"2/index.html\""));
    for page in ["load/2", "coverage/2", "compare/2", "compare/14"] {
        assert!(text(&pages, page).contains("<tbody>"), "{page} shows nothing");
    }
}

#[test]
fn a_day_with_very_many_meetings_goes_on_on_further_pages_and_none_is_heavy() {
    let mut files = vec![("handbook.toml".to_owned(), "title = \"Long days\"\njurisdiction = \"england\"\n".to_owned())];
    let name = "The Committee in Common for Services that are Provided together by every Hospital of a very long Valley";
    for number in 0..20 {
        let folder = format!("collaboratives/whole-{number}");
        files.push((
            format!("{folder}/collaborative.toml"),
            format!("name = \"Whole {number}\"\nkind = \"provider-collaborative\"\n"),
        ));
        let mut meetings = String::new();
        for forum in 0..13 {
            files.push((
                format!("{folder}/terms-of-reference/forum-{forum}.md"),
                format!("+++\nname = \"{name} {number}.{forum}\"\n+++\n"),
            ));
            meetings +=
                &format!("[[meetings]]\nforum = \"forum-{forum}\"\non = 2026-07-01\nplace = \"The Town Hall of {name}\"\n");
        }
        files.push((format!("{folder}/meetings.toml"), meetings));
    }
    let files = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>();
    let pages = pages_of(&project::edition(memory::sources(files), TODAY));
    let of_day: Vec<(&Route, &Content)> =
        pages.iter().filter(|(route, _)| route.as_str().starts_with("meetings/2026/07/01/")).collect();
    assert_eq!(of_day.len(), 3, "{:?}", of_day.iter().map(|(route, _)| route.as_str()).collect::<Vec<_>>());
    let mut told = 0;
    for (route, content) in of_day {
        assert!(content.bytes.len() < HEAVIEST, "{route} has {} bytes", content.bytes.len());
        told += String::from_utf8_lossy(&content.bytes).matches("<td data-label=\"Where\"").count();
    }
    assert_eq!(told, 20 * 13, "each meeting stands on one of them");
}

#[test]
fn what_is_due_is_told_apart_by_its_state_its_kind_and_its_collaborative() {
    let pages = sample("tests/handbook");
    let all = text(&pages, "reviews");
    for facet in ["standing", "matter", "collaborative"] {
        assert!(all.contains(&format!("data-facet=\"{facet}\"")), "{facet}");
        let rows = all.matches(&format!("data-{facet}=\"")).count();
        // What stands in no collaborative answers two of the questions.
        assert!(rows >= if facet == "collaborative" { 20 } else { due(&all) }, "{rows} rows by {facet}");
        let prefix = format!("reviews/by/{facet}/");
        let values = pages.keys().filter(|route| route.as_str().starts_with(&prefix));
        let counts: Vec<usize> = values.map(|route| due(&text(&pages, route.as_str()))).collect();
        assert!(counts.len() > 2 && counts.iter().all(|count| *count > 0), "{facet}: {counts:?}");
        assert!(facet == "collaborative" || counts.iter().sum::<usize>() == due(&all), "{facet}: each stands in one of them");
    }
    let (vacant, other) = (text(&pages, "reviews/by/matter/vacancy"), "with those who approve it");
    assert!(vacant.contains("Vacant seat") && !vacant.contains(other) && all.contains(other));
    // What has no two states, kinds or collaboratives is not narrowed.
    let few = sample("content");
    assert!(!text(&few, "reviews").contains("data-facet"));
}

#[test]
fn what_is_due_goes_on_on_further_pages_and_none_is_heavy() {
    let mut files = vec![("handbook.toml".to_owned(), "title = \"Much\"\njurisdiction = \"england\"\n".to_owned())];
    let name = "The Committee in Common for Services that are Provided together by every Hospital of a very long Valley";
    for number in 0..70 {
        let folder = format!("collaboratives/whole-{number}");
        let whole = format!("name = \"Whole {number}\"\nkind = \"provider-collaborative\"\n");
        files.push((format!("{folder}/collaborative.toml"), whole));
        for forum in 0..3 {
            let days = ["2026-05-01", "2026-09-01", "2026-10-01"][forum];
            let text =
                format!("+++\nname = \"{name} {number}.{forum}\"\nreview = {{ next = {days}, owner = \"{name}\" }}\n+++\n");
            files.push((format!("{folder}/terms-of-reference/forum-{forum}.md"), text));
        }
    }
    let files = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>();
    let pages = pages_of(&project::edition(memory::sources(files), TODAY));
    let first = text(&pages, "reviews");
    assert_eq!(due(&first), 2 * 24, "the first of what is overdue, and of what is coming");
    assert!(first.contains("210 matters due") && first.contains("by/standing/coming/index.html\">and 116 more"), "{first}");
    assert!(
        !first.contains("aria-label=\"Filter\" data-whole"),
        "a script that narrowed a part of it would seem to narrow the whole"
    );
    let coming = ["reviews/by/standing/coming", "reviews/by/standing/coming/2"].map(|page| due(&text(&pages, page)));
    assert_eq!(coming, [120, 20]);
    assert_eq!(due(&text(&pages, "reviews/by/standing/overdue")), 70);
    // More collaboratives than the page can name stand on a page of their own.
    assert!(first.contains("by/collaborative/index.html\">All 70"));
    assert_eq!(is_record(&text(&pages, "reviews/by/collaborative")), 70);
    assert_eq!(due(&text(&pages, "reviews/by/collaborative/whole-7")), 3);
    for (route, content) in pages.iter().filter(|(route, _)| route.is_page()) {
        assert!(content.bytes.len() < HEAVIEST, "{route} has {} bytes", content.bytes.len());
    }
}

#[test]
fn a_day_with_very_many_changes_goes_on_on_further_pages_and_none_is_heavy() {
    let mut files = vec![("handbook.toml".to_owned(), "title = \"Long days\"\njurisdiction = \"england\"\n".to_owned())];
    let name = "The Committee in Common for Services that are Provided together by every Hospital of a very long Valley";
    for number in 0..20 {
        let folder = format!("collaboratives/whole-{number}");
        let happened: String = (0..13)
            .map(|event| format!("[[events]]\non = 2025-07-01\ntext = \"{name} met for the first time, {number}.{event}.\"\n"))
            .chain(
                (0..9).map(|event| format!("[[events]]\non = \"2025\"\ntext = \"{name} wrote its plan, {number}.{event}.\"\n")),
            )
            .collect();
        let whole = format!("name = \"Whole {number}\"\nkind = \"provider-collaborative\"\n{happened}");
        files.push((format!("{folder}/collaborative.toml"), whole));
    }
    let files = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>();
    let pages = pages_of(&project::edition(memory::sources(files), TODAY));
    let told = |path: &str| text(&pages, path).matches("<li><time").count();
    let day = ["changes/2025/07/01", "changes/2025/07/01/2", "changes/2025/07/01/3"];
    assert_eq!(day.map(told), [120, 120, 20], "each stands on one of them");
    assert!(text(&pages, day[0]).contains("<title>") && text(&pages, day[1]).contains("page 2 of 3"));
    assert!(text(&pages, day[1]).contains("aria-current=\"page\">2<"));
    // What has no month stands on the page of its year, which goes on as well.
    assert_eq!(["changes/2025", "changes/2025/undated/2"].map(told), [120, 60]);
    assert!(
        text(&pages, "changes/2025").contains("07/index.html") && !text(&pages, "changes/2025/undated/2").contains("part-parts")
    );
    for (route, content) in pages.iter().filter(|(route, _)| route.is_page()) {
        let size = content.bytes.len();
        let paper = route.as_str().ends_with("/handbook/");
        assert!(paper || size < HEAVIEST, "{route} has {size} bytes");
    }
}
