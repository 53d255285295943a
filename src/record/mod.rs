//! One file, read on its own: what it says, what it refers to, what is wrong with it. Knows no other file.

use std::fmt;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use toml::Spanned;
use toml::de::DeTable;

use crate::diagnostic::{Diagnostic, Report};
use crate::limits::Limits;
use crate::source::front::{self, Flaw};
use crate::source::{File, NotUtf8};
use crate::span::{Place, Span};

pub mod body;
pub mod date;
pub mod digest;
pub mod head;
pub mod id;
pub mod kind;
pub mod link;
pub mod locate;
pub mod reach;
pub mod recurrence;
pub mod schema;
pub mod spelling;
pub mod suggest;
mod syntax;
pub mod turning;
pub mod value;
pub mod walk;

use body::Body;
use body::said::{self, Said};
use digest::Digest;
use head::Head;
use kind::{AnyFields, Fields, HeadRule, Kind};
use locate::Located;
use walk::{Fact, Mention};

/// The name of a record among those of its kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// The collaborative in whose folder it stands.
    pub collaborative: Option<Arc<str>>,
    /// Its id; for a free page its path below `pages/`.
    pub id: Arc<str>,
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.collaborative {
            Some(collaborative) => write!(formatter, "{collaborative}/{}", self.id),
            None => formatter.write_str(&self.id),
        }
    }
}

/// One record: a file, understood alone.
#[derive(Clone, Debug)]
pub struct Record {
    /// Which kind it is.
    pub kind: Kind,
    /// Its name among those of its kind.
    pub address: Address,
    /// Whether its file stands elsewhere, or has another name, so that this address is what was probably meant.
    pub astray: bool,
    /// Its file.
    pub path: Arc<str>,
    /// The text of its file, which its places are places in.
    pub text: Arc<str>,
    /// What every record has; empty where its kind has no head.
    pub head: Head,
    /// What it was called on the day for which it is read, where that was another name than today's.
    pub called: Option<String>,
    /// Its own fields; `None` where one that must be there is missing or wrong.
    pub fields: Option<AnyFields>,
    /// What all its fields say, its head's too, in their order.
    pub facts: Vec<Fact>,
    /// What its fields refer to.
    pub mentions: Vec<Mention>,
    /// Its own fields that are there and could not be read wholly: what they would have said is not missing.
    pub unread: Vec<String>,
    /// Whether some line of it is no TOML, so that any field may be there and not be read.
    pub has_unread_lines: bool,
    /// Its prose; empty where it has none.
    pub body: Body,
    /// Where its fields begin, for what is said of the record as a whole.
    pub start: Span,
    /// What its prose says, once somebody has asked: an unchanged file is not read for its words again.
    pub(crate) said: OnceLock<Said>,
    /// The digest of its text, once somebody has asked.
    pub(crate) digest: OnceLock<Option<Digest>>,
}

impl Record {
    /// What it is called: the name that it bears on the day for which it is read, its text's first heading, or its id in words.
    pub fn title(&self) -> String {
        let named = self.called.clone().or_else(|| self.own_name().map(str::to_owned));
        named.or_else(|| self.body.title.clone()).unwrap_or_else(|| match self.kind {
            Kind::Decision => walk::label(without_date(&self.address.id)),
            Kind::Purpose | Kind::Governance | Kind::Delegations | Kind::Meetings => self.kind.label().to_owned(),
            _ => walk::label(&self.address.id),
        })
    }

    /// Its name of today; `None` where it is named otherwise.
    pub fn own_name(&self) -> Option<&str> {
        self.head.name.as_ref().map(|name| name.value.as_str())
    }

    /// Its short name; `None` where it has none, or bore another name on the day for which it is read: a short form of that is not known.
    pub fn short_name(&self) -> Option<&str> {
        self.head.short_name.as_ref().filter(|_| self.called.is_none()).map(|name| name.value.as_str())
    }

    /// Its short name, or what it is called.
    pub fn short_title(&self) -> String {
        self.short_name().map_or_else(|| self.title(), str::to_owned)
    }

    /// The former name that it bore on a day; `None` where it bore today's, or the end of the other is not on record.
    pub fn name_on(&self, day: Date) -> Option<&str> {
        let borne = self.head.former_names.iter().filter(|former| former.to.is_some() && former.during().holds_on(day));
        borne.min_by_key(|former| former.to.map(|to| to.date.last_day())).map(|former| former.name.as_str())
    }

