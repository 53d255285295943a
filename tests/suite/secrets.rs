//! What is not published is nowhere: secrets are planted in every field of every kind, from its schema, and looked for in every byte.
//!
//! Most of these tests make two handbooks that differ in nothing but their secrets. Their sites have to be the same, byte by
//! byte: so no secret can be told in other words, as a number, by an order, or by something that is missing.

use std::collections::{BTreeMap, BTreeSet};

use handbook::diagnostic::Severity;
use handbook::project;
use handbook::record::kind::{HeadRule, Home, KINDS, Kind};
use handbook::source::{Sources, memory};
use jiff::civil::Date;
use toml::Value;

use crate::filled::{self, Filling, ID};
use crate::folder::Folder;

const TODAY: Date = Date::constant(2026, 11, 1);

/// What every secret has in it.
const SECRET: &str = "zanzibar";

/// Fills fields with plain words, and those that are secret with words of one of two worlds.
struct World<'w> {
    /// Tells one world from the other.
    number: i64,
    is_secret: &'w dyn Fn(&str) -> bool,
    /// The record to which the references of public fields lead.
    leads_to: &'w str,
    /// What stands in some fields, by their paths; nothing where they are left out.
    fixed: &'w [(&'w str, Option<Value>)],
    /// What every mailbox begins with.
    mailbox: &'w str,
}

impl World<'_> {
    /// A world in which all is public.
    fn public() -> World<'static> {
        World { number: 0, is_secret: &|_| false, leads_to: ID, fixed: &[], mailbox: "office" }
    }

    /// A world in which all is secret.
    fn secret(number: i64) -> World<'static> {
        World { number, is_secret: &|_| true, leads_to: ID, fixed: &[], mailbox: "office" }
    }
}

impl Filling for World<'_> {
    fn text(&self, path: &str) -> String {
        if (self.is_secret)(path) { format!("Zanzibar{} {path}", self.number) } else { format!("Plain {path}") }
    }

    fn number(&self, path: &str) -> i64 {
        if (self.is_secret)(path) { 770_070 + self.number } else { 3 }
    }

    fn day(&self, path: &str) -> String {
        format!("{}-01-31", if (self.is_secret)(path) { 2020 + self.number } else { 2025 })
    }

    fn mailbox(&self, path: &str) -> String {
        let mailbox = if (self.is_secret)(path) { format!("{SECRET}{}", self.number) } else { self.mailbox.to_owned() };
        format!("{mailbox}@example.org")
    }

    fn link(&self, path: &str, _: Kind) -> String {
        if (self.is_secret)(path) && self.number == 2 { "other".to_owned() } else { self.leads_to.to_owned() }
    }

    fn prose(&self, path: &str) -> String {
        let path = format!("{path}.prose");
        let (text, number) = (self.text(&path), if (self.is_secret)(&path) { self.number } else { 0 });
        let up = "../".repeat(filled_depth(&path));
        format!("# {text}\n\nRead {text} and [this](https://example.org/{number}). ![{text}]({up}files/{number}.png)\n")
    }

    fn instead(&self, path: &str) -> Option<Option<Value>> {
        if let Some((_, value)) = self.fixed.iter().find(|(fixed, _)| *fixed == path) {
            return Some(value.clone());
        }
        if path == "handbook.publish" {
            return Some(Some(Value::Table([("findings".to_owned(), Value::Boolean(true))].into_iter().collect())));
        }
        // What decides what is published is each test's to say.
        let decides =
            ["draft", "publish_from"].into_iter().any(|field| path.split_once('.').is_some_and(|(_, rest)| rest == field));
        let own = ["handbook.theme", "handbook.checks", "decision.private", "person.interests.withheld"];
        (decides || own.contains(&path)).then_some(None)
    }
}

/// How many folders the file of a record of this kind stands in, with `kind.field` as its path.
fn filled_depth(path: &str) -> usize {
    let kind = Kind::named(path.split('.').next().unwrap_or("")).expect("a kind");
    filled::path_of(kind, ID).matches('/').count()
}

