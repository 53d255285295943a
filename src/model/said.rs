//! What a field says, in words: a table as a sentence would say it, with the records that it names. A page, a list and a terminal each
//! show the same words in their own way.

use super::Model;
use crate::phrases::{Saying, lowered};
use crate::record::Record;
use crate::record::kind::Kind;
use crate::record::value::Format;
use crate::record::walk::{Fact, Value};

/// A piece of what a field says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Words of the program’s own.
    Words(Saying),
    /// Text as written, of a format.
    Text(String, Format),
    /// A reference to a record of a kind.
    Link(Kind, String),
    /// A word of a list of the vocabulary.
    Term(String, String),
    /// Such a word within a sentence.
    TermWithin(String, String),
    /// A phrase by its key, around what takes its place `value`; and what takes its place `label`.
    With(&'static str, Option<Saying>, Vec<Said>),
}

/// Fields that say what a table is about: the rest is said of it.
const HEADS: [&str; 9] = ["organisation", "person", "post", "forum", "collaborative", "principle", "name", "title", "text"];

/// The keys of a table that names somebody.
const PARTY: [&str; 11] =
    ["agreement", "collaborative", "decision", "document", "each", "forum", "organisation", "person", "policy", "text", "url"];

impl Model {
    /// What a value says, one line for each of several.
    pub fn said(&self, value: &Value) -> Vec<Vec<Said>> {
        match value {
            Value::Text(text, format) => vec![vec![Said::Text(text.clone(), *format)]],
            Value::Number(number) => vec![words(number.to_string())],
            Value::Flag(flag) => vec![words(Saying::plain(if *flag { "value.yes" } else { "value.no" }))],
            Value::Choice(word) => vec![words(Saying::Choice(word.clone()))],
            Value::Link(kind, text) => vec![vec![Said::Link(*kind, text.clone())]],
            Value::Term(key, id) => vec![vec![Said::Term(key.clone(), id.clone())]],
            Value::List(values) => values.iter().flat_map(|value| self.said(value)).collect(),
            // Somebody named in a table of one key, such as `{ forum = "board" }`: the key says nothing to a reader.
            Value::Table(facts) if matches!(&facts[..], [only] if PARTY.contains(&only.field.as_str())) => {
                if facts[0].field == "each" { vec![words(Saying::plain("said.each-member"))] } else { self.said(&facts[0].value) }
            }
            Value::Table(facts) => vec![table(facts, self)],
        }
    }

    /// What a field of `owner` says, as plain text in English, its parts one after the other.
    pub fn said_in(&self, owner: &Record, value: &Value) -> String {
        let line = |line: Vec<Said>| line.into_iter().map(|said| self.piece(owner, said)).collect::<String>();
        self.said(value).into_iter().map(line).collect::<Vec<_>>().join(", ")
    }

    fn piece(&self, owner: &Record, said: Said) -> String {
        match said {
            Said::Words(words) => words.to_string(),
            Said::Text(text, format) => format.readable(&text),
            Said::Term(key, id) => self.word(owner, &key, &id),
            Said::TermWithin(key, id) => lowered(&self.word(owner, &key, &id)),
            Said::Link(kind, text) => {
                let found = self.resolve(owner.scope(), kind, &text);
                found.map_or(text, |id| self.record(id).short_title())
            }
            Said::With(key, label, said) => {
                let value: String = said.into_iter().map(|said| self.piece(owner, said)).collect();
                let label = label.map(|label| ("label", label));
                Saying::Phrase(key, label.into_iter().chain([("value", value.into())]).collect()).to_string()
            }
        }
    }
}

/// A table in one line: what it is about, and behind it in brackets what is said of that.
fn table(facts: &[Fact], model: &Model) -> Vec<Said> {
    let head = HEADS.iter().find_map(|head| facts.iter().position(|fact| fact.field == *head));
    let rest = facts.iter().enumerate().filter(|(number, _)| Some(*number) != head).map(|(_, fact)| said_of(fact, model));
    let rest = joined(rest.collect(), if head.is_some() { "lists.comma" } else { "lists.semicolon" });
    let Some(head) = head else { return rest };
    let mut line = joined(model.said(&facts[head].value), "lists.comma");
    if !rest.is_empty() {
        line.push(Said::Words(" (".into()));
        line.extend(rest);
        line.push(Said::Words(")".into()));
    }
    line
}

/// One fact of a table within its line: `since 2016`, `full member`, `contribution: by turnover`.
fn said_of(fact: &Fact, model: &Model) -> Vec<Said> {
    let within = |said: Said| match said {
        Said::Term(key, id) => Said::TermWithin(key, id),
        other => other,
    };
    let value: Vec<Said> = joined(model.said(&fact.value), "lists.comma").into_iter().map(within).collect();
    let label = || Saying::Field { key: fact.field.clone(), within: true };
    match (fact.field.as_str(), &fact.value) {
        // A name by which rules point at a row says nothing to a reader.
        ("id", _) => Vec::new(),
        ("each", Value::Choice(_)) => words(Saying::plain("said.one-for-each-member")),
        ("on", Value::Text(day, _)) if day.len() < 10 => value,
        ("from", Value::Text(..)) => vec![Said::With("said.since", None, value)],
        ("to", Value::Text(..)) => vec![Said::With("said.until", None, value)],
        ("on", Value::Text(..)) => vec![Said::With("said.on", None, value)],
        ("by" | "note" | "rule" | "period" | "summary", Value::Text(..)) | (_, Value::Term(..)) => value,
        ("amount", Value::Number(amount)) => u64::try_from(*amount).map_or(value, |amount| words(model.amount(amount))),
        (_, Value::Flag(true)) => words(label()),
        (_, Value::Flag(false)) => words(Saying::new("said.not", [("what", label())])),
        _ => vec![Said::With("lists.labelled", Some(label()), value)],
    }
}

fn words(text: impl Into<Saying>) -> Vec<Said> {
    vec![Said::Words(text.into())]
}

/// Several one after the other, with the phrase of a key between.
fn joined(parts: Vec<Vec<Said>>, between: &'static str) -> Vec<Said> {
    let mut line = Vec::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if !line.is_empty() {
            line.push(Said::Words(Saying::plain(between)));
        }
        line.extend(part);
    }
    line
}
