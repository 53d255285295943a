//! `handbook serve`: shows the handbook in its author's browser, and every change by itself.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;

use super::terminal::{Trouble, print, tell, typed};
use super::{Outcome, content, day, named_content, read_day};
use crate::diagnostic::{Diagnostic, Severity, human};
use crate::output::{Content, Route};
use crate::project::{Edition, Project};
use crate::serve::{self, Notice, Options, Problem, ServeError};
use crate::site::{Settings, Site};
use crate::source::Sources;
use crate::source::disk::DiskError;
use crate::span::{Lines, Span};

/// Show the handbook in your browser, and every change as you save it
///
/// Prints an address to open. Write in your editor, save, and the page in the browser follows by itself; mistakes are
/// shown on the page, with the way to mend them, until they are mended. Only this computer can see it, unless you say
/// otherwise. Press Ctrl+C to end.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  handbook serve --open            shows the folder `content` and opens the browser
  handbook serve --drafts          with the records that are not published yet")]
pub(super) struct Arguments {
    /// The folder with the records [default: `content`, or this folder where it holds handbook.toml]
    content: Option<PathBuf>,
    /// The number after the colon in the address; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 4000)]
    port: u16,
    /// The network address to listen on; 127.0.0.1 is this computer only
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1", value_parser = read_host)]
    host: IpAddr,
    /// A name by which other computers may ask for the preview, such as preview.example.org
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
    /// Open the browser
    #[arg(long)]
    open: bool,
    /// Look for changes every second: for network drives, which do not tell of them
    #[arg(long)]
    poll: bool,
    /// With the records that are marked as drafts
    #[arg(long)]
    drafts: bool,
    /// The day to show: what has ended by then is past [default: today]
    #[arg(long, value_name = "DATE", value_parser = read_day)]
    as_of: Option<Date>,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome, Trouble> {
    let Arguments { content: named, port, host, allow_host, open, poll, drafts, as_of } = arguments;
    let root = content(named);
    let settings = Settings { base_url: None, day_chosen: as_of.is_some(), drafts };
    let mut project = Project::new(&root, day(as_of), settings);
    // A folder that holds no handbook is not waited for.
    let mut first = Some(project.edition()?);
    let mut told = String::new();
    let check = format!("handbook check{}", named_content(&root));
    let options = Options { address: SocketAddr::new(host, port), hosts: allow_host, watch: vec![root.clone()], poll };
    let rebuild = move |_| {
        let edition = first.take().map_or_else(|| project.edition(), Ok);
        let preview = Preview::of(edition);
        if preview.summary != told {
            told.clone_from(&preview.summary);
            tell(&format!(
                "{told}{}\n",
                if preview.has_findings { format!("; to see all, type: {}", typed(&check)) } else { String::new() }
            ));
        }
        Arc::new(preview) as Arc<dyn serve::Site>
    };
    serve::serve(options, rebuild, move |notice| announce(&notice, &root, open)).map_err(refused)?;
    Ok(Outcome::Done)
}

/// The address of this computer, or of one of its networks.
fn read_host(text: &str) -> Result<IpAddr, String> {
    match text {
        "localhost" => Ok(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        _ => text
            .parse()
            .map_err(|_| "write an address such as 127.0.0.1 (this computer only) or 0.0.0.0 (every network)".to_owned()),
    }
}

fn announce(notice: &Notice, root: &Path, open: bool) {
    let Notice::Listening(address) = notice else {
        tell(&format!("{}\n", capitalised(&notice.to_string())));
        return;
    };
    let url = format!("http://{}/", near(*address));
    // Scripts read the address from standard output, so it stands there alone.
    let _ = print(&format!("{url}\n"));
    tell(&format!("Showing `{}`. What you save there is shown by itself; Ctrl+C ends.\n", root.display()));
    if open && !open_browser(&url) {
        tell("No browser could be opened: open the address above yourself.\n");
    }
}

fn near(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

fn open_browser(url: &str) -> bool {
    let (program, before): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/c", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let quiet = |command: &mut Command| command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_ok();
    quiet(Command::new(program).args(before).arg(url))
}

fn refused(error: ServeError) -> Trouble {
    let trouble = Trouble::new(error.to_string());
    match error {
        ServeError::PortTaken { free: Some(free), .. } => trouble.way_out(format!("name another: handbook serve --port {free}")),
        ServeError::PortTaken { free: None, .. } => trouble.way_out("take any that is free: handbook serve --port 0"),
        ServeError::HostsNeeded(_) => trouble.way_out("name it as others type it: --allow-host preview.example.org"),
        ServeError::Listen { .. } => trouble.way_out("leave out --host to show it on this computer only"),
        ServeError::Start(_) => trouble,
    }
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// One state of the handbook, as the preview shows it.
struct Preview {
    site: Option<Site>,
    problems: Vec<Problem>,
    summary: String,
    has_findings: bool,
}

impl Preview {
    fn of(edition: Result<Edition, DiskError>) -> Preview {
        let edition = match edition {
            Ok(edition) => edition,
            Err(error) => return Preview::failed(error.to_string()),
        };
        let Edition { sources, report, site, .. } = edition;
        let (sources, report) = (&sources, &report);
        let errors = report.sorted().into_iter().filter(|finding| finding.severity == Severity::Error);
        let problems = errors.map(|finding| problem(finding, sources)).collect();
        let summary = if report.is_empty() { "No findings.".to_owned() } else { human::summary(report) };
        Preview { site, problems, summary, has_findings: !report.is_empty() }
    }

    fn failed(message: String) -> Preview {
        let problem = Problem { message: message.clone(), ..Problem::default() };
        Preview { site: None, problems: vec![problem], summary: message, has_findings: false }
    }
}

impl serve::Site for Preview {
    fn content(&self, route: &Route) -> Option<Content> {
        let rendered = self.site.as_ref()?.render(route)?;
        Some(rendered.unwrap_or_else(|error| broken(&error.to_string())))
    }

    fn not_found(&self) -> Content {
        let page = self.site.as_ref().map(|site| site.not_found("/"));
        match page {
            Some(Ok(page)) => page,
            Some(Err(error)) => broken(&error.to_string()),
            None => broken("There is no such page."),
        }
    }

    fn problems(&self) -> Vec<Problem> {
        self.problems.clone()
    }
}

/// A page that says why a page cannot be shown.
fn broken(message: &str) -> Content {
    let message = message.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    Content::html(format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>This page cannot be shown</title>\n</head>\n\
         <body>\n<h1>This page cannot be shown</h1>\n<pre>{message}</pre>\n</body>\n</html>\n"
    ))
}

fn problem(finding: &Diagnostic, sources: &Sources) -> Problem {
    let Diagnostic { message, place, hints, .. } = finding;
    let (message, hints) = (message.clone(), hints.clone());
    let path = sources.root.join(&*place.path).display().to_string();
    if place.span == Span::default() {
        return Problem { place: path, message, excerpt: String::new(), hints };
    }
    let text = sources.text(&place.path);
    let lines = Lines::new(text);
    let (start, end) = (lines.position(place.span.start), lines.position(place.span.end));
    let line = lines.line(start.line);
    let marked = if end.line == start.line { end.column - start.column } else { line.chars().count() + 1 - start.column };
    let excerpt = format!("{line}\n{}{}", " ".repeat(start.column - 1), "^".repeat(marked.max(1)));
    Problem { place: format!("{path}:{}:{}", start.line, start.column), message, excerpt, hints }
}
