//! Document control as a reader meets it: what is due, what changed since approval, and what of findings is public.

use handbook::model::due::{Due, Matter, Standing};
use handbook::output::Route;
use handbook::project::{self, Edition};
use handbook::source::memory;
use jiff::civil::Date;

const TODAY: Date = Date::constant(2026, 6, 1);

const HANDBOOK: &str = "title = \"Example\"\njurisdiction = \"generic\"\n[publish]\nfindings = true\n";

const CLUB: &str = "name = \"Club\"\nkind = \"network\"\n[[members]]\norganisation = \"north\"\nto = 2026-08-31\n";

const BOARD: &str = "+++\nname = \"Board\"\n[quorum]\ncount = 1\n[[seats]]\ntitle = \"Chair\"\nterm = { length = \"1y\" }\nholders = [{ post = \"Director\", from = 2025-05-01 }]\n[[seats]]\ntitle = \"Treasurer\"\nvacant = true\n[control]\nversion = \"1\"\nstatus = \"approved\"\nreview = { next = 2026-03-31, owner = \"Secretary\" }\n[[control.history]]\nversion = \"1\"\nDIGEST\n+++\n\n## Purpose\n\nIt meets.\n\n## Quorum\n\nOne.\n";

fn edition(board: &str, more: &[(&'static str, &'static str)]) -> Edition {
    let own = [
        ("handbook.toml", HANDBOOK),
        ("organisations/north.toml", "name = \"North\"\nkind = \"organisation\"\n"),
        ("collaboratives/club/collaborative.toml", CLUB),
        ("collaboratives/club/terms-of-reference/board.md", board),
    ];
    let files = own.into_iter().chain(more.iter().copied()).map(|(path, text)| (path, text.to_owned()));
    let files: Vec<(&str, String)> = files.collect();
    project::edition(memory::sources(files.iter().map(|(path, text)| (*path, text.as_str()))), TODAY)
}

fn page(edition: &Edition, path: &str) -> String {
    let site = edition.site.as_ref().unwrap();
    let content = site.render(&Route::page(path).unwrap()).unwrap().unwrap();
    String::from_utf8_lossy(&content.bytes).into_owned()
}

fn told(due: &[Due<'_>]) -> Vec<(Standing, Matter, Option<String>)> {
    due.iter().map(|due| (due.standing, due.matter, due.day.map(|day| day.iso()))).collect()
}

#[test]
fn what_is_due_is_told_by_where_it_stands_and_then_by_its_day() {
    let edition = edition(&BOARD.replace("DIGEST", "digest = \"sha256:0000000000000000\""), &[]);
    let due = edition.model.due(Date::constant(2026, 12, 31));
    let day = |day: &str| Some(day.to_owned());
    assert_eq!(
        told(&due),
        [
            (Standing::Overdue, Matter::Review, day("2026-03-31")),
            (Standing::Overdue, Matter::Term, day("2026-05-01")),
            (Standing::Open, Matter::Change, None),
            (Standing::Open, Matter::Vacancy, None),
            (Standing::Coming, Matter::End, day("2026-08-31")),
        ]
    );
    assert_eq!(due[0].owner, Some("Secretary"));
    assert_eq!(due[0].record.subject(), "forum:club/board");
    assert_eq!(edition.model.due(Date::constant(2026, 7, 31)).len(), 4, "what comes later is left out");
    let reviews = page(&edition, "reviews");
    assert!(reviews.contains("Review of the terms of reference of “Board” of Club"), "{reviews}");
}

/// The digest of the text as it stands, as `handbook digest` prints it.
fn bound() -> String {
    let edition = edition(&BOARD.replace("DIGEST", ""), &[]);
    let record = edition.model.record(edition.model.named("forum:club/board").unwrap());
    let digest = record.digest().unwrap();
    let table = |parts: &std::collections::BTreeMap<String, String>| {
        let fields: Vec<String> = parts.iter().map(|(key, digits)| format!("{key} = \"{digits}\"")).collect();
        format!("{{ {} }}", fields.join(", "))
    };
    let lines =
        format!("digest = \"{}\"\nsections = {}\nrules = {}", digest.shown(), table(&digest.sections), table(&digest.rules));
    BOARD.replace("DIGEST", &lines)
}

#[test]
fn a_text_that_changed_since_it_was_approved_says_so_and_where() {
    let bound = bound();
    let sound = edition(&bound, &[]);
    assert!(!page(&sound, "collaboratives/club/terms-of-reference/board").contains("Changed since approval"));
    let changed = edition(&bound.replace("\nOne.\n", "\nOne, or two.\n").replace("count = 1", "count = 2"), &[]);
    let text = page(&changed, "collaboratives/club/terms-of-reference/board");
    assert!(text.contains("Changed since approval"), "{text}");
    assert!(text.contains("What differs: <a href=\"#quorum\">Quorum</a>, the rule on quorum."), "{text}");
    let found = changed.report.iter().find(|finding| finding.check == "control/changed-since-approval").unwrap();
    assert!(found.message.ends_with("was approved: “Quorum” and the rule `quorum`"), "{}", found.message);
}

#[test]
fn the_page_of_findings_tells_nothing_of_drafts() {
    let draft = (
        "organisations/secret.toml",
        "name = \"Secret merger\"\nkind = \"organisation\"\ndraft = true\nfrom = 2026-01-01\nto = 2025-01-01\n",
    );
    let public = ("organisations/south.toml", "name = \"South\"\nkind = \"organisation\"\nfrom = 2026-01-01\nto = 2025-01-01\n");
    let edition = edition(&BOARD.replace("DIGEST", ""), &[draft, public]);
    let found = |subject: &str| edition.report.iter().any(|finding| finding.subject == subject);
    assert!(found("organisation:secret") && found("organisation:south"));
    let text = page(&edition, "findings");
    assert!(text.contains("It ends before it begins") && text.contains("South"), "{text}");
    assert!(!text.contains("Secret") && !text.contains("secret.toml"), "{text}");
}