/// The sources of these files.
fn sources(files: &[(String, String)]) -> Sources {
    let attached = ["filled.pdf", "0.png", "1.png", "2.png"].map(|name| (format!("files/{name}"), "attached".to_owned()));
    memory::sources(files.iter().chain(&attached).map(|(path, text)| (path.as_str(), text.as_str())))
}

/// Every file of the site of these sources, with its path.
fn site(files: &[(String, String)]) -> BTreeMap<String, Vec<u8>> {
    let edition = project::edition(sources(files), TODAY);
    let site = edition.site.as_ref().expect("the theme can be read");
    let content = |route: &handbook::output::Route| {
        let content = site.render(route).expect("it is planned").unwrap_or_else(|error| panic!("{route}: {error}"));
        (route.file_path(), content.bytes.to_vec())
    };
    site.routes().map(content).collect()
}

/// Holds that two sites are the same, in every name and every byte.
fn expect_same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>, what: &str) {
    let paths: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let told: Vec<String> =
        paths.into_iter().filter_map(|path| Some(format!("{path}: {}", difference(one.get(path), other.get(path))?))).collect();
    assert!(
        told.is_empty(),
        "{what} is told by {} files:\n{}",
        told.len(),
        told.iter().take(12).map(String::as_str).collect::<Vec<_>>().join("\n")
    );
}

/// Where two files part; nothing where they are the same.
fn difference(one: Option<&Vec<u8>>, other: Option<&Vec<u8>>) -> Option<String> {
    if one == other {
        return None;
    }
    let (Some(one), Some(other)) = (one, other) else { return Some("is in one of the two sites only".to_owned()) };
    let same = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let around = |bytes: &[u8]| String::from_utf8_lossy(&bytes[same.saturating_sub(80)..bytes.len().min(same + 80)]).into_owned();
    Some(format!("\n  {}\n  {}", around(one), around(other)))
}

/// Holds that a word is in no name and no byte.
fn expect_nowhere(files: &BTreeMap<String, Vec<u8>>, secret: &str) {
    let tells = |(path, bytes): (&String, &Vec<u8>)| {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        let at = text.find(secret).or_else(|| path.to_lowercase().find(secret))?;
        let around: String = text.chars().skip(at.saturating_sub(60)).take(140).collect();
        Some(format!("{path}: …{around}…"))
    };
    let told: Vec<String> = files.iter().filter_map(tells).collect();
    assert!(told.is_empty(), "“{secret}” is in {} files:\n{}", told.len(), told.join("\n"));
}

/// A handbook with a filled record of every kind, but those that a test has of its own.
fn public_but(kinds: &[Kind]) -> Vec<(String, String)> {
    let others = KINDS.iter().filter(|kind| !kinds.contains(kind));
    others.map(|kind| (filled::path_of(*kind, ID), filled::record(*kind, 0, &World::public()))).collect()
}

/// Kinds whose records can be drafts.
fn with_a_head() -> impl Iterator<Item = Kind> {
    KINDS.iter().copied().filter(|kind| kind.head() != HeadRule::None)
}

/// The ways to keep a record from being published yet, as the field of its kind and what it says.
fn kept_back(kind: Kind) -> [(String, Value); 2] {
    let tomorrow = Value::Datetime("2026-11-02".parse().unwrap());
    [(format!("{kind}.draft"), Value::Boolean(true)), (format!("{kind}.publish_from"), tomorrow)]
}

