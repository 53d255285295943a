//! The tables of `docs/format.md`, written from the structs that describe the kinds.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use handbook::record::kind::vocabulary::SETS;
use handbook::record::kind::{HeadRule, KINDS, Kind};
use handbook::record::schema::{Field, Shape, Table};
use handbook::record::value::Format;
use handbook::record::walk::label;
use handbook::vocabulary::{built_in, jurisdictions};

use super::cell;

const HEADINGS: &str = "| field | what it means | must it be there? | what it can hold |\n|---|---|---|---|\n";

/// The fields of one kind, and of the tables that only it has.
pub fn kind(kind: Kind) -> String {
    let root = kind.schema().root();
    let head = &kind.schema().head;
    let is_own = |field: &&Field| !head.contains(&field.name) || field.required;
    let own: Vec<&Field> = root.fields.iter().filter(is_own).collect();
    let mut tables = Tables { kind, described: BTreeSet::new(), text: String::new(), shared: shared_names() };
    let skipped = if kind == Kind::Vocabulary { fields_of_every_word() } else { Vec::new() };
    if kind.head() != HeadRule::None {
        tables.text.push_str("What [every record](#what-every-record-can-have) can have, and:\n\n");
    }
    tables.rows(&own, "");
    if kind == Kind::Vocabulary {
        tables.text.push_str("\nEvery word of every list has:\n\n");
        let every: Vec<&Field> =
            list_tables().next().unwrap().fields.iter().filter(|field| skipped.contains(&field.name)).collect();
        tables.rows(&every, "");
    }
    for field in own {
        tables.below(field, "", &skipped);
    }
    tables.text
}

/// What every record with a page has.
pub fn every_record() -> String {
    let schema = Kind::Document.schema();
    let fields: Vec<&Field> = schema.root().fields.iter().filter(|field| schema.head.contains(&field.name)).collect();
    let mut tables = Tables { kind: Kind::Document, described: BTreeSet::new(), text: String::new(), shared: BTreeSet::new() };
    tables.rows(&fields, "");
    for field in fields {
        tables.below(field, "", &[]);
    }
    let unnamed = KINDS.iter().filter(|kind| kind.head() == HeadRule::Unnamed).map(|kind| format!("[{kind}](#{kind})"));
    let but_for = format!("| yes, but in {} |", unnamed.collect::<Vec<_>>().join(", "));
    tables.text.replacen("| yes |", &but_for, 1)
}

/// The tables that several kinds have.
pub fn shared() -> String {
    let names = shared_names();
    let mut text = String::new();
    for name in &names {
        let (kind, table) = all_tables().find(|(_, table)| &table.name == name).unwrap();
        let mut tables = Tables { kind, described: BTreeSet::new(), text: String::new(), shared: names.clone() };
        let _ = write!(tables.text, "### The table `{name}`\n\n{}\n\n", table.doc);
        tables.rows(&table.fields.iter().collect::<Vec<_>>(), "");
        tables.notes(table);
        text.push_str(&format!("{}\n", tables.text));
    }
    text
}

/// The words of every list, of every jurisdiction.
pub fn words() -> String {
    let mut text = "| list | anywhere | beside these |\n|---|---|---|\n".to_owned();
    for key in SETS {
        let of =
            |jurisdiction| built_in(jurisdiction).list(key).into_iter().map(|row| row.id().value.clone()).collect::<Vec<_>>();
        let mut places = jurisdictions().map(|(jurisdiction, word)| (built_in(jurisdiction), word, of(jurisdiction)));
        let (_, _, anywhere) = places.next().unwrap();
        let own = places.filter_map(|(vocabulary, word, words)| {
            let own: Vec<String> = words.into_iter().filter(|word| !anywhere.contains(word)).collect();
            let name = vocabulary.name.clone().unwrap_or_else(|| label(word));
            (!own.is_empty()).then(|| format!("{name}: {}", quoted(&own)))
        });
        let own: Vec<String> = own.collect();
        let _ = writeln!(text, "| `{key}` | {} | {} |", quoted(&anywhere), own.join("<br>"));
    }
    text
}

