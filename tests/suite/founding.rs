//! The cases that the founding documents themselves tell of, on the sample of real collaboratives and on changed copies of it: each
//! comes out as it is, and the mistake that a document made, or that its reader could make, is found.

use std::path::Path;
use std::sync::Arc;

use handbook::diagnostic::Diagnostic;
use handbook::output::Route;
use handbook::project::{self, Edition};
use handbook::source::{File, Sources, disk};
use jiff::civil::Date;

const TODAY: Date = Date::constant(2026, 6, 1);

/// The files of the sample, without what its `handbook.toml` accepts: what is found there is what is asked about.
fn sample() -> Sources {
    let mut sources = disk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content")).unwrap();
    let text = sources.text("handbook.toml");
    let accepted = text.find("[checks]\n").expect("the sample accepts findings");
    let levels = text.find("[checks.levels]\n").expect("the sample sets levels");
    let bare = format!("{}{}", &text[..accepted], &text[levels..]);
    put(&mut sources, "handbook.toml", &bare);
    sources
}

fn put(sources: &mut Sources, path: &str, text: &str) {
    let file = File::new(path, text.as_bytes());
    sources.files.insert(Arc::clone(&file.path), Arc::new(file));
}

/// Changes a file of the sample, which has to say what is changed.
fn change(sources: &mut Sources, path: &str, from: &str, to: &str) {
    let text = sources.text(path);
    assert!(text.contains(from), "{path} does not say {from:?}");
    let changed = text.replace(from, to);
    put(sources, path, &changed);
}

fn on(day: Date, sources: Sources) -> Edition {
    project::edition(sources, day)
}

/// What a check says of a record.
fn found<'e>(edition: &'e Edition, check: &str, subject: &str) -> Vec<&'e Diagnostic> {
    edition.report.iter().filter(|finding| finding.check == check && finding.subject == subject).collect()
}

