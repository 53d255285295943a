//! Which address a record's page has.

use crate::model::Model;
use crate::record::Record;
use crate::record::kind::{Home, Kind};

/// The kinds that have a list of their own.
pub const INDEXED: &[Kind] = &[
    Kind::Collaborative,
    Kind::Organisation,
    Kind::Area,
    Kind::Person,
    Kind::Function,
    Kind::Forum,
    Kind::Agreement,
    Kind::Policy,
    Kind::Document,
    Kind::Decision,
];

/// A page of a collaborative beside its first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The model in words, and who decides what.
    Governance,
    /// Its forums.
    TermsOfReference,
    /// Its agreements.
    Agreements,
    /// The scheme of reservation and delegation.
    Delegations,
    /// Its decisions.
    Decisions,
    /// Its meetings.
    Meetings,
    /// Its other documents.
    Documents,
    /// All of it on one page, for printing.
    Handbook,
}

impl Part {
    /// The last step of its address.
    pub fn path(self) -> &'static str {
        match self {
            Part::Governance => "governance",
            Part::TermsOfReference => "terms-of-reference",
            Part::Agreements => "agreements",
            Part::Delegations => "delegations",
            Part::Decisions => "decisions",
            Part::Meetings => "meetings",
            Part::Documents => "documents",
            Part::Handbook => "handbook",
        }
    }
}

/// The address of a kind's list.
pub fn index(kind: Kind) -> &'static str {
    match kind {
        Kind::Collaborative => "collaboratives",
        Kind::Forum => "forums",
        Kind::Agreement => "agreements",
        Kind::Decision => "decisions",
        Kind::Document => "documents",
        Kind::Organisation => "organisations",
        Kind::Area => "areas",
        Kind::Person => "people",
        Kind::Function => "functions",
        Kind::Policy => "policies",
        _ => "",
    }
}

/// Some of a list: the records of a kind that share a value, from one of its pages on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Selection {
    /// The kind.
    pub kind: Kind,
    /// What they are told apart by, such as `model`.
    pub facet: &'static str,
    /// The value that they share, such as `lead-provider`.
    pub value: String,
    /// Which page of the list, from 1.
    pub page: usize,
}

/// The address of some of a list. No record stands there: what has the id `by` has no folder named after a facet.
pub fn selection(selection: &Selection) -> String {
    let Selection { kind, facet, value, page } = selection;
    by(index(*kind), facet, value, *page)
}

/// The address of what has a value, of whatever list: one of its pages, from 1.
pub fn by(list: &str, facet: &str, value: &str, page: usize) -> String {
    numbered(format!("{list}/by/{facet}/{value}"), page)
}

/// The address of the list of all values of a facet, where those are too many for the list itself.
/// Its further pages have the number in the name of the facet, so that no value is met.
pub fn values(list: &str, facet: &str, page: usize) -> String {
    let number = if page > 1 { format!("-{page}") } else { String::new() };
    format!("{list}/by/{facet}{number}")
}

/// The address of some of a kind, side by side.
pub fn compared(selection: &Selection) -> String {
    let Selection { kind, facet, value, page } = selection;
    let of = if *kind == Kind::Collaborative { "" } else { "forums/" };
    numbered(format!("compare/{of}by/{facet}/{value}"), *page)
}

/// The address of one page of several: the first has the address itself.
pub fn numbered(address: String, page: usize) -> String {
    if page > 1 { format!("{address}/{page}") } else { address }
}

/// The page of a collaborative that lists its records of a kind; `None` where it has no such list.
pub fn list_within(kind: Kind) -> Option<Part> {
    match kind {
        Kind::Forum => Some(Part::TermsOfReference),
        Kind::Agreement => Some(Part::Agreements),
        Kind::Decision => Some(Part::Decisions),
        Kind::Document => Some(Part::Documents),
        _ => None,
    }
}

/// The address of a record's page; `None` where it has none of its own, since another page shows it.
pub fn of(record: &Record) -> Option<String> {
    let id = &record.address.id;
    let within = record.address.collaborative.as_deref().unwrap_or("");
    match record.kind {
        Kind::Page => Some(id.to_string()),
        Kind::Collaborative => Some(format!("collaboratives/{id}")),
        Kind::Purpose
        | Kind::Glossary
        | Kind::Vocabulary
        | Kind::Handbook
        | Kind::Governance
        | Kind::Delegations
        | Kind::Meetings => None,
        kind => match kind.home() {
            Home::Folder(folder) => Some(format!("{folder}/{id}")),
            Home::PartFolder(folder) => Some(format!("collaboratives/{within}/{folder}/{id}")),
            Home::Root(_) | Home::Part(_) => None,
        },
    }
}

/// The address on which a record is shown, be it its own or another's: with an anchor where it is a part of a page.
pub fn shown_at(record: &Record) -> Option<(String, Option<&'static str>)> {
    let within = record.address.collaborative.as_deref().unwrap_or("");
    let part = |part: Part| Some((format!("collaboratives/{within}/{}", part.path()), None));
    match record.kind {
        Kind::Purpose => Some((format!("collaboratives/{within}"), Some("part-purpose"))),
        Kind::Governance => part(Part::Governance),
        Kind::Delegations => part(Part::Delegations),
        Kind::Meetings => part(Part::Meetings),
        Kind::Glossary => Some(("glossary".to_owned(), None)),
        Kind::Handbook => Some((String::new(), None)),
        _ => of(record).map(|path| (path, None)),
    }
}

/// The address of a page of a collaborative.
pub fn part(collaborative: &Record, part: Part) -> String {
    format!("collaboratives/{}/{}", collaborative.address.id, part.path())
}

/// The pages that a collaborative has beside its first: those for which something is recorded.
pub fn parts(model: &Model, collaborative: &Record) -> Vec<Part> {
    let id = &collaborative.address.id;
    let has = |kind: Kind| model.of_kind_within(kind, Some(id)).next().is_some();
    let single = |kind: Kind, name: &str| model.find(kind, &format!("{id}/{name}")).is_some();
    let mut parts = vec![Part::Governance];
    let lists = [
        (Part::TermsOfReference, has(Kind::Forum)),
        (Part::Agreements, has(Kind::Agreement)),
        (Part::Delegations, single(Kind::Delegations, "delegations")),
        (Part::Decisions, has(Kind::Decision)),
        (Part::Meetings, single(Kind::Meetings, "meetings")),
        (Part::Documents, has(Kind::Document)),
        (Part::Handbook, true),
    ];
    parts.extend(lists.into_iter().filter(|(_, has)| *has).map(|(part, _)| part));
    parts
}
