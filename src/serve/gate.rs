//! Who may ask, and for what: the names the preview answers to, and addresses read once, segment by segment.
//! Denies what it does not know.

use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};

use hyper::header::{HOST, ORIGIN, TRANSFER_ENCODING};
use hyper::{HeaderMap, Method, Request, StatusCode};

use crate::output::Route;

/// The names by which the preview may be asked. A page on the web can make its own name point at this machine, and the
/// browser then takes the preview for part of that page's site; the name it asks by gives it away.
pub(super) struct Gate {
    names: BTreeSet<String>,
    port: String,
}

/// Why a request is not answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// The status.
    pub(super) status: StatusCode,
    /// The reason, in words.
    pub(super) why: &'static str,
}

const fn refuse(status: StatusCode, why: &'static str) -> Refusal {
    Refusal { status, why }
}

impl Gate {
    /// A gate for an address, and for these names beside it.
    pub(super) fn new(address: SocketAddr, hosts: &[String]) -> Gate {
        let own = ["localhost", "127.0.0.1", "[::1]"].map(str::to_string);
        let bound = Some(address.ip()).filter(|ip| !ip.is_unspecified()).map(|ip| name_of(&ip.to_string()));
        let names = own.into_iter().chain(bound).chain(hosts.iter().map(|host| name_of(host))).collect();
        Gate { names, port: address.port().to_string() }
    }

    /// Whether the request is one that the preview answers at all.
    pub(super) fn admit<B: hyper::body::Body>(&self, request: &Request<B>) -> Result<(), Refusal> {
        let host = the_only(request.headers(), &HOST)
            .ok_or(refuse(StatusCode::BAD_REQUEST, "A request names one host, and this one names none or several."))?;
        if !self.knows(host) {
            return Err(refuse(StatusCode::FORBIDDEN, "This preview answers to this machine's own names only."));
        }
        if request.method() != Method::GET && request.method() != Method::HEAD {
            return Err(refuse(StatusCode::METHOD_NOT_ALLOWED, "This preview can only be read."));
        }
        if request.uri().authority().is_some() || !request.uri().path().starts_with('/') {
            return Err(refuse(StatusCode::BAD_REQUEST, "This preview is no proxy."));
        }
        if request.headers().contains_key(TRANSFER_ENCODING) || !request.body().is_end_stream() {
            return Err(refuse(StatusCode::BAD_REQUEST, "A request to read carries nothing."));
        }
        Ok(())
    }

    /// Whether the request comes from one of the preview's own pages: for what only they may ask.
    pub(super) fn admit_own_page(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let foreign = refuse(StatusCode::FORBIDDEN, "Only pages of this preview may ask for this.");
        let host = the_only(headers, &HOST).unwrap_or_default();
        let own_origin = format!("http://{host}");
        let origin_is_own = !headers.contains_key(ORIGIN)
            || the_only(headers, &ORIGIN).is_some_and(|origin| origin.eq_ignore_ascii_case(&own_origin));
        // Sent by browsers where the page is trustworthy to them, which localhost is; absent elsewhere.
        let site_is_own = headers.get_all("sec-fetch-site").iter().all(|site| site == "same-origin" || site == "none");
        if origin_is_own && site_is_own { Ok(()) } else { Err(foreign) }
    }

    fn knows(&self, host: &str) -> bool {
        let name_ends =
            if host.starts_with('[') { host.find(']').map_or(0, |end| end + 1) } else { host.find(':').unwrap_or(host.len()) };
        let (name, port) = host.split_at(name_ends);
        let port_is_right = port.is_empty() || port.strip_prefix(':') == Some(&self.port);
        port_is_right && self.names.contains(&name.to_ascii_lowercase())
    }
}

/// A host as it is asked for: lower-case, an IPv6 address in brackets.
fn name_of(host: &str) -> String {
    match host.trim().parse() {
        Ok(IpAddr::V6(ip)) => format!("[{ip}]"),
        _ => host.trim().to_ascii_lowercase(),
    }
}

fn the_only<'h>(headers: &'h HeaderMap, name: &hyper::header::HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let only = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(only)
}

/// The address that a request asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// The content it names.
    pub(super) route: Route,
    /// The page it might have meant, where it lacks the slash at the end.
    pub(super) folder: Option<Route>,
}

impl Address {
    /// Reads the path of a request. Each segment is decoded once and is then a plain name, or there is no such address:
    /// nothing that climbs, hides a separator, or is not text.
    pub(super) fn read(path: &str) -> Option<Address> {
        let path = path.strip_prefix('/')?;
        let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
        let mut segments = Vec::new();
        if path.contains('/') {
            for segment in folder.split('/') {
                segments.push(decode(segment).filter(|segment| !segment.is_empty())?);
            }
        }
        let name = decode(name)?;
        if name.is_empty() || name == "index.html" {
            return Some(Address { route: Route::page(&segments.join("/"))?, folder: None });
        }
        segments.push(name);
        let path = segments.join("/");
        Some(Address { route: Route::file(&path)?, folder: Route::page(&path) })
    }
}

