//! JSON: each register as one file, each collaborative with everything of it as another.
//!
//! A file begins with what it is (its version, the day it is true as of) and has one row on each line, written one after the other:
//! so that a large register is never held twice, and what changed can be seen line by line.

use std::io::Write;

use schemars::JsonSchema;
use serde::Serialize;

use super::VERSION;
use super::register::{
    Agreement, Answer, Collaborative, Decision, Delegation, Document, Forum, Meeting, Membership, Register, Row,
};
use super::writer::Writer;
use crate::model::{Entry, RecordId};
use crate::record::Record;
use crate::record::kind::{self, Fields, Kind};

/// How every JSON file begins.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Opening {
    /// Where the form of this file is described.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// The version of the form: it rises where something that was there is gone or means something else.
    pub handbook: u32,
    /// What the handbook is called.
    pub title: String,
    /// Where it is published, with a slash at the end; `null` where it does not say. Then every `href` is relative to this file.
    pub base: Option<String>,
    /// The day that everything is true as of.
    pub as_of: String,
    /// The language of the handbook.
    pub language: String,
    /// The currency of all amounts, by its three letters.
    pub currency: String,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Under which licence its content may be used, where the handbook says so.
    pub licence: Option<Licence>,
}

/// A licence.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Licence {
    /// What it is called.
    pub name: String,
    /// Where it can be read.
    pub url: Option<String>,
}

impl Opening {
    /// How a file begins whose form is described at `schema`.
    pub(super) fn of(writer: &Writer<'_>, schema: &str) -> Opening {
        let model = writer.model();
        let handbook = model.handbook();
        let licence = handbook.and_then(|handbook| handbook.licence.as_ref());
        Opening {
            schema: writer.href(&format!("data/schema/{schema}.json")).unwrap_or_default(),
            handbook: VERSION,
            title: model.title().to_owned(),
            base: writer.base.clone(),
            as_of: model.today.to_string(),
            language: model.language().to_owned(),
            currency: model.currency().to_owned(),
            publisher: handbook.and_then(|handbook| handbook.publisher.as_ref()).map(|publisher| publisher.name.clone()),
            licence: licence
                .map(|licence| Licence { name: licence.name.clone(), url: licence.url.as_ref().map(|url| url.to_string()) }),
        }
    }
}

/// A register as JSON.
pub(super) fn register<R: Row>(writer: &Writer<'_>, register: Register) -> Vec<u8> {
    let mut file = Lines::begin(&Opening::of(writer, register.name()));
    file.rows(register.name(), R::all(writer));
    file.end()
}

/// A collaborative with everything of it; only how a file begins where it is not whole.
pub(super) fn collaborative(writer: &Writer<'_>, id: RecordId) -> Vec<u8> {
    let mut file = Lines::begin(&Opening::of(writer, "collaborative"));
    if let Some(whole) = writer.model().entry::<kind::Collaborative>(id) {
        parts(writer, whole, &mut file);
    }
    file.end()
}

fn parts(writer: &Writer<'_>, whole: Entry<'_, kind::Collaborative>, file: &mut Lines) {
    let model = writer.model();
    let own = |kind: Kind, name: &str| model.find(kind, &format!("{}/{name}", whole.record.address.id));
    file.value("collaborative", &WithText::of(writer, whole.record, Collaborative::of(writer, whole)));
    file.value("purpose", &own(Kind::Purpose, "purpose").map(|id| purpose(writer, id)));
    file.value("governance", &own(Kind::Governance, "governance").map(|id| text(writer, id)));
    file.rows("members", model.memberships(whole).filter_map(|membership| Membership::of(writer, &membership)));
    file.rows("forums", with_text(writer, whole, Forum::of));
    file.rows("agreements", with_text(writer, whole, Agreement::of));
    file.value("scheme", &own(Kind::Delegations, "delegations").map(|id| text(writer, id)));
    file.rows("delegations", scheme(writer, whole));
    file.rows("who_decides", answers(writer, whole.id));
    file.rows("decisions", with_text(writer, whole, Decision::of));
    let documents = Document::of_whole(writer, whole).into_iter();
    file.rows("documents", documents.map(|document| named(writer, document)));
    let meetings = own(Kind::Meetings, "meetings").and_then(|id| model.entry::<kind::Meetings>(id));
    file.rows("meetings", meetings.into_iter().flat_map(|meetings| Meeting::of_record(writer, meetings)));
}

/// A collaborative with everything of it: the form of its file behind how it begins.
#[derive(Serialize, JsonSchema)]
pub(super) struct Whole {
    /// The collaborative.
    collaborative: WithText<Collaborative>,
    /// Why it exists.
    purpose: Option<Purpose>,
    /// Its governance model in words.
    governance: Option<WithText<Document>>,
    /// Who belongs to it; past members too.
    members: Vec<Membership>,
    /// Its forums, with their terms of reference.
    forums: Vec<WithText<Forum>>,
    /// Its agreements.
    agreements: Vec<WithText<Agreement>>,
    /// Its scheme of reservation and delegation as a text.
    scheme: Option<WithText<Document>>,
    /// The rows of its scheme.
    delegations: Vec<Delegation>,
    /// Who may decide what in it today.
    who_decides: Vec<Answer>,
    /// Its decisions.
    decisions: Vec<WithText<Decision>>,
    /// Its other documents.
    documents: Vec<WithText<Document>>,
    /// Its meetings.
    meetings: Vec<Meeting>,
}

