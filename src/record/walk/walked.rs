//! What walking a file yields: what its fields say, and what they refer to.

use crate::record::kind::Kind;
use crate::record::value::Format;
use crate::span::Span;

/// What a field says, for pages and exports that show any record.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The field's key.
    pub field: String,
    /// What it says.
    pub value: Value,
    /// Where it stands.
    pub span: Span,
}

impl Fact {
    /// The key as readers see it: `legal_form` as `Legal form`.
    pub fn label(&self) -> String {
        label(&self.field)
    }
}

/// A key as readers see it: `legal_form` as `Legal form`.
pub fn label(key: &str) -> String {
    let words = key.replace(['_', '-'], " ");
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// What a field says.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text of a format.
    Text(String, Format),
    /// A whole number.
    Number(i64),
    /// True or false.
    Flag(bool),
    /// One of a few words.
    Choice(String),
    /// A reference to a record.
    Link(Kind, String),
    /// A word of a list of the vocabulary.
    Term(String, String),
    /// Several.
    List(Vec<Value>),
    /// Fields of its own.
    Table(Vec<Fact>),
}

/// What a field refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A record of a kind.
    Record(Kind),
    /// A word of a list of the vocabulary, by the list's key.
    Term(String),
    /// A file that is published as it is, by its path.
    Attachment,
}

/// A reference in a field: whether it leads anywhere is found when all files are joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What it refers to.
    pub target: Target,
    /// The id as written.
    pub text: String,
    /// The field that it stands in, with the fields around it, such as `members.organisation`.
    pub field: String,
    /// Where it stands.
    pub span: Span,
}

/// What a walk yields.
#[derive(Debug, Default)]
pub struct Walked {
    /// What the fields say, in their order.
    pub facts: Vec<Fact>,
    /// What they refer to.
    pub mentions: Vec<Mention>,
    /// Whether every field that must be there is there.
    pub whole: bool,
    /// The record's own fields that are there, or were probably meant, and could not be read wholly.
    pub unread: Vec<String>,
}
