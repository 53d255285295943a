//! A table as written, walked along its kind's form: yields every mistake, every reference and every fact.
//!
//! What is wrong is reported and taken out, so that what is right can still be read. Knows nothing of other files: whether
//! a reference leads anywhere is for the model to say.

use std::borrow::Cow;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::kind::Kind;
use super::schema::{Field, Schema, Shape, Table};
use super::suggest::nearest;
use super::value::Format;
use crate::diagnostic::{Diagnostic, Report};
use crate::span::{Place, Span};

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

/// Walks a record's table. `doubtful` holds lines that could not be read at all: a field that begins there is not called missing.
pub fn walk(
    schema: &Schema,
    table: &mut Spanned<DeTable<'_>>,
    path: &Arc<str>,
    text: &str,
    doubtful: &[Span],
    report: &mut Report,
) -> Walked {
    let mut walker = Walker { schema, path, text, doubtful, report, mentions: Vec::new(), trail: Vec::new(), unread: Vec::new() };
    // A record is about its whole file, so what it lacks is said at its first line.
    let (facts, whole) = walker.table(0, table.get_mut(), first_said(text));
    Walked { facts, mentions: walker.mentions, whole, unread: walker.unread }
}

struct Walker<'w> {
    schema: &'w Schema,
    path: &'w Arc<str>,
    text: &'w str,
    doubtful: &'w [Span],
    report: &'w mut Report,
    mentions: Vec<Mention>,
    trail: Vec<String>,
    unread: Vec<String>,
}

