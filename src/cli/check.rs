//! `handbook check`: looks for mistakes and writes nothing.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::{Outcome, Trouble, content, day, print, terminal_style};
use crate::diagnostic::human;
use crate::project::Project;
use crate::site::Settings;

/// The words after `check`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The folder with the records
    content: Option<PathBuf>,
    /// The day for which to check, such as 2026-04-01 [default: today]
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome, Trouble> {
    let mut project = Project::new(&content(arguments.content), day(arguments.as_of), Settings::default());
    let edition = project.edition()?;
    print(&human::render(&edition.report, &edition.sources, terminal_style()));
    if edition.report.is_empty() {
        print("No findings.\n");
    }
    Ok(if edition.report.has_errors() { Outcome::Denied } else { Outcome::Done })
}
