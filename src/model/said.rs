//! What a field says, in words: a table as a sentence would say it, with the records that it names. A page, a list and a terminal each
//! show the same words in their own way.

use super::Model;
use super::words::lower;
use crate::record::Record;
use crate::record::kind::Kind;
use crate::record::value::Format;
use crate::record::walk::{Fact, Value, label};

/// A piece of what a field says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Words between the others.
    Words(String),
    /// Text as written, of a format.
    Text(String, Format),
    /// A word of the format that is no text, such as an outcome.
    Choice(String),
    /// A reference to a record of a kind.
    Link(Kind, String),
    /// A word of a list of the vocabulary.
    Term(String, String),
    /// Such a word within a sentence.
    TermWithin(String, String),
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
            Value::Flag(flag) => vec![words(if *flag { "Yes" } else { "No" })],
            Value::Choice(word) => vec![vec![Said::Choice(word.clone())]],
            Value::Link(kind, text) => vec![vec![Said::Link(*kind, text.clone())]],
            Value::Term(key, id) => vec![vec![Said::Term(key.clone(), id.clone())]],
            Value::List(values) => values.iter().flat_map(|value| self.said(value)).collect(),
            // Somebody named in a table of one key, such as `{ forum = "board" }`: the key says nothing to a reader.
            Value::Table(facts) if matches!(&facts[..], [only] if PARTY.contains(&only.field.as_str())) => {
                if facts[0].field == "each" { vec![words("each member")] } else { self.said(&facts[0].value) }
            }
            Value::Table(facts) => vec![table(facts, self)],
        }
    }

    /// What a field of `owner` says, as plain text, its parts one after the other.
    pub fn said_in(&self, owner: &Record, value: &Value) -> String {
        let piece = |said: Said| match said {
            Said::Words(words) => words,
            Said::Text(text, format) => format.readable(&text),
            Said::Choice(word) => label(&word),
            Said::Term(key, id) => self.word(owner, &key, &id),
            Said::TermWithin(key, id) => lower(&self.word(owner, &key, &id)),
            Said::Link(kind, text) => {
                let found = self.resolve(owner.scope(), kind, &text);
                found.map_or(text, |id| self.record(id).short_title())
            }
        };
        let lines = self.said(value).into_iter().map(|line| line.into_iter().map(piece).collect::<String>());
        lines.collect::<Vec<_>>().join(", ")
    }
}

/// A table in one line: what it is about, and behind it in brackets what is said of that.
fn table(facts: &[Fact], model: &Model) -> Vec<Said> {
    let head = HEADS.iter().find_map(|head| facts.iter().position(|fact| fact.field == *head));
    let rest = facts.iter().enumerate().filter(|(number, _)| Some(*number) != head).map(|(_, fact)| said_of(fact, model));
    let rest = joined(rest.collect(), if head.is_some() { ", " } else { "; " });
    let Some(head) = head else { return rest };
    let mut line = joined(model.said(&facts[head].value), ", ");
    if !rest.is_empty() {
        line.push(Said::Words(" (".to_owned()));
        line.extend(rest);
        line.push(Said::Words(")".to_owned()));
    }
    line
}

/// One fact of a table within its line: `since 2016`, `full member`, `contribution: by turnover`.
fn said_of(fact: &Fact, model: &Model) -> Vec<Said> {
    let within = |said: Said| match said {
        Said::Term(key, id) => Said::TermWithin(key, id),
        other => other,
    };
    let value: Vec<Said> = joined(model.said(&fact.value), ", ").into_iter().map(within).collect();
    let before = match (fact.field.as_str(), &fact.value) {
        // A name by which rules point at a row says nothing to a reader.
        ("id", _) => return Vec::new(),
        ("each", Value::Choice(word)) => return words(format!("one for each {word}")),
        ("on", Value::Text(day, _)) if day.len() < 10 => String::new(),
        ("from", Value::Text(..)) => "since ".to_owned(),
        ("to", Value::Text(..)) => "until ".to_owned(),
        ("on", Value::Text(..)) => "on ".to_owned(),
        ("by" | "note" | "rule" | "period" | "summary", Value::Text(..)) | (_, Value::Term(..)) => String::new(),
        ("amount", Value::Number(amount)) => {
            return u64::try_from(*amount).map_or(value, |amount| words(model.money(amount)));
        }
        (_, Value::Flag(true)) => return words(lower(&fact.label())),
        (_, Value::Flag(false)) => return words(format!("not {}", lower(&fact.label()))),
        _ => format!("{}: ", lower(&fact.label())),
    };
    std::iter::once(Said::Words(before)).filter(|words| *words != Said::Words(String::new())).chain(value).collect()
}

fn words(text: impl Into<String>) -> Vec<Said> {
    vec![Said::Words(text.into())]
}

fn joined(parts: Vec<Vec<Said>>, between: &str) -> Vec<Said> {
    let mut line = Vec::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if !line.is_empty() {
            line.push(Said::Words(between.to_owned()));
        }
        line.extend(part);
    }
    line
}
