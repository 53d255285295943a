//! The preview as a browser, an attacker and an editor meet it: over real connections and real folders.

#![allow(clippy::disallowed_methods, reason = "these tests stand in for an author who saves files")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::{Changed, Notice, Options, Problem, ServeError, Site, serve_until};
use crate::output::{Content, Route};

/// A site of a few pages. A page whose text is `panic` panics.
#[derive(Clone, Default)]
struct Fake {
    pages: BTreeMap<String, String>,
    problems: Vec<Problem>,
}

impl Fake {
    fn new(pages: &[(&str, &str)]) -> Fake {
        Fake { pages: pages.iter().map(|(route, text)| (route.to_string(), text.to_string())).collect(), problems: Vec::new() }
    }

    fn usual() -> Fake {
        Fake::new(&[("", "home"), ("organisations/leeds/", "leeds"), ("static/style.css", "p {}"), ("drawing.svg", "<svg/>")])
    }

    fn broken(mut self, message: &str) -> Fake {
        self.problems.push(Problem { place: "a.md:1:2".into(), message: message.into(), ..Problem::default() });
        self
    }
}

impl Site for Fake {
    fn content(&self, route: &Route) -> Option<Content> {
        let text = self.pages.get(route.as_str())?;
        assert!(text != "panic", "no such luck");
        Some(if route.is_page() { page(text) } else { Content::file(route.as_str(), text.as_bytes()) })
    }

    fn not_found(&self) -> Content {
        page("nothing here")
    }

    fn problems(&self) -> Vec<Problem> {
        self.problems.clone()
    }
}

fn page(text: &str) -> Content {
    Content::html(format!(
        "<!DOCTYPE html>\n<html>\n<head>\n<link rel=\"stylesheet\" href=\"/static/style.css\">\n</head>\n<body>\n<p>{text}</p>\n</body>\n</html>\n"
    ))
}

/// A preview that runs until it is dropped.
struct Running {
    address: SocketAddr,
    notices: Arc<Mutex<Vec<Notice>>>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Running {
    fn start(options: Options, rebuild: impl FnMut(Changed) -> Arc<dyn Site> + Send + 'static) -> Running {
        let (stop, stopped) = oneshot::channel();
        let (listening, address) = mpsc::channel();
        let notices = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&notices);
        let tell = Arc::new(move |notice: Notice| {
            told.lock().unwrap().push(notice.clone());
            if let Notice::Listening(address) = notice {
                listening.send(address).unwrap();
            }
        });
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            let stop = async { drop(stopped.await) };
            runtime.block_on(serve_until(options, rebuild, tell, stop)).unwrap();
            runtime.shutdown_background();
        });
        let address = address.recv_timeout(Duration::from_secs(10)).unwrap();
        Running { address, notices, stop: Some(stop), thread: Some(thread) }
    }

    fn of(site: Fake) -> Running {
        let site: Arc<dyn Site> = Arc::new(site);
        Running::start(Options::default(), move |_| Arc::clone(&site))
    }

    /// What comes back for these bytes until the connection closes; empty where it just closes.
    fn send(&self, request: impl AsRef<[u8]>) -> String {
        let mut stream = self.connect();
        // It may close in the middle of something hostile.
        let _ = stream.write_all(request.as_ref());
        let mut response = Vec::new();
        let _ = stream.read_to_end(&mut response);
        String::from_utf8_lossy(&response).into_owned()
    }

    fn ask(&self, method: &str, path: &str, more: &str) -> String {
        let mut stream = self.connect();
        stream
            .write_all(
                format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{more}\r\n", self.address).as_bytes(),
            )
            .unwrap();
        let mut response = Vec::new();
        stream.read_to_end(&mut response).unwrap();
        String::from_utf8_lossy(&response).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.ask("GET", path, "")
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream
    }

    /// The reload channel, line by line.
    fn listen(&self) -> BufReader<TcpStream> {
        let mut stream = self.connect();
        stream.write_all(format!("GET /_handbook/events HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).as_bytes()).unwrap();
        BufReader::new(stream)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.stop.take());
        let ended = self.thread.take().unwrap().join();
        assert!(ended.is_ok() || std::thread::panicking());
    }
}

