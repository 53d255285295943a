//! Whatever is large, deep or goes round ends, in a page or in a message.
//!
//! Each test is a slice; `tests/reliability-long` makes it ten times as large, with optimisation.

#![allow(clippy::disallowed_methods, reason = "how much is tested is said by the surroundings")]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use handbook::project::{self, Edition};
use handbook::record::kind::{KINDS, Kind};
use handbook::source::memory;
use jiff::civil::Date;

use crate::filled::{self, Filling};

const TODAY: Date = Date::constant(2026, 11, 1);

/// As many as this in every run, ten times as many before a release.
fn scale(few: usize) -> usize {
    if std::env::var_os("RELIABILITY").is_some_and(|length| length.to_string_lossy().starts_with("long")) {
        few * 10
    } else {
        few
    }
}

/// Reads these files beside the settings, and makes every page and file. Panics where that takes longer than anybody waits.
fn ends(what: &str, files: &[(String, String)]) -> Edition {
    made(what, files).0
}

/// The same, and how many bytes all pages and files have.
fn made(what: &str, files: &[(String, String)]) -> (Edition, usize) {
    let started = Instant::now();
    let settings =
        ("handbook.toml".to_owned(), "title = \"H\"\njurisdiction = \"england\"\n[publish]\nfindings = true\n".to_owned());
    let has_settings = files.iter().any(|(path, _)| path == "handbook.toml");
    let all = files.iter().chain(Some(&settings).filter(|_| !has_settings));
    let edition = project::edition(memory::sources(all.map(|(path, text)| (path.as_str(), text.as_str()))), TODAY);
    let site = edition.site.as_ref().expect("the theme can be read");
    let made = |route| site.render(route).expect("it is planned").unwrap_or_else(|error| panic!("{what}: {route}: {error}"));
    let bytes = site.routes().map(|route| made(route).bytes.len()).sum();
    let took = started.elapsed();
    // A machine on which twenty others work takes ten times as long as one at rest.
    assert!(took < Duration::from_secs(600), "{what} took {took:?}");
    (edition, bytes)
}

/// Records of which each refers in every field to the next, and the last to the first.
struct Ring {
    next: String,
}

impl Filling for Ring {
    fn text(&self, path: &str) -> String {
        format!("Plain {path}")
    }

    fn number(&self, _: &str) -> i64 {
        3
    }

    fn day(&self, _: &str) -> String {
        "2025-01-31".to_owned()
    }

    fn link(&self, _: &str, _: Kind) -> String {
        self.next.clone()
    }

    fn prose(&self, path: &str) -> String {
        format!("# {path}\n\nSee [[{}:{}]].\n", path.split('.').next().unwrap_or(path), self.next)
    }

    fn instead(&self, path: &str) -> Option<Option<toml::Value>> {
        (path.ends_with(".draft") || path.ends_with(".publish_from") || path == "handbook.publish").then_some(None)
    }
}

#[test]
fn references_that_go_round_end_in_every_field_of_every_kind() {
    for ids in [&["filled"][..], &["filled", "second"], &["filled", "second", "third"]] {
        for way in 0..KINDS.iter().map(|kind| filled::ways(*kind)).max().unwrap_or(1) {
            let mut files = Vec::new();
            for (number, id) in ids.iter().enumerate() {
                let ring = Ring { next: ids[(number + 1) % ids.len()].to_owned() };
                for kind in KINDS {
                    let path = filled::path_of(*kind, id);
                    if files.iter().all(|(known, _)| *known != path) {
                        files.push((path, filled::record(*kind, way, &ring)));
                    }
                }
            }
            ends(&format!("a ring of {}, the {way}th way", ids.len()), &files);
        }
    }
}

/// Chains of records, each of which names the next, and the last the first.
fn chains(length: usize) -> Vec<(String, String)> {
    let mut files = vec![(
        "collaboratives/c/collaborative.toml".to_owned(),
        "name = \"C\"\nkind = \"provider-collaborative\"\n[[members]]\norganisation = \"o-0\"\n".to_owned(),
    )];
    for number in 0..length {
        let next = (number + 1) % length;
        files.push((
            format!("organisations/o-{number}.toml"),
            format!("name = \"O {number}\"\nkind = \"nhs-trust\"\n[[successors]]\norganisation = \"o-{next}\"\non = 2020-01-01\nhow = \"merger\"\n"),
        ));
        files.push((
            format!("areas/a-{number}.toml"),
            format!("name = \"A {number}\"\nkind = \"place\"\nwithin = \"a-{next}\"\n"),
        ));
        files.push((
            format!("collaboratives/c/terms-of-reference/f-{number}.md"),
            format!("+++\nname = \"F {number}\"\nreports_to = [{{ forum = \"f-{next}\" }}]\n+++\nSee [[forum:c/f-{next}]].\n"),
        ));
        files.push((
            format!("policies/p-{number}.md"),
            format!("+++\nname = \"P {number}\"\nsupersedes = \"p-{next}\"\n+++\nText.\n"),
        ));
    }
    files
}