/// A page's text, without its markup.
fn page(edition: &Edition, path: &str) -> String {
    let site = edition.site.as_ref().expect("the theme can be read");
    let content = site.render(&Route::page(path).unwrap()).expect("the page is planned").expect("the page can be made");
    let html = String::from_utf8(content.bytes.to_vec()).unwrap();
    let (mut text, mut inside) = (String::new(), false);
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            letter if !inside => text.push(letter),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_barnsley_alliance_has_one_trust_and_is_no_provider_collaborative() {
    const BARNSLEY: &str = "collaborative:barnsley-alliance";
    let as_it_is = on(TODAY, sample());
    assert_eq!(found(&as_it_is, "member/too-few-trusts", BARNSLEY), [] as [&Diagnostic; 0]);
    let text = page(&as_it_is, "collaboratives/barnsley-alliance");
    assert!(text.contains("Place alliance") && text.contains("Sources disagree on its kind"), "{text}");
    // As a briefing lists it.
    let mut listed = sample();
    let path = "collaboratives/barnsley-alliance/collaborative.toml";
    change(&mut listed, path, "kind = \"place-alliance\"", "kind = \"provider-collaborative\"");
    let listed = on(TODAY, listed);
    let [finding] = found(&listed, "member/too-few-trusts", BARNSLEY)[..] else { panic!("not found once") };
    assert!(finding.message.contains("has one trust"), "{}", finding.message);
    assert_eq!(&*finding.place.path, path);
}

#[test]
fn the_royal_free_group_is_one_legal_body_with_several_hospitals() {
    const GROUP: &str = "collaborative:royal-free-london";
    let as_it_is = on(TODAY, sample());
    assert_eq!(found(&as_it_is, "member/too-few-trusts", GROUP), [] as [&Diagnostic; 0]);
    let text = page(&as_it_is, "organisations/royal-free-london-foundation-trust");
    assert!(text.contains("Hospitals and other sites") && text.contains("Chase Farm"), "{text}");
    // Its trust is in no collaborative of trusts, and would be told so, were it not accepted.
    let trust = "organisation:royal-free-london-foundation-trust";
    assert_eq!(found(&as_it_is, "member/trust-in-none", trust).len(), 1);
    // As a collaborative of hospitals it would not be one.
    let mut listed = sample();
    change(
        &mut listed,
        "collaboratives/royal-free-london/collaborative.toml",
        "kind = \"group\"",
        "kind = \"provider-collaborative\"",
    );
    let listed = on(TODAY, listed);
    assert_eq!(found(&listed, "member/too-few-trusts", GROUP).len(), 1);
    // North Middlesex was a body of its own until the end of 2024.
    let before = on(Date::constant(2024, 12, 31), sample());
    assert!(page(&before, "collaboratives/royal-free-london").contains("2 members today"));
    assert!(page(&as_it_is, "collaboratives/royal-free-london").contains("1 member today"));
}

#[test]
fn the_west_yorkshire_committee_promises_more_than_its_form() {
    const FORUM: &str = "forum:wyaat/committee-in-common";
    let as_it_is = on(TODAY, sample());
    let [finding] = found(&as_it_is, "form/name-promises-more", FORUM)[..] else { panic!("not found once") };
    assert!(finding.message.contains("Committee in Common"), "{}", finding.message);
    let text = page(&as_it_is, "collaboratives/wyaat/terms-of-reference/committee-in-common");
    assert!(text.contains("Advisory group") && text.contains("Sources disagree on its legal form"), "{text}");
    // Recorded as its name has it, it would need what committees in common have.
    let path = "collaboratives/wyaat/terms-of-reference/committee-in-common.md";
    let mut named = sample();
    change(&mut named, path, "legal_form = \"advisory-group\"", "legal_form = \"committees-in-common\"");
    assert_eq!(found(&on(TODAY, named), "form/name-promises-more", FORUM), [] as [&Diagnostic; 0]);
    // An advisory group that is recorded as deciding is an error.
    let mut deciding = sample();
    let decision =
        "+++\nname = \"One vascular service\"\nforum = \"committee-in-common\"\non = 2018-03-01\noutcome = \"approved\"\n+++\n";
    put(&mut deciding, "collaboratives/wyaat/decisions/2018-03-01-vascular.md", decision);
    let deciding = on(TODAY, deciding);
    assert!(deciding.report.iter().any(|finding| finding.check == "form/advisory-group-decides"));
}

#[test]
fn the_northern_care_alliance_had_two_trusts_until_30_september_2021_and_has_had_one_since() {
    const GROUP: &str = "collaborative:northern-care-alliance";
    let before = on(Date::constant(2021, 9, 30), sample());
    assert!(page(&before, "collaboratives/northern-care-alliance").contains("2 members today"));
    assert_eq!(found(&before, "member/only-one-left", GROUP), [] as [&Diagnostic; 0]);
    let after = on(Date::constant(2021, 10, 1), sample());
    let text = page(&after, "collaboratives/northern-care-alliance");
    assert!(text.contains("1 member today") && text.contains("1 former member"), "{text}");
    assert_eq!(found(&after, "member/only-one-left", GROUP).len(), 1);
    // A briefing of 2022 tells of two: without the end of its membership the dissolved trust is found.
    let mut briefing = sample();
    let path = "collaboratives/northern-care-alliance/collaborative.toml";
    change(&mut briefing, path, "\nto = 2021-09-30\n", "\n");
    let briefing = on(TODAY, briefing);
    let [finding] = found(&briefing, "member/dissolved", GROUP)[..] else { panic!("not found once") };
    let said = format!("{} {}", finding.message, finding.hints.join(" "));
    assert!(said.contains("Pennine Acute") && said.contains("Manchester University"), "both successors are named: {said}");
}

#[test]
fn harrogate_belongs_to_two_collaboratives_of_two_systems() {
    let edition = on(TODAY, sample());
    let body = edition.model.named("organisation:harrogate-and-district").unwrap();
    let joined = edition.model.memberships_of(body);
    assert_eq!(joined.len(), 2);
    let text = page(&edition, "organisations/harrogate-and-district");
    assert!(text.contains("West Yorkshire Association of Acute Trusts"), "{text}");
    assert!(text.contains("Humber and North Yorkshire Collaboration of Acute Providers"), "{text}");
    // It lies outside of the one’s footprint, and within the other’s.
    let [finding] = found(&edition, "member/outside-footprint", "collaborative:wyaat")[..] else { panic!("not found once") };
    assert!(finding.message.contains("Harrogate"), "{}", finding.message);
    assert_eq!(found(&edition, "member/outside-footprint", "collaborative:humber-north-yorkshire-cap"), [] as [&Diagnostic; 0]);
    // Two are no matter for advice; three would be.
    assert_eq!(found(&edition, "member/in-many", "organisation:harrogate-and-district"), [] as [&Diagnostic; 0]);
}

#[test]
fn a_company_cannot_be_party_to_a_joint_committee() {
    const FORUM: &str = "forum:mid-south-essex-community/governance-structure";
    let as_it_is = on(TODAY, sample());
    assert_eq!(found(&as_it_is, "form/party-not-eligible", FORUM), [] as [&Diagnostic; 0]);
    let mut joint = sample();
    let path = "collaboratives/mid-south-essex-community/terms-of-reference/governance-structure.md";
    change(&mut joint, path, "legal_form = \"contractual-board\"", "legal_form = \"joint-committee\"");
    let joint = on(TODAY, joint);
    let found = found(&joint, "form/party-not-eligible", FORUM);
    let [finding] = found[..] else { panic!("not found once: {found:?}") };
    assert!(finding.message.contains("Provide"), "{}", finding.message);
}

#[test]
fn the_wrong_section_for_the_triple_aim_is_found_and_its_correction_is_let_pass() {
    const PAGE: &str = "page:triple-aim-and-duties";
    let as_it_is = on(TODAY, sample());
    assert_eq!(found(&as_it_is, "law/wrong-provision", PAGE), [] as [&Diagnostic; 0]);
    // As a guide has it.
    let mut guide = sample();
    let purpose = "+++\n+++\n\nNHS England must have regard to the triple aim (section 13A of the NHS Act 2006).\n";
    put(&mut guide, "collaboratives/humber-north-yorkshire-cap/purpose.md", purpose);
    let guide = on(TODAY, guide);
    let finding = guide.report.iter().find(|finding| finding.check == "law/wrong-provision").expect("the slip is found");
    assert!(finding.hints.iter().any(|hint| hint.contains("13NA")), "{:?}", finding.hints);
}

/// What `handbook who` prints on the sample.
fn who(words: &[&str]) -> String {
    let mut ask = std::process::Command::new(env!("CARGO_BIN_EXE_handbook"));
    ask.current_dir(env!("CARGO_MANIFEST_DIR")).env_clear().arg("who").args(words).args(["--as-of", "2026-06-01"]);
    let answer = ask.output().expect("the program can be started");
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    String::from_utf8(answer.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn who_awards_a_contract_in_west_yorkshire_is_answered_by_the_nearest_matter_and_where_it_is_written() {
    let text = who(&["contract award", "--amount", "750000", "--collaborative", "wyaat"]);
    let told = [
        // The sample has no matter of that name: only the nearest is told, and that it is no more than near.
        "Shared procurement Nothing here is called “contract award”: this is the nearest by what is said of it.",
        "Held by law by NHS trusts and NHS foundation trusts.",
        "In West Yorkshire Association of Acute Trusts, at £750,000 Reserved to each member’s board",
        "Kirklees Council, scrutiny item: what the committee supports needs the formal approval of each trust’s board",
        "content/collaboratives/wyaat/delegations.toml:11",
        "In the remit of Committee in Common (an advisory group).",
    ];
    let mut rest = &text[..];
    for part in told {
        let at = rest.find(part).unwrap_or_else(|| panic!("{part:?} is not said, or not in its place: {text}"));
        rest = &rest[at + part.len()..];
    }
    assert_eq!(rest, "", "nothing else is told");
    // The place is that of the matter’s row.
    let sample = sample();
    let scheme = sample.text("collaboratives/wyaat/delegations.toml");
    assert_eq!(scheme.lines().nth(11), Some("function = \"shared-procurement\""));
}

#[test]
fn programs_are_told_the_same_of_the_contract_in_west_yorkshire() {
    let text = who(&["contract award", "--amount", "750000", "--collaborative", "wyaat", "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(answer["matches"], serde_json::json!(["shared-procurement"]), "only the nearest is told: {answer:#}");
    assert_eq!((&answer["amount"], &answer["currency"]), (&750_000.into(), &"GBP".into()));
    let [place] = &answer["answers"].as_array().unwrap()[..] else { panic!("only one collaborative was asked for: {answer:#}") };
    assert_eq!(place["collaborative"], "wyaat");
    let [decider] = &place["deciders"].as_array().unwrap()[..] else {
        panic!("each member’s board, and nobody else: {answer:#}")
    };
    assert_eq!((&decider["by"], &decider["who"]), (&"reservation".into(), &"each member’s board".into()));
    assert_eq!((&decider["file"], &decider["line"]), (&"content/collaboratives/wyaat/delegations.toml".into(), &11.into()));
}

#[test]
fn a_matter_that_is_called_so_is_told_without_the_excuse_that_it_is_the_nearest() {
    let text = who(&["shared procurement"]);
    assert!(text.contains("In West Yorkshire Association of Acute Trusts"), "{text}");
    assert!(!text.contains("nearest"), "{text}");
}
