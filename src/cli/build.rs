//! `handbook build`: makes the website, whole or not at all.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clap::Args;
use jiff::civil::Date;
use rayon::prelude::*;

use super::asked::kept_to_the_end;
use super::check::style;
use super::interruption::Interruption;
use super::terminal::{Trouble, count, print, tell, typed};
use super::{Outcome, content, day, named_content, no_handbook, read_day, shell_word};
use crate::diagnostic::{Report, human};
use crate::limits::Limits;
use crate::output::write::receipt::Made;
use crate::output::write::{PublishError, Published, Stage, Stands};
use crate::output::{Content, Route};
use crate::project::{Edition, Project, theme_finding};
use crate::record::value::Format;
use crate::site::theme::ThemeError;
use crate::site::{Settings, Site};

use guard::{Fault, Guard};
use progress::Progress;
use receipt::Receipt;
use timings::{Rendering, line, timings};

mod guard;
mod progress;
mod receipt;
mod timings;

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
    /// Make every page, even where nothing has changed since the last build
    #[arg(long)]
    afresh: bool,
    /// Say where the time went
    #[arg(long)]
    timings: bool,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome, Trouble> {
    let started = Instant::now();
    let interruption = Interruption::wait().map_err(|error| Trouble::new(format!("cannot start: {error}")))?;
    let root = content(arguments.content);
    let output = arguments.output.unwrap_or_else(|| beside(&root));
    let settings = Settings { base_url: arguments.base_url, day_chosen: arguments.as_of.is_some(), drafts: arguments.drafts };
    let mut project = Project::new(&root, day(arguments.as_of), settings);
    let reading = project.read().map_err(|error| no_handbook(error, "build"))?;
    let receipt = Receipt::of(&project, &reading);
    if !arguments.afresh {
        let last = match receipt.last(&output, &root, &interruption.be_careful()) {
            Err(PublishError::Stopped(_)) => return Ok(interrupted(&interruption, &output)),
            last => last?,
        };
        if let Some(last) = last {
            tell(&lesser_findings(&last.findings, &root));
            let _ = print(&unchanged(last.pages, started.elapsed(), &output));
            if arguments.timings {
                tell(&line("reading the files, and seeing that nothing changed", started.elapsed()));
            }
            return Ok(Outcome::Done);
        }
    }
    let edition = kept_to_the_end(project.edition_of(reading), project);
    let Some(site) = edition.site.as_ref().filter(|_| !edition.report.has_errors()) else {
        return Ok(denied(&edition.report, edition, &output));
    };
    let findings = if edition.report.is_empty() { String::new() } else { human::summary(&edition.report) };
    let pages = Pages { site, limits: edition.model.limits(), render: |route: &Route| site.render(route) };
    let made = || Made { pages: site.pages(), findings: findings.clone() };
    let keep = |stands: &Stands| receipt.keep(stands, made());
    let (published, rendering) = match publish(&pages, &output, &root, &interruption, keep) {
        Ok(published) => published,
        Err(Failure::Theme(error)) => {
            let mut report = Report::default();
            report.add(theme_finding(&edition.model, &error));
            return Ok(denied(&report, edition, &output));
        }
        Err(Failure::Fault(faults)) => {
            tell(&lesser_findings(&findings, &root));
            return Err(failed(&faults, &output));
        }
        Err(Failure::Publish(PublishError::Stopped(_))) => return Ok(interrupted(&interruption, &output)),
        Err(Failure::Publish(error)) => return Err(error.into()),
    };
    tell(&lesser_findings(&findings, &root));
    // The website stands, whether that could be said or not.
    let _ = print(&closing(site.pages(), published, started.elapsed(), &output));
    if arguments.timings {
        tell(&timings(&edition.timings, &rendering, started.elapsed()));
    }
    Ok(Outcome::Done)
}

fn interrupted(interruption: &Interruption, output: &Path) -> Outcome {
    tell(&format!("Interrupted: nothing was written.{}\n", old_site(output)));
    Outcome::Interrupted(interruption.number())
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

/// What is said of pages whose making failed: that is a mistake of the program.
fn failed(faults: &[Fault], output: &Path) -> Trouble {
    let lines =
        faults.iter().take(NAMED).map(|fault| format!("handbook itself failed while making {}: {}", fault.page, fault.why));
    let more = faults.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| format!("and while making {}", count(more, "other page", "other pages")));
    let lines: Vec<String> = lines.chain(more).collect();
    Trouble::new(format!("{}. Nothing was written.{}", lines.join("; "), old_site(output).trim_end_matches('.')))
        .way_out("this is a mistake in handbook, not in your files: please report it, with the words above".to_owned())
}

/// How many pages whose making failed are named.
const NAMED: usize = 20;

/// Ends the program where the making of a page does not end.
fn overdue(page: &str, limits: Limits, output: &Path) -> ! {
    let seconds = limits.page_seconds;
    tell(&format!(
        "error: the making of {page} does not end: it has taken {seconds} seconds. Nothing was written.{}\n  = hint: look for a loop without end in \
         the theme’s templates, {}\n",
        old_site(output),
        Limits::way_out("page_seconds", seconds)
    ));
    std::process::exit(2)
}

/// Why no website was made.
enum Failure {
    /// The making of pages failed.
    Fault(Vec<Fault>),
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

/// The pages of a website, and how each is made: one that nobody planned is not.
struct Pages<'s, R> {
    site: &'s Site,
    limits: Limits,
    render: R,
}

