//! Ways out of a value of the wrong sort: what was found, what is wanted, and how what was meant is written.

use toml::de::DeValue;

use crate::record::schema::{Field, Schema, Shape, Table};
use crate::record::value::{Format, Fraction, amount};

/// What was found, in words.
pub fn found(value: &DeValue<'_>) -> &'static str {
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

/// What is wanted, in words.
pub fn noun(shape: &Shape) -> String {
    match shape {
        Shape::Table(_) | Shape::Map(..) | Shape::Free => "a table".to_owned(),
        Shape::List(_) => "a list".to_owned(),
        Shape::Text(Format::Plain) => "text".to_owned(),
        Shape::Text(format) => format.noun().split([',', ':']).next().unwrap_or("text").to_owned(),
        Shape::Integer(..) => "a whole number".to_owned(),
        Shape::Boolean => "true or false".to_owned(),
        Shape::Choice(_) => "one of a few words".to_owned(),
        Shape::Link(kind) => format!("the id of {}", kind.with_article()),
        Shape::Term(key) => format!("one of the {}", key.replace('_', " ")),
    }
}

/// How it is written, where nothing of what was meant can be seen. `trail` leads to the field.
pub fn wanted(schema: &Schema, shape: &Shape, trail: &[String]) -> String {
    match shape {
        Shape::Table(_) => format!("`{}`, or a line `[{}]` with its fields below", example(schema, shape), trail.join(".")),
        Shape::Map(..) | Shape::Free => format!("a line `[{}]` with a line `key = \"value\"` below it for each", trail.join(".")),
        Shape::List(inner) => match **inner {
            Shape::Table(_) => format!("a line `[[{}]]` above the fields of each entry", trail.join(".")),
            _ => "a list in square brackets, such as [\"one\", \"two\"]".to_owned(),
        },
        Shape::Text(format) => format.noun().to_owned(),
        Shape::Integer(..) => "a whole number without quotation marks, such as 250_000".to_owned(),
        Shape::Boolean => "true or false, without quotation marks".to_owned(),
        Shape::Choice(choices) => format!("one of {}", words(choices)),
        Shape::Link(_) | Shape::Term(_) => format!("{} in quotation marks", noun(shape)),
    }
}

/// The way out where what was meant can be seen.
pub fn mend(schema: &Schema, shape: &Shape, value: &DeValue<'_>) -> Option<String> {
    match (shape, value) {
        (Shape::Integer(..), DeValue::String(text)) => Some(format!("write {} without quotation marks", amount(text)?)),
        (Shape::Boolean, DeValue::String(text)) => match text.to_lowercase().as_str() {
            "yes" | "true" => Some("write true, without quotation marks".to_owned()),
            "no" | "false" => Some("write false, without quotation marks".to_owned()),
            _ => None,
        },
        (Shape::List(inner), DeValue::Table(_)) if matches!(**inner, Shape::Table(_)) => {
            Some("use double square brackets for each entry, or put `{ … }` into a list `[ … ]`".to_owned())
        }
        (Shape::List(inner), single @ (DeValue::String(_) | DeValue::Integer(_))) => match **inner {
            Shape::Table(number) => {
                let others = others(schema, number, single);
                Some(format!("write it as `[{}]`{others}", as_table(schema, number, single)?))
            }
            // Ids and words hold no commas: several stand in one text.
            Shape::Link(_) | Shape::Term(_) | Shape::Choice(_) => {
                let DeValue::String(text) = single else { return None };
                let words = text.split([',', ';']).map(str::trim).filter(|word| !word.is_empty());
                let words: Vec<String> = words.map(|word| format!("\"{word}\"")).collect();
                let what = if words.len() > 1 { "write each in quotation marks of its own, all in" } else { "put it into" };
                Some(format!("{what} square brackets: [{}]", words.join(", ")))
            }
            _ => matches!(single, DeValue::String(_)).then(|| format!("put it into square brackets: [{}]", written(single))),
        },
        (Shape::Text(Format::Fraction), DeValue::Float(number)) => {
            Fraction::meant(number.as_str()).map(|fraction| format!("write \"{fraction}\""))
        }
        (Shape::Text(Format::Length), DeValue::Integer(number)) => {
            let number = number.as_str();
            Some(format!("say of what: \"{number}d\" for days, \"{number}wd\" for working days, \"{number}w\" for weeks"))
        }
        (Shape::Text(format), DeValue::Integer(number)) => {
            format.check(number.as_str()).is_ok().then(|| format!("put it into quotation marks: \"{}\"", number.as_str()))
        }
        (Shape::Text(Format::Plain), DeValue::Float(number)) => {
            Some(format!("put it into quotation marks: \"{}\"", number.as_str()))
        }
        (Shape::Table(number), single) => {
            if let DeValue::Array(list) = single {
                return match list.first().map(|only| only.get_ref()) {
                    Some(DeValue::Table(_)) => Some("there can be only one: use single square brackets".to_owned()),
                    Some(first) if list.len() == 1 => Some(format!("write it as `{}`", as_table(schema, *number, first)?)),
                    _ => None,
                };
            }
            Some(format!("write it as `{}`{}", as_table(schema, *number, single)?, others(schema, *number, single)))
        }
        (Shape::Link(_) | Shape::Term(_) | Shape::Choice(_) | Shape::Text(_), DeValue::Array(list)) => match list.first() {
            Some(only) if list.len() == 1 && only.get_ref().is_str() => {
                Some(format!("there can be only one: write {} without square brackets", written(only.get_ref())))
            }
            _ => Some("there can be only one: write it without square brackets".to_owned()),
        },
        (Shape::Link(_) | Shape::Term(_), DeValue::Table(table)) => {
            let only = table.values().next().filter(|only| table.len() == 1 && only.get_ref().is_str())?;
            Some(format!("write the word alone: {}", written(only.get_ref())))
        }
        _ => None,
    }
}

/// A single value as the table that it probably stands for: its field is the one that the table is about and that takes it.
fn as_table(schema: &Schema, number: usize, value: &DeValue<'_>) -> Option<String> {
    let form = schema.tables.get(number)?;
    let takes = |field: &&Field| match (&field.shape, value) {
        (Shape::Text(format), DeValue::String(text)) => format.check(text).is_ok(),
        (Shape::Link(_), DeValue::String(text)) => !text.contains(' '),
        (Shape::Choice(choices), DeValue::String(text)) => choices.iter().any(|(word, _)| word == text),
        (Shape::Integer(..), DeValue::Integer(_)) | (Shape::Boolean, DeValue::Boolean(_)) => true,
        (Shape::Text(Format::Date), DeValue::Datetime(_)) => true,
        _ => false,
    };
    // Any text could be meant for any field, unless there is no other or it is a word.
    let is_likely = |field: &&Field| {
        field.required
            || !matches!(field.shape, Shape::Text(Format::Plain))
            || !matches!(value, DeValue::String(text) if text.contains(' '))
    };
    let field = in_order(form).filter(takes).find(is_likely)?;
    if form.fields.iter().any(|other| other.required && other.name != field.name) {
        return None;
    }
    Some(format!("{{ {} = {} }}", field.name, written(value)))
}

/// Keys of fields in a row: `a`, `b` and `c`, with the word before the last.
pub fn in_a_row(names: &[impl std::fmt::Display], word: &str) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match &names[..] {
        [first @ .., last] if !first.is_empty() => format!("{} {word} {last}", first.join(", ")),
        _ => names.join(""),
    }
}

/// The other sorts of record that a single id may be meant for: `, or with forum or person in place of organisation`.
fn others(schema: &Schema, number: usize, value: &DeValue<'_>) -> String {
    let (Some(form), DeValue::String(_)) = (schema.tables.get(number), value) else { return String::new() };
    let is_link = |field: &&Field| form.one_of.contains(&field.name) && matches!(field.shape, Shape::Link(_));
    let names: Vec<&String> = in_order(form).filter(is_link).map(|field| &field.name).collect();
    match &names[..] {
        [first, others @ ..] if !others.is_empty() => format!(", or with {} in place of `{first}`", in_a_row(others, "or")),
        _ => String::new(),
    }
}

/// A table's fields, those first that say what it is about, and those last that take any text.
fn in_order(form: &Table) -> impl Iterator<Item = &Field> {
    let rank = |field: &&Field| {
        let is_plain = matches!(field.shape, Shape::Text(Format::Plain));
        (!form.one_of.contains(&field.name), !field.required, is_plain)
    };
    let mut fields: Vec<&Field> = form.fields.iter().collect();
    fields.sort_by_key(rank);
    fields.into_iter()
}

fn written(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("\"{text}\""),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        _ => "…".to_owned(),
    }
}