impl Walker<'_> {
    fn table(&mut self, number: usize, table: &mut DeTable<'_>, span: Span) -> (Vec<Fact>, bool) {
        let schema = self.schema;
        let form = &schema.tables[number];
        let mut facts = Vec::new();
        let mut lost: Vec<usize> = Vec::new();
        let mut claimed: Vec<&str> = Vec::new();
        let present: Vec<String> = table.keys().map(|key| key.get_ref().to_string()).collect();
        for (key, value) in table.iter_mut() {
            let place = Span::new(key.span());
            let Some(field) = form.field(key.get_ref()) else {
                let meant = self.unknown(form, number, key.get_ref(), place, &present);
                self.unread.extend(meant.filter(|_| number == 0).map(str::to_owned));
                claimed.extend(meant);
                lost.push(key.span().start);
                continue;
            };
            self.trail.push(field.name.clone());
            let before = self.report.iter().count();
            let read = self.value(&field.shape, field, value);
            if number == 0 && self.report.iter().count() > before {
                self.unread.push(field.name.clone());
            }
            match read {
                Some(value) => facts.push(Fact { field: field.name.clone(), value, span: place }),
                None => {
                    claimed.push(&field.name);
                    lost.push(key.span().start);
                }
            }
            self.trail.pop();
        }
        drop_lost(table, &lost);
        let whole = self.missing(form, number, &present, &claimed, span) & self.one_of(form, &present, span);
        let kept = |name: &str| facts.iter().any(|fact: &Fact| fact.field == name);
        let whole = whole && form.fields.iter().all(|field| !field.required || kept(&field.name));
        (facts, whole)
    }

    /// Reports a key that is not known, and returns the missing field that it was probably meant to be.
    fn unknown<'f>(&mut self, form: &'f Table, number: usize, key: &str, span: Span, present: &[String]) -> Option<&'f str> {
        let absent = form.fields.iter().map(|field| field.name.as_str()).filter(|name| !present.iter().any(|key| key == name));
        let near = nearest(key, absent);
        let around = self.schema.root().field(key).filter(|_| number != 0);
        let owner = if number == 0 { self.schema.kind.with_article() } else { format!("`{}`", self.trail.join(".")) };
        let mut finding = Diagnostic::error("record/unknown-field", self.place(span), format!("{owner} has no field `{key}`"));
        finding = match (near, around) {
            (Some(near), _) => finding.label("not known").hint(format!("did you mean `{near}`?")),
            (None, Some(_)) => finding.label(format!("this belongs to `{}`", self.trail.join("."))).hint(format!(
                "`{key}` is a field of the record itself: move it above the first line in square brackets, since all that follows such a line belongs to it"
            )),
            (None, None) => {
                let known: Vec<String> = form.fields.iter().take(14).map(|field| format!("`{}`", field.name)).collect();
                let more = if form.fields.len() > 14 { format!(" and more: see `handbook explain {}`", self.schema.kind) } else { String::new() };
                let finding = finding.label("not known").hint(format!("the fields here are {}{more}", known.join(", ")));
                let own = number == 0 && self.schema.head.iter().any(|field| field == "extra");
                if own { finding.hint("values of your own go under `[extra]`") } else { finding }
            }
        };
        self.report.add(finding);
        near
    }

    fn missing(&mut self, form: &Table, number: usize, present: &[String], claimed: &[&str], span: Span) -> bool {
        let mut whole = true;
        for field in form.fields.iter().filter(|field| field.required) {
            if present.contains(&field.name) {
                continue;
            }
            whole = false;
            if claimed.contains(&field.name.as_str()) || self.doubts(&field.name) {
                continue;
            }
            let owner = if number == 0 {
                format!("this {}", self.schema.kind.label().to_lowercase())
            } else {
                format!("this entry of `{}`", self.trail.join("."))
            };
            let example = example(field);
            self.report.add(
                Diagnostic::error("record/missing-field", self.place(span), format!("{owner} needs `{}`", field.name))
                    .label(format!("`{}` is missing", field.name))
                    .hint(format!("add `{example}`: {}", lower_first(field.doc.trim_end_matches('.')))),
            );
        }
        whole
    }

    /// Whether a line that could not be read begins with this key.
    fn doubts(&self, key: &str) -> bool {
        self.doubtful.iter().any(|span| {
            let offset = self.text.floor_char_boundary(span.start as usize);
            let start = self.text[..offset].rfind('\n').map_or(0, |at| at + 1);
            self.text[start..].trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='))
        })
    }

    fn one_of(&mut self, form: &Table, present: &[String], span: Span) -> bool {
        let has = |name: &str| present.iter().any(|key| key == name);
        let given: Vec<String> = form.one_of.iter().filter(|name| has(name)).map(|name| format!("`{name}`")).collect();
        let options: Vec<String> = form.one_of.iter().map(|name| format!("`{name}`")).collect();
        for (name, other) in &form.needs {
            if has(name) && !has(other) {
                self.report.add(
                    Diagnostic::error("record/field-alone", self.place(span), format!("`{name}` says nothing without `{other}`"))
                        .hint(format!("add `{other}`, or remove `{name}`")),
                );
                return false;
            }
        }
        if form.one_of.is_empty() || given.len() == 1 {
            return true;
        }
        let message = match given.len() {
            0 => format!("this {} names none of {}", form.name, options.join(", ")),
            _ => format!("this {} names {}: only one can be meant", form.name, given.join(" and ")),
        };
        self.report.add(
            Diagnostic::error("record/one-of", self.place(span), message)
                .hint(format!("write exactly one of {}", options.join(", "))),
        );
        false
    }

    /// Walks a value; `None` where it was wrong, which is then reported.
    fn value(&mut self, shape: &Shape, field: &Field, value: &mut Spanned<DeValue<'_>>) -> Option<Value> {
        let span = Span::new(value.span());
        if field.single && !value.get_ref().is_array() {
            let only = std::mem::replace(value, Spanned::new(0..0, DeValue::Boolean(false)));
            *value = Spanned::new(only.span(), DeValue::Array(std::iter::once(only).collect()));
        }
        match (shape, value.get_mut()) {
            (Shape::Table(number), DeValue::Table(table)) => {
                let (facts, whole) = self.table(*number, table, self.first_line(span));
                whole.then_some(Value::Table(facts))
            }
            (Shape::List(inner), DeValue::Array(list)) => {
                let mut values = Vec::new();
                let elements = std::mem::replace(list, std::iter::empty().collect());
                let only = single_off(field);
                for mut element in elements {
                    if let Some(value) = self.value(inner, &only, &mut element) {
                        values.push(value);
                        list.push(element);
                    }
                }
                Some(Value::List(values))
            }
            (Shape::Map(inner, keys), DeValue::Table(table)) => Some(self.map(inner, keys.as_deref(), field, table)),
            (Shape::Text(format), DeValue::String(text)) => self.text(*format, text, span),
            (Shape::Text(format), other) if format.takes_dates() => self.scalar(*format, field, other, span).map(|text| {
                *value.get_mut() = DeValue::String(Cow::Owned(text.clone()));
                Value::Text(text, *format)
            }),
            (Shape::Integer(least, most), DeValue::Integer(number)) => {
                let read = i64::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok();
                let Some(number) = read.filter(|number| (least..=most).contains(&number)) else {
                    self.wrong(
                        field,
                        span,
                        format!("`{}` cannot be {}", field.name, number.as_str()),
                        format!("write a number from {least} to {most}"),
                    );
                    return None;
                };
                Some(Value::Number(number))
            }
            (Shape::Boolean, DeValue::Boolean(flag)) => Some(Value::Flag(*flag)),
            (Shape::Choice(choices), DeValue::String(word)) => self.choice(choices, field, word, span),
            (Shape::Link(kind), DeValue::String(text)) => {
                if text.is_empty() {
                    self.wrong(
                        field,
                        span,
                        format!("`{}` names nothing", field.name),
                        format!("write the id of {}, or remove the line", kind.with_article()),
                    );
                    return None;
                }
                self.mention(Target::Record(*kind), text, span);
                Some(Value::Link(*kind, text.to_string()))
            }
            (Shape::Term(key), DeValue::String(text)) => {
                self.mention(Target::Term(key.clone()), text, span);
                Some(Value::Term(key.clone(), text.to_string()))
            }
            (Shape::Free, other) => Some(free(other)),
            (shape, other) => {
                let found = found(other);
                let hint = mend(shape, other).unwrap_or_else(|| format!("write {}", wanted(shape)));
                self.wrong(field, span, format!("`{}` must be {}, and this is {found}", field.name, noun(shape)), hint);
                None
            }
        }
    }

    fn map(&mut self, inner: &Shape, keys: Option<&str>, field: &Field, table: &mut DeTable<'_>) -> Value {
        let mut facts = Vec::new();
        let mut lost = Vec::new();
        for (key, value) in table.iter_mut() {
            let span = Span::new(key.span());
            if let Some(keys) = keys {
                self.mention(Target::Term(keys.to_owned()), key.get_ref(), span);
            }
            match self.value(inner, field, value) {
                Some(value) => facts.push(Fact { field: key.get_ref().to_string(), value, span }),
                None => lost.push(key.span().start),
            }
        }
        drop_lost(table, &lost);
        Value::Table(facts)
    }

    fn text(&mut self, format: Format, text: &str, span: Span) -> Option<Value> {
        match format.check(text) {
            Ok(()) => Some(Value::Text(text.to_owned(), format)),
            // A value in a place that is no TOML has been reported as that.
            Err(_) if self.doubtful.iter().any(|doubt| doubt.start < span.end.max(span.start + 1) && span.start <= doubt.end) => {
                None
            }
            Err(flaw) => {
                self.report.add(Diagnostic::error("record/value", self.place(span), flaw.message).hint(flaw.hint));
                None
            }
        }
    }

    /// A date written without quotation marks, or any single value where one may stand, as text.
    fn scalar(&mut self, format: Format, field: &Field, value: &DeValue<'_>, span: Span) -> Option<String> {
        let text = match (format, value) {
            (_, DeValue::Datetime(date)) => date.to_string(),
            (Format::Scalar, DeValue::Integer(number)) => number.to_string(),
            (Format::Scalar, DeValue::Float(number)) => number.to_string(),
            (Format::Scalar, DeValue::Boolean(flag)) => flag.to_string(),
            (_, other) => {
                let hint = match other {
                    DeValue::Integer(number) => format!("put it into quotation marks: \"{}\"", number.as_str()),
                    _ => format!("write {}", format.noun()),
                };
                self.wrong(field, span, format!("`{}` must be a date, and this is {}", field.name, found(other)), hint);
                return None;
            }
        };
        // A moment where a day is wanted: the time of day says nothing more about the day.
        let text = if format == Format::Date { text.get(..10).unwrap_or(&text).to_owned() } else { text };
        self.text(format, &text, span).map(|_| text)
    }

    fn choice(&mut self, choices: &[(String, String)], field: &Field, word: &str, span: Span) -> Option<Value> {
        if choices.iter().any(|(known, _)| known == word) {
            return Some(Value::Choice(word.to_owned()));
        }
        let words: Vec<String> = choices.iter().map(|(word, _)| format!("\"{word}\"")).collect();
        let near = nearest(word, choices.iter().map(|(word, _)| word.as_str()));
        let hint = match near {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("write one of {}", words.join(", ")),
        };
        self.wrong(field, span, format!("`{}` cannot be \"{word}\"", field.name), hint);
        None
    }

    fn wrong(&mut self, field: &Field, span: Span, message: String, hint: String) {
        let mut finding = Diagnostic::error("record/type", self.place(self.first_line(span)), message).hint(hint);
        if !field.doc.is_empty() {
            finding = finding.label(lower_first(field.doc.trim_end_matches('.')));
        }
        self.report.add(finding);
    }

    fn mention(&mut self, target: Target, text: &str, span: Span) {
        self.mentions.push(Mention { target, text: text.to_owned(), field: self.trail.join("."), span });
    }

    fn place(&self, span: Span) -> Place {
        Place::new(self.path, span)
    }

    /// A span cut at the end of its first line: a table may be pages long.
    fn first_line(&self, span: Span) -> Span {
        let text = self.text.get(span.range()).unwrap_or("");
        let length = text.find('\n').unwrap_or(text.len());
        Span::new(span.start as usize..span.start as usize + length)
    }
}