/// A handbook of one sort of thing, of which there are so many.
struct Many {
    what: &'static str,
    files: fn(usize) -> Vec<(String, String)>,
}

fn one(path: &str, text: &str) -> (String, String) {
    (path.to_owned(), text.to_owned())
}

const COLLABORATIVE: &str = "collaboratives/c/collaborative.toml";
const PARTNERSHIP: &str = "name = \"C\"\nkind = \"partnership\"\n";

/// So many records of a folder; each but the last names the next with this line.
fn chain(folder: &str, fields: &str, names: fn(usize) -> String, length: usize) -> Vec<(String, String)> {
    let record = |number: usize| {
        let next = if number + 1 < length { names(number + 1) } else { String::new() };
        (format!("{folder}/r-{number}.toml"), format!("name = \"Record {number}\"\n{fields}{next}"))
    };
    (0..length).map(record).collect()
}

fn bodies(many: usize) -> Vec<(String, String)> {
    chain("organisations", "kind = \"nhs-trust\"\n", |_| String::new(), many)
}

const MANY: [Many; 11] = [
    Many {
        what: "bodies that follow each other",
        files: |many| {
            chain(
                "organisations",
                "kind = \"nhs-trust\"\n",
                |next| format!("[[successors]]\norganisation = \"r-{next}\"\non = 2020-01-01\nhow = \"merger\"\n"),
                many,
            )
        },
    },
    Many {
        what: "bodies within each other",
        files: |many| chain("organisations", "kind = \"nhs-trust\"\n", |next| format!("part_of = \"r-{next}\"\n"), many),
    },
    Many {
        what: "areas within each other",
        files: |many| {
            let mut files = chain("areas", "kind = \"place\"\n", |next| format!("within = \"r-{next}\"\n"), many);
            files.push(one("organisations/o.toml", "name = \"O\"\nkind = \"nhs-trust\"\nareas = [\"r-0\"]\n"));
            files.push((
                COLLABORATIVE.to_owned(),
                format!("{PARTNERSHIP}footprint = [\"r-0\"]\n[[members]]\norganisation = \"o\"\n"),
            ));
            files
        },
    },
    Many {
        what: "areas that follow each other",
        files: |many| {
            chain("areas", "kind = \"place\"\n", |next| format!("[[successors]]\narea = \"r-{next}\"\non = 2020-01-01\n"), many)
        },
    },
    Many {
        what: "policies that replace each other",
        files: |many| chain("policies", "", |next| format!("supersedes = \"r-{next}\"\n"), many),
    },
    Many {
        what: "forums that answer to each other",
        files: |many| {
            let mut files = chain(
                "collaboratives/c/terms-of-reference",
                "",
                |next| format!("reports_to = [{{ forum = \"r-{next}\" }}]\n"),
                many,
            );
            files.push(one(COLLABORATIVE, PARTNERSHIP));
            files
        },
    },
    Many {
        what: "collaboratives within each other",
        files: |many| {
            (0..many)
                .map(|number| {
                    let next = if number + 1 < many { format!("parent = \"c-{}\"\n", number + 1) } else { String::new() };
                    (format!("collaboratives/c-{number}/collaborative.toml"), format!("{PARTNERSHIP}{next}"))
                })
                .collect()
        },
    },
    Many {
        what: "members",
        files: |many| {
            let members: String = (0..many).map(|number| format!("[[members]]\norganisation = \"r-{number}\"\n")).collect();
            let mut files = bodies(many);
            files.push((COLLABORATIVE.to_owned(), format!("{PARTNERSHIP}{members}")));
            files.push(one(
                "collaboratives/c/terms-of-reference/f.toml",
                "name = \"F\"\nquorum = { fraction = \"2/3\" }\n[[seats]]\ntitle = \"Member\"\neach = \"member\"\n",
            ));
            files
        },
    },
    Many {
        what: "delegations",
        files: |many| {
            let mut files = chain("functions", "", |_| String::new(), many);
            let delegations = (0..many).map(|number| {
                format!(
                    "[[delegations]]\nfunction = \"r-{number}\"\nfrom = {{ organisation = \"o\" }}\nto = {{ forum = \"f\" }}\n"
                )
            });
            files.push(("collaboratives/c/delegations.toml".to_owned(), delegations.collect()));
            files.push(one("organisations/o.toml", "name = \"O\"\nkind = \"nhs-trust\"\n"));
            files.push((COLLABORATIVE.to_owned(), format!("{PARTNERSHIP}[[members]]\norganisation = \"o\"\n")));
            files.push(one("collaboratives/c/terms-of-reference/f.toml", "name = \"F\"\n"));
            files
        },
    },
    Many {
        what: "rows of a table",
        files: |many| {
            let rows: String = (0..many).map(|number| format!("| {number} | [[o]] |\n")).collect();
            vec![
                one("organisations/o.toml", "name = \"O\"\nkind = \"nhs-trust\"\n"),
                ("pages/t.md".to_owned(), format!("+++\nname = \"T\"\n+++\n| a | b |\n|---|---|\n{rows}")),
            ]
        },
    },
    Many {
        what: "small files",
        files: |many| {
            (0..many)
                .map(|number| (format!("pages/p-{number}.md"), format!("+++\nname = \"P {number}\"\n+++\nText.\n")))
                .collect()
        },
    },
];

