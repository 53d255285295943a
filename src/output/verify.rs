//! Every link of a site leads somewhere. Reads the HTML that this program writes, and takes what it never writes for a mistake.
//!
//! This is the last look before publishing, and it trusts nobody: neither the plan of the site, nor the theme, nor the Markdown.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use rayon::prelude::*;

use super::{Content, Route};

/// The schemes that a link may have: all others are refused, whatever they do.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// A link that leads nowhere, or something about a page that keeps its links from being trusted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Broken {
    /// The page on which it is.
    pub page: Route,
    /// The link, or the words at fault, as they stand there.
    pub href: String,
    /// What is wrong with it.
    pub why: String,
}

/// Follows every link of every page among `files`. What is broken comes in the order of pages, then of places in them.
pub fn verify(files: &BTreeMap<Route, Content>) -> Vec<Broken> {
    let pages: Vec<(&Route, Page)> = files
        .par_iter()
        .filter(|(_, content)| content.is_page())
        .map(|(route, content)| (route, Page::read(&content.bytes)))
        .collect();
    let ids = pages.iter().map(|(route, page)| (*route, page)).collect::<HashMap<_, _>>();
    let targets = files.keys().map(|route| (route.file_path(), ids.get(route).copied())).collect();
    let site = Site { targets };
    pages.par_iter().flat_map_iter(|(route, page)| site.broken_on(route, page)).collect()
}

/// The places within a page that can be linked to; none where it is no page.
pub fn ids(html: &[u8]) -> Vec<String> {
    Page::read(html).ids.into_iter().map(Cow::into_owned).collect()
}

/// What can be linked to: every file, and of a page its ids.
struct Site<'s> {
    targets: HashMap<String, Option<&'s Page<'s>>>,
}

impl Site<'_> {
    fn broken_on(&self, route: &Route, page: &Page) -> Vec<Broken> {
        let own_path = route.file_path();
        let flaws = page.flaws.iter().map(|(words, why)| (words.clone(), (*why).to_owned()));
        let links = page.links.iter().filter_map(|link| Some((link.href.to_string(), self.why_broken(&own_path, link)?)));
        flaws.chain(links).map(|(href, why)| Broken { page: route.clone(), href, why }).collect()
    }

    fn why_broken(&self, own_path: &str, link: &Link) -> Option<String> {
        let href = &*link.href;
        if href.is_empty() {
            return Some("is empty".to_owned());
        }
        if href.contains(|letter: char| letter == '\\' || letter.is_control()) || href.trim() != href {
            return Some(
                "has a backslash, a control character or a space at an end, which browsers read as they like".to_owned(),
            );
        }
        if let Some(scheme) = scheme(href) {
            return why_not_outside(scheme, href, link.loads);
        }
        if href.starts_with("//") {
            return Some("leads to another host without naming a scheme".to_owned());
        }
        if href.starts_with('/') {
            return Some("begins at the host's root, so it breaks where the site stands below it".to_owned());
        }
        self.why_not_inside(own_path, href)
    }

    fn why_not_inside(&self, own_path: &str, href: &str) -> Option<String> {
        let (address, fragment) = href.split_once('#').unwrap_or((href, ""));
        let path = address.split('?').next().unwrap_or("");
        let (Some(path), Some(fragment)) = (percent_decoded(path), percent_decoded(fragment)) else {
            return Some("is not UTF-8 once its percent signs are read".to_owned());
        };
        let Some(target) = resolved(own_path, &path) else {
            return Some("leaves the site".to_owned());
        };
        match self.targets.get(&target) {
            None if self.targets.contains_key(&format!("{target}/index.html")) => {
                Some(format!("leads to a folder; the page is `{target}/index.html`"))
            }
            None => Some(format!("leads to `{target}`, which is not published")),
            Some(Some(page)) if !matches!(&*fragment, "" | "top") && !page.ids.contains(&*fragment) => {
                Some(format!("leads to `#{fragment}`, and `{target}` has no such id"))
            }
            Some(_) => None,
        }
    }
}

/// The scheme that a link begins with, if it does.
fn scheme(href: &str) -> Option<&str> {
    let end = href.find([':', '/', '?', '#'])?;
    href[end..].starts_with(':').then(|| &href[..end])
}