/// The first line of a file that says something: where what is said of the whole record is marked.
pub fn first_said(text: &str) -> Span {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let said = line.trim();
        if !said.is_empty() && !said.starts_with('#') && said != "+++" {
            return Span::new(start..start + line.trim_end().len());
        }
        start += line.len();
    }
    Span::new(0..text.lines().next().map_or(0, str::len))
}

/// Takes out the fields whose keys begin at these places.
fn drop_lost(table: &mut DeTable<'_>, lost: &[usize]) {
    if !lost.is_empty() {
        *table = std::mem::take(table).into_iter().filter(|(key, _)| !lost.contains(&key.span().start)).collect();
    }
}

fn single_off(field: &Field) -> Field {
    Field { single: false, shape: Shape::Free, ..field.clone() }
}

fn found(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a decimal point",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

fn noun(shape: &Shape) -> String {
    match shape {
        Shape::Table(_) | Shape::Map(..) => "a table".to_owned(),
        Shape::List(_) => "a list".to_owned(),
        Shape::Text(Format::Plain) => "text".to_owned(),
        Shape::Text(format) => format.noun().split(',').next().unwrap_or("text").to_owned(),
        Shape::Integer(..) => "a whole number".to_owned(),
        Shape::Boolean => "true or false".to_owned(),
        Shape::Choice(_) => "one of its words".to_owned(),
        Shape::Link(kind) => format!("the id of {}", kind.with_article()),
        Shape::Term(key) => format!("a word of the vocabulary's {}", key.replace('_', " ")),
        Shape::Free => "any value".to_owned(),
    }
}

fn wanted(shape: &Shape) -> String {
    match shape {
        Shape::Table(_) | Shape::Map(..) => {
            "a table: `{ key = \"value\" }`, or a line in square brackets with its fields below".to_owned()
        }
        Shape::List(inner) => match **inner {
            Shape::Table(_) => "each entry below a line in double square brackets".to_owned(),
            _ => "a list in square brackets, such as [\"one\", \"two\"]".to_owned(),
        },
        Shape::Text(format) => format.noun().to_owned(),
        Shape::Integer(..) => "a whole number without quotation marks, such as 250_000".to_owned(),
        Shape::Boolean => "true or false, without quotation marks".to_owned(),
        Shape::Choice(choices) => {
            let words: Vec<String> = choices.iter().map(|(word, _)| format!("\"{word}\"")).collect();
            format!("one of {}", words.join(", "))
        }
        Shape::Link(_) | Shape::Term(_) => "it in quotation marks".to_owned(),
        Shape::Free => "any value".to_owned(),
    }
}

/// The way out where what was meant can be seen.
fn mend(shape: &Shape, value: &DeValue<'_>) -> Option<String> {
    match (shape, value) {
        (Shape::Integer(..), DeValue::String(text)) if text.replace([',', '_', ' ', '£', '€'], "").parse::<i64>().is_ok() => {
            Some(format!("write {} without quotation marks, commas or currency", text.replace([',', '_', ' ', '£', '€'], "")))
        }
        (Shape::Boolean, DeValue::String(text)) => match text.to_lowercase().as_str() {
            "yes" | "true" => Some("write true, without quotation marks".to_owned()),
            "no" | "false" => Some("write false, without quotation marks".to_owned()),
            _ => None,
        },
        (Shape::List(_), DeValue::String(text)) => Some(format!("put it into square brackets: [\"{text}\"]")),
        (Shape::List(inner), DeValue::Table(_)) if matches!(**inner, Shape::Table(_)) => {
            Some("use double square brackets for each entry, or put `{ … }` into a list `[ … ]`".to_owned())
        }
        (Shape::Text(_), DeValue::Integer(number)) => Some(format!("put it into quotation marks: \"{}\"", number.as_str())),
        (Shape::Table(_), DeValue::Array(_)) => Some("there can be only one: use single square brackets".to_owned()),
        _ => None,
    }
}

fn example(field: &Field) -> String {
    let value = match &field.shape {
        Shape::Text(Format::Date) => "2025-04-01".to_owned(),
        Shape::Text(_) | Shape::Link(_) | Shape::Term(_) | Shape::Free => "\"…\"".to_owned(),
        Shape::List(_) => "[\"…\"]".to_owned(),
        Shape::Table(_) | Shape::Map(..) => "{ … }".to_owned(),
        Shape::Integer(..) => "1".to_owned(),
        Shape::Boolean => "true".to_owned(),
        Shape::Choice(choices) => choices.first().map_or("\"…\"".to_owned(), |(word, _)| format!("\"{word}\"")),
    };
    format!("{} = {value}", field.name)
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

fn free(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string(), Format::Plain),
        DeValue::Integer(number) => {
            number.as_str().parse().map_or_else(|_| Value::Text(number.to_string(), Format::Plain), Value::Number)
        }
        DeValue::Float(number) => Value::Text(number.to_string(), Format::Plain),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Datetime(date) => Value::Text(date.to_string(), Format::Scalar),
        DeValue::Array(values) => Value::List(values.iter().map(|value| free(value.get_ref())).collect()),
        DeValue::Table(table) => {
            let fact = |(key, value): (&Spanned<Cow<'_, str>>, &Spanned<DeValue<'_>>)| Fact {
                field: key.get_ref().to_string(),
                value: free(value.get_ref()),
                span: Span::new(key.span()),
            };
            Value::Table(table.iter().map(fact).collect())
        }
    }
}
