//! No address that was once published dies unnoticed: `handbook check --against`.

use handbook::diagnostic::{Diagnostic, Severity};
use handbook::output::{Route, anchors};
use handbook::project::{self, Edition};
use handbook::site::earlier::Earlier;
use handbook::source::memory;
use jiff::civil::Date;

const TODAY: Date = Date::constant(2026, 6, 1);

type Files<'f> = &'f [(&'f str, &'f str)];

const BEFORE: Files = &[
    ("handbook.toml", "title = \"Example\"\njurisdiction = \"england\"\n"),
    ("organisations/north.toml", "name = \"North Hospitals NHS Trust\"\nkind = \"nhs-trust\"\n"),
    ("organisations/south-coast.toml", "name = \"South Coast NHS Trust\"\nkind = \"nhs-trust\"\n"),
    (
        "collaboratives/valley/collaborative.toml",
        "name = \"Valley\"\nkind = \"provider-collaborative\"\nmodel = \"provider-leadership-board\"\nstage = \"live\"\nfrom = \"2020\"\n\
         [[members]]\norganisation = \"north\"\nclass = \"full\"\n",
    ),
    (
        "collaboratives/valley/purpose.md",
        "+++\nstatus = \"approved\"\n+++\n## What we share\n\nText.\n\n## How we decide\n\nText.\n",
    ),
    ("pages/help.md", "+++\nname = \"Help\"\n+++\nText.\n"),
];

/// The files of before, with some replaced, moved or taken out.
fn now(change: impl Fn(&str, &str) -> Option<(String, String)>) -> Edition {
    let files: Vec<(String, String)> = BEFORE.iter().filter_map(|(path, text)| change(path, text)).collect();
    project::edition(memory::sources(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))), TODAY)
}

fn as_it_was(path: &str, text: &str) -> Option<(String, String)> {
    Some((path.to_owned(), text.to_owned()))
}

/// What was published before; its pages are at hand, or only the list of them.
fn earlier(with_pages: bool) -> Earlier {
    let edition = now(as_it_was);
    let site = edition.site.unwrap();
    let page = |path: &str| {
        let route = site.routes().find(|route| route.file_path() == path)?;
        Some(site.render(route)?.unwrap().bytes.to_vec())
    };
    let lines: Vec<String> = site.routes().map(|route| format!("{{\"path\": \"{}\"}}", route.file_path())).collect();
    let manifest = format!("{{\"manifest\": \"handbook\", \"version\": 1, \"files\": [{}]}}", lines.join(", "));
    Earlier::read(manifest.as_bytes(), |path| if with_pages { page(path) } else { None }).unwrap()
}

fn lost(mut edition: Edition) -> Vec<Diagnostic> {
    edition.compare(&earlier(true));
    edition.report.into_iter().filter(|finding| finding.check.ends_with("-gone")).collect()
}

fn told(findings: &[Diagnostic]) -> String {
    findings.iter().map(|finding| format!("{}\n{}\n", finding.message, finding.hints.join("\n"))).collect()
}

#[test]
fn where_nothing_changed_nothing_is_lost() {
    assert_eq!(lost(now(as_it_was)), []);
}

#[test]
fn a_renamed_record_is_told_with_the_alias_that_mends_it() {
    let renamed = |path: &str, text: &str| Some((path.replace("south-coast", "south-coast-hospitals"), text.to_owned()));
    let found = lost(now(renamed));
    let [finding] = found.as_slice() else { panic!("{}", told(&found)) };
    assert_eq!((finding.check, finding.severity), ("site/address-gone", Severity::Error));
    assert_eq!(&*finding.place.path, "organisations/south-coast-hospitals.toml");
    assert!(finding.message.contains("`organisations/south-coast/`"), "{}", finding.message);
    assert!(finding.hints[0].contains("has a similar name"), "{}", finding.hints[0]);
    let fix = "aliases = [\"organisations/south-coast/\"]";
    assert!(finding.hints[0].ends_with(fix), "{}", finding.hints[0]);
    // What the hint says mends it.
    let mended = |path: &str, text: &str| {
        let more = if path.contains("south") { fix } else { "" };
        Some((path.replace("south-coast", "south-coast-hospitals"), format!("{text}{more}\n")))
    };
    let mended = lost(now(mended));
    assert_eq!(mended, [], "{}", told(&mended));
}