    /// Its name among all records, as `kind:address`: what `allow` takes as a subject.
    pub fn subject(&self) -> String {
        format!("{}:{}", self.kind, self.address)
    }

    /// The collaborative within which its bare references are read.
    pub fn scope(&self) -> Option<&str> {
        match self.kind {
            Kind::Collaborative => Some(&self.address.id),
            _ => self.address.collaborative.as_deref(),
        }
    }

    /// A place in its file.
    pub fn place(&self, span: Span) -> Place {
        Place::new(&self.path, span)
    }

    /// The place of the record as a whole: its name, where it has one.
    pub fn itself(&self) -> Place {
        self.place(self.head.name.as_ref().map_or(self.start, |name| name.span))
    }

    /// Its prose as written, with its markup; empty where it has none.
    pub fn prose(&self) -> &str {
        self.text.get(self.body.prose.range()).unwrap_or("")
    }

    /// What its prose says, word by word: for search. Read when it is first asked for.
    pub fn said(&self) -> &Said {
        self.said.get_or_init(|| said::read(&self.text, &self.body))
    }

    /// The digest of the text that bodies approve; `None` where there is no such text. Reckoned when it is first asked for: most texts
    /// are bound to no approval.
    pub fn digest(&self) -> Option<&Digest> {
        self.digest.get_or_init(|| digest::of(self)).as_ref()
    }

    /// Its fields, where it is a `K` and they are whole.
    pub fn of<K: Fields>(&self) -> Option<&K> {
        K::of(self.fields.as_ref()?)
    }

    /// Whether its field `key` may say more than was read: it is wrong somewhere, which reading has reported, or the file is.
    pub fn may_say_more(&self, key: &str) -> bool {
        self.has_unread_lines || self.unread.iter().any(|unread| unread == key)
    }

    /// Where its field `key` stands, or the record as a whole.
    pub fn field(&self, key: &str) -> Place {
        self.facts.iter().find(|fact| fact.field == key).map_or_else(|| self.itself(), |fact| self.place(fact.span))
    }
}

/// Reads a file. `None` where its place does not say which record it is, which is then reported.
pub fn parse(file: &File, report: &mut Report) -> Option<Record> {
    parse_within(file, &Limits::default(), report)
}

/// How much the settings of a handbook let be read: as usual where they say nothing of it, or are none.
pub fn limits(settings: &File) -> Limits {
    let record = parse(settings, &mut Report::default());
    let handbook = record.as_ref().and_then(Record::of::<kind::Handbook>);
    handbook.and_then(|handbook| handbook.limits).unwrap_or_default()
}

/// Reads a file of a handbook that has limits of its own. `None` where its place does not say which record it is, which is then
/// reported.
pub fn parse_within(file: &File, limits: &Limits, report: &mut Report) -> Option<Record> {
    let located = locate::locate(&file.path, limits, report);
    report_bytes(file, limits, report);
    let Located { kind, address, astray } = located?;
    let (fields, prose) = parts(file, report);
    let (mut table, errors) = DeTable::parse_recoverable(&fields);
    let doubtful = syntax::report(&errors, &file.path, &fields, report);
    let schema = kind.schema();
    let walked = walk::walk(schema, &mut table, &file.path, &fields, &doubtful, report);
    let (head, own) = split_head(table, &schema.head);
    let head = head.unwrap_or_default();
    let read = walked.whole.then(|| kind.read(own));
    let fields = match read {
        Some(Ok(fields)) => Some(fields),
        // The walk leaves only what can be read; where it does not, the library's own words are better than none.
        Some(Err(error)) => {
            let span = error.span().map_or(Span::default(), Span::new);
            let hint = format!("`handbook explain {kind}` says what can stand there");
            report.add(Diagnostic::error("record/value", Place::new(&file.path, span), error.message().to_owned()).hint(hint));
            None
        }
        None => None,
    };
    report_conflict(file, prose, report);
    let body = body::read_within(&file.path, &file.text, prose, limits, report);
    let start = walk::first_said(&file.text);
    Some(Record {
        kind,
        address,
        astray,
        path: Arc::clone(&file.path),
        text: Arc::clone(&file.text),
        head,
        called: None,
        fields,
        facts: walked.facts,
        mentions: walked.mentions,
        unread: walked.unread,
        has_unread_lines: !errors.is_empty(),
        body,
        start,
        said: OnceLock::new(),
        digest: OnceLock::new(),
    })
}

