//! `handbook build`: makes the website, whole or not at all.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::civil::Date;
use rayon::prelude::*;

use super::check::style;
use super::terminal::{Trouble, count, print, tell, typed};
use super::{Outcome, content, day, named_content, no_handbook, read_day, shell_word};
use crate::diagnostic::{Report, human};
use crate::output::Route;
use crate::output::write::{PublishError, Published, Stage};
use crate::project::{Edition, Project, theme_finding};
use crate::record::value::Format;
use crate::site::theme::ThemeError;
use crate::site::{Settings, Site};

/// Make the website
///
/// Makes a folder of pages that any browser opens and any web server can publish. While there are errors nothing is
/// written, and the website that was made before stays as it was. Where all is well the new one takes its place in one
/// step, so that no reader ever meets half of it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  handbook build                             makes the folder `public` from the folder `content`
  handbook build --output /var/www/handbook  makes it where a web server looks
  handbook build --as-of 2025-04-01          shows who decided what on that day")]
pub(super) struct Arguments {
    /// The folder with the records [default: `content`, or this folder where it holds handbook.toml]
    content: Option<PathBuf>,
    /// The folder to make; one that this program did not make itself is never replaced [default: `public`, beside the content]
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// The day to show: what has ended by then is past [default: today]
    #[arg(long, value_name = "DATE", value_parser = read_day)]
    as_of: Option<Date>,
    /// With the records that are marked as drafts
    #[arg(long)]
    drafts: bool,
    /// Where the website will be published, in place of `base_url` in handbook.toml
    #[arg(long, value_name = "URL", value_parser = read_url)]
    base_url: Option<String>,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome, Trouble> {
    let started = Instant::now();
    let root = content(arguments.content);
    let output = arguments.output.unwrap_or_else(|| beside(&root));
    let settings = Settings { base_url: arguments.base_url, day_chosen: arguments.as_of.is_some(), drafts: arguments.drafts };
    let mut project = Project::new(&root, day(arguments.as_of), settings);
    let edition = project.edition().map_err(|error| no_handbook(error, "build"))?;
    let Some(site) = edition.site.as_ref().filter(|_| !edition.report.has_errors()) else {
        return Ok(denied(&edition.report, &edition, &output));
    };
    let published = match publish(site, &output, &root) {
        Ok(published) => published,
        Err(Failure::Theme(error)) => {
            let mut report = Report::default();
            report.add(theme_finding(&edition.model, &error));
            return Ok(denied(&report, &edition, &output));
        }
        Err(Failure::Publish(error)) => return Err(error.into()),
    };
    tell(&lesser_findings(&edition, &root));
    // The website stands, whether that could be said or not.
    let _ = print(&closing(site.pages(), published, started.elapsed(), &output));
    Ok(Outcome::Done)
}

/// Tells of what has to be mended first.
fn denied(report: &Report, edition: &Edition, output: &Path) -> Outcome {
    tell(&human::render(report, &edition.sources, style()));
    tell(&format!("Nothing was written, because there are errors. Mend them, and build again.{}\n", old_site(output)));
    Outcome::Denied
}

fn read_url(text: &str) -> Result<String, String> {
    Format::Url.check(text).map(|()| text.to_owned()).map_err(|flaw| format!("{}: {}", flaw.message, flaw.hint))
}

/// `public`, beside the content folder where we stand in it.
fn beside(root: &Path) -> PathBuf {
    let public = Path::new("public");
    match root.to_string_lossy().as_ref() {
        "." => Path::new("..").join(public),
        _ if root.ends_with("..") => root.join("..").join(public),
        _ => public.to_owned(),
    }
}

fn old_site(output: &Path) -> String {
    let is_there = super::has_file(&output.join(crate::output::write::MANIFEST));
    if is_there { format!(" The website in `{}` is as it was.", output.display()) } else { String::new() }
}

/// Why no website was made.
enum Failure {
    /// A template went wrong.
    Theme(ThemeError),
    /// It could not be written.
    Publish(PublishError),
}

impl From<ThemeError> for Failure {
    fn from(error: ThemeError) -> Failure {
        Failure::Theme(error)
    }
}

impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Failure {
        Failure::Publish(error)
    }
}

/// Renders every page and puts the whole in the old website's place.
fn publish(site: &Site, output: &Path, root: &Path) -> Result<Published, Failure> {
    let stage = Stage::open(output, Some(root))?;
    let routes: Vec<&Route> = site.planned().collect();
    let progress = Progress::new(routes.len());
    let put = |route: &&Route| -> Result<(), Failure> {
        if let Some(content) = site.render(route) {
            stage.put(route, &content?)?;
        }
        progress.advance();
        Ok(())
    };
    // All are tried, so that the first in the order of addresses is told, whichever thread met it.
    let put_all = |routes: Vec<&Route>| -> Vec<Result<(), Failure>> { routes.par_iter().map(put).collect() };
    // The search index is made beside the pages, of which it needs none.
    let (pages, index) = rayon::join(|| put_all(routes), || put_all(site.index().routes().collect()));
    progress.finish();
    pages.into_iter().chain(index).collect::<Result<(), Failure>>()?;
    Ok(stage.publish()?)
}

/// Findings that do not stop a build, in one line; empty where there are none.
fn lesser_findings(edition: &Edition, root: &Path) -> String {
    if edition.report.is_empty() {
        return String::new();
    }
    format!(
        "{}; to see them, type: {}\n",
        human::summary(&edition.report),
        typed(format!("handbook check{}", named_content(root)))
    )
}

fn closing(pages: usize, published: Published, took: Duration, output: &Path) -> String {
    let Published { written, kept, removed } = published;
    let files = match (written, removed) {
        (0, 0) => "nothing has changed".to_owned(),
        _ => format!("{} written, {kept} kept, {removed} removed", count(written, "file", "files")),
    };
    format!(
        "Made {} in {:.1} seconds: {files}. Open {}\n",
        count(pages, "page", "pages"),
        took.as_secs_f64(),
        typed(shell_word(&output.join("index.html")))
    )
}

/// How far a long build has come; shown on a terminal only, and only once it has taken a while.
struct Progress {
    bar: ProgressBar,
    started: Instant,
}

/// A build that is done before this needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);

impl Progress {
    fn new(pages: usize) -> Progress {
        let bar = ProgressBar::with_draw_target(Some(pages as u64), ProgressDrawTarget::hidden());
        let style =
            ProgressStyle::with_template("{bar:30} {pos} of {len} files").unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style);
        Progress { bar, started: Instant::now() }
    }

    fn advance(&self) {
        self.bar.inc(1);
        if self.bar.is_hidden() && self.started.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
