//! A table as written, walked along its kind's form: yields every mistake, every reference and every fact.
//!
//! What is wrong is reported and taken out, so that what is right can still be read. Knows nothing of other files: whether
//! a reference leads anywhere is for the model to say.

use std::borrow::Cow;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::schema::{Field, Schema, Shape, Table};
use super::value::Format;

use crate::diagnostic::{Diagnostic, Report};
use crate::span::{Place, Span};

mod keys;
mod text;
mod walked;
mod ways;

pub use walked::{Fact, Mention, Target, Value, Walked, label};
use ways::{found, in_a_row, lower_first, noun};

/// Walks a record's table. `doubtful` holds what could not be read: what else is found there would only follow from that, and a field
/// that begins there or below is not called missing.
pub fn walk(
    schema: &Schema,
    table: &mut Spanned<DeTable<'_>>,
    path: &Arc<str>,
    text: &str,
    doubtful: &[Span],
    report: &mut Report,
) -> Walked {
    let mut walker = Walker {
        schema,
        path,
        text,
        doubtful,
        report,
        mentions: Vec::new(),
        trail: Vec::new(),
        listed: false,
        swallowed: Vec::new(),
        flaws: 0,
        unread: Vec::new(),
    };
    // A record is about its whole file, so what it lacks is said at its first line.
    let (facts, whole) = walker.table(0, table.get_mut(), first_said(text), Owner::Record);
    let lost = schema.root().fields.iter().filter(|field| walker.doubts(&field.name)).map(|field| field.name.clone());
    let unread = lost.chain(walker.unread.iter().cloned()).chain(walker.swallowed.iter().cloned()).collect();
    Walked { facts, mentions: walker.mentions, whole, unread }
}

struct Walker<'w> {
    schema: &'w Schema,
    path: &'w Arc<str>,
    text: &'w str,
    doubtful: &'w [Span],
    report: &'w mut Report,
    mentions: Vec<Mention>,
    trail: Vec<String>,
    /// Whether the value that comes next is an entry of a list.
    listed: bool,
    /// Fields of the record itself that stand below a heading.
    swallowed: Vec<String>,
    /// How many flaws were found, those too that are not told.
    flaws: usize,
    unread: Vec<String>,
}

/// What a table is about, for messages.
#[derive(Clone, Copy)]
enum Owner {
    Record,
    Entry,
    Field,
}