/// A value of a form, as an author would write it.
pub fn example(schema: &Schema, shape: &Shape) -> String {
    match shape {
        Shape::Text(Format::Date) => "2025-04-01".to_owned(),
        Shape::Text(Format::DateTime) => "2025-04-01T14:00:00".to_owned(),
        Shape::Text(Format::Recurrence) => "\"FREQ=MONTHLY;BYDAY=1TU\"".to_owned(),
        Shape::Text(Format::Length) => "\"6m\"".to_owned(),
        Shape::Text(Format::Fraction) => "\"2/3\"".to_owned(),
        Shape::Text(_) | Shape::Link(_) | Shape::Term(_) | Shape::Choice(_) | Shape::Free => "\"…\"".to_owned(),
        Shape::List(inner) => format!("[{}]", example(schema, inner)),
        Shape::Table(number) => match schema.tables.get(*number).and_then(|form| in_order(form).next()) {
            // A rule can hold rules of its own, and an example should end.
            Some(field) if !matches!(field.shape, Shape::List(_) | Shape::Table(_)) => {
                format!("{{ {} = {} }}", field.name, example(schema, &field.shape))
            }
            _ => "{ … }".to_owned(),
        },
        Shape::Map(..) => "{ … }".to_owned(),
        Shape::Integer(..) => "1".to_owned(),
        Shape::Boolean => "true".to_owned(),
    }
}

/// What a field means, and its words where it has only a few.
pub fn meaning(field: &Field) -> String {
    let doc = lower_first(field.doc.trim_end_matches('.'));
    match &field.shape {
        Shape::Choice(choices) => format!("{doc}, one of {}", words(choices)),
        _ => doc,
    }
}

fn words(choices: &[(String, String)]) -> String {
    choices.iter().map(|(word, _)| format!("\"{word}\"")).collect::<Vec<_>>().join(", ")
}

pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}
