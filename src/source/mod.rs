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
    /// Where in `text` the first bytes stand that are not UTF-8, if any do.
    pub not_utf8: Option<usize>,
}

impl File {
    /// A file from its bytes.
    pub fn new(path: &str, bytes: &[u8]) -> File {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let (text, not_utf8) = match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), None),
            Err(error) => {
                let sound = &bytes[..error.valid_up_to()];
                let place = sound.len() - sound.windows(2).filter(|pair| pair == b"\r\n").count();
                (String::from_utf8_lossy(bytes), Some(place))
            }
        };
        let has_returns = memchr::memchr(b'\r', text.as_bytes()).is_some();
        let text = if has_returns { text.replace("\r\n", "\n").into() } else { text };
        File { path: path.into(), text: text.into(), not_utf8 }
    }

    /// The file's name without its folders.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
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