/// A segment of an address in plain text; `None` where it is not text, or is none of one name.
pub(super) fn decode(segment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let [first, after @ ..] = rest {
        let (byte, after) = match (first, after) {
            (b'%', [high, low, after @ ..]) => ((digit(*high)? << 4) | digit(*low)?, after),
            (b'%', _) => return None,
            _ => (*first, after),
        };
        bytes.push(byte);
        rest = after;
    }
    let text = String::from_utf8(bytes).ok()?;
    let is_name =
        !text.contains(|letter: char| letter == '/' || letter == '\\' || letter.is_control()) && text != "." && text != "..";
    is_name.then_some(text)
}

fn digit(letter: u8) -> Option<u8> {
    char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate() -> Gate {
        Gate::new(([127, 0, 0, 1], 4000).into(), &["Preview.Example".into(), "fd00::1".into()])
    }

    #[test]
    fn knows_its_own_names_in_any_case_with_the_right_port_or_none() {
        for host in
            ["localhost", "LocalHost:4000", "127.0.0.1:4000", "[::1]:4000", "[::1]", "preview.example:4000", "[fd00::1]:4000"]
        {
            assert!(gate().knows(host), "{host}");
        }
    }

    #[test]
    fn knows_no_other_name() {
        let foreign = [
            "",
            ":4000",
            "evil.example",
            "evil.example:4000",
            "localhost.evil.example",
            "localhost.",
            "localhost:4001",
            "localhost:",
            "localhost:04000",
            "localhost:+4000",
            "localhost:4000:4000",
            "127.0.0.1.nip.io:4000",
            "127.0.0.2:4000",
            "127.1:4000",
            "2130706433",
            "0.0.0.0:4000",
            "[::]:4000",
            "[::1",
            "[::1]4000",
            "::1",
            "user@localhost:4000",
            "localhost/",
            " localhost",
            "localhost,evil.example",
        ];
        for host in foreign {
            assert!(!gate().knows(host), "{host}");
        }
    }

    #[test]
    fn own_pages_come_from_the_host_that_was_asked() {
        let headers = |pairs: &[(&'static str, &'static str)]| {
            pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect::<HeaderMap>()
        };
        let host = ("host", "localhost:4000");
        assert_eq!(gate().admit_own_page(&headers(&[host])), Ok(()));
        assert_eq!(gate().admit_own_page(&headers(&[host, ("origin", "http://LOCALHOST:4000")])), Ok(()));
        assert_eq!(gate().admit_own_page(&headers(&[host, ("sec-fetch-site", "same-origin")])), Ok(()));
        for origin in [
            "https://evil.example",
            "null",
            "",
            "http://localhost",
            "http://localhost:4001",
            "https://localhost:4000",
            "http://127.0.0.1:4000",
            "http://localhost:4000.evil.example",
            "http://localhost:4000/",
        ] {
            assert!(gate().admit_own_page(&headers(&[host, ("origin", origin)])).is_err(), "{origin}");
        }
        for site in ["cross-site", "same-site", ""] {
            assert!(gate().admit_own_page(&headers(&[host, ("sec-fetch-site", site)])).is_err(), "{site}");
        }
    }

    #[test]
    fn addresses_name_pages_and_files() {
        let read = |path| Address::read(path).map(|address| address.route.as_str().to_string());
        assert_eq!(read("/").as_deref(), Some(""));
        assert_eq!(read("/index.html").as_deref(), Some(""));
        assert_eq!(read("/organisations/leeds/").as_deref(), Some("organisations/leeds/"));
        assert_eq!(read("/organisations/leeds/index.html").as_deref(), Some("organisations/leeds/"));
        assert_eq!(read("/static/style.css").as_deref(), Some("static/style.css"));
        assert_eq!(read("/files/Minutes%20of%20May.pdf").as_deref(), Some("files/Minutes of May.pdf"));
        assert_eq!(Address::read("/organisations/leeds").unwrap().folder, Route::page("organisations/leeds"));
        // Decoded once: the name that remains is plain.
        assert_eq!(read("/%252e%252e/").as_deref(), Some("%2e%2e/"));
    }

    #[test]
    fn no_address_climbs_hides_a_separator_or_is_not_text() {
        let climbing = ["..", "%2e%2e", ".%2E", "%2e.", ".", "%2e"];
        let hiding =
            ["a%2fb", "a%2Fb", "..%2f..", "a%5cb", "a\\b", "..\\..", "%00", "a%00b", "a%0d%0aSet-Cookie:x", "%7f", "%c2%85"];
        let not_text = ["%", "%2", "%zz", "%+1", "%ff", "%c0%ae%c0%ae", "%c0%af", "%ed%a0%80"];
        for segment in climbing.iter().chain(&hiding).chain(&not_text) {
            for path in [format!("/{segment}"), format!("/{segment}/x"), format!("/a/{segment}/x"), format!("/a/{segment}/")] {
                assert_eq!(Address::read(&path), None, "{path}");
            }
        }
        for path in ["", "*", "a", "//", "//evil.example", "//evil.example/..", "/a//b", "/a//"] {
            assert_eq!(Address::read(path), None, "{path}");
        }
    }
}
