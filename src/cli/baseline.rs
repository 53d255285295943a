//! `handbook baseline`: what the publisher requires of every collaborative, and who has it.

use clap::Args;
use serde::Serialize;

use super::Outcome;
use super::asked::{Asked, Format, json, table};
use super::terminal::{Trouble, bold, print};
use crate::model::Model;
use crate::model::baseline::{Baseline, Met};

/// Show what is required of every collaborative, and who has it
///
/// Measures every collaborative of today against the baseline in handbook.toml, and against the ready ones that it switches on. The page
/// `baseline/` of the website shows the same.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  handbook baseline                  as of today
  handbook baseline --format json    for programs
  handbook explain baselines         the ready sets that can be switched on")]
pub(super) struct Arguments {
    #[command(flatten)]
    asked: Asked,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome, Trouble> {
    let edition = arguments.asked.edition()?;
    let baselines = edition.model.baselines();
    print(&match arguments.asked.format {
        Format::Human => human(&edition.model, &baselines),
        Format::Json => json(&document(&edition.model, &baselines))?,
    })?;
    Ok(Outcome::Done)
}

fn human(model: &Model, baselines: &[Baseline]) -> String {
    if baselines.is_empty() {
        return "Nothing is required: handbook.toml has no `[[baseline]]` and no `baselines`.\n".to_owned();
    }
    let mut text = String::new();
    for baseline in baselines {
        let mut rows = vec![
            std::iter::once("Collaborative".to_owned())
                .chain(baseline.requirements.iter().map(|required| required.name.to_string()))
                .collect(),
        ];
        for row in &baseline.rows {
            let cells = row.met.iter().map(|met| word(met).to_owned());
            rows.push(std::iter::once(model.record(row.collaborative).short_title()).chain(cells).collect::<Vec<String>>());
        }
        text.push_str(&format!(
            "{}{}\n{}",
            if text.is_empty() { "" } else { "\n" },
            bold(baseline.name.to_string()),
            table(&rows)
        ));
    }
    text
}

fn word(met: &Met) -> &'static str {
    match met {
        Met::By(_) | Met::Stated => "yes",
        Met::Not => "not recorded",
        Met::NotAsked => "not asked",
        Met::NotUnderstood => "cannot be looked for",
    }
}

/// The answer for programs. Its form is numbered and changes only with the number.
#[derive(Serialize)]
struct Document {
    version: u32,
    as_of: String,
    baselines: Vec<Measured>,
}

#[derive(Serialize)]
struct Measured {
    id: String,
    name: String,
    requires: Vec<String>,
    collaboratives: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    collaborative: String,
    met: Vec<Answer>,
}

#[derive(Serialize)]
struct Answer {
    requires: String,
    outcome: &'static str,
    record: Option<String>,
}

fn document(model: &Model, baselines: &[Baseline]) -> Document {
    let address = |id: &crate::model::RecordId| model.record(*id).subject();
    let measured = |baseline: &Baseline| Measured {
        id: baseline.id.clone(),
        name: baseline.name.to_string(),
        requires: baseline.requirements.iter().map(|required| required.what.clone()).collect(),
        collaboratives: baseline
            .rows
            .iter()
            .map(|row| Row {
                collaborative: address(&row.collaborative),
                met: baseline
                    .requirements
                    .iter()
                    .zip(&row.met)
                    .map(|(required, met)| Answer {
                        requires: required.what.clone(),
                        outcome: word(met),
                        record: if let Met::By(id) = met { Some(address(id)) } else { None },
                    })
                    .collect(),
            })
            .collect(),
    };
    Document { version: 1, as_of: model.today.to_string(), baselines: baselines.iter().map(measured).collect() }
}
