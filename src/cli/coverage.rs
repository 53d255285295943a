//! `handbook coverage`: which bodies take part in which collaboratives, and which that should take part in none.

use clap::Args;
use serde::Serialize;

use super::Outcome;
use super::asked::{Asked, Format, json, table};
use super::terminal::{Trouble, print};
use crate::model::Model;
use crate::model::coverage::{Coverage, Covered};
use crate::record::kind::vocabulary::Expectation;

/// Show which organisations take part in which collaboratives
///
/// Lists every body that takes part in a collaborative today, or of which policy expects it, and marks those that should be in one
/// and are in none. The page `coverage/` of the website shows the same.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  handbook coverage                      as of today
  handbook coverage --as-of 2021-09-30   as it was on that day
  handbook coverage --format json        for programs")]
pub(super) struct Arguments {
    #[command(flatten)]
    asked: Asked,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome, Trouble> {
    let edition = arguments.asked.edition()?;
    let coverage = edition.model.coverage();
    print(&match arguments.asked.format {
        Format::Human => human(&edition.model, coverage),
        Format::Json => json(&document(&edition.model, coverage))?,
    })?;
    Ok(Outcome::Done)
}

fn human(model: &Model, coverage: &Coverage) -> String {
    let mut rows = vec![vec!["Organisation".to_owned(), "Expected".to_owned(), "Collaboratives".to_owned()]];
    for row in &coverage.rows {
        let own: Vec<String> = row.collaboratives.iter().map(|id| model.record(*id).short_title()).collect();
        let own = if row.is_missing() && own.is_empty() { "none".to_owned() } else { own.join(", ") };
        rows.push(vec![model.record(row.organisation).title(), expectation(row).to_owned(), own]);
    }
    let missing = coverage.rows.iter().filter(|row| row.is_missing()).count();
    let closing = match missing {
        0 => "Every trust of which it is expected is in a provider collaborative.".to_owned(),
        1 => "One trust that must be in a provider collaborative is in none that is recorded here.".to_owned(),
        _ => format!("{missing} trusts that must be in a provider collaborative are in none that is recorded here."),
    };
    format!("{}\n{closing}\n", table(&rows))
}

fn expectation(row: &Covered) -> &'static str {
    match row.expectation {
        Some(Expectation::Must) => "must",
        Some(Expectation::May) => "may",
        None => "",
    }
}

/// The answer for programs. Its form is numbered and changes only with the number.
#[derive(Serialize)]
struct Document {
    version: u32,
    as_of: String,
    collaboratives: Vec<String>,
    organisations: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    organisation: String,
    name: String,
    expectation: Option<&'static str>,
    missing: bool,
    collaboratives: Vec<String>,
}

fn document(model: &Model, coverage: &Coverage) -> Document {
    let address = |id: &crate::model::RecordId| model.record(*id).address.to_string();
    let row = |row: &Covered| Row {
        organisation: address(&row.organisation),
        name: model.record(row.organisation).title(),
        expectation: Some(expectation(row)).filter(|word| !word.is_empty()),
        missing: row.is_missing(),
        collaboratives: row.collaboratives.iter().map(address).collect(),
    };
    Document {
        version: 1,
        as_of: model.today.to_string(),
        collaboratives: coverage.collaboratives.iter().map(address).collect(),
        organisations: coverage.rows.iter().map(row).collect(),
    }
}