/// Renders every page and puts the whole in the old website's place; what is done `afterwards` with it, is done before anyone else may
/// write there.
fn publish<R>(
    pages: &Pages<'_, R>,
    output: &Path,
    root: &Path,
    interruption: &Interruption,
    afterwards: impl FnOnce(&Stands),
) -> Result<(Published, Rendering), Failure>
where
    R: Fn(&Route) -> Option<Result<Content, ThemeError>> + Sync,
{
    let Pages { site, limits, render } = pages;
    let (limits, place) = (*limits, output.to_owned());
    let guard = Guard::new(Duration::from_secs(limits.page_seconds.into()), move |page| overdue(page, limits, &place));
    let stage = Stage::open_until(output, Some(root), interruption.be_careful())?;
    let routes: Vec<&Route> = site.planned().collect();
    let progress = Progress::new(routes.len());
    let (rendered, compared, indexed) = (AtomicU64::new(0), AtomicU64::new(0), AtomicU64::new(0));
    let begun = Instant::now();
    let put = |route: &&Route| -> Result<(), Failure> {
        stage.go_on()?;
        let before = Instant::now();
        let made = guard.make(|| site.name_at(route), || render(route)).map_err(|fault| Failure::Fault(vec![fault]))?;
        if let Some(content) = made {
            let content = content?;
            let between = Instant::now();
            stage.put(route, &content)?;
            rendered.fetch_add(nanoseconds(between - before), Ordering::Relaxed);
            compared.fetch_add(nanoseconds(between.elapsed()), Ordering::Relaxed);
        }
        progress.advance();
        Ok(())
    };
    // All are tried, so that the first in the order of addresses is told, whichever thread met it.
    let put_all = |routes: Vec<&Route>| -> Vec<Result<(), Failure>> { routes.par_iter().map(put).collect() };
    // The search index is made beside the pages, of which it needs none.
    let search = || {
        let before = Instant::now();
        let parts = site.index().routes().collect();
        indexed.store(nanoseconds(before.elapsed()), Ordering::Relaxed);
        put_all(parts)
    };
    let (pages, parts) = rayon::join(|| put_all(routes), search);
    progress.finish();
    let mut faults = Vec::new();
    for made in pages.into_iter().chain(parts) {
        match made {
            Err(Failure::Fault(fault)) => faults.extend(fault),
            made => made?,
        }
    }
    if !faults.is_empty() {
        return Err(Failure::Fault(faults));
    }
    let both = begun.elapsed();
    let published = stage.publish_and(afterwards)?;
    let rendering = Rendering {
        indexed: Duration::from_nanos(indexed.into_inner()),
        rendered: Duration::from_nanos(rendered.into_inner()),
        written: Duration::from_nanos(compared.into_inner()),
        both,
        published: begun.elapsed() - both,
    };
    Ok((published, rendering))
}

/// A step's time, as far as a counter goes.
fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

/// Findings that do not stop a build, in one line; empty where there are none.
fn lesser_findings(findings: &str, root: &Path) -> String {
    if findings.is_empty() {
        return String::new();
    }
    format!("{findings}; to see them, type: {}\n", typed(format!("handbook check{}", named_content(root))))
}

/// What is said where all stands as the last build left it.
fn unchanged(pages: usize, took: Duration, output: &Path) -> String {
    format!(
        "Looked at {} in {:.1} seconds: nothing has changed. Open {}\n",
        count(pages, "page", "pages"),
        took.as_secs_f64(),
        typed(shell_word(&output.join("index.html")))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project;
    use crate::source::memory;

    /// Another day's website, with a page that fails as it is made.
    #[test]
    fn a_page_that_panics_is_named_with_its_record_and_the_old_site_stays() {
        let folder = crate::source::disk::tests::OwnFolder::new();
        let (root, output) = (folder.path().join("content"), folder.path().join("public"));
        let interruption = Interruption::wait().unwrap();
        let edition = |word: &str| {
            let text = format!("+++\nname = \"N\"\n+++\n{word}.\n");
            let files = [("handbook.toml", "title = \"H\"\n"), ("pages/n.md", &text), ("pages/o.md", &text)];
            project::edition(memory::sources(files), Date::constant(2026, 11, 1))
        };
        let old = edition("Old");
        let site = old.site.as_ref().unwrap();
        let pages = Pages { site, limits: Limits::default(), render: |route: &Route| site.render(route) };
        assert!(publish(&pages, &output, &root, &interruption, |_| ()).is_ok());
        let new = edition("New");
        let site = new.site.as_ref().unwrap();
        let fails = |route: &Route| match route.as_str() {
            "n/" => panic!("on purpose"),
            _ => site.render(route),
        };
        let pages = Pages { site, limits: Limits::default(), render: fails };
        let Err(Failure::Fault(faults)) = publish(&pages, &output, &root, &interruption, |_| ()) else {
            panic!("it was published")
        };
        assert_eq!(faults, [Fault { page: "n/ (from pages/n.md)".to_owned(), why: "on purpose".to_owned() }]);
        let told = format!("{:?}", failed(&faults, &output));
        assert!(told.contains("while making n/ (from pages/n.md): on purpose") && told.contains("is as it was"), "{told}");
        let stands = crate::source::disk::Published::open(&output, crate::output::write::MANIFEST).unwrap();
        let page = String::from_utf8(stands.file("o/index.html").unwrap()).unwrap();
        assert!(page.contains("Old."));
    }
}
