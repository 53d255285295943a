//! A kind of record, and its fields one by one.

use super::{checks, new_command, vocabulary};
use crate::cli::schema;
use crate::cli::starter;
use crate::cli::terminal::{bold, faint, typed, wrap};
use crate::cli::words;
use crate::record::kind::vocabulary::Vocabulary;
use crate::record::kind::{HeadRule, Home, KINDS, Kind};
use crate::record::schema::{Field, Shape, Table};
use crate::record::suggest::nearest;
use crate::record::value::Format;

/// How wide the column of field names is.
const NAMES: usize = 20;

/// A kind of record: where its file stands, its fields, an example.
pub(super) fn kind(kind: Kind, width: usize) -> String {
    let root = kind.schema().root();
    let mut text = format!("{}\n\n{}\n", bold(kind.label()), wrap(&root.doc, width, "", ""));
    text.push_str(&wrap(&place(kind), width, "Its file      ", "              "));
    if !matches!(kind.home(), Home::Root("handbook")) {
        text.push_str(&format!("A new one     {}\n", typed(new_command(kind))));
    }
    if let Some(reference) = reference(kind) {
        text.push_str(&wrap(&reference, width, "Refer to it   ", "              "));
    }
    text.push_str(&format!("In an editor  {}\n", typed(schema::line_of(kind))));
    let head = &kind.schema().head;
    let (shared, own): (Vec<&Field>, Vec<&Field>) =
        root.fields.iter().partition(|field| head.contains(&field.name) && !field.required);
    text.push_str(&format!("\n{}\n", bold("Fields")));
    text.push_str(&own.into_iter().map(|field| line(kind.name(), field, width)).collect::<String>());
    if !shared.is_empty() {
        text.push_str(&format!("\n{}\n", bold("Fields that every record with a page can have")));
        text.push_str(&shared.into_iter().map(|field| line(kind.name(), field, width)).collect::<String>());
    }
    if let Some((path, file)) = starter::example(kind) {
        text.push_str(&format!("\n{} {}\n\n{}", bold("Example:"), path, checks::indented(&file)));
    }
    text
}

fn place(kind: Kind) -> String {
    let form = match kind.home() {
        Home::Root(name) => format!("{name}.toml"),
        Home::Folder(name) => format!("{name}/{}.toml", words::form(kind)),
        Home::Part(name) => format!("collaboratives/{}/{name}.toml", words::form(kind)),
        Home::PartFolder(name) => format!("collaboratives/<collaborative>/{name}/<id>.toml"),
    };
    match kind.head() {
        HeadRule::None => typed(form),
        HeadRule::Named | HeadRule::Unnamed => {
            format!("{}, or .md: then the fields stand between two lines +++, and text in Markdown below", typed(form))
        }
    }
}

fn reference(kind: Kind) -> Option<String> {
    match kind.home() {
        Home::Root(_) => None,
        Home::Part(_) if kind != Kind::Collaborative => None,
        Home::PartFolder(_) => Some(format!(
            "by the name of its file within its own collaborative, as {} elsewhere, and as {} in text",
            typed("<collaborative>/<id>"),
            typed("[[<collaborative>/<id>]]")
        )),
        Home::Part(_) => Some(format!("by the name of its folder, and as {} in text", typed("[[<id>]]"))),
        Home::Folder(_) => {
            Some(format!("by the name of its file, and as {} in text", typed(format!("[[{}]]", words::form(kind)))))
        }
    }
}

/// A field, by its kind and its keys: `forum.quorum.all`; `None` where there is none.
pub(super) fn path(word: &str, vocabulary: &Vocabulary, width: usize) -> Option<String> {
    let (kind, keys) = word.split_once('.')?;
    let kind = words::kind(kind)?;
    let mut table = kind.schema().root();
    let mut found = None;
    for key in keys.split('.') {
        let field = table_of(kind, found).unwrap_or(table).field(key)?;
        table = table_of(kind, Some(field)).unwrap_or(table);
        found = Some(field);
    }
    found.map(|field| one(kind, word, field, vocabulary, width))
}

/// The fields of any kind of record that have this name; empty where there are none.
pub(super) fn of_name(name: &str, width: usize) -> String {
    let name = name.to_lowercase().replace(['-', ' '], "_");
    let mut found = Vec::new();
    for kind in KINDS {
        collect(*kind, 0, kind.name(), &name, &mut Vec::new(), &mut found);
    }
    let more = found.len().saturating_sub(MOST_FIELDS);
    let line = |(path, doc): &(String, &str)| wrap(doc, width, &format!("  {}  ", typed(path)), "      ");
    let mut text: String = found.iter().take(MOST_FIELDS).map(line).collect();
    if more > 0 {
        text.push_str(&format!("  … and {more} more\n"));
    }
    text
}

/// More fields of one name than this are not listed.
const MOST_FIELDS: usize = 16;

