//! `handbook load`: what taking part costs each body, against the decisions taken.

use clap::Args;
use serde::Serialize;

use super::Outcome;
use super::asked::{Format, Whole, json, table};
use super::terminal::{Trouble, bold, print};
use crate::model::load::{Load, Loads};
use crate::model::{Model, RecordId};

/// Show what taking part costs: forums, seats, meetings and hours a year, against the decisions taken
///
/// For each organisation with a seat, and for each collaborative, the most seats first. Hours are meetings times their length times
/// seats, as far as that is recorded. The page `load/` of the website shows the same.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  handbook load                      as of today
  handbook load --format json        for programs")]
pub(super) struct Arguments {
    #[command(flatten)]
    whole: Whole,
    /// How to show it
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    format: Format,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome, Trouble> {
    let edition = arguments.whole.edition("load")?;
    let model = &edition.model;
    let Loads { bodies: organisations, collaboratives, .. } = model.loads();
    print(&match arguments.format {
        Format::Human => human(model, organisations, collaboratives),
        Format::Json => json(&document(model, organisations, collaboratives))?,
    })?;
    Ok(Outcome::Done)
}

fn human(model: &Model, organisations: &[(RecordId, Load)], collaboratives: &[(RecordId, Load)]) -> String {
    if organisations.is_empty() && collaboratives.is_empty() {
        return "No forum that meets today is on record.\n".to_owned();
    }
    let set = |title: &str, loads: &[(RecordId, Load)]| {
        let heading = [title, "Forums", "Seats", "Meetings a year", "Hours a year", "Decisions in a year"];
        let mut rows = vec![heading.map(str::to_owned).to_vec()];
        rows.extend(loads.iter().map(|(id, load)| row(model.record(*id).title(), load)));
        table(&rows)
    };
    let parts = [("Organisation", organisations), ("Collaborative", collaboratives)];
    let parts = parts.into_iter().filter(|(_, loads)| !loads.is_empty()).map(|(title, loads)| set(title, loads));
    let note = "A hyphen stands for what is not recorded. Preparing, and reading papers, is not in the hours.";
    format!("{}\n{}\n", parts.collect::<Vec<_>>().join("\n"), bold(note))
}

fn row(name: String, load: &Load) -> Vec<String> {
    let about = |number: f64| if number >= 0.5 { format!("{number:.0}") } else { "-".to_owned() };
    let meetings = match load.unknown {
        0 => about(load.meetings),
        _ if load.meetings >= 0.5 => format!("at least {}", about(load.meetings)),
        _ => "-".to_owned(),
    };
    vec![name, load.forums.to_string(), load.seats.to_string(), meetings, about(load.hours), load.decisions.to_string()]
}

/// The answer for programs. Its form is numbered and changes only with the number.
#[derive(Serialize)]
struct Document {
    version: u32,
    as_of: String,
    organisations: Vec<Row>,
    collaboratives: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    subject: String,
    name: String,
    #[serde(flatten)]
    load: LoadRow,
}

/// What taking part costs, for programs; what is not recorded is `null`.
#[derive(Serialize)]
pub(super) struct LoadRow {
    forums: usize,
    seats: usize,
    meetings_a_year: Option<f64>,
    forums_without_frequency: usize,
    hours_a_year: Option<f64>,
    decisions_in_a_year: usize,
}

impl LoadRow {
    pub(super) fn of(load: &Load) -> LoadRow {
        let about = |number: f64| (number > 0.0).then_some((number * 10.0).round() / 10.0);
        LoadRow {
            forums: load.forums,
            seats: load.seats,
            meetings_a_year: about(load.meetings),
            forums_without_frequency: load.unknown,
            hours_a_year: about(load.hours),
            decisions_in_a_year: load.decisions,
        }
    }
}

fn document(model: &Model, organisations: &[(RecordId, Load)], collaboratives: &[(RecordId, Load)]) -> Document {
    let row = |(id, load): &(RecordId, Load)| {
        let record = model.record(*id);
        Row { subject: record.subject(), name: record.title(), load: LoadRow::of(load) }
    };
    Document {
        version: 1,
        as_of: model.today.to_string(),
        organisations: organisations.iter().map(row).collect(),
        collaboratives: collaboratives.iter().map(row).collect(),
    }
}
