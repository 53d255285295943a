//! What all verbs that answer a question take, and how a table is set at a terminal.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::terminal::{Trouble, bold, letters, width};
use super::{content, day, no_handbook, read_day};
use crate::diagnostic;
use crate::project::{Edition, Project};
use crate::site::Settings;

/// Of which handbook, for which day, and how to answer.
#[derive(Debug, Args)]
pub(super) struct Asked {
    /// The folder with the records [default: `content`, or this folder where it holds handbook.toml]
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
    /// The day for which to answer [default: today]
    #[arg(long, value_name = "DATE", value_parser = read_day)]
    as_of: Option<Date>,
    /// How to show it
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
}

/// Of which handbook and for which day, for verbs that are about the handbook as a whole: its folder needs no name before it.
#[derive(Debug, Args)]
pub(super) struct Whole {
    /// The folder with the records [default: `content`, or this folder where it holds handbook.toml]
    content: Option<PathBuf>,
    /// The day for which to answer: what has ended by then is past [default: today]
    #[arg(long, value_name = "DATE", value_parser = read_day)]
    as_of: Option<Date>,
}

/// How an answer is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Human,
    /// For programs
    Json,
}

impl Asked {
    /// The handbook, read as of the day asked for.
    pub(super) fn edition(&self) -> Result<&'static mut Edition, Trouble> {
        let root = content(self.content.clone());
        let mut project = Project::new(&root, day(self.as_of), Settings::default());
        Ok(kept_to_the_end(project.edition()?, project))
    }
}

impl Whole {
    /// The handbook, read as of the day asked for; `verb` is what its author typed.
    pub(super) fn edition(self, verb: &str) -> Result<&'static mut Edition, Trouble> {
        let settings = Settings { day_chosen: self.as_of.is_some(), ..Settings::default() };
        let mut project = Project::new(&content(self.content), day(self.as_of), settings);
        let edition = project.edition().map_err(|error| no_handbook(error, verb))?;
        Ok(kept_to_the_end(edition, project))
    }
}

/// An edition, and what was remembered for it, of a process that ends with its answer: the system takes its memory back at once, where
/// giving it back record by record takes a tenth of the time of a check.
pub(super) fn kept_to_the_end(edition: Edition, project: Project) -> &'static mut Edition {
    std::mem::forget(project);
    Box::leak(Box::new(edition))
}

/// An answer for programs, with a line break at its end.
pub(super) fn json(answer: &impl serde::Serialize) -> Result<String, Trouble> {
    let text = serde_json::to_string_pretty(answer).map_err(|error| Trouble::new(format!("cannot write the answer: {error}")))?;
    Ok(format!("{}\n", diagnostic::escaped_json(&text)))
}

/// How much of a cell is shown at a terminal: the rest is on the page.
const WIDEST_CELL: usize = 44;

/// A table for people: the first row is its heading. Columns that do not fit beside each other are set one below the other.
pub(super) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|column| rows.iter().filter_map(|row| row.get(column)).map(|cell| letters(cell).min(WIDEST_CELL)).max().unwrap_or(0))
        .collect();
    let whole: usize = widths.iter().sum::<usize>() + 2 * columns.saturating_sub(1);
    if whole > width().unwrap_or(200) {
        return entries(rows);
    }
    let mut text = String::new();
    for (number, row) in rows.iter().enumerate() {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            let cell = cut(cell);
            line.push_str(&cell);
            line.push_str(&" ".repeat(width + 2 - letters(&cell)));
        }
        let line = line.trim_end();
        text.push_str(&if number == 0 { bold(line) } else { line.to_owned() });
        text.push('\n');
    }
    text
}

fn entries(rows: &[Vec<String>]) -> String {
    let Some((heading, rows)) = rows.split_first() else { return String::new() };
    let mut text = String::new();
    for row in rows {
        text.push_str(&format!("{}\n", bold(row.first().map_or("", String::as_str))));
        for (name, cell) in heading.iter().zip(row).skip(1).filter(|(_, cell)| !cell.is_empty()) {
            text.push_str(&format!("  {name}: {cell}\n"));
        }
    }
    text
}

fn cut(cell: &str) -> String {
    if letters(cell) <= WIDEST_CELL { cell.to_owned() } else { cell.chars().take(WIDEST_CELL - 1).chain(['…']).collect() }
}
