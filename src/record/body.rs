//! The prose of a file: its outline, its clauses, where it leads and what it places. Knows no HTML and no other file.
//!
//! What is wrong with the prose alone is reported here; whether a reference finds its record is asked by the model.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::suggest::nearest;
use crate::diagnostic::{Diagnostic, Report};
use crate::limits::Limits;
use crate::span::{Place, Span};

pub mod abbreviations;
pub mod anchors;
pub mod contacts;
pub mod destination;
pub mod events;
mod flaws;
mod numbers;
mod outline;
mod pasted;
pub mod raw;
mod reading;
pub mod said;
pub mod words;

pub use numbers::capitals;
pub use reading::{is_picture, part_name, wiki_target};

/// The prose of one file, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Where the prose stands in the file.
    pub prose: Span,
    /// The text of the first heading, where it is of level 1.
    pub title: Option<String>,
    /// The headings, in their order.
    pub outline: Vec<Heading>,
    /// The numbered paragraphs, and those with an anchor of their own, in their order.
    pub clauses: Vec<Clause>,
    /// Where the prose names other records, in its order.
    pub references: Vec<Reference>,
    /// The attachments that the prose links to or shows, in its order.
    pub attachments: Vec<Attachment>,
    /// The mailboxes and telephone numbers that the prose gives, in its order.
    pub contacts: Vec<Contact>,
    /// Where typed parts of the record are placed in the text.
    pub parts: Vec<PlacedPart>,
    /// The abbreviations that the prose uses, in the order of their first uses.
    pub abbreviations: Vec<Abbreviation>,
    /// Whether it says anything, in words or code.
    pub has_words: bool,
    /// The id that each fragment means.
    fragments: BTreeMap<String, String>,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The level as written, from 1.
    pub level: u8,
    /// How deep it lies: 0 for the title, 1 for sections, 2 for sections in those.
    pub depth: u8,
    /// The address of its section on the page.
    pub id: String,
    /// What it is called in citations, such as `3` or `3.2`; empty for the title and inside quotations.
    pub number: String,
    /// Whether its author wrote the number.
    pub written: bool,
    /// Its text, without number and anchor.
    pub title: String,
    /// Where it stands.
    pub span: Span,
    /// Whether its author chose the id.
    pub fixed: bool,
}

/// A paragraph that can be cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// What it is called in citations, such as `3.2` or `3.2(a)`; empty for a paragraph that only has an anchor.
    pub number: String,
    /// Whether its author wrote the number.
    pub written: bool,
    /// Its address on the page.
    pub id: String,
    /// How its text begins.
    pub beginning: String,
    /// Where it stands.
    pub span: Span,
    /// Whether its author chose the id.
    pub fixed: bool,
}

/// Where prose names another record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The whole link.
    pub span: Span,
    /// The part of it that names the record: what to mark when it finds none.
    pub target_span: Span,
    /// The record: an id, `kind:id` or `collaborative/id` as written between brackets, or the path of its file below the content
    /// folder.
    pub target: String,
    /// The heading or clause on its page: an id or a number.
    pub fragment: Option<String>,
    /// The words to show; `None` for the record's own name.
    pub label: Option<String>,
    /// How it is written.
    pub form: Form,
}

/// The two ways to write a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `[[wyaat]]`, `[[wyaat|the association]]`.
    Wiki,
    /// `[the association](../wyaat/collaborative.toml)`.
    File,
}

/// Where prose links to a file that is published as it is, or shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The link or picture.
    pub span: Span,
    /// The file's path below the content folder, beginning with `files/`.
    pub path: String,
    /// A place in the file, such as `page=3`.
    pub fragment: Option<String>,
    /// Whether it is shown as a picture.
    pub shown: bool,
}

/// A mailbox or telephone number that a text gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Which.
    pub way: contacts::Way,
    /// Where it stands.
    pub span: Span,
}

/// Where a typed part of the record is placed in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedPart {
    /// One of `PARTS`.
    pub name: String,
    /// Where its paragraph stands.
    pub span: Span,
}

/// An abbreviation, where a text first uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Abbreviation {
    /// The abbreviation, without a plural's s.
    pub text: String,
    /// Where it stands first.
    pub span: Span,
    /// Whether the text says what it stands for, as in `integrated care board (ICB)`.
    pub explained: bool,
}

/// The parts of a record that can be placed in its text, as `{{ members }}` alone in a paragraph.
pub const PARTS: [&str; 11] = [
    "members",
    "quorum",
    "diagram",
    "delegations",
    "seats",
    "objectives",
    "agreements",
    "forums",
    "decisions",
    "meetings",
    "contents",
];

/// Reads the prose at `prose` in the text of the file at `file_path`.
pub fn read(file_path: &Arc<str>, text: &str, prose: Span, report: &mut Report) -> Body {
    read_within(file_path, text, prose, &Limits::default(), report)
}

/// The same in a handbook that has limits of its own.
pub fn read_within(file_path: &Arc<str>, text: &str, prose: Span, limits: &Limits, report: &mut Report) -> Body {
    reading::Reading::new(file_path, text, prose, *limits, report).read()
}

/// The words of the prose at `prose` without their markup, for search and extracts: code and what is raw stays out.
pub fn plain(text: &str, prose: Span) -> String {
    words::plain(&events::read(text, prose).events)
}

impl Clause {
    /// What of its number is written beside it: `(a)` of `3.2(a)`, since that stands within 3.2.
    pub fn shown_number(&self) -> &str {
        numbers::shown(&self.number)
    }
}

impl Body {
    /// The id on the page that a reference's fragment means: that of a heading or a clause, or its number.
    pub fn anchor(&self, fragment: &str) -> Option<&str> {
        self.fragments.get(fragment).map(String::as_str)
    }

    /// Every id that prose gives its page.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.outline.iter().map(|heading| heading.id.as_str()).chain(self.clauses.iter().map(|clause| clause.id.as_str()))
    }

    /// The id most like a fragment that was not found.
    pub fn nearest(&self, fragment: &str) -> Option<&str> {
        // No id is longer, and comparing takes the longer the longer they are.
        if fragment.len() > anchors::LONGEST_ID { None } else { nearest(fragment, self.ids()) }
    }
}

/// What fragments mean: ids themselves before ids with a prefix, those before numbers, and the first of two.
fn fragments(body: &Body) -> BTreeMap<String, String> {
    let headings = body.outline.iter().map(|heading| (&heading.id, &heading.number));
    let addresses: Vec<_> = headings.chain(body.clauses.iter().map(|clause| (&clause.id, &clause.number))).collect();
    let ids = addresses.iter().map(|(id, _)| (id.as_str(), *id));
    let prefixed = addresses.iter().filter_map(|(id, _)| Some((id.strip_prefix("section-")?, *id)));
    let numbers = addresses.iter().map(|(id, number)| (number.as_str(), *id)).filter(|(number, _)| !number.is_empty());
    let mut fragments = BTreeMap::new();
    for (fragment, id) in ids.chain(prefixed).chain(numbers) {
        fragments.entry(fragment.to_owned()).or_insert_with(|| id.clone());
    }
    fragments
}

fn span(range: &Range<usize>) -> Span {
    Span::new(range.clone())
}

/// A report about one file.
struct Remarks<'r> {
    path: &'r Arc<str>,
    report: &'r mut Report,
}

impl Remarks<'_> {
    fn place(&self, range: &Range<usize>) -> Place {
        Place::new(self.path, span(range))
    }

    fn add(&mut self, diagnostic: Diagnostic) {
        self.report.add(diagnostic);
    }
}

#[cfg(test)]
mod tests;