fn why_not_outside(scheme: &str, href: &str, loads: bool) -> Option<String> {
    let is_allowed = SCHEMES.iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed));
    let rest = &href[scheme.len() + 1..];
    let is_web = scheme.len() >= 4 && scheme.as_bytes()[..4].eq_ignore_ascii_case(b"http");
    match () {
        () if !is_allowed => Some(format!("has a scheme other than {}", SCHEMES.join(", "))),
        () if loads => Some("would be loaded from elsewhere; a site loads only its own files".to_owned()),
        () if is_web && rest.strip_prefix("//").is_none_or(|rest| rest.is_empty() || rest.starts_with('/')) => {
            Some("names no host".to_owned())
        }
        () => None,
    }
}

/// The path below the site's root that `path` means in the file at `own_path`; `None` where it climbs above the root.
fn resolved(own_path: &str, path: &str) -> Option<String> {
    if path.is_empty() {
        return Some(own_path.to_owned());
    }
    let folder = own_path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut segments: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    for segment in folders.split('/') {
        step(&mut segments, segment)?;
    }
    match name {
        "." | ".." => step(&mut segments, name)?,
        "" => {}
        name => {
            segments.push(name);
            return Some(segments.join("/"));
        }
    }
    segments.push("index.html");
    Some(segments.join("/"))
}

fn step<'p>(segments: &mut Vec<&'p str>, segment: &'p str) -> Option<()> {
    match segment {
        "" | "." => {}
        ".." => drop(segments.pop()?),
        segment => segments.push(segment),
    }
    Some(())
}

fn percent_decoded(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let pair = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        let decoded = pair.filter(|_| first == b'%').and_then(|pair| u8::from_str_radix(pair, 16).ok());
        bytes.push(decoded.unwrap_or(first));
        rest = if decoded.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

/// What a page says of links.
#[derive(Default)]
struct Page<'h> {
    ids: HashSet<Cow<'h, str>>,
    links: Vec<Link<'h>>,
    /// Words at fault, and what is wrong with them.
    flaws: Vec<(String, &'static str)>,
}

struct Link<'h> {
    href: Cow<'h, str>,
    /// Whether a browser fetches it by itself.
    loads: bool,
}

impl<'h> Page<'h> {
    fn read(bytes: &'h [u8]) -> Page<'h> {
        let mut page = Page::default();
        match std::str::from_utf8(bytes) {
            Ok(html) => page.read_html(html),
            Err(_) => page.flaw("", "the page is not UTF-8"),
        }
        page
    }

    fn flaw(&mut self, words: &str, why: &'static str) {
        self.flaws.push((words.chars().take(80).collect(), why));
    }

    fn read_html(&mut self, html: &'h str) {
        let mut rest = html;
        while let Some(start) = rest.find('<') {
            rest = &rest[start + 1..];
            let skipped = match rest.as_bytes().first() {
                Some(b'!') if rest.starts_with("!--") => after(rest, "-->"),
                Some(b'!' | b'/') => after(rest, ">"),
                Some(b'a'..=b'z' | b'A'..=b'Z') => self.read_tag(rest),
                _ => {
                    self.flaw(rest, "a `<` that begins no tag: text that was not escaped");
                    Some(rest)
                }
            };
            let Some(skipped) = skipped else {
                return self.flaw(rest, "a tag or comment that does not end");
            };
            rest = skipped;
        }
    }

    /// Reads a tag from its name on; the text after it.
    fn read_tag(&mut self, tag: &'h str) -> Option<&'h str> {
        let name_end = tag.find([' ', '\n', '\t', '\r', '/', '>'])?;
        let (name, mut rest) = tag.split_at(name_end);
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches([' ', '\n', '\t', '\r', '/']);
            if let Some(after_tag) = rest.strip_prefix('>') {
                self.keep(name, &attributes);
                return after_raw_text(name, after_tag);
            }
            let attribute_end = rest.find(['=', ' ', '\n', '\t', '\r', '/', '>'])?;
            let (attribute, after_name) = rest.split_at(attribute_end);
            rest = after_name;
            let Some(value) = after_name.strip_prefix('=') else {
                attributes.push((attribute, ""));
                continue;
            };
            let Some(quoted) = value.strip_prefix('"') else {
                self.flaw(tag, "an attribute without double quotes");
                return after(value, ">");
            };
            let (value, after_value) = quoted.split_once('"')?;
            attributes.push((attribute, value));
            rest = after_value;
        }
    }

    fn keep(&mut self, tag: &str, attributes: &[(&'h str, &'h str)]) {
        let value = |name: &str| attributes.iter().find(|(attribute, _)| *attribute == name).map(|(_, value)| *value);
        if tag == "base" {
            self.flaw("<base>", "a base element changes where every link leads");
        }
        if tag == "meta" && value("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh")) {
            self.keep_refresh(value("content").unwrap_or(""));
        }
        let is_fetched = tag == "link" && value("rel").is_some_and(is_fetched);
        for (attribute, value) in attributes {
            match *attribute {
                "id" => self.keep_id(decoded(value)),
                "href" | "xlink:href" => self.links.push(Link { href: decoded(value), loads: is_fetched || tag == "use" }),
                "src" | "poster" => self.links.push(Link { href: decoded(value), loads: true }),
                "action" | "formaction" => self.links.push(Link { href: decoded(value), loads: false }),
                "srcset" => self.keep_srcset(value),
                _ => {}
            }
        }
    }

