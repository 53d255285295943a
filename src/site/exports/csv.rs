//! Tables: each register as CSV (RFC 4180), and beside it what its columns mean (CSV on the Web).
//!
//! A spreadsheet takes text that begins with certain signs for a formula. So a cell of text that does gets an apostrophe in front, by
//! which spreadsheets know it as text; the metadata says so.

use serde_json::{Value, json};

use super::json::Opening;
use super::register::{Cell, Datatype, PARTIAL_DATE, Register, Row};
use super::schema::Described;
use super::writer::Writer;
use crate::phrases::Phrases;

/// What stands between the texts of one cell. A bar within one of them becomes a broken bar.
const BETWEEN: &str = "|";

/// A register as a table.
pub(super) fn table<R: Row + 'static>(writer: &Writer<'_>) -> Vec<u8> {
    let columns = R::columns().0;
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing into memory cannot fail.
    let _ = table.write_record(columns.iter().map(|column| column.name.as_str()));
    for row in R::all(writer) {
        let _ = table.write_record(columns.iter().map(|column| shown((column.cell)(&row))));
    }
    table.into_inner().unwrap_or_default()
}

fn shown(cell: Cell) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Plain(text) => text,
        Cell::Text(text) => guarded(text),
        Cell::List(texts) => {
            let texts: Vec<String> = texts.into_iter().map(|text| text.replace(BETWEEN, "¦")).collect();
            guarded(texts.join(BETWEEN))
        }
    }
}

/// Text that no spreadsheet takes for a formula.
fn guarded(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{text}") } else { text }
}

/// What the columns of a register's table mean.
pub(super) fn metadata<R: Row + 'static>(writer: &Writer<'_>, register: Register) -> Vec<u8> {
    let opening = Opening::of(writer, register.name());
    let described = Described::of(register);
    let columns: Vec<Value> = R::columns()
        .0
        .iter()
        .map(|column| {
            let named = column.name.ends_with("_name") && !column.described.ends_with("_name");
            let words = described.words(&column.described).unwrap_or_default();
            let words = if named { format!("{words} By name.") } else { words };
            let mut form = json!({ "name": column.name, "titles": column.name, "dc:description": words });
            if let Value::Object(form) = &mut form {
                form.extend(datatype(column.datatype));
            }
            form
        })
        .collect();
    let mut metadata = json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "en-GB" }],
        "url": format!("{}.csv", register.name()),
        "dc:title": register.title(Phrases::english()),
        "dc:source": { "@value": opening.title, "@language": opening.language },
        "dc:description": register.about(Phrases::english()),
        "dc:modified": { "@value": opening.as_of, "@type": "xsd:date" },
        "rdfs:comment": format!(
            "Amounts are in {}. Several texts in one cell have a bar between them; a bar within one of them is written as a broken bar. \
             Text that begins with =, +, -, @, a tab or a line end has an apostrophe in front, so that no spreadsheet takes it \
             for a formula: take it off. What is not recorded is empty.",
            opening.currency
        ),
        "dialect": { "encoding": "utf-8", "header": true, "lineTerminators": ["\r\n"], "doubleQuote": true },
        "tableSchema": { "columns": columns },
    });
    if let Value::Object(metadata) = &mut metadata {
        metadata.extend(opening.publisher.map(|publisher| ("dc:publisher".to_owned(), Value::String(publisher))));
        let licence = opening.licence.map(|licence| match licence.url {
            Some(url) => json!({ "@id": url }),
            None => json!(licence.name),
        });
        metadata.extend(licence.map(|licence| ("dc:license".to_owned(), licence)));
    }
    let mut bytes = serde_json::to_vec_pretty(&metadata).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn datatype(datatype: Datatype) -> serde_json::Map<String, Value> {
    let form = match datatype {
        Datatype::Text => json!({ "datatype": "string" }),
        Datatype::PartialDate => json!({ "datatype": { "base": "string", "format": PARTIAL_DATE } }),
        Datatype::Number => json!({ "datatype": "nonNegativeInteger" }),
        Datatype::Flag => json!({ "datatype": { "base": "boolean", "format": "true|false" } }),
        Datatype::Address => json!({ "datatype": "anyURI" }),
        Datatype::List => json!({ "datatype": "string", "separator": BETWEEN }),
    };
    form.as_object().cloned().unwrap_or_default()
}
