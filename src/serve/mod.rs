//! The preview: shows the newest state of the handbook in its author's own browser, and every save by itself.
//! Knows no record, no template and no file of the handbook: it is given a [`Site`] after every change and asks it for content.
//!
//! ```text
//! watch (files changed) ─▶ worker: rebuild ─▶ Shown (one state, swapped as one pointer) ─▶ http ─▶ browser
//!                                                     └─▶ reload (its number, as server-sent events) ─▶ reload.js
//! ```
//!
//! Nothing is read from the disk in answer to a request, so no address can lead out of the handbook.

use std::collections::BTreeSet;
use std::fmt;
use std::future::Future;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::watch as newest;

use crate::output::{Content, Route};
use shown::Shown;
use watch::{Stop, Watch};

mod connections;
mod folder;
mod gate;
mod http;
mod overlay;
mod reload;
mod shown;
mod survey;
#[cfg(test)]
mod tests;
mod watch;

/// One consistent state of the handbook, as the preview serves it.
pub trait Site: Send + Sync + 'static {
    /// The content at this address; `None` where there is none, or where the mistakes in the handbook leave none to show.
    fn content(&self, route: &Route) -> Option<Content>;

    /// The page shown for an address that does not exist. It is seen at any depth, so its links should begin with `/`.
    fn not_found(&self) -> Content;

    /// What to show over every page while errors stand; empty when the handbook is sound.
    fn problems(&self) -> Vec<Problem>;
}

/// One mistake, as plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// Where it is, as `path:line:column`; may be empty.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// The line it is in with the place marked below; may be empty.
    pub excerpt: String,
    /// Ways out.
    pub hints: Vec<String>,
}

/// What has changed since the last rebuild.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// Anything may have: at the start, after very many changes, or where the system lost count of them.
    Everything,
    /// Files that appeared, changed or vanished, below the folders as they were named in [`Options::watch`].
    /// A folder stands for everything that is in it, or was.
    Paths(BTreeSet<PathBuf>),
}

/// How to serve.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where to listen; port 0 takes any that is free.
    pub address: SocketAddr,
    /// Names by which other machines may ask, beside `localhost` and the address itself.
    pub hosts: Vec<String>,
    /// Folders whose changes lead to a rebuild. They may vanish and come back.
    pub watch: Vec<PathBuf>,
    /// Look at the folders every second rather than wait to be told: for network drives, which tell nobody.
    pub poll: bool,
    /// How many connections are open at once.
    pub connections: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { address: (Ipv4Addr::LOCALHOST, 0).into(), hosts: Vec::new(), watch: Vec::new(), poll: false, connections: 256 }
    }
}

/// Something that the author should be told at the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The preview can be asked here.
    Listening(SocketAddr),
    /// Other machines can ask, too.
    BeyondLoopback(SocketAddr),
    /// The folders are looked at every second, because the system would not tell of changes, and why.
    Polling(String),
}

impl fmt::Display for Notice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Notice::Listening(address) => write!(formatter, "the preview is at http://{}/", near(*address)),
            Notice::BeyondLoopback(address) => {
                write!(formatter, "listening on {address}: other machines on the network can read this preview, drafts included")
            }
            Notice::Polling(why) => {
                write!(formatter, "looking for changes every second, because the system cannot tell of them ({why})")
            }
        }
    }
}

/// Why the preview could not be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Another program listens there.
    #[error("port {port} is taken by another program{}", .free.map(|free| format!("; port {free} is free")).unwrap_or_default())]
    PortTaken {
        /// The port asked for.
        port: u16,
        /// The next one that is free, if one is near.
        free: Option<u16>,
    },
    /// Listening everywhere, with no name that anybody may ask by.
    #[error("{0} is every address of this machine, so say by which names others may ask for the preview")]
    HostsNeeded(IpAddr),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {error}")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        error: io::Error,
    },
    /// The system refused a thread or a signal.
    #[error("cannot start the preview: {0}")]
    Start(#[from] io::Error),
}

/// Serves the preview until it is interrupted. `rebuild` is called once at the start and after every settled burst of changes, always on
/// one thread of its own; the newest result is what requests see. `tell` is given what the author should know.
pub fn serve(
    options: Options,
    rebuild: impl FnMut(Changed) -> Arc<dyn Site> + Send + 'static,
    tell: impl Fn(Notice) + Send + Sync + 'static,
) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .thread_name("preview")
        .worker_threads(2)
        .max_blocking_threads(RENDERERS)
        .enable_all()
        .build()?;
    let served = runtime.block_on(async { serve_until(options, rebuild, Arc::new(tell), interrupted()?).await });
    // What is still being read or rendered matters to nobody any more.
    runtime.shutdown_background();
    served
}

/// How many pages are rendered at once at most.
const RENDERERS: usize = 8;

type Tell = Arc<dyn Fn(Notice) + Send + Sync>;

async fn serve_until(
    options: Options,
    rebuild: impl FnMut(Changed) -> Arc<dyn Site> + Send + 'static,
    tell: Tell,
    stop: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    let Options { address, hosts, watch, poll, connections: most } = options;
    if address.ip().is_unspecified() && hosts.is_empty() {
        return Err(ServeError::HostsNeeded(address.ip()));
    }
    let listener = listen(address).await?;
    let address = listener.local_addr()?;
    let (watch, stop_watching) = Watch::over(watch, poll, Arc::clone(&tell));
    let mut shown = start_worker(watch, rebuild)?;
    let serving = async {
        // The first state comes before the first answer; until then connections wait in the listener.
        let _ = shown.changed().await;
        if !address.ip().is_loopback() {
            tell(Notice::BeyondLoopback(address));
        }
        tell(Notice::Listening(address));
        connections::accept(listener, http::Preview::new(shown, gate::Gate::new(address, &hosts)), most).await;
    };
    tokio::select! {
        () = serving => {}
        () = stop => {}
    }
    drop::<Stop>(stop_watching);
    Ok(())
}

/// Starts the thread that rebuilds; what it makes is seen through the receiver.
fn start_worker(
    mut watch: Watch,
    mut rebuild: impl FnMut(Changed) -> Arc<dyn Site> + Send + 'static,
) -> io::Result<newest::Receiver<Arc<Shown>>> {
    let (publish, shown) = newest::channel(Arc::new(Shown::nothing()));
    std::thread::Builder::new().name("rebuild".into()).spawn(move || {
        let mut changed = Some(Changed::Everything);
        while let Some(now) = changed {
            let next = publish.borrow().after(|| rebuild(now));
            publish.send_replace(Arc::new(next));
            changed = watch.next();
        }
    })?;
    Ok(shown)
}

async fn listen(address: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => ServeError::PortTaken { port: address.port(), free: free_port_after(address) },
        _ => ServeError::Listen { address, error },
    })
}

fn free_port_after(address: SocketAddr) -> Option<u16> {
    let free = |port: &u16| std::net::TcpListener::bind((address.ip(), *port)).is_ok();
    (address.port().checked_add(1)?..=u16::MAX).take(100).find(free)
}

/// The address to type on this machine.
fn near(address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => (Ipv4Addr::LOCALHOST, address.port()).into(),
        IpAddr::V6(ip) if ip.is_unspecified() => (std::net::Ipv6Addr::LOCALHOST, address.port()).into(),
        _ => address,
    }
}

/// Ends when the author interrupts the program, or the system asks it to end.
#[cfg(unix)]
fn interrupted() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ends when the author interrupts the program.
#[cfg(not(unix))]
fn interrupted() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