fn status(response: &str) -> u16 {
    response.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)).and_then(|code| code.parse().ok()).unwrap_or(0)
}

/// The number in the next event of a reload channel.
fn next_generation(events: &mut BufReader<TcpStream>) -> u64 {
    let mut line = String::new();
    loop {
        line.clear();
        assert_ne!(events.read_line(&mut line).unwrap(), 0, "the channel ended");
        if let Some(number) = line.strip_prefix("data: ") {
            return number.trim().parse().unwrap();
        }
    }
}

/// An empty folder that is removed afterwards.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Scratch {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("handbook-serve-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Scratch(path)
    }

    fn options(&self) -> Options {
        Options { watch: vec![self.0.clone()], ..Options::default() }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A preview that counts its rebuilds, and shows on its home page what the file `page.md` says.
fn counting(folder: &Path, options: Options) -> (Running, Arc<Mutex<Vec<Changed>>>) {
    let rebuilds = Arc::new(Mutex::new(Vec::new()));
    let (file, count) = (folder.join("page.md"), Arc::clone(&rebuilds));
    let running = Running::start(options, move |changed| {
        count.lock().unwrap().push(changed);
        let text = fs::read_to_string(&file).unwrap_or_else(|_| "no page".into());
        match text.strip_prefix("error ") {
            Some(message) => Arc::new(Fake::default().broken(message)),
            None if text == "panic" => panic!("rebuild broke"),
            None => Arc::new(Fake::new(&[("", &text), ("same/", "same")])),
        }
    });
    (running, rebuilds)
}

fn within(limit: Duration, what: &str, holds: impl Fn() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < limit, "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

const SOON: Duration = Duration::from_secs(5);

// Answers.

#[test]
fn a_page_is_served_with_the_reload_script_and_nothing_may_keep_or_embed_it() {
    let running = Running::of(Fake::usual());
    let response = running.get("/organisations/leeds/");
    assert_eq!(status(&response), 200);
    for wanted in [
        "content-type: text/html; charset=utf-8\r\n",
        "cache-control: no-store\r\n",
        "x-content-type-options: nosniff\r\n",
        "cross-origin-resource-policy: same-origin\r\n",
        "referrer-policy: no-referrer\r\n",
        "content-security-policy: frame-ancestors 'none'\r\n",
        "<p>leeds</p>",
        "<script src=\"/_handbook/reload.js\" data-page=",
    ] {
        assert!(response.contains(wanted), "{wanted} in {response}");
    }
    assert!(!response.contains("access-control-"), "{response}");
    assert_eq!(running.get("/organisations/leeds/index.html").matches("<p>leeds</p>").count(), 1);
    assert!(running.get("/static/style.css").ends_with("\r\n\r\np {}"));
    assert!(running.get("/drawing.svg").contains("; sandbox\r\n"));
    assert!(running.get("/_handbook/reload.js").contains("EventSource"));
    assert!(running.get("/_handbook/overlay.css").contains("#handbook-problems"));
}

#[test]
fn an_address_that_does_not_exist_is_a_404_with_the_sites_own_page() {
    let running = Running::of(Fake::usual());
    let response = running.get("/organisations/york/");
    assert_eq!(status(&response), 404);
    assert!(response.contains("<p>nothing here</p>") && response.contains("/_handbook/reload.js"), "{response}");
    for path in ["/.git/config", "/.env", "/handbook.toml", "/index.html~", "/_handbook/", "/_handbook/secret"] {
        assert_eq!(status(&running.get(path)), 404, "{path}");
    }
}

#[test]
fn a_folder_without_its_slash_leads_to_it_and_never_to_another_site() {
    let running = Running::of(Fake::usual());
    let response = running.get("/organisations/leeds?as-of=2026");
    assert_eq!(status(&response), 301);
    assert!(response.contains("location: ./leeds/?as-of=2026\r\n"), "{response}");
    for path in [
        "//evil.example",
        "//evil.example/..",
        "/%5cevil.example",
        "/%2fevil.example/..",
        "/%2f%2fevil.example",
        "/evil.example:80",
    ] {
        let response = running.get(path);
        assert!(matches!(status(&response), 400 | 404), "{path}: {response}");
        assert!(!response.to_ascii_lowercase().contains("location:"), "{path}: {response}");
    }
}

#[test]
fn head_is_get_without_a_body() {
    let running = Running::of(Fake::usual());
    for path in ["/", "/nowhere/", "/organisations/leeds", "/static/style.css", "/_handbook/reload.js", "/%00"] {
        let (head, get) = (running.ask("HEAD", path, ""), running.ask("GET", path, ""));
        let without_date = |text: &str| text.lines().filter(|line| !line.starts_with("date:")).collect::<Vec<_>>().join("\n");
        let head_of_get = get.split_once("\r\n\r\n").unwrap().0;
        assert!(head.ends_with("\r\n\r\n"), "{path}: {head}");
        assert_eq!(without_date(head.trim_end()), without_date(head_of_get), "{path}");
    }
    assert!(running.ask("HEAD", "/_handbook/events", "").ends_with("\r\n\r\n"));
}

#[test]
fn a_page_that_panics_is_a_problem_of_its_own() {
    let running = Running::of(Fake::new(&[("", "home"), ("bad/", "panic")]));
    let response = running.get("/bad/");
    assert_eq!(status(&response), 500);
    assert!(response.contains("handbook itself failed while showing this page: no such luck"), "{response}");
    assert_eq!(status(&running.get("/")), 200);
}

// Attacks.

#[test]
fn no_spelling_climbs_out() {
    let running = Running::of(Fake::usual());
    let spellings = [
        "..",
        "%2e%2e",
        "%2E%2E",
        ".%2e",
        "%2e.",
        "%252e%252e",
        "%25252e%25252e",
        "..%00",
        "..;",
        ". .",
        "...",
        "....",
        "%c0%ae%c0%ae",
        "%e0%80%ae%e0%80%ae",
        "%uff0e%uff0e",
        "%ef%bc%8e%ef%bc%8e",
        "..%20",
        "..%0d%0a",
    ];
    let separators = ["/", "//", "\\", "%2f", "%5c", "%252f", "%c0%af", "/./", "%2f/"];
    for spelling in spellings {
        for separator in separators {
            for prefix in ["/", "/static/", "/organisations/leeds/", "/_handbook/", "//"] {
                let path = format!("{prefix}{}etc/passwd", format!("{spelling}{separator}").repeat(3));
                let response = running.send(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
                assert!(matches!(status(&response), 400 | 404), "{path}: {response}");
            }
        }
    }
}

#[test]
fn only_its_own_names_are_answered_on_every_path() {
    let running = Running::of(Fake::usual());
    let port = running.address.port();
    for path in ["/", "/static/style.css", "/nowhere", "/_handbook/events", "/_handbook/reload.js"] {
        let ask = |hosts: &str| status(&running.send(format!("HEAD {path} HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n")));
        for host in [
            format!("localhost:{port}"),
            format!("LOCALHOST:{port}"),
            format!("127.0.0.1:{port}"),
            format!("[::1]:{port}"),
            "localhost".into(),
        ] {
            assert!(matches!(ask(&format!("Host: {host}\r\n")), 200 | 404), "{path} {host}");
        }
        for host in [
            "evil.example",
            "127.0.0.1.nip.io",
            "localhost:1",
            "localhost.",
            "10.0.0.1",
            "",
            "a b",
            "localhost@evil.example",
            "[::1",
        ] {
            assert!((400..500).contains(&ask(&format!("Host: {host}\r\n"))), "{path} {host}");
        }
        assert_eq!(ask(""), 400, "{path}");
        assert_eq!(ask("Host: localhost\r\nHost: localhost\r\n"), 400, "{path}");
        assert_eq!(ask("Host: localhost\r\nHost: evil.example\r\n"), 400, "{path}");
    }
    for target in ["http://evil.example/", "http://localhost/", "localhost:80", "*"] {
        for method in ["GET", "CONNECT", "OPTIONS"] {
            let response = running.send(format!("{method} {target} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            assert!((400..500).contains(&status(&response)), "{method} {target}: {response}");
        }
    }
}

#[test]
fn it_can_only_be_read() {
    let running = Running::of(Fake::usual());
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get", "X"] {
        for path in ["/", "/_handbook/events", "/nowhere"] {
            let response = running.ask(method, path, "Origin: https://evil.example\r\nAccess-Control-Request-Method: GET\r\n");
            assert_eq!(status(&response), 405, "{method} {path}: {response}");
            assert!(response.contains("allow: GET, HEAD\r\n") && !response.contains("access-control-"), "{response}");
        }
    }
    let with_body = running.ask("GET", "/", "Content-Length: 5\r\n\r\nhello");
    assert_eq!(status(&with_body), 400, "{with_body}");
}

#[test]
fn the_reload_channel_opens_to_its_own_pages_only() {
    let running = Running::of(Fake::usual());
    let own = format!("Origin: http://{}\r\n", running.address);
    assert_eq!(status(&running.ask("HEAD", "/_handbook/events", &own)), 200);
    let other_port = format!("Origin: http://127.0.0.1:{}\r\n", running.address.port() ^ 1);
    for foreign in ["Origin: https://evil.example\r\n", "Origin: null\r\n", "Sec-Fetch-Site: cross-site\r\n", &other_port] {
        let response = running.ask("GET", "/_handbook/events", foreign);
        assert_eq!(status(&response), 403, "{foreign}: {response}");
        assert!(!response.contains("data:"), "{response}");
    }
}

#[test]
fn malformed_and_enormous_requests_are_refused_and_it_stays_alive() {
    let running = Running::of(Fake::usual());
    let head = |more: &str| format!("GET / HTTP/1.1\r\nHost: localhost\r\n{more}\r\n");
    let hostile: Vec<Vec<u8>> = vec![
        format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(300_000)).into(),
        head(&format!("X: {}\r\n", "a".repeat(2_000_000))).into(),
        head(&"X: y\r\n".repeat(20_000)).into(),
        head("Content-Length: 1\r\nContent-Length: 2\r\n").into(),
        head("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n").into(),
        b"GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec(),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(),
        vec![0xff; 100_000],
        b"\r\n\r\n\r\n".to_vec(),
        b"GET / HTTP/1.0\r\n\r\n".to_vec(),
    ];
    for request in hostile {
        let response = running.send(&request);
        assert!(matches!(status(&response), 0 | 400..500), "{:?}: {response}", &request[..request.len().min(60)]);
    }
    let ranges = format!("Range: bytes={}\r\n", vec!["0-"; 2_000].join(","));
    assert_eq!(status(&running.ask("GET", "/", &ranges)), 200);
}

#[test]
fn silent_slow_and_idle_connections_are_closed() {
    let running = Running::of(Fake::usual());
    let silent = running.connect();
    let mut slow = running.connect();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: loc").unwrap();
    let mut idle = running.connect();
    idle.write_all(b"HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    for mut stream in [silent, slow, idle] {
        let begun = Instant::now();
        let mut rest = Vec::new();
        // Closing with unread bytes may reset the connection: closed all the same.
        let _ = stream.read_to_end(&mut rest);
        assert!(begun.elapsed() < SOON, "still open");
    }
}

#[test]
fn a_crowd_of_silent_connections_keeps_nobody_waiting() {
    let running = Running::of(Fake::usual());
    let crowd: Vec<TcpStream> = (0..450)
        .map(|number| {
            let mut stream = running.connect();
            if number % 2 == 0 {
                let _ = stream.write_all(b"GET / HTTP/1.1\r\nX: ");
            }
            stream
        })
        .collect();
    let begun = Instant::now();
    for _ in 0..20 {
        assert_eq!(status(&running.get("/")), 200);
    }
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
    drop(crowd);
}

// Changes.

#[test]
fn a_change_reaches_the_browser() {
    let scratch = Scratch::new();
    fs::write(scratch.0.join("page.md"), "one").unwrap();
    let (running, rebuilds) = counting(&scratch.0, scratch.options());
    let mut events = running.listen();
    let first = next_generation(&mut events);
    let stamp = |path: &str| {
        let response = running.ask("HEAD", path, "");
        response.lines().find_map(|line| line.strip_prefix("handbook-page: ")).unwrap().to_string()
    };
    let (home, same) = (stamp("/"), stamp("/same/"));
    let saved = Instant::now();
    fs::write(scratch.0.join("page.md"), "two").unwrap();
    assert_eq!(next_generation(&mut events), first + 1);
    assert!(saved.elapsed() < Duration::from_millis(500), "{:?}", saved.elapsed());
    assert!(running.get("/").contains("<p>two</p>"));
    assert_ne!(stamp("/"), home);
    assert_eq!(stamp("/same/"), same, "a page that did not change need not load again");
    let changed = Changed::Paths([scratch.0.join("page.md")].into());
    assert_eq!(*rebuilds.lock().unwrap(), [Changed::Everything, changed]);
}

#[test]
fn pages_are_whole_while_states_are_exchanged() {
    let scratch = Scratch::new();
    let (running, rebuilds) = counting(&scratch.0, scratch.options());
    let whole = |response: &str| {
        let length = response.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
        let body = response.split_once("\r\n\r\n").unwrap().1;
        status(response) == 200 && body.len().to_string() == length && body.ends_with("</html>\n")
    };
    std::thread::scope(|scope| {
        let asking = [(); 2].map(|()| {
            scope.spawn(|| {
                let responses = std::iter::repeat_with(|| running.get("/"));
                responses
                    .take_while(|response| !response.contains("<p>20</p>"))
                    .for_each(|response| assert!(whole(&response), "{response}"));
            })
        });
        for number in 0..=20 {
            fs::write(scratch.0.join("page.md"), number.to_string()).unwrap();
            std::thread::sleep(Duration::from_millis(100));
        }
        asking.into_iter().for_each(|asking| asking.join().unwrap());
    });
    assert!(rebuilds.lock().unwrap().len() > 5);
}

#[test]
fn a_page_whose_style_changed_has_changed() {
    let site = |style: &str| Arc::new(Fake::new(&[("", "home"), ("static/style.css", style)]));
    let scratch = Scratch::new();
    let mut styles = ["p {}", "p { color: red }"].iter();
    let running = Running::start(scratch.options(), move |_| site(styles.next().unwrap_or(&"")));
    let stamp = |response: String| response.lines().find_map(|line| line.strip_prefix("handbook-page: ").map(str::to_string));
    let before = stamp(running.get("/"));
    fs::write(scratch.0.join("x.css"), "").unwrap();
    within(SOON, "the style changes the page", || stamp(running.get("/")) != before);
}

#[test]
fn reading_and_litter_lead_to_no_rebuild() {
    let scratch = Scratch::new();
    fs::write(scratch.0.join("page.md"), "one").unwrap();
    let (_running, rebuilds) = counting(&scratch.0, scratch.options());
    for name in [".page.md.swp", "page.md~", "4913"] {
        fs::write(scratch.0.join(name), "x").unwrap();
    }
    fs::read_to_string(scratch.0.join("page.md")).unwrap();
    std::thread::sleep(Duration::from_millis(700));
    assert_eq!(rebuilds.lock().unwrap().len(), 1);
}

#[test]
fn each_way_of_saving_is_one_rebuild() {
    let scratch = Scratch::new();
    let file = scratch.0.join("page.md");
    fs::write(&file, "one").unwrap();
    let (running, rebuilds) = counting(&scratch.0, scratch.options());
    let in_place = || fs::write(&file, "in place").unwrap();
    let rename_over = || {
        fs::write(scratch.0.join(".page.tmp"), "rename over").unwrap();
        fs::rename(scratch.0.join(".page.tmp"), &file).unwrap();
    };
    let backup = || {
        fs::rename(&file, scratch.0.join("page.md~")).unwrap();
        fs::write(&file, "backup").unwrap();
        fs::remove_file(scratch.0.join("page.md~")).unwrap();
    };
    let saves: [(&str, &dyn Fn()); 3] = [("in place", &in_place), ("rename over", &rename_over), ("backup", &backup)];
    for (count, (text, save)) in saves.iter().enumerate() {
        save();
        within(SOON, text, || running.get("/").contains(&format!("<p>{text}</p>")));
        std::thread::sleep(Duration::from_millis(200));
        assert_eq!(rebuilds.lock().unwrap().len(), count + 2, "{text}");
    }
}

#[test]
fn a_burst_of_writes_is_few_rebuilds() {
    let scratch = Scratch::new();
    let (running, rebuilds) = counting(&scratch.0, scratch.options());
    for number in 0..500 {
        let folder = scratch.0.join(format!("folder-{}", number % 20));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{number}.md")), "x").unwrap();
    }
    fs::write(scratch.0.join("page.md"), "last").unwrap();
    within(SOON, "the last write is shown", || running.get("/").contains("<p>last</p>"));
    std::thread::sleep(Duration::from_millis(300));
    let rebuilds = rebuilds.lock().unwrap().len();
    assert!(rebuilds <= 8, "{rebuilds} rebuilds");
}

/// As when a version control system brings another branch into the folder: the system tells of each file several times over.
#[test]
fn a_checkout_of_five_thousand_files_is_one_new_state() {
    let scratch = Scratch::new();
    let files: Vec<PathBuf> =
        (0..5_000).map(|number| scratch.0.join(format!("folder-{}/{number}.md", number % 50))).collect();
    for file in &files {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, "one branch").unwrap();
    }
    let (running, rebuilds) = counting(&scratch.0, scratch.options());
    let begun = Instant::now();
    for file in &files {
        fs::remove_file(file).unwrap();
        fs::write(file, "another branch").unwrap();
    }
    fs::write(scratch.0.join("page.md"), "another branch").unwrap();
    let took = begun.elapsed();
    within(2 * SOON, "the last write is shown", || running.get("/").contains("<p>another branch</p>"));
    std::thread::sleep(Duration::from_millis(400));
    let rebuilds = rebuilds.lock().unwrap();
    // On a machine that does much else the writing itself takes longer than changes are waited for, or pauses.
    let most = 1 + took.as_millis() as usize / 500;
    let states = rebuilds.len() - 1;
    assert!((1..=most).contains(&states), "{states} new states for what took {took:?} to write: {rebuilds:?}");
    assert_eq!(rebuilds.last(), Some(&Changed::Everything), "so many are not told one by one");
}

#[test]
fn folders_may_come_late_vanish_and_come_back() {
    for poll in [false, true] {
        let scratch = Scratch::new();
        let content = scratch.0.join("content");
        let options = Options { watch: vec![content.clone()], poll, ..Options::default() };
        let (running, _) = counting(&content, options);
        for text in ["come", "come back", "come back again"] {
            fs::create_dir_all(content.join("deep/er")).unwrap();
            fs::write(content.join("page.md"), text).unwrap();
            within(SOON, text, || running.get("/").contains(&format!("<p>{text}</p>")));
            fs::write(content.join("page.md"), "changed").unwrap();
            within(SOON, "changed", || running.get("/").contains("<p>changed</p>"));
            fs::remove_dir_all(&content).unwrap();
            within(SOON, "gone", || running.get("/").contains("<p>no page</p>"));
        }
    }
}

#[test]
fn files_in_new_and_replaced_folders_are_watched() {
    let scratch = Scratch::new();
    let (running, rebuilds) = counting(&scratch.0, scratch.options());
    for round in 0..20 {
        let folder = scratch.0.join("a/b/c");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("x.md"), "x").unwrap();
        std::thread::sleep(Duration::from_millis(u64::from(round % 4 == 0) * 150));
        let text = format!("round {round}");
        fs::write(scratch.0.join("page.md"), &text).unwrap();
        within(SOON, &text, || running.get("/").contains(&text));
        let before = rebuilds.lock().unwrap().len();
        fs::write(folder.join("x.md"), "y").unwrap();
        within(SOON, "a file in a new folder", || rebuilds.lock().unwrap().len() > before);
        fs::remove_dir_all(scratch.0.join("a")).unwrap();
    }
}

// Problems.

#[test]
fn problems_stand_over_the_last_good_page_until_they_are_mended() {
    let scratch = Scratch::new();
    let file = scratch.0.join("page.md");
    fs::write(&file, "error <b>first</b>").unwrap();
    let (running, _) = counting(&scratch.0, scratch.options());
    let alone = running.get("/anything/");
    assert_eq!(status(&alone), 500);
    assert!(
        alone.contains("&lt;b&gt;first&lt;/b&gt;") && !alone.contains("<b>") && alone.contains("/_handbook/reload.js"),
        "{alone}"
    );

    fs::write(&file, "good").unwrap();
    within(SOON, "mended", || running.get("/").contains("<p>good</p>"));
    assert!(!running.get("/").contains("handbook-problems"));

    fs::write(&file, "error <script>second</script>").unwrap();
    within(SOON, "broken again", || running.get("/").contains("&lt;script&gt;second&lt;/script&gt;"));
    let over = running.get("/");
    assert_eq!(status(&over), 200);
    for wanted in ["role=\"alert\"", "<p>good</p>", "a.md:1:2", "/_handbook/overlay.css"] {
        assert!(over.contains(wanted), "{wanted} in {over}");
    }
    let missing = running.get("/nowhere/");
    assert!(status(&missing) == 404 && missing.contains("nothing here") && missing.contains("second"), "{missing}");

    fs::write(&file, "panic").unwrap();
    within(SOON, "a rebuild that panics", || running.get("/").contains("handbook itself failed while rebuilding: rebuild broke"));
    assert!(running.get("/").contains("<p>good</p>"));

    fs::write(&file, "mended").unwrap();
    within(SOON, "mended", || running.get("/").contains("<p>mended</p>"));
    assert!(!running.get("/").contains("handbook-problems"));
}

// Starting and ending.

fn served(options: Options) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let rebuild = |_| Arc::new(Fake::usual()) as Arc<dyn Site>;
    runtime.block_on(serve_until(options, rebuild, Arc::new(|_| ()), async {}))
}