/// The id of a decision without the date that it may begin with: `vascular-hub` of `2025-03-04-vascular-hub`.
fn without_date(id: &str) -> &str {
    let dated = id.get(..10).is_some_and(|date| date::PartialDate::read(date).is_ok());
    id.get(11..).filter(|_| dated).unwrap_or(id)
}

/// Lines that a version control system left in prose where two versions met; among fields they are found as what is no TOML.
fn report_conflict(file: &File, prose: Span, report: &mut Report) {
    let text = file.text.get(prose.range()).unwrap_or("");
    if !text.contains("<<<<<<< ") {
        return;
    }
    let mut start = prose.start as usize;
    for line in text.split_inclusive('\n') {
        if line.starts_with("<<<<<<< ") {
            let span = Span::new(start..start + line.trim_end().len());
            report.add(
                Diagnostic::error(
                    "file/conflict",
                    Place::new(&file.path, span),
                    "this text holds two versions that were never brought together",
                )
                .label("the first of them begins here")
                .hint("keep the lines of one version, and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`"),
            );
            return;
        }
        start += line.len();
    }
}

fn report_bytes(file: &File, limits: &Limits, report: &mut Report) {
    if let Some(why) = file.not_utf8 {
        let finding = |place, message: &str| Diagnostic::error("file/not-utf8", place, message);
        let finding = match why {
            NotUtf8::Utf16 => finding(
                Place::start_of(&file.path),
                "this file is saved as UTF-16, which some programs call Unicode, and not as UTF-8",
            ),
            NotUtf8::Bytes(offset) => {
                let span = Span::new(offset..offset + char::REPLACEMENT_CHARACTER.len_utf8());
                finding(Place::new(&file.path, span), "this file is not saved as UTF-8")
                    .label("the first letter that cannot be read")
            }
        };
        report.add(finding.hint("save it again with the encoding UTF-8: most editors offer it under “Save with encoding”"));
    }
    if file.text.len() as u64 > u64::from(limits.file_bytes) {
        report.add(
            Diagnostic::error("file/too-large", Place::start_of(&file.path), "this file is larger than a record can be").hint(
                format!(
                    "split it, {}; attachments belong in the folder `files`",
                    Limits::way_out("file_bytes", limits.file_bytes)
                ),
            ),
        );
    }
}

/// The fields as TOML whose offsets are the file's, and where the prose stands.
fn parts(file: &File, report: &mut Report) -> (String, Span) {
    if !file.path.ends_with(".md") {
        let end = file.text.len();
        return (file.text.to_string(), Span::new(end..end));
    }
    let (parts, flaw) = front::split(&file.text);
    let first_line = Span::new(0..file.text.lines().next().map_or(0, str::len));
    if let Some(flaw) = &flaw {
        let (message, hint) = match flaw {
            Flaw::Unopened => (
                "a record with prose begins with its fields between two lines `+++`",
                "put a line `+++` above and below the fields, at the top of the file",
            ),
            Flaw::Unclosed => (
                "the fields begin with `+++`, and no second line `+++` ends them",
                "put a line `+++` between the fields and the prose",
            ),
            Flaw::Dashes => (
                "the fields are between lines `---`, as in YAML",
                "put them between lines `+++`, and write them as TOML: `name = \"…\"`",
            ),
        };
        report.add(Diagnostic::error("file/front-matter", Place::new(&file.path, first_line), message).hint(hint));
    }
    // What stands between the dashes is no prose: what would be found in it only follows from them.
    let below =
        Some("\n---\n").filter(|_| matches!(flaw, Some(Flaw::Dashes))).and_then(|mark| Some(file.text.find(mark)? + mark.len()));
    (parts.fields, below.map_or(parts.prose, |below| Span::new(below..file.text.len())))
}

/// Parts a table into the head's fields and the kind's own.
fn split_head<'t>(table: Spanned<DeTable<'t>>, keys: &[String]) -> (Option<Head>, Spanned<DeTable<'t>>) {
    let span = table.span();
    let (head, own): (Vec<_>, Vec<_>) =
        table.into_inner().into_iter().partition(|(key, _)| keys.iter().any(|known| known == key.get_ref()));
    let head: DeTable<'t> = head.into_iter().collect();
    let head = Spanned::new(span.clone(), head);
    let head = serde::Deserialize::deserialize(toml::de::Deserializer::from(head)).ok();
    (head, Spanned::new(span, own.into_iter().filter(|(key, _)| key.get_ref() != "$schema").collect()))
}

