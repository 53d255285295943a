//! `handbook compare`: records of one kind side by side, field by field.

use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;

use super::Outcome;
use super::asked::{Asked, Format, json, table};
use super::terminal::{Trouble, print};
use crate::model::compare::Comparison;
use crate::model::{Model, RecordId};
use crate::record::kind::{KINDS, Kind};
use crate::record::suggest::nearest;
use crate::record::walk::{Value, label};

/// Compare collaboratives, or terms of reference, field by field
///
/// Shows two or more records of one kind side by side; what differs from most of the others is marked with an asterisk. Without names
/// it compares all collaboratives of today. The page `compare/` of the website shows the same.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  handbook compare wyaat barnsley-alliance             two collaboratives
  handbook compare wyaat/committee-in-common swleoc/partnership-board    two forums
  handbook compare --format json                       all collaboratives, for programs")]
pub(super) struct Arguments {
    /// The records, by their ids; `kind:id` where an id alone is not clear
    records: Vec<String>,
    #[command(flatten)]
    asked: Asked,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome, Trouble> {
    let edition = arguments.asked.edition()?;
    let model = &edition.model;
    let mut records = arguments.records.iter().map(|name| find(model, name)).collect::<Result<Vec<RecordId>, Trouble>>()?;
    if records.is_empty() {
        records = model.of_kind(Kind::Collaborative).map(|(id, _)| id).filter(|id| model.holds_today(*id)).collect();
    }
    let Some(kind) = records.first().map(|id| model.record(*id).kind) else {
        return Err(Trouble::new("there is nothing to compare")
            .way_out("name two records, such as: handbook compare wyaat barnsley-alliance"));
    };
    if let Some(other) = records.iter().map(|id| model.record(*id)).find(|record| record.kind != kind) {
        let what = format!("`{}` is {}, and the first is {}", other.address, other.kind.with_article(), kind.with_article());
        return Err(Trouble::new(what).way_out("compare records of one kind"));
    }
    if records.len() < 2 {
        return Err(Trouble::new("one record cannot be compared").way_out("name two or more of the same kind"));
    }
    let comparison = model.compare(kind, records);
    print(&match arguments.asked.format {
        Format::Human => human(model, &comparison),
        Format::Json => json(&document(model, kind, &comparison))?,
    })?;
    Ok(Outcome::Done)
}

/// The record that a word on the command line names: `kind:id`, or an id that only one record has.
pub(super) fn find(model: &Model, name: &str) -> Result<RecordId, Trouble> {
    let found: Vec<RecordId> = match name.split_once(':') {
        Some((kind, address)) => Kind::named(kind).and_then(|kind| model.find(kind, address)).into_iter().collect(),
        None => KINDS.iter().filter_map(|kind| model.find(*kind, name)).collect(),
    };
    match found[..] {
        [id] => Ok(id),
        [] => {
            let addresses: Vec<String> = model.records().map(|(_, record)| record.address.to_string()).collect();
            Err(nearest_trouble(format!("there is no record `{name}`"), name, &addresses))
        }
        _ => {
            let choices: Vec<String> = found.iter().map(|id| format!("`{}`", model.record(*id).subject())).collect();
            Err(Trouble::new(format!("`{name}` can mean several records"))
                .way_out(format!("say which: {}", choices.join(" or "))))
        }
    }
}

/// That nothing is named so, with the nearest that there is.
pub(super) fn nearest_trouble(what: String, name: &str, known: &[String]) -> Trouble {
    match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => Trouble::new(what).way_out(format!("did you mean `{near}`?")),
        None => Trouble::new(what).way_out("name it by its id, as in the name of its file"),
    }
}

fn human(model: &Model, comparison: &Comparison) -> String {
    let mut rows = vec![
        std::iter::once(String::new())
            .chain(comparison.records.iter().map(|id| model.record(*id).short_title()))
            .collect::<Vec<String>>(),
    ];
    for row in comparison.rows.iter().filter(|row| !row.is_aside()) {
        let cells = row.values.iter().zip(&row.differs).zip(&comparison.records).map(|((value, differs), id)| {
            let text = value.as_ref().map_or_else(|| "–".to_owned(), |value| model.said_in(model.record(*id), value));
            if *differs { format!("* {text}") } else { text }
        });
        let name = row.field.split('.').map(label).collect::<Vec<_>>().join(": ");
        rows.push(std::iter::once(name).chain(cells).collect());
    }
    table(&rows)
}

/// A value for programs: ids and dates as they are written.
fn shown(value: &Value) -> String {
    match value {
        Value::Text(text, _) | Value::Choice(text) | Value::Link(_, text) | Value::Term(_, text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => (if *flag { "yes" } else { "no" }).to_owned(),
        Value::List(values) => values.iter().map(shown).collect::<Vec<_>>().join(", "),
        Value::Table(facts) => {
            facts.iter().map(|fact| format!("{}: {}", fact.field, shown(&fact.value))).collect::<Vec<_>>().join("; ")
        }
    }
}

/// The answer for programs. Its form is numbered and changes only with the number.
#[derive(Serialize)]
struct Document {
    version: u32,
    as_of: String,
    kind: &'static str,
    records: Vec<String>,
    fields: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    field: String,
    values: BTreeMap<String, Option<String>>,
    differs: Vec<String>,
}

fn document(model: &Model, kind: Kind, comparison: &Comparison) -> Document {
    let addresses: Vec<String> = comparison.records.iter().map(|id| model.record(*id).address.to_string()).collect();
    let fields = comparison.rows.iter().map(|row| Row {
        field: row.field.clone(),
        values: addresses.iter().cloned().zip(row.values.iter().map(|value| value.as_ref().map(shown))).collect(),
        differs: addresses
            .iter()
            .zip(&row.differs)
            .filter(|(_, differs)| **differs)
            .map(|(address, _)| address.clone())
            .collect(),
    });
    Document { version: 1, as_of: model.today.to_string(), kind: kind.name(), fields: fields.collect(), records: addresses }
}
