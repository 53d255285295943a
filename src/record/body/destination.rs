//! Where a link in prose leads, as written. Knows no record: whether the place exists is asked later, by the model.
//!
//! One function decides for reading and for rendering, so that what was not checked is never written.

use crate::limits::Limits;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// Out of the handbook: an address that is safe to link, with what may not stand in an address percent-encoded.
    Outside(String),
    /// An anchor on the same page.
    Here(String),
    /// A content file, by its path below the content folder, and perhaps an anchor on its page.
    File(String, Option<String>),
    /// An attachment, by its path below the content folder (`files/…`), and perhaps a place in it.
    Attachment(String, Option<String>),
    /// Nowhere that a link may lead.
    Refused(Flaw),
}

/// Why a destination is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Nothing is written.
    Empty,
    /// A scheme that is not one of `SCHEMES`.
    Scheme(String),
    /// An address that is not whole or hides where it leads, and why.
    Address(&'static str),
    /// An address of more bytes than so many.
    Long(u32),
    /// A path from the site's root, which breaks when the site moves.
    Rooted,
    /// A path that leaves the content folder.
    Climbs,
    /// A path to something that is neither a record nor an attachment.
    NoContent(String),
}

/// The schemes that a link may have.
pub const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

impl Destination {
    /// Where `destination`, written in the file at `file_path`, leads.
    pub fn read(destination: &str, file_path: &str, limits: &Limits) -> Destination {
        match read(destination.trim(), file_path, limits) {
            Ok(destination) => destination,
            Err(flaw) => Destination::Refused(flaw),
        }
    }

    /// Where an address in angle brackets leads that is an e-mail address.
    pub fn email(address: &str, limits: &Limits) -> Destination {
        Destination::read(&format!("mailto:{address}"), "", limits)
    }
}

fn read(written: &str, file_path: &str, limits: &Limits) -> Result<Destination, Flaw> {
    if written.is_empty() || written == "#" {
        return Err(Flaw::Empty);
    }
    if written.chars().any(hides) {
        return Err(Flaw::Address("it holds characters that cannot be seen"));
    }
    if written.contains('\\') {
        return Err(Flaw::Address("it holds a backslash"));
    }
    if let Some(fragment) = written.strip_prefix('#') {
        return Ok(Destination::Here(decode(fragment)?));
    }
    match scheme(written) {
        Some((scheme, rest)) => outside(scheme, rest, limits),
        None if written.starts_with("//") => Err(Flaw::Address("it begins with `//`, without `https:` before it")),
        None if written.starts_with('/') => Err(Flaw::Rooted),
        None => inside(written, file_path),
    }
}

/// Control characters, and those that turn the direction of what follows or have no width.
fn hides(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// Whatever precedes a colon in the first segment counts as a scheme, however odd: browsers are lenient, so this is strict.
fn scheme(written: &str) -> Option<(String, &str)> {
    let end = written.find([':', '/', '?', '#'])?;
    let (scheme, rest) = written.split_at(end);
    Some((scheme.to_ascii_lowercase(), rest.strip_prefix(':')?))
}

fn outside(scheme: String, rest: &str, limits: &Limits) -> Result<Destination, Flaw> {
    if rest.len() > limits.address_bytes as usize {
        return Err(Flaw::Long(limits.address_bytes));
    }
    match scheme.as_str() {
        "http" | "https" => web(&scheme, rest),
        "mailto" => mail(rest),
        "tel" => telephone(rest),
        _ => Err(Flaw::Scheme(scheme)),
    }
}

fn web(scheme: &str, rest: &str) -> Result<Destination, Flaw> {
    let rest = rest.strip_prefix("//").ok_or(Flaw::Address("it has no `//` after its scheme"))?;
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    if authority.contains('@') {
        return Err(Flaw::Address("it holds a user name, which can make it look like another site's"));
    }
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port),
        _ => (authority, ""),
    };
    if !is_host(host) || !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Flaw::Address("its host is not a plain name such as `www.example.org`"));
    }
    Ok(Destination::Outside(format!("{scheme}://{}{}", authority.to_ascii_lowercase(), encode(path))))
}

/// Punycode names are not plain: they are how one site's name is made to look like another's.
fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address.parse::<std::net::Ipv6Addr>().is_ok();
    }
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.to_ascii_lowercase().starts_with("xn--")
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    host.strip_suffix('.').unwrap_or(host).split('.').all(is_label)
}

fn mail(rest: &str) -> Result<Destination, Flaw> {
    let address = rest.split('?').next().unwrap_or("");
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".!#$&'*+-/=^_`{|}~@%,".contains(&byte);
    let parts = address.split(',').all(|one| one.split_once('@').is_some_and(|(name, host)| !name.is_empty() && is_host(host)));
    let lower = rest.to_ascii_lowercase();
    if !parts || !address.bytes().all(is_plain) || ["%0a", "%0d", "%00"].iter().any(|bad| lower.contains(bad)) {
        return Err(Flaw::Address("it is not a plain e-mail address"));
    }
    Ok(Destination::Outside(format!("mailto:{}", encode(rest))))
}

fn telephone(rest: &str) -> Result<Destination, Flaw> {
    let number: String = rest.replace("%20", "").chars().filter(|letter| !matches!(letter, ' ' | '\u{a0}' | '(' | ')')).collect();
    let is_plain = |byte: u8| byte.is_ascii_digit() || b"+-.;=ext".contains(&byte);
    if !number.bytes().all(is_plain) || number.bytes().filter(u8::is_ascii_digit).count() < 3 {
        return Err(Flaw::Address("it is not a telephone number"));
    }
    Ok(Destination::Outside(format!("tel:{number}")))
}

