//! What is beyond a limit is refused or cut, the refusal names the setting that raises the limit, and then it is accepted.
//!
//! How many connections the preview keeps is asked of the program itself, in `reliability::preview`.

use std::collections::BTreeMap;

use handbook::limits::Limits;
use handbook::model::Entry;
use handbook::project::{self, Edition};
use handbook::record::kind::{Forum, Kind};
use handbook::site::Settings;
use handbook::source::memory;
use jiff::civil::Date;

use crate::folder::Folder;

const TODAY: Date = Date::constant(2026, 11, 1);

/// A handbook of these files, with this under `[limits]`.
fn handbook(limits: &str, files: &[(String, String)]) -> Edition {
    let settings = format!(
        "title = \"H\"\njurisdiction = \"england\"\nbase_url = \"https://h.example/\"\n[publish]\nfindings = true\n[limits]\n{limits}\n"
    );
    let all = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).chain([("handbook.toml", settings.as_str())]);
    project::edition(memory::sources(all), TODAY)
}

fn files(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// What is said by `check` of these files, with its ways out.
fn told(edition: &Edition, check: &str) -> Vec<String> {
    let found = edition.report.iter().filter(|finding| finding.check == check);
    found.map(|finding| format!("{} [{}]", finding.message, finding.hints.join("; "))).collect()
}

/// A page or file of the site, as text.
fn page(edition: &Edition, address: &str) -> String {
    let site = edition.site.as_ref().unwrap();
    let route = site.routes().find(|route| route.to_string() == address).unwrap_or_else(|| panic!("{address} is not planned"));
    let content = site.render(route).unwrap().unwrap();
    String::from_utf8_lossy(&content.bytes).into_owned()
}

/// Refused as it is by this check, with a way out that names the setting; accepted where that is raised.
fn refused_until_raised(check: &str, name: &str, lowered: u32, raised: u32, files: &[(String, String)]) {
    let refused = told(&handbook(&format!("{name} = {lowered}"), files), check);
    assert!(!refused.is_empty(), "{name} refuses nothing");
    for finding in &refused {
        let way_out = format!("raise `{name}` under `[limits]` in handbook.toml, which is {lowered} now");
        assert!(finding.contains(&way_out), "{finding}");
    }
    let accepted = told(&handbook(&format!("{name} = {raised}"), files), check);
    assert!(accepted.is_empty(), "{name} = {raised}: {accepted:?}");
}

#[test]
fn a_long_file_an_id_and_an_address_are_refused_until_their_limit_is_raised() {
    let text = format!("+++\nname = \"N\"\n+++\n{}\n", "Words. ".repeat(1_000));
    refused_until_raised("file/too-large", "file_bytes", 5_000, 10_000, &files(&[("pages/n.md", &text)]));
    let long = format!("pages/{}.md", "n".repeat(80));
    refused_until_raised("file/id", "id_letters", 64, 80, &files(&[(&long, "+++\nname = \"N\"\n+++\nText.\n")]));
    let text = format!("+++\nname = \"N\"\n+++\nSee [this](https://example.org/{}).\n", "x".repeat(3_000));
    let linked = files(&[("pages/n.md", &text)]);
    refused_until_raised("prose/link-address", "address_bytes", 2_048, 4_000, &linked);
    // What is let pass is linked as well.
    assert!(!page(&handbook("", &linked), "n/").contains("xxx\""));
    assert!(page(&handbook("address_bytes = 4000", &linked), "n/").contains("xxx\""));
}

#[test]
fn a_text_that_grows_a_footnote_and_lists_are_cut_until_their_limit_is_raised() {
    // A table whose rows name one of a thousand cells.
    let grows = format!("+++\nname = \"N\"\n+++\n|{}\n|{}\n{}", "a|".repeat(1_000), "-|".repeat(1_000), "|b|\n".repeat(200));
    let grows = files(&[("pages/n.md", &grows)]);
    let length = |limits: &str| page(&handbook(limits, &grows), "n/").matches("<td").count();
    assert!(length("text_growth = 1") < 200_000, "{}", length("text_growth = 1"));
    assert!(length("text_growth = 1000") > length("text_growth = 1"));

    let notes = format!("+++\nname = \"N\"\n+++\n{}\n\n[^a]: Note.\n", "Word[^a]. ".repeat(30));
    let notes = files(&[("pages/n.md", &notes)]);
    let ways = |edition: &Edition| page(edition, "n/").matches("footnote-back").count();
    assert_eq!(ways(&handbook("", &notes)), 20);
    assert_eq!(ways(&handbook("footnote_returns = 30", &notes)), 30);

    let many: Vec<(String, String)> = (0..150)
        .map(|number| {
            (format!("organisations/o-{number}.toml"), format!("name = \"Organisation {number}\"\nkind = \"nhs-trust\"\n"))
        })
        .collect();
    let listed = |edition: &Edition| page(edition, "organisations/").matches("Organisation 1").count();
    assert!(listed(&handbook("", &many)) < 50);
    assert!(listed(&handbook("list_entries = 150", &many)) >= 61);

    // Of one check, so many are told one by one.
    let raw = format!("+++\nname = \"N\"\n+++\n{}", "Word <b>bold</b> word.\n\n".repeat(30));
    let raw = files(&[("pages/n.md", &raw)]);
    let found = |limits: &str| page(&handbook(limits, &raw), "findings/").matches("HTML is shown as it is typed").count();
    assert_eq!((found("findings = 10"), found("findings = 30")), (10, 30));
}

/// However many checks find something, their page can be read to its end.
#[test]
fn the_page_of_findings_is_no_longer_than_five_times_what_is_told_of_one_check() {
    let text = format!(
        "+++\nname = \"N\"\n+++\n{}",
        "Word <b>bold</b>, [this](javascript:x), [that](/rooted), [it](nowhere.md), ![](files/x.exe), [[nothing]].\n\n"
            .repeat(40)
    );
    let edition = handbook("findings = 10", &files(&[("pages/n.md", &text)]));
    let checks: BTreeMap<&str, usize> = edition.report.iter().fold(BTreeMap::new(), |mut checks, finding| {
        *checks.entry(finding.check).or_default() += 1;
        checks
    });
    let page = page(&edition, "findings/");
    let lists = page.split("<ul class=\"register").skip(1).map(|list| list.split("</ul>").next().unwrap_or(""));
    let told: usize = lists.map(|list| list.matches("<li").count()).sum();
    let many = checks.values().filter(|count| **count >= 40).count();
    assert!(many >= 5, "{checks:?}");
    assert!((50..=50 + 3 * checks.len()).contains(&told), "{told} of {checks:?}");
}

#[test]
#[allow(clippy::disallowed_methods, reason = "paths are looked at on the disk")]
fn a_long_path_is_refused_until_its_limit_is_raised() {
    let folder = Folder::new();
    let path = format!("files/{}.pdf", "n".repeat(220));
    std::fs::create_dir(folder.path().join("files")).unwrap();
    std::fs::write(folder.path().join(&path), b"%PDF-1.4\n").unwrap();
    let refused = |limits: &str| {
        std::fs::write(folder.path().join("handbook.toml"), format!("title = \"H\"\n{limits}")).unwrap();
        let edition = project::Project::new(folder.path(), TODAY, Settings::default()).edition().unwrap();
        let refused = told(&edition, "file/unread");
        assert_eq!(refused.is_empty(), edition.sources.attachments.contains_key(path.as_str()));
        refused
    };
    for (limits, most) in [("", 200), ("[limits]\npath_bytes = 220\n", 220)] {
        let refused = refused(limits);
        assert!(refused.len() == 1 && refused[0].contains("has a path of 230 bytes"), "{refused:?}");
        assert!(refused[0].contains(&format!("raise `path_bytes` under `[limits]` in handbook.toml, which is {most} now")));
    }
    assert_eq!(refused("[limits]\npath_bytes = 230\n"), [""; 0]);
}

/// Of more places than are compared for what the parts of a rule share, each counts for itself.
#[test]
fn the_parts_of_a_quorum_are_compared_as_far_as_the_limit_says() {
    let members: String = (0..4).map(|number| format!("[[members]]\norganisation = \"o-{number}\"\n")).collect();
    let forum = "name = \"F\"\nquorum = { all = [{ count = 10, kind = \"executive\" }, { count = 2, each = \"member\" }] }\n\
                 [[seats]]\ntitle = \"Director\"\nkind = \"executive\"\neach = \"member\"\ncount = 3\n";
    let mut all = files(&[
        ("collaboratives/c/terms-of-reference/f.toml", forum),
        ("collaboratives/c/collaborative.toml", &format!("name = \"C\"\nkind = \"provider-collaborative\"\n{members}")),
    ]);
    all.extend(
        (0..4).map(|number| (format!("organisations/o-{number}.toml"), format!("name = \"O {number}\"\nkind = \"nhs-trust\"\n"))),
    );
    let needed = |limits: &str| {
        let edition = handbook(limits, &all);
        let (id, record) = edition.model.of_kind(Kind::Forum).next().unwrap();
        let forum = Entry { id, record, fields: record.of::<Forum>().unwrap() };
        edition.model.quorum_today(forum).expect("it has a quorum").to_decide()
    };
    // Ten executives, of whom eight are the two from each member; of four compared, four are, and the others are added.
    assert_eq!(needed(""), 10);
    assert_eq!(needed("quorum_places = 10"), 10);
    assert_eq!(needed("quorum_places = 4"), 14);
}

#[test]
fn feeds_meetings_places_and_quorums_are_cut_until_their_limit_is_raised() {
    let collaborative = "name = \"C\"\nkind = \"provider-collaborative\"\n[[members]]\norganisation = \"o\"\n";
    let seats = "[[seats]]\ntitle = \"Chair\"\nkind = \"chair\"\ncount = 1500\n[[seats]]\ntitle = \"Director\"\nkind = \"executive\"\ncount = 1500\n";
    let forum = format!(
        "name = \"F\"\nquorum = {{ all = [{{ count = 600, kind = \"chair\" }}, {{ count = 600, each = \"member\" }}] }}\n{seats}"
    );
    let meetings = "[[series]]\nforum = \"f\"\nrule = \"FREQ=DAILY\"\nstart = 2020-01-01T09:00:00\nduration = 60\n".to_owned();
    let mut all = files(&[
        ("collaboratives/c/collaborative.toml", collaborative),
        ("organisations/o.toml", "name = \"O\"\nkind = \"nhs-trust\"\n"),
        ("collaboratives/c/terms-of-reference/f.toml", &forum),
        ("collaboratives/c/meetings.toml", &meetings),
    ]);
    let places = |limits: &str| {
        let edition = handbook(limits, &all);
        let (_, record) = edition.model.of_kind(Kind::Forum).next().unwrap();
        let (id, _) = edition.model.of_kind(Kind::Forum).next().unwrap();
        let entry = Entry { id, record, fields: record.of::<Forum>().unwrap() };
        edition.model.places(entry).len()
    };
    assert_eq!(places(""), 2_000);
    assert_eq!(places("places_of_a_seat = 1500"), 3_000);
    assert_eq!(places("places_of_a_seat = 1500\nplaces = 2500"), 2_500);

    // A rule that is followed no farther has no meetings of today.
    let planned = |limits: &str| {
        let edition = handbook(limits, &all);
        page(&edition, "collaboratives/c/meetings/").matches("2026").count()
    };
    assert!(planned("meeting_periods = 100") < planned(""), "{} {}", planned("meeting_periods = 100"), planned(""));

    for day in 1..=60 {
        let (month, day) = (1 + day / 28, 1 + day % 28);
        all.push((
            format!("collaboratives/c/decisions/2026-{month:02}-{day:02}-d.md"),
            format!("+++\nforum = \"f\"\non = 2026-{month:02}-{day:02}\noutcome = \"approved\"\n+++\n# Decision of {month} {day}\n\nAgreed.\n"),
        ));
    }
    let entries = |limits: &str| page(&handbook(limits, &all), "decisions/feed.xml").matches("<entry>").count();
    assert_eq!(entries(""), 50);
    assert_eq!(entries("feed_entries = 60"), 60);
}

/// Every limit that can be raised stands in the table of the security document, with what it is by default.
#[test]
fn the_table_of_limits_names_every_setting() {
    let document = include_str!("../../docs/security.md");
    let defaults = serde_json::to_value(schemars::schema_for!(handbook::limits::Limits)).unwrap();
    let named: BTreeMap<&String, &serde_json::Value> = defaults["properties"].as_object().unwrap().iter().collect();
    assert!(named.len() >= 15);
    for name in named.keys() {
        assert!(document.contains(&format!("`{name}`")), "{name} is not in the table of limits");
    }
}

/// A limit beyond what any computer has room and time for is a mistake like any other, and the usual one holds.
#[test]
fn no_limit_is_raised_beyond_what_a_computer_bears() {
    for (name, most) in
        [("places", 50_000), ("quorum_places", 1_000), ("meeting_periods", 200_000), ("file_bytes", 1_073_741_824_u32)]
    {
        let sound = handbook(&format!("{name} = {most}"), &[]);
        assert!(sound.report.iter().all(|finding| !finding.message.contains(name)), "{name}");
        for beyond in ["0", &(u64::from(most) + 1).to_string(), "9223372036854775807", "-1"] {
            let edition = handbook(&format!("{name} = {beyond}"), &[]);
            let told = edition.report.iter().find(|finding| finding.message.contains(&format!("`{name}` cannot be"))).unwrap();
            assert_eq!(told.hints, [format!("write a number from 1 to {most}")]);
            assert_eq!(edition.model.limits(), Limits::default(), "{name} = {beyond}");
        }
    }
}