/// Whether a record of this kind must have a name.
pub fn needs_name(kind: Kind) -> bool {
    kind.head() == HeadRule::Named
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str, text: &str) -> (Option<Record>, Vec<String>) {
        let mut report = Report::default();
        let file = File::new(path, text.as_bytes());
        let record = parse(&file, &mut report);
        let lines = crate::span::Lines::new(&file.text);
        let findings = report.sorted().into_iter().map(|finding| {
            let position = lines.position(finding.place.span.start);
            format!(
                "{}:{} {}: {} [{}]",
                position.line,
                position.column,
                finding.check,
                finding.message,
                finding.hints.join(" | ")
            )
        });
        (record, findings.collect())
    }

    #[test]
    fn schemas_compile_for_every_kind() {
        for kind in kind::KINDS {
            let schema = kind.schema();
            assert!(!schema.root().fields.is_empty(), "{kind}");
            for table in &schema.tables {
                for field in &table.fields {
                    assert!(!field.doc.is_empty(), "{kind}: {}.{} has no sentence", table.name, field.name);
                }
            }
        }
    }

    #[test]
    fn a_sound_record_is_read() {
        let text = "+++\nname = \"Board\"\nlegal_form = \"joint-committee\"\n[quorum]\nall = [{ fraction = \"2/3\" }, { seat = \"chair\" }]\n[[seats]]\ntitle = \"Chair\"\nholders = [{ person = \"a\", from = 2024-04-01 }]\n+++\n# Board\n\nText.\n";
        let (record, findings) = read("collaboratives/x/terms-of-reference/board.md", text);
        assert_eq!(findings, Vec::<String>::new());
        let record = record.unwrap();
        let forum = record.of::<kind::Forum>().unwrap();
        assert_eq!(forum.seats.len(), 1);
        assert_eq!(&text[forum.seats[0].span.range()][..9], "[[seats]]");
        assert!(
            matches!(forum.quorum.as_ref().unwrap().meeting().asks(), Some(kind::quorum::Asks::All(parts)) if parts.len() == 2)
        );
        assert_eq!(record.mentions.len(), 2);
    }

    #[test]
    fn all_mistakes_of_a_file_are_found_at_once() {
        let text = "nam = \"Leeds\"\nkind = 5\nsectors = \"acute\"\nfrom = 2025-02-30\nwebsite = \"www.leeds\"\nto = \"2025-13\"\nsummary = Leeds\n[[successors]]\nhow = \"marger\"\nshort_name = \"L\"\n";
        let (record, findings) = read("organisations/leeds.toml", text);
        assert!(record.is_some_and(|record| record.fields.is_none()));
        assert_eq!(findings.len(), 9, "{findings:#?}");
        assert!(findings[3].contains("there is no day 2025-02-30 [that month has 28 days]"), "{findings:#?}");
    }

    /// Found by fuzzing: the walk lets any single value stand there.
    #[test]
    fn a_value_that_only_its_struct_refuses_has_a_way_out() {
        let text = "[[agreement_kinds]]\nid = \"a\"\nname = \"A\"\nbinding = \"perhaps\"\n";
        let (_, findings) = read("vocabulary.toml", text);
        assert_eq!(
            findings,
            [
                "4:11 record/value: how it binds is true, false or \"partly\" [`handbook explain vocabulary` says what can stand there]"
            ]
        );
    }

    #[test]
    fn a_field_that_could_not_be_read_is_not_missing() {
        let path = "collaboratives/x/terms-of-reference/board.toml";
        let record = |text: &str| read(path, &format!("name = \"Board\"\n{text}")).0.unwrap();
        let seats = record("quorum = { count = 2 }\n[[seats]]\ntitle = 5\n");
        assert!(seats.may_say_more("seats") && !seats.may_say_more("quorum") && !seats.may_say_more("chair"));
        assert!(record("qorum = { count = 2 }\n").may_say_more("quorum"));
        assert!(record("quorum = { count 2 }\n").may_say_more("chair"));
    }
}
