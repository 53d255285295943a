//! Which attachments are published: by the endings of their names, and only where their bytes are what the ending says. A browser
//! that is told one kind of file and given another may run it.

use super::flaw::Flaw;
use super::walk::ending;
use super::{picture, vector};

/// What a browser shows or a reader's office programs open, and nothing that runs.
pub(super) const ENDINGS: [&str; 15] =
    ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "pdf", "csv", "ics", "txt", "docx", "xlsx", "odt", "ods"];

/// Looks whether the bytes of the attachment at `path` begin as its ending says.
pub(super) fn check(path: &str, bytes: &[u8]) -> Result<(), Flaw> {
    let ending = ending(path);
    let is_genuine = match ending.as_str() {
        "png" => bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
        "jpg" | "jpeg" => bytes.starts_with(b"\xff\xd8\xff"),
        "gif" => bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a"),
        "webp" => bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"),
        "avif" => bytes.get(4..8) == Some(b"ftyp"),
        "pdf" => bytes.starts_with(b"%PDF-"),
        "docx" | "xlsx" | "odt" | "ods" => bytes.starts_with(b"PK\x03\x04"),
        _ => return check_text(&ending, bytes),
    };
    match is_genuine {
        true if picture::tells_a_place(bytes) => Err(Flaw::new(
            "says where on earth it was taken, which can be somebody’s home",
            "save it again without its location: programs for photographs offer that as “remove location” or “remove metadata”",
        )),
        true => Ok(()),
        false => {
            Err(Flaw::new(format!("is no .{ending} file, whatever its name says"), "save it again in that format, or rename it"))
        }
    }
}

fn check_text(ending: &str, bytes: &[u8]) -> Result<(), Flaw> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(Flaw::new("is not UTF-8 text, so readers would see wrong letters", "save it again as UTF-8"));
    };
    let is_genuine = match ending {
        "svg" if text.contains("<svg") => return vector::check(text),
        "svg" => false,
        "ics" => text.trim_start_matches('\u{feff}').starts_with("BEGIN:VCALENDAR"),
        _ => !text.contains('\0'),
    };
    match is_genuine {
        true => Ok(()),
        false => {
            Err(Flaw::new(format!("is no .{ending} file, whatever its name says"), "save it again in that format, or rename it"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_must_be_what_the_name_says() {
        let sound: [(&str, &[u8]); 7] = [
            ("a.png", b"\x89PNG\r\n\x1a\n\0"),
            ("a.JPG", b"\xff\xd8\xff\xe0"),
            ("a.webp", b"RIFF\0\0\0\0WEBPVP8 "),
            ("a.pdf", b"%PDF-1.7"),
            ("a.docx", b"PK\x03\x04"),
            ("a.svg", b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
            ("a.csv", "naïve,1".as_bytes()),
        ];
        for (name, bytes) in sound {
            assert!(check(name, bytes).is_ok(), "{name}");
        }
        for (name, bytes) in
            [("a.png", &b"<html>"[..]), ("a.pdf", b"MZ"), ("a.svg", b"<p>"), ("a.txt", b"a\0b"), ("a.csv", b"\xe9")]
        {
            assert!(check(name, bytes).is_err(), "{name}");
        }
    }
}