#[test]
fn what_moves_takes_all_that_is_below_it_along() {
    let moved = |path: &str, text: &str| Some((path.replace("/valley/", "/wide-valley/"), text.to_owned()));
    let found = lost(now(moved));
    let words = told(&found);
    let site = now(as_it_was).site.unwrap();
    let below: Vec<&Route> = site.routes().filter(|route| route.as_str().starts_with("collaboratives/valley/")).collect();
    assert!(below.len() > 1);
    for route in below {
        let mended = if route.is_page() {
            words.contains(&format!("\"{route}\""))
        } else {
            words.contains(&format!("it is at `{}` now", route.as_str().replace("/valley/", "/wide-valley/")))
        };
        assert!(mended, "{route} is not in {words}");
    }
}

#[test]
fn a_record_in_another_folder_is_known_by_its_name() {
    let moved = |path: &str, text: &str| {
        Some(match path {
            "pages/help.md" => ("pages/about/help.md".to_owned(), text.to_owned()),
            _ => (path.to_owned(), text.to_owned()),
        })
    };
    let found = lost(now(moved));
    assert!(told(&found).contains("has the same name in another place"), "{}", told(&found));
}

#[test]
fn a_record_that_was_taken_out_is_named_and_can_be_let_go() {
    let taken_out = |path: &str, text: &str| if path == "pages/help.md" { None } else { as_it_was(path, text) };
    let found = lost(now(taken_out));
    let [finding] = found.as_slice() else { panic!("{}", told(&found)) };
    assert_eq!((finding.severity, &*finding.place.path), (Severity::Error, "handbook.toml"));
    assert!(finding.message.contains("`help/`") && finding.hints[0].contains("aliases = [\"help/\"]"), "{}", told(&found));
    let let_go = |path: &str, text: &str| {
        let allow = "[checks]\nallow = [{ check = \"site/address-gone\", subject = \"help/\", reason = \"It was wrong.\", until = \"2027\" }]\n";
        let text = if path == "handbook.toml" { format!("{text}{allow}") } else { text.to_owned() };
        taken_out(path, &text)
    };
    assert_eq!(lost(now(let_go)), []);
    // Without an earlier site it is not known whether that is still needed.
    assert!(now(let_go).report.iter().all(|finding| !finding.check.starts_with("checks/")));
}

#[test]
fn a_renamed_heading_is_a_warning_with_the_anchor_that_mends_it() {
    let renamed = |path: &str, text: &str| as_it_was(path, &text.replace("What we share", "What we do together"));
    let found = lost(now(renamed));
    let [finding] = found.as_slice() else { panic!("{}", told(&found)) };
    assert_eq!((finding.check, finding.severity), ("site/anchor-gone", Severity::Warning));
    assert_eq!(&*finding.place.path, "collaboratives/valley/purpose.md", "{}", told(&found));
    assert!(finding.message.contains("what-we-share`"), "{}", finding.message);
    assert!(finding.hints[0].contains("{#what-we-share}") && finding.hints[0].contains("what-we-do-together` is new there"));
    let kept = |path: &str, text: &str| as_it_was(path, &text.replace("What we share", "What we do together {#what-we-share}"));
    assert_eq!(lost(now(kept)), []);
}

