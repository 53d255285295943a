//! `handbook impact`: what breaks if a person, a body, an agreement or a forum goes.

use clap::Args;
use serde::Serialize;

use super::Outcome;
use super::asked::{Asked, Format, json};
use super::compare::find;
use super::terminal::{Trouble, faint, print};
use crate::diagnostic::json::{Places, Where};
use crate::model::RecordId;
use crate::model::impact::{Broken, Loss};
use crate::project::Edition;

/// Show what breaks if somebody or something goes
///
/// Names a record, and lists what rests on it today: seats that would be empty, quorums that could not be met, functions that could
/// not reach whoever decides them, agreements, documents without an owner. Nothing is changed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  handbook impact leeds-teaching-hospitals             if a trust leaves or is dissolved
  handbook impact wyaat/committee-in-common            if a forum ends
  handbook impact person:a-name --format json          for programs")]
pub(super) struct Arguments {
    /// The record, by its id; `kind:id` where an id alone is not clear
    record: String,
    #[command(flatten)]
    asked: Asked,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome, Trouble> {
    let edition = arguments.asked.edition()?;
    let gone = find(&edition.model, &arguments.record)?;
    let broken = edition.model.impact(gone);
    print(&match arguments.asked.format {
        Format::Human => human(edition, gone, &broken),
        Format::Json => json(&document(edition, gone, &broken))?,
    })?;
    Ok(Outcome::Done)
}

fn human(edition: &Edition, gone: RecordId, broken: &[Broken]) -> String {
    let title = edition.model.record(gone).title();
    if broken.is_empty() {
        return format!("Nothing that is recorded rests on “{title}” today.\n");
    }
    let mut places = Places::new(&edition.sources);
    let mut text = format!("If “{title}” goes:\n");
    for one in broken {
        let at = places.at(&one.place);
        let at = at.line.map_or_else(|| at.file.clone(), |line| format!("{}:{line}", at.file));
        text.push_str(&format!("  {}\n    {}\n", crate::diagnostic::escaped(&one.message.to_string()), faint(at)));
    }
    text
}

/// The answer for programs. Its form is numbered and changes only with the number.
#[derive(Serialize)]
struct Document {
    version: u32,
    as_of: String,
    record: String,
    breaks: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    loss: &'static str,
    subject: String,
    message: String,
    #[serde(flatten)]
    at: Where,
}

fn document(edition: &Edition, gone: RecordId, broken: &[Broken]) -> Document {
    let mut places = Places::new(&edition.sources);
    let row = |one: &Broken| Row {
        loss: match one.loss {
            Loss::Quorum => "quorum",
            Loss::Chain => "chain",
            Loss::Member => "member",
            Loss::Seat => "seat",
            Loss::Agreement => "agreement",
            Loss::Owner => "owner",
            Loss::Role => "role",
            Loss::Reporting => "reporting",
            Loss::Reference => "reference",
        },
        subject: edition.model.record(one.record).subject(),
        message: one.message.to_string(),
        at: places.at(&one.place),
    };
    Document {
        version: 1,
        as_of: edition.model.today.to_string(),
        record: edition.model.record(gone).subject(),
        breaks: broken.iter().map(row).collect(),
    }
}
