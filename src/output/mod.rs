//! Addresses and bytes of what is published. Knows no record and no template.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

pub mod anchors;
pub mod create;
pub mod verify;
pub mod write;

/// The file of a page in its folder.
const INDEX: &str = "index.html";

/// The address of one published file, below the site's root. It cannot climb out: it is made of plain segments.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route(Arc<str>);

impl Route {
    /// The home page.
    pub fn home() -> Route {
        Route("".into())
    }

    /// A page: the folder at `path`, such as `organisations/leeds`. `None` where the path has an empty segment, `.`, `..`,
    /// a backslash or a control character.
    pub fn page(path: &str) -> Option<Route> {
        let path = path.trim_matches('/');
        if path.is_empty() {
            return Some(Route::home());
        }
        path.split('/').all(is_plain).then(|| Route(format!("{path}/").into()))
    }

    /// A file, such as `static/style.css`; `None` as for [`Route::page`].
    pub fn file(path: &str) -> Option<Route> {
        (!path.is_empty() && path.split('/').all(is_plain)).then(|| Route(path.into()))
    }

    /// Whether it is a page, written as `index.html` in its folder.
    pub fn is_page(&self) -> bool {
        self.0.is_empty() || self.0.ends_with('/')
    }

    /// The address as a visitor sees it below the site's root: `organisations/leeds/`, or empty for the home page.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path of the file that holds it: `organisations/leeds/index.html`.
    pub fn file_path(&self) -> String {
        if self.is_page() { format!("{}{INDEX}", self.0) } else { self.0.to_string() }
    }

    /// The folder that holds its file, with a slash at the end: itself for a page.
    fn folder(&self) -> &str {
        self.0.rfind('/').map_or("", |slash| &self.0[..=slash])
    }

    /// How a page at `from` links here: relative, with `index.html` written out so that it also works from a folder on disk.
    pub fn href_from(&self, from: &Route) -> String {
        let (here, there) = (from.folder(), self.folder());
        let alike = here.bytes().zip(there.bytes()).take_while(|(one, other)| one == other).count();
        let shared = here.as_bytes()[..alike].iter().rposition(|letter| *letter == b'/').map_or(0, |slash| slash + 1);
        let up = here.as_bytes()[shared..].iter().filter(|letter| **letter == b'/').count();
        let rest = &self.0[shared..];
        let file = if self.is_page() { INDEX } else { "" };
        let mut href = String::with_capacity(up * 3 + rest.len() + file.len());
        (0..up).for_each(|_| href.push_str("../"));
        href.push_str(rest);
        href.push_str(file);
        href
    }
}

impl Borrow<str> for Route {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Route {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn is_plain(segment: &str) -> bool {
    !matches!(segment, "" | "." | "..") && !segment.contains(|letter: char| letter == '\\' || letter.is_control())
}

/// The bytes of one published file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// What it is, such as `text/html; charset=utf-8`.
    pub media_type: &'static str,
    /// The bytes.
    pub bytes: Arc<[u8]>,
}

impl Content {
    /// Whether it is a page.
    pub fn is_page(&self) -> bool {
        self.media_type.starts_with("text/html")
    }

    /// A page.
    pub fn html(text: String) -> Content {
        Content { media_type: "text/html; charset=utf-8", bytes: text.into_bytes().into() }
    }

    /// A file of the media type that its name's ending stands for.
    pub fn file(path: &str, bytes: impl Into<Arc<[u8]>>) -> Content {
        Content { media_type: media_type(path), bytes: bytes.into() }
    }
}

/// The media type that a name's ending stands for; plain bytes where it is unknown.
pub fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "jsonld" => "application/ld+json",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_and_name_their_file() {
        let page = |path| Route::page(path).unwrap();
        let leeds = page("organisations/leeds");
        assert_eq!(leeds.href_from(&Route::home()), "organisations/leeds/index.html");
        assert_eq!(Route::home().href_from(&leeds), "../../index.html");
        assert_eq!(page("organisations").href_from(&leeds), "../index.html");
        assert_eq!(leeds.href_from(&leeds), "index.html");
        let style = Route::file("static/style.css").unwrap();
        assert_eq!(style.href_from(&leeds), "../../static/style.css");
    }

    #[test]
    fn a_route_cannot_climb_out() {
        for path in ["../x", "a/../b", "a//b", "a\\b", "a/\u{0}"] {
            assert_eq!(Route::page(path), None, "{path}");
        }
    }
}
