//! The texts that diagnostics point into: where a place is as people count, and what of a text a terminal must not obey.

use std::collections::BTreeMap;

use crate::source::Sources;
use crate::span::{Lines, Place, Position};

/// The files of a handbook, with the lines of each counted once.
pub(super) struct Texts<'s> {
    sources: &'s Sources,
    lines: BTreeMap<String, Lines<'s>>,
}

impl<'s> Texts<'s> {
    pub(super) fn new(sources: &'s Sources) -> Texts<'s> {
        Texts { sources, lines: BTreeMap::new() }
    }

    /// The lines of a file; nothing where its text is not known.
    pub(super) fn lines(&mut self, path: &str) -> Option<&Lines<'s>> {
        let text = self.sources.text(path);
        (!text.is_empty()).then(|| &*self.lines.entry(path.to_owned()).or_insert_with(|| Lines::new(text)))
    }

    /// Where a place begins; nothing where it is the whole file or the file's text is not known.
    pub(super) fn position(&mut self, place: &Place) -> Option<Position> {
        self.range(place).map(|(start, _)| start)
    }

    /// Where a place begins and where it has ended, as [`Texts::position`].
    pub(super) fn range(&mut self, place: &Place) -> Option<(Position, Position)> {
        let span = place.span;
        if span.end == 0 {
            return None;
        }
        let lines = self.lines(&place.path)?;
        Some((lines.position(span.start), lines.position(span.end.max(span.start))))
    }

    /// A place as an editor opens it: `content/areas/leeds.toml:3:8`, or the path alone where the whole file is meant.
    pub(super) fn written(&mut self, place: &Place) -> String {
        let path = self.path(&place.path);
        self.position(place).map_or(path.clone(), |at| format!("{path}:{}:{}", at.line, at.column))
    }

    /// The path of a file from where the program was started, with `/` between its parts.
    pub(super) fn path(&self, path: &str) -> String {
        let is_theme = self.sources.theme.contains_key(path) && !self.sources.files.contains_key(path);
        let root = if is_theme { "".into() } else { self.sources.root.to_string_lossy() };
        let root = root.trim_start_matches("./").trim_end_matches('/');
        match (root, self.sources.root.has_root()) {
            ("" | ".", false) => path.to_owned(),
            _ if is_theme => path.to_owned(),
            _ => format!("{root}/{path}"),
        }
    }
}

/// As many places as are listed, each as an editor opens it, and how many more there are.
pub(super) fn listed<'p>(places: impl ExactSizeIterator<Item = &'p Place>, most: usize, texts: &mut Texts) -> Vec<String> {
    // One more is listed as soon as counted.
    let most = if places.len() == most + 1 { most + 1 } else { most };
    let more = places.len().saturating_sub(most);
    let mut listed: Vec<String> = places.take(most).map(|place| texts.written(place)).collect();
    if more > 0 {
        listed.push(format!("and {more} more"));
    }
    listed
}

/// Whether a letter is a control character, or changes the direction of writing, or cannot be seen.
pub fn is_treacherous(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Words with what a terminal must not obey written as escapes; line breaks stay.
pub fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '\n' => escaped.push('\n'),
            _ if is_treacherous(letter) => escaped.extend(letter.escape_unicode()),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// A JSON document, laid out in lines, that says the same and holds nothing that a terminal would obey: JSON lets some control characters
/// stand as they are.
pub fn escaped_json(document: &str) -> String {
    let mut escaped = String::with_capacity(document.len());
    for letter in document.chars() {
        match letter {
            '\n' => escaped.push('\n'),
            // All of these are below U+10000, and stand within strings alone.
            _ if is_treacherous(letter) => escaped.push_str(&format!("\\u{:04x}", u32::from(letter))),
            _ => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_json_document_says_the_same_and_no_terminal_obeys_it() {
        let value = serde_json::json!({ "a\u{9b}31m": ["\u{7f}\u{1b}\u{202e}", "é\n🙂"] });
        let escaped = escaped_json(&serde_json::to_string_pretty(&value).unwrap());
        assert!(!escaped.contains(|letter: char| letter != '\n' && is_treacherous(letter)), "{escaped}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&escaped).unwrap(), value);
    }

    #[test]
    fn paths_are_those_that_an_author_can_open() {
        for (root, path) in [
            ("content", "content/a.md"),
            ("./content/", "content/a.md"),
            (".", "a.md"),
            ("", "a.md"),
            ("/srv", "/srv/a.md"),
            ("/", "/a.md"),
            ("../x", "../x/a.md"),
        ] {
            let sources = Sources { root: root.into(), ..Sources::default() };
            assert_eq!(Texts::new(&sources).path("a.md"), path, "{root}");
        }
    }
}