/// Twice as much of one thing makes a site at most somewhat more than twice as large: what is written is counted, so that a busy machine
/// changes nothing of it.
#[test]
fn twice_as_much_writes_twice_as_much() {
    for Many { what, files } in MANY {
        let size = |many: usize| made(what, &files(many)).1;
        // Long lists have further pages from so many entries on.
        let few = scale(125);
        let none = size(1);
        let (once, twice) = (size(few) - none, size(2 * few) - none);
        assert!(twice * 10 <= once * 25, "{few} {what} make {once} bytes, twice as many {twice}");
    }
}

/// Their time grows with their length, and not with its square.
#[test]
fn long_chains_end() {
    let time = |length: usize| {
        let started = Instant::now();
        ends("chains", &chains(length));
        started.elapsed()
    };
    let length = scale(500);
    // A machine that is busy with something else can make one measurement look like growth, not four.
    let grows = || {
        let (short, long) = (time(length / 4), time(length));
        (long > short * 8 + Duration::from_millis(500)).then(|| format!("{length} links: {long:?}, a quarter of them: {short:?}"))
    };
    let slow: Vec<String> = (0..4).map_while(|_| grows()).collect();
    assert!(slow.len() < 4, "{slow:?}");
}

#[test]
fn what_nests_deeply_ends_in_a_message_or_a_page() {
    let deep = scale(10_000);
    let nested = |open: &str, close: &str| {
        format!("name = \"N\"\nkind = \"nhs-trust\"\nx = {}{}\n", open.repeat(deep), close.repeat(deep))
    };
    let texts = [
        nested("[", "]"),
        nested("{ a = ", " }"),
        format!("{}\n", "[".repeat(deep * 20)),
        format!("name = \"N\"\n{} = 1\n", vec!["a"; deep].join(".")),
        format!("name = \"N\"\n[{}]\n", vec!["a"; deep].join(".")),
        "[[successors]]\n".repeat(deep),
        "name = nan\nkind = -inf\nfrom = 1e400\nto = 99999999999999999999\n".to_owned(),
        format!("name = \"{}\"\n", "\\u0041".repeat(deep)),
        (0..deep).fold(String::new(), |mut text, number| {
            let _ = writeln!(text, "unknown_{number} = 1");
            text
        }),
    ];
    for text in texts {
        let what: String = text.chars().take(40).collect();
        let edition = ends(&what, &[("organisations/n.toml".to_owned(), text)]);
        assert!(edition.report.has_errors(), "{what:?} is no mistake");
    }
    for shape in
        ["> ", "- ", "1. ", "* ", "[", "![", "[[", "**", "_", "~~", "`", "<div>", "<!--", "> - ", "| ", "[^1]: ", "&#", "\\"]
    {
        let text = format!("+++\nname = \"N\"\n+++\n{}\n\nText.\n", shape.repeat(deep / 4));
        ends(shape, &[("pages/n.md".to_owned(), text)]);
    }
    // Rules nest as their authors like.
    let quorum = format!("{}{{ count = 1 }}{}", "{ all = [".repeat(deep.min(500)), "] }".repeat(deep.min(500)));
    let forum = format!("name = \"F\"\nquorum = {quorum}\n");
    ends(
        "a rule in a rule",
        &[
            ("collaboratives/c/collaborative.toml".to_owned(), "name = \"C\"\nkind = \"provider-collaborative\"\n".to_owned()),
            ("collaboratives/c/terms-of-reference/f.toml".to_owned(), forum),
        ],
    );
}