    fn keep_id(&mut self, id: Cow<'h, str>) {
        if id.is_empty() || id.contains(char::is_whitespace) {
            self.flaw(&id, "an id that is empty or has a space");
        }
        if let Some(id) = self.ids.replace(id) {
            self.flaw(&format!("#{id}"), "an id that stands twice on the page");
        }
    }

    /// A redirection: `0; url=../new/index.html`.
    fn keep_refresh(&mut self, content: &'h str) {
        match content.split_once("url=") {
            Some((_, href)) => self.links.push(Link { href: decoded(href), loads: false }),
            None => self.flaw(content, "a refresh that leads nowhere"),
        }
    }

    fn keep_srcset(&mut self, value: &'h str) {
        let candidates = value.split(',').filter_map(|candidate| candidate.split_whitespace().next());
        self.links.extend(candidates.map(|href| Link { href: decoded(href), loads: true }));
    }
}

/// The relations for which a browser fetches what a `link` leads to.
fn is_fetched(relation: &str) -> bool {
    relation.split_whitespace().any(|word| {
        ["stylesheet", "icon", "preload", "prefetch", "modulepreload", "manifest", "apple-touch-icon", "mask-icon"]
            .iter()
            .any(|fetched| word.eq_ignore_ascii_case(fetched))
    })
}

fn after<'h>(text: &'h str, end: &str) -> Option<&'h str> {
    text.split_once(end).map(|(_, after)| after)
}

/// In scripts and styles, `<` begins no tag but their own end.
fn after_raw_text<'h>(tag: &str, text: &'h str) -> Option<&'h str> {
    match tag {
        "script" => after(text, "</script>"),
        "style" => after(text, "</style>"),
        _ => Some(text),
    }
}

/// An attribute's value with its character references read.
fn decoded(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let mut text = String::with_capacity(value.len());
    let mut parts = value.split('&');
    text.push_str(parts.next().unwrap_or(""));
    for part in parts {
        match part.split_once(';').and_then(|(name, rest)| Some((character(name)?, rest))) {
            Some((character, rest)) => {
                text.push(character);
                text.push_str(rest);
            }
            None => {
                text.push('&');
                text.push_str(part);
            }
        }
    }
    Cow::Owned(text)
}