/// A record with its text.
#[derive(Serialize, JsonSchema)]
pub(super) struct WithText<R> {
    /// The record.
    #[serde(flatten)]
    row: R,
    /// Its text as HTML, whose links are resolved against the address of this file; `null` where it has none.
    text: Option<String>,
}

impl<R> WithText<R> {
    fn of(writer: &Writer<'_>, record: &Record, row: R) -> WithText<R> {
        WithText { row, text: html(writer, record) }
    }
}

/// Why a collaborative exists.
#[derive(Serialize, JsonSchema)]
struct Purpose {
    /// The problem that it is to solve.
    problem: Option<String>,
    /// What will be better, and how one will know.
    benefit: Option<String>,
    /// Its text as HTML.
    text: Option<String>,
}

/// Prose as a page would show it, below a heading; `None` where there is none.
fn html(writer: &Writer<'_>, record: &Record) -> Option<String> {
    if record.prose().trim().is_empty() {
        return None;
    }
    let rendered = writer.point.prose(record, 2, "", record.digest().is_some(), &mut writer.point.glossary());
    let html = rendered.pieces.into_iter().filter_map(|piece| match piece {
        super::super::markdown::Piece::Html(html) => Some(html.as_str().to_owned()),
        super::super::markdown::Piece::Part(_) => None,
    });
    Some(html.collect::<String>()).filter(|html| !html.is_empty())
}

fn with_text<'w, K: Fields, R: 'w>(
    writer: &'w Writer<'_>,
    whole: Entry<'w, kind::Collaborative>,
    of: impl Fn(&Writer<'_>, Entry<'_, K>) -> R + 'w,
) -> impl Iterator<Item = WithText<R>> + 'w {
    let own = writer.model().parts::<K>(whole);
    own.map(move |entry| WithText::of(writer, entry.record, of(writer, entry)))
}

fn named(writer: &Writer<'_>, document: Document) -> WithText<Document> {
    let record = writer.model().named(&document.head.id).map(|id| writer.model().record(id));
    let text = record.and_then(|record| html(writer, record));
    WithText { row: document, text }
}

fn text(writer: &Writer<'_>, id: RecordId) -> WithText<Document> {
    WithText::of(writer, writer.model().record(id), Document::of(writer, id))
}

fn purpose(writer: &Writer<'_>, id: RecordId) -> Purpose {
    let record = writer.model().record(id);
    let fields = record.of::<kind::Purpose>();
    Purpose {
        problem: fields.and_then(|purpose| purpose.problem.clone()),
        benefit: fields.and_then(|purpose| purpose.benefit.clone()),
        text: html(writer, record),
    }
}

fn scheme(writer: &Writer<'_>, whole: Entry<'_, kind::Collaborative>) -> Vec<Delegation> {
    let schemes = writer.model().parts::<kind::Delegations>(whole);
    schemes.flat_map(|scheme| Delegation::of_scheme(writer, scheme)).collect()
}

fn answers(writer: &Writer<'_>, whole: RecordId) -> Vec<Answer> {
    let functions = writer.model().decisions_map(whole).iter().map(|placed| placed.function);
    let paths = functions.filter_map(|function| writer.model().path_of(function));
    paths.flat_map(|path| Answer::within(writer, &path, whole)).collect()
}

/// A JSON object that is written key by key, a list's rows one on each line.
pub(super) struct Lines {
    bytes: Vec<u8>,
}

impl Lines {
    /// Begins with the keys of `opening`.
    pub(super) fn begin(opening: &impl Serialize) -> Lines {
        let mut lines = Lines { bytes: Vec::new() };
        lines.write(opening);
        // What was written is an object: its closing brace is taken off, and comes last.
        lines.bytes.pop();
        lines
    }

    /// A key with one value.
    pub(super) fn value(&mut self, key: &str, value: &impl Serialize) {
        self.key(key);
        self.write(value);
    }

    /// A key with a list.
    pub(super) fn rows<R: Serialize>(&mut self, key: &str, rows: impl IntoIterator<Item = R>) {
        self.key(key);
        self.bytes.push(b'[');
        for (number, row) in rows.into_iter().enumerate() {
            self.bytes.extend(if number == 0 { &b"\n"[..] } else { &b",\n"[..] });
            self.write(&row);
        }
        self.bytes.extend(b"\n]");
    }

    /// All of it.
    pub(super) fn end(mut self) -> Vec<u8> {
        self.bytes.extend(b"\n}\n");
        self.bytes
    }

    fn key(&mut self, key: &str) {
        self.bytes.extend(b",\n");
        self.write(&key);
        self.bytes.push(b':');
    }

    fn write(&mut self, value: &impl Serialize) {
        // Writing values of our own into memory cannot fail; were it to, `null` keeps the file whole.
        let start = self.bytes.len();
        if serde_json::to_writer(&mut self.bytes, value).is_err() {
            self.bytes.truncate(start);
            let _ = self.bytes.write_all(b"null");
        }
    }
}