fn collect(kind: Kind, table: usize, path: &str, name: &str, inside: &mut Vec<usize>, found: &mut Vec<(String, &'static str)>) {
    if inside.contains(&table) {
        return;
    }
    inside.push(table);
    for field in &kind.schema().tables[table].fields {
        let path = format!("{path}.{}", field.name);
        if field.name == name {
            found.push((path.clone(), &field.doc));
        }
        if let Shape::Table(number) = inner(&field.shape) {
            collect(kind, *number, &path, name, inside, found);
        }
    }
    inside.pop();
}

/// The nearest field where a path leads nowhere.
pub(super) fn nearest_path(kind: &str, keys: &str) -> Option<String> {
    let kind = words::kind(kind).or_else(|| words::nearest_kind(kind))?;
    let mut table = kind.schema().root();
    let mut path = kind.name().to_owned();
    for key in keys.split('.') {
        let field = table
            .field(key)
            .or_else(|| nearest(key, table.fields.iter().map(|field| field.name.as_str())).and_then(|near| table.field(near)))?;
        path = format!("{path}.{}", field.name);
        match table_of(kind, Some(field)) {
            Some(next) => table = next,
            None => break,
        }
    }
    Some(path)
}

/// The table that a field holds, or a list of which it holds.
fn table_of(kind: Kind, field: Option<&Field>) -> Option<&'static Table> {
    match inner(&field?.shape) {
        Shape::Table(number) => kind.schema().tables.get(*number),
        _ => None,
    }
}

fn one(kind: Kind, path: &str, field: &Field, vocabulary: &Vocabulary, width: usize) -> String {
    let exactly = match inner(&field.shape) {
        Shape::Text(format) if *format != Format::Plain && !matches!(field.shape, Shape::List(_)) => format.noun().to_owned(),
        _ => holds(field),
    };
    let mut text = format!("{} {}\n", bold(path), faint(format!("({exactly})")));
    text.push_str(&wrap(&field.doc, width, "", ""));
    match inner(&field.shape) {
        Shape::Table(number) => {
            let table = &kind.schema().tables[*number];
            if !table.doc.is_empty() && table.doc != field.doc {
                text.push_str(&wrap(&table.doc, width, "", ""));
            }
            text.push_str(&format!("\n{}\n", bold("Fields")));
            text.push_str(&table.fields.iter().map(|field| line(path, field, width)).collect::<String>());
            if !table.one_of.is_empty() {
                text.push('\n');
                text.push_str(&wrap(
                    &format!("Of these, exactly one must be there: {}.", table.one_of.join(", ")),
                    width,
                    "",
                    "",
                ));
            }
            for (field, needed) in &table.needs {
                text.push_str(&format!("`{field}` makes sense only beside `{needed}`.\n"));
            }
        }
        Shape::Choice(choices) => {
            text.push_str(&format!("\n{}\n", bold("Words")));
            for (word, about) in choices {
                text.push_str(&named(word, about, width));
            }
        }
        Shape::Term(key) => {
            let place = vocabulary.name.as_deref().unwrap_or("Generic");
            text.push_str(&format!("\n{} {}\n", bold("Words"), faint(format!("({place})"))));
            text.push_str(&vocabulary::brief(key, vocabulary, width));
            text.push_str(&format!("\nWhat each means: {}\n", typed(format!("handbook explain {key}"))));
        }
        Shape::Link(kind) => text.push_str(&format!("\nMore of that: {}\n", typed(format!("handbook explain {kind}")))),
        _ => {}
    }
    text.push_str(&format!("\nThe record it stands in: {}\n", typed(format!("handbook explain {kind}"))));
    text
}

fn line(path: &str, field: &Field, width: usize) -> String {
    let must = if field.required { " Must be there." } else { "" };
    let more = match inner(&field.shape) {
        Shape::Table(_) => format!(" See {path}.{}.", field.name),
        _ => String::new(),
    };
    let about = format!("{}{must} {}", field.doc, faint(format!("({}){more}", holds(field))));
    named(&field.name, &about, width)
}

fn named(name: &str, about: &str, width: usize) -> String {
    let gap = " ".repeat(NAMES.saturating_sub(name.chars().count()).max(2));
    wrap(about, width, &format!("  {}{gap}", typed(name)), &" ".repeat(2 + NAMES))
}

fn inner(shape: &Shape) -> &Shape {
    match shape {
        Shape::List(inner) => self::inner(inner),
        shape => shape,
    }
}

/// What a field holds, in words.
fn holds(field: &Field) -> String {
    match &field.shape {
        Shape::List(inner) if matches!(**inner, Shape::Table(_)) => format!("any number of tables [[{}]]", field.name),
        Shape::List(inner) if field.single => format!("{}, or a list of them", one_value(inner)),
        Shape::List(inner) => format!("a list, each {}", one_value(inner)),
        Shape::Table(_) => format!("a table [{}]", field.name),
        shape => one_value(shape),
    }
}

fn one_value(shape: &Shape) -> String {
    match shape {
        Shape::Text(Format::Plain) => "text".to_owned(),
        // The noun's example is for the page of the field itself.
        Shape::Text(format) => format.noun().split(", such as").next().unwrap_or_default().to_owned(),
        Shape::Integer(..) => "a whole number".to_owned(),
        Shape::Boolean => "true or false".to_owned(),
        Shape::Choice(words) => words.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(", "),
        Shape::Link(kind) => format!("the id of {}", kind.with_article()),
        Shape::Term(key) => format!("one of {key}"),
        Shape::Map(_, Some(key)) => format!("values by name; the names are {key}"),
        Shape::Map(..) => "values by name".to_owned(),
        Shape::List(inner) => format!("a list, each {}", one_value(inner)),
        Shape::Table(_) => "a table".to_owned(),
        Shape::Free => "fields of your own".to_owned(),
    }
}