/// Percent-encodes what may not stand in an address; leaves what is encoded already.
fn encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for (at, letter) in path.char_indices() {
        let is_escape = || path.as_bytes().get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let stays = match letter {
            '%' => is_escape(),
            ' ' | '"' | '<' | '>' | '[' | ']' | '^' | '`' | '{' | '|' | '}' => false,
            _ => true,
        };
        if stays {
            encoded.push(letter);
        } else {
            encoded.push_str(&format!("%{:02X}", u32::from(letter)));
        }
    }
    encoded
}

fn inside(written: &str, file_path: &str) -> Result<Destination, Flaw> {
    let (path, fragment) = match written.split_once('#') {
        Some((path, fragment)) => (path, Some(decode(fragment)?).filter(|fragment| !fragment.is_empty())),
        None => (written, None),
    };
    let path = resolve(&decode(path)?, file_path)?;
    if path.starts_with("files/") {
        Ok(Destination::Attachment(path, fragment))
    } else if path.ends_with(".toml") || path.ends_with(".md") {
        Ok(Destination::File(path, fragment))
    } else {
        Err(Flaw::NoContent(path))
    }
}

/// `files/…` is a path from the content folder, as in fields; any other is a path from the file's own folder.
fn resolve(path: &str, file_path: &str) -> Result<String, Flaw> {
    let folder = file_path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut segments: Vec<&str> = if path.starts_with("files/") { Vec::new() } else { folder.split('/').collect() };
    segments.retain(|segment| !segment.is_empty());
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop().ok_or(Flaw::Climbs)?),
            segment => segments.push(segment),
        }
    }
    Ok(segments.join("/"))
}

/// What percent signs stand for. A path may not hide anything behind them that could not stand in plain sight.
fn decode(path: &str) -> Result<String, Flaw> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *byte == b'%') {
            Some(hidden) => {
                bytes.push(hidden);
                rest = &after[2..];
            }
            None => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    let decoded = String::from_utf8(bytes).map_err(|_| Flaw::Address("its percent signs stand for no text"))?;
    if decoded.chars().any(hides) || decoded.contains('\\') {
        return Err(Flaw::Address("its percent signs hide characters that cannot be seen"));
    }
    Ok(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: &str) -> Destination {
        Destination::read(written, "collaboratives/wyaat/purpose.md", &Limits::default())
    }

    #[test]
    fn paths_are_read_from_the_files_own_folder() {
        let file = |path: &str, fragment: Option<&str>| Destination::File(path.into(), fragment.map(str::to_owned));
        assert_eq!(read("../../organisations/x.toml"), file("organisations/x.toml", None));
        assert_eq!(read("governance.md#quorum"), file("collaboratives/wyaat/governance.md", Some("quorum")));
        assert_eq!(read("./a%20b.md"), file("collaboratives/wyaat/a b.md", None));
        assert_eq!(read("files/mou.pdf#page=3"), Destination::Attachment("files/mou.pdf".into(), Some("page=3".into())));
        assert_eq!(read("../../files/mou.pdf"), Destination::Attachment("files/mou.pdf".into(), None));
        assert_eq!(read("#quorum"), Destination::Here("quorum".into()));
    }

    #[test]
    fn paths_out_of_the_content_are_refused() {
        for written in ["../../../secret.md", "..%2f..%2f..%2fsecret.md", "files/../../x.md", "../../../../etc/passwd"] {
            assert_eq!(read(written), Destination::Refused(Flaw::Climbs), "{written}");
        }
        assert_eq!(read("/organisations/x/"), Destination::Refused(Flaw::Rooted));
        assert_eq!(read("../quorum/"), Destination::Refused(Flaw::NoContent("collaboratives/quorum".into())));
        assert_eq!(read(" "), Destination::Refused(Flaw::Empty));
    }

    #[test]
    fn addresses_are_plain_or_refused() {
        let outside = |address: &str| Destination::Outside(address.into());
        assert_eq!(read("HTTPS://Example.ORG/A b?q=\"x\"&%zz%20"), outside("https://example.org/A%20b?q=%22x%22&%25zz%20"));
        assert_eq!(read("http://[::1]:8080/"), outside("http://[::1]:8080/"));
        assert_eq!(read("mailto:governance@example.org?subject=Hello"), outside("mailto:governance@example.org?subject=Hello"));
        assert_eq!(read("tel:+44 113 000 0000"), outside("tel:+441130000000"));
        assert_eq!(Destination::email("a.b@example.org", &Limits::default()), outside("mailto:a.b@example.org"));
    }

    #[test]
    fn disguises_are_refused() {
        let disguises = [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "javascript\u{200b}:alert(1)",
            " javascript:alert(1)",
            "javascript%3aalert(1)",
            "vbscript:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "blob:x",
            "view-source:x",
            "//evil.example",
            "\\\\evil.example",
            "/\\evil.example",
            "https:evil.example",
            "https:/evil.example",
            "https://good.example@evil.example/",
            "https://xn--80ak6aa92e.com",
            "https://exämple.org",
            "https://[::1",
            "https://",
            "https://a..b/",
            "https://a:b/",
            "mailto:a@b.c%0d%0abcc:d@e.f",
            "mailto:",
            "tel:x",
            "https://a/\u{202e}x",
        ];
        for written in disguises {
            assert!(matches!(read(written), Destination::Refused(_)), "{written:?} is {:?}", read(written));
        }
        assert!(matches!(read(&format!("https://a/{}", "x".repeat(100_000))), Destination::Refused(Flaw::Long(2_048))));
        assert_eq!(read("organisation:x"), Destination::Refused(Flaw::Scheme("organisation".into())));
    }
}