#[test]
fn a_record_that_is_kept_back_changes_no_byte_of_the_site() {
    for kind in with_a_head() {
        // What a collaborative has once is there or is not.
        let once = matches!(kind.home(), Home::Part(name) if name != "collaborative");
        let public = public_but(if once { std::slice::from_ref(&kind) } else { &[] });
        let without = site(&public);
        for way in 0..filled::ways(kind) {
            // One is made of the other before anything is asked, so one way to fill a record is enough for the second.
            for (field, value) in kept_back(kind).into_iter().take(if way == 0 { 2 } else { 1 }) {
                let fixed = [(field.as_str(), Some(value))];
                let world = World { fixed: &fixed, ..World::secret(1) };
                let hidden = (filled::path_of(kind, SECRET), filled::record(kind, way, &world));
                let with = site(&public.iter().cloned().chain([hidden]).collect::<Vec<_>>());
                expect_same(&with, &without, &format!("a {kind} with `{field}`"));
            }
        }
    }
}

#[test]
fn a_record_that_was_kept_back_is_there_on_its_day() {
    let today = Value::Datetime("2026-11-01".parse().unwrap());
    for kind in with_a_head() {
        let field = format!("{kind}.publish_from");
        let fixed = [(field.as_str(), Some(today.clone()))];
        let world = World { fixed: &fixed, ..World::secret(1) };
        let public = public_but(&[kind]);
        let with = site(
            &public.into_iter().chain([(filled::path_of(kind, "shown"), filled::record(kind, 0, &world))]).collect::<Vec<_>>(),
        );
        let told = with.values().filter(|bytes| String::from_utf8_lossy(bytes).contains("Zanzibar1")).count();
        assert!(told > 1, "a {kind} that may be published is in {told} files");
    }
}

/// A draft of every kind, in which everything is secret, and a record of every kind, all of whose references lead to them.
fn naming_drafts(number: i64, settings: &[(&str, Option<Value>)]) -> Vec<(String, String)> {
    let naming = World { leads_to: SECRET, fixed: settings, ..World::public() };
    let mut files: Vec<(String, String)> =
        KINDS.iter().map(|kind| (filled::path_of(*kind, ID), filled::record(*kind, 0, &naming))).collect();
    for way in 1..KINDS.iter().map(|kind| filled::ways(*kind)).max().unwrap_or(1) {
        for kind in with_a_head().filter(|kind| !matches!(kind.home(), Home::Part(_))) {
            files.push((filled::path_of(kind, &format!("filled-{way}")), filled::record(kind, way, &naming)));
        }
    }
    for kind in with_a_head() {
        let [(field, value), _] = kept_back(kind);
        let fixed = [(field.as_str(), Some(value))];
        let world = World { fixed: &fixed, leads_to: SECRET, ..World::secret(number) };
        let path = match kind.home() {
            // What a collaborative has once stands in the folder of the one that is a draft.
            Home::Part("collaborative") => filled::path_of(kind, SECRET),
            Home::Part(name) => format!("collaboratives/{SECRET}/{name}.md"),
            _ => filled::path_of(kind, SECRET),
        };
        files.push((path, filled::record(kind, 0, &world)));
    }
    let prose =
        with_a_head().map(|kind| format!("[[{kind}:{SECRET}]], [[{kind}:{SECRET}#{SECRET}|that]], [[{ID}/{SECRET}]].\n\n"));
    let text = prose.collect::<String>();
    files.push((
        "pages/naming.md".to_owned(),
        format!("+++\nname = \"Naming\"\nmenu = 1\n+++\n{text}[x](../people/{SECRET}.md)\n"),
    ));
    files
}

#[test]
fn nothing_that_names_what_is_kept_back_tells_of_it() {
    let one = site(&naming_drafts(1, &[]));
    expect_nowhere(&one, SECRET);
    expect_nowhere(&one, "770071");
    expect_same(&one, &site(&naming_drafts(2, &[])), "what is kept back");
}