#[test]
fn a_clause_that_was_taken_out_is_told() {
    let with = |path: &str, text: &str| match path {
        "pages/help.md" => as_it_was(path, &format!("{text}\nWe answer in a week. {{#answers}}\n")),
        _ => as_it_was(path, text),
    };
    let edition = now(with);
    let anchor = anchors_of(&edition, "help/").into_iter().find(|anchor| anchor.ends_with("answers")).expect("it has an address");
    let list = format!(
        "{{\"manifest\": \"handbook\", \"version\": 1, \"files\": [{{\"path\": \"help/index.html\", \"anchors\": [\"{anchor}\"]}}]}}"
    );
    let earlier = Earlier::read(list.as_bytes(), |_| None).unwrap();
    let gone = |mut edition: Edition| {
        edition.compare(&earlier);
        edition.report.into_iter().filter(|finding| finding.check == "site/anchor-gone").collect::<Vec<_>>()
    };
    assert_eq!(gone(edition), []);
    let found = gone(now(as_it_was));
    assert!(found.len() == 1 && found[0].message.contains(&format!("`#{anchor}`")), "{}", told(&found));
}

/// The addresses that the list of a build keeps of a page.
fn anchors_of(edition: &Edition, address: &str) -> Vec<String> {
    let site = edition.site.as_ref().unwrap();
    let route = site.routes().find(|route| route.as_str() == address).unwrap();
    anchors::of(&site.render(route).unwrap().unwrap().bytes)
}

#[test]
fn a_part_that_is_shown_no_more_is_told() {
    let alone =
        |path: &str, text: &str| as_it_was(path, &text.replace("[[members]]\norganisation = \"north\"\nclass = \"full\"\n", ""));
    let page = "collaboratives/valley/";
    assert!(anchors_of(&now(as_it_was), page).iter().any(|anchor| anchor == "part-members"));
    let found = lost(now(alone));
    let of_page: Vec<&Diagnostic> = found.iter().filter(|finding| finding.message.contains(&format!("`{page}`"))).collect();
    let [finding] = of_page[..] else { panic!("{}", told(&found)) };
    assert_eq!((finding.check, finding.severity), ("site/part-gone", Severity::Advice));
    assert_eq!(&*finding.place.path, "collaboratives/valley/collaborative.toml");
    assert!(finding.message.contains("`#part-members`"), "{}", finding.message);
    // Parts of pages that are nobody's own come and go with the days.
    assert!(
        found.iter().all(|finding| finding.check != "site/part-gone" || finding.place.path.contains('/')),
        "{}",
        told(&found)
    );
    // Where it is meant, it can be let go.
    let let_go = |path: &str, text: &str| match path {
        "handbook.toml" => as_it_was(path, &format!("{text}[checks.levels]\n\"site/part-gone\" = \"off\"\n")),
        _ => alone(path, text),
    };
    assert!(lost(now(let_go)).iter().all(|finding| finding.check != "site/part-gone"));
}

#[test]
fn a_list_that_names_anchors_is_believed_and_one_without_is_asked_nothing_of_them() {
    let renamed = |path: &str, text: &str| as_it_was(path, &text.replace("What we share", "What we do together"));
    let mut edition = now(renamed);
    edition.compare(&earlier(false));
    assert!(edition.report.iter().all(|finding| finding.check != "site/anchor-gone"));
    let path = "collaboratives/valley/index.html";
    let list = format!(
        "{{\"manifest\": \"handbook\", \"version\": 1, \"files\": [{{\"path\": \"{path}\", \"anchors\": [\"purpose-what-we-share\", \"purpose-how-we-decide\"]}}]}}"
    );
    let earlier = Earlier::read(list.as_bytes(), |_| None).unwrap();
    edition.compare(&earlier);
    let found: Vec<&Diagnostic> = edition.report.iter().filter(|finding| finding.check == "site/anchor-gone").collect();
    assert!(found.len() == 1 && found[0].message.contains("`#purpose-what-we-share`"), "{found:?}");
}

#[test]
fn what_is_no_list_says_why() {
    for (list, why) in [
        ("", "cannot be read"),
        ("{\"manifest\": \"x\", \"version\": 1, \"files\": []}", "is none of handbook’s"),
        ("{\"manifest\": \"handbook\", \"version\": 99, \"files\": []}", "was written by a later handbook"),
    ] {
        let error = Earlier::read(list.as_bytes(), |_| None).unwrap_err();
        assert!(error.starts_with(why), "{error}");
    }
}
