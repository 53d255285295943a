//! Records in which every field is filled, written from the schema of their kind: a field that comes later is filled by itself.
//!
//! What stands in the fields is the caller's: secrets to look for, markup that means harm. The handbook around them has a
//! record of every kind, so that every reference leads somewhere.

#![allow(dead_code, reason = "each program that fills records uses a part of this")]

use std::collections::BTreeSet;

use handbook::record::kind::{HeadRule, Home, Kind};
use handbook::record::schema::{Schema, Shape};
use handbook::record::value::Format;
use toml::Value;

pub mod harm;

/// The id of every record and word that a filled record refers to.
pub const ID: &str = "filled";

/// What a filled record says where its author is free.
pub trait Filling {
    /// The text of the field at `path`, such as `forum.seats.title`.
    fn text(&self, path: &str) -> String;

    /// A number for the field at `path`.
    fn number(&self, path: &str) -> i64;

    /// A day for the field at `path`, as `2026-01-31`.
    fn day(&self, path: &str) -> String;

    /// The mailbox in the field at `path`.
    fn mailbox(&self, path: &str) -> String {
        format!("{}@example.org", letters(&self.text(path)))
    }

    /// The address in the field at `path`.
    fn address(&self, path: &str) -> String {
        format!("https://example.org/{}", letters(&self.text(path)))
    }

    /// The id of the record of a kind that the field at `path` refers to.
    fn link(&self, _path: &str, _kind: Kind) -> String {
        ID.to_owned()
    }

    /// What stands below the fields of a record with prose.
    fn prose(&self, path: &str) -> String;

    /// What the field at `path` is left out for, or holds instead: the whole value, or nothing where it is left out.
    fn instead(&self, _path: &str) -> Option<Option<Value>> {
        None
    }
}

/// Where the file of a record of a kind stands, with the id of its own folder or file; text for those that may have prose.
pub fn path_of(kind: Kind, id: &str) -> String {
    let ending = if has_prose(kind) { "md" } else { "toml" };
    match kind.home() {
        Home::Root(name) => format!("{name}.toml"),
        Home::Folder(folder) => format!("{folder}/{id}.{ending}"),
        Home::Part("collaborative") => format!("collaboratives/{id}/collaborative.{ending}"),
        Home::Part(name) => format!("collaboratives/{ID}/{name}.{ending}"),
        Home::PartFolder(folder) => format!("collaboratives/{ID}/{folder}/{id}.{ending}"),
    }
}

fn has_prose(kind: Kind) -> bool {
    kind.head() != HeadRule::None
}

/// How many ways there are to fill a record of a kind: where one of several fields must be there, each way has another.
pub fn ways(kind: Kind) -> usize {
    kind.schema().tables.iter().map(|table| table.one_of.len()).max().unwrap_or(0).max(1)
}

/// The text of a record of a kind, with every field filled in the `way`-th way.
pub fn record(kind: Kind, way: usize, filling: &dyn Filling) -> String {
    let mut writer = Writer { schema: kind.schema(), filling, way, within: Vec::new() };
    let fields = writer.table(0, kind.name()).unwrap_or_default();
    let fields = toml::to_string(&fields).unwrap_or_else(|error| panic!("{kind}: {error}"));
    if has_prose(kind) { format!("+++\n{fields}+++\n{}\n", filling.prose(kind.name())) } else { fields }
}

/// Every field that authors fill with words of their own, as `forum.seats.title`: what a filling has to be asked for.
pub fn places(kind: Kind) -> BTreeSet<String> {
    let asked = Asked { places: std::cell::RefCell::new(BTreeSet::new()) };
    (0..ways(kind)).for_each(|way| drop(record(kind, way, &asked)));
    asked.places.into_inner()
}

struct Asked {
    places: std::cell::RefCell<BTreeSet<String>>,
}

impl Filling for Asked {
    fn text(&self, path: &str) -> String {
        self.places.borrow_mut().insert(path.to_owned());
        "text".to_owned()
    }

    fn number(&self, path: &str) -> i64 {
        self.places.borrow_mut().insert(path.to_owned());
        1
    }

    fn day(&self, path: &str) -> String {
        self.places.borrow_mut().insert(path.to_owned());
        "2026-01-31".to_owned()
    }

    fn prose(&self, path: &str) -> String {
        self.places.borrow_mut().insert(format!("{path}.prose"));
        String::new()
    }
}

struct Writer<'w> {
    schema: &'static Schema,
    filling: &'w dyn Filling,
    way: usize,
    /// The tables around this one: rules nest without end.
    within: Vec<usize>,
}