fn character(name: &str) -> Option<char> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match name {
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "lt" => Some('<'),
        "gt" => Some('>'),
        _ => {
            let digits = name.strip_prefix('#')?;
            match digits.strip_prefix(['x', 'X']) {
                Some(digits) => number(digits, 16),
                None => number(digits, 10),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two pages, a style and a picture; `html` stands on the first page.
    fn broken(html: &str) -> Vec<String> {
        let text = |text: &str| Content::html(text.to_owned());
        let files = BTreeMap::from([
            (Route::page("a/one").unwrap(), text(html)),
            (Route::page("a/two").unwrap(), text("<!doctype html><h2 id=\"vote\">Vote</h2><h2 id=\"caf\u{e9}\">x</h2>")),
            (Route::home(), text("<a href=\"a/one/index.html\">one</a>")),
            (Route::file("static/style.css").unwrap(), Content::file("static/style.css", *b"")),
            (Route::file("files/a b.png").unwrap(), Content::file("files/a b.png", *b"")),
        ]);
        verify(&files).into_iter().map(|Broken { page, href, why }| format!("{page} {href}: {why}")).collect()
    }

    fn assert_broken(html: &str, why: &str) {
        let broken = broken(html);
        assert!(broken.len() == 1 && broken[0].contains(why), "{html}: {broken:?}");
    }

    #[test]
    fn sound_links_pass() {
        let sound = [
            "<a href=\"../two/index.html\">",
            "<a href=\"../two/#vote\">",
            "<a href=\"../two/index.html#caf%C3%A9\">",
            "<a href=\"../../index.html?q=1&amp;r=2#top\">",
            "<a class=\"x\"\n href=\"./\">",
            "<p id=\"x\"><a href=\"#x\">",
            "<link rel=\"stylesheet\" href=\"..&#x2F;../static/style.css\">",
            "<img src=\"../../files/a%20b.png\" alt=\"\"/>",
            "<a href=\"https://example.org/?a=1\">",
            "<a href=\"mailto:a@example.org\">",
            "<a href=\"tel:+44\">",
            "<link rel=\"canonical\" href=\"https://example.org/\">",
            "<!-- <a href=\"x\"> -->",
            "<script>a < b; '<a href=\"x\">'</script>",
            "<input disabled value=\"<\">",
            "<meta http-equiv=\"refresh\" content=\"0; url=../two/index.html\">",
        ];
        for html in sound {
            assert_eq!(broken(html), [""; 0], "{html}");
        }
    }

    #[test]
    fn broken_links_say_why() {
        for (html, why) in [
            (
                "<a href=\"../three/index.html\">",
                "a/one/ ../three/index.html: leads to `a/three/index.html`, which is not published",
            ),
            ("<a href=\"../two\">", "leads to a folder; the page is `a/two/index.html`"),
            ("<a href=\"../two/#none\">", "has no such id"),
            ("<a href=\"#none\">", "has no such id"),
            ("<a href=\"../../../x\">", "leaves the site"),
            ("<a href=\"%2e%2e/%2e%2e/%2e%2e/x\">", "leaves the site"),
            ("<a href=\"/a/two/\">", "begins at the host's root"),
            ("<a href=\"//evil.example/\">", "another host"),
            ("<a href=\"\\\\evil.example\">", "backslash"),
            ("<a href=\"\">", "is empty"),
            ("<a href=\" ../two/\">", "a space at an end"),
            ("<a href=\"javascript:alert(1)\">", "has a scheme other than"),
            ("<a href=\"java&#115;cript:alert(1)\">", "has a scheme other than"),
            ("<a href=\"java\nscript:alert(1)\">", "control character"),
            ("<a href=\"DATA:text/html,x\">", "has a scheme other than"),
            ("<a href=\"https:evil.example\">", "names no host"),
            ("<a href=\"%ff\">", "not UTF-8"),
            ("<img src=\"https://example.org/a.png\">", "loaded from elsewhere"),
            ("<img srcset=\"../../files/a%20b.png 1x, b.png 2x\">", "b.png: leads to"),
            ("<link rel=\"stylesheet\" href=\"https://example.org/a.css\">", "loaded from elsewhere"),
            ("<meta http-equiv=\"Refresh\" content=\"0; url=gone/\">", "not published"),
            ("<form action=\"../search/\">", "not published"),
        ] {
            assert_broken(html, why);
        }
    }

    #[test]
    fn html_that_is_not_ours_is_a_mistake() {
        for (html, why) in [
            ("<p id=\"x\"><p id=\"x\">", "stands twice"),
            ("<p id=\"a b\">", "has a space"),
            ("<a href='../two/'>", "without double quotes"),
            ("<a href=../two/>", "without double quotes"),
            ("1 < 2", "begins no tag"),
            ("<base href=\"/\">", "base element"),
            ("<a href=\"../two/", "does not end"),
            ("<!-- ", "does not end"),
            ("<script>", "does not end"),
        ] {
            let broken = broken(html);
            assert!(broken.iter().any(|broken| broken.contains(why)), "{html}: {broken:?}");
        }
    }

    #[test]
    fn any_bytes_are_read_to_their_end() {
        let pieces = ["<", ">", "\"", "=", "&", ";", "#", "a", " ", "href", "é", "!--", "%", "/", "\n"];
        for seed in 0..20_000_u64 {
            let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
            let html: String = (0..12)
                .map(|_| {
                    state ^= state << 13;
                    state ^= state >> 7;
                    state ^= state << 17;
                    pieces[(state % pieces.len() as u64) as usize]
                })
                .collect();
            Page::read(html.as_bytes());
        }
    }
}
