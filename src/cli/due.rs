//! `handbook due`: what is overdue, what is open, and what is coming.

use clap::Args;
use jiff::civil::Date;
use serde::Serialize;

use super::Outcome;
use super::asked::{Format, Whole, json};
use super::terminal::{Trouble, bold, faint, print, prose_width, wrap};
use crate::diagnostic::escaped;
use crate::diagnostic::json::{Places, Where};
use crate::model::due::{Due, Standing};
use crate::phrases::capitalised;
use crate::project::Edition;
use crate::record::date::{Length, PartialDate, long_date};

/// List what is due: reviews, ends of agreements, approvals, vacant seats, terms
///
/// Shows what is overdue, what is open, and what comes in the next 90 days, each with the record and the line where it
/// stands. Nothing is an error here: `handbook check` says what is wrong. Ends with exit code 0.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  handbook due                        what is due in the next 90 days
  handbook due --within 1y            in the next year
  handbook due --as-of 2027-04-01     as it will look on that day
  handbook due --format json          for programs")]
pub(super) struct Arguments {
    #[command(flatten)]
    whole: Whole,
    /// How far to look ahead: d days, wd working days, w weeks, m months, y years
    #[arg(long, value_name = "TIME", default_value = "90d", value_parser = read_length)]
    within: Length,
    /// How to show it
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    format: Format,
}

fn read_length(text: &str) -> Result<Length, String> {
    Length::read(text).map_err(|flaw| format!("{}: {}", flaw.message, flaw.hint))
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome, Trouble> {
    let edition = arguments.whole.edition("due")?;
    let today = edition.model.today;
    let due = edition.model.due(arguments.within.after(today));
    print(&match arguments.format {
        Format::Human => human(edition, &due, arguments.within, today),
        Format::Json => json(&document(edition, &due, arguments.within, today))?,
    })?;
    Ok(Outcome::Done)
}

fn human(edition: &Edition, due: &[Due<'_>], within: Length, today: Date) -> String {
    if due.is_empty() {
        return format!(
            "Nothing is due: nothing is overdue or open, and nothing comes within {within} of {}.\n",
            long_date(today)
        );
    }
    let groups = [
        (Standing::Overdue, "Overdue".to_owned()),
        (Standing::Open, "Open".to_owned()),
        (Standing::Coming, format!("Within {within} of {}", long_date(today))),
        (Standing::Conditional, "On a condition".to_owned()),
    ];
    let mut places = Places::new(&edition.sources);
    let mut text = String::new();
    for (standing, title) in groups {
        let own: Vec<&Due<'_>> = due.iter().filter(|due| due.standing == standing).collect();
        if own.is_empty() {
            continue;
        }
        let gap = if text.is_empty() { "" } else { "\n" };
        text.push_str(&format!("{gap}{}\n", bold(title)));
        for due in own {
            text.push_str(&lines(due, &mut places));
        }
    }
    text
}

/// How wide the column of days is.
const DAYS: usize = 19;

fn lines(due: &Due<'_>, places: &mut Places<'_>) -> String {
    let day = due.day.map_or(String::new(), |day| day.to_string());
    let day = if due.standing == Standing::Open && due.day.is_some() { format!("since {}", short(due.day)) } else { day };
    let gap = " ".repeat(DAYS.saturating_sub(day.chars().count()).max(1));
    let indent = " ".repeat(2 + DAYS);
    let owner = due.owner.map_or_else(String::new, |owner| format!(" ({owner})"));
    let words = wrap(
        &escaped(&format!("{}{owner}", capitalised(&due.words.to_string()))),
        prose_width(),
        &format!("  {day}{gap}"),
        &indent,
    );
    let at = places.at(&due.place);
    let at = at.line.map_or_else(|| at.file.clone(), |line| format!("{}:{line}", at.file));
    format!("{words}{indent}{}\n", faint(at))
}

fn short(day: Option<PartialDate>) -> String {
    day.map_or_else(String::new, |day| day.iso())
}

/// The answer for programs. Its form is numbered and changes only with the number.
#[derive(Serialize)]
struct Document<'d> {
    version: u32,
    as_of: String,
    within: String,
    due: Vec<Row<'d>>,
}

#[derive(Serialize)]
struct Row<'d> {
    standing: &'static str,
    matter: &'static str,
    day: Option<String>,
    words: String,
    owner: Option<&'d str>,
    subject: String,
    #[serde(flatten)]
    at: Where,
}

fn document<'d>(edition: &Edition, due: &'d [Due<'d>], within: Length, today: Date) -> Document<'d> {
    let mut places = Places::new(&edition.sources);
    let rows = due.iter().map(|due| Row {
        standing: due.standing.word(),
        matter: due.matter.word(),
        day: due.day.map(PartialDate::iso),
        words: due.words.to_string(),
        owner: due.owner,
        subject: due.record.subject(),
        at: places.at(&due.place),
    });
    Document { version: 1, as_of: today.to_string(), within: within.to_string(), due: rows.collect() }
}
