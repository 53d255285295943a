//! A record that was read, printed from what was read, and read again: it says the same, however it is printed.

use std::fmt::Write as _;

use handbook::diagnostic::Report;
use handbook::record::value::Format;
use handbook::record::walk::{Fact, Value};
use handbook::record::{self, Record};
use handbook::source::File;

/// How a record is printed.
#[derive(Clone, Copy, Debug)]
pub enum Style {
    /// In its own order, tables within braces, text in plain quotation marks.
    Short,
    /// Last fields first, tables under headings, text over lines, with comments and blanks: as nobody would write it.
    Long,
}

/// Panics where a record without mistakes says something else when it is printed and read again.
pub fn question(record: &Record) {
    for style in [Style::Short, Style::Long] {
        let text = printed(record, style);
        let mut report = Report::default();
        let again = record::parse(&File::new(&record.path, text.as_bytes()), &mut report);
        let again = again.unwrap_or_else(|| panic!("{}: {style:?}: no record any more:\n{text}", record.path));
        let wrong = |what: &str| format!("{}: {style:?}: {what}: {:?}\n{text}", record.path, report.sorted());
        assert!(!report.has_errors(), "{}", wrong("is wrong"));
        assert_eq!(said(&again.facts), said(&record.facts), "{}", wrong("says something else"));
        assert_eq!(mentioned(&again), mentioned(record), "{}", wrong("refers to something else"));
        assert_eq!(again.digest(), record.digest(), "{}", wrong("is another text to approve"));
        assert_eq!((&again.address, again.title()), (&record.address, record.title()), "{}", wrong("is called otherwise"));
        if matches!(style, Style::Short) {
            assert_eq!(without_places(&again), without_places(record), "{}", wrong("is read otherwise"));
        }
    }
}

/// A record's file, from what was read of it.
pub fn printed(record: &Record, style: Style) -> String {
    let fields = match style {
        Style::Short => record.facts.iter().map(|fact| format!("{} = {}\n", key(&fact.field), short(&fact.value))).collect(),
        Style::Long => {
            let mut text = String::from("# Printed\n\n");
            under_heading(&mut text, "", &record.facts);
            text
        }
    };
    if record.path.ends_with(".md") { format!("+++\n{fields}+++\n{}", record.prose()) } else { fields }
}

fn short(value: &Value) -> String {
    match value {
        // An author's own date, not a text that looks like one.
        Value::Text(text, Format::Scalar) if text.parse::<toml::value::Datetime>().is_ok() => text.clone(),
        Value::Text(text, _) | Value::Choice(text) | Value::Link(_, text) | Value::Term(_, text) => quoted(text),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::List(values) => format!("[{}]", values.iter().map(short).collect::<Vec<_>>().join(", ")),
        Value::Table(facts) => {
            let fields = facts.iter().map(|fact| format!("{} = {}", key(&fact.field), short(&fact.value)));
            format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
        }
    }
}

/// The fields of a table from the last to the first: single values, then tables and lists of tables, each under its heading.
fn under_heading(text: &mut String, path: &str, facts: &[Fact]) {
    let is_table = |value: &Value| matches!(value, Value::Table(_));
    let is_list = |value: &Value| matches!(value, Value::List(values) if !values.is_empty() && values.iter().all(is_table));
    let below = |name: &str| if path.is_empty() { key(name) } else { format!("{path} . {}", key(name)) };
    let (headed, single): (Vec<&Fact>, Vec<&Fact>) =
        facts.iter().rev().partition(|fact| is_table(&fact.value) || is_list(&fact.value));
    for fact in single {
        let _ = writeln!(text, "\t{}  =  {}   # said so", key(&fact.field), long(&fact.value));
    }
    for fact in headed {
        let path = below(&fact.field);
        match &fact.value {
            Value::Table(facts) => {
                let _ = writeln!(text, "\n[ {path} ]");
                under_heading(text, &path, facts);
            }
            Value::List(values) => {
                for value in values {
                    let Value::Table(facts) = value else { continue };
                    let _ = writeln!(text, "\n[[ {path} ]]");
                    under_heading(text, &path, facts);
                }
            }
            _ => {}
        }
    }
}

fn long(value: &Value) -> String {
    match value {
        Value::Text(text, format) if format.takes_dates() && is_day(text) => text.clone(),
        Value::Text(_, Format::Scalar) => short(value),
        Value::Text(text, _) => format!("\"\"\"\n{}\"\"\"", escaped(text, true)),
        Value::List(values) => {
            format!("[\n{}\n]", values.iter().map(long).map(|value| format!("  {value},\n")).collect::<String>())
        }
        Value::Number(number) if *number >= 1_000 => {
            let (head, tail) = (number / 1_000, number % 1_000);
            format!("{head}_{tail:03}")
        }
        other => short(other),
    }
}

/// Whether TOML has this as a date without quotation marks.
fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok_and(|day| day.to_string() == *text)
}

fn key(name: &str) -> String {
    let is_bare = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if is_bare { name.to_owned() } else { quoted(name) }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text, false))
}

fn escaped(text: &str, over_lines: bool) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '"' | '\\' => escaped.extend(['\\', letter]),
            '\n' if over_lines => escaped.push('\n'),
            _ if letter.is_control() || over_lines && !letter.is_ascii() => {
                let _ = write!(escaped, "\\U{:08x}", u32::from(letter));
            }
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// What facts say, whatever their order and places.
fn said(facts: &[Fact]) -> Vec<String> {
    let mut said: Vec<String> = facts.iter().map(|fact| format!("{} = {}", fact.field, of(&fact.value))).collect();
    said.sort();
    said
}

fn of(value: &Value) -> String {
    match value {
        Value::List(values) => format!("[{}]", values.iter().map(of).collect::<Vec<_>>().join(", ")),
        Value::Table(facts) => format!("{{{}}}", said(facts).join(", ")),
        single => format!("{single:?}"),
    }
}

fn mentioned(record: &Record) -> Vec<String> {
    let mut mentions: Vec<String> = record.mentions.iter().map(|mention| without_spans(&format!("{mention:?}"))).collect();
    mentions.sort();
    mentions
}

fn without_places(record: &Record) -> String {
    without_spans(&format!("{:?}", record.fields))
}

/// The printed form of a value without the places in it.
fn without_spans(debug: &str) -> String {
    let mut parts = debug.split("Span {");
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |text, part| text + part.split_once('}').map_or("", |(_, rest)| rest))
}