/// The same as the program itself writes it to a disk: with the list of what was published, the names of files and folders, and the
/// receipt of the build.
#[test]
#[allow(clippy::disallowed_methods, reason = "the program is run on a folder")]
fn what_the_program_writes_to_a_disk_tells_nothing_of_what_is_kept_back() {
    // What an author would have to mend first is published all the same.
    let settings = [("handbook.checks", Some(filled::harm::levels()))];
    let written = |number: i64| {
        let folder = Folder::new();
        let write = |path: &str, bytes: &[u8]| {
            let path = folder.path().join("content").join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        };
        for (path, text) in naming_drafts(number, &settings) {
            write(&path, text.as_bytes());
        }
        write("files/filled.pdf", b"%PDF-1.4\n");
        for picture in 0..3 {
            write(&format!("files/{picture}.png"), b"\x89PNG\r\n\x1a\n");
        }
        write(&format!("files/{SECRET}.pdf"), b"%PDF-1.4\n% zanzibar");
        let mut build = std::process::Command::new(env!("CARGO_BIN_EXE_handbook"));
        let build = build.args(["build", "content", "--output", "site", "--as-of", "2026-11-01"]).current_dir(folder.path());
        let built = build.env("XDG_CACHE_HOME", folder.path().join("cache")).output().unwrap();
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        let below = |name: &str| {
            let root = folder.path().join(name);
            let entries = walkdir::WalkDir::new(&root).min_depth(1).into_iter().map(Result::unwrap).collect::<Vec<_>>();
            let files = entries.into_iter().map(|entry| {
                let path = entry.path().strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                let bytes = if entry.file_type().is_file() { std::fs::read(entry.path()).unwrap() } else { Vec::new() };
                (path, bytes)
            });
            files.collect::<BTreeMap<_, _>>()
        };
        (below("site"), below("cache"))
    };
    let (one, receipt) = written(1);
    assert!(
        one.len() > 100 && one.contains_key("handbook.manifest.json") && !receipt.is_empty(),
        "{} {}",
        one.len(),
        receipt.len()
    );
    expect_nowhere(&one, SECRET);
    expect_nowhere(&one, "770071");
    expect_nowhere(&receipt, SECRET);
    expect_same(&one, &written(2).0, "what is kept back");
}

/// Two handbooks whose record of one kind differs in all that is secret.
fn expect_kept(kind: Kind, fixed: &[(&str, Option<Value>)], is_secret: &dyn Fn(&str) -> bool, settings: &str) {
    let secrets: BTreeSet<String> = filled::places(kind).into_iter().filter(|path| is_secret(path)).collect();
    assert!(!secrets.is_empty(), "nothing of a {kind} is secret");
    for way in 0..filled::ways(kind) {
        let world = |number: i64| {
            let mut files = public_but(&[kind]);
            for other in [Kind::Organisation, Kind::Function, Kind::Decision, Kind::Person, Kind::Forum]
                .into_iter()
                .filter(|other| *other != kind)
            {
                files.push((filled::path_of(other, "other"), filled::record(other, 0, &World::public())));
            }
            files.push((
                filled::path_of(kind, ID),
                filled::record(kind, way, &World { number, is_secret, leads_to: ID, fixed, ..World::public() }),
            ));
            if let Some((_, text)) = files.iter_mut().find(|(path, _)| path == "handbook.toml") {
                *text = text.replace("findings = true\n", &format!("findings = true\n{settings}"));
                assert!(text.contains(settings));
            }
            site(&files)
        };
        let one = world(1);
        expect_nowhere(&one, SECRET);
        expect_same(&one, &world(2), &format!("of a {kind}, what is not published"));
    }
}

/// What is filled here is read without a mistake, so that nothing is hidden only because it was not understood.
#[test]
fn filled_records_are_read_whole() {
    for way in 0..KINDS.iter().map(|kind| filled::ways(*kind)).max().unwrap_or(1) {
        let files: Vec<(String, String)> =
            KINDS.iter().map(|kind| (filled::path_of(*kind, ID), filled::record(*kind, way, &World::public()))).collect();
        let edition = project::edition(sources(&files), TODAY);
        for (_, record) in edition.model.records() {
            assert!(
                record.fields.is_some() && record.unread.is_empty() && !record.has_unread_lines,
                "{}: {:?}",
                record.path,
                record.unread
            );
        }
        let read = ["file", "record", "toml", "prose", "reference", "vocabulary"];
        let errors = edition
            .report
            .iter()
            .filter(|finding| finding.severity == Severity::Error && read.iter().any(|read| finding.check.starts_with(read)));
        let errors: Vec<String> =
            errors.map(|finding| format!("{}: {} {}", finding.place.path, finding.check, finding.message)).collect();
        assert!(errors.is_empty(), "the {way}th way:\n{}", errors.join("\n"));
    }
}