impl Writer<'_> {
    /// A table; nothing where the field that it cannot do without holds itself and has been written twice.
    fn table(&mut self, number: usize, path: &str) -> Option<toml::Table> {
        let table = &self.schema.tables[number];
        self.within.push(number);
        let chosen = (!table.one_of.is_empty()).then(|| table.one_of[self.way % table.one_of.len()].clone());
        let mut written = toml::Table::new();
        for field in &table.fields {
            let is_other = table.one_of.contains(&field.name) && Some(&field.name) != chosen.as_ref();
            let lacks = table.needs.iter().any(|(key, needed)| {
                *key == field.name && chosen.as_ref().is_some_and(|chosen| table.one_of.contains(needed) && chosen != needed)
            });
            if is_other || lacks {
                continue;
            }
            let path = format!("{path}.{}", field.name);
            let value = match self.filling.instead(&path).or_else(|| by_form(&path)) {
                Some(instead) => instead,
                None => self.value(&field.shape, &path),
            };
            written.extend(value.map(|value| (field.name.clone(), value)));
        }
        self.within.pop();
        chosen.is_none_or(|chosen| written.contains_key(&chosen)).then_some(written)
    }

    /// A value of a form; nothing where the form holds itself and has been written twice.
    fn value(&mut self, shape: &Shape, path: &str) -> Option<Value> {
        let filling = self.filling;
        Some(match shape {
            Shape::Table(number) if self.within.iter().filter(|within| *within == number).count() > 1 => return None,
            Shape::Table(number) => Value::Table(self.table(*number, path)?),
            Shape::List(inner) => Value::Array(match &**inner {
                Shape::Choice(words) => words.iter().map(|(word, _)| Value::String(word.clone())).collect(),
                Shape::Table(number) if !self.schema.tables[*number].one_of.is_empty() => self.each_way(*number, path)?,
                inner => vec![self.value(inner, path)?],
            }),
            Shape::Map(inner, words) => {
                let key = if words.is_some() { ID } else { "own" };
                Value::Table([(key.to_owned(), self.value(inner, path)?)].into_iter().collect())
            }
            Shape::Text(format) => self.text(*format, path),
            // The publisher's own settings: a low limit would keep the rest from being read, a high one would cut nothing.
            Shape::Integer(..) if path.starts_with("handbook.limits.") => {
                filling.number(path);
                Value::Integer(usual_limit(path))
            }
            Shape::Integer(least, most) => Value::Integer(filling.number(path).clamp(*least, *most)),
            Shape::Boolean => Value::Boolean(self.way.is_multiple_of(2)),
            Shape::Choice(words) => Value::String(words[self.way % words.len()].0.clone()),
            Shape::Link(kind) => match kind.home() {
                Home::PartFolder(_) => Value::String(format!("{ID}/{}", filling.link(path, *kind))),
                _ => Value::String(filling.link(path, *kind)),
            },
            Shape::Term(_) => ID.into(),
            Shape::Free => Value::Table(
                [("own", filling.text(path)), ("other", filling.text(path))]
                    .map(|(key, text)| (key.to_owned(), text.into()))
                    .into_iter()
                    .collect(),
            ),
        })
    }

    /// One table for each of the fields of which one must be there.
    fn each_way(&mut self, number: usize, path: &str) -> Option<Vec<Value>> {
        if self.within.iter().filter(|within| **within == number).count() > 1 {
            return None;
        }
        let way = self.way;
        let tables = (0..self.schema.tables[number].one_of.len()).filter_map(|each| {
            self.way = each;
            self.table(number, path).map(Value::Table)
        });
        let tables: Vec<Value> = tables.collect();
        self.way = way;
        (!tables.is_empty()).then_some(tables)
    }

    fn text(&self, format: Format, path: &str) -> Value {
        let filling = self.filling;
        let date = |text: String| text.parse().map_or_else(|_| Value::String(text), Value::Datetime);
        match format {
            Format::Plain | Format::Scalar => filling.text(path).into(),
            Format::Date => date(filling.day(path)),
            Format::DateTime => date(format!("{}T14:00:00", filling.day(path))),
            Format::Length => "5wd".into(),
            Format::Fraction => "2/3".into(),
            Format::Url => filling.address(path).into(),
            Format::Email => filling.mailbox(path).into(),
            Format::Attachment => format!("files/{ID}.pdf").into(),
            Format::Recurrence => "FREQ=MONTHLY;BYDAY=1TU".into(),
            Format::TimeZone => "Europe/London".into(),
            Format::Language => "en-GB".into(),
            Format::Currency => "GBP".into(),
            Format::Time => "14:00".into(),
            Format::Alias => format!("{}/", letters(&filling.text(path))).into(),
        }
    }
}

/// What the form asks of some fields, whoever fills them; nothing of all others. `Some(None)` leaves the field out.
fn by_form(path: &str) -> Option<Option<Value>> {
    match path {
        // What other records choose; what only the vocabularies of the program say; what is the command line's or a theme's.
        _ if path.starts_with("vocabulary.") && path.ends_with(".id") => Some(Some(ID.into())),
        "vocabulary.agreement_kinds.binding" => Some(Some("partly".into())),
        "vocabulary.name" | "vocabulary.extends" | "vocabulary.language" | "handbook.theme" | "handbook.checks" => Some(None),
        _ => None,
    }
}

/// What of a text may stand in an address.
fn letters(text: &str) -> String {
    let letters: String = text.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
    if letters.is_empty() { "text".to_owned() } else { letters.to_lowercase() }
}

/// The limit that a handbook has where its settings say nothing of it.
fn usual_limit(path: &str) -> i64 {
    let name = path.rsplit('.').next().unwrap_or_default();
    let usual = serde_json::to_value(handbook::limits::Limits::default()).unwrap();
    usual[name].as_i64().unwrap_or_else(|| panic!("there is no limit of this name: {path}"))
}