#[test]
fn a_taken_port_is_named_with_the_next_that_is_free() {
    let running = Running::of(Fake::usual());
    let error = served(Options { address: running.address, ..Options::default() }).unwrap_err();
    let ServeError::PortTaken { port, free } = &error else { panic!("{error}") };
    assert_eq!(*port, running.address.port());
    assert!(free.is_none_or(|free| free > *port));
    assert!(error.to_string().starts_with(&format!("port {port} is taken by another program")), "{error}");
}

#[test]
fn listening_beyond_loopback_needs_names_and_says_so() {
    let everywhere = Options { address: ([0, 0, 0, 0], 0).into(), ..Options::default() };
    assert!(matches!(served(everywhere.clone()), Err(ServeError::HostsNeeded(_))));
    let named = Options { hosts: vec!["preview.example".into()], ..everywhere };
    let running = Running::start(named, |_| Arc::new(Fake::usual()));
    let notices = running.notices.lock().unwrap().clone();
    assert!(matches!(notices[..], [Notice::BeyondLoopback(_), Notice::Listening(_)]), "{notices:?}");
    let response = running.send("HEAD / HTTP/1.1\r\nHost: preview.example\r\nConnection: close\r\n\r\n");
    assert_eq!(status(&response), 200);
    assert_eq!(status(&running.send("HEAD / HTTP/1.1\r\nHost: 0.0.0.0\r\n\r\n")), 403);
}

#[test]
fn it_ends_while_a_rebuild_is_under_way_and_a_reload_channel_is_open() {
    let scratch = Scratch::new();
    let mut first = true;
    let running = Running::start(scratch.options(), move |_| {
        if !std::mem::take(&mut first) {
            std::thread::sleep(Duration::from_secs(3));
        }
        Arc::new(Fake::usual())
    });
    let mut events = running.listen();
    next_generation(&mut events);
    fs::write(scratch.0.join("x.md"), "x").unwrap();
    std::thread::sleep(Duration::from_millis(100));
    let begun = Instant::now();
    drop(running);
    assert!(begun.elapsed() < Duration::from_millis(500), "{:?}", begun.elapsed());
}
