//! The files of a handbook and their text, as read. Knows nothing of what they mean.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::limits::Limits;

pub mod disk;
pub mod front;
pub mod memory;

/// The file with which every handbook begins, in either form: without text of its own, or with the text of the home page.
pub const HANDBOOK: [&str; 2] = ["handbook.toml", "handbook.md"];

/// One text file below the content folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the content folder, with `/` between its parts.
    pub path: Arc<str>,
    /// Its text: without a byte order mark, line ends as `\n`, bytes that are not UTF-8 replaced.
    pub text: Arc<str>,
    /// Why it is not UTF-8, where it is not.
    pub not_utf8: Option<NotUtf8>,
}

/// Why a file is not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotUtf8 {
    /// It is UTF-16, as some programs for Windows save what they call Unicode: its text was read all the same.
    Utf16,
    /// Some of its bytes are not: where in its text the first of them stand.
    Bytes(usize),
}

impl File {
    /// A file from its bytes.
    pub fn new(path: &str, bytes: &[u8]) -> File {
        if let Some(text) = utf16(bytes) {
            return File { path: path.into(), text: lines(text.into()).into(), not_utf8: Some(NotUtf8::Utf16) };
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let (text, not_utf8) = match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), None),
            Err(error) => {
                let sound = &bytes[..error.valid_up_to()];
                let place = sound.len() - sound.windows(2).filter(|pair| pair == b"\r\n").count();
                (String::from_utf8_lossy(bytes), Some(NotUtf8::Bytes(place)))
            }
        };
        File { path: path.into(), text: lines(text).into(), not_utf8 }
    }

    /// The file's name without its folders.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// A text with line ends as `\n`.
fn lines(text: Cow<'_, str>) -> Cow<'_, str> {
    let has_returns = memchr::memchr(b'\r', text.as_bytes()).is_some();
    if has_returns { text.replace("\r\n", "\n").into() } else { text }
}

/// The text of a file that is UTF-16, as its mark says, or the noughts between its first letters; `None` where it is not.
fn utf16(bytes: &[u8]) -> Option<String> {
    let (unit, begins): (fn([u8; 2]) -> u16, usize) = match bytes {
        [0xff, 0xfe, ..] => (u16::from_le_bytes, 2),
        [0xfe, 0xff, ..] => (u16::from_be_bytes, 2),
        [first, 0, second, 0, ..] if *first > 0 && *second > 0 => (u16::from_le_bytes, 0),
        [0, first, 0, second, ..] if *first > 0 && *second > 0 => (u16::from_be_bytes, 0),
        _ => return None,
    };
    let units: Vec<u16> = bytes[begins..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    Some(String::from_utf16_lossy(&units))
}

/// Something below the content folder that could not be read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Its path below the content folder.
    pub path: Arc<str>,
    /// Why it was not read, in the author's words.
    pub why: String,
    /// What to do about it.
    pub hint: String,
}

/// Every file of a handbook.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The content folder as the author named it, for messages; empty in memory.
    pub root: PathBuf,
    /// Records and prose, by path.
    pub files: BTreeMap<Arc<str>, Arc<File>>,
    /// Attachments under `files/`, by path.
    pub attachments: BTreeMap<Arc<str>, Arc<[u8]>>,
    /// Files of the handbook's own theme, by path below the theme's folder; empty where it has none.
    pub theme: BTreeMap<Arc<str>, Arc<File>>,
    /// Why the theme that the handbook names could not be read, where it could not.
    pub theme_unread: Option<String>,
    /// How much of it was read at most: as its settings say.
    pub limits: Limits,
    /// What could not be read.
    pub unread: Vec<Unread>,
}

impl Sources {
    /// Whether a file of the theme names the attachment at `path`.
    pub fn is_in_theme(&self, path: &str) -> bool {
        self.theme.values().any(|file| file.text.contains(path))
    }

    /// The text of the file at `path`; empty where there is none.
    pub fn text(&self, path: &str) -> &str {
        self.files.get(path).or_else(|| self.theme.get(path)).map_or("", |file| &file.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_utf_16_is_read_and_told_of() {
        let text = "name = \"Hôpital\"\r\n";
        let units: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        for bytes in [&[b"\xff\xfe", &little[..]].concat(), &[b"\xfe\xff", &big[..]].concat(), &little, &big] {
            let file = File::new("a.toml", bytes);
            assert_eq!((&*file.text, file.not_utf8), ("name = \"Hôpital\"\n", Some(NotUtf8::Utf16)));
        }
        assert_eq!(File::new("a.toml", text.as_bytes()).not_utf8, None);
        assert_eq!(File::new("a.toml", b"\n\0").not_utf8, None);
    }
}
