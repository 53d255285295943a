//! `handbook serve`: shows the handbook in its author's browser, and every change by itself.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;

use super::terminal::{Trouble, print, tell};
use super::{Outcome, content, day, named_content, no_handbook, read_day};
use crate::limits::Limits;
use crate::phrases::capitalised;
use crate::project::Project;
use crate::serve::{self, Changed, Notice, Options, ServeError};
use crate::site::Settings;
use preview::Preview;

mod preview;

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
    let mut first = Some(project.edition().map_err(|error| no_handbook(error, "serve"))?);
    let mut told = String::new();
    let check = format!("handbook check{}", named_content(&root));
    let theme = first.as_ref().and_then(|edition| project.theme_folder(&edition.sources));
    let watch = [root.clone()].into_iter().chain(theme).collect();
    let connections = first.as_ref().map_or_else(Limits::default, |edition| edition.model.limits()).connections.max(1) as usize;
    let options = Options { address: SocketAddr::new(host, port), hosts: allow_host, watch, poll, connections };
    // Before all was read under watch, something may have changed of which nobody told.
    let mut is_watched = false;
    let rebuild = move |changed| {
        let newest = || match &changed {
            Changed::Paths(paths) if is_watched => project.edition_changed(paths),
            _ => {
                is_watched = true;
                project.edition()
            }
        };
        let edition = first.take().map_or_else(newest, Ok);
        let preview = Preview::new(edition);
        let summary = preview.summary(&check);
        if summary != told {
            tell(&summary);
            told = summary;
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