#[test]
fn long_tables_and_lists_end() {
    let rows = scale(300);
    let table = (0..5_000).fold("| a | b |\n|---|---|\n".to_owned(), |mut text, number| {
        let _ = writeln!(text, "| {number} | [[o]] |");
        text
    });
    let members = (0..rows).fold(String::new(), |mut text, number| {
        let _ = write!(text, "[[members]]\norganisation = \"o-{number}\"\n");
        text
    });
    let delegations = (0..rows).fold(String::new(), |mut text, number| {
        let _ = write!(
            text,
            "[[delegations]]\nfunction = \"x\"\nfrom = {{ organisation = \"o-{number}\" }}\nto = {{ forum = \"f\" }}\n"
        );
        text
    });
    let mut files = vec![
        ("organisations/o.toml".to_owned(), "name = \"O\"\nkind = \"nhs-trust\"\n".to_owned()),
        ("pages/table.md".to_owned(), format!("+++\nname = \"Table\"\n+++\n{table}\n")),
        ("functions/x.toml".to_owned(), "name = \"X\"\n".to_owned()),
        ("collaboratives/c/collaborative.toml".to_owned(), format!("name = \"C\"\nkind = \"provider-collaborative\"\n{members}")),
        (
            "collaboratives/c/terms-of-reference/f.md".to_owned(),
            "+++\nname = \"F\"\n[quorum]\nfraction = \"2/3\"\n[[seats]]\ntitle = \"Member\"\neach = \"member\"\n+++\nText.\n"
                .to_owned(),
        ),
        ("collaboratives/c/delegations.toml".to_owned(), delegations),
    ];
    files.extend(
        (0..rows)
            .map(|number| (format!("organisations/o-{number}.toml"), format!("name = \"O {number}\"\nkind = \"nhs-trust\"\n"))),
    );
    ends("tables", &files);
}

#[test]
fn absurd_numbers_end() {
    let most = u32::MAX;
    let seats = (0..100)
        .map(|number| format!("[[seats]]\ntitle = \"S {number}\"\nkind = \"chair\"\ncount = {most}\n"))
        .collect::<String>();
    let forum = format!(
        "name = \"F\"\nquorum = {{ all = [{}, {{ count = {most}, each = \"member\" }}, {{ count = {most} }}, {{ all_but = {most} }}] }}\n{seats}",
        vec![format!("{{ count = {most}, kind = \"chair\" }}"); 200].join(", ")
    );
    ends(
        "numbers",
        &[
            (
                "collaboratives/c/collaborative.toml".to_owned(),
                "name = \"C\"\nkind = \"provider-collaborative\"\n[[members]]\norganisation = \"o\"\n".to_owned(),
            ),
            ("organisations/o.toml".to_owned(), "name = \"O\"\nkind = \"nhs-trust\"\n".to_owned()),
            ("collaboratives/c/terms-of-reference/f.toml".to_owned(), forum),
            (
                "collaboratives/c/meetings.toml".to_owned(),
                format!(
                    "[[series]]\nforum = \"f\"\nrule = \"FREQ=DAILY;INTERVAL=1;COUNT={most}\"\nstart = 0001-01-01T00:00:00\nduration = {most}\n"
                ),
            ),
        ],
    );
}

/// Of many records each refers to every other.
#[test]
fn everything_that_refers_to_everything_ends() {
    let many = scale(60);
    let page = |number: usize| {
        let links = (0..many).map(|other| format!("[[page:p-{other}]] ")).collect::<String>();
        (format!("pages/p-{number}.md"), format!("+++\nname = \"P {number}\"\n+++\n{links}\n"))
    };
    ends("everything", &(0..many).map(page).collect::<Vec<_>>());
}

/// Time grows with the number of records, and not with its square.
#[test]
fn time_grows_with_the_records_and_not_faster() {
    let time = |many: usize| {
        let record = |number: usize| {
            let text = format!(
                "+++\nname = \"Hospital number {number}\"\nkind = \"nhs-trust\"\n+++\n{}\n",
                "Words of a text. ".repeat(50)
            );
            (format!("organisations/o-{number}.md"), text)
        };
        let files: Vec<(String, String)> = (0..many).map(record).collect();
        let started = Instant::now();
        ends("many records", &files);
        started.elapsed()
    };
    let few = scale(150);
    let grows = || {
        let (short, long) = (time(few), time(4 * few));
        (long > short * 8 + Duration::from_millis(500)).then(|| format!("{few}: {short:?}, four times as many: {long:?}"))
    };
    // A machine that is busy with something else can make one measurement look like growth, not four.
    let slow: Vec<String> = (0..4).map_while(|_| grows()).collect();
    assert!(slow.len() < 4, "{slow:?}");
}
