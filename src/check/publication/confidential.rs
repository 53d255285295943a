#![doc = include_str!("confidential.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::Record;
use crate::record::walk::{Fact, Value};
use crate::span::Span;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for (_, record) in model.records().filter(|(_, record)| !record.head.draft) {
        let Some((marking, span)) = marking(record) else { continue };
        findings
            .add(record, span, format!("“{}” is marked “{marking}” and will be published", record.title()))
            .label("the marking")
            .hint("set `draft = true`, or take the record out of the folder; where it may be read by all, take the marking out");
    }
}

/// What marks a record as not for everybody, and where that stands.
fn marking(record: &Record) -> Option<(String, Span)> {
    let tagged = fact(record, "tags").and_then(|fact| Some((texts(&fact.value).find(|tag| is_marking(tag))?, fact.span)));
    let titled = || {
        let name = record.head.name.as_ref()?;
        begins_with_marking(&name.value).map(|marking| (marking, name.span))
    };
    let headed = || {
        let heading = record.body.outline.iter().find(|heading| is_marking(&heading.title))?;
        Some((heading.title.clone(), heading.span))
    };
    tagged.or_else(titled).or_else(headed).or_else(|| of_its_own(record))
}

/// A marking among an author's own values, such as `classification = "OFFICIAL-SENSITIVE"` or `confidential = true`.
fn of_its_own(record: &Record) -> Option<(String, Span)> {
    let Value::Table(own) = &fact(record, "extra")?.value else { return None };
    own.iter().find_map(|fact| {
        let said = matches!(fact.value, Value::Flag(true)) && is_marking(&fact.field);
        let text = texts(&fact.value).find(|text| is_marking(text));
        text.or_else(|| said.then(|| fact.field.clone())).map(|marking| (marking, fact.span))
    })
}

fn fact<'r>(record: &'r Record, field: &str) -> Option<&'r Fact> {
    record.facts.iter().find(|fact| fact.field == field)
}

fn texts(value: &Value) -> std::vec::IntoIter<String> {
    let texts: Vec<String> = match value {
        Value::Text(text, _) | Value::Choice(text) => vec![text.clone()],
        Value::List(values) => values.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    };
    texts.into_iter()
}

/// Markings that documents bear, in lower case and with blanks between their words.
const MARKINGS: [&str; 12] = [
    "confidential",
    "private and confidential",
    "strictly confidential",
    "strictly private and confidential",
    "commercial in confidence",
    "in confidence",
    "official sensitive",
    "not for publication",
    "not for circulation",
    "private",
    "restricted",
    "internal use only",
];

/// No marking is longer, whatever stands around its words.
const LONGEST: usize = 48;

fn plain(text: &str) -> String {
    let words = text.to_lowercase().replace(['-', '_', ':', '(', ')', '[', ']', '*', '.'], " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_marking(text: &str) -> bool {
    text.len() <= LONGEST && MARKINGS.contains(&plain(text).as_str())
}

/// The marking before a colon or a dash at the beginning of a name, or in brackets anywhere in it.
fn begins_with_marking(name: &str) -> Option<String> {
    let parts: Vec<&str> = name.split([':', '–', '—', '(', ')', '[', ']']).map(str::trim).collect();
    let marking = parts.iter().find(|part| is_marking(part))?;
    (parts.len() > 1).then(|| (*marking).to_owned())
}