impl Walker<'_> {
    fn table(&mut self, number: usize, table: &mut DeTable<'_>, span: Span, owner: Owner) -> (Vec<Fact>, bool) {
        let schema = self.schema;
        let form = &schema.tables[number];
        let mut facts = Vec::new();
        let mut lost: Vec<usize> = Vec::new();
        let mut claimed: Vec<&str> = Vec::new();
        let mut unknown = false;
        let present: Vec<String> = table.keys().map(|key| key.get_ref().to_string()).collect();
        let empty = table.iter().find(|(key, value)| {
            form.one_of.iter().any(|name| name == key.get_ref()) && value.get_ref().as_array().is_some_and(|list| list.is_empty())
        });
        let empty = empty.map(|(key, _)| (key.get_ref().to_string(), Span::new(key.span())));
        for (key, value) in table.iter_mut() {
            let place = Span::new(key.span());
            let Some(field) = form.field(key.get_ref()) else {
                let inside = keys_inside(value.get_ref());
                let meant = self.unknown(form, number, key.get_ref(), place, &present, &inside);
                self.unread.extend(meant.filter(|_| number == 0).map(str::to_owned));
                claimed.extend(meant);
                lost.push(key.span().start);
                unknown = true;
                continue;
            };
            self.trail.push(field.name.clone());
            let before = self.flaws;
            let read = self.value(&field.shape, field, value);
            if number == 0 && self.flaws > before {
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
        let whole = self.missing(form, &present, &claimed, span, owner);
        let whole = self.one_of(form, &present, &claimed, unknown, empty, span, owner) & whole;
        let kept = |name: &str| facts.iter().any(|fact: &Fact| fact.field == name);
        let whole = whole && form.fields.iter().all(|field| !field.required || kept(&field.name));
        (facts, whole)
    }

    /// Reports what must be there and is not, all in one.
    fn missing(&mut self, form: &Table, present: &[String], claimed: &[&str], span: Span, owner: Owner) -> bool {
        let absent: Vec<&Field> = form.fields.iter().filter(|field| field.required && !present.contains(&field.name)).collect();
        let is_unsaid = |field: &&&Field| {
            let swallowed = matches!(owner, Owner::Record) && self.swallowed.contains(&field.name);
            !claimed.contains(&field.name.as_str()) && !swallowed && !self.doubts(&field.name)
        };
        let unsaid: Vec<&Field> = absent.iter().filter(is_unsaid).copied().collect();
        let is_cut_off = matches!(owner, Owner::Record) && present.is_empty() && self.is_unreadable();
        if unsaid.is_empty() || is_cut_off || !matches!(owner, Owner::Record) && self.is_doubtful(span) {
            return absent.is_empty();
        }
        self.flaws += 1;
        let names = unsaid.iter().map(|field| format!("`{}`", field.name)).collect::<Vec<_>>().join(" and ");
        let message = format!("{} needs {names}", self.owner(owner));
        let verb = if unsaid.len() == 1 { "is" } else { "are" };
        let mut finding =
            Diagnostic::error("record/missing-field", self.place(span), message).label(format!("{names} {verb} missing"));
        // What is added below a heading belongs to the heading.
        let begins_with_heading = self.text.get(span.range()).unwrap_or("").starts_with('[');
        let at = if matches!(owner, Owner::Record) && begins_with_heading { " above this line" } else { "" };
        for field in unsaid {
            finding = finding.hint(format!(
                "add `{} = {}`{at}: {}",
                field.name,
                ways::example(self.schema, &field.shape),
                ways::meaning(field)
            ));
        }
        self.report.add(finding);
        false
    }

    /// What a table is about, in a message.
    fn owner(&self, owner: Owner) -> String {
        match owner {
            Owner::Record => format!("this {}", self.schema.kind.label().to_lowercase()),
            Owner::Entry => format!("this entry of `{}`", self.trail.join(".")),
            Owner::Field => format!("`{}`", self.trail.join(".")),
        }
    }

    /// Whether this key stands in or below what could not be read.
    fn doubts(&self, key: &str) -> bool {
        let Some(first) = self.doubtful.iter().map(|span| span.start as usize).min() else { return false };
        let start = self.text[..self.text.floor_char_boundary(first)].rfind('\n').map_or(0, |at| at + 1);
        self.text[start..].lines().any(|line| {
            let line = line.trim_start().trim_start_matches('"');
            line.strip_prefix(key)
                .is_some_and(|rest| !rest.starts_with(|letter: char| letter.is_alphanumeric() || "_-.".contains(letter)))
        })
    }

    /// Whether the fields as a whole could not be read: not told from prose, or no line of them TOML.
    fn is_unreadable(&self) -> bool {
        let is_flaw = |finding: &Diagnostic| {
            matches!(finding.check, "file/front-matter" | "file/not-utf8") && finding.place.path == *self.path
        };
        !self.doubtful.is_empty() || self.report.iter().any(is_flaw)
    }

    /// Whether something stands in or beside what could not be read.
    fn is_doubtful(&self, span: Span) -> bool {
        self.doubtful.iter().any(|doubt| doubt.start <= span.end && span.start <= doubt.end)
    }

    /// Reports, unless it only follows from what could not be read.
    fn tell(&mut self, finding: Diagnostic) {
        self.flaws += 1;
        if !self.is_doubtful(finding.place.span) {
            self.report.add(finding);
        }
    }

    #[allow(clippy::too_many_arguments, reason = "what was seen of one table, used once")]
    fn one_of(
        &mut self,
        form: &Table,
        present: &[String],
        claimed: &[&str],
        unknown: bool,
        empty: Option<(String, Span)>,
        span: Span,
        owner: Owner,
    ) -> bool {
        let has = |name: &str| present.iter().any(|key| key == name) || claimed.contains(&name);
        for (name, other) in &form.needs {
            if has(name) && !has(other) {
                let message = format!("`{name}` says nothing without `{other}`");
                let hint = format!("add `{other}`, or remove `{name}`");
                self.tell(Diagnostic::error("record/field-alone", self.place(span), message).hint(hint));
                return false;
            }
        }
        let given: Vec<&String> = form.one_of.iter().filter(|name| has(name)).collect();
        if let ([_], Some((name, place))) = (&given[..], empty) {
            let message = format!("`{name}` is empty, so {} asks for nothing", self.owner(owner));
            self.tell(Diagnostic::error("record/one-of", self.place(place), message).hint("add an entry, or leave it out"));
            return false;
        }
        if form.one_of.is_empty() || given.len() == 1 {
            return true;
        }
        // Where a field is not known, that was said, with the fields that there are.
        if given.is_empty() && unknown {
            return false;
        }
        let options = in_a_row(&form.one_of, "or");
        let owner = self.owner(owner);
        let (message, hint) = match given.len() {
            0 => (format!("{owner} says none of {}", options.replace(" or ", " and ")), format!("write one of {options}")),
            _ => (
                format!("{owner} says {}: only one can be meant", in_a_row(&given, "and")),
                format!("write only one of {options}"),
            ),
        };
        self.tell(Diagnostic::error("record/one-of", self.place(span), message).hint(hint));
        false
    }

    /// Walks a value; `None` where it was wrong, which is then reported.
    fn value(&mut self, shape: &Shape, field: &Field, value: &mut Spanned<DeValue<'_>>) -> Option<Value> {
        let span = Span::new(value.span());
        let listed = std::mem::take(&mut self.listed);
        if field.single && !value.get_ref().is_array() {
            let only = std::mem::replace(value, Spanned::new(0..0, DeValue::Boolean(false)));
            *value = Spanned::new(only.span(), DeValue::Array(std::iter::once(only).collect()));
        }
        match (shape, value.get_mut()) {
            (Shape::Table(number), DeValue::Table(table)) => {
                let owner = if listed { Owner::Entry } else { Owner::Field };
                let (facts, whole) = self.table(*number, table, self.first_line(span), owner);
                whole.then_some(Value::Table(facts))
            }
            (Shape::List(inner), DeValue::Array(list)) => {
                let mut values = Vec::new();
                let elements = std::mem::replace(list, std::iter::empty().collect());
                let only = single_off(field);
                for mut element in elements {
                    self.listed = true;
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
                        if *most > i64::from(u32::MAX) {
                            format!("write a number of {least} or more")
                        } else {
                            format!("write a number from {least} to {most}")
                        },
                    );
                    return None;
                };
                Some(Value::Number(number))
            }
            (Shape::Boolean, DeValue::Boolean(flag)) => Some(Value::Flag(*flag)),
            (Shape::Choice(choices), DeValue::String(word)) => self.choice(choices, field, word, span),
            (Shape::Link(_) | Shape::Term(_), DeValue::String(text)) if text.trim().is_empty() => {
                let hint = format!("write {}, or leave it out", noun(shape));
                self.wrong(field, span, format!("`{}` is empty", field.name), hint);
                None
            }
            (Shape::Link(kind), DeValue::String(text)) => {
                self.mention(Target::Record(*kind), text, span);
                Some(Value::Link(*kind, text.to_string()))
            }
            (Shape::Term(key), DeValue::String(text)) => {
                self.mention(Target::Term(key.clone()), text, span);
                Some(Value::Term(key.clone(), text.to_string()))
            }
            (Shape::Free, table @ DeValue::Table(_)) => Some(free(table)),
            (shape, other) => {
                let hint = ways::mend(self.schema, shape, other)
                    .unwrap_or_else(|| format!("write {}", ways::wanted(self.schema, shape, &self.trail)));
                let what = if listed { format!("each entry of `{}`", field.name) } else { format!("`{}`", field.name) };
                self.wrong(field, span, format!("{what} must be {}, and this is {}", noun(shape), found(other)), hint);
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

    fn wrong(&mut self, field: &Field, span: Span, message: String, hint: String) {
        let mut finding = Diagnostic::error("record/type", self.place(self.first_line(span)), message).hint(hint);
        if !field.doc.is_empty() {
            finding = finding.label(lower_first(field.doc.trim_end_matches('.')));
        }
        self.tell(finding);
    }

    fn mention(&mut self, target: Target, text: &str, span: Span) {
        if self.is_doubtful(span) {
            self.flaws += 1;
            return;
        }
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

/// The keys of a table, or of the first table of a list; none of anything else.
fn keys_inside(value: &DeValue<'_>) -> Vec<String> {
    match value {
        DeValue::Table(table) => table.keys().map(|key| key.get_ref().to_string()).collect(),
        DeValue::Array(values) => values.first().map_or_else(Vec::new, |first| keys_inside(first.get_ref())),
        _ => Vec::new(),
    }
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
