//! `handbook check`: looks for mistakes and writes nothing.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::Outcome;
use super::asked::Whole;
use super::terminal::{Trouble, count, print, width};
use crate::check::{CHECKS, Check, explanation};
use crate::diagnostic::human::{self, Style};
use crate::diagnostic::sarif::{self, Explained};
use crate::diagnostic::{github, json};
use crate::output::write::MANIFEST;
use crate::project::Edition;
use crate::record::date::long_date;
use crate::site::earlier::Earlier;
use crate::source::disk::Published;

/// Look for mistakes and gaps, and write nothing
///
/// Reads every file and shows everything that is wrong, each with its file, the line itself, and a way to mend it. An
/// error must be mended before a website can be made; a warning is something that would mislead readers, or a duty
/// unmet; advice is worth knowing. Ends with exit code 0 where there is no error, 1 where there is one, and 2 where it
/// could not look at all.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  handbook check                        looks through the folder `content`
  handbook check --as-of 2027-04-01     tells what will be overdue by then
  handbook check --against public       tells which published addresses would lead nowhere
  handbook explain quorum/out-of-reach  says more about what was found")]
pub(super) struct Arguments {
    #[command(flatten)]
    whole: Whole,
    /// A site that was published before, as its folder or its handbook.manifest.json: tells which of its addresses would lead nowhere
    #[arg(long, value_name = "SITE")]
    against: Option<PathBuf>,
    /// How to show what was found
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// How findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: each with the line that it is about
    Human,
    /// One line each, as editors and `grep` like it
    Short,
    /// For programs
    Json,
    /// For GitHub Actions, which shows them beside the lines of a pull request
    Github,
    /// For code hosts and editors that read SARIF
    Sarif,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome, Trouble> {
    let edition = arguments.whole.edition("check")?;
    if let Some(place) = arguments.against {
        edition.compare(&earlier(&place)?);
    }
    let denied = edition.report.has_errors();
    match print(&rendered(edition, arguments.format)) {
        // What was found stands, whether it could be printed or not.
        _ if denied => Ok(Outcome::Denied),
        printed => printed.map(|()| Outcome::Done),
    }
}

/// What was published before, as far as others may link to it.
fn earlier(place: &Path) -> Result<Earlier, Trouble> {
    let published = Published::open(place, MANIFEST)?;
    Earlier::read(&published.manifest, |path| published.file(path))
        .map_err(|why| Trouble::new(format!("the list of what was published, in `{}`, {why}", place.display())))
}

fn rendered(edition: &Edition, format: Format) -> String {
    let Edition { report, sources, .. } = edition;
    match format {
        Format::Human if report.is_empty() => nothing_found(edition),
        Format::Human => human::render(report, sources, style()),
        Format::Short => human::render_short(report, sources, usize::MAX),
        Format::Json => json::render(report, sources),
        Format::Github => github::render(report, sources),
        Format::Sarif => sarif::render(report, sources, CHECKS.iter().map(explained)),
    }
}

/// A check as reports for other programs explain it.
fn explained(check: &Check) -> Explained {
    let explanation::Explanation { title, .. } = explanation::read(check.text);
    let (text, markdown) = (super::explain::plain(check), explanation::markdown(check.text));
    Explained { name: check.name, severity: check.severity, title, text, markdown }
}

fn nothing_found(edition: &Edition) -> String {
    let files = edition.sources.files.len() + edition.sources.attachments.len();
    let records = count(edition.model.len(), "record", "records");
    format!("No findings. {records} in {}, as of {}.\n", count(files, "file", "files"), long_date(edition.model.today))
}

/// How findings are laid out at this terminal; colours are taken out where there is none.
pub(super) fn style() -> Style {
    let default = Style::default();
    Style { color: true, width: width().unwrap_or(default.width), ..default }
}