#[test]
fn of_a_withheld_interest_nothing_but_the_reason_is_told() {
    let reason = [("person.interests.withheld", Some(Value::from("A risk of violence")))];
    expect_kept(Kind::Person, &reason, &|path| path.starts_with("person.interests.") && path != "person.interests.withheld", "");
}

#[test]
fn of_a_private_decision_nothing_but_that_it_was_taken_is_told() {
    let private = [("decision.private", Some(Value::from("Commercially sensitive")))];
    let told = [
        "decision.name",
        "decision.forum",
        "decision.organisation",
        "decision.on",
        "decision.outcome",
        "decision.private",
        "decision.aliases",
    ];
    expect_kept(Kind::Decision, &private, &|path| !told.contains(&path), "");
}

#[test]
fn where_people_are_not_published_nothing_is_told_of_them() {
    expect_kept(Kind::Person, &[], &|path| path.starts_with("person."), "people = \"none\"\n");
}

#[test]
fn where_mailboxes_are_not_published_none_is_told() {
    let world = |mailbox: &str| {
        let world = World { mailbox, ..World::public() };
        let files: Vec<(String, String)> = KINDS
            .iter()
            .map(|kind| {
                let text = filled::record(*kind, 0, &world).replace("findings = true\n", "findings = true\nemails = \"none\"\n");
                (filled::path_of(*kind, ID), text)
            })
            .collect();
        assert!(files.iter().filter(|(_, text)| text.contains(mailbox)).count() >= 2);
        site(&files)
    };
    let one = world("zanzibarone");
    expect_nowhere(&one, SECRET);
    expect_same(&one, &world("zanzibartwo"), "a mailbox");
}

/// What only the files say, and no record: comments, and links that are defined and not used.
#[test]
fn what_is_beside_the_records_is_not_published() {
    let mut files: Vec<(String, String)> = Vec::new();
    for kind in KINDS {
        let text = filled::record(*kind, 0, &World::public());
        let text = match text.strip_prefix("+++\n") {
            Some(rest) => format!(
                "+++\n# Zanzibar\n{rest}\n<!-- Zanzibar -->\n\nText <!-- zanzibar --> goes on.\n\n[zanzibar]: https://zanzibar.example/ \"Zanzibar\"\n"
            ),
            None => format!("# Zanzibar\n{text}# Zanzibar\n"),
        };
        files.push((filled::path_of(*kind, ID), text));
    }
    files.push(("files/zanzibar.pdf".to_owned(), "An attachment that nobody names".to_owned()));
    expect_nowhere(&site(&files), SECRET);
}

/// Who has neither post nor seat is named in no public capacity.
#[test]
fn of_somebody_without_a_post_or_a_seat_nothing_is_told() {
    let without = [("person.posts", None)];
    let seatless = || World { fixed: &[("forum.seats", None)], ..World::public() };
    let world = |number: i64| {
        let mut files = public_but(&[Kind::Person, Kind::Forum]);
        files.push((filled::path_of(Kind::Forum, ID), filled::record(Kind::Forum, 0, &seatless())));
        let world = World { fixed: &without, ..World::secret(number) };
        files.push((filled::path_of(Kind::Person, ID), filled::record(Kind::Person, 0, &world)));
        site(&files)
    };
    let one = world(1);
    expect_nowhere(&one, SECRET);
    expect_same(&one, &world(2), "somebody without a post or a seat");
}