fn quoted(words: &[String]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

struct Tables {
    kind: Kind,
    /// The tables that have been described, by name.
    described: BTreeSet<String>,
    text: String,
    /// The tables that are described elsewhere, by name.
    shared: BTreeSet<String>,
}

impl Tables {
    fn rows(&mut self, fields: &[&Field], path: &str) {
        self.text.push_str(HEADINGS);
        for field in fields {
            let holds = self.holds(field, path);
            let must = if field.required { "yes" } else { "" };
            let _ = writeln!(self.text, "| `{}` | {} | {must} | {} |", field.name, cell(&field.doc), cell(&holds));
        }
    }

    /// The tables below a field, each once.
    fn below(&mut self, field: &Field, path: &str, skipped: &[String]) {
        let Some(table) = self.table_of(&field.shape).filter(|table| !self.shared.contains(&table.name)) else { return };
        if !self.described.insert(table.name.clone()) {
            return;
        }
        let path = join(path, &field.name);
        let several = matches!(field.shape, Shape::List(_));
        let name = if several { format!("[[{path}]]") } else { format!("[{path}]") };
        let fields: Vec<&Field> = table.fields.iter().filter(|field| !skipped.contains(&field.name)).collect();
        let _ = write!(self.text, "\n**`{name}`** {}\n", table.doc);
        if !fields.is_empty() {
            self.text.push('\n');
            self.rows(&fields, &path);
        }
        self.notes(table);
        for field in fields {
            self.below(field, &path, &[]);
        }
    }

    fn notes(&mut self, table: &Table) {
        if !table.one_of.is_empty() {
            let _ = write!(self.text, "\nOf these, exactly one must be there: {}.\n", quoted(&table.one_of));
        }
        for (field, needed) in &table.needs {
            let _ = write!(self.text, "\n`{field}` makes sense only beside `{needed}`.\n");
        }
    }

    fn table_of(&self, shape: &Shape) -> Option<&'static Table> {
        match shape {
            Shape::Table(number) => self.kind.schema().tables.get(*number),
            Shape::List(inner) => self.table_of(inner),
            _ => None,
        }
    }

    fn holds(&self, field: &Field, path: &str) -> String {
        let Some(table) = self.table_of(&field.shape) else { return holds(field) };
        let which = match self.shared.contains(&table.name) {
            true => format!("[{}](#the-table-{})", table.name, table.name.replace(' ', "-")),
            false => format!("`{}`, below", join(path, &field.name)),
        };
        match field.shape {
            Shape::List(_) => format!("any number of tables: {which}"),
            _ => format!("a table: {which}"),
        }
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

fn holds(field: &Field) -> String {
    match &field.shape {
        Shape::List(inner) if field.single => format!("{}, or a list of them", one(inner)),
        Shape::List(inner) => format!("a list, each {}", one(inner)),
        shape => one(shape),
    }
}

fn one(shape: &Shape) -> String {
    match shape {
        Shape::Text(format) => text(*format),
        Shape::Integer(..) => "a whole number".to_owned(),
        Shape::Boolean => "`true` or `false`".to_owned(),
        Shape::Choice(choices) => choices.iter().map(|(word, about)| choice(word, about)).collect::<Vec<_>>().join("<br>"),
        Shape::Link(kind) => format!("the [id](#references) of {}", kind.with_article()),
        Shape::Term(key) => format!("a word of [`{key}`](#words)"),
        Shape::Map(inner, Some(key)) if key == "checks" => format!("by the name of a check: {}", one(inner)),
        Shape::Map(inner, Some(key)) => format!("by a word of [`{key}`](#words): {}", one(inner)),
        Shape::Map(inner, None) => format!("by name: {}", one(inner)),
        Shape::List(inner) => format!("a list, each {}", one(inner)),
        Shape::Table(_) => "a table".to_owned(),
        Shape::Free => "fields of your own".to_owned(),
    }
}

fn text(format: Format) -> String {
    match format {
        Format::Plain => "text".to_owned(),
        Format::Date => "a [date](#dates)".to_owned(),
        Format::Length => "a [length of time](#lengths-of-time)".to_owned(),
        Format::Recurrence => "a [recurrence rule](#recurrence-rules)".to_owned(),
        Format::Attachment => "the path of an [attachment](#attachments)".to_owned(),
        other => other.noun().replace('"', "`"),
    }
}

fn choice(word: &str, about: &str) -> String {
    if about.is_empty() { format!("`{word}`") } else { format!("`{word}`: {about}") }
}

fn all_tables() -> impl Iterator<Item = (Kind, &'static Table)> {
    KINDS.iter().flat_map(|kind| kind.schema().tables.iter().skip(1).map(|table| (*kind, table)))
}

/// The names of the tables that several kinds have; those of the head, which all have, are not among them.
fn shared_names() -> BTreeSet<String> {
    let mut owners: BTreeMap<&str, BTreeSet<Kind>> = BTreeMap::new();
    for (kind, table) in all_tables() {
        owners.entry(&table.name).or_default().insert(kind);
    }
    let with_head = KINDS.iter().filter(|kind| kind.head() != HeadRule::None).count();
    let several = owners.into_iter().filter(|(_, kinds)| kinds.len() > 1 && kinds.len() < with_head);
    several.map(|(name, _)| name.to_owned()).collect()
}

/// The tables of the vocabulary's lists.
fn list_tables() -> impl Iterator<Item = &'static Table> {
    let schema = Kind::Vocabulary.schema();
    let lists = schema.root().fields.iter().filter(|field| SETS.contains(&field.name.as_str()));
    lists.filter_map(|field| match &field.shape {
        Shape::List(inner) => match **inner {
            Shape::Table(number) => schema.tables.get(number),
            _ => None,
        },
        _ => None,
    })
}

/// The fields that every word of every list has.
fn fields_of_every_word() -> Vec<String> {
    let first = list_tables().next().unwrap();
    let names = first.fields.iter().map(|field| &field.name);
    names.filter(|name| list_tables().all(|table| table.field(name).is_some())).cloned().collect()
}
